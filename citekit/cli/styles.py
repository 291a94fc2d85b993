"""``citekit styles [WORD]``: the styles by name, those that a word finds, and what one style does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from ..errors import CitekitError
from .console import Run, json_line
from .options import Json, Out

_HINT = "A path to any .csl file works too; `citekit styles WORD` searches all, `citekit styles NAME` describes one."
_MOST = 20


def _complete(incomplete: str) -> list[str]:
    from .completion import style_names

    return style_names(incomplete)


def styles(
    words: Annotated[
        str,
        typer.Argument(metavar="[WORD]", help="A style's name, or words of a title.", autocompletion=_complete),
    ] = "",
    as_json: Json = False,
    out: Out = None,
) -> None:
    """List the styles by name, search all of them, or say what one does with archival sources."""
    from ..engine.style.finding import find_styles, named_styles, other_name, own_styles, style_path, title_of

    run = Run()
    known = dict(named_styles()) if words else {}
    exact = words if words in known or words.endswith(".csl") else ""
    with run.output(out) as write:
        if exact:
            for line in described(exact, as_json):
                write(line)
            return
        if not words:
            found = [(name, title_of(style_path(name))) for name in own_styles()]
        else:
            found = list(find_styles(words))
            if (meant := other_name(words)) and meant not in [name for name, _ in found]:
                found.insert(0, (meant, title_of(style_path(meant))))
        width = min(max((len(name) for name, _ in found), default=0), 60) + 2
        for name, title in found:
            write(json_line({"name": name, "title": title}) if as_json else f"{name:<{width}}{title}\n")
    if not found:
        from ..engine.style.finding import nearest_styles

        run.fail(CitekitError(f"no style is called “{words}”", hint=nearest_styles(words)))
    elif not words:
        run.say(_HINT)
    run.exit()


def described(name: str, as_json: bool) -> Iterator[str]:
    """What a style is, what it does with an archival document, and an example: lines of text, or one of JSON."""
    from .style_facts import facts

    found = facts(name)
    if as_json:
        yield json_line(found)
        return
    for label, value in found.items():
        text = value if isinstance(value, str) else ", ".join(value)
        if text:
            yield f"{label.replace('_', ' '):<20}{text}\n"
