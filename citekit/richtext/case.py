"""Text case over runs (CSL 1.0.2, "Text-case" and "Title Case Conversion"); nothing inside ``nocase`` changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .runs import Affix, Identifier, Mark, OutsideQuotes, Runs

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
# the words that the specification names, and particles of names; the others are only in citeproc-js
SPECIFIED_STOP_WORDS = frozenset(
    (
        "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet"
        " about van von de d l"
    ).split()
)
_stop_words: ContextVar[frozenset[str]] = ContextVar("stop_words", default=STOP_WORDS)
_TOKENS = re.compile(r"([\u2018\u2019\u201c\u201d\"'\-\u2013\u2014/.,;?!:\[\]()])")
_SPACES = " \u00a0\u2000-\u200b\u205f\u3000"
# markup that a format keeps to itself stands as characters of the private use area: no word begins or ends with them
_WORD = re.compile(f"[^{_SPACES}\ue000-\ue0ff](?:[^{_SPACES}]*[^{_SPACES}\ue000-\ue0ff])?")
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
    """Within this context title case leaves these words alone."""
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
    """Whether letters change case in the same way in two languages."""
    return _is_turkic(one) == _is_turkic(other) and _is_greek(one) == _is_greek(other)


class CaseRules:
    """How letters change case in a language: Turkish has two letters i, Greek capitals have no accents."""

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
    """Changes the case of a run, word by word; a subclass says how, in ``change``.

    Punctuation and marks separate words.
    """

    by_specification = False  # as CSL 1.0.2 has it, where citeproc-js differs
    keeps_unpaired = True  # a word after an unpaired quotation mark keeps its case

    def __init__(self, runs: Runs, rules: CaseRules) -> None:
        self.rules = rules
        self.runs = runs
        self.out: Runs = list(runs)
        self.first = True  # no word so far
        self.after_stop = False  # right after a colon, question mark or exclamation mark
        self.separators = 0
        self.before_hyphen = False  # right before a hyphen that is the first separator
        self.last: tuple[int, int, int] | None = None  # the last word: index in out, start, end
        self.expected_closers: list[str] = []  # the characters that will close the quotations that are open
        self.open_marks: list[tuple[str, int]] = []  # quote marks that are open: inner or outer, index of the text

    def change_all(self) -> None:
        """Change every word, except in spans that keep their case."""
        depth, keep_first_letter = 0, False
        protected = ""  # the last character of a span that keeps its case, right before this text
        for n, piece in enumerate(self.out):
            if isinstance(piece, Mark):
                if piece.kind in _CASELESS:
                    depth += 1 if piece.is_open else -1
                self.separators += 1
                pairs = self.keeps_unpaired and not self.by_specification and piece.kind == "quote"
                keep_first_letter = pairs and not self._is_paired(piece, n)
                continue
            if self.keeps_unpaired and not depth and protected.isalnum() and piece[:1].isalnum():
                keep_first_letter = True  # the rest of a word whose beginning is protected: {F}undamental
            keep_first_letter = self._change_piece(n, piece, depth > 0, keep_first_letter)
            protected = piece[-1:] if depth else ""
        for _, after in self.open_marks:
            self._restore_first_letter(after)

    def _is_paired(self, mark: Mark, n: int) -> bool:
        """Whether a quote mark pairs with another one; after an unpaired one the first letter keeps its case.

        As in citeproc-js, a mark of the other kind inside a quotation takes the place of the mark that opened it, and
        the letter after that one keeps its case.
        """
        kind = "inner" if mark.value == "inner" else "outer"
        if not mark.is_open:
            if self.open_marks and self.open_marks[-1][0] == kind:
                self.open_marks.pop()
                return True
            return False
        if mark.value == "straight":  # treated as an apostrophe
            return False
        if self.open_marks and self.open_marks[-1][0] != kind:
            self._restore_first_letter(self.open_marks.pop()[1])
            self.open_marks.append((kind, -1))
        else:
            self.open_marks.append((kind, n + 1))
        return True

    def _restore_first_letter(self, n: int) -> None:
        """Restore the first letter of the piece at this index; nothing happens where there is none."""
        if 0 <= n < len(self.out):
            changed, before = self.out[n], self.runs[n]
            if isinstance(changed, str) and isinstance(before, str):
                text = before[:1] + changed[1:]
                self.out[n] = type(changed)(text) if isinstance(changed, OutsideQuotes) else text
                self.last = None

    def _change_piece(self, n: int, piece: str, protected: bool, keep_first_letter: bool) -> bool:
        """Change the words of one piece; returns whether the first letter after it keeps its case."""
        tokens = _TOKENS.split(piece)
        for at, token in enumerate(tokens):
            if at % 2:
                self.after_stop = self.after_stop or token in "?!:"
                keep_first_letter = self.keeps_unpaired and self._is_unpaired(token)
                self.separators += 1
            elif token:
                self.before_hyphen = self.separators == 0 and at + 1 < len(tokens) and tokens[at + 1] == "-"
                if not protected:
                    changed = self._change_words(token, n, sum(map(len, tokens[:at])))
                    tokens[at] = token[0] + changed[1:] if keep_first_letter else changed
                    if keep_first_letter:
                        self.last = None
                elif token.strip():
                    self.last = None
                if token.strip():
                    self.first = self.after_stop = keep_first_letter = False
        # plain text from here on: a term whose case has been set is not capitalized again
        text = "".join(tokens)
        self.out[n] = OutsideQuotes(text) if isinstance(piece, OutsideQuotes) else text
        return keep_first_letter

    def _is_unpaired(self, token: str) -> bool:
        """Whether a character is a closing quotation mark without an opening one, such as an apostrophe."""
        if token in _CLOSERS:
            self.expected_closers.append(_CLOSERS[token])
        elif token in _CLOSING:
            if not self.expected_closers or self.expected_closers[-1] != token:
                return True
            self.expected_closers.pop()
        return False

    def _change_words(self, text: str, n: int, offset: int) -> str:
        """Change the words of a text without punctuation, which is at ``offset`` in piece ``n``."""
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
        """The word in this case; ``is_last``: only punctuation or a mark follows it."""
        raise NotImplementedError


class _Title(_Words):
    """Every lower-case word capitalized, except stop words that are neither the first nor the last word."""

    def __init__(self, runs: Runs, rules: CaseRules) -> None:
        super().__init__(runs, rules)
        self.stop_words = _stop_words.get()
        self.by_specification = self.stop_words is SPECIFIED_STOP_WORDS

    def change(self, word: str, is_last: bool) -> str:
        if word != self.rules.lower(word) or _OTHER_SCRIPT.match(word):
            return word
        is_content_word = len(word) > 1 and word not in self.stop_words and not _VERSION.match(word)
        if is_content_word or self.first or self.after_stop or (is_last and self.before_hyphen):
            return self.rules.capital(word)
        return word

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
    """The first word capitalized if it is in lower case."""

    def change(self, word: str, is_last: bool) -> str:
        return self.rules.capital(word) if self.first and word == self.rules.lower(word) else word


class _CapitalizeAll(_Words):
    """Every lower-case word capitalized."""

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

    Title case applies to English text only; ``language`` is the tag of the language whose case rules apply.
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
