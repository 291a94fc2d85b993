"""Fields of Word that LibreOffice keeps in an .odt as field marks: those of Zotero become what Zotero has there.

LibreOffice reads ``ADDIN ZOTERO_ITEM …`` of a .docx and writes ``field:fieldmark-start`` and ``-end`` round the text
(ODF 1.3, part 3, 7.7.2, and LibreOffice's extension).  Zotero's plug-in knows reference marks and sections.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from ...common.files.xml_text import Splices, attribute, tags, xml_escape, xml_unescape

_FIELD = re.compile(
    r"<field:fieldmark-start\b(?P<begin>[^>]*?)(?:/>|>(?P<inner>.*?)</field:fieldmark-start>)"
    r"|<field:fieldmark-end\b[^>]*?(?:/>|></field:fieldmark-end>)",
    re.S,
)
_SEPARATOR = re.compile(r"<field:fieldmark-separator\b[^>]*/>")
_PARAMETER = re.compile(r"<field:param\b([^>]*)/>")
_CITATION = re.compile(r"(?:ADDIN\s+)?(ZOTERO_ITEM\s+CSL_CITATION\s+\{.*\}|CSL_CITATION\s+\{.*\})\s*\Z", re.S)
_BIBLIOGRAPHY = re.compile(r"(?:ADDIN\s+)?(ZOTERO_BIBL\s+\{.*\}\s+CSL_BIBLIOGRAPHY)\s*\Z", re.S)
_PARAGRAPH = re.compile(r"<text:[ph][\s>]")


def with_reference_marks(text: str) -> str:
    """A text with the citations and bibliographies of field marks in reference marks and sections."""
    if "<field:fieldmark-start" not in text or "CSL_" not in text:
        return text
    splices = Splices()
    for code, begin, end in _fields(text):
        name = f" RND{hashlib.sha256(f'{code}{begin[0]}'.encode()).hexdigest()[:10]}"
        if (citation := _CITATION.match(code)) is not None:
            written = xml_escape(citation[1] + name)
            inner = text[begin[1] : end[0]]
            if "</text:p>" in inner or "</text:h>" in inner:
                continue
            splices.replace(*begin, f'<text:reference-mark-start text:name="{written}"/>')
            splices.replace(*end, f'<text:reference-mark-end text:name="{written}"/>')
        elif (bibliography := _BIBLIOGRAPHY.match(code)) is not None:
            _into_section(text, xml_escape(bibliography[1] + name), begin, end, splices)
        for separator in _SEPARATOR.finditer(text, begin[1], end[0]):
            splices.delete(*separator.span())
    return splices.apply(text) if splices else text


def _fields(text: str) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """The code of each field that holds no other, and where its two marks stand."""
    begun: re.Match[str] | None = None
    for match in _FIELD.finditer(text):
        if match["begin"] is not None:
            begun = match
        elif begun is not None:
            yield _code(begun["inner"] or ""), begun.span(), match.span()
            begun = None


def _code(inner: str) -> str:
    for parameter in _PARAMETER.finditer(inner):
        if attribute(parameter[1], "field:name").endswith(".field.code"):
            return xml_unescape(attribute(parameter[1], "field:value")).strip()
    return ""


def _into_section(text: str, name: str, begin: tuple[int, int], end: tuple[int, int], splices: Splices) -> None:
    """The paragraphs that a bibliography stands in as a section, if they hold nothing else."""
    starts = [match.start() for match in _PARAGRAPH.finditer(text, 0, begin[0])][-1:]
    closing = re.compile(r"</text:[ph]>").search(text, end[1])
    if not starts or closing is None or not _balanced(text[starts[0] : closing.end()]):
        return
    splices.insert(starts[0], f'<text:section text:name="{name}">')
    splices.delete(*begin)
    splices.delete(*end)
    splices.insert(closing.end(), "</text:section>")


def _balanced(xml: str) -> bool:
    """Whether every element that begins in a stretch ends there."""
    depth = 0
    for tag in tags(xml):
        depth += {"<": 1, "/": -1}.get(tag.kind, 0)
        if depth < 0:
            return False
    return depth == 0
