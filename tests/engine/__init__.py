"""Small cases of the engine, one rule each; expected texts follow from CSL 1.0.2."""

from __future__ import annotations

from typing import Any

from citekit.engine import Processor

Item = dict[str, Any]


def style(
    citation: str = "",
    *,
    bibliography: str = "",
    kind: str = "note",
    macros: str = "",
    locale: str = "",
    options: str = "",
    cites: str = "",
    entries: str = "",
    layout: str = "",
    entry_layout: str = "",
    sort: str = "",
    bibliography_sort: str = "",
) -> str:
    """A whole style round the content of a ``cs:layout``."""
    entry = (
        f"<bibliography {entries}>{bibliography_sort}<layout {entry_layout}>{bibliography}</layout></bibliography>"
        if bibliography
        else ""
    )
    return (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0" {options}>'
        "<info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>"
        f"{locale}{macros}<citation {cites}>{sort}<layout"
        f" {layout}>{citation or '<text value=' + chr(34) + 'x' + chr(34) + '/>'}</layout></citation>{entry}</style>"
    )


def book(item_id: str = "a", **fields: Any) -> Item:
    """An item; ``_`` stands for ``-`` in names of variables."""
    return {"id": item_id, "type": "book", **{key.replace("_", "-"): value for key, value in fields.items()}}


def name(family: str, given: str = "", **parts: str) -> dict[str, str]:
    """A name with its parts."""
    return {
        "family": family,
        **({"given": given} if given else {}),
        **{k.replace("_", "-"): v for k, v in parts.items()},
    }


def year(*parts: int, **more: Any) -> dict[str, Any]:
    """A date variable."""
    return {"date-parts": [list(parts)], **more}


def cited(content: str, *items: Item, output: str = "text", lang: str | None = None, **options: Any) -> str:
    """One cite of each item, in one cluster, in a style with this citation layout."""
    processor = Processor(style(content, **options), list(items), output=output, locale=lang)
    return processor.cite([{"id": item["id"]} for item in items])


def listed(content: str, *items: Item, output: str = "text", **options: Any) -> list[str]:
    """The bibliography of the items in a style with this bibliography layout."""
    processor = Processor(style(bibliography=content, **options), list(items), output=output)
    processor.update_items([item["id"] for item in items])
    found = processor.bibliography()
    assert found is not None
    return [entry.strip() for entry in found.entries]
