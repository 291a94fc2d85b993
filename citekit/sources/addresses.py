"""Addresses in running text, each with the line or place where it stands: lists of them, Markdown, HTML, TeX, plain
text, PDF, Word and LibreOffice documents."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from ..common.addresses import Address
from ..common.errors import ReadError
from ..common.files import decode

MAX_BYTES = 50_000_000
_MAX_PAGES = 2000
# no address has quotation marks, brackets of such kinds, or the punctuation of Chinese and Japanese, unencoded
_ENDS = (
    r"\s<>\"'`{}|^\x00-\x20\u201c\u201d\u00ab\u00bb\u3000-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
)
_ADDRESS = re.compile(rf"https?://[^\\{_ENDS}]{{1,4000}}", re.I)
_TEX_ADDRESS = re.compile(rf"https?://(?:\\[_%&#$~^](?:\{{\}})?|[^\\{_ENDS}]){{1,4000}}", re.I)
_BASE = re.compile(r"<base\b[^>]{0,2000}>", re.I)
_HREF = re.compile(r"\bhref\s{0,3}=\s{0,3}[\"']?([^\"'>\s]{1,4000})", re.I)
_ANCHOR = re.compile(r"<a\b[^>]{0,2000}>", re.I)
_LISTED = re.compile(r"[a-zA-Z][\w+.-]{0,20}://\S+")
# what stands before and after an address in a list: the mark of an item, brackets, quotation marks, commas
_OPENING = re.compile(r"^[<\"'\u201c\u00ab]")
_ITEM = re.compile(r"^(?:(?:[-*+\u2022\u2013\u2014]|\d{1,6}[.)])\s+)?[<\"'\u201c\u00ab]?(?=[a-zA-Z][\w+.-]{0,20}://)")
_CLOSING = re.compile(r"[>\"'\u201d\u00bb,;]{1,20}$")
# the parts of a package that hold what people write, and the local names of their paragraphs
_WRITTEN = re.compile(
    r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml|content\.xml|xl/sharedStrings\.xml"
    r"|ppt/(?:slides|notesSlides)/[\w-]+\.xml"
)
_LINKING = re.compile(r"(?:word|xl/worksheets|ppt/slides|ppt/notesSlides)/_rels/[\w.-]+\.rels")
_PARAGRAPHS = frozenset(("p", "h", "si"))
_PART_NAMES = {"document": "text", "content": "text", "footnotes": "footnotes", "endnotes": "endnotes"}


def address_list(text: str, name: str = "") -> list[Address | ReadError]:
    """The addresses of a text that is a list of them, one or several on a line, with notes after them and comments
    (``#``), each with its line; and for each line that is none, an error that names it. They may be items of a list
    (``-``, ``1.``), and in brackets or quotation marks. Nothing where less than half of the lines begin with an
    address: then it is no list."""
    written = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1)]
    written = [(n, line) for n, line in written if line]
    lines = [(n, line) for n, line in written if not line.startswith(("#", "//", ";"))]
    if not lines and (len(written) > 1 or any("://" in line for _, line in written)):  # not a lone heading
        hint = "lines that begin with #, // or ; are comments: write one address on each line"
        return [ReadError("there is no address in it, only comments", where=name or "standard input", hint=hint)]
    lines = [(n, _ITEM.sub("", line)) for n, line in lines]
    if sum(_LISTED.match(line) is not None for _, line in lines) * 2 < max(1, len(lines)):
        return []
    found: list[Address | ReadError] = []
    for n, line in lines:
        first = _LISTED.match(line)
        if first is None:
            where, hint = f"{name}, line {n}" if name else f"line {n}", "write it with http:// or https:// before it"
            found.append(ReadError(f"this line is not an address: {line[:100]}", where=where, hint=hint))
        else:
            others = (_OPENING.sub("", other) for other in line[first.end() :].split())
            urls = [first[0], *(other for other in others if _LISTED.fullmatch(other))]
            found += [Address(_CLOSING.sub("", url), name, f"line {n}") for url in urls]
    return found


def addresses_in(text: str, name: str = "") -> list[Address]:
    """The web addresses in a text, each once, without the punctuation after them (CommonMark's autolinks, GFM 6.9),
    each with its line."""
    found: dict[str, Address] = {}
    line = at = 0
    is_tex = name.lower().endswith((".tex", ".ltx", ".latex", ".bib"))
    for match in (_TEX_ADDRESS if is_tex else _ADDRESS).finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        written = re.sub(r"\\([_%&#$~^])(?:\{\})?", r"\1", match[0]) if is_tex else html.unescape(match[0])
        address = _without_punctuation(written)
        found.setdefault(address, Address(address, name, f"line {line + 1}"))
    return list(found.values())


def _without_punctuation(address: str) -> str:
    """An address without what belongs to the sentence: points and commas, and brackets that it does not open."""
    while True:
        shorter = address.rstrip(".,;:!?*_~…")
        for opening, closing in ("()", "[]"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def addresses_of_file(path: Path) -> list[Address]:
    """The web addresses in a file, in its links and in its text. Raises ReadError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError("the file is too large", where=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror})", where=str(path)) from None
    if data.startswith(b"PK\x03\x04"):
        return _distinct(_of_package(data, str(path)))
    if data.startswith(b"%PDF-"):
        return _distinct(_of_pdf(data, str(path)))
    text = decode(data, str(path))
    return (
        _of_html(text, str(path))
        if path.suffix.lower() in (".html", ".htm", ".xhtml")
        else addresses_in(text, str(path))
    )


def _distinct(addresses: Iterable[Address]) -> list[Address]:
    return list({str(address): address for address in reversed(list(addresses))}.values())[::-1]


def _of_html(text: str, name: str) -> list[Address]:
    """The addresses of a page; those that its base (HTML Living Standard, 4.2.3) makes whole are among them, the base
    itself is not."""
    base = _BASE.search(text)
    href = _HREF.search(base[0]) if base is not None else None
    root = html.unescape(href[1]) if href is not None else ""
    found = addresses_in(_BASE.sub(lambda match: "\n" * match[0].count("\n"), text), name)
    if root.lower().startswith(("http://", "https://")):
        for anchor in _ANCHOR.finditer(text):
            target = _HREF.search(anchor[0])
            if target is not None and not re.match(r"[a-z][\w+.-]*:|#", target[1], re.I):
                line = text.count("\n", 0, anchor.start()) + 1
                found.append(Address(urljoin(root, html.unescape(target[1])), name, f"line {line}"))
    return _distinct(found)


def _of_pdf(data: bytes, name: str) -> Iterator[Address]:
    from ..common.files.pdf import pdf_text

    for n, page in enumerate(pdf_text(data, name, _MAX_PAGES).pages, 1):
        for address in addresses_in(page):
            yield Address(address, name, f"page {n}")


def _of_package(data: bytes, name: str) -> Iterator[Address]:
    """The links and the text of a Word or LibreOffice document (ECMA-376, part 1, 17; OpenDocument 1.3, part 3)."""
    from ..common.files.package import Package

    package = Package(data, name)
    written = [part for part in package.names() if _WRITTEN.fullmatch(part)]
    if not written:
        hint = "save it as .docx, .odt, text or HTML"
        raise ReadError("this kind of file is not read for addresses", where=name, hint=hint)
    for part in written:
        yield from _of_part(package.part(part), part, name)
    for part in package.names():
        if _LINKING.fullmatch(part):
            yield from _targets(package.part(part), part, name)


def _part_name(part: str) -> str:
    stem = part.rpartition("/")[2].partition(".")[0]
    return _PART_NAMES.get(stem, stem)


def _of_part(data: bytes, part: str, name: str) -> Iterator[Address]:
    """The addresses in the paragraphs of a part, in its fields and in the attributes of its links."""
    from ..common.files.xml_text import parse

    number = 0
    for element in parse(data, name).iter():
        kind = _local(element)
        if kind in _PARAGRAPHS:
            number += 1
            place = f"{_part_name(part)}, paragraph {number}"
            # what is written, and what fields do, do not run together
            for text in (_text(element, "instrText", False), _text(element, "instrText", True)):
                yield from (Address(found, name, place) for found in addresses_in(text))
        for key, value in element.attrib.items():
            if key.endswith("}href") and value.lower().startswith(("http://", "https://")):
                yield Address(value, name, f"{_part_name(part)}, paragraph {max(1, number)}")


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(paragraph: Any, field: str, wanted: bool) -> str:
    """The text of a paragraph: of its fields alone, or without them."""
    pieces = []
    for element in paragraph.iter():
        kind = _local(element)
        if (kind == field) is wanted and element.text:
            pieces.append(element.text)
        elif kind in ("tab", "br", "s", "line-break"):
            pieces.append(" ")
        if not wanted and element.tail and element is not paragraph:
            pieces.append(element.tail)
    return "".join(pieces)


def _targets(data: bytes, part: str, name: str) -> Iterator[Address]:
    """What the links of a part lead to (ECMA-376, part 2, 9.3)."""
    from ..common.files.xml_text import parse

    for element in parse(data, name).iter():
        target = element.get("Target", "") if _local(element) == "Relationship" else ""
        is_link = element.get("Type", "/hyperlink").endswith("/hyperlink")
        if is_link and target.lower().startswith(("http://", "https://")):
            yield Address(target, name, f"{_part_name(part)}, a link")
