"""The commands, each imported when a run needs it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

# the function of each command, in the file of its name or of the name after the colon
_COMMANDS = {
    **{name: name for name in "cite bibliography export add fetch show styles weave preview config doctor".split()},
    "check": "check:check_links",
    "help": "help:help_topic",
    "push": "push",
}


def _version(value: bool) -> None:
    if value:
        from ..common.version import __version__

        print(f"citekit {__version__}")
        raise typer.Exit()


def _main_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn archival documents into footnotes, bibliographies and records for reference managers."""


def commands(names: Iterable[str] = tuple(_COMMANDS)) -> Any:
    """The command line with these commands; no others are imported."""
    app = typer.Typer(
        name="citekit",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Turn archival documents into footnotes, bibliographies and records for reference managers.",
    )
    app.callback()(_main_options)
    for name in names:
        file, _, function = _COMMANDS[name].partition(":")
        found = getattr(import_module(f"{__package__}.{file}"), function or file)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return typer.main.get_command(app)


def asked_for(words: Sequence[str]) -> Iterable[str]:
    """The commands that a run may need: the one that is named, or all of them where help or completion lists them."""
    if list(words) == ["--version"]:
        return ()
    if words and words[0] in _COMMANDS and words[0] != "help" and "_CITEKIT_COMPLETE" not in os.environ:
        return (words[0],)
    return tuple(_COMMANDS)
