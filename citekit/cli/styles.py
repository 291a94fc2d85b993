"""``citekit styles [WORD]``: the styles by name, those that match a word, and what one style does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from ..common.errors import CitekitError
from .console import Run, json_line
from .options import Json, Out

_HINT = "A path to any .csl file works too; `citekit styles WORD` searches all, `citekit styles NAME` describes one."


def _complete(incomplete: str) -> list[str]:
    from .completion import style_names

    return style_names(incomplete)


def styles(
    typed: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]...", help="A style's name, or words of a title.", autocompletion=_complete),
    ] = None,
    as_json: Json = False,
    out: Out = None,
) -> None:
    """List, search or describe the styles.

    A description says what the style does with archival sources.
    """
    from ..document.styles import find_styles, nearest_styles
    from ..engine.style.finding import style_path, title_of

    run, words = Run(), " ".join(typed or [])
    found = list(find_styles(words))
    exact = _style_named(words)
    with run.output(out) as write:
        if exact and (len(found) < 2 or exact == words):
            for line in description(exact, as_json):
                write(line)
            return
        if exact and exact not in [style.name for style in found]:
            found = [*find_styles(exact), *found]
        width = min(max((len(style.name) for style in found), default=0), 60) + 2
        for style in found:
            title = style.title or title_of(style_path(style.name))
            write(json_line({"name": style.name, "title": title}) if as_json else f"{style.name:<{width}}{title}\n")
    if not found:
        near = " or ".join(f"“{name}”" for name in nearest_styles(words))
        hint = f"did you mean {near}?" if near else "`citekit styles` lists citekit's own"
        run.fail(CitekitError(f"no style is called “{words}”", hint=hint))
    elif not words:
        run.say(_HINT)
    run.exit()


def _style_named(words: str) -> str:
    """The style that words name, or an empty string where they are only words to search for."""
    from ..document.styles import resolve_style_name

    try:
        return resolve_style_name(words) if words else ""
    except CitekitError:
        return ""


def description(name: str, as_json: bool) -> Iterator[str]:
    """What a style is, what it does with an archival document, and an example: lines of text, or one of JSON."""
    from ..document.styles import describe_style
    from ..engine.style.finding import style_path, title_of

    text = describe_style(name)
    path = style_path(name)
    yield (
        json_line({"name": name, "title": title_of(path) if path else "", "description": text})
        if as_json
        else f"{text}\n"
    )
