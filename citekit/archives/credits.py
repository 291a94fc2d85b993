"""Credits of a record: who obtained, contributed, translated or edited a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..common.blanks import Squeezed, squeezed
from ..common.tables import table

_ROLES = {
    "obtained": "obtained",
    "provided": "obtained",
    "contributed": "contributed",
    "donated": "contributed",
    "translated": "translated",
    "translation": "translated",
    "edited": "edited",
    "transcribed": "transcribed",
}
_ROLE = r"(?:obtained|provided|contributed|donated|translated|edited|transcribed)"
_SENTENCE = re.compile(
    rf"(?P<roles>{_ROLE}(?:\s*,\s*{_ROLE})*(?:\s*,?\s+and\s+{_ROLE})?|translation)"
    r"(?:\s+for\s+(?P<for1>[^,.;]+?))?(?:\s+from\s+(?P<from>[^,.;]+?))?\s+by\s+(?:the\s+)?|\b(?P<short>trans|ed)l?\.\s+(?:by\s+)?(?=[A-Z])",
    re.I,
)
_START = re.compile(
    rf"(?:^|(?<=[.;,)\]])\s*|(?<=[.;])\s+)(?={_ROLE}\b[^.;]*?\bby\s|translation\s+by\s|transl?\.\s+(?:by\s+)?[A-Z])",
    re.I,
)
_LAST = re.compile(
    rf"[.,;]\s+(?P<credits>(?:{_ROLE}\b[^.;]*?\bby|translation\s+by|(?:transl?|ed)\.)\s[^()]{{3,200}})$", re.I
)
_NEXT = re.compile(rf"\s*(?:[,;]\s*(?:and\s+)?|\s+and\s+)(?={_ROLE}\b)", re.I)
_IMPRINT = re.compile(r"\([^():]{1,80}:\s[^()]{1,120},\s(?:1[5-9]|20)\d{2}\)")


@dataclass(frozen=True)
class Contributor:
    """A person or project with a role: ``obtained``, ``contributed``, ``translated``, ``edited``, ``transcribed``.

    ``project`` is what it was done for, where that is said ("for CWIHP").
    """

    role: str
    name: str
    project: str = ""


def split_credits(text: str) -> tuple[str, str]:
    """A source field as (what stands before the credits, the credits), both word for word without the space between."""
    words = text.casefold()
    if "by" not in words and "trans" not in words:
        return text, ""
    short = Squeezed(text)
    match = next((m for m in _START.finditer(short.text) if not _of_a_book(short.text, m.end())), None)
    if match is None:
        return text, ""
    start = short.place(match.start())
    return text[:start].rstrip(), text[start:].strip()


def credits_at_end(text: str) -> int:
    """Where the credits begin that a text ends with, after a comma or a stop; its length where it ends with none.

    >>> credits_at_end("RGASPI, f. 558, op. 11, d. 97, trans. Gary Goldberg")
    29
    """
    match = _LAST.search(text) if "by" in text or "trans" in text or "ed." in text else None
    if match is None or _of_a_book(text, match.end("credits")) or re.search(r"\d", match["credits"]):
        return len(text)
    found, rest = parse_credits(match["credits"])
    return match.start() if found and not rest and all(one.name[:1].isupper() for one in found) else len(text)


def _of_a_book(text: str, at: int) -> bool:
    """Whether a credit belongs to a printed book: ``Translated by X (New York: Publisher, 1977)``."""
    stop = re.compile(r"[.;]\s+(?=[A-Z][a-z]+\s)").search(text, at + 40)
    return _IMPRINT.search(text, at, stop.start() if stop else len(text)) is not None


def parse_credits(text: str) -> tuple[tuple[Contributor, ...], str]:
    """The contributors of credit sentences, in order, and the rest that was not understood."""
    if not text:
        return (), ""
    text = squeezed(text)
    found: list[Contributor] = []
    rest: list[str] = []
    at = 0
    while at < len(text):
        match = _SENTENCE.search(text, at)
        if match is None:
            rest.append(text[at:])
            break
        rest.append(text[at : match.start()])
        end = _end(text, match.end())
        names = text[match.end() : end].strip()
        project = (match["for1"] or "").strip()
        for role in (
            [{"trans": "translated", "ed": "edited"}[match["short"].lower()]]
            if match["short"]
            else re.findall(_ROLE + "|translation", match["roles"], re.I)
        ):
            found += [Contributor(_ROLES[role.lower()], name, project) for name in split_names(names)]
        at = end
    left = re.sub(r"\b(?:and|by)\b|[\s.,;]+", " ", " ".join(rest)).strip()
    return tuple(found), left


# one more name after a semicolon, and nothing else: ``Translated by Jian Chen; Shu Guang Zhang.``
_ANOTHER = re.compile(
    r";\s+((?:[^\W\d_a-z][\w.'\u2019-]{0,30}\s+){1,3}[^\W\d_a-z][\w'\u2019-]{0,30})(?=\s*(?:[;.]\s*)?$|;)"
)


def _another_name(text: str, at: int, limit: int) -> bool:
    """Whether a semicolon divides two people of one role."""
    match = _ANOTHER.match(text, at, limit)
    institutions = table("names")["institutions"].split()
    return match is not None and not any(word in institutions for word in match[1].casefold().split())


def _end(text: str, at: int) -> int:
    """Where the names of a credit end: at the next role, or at a full stop that is no initial's."""
    following = _NEXT.search(text, at)
    limit = following.start() if following else len(text)
    for stop in re.finditer(r"[.;](?=\s|$)", text[at:limit]):
        before = text[at : at + stop.start()]
        word = re.search(r"(\S+)$", before)
        if stop.group() == ";" and _another_name(text, at + stop.start(), limit):
            continue
        if (
            stop.group() == ";"
            or word is None
            or not re.fullmatch(r"(?:[A-ZА-Я](?:\.[A-Z])*|Jr|Sr|Dr|St|Prof|Mr|Mrs|Ms)", word.group())
        ):
            return at + stop.start()
    return limit


def credits_wording(contributors: Iterable[Contributor]) -> str:
    """Contributors in words that ``parse_credits`` understands: ``obtained by X; translated for CWIHP by Y``."""
    return "; ".join(f"{c.role}{f' for {c.project}' if c.project else ''} by {c.name}" for c in contributors)


def split_names(text: str) -> list[str]:
    """Names joined by commas and ``and``; ``Jr.`` stays with its name."""
    parts = re.split(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*&\s*", squeezed(text).strip(" .,;"))
    names: list[str] = []
    for part in parts:
        if part in ("Jr", "Jr.", "Sr", "Sr.", "II", "III") and names:
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return names
