"""Text case over runs (CSL 1.0.2, "Text-case" and "Title Case Conversion"); nothing inside ``nocase`` changes."""

from __future__ import annotations

import re

from .runs import Runs

# Lower-cased in title case unless first or last, or after a colon (CSL 1.0.2, appendix "Title Case Conversion").
STOP_WORDS = frozenset(
    (
        "a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud around "
        "as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by c ca circa d "
        "de despite down during et except for forenenst from given in inside into lest like modulo near next nor "
        "notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thru thruout till "
        "to toward towards under underneath until unto up upon v van versus via von vs with within without yet à"
    ).split()
)
_WORDS = re.compile(r"[^\s\u00a0]+")
_WORD = re.compile(r"[^\s\u00a0\u2009/\u2014\u2013-]+")


_CASELESS = frozenset(("nocase", "vertical-align", "flip-font-variant"))


class _Chars:
    """The text of a run as a list of characters that can change, with the places nothing may touch."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.chars: list[str] = []
        self.fixed: list[bool] = []
        inside = 0
        for piece in runs:
            if isinstance(piece, str):
                self.chars += piece
                self.fixed += [inside > 0] * len(piece)
            elif piece.kind in _CASELESS:
                inside += 1 if piece.is_open else -1
        self.text = "".join(self.chars)

    def change(self, start: int, end: int, how: str) -> None:
        for n in range(start, end):
            if not self.fixed[n]:
                self.chars[n] = self.chars[n].upper() if how == "upper" else self.chars[n].lower()

    def back(self) -> Runs:
        out: Runs = []
        at = 0
        for piece in self.runs:
            if isinstance(piece, str):
                out.append("".join(self.chars[at : at + len(piece)]))
                at += len(piece)
            else:
                out.append(piece)
        return out


def apply_case(runs: Runs, case: str, english: bool = True) -> Runs:
    """The run in a text case: lowercase, uppercase, capitalize-first, capitalize-all, sentence, title."""
    if case == "title" and not english:
        return runs
    chars = _Chars(runs)
    text = chars.text
    if case in ("lowercase", "uppercase"):
        chars.change(0, len(text), "lower" if case == "lowercase" else "upper")
    elif case == "capitalize-first":
        _capitalize(chars, 0, len(text))
    elif case == "capitalize-all":
        for word in _WORD.finditer(text):
            _capitalize(chars, word.start(), word.end())
    elif case == "sentence":
        _sentence(chars)
    elif case == "title":
        _title(chars)
    return chars.back()


def _first_letter(chars: _Chars, start: int, end: int) -> int:
    for n in range(start, end):
        if chars.text[n].isalnum():
            return n
    return -1


def _capitalize(chars: _Chars, start: int, end: int) -> None:
    n = _first_letter(chars, start, end)
    if n >= 0 and chars.text[n].isalpha():
        word = re.compile(r"\S*").match(chars.text, n)
        if word and word.group()[1:] != word.group()[1:].lower():  # iPad, mRNA
            return
        chars.change(n, n + 1, "upper")


def _sentence(chars: _Chars) -> None:
    """The first word as it is, with a capital; everything behind it in lower case."""
    first = True
    for word in _WORDS.finditer(chars.text):
        if first:
            n = _first_letter(chars, word.start(), word.end())
            if n >= 0:
                if word.group() == word.group().lower():
                    chars.change(n, n + 1, "upper")
                first = False
        else:
            chars.change(word.start(), word.end(), "lower")


def _title(chars: _Chars) -> None:
    text = chars.text
    words = list(_WORD.finditer(text))
    last = len(words) - 1
    after_break = True
    for n, word in enumerate(words):
        start, end = word.span()
        core_start = _first_letter(chars, start, end)
        if core_start < 0:
            if word.group().endswith((":", "?", "!")):
                after_break = True
            continue
        core_end = end
        while core_end > core_start and not text[core_end - 1].isalnum():
            core_end -= 1
        core = text[core_start:core_end]
        lower = core.lower()
        compound = text[core_end : core_end + 1] == "-" and text[start - 1 : start] != "-"  # Pro-Environmental
        if (
            not after_break
            and n != last
            and not compound
            and lower in STOP_WORDS
            and core in (lower, lower.capitalize())
        ):
            chars.change(core_start, core_end, "lower")
        elif (
            core == lower and core[:1].isalpha() and (len(core) > 1 or after_break)
        ):  # a letter by itself stays as it is
            chars.change(core_start, core_start + 1, "upper")
        tail = text[core_end:end]
        following = text[end : end + 1]
        after_break = bool(re.search(r"[:?!]", tail)) or following == "\u2014"


def strip_periods(runs: Runs) -> Runs:
    """The run without full stops (CSL 1.0.2, ``strip-periods``)."""
    return [type(p)(p.replace(".", "")) if isinstance(p, str) else p for p in runs]
