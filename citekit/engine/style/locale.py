"""A locale resolved once: terms, date formats, options (CSL 1.0.2, "Locale files" and "Locale fallback")."""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ...richtext.markup import QuoteStyle

if TYPE_CHECKING:
    from lxml.etree import _Element

NS = "{http://purl.org/net/xbiblio/csl}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# which form stands in where a form is missing (CSL 1.0.2, "Terms")
_FALLBACK = {"symbol": "short", "verb-short": "verb", "short": "long", "verb": "long"}


_ESCAPED = re.compile(r"&#(?:(\d{1,6})|x([0-9A-Fa-f]{1,5}));")


def unescaped(text: str) -> str:
    """Text of a style with the characters that it escapes twice."""
    return _ESCAPED.sub(_character, text) if "&#" in text else text


def _character(match: re.Match[str]) -> str:
    """The character that an escape names; nothing for half a character and for signs that control a device."""
    code = int(match[1]) if match[1] else int(match[2], 16)
    return chr(code) if code in (9, 10, 13) or (code >= 32 and not 0xD800 <= code <= 0xDFFF) else ""


Ordinals = dict[str, list[tuple[str, str, str]]]  # name -> (match, gender-form, text)


class LocaleData:
    """What one ``cs:locale`` element says."""

    def __init__(self) -> None:
        self.terms: dict[tuple[str, str], tuple[str, str]] = {}
        self.ordinals: Ordinals = {}
        self.genders: dict[str, str] = {}
        self.dates: dict[str, Any] = {}
        self.options: dict[str, str] = {}


def read_locale(root: _Element) -> LocaleData:
    """Read a ``cs:locale`` element, from a locale file or inside a style."""
    data = LocaleData()
    for part in root:
        if part.tag == NS + "style-options":
            data.options.update(part.attrib)
        elif part.tag == NS + "date":
            data.dates[part.get("form") or "text"] = part
        elif part.tag == NS + "terms":
            for term in part:
                if term.tag == NS + "term":
                    _read_term(term, data)
    return data


def _read_term(term: _Element, data: LocaleData) -> None:
    name, form = term.get("name") or "", term.get("form") or "long"
    if term.get("gender"):
        data.genders[name] = term.get("gender") or ""
    single = term.find(NS + "single")
    multiple = term.find(NS + "multiple")
    text = "" if len(term) else unescaped(term.text or "")
    one = unescaped(single.text or "") if single is not None else text
    many = unescaped(multiple.text or "") if multiple is not None else one if single is not None else text
    if name.startswith(("ordinal", "long-ordinal")):
        data.ordinals.setdefault(name, []).append((term.get("match") or "", term.get("gender-form") or "", one))
        if term.get("gender-form"):
            return
    # a term of white space alone is an empty one
    data.terms[name, form] = ("" if one.isspace() else one, "" if many.isspace() else many)


@lru_cache(maxsize=32)
def _file(lang: str) -> LocaleData | None:
    from citeproc import LOCALES_PATH

    path = os.path.join(LOCALES_PATH, f"locales-{lang}.xml")
    if not os.path.isfile(path):
        return None
    from lxml import etree

    parser = etree.XMLParser(remove_comments=True, resolve_entities=False, no_network=True, load_dtd=False)
    return read_locale(etree.parse(path, parser).getroot())


@cache
def locale_tags() -> tuple[str, ...]:
    """The languages that there are words for, as xml:lang has them (``de-DE``)."""
    from citeproc import LOCALES_PATH

    return tuple(sorted(f[8:-4] for f in os.listdir(LOCALES_PATH) if f.startswith("locales-") and f.endswith(".xml")))


@lru_cache(maxsize=64)
def known_dialect(lang: str) -> str:
    """The locale file that serves a language tag: itself, its primary dialect, or ``en-US``."""
    from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS

    canonical = {name.lower(): name for name in LANGUAGE_NAMES}
    tag = lang.replace("_", "-").lower()
    while tag:
        if tag in canonical:
            return str(canonical[tag])
        if "-" not in tag:
            break
        tag = tag.rsplit("-", 1)[0]
    return str(PRIMARY_DIALECTS.get(tag, "en-US"))


def _layers(lang: str, language: str, in_style: list[tuple[str, LocaleData]]) -> list[LocaleData | None]:
    """The locales of a language from the ground up, English first and the style's own last."""
    from citeproc import PRIMARY_DIALECTS

    layers = [_file("en-US")]
    primary = PRIMARY_DIALECTS.get(language)
    if primary:
        layers.append(_file(primary))
    if (dialect := known_dialect(lang)).split("-")[0] == language:
        layers.append(_file(dialect))
    # a style's own terms for the main dialect serve the others too (as citeproc-js has it)
    main = primary.lower() if primary and primary.lower() not in (language, lang.lower()) else None
    for wanted in ("", main, language, lang.lower()):
        layers += [data for tag, data in in_style if tag.lower() == wanted and (wanted != language or tag)]
    return layers


