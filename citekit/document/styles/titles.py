"""Titles in other scripts and languages: as they are, in Latin letters, in translation, or two of these.

Chicago and MLA print a foreign title, in Latin letters where its script is another, and its translation in brackets
after it.  What cannot be made is not made: Cyrillic has tables, Chinese pinyin; a title in another script is given in
Latin letters only where the person gave it so (``custom``: ``transliterated_title``), a translation only where there is
one (``translated_title``, or the document's title where an ``original-title`` stands beside it).
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...common.errors import TitleWarning, UsageError, as_text
from ...common.tables import table
from ...csl.languages import language_code, language_name
from ...csl.pinyin import is_han, pinyin
from ...csl.transliteration import CYRILLIC, systems, transliterate
from ...dates import in_another_language
from ..extra import extra_of
from ..model import Document

FORMS = ("original", "transliterated", "translated")


@dataclass(frozen=True)
class TitleForms:
    """The forms of a title to print: the first as the title, the second in brackets; ``system`` is for Cyrillic."""

    forms: tuple[str, ...] = ()
    system: str = "ala-lc"

    @classmethod
    def parse(cls, text: str, system: str = "ala-lc") -> TitleForms:
        """``transliterated, translated``; empty: the title of the source. Raises UsageError for other words."""
        forms = tuple(
            word.strip().casefold() for word in as_text(text, "titles").replace("+", ",").split(",") if word.strip()
        )
        wrong = next((form for form in forms if form not in FORMS), "")
        if wrong or len(forms) > 2:
            raise UsageError(
                f"titles cannot be “{wrong or text}”",
                hint=f"choose one or two of {', '.join(FORMS)}, with a comma between",
            )
        if as_text(system, "transliteration") not in systems():
            raise UsageError(f"there is no transliteration “{system}”", hint="choose one of " + ", ".join(systems()))
        return cls(forms, system)

    def of(self, doc: Document) -> tuple[str, str]:
        """(title, what stands in brackets after it); two empty texts where the title stays as it is.

        A document that says for itself which forms it wants (``custom``: ``titles``) has these.
        """
        own = _custom(doc).get("titles")
        if not own and not self.forms:
            return "", ""
        wanted = TitleForms.parse(str(own), self.system) if own else self
        known = {form: wanted._form(form, doc) for form in wanted.forms}
        shown = list(dict.fromkeys(known[form] for form in wanted.forms if known[form]))
        return (shown[0], shown[1] if len(shown) > 1 else "") if shown else ("", "")

    @staticmethod
    def translated(doc: Document) -> str:
        """The title in the reader's language, where the document has both."""
        return str(_custom(doc).get("translated_title") or "") or (
            doc.title if extra_of(doc).get("original-title") else ""
        )

    def _form(self, form: str, doc: Document) -> str:
        custom, original = _custom(doc), str(extra_of(doc).get("original-title") or "")
        foreign = original or ("" if is_latin(doc.title) else doc.title)
        if form == "original":
            return foreign or doc.title
        if form == "translated":
            return self.translated(doc)
        given = str(custom.get("transliterated_title") or "")
        if given or not foreign:
            return given or doc.title
        if is_latin(foreign):
            return foreign
        return in_latin_letters(foreign, doc, self.system) or _as_it_is(foreign, doc, self.system)


def in_latin_letters(title: str, doc: Document, system: str = "ala-lc") -> str:
    """A Cyrillic title by a table, a Chinese one in pinyin; empty if the script does not determine it.

    Characters alone may be Japanese: they are read as Chinese where the language or the archive says so.
    """
    if _is_cyrillic(title):
        with suppress(UsageError):  # no table for its language
            return transliterate(title, system, doc.language)
        return ""
    chinese = language_code(doc.language) == "zh" or any(r.country in _CHINESE for r in doc.repositories)
    return pinyin(title) if chinese and is_han(title) else ""


def _as_it_is(title: str, doc: Document, system: str) -> str:
    """A title that nobody can write in Latin letters by rule, which is said."""
    language = f" for {doc.language}" if doc.language and _is_cyrillic(title) else ""
    why = f"{system} has no table{language}" if language else "its script does not tell how it is read"
    message = f"{doc.source or title}: “{title}” stands in its own script: {why}; a transliterated title can be given"
    warnings.warn(message, TitleWarning, stacklevel=3)
    return title


_CHINESE = ("CN", "TW")


def with_titles(item: dict[str, Any], doc: Document, forms: TitleForms, in_brackets: bool) -> dict[str, Any]:
    """An item with the title in these forms.

    ``in_brackets``: the style prints what stands in ``annote`` in brackets after a title; else they are part of it.
    """
    title, beside = forms.of(doc)
    if not title:
        return item
    translated = forms.translated(doc)
    # a foreign title keeps its capitals, in English styles too
    title, beside = (
        form if form in ("", translated) else f'<span class="nocase">{form}</span>' for form in (title, beside)
    )
    new = {**item, "title": title}
    for name in ("title-short", "original-title"):
        new.pop(name, None)
    if in_brackets and title == translated and not beside and (language := _original_language(doc)):
        new["division"] = f"in {language}"
    if beside and in_brackets:
        new["annote"] = beside
    elif beside:
        new["title"] = f"{title} [{beside}]"
    return new


def _original_language(doc: Document) -> str:
    """The language of a document of whose title only the translation is printed, as stated; it is to be said then."""
    name = language_name(doc.language) if doc.language else ""
    return name if name and language_code(name).split("-")[0] not in ("", "en") else ""


