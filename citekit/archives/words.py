"""The words of archival references: which level a word means, by tradition (data/levels.toml)."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table

_SAID_TO = re.compile(r"\b(?:memorandum|memo|note)s? (?:to|for)\b")
_SMALL_COLLECTION = re.compile(
    r"(?:fonds|fondo|fundo|papiers|archief|collectie)\s(?:d[eui]\s|d['\u2019])?[^\W\d_a-z]"
)  # fonds Reynaud
_PAPKA = re.compile(r"(?:Оп|оп|[Oo]p)\.?\s?\w+[.,]\s*[ПпPp]\.\s?\w+[.,]\s*[ДдDd]\.")  # between opis and delo


class Tradition:
    """The level words of one tradition, compiled."""

    def __init__(self, name: str, words: dict[str, str], extent: str, own: frozenset[str], dotted: bool) -> None:
        self.name = name
        self.own = own  # without the words that scholars use of any archive
        self.dotted = dotted  # fond, opis, delo as numbers with points between
        kinds: dict[str, str] = {}
        for kind, text in words.items():
            if kind not in ("base", "after"):
                for word in _words(text):
                    kinds.setdefault(word.casefold(), kind)
        self.kinds = kinds
        self.behind: dict[str, str] = table("levels")["after_kinds"].get(name, {})
        self.trailing: dict[str, str] = table("levels")["later_kinds"].get(name, {})
        self.leading: dict[str, str] = table("levels")["first_kinds"].get(name, {})
        self._found: dict[str, str] = {}
        self.term = _term_pattern(list(kinds))
        after = _words(words.get("after", ""))
        self.after = (
            re.compile(
                rf"第?(?P<value>\d[\d/\u2013\u2014-]*(?=[{_SIGNS}])|[\w/\u2013\u2014-]*\w)(?:\.\s*|\s+|(?=[{_SIGNS}]))"
                rf"(?P<term>(?:{_alternatives(after)})(?:(?<=[{_SIGNS}])|(?!\w))\.?)",
                re.I,
            )
            if after
            else None
        )
        self.extent = re.compile(rf"\d+\s*(?:{_alternatives(_words(extent))})(?!\w)\.?", re.I)

    def kind_after(self, term: str) -> str:
        """The level that a word means after its number: ``97. l.``."""
        return self.behind.get(term.casefold().rstrip(".")) or self.kind(term)

    def kind_first(self, term: str) -> str:
        """The level that a word means before any other: ``Х. 445, д. 1``, where ``х.`` is a leaf after them."""
        return self.leading.get(term.casefold().rstrip(".")) or self.kind(term)

    def kind_later(self, term: str) -> str:
        """The level that a word means after others."""
        return self.trailing.get(term.casefold().rstrip(".")) or self.kind(term)

    def is_own(self, term: str) -> bool:
        """Whether a word is one of the tradition itself."""
        return " ".join(term.casefold().rstrip(".").split()) in self.own or term.casefold() in self.own

    def kind(self, term: str) -> str:
        """The level that a word means here."""
        found = self._found.get(term)
        if found is None:
            key = " ".join(term.casefold().rstrip(".").split()).translate({0x2019: "'", 0x2B9: "'"})
            found = self.kinds.get(key) or self.kinds.get(term.casefold()) or "item"
            if len(self._found) < 10_000:
                self._found[term] = found
        return found


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _alternatives(words: list[str]) -> str:
    listed = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['\u2019\u02b9]") for w in listed)


def _term_pattern(words: list[str]) -> re.Pattern[str]:
    """A level word: followed by a full stop, or by white space, or (short ones) right by its number."""
    return re.compile(
        rf"(?P<term>(?:{_alternatives(words)})(?:\.(?!(?!\d+[^\W\d]?\.[^\W\d_]{{1,6}}\.)\w*\.\w)|(?=[\s\d])|(?=[№#:\uff1a])))[:\uff1a]?\s*(?P<sign>[№#]\s*|(?:[Nn][or]\.?|№)\s*(?=\S*\d))?",
        re.I,
    )


@lru_cache(maxsize=64)
def tradition(name: str) -> Tradition:
    """A tradition by name, with what it takes over from its base."""
    data = table("levels")
    words = dict(data.get(name or "common", data["english"]))
    while "base" in words:
        base = data[words.pop("base")]
        own = {w.casefold() for k, text in words.items() for w in text.split()}
        merged = {k: " ".join(w for w in v.split() if w.casefold() not in own) for k, v in base.items() if k != "base"}
        for kind, text in words.items():
            merged[kind] = text
        words = {**merged, **({"base": base["base"]} if "base" in base else {})}
    known = frozenset(word.casefold() for kind, text in words.items() if kind != "base" for word in _words(text))
    dotted = {"opis", "delo"} <= set(words)
    return Tradition(name, _with_words_of_scholars(words, data), data["extent"]["words"], known, dotted)


def _with_words_of_scholars(words: dict[str, str], data: dict[str, dict[str, str]]) -> dict[str, str]:
    """Words that scholars use of any archive, in English (`box 1` in Prague) and in East Asian scripts.

    Short ones are left out: they mean what the repository means by them.
    """
    own = {word.casefold() for kind, text in words.items() if kind != "after" for word in text.split()}
    out = dict(words)
    for name in ("common", "chinese", "japanese", "korean"):
        for kind, text in data[name].items():
            new = [
                w
                for w in text.split()
                if w.casefold() not in own and (len(w) > 2 or not w.isascii() or w in ("bl", "pp", "cx"))
            ]
            if kind == "after":
                new = text.split()
            if new and kind != "base":
                out[kind] = " ".join([out.get(kind, ""), *new]).strip()
                own |= {w.casefold() for w in new}
    return out


_SIGNS = "页頁盒箱夹夾册冊"  # words that stand right after their number


@lru_cache(maxsize=1)
def _guesses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.I)) for name, pattern in table("levels")["guess"].items())


def guess_tradition(text: str) -> str:
    """The tradition that the words of a reference show whose archive is not known."""
    if re.search(r"(?<!\w)(?:Ф|Фонд|ф|фонд)\.?\s?\S*\d", text) or (
        re.search(r"(?<!\w)(?:fond\b|f\.\s*\S*\d|d\.\s?\d)", text, re.I)
        and re.search(r"(?<!\w)(?:opis|op\.)", text, re.I)
    ):
        found = next((n for n, p in _guesses() if n in ("bulgarian", "ukrainian") and p.search(text)), "")
        return found or ("avprf" if _PAPKA.search(text) else "russian")
    return next((name for name, pattern in _guesses() if pattern.search(text)), "common")


@lru_cache(maxsize=1)
def absent() -> re.Pattern[str]:
    """What is said where levels are not known: ``and Opis not given``, after the word of the first of them."""
    listed = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in table("levels")["statements"]["absent"])
    return re.compile(
        rf"(?:(?:and|or|und|et|и|e|y|,)\s+[^\W\d_]+\.?\s+)*(?:(?:is|are)\s+)?(?:{listed})(?=[,;.)]|$)", re.I
    )


@lru_cache(maxsize=1)
def _collections() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = table("levels")["collections"]
    fonds, series = data["fond"].split(), data["series"].split()
    last = re.compile(rf"(?:{'|'.join(map(re.escape, [*fonds, *series]))})$", re.I)
    first = re.compile(rf"(?P<fond>{data['fond_of']})\b|(?P<series>{data['series_of']})\b", re.I)
    return last, first, frozenset(fonds)


@lru_cache(maxsize=1)
def files_of_presidents() -> frozenset[str]:
    """Files of presidential libraries by their names or abbreviations: ``WHCF``, ``Project Clean Up``."""
    return frozenset(table("levels")["collections"]["named"])


def collection(name: str) -> str | None:
    """``fond`` or ``series`` where a name says that it is a collection (``Harriman Papers``), otherwise None."""
    last, first, fonds = _collections()
    if len(name) > 200 or not (name[:1].isupper() or _SMALL_COLLECTION.match(name)):
        return None
    if _SAID_TO.search(name) is not None:
        return None  # Butler memorandum to file
    if name in files_of_presidents():
        return "series"
    if (match := first.match(name)) is not None and len(name) > match.end() + 2:
        return match.lastgroup
    name = re.sub(r"\s+as\s+(?:Vice\s+)?(?:President|Governor|Senator)$", "", name)  # Papers as President
    match = last.search(name)
    if match is None or match.start() < 2 or name[match.start() - 1] != " ":
        return None
    return "fond" if match.group().casefold() in fonds else "series"
