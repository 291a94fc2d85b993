"""One name: its parts, particles, initials, and how it reads in each order (CSL 1.0.2, "Names")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..csl.others import UNNAMED
from .given import described

_EAST_ASIAN = r"[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]"
_ALPHABETIC = re.compile(r"[A-Za-z\u00c0-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]")


# scripts whose words are set apart by spaces; the Hebrew conjunction vav is written close
ROMANESQUE = re.compile(
    "[&A-Za-z\u00c0-\u024f\u02bb-\u02bf\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u0590-\u05d4\u05d6-\u05ff\u0600-\u06ff\u0e01-\u0e5b\u10a0-\u10ff\u1c90-\u1cbf\u1e00-\u1fff"
    "\u200c-\u200e\u202a-\u202e.\u2026)(\\[\\]]"
)
_APART = re.compile(r"\.\s+(?=[^\W\d_]\.)")
_SPACES, _HYPHEN = re.compile(r"\s+"), re.compile(r"\s*-\s*")
_ARTICLE = re.compile(r"(?:[\u2018\u2019\u02bc\u02bf]?(?:a[lnrsdtz]|ash|adh|ath|el|es))-(?=\w)")


_TEXTS = ("family", "given", "literal", "dropping-particle", "non-dropping-particle", "suffix")


class Person:
    """A name of a CSL-JSON name variable; institutions have only ``literal``."""

    __slots__ = (
        "comma_suffix",
        "dropping",
        "family",
        "given",
        "given_key",
        "key",
        "literal",
        "non_dropping",
        "romanesque",
        "simple",
        "static",
        "suffix",
        "unnamed",
        "whole",
    )

    def __init__(self, data: dict[str, Any]) -> None:
        def text(name: str) -> str:
            value = data.get(name)
            return str(value).replace("'", "\u2019").strip() if value else ""

        self.literal = str(data.get("literal") or "").strip()
        self.unnamed = UNNAMED in data  # “others” at the end of a list
        self.family, self.given = text("family"), text("given")
        self.dropping, self.non_dropping = text("dropping-particle"), text("non-dropping-particle")
        self.suffix = text("suffix")
        self.comma_suffix = bool(data.get("comma-suffix"))
        self.static = bool(data.get("static-ordering"))
        institution = data.get("isInstitution") in (True, "true", 1) or (
            self.family and not self.given and data.get("isInstitution")
        )
        if institution and not self.literal:
            self.literal, self.family = self.family, ""
        if not self.literal and not self.family and self.given and not self.non_dropping:
            self.literal, self.given = self.given, ""
        if self.literal:
            self.family = self.given = self.dropping = self.non_dropping = self.suffix = ""
        elif data.get("parse-names", True) not in (False, 0, "false"):
            self._parse()
        whole = self.family + self.given
        self.romanesque = whole.isascii() or not re.search(_EAST_ASIAN, whole) or bool(_ALPHABETIC.search(whole))
        # “J. J.” and “J.J.” are one person
        self.given_key = _APART.sub(".", self.given) if self.given.count(".") > 1 else self.given
        # a given and a family name and nothing else, without markup
        self.simple = bool(
            self.family
            and self.romanesque
            and not (self.dropping or self.non_dropping or self.suffix or self.static or "<" in whole)
        )
        self.key = self.literal or f"{self.non_dropping} {self.family}".strip()
        # by which people are the same, however a style sets them
        self.whole = "\0".join((self.key, self.given_key, self.dropping, self.suffix))

    def _parse(self) -> None:
        """Particles and suffixes written inside the family or given name."""
        if self.given and not self.suffix and "," in self.given:
            given, _, suffix = self.given.partition(",")
            if suffix.startswith("!"):
                self.comma_suffix, suffix = True, suffix[1:]
            self.given, self.suffix = given.strip(), suffix.strip()
        if len(self.family) > 2 and self.family[0] == self.family[-1] == '"':
            self.family = self.family[1:-1]
            return
        if not self.non_dropping and self.family:
            article = _ARTICLE.match(self.family)
            lead = article.group() if article is not None else _lower_lead(self.family)
            if lead and len(lead) < len(self.family):
                spaced = self.family[len(lead) :].startswith(" ") and lead[-1] in "'\u2019"
                self.non_dropping, self.family = lead.strip(), self.family[len(lead) :].strip()
                if lead[-1] in "'\u2019-":
                    self.non_dropping = f"{lead} " if spaced else lead
        if not self.dropping and self.given and " " in self.given:
            words = self.given.split()
            n = len(words)
            while n > 1 and _is_particle(words[n - 1]):
                n -= 1
            if n < len(words):
                self.dropping, self.given = " ".join(words[n:]), " ".join(words[:n])

    @property
    def spelt(self) -> tuple[str, ...]:
        """The name as it is written, part by part."""
        parts = (self.literal, self.family, self.given, self.dropping, self.non_dropping, self.suffix)
        return (*parts, "," if self.comma_suffix else "", "static" if self.static else "")

    def initials(self, with_: str, hyphen: bool, initialize: bool) -> str:
        """The given name as initials, or with only its initials normalised where ``initialize`` is off."""
        return _initials(self.given, with_, hyphen, initialize)


def _is_particle(word: str) -> bool:
    return word[:1].islower() and word[:1].isalpha() and not any(c.isupper() for c in word)


_PARTICLE = re.compile(r"(['\u2019]?[^\W\d_][^\s'\u2019]*)(\s+|['\u2019])")


def _lower_lead(family: str) -> str:
    at = 0
    while True:
        match = _PARTICLE.match(family, at)
        if match is None or not match.group(1).lstrip("'\u2019")[0].islower():
            if (
                match is not None
                and at == 0
                and match.group(2) in "'\u2019"
                and len(match.group(1)) <= 2
                and match.group(1).islower()
            ):
                return family[: match.end()]
            break
        if match.group(2) in ("'", "\u2019"):
            if at or len(match.group(1)) <= 2:
                at = match.end()
            break
        at = match.end()
    return family[:at]


_PARTS = re.compile(r"([-\s]*</?(?:span\s+class=\"no(?:case|decor)\"|span|i|sc|b|sub|sup)>[-\s]*|[-\s]+)")
_UNCASED = "\u0e01-\u0e5b\u0590-\u05d4\u05d6-\u05ff\u0600-\u06ff"
_WITHOUT_CASE = re.compile(f"[{_UNCASED}]")
# the first letter with the marks on it, after the sign of an ayn or a hamza; the other letters; full stops
_INITIAL = re.compile(
    rf"([\u02bb\u02bc\u02be\u02bf]?(?:[{_UNCASED}]|[^\W\d_][\u0300-\u036f]*))"
    rf"((?:[^\W\d_]|[{_UNCASED}\u0300-\u036f])*)(\.)*"
)
_TAG = re.compile(r"-*<[^>]+>-*")
_JOINED = "\u2013"  # stands for the hyphen before a small letter: one word


@lru_cache(maxsize=20_000)
def _initials(given: str, with_: str, hyphen: bool, initialize: bool) -> str:
    """A given name as initials, or with only its own initials set as the style sets them.

    ``hyphen`` False: initials are not joined by hyphens; ``initialize`` False: whole names stay whole.
    """
    if not given or given in ("Lord", "Lady") or not ROMANESQUE.match(given.lstrip("<ibscup/>") or given):
        return given
    name = _SPACES.sub(" ", _HYPHEN.sub("-", given if hyphen else given.replace("-", " ")))
    name = re.sub(r"-([a-z])", _JOINED + r"\1", name)
    name = re.sub(r"\.(?=[^ ])", ". ", name)
    parts = _PARTS.split(name)
    if len(parts) == 1:
        last = parts[0].rsplit(".", 1)[-1]
        if len(last) == 1 and last != last.lower():
            parts[0] += "."
    made = _initialized(parts, with_) if initialize else _restyled(parts, with_)
    made = re.sub(r"[ \t]+", " ", _HYPHEN.sub("-", made.rstrip(" \t\ufeff\u00a0")))
    return made.replace(_JOINED, "-")


def _initialized(parts: list[str], with_: str) -> str:
    """Each name as its initial; abbreviations of several letters (``Ph.``) stay whole."""
    parts = list(parts)
    for n in range(0, len(parts), 2):
        word = parts[n]
        if not word:
            continue
        match = _initial(word)
        if match is None:
            if any((c.isascii() and c.isalnum()) or ROMANESQUE.match(c) for c in word):
                parts[n] = " " + word
            continue
        first, rest, stop = match[1], match[2], match[3]
        if rest and stop:
            first, rest = first + rest, ""
        if "\u00df" <= first[0] <= "\u017f" and first[0] != first[0].upper():
            continue
        capitals = re.match(r"[^\W\d_]*", rest)
        letters = "".join(_leading_capitals(capitals.group() if capitals else ""))
        parts[n] = first + (letters.lower() if len(letters) < len(rest) else "")
        if n + 1 < len(parts):
            gap = parts[n + 1]
            parts[n + 1] = _merged(gap.replace("-", "", 1), with_) + "-" if "-" in gap else _merged(gap, with_)
        else:
            parts.append(with_)
    return "".join(parts)


def _initial(word: str) -> re.Match[str] | None:
    """A word that has an initial: it begins with a capital of any script, or in a script that has none."""
    match = _INITIAL.match(word)
    if match is None:
        return None
    letter = match[1].lstrip("\u02bb\u02bc\u02be\u02bf")[0]
    known = letter.isupper() or letter.istitle() or "\u00df" <= letter <= "\u017f" or _WITHOUT_CASE.match(letter)
    return match if known else None


def _leading_capitals(letters: str) -> list[str]:
    out: list[str] = []
    for letter in letters:
        if letter != letter.upper():
            break
        out.append(letter)
    return out


def _merged(gap: str, with_: str) -> str:
    """What stands after an initial, with the tags of the gap that it replaces."""
    tags = "".join(_TAG.findall(gap))
    if not tags:
        return with_
    space = re.search(r"\s+$", with_)
    return with_[: space.start()] + tags + space.group() if space else with_ + tags


def _restyled(parts: list[str], with_: str) -> str:
    """A name whose initials take the style's form; what is no initial stays."""
    parts = list(parts)
    short = []
    for n, word in enumerate(parts):
        bare = re.sub(r"^(?:<[^>]+>)*", "", word) if word[:1] == "<" else word
        stopped = len(bare) > 1 and bare.endswith(".")
        if stopped:
            parts[n] = "".join(word.rsplit(".", 1))
        short.append(stopped or (len(word) == 1 and word.upper() == word))
    for n in range(0, len(parts), 2):
        if not short[n]:
            continue
        if n == len(parts) - 1:
            parts[n] += with_
            continue
        tags = "".join(_TAG.findall(parts[n + 1]))
        tags = tags if tags or "<" not in parts[n + 1] else parts[n + 1]
        gap = tags or ("-" if "-" in parts[n + 1] and len(parts[n + 2]) > 1 else "")  # two initials have none
        if not short[n + 2]:
            gap += " "
        parts[n + 1] = (
            with_.rstrip("\ufeff") + gap if len(parts[n + 2]) > 1 else _merged(gap, with_) if tags else with_ + gap
        )
    return "".join(parts)


def read_names(value: Any) -> list[Person]:
    """The people of a name variable: a list of names, or a single one; a text is a name as it is written.

    Raises ValueError for what is no name, in words that go on from the variable's name.
    """
    people = []
    for name in value if isinstance(value, list) else [value]:
        if name in (None, "", {}):
            continue
        if isinstance(name, str):
            name = {"literal": name}
        if not isinstance(name, dict):
            raise ValueError(f"must be names, objects with “family” and “given” or “literal”, not {described(name)}")
        for part, text in name.items():
            if type(text) is not str and part in _TEXTS and isinstance(text, (list, dict, bool)):
                raise ValueError(f"has a name whose “{part}” is {described(text)}, not text")
        person = Person(name)
        if person.family or person.literal or person.given:
            people.append(person)
        elif any(part not in (None, "", False) for part in name.values()):
            raise ValueError(f"has a name without “family”, “given” or “literal”: {', '.join(map(str, name))}")
    return people
