"""Whether a title stands in the text of a PDF: in lines of its own, with words divided at their ends, or read badly
from a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .own_date import without_own_date
from .page_text import MOST_WORDS
from .spelling import is_distinctive
from .surplus import Surplus, surplus
from .titles import title_words
from .untitled import is_noise
from .wording import fold

if TYPE_CHECKING:
    from .identity import Identity

_DIVIDED = re.compile(r"(?<=\w)[-\u2010\u00ac\u00ad][ \t]*\n\s*(?=[^\W\d_])")
_LINES = 6  # that a title can take up
_MOST_LINES = 400
_LABEL = 4  # words before a title in its line
_PROSE = 25  # words of a line in a text whose lines were lost
_LETTERS = 20  # of a title that is looked for letter by letter
_READ_ALIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "5": "s", "8": "b", "|": "i", "!": "i"})
_ALIKE = 90  # of 100


def title_in_pdf(known: Identity, pages: list[str], numbers: set[str]) -> bool:
    """Whether a PDF's text has a document's title as its own; ``numbers`` are those of the text."""
    title = known.title
    text = "\n".join(pages)
    for form in dict.fromkeys((_DIVIDED.sub("", text), text)):
        lines = [line for line in form.splitlines() if line.strip()]
        if len(form.split()) > _PROSE * max(1, len(lines)):
            have = title_words(" ".join(lines), most=MOST_WORDS)
            if any(have[n : n + len(title)] == title for n in range(len(have))):
                return True
        elif any(
            surplus(title, without_own_date(part, known.when, title), known.names, known.when) is Surplus.NONE
            for part in _candidates(title, lines[:_MOST_LINES])
        ):
            return True
    return is_noise(pages) and _is_read_badly(title, text, numbers)


def _candidates(title: list[str], lines: list[str]) -> Iterator[str]:
    """Lines one after another in which the title stands, with a label before it at most."""
    have = [title_words(line) for line in lines]
    for n, first in enumerate(have):
        if title[0] not in first[: _LABEL + 1]:
            continue
        for last in range(n, min(n + _LINES, len(lines))):
            part = " ".join(lines[n : last + 1])
            found = title_words(part)
            if any(found[at : at + len(title)] == title for at in range(_LABEL + 1)):
                yield part
                break


def _is_read_badly(title: list[str], text: str, numbers: set[str]) -> bool:
    """Whether the letters of a title stand in a text of which the words were lost; its numbers must be read whole."""
    from rapidfuzz import fuzz

    wanted, have = ("".join(c for c in fold(t).translate(_READ_ALIKE) if c.isalnum()) for t in ("".join(title), text))
    if len(wanted) < _LETTERS or not numbers.issuperset(filter(is_distinctive, title)):
        return False
    return fuzz.partial_ratio(wanted, have[:6000], score_cutoff=_ALIKE) >= _ALIKE
