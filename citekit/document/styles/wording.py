"""Words that a completed style adds: a description for a letter without a title, and joined names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...common.tables import table
from ...csl.others import ET_AL, is_others
from ...engine import Processor


def described(item: Mapping[str, Any], locale: str | None, capital: bool = True) -> str:
    """``Letter to Colonel House``: genre and recipient, in the language of the locale where its words are known."""
    language = _words(locale)
    genre = str(item.get("genre") or "").strip() or language["letter"]
    names = names_in_order(item.get("recipient") or [], language["and"])
    return f"{genre[:1].upper() if capital else genre[:1]}{genre[1:]} {language['to']} {names}"


def letter_word(locale: str | None) -> str:
    """What a letter is called in the language of a locale."""
    return _words(locale)["letter"]


def _words(locale: str | None) -> dict[str, str]:
    words: dict[str, dict[str, str]] = table("archival_styles")["description"]
    return words.get((locale or "en").split("-")[0].casefold(), words["en"])


_DATE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info><title>Date</title><id>date</id>'
    "<updated>2026-01-01T00:00:00Z</updated></info><citation><layout>"
    '<date variable="issued" form="text"/></layout></citation></style>'
)


def date_of(item: Mapping[str, Any], locale: str | None) -> str:
    """The date of an item in the words of a locale: ``4 May 1942``."""
    issued = item["issued"]
    dated = Processor(_DATE, [{"id": "date", "type": "document", "issued": issued}], locale=locale, output="text")
    circa = "ca. " if isinstance(issued, Mapping) and issued.get("circa") and not issued.get("literal") else ""
    return circa + dated.cite([{"id": "date"}], note=1).strip(" .")


def day_of(item: Mapping[str, Any], locale: str | None) -> str:
    """Day and month of a date whose year stands elsewhere: ``22 February``; the whole date where it has two years, or
    where its year has no end of its own in the language.
    """
    whole = date_of(item, locale)
    years = {part[0] for part in item["issued"]["date-parts"]}
    if len(years) > 1:
        return whole
    without = re.sub(_YEAR.format(years.pop()), "", whole, count=1)
    return without if re.search(r"[^\W\d_]", without) else whole


# a year that begins or ends a date, with the words that belong to it
_YEAR = r"^{0}(?:\(e\)ko|年|년|\.? gada|\.| m\.)?\s*(?=\S)|(?:[,،]|\sde)?\s+{0}(?:\s*[гр]\.?)?\.?$"


def names_in_order(people: Iterable[Mapping[str, Any]], joined_by: str) -> str:
    """Names in full, joined: ``Gary Goldberg and Balazs Szalontai``."""
    people = [person for person in people if isinstance(person, Mapping)]
    names = [_name(person) for person in people if not is_others(person)]
    if names and len(names) < len(people):
        return f"{', '.join(names)} {ET_AL}"
    return f" {joined_by} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _name(person: Mapping[str, Any]) -> str:
    parts = ("given", "non-dropping-particle", "dropping-particle", "family")
    name = str(person.get("literal") or " ".join(str(person[p]) for p in parts if person.get(p)))
    suffix = str(person.get("suffix") or "")
    return f"{name}{',' if person.get('comma-suffix') else ''} {suffix}" if suffix else name
