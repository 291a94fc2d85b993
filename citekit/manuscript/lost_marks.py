"""Citations that a document has lost: when LibreOffice or Word saves it in another format, live fields can become plain
text.  Nothing in the file says then what they cite; but a bibliography still lists it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]{4,}")
_GROUP = re.compile(r"\(([^()]{3,100})\)")
_MOST = 500  # entries that are looked at


def lost_entries(
    former: Sequence[str], written: Iterable[str], notes: Sequence[str], text: Iterable[str] = ()
) -> list[str]:
    """The entries of a bibliography that are no longer written though the document still names their works.

    ``former`` are those that stand there, ``notes`` the texts of the notes that cite nothing; ``text`` are the
    paragraphs of the body, without their citations, for styles that cite in parentheses.
    """
    kept = {_squeezed(entry) for entry in written}
    leads = {words[0] for entry in kept if (words := _words(entry))}
    texts = [set(_words(note)) for note in notes]
    cited = {words[0] for one in text for group in _GROUP.findall(one) if (words := _words(group))}
    found = []
    for entry in former[:_MOST]:
        words = _words(entry)
        if not words or _squeezed(entry) in kept or words[0] in leads:
            continue
        if words[0] in cited or any(words[0] in note and len(note.intersection(words)) > 1 for note in texts):
            found.append(entry)
    return found


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
