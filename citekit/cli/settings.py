"""``citekit.toml``: what a person sets once, for one work or for all, so that commands need not be told.

One file is beside the work (in this folder, or in one above it within the person's own), one in the configuration
folder; ``CITEKIT_CONFIG`` names another one instead of the latter. The file beside the work wins; repositories,
archives and level words of both are added to citekit's own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..common.errors import UsageError, did_you_mean

NAME = "citekit.toml"
# setting -> (the kind of its value, the options that it is the default of: "command option")
SETTINGS: dict[str, tuple[type, tuple[str, ...]]] = {
    "style": (str, ("cite style", "bibliography style")),  # a draft names its own: weave asks ``setting``
    "locale": (str, ("cite locale", "bibliography locale")),
    "output": (str, ("cite output", "bibliography output")),
    "library": (list, ("cite library", "weave library", "audit library")),
    "titles": (str, ("cite titles", "bibliography titles")),
    "transliteration": (str, ("cite transliteration", "bibliography transliteration")),
    "keys": (str, ("export keys",)),
    "as-is": (bool, ("cite as_is", "bibliography as_is", "weave as_is")),
    "reset-positions": (str, ("weave reset_positions",)),
}
# what only drafts know (``manuscript.settings`` reads it), by pandoc's names; the kind of the value where it has one
DRAFT_SETTINGS: dict[str, type | None] = {
    **dict.fromkeys(("bibliography", "nocite", "references", "citekit"), None),
    **dict.fromkeys(("csl", "citation-style", "lang", "reference-section-title"), str),
    **dict.fromkeys(("suppress-bibliography", "link-citations", "notes-after-punctuation"), bool),
}
ADDRESSES: dict[str, tuple[str, ...]] = {
    "contact": ("check contact", "fetch contact"),
    "zotero": ("push zotero url",),
    "memento": ("check memento", "cite memento", "bibliography memento", "export memento"),
}
# what is added to citekit's own tables: setting -> (table, key there, fields that each row needs)
ADDITIONS = {
    "repository": ("repositories", "repository", ("abbreviation", "name")),
    "archive": ("hosts", "host", ("name", "domains")),
    "levels": ("levels", "", ()),
}


@dataclass
class Settings:
    """The settings: ``values`` by name (``addresses.contact``), ``origin`` the file of each, ``files`` those that were
    read.
    """

    values: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    added: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def defaults(self) -> dict[str, Any]:
        """The defaults of options by command, as click's ``default_map`` has them."""
        out: dict[str, Any] = {}
        for name, value in self.values.items():
            if name in DRAFT_SETTINGS:
                continue
            places = ADDRESSES[name[10:]] if name.startswith("addresses.") else SETTINGS[name][1]
            for place in places:
                *commands, option = place.split()
                inner = out
                for command in commands:
                    inner = inner.setdefault(command, {})
                inner[option] = value
        return out


def settings_files() -> list[str]:
    """The files that are there, the one that counts less first; a folder of that name is one that cannot be read."""
    return [path for path in (personal_file(), work_file()) if path and _is_there(path)]


def _is_there(path: str) -> bool:
    return os.path.isfile(path) or os.path.isdir(path)


def personal_file() -> str:
    """The file of the person's own settings, whether it exists or not."""
    if "CITEKIT_CONFIG" in os.environ:
        return os.environ["CITEKIT_CONFIG"]
    if sys.platform.startswith("linux"):  # what platformdirs says there, without the milliseconds of its import
        folder = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
        return os.path.join(folder, "citekit", NAME)
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("citekit", appauthor=False), NAME)


def work_file() -> str:
    """The settings beside the work: in this folder or, within the person's home, in the nearest one above it."""
    home = os.path.expanduser("~")
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, NAME)
        if _is_there(path):
            return path
        above = os.path.dirname(folder)
        if above == folder or not folder.startswith(home + os.sep):
            return ""
        folder = above


def read_settings() -> Settings:
    """The settings of all files. Raises UsageError with the file and, where possible, the setting."""
    found = Settings()
    for path in settings_files():
        data = _parsed(path)
        found.files.append(path)
        for name, value in data.items():
            _apply(found, path, name, value)
    return found


def _parsed(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"not valid TOML: {error}", where=path, hint="`citekit help config` shows an example"
        ) from None
    except OSError as error:
        raise UsageError(f"the settings cannot be read ({error.strerror})", where=path) from None


