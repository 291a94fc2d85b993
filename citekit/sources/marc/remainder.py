"""Subfields in words that no rule has taken: each is a note, so that nothing of a record is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ..item_builder import ItemBuilder
from .record import MarcRecord


def note_the_rest(build: ItemBuilder, record: MarcRecord, codes: Mapping[str, str]) -> None:
    """Note the subfields of ``codes`` (by tag) whose text is in nothing that was made of the record."""
    said = ""
    for field in record.fields:
        for code, text in field.subfields:
            if code not in codes.get(field.tag, "") or not text.strip():
                continue
            said = said or _plain(json.dumps(build.contents(), ensure_ascii=False, default=str))
            if _plain(text) not in said:
                build.note(text.strip(" ,;:/"), f"Field {field.tag} {code}")


def _plain(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", text).casefold()
