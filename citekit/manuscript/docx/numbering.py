"""The ids of footnotes, in the order of their numbers in the text.

Word finds a note by its id whatever the order, and writes ids in order when it saves; LibreOffice gives the first
number the note of the lowest id, and so on. So that both show the same, ids rise with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NEW = "citekit-new-"  # what new notes are called until they have an id


@dataclass(frozen=True)
class _Patterns:
    reference: re.Pattern[str]
    note: re.Pattern[str]


def _patterns(body_prefix: str, notes_prefix: str, kind: str) -> _Patterns:
    def ids(prefix: str, name: str) -> re.Pattern[str]:
        p = re.escape(prefix)
        return re.compile(rf"(<{p}{name}\s(?:[^>]*?\s)?{p}id\s*=\s*[\"'])([^\"']*)")

    return _Patterns(ids(body_prefix, kind + "Reference"), ids(notes_prefix, kind))


def number_notes(body: str, notes: str, body_prefix: str, notes_prefix: str, kind: str = "footnote") -> tuple[str, str]:
    """Both parts with ids for the new notes; those that were there keep theirs where the order allows it."""
    patterns = _patterns(body_prefix, notes_prefix, kind)
    if NEW not in body and NEW not in notes:
        return body, notes
    order = list(dict.fromkeys(found for _, found in patterns.reference.findall(body)))
    known = [found for _, found in patterns.note.findall(notes)]
    special = [int(one) for one in known if one not in order and _is_number(one)]
    ids = _rising(order, max([0, *special]))
    return (
        patterns.reference.sub(lambda m: m[1] + ids.get(m[2], m[2]), body),
        patterns.note.sub(lambda m: m[1] + ids.get(m[2], m[2]), notes),
    )


def _rising(order: list[str], last: int) -> dict[str, str]:
    """Ids that rise in this order, above those that are no notes of the text."""
    found = {}
    for one in order:
        last = int(one) if _is_number(one) and int(one) > last else last + 1
        found[one] = str(last)
    return found


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,9}", text))
