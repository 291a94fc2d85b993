"""What variables hold for one cite: its item's content, its own locator, the registry's numbers."""

from __future__ import annotations

from ..state import Context


def number_value(ctx: Context, variable: str) -> str:
    """The content of a number variable, the cite's for ``locator`` and the registry's for citation numbers."""
    if variable == "locator":
        return ctx.cite.locator if ctx.cite is not None and not ctx.comparing and not ctx.locator_hidden else ""
    if variable == "citation-number":
        return str(ctx.item.number or "")
    if variable == "first-reference-note-number":
        return str(ctx.first_note or "")
    return ctx.item.fields.get(variable, "")


def has_variable(ctx: Context, variable: str) -> bool:
    """Whether a variable of any kind has content."""
    item = ctx.item
    if variable == "locator":
        return ctx.cite is not None and bool(ctx.cite.locator) and not ctx.comparing and not ctx.locator_hidden
    if variable == "year-suffix":
        return bool(ctx.suffix)
    if variable == "first-reference-note-number":
        return bool(ctx.first_note)
    if variable == "citation-number":
        return bool(item.number)
    return variable in item.fields or variable in item.names or variable in item.dates
