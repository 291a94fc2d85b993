"""What a style does with archival sources, in words: what it prints by itself, what citekit adds, and where."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from ...engine import Processor
from ...engine.style.finding import own_styles
from .archival import PIECES
from .complete import CompletedStyle, Plan
from .names import resolve_style_name

_WORDS = {
    "archive": "archive",
    "archive_location": "location",
    "archive_collection": "collection",
    "archive-place": "place",
}
_AREAS = {"note": "note", "entry": "bibliography"}
_REFERENCE = {
    "archive": "Hoover Institution",
    "archive_location": "box 12, folder 3",
    "archive_collection": "Harriman Papers",
    "archive-place": "Stanford, CA",
}
_CREEL: dict[str, Any] = {"author": [{"family": "Creel", "given": "George"}], "issued": {"date-parts": [[1918, 9, 25]]}}
_HOUSE: dict[str, Any] = {"recipient": [{"family": "House", "given": "Edward"}]}
# documents of the usual kinds, by the words that a description has for them
_KINDS: dict[str, dict[str, Any]] = {
    "letters": {"type": "personal_communication", "title": "Creel to House", **_CREEL, **_HOUSE},
    "telegrams": {
        "type": "personal_communication",
        "title": "Telegram, Creel to House",
        "genre": "telegram",
        **_CREEL,
        **_HOUSE,
    },
    "reports": {"type": "report", "title": "On the Situation", **_CREEL},
    "manuscripts": {"type": "manuscript", "title": "A Map of the District", **_CREEL},
    "interviews": {"type": "interview", "title": "Interview with Berlin", **_CREEL},
    "documents": {"type": "document", "title": "A Decision", "issued": _CREEL["issued"]},
    "photographs": {"type": "graphic", "title": "The Signing", **_CREEL},
}


def describe_style(name: str, locale: str | None = None) -> str:
    """What a style does with archival sources, in a few lines of text. Raises StyleError for an unknown style.

    >>> print(describe_style("wilson-center").splitlines()[0])
    citekit Wilson Center Digital Archive (wilson-center): notes and a bibliography.
    """
    style = resolve_style_name(name)
    processor = Processor(style, locale=locale)
    completed = CompletedStyle(style, locale)
    items = {kind: {"id": kind, **item, **_REFERENCE} for kind, item in _KINDS.items()}
    plans = {kind: completed.plan(item) for kind, item in items.items()}
    root = processor.style.loaded.root
    title = (root.findtext("{*}info/{*}title") or style).strip()
    lines = [f"{title} ({style}): {_form(processor)}." if len(style) < 200 else f"{title}: {_form(processor)}."]
    if completed.carriers == ("entry",) and processor.style.note:
        lines.append("Its notes are short; the archival reference belongs to the bibliography.")
    for area in completed.carriers:
        lines += _area(area, plans)
    unlisted = [kind for kind, plan in plans.items() if plan.unlisted]
    if unlisted:
        lines.append(f"Its bibliography leaves out {_joined(unlisted)}; citekit lists those that are in an archive.")
    if any(plan.fields for plan in plans.values()) and style not in own_styles():
        lines.append("Published works are printed as the style has them. --as-is turns the additions off.")
    lines += _example(completed, items["letters"])
    return "\n".join(lines)


def _form(processor: Processor) -> str:
    """What a style produces: notes or citations in the text, with or without a bibliography."""
    cites = "notes" if processor.style.note else "citations in the text"
    return f"{cites} and a bibliography" if processor.style.bibliography is not None else f"{cites}, no bibliography"


def _area(area: str, plans: dict[str, Plan]) -> list[str]:
    """Who prints the reference in an area, with kinds of documents that are treated alike grouped together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for kind, plan in plans.items():
        groups.setdefault(tuple(p for p in PIECES if p in plan.by_citekit.get(area, ())), []).append(kind)
    where = f"In the {_AREAS[area]}"
    lines = []
    for missing, kinds in groups.items():
        of = "all archival documents" if len(kinds) == len(plans) else _joined(kinds)
        if not missing:
            lines.append(f"{where} the style prints the archival reference of {of} by itself.")
        elif len(missing) == len(PIECES):
            lines.append(f"{where} the style prints nothing of the archival reference of {of}: citekit adds it.")
        else:
            parts = _joined(_WORDS[piece] for piece in missing)
            said = f"{where} the style prints the archival reference of {of} without its {parts}: citekit adds it."
            lines.append(said)
    return lines


def _joined(words: Iterable[str]) -> str:
    listed = list(words)
    return " and ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


def _example(completed: CompletedStyle, letter: dict[str, Any]) -> list[str]:
    """A letter as it is printed."""
    processor = Processor(completed.xml, [completed.completed(letter)], locale=completed.locale, output="text")
    cite = processor.cite([{"id": letter["id"]}], note=1)
    entries = processor.bibliography().entries
    lines = ["", "A letter:", *_wrapped(cite)]
    for entry in entries:
        lines += _wrapped(" ".join(entry.split()))
    return lines


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
