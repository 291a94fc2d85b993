"""Text case over runs (CSL 1.0.2, "Text-case" and "Title Case Conversion"); nothing inside ``nocase`` changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .runs import Affix, Identifier, Mark, Own, Runs

# Left as they are in title case unless first or last, or behind a colon (CSL 1.0.2, "Title Case Conversion").
STOP_WORDS = frozenset(
    (
        "a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos"
        " apud around as aside astride at athwart atop barring before behind below beneath beside besides between"
        " beyond but by c ca circa d de despite down during et except for forenenst from given in inside into lest like"
        " modulo near next nor notwithstanding of off on onto or out over per plus pro qua sans since so than the"
        " through throughout thru thruout till to toward towards under underneath until unto up upon v van versus via"
        " von vs with within without yet à"
    ).split()
)
# the words that the specification names, and particles of names; the others are citeproc-js's own
SPECIFIED_STOP_WORDS = frozenset(
    (
        "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet"
        " about van von de d l"
    ).split()
)
_stop_words: ContextVar[frozenset[str]] = ContextVar("stop_words", default=STOP_WORDS)
_TOKENS = re.compile(r"([\u2018\u2019\u201c\u201d\"'\-\u2013\u2014/.,;?!:\[\]()])")
_WORD = re.compile("[^ \u00a0\u2000-\u200b\u205f\u3000]+")
_CLOSERS = {"\u2018": "\u2019", "\u201c": "\u201d"}
_STRAY = frozenset("\u2019\u201d\"'")
_CASELESS = frozenset(("nocase", "nodecor", "vertical-align", "flip-font-variant"))
_VERSION = re.compile(r"v\d$")
_LAST_STOP = re.compile(r"\.(?![a-z])")  # not that of “example.com”
# a word in Greek, Cyrillic or another script with capitals, which titles in English style leave as it is
_OTHER_SCRIPT = re.compile(r"[\W\d_]*[\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2c5f\u2c80-\u2cff\ua640-\ua69f]")
_LONE_GREEK = re.compile("[\u0370-\u03ff]$")


@contextmanager
def stop_words(words: frozenset[str]) -> Iterator[None]:
    """Title case with these words left as they are."""
    token = _stop_words.set(words)
    try:
        yield
    finally:
        _stop_words.reset(token)


def _is_turkic(language: str) -> bool:
    return language.lower()[:2] in ("tr", "az")


def _is_greek(language: str) -> bool:
    return language.lower()[:2] == "el"


def same_letters(one: str, other: str) -> bool:
    """Whether letters change case alike in two languages."""
    return _is_turkic(one) == _is_turkic(other) and _is_greek(one) == _is_greek(other)


class Letters:
    """How letters change case in a language: Turkish has two letters i, Greek capitals have no accents."""

    def __init__(self, language: str) -> None:
        self.turkic, self.greek = _is_turkic(language), _is_greek(language)

    def upper(self, text: str) -> str:
        """The text in capitals."""
        if self.turkic:
            text = text.replace("i", "\u0130")
        if self.greek:
            text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace("\u0301", ""))
        return text.upper()

    def lower(self, text: str) -> str:
        """The text in small letters."""
        if self.turkic:
            text = text.replace("I", "\u0131").replace("\u0130", "i")
        return text.lower()

    def capital(self, word: str) -> str:
        """The word with a capital; a Greek letter by itself is a sign and stays."""
        if word[:1] >= "\u0370" and _LONE_GREEK.match(word):
            return word
        return self.upper(word[:1]) + word[1:]


class _Words:
    """The words of a run one after another: where each begins, and what stands before it.

    Punctuation and marks part words; ``change`` is asked for each word that may change.
    """

    by_specification = False  # as CSL 1.0.2 has it where citeproc-js does otherwise
    keeps = True  # a word behind a quotation mark without a partner stays as it is written

    def __init__(self, runs: Runs, letters: Letters) -> None:
        self.letters = letters
        self.runs, self.out = runs, list(runs)
        self.first = True  # no word yet
        self.broken = False  # behind a colon, question or exclamation mark
        self.pieces = 0
        self.last: tuple[int, int, int] | None = None  # the last word: index in out, start, end
        self.open: list[str] = []  # what closes the quotation marks that are open
        self.quotes: list[tuple[str, int]] = []  # marks of quotation that are open, with the piece behind each
        self.hyphen = False  # the words at hand are those before the first mark or sign, which is a hyphen

    def walk(self) -> None:
        """Change all words outside of what has no case."""
        inside, as_written = 0, False
        fixed = ""  # the last character of what has no case, where it stands right before
        for n, piece in enumerate(self.out):
            if isinstance(piece, Mark):
                if piece.kind in _CASELESS:
                    inside += 1 if piece.is_open else -1
                self.pieces += 1
                as_written = (
                    self.keeps and not self.by_specification and piece.kind == "quote" and self._quote(piece, n)
                )
                continue
            if self.keeps and not inside and fixed.isalnum() and piece[:1].isalnum():
                as_written = True  # the rest of a word that begins without case: {F}undamental
            as_written = self._piece(n, piece, inside > 0, as_written)
            fixed = piece[-1:] if inside else ""
        for _, opened in self.quotes:
            self._as_written(opened)

    def _quote(self, mark: Mark, n: int) -> bool:
        """Take note of a quotation mark; says whether the letter behind it stays as it is written.

        A mark of another kind within the marks at hand stands for them from there on, and the letter behind those is as
        it was written (as citeproc-js has it).
        """
        kind = "inner" if mark.value == "inner" else "outer"
        if not mark.is_open:
            if self.quotes and self.quotes[-1][0] == kind:
                self.quotes.pop()
                return False
            return True
        if mark.value == "straight":  # it is taken for an apostrophe
            return True
        if self.quotes and self.quotes[-1][0] != kind:
            self._as_written(self.quotes.pop()[1])
            self.quotes.append((kind, -1))
        else:
            self.quotes.append((kind, n + 1))
        return False

    def _as_written(self, n: int) -> None:
        """Give a piece its first letter back; -1 is none."""
        if 0 <= n < len(self.out):
            now, before = self.out[n], self.runs[n]
            if isinstance(now, str) and isinstance(before, str):
                self.out[n] = type(now)(before[:1] + now[1:]) if isinstance(now, Own) else before[:1] + now[1:]
                self.last = None

    def _piece(self, n: int, piece: str, fixed: bool, as_written: bool) -> bool:
        tokens = _TOKENS.split(piece)
        for at, token in enumerate(tokens):
            if at % 2:
                self.broken = self.broken or token in "?!:"
                as_written = self.keeps and self._stray(token)
                self.pieces += 1
            elif token:
                self.hyphen = self.pieces == 0 and at + 1 < len(tokens) and tokens[at + 1] == "-"
                if not fixed:
                    changed = self._string(token, n, sum(map(len, tokens[:at])))
                    tokens[at] = token[0] + changed[1:] if as_written else changed
                    if as_written:
                        self.last = None
                elif token.strip():
                    self.last = None
                if token.strip():
                    self.first = self.broken = as_written = False
        # a term in a case of its own takes no capital any more
        self.out[n] = Own("".join(tokens)) if isinstance(piece, Own) else "".join(tokens)
        return as_written

    def _stray(self, token: str) -> bool:
        """Whether a sign is a quotation mark that closes nothing, such as an apostrophe."""
        if token in _CLOSERS:
            self.open.append(_CLOSERS[token])
        elif token in _STRAY:
            if not self.open or self.open[-1] != token:
                return True
            self.open.pop()
        return False

    def _string(self, text: str, n: int, offset: int) -> str:
        words = list(_WORD.finditer(text))
        if not words:
            return text
        out: list[str] = []
        at, ending = 0, words[-1]
        for word in words:
            start, end = word.span()
            out += text[at:start], self.change(word[0], word is ending)
            at = end
            self.first = self.broken = False
        self.last = (n, offset + start, offset + at)
        return "".join([*out, text[at:]])

    def change(self, word: str, ends: bool) -> str:
        """What a word becomes; ``ends``: nothing but punctuation or a mark follows it."""
        raise NotImplementedError


class _Title(_Words):
    """A capital for each word in small letters that is no stop word; the first and last word in any case."""

    def __init__(self, runs: Runs, letters: Letters) -> None:
        super().__init__(runs, letters)
        self.stop_words = _stop_words.get()
        self.by_specification = self.stop_words is SPECIFIED_STOP_WORDS

    def change(self, word: str, ends: bool) -> str:
        if word != self.letters.lower(word) or _OTHER_SCRIPT.match(word):
            return word
        plain = len(word) > 1 and word not in self.stop_words and not _VERSION.match(word)
        wanted = plain or self.first or self.broken or (ends and self.hyphen)
        return self.letters.capital(word) if wanted else word

    def walk(self) -> None:
        super().walk()
        if self.last is not None:
            n, start, end = self.last
            piece = self.out[n]
            assert isinstance(piece, str)
            word = piece[start:end]
            if len(word) > 1 and word.lower() in self.stop_words:
                self.out[n] = piece[:start] + self.letters.capital(word) + piece[end:]


class _Sentence(_Words):
    """The first word with a capital, the others in small letters."""

    def change(self, word: str, ends: bool) -> str:
        return self.letters.capital(word) if self.first else self.letters.lower(word)


class _CapitalizeFirst(_Words):
    """The first word with a capital where it has none."""

    def change(self, word: str, ends: bool) -> str:
        return self.letters.capital(word) if self.first and word == self.letters.lower(word) else word


class _CapitalizeAll(_Words):
    """Every word with a capital that has none."""

    def change(self, word: str, ends: bool) -> str:
        return self.letters.capital(word) if word == self.letters.lower(word) else word


class _Lower(_Words):
    """Everything in small letters."""

    keeps = False

    def change(self, word: str, ends: bool) -> str:
        return self.letters.lower(word)


class _Upper(_Words):
    """Everything in capitals."""

    keeps = False

    def change(self, word: str, ends: bool) -> str:
        return self.letters.upper(word)


_CASES = {
    "title": _Title,
    "sentence": _Sentence,
    "capitalize-first": _CapitalizeFirst,
    "capitalize-all": _CapitalizeAll,
    "lowercase": _Lower,
    "uppercase": _Upper,
}


def apply_case(runs: Runs, case: str, english: bool = True, language: str = "") -> Runs:
    """The run in a text case: lowercase, uppercase, capitalize-first, capitalize-all, sentence, title.

    Title case is for English text only; ``language`` is the tag by whose rules letters change.
    """
    kind = _CASES.get(case)
    if kind is None or (kind is _Title and not english):
        return runs
    words = kind(runs, Letters(language))
    words.walk()
    return words.out


def strip_periods(runs: Runs, field: bool = False) -> Runs:
    """The run without full stops (CSL 1.0.2, ``strip-periods``), affixes of the style and identifiers apart; inside a
    ``field`` those before a small letter stay.
    """

    def stripped(text: str) -> str:
        return _LAST_STOP.sub("", text) if field else type(text)(text.replace(".", ""))

    return [stripped(p) if isinstance(p, str) and not isinstance(p, (Affix, Identifier)) else p for p in runs]
