"""Titles of a MODS record (titleInfo)."""

from __future__ import annotations

import re
from typing import Any

from ...common.tables import table
from ..item_builder import ItemBuilder
from ..xml import attribute, children, text_at, texts_at


def title_text(info: Any) -> str:
    """A title with its article, subtitle and part: ``The Title: Subtitle, Part 2: Name``."""
    title = text_at(info, "title").rstrip(" :/;").strip()
    article = text_at(info, "nonSort")
    if article:
        title = f"{article}{'' if article.endswith(chr(39)) or article.endswith(chr(8217)) else ' '}{title}"
    for subtitle in texts_at(info, "subTitle"):
        title += f" {subtitle}" if re.search(r"[?!:]$", title) else f": {subtitle}"
    parts = ": ".join(filter(None, (text_at(info, "partNumber").rstrip(",:"), text_at(info, "partName"))))
    return f"{title.rstrip('.,')}, {parts}" if parts and title else title or parts


def main_title(element: Any) -> str:
    """The title of a record or related item: the first that is of no other type."""
    infos = list(children(element, "titleInfo"))
    plain = [i for i in infos if not attribute(i, "type") and title_text(i)]
    primary = [i for i in plain if attribute(i, "usage") == "primary"]
    rest = [i for i in infos if attribute(i, "type") not in ("abbreviated",)]
    found = next(iter([*primary, *plain, *rest]), None)
    return title_text(found) if found is not None else ""


def add_titles(build: ItemBuilder, mods: Any) -> None:
    """The title, its short form, and what else the work is called."""
    build.put("title", main_title(mods))
    for info in children(mods, "titleInfo"):
        kind, title = attribute(info, "type"), title_text(info)
        if kind == "abbreviated":
            build.put("title-short", title, "Abbreviated title")
        elif title != build.item.get("title"):
            label = attribute(info, "displayLabel").rstrip(":") or table("mods")["titles"].get(kind, "Other title")
            build.note(title, label)
