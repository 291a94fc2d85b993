"""Several people in one wording, as a sender or a recipient is stated."""

from __future__ import annotations

import re
from typing import Any

from ..archives.credits import split_names
from ..csl.names import is_institution, parse_name

_AND = re.compile(r",? (?:and|und|et|и) ")
# one family name, with its particles, before the only comma
_INVERTED = re.compile(r"(?:[^\W\d_A-Z][^\W\d_]*\s)*[^\W\d_][\w'\u2019-]*,\s[^,]+")


def people(wording: str) -> list[str]:
    """Several people joined by semicolons, commas and ``and``, where each part can be one; an office stays whole, and
    so does ``Family, Given``."""
    if ";" in wording:
        return [part.strip() for part in wording.split(";") if part.strip()]
    if is_institution(wording):
        return [wording]
    joined = _AND.split(" ".join(wording.split()))
    if all(_INVERTED.fullmatch(part) for part in joined):
        return joined
    parts = split_names(" and ".join(joined))
    return parts if len(parts) > 1 and all(part[:1].isupper() for part in parts) else [wording]


def names_of_people(wording: str) -> list[dict[str, Any]]:
    """The names (CSL-JSON) of whom a sender or a recipient is: one or several."""
    return [parse_name(name) for name in people(wording)]
