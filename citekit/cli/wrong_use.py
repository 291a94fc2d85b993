"""The message for a person who used the command line wrongly: one line with the nearest names.

The errors are click's, which newer versions of typer include themselves: they are recognized by what they offer
(``format_message``, ``exit_code``, ``ctx``), not by their class.
"""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from ..common.errors import did_you_mean, printable


def is_wrong_use(error: BaseException) -> bool:
    """Whether an error came from reading the arguments."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def report_wrong_use(error: Any) -> int:
    """Print what is wrong on stderr; returns the exit status."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        print(context.get_help(), file=sys.stderr)
        return int(error.exit_code)
    path = context.command_path if context is not None else "citekit"
    path = re.sub(r"^python\S* -m ", "", path)
    what, hint = _explanation(error, context)
    print(printable(f"{path}: {what} ({hint or f'`{path} --help` shows its use'})"), file=sys.stderr)
    return int(error.exit_code)


def _explanation(error: Any, context: Any) -> tuple[str, str]:
    """(what is wrong, the nearest names or an empty string)."""
    message = str(error.format_message()).strip().rstrip(".")
    option = str(getattr(error, "option_name", ""))
    if type(error).__name__ == "NoSuchOption" and context is not None:
        return f"there is no option {option}", _near_option(option, context)
    missing = re.match(r"No such command '(.*?)'", message, re.S)
    if missing is not None and context is not None:
        name = missing[1]
        near = did_you_mean(name, context.command.commands)
        if not near and (os.path.exists(name) or " " in name):
            near = f"citekit cite {name}" if os.path.exists(name) else "to cite a line of text: citekit cite --text"
        return f"there is no command “{name}”", near
    return message[:1].lower() + message[1:], ""


def _near_option(option: str, context: Any) -> str:
    """The similar options of the command; otherwise the command that has the option."""
    here = [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]
    if near := did_you_mean(option, here):
        return near
    from .commands import commands

    others = commands().commands
    commands_with_it = [
        f"citekit {name}"
        for name, command in others.items()
        if any(option in parameter.opts for parameter in getattr(command, "params", ()))
    ]
    return (
        f"{' and '.join(commands_with_it[:3])} {'has' if len(commands_with_it) == 1 else 'have'} it"
        if commands_with_it
        else ""
    )