def _apply(found: Settings, path: str, name: str, value: Any) -> None:
    """Apply one setting of a file."""
    where = f"{path}, “{name}”"
    if name == "addresses" and isinstance(value, Mapping):
        for inner, address in value.items():
            if inner not in ADDRESSES:
                raise UsageError(
                    "there is no such address", where=f"{path}, “{inner}”", hint=did_you_mean(inner, ADDRESSES)
                )
            _set(found, path, f"addresses.{inner}", _checked_value(address, str, f"{path}, “{inner}”"))
        return
    if name in ADDITIONS:
        found.added.append(_added_rows(name, value, where))
        return
    if name in DRAFT_SETTINGS:
        kind = DRAFT_SETTINGS[name]
        _set(found, path, name, value if kind is None else _checked_value(value, kind, where))
        return
    if name not in SETTINGS:
        known = [*SETTINGS, *ADDITIONS, "addresses", *DRAFT_SETTINGS]
        raise UsageError("there is no such setting", where=where, hint=did_you_mean(name, known, ", ".join(known)))
    value = _checked_value(value, SETTINGS[name][0], where)
    folder = os.path.dirname(path)
    if name == "library":
        value = [os.path.relpath(os.path.join(folder, os.path.expanduser(one))) for one in value]
    elif name == "style" and value.endswith(".csl"):
        value = os.path.join(folder, os.path.expanduser(value))
    _set(found, path, name, value)


def _set(found: Settings, path: str, name: str, value: Any) -> None:
    found.values[name], found.origin[name] = value, path


def _checked_value(value: Any, kind: type, where: str) -> Any:
    """A value of the kind that a setting has; a single text becomes a list."""
    if kind is list:
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise UsageError(
                "this should be a list of texts", where=where, hint='write it like ["sources", "refs.bib"]'
            )
        return value
    if not isinstance(value, kind):
        example = {str: '"text" in quotation marks', bool: "true or false"}[kind]
        raise UsageError(f"this should be {example}", where=where)
    return value


def _added_rows(name: str, value: Any, where: str) -> tuple[str, dict[str, Any]]:
    """(table, rows) that a person adds to citekit's own repositories, archives and level words."""
    table, key, needed = ADDITIONS[name]
    if not key:
        if not isinstance(value, Mapping) or not all(isinstance(one, Mapping) for one in value.values()):
            raise UsageError("levels are tables of words", where=where, hint="write them like [levels.czech]")
        return table, dict(value)
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise UsageError(f"write each one as [[{name}]]", where=where)
    allowed = _row_fields(name)
    for n, row in enumerate(value, 1):
        for missing in (one for one in needed if not row.get(one)):
            raise UsageError(f"number {n} has no “{missing}”", where=where)
        for unknown in (one for one in row if one not in allowed):
            raise UsageError(
                f"number {n} has an unknown field “{unknown}”", where=where, hint=did_you_mean(unknown, allowed)
            )
        for one, content in row.items():
            kind = list if one in ("also", "domains") else bool if one == "call_numbers" else str
            _checked_value(content, kind, f"{where}, number {n}, “{one}”")
    return table, {key: [dict(row) for row in value]}


def _row_fields(name: str) -> list[str]:
    """The fields that the rows of one of citekit's own tables have."""
    from ..common.tables import table

    file, key, _ = ADDITIONS[name]
    return list(dict.fromkeys(one for row in table(file)[key] for one in row))


_current = Settings()


def setting(name: str) -> Any:
    """The value of a setting, for a command that lets something else decide first (a draft's own style)."""
    return _current.values.get(name)


def apply_settings(arguments: Sequence[str] = ()) -> Settings:
    """Read the settings, and add rows to citekit's tables.

    Where they cannot be read, commands that only inform go on without them. Raises UsageError.
    """
    try:
        found = read_settings()
    except UsageError as error:
        if arguments[:1] not in (["help"], ["doctor"]) and not {"-h", "--help", "--version"} & set(arguments):
            raise
        print(f"citekit: {error}", file=sys.stderr)
        return Settings()
    _current.values.update(found.values)
    if found.added:
        from ..common.tables import add_to_table

        for name, rows in found.added:
            add_to_table(name, rows)
    return found
