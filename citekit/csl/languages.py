"""Languages: ISO 639 codes from the names that archives give them, and back."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table

_LOCALE = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?_(?:[A-Z]{2}|\d{3})")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    data = table("languages")
    rows = [row for part in ("three_letters", "codes") for row in data[part].items()]
    return {name: code for code, names in rows for name in names.split()}, data["biblatex"]


def language_code(name: str) -> str:
    """The ISO 639 code of a language by its name (``Russian``: ``ru``) or by a code of three letters (``ger``: ``de``).

    A tag is given back; empty where nothing is known. Names beyond those that archives use are looked up with
    langcodes where that is installed (``citekit[languages]``).
    """
    plain = name.strip().casefold()
    found = _tables()[0].get(plain.replace(" ", "-")) or _tables()[0].get(plain.split(" (")[0].split(",")[0])
    if found or not plain or len(plain) > 60 or not plain.isprintable():
        return found or ""
    if re.fullmatch(r"[a-z]{2}(?:[-_][a-z0-9]{2,8})*", plain):
        return name.strip().replace("_", "-")
    try:
        import langcodes

        return str(langcodes.find(plain).language or "")
    except (ImportError, LookupError):
        return ""


def language_tag(text: str) -> str:
    """The language as it is written, but a program's locale (``en_US``) as a BCP 47 tag (``en-US``)."""
    return text.replace("_", "-") if _LOCALE.fullmatch(text) else text


def biblatex_language(name: str) -> str:
    """biblatex's key for a language (biblatex manual, 3.10), or an empty string."""
    return _tables()[1].get(language_code(name).split("-")[0], "")


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639 code or biblatex key; an unknown code stays as it is."""
    name = next(iter(language_names(code)), "")
    return name[:1].upper() + name[1:] if name else code


def language_names(code: str) -> list[str]:
    """The names of a language, in English and in itself, in lower case, by its ISO 639 code."""
    names: str = table("languages")["codes"].get(language_code(code).split("-")[0], "")
    return names.split()
