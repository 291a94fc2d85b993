"""The LaTeX of one ``\\bibitem`` as a text with marks for its type, and what its commands state outright."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..bibtex.latex import address, closing, latex_text
from . import marks

_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n[ \t]*")
_FONT = re.compile(
    r"\{\s*\\(?P<font>em|it|sl|bf|sc|itshape|slshape|bfseries|scshape)\b\s*(?P<text>(?:[^{}]|\{[^{}]{0,500}\}){1,2000}?)(?:\\/)?\}"
)
_COMMANDS = {"em": "emph", "it": "emph", "sl": "emph", "itshape": "emph", "slshape": "emph", "bf": "textbf"}
_COMMANDS |= {"bfseries": "textbf", "sc": "textsc", "scshape": "textsc"}
_LOGO = re.compile(r"\\((?:La|Bib)?TeX)\b(?:\{\})?")
_GLUE = re.compile(r"\\(?:hskip|hspace|vskip)\b[^\\]{0,80}(?:\\relax\b)?|\\(?:penalty\s?-?\d+|relax)\b\s?")
_SILENT = re.compile(
    r"\\(?:BibitemOpen|bibAnnoteFile|urlprefix|allowbreak|quad|qquad|enskip|sloppy|natexlab\s*\{[^{}]{0,9}\}|"
    r"BibitemShut\s*\{[^{}]{0,40}\}|bibfield\s*\{[^{}]{0,40}\}|href@noop\s*\{[^{}]{0,40}\}|BIBentry[A-Za-z]{1,40})"
)
_SHOWN = re.compile(r"\\(?:show[A-Za-z]{2,20}|bibnamefont|bibfnamefont|bibcite|bbl[a-z]{1,10}|mbox|hbox|emdash)\b\s*")
_LINK = re.compile(r"\\(?P<name>url|nolinkurl|path|burl|doi|href|eprint|arxiv)\s*(?=\{)")
_TAG = re.compile(r"\\bibinfo\s*\{\s*(?P<name>[a-z]{2,20})\s*\}\s*(?=\{)", re.I)
_SPANS = (("<i>", marks.ITALIC), ("</i>", marks.ITALIC_END), ("<b>", marks.BOLD), ("</b>", marks.BOLD_END))
_CAPS = re.compile(r'<span style="font-variant:\s*small-caps;?">(.{0,1000}?)</span>', re.S)
_HTML = re.compile(r"</?[a-z][^<>]{0,80}>")
_QUOTES = re.compile(
    '\u201c([^\u201c\u201d]{1,1000})\u201d|(?<!\\w)"([^"]{2,1000})"(?!\\w)|\u201e([^\u201e\u201c]{1,1000})\u201c'
)
_GUILLEMETS = re.compile("\u00ab\\s?([^\u00ab\u00bb]{2,1000}?)\\s?\u00bb")
_GENERIC = re.compile(
    r"(?:online|link|pdf|html|url|web|website|full text|available online|here|doi|\[?link\]?|\s)*$", re.I
)


@dataclass
class Entry:
    """The text of an entry, and the addresses and fields that its commands state."""

    text: str = ""
    addresses: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)  # \bibinfo{name}{value}
    repeated: bool = False  # \bysame: by the author of the entry before

    def wording(self) -> str:
        """The whole text as a person reads it."""
        addresses = iter(self.addresses)
        return marks.plain(re.sub(marks.ADDRESS, lambda _: f" {next(addresses, '')}", self.text))


def entry_of(body: str) -> Entry:
    """The entry whose LaTeX this is."""
    entry = Entry()
    body = _LOGO.sub(r"\1", _COMMENT.sub("", body))
    body = re.sub(r"\\showarticletitle\s*(?=\{)", r"\\bibinfo{title}", body)
    body = re.sub(r"\\og\b(?:\{\})?\s*", "\u00ab", re.sub(r"\s*\\fg\b(?:\{\})?", "\u00bb", body))
    body = _SHOWN.sub("", _SILENT.sub(" ", _GLUE.sub(" ", body)))
    for _ in range(3):
        body, count = _FONT.subn(lambda m: rf"\{_COMMANDS.get(m['font'], 'emph')}{{{m['text']}}}", body)
        if not count:
            break
    entry.repeated = re.match(r"\s*\\bysame\b", body) is not None
    body = _without_links(re.sub(r"\\bysame\b\s*,?", "", body), entry)
    body = _without_tags(body, entry)
    body = re.sub(r"\\newblock\b\s*", marks.BLOCK, re.sub(r"\\par\b|\\\\", " ", body))
    entry.text = _marked(body)
    return entry


def _marked(body: str) -> str:
    text = latex_text(body)
    text = _CAPS.sub(f"{marks.CAPS}\\1{marks.CAPS_END}", text)
    for tag, mark in _SPANS:
        text = text.replace(tag, mark)
    text = _HTML.sub("", text)
    text = text.replace("``", "\u201c").replace("''", "\u201d")
    text = _QUOTES.sub(lambda m: f"{marks.QUOTE}{m[1] or m[2] or m[3]}{marks.QUOTE_END}", text)
    text = _GUILLEMETS.sub(f"{marks.QUOTE}\\1{marks.QUOTE_END}", text)
    text = re.sub(r"\s+", " ", marks.without_empty(text))
    text = re.sub(rf"\s*{marks.BLOCK}\s*", marks.BLOCK, text).strip(f" {marks.BLOCK}")
    return re.sub(rf"{marks.BLOCK}+", marks.BLOCK, text)


def _argument(text: str, start: int) -> tuple[str, int]:
    """(what the brace at a place encloses, where it ends); a brace that is not closed encloses nothing."""
    end = closing(text[start:])
    return (text[start + 1 : start + end], start + end + 1) if end > 0 else ("", start + 1)


def _without_links(body: str, entry: Entry) -> str:
    out, at = [], 0
    for match in _LINK.finditer(body):
        if match.start() < at:
            continue
        value, end = _argument(body, match.end())
        shown = ""
        if match["name"] == "href":
            brace = re.compile(r"\s*(?=\{)").match(body, end)
            if brace is not None:
                shown, end = _argument(body, brace.end())
                shown = _without_links(shown, Entry()).replace(marks.ADDRESS, "")
            shown = (
                ""
                if _GENERIC.match(latex_text(shown)) or re.match(r"\s*(?:https?:|www\.|doi:?|10\.\d)", shown)
                else shown
            )
        out += [body[at : match.start()], shown, marks.ADDRESS]
        entry.addresses.append(_whole(match["name"], address(value)))
        at = end
    return "".join([*out, body[at:]])


def _whole(command: str, value: str) -> str:
    value = value.strip()
    if command == "doi" and value.startswith("10."):
        return f"https://doi.org/{value}"
    return (
        f"arXiv:{value}"
        if command in ("eprint", "arxiv") and not value.lower().startswith(("arxiv", "http"))
        else value
    )


def _without_tags(body: str, entry: Entry) -> str:
    """The text with the values of ``\\bibinfo`` in it; a tag inside a tag counts, not the one around it."""
    for match in _TAG.finditer(body):
        value, _ = _argument(body, match.end())
        if value.strip() and not _TAG.search(value):
            entry.tags.append((match["name"].lower(), marks.plain(_marked(value))))
    return _TAG.sub("", body)
