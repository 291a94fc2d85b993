"""RIS tags and CSL variables in both directions: how a variable is written, and how a tag is read (data/ris.toml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..common.tables import table
from .names import parse_divided_name, undivided_name
from .others import OTHERS, is_others, says_others
from .variables import NAME_VARIABLES
from .wording import name_wording, one_line

# markup that a reader of RIS may take for a tag or a character reference, as Zotero does
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)")
_REFERENCES = {"&lt;": "<", "&amp;": "&", "&gt;": ">"}

Encode = Callable[[Any], list[str]]
Decode = Callable[[Sequence[str]], Any]


@dataclass(frozen=True)
class Tag:
    """One row of the table: ``variable`` is written as lines of ``tag`` by ``encode`` and read from them by
    ``decode``.
    """

    tag: str
    variable: str
    encode: Encode
    decode: Decode


def encode_text(value: Any) -> list[str]:
    """A text on one line, with markup escaped as character references."""
    line = one_line(value)
    return [_MARKUP.sub(lambda m: "&lt;" if m.group() == "<" else "&amp;", line)] if line else []


def encode_identifier(value: Any) -> list[str]:
    """An identifier on one line, as it is: a ``<`` in a DOI is its own (``10.1002/(SICI)…<1::AID-X>…``)."""
    line = one_line(value)
    return [line] if line else []


_IDENTIFIERS = frozenset(("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID"))


def decode_text(lines: Sequence[str]) -> str:
    """The text of the first line."""
    if not lines or "&" not in lines[0]:
        return lines[0] if lines else ""
    return re.sub("&(?:lt|gt|amp);", lambda m: _REFERENCES[m.group()], lines[0])


def encode_names(names: Any) -> list[str]:
    """One name a line: ``Family, Given, Suffix``; one without a comma is whole to the programs that read RIS."""
    each = names if isinstance(names, list) else [names]
    return [line for name in each for line in encode_text(_undivided(name) or name_wording(name))]


def _undivided(name: Any) -> str:
    """A name that is whole, without the braces that RIS does not know; an empty string for all others."""
    if not isinstance(name, dict) or is_others(name) or (name.get("given") and not name.get("literal")):
        return ""
    return str(name.get("literal") or "") or name_wording(name).strip("{}")


def divided_by_mistake(name: Any) -> bool:
    """Whether programs would divide at its comma a name that is whole: ``Smith, Jones & Co.``."""
    return "," in _undivided(name)


def needs_remark(name: Any) -> bool:
    """Whether the line of a name that is whole would be read as something else, such as a person's two names."""
    whole = _undivided(name)
    return bool(whole) and "," not in whole and "literal" in name and decode_name(whole) != {"literal": whole}


_WITH_INITIALS = re.compile(r"[^\W\d_][\w'\u2019-]+ (?:[^\W\d_]\.-?){1,4}")  # ``Nakashima S.``, as Embase has it


def decode_names(lines: Sequence[str]) -> list[dict[str, Any]]:
    """The names in the lines."""
    return [decode_name(decode_text([line])) for line in lines if line]


_STOPPED = re.compile(r"(?<=[^\W\d_]{5})\.$")  # a full stop that is none of an abbreviation


def decode_name(text: str) -> dict[str, Any]:
    """``Family, Given``; a name without a comma is in one piece, as in Zotero, unless its own order is family name
    first.
    """
    if says_others(text):  # “et al.,” in EndNote, “others” in Zotero's exports of BibTeX
        return dict(OTHERS)
    if text.startswith("{") and text.endswith("}"):
        return {"literal": text[1:-1]}
    if (
        text[-1:] in (".", ",") and "," in text.rstrip(",") and ",," not in text
    ):  # WorldCat's “Family, Given.” and “Family, Given,”
        text = _STOPPED.sub("", text.rstrip(","))
    if ",," in text or text.endswith(","):  # EndNote's sign for a name in one piece
        text = " ".join(text.replace(",,", ",").rstrip(",").split())
        return undivided_name(text)
    name = parse_divided_name(text)
    divided = "," in text or name.get("static-ordering") or _WITH_INITIALS.fullmatch(text.strip())
    return name if divided else {"literal": " ".join(text.split())}


def keywords(value: Any) -> list[str]:
    """Separate keywords: split at semicolons, or at commas where there are none."""
    text = str(value or "")
    return [line for part in re.split(";" if ";" in text else ",", text) if (line := one_line(part))]


@lru_cache(maxsize=64)
def tags(ris_type: str) -> tuple[Tag, ...]:
    """The rows of a record type, without variables for which the type has no tag."""
    data = table("ris")
    own = data["type"].get(ris_type, {})
    rows = {**data["fields"], **data["roles"], **own}
    return tuple(
        row(tag, variable)
        for variable, tag in rows.items()
        if tag and (variable in own or not is_taken(tag, variable, ris_type))
    )


def is_taken(tag: str, variable: str, ris_type: str) -> bool:
    """Whether a record type uses the tag for something other than the variable."""
    data = table("ris")
    read_as = data["same"].get(ris_type, ris_type)
    if any(other == tag and name != variable for name, other in data["type"].get(read_as, {}).items()):
        return True
    return data["reads_as"].get(read_as, {}).get(tag, variable) != variable or tag in data["labels_of"].get(read_as, {})


def row(tag: str, variable: str) -> Tag:
    """A row of the table, with the functions for names or for text."""
    if variable in NAME_VARIABLES:
        return Tag(tag, variable, encode_names, decode_names)
    return Tag(tag, variable, encode_identifier if variable in _IDENTIFIERS else encode_text, decode_text)


@lru_cache(maxsize=64)
def variables(ris_type: str) -> dict[str, Tag]:
    """How each tag is read in a record type; a tag without a meaning of its own in the type is read as in the
    others.
    """
    by_tag: dict[str, Tag] = {}
    own = table("ris")["type"].get(ris_type, {})
    rows = tags(ris_type)
    endnote = [row(tag, variable) for variable, tag in table("endnote_ris")["type"].get(ris_type, {}).items() if tag]
    for entry in (*(r for r in rows if r.variable in own), *rows, *tags(""), *endnote):
        by_tag.setdefault(entry.tag, entry)
    return by_tag
