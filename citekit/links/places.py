"""Where addresses stand in a file of some format: as a whole value, as the target of a link, or in running text, each
as it is written there.

A value of JSON (RFC 8259), YAML, a table (RFC 4180), BibTeX, a line with a tag (RIS), an element or attribute of XML
and HTML is an address as a whole or not at all; in running text an address ends where nothing can go on with it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

Write = Callable[[str, str], str]  # (new text, former text as it was written) -> as it is written


@dataclass(frozen=True)
class Form:
    """How an address is written in a format. ``stops``: the characters, as a class of a pattern, that certainly end
    one in running text."""

    read: Callable[[str], str]
    write: Write
    stops: str = r"\s<>\"`\u201c\u201d\u00ab\u00bb"


@dataclass(frozen=True)
class Place:
    """A stretch of the file. ``value``: it is one value, and an address in it is the whole of it or one of a list;
    ``whole``: it is only looked at as a whole."""

    start: int
    end: int
    form: Form
    value: bool = True
    whole: bool = False


def _same(text: str) -> str:
    return text


PLAIN = Form(_same, lambda new, old: new)

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,31});")


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _amp(new: str, old: str) -> str:
    return html.escape(new, quote=True)


XML = Form(_unescaped, _amp)
_CDATA = Form(_same, lambda new, old: new.replace("]]>", "]]%3E"))
_BARE_ATTRIBUTE = Form(_unescaped, lambda new, old: f'"{html.escape(new, quote=True)}"')
# CommonMark 2.4, 2.5: backslash escapes and entities hold in the targets of links
_MARKDOWN = Form(
    lambda text: _unescaped(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)),
    lambda new, old: re.sub(r"&(?=#?\w+;)", "&amp;", new),
)


def _tex_read(text: str) -> str:
    return re.sub(r"\\([_%&#$~^])(?:\{\})?", r"\1", text) if "\\" in text else text


def _tex_escaped(new: str, old: str = "") -> str:
    return re.sub(r"(?<!\\)[_%&#$]", r"\\\g<0>", new.replace("~", "%7E"))


_TEX_STOPS = r"\s<>\"`{}"
_TEX = Form(_tex_read, _tex_escaped, _TEX_STOPS)
# the arguments of \url and the fields that biber and BibTeX styles set verbatim: escaped only where they were before
_VERBATIM = Form(_tex_read, lambda new, old: _tex_escaped(new) if re.search(r"\\[_%&#$]", old) else new, _TEX_STOPS)
_VERBATIM_FIELDS = frozenset("url urlraw doi eprint file pdf link bdsk-url-1 bdsk-url-2 verba verbb verbc".split())


def places(text: str, name: str) -> Iterator[Place]:
    """The places of a file in which addresses can stand, in order, none in another."""
    return _FORMATS[_format(text, name.lower())](text, 0, len(text))


_SUFFIXES = {
    "json": "json jsonl ndjson csljson ipynb",
    "yaml": "yaml yml",
    "markdown": "md markdown mdown qmd rmd",
    "html": "html htm xhtml",
    "xml": "xml mods ead rdf marcxml tei fodt opf dc",
    "bibtex": "bib bibtex biblatex",
    "tex": "tex ltx latex",
    "csv": "csv tsv tab",
    "tagged": "ris nbib enw ciw",
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}


def _format(text: str, name: str) -> str:
    known = _BY_SUFFIX.get(name.rpartition(".")[2] if "." in name else "")
    if known:
        return known
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return "html" if re.match(r"<(?:!doctype\s+html|html|head|body)", start, re.I) else "xml"
    if re.match(r"[\[{]\s*[\"{]", start):
        return "json"
    if re.match(r"(?:TY|PT|PMID) {0,2}- |%[0A] ", start):
        return "tagged"
    return "bibtex" if re.match(r"@\w+\s*[{(]", start) else "plain"


# JSON

_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*("?)')


def _json_read(raw: str) -> str:
    try:
        return str(json.loads(raw))
    except ValueError:
        return ""


def _json_write(new: str, old: str) -> str:
    written = json.dumps(new, ensure_ascii=old.isascii())
    return written.replace("/", "\\/") if "\\/" in old else written


_JSON = Form(_json_read, _json_write)


def _of_json(text: str, start: int, end: int) -> Iterator[Place]:
    for match in _STRING.finditer(text, start, end):
        if match[1] and not re.match(r"\s*:", text[match.end() : match.end() + 20]):  # keys stay
            yield Place(*match.span(), _JSON)


# YAML


def _plain_scalar(new: str, old: str) -> str:
    return json.dumps(new) if new.endswith(":") or re.search(r":\s|\s#|[,\[\]{}]", new) else new


_YAML = {
    None: Form(_same, _plain_scalar),
    "'": Form(lambda raw: raw[1:-1].replace("''", "'"), lambda new, old: "'" + new.replace("'", "''") + "'"),
    '"': Form(_json_read, _json_write),
}


def _of_yaml(text: str, start: int, end: int) -> Iterator[Place]:
    """The scalars as the scanner of YAML finds them; what it cannot read has none."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    mark = text.startswith("\ufeff", start)
    try:
        for token in yaml.scan(text[start + mark : end], Loader=loader):
            if not isinstance(token, yaml.ScalarToken):
                continue
            first = start + mark + token.start_mark.index
            last = start + mark + token.end_mark.index
            form = _YAML.get(None if token.plain else token.style)
            if form is not None and "://" in token.value and form.read(text[first:last]).strip() == token.value:
                yield Place(first, last, form)
            elif form is None:
                yield Place(first, last, PLAIN, value=False)
    except (yaml.YAMLError, RecursionError):
        return


