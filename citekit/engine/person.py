"""One name: its parts, particles, initials, and how it reads in each order (CSL 1.0.2, "Names")."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")
_ALPHABETIC = re.compile(r"[A-Za-z\u00c0-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]")


# scripts whose words are set apart by spaces; the Hebrew conjunction vav is written close
ROMANESQUE = re.compile(
    "[&A-Za-z\u00c0-\u017f\u0218-\u021b\u0370-\u03ff\u0400-\u052f\u0590-\u05d4\u05d6-\u05ff\u0600-\u06ff\u0e01-\u0e5b\u1e00-\u1fff"
    "\u200c-\u200e\u202a-\u202e.\u2026)(\\[\\]]"
)
_ARTICLE = re.compile(r"(?:[\u2018\u2019\u02bc\u02bf]?(?:a[lnrsdtz]|ash|adh|ath|el|es))-(?=\w)")


class Person:
    """A name of a CSL-JSON name variable; institutions have only ``literal``."""

    __slots__ = (
        "_initials",
        "comma_suffix",
        "dropping",
        "family",
        "given",
        "key",
        "literal",
        "non_dropping",
        "romanesque",
        "static",
        "suffix",
    )

    def __init__(self, data: dict[str, Any]) -> None:
        def text(name: str) -> str:
            value = data.get(name)
            return str(value).replace("'", "\u2019").strip() if value else ""

        self.literal = str(data.get("literal") or "").strip()
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
        self.romanesque = not _EAST_ASIAN.search(whole) or bool(_ALPHABETIC.search(whole))
        self.key = self.literal or f"{self.non_dropping} {self.family}".strip()
        self._initials: dict[tuple[str, bool, bool], str] = {}

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
                self.non_dropping, self.family = lead.strip(), self.family[len(lead) :].strip()
                if lead[-1] in "'\u2019-":
                    self.non_dropping = lead
        if not self.dropping and self.given and " " in self.given:
            words = self.given.split()
            n = len(words)
            while n > 1 and _is_particle(words[n - 1]):
                n -= 1
            if n < len(words):
                self.dropping, self.given = " ".join(words[n:]), " ".join(words[:n])

    def initials(self, with_: str, hyphen: bool, initialize: bool) -> str:
        """The given name as initials, or with only its initials normalised where ``initialize`` is off."""
        cached = self._initials.get((with_, hyphen, initialize))
        if cached is None:
            cached = self._initials[with_, hyphen, initialize] = _initials(self.given, with_, hyphen, initialize)
        return cached


def _is_particle(word: str) -> bool:
    return word[:1].islower() and word[:1].isalpha() and not any(c.isupper() for c in word)


def _lower_lead(family: str) -> str:
    at = 0
    while True:
        match = re.compile(r"([^\W\d_][^\s'\u2019]*)(\s+|['\u2019])").match(family, at)
        if match is None or not match.group(1)[0].islower():
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


def _initials(given: str, with_: str, hyphen: bool, initialize: bool) -> str:
    if not given:
        return given
    words = re.findall(r"[^\s\-\u2010]+|[\s]+|[\-\u2010]", given)
    out: list[str] = []
    previous_initial = False
    joined = ""
    for word in words:
        if word.isspace() or word in "-\u2010":
            joined = "-" if word in "-\u2010" else joined or " "
            continue
        letters, is_initial = _word_initials(word, with_, initialize)
        if out:
            if joined == "-":
                if not is_initial:
                    out.append("-")
                elif hyphen:
                    out[-1] = out[-1].rstrip(" \u00a0")
                    out.append("-")
            elif not (previous_initial and is_initial):
                out[-1] = out[-1].rstrip(" \u00a0") if previous_initial else out[-1]
                out.append(" ")
        out.append(letters)
        previous_initial, joined = is_initial, ""
    return "".join(out).rstrip()


def _word_initials(word: str, with_: str, initialize: bool) -> tuple[str, bool]:
    core = word.replace(".", "")
    if not core:
        return word, False
    if word.endswith(".") and len(core) > 1 and not core.isupper() and "." not in word[:-1]:
        if initialize and core[0].isupper():
            return (core + with_ if len(core) == 2 and core[1].islower() else core[0].upper() + with_), True
        return core + with_, True
    if "." in word and all(len(p) <= 2 for p in word.split(".") if p):
        return "".join(p + with_ for p in word.split(".") if p), True
    if not initialize:
        if len(core) == 1 and core.isupper():
            return core + with_, True
        return word, False
    if not core[0].isupper() and unicodedata.category(core[0]) != "Lo":
        return word, False
    capitals = re.match(r"[^\W\d_]+?(?=[^\W\d_]*[a-z])", core)
    if capitals is not None and len(core) > 2 and core[:2].isupper() and core[2].islower():
        return core[0] + core[1].lower() + with_, True  # TSerendorjiin: two letters are one sound
    return core[0] + with_, True


def read_names(value: Any) -> list[Person]:
    """The people of a name variable; anything that is not a list of names gives an empty list."""
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, str):
        value = [{"literal": value}]
    if not isinstance(value, list):
        return []
    out = []
    for name in value:
        if isinstance(name, str):
            name = {"literal": name}
        if isinstance(name, dict):
            person = Person(name)
            if person.family or person.literal or person.given:
                out.append(person)
    return out
