"""What of an item a format has no field for, as labels and their wordings (``labels.py``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .labels import label_of, text_of, words_of
from .wording import wording


def leftovers(item: Mapping[str, Any], taken: Iterable[str]) -> list[tuple[str, str]]:
    """(label, wording) of all variables but those ``taken``, and of what ``custom`` holds beside citekit's own."""
    known = taken if isinstance(taken, (set, frozenset)) else set(taken)
    out = [
        (name, text_of(value) if type(value) is str else wording(name, value))
        for name, value in item.items()
        if name not in known and name != "custom" and value not in (None, "", [])
    ]
    custom = item.get("custom")
    own = custom.get("citekit") if type(custom) is dict or isinstance(custom, Mapping) else None
    if not custom or (len(custom) == 1 and type(own) is dict and "unread" not in own):
        return out  # citekit's own alone, and all of it understood
    unread = own.get("unread", ()) if isinstance(own, Mapping) else ()
    if unread:  # what was not understood and is in no other field
        mentioned = " ".join(str(item.get(k) or "") for k in ("archive_location", "note"))
        unread = [t for t in unread if str(t) not in mentioned]
    if unread:
        out.append(("unread", "; ".join(unread)))
    for name, value in custom.items() if isinstance(custom, Mapping) else ():
        if name != "citekit" and value not in (None, "", [], {}):
            out.append((label_of(str(name)), words_of(str(name), value)))
    return out
