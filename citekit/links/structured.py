"""What a page calls itself in data for programs: JSON-LD (schema.org), and the state that a script begins with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_MOST = 200_000  # characters that are looked at
_MOST_TITLES = 5
# types of schema.org that name the site, its owner or a list, and no document
_NO_DOCUMENT = frozenset(
    "website organization person place itemlist listitem breadcrumblist searchaction searchresultspage collectionpage"
    " newsmediaorganization collegeoruniversity library archiveorganization educationalorganization imageobject"
    " governmentorganization corporation localbusiness event offer rating postaladdress blog faqpage question".split()
)
_SET = re.compile(r"document\.title\s{0,5}=\s{0,5}([\"'])([^\"'\\\n]{1,600})\1")
_TITLE = re.compile(r"\"(?:title|headline|name)\"\s{0,5}:\s{0,5}(\"(?:[^\"\\]|\\.){1,600}\")")


def json_ld_titles(text: str) -> list[str]:
    """The names and headlines of the documents that a script of JSON-LD describes: at its top, in its graph, or as the
    main entity of its page. Where it describes many it is a list, and names none."""
    if len(text) > _MOST:
        return []
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    nodes = list(_nodes(data))
    if len(nodes) > _MOST_TITLES:
        return []
    values = [node.get(name) for node in nodes for name in ("headline", "name", "alternateName")]
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The documents described."""
    if isinstance(data, list):
        for one in data[:200]:
            yield from _nodes(one, depth + 1) if depth < 3 else ()
    elif isinstance(data, dict):
        if isinstance(data.get("@graph"), list) and depth < 3:
            yield from _nodes(data["@graph"], depth + 1)
        kinds = data.get("@type", "")
        named = {str(kind).rpartition("/")[2].rpartition(":")[2].lower() for kind in _as_list(kinds)}
        if named and named.isdisjoint(_NO_DOCUMENT):
            yield data
        if isinstance(data.get("mainEntity"), dict) and depth < 3:
            yield from _nodes(data["mainEntity"], depth + 1)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def state_title(scripts: str) -> str:
    """The title that a page's scripts give it: the one that they set, or where their data give one and no other."""
    if (given := _SET.search(scripts[:_MOST])) is not None:
        return given[2]
    found = {match[1] for match, _ in zip(_TITLE.finditer(scripts[:_MOST]), range(200))}
    if len(found) != 1:
        return ""
    try:
        return str(json.loads(found.pop(), strict=False))
    except ValueError:
        return ""
