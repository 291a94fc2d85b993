"""What renders nothing, known before any item is seen: elements whose variables no item of a shape has.

An area compiled for a shape (which variables an item has) leaves such elements out.  What they would have left behind
in the context stays: a group asks whether any of its variables was called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...richtext.runs import Runs

if TYPE_CHECKING:
    from ..state import Context
    from .compiler import Render


def nothing(ctx: Context) -> Runs | None:
    """Renders nothing, and calls no variable."""
    return None


def missed(ctx: Context) -> Runs | None:
    """Calls a variable that no item of the shape has."""
    ctx.called += 1
    return None


def missed_text(ctx: Context) -> Runs | None:
    """Calls a text variable that no item of the shape has."""
    ctx.called += 1
    ctx.texts = True
    return None


_LEFT_BEHIND: dict[Render, int] = {nothing: 0, missed: 1, missed_text: 2}


def is_silent(render: Render) -> bool:
    """Whether a compiled element is known to render nothing."""
    return render in _LEFT_BEHIND


def without_silent(children: list[Render]) -> tuple[list[Render], Render]:
    """The children that may render something, and one that passes on what the others would."""
    kept = [child for child in children if child not in _LEFT_BEHIND]
    if len(kept) == len(children):
        return children, nothing
    return kept, max((child for child in children if child in _LEFT_BEHIND), key=_LEFT_BEHIND.__getitem__)
