"""COinS: a reference in the title of a ``span`` (OpenURL 1.0 in HTML, Z39.88-2004)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from ...csl.languages import language_code
from ...csl.names import parse_name

_COINS = {
    "manuscript": "manuscript",
    "dissertation": "thesis",
    "report": "report",
    "document": "document",
    "letter": "personal_communication",
    "map": "map",
    "interview": "interview",
    "webpage": "webpage",
    "conference": "paper-conference",
}
_LONGEST, _MOST = 20_000, 500  # characters and fields of a span


def read_coins(spans: Sequence[str]) -> dict[str, Any]:
    """The variables of the first span of a page; empty ones are those that it does not say."""
    said = _Fields(spans[0] if spans else "")
    kind, container = _kind_and_container(said)
    return {
        "title": said.first("atitle", "btitle", "title"),
        "author": _people(said),
        "issued": said.first("date"),
        "container-title": container,
        "type": kind,
        "volume": said.first("volume"),
        "issue": said.first("issue"),
        "page": said.first("pages") or "-".join(filter(None, (said.first("spage"), said.first("epage")))),
        "publisher": said.first("pub", "publisher"),
        "publisher-place": said.first("place"),
        "ISBN": said.first("isbn"),
        "ISSN": said.first("issn"),
        "abstract": said.first("description"),
        "language": language_code(said.first("language")),
        "reference": said.first("source"),
    }


class _Fields:
    """The fields of a span by their names without ``rft.``, in the order of the span."""

    def __init__(self, title: str) -> None:
        self.values: dict[str, list[str]] = {}
        if title.count("&") < _MOST:
            for name, value in parse_qsl(title[:_LONGEST], keep_blank_values=False, max_num_fields=_MOST):
                self.values.setdefault(name.removeprefix("rft."), []).append(" ".join(value.split()))

    def first(self, *names: str) -> str:
        """The first value of the first of these fields that there is."""
        return next((self.values[name][0] for name in names if name in self.values), "")


def _people(said: _Fields) -> list[dict[str, Any]]:
    one = f"{said.first('aulast')}, {said.first('aufirst')}".strip(", ") if said.first("aulast") else ""
    names = said.values.get("au") or ([one] if one else said.values.get("creator", []))
    return [parse_name(name) for name in names if name and len(name) < 300]


def _kind_and_container(said: _Fields) -> tuple[str, str]:
    """The CSL type, and the title of what the work stands in."""
    if said.first("atitle") and said.first("btitle"):
        return "chapter", said.first("btitle")
    container = said.first("jtitle") or (said.first("title", "stitle") if said.first("atitle") else "")
    if container:
        return "article-journal", container
    return "book" if said.first("btitle") else _COINS.get(said.first("genre", "type").lower(), ""), ""
