"""What one style is and does, found by asking it: its kind, who prints the archival reference, an example."""

from __future__ import annotations

import os
from typing import Any

# a letter in an archive, with all that its citation needs
_LETTER: dict[str, Any] = {
    "id": "letter",
    "type": "personal_communication",
    "author": [{"family": "Creel", "given": "George"}],
    "recipient": [{"family": "House", "given": "Edward M."}],
    "title": "",
    "issued": {"date-parts": [[1918, 9, 25]]},
    "archive": "Yale University Library",
    "archive_location": "box 12, folder 3",
    "archive_collection": "Edward M. House Papers",
    "archive-place": "New Haven",
}


def facts(name: str) -> dict[str, Any]:
    """The facts of a style by name or path, in the order in which they are told. Raises StyleError."""
    from ..document.styles import completed_style
    from ..engine import Processor
    from ..engine.style.finding import style_path, title_of, with_rules

    path = style_path(name) or name
    ruled = with_rules(path) if os.path.isfile(path) else path
    completed = completed_style(name)
    processor = Processor(name, [])
    style = processor.style
    plan = completed.plan(_LETTER) if completed is not None else None
    return {
        "name": name,
        "title": title_of(path) if os.path.isfile(path) else "",
        "file": path,
        "rules_of": os.path.basename(ruled)[:-4] if ruled != path else "",
        "cites_in": "notes" if style.note else "the text",
        "bibliography": "yes" if style.bibliography is not None else "no",
        "language": style.locale.lang,
        "archival_reference": _who_prints(plan),
        **_examples(name),
    }


def _who_prints(plan: Any) -> str:
    """Who prints the reference of an archival document, in words."""
    if plan is None:
        return "this style is citekit's own and prints it as the manual has it"
    own = sorted({piece for pieces in plan.by_style.values() for piece in pieces})
    added = sorted({piece for pieces in plan.by_citekit.values() for piece in pieces})
    said = [f"the style prints {_names(own)}" if own else "the style prints none of it"]
    if added:
        said.append(f"citekit adds {_names(added)} (--as-is leaves it out)")
    if plan.unlisted:
        said.append("the style leaves letters out of its list; citekit lists those that stand in an archive")
    return "; ".join(said)


def _names(pieces: list[str]) -> str:
    words = {
        "archive": "the archive",
        "archive_location": "the reference",
        "archive_collection": "the collection",
        "archive-place": "the place",
    }
    return ", ".join(words.get(piece, piece) for piece in pieces)


def _examples(name: str) -> dict[str, str]:
    """A note, a short note and an entry of a letter."""
    from ..errors import CitekitError
    from ..notes import Notes

    notes = Notes(name)
    out = {}
    try:
        out["first_citation"] = notes.cite(_LETTER)
        notes.cite({"id": "other", "type": "book", "title": "Another Book", "author": [{"family": "Doe"}]})
        out["later_citation"] = notes.cite(_LETTER)
        if notes.processor.style.bibliography is not None:
            notes = Notes(name)
            notes.processor.update_items([notes.add(_LETTER)])
            out["entry"] = " ".join(" ".join(notes.bibliography()).split())
    except CitekitError as error:
        out["note"] = str(error)
    return out
