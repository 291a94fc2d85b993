"""The man page, made from the commands and their options (man(7))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def man_page(root: Any) -> str:
    """The page as roff: every command with its options, as ``--help`` has them. ``root`` is the program's context."""
    from ..common.version import __version__

    group = root.command
    lines = [
        f'.TH CITEKIT 1 "" "citekit {__version__}" "User Commands"',
        ".SH NAME",
        "citekit \\- from archival documents to footnotes, bibliographies and records for reference managers",
        ".SH SYNOPSIS",
        ".B citekit",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIFILE\\fR...]",
        ".SH DESCRIPTION",
        _escaped(group.help or ""),
        ".PP",
        "\\fBcitekit help\\fR explains fields, styles, formats, locators, verdicts and settings.",
        ".SH COMMANDS",
    ]
    for name, command in group.commands.items():
        lines += _command(name, command)
    lines += [
        ".SH EXIT STATUS",
        "0: done. 1: a document, a link or a style failed; the rest is done. 2: wrong use. 130: stopped.",
        ".SH FILES",
        "\\fIcitekit.toml\\fR beside a work, and in the configuration folder: \\fBcitekit config\\fR names them.",
        ".SH ENVIRONMENT",
        "CITEKIT_CONFIG, CITEKIT_DEBUG, NO_COLOR, ZOTERO_API_KEY, ZOTERO_LIBRARY_ID",
    ]
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any) -> Iterator[str]:
    yield f".SS {_escaped(name)}"
    yield _escaped(command.help or "")
    for inner, sub in getattr(command, "commands", {}).items():
        yield from _command(f"{name} {inner}", sub)
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            yield ".TP"
            yield f"\\fI{_escaped(parameter.metavar or parameter.name.upper())}\\fR"
        elif parameter.opts != ["--help"]:
            value = "" if parameter.is_flag else f" \\fI{_escaped(parameter.metavar or 'VALUE')}\\fR"
            yield ".TP"
            yield ", ".join(f"\\fB{_escaped(opt)}\\fR" for opt in parameter.opts) + value
        yield _escaped(getattr(parameter, "help", "") or "")


def _escaped(text: str) -> str:
    """Text without requests and escapes of roff."""
    one_line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{one_line}" if one_line.startswith((".", "'")) else one_line
