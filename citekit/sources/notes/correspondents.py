"""``A to B``: from whom to whom the description of a document says it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...archives.titles import kind_of
from ...dates import find_dates
from ...tables import table

_UPPER = "A-ZА-ЯÀ-ÖØ-ÝČŠŽĐŁŚŻ"
_NAME = rf"(?:\[[^\[\]]{{1,40}}\]|[{_UPPER}][\w.'\u2019-]*(?:\[[^\[\]]{{1,20}}\])?)"
_TO = re.compile(r"\s+(?:to|an|à|ao|al|do)\s+")
_THROUGH = re.compile(r"\s+(?:through|via)\s+.*$")
_GENRE = (
    r"(?:letter|memorandum|memo|note|telegram|cable|despatch|dispatch|report|message|minute|tel\.?|airgram|e-?mail)"
)
_BY = re.compile(rf"^(?P<who>.+?)\s+(?:{_GENRE})$", re.I)
_KIND_FROM = re.compile(
    rf"^(?:(?:top\s+)?secret\s+|(?:draft|ciphered|coded|urgent|personal|private|confidential|handwritten)\s+)*(?P<kind>{_GENRE})s?"
    r"(?:\s+no\.?\s*\w+)?,?\s+(?:from\s+)?",
    re.I,
)
_DRAFT = re.compile(r"^(?:draft(?:\s+of)?|unsent|copy(?:\s+of)?)\s+(?=[A-ZА-Я\[])", re.I)
_ATTACHED = re.compile(
    r",?\s+(?:attached|enclosed|annexed)\s+(?:to|in|with)\b.*$|\s+\((?:with|and|tab|enclosing|copy)\b.*$|\s+with\s+(?:attached|enclosed)\b.*$",
    re.I,
)
_NUMBERED = re.compile(r",\s+(?:tel|telegram|cable|despatch|dispatch|no|nr|№)\.?\s*(?:no\.?\s*)?[\d/-]+.*$", re.I)
_FOREIGN_KIND = re.compile(
    r"(?P<kind>Brief|Schreiben|Telegramm|Lettre|Télégramme|Lettera|Telegramma|Carta|Telegrama|Письмо|Телеграмма|List|Dopis)"
    r"(?:\s+(?:n\.|nº|Nr\.|№)\s*\d+)?,?\s+(?:(?:von|de|du|di|da|от|od)\s+)?(?=[^\W\d_a-zа-я])"
)
_FOREIGN_TO = re.compile(r"\s+(?:an|à|ao|al|a|do|к)\s+(?=[^\W\d_a-zа-я])")


@lru_cache(maxsize=1)
def _prose() -> re.Pattern[str]:
    """Words that ``to`` belongs to in a sentence: who stands before it is no sender (``Invitation to Tender``)."""
    words = sorted(table("notes")["words"]["before_to"], key=len, reverse=True)
    listed = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{listed})\s*$", re.I)


@dataclass(frozen=True)
class Exchange:
    """Who wrote to whom. ``whole`` says that the description says nothing more."""

    sender: str
    recipient: str
    kind: str = ""
    whole: bool = False


def exchange(description: str) -> Exchange | None:
    """The correspondents that a description names, the outer message's; None where it names none for certain."""
    text = _ATTACHED.sub("", description.strip(" ,")).strip(" ,")
    rest, kind = text, ""
    to_word = _TO
    foreign = _FOREIGN_KIND.match(rest)
    if foreign is not None:
        kind, rest, to_word = "letter", rest[foreign.end() :], _FOREIGN_TO
        if "elegr" in foreign["kind"].lower() or "телегр" in foreign["kind"].lower():
            kind = "telegram"
    match = _KIND_FROM.match(rest) if foreign is None else None
    if match is not None:
        kind, rest = kind_of(match["kind"]) or match["kind"].lower(), rest[match.end() :]
    rest = _DRAFT.sub("", rest)
    if rest[:5].lower() == "from ":
        rest = rest[5:]
    for to in to_word.finditer(rest):
        sender, recipient = rest[: to.start()], _NUMBERED.sub("", rest[to.end() :])
        by = _BY.match(sender)
        sender = by["who"] if by is not None else _THROUGH.sub("", sender)
        via = re.search(r"\s+(?:\[?via|through)\s+.*$", recipient)
        plain = recipient[: via.start()] if via is not None else recipient
        if is_party(sender) and is_party(plain, recipient=True):
            whole = (
                match is None
                and foreign is None
                and by is None
                and via is None
                and text == description.strip(" ,")
                and rest == text
            )
            return Exchange(sender, plain, kind, whole)
    return None


def is_party(text: str, recipient: bool = False) -> bool:
    """Whether a text can be a person, several, or an office: a capital first, and no sentence."""
    text = text.strip()
    if (
        not text
        or len(text) > 120
        or _prose().search(text)
        or re.search(r"[\"\u201c\u2018\u00ab:;]|\d{3,}|\bto\b", text)
    ):
        return False
    start = r"(?:(?:the|all|chief|various|every|other)\s+\w)" if recipient else r"(?:the\s+\w)"
    if not re.match(rf"(?:{_NAME}|{start})", text):
        return not recipient and False
    if recipient and re.search(r"\b(?:on|about|regarding|concerning|re)\b", text):
        return False
    small = [w for w in re.findall(r"[^\W\d_]+", text) if w.islower() and len(w) > 3 and w not in _SMALL]
    return len(small) <= (3 if recipient else 1)


_WORK = re.compile(r"\b(?:paper|study|remarks|analysis)\b", re.I)
_SMALL = frozenset(
    "from with and the for von der des van all heads assistant ministries secretaries members former staff".split()
)


def begins_with_document(text: str) -> bool:
    """Whether a text begins with the description of a document and its date: ``Grahl to Dillery, August 10, 1988``."""
    head = re.split(r"[;(]|\s+attached\s", text, maxsplit=1)[0]
    dates = find_dates(head)
    description = head[: dates[0].start].strip(" ,") if dates else re.split(r",\s", head, maxsplit=1)[0]
    if len(description) > 160 or not description:
        return False
    if exchange(description) is not None:
        return True
    if dates and (kind_of(description) or _WORK.search(description)) and len(description.split()) < 12:
        return True
    return (
        bool(dates)
        and len(description.split()) <= 6
        and re.match(r"[\"\u201c\[A-Z]", description) is not None
        and "," not in description
    )
