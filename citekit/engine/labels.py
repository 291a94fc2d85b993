"""Citation labels made of names and year."""

from __future__ import annotations

from .state import Context


def trigraph(ctx: Context) -> str:
    """A citation label from the families of the authors and the year, ``Doe+Roe 1965 -> DoRo65``."""
    people = ctx.item.names.get("author") or ctx.item.names.get("editor") or []
    families = [(p.family or p.literal)[:4] for p in people[:4]]
    take = {1: 4, 2: 2}.get(len(families), 1)
    date = ctx.item.dates.get("issued")
    year = str(abs(date.start[0]) % 100).zfill(2) if date is not None and date.start else "00"
    return "".join(f[:take] for f in families) + year
