"""Text case over runs (CSL 1.0.2, "Text-case" and "Title Case Conversion"); nothing inside ``nocase`` changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .runs import Affix, Identifier, Mark, Own, Runs

# Left alone in title case unless first or last, or after a colon (CSL 1.0.2, "Title Case Conversion").
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
_CLOSING = frozenset("\u2019\u201d\"'")
_CASELESS = frozenset(("nocase", "nodecor", "vertical-align", "flip-font-variant"))
_VERSION = re.compile(r"v\d$")
_LAST_STOP = re.compile(r"\.(?![a-z])")  # not that of “example.com”
# a word in Greek, Cyrillic or another script with capitals, which title case leaves alone
_OTHER_SCRIPT = re.compile(r"[\W\d_]*[\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2c5f\u2c80-\u2cff\ua640-\ua69f]")
_LONE_GREEK = re.compile("[\u0370-\u03ff]$")


@contextmanager
def stop_words(words: frozenset[str]) -> Iterator[None]:
    """Title case that leaves these words alone."""
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


class CaseRules:
    """How letters change case in a language: Turkish has two letters i, Greek upper case has no accents."""

    def __init__(self, language: str) -> None:
        self.turkic, self.greek = _is_turkic(language), _is_greek(language)

    def upper(self, text: str) -> str:
        """The text in upper case."""
        if self.turkic:
            text = text.replace("i", "\u0130")
        if self.greek:
            text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace("\u0301", ""))
        return text.upper()

    def lower(self, text: str) -> str:
        """The text in lower case."""
        if self.turkic:
            text = text.replace("I", "\u0131").replace("\u0130", "i")
        return text.lower()

    def capital(self, word: str) -> str:
        """The word capitalized; a Greek letter by itself is a symbol and stays as it is."""
        if word[:1] >= "\u0370" and _LONE_GREEK.match(word):
            return word
        return self.upper(word[:1]) + word[1:]


class _Words:
    """Changes the words of a run one after another, with what is known of each: where it begins, what is before it.

    Punctuation and marks separate words; ``change`` is called for each word that may change.
    """

    by_specification = False  # as CSL 1.0.2 says where citeproc-js differs
    keeps_unpaired = True  # a word after an unpaired quotation mark keeps its case

    def __init__(self, runs: Runs, rules: CaseRules) -> None:
        self.rules = rules
        self.runs = runs
        self.out: Runs = list(runs)
        self.first = True  # no word yet
        self.after_stop = False  # behind a colon, question or exclamation mark
        self.separators = 0
        self.last: tuple[int, int, int] | None = None  # the last word: index in out, start, end
        self.open_quotes: list[str] = []  # the closing marks of the quotations that are open
        self.quotes: list[tuple[str, int]] = []  # marks of quotation that are open, with the piece behind each
        self.before_hyphen = False  # these words stand before a hyphen, which is the first separator

    def change_all(self) -> None:
        """Change all words outside of spans without case."""
        inside, as_written = 0, False
        fixed = ""  # the last character of a span without case right before this text
        for n, piece in enumerate(self.out):
            if isinstance(piece, Mark):
                if piece.kind in _CASELESS:
                    inside += 1 if piece.is_open else -1
                self.separators += 1
                unpaired = self.keeps_unpaired and not self.by_specification and piece.kind == "quote"
                as_written = unpaired and self._quote(piece, n)
                continue
            if self.keeps_unpaired and not inside and fixed.isalnum() and piece[:1].isalnum():
                as_written = True  # the rest of a word whose beginning is protected: {F}undamental
            as_written = self._change_piece(n, piece, inside > 0, as_written)
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

    def _change_piece(self, n: int, piece: str, fixed: bool, as_written: bool) -> bool:
        tokens = _TOKENS.split(piece)
        for at, token in enumerate(tokens):
            if at % 2:
                self.after_stop = self.after_stop or token in "?!:"
                as_written = self.keeps_unpaired and self._is_unpaired(token)
                self.separators += 1
            elif token:
                self.before_hyphen = self.separators == 0 and at + 1 < len(tokens) and tokens[at + 1] == "-"
                if not fixed:
                    changed = self._change_words(token, n, sum(map(len, tokens[:at])))
                    tokens[at] = token[0] + changed[1:] if as_written else changed
                    if as_written:
                        self.last = None
                elif token.strip():
                    self.last = None
                if token.strip():
                    self.first = self.after_stop = as_written = False
        # a term with its own case takes no capital later
        self.out[n] = Own("".join(tokens)) if isinstance(piece, Own) else "".join(tokens)
        return as_written

    def _is_unpaired(self, token: str) -> bool:
        """Whether a character is a closing quotation mark without an opening one, such as an apostrophe."""
        if token in _CLOSERS:
            self.open_quotes.append(_CLOSERS[token])
        elif token in _CLOSING:
            if not self.open_quotes or self.open_quotes[-1] != token:
                return True
            self.open_quotes.pop()
        return False

    def _change_words(self, text: str, n: int, offset: int) -> str:
        words = list(_WORD.finditer(text))
        if not words:
            return text
        out: list[str] = []
        done, ending = 0, words[-1]
        for word in words:
            start, end = word.span()
            out += text[done:start], self.change(word[0], word is ending)
            done = end
            self.first = self.after_stop = False
        self.last = (n, offset + start, offset + done)
        return "".join([*out, text[done:]])

    def change(self, word: str, is_last: bool) -> str:
        """The word changed; ``is_last``: only punctuation or a mark follows it."""
        raise NotImplementedError


class _Title(_Words):
    """A capital for each lower-case word that is not a stop word, and for the first and the last word."""

    def __init__(self, runs: Runs, rules: CaseRules) -> None:
        super().__init__(runs, rules)
        self.stop_words = _stop_words.get()
        self.by_specification = self.stop_words is SPECIFIED_STOP_WORDS

    def change(self, word: str, is_last: bool) -> str:
        if word != self.rules.lower(word) or _OTHER_SCRIPT.match(word):
            return word
        plain = len(word) > 1 and word not in self.stop_words and not _VERSION.match(word)
        wanted = plain or self.first or self.after_stop or (is_last and self.before_hyphen)
        return self.rules.capital(word) if wanted else word

    def change_all(self) -> None:
        super().change_all()
        if self.last is not None:
            n, start, end = self.last
            piece = self.out[n]
            assert isinstance(piece, str)
            word = piece[start:end]
            if len(word) > 1 and word.lower() in self.stop_words:
                self.out[n] = piece[:start] + self.rules.capital(word) + piece[end:]


class _Sentence(_Words):
    """The first word capitalized, the others in lower case."""

    def change(self, word: str, is_last: bool) -> str:
        return self.rules.capital(word) if self.first else self.rules.lower(word)


class _CapitalizeFirst(_Words):
    """The first word capitalized if it has no capital."""

    def change(self, word: str, is_last: bool) -> str:
        return self.rules.capital(word) if self.first and word == self.rules.lower(word) else word


class _CapitalizeAll(_Words):
    """Every word without a capital capitalized."""

    def change(self, word: str, is_last: bool) -> str:
        return self.rules.capital(word) if word == self.rules.lower(word) else word


class _Lower(_Words):
    """Everything in lower case."""

    keeps_unpaired = False

    def change(self, word: str, is_last: bool) -> str:
        return self.rules.lower(word)


class _Upper(_Words):
    """Everything in upper case."""

    keeps_unpaired = False

    def change(self, word: str, is_last: bool) -> str:
        return self.rules.upper(word)


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

    Title case is for English text only; ``language`` is the tag of the language whose case rules hold.
    """
    cls = _CASES.get(case)
    if cls is None or (cls is _Title and not english):
        return runs
    words = cls(runs, CaseRules(language))
    words.change_all()
    return words.out


def strip_periods(runs: Runs, field: bool = False) -> Runs:
    """The run without full stops (CSL 1.0.2, ``strip-periods``), except in identifiers and the style's affixes; in a
    ``field`` a full stop before a lower-case letter stays.
    """

    def stripped(text: str) -> str:
        return _LAST_STOP.sub("", text) if field else type(text)(text.replace(".", ""))

    return [stripped(p) if isinstance(p, str) and not isinstance(p, (Affix, Identifier)) else p for p in runs]
