"""Styles by name: the names that people use, a search through all of them, and the nearest names to an unknown one."""

from __future__ import annotations

import difflib
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...common.errors import StyleError
from ...common.tables import table
from ...engine.style.finding import TO_INSTALL, official_folders, own_styles, style_path, title_of

_EDITION = re.compile(r"^(?P<stem>.+?)-?(?P<number>\d{1,2})(?:st|nd|rd|th)?(?:-ed(?:ition)?)?$")
_HEAD = 4000  # characters at the start of a style that contain its title


@dataclass(frozen=True)
class StyleName:
    """A style: its name, its title, and the style that it follows if it has no rules of its own."""

    name: str
    title: str = ""
    follows: str = ""

    def __str__(self) -> str:
        said = self.title or f"as {self.follows}" if self.follows or self.title else ""
        return f"{self.name:<22} {said}".rstrip()


def slug(text: str) -> str:
    """A name in the form of style files: ``APA 7th`` -> ``apa-7th``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _stems(folder: str) -> frozenset[str]:
    return frozenset(f[:-4] for f in os.listdir(folder) if f.endswith(".csl"))


@lru_cache(maxsize=1)
def official_styles() -> frozenset[str]:
    """The names of the official styles that have rules of their own; empty if their package is not installed."""
    return _stems(official_folders()[0]) if official_folders() else frozenset()


@lru_cache(maxsize=1)
def _dependent() -> frozenset[str]:
    return _stems(official_folders()[1]) if len(official_folders()) > 1 else frozenset()


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Former names of official styles."""
    path = Path(official_folders()[0], "renamed-styles.json") if official_folders() else None
    if path is None or not path.is_file():
        return {}
    return {str(old): str(new) for old, new in json.loads(path.read_text(encoding="utf-8")).items()}


def _known(name: str) -> bool:
    return name in own_styles() or name in official_styles() or name in _dependent()


def resolve_style_name(text: str) -> str:
    """The style that a name means: a path or XML as it is, ``APA 7`` -> ``apa``, ``Chicago`` -> ``chicago-notes``.

    Raises StyleError with the nearest names for what is none.

    >>> resolve_style_name("Chicago")
    'chicago-notes'
    >>> resolve_style_name("MLA 9th edition")
    'mla'
    """
    if text.lstrip("\ufeff \t\r\n").startswith("<") or text in own_styles() or os.path.isfile(text):
        return text
    name = slug(text.removesuffix(".csl")) if os.path.basename(text) == text else ""
    found = _named(name) or _edition(name) if name else ""
    if found:
        return found
    if os.path.basename(text) != text:
        raise StyleError("there is no such file", where=text, hint="`citekit styles` lists the styles that have names")
    near = nearest_styles(text)
    if near:
        hint = "did you mean " + ", ".join(f"“{one}”" for one in near) + "? `citekit styles WORD` searches all"
    else:
        hint = "`citekit styles` lists the names; a path to a .csl file works too"
    raise StyleError(f"there is no style “{text}”", hint=hint if official_styles() else f"{hint}; {TO_INSTALL}")


def _named(name: str) -> str:
    """The style with a name, an informal name or a former name."""
    for candidate in [name, *table("styles")["names"].get(name, ()), _renamed().get(name, "")]:
        if candidate and _known(candidate):
            return str(candidate)
    return ""


def _edition(name: str) -> str:
    """The style for a name with an edition, if the style is of that edition."""
    match = _EDITION.match(name)
    base = _named(match["stem"]) if match else ""
    if match is None or not base:
        return ""
    number = int(match["number"])
    if table("styles")["editions"].get(base) == number:
        return base
    ordinal = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in (11, 12, 13) else 0, "th")
    stem = table("styles")["edition_stems"].get(base, base)
    former = f"{stem}-{number}{ordinal}-edition"
    return former if _known(former) else ""


def nearest_styles(text: str, count: int = 3) -> list[str]:
    """The names nearest to an unknown one: first those with all its words, then those with a similar spelling."""
    name = slug(text)
    if not name:
        return []
    names = [*own_styles(), *sorted(official_styles())]
    words = [w for w in name.split("-") if not w.isdigit()]
    holding = sorted((n for n in names if words and all(w in n.split("-") for w in words)), key=len)
    aliases = difflib.get_close_matches(name, table("styles")["names"], n=count, cutoff=0.7)
    meant = [found for alias in aliases if (found := _named(alias))]
    alike = difflib.get_close_matches(name, names, n=count, cutoff=0.7)
    return list(dict.fromkeys([*holding, *meant, *alike]))[:count]


def find_styles(word: str = "") -> Iterator[StyleName]:
    """All styles whose name or title contains every word: citekit's own, official ones, then those that follow another.

    Without a word: citekit's own.

    >>> [style.name for style in find_styles("wilson")]
    ['wilson-center']
    """
    words = slug(word).split("-") if slug(word) else []
    for name in own_styles():
        title = title_of(style_path(name))
        if all(w in f"{name} {slug(title)}" for w in words):
            yield StyleName(name, title)
    if not words or not official_folders():
        return
    for name in sorted(official_styles() - set(own_styles())):
        title, short = _titles(Path(official_folders()[0], f"{name}.csl"))
        if all(w in f"{name} {slug(title)} {slug(short)}" for w in words):
            yield StyleName(name, title)
    for name in sorted(_dependent()):
        if all(w in name for w in words):
            path = Path(official_folders()[1], f"{name}.csl")
            yield StyleName(name, _titles(path)[0], _parent(path))


def _head(path: Path) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read(_HEAD)


def _titles(path: Path) -> tuple[str, str]:
    """(title, short title) of an official style."""
    from html import unescape

    head = _head(path)
    found = [re.search(rf"<{tag}>([^<]*)</{tag}>", head) for tag in ("title", "title-short")]
    title, short = (unescape(m[1]).strip() if m else "" for m in found)
    return title, short


def _parent(path: Path) -> str:
    match = re.search(r'<link\s+href="[^"]*/([^"/]+)"\s+rel="independent-parent"', _head(path))
    return match[1] if match else ""
