"""English titles in sentence case, as CSL wants them and as BibTeX's styles and pandoc make them.

Words with one capital at their beginning lose it, but for the first of a title and of what stands behind a colon or
full stop; what is in braces, all capitals (``NATO``) or mixed (``McCarthy``) stays.  So does a capital by itself, which
is a number, a name, a grade or the word “I” (``Henry V``, ``What I Saw``, ``Plan B``), unless it is the article “A”,
and a name behind a letter with an apostrophe (``O'Neill``, ``d'Arc``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...common.tables import table
from .quotes import CLOSE_BRACES, CLOSE_KEPT, CLOSE_SINGLE, OPEN_BRACES, OPEN_KEPT

_TOKENS = re.compile(
    "(?P<tag></?[a-z][^<>]{0,80}>)|(?P<open>[\ue010\ue012])|(?P<close>[\ue011\ue013])|(?P<math>\\$[^$]+\\$)"
    r"|(?P<word>(?:[^\W_]|[\u0300-\u036f])+)|(?P<space>\s+)|(?P<other>.)",
    re.S,
)
_BEHIND_A_LETTER = re.compile(rf"(?:^|[\W_])[^\W\d_]['\u2019{CLOSE_SINGLE}]$")
assert (OPEN_BRACES, CLOSE_BRACES, OPEN_KEPT, CLOSE_KEPT) == ("\ue010", "\ue011", "\ue012", "\ue013")


def sentence_case(text: str) -> str:
    """The text in sentence case; what is protected (``quotes.py``) and small capitals stay."""
    out: list[str] = []
    kept, capital, ended = 0, True, False  # capital: a word here begins a sentence; ended: it would behind a space
    stop = ""  # the sign behind which it does
    spans: list[bool] = []
    for match in _TOKENS.finditer(text):
        piece, kind = match.group(), match.lastgroup
        if kind in ("open", "close"):
            kept += 1 if kind == "open" else -1
        elif kind == "tag" and piece.startswith(("<span", "</span")):
            kept += _change_of_span(piece, spans)
        elif kind == "word":
            if not kept and not _BEHIND_A_LETTER.search(text, max(0, match.start() - 3), match.start()):
                of_abbreviation = (
                    stop == "." and piece.islower() and piece in _small_words()[0]
                )  # Proc. of the Royal Soc.
                if len(piece) > 1 or _is_article(text, match.end(), piece):
                    piece = _word(piece, capital and not of_abbreviation)
                elif capital and not of_abbreviation:
                    piece = piece.upper()
            capital = ended = False
        elif kind == "space":
            capital, ended = capital or ended, False
        elif kind == "math":
            capital = ended = False
        elif kind == "other":
            stop = piece if piece in ".?!:" else stop
            ended = piece in ".?!:" or (ended and not piece.isalnum())
            capital = capital and not ended
        out.append(piece)
    return "".join(out)


def _change_of_span(tag: str, spans: list[bool]) -> int:
    """What a span's tag adds to the number of things that keep capitals: small capitals do."""
    if tag.startswith("<span"):
        spans.append("small-caps" in tag)
        return int(spans[-1])
    return -int(spans.pop()) if spans else 0


def _word(word: str, first: bool) -> str:
    capitalised = word[:1].isupper() and all(c.islower() for c in word[1:])
    if first:
        return word[:1].upper() + word[1:] if word.islower() or capitalised else word
    return word.lower() if capitalised else word


def _is_article(text: str, end: int, letter: str) -> bool:
    """Whether a letter by itself is the article: “A” before another word (``Plan A`` ends with none)."""
    return letter == "A" and re.match(r"\s+[\W_]*[^\W_]", text[end : end + 20]) is not None


def may_be_english(title: str) -> bool:
    """Whether a title without a language may be English: Latin letters, and no small words of another language alone.

    pandoc takes every such title for English; a German one would lose the capitals of its nouns.
    """
    title = re.sub(r"<[^<>]{0,80}>|\$[^$]*\$", "", title)
    if re.search(r"[^\W\d_]", title) and not re.search(r"[A-Za-z]", title):
        return False
    words = set(re.findall(r"[^\W\d_]+", title))
    english, foreign = _small_words()
    return bool(words & english) or not words & foreign


@lru_cache(maxsize=1)
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    data = table("bibtex")["read"]["small_words"]
    return frozenset(data["english"].split()), frozenset(data["foreign"].split())