# tables


def _of_table(text: str, start: int, end: int) -> Iterator[Place]:
    head = re.sub(r'"[^"]*"', "", text[start:end].lstrip("\ufeff").split("\n", 1)[0])
    delimiter = max(",;\t|", key=head.count)

    def read(raw: str) -> str:
        return raw[1:-1].replace('""', '"') if len(raw) > 1 and raw[0] == raw[-1] == '"' else raw

    def write(new: str, old: str) -> str:
        quoted = old.startswith('"') or any(c in new for c in (delimiter, '"', "\n", "\r"))
        return '"' + new.replace('"', '""') + '"' if quoted else new

    form = Form(read, write)
    cell = re.compile(rf'"(?:[^"]|"")*"(?=[{delimiter}\r\n]|$)|[^{delimiter}\r\n]+')
    for match in cell.finditer(text, start, end):
        yield Place(*match.span(), form)


# lines with tags

_TAGGED = re.compile(
    r"^(?:[A-Z][A-Z0-9]{1,3} {0,2}-|%[A-Z0-9!@+<>=~^&?(){}#$*\[\]|;:.,] |[A-Z][A-Z0-9] ) ?([^\r\n]*)", re.M
)


def _of_tagged(text: str, start: int, end: int) -> Iterator[Place]:
    at = start
    for match in _TAGGED.finditer(text, start, end):
        if match.start() > at:
            yield Place(at, match.start(), PLAIN, value=False)
        yield Place(*match.span(1), PLAIN)
        at = match.end()
    yield Place(at, end, PLAIN, value=False)


# BibTeX and TeX

_FIELD = re.compile(r"([A-Za-z][\w:-]{0,60})\s{0,50}=\s{0,50}([{\"])")
_ARGUMENT = re.compile(r"\\(?:url|href|nolinkurl|path)\s{0,5}(?:\[[^\]{}]{0,200}\])?\{([^{}]{0,4000})\}")


def _of_bibtex(text: str, start: int, end: int) -> Iterator[Place]:
    at = start
    while (match := _FIELD.search(text, at, end)) is not None:
        last = _closed(text, match.end(), end, match[2])
        if last < 0:
            break
        yield from _of_tex(text, at, match.start())
        value = _tex_read(text[match.end() : last]).strip()
        if re.fullmatch(r"https?://\S+", value):
            form = _VERBATIM if match[1].lower() in _VERBATIM_FIELDS else _TEX
            yield Place(match.end(), last, form)
        elif match[1].lower() in ("url", "urlraw"):
            yield Place(match.end(), last, _VERBATIM)
        else:
            yield from _of_tex(text, match.end(), last)
        at = last
    yield from _of_tex(text, at, end)


def _closed(text: str, at: int, end: int, opening: str) -> int:
    """Where a field's value ends; -1 where it does not."""
    depth = 0
    for match in re.compile(r"\\.|[{}\"]", re.S).finditer(text, at, end):
        char = match[0]
        if depth == 0 and char == ("}" if opening == "{" else '"'):
            return match.start()
        depth += (char == "{") - (char == "}")
    return -1


