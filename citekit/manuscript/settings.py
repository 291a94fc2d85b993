"""What a draft says of its citations: front matter (under pandoc's names) and ``citekit.toml`` beside the draft.

What the front matter says counts before ``citekit.toml``, and what a person asks for on the command line before both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..common.errors import ReadError, UsageError
from .citations import key_at

DEFAULT_STYLE = "chicago-notes"
_FILE = "citekit.toml"


@dataclass(frozen=True)
class Settings:
    """Settings of one draft. ``folder`` is what its relative paths start from.

    ``nocite`` lists keys (``*``: all); ``heading`` stands above a bibliography that comes at the end; ``restart``
    begins first citations anew in each chapter; ``after_punctuation`` None leaves the place of notes to the language.
    ``titles`` and ``transliteration`` are the forms of foreign titles, as for ``Notes``.
    """

    bibliography: tuple[str, ...] = ()
    style: str = ""
    lang: str = ""
    nocite: tuple[str, ...] = ()
    references: tuple[Mapping[str, Any], ...] = ()
    heading: str = ""
    suppress_bibliography: bool = False
    link_citations: bool = False
    restart: bool = False
    after_punctuation: bool | None = None
    titles: str = ""
    transliteration: str = "ala-lc"
    folder: Path = Path()

    def path(self, name: str) -> str:
        """A file that the draft names."""
        return name if "://" in name else str(self.folder / name)

    @property
    def style_name(self) -> str:
        """The style: a file beside the draft where there is one, else a name."""
        if not self.style:
            return DEFAULT_STYLE
        beside = self.folder / self.style
        return str(beside) if beside.is_file() else self.style.removesuffix(".csl").rsplit("/", 1)[-1]


def settings_of(
    front: Mapping[str, Any], folder: Path = Path(), where: str = "the draft", usual: Mapping[str, Any] | None = None
) -> Settings:
    """The settings of a draft in a folder; ``usual`` are those that a person has set for all work.

    Raises UsageError for one that makes no sense, ReadError for a bad file.
    """
    said = {**(usual or {}), **_project(folder), **{k: v for k, v in front.items() if v is not None}}
    reset = str(said.get("reset-positions") or "")
    if reset not in ("", "chapter"):
        raise UsageError(f"reset-positions cannot be “{reset}”", where=where, hint="the only value is: chapter")
    nested = said.get("citekit")
    if isinstance(nested, Mapping):
        said = {**said, **nested}
    references = said.get("references")
    return Settings(
        bibliography=_texts(said.get("bibliography")),
        style=str(said.get("csl") or said.get("citation-style") or said.get("style") or ""),
        lang=str(said.get("lang") or said.get("locale") or ""),
        nocite=_keys(said.get("nocite")),
        references=tuple(r for r in references if isinstance(r, Mapping)) if isinstance(references, list) else (),
        heading=str(said.get("reference-section-title") or ""),
        suppress_bibliography=_flag(said, "suppress-bibliography", where) is True,
        link_citations=_flag(said, "link-citations", where) is True,
        restart=str(said.get("reset-positions") or "") == "chapter",
        after_punctuation=_flag(said, "notes-after-punctuation", where),
        titles=", ".join(_texts(said.get("titles"))),
        transliteration=str(said.get("transliteration") or "ala-lc"),
        folder=folder,
    )


def _project(folder: Path) -> dict[str, Any]:
    """The settings of ``citekit.toml`` in a folder."""
    path = folder / _FILE
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"not valid TOML: {error}", where=str(path)) from None
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror})", where=str(path)) from None


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one) for one in value if one)
    return (str(value),) if value else ()


def _keys(value: Any) -> tuple[str, ...]:
    """The keys of a text such as ``@item1, @item2`` or ``[@*]``."""
    text, at = " ".join(_texts(value)), 0
    out = []
    while (at := text.find("@", at)) >= 0:
        found = key_at(text, at)
        if found is not None and found.key:
            out.append(found.key)
        at += 1
    return tuple(dict.fromkeys(out))


def _flag(said: Mapping[str, Any], name: str, where: str) -> bool | None:
    value = said.get(name)
    if value is None or isinstance(value, bool):
        return value
    if str(value).casefold() in ("true", "false"):
        return str(value).casefold() == "true"
    raise UsageError(f"{name} must be true or false, not “{value}”", where=where)
