"""Citations that are fields: Zotero's, Mendeley's and Word's own (ECMA-376 part 1, 17.16.5.8, CITATION)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...common.files.xml_text import xml_escape
from ..citations import Citation, DraftCite
from ..field_codes import FieldCitation, FieldItem, FieldLibrary, citation_of, dumps, known_cite, read_json, with_text
from ..locators import LocatorWords

_CODE = re.compile(
    r"\s*(?:ADDIN\s+)?(ZOTERO_ITEM|ZOTERO_CITATION|CSL_CITATION|Mendeley Citation\S*\s+CSL_CITATION|CITATION)\b"
)
_OTHERS = re.compile(r"\s*ADDIN\s+(EN\.CITE(?!\.DATA)|EndNote|RefWorks|CITAVI|REFMGR)", re.I)
_TOKEN = re.compile(r"\\(\w)|\"([^\"]*)\"|(\S+)")
MENDELEY = "MENDELEY_CITATION_v3_"
_BEGIN, _SEPARATE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def read_field(
    code: str, works: FieldLibrary, words: LocatorWords, sources: Mapping[str, dict[str, Any]]
) -> FieldCitation | None:
    """The citation of a field's instruction, or None where it is another kind of field.

    ``sources`` are those that Word keeps in the document, by their tags.
    """
    match = _CODE.match(code)
    if match is None:
        return None
    if match[1] == "CITATION":
        cites = [known_cite(item, works) for item in _word_items(code[match.end() :], sources)]
        return FieldCitation(Citation(tuple(cites))) if cites else None
    return read_json(code, works, words)


def read_tag(tag: str, works: FieldLibrary, words: LocatorWords) -> FieldCitation | None:
    """The citation in the tag of a content control of Mendeley Cite, or None."""
    if not tag.startswith(MENDELEY):
        return None
    try:
        data = json.loads(base64.b64decode(tag[len(MENDELEY) :], validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    return citation_of(data, works, words) if isinstance(data, dict) else None


def foreign_manager(code: str) -> str:
    """The name of another program whose citation a field is, which cannot be read here; an empty string for none."""
    match = _OTHERS.match(code)
    return {"EN": "EndNote"}.get(match[1][:2].upper(), match[1]) if match is not None else ""


def _word_items(arguments: str, sources: Mapping[str, dict[str, Any]]) -> list[FieldItem]:
    """The cites of a CITATION field: tags, each with its switches (``\\p`` page, ``\\v`` volume, ``\\f`` and ``\\s``
    affixes, ``\\n`` no author, ``\\m`` one more source).
    """
    cites: list[DraftCite] = []
    switch = "m"
    for match in _TOKEN.finditer(arguments):
        if match[1]:
            switch = match[1].lower()
            if switch == "n" and cites:
                cites[-1] = replace(cites[-1], suppress_author=True)
            continue
        value = match[2] if match[2] is not None else match[3]
        if switch == "m":
            cites.append(DraftCite(value))
        elif cites and switch in ("p", "v"):
            cites[-1] = replace(cites[-1], locator=value, label="page" if switch == "p" else "volume")
        elif cites and switch == "f":
            cites[-1] = replace(cites[-1], prefix=value)
        elif cites and switch == "s":
            cites[-1] = replace(cites[-1], suffix=value)
        switch = ""
    return [FieldItem(cite, sources.get(cite.key)) for cite in cites]


def field_runs(code: str, content: str) -> str:
    """A complex field: its whole instruction in one ``w:instrText``, and what it shows."""
    instruction = f'<w:r><w:instrText xml:space="preserve"> {xml_escape(code)} </w:instrText></w:r>'
    return f"{_BEGIN}{instruction}{_SEPARATE}{content}{_END}"


def new_code(code: str, data: Mapping[str, Any], shown: tuple[str, str], note: int) -> str:
    """A field's instruction with another text shown; as it was where that is the same."""
    start = code.index("{")
    _, end = json.JSONDecoder().raw_decode(code, start)
    new = with_text(data, shown, note)
    return code if new == data else code[:start] + dumps(new) + code[end:]
