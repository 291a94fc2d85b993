"""``A to B``: from whom to whom the description of a document says it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...archives.titles import kind_of
from ...archives.unnamed import UPPER
from ...common.tables import table
from ...csl.names import is_institution
from ...dates import find_dates
from .exchange_words import Words, exchange_words
from .parties import alone, ends_open, has_article, is_office, is_posting, no_sender
from .words import said_of_documents

_NAME = rf"(?:\[[^\[\]]{{1,40}}\]|[{UPPER}][\w.'\u2019-]*(?:\[[^\[\]]{{1,20}}\])?)"
_PARTICLE = r"(?:(?:de|du|van|von|vom|zu|der|den|di|da|del|della|ten|ter|al|el|ibn|bin)\s|al-|d['\u2019]){0,2}"
LONGEST = 400  # characters of a description
_TO = re.compile(r"\s+to\s+")
_HOW_SENT = re.compile(
    r"\s+\((?:unsent|not sent|draft|copy|personal|private|confidential|secret|eyes only|"
    r"(?P<kind>telegram|cable|despatch|dispatch|airgram|letter|memo(?:randum)?|tel\.?),?\s(?:nos?\.?\s|#)?[\dA-Z][\w/-]*)\)$",
    re.I,
)
_THROUGH = re.compile(r"\s+(?:through|via)\s+.*$")
_GENRE = (
    r"(?:letter|memorandum|memo|note|telegram|tgm|cablegram|cable|despatch|dispatch|report|message|minute|tel\.?|airgram|"
    r"e-?mail|circular|ltr\.?|msg\.?|tg\.?)"
)
_BY = re.compile(rf"^(?P<who>.+?),?\s+(?P<kind>{_GENRE})$", re.I)
_NUMBER = r"(?:,?\s+(?:no\.?|nos\.?|nr\.?|№|n[°ºo.]+|#)?\s*\d[\w/\u2013-]*\.?)?"
_KIND_FROM = re.compile(
    rf"^(?:(?:top\s+)?secret\s+|(?:draft|ciphered|coded|urgent|personal|private|confidential|handwritten|unsigned)\s+)*"
    rf"(?P<kind>{_GENRE})s?(?:\s+no\.?\s*\w+)?{_NUMBER},?\s+(?:(?:from|by)\s+)?",
    re.I,
)
# two names at least: a letter of intent has no sender
_OF_NAME = re.compile(
    rf"of\s(?=[{UPPER}][\w.'\u2019-]*\s(?!(?:Will|Intent|Credit|Thanks|Protest|Understanding|Faith)\b)[{UPPER}][\w'\u2019-]+)"
)
_DRAFT = re.compile(r"^(?:draft(?:\s+of)?|unsent|copy(?:\s+of)?)\s+(?=[A-ZА-Я\[])", re.I)
_ATTACHED = re.compile(
    r",?\s+(?:attached|enclosed|annexed)\s+(?:to|in|with)\b.*$|\s+\((?:with|and|tab|enclosing|copy|draft)\b.*$|"
    r"\s+with\s+(?:attached|enclosed)\b.*$",
    re.I,
)
_NUMBERED = re.compile(r",\s+(?:tel|telegram|cable|despatch|dispatch|no|nr|№)\.?\s*(?:no\.?\s*)?[\d/-]+.*$", re.I)
_BEHIND_NAME = re.compile(
    rf",\s+(?P<kind>{_GENRE})$|,\s+n\.\s?d\.?$|,?\s+(?:of|dated|on|received)\s+(?:\d{{1,2}}\s+[A-Z]|[A-Z][a-z]+\s+\d{{1,2}}\b).*$",
    re.I,
)
_DAY_BEHIND = re.compile(r",\s+\d{1,2}\.?\s[^\W\d_]{3,}.*$")
_ABOUT = re.compile(r",?\s+(?:on|about|regarding|concerning|re)\s+.*$")
_CHINESE = re.compile(
    r"(?P<x>[\u3400-\u9fff\u00b7]{2,10})致(?![力函使以命死敬谢謝辞辭])(?P<y>[\u3400-\u9fff\u00b7]{2,15}?)(?P<kind>电报|電報|电|電|函|信|照会|照會)?[。]?$"
)
# 宋子文电蒋中正: names of people, and no word that the sign for telegraph and electricity begins
_CABLED = re.compile(
    r"(?P<x>[\u3400-\u9fff]{2,4})(?P<kind>[电電])(?![影台臺视視力报報话話器网網子信站码碼文缆纜线線机機气氣])(?P<y>[\u3400-\u9fff]{2,4})"
)
_JAPANESE = re.compile(
    r"(?P<x>[\u3040-\u9fff\u30fb]{2,16}?)(?:発|より|から)(?P<y>[\u3040-\u9fff\u30fb]{2,16}?)(?:宛て?|あて)の?"
    r"(?P<kind>電報|公電|電信|電|書簡|公信|私信|機密)?(?:第[\d一二三四五六七八九十百]+号)?$"
)
_KOREAN = re.compile(
    r"(?P<x>[\uac00-\ud7a3]{2,12}?)(?:이|가)\s?(?P<y>[\uac00-\ud7a3 ]{2,20}?)"
    r"(?:에게$|(?:에게|에)\s(?:보낸|보내는)\s(?P<kind>서한|편지|전보|전문|공문)$)"
)
_KINDS_IN_SIGNS = {
    "函": "letter",
    "信": "letter",
    "書簡": "letter",
    "私信": "letter",
    "서한": "letter",
    "편지": "letter",
}
_OFFICIAL = frozenset({"公信", "機密", "공문", "照会", "照會"})
_DATIVE = re.compile(
    rf"(?P<x>[{UPPER}][^,;:\d]{{1,40}}?)\s+[\u2013\u2014-]\s+"
    rf"(?P<y>[{UPPER}][^,;:\d\u2014]{{0,40}}?(?:[уюеи]|о[йму]+)(?: [IVX]+)?)$"
)


_NO_NAME = re.compile(
    r"(?:I|My|We|Our|His|Her|Their|Its?|This|That|These|Those|Thanks?|He|She|They|You|Many|Most|Some|See|In|On|At|By|As|"
    r"For|If|When|While|There|Here)\b(?!\.)"
)


@dataclass(frozen=True)
class Exchange:
    """Who wrote to whom. ``whole`` says that the description says nothing more."""

    sender: str
    recipient: str
    kind: str = ""
    whole: bool = False


_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s?$")  # Kádár's report to the Central Committee


def exchange(description: str, language: str = "") -> Exchange | None:
    """The correspondents that a description names, the outer message's; None where it names none for certain.

    ``language`` is ``romance`` where ``a`` is ``to`` (in Prague it is ``and``), ``slavic`` where ``do`` is.
    """
    plain = description.strip(" ,")
    if len(plain) > LONGEST:
        return None
    return _in_signs(plain) or _with_foreign_kind(plain) or _in_english(plain) or _between_names(plain, language)


def _in_english(plain: str) -> Exchange | None:
    text = _ATTACHED.sub("", plain).strip(" ,")
    rest, kind = text, ""
    match = _KIND_FROM.match(rest)
    if match is not None:
        kind, rest = _kind_called(match["kind"]), rest[match.end() :]
        turned = re.match(r"to\s+(?P<y>.+?),?\s+from\s+(?P<x>.+)$", rest)
        if turned is not None and is_party(turned["x"]) and is_party(turned["y"], recipient=True):
            return Exchange(turned["x"], turned["y"], kind)
    stated = match is not None and match.group().rstrip().lower().endswith((" from", " by"))
    if match is not None and (named := _OF_NAME.match(rest)) is not None:
        rest, stated = rest[named.end() :], True  # Letter of Harold Nicolson to …
    rest = _DRAFT.sub("", rest)
    if rest[:5].lower() == "from ":
        rest, stated = rest[5:], True
    for to in _TO.finditer(rest):
        found = _parties(rest[: to.start()], rest[to.end() :], kind, match is not None, stated)
        if found is not None:
            whole = found.whole and match is None and rest == plain
            return Exchange(found.sender, found.recipient, found.kind, whole)
    return None


def _kind_called(word: str) -> str:
    word = word.lower().rstrip(".")
    abbreviated: dict[str, str] = table("notes")["abbreviated"]
    return abbreviated.get(word) or kind_of(word) or word


def _parties(sender: str, recipient: str, kind: str, called: bool, stated: bool) -> Exchange | None:
    """Sender and recipient without what is said after their names.

    ``called``: the kind stands before them; ``stated``: and ``from`` or ``by``.
    """
    said = (sender, recipient)
    how_sent = _HOW_SENT.search(recipient)
    if how_sent is not None:
        recipient = recipient[: how_sent.start()]
        kind = kind or _kind_called(how_sent["kind"] or "")
    recipient = _NUMBERED.sub("", recipient)
    recipient = _DAY_BEHIND.sub("", recipient)
    behind = _BEHIND_NAME.search(recipient)
    if behind is not None:
        recipient = recipient[: behind.start()]
        kind = kind or (behind["kind"] and kind_of(behind["kind"])) or ""
    if called:
        recipient = _ABOUT.sub("", recipient)
    by = _BY.match(sender)
    kind = kind or (_kind_called(by["kind"]) if by is not None else "")
    sender = by["who"] if by is not None else _THROUGH.sub("", sender).rstrip(" ,")
    if not called and re.search(r"\d[^,]*,", sender):
        return None  # what stands before the name is no part of a description
    sender = _POSSESSIVE.sub("", sender if is_institution(sender) else alone(sender))
    via = re.search(r"\s+(?:\[?via|through)\s+.*$", recipient)
    recipient = alone(recipient[: via.start()] if via is not None else recipient)
    if not (is_party(sender) and is_party(recipient, recipient=True)):
        return None
    if not stated and (no_sender(sender) or is_posting(sender, recipient)):
        return None
    return Exchange(sender, recipient, kind, whole=(sender, recipient) == said)


def _in_signs(plain: str) -> Exchange | None:
    """``蒋中正致宋子文电``; ``Молотов — Сталину``, where the recipient is in the dative."""
    match = _CHINESE.match(plain) or _CABLED.fullmatch(plain) or _JAPANESE.match(plain) or _KOREAN.match(plain)
    if match is not None:
        called = match["kind"] or ""
        kind = "" if not called or called in _OFFICIAL else _KINDS_IN_SIGNS.get(called, "telegram")
        return Exchange(match["x"], match["y"], kind, whole=not called)
    match = _DATIVE.match(_words().called(plain)[1])
    if match is None or not re.search("[А-Яа-я]", match["y"]) or len(match["x"].split()) > 4:
        return None
    kind = _words().called(plain)[0]
    return Exchange(match["x"], match["y"], kind, whole=match.group() == plain)


def _with_foreign_kind(plain: str) -> Exchange | None:
    """``Brief von Adenauer an Heuss``, ``Писмо от Живков до Хрушчов``."""
    kind, rest = _words().called(plain)
    if not kind:
        return None
    not_to = _words().not_to(plain[: len(plain) - len(rest)])
    for to in _words().to.finditer(rest):
        sender, recipient = rest[: to.start()], alone(_BEHIND_NAME.sub("", rest[to.end() :]))
        if to["to"] in not_to or ends_open(sender) or recipient.startswith("der "):
            continue  # Rapport du préfet de la Seine; Bericht des Landrats in Frankfurt an der Oder
        office = to["to"] in _words().office
        named = is_party(sender) and _words().names(sender)
        if is_posting(sender, recipient, to["to"]):
            continue  # Rapport de mission à Moscou
        if (named or is_office(sender)) and _is_recipient(recipient, office):
            return Exchange(sender, recipient, kind)
    return None


def _between_names(plain: str, language: str) -> Exchange | None:
    """``Schulenburg an Ribbentrop``: two names and nothing else."""
    patterns = {"romance": _words().romance_to, "slavic": _words().slavic_to}
    for to in patterns.get(language, _words().bare_to).finditer(plain):
        sender, recipient = plain[: to.start()], alone(plain[to.end() :])
        named = is_party(sender) and _words().names(sender)
        small = sender[:1].islower() or has_article(sender) or language == "romance"
        if _words().stops(sender) or not (named or (small and is_office(sender))):
            continue
        if no_sender(sender) or ends_open(sender) or is_posting(sender, recipient, to["to"]):
            continue
        if _is_recipient(recipient, to["to"] in _words().office):
            return Exchange(sender, recipient, whole=to.end() + len(recipient) == len(plain))
    return None


def _is_recipient(text: str, office: bool) -> bool:
    if is_party(text, recipient=True) and _words().names(text):
        return True
    if office and is_office(text, recipient=True):
        return True
    return office and re.match(r"[^\W\d_][^,;:\d\"]{3,60}$", text) is not None and text[0].islower() and " " in text


def _words() -> Words:
    return exchange_words()


@lru_cache(maxsize=1)
def _prose() -> re.Pattern[str]:
    """Words that ``to`` belongs to in a sentence: who stands before it is no sender (``Invitation to Tender``)."""
    words = sorted(table("notes")["words"]["before_to"], key=len, reverse=True)
    listed = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{listed})\s*$", re.I)


def is_party(text: str, recipient: bool = False) -> bool:
    """Whether a text can be a person, several, or an office: a capital first, and no sentence."""
    text = text.strip()
    if (
        not text
        or len(text) > 120
        or (not recipient and _prose().search(text))
        or (text.count(",") > 1 and re.search(r"\d", text))
        or re.search(r"[\"\u201c\u2018\u00ab:;]|\d{3,}|\bto\b|\b(?i:box|folder|reel|vol\.)\s?\d", text)
    ):
        return False
    if recipient and re.match(rf"[dl]['\u2019][{UPPER}]", text):
        text = text[2:]
    start = r"(?:(?:the|all|chief|various|every|other|his|her|their)\s+\w|author$)" if recipient else r"(?:the\s+\w)"
    if not re.match(rf"(?:{_PARTICLE}{_NAME}|{start})", text):
        return False
    if not recipient and (_NO_NAME.match(text) or re.search(r"\sfrom\s", text)):
        return False
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
    called = kind_of(description) or _WORK.search(description) or said_of_documents().match(description)
    if dates and called and len(description.split()) < 12:
        return True
    return (
        bool(dates)
        and len(description.split()) <= 6
        and re.match(r"[\"\u201c\[A-Z]", description) is not None
        and "," not in description
    )
