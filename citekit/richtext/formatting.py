"""Nested formatting: italics inside italics are upright (CSL 1.0.2, "Rich text formatting within fields")."""

from __future__ import annotations

from .runs import UPRIGHT, Mark, Runs, span

_NORMAL = "normal"
_KINDS = ("font-style", "font-weight", "font-variant")
_FLIPS = "flip-"


class NestedFormatting:
    """The formatting that is open at one point of a line, by kind, from the outermost to the innermost."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}

    def resolved(self, mark: Mark) -> Mark | None:
        """The mark to write in the place of this one; None where it changes nothing."""
        kind = mark.kind
        flips = kind.startswith(_FLIPS)
        if flips:
            kind = kind[len(_FLIPS) :]
        if kind not in _KINDS:
            return mark
        values = self.values.setdefault(kind, [])

        if not mark.is_open:
            value = values.pop() if values else mark.value
            return span(kind, value)[1] if value else None

        value = mark.value
        if flips and values and values[-1] == value:
            value = _NORMAL
        if value == _NORMAL and not _is_formatted(values):
            value = ""  # nothing to turn off
        elif value == UPRIGHT:
            value = _NORMAL
        values.append(value)
        return span(kind, value)[0] if value else None

    def undecorated(self, mark: Mark) -> Runs:
        """The marks that turn off, or on again, all formatting around a ``nodecor`` span."""
        out: Runs = []
        for kind in _KINDS:
            values = self.values.setdefault(kind, [])
            if mark.is_open:
                value = _NORMAL if _is_formatted(values) else ""
                values.append(value)
            else:
                value = values.pop() if values else ""
            if value:
                out.append(span(kind, value)[0 if mark.is_open else 1])
        return out


def _is_formatted(values: list[str]) -> bool:
    return any(value not in (_NORMAL, "") for value in values)
