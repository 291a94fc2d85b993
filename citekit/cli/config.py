"""``citekit config``: the settings, and the file of each."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from ..common.errors import CitekitError
from .console import Run, json_line
from .options import Json, Out
from .settings import ADDITIONS, ADDRESSES, DRAFT_SETTINGS, NAME, SETTINGS, personal_file, read_settings, work_file


def config(
    init: Annotated[
        bool, typer.Option("--init", help="Write a citekit.toml with all settings explained into this folder.")
    ] = False,
    as_json: Json = False,
    out: Out = None,
) -> None:
    """Show the settings, and the file of each."""
    run = Run()
    if init:
        _write_example(run)
        run.exit()
    found = read_settings()
    draft_settings = [name for name in found.values if name in DRAFT_SETTINGS]
    names = [*SETTINGS, *(f"addresses.{name}" for name in ADDRESSES), *draft_settings]
    with run.output(out) as write:
        if as_json:
            write(json_line({"files": found.files, "settings": found.values, "from": found.origin}))
        else:
            write(f"beside the work      {work_file() or f'none ({NAME} here would count)'}\n")
            personal = personal_file()
            write(f"for all works        {personal or 'none'}{'' if os.path.isfile(personal) else '  (not there)'}\n")
            for name in names:
                value = found.values.get(name)
                shown = _as_text(value)
                origin = f"  ({os.path.relpath(found.origin[name])})" if name in found.origin else ""
                write(f"{name:<21}{shown if value is not None else '-'}{origin}\n")
            for table, rows in found.added:
                for setting, (its_table, key, _) in ADDITIONS.items():
                    if its_table == table:
                        listed = [row["name"] for row in rows[key]] if key else list(rows)
                        write(f"{'own ' + setting:<21}{', '.join(listed)}\n")
    run.exit()


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _write_example(run: Run) -> None:
    """Write the example as ``citekit.toml`` into this folder. Raises CitekitError where there is one already."""
    from ..common.files import write_file
    from ..common.tables import text_of

    if os.path.exists(NAME):
        raise CitekitError("the file exists already", where=NAME, hint="`citekit config` shows what it sets")
    from pathlib import Path

    write_file(Path(NAME), text_of("settings.toml"))
    run.say(f"citekit: {NAME}: written; remove the # before a setting to use it")