class Locale:
    """Terms, dates and options for one language, with a style's own ``cs:locale`` elements laid over."""

    def __init__(self, lang: str, in_style: list[tuple[str, LocaleData]], declines: bool = True) -> None:
        """``in_style``: (xml:lang or "", data) of the style's ``cs:locale`` elements; ``declines``: months have the
        case that the language has beside a day.
        """
        self.lang, self.declines = lang, declines
        self.terms: dict[tuple[str, str], tuple[str, str]] = {}
        self.genders: dict[str, str] = {}
        self.dates: dict[str, Any] = {}
        self.options: dict[str, str] = {}
        self.ordinals: Ordinals = {}
        language = lang.split("-")[0].lower()
        english, *others = _layers(lang, language, in_style)
        if english is not None:
            self._lay_over(english)
        for layer in others:
            if layer is not None:
                if language != "en":
                    self._drop_english_forms(layer, english)
                self._lay_over(layer)
        self.english = language == "en"
        self.quotes = QuoteStyle(
            (self.term("open-quote") or "\u201c", self.term("close-quote") or "\u201d"),
            (self.term("open-inner-quote") or "\u2018", self.term("close-inner-quote") or "\u2019"),
            punctuation_in_quote=self.options.get("punctuation-in-quote") == "true",
        )
        self.limit_day_ordinals = self.options.get("limit-day-ordinals-to-day-1") == "true"

    def _drop_english_forms(self, layer: LocaleData, english: LocaleData | None) -> None:
        """A form that the language lacks is another form of its own, not an English one."""
        named = {name for name, _ in layer.terms}
        own = english.terms if english is not None else {}
        for key in [k for k, v in self.terms.items() if k[0] in named and own.get(k) is v]:
            del self.terms[key]

    def _lay_over(self, layer: LocaleData) -> None:
        """What a layer says in the place of those below."""
        self.terms.update(layer.terms)
        self.genders.update(layer.genders)
        self.dates.update(layer.dates)
        self.options.update(layer.options)
        if layer.ordinals:
            self._lay_ordinals_over(layer.ordinals)

    def _lay_ordinals_over(self, new: Ordinals) -> None:
        """Ordinals are one set: a new one with a term “ordinal” replaces the old.

        What is left of CSL 1.0 has none: its terms stand for those of the old set (as citeproc-js has it).
        """
        long = {name: terms for name, terms in self.ordinals.items() if name.startswith("long-")}
        short = {name: terms for name, terms in self.ordinals.items() if name not in long}
        added = {name: terms for name, terms in new.items() if name.startswith("ordinal")}
        long.update((name, terms) for name, terms in new.items() if name not in added)
        if "ordinal" in added or (added and "ordinal" not in short):
            short = added
        for name in added.keys() & short.keys():
            texts = {form: text for _, form, text in added[name]}
            short[name] = [(match, form, texts.get(form, text)) for match, form, text in short[name]]
        self.ordinals = {**short, **long}

    def term(self, name: str, form: str = "long", plural: bool = False) -> str | None:
        """A term's text, or None where neither the form nor what stands in for it exists."""
        at: str | None = form
        while at:
            found = self.terms.get((name, at))
            if found is not None:
                return found[1 if plural else 0]
            at = _FALLBACK.get(at)
        return None

    def exact(self, name: str, form: str) -> str | None:
        """A term's text in a form, or None where the locale does not have that form."""
        found = self.terms.get((name, form))
        return found[0] if found is not None else None

    def ordinal_suffix(self, number: int, gender: str = "") -> str:
        """The suffix of an ordinal: the whole number first, then its last two digits, then the last (CSL 1.0.2,
        "Ordinals").
        """
        number = abs(number)
        for rule, digits in (("whole-number", number), ("last-two-digits", number % 100), ("last-digit", number % 10)):
            entries = self.ordinals.get(f"ordinal-{digits:02d}", [])
            default = "last-digit" if digits < 10 else "last-two-digits"
            found = self._gendered(
                [(form, text) for match, form, text in entries if (match or default) == rule], gender
            )
            if found is not None:
                return found
        # a set of CSL 1.0 has no “ordinal”: the fourth stands for all others
        rest = self.ordinals.get("ordinal", self.ordinals.get("ordinal-04", []))
        texts = [(form, text) for _, form, text in rest]
        # a language without a neuter: numbers are feminine unless stated otherwise (as in citeproc-js)
        known = (self._gendered(texts, wanted) for wanted in (gender, "feminine", "masculine"))
        return next((text for text in known if text is not None), "")

    @staticmethod
    def _gendered(entries: list[tuple[str, str]], gender: str) -> str | None:
        by_form = dict(reversed(entries))
        return by_form.get(gender, by_form.get(""))

    def long_ordinal(self, number: int, gender: str = "") -> str | None:
        """``first`` to ``tenth`` where the locale has them."""
        entries = self.ordinals.get(f"long-ordinal-{number:02d}", [])
        return self._gendered([(form, text) for _, form, text in entries], gender)
