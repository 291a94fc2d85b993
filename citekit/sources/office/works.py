"""The works that the citation fields of a document hold (CSL's ``csl-citation.json``), each once.

Zotero tells works apart by their addresses in its library, Mendeley by theirs; without one it is by what they are.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...common.errors import CitekitError
from ...document.foreign import document_of
from ...document.item import to_csl
from ...document.items import extract_extra, in_schema_form
from ...document.model import Document
from ..base import Found

MENDELEY = "MENDELEY_CITATION_v3_"
_LONGEST = 5_000_000  # characters of one field
_CODE = re.compile(
    r"\s*(?:ADDIN\s+)?(?:ZOTERO_ITEM|ZOTERO_CITATION|CSL_CITATION|Mendeley Citation\S*\s+CSL_CITATION)\b"
)
_ENDNOTE = re.compile(r"\s*ADDIN\s+EN\.CITE\b")
_OTHERS = re.compile(r"\s*ADDIN\s+(RefWorks|CITAVI|REFMGR|PAPERS)", re.I)


def is_citation(code: str) -> bool:
    """Whether a field's instruction is a citation of Zotero's or Mendeley's."""
    return _CODE.match(code) is not None


def is_any_citation(code: str) -> bool:
    """Whether a field's instruction is a citation of any program's, so that its text is none of the writer's."""
    return is_citation(code) or bool(_ENDNOTE.match(code) or _OTHERS.match(code) or re.match(r"\s*CITATION\b", code))


class Works:
    """The works of a document's fields: ``add`` what fields say, and get the ``documents``."""

    def __init__(self) -> None:
        self._found: dict[str, Mapping[str, Any]] = {}
        self._endnote: dict[str, None] = {}
        self.empty = 0  # cites whose field holds no data
        self.damaged = 0
        self.others: dict[str, None] = {}

    def add_code(self, code: str) -> None:
        """Add the works of a field's instruction, or of the name of a reference mark."""
        if is_citation(code):
            data = code_json(code)
            self.damaged += data is None
            if data is not None:
                self.add(data)
        elif _ENDNOTE.match(code):
            start = code.find("<EndNote>")
            if start >= 0:
                self._endnote[code[start:]] = None
        elif (other := _OTHERS.match(code)) is not None:
            self.others[other[1]] = None

    def add_endnote_data(self, text: str) -> None:
        """Add the data of an EndNote field, which Word keeps apart from its instruction (base64)."""
        try:
            data = base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            self.damaged += 1
            return
        start = data.find("<EndNote>")
        if start >= 0:
            self._endnote[data[start:].rstrip("\0")] = None

    def add_tag(self, tag: str) -> None:
        """Add the works of a content control of Mendeley Cite."""
        if not tag.startswith(MENDELEY) or len(tag) > _LONGEST:
            return
        try:
            data = json.loads(base64.b64decode(tag[len(MENDELEY) :], validate=True))
        except (binascii.Error, ValueError, RecursionError):
            self.damaged += 1
            return
        if isinstance(data, dict):
            self.add(data)

    def add(self, data: Mapping[str, Any]) -> None:
        """Add the works of a citation."""
        listed = data.get("citationItems")
        for one in listed if isinstance(listed, list) else ():
            item = one.get("itemData") if isinstance(one, Mapping) else None
            if not isinstance(item, Mapping) or not set(item) - {"id", "type"}:
                self.empty += 1
                continue
            self._found.setdefault(_identity(one, item), item)

    def documents(self, where: str) -> Iterator[Found]:
        """The works as documents."""
        for item in self._found.values():
            try:
                yield _document(item, where)
            except CitekitError as error:
                yield error.at(where)
        from ..registry import read_text

        seen: set[str] = set()
        for text in self._endnote:
            for found in read_text(text, where):
                if not isinstance(found, Document):
                    self.others["EndNote"] = None
                elif (known := json.dumps(to_csl(found), sort_keys=True, default=str)) not in seen:
                    seen.add(known)
                    yield found.changed(source=where)

    def remarks(self) -> Iterator[str]:
        """What is to be said of what could not be read."""
        if self.empty:
            yield f"{self.empty} citation{'s' * (self.empty > 1)} without the data of the work cited"
        if self.damaged:
            yield f"{self.damaged} damaged citation field{'s' * (self.damaged > 1)}"
        for name in self.others:
            yield f"citations of {name}, which cannot be read"


def _document(item: Mapping[str, Any], where: str) -> Document:
    """A work without the key that Zotero makes of its address or number: it is a key of its own program's only."""
    out = dict(item)
    if not isinstance(out.get("citation-key"), str):
        if re.fullmatch(r"\d+|https?://\S+|ITEM-\d+|[0-9a-f-]{36}|\d+/\w+", str(out.get("id", ""))):
            out.pop("id", None)
    else:
        out["id"] = out.pop("citation-key")
    return document_of(extract_extra(in_schema_form(out)), source=where)


def _identity(cite: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    uris = cite.get("uris", cite.get("uri"))
    uris = [uris] if isinstance(uris, str) else uris if isinstance(uris, list) else []
    address = next((u for u in uris if isinstance(u, str) and u), "")
    said = {k: v for k, v in item.items() if k != "id"}
    return address or json.dumps(said, sort_keys=True, default=str)


def code_json(code: str) -> dict[str, Any] | None:
    """The JSON object in a field's code; what stands after it (Zotero's ``RND…`` in .odt) is passed over."""
    start = code.find("{")
    if start < 0 or len(code) > _LONGEST:
        return None
    try:
        found, _ = json.JSONDecoder().raw_decode(code, start)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
