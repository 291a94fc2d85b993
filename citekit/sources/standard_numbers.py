"""Standard numbers and addresses as records write them: ``0691000085 (pbk.)``, ``https://doi.org/10.1000/182``."""

from __future__ import annotations

import re

_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\d-])")
_ISSN = re.compile(r"\b\d{4}[-\u2013 ]?\d{3}[\dXx]\b")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+")


def standard_number(variable: str, text: str) -> tuple[str, str]:
    """(variable, number) of a text; the number is empty where there is none.

    Without a variable the text says itself what it is: a DOI, an ISBN, an ISSN or an address.
    """
    text = text.strip()
    if variable in ("DOI", "", "URL") and (match := _DOI.search(text)) is not None:
        if variable == "DOI" or re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*|info:doi/)?10\.", text, re.I):
            return "DOI", match[0].rstrip(".,;")
    if variable == "ISBN" or (not variable and re.match(r"(?:urn:)?isbn", text, re.I)):
        match = _ISBN.search(text)
        return "ISBN", match[0].strip().upper() if match is not None else ""
    if variable == "ISSN" or (not variable and re.match(r"(?:urn:)?issn", text, re.I)):
        match = _ISSN.search(text)
        return "ISSN", match[0].upper().replace("\u2013", "-") if match is not None else ""
    if variable == "URL" or (not variable and _ADDRESS.match(text)):
        return "URL", text
    return variable, text if variable else ""


def is_serial_number(csl_type: str, number: str) -> bool:
    """Whether a standard number of no stated kind is an ISSN: by its length, or what is published in serials."""
    digits = re.sub(r"[^\dXx]", "", re.sub(r"\(.*?\)", "", number))
    return len(digits) == 8 or (csl_type in _IN_SERIALS and 0 < len(digits) < 10)


_IN_SERIALS = frozenset("article-journal article-magazine article-newspaper periodical review".split())


def several(variable: str, text: str) -> list[str]:
    """The texts of a field that holds several ISBNs or ISSNs (``0002-9920 (print), 1088-9477``), each with its own."""
    starts = [match.start() for match in (_ISBN if variable == "ISBN" else _ISSN).finditer(text)]
    if variable not in ("ISBN", "ISSN") or len(starts) < 2:
        return [text]
    ends = [*starts[1:], len(text)]
    return [text[start:end].rstrip(" ,;") for start, end in zip(starts, ends)]


def qualifier(text: str, number: str) -> str:
    """What a record says beside a number: a binding, a volume; not the number's own name."""
    rest = text.replace(number, "")
    return re.sub(r"(?i)\b(?:urn|is[bs]n|online|print|electronic)\b|[\W\d_]+", "", rest)
