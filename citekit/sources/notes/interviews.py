"""Who was interviewed and by whom, as a note says it: ``Dean Rusk Oral History Interview I … by Paige Mulhollan``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...common.tables import table
from .correspondents import is_party
from .parties import alone

_NUMBER = r"(?:\s(?:[IVX]{1,4}|\d{1,2}|no\.?\s?\d+|#\s?\d+))?"
_BY_AUTHOR = re.compile(r"(?<=interview)(?:\s+(?:conducted\s+)?(?:by|with)\s+(?:the\s+)?author\b(?:,.*)?)", re.I)
_PLAIN = re.compile(r"(?:interview(?: with| of)?)?", re.I)
_NOBODY = re.compile(r"(?:the\s+)?(?:author|authors|writer)\b|(?:the|various|several|former)\s", re.I)


def _listed(group: str) -> str:
    words = sorted(table("notes")["interviews"][group], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    called, of, by = (_listed(group) for group in ("called", "of", "by"))
    return (
        re.compile(rf"\b(?:{called}){_NUMBER}\s+(?:{of})\s+(?P<asked>[^;:\"\u201c]+)$", re.I),
        re.compile(rf"^(?P<asked>[^;:\"\u201c]+?),?\s+(?:{called}){_NUMBER}$", re.I),
        re.compile(rf",?\s+(?:{by})\s+(?P<by>[^;:\"\u201c]+)$|^(?:{by})\s+(?P<alone>[^;:\"\u201c]+)$", re.I),
    )


def interviewer(text: str) -> str:
    """Who asked, where a part of a note says nothing else: ``by Joseph Kraft``."""
    found = _patterns()[2].search(text.strip(" ,."))
    return _person(found["alone"]) if found is not None and found["alone"] else ""


@dataclass(frozen=True)
class Interview:
    """Who was asked by whom, and the title that is left: none where nothing more is said."""

    asked: str = ""
    by: str = ""
    title: str = ""
    behind: str = ""  # what stands after who asked: a place


def interviewed(description: str) -> Interview:
    """What a description says of an interview.

    >>> interviewed("Interview with George Ball, by Joseph Kraft")
    Interview(asked='George Ball', by='Joseph Kraft', title='', behind='')
    """
    behind, before, by = _patterns()
    plain = description.strip(" ,.")
    text = _BY_AUTHOR.sub("", plain)
    said = by.search(text)
    asker = _person(said["by"] or "") if said is not None else ""
    place = said["by"].replace(asker, "", 1).strip(" ,") if said is not None and asker else ""
    text = text[: said.start()] if said is not None and asker else text
    found = behind.search(text) or before.match(text)
    if found is None and asker and said is not None and re.search("interview", said.group(), re.I):
        asked = _person(text)  # Robert Komer, interview by Richard McKinzie
    else:
        asked = _person(found["asked"]) if found is not None else ""
    other = text[: found.start()] if found is not None and not asker else ""
    if asked and (name := _person(other)) and name.rpartition(" ")[2][:1].isupper():
        people = (name, asked) if other.rstrip().endswith(",") else (asked, name)
        return Interview(*people, title=plain)  # Gaddis interview with Harriman; Harriman, interview with Gaddis
    if not (asked and asker):
        return Interview(asked, title=plain)
    left = text.replace(asked, "").strip(" ,")
    return Interview(asked, asker, "" if _PLAIN.fullmatch(left) else text, place)


def _person(name: str) -> str:
    name = alone(name.strip(" ,."))
    short = len(name.split()) < 6 and not _NOBODY.match(name)
    return name if short and name[:1].isupper() and is_party(name) else ""