def _of_tex(text: str, start: int, end: int) -> Iterator[Place]:
    at = start
    for match in _ARGUMENT.finditer(text, start, end):
        yield Place(at, match.start(), _TEX, value=False)
        yield Place(*match.span(1), _VERBATIM)
        at = match.end()
    if at < end:
        yield Place(at, end, _TEX, value=False)


# XML and HTML

_TAG = re.compile(r"</?([A-Za-z_][\w:.-]{0,200})")
_UNQUOTED = re.compile(r"=\s{0,20}(https?:[^\s\"'<>`]{1,4000})(?=[\s>])", re.I)
_NO_TEXT = frozenset(("script", "style"))


def _of_xml(text: str, start: int, end: int) -> Iterator[Place]:
    return _of_markup(text, start, end, False)


def _of_html(text: str, start: int, end: int) -> Iterator[Place]:
    return _of_markup(text, start, end, True)


def _of_markup(text: str, start: int, end: int, lax: bool) -> Iterator[Place]:
    """The values of attributes, and the text between tags; what stands in comments, scripts and styles stays. ``lax``:
    HTML. Each character is looked at once."""
    at = start
    while at < end:
        tag = text.find("<", at, end)
        if tag != at:
            yield Place(at, tag if tag >= 0 else end, XML)
        if tag < 0:
            return
        special = next(
            (s for s in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")) if text.startswith(s[0], tag)), None
        )
        if special is not None:
            close = text.find(special[1], tag + len(special[0]), end)
            if close < 0:
                return
            if special[0] == "<![CDATA[":
                yield Place(tag + 9, close, _CDATA)
            at = close + len(special[1])
            continue
        name = _TAG.match(text, tag, end)
        at = yield from _of_tag(text, name.end() if name is not None else tag + 1, end)
        if name is not None and lax and name[1].lower() in _NO_TEXT and text[tag + 1] != "/":
            over = re.compile(rf"</{name[1]}", re.I).search(text, at, end)
            at = over.start() if over is not None else end


def _of_tag(text: str, at: int, end: int) -> Generator[Place, None, int]:
    """The values of a tag's attributes; gives where it ends."""
    marks = re.compile("[\"'>]")
    while (mark := marks.search(text, at, end)) is not None:
        for bare in _UNQUOTED.finditer(text, at, min(end, mark.end())):
            yield Place(*bare.span(1), _BARE_ATTRIBUTE, whole=True)
        if mark[0] == ">":
            return mark.end()
        close = text.find(mark[0], mark.end(), end)
        if close < 0:
            return end
        yield Place(mark.end(), close, XML, whole=True)
        at = close + 1
    return end


# Markdown

_TARGET = re.compile(r"\]\(\s{0,20}<?(https?:(?:[^\s()<>\\]|\\[^\s]|\([^\s()<>]{0,500}\)){1,4000})(?=[\s)>])", re.I)
_LABEL = re.compile(r"\[(https?:[^\s\]\[<>]{1,4000})\](?=[(\[])", re.I)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n")


def _of_markdown(text: str, start: int, end: int) -> Iterator[Place]:
    at = start
    front = _FRONT.match(text, start, end)
    close = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M).search(text, front.end(), end) if front is not None else None
    if front is not None and close is not None:
        yield from _of_yaml(text, front.end(), close.start())
        at = close.end()
    links = sorted([m.span(1) for p in (_TARGET, _LABEL) for m in p.finditer(text, at, end)])
    for first, last in links:
        if first < at:
            continue
        yield Place(at, first, _MARKDOWN, value=False)
        yield Place(first, last, _MARKDOWN, whole=True)
        at = last
    yield Place(at, end, _MARKDOWN, value=False)


def _of_plain(text: str, start: int, end: int) -> Iterator[Place]:
    yield Place(start, end, PLAIN, value=False)


_FORMATS: dict[str, Callable[[str, int, int], Iterator[Place]]] = {
    "json": _of_json,
    "yaml": _of_yaml,
    "markdown": _of_markdown,
    "html": _of_html,
    "xml": _of_xml,
    "bibtex": _of_bibtex,
    "tex": _of_tex,
    "csv": _of_table,
    "tagged": _of_tagged,
    "plain": _of_plain,
}
