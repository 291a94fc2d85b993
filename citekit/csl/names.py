"""Names as people write them to CSL-JSON: family and given name, particles, suffixes; institutions in one piece.

The order in which a name is written is kept: a family name that stands first (``Kim Il Sung``, ``Zhou Enlai``) is
marked ``static-ordering`` (CSL-JSON schema, ``name-variable``; Chicago Manual 18, 8.16-17), never inverted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..common.tables import table
from .others import ET_AL, OTHERS, is_others, says_others

_PATRONYMIC = re.compile(r"(?:ович|евич|ич|овна|евна|ична|инична|ovich|evich|ovna|evna|ichna)$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?-?){1,4}$|[A-ZА-Я]{1,3}$")
_NUMERAL = re.compile(r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})\.?$")  # of a ruler: I to XXXIX
MAX_LENGTH = 300


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    raw = table("names")
    tables = {language: frozenset(words.split()) for language, words in raw["surname_first"].items()}
    shapes = {language: re.compile(rf"(?:{syllable}){{1,2}}$", re.I) for language, syllable in raw["syllables"].items()}
    return {
        "institutions": frozenset(raw["institutions"].split()),
        "compounds": tuple(raw["institution_compounds"].split()),
        "company_forms": frozenset(raw["company_forms"].split()),
        "particles": frozenset(f"{raw['particles']} {raw['small_particles']}".split()),
        "capital_particles": frozenset(f"{raw['particles']} {raw['capital_particles']}".split()),
        "suffixes": frozenset(raw["suffixes"].split()),
        "rulers": frozenset(raw["rulers"].split()),
        "doubled": frozenset(raw["doubled"].split()),
        "surnames": tables,
        "shapes": shapes,
    }


def parse_name(text: str) -> dict[str, Any]:
    """A CSL-JSON name. Names of institutions, and names with only one part, are a ``literal``."""
    text = " ".join(text.split())
    if says_others(text):
        return dict(OTHERS)
    return {"literal": text} if len(text) <= MAX_LENGTH and is_institution(text) else parse_person(text)


def undivided_name(text: str) -> dict[str, Any]:
    """A CSL-JSON name that is in one piece, unless its own order is family name first."""
    name = parse_name(text)
    return name if name.get("static-ordering") and "," not in text else {"literal": text}


def parse_divided_name(text: str) -> dict[str, Any]:
    """A CSL-JSON name where three parts are ``Family, Given, Suffix`` (RIS specification), whatever the suffix is."""
    name = parse_name(text)
    parts = [part.strip() for part in " ".join(text.split()).split(",")]
    if name.keys() != {"literal"} or not 3 <= len(parts) <= 4 or not all(parts):
        return name
    if len(text) > MAX_LENGTH or is_institution(text):
        return name
    particle, family = _particle(parts[0].split(" "))
    particles = {"non-dropping-particle": particle} if particle else {}
    return {"family": family, **given_parts(parts[1]), **particles, "suffix": ", ".join(parts[2:])}


def parse_person(text: str) -> dict[str, Any]:
    """A CSL-JSON name of a person, where the source says that it is one."""
    text = " ".join(text.split())
    if len(text) > MAX_LENGTH:
        return {"literal": text}
    if says_others(text):
        return dict(OTHERS)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and all(parts):
        return _inverted(parts, text)
    words = text.split(" ")
    if _is_ruler(words):
        return {"literal": text}
    suffix = words.pop() if len(words) > 2 and words[-1] in _data()["suffixes"] else ""
    if len(words) < 2:
        return {"literal": text}
    name = _surname_first(words) or _of_particle(words) or _western(words)
    return {**name, **({"suffix": suffix} if suffix else {})}


def _of_particle(words: list[str]) -> dict[str, Any] | None:
    """A family name alone that begins with a particle: ``De Gasperi``, ``de Gaulle``."""
    if len(words) > 2 or words[0].casefold() not in _data()["capital_particles"]:
        return None
    particle, family = _particle(words)
    return {"family": family, "non-dropping-particle": particle} if particle else {"literal": " ".join(words)}


def _is_ruler(words: list[str]) -> bool:
    """Whether a name ends with a ruler's number and is one piece: ``Nicholas II``, ``Pope John Paul II``.

    After two names it may be a generational suffix (``John Smith III``), unless they are a title or a ruler's names.
    """
    if len(words) < 2 or not _NUMERAL.match(words[-1]):
        return False
    names = [word.casefold() for word in words[:-1]]
    titled = len(names) > 1 and names[0] in _data()["rulers"]
    return len(names) == 1 or titled or "_".join(names) in _data()["doubled"] or words[-1] not in _data()["suffixes"]


_WITH_INITIALS = re.compile(r"\S+, (?:[^\W\d_]\.[ -]?){1,6}")


def is_institution(text: str) -> bool:
    """Whether a name is that of an institution; one word before initials is a surname (``Bank, P.``)."""
    if _WITH_INITIALS.fullmatch(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    folded = [word.casefold() for word in words]
    if any(w in _data()["institutions"] or w.endswith(_data()["compounds"]) for w in folded) or re.search(
        r"&|\bof\s(?:the\b)?|[()/]", text
    ):
        return True
    if "," not in text and len(words) > 2 and words[-1] in _data()["company_forms"]:
        return True
    if "," not in text and any(c.isdigit() for c in text):
        return True
    return len(words) == 1 and len(words[0]) > 1 and words[0].isupper()


def _inverted(parts: list[str], text: str) -> dict[str, Any]:
    """``Family, Given``, ``Family, Jr., Given``, ``Given Family, Jr.``."""
    suffixes = _data()["suffixes"]
    if len(parts) == 2 and parts[1] in suffixes and len(parts[1]) > 1:  # a single letter is an initial
        return {**_western(parts[0].split(" ")), "suffix": parts[1]} if " " in parts[0] else {"literal": text}
    if len(parts) > 3 or (len(parts) == 3 and not {parts[1], parts[2]} & suffixes):
        return {"literal": text}
    stated = [p for p in parts[1:] if p in suffixes and (len(p) > 1 or len(parts) > 2)]
    suffix = stated[0] if stated else ""
    given = next((p for p in parts[1:] if p not in stated), "")
    particle, family = _particle(parts[0].split(" "))
    return {
        "family": family,
        **given_parts(given),
        **({"non-dropping-particle": particle} if particle else {}),
        **({"suffix": suffix} if suffix else {}),
    }


def given_parts(text: str) -> dict[str, str]:
    """Given names, and a particle behind them, which stands there since the family name is sorted without it
    (``Gaulle, Charles de``): CSL's ``dropping-particle``.
    """
    words = text.split(" ")
    count = len(words)
    while count > 1 and (words[count - 1] in _data()["particles"] or _ELIDED_WORD.fullmatch(words[count - 1])):
        count -= 1
    if count == len(words):
        return {"given": text}
    return {"given": " ".join(words[:count]), "dropping-particle": " ".join(words[count:])}


def _particle(words: list[str]) -> tuple[str, str]:
    count = 0
    while count < len(words) - 1 and words[count] in _data()["particles"]:
        count += 1
    family = " ".join(words[count:])
    if (elided := _ELIDED_PARTICLE.match(family)) is not None:  # d'Alembert, dell'Acqua
        return " ".join([*words[:count], elided[1]]), family[elided.end() :]
    return " ".join(words[:count]), family


_ELIDED_WORD = re.compile("[^\\W\\d_A-Z]{1,5}['\u2019]")
_ELIDED_PARTICLE = re.compile("([^\\W\\d_A-Z]{1,5}['\u2019])(?=[^\\W\\d_a-z])")


def _western(words: list[str]) -> dict[str, Any]:
    """``Given Family``; a Russian name that ends with initials or a patronymic has its family name first."""
    initials = next((n for n, word in enumerate(words) if _INITIALS.match(word)), 0)
    particle, family = _particle(words[:initials]) if initials else ("", " ")
    if " " not in family and all(map(_INITIALS.match, words[initials:])):  # Smith J. A., van Dyke J. P.
        name = {"family": family, "given": " ".join(words[initials:])}
        return {**name, "non-dropping-particle": particle} if particle else name
    if len(words) == 3 and _PATRONYMIC.search(words[2]) and not _PATRONYMIC.search(words[1]):
        return {"family": words[0], "given": " ".join(words[1:])}
    split = next((n for n in range(1, len(words) - 1) if words[n] in _data()["particles"]), len(words) - 1)
    while split > 1 and words[split - 1].casefold() in _data()["capital_particles"]:
        split -= 1  # Alcide De Gasperi
    particle, family = _particle(words[split:])
    name = {"family": family, "given": " ".join(words[:split])}
    return {**name, "non-dropping-particle": particle} if particle else name


def _surname_first(words: list[str]) -> dict[str, Any] | None:
    """A Chinese, Korean or Vietnamese name in its own order."""
    if len(words) > 4 or not all(w[:1].isupper() or n > 1 for n, w in enumerate(words)):
        return None
    if words[0].endswith("."):  # an initial: ``U. Lee``
        return None
    plain = [_without_accents(word) for word in words]
    for language, surnames in _data()["surnames"].items():
        shape = _data()["shapes"][language]
        syllables = [s for word in plain[1:] for s in word.split("-")]
        if plain[0] in surnames and 1 <= len(syllables) <= 3 and all(len(s) < 12 and shape.match(s) for s in syllables):
            return {"family": words[0], "given": " ".join(words[1:]), "static-ordering": True}
    return None


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("\u2019", "'").rstrip(".,")


def parts_joined(name: Mapping[str, Any], *parts: str) -> str:
    """Parts of a name with spaces between them; what ends in an apostrophe or hyphen stands at the next (``d'Arc``).

    >>> parts_joined({"non-dropping-particle": "d'", "family": "Arc"}, "non-dropping-particle", "family")
    "d'Arc"
    """
    text = " ".join([str(name[part]) for part in parts if name.get(part)])
    return _ELIDED.sub(r"\1", text) if "' " in text or "\u2019 " in text or "- " in text else text


_ELIDED = re.compile("((?:^| )[^\\W\\d_]{1,4}['\u2019-]) (?=[^\\W\\d_])")


def full_name(name: Any) -> str:
    """A CSL name in full: given name first, unless its order is fixed."""
    if not isinstance(name, dict):
        return str(name)
    if name.get("literal"):
        return ET_AL if is_others(name) else str(name["literal"])
    order = (
        ("non-dropping-particle", "family", "given")
        if name.get("static-ordering")
        else ("given", "dropping-particle", "non-dropping-particle", "family")
    )
    text = parts_joined(name, *order)
    return f"{text}, {name['suffix']}" if name.get("suffix") else text
