"""The command line: its commands, its exit statuses, and what it does with an error."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from ..common.errors import CitekitError, UsageError, printable
from .settings import apply_settings
from .wrong_use import is_wrong_use, report_wrong_use

# the function of each command, in the file of its name or of the name behind the colon
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
    """The command line with these commands; none but they are imported."""
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


def _asked_for(words: Sequence[str]) -> Iterable[str]:
    """The commands that a run may need: the one that is named, or all of them where help or completion lists them."""
    if list(words) == ["--version"]:
        return ()
    if words and words[0] in _COMMANDS and words[0] != "help" and "_CITEKIT_COMPLETE" not in os.environ:
        return (words[0],)
    return tuple(_COMMANDS)


def main() -> None:
    """Run the command line; errors are one line, never a traceback.

    Exit status: 0 done, 1 something failed, 2 wrong use, 130 stopped by the person.
    """
    if sys.stdout is None:  # closed by the shell: >&-
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        defaults = apply_settings(sys.argv[1:]).defaults()
        asked_for = commands(_asked_for(sys.argv[1:]))
        status = asked_for(prog_name="citekit", standalone_mode=False, default_map=defaults)
        sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else 0)
    except CitekitError as error:
        print(f"citekit: {' '.join(printable(str(error)).split())}", file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except BrokenPipeError:
        _leave_stdout()
        sys.exit(1)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _UNWRITABLE and not error.filename:
            _leave_stdout()
            print(f"citekit: the output cannot be written ({error.strerror})", file=sys.stderr)
            sys.exit(1)
        if is_wrong_use(error):
            sys.exit(report_wrong_use(error))
        if os.environ.get("CITEKIT_DEBUG"):
            raise
        what = f"internal error ({type(error).__name__}: {error}); please report it"
        print(f"citekit: {printable(what)}; CITEKIT_DEBUG=1 shows where", file=sys.stderr)
        sys.exit(1)


# what writing to standard output fails with: a full disk or quota, a limit, a broken or read-only device
_UNWRITABLE = frozenset(
    getattr(errno, name) for name in "ENOSPC EDQUOT EFBIG EIO EROFS EBADF".split() if hasattr(errno, name)
)


def _leave_stdout() -> None:
    """Nothing more is written: the reader has stopped, or the disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