def title_is(doc: Document) -> str:
    """``description`` where the title is a person's description of the document, which stands in no quotation marks
    (CMOS 18, 14.121); ``verbatim`` where it is what a note says, cited as it stands; else an empty string."""
    custom = extra_of(doc).get("custom")
    return str(custom.get("title_is") or "") if doc.title and isinstance(custom, Mapping) else ""


def with_own_capitals(item: dict[str, Any], doc: Document) -> dict[str, Any]:
    """An item whose title stands in the foreign language of its document, marked so that no style recases it.

    Where no language is stated, the words of the title or the month of the document's date tell that it is not English.
    The language of the document may not be that of the title.  A title that is cited as it stands keeps them too.
    """
    title = item.get("title")
    if not title or title.startswith("<span"):
        return item
    if title_is(doc) == "verbatim":
        if title.partition(" ")[0].islower():  # “; letter from Falin to the author” begins a citation of its own
            title = title[:1].upper() + title[1:]
        return {**item, "title": f'<span class="nocase">{title}</span>'}
    stated = _language_of_title(doc)
    by_words = is_foreign(title)
    if by_words is False:
        return item
    if stated:
        foreign = language_code(stated).split("-")[0] not in ("", "en")
    else:
        foreign = bool(by_words) or (doc.date is not None and in_another_language(doc.date.text))
    if not foreign:
        return item
    return {**item, "title": f'<span class="nocase">{title}</span>'}


def _language_of_title(doc: Document) -> str:
    """What is stated of a title's language: that of a published work, whose document's language is its original's."""
    own = str(extra_of(doc).get("language") or "")
    published = not (
        doc.references or doc.host or extra_of(doc).get("archive") or extra_of(doc).get("archive_location")
    )
    wording = _custom(doc).get("wording")
    if published and (own or (isinstance(wording, Mapping) and "title" in wording) or extra_of(doc).get("translator")):
        return own or "en"  # a title in sentence case was read as English; a translation is not in the original's
    return str(doc.language or own)


Weights = tuple[tuple[str, int], ...]  # of a word for languages, by their codes


@dataclass(frozen=True)
class _SmallWords:
    """The small words of languages (``languages.toml``): what speaks for which of them, two being enough.

    ``openings`` counts the word that a title begins with, ``words`` each word once; ``none`` has all languages.
    """

    openings: Mapping[str, Weights]
    words: Mapping[str, Weights]
    none: Mapping[str, int]

    def weights(self, words: list[str]) -> dict[str, int]:
        """What speaks for each language in the words of a title."""
        found = dict(self.none)
        for code, weight in self.openings.get(words[0], ()):
            found[code] += weight
        for word in self.words.keys() & words:
            for code, weight in self.words[word]:
                found[code] += weight
        return found


@lru_cache(maxsize=1)
def _small_words() -> _SmallWords:
    openings: dict[str, Weights] = {}
    words: dict[str, Weights] = {}
    codes = []
    english: frozenset[str] = frozenset()
    for code, row in table("languages")["small_words"].items():  # English is the first
        first, sure, others = (frozenset(row[name].split()) for name in ("first", "sure", "others"))
        others = others - sure - english
        english = english or sure | others
        for word in first:
            openings[word] = (*openings.get(word, ()), (code, 1 if word in sure | others else 2))
        for word in sure | others:
            words[word] = (*words.get(word, ()), (code, 2 if word in sure else 1))
        codes.append(code)
    return _SmallWords(openings, words, dict.fromkeys(codes, 0))


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(table("languages")["word_endings"]["cyrillic"].split())


def is_foreign(title: str) -> bool | None:
    """Whether a title in Latin letters is not in English, by its small words; None where they tell nothing.

    >>> is_foreign("Der blaue Engel"), is_foreign("The blue angel"), is_foreign("Swing time")
    (True, False, None)
    """
    plain = _TAG.sub("", title) if "<" in title else title
    plain = _INITIALS.sub(" ", plain) if "." in plain else plain
    folded = plain.casefold()
    if any(map(folded.__contains__, table("languages")["names"]["anywhere"])):
        plain = _names().sub(" ", plain)
        folded = plain.casefold()
    words = _LETTERS.findall(folded)
    if not words:
        return None
    weights = _small_words().weights(words)
    english = weights.pop("en")
    odd = [] if plain.isascii() else [word for word in words if not word.isascii()]
    weights["ru"] += 2 * any(len(word) > 5 and word.endswith(_endings()) for word in words)
    # signs of any foreign language: accents, which English has in single names, and “e”, “y”, “w” between two words
    accents = min(2, sum(map(is_latin, odd)))
    foreign = max(weights.values()) + accents + 2 * (_LONE_LETTER.search(plain) is not None)
    if foreign >= 2 and foreign > english and len(words) > 1:
        return True
    return False if english >= 2 else None


_TAG = re.compile(r"<[^<>]{0,80}>")
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"\b[^\W\d_]\.")
_LONE_LETTER = re.compile(r"(?<=\w )[eiouwyz](?= \w)")


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    names = table("languages")["names"]["anywhere"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.I)


def _custom(doc: Document) -> Mapping[str, Any]:
    custom = extra_of(doc).get("custom")
    return custom if isinstance(custom, Mapping) else {}


def is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin."""
    return all("LATIN" in unicodedata.name(c, "LATIN") for c in text if c.isalpha())


def _is_cyrillic(text: str) -> bool:
    """Whether a text has Cyrillic letters, and otherwise only Latin ones."""
    others = (c for c in text if c.isalpha() and "LATIN" not in unicodedata.name(c, "LATIN"))
    return all(CYRILLIC.match(c) for c in others)
