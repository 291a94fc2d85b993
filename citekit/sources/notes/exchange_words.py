"""The words of correspondence in other languages, compiled (data/notes.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...common.tables import table
from ...dates import month_languages

_NUMBER = r"(?:,?\s+(?:n[°ºo.]+|Nr\.|№|nr|no\.)\s*[\d/\u2013-]+)?"
_SLAVIC = ("pl", "cs", "sk", "uk-Latn")
_ROMANCE = ("it", "es", "pt", "fr", "ca")
_WEST_SLAVIC = re.compile("[ąęłńśźżěřůĄĘŁŃŚŹŻĚŘŮ]|\\b(?:1[89]|20)\\d\\d r\\.")
_COUNTRIES = frozenset("IT ES PT FR BR AR CL MX CU PE UY PY CO VE EC BO VA".split())
_TRADITIONS = frozenset({"italian", "spanish", "portuguese", "french"})


@dataclass(frozen=True)
class Words:
    """Patterns of correspondence: kinds and words between names."""

    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    to: re.Pattern[str]
    bare_to: re.Pattern[str]
    romance_to: re.Pattern[str]
    slavic_to: re.Pattern[str]
    office: frozenset[str]
    particles: frozenset[str]
    nouns: frozenset[str]
    romance_of: frozenset[str]

    def called(self, text: str) -> tuple[str, str]:
        """(kind, what stands after it and the word for ``from``); ``("", text)`` where no kind comes first."""
        for kind, pattern in self.kinds:
            match = pattern.match(text)
            if match is not None:
                return kind, text[match.end() :]
        return "", text

    def not_to(self, before: str) -> frozenset[str]:
        """The words that are no ``to`` in the language of the kind and of the word for ``of`` behind it.

        In ``Relatório do governador do Rio`` the second ``do`` is the first one's; without ``di``, ``a`` is no Italian.
        """
        of = before.casefold().split()[-1:]
        if before.endswith(("'", "\u2019")) or (of and of[0] in self.romance_of):
            return frozenset({"do", "la"})
        return frozenset({"a"})

    def names(self, text: str) -> bool:
        """Whether a text is made of capitalised words and the small words of names, and ends with the former."""
        words = text.strip().split()
        return (
            0 < len(words) <= 8
            and (not words[-1][0].islower() or words[-1][1:2] in "'\u2019")
            and all(
                not w[0].islower() or w.casefold().rstrip("'\u2019") in self.particles or w[1:2] in "'\u2019"
                for w in words
            )
        )

    def stops(self, sender: str) -> bool:
        """Whether a name is a noun that ``to`` belongs to."""
        words = [word.casefold().strip("«»") for word in sender.split()]
        return not words or not {words[0], words[-1]}.isdisjoint(self.nouns)


def _listed(words: str) -> str:
    return "|".join(re.escape(w).replace("_", r"\s+") for w in sorted(words.split(), key=len, reverse=True))


def _between(words: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<to>{_listed(words)})\s+")


@lru_cache(maxsize=1)
def exchange_words() -> Words:
    """The words of the table."""
    data = table("notes")["correspondence"]
    kinds = tuple(
        (
            kind,
            re.compile(
                rf"(?i:{_listed(data[kind])}){_NUMBER},?\s+(?:(?:{_listed(data['from'])})\s+|[dl]['\u2019])?(?=[^\W\d_])"
            ),
        )
        for kind in ("letter", "telegram", "despatch", "report", "circular", "note", "memorandum")
    )
    return Words(
        kinds,
        _between(data["to"]),
        _between(data["bare_to"]),
        _between(f"{data['bare_to']} {data['romance_to']}"),
        _between(f"{data['bare_to']} do k ke"),
        frozenset(data["office_to"].split()),
        frozenset(data["particles"].split()),
        frozenset(table("notes")["words"]["before_to_elsewhere"]),
        frozenset(data["romance_of"].split()),
    )


@lru_cache(maxsize=2)
def _months(languages: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, month_languages(languages)))
    return re.compile(rf"(?<=\d)[.\u00ba]?\s+(?:(?:de|di|do)\s+)?(?:{names})\b|\b(?:{names})\.?\s+(?:de\s+)?\d", re.I)


def language_of(text: str, tradition: str, country: str = "") -> str:
    """``romance`` or ``slavic`` (of the West) where the months of a note, the words of its levels or the ``country`` of
    its archive say so.
    """
    if tradition in _TRADITIONS or country in _COUNTRIES or _months(_ROMANCE).search(text) is not None:
        return "romance"
    slavic = tradition in ("polish", "ipn", "czech", "ukrainian") or _WEST_SLAVIC.search(text) is not None
    slavic = slavic or _months(_SLAVIC).search(text) is not None
    return "slavic" if slavic else ""
