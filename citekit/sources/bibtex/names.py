"""Names of a BibTeX field (Tame the BeaST, 11) and biblatex's extended names (biblatex manual, 3.8.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ...common.tables import table
from ...csl.names import given_parts, parse_name
from ...csl.others import OTHERS, says_others
from .latex import closing, latex_text

_KEYED = re.compile(r"\s*(family|given|prefix|suffix)\s*=", re.I)
_AND = re.compile(r"(?<!\\)[{}]|(?:^|(?<=\s))and(?=\s|$)", re.I)
_SPACE = re.compile(r"(?<!\\)[{}]|(?<!\\)\s")
_TIE = re.compile(r"(?<!\\)~")
# the space ends the command: Gro\ss e, ACM\slash SIGGRAPH
_LETTER = re.compile(r"(\\(?:ss|ae|oe|aa|[oli]))\s+([^\W\d_])(?![\w.]*\.)|(\\slash)\s+(\w)")
_COMMA = re.compile(r"(?<!\\)[{}]|,")
_APOSTROPHES = "'\u2019"


def names(raw: str, use_prefix: bool = False, as_written: bool = False) -> list[dict[str, Any]]:
    """The names of a field; a name in braces is whole, and an order that is stated is kept.

    Small words before a family name are its ``dropping-particle``, with biblatex's option ``useprefix`` its
    ``non-dropping-particle``. ``as_written``: apostrophes stay, and particles never drop, as our exports mean them.
    """
    reader = _Reader(use_prefix or as_written, not as_written)
    return [reader.name(one) for piece in _pieces(" ".join(raw.split()), _AND) if (one := piece.strip())]


class _Reader:
    """Reads one name after another; ``smart``: apostrophes are the printed ones."""

    def __init__(self, use_prefix: bool, smart: bool) -> None:
        self.particle = "non-dropping-particle" if use_prefix else "dropping-particle"
        self.smart = smart

    def text(self, value: str) -> str:
        """LaTeX as text, in one line."""
        return " ".join(latex_text(value, smart=self.smart).split())

    def name(self, one: str) -> dict[str, Any]:
        """One name."""
        if says_others(one.strip("{}")):
            return dict(OTHERS)
        if one.startswith("{") and closing(one) == len(one) - 1:
            guess = parse_name(self.text(one))
            return guess if guess.get("static-ordering") else {"literal": self.text(one)}
        pieces = [piece.strip() for piece in _pieces(one, _COMMA)]
        if _KEYED.match(one) and all("=" in piece for piece in pieces):
            return self._extended(pieces)
        if len(pieces) == 1 and (guess := parse_name(self.text(one))).get("static-ordering"):
            if not _either_order(self.text(one)):
                return guess
        if len(pieces) == 2 and self.text(pieces[1]) in _suffixes():  # “Martin Luther King, Jr.”
            guess = parse_name(self.text(one))
            return guess if "family" in guess else self._divided(pieces[0], "", pieces[1])
        if len(pieces) in (2, 3) and pieces[0]:
            return self._divided(pieces[0], pieces[-1], pieces[1] if len(pieces) == 3 else "")
        if len(pieces) > 3 and pieces[0]:
            return self._divided(pieces[0], ", ".join(pieces[2:]), pieces[1])
        return self._in_order(one)

    def _extended(self, pieces: list[str]) -> dict[str, Any]:
        """``family=Goethe, given=Johann Wolfgang, prefix=von, useprefix=false``."""
        parts: dict[str, str] = {}
        for piece in pieces:
            key, _, value = piece.partition("=")
            parts[key.strip().lower()] = self.text(value.strip().strip('"'))
        stated = parts.get("useprefix", "").lower()
        particle = {"true": "non-dropping-particle", "false": "dropping-particle"}.get(stated, self.particle)
        said = {
            "family": parts.get("family", ""),
            "given": parts.get("given", ""),
            particle: parts.get("prefix", ""),
            "suffix": parts.get("suffix", ""),
        }
        name = {k: v for k, v in said.items() if v}
        return self._with_particles(name) if "family" in name and not parts.get("prefix") else name

    def _divided(self, family: str, given: str, suffix: str) -> dict[str, Any]:
        """A name whose parts are divided by commas."""
        words = self.text(family).split(" ") if not family.startswith("{") else [self.text(family)]
        count = 0
        while count < len(words) - 1 and words[count][:1].islower():
            count += 1
        whole, particle = " ".join(words[count:]), " ".join(words[:count])
        if not (count or self.smart or family.startswith("{")) and (elided := _ELIDED.match(whole)):
            whole, particle = whole[elided.end() :], elided[0]
        said = {
            "family": whole,
            "given": self.text(given),
            self.particle: particle,
            "suffix": self.text(suffix),
        }
        return self._with_particles({k: v for k, v in said.items() if v})

    def _in_order(self, one: str) -> dict[str, Any]:
        """``Ludwig van Beethoven``: the small words before the last are the particle, what is before them given."""
        one = _LETTER.sub(lambda m: f"{{{m[1] or m[3]}}}{m[2] or m[4]}", _TIE.sub(" ", one))
        raw = [word for word in _pieces(one, _SPACE) if word]
        words = [self.text(word) for word in raw]
        if not all(words):
            return {"literal": self.text(one)}
        small = [w[:1].islower() and (not r.startswith("{") or r.startswith("{\\")) for w, r in zip(words, raw)]
        small[-1] = False
        first = small.index(True) if any(small) else len(words) - 1
        end = next((n for n in range(first, len(words)) if not small[n]), len(words) - 1)
        said = {
            "given": " ".join(words[:first]),
            self.particle: " ".join(words[first:end]),
            "family": " ".join(words[end:]),
        }
        name = {k: v for k, v in said.items() if v}
        if not self.smart and len(name) == 1:
            return {"literal": self.text(one)}
        return self._with_particles(name)

    def _with_particles(self, name: dict[str, Any]) -> dict[str, Any]:
        """Particles that stand in the family name (``al-Ghazali``, ``{von Neumann}``) or after the given name
        (``Alexander von``), as citeproc divides them.
        """
        if not self.smart:
            return {**name, **given_parts(name["given"])} if name.get("given") else name
        given = str(name.get("given", "")).split(" ")
        count = len(given)
        while count > 1 and given[count - 1][:1].islower() and given[count - 1].rstrip(_APOSTROPHES).islower():
            count -= 1
        if count < len(given) and not name.get("dropping-particle"):
            name["given"], name["dropping-particle"] = " ".join(given[:count]), " ".join(given[count:])
        if name.get("non-dropping-particle"):
            return name
        words = str(name["family"]).split(" ")
        count = 0
        while count < len(words) - 1 and words[count].islower():
            count += 1
        if count and not name.get("dropping-particle"):
            name["family"], name["non-dropping-particle"] = " ".join(words[count:]), " ".join(words[:count])
        elif match := re.match(rf"([^\W\d_]+[{_APOSTROPHES}-])(?=[^\W\d_])", str(name["family"])):
            if match[1].islower() and not (match[1].endswith("-") and str(name["family"]).islower()):
                name["family"], name["non-dropping-particle"] = str(name["family"])[match.end() :], match[1]
        return name


_ELIDED = re.compile(rf"[^\W\d_A-Z]{{1,5}}[{_APOSTROPHES}](?=[^\W\d_a-z])")  # d'Arc


def _either_order(name: str) -> bool:
    """Whether both words of a name may be the family name (``Wei Wang``): BibTeX's own order holds then."""
    words = name.split(" ")
    return len(words) == 2 and bool(parse_name(f"{words[1]} {words[0]}").get("static-ordering"))


def _pieces(text: str, between: re.Pattern[str]) -> Iterator[str]:
    """The pieces of a text between matches outside of braces."""
    depth, start = 0, 0
    for match in between.finditer(text):
        mark = match.group()
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif depth <= 0:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    """Words that stand after a family name; a single letter there is an initial."""
    return frozenset(word for word in table("names")["suffixes"].split() if len(word) > 1)
