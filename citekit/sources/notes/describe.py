"""What a source says of its document: title, correspondents, kind and date."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ...archives.hosts import find_host
from ...archives.titles import correspondents, kind_of, kinds, kinds_in
from ...common.tables import table
from ...dates import HistoricalDate
from ..field_names import normalized
from .correspondents import Exchange, exchange, is_party
from .interviews import interviewed, interviewer
from .marks import quoted
from .messages import message_part
from .parties import no_sender
from .parts import Source
from .segments import Segment, year_of

_DAY = re.compile(r"(?<![\w.])(?:\d{1,2}\.?\s[^\W\d_]{3,}|[A-Z][a-z]{2,}\s\d{1,2})(?!\w|,?\s\d{4})")
_BY = re.compile(
    r"(?:(?:(?:draft|handwritten|cabinet)\s)?(?P<kind>note|memo(?:randum)?|minute|report|paper|study|letter|telegram)\s)?"
    r"by\s+(?P<who>[^\d\"\u201c]{3,60})$",
    re.I,
)
_MEDIUM = re.compile(
    r"(?:(?:typed|edited|verbatim|audio|video|sound|tape|digital)\s?)*"
    r"(?:transcript(?:ion)?|typescript|tapes?|recording|interview\s(?:no\.?\s)?(?:\d{1,2}|[IVX]{1,4}))",
    re.I,
)
_LONGEST_NAME = 6  # words
_DATE_WORDS = re.compile(r"\s*\b(?:dated|of|on|ngày|vom|v\.|от|den|du|del|de|z|z dne|din)$")


def _other_day(before: str) -> bool:
    """Whether another day is named, with its month and without a year, before a date."""
    return any(len(HistoricalDate.parse(f"{match.group()} 1900").start) == 3 for match in _DAY.finditer(before))


def _with_its_date(said: list[Segment], dated: Segment, text: str) -> list[Segment] | None:
    """What is said as one description where it goes on after its date: ``Протокол от 5 мая 1936 г. о хлебе``."""
    at = said.index(dated)
    if not 0 < at < len(said) - 1:
        return None
    before, behind = said[at - 1], said[at + 1]
    gaps = text[before.end : dated.start] + text[dated.end : behind.start]
    goes_on = behind.text[0].islower() or (behind.text[0] == "-" and behind.text[1:2].islower())
    if before.sign in ("title", "exchange", "weak", "date") or behind.sign in ("title", "exchange", "weak", "date"):
        return None
    if re.search(r"[^\s.]", gaps) or not goes_on or (gaps.endswith(". ") and len(behind.text.split()) < 2):
        return None
    whole = replace(before, end=behind.end, text=text[before.start : behind.end], sign="", exchange=None)
    return [*said[: at - 1], whole, *said[at + 2 :]]


def describe(said: list[Segment], text: str, source: Source) -> None:
    """Title, correspondents, kind and date from what is no reference."""
    dates = [s for s in said if s.sign == "date" and s.date is not None] or [s for s in said if s.sign == "date"]
    dated = [s for s in dates if s.date is not None and s.date.start] or dates
    if dated:
        source.date = dated[0].date or HistoricalDate.parse(re.sub(r"(?<=\d)\.$", "", dated[0].text))
    elif (year := next((s for s in said if s.sign == "weak" and year_of(s.text)), None)) is not None:
        source.date = HistoricalDate.parse(year_of(year.text))
        dated = [year]
    if dated and _other_day(text[said[0].start : dated[0].start]):
        source.date, dated = None, []  # “of 7 May … 8 May 1945”: which of the two is its date is not said
        whole = text[said[0].start : said[-1].end]
        said = [replace(said[0], end=said[-1].end, text=whole, sign="", exchange=None)]
    if dated and (longer := _with_its_date(said, dated[0], text)) is not None:
        said, dated = longer, []
    others = [s for s in said if not (dated and s is dated[0])]
    title = next((s for s in others if s.sign == "title" and quoted(s.text)), None)
    if title is None:
        title = next((s for s in others if quoted(s.text) and s.sign != "weak" and len(s.text) > 20), None)
    if title is not None:
        _describe_title(title, others, source)
    else:
        _describe_untitled(others, dated, text, source)


def _describe_untitled(others: list[Segment], dated: list[Segment], text: str, source: Source) -> None:
    """Correspondents, kind and title of a description that stands in no quotation marks."""
    aside = [s for s in others if _is_aside(s.text, len(others) == 1)]
    source.hour = next((s.text.rstrip(" .") for s in aside if _is_hour(s.text)), source.hour)
    source.unread += [s.text.rstrip(" .") for s in aside if s.text.rstrip(" .") != source.hour]
    others = [s for s in others if s not in aside]
    spoken = [s for s in others if s.sign != "weak"]
    left = [s for s in others if s.sign == "weak"]
    until = dated[0].start if dated else len(text)
    head = [s for s in spoken if s.start < until] or spoken
    tail = [s for s in spoken if s not in head]
    head = _without_message_parts(head, source)
    behind = dated and head and head[-1].end <= dated[0].start
    description = _before_date(text[head[0].start : head[-1].end], bool(behind), source) if head else ""
    source.kind = source.kind or kind_of(description)
    _correspond(description, next((s.exchange for s in head if s.sign == "exchange"), None), len(head), source)
    for segment in tail if source.sender and not source.number else ():
        said = message_part(segment.text)
        if said is not None and said.kind:  # …, 5. Juli 1914, Tel. Nr. 237
            source.number, source.kind, source.message = (
                said.number,
                source.kind or said.kind,
                segment.text.rstrip(" ."),
            )
            tail = [s for s in tail if s is not segment]
            break
    exchanges = [s.exchange for s in tail if s.exchange is not None and s.sign == "exchange"]
    if not source.sender and len(exchanges) == 1:  # Draft, 4 May 1943, Jebb to Cadogan
        source.sender, source.recipient = exchanges[0].sender, exchanges[0].recipient
        tail = [s for s in tail if s.exchange is not exchanges[0] or not exchanges[0].whole]
    asker = next((s for s in tail if interviewer(s.text)), None) if kinds().get(source.kind) == "interview" else None
    if asker is not None and source.sender and not source.recipient:
        source.recipient = interviewer(asker.text)
        tail.remove(asker)
    if kinds().get(source.kind) == "interview":
        media = [s for s in (*tail, *left, *aside) if _MEDIUM.fullmatch(s.text.strip(" ."))]
        source.medium = ", ".join(s.text.strip(" .") for s in sorted(media, key=lambda s: s.start))
        tail, left = ([s for s in some if s not in media] for some in (tail, left))
        source.unread = [text for text in source.unread if not _MEDIUM.fullmatch(text)]
    source.unread += [s.text for s in (*left, *tail)]


def _without_message_parts(head: list[Segment], source: Source) -> list[Segment]:
    """A description without the number and form of its message, where correspondents stand before them."""
    at = next((n for n, s in enumerate(head) if s.sign == "exchange" and s.exchange is not None), len(head))
    kept = head[: at + 1]
    for segment in head[at + 1 :]:
        said = message_part(segment.text)
        if said is None or source.number:
            kept.append(segment)
        else:
            source.number, source.kind, source.message = said.number, source.kind or said.kind, segment.text
    return kept


@lru_cache(maxsize=1)
def _asides() -> re.Pattern[str]:
    """What only says where in a document something stands, or which copy is meant: ``para. 14``, ``original``."""
    data = table("notes")["words"]
    places, copies = ("|".join(re.escape(w) for w in data[name]) for name in ("places_within", "copies_alone"))
    return re.compile(
        rf"(?:(?P<place>{places})\.?\s*(?:\d[\d\w.-]*|[IVXLC]+)(?:\s?[-\u2013,]\s?\d+)*|{copies}|"
        rf"(?P<time>(?:at\s+)?\d{{1,2}}(?:[:.]\d\d)?(?:[-\u2013]\d{{1,2}}(?:[:.]\d\d)?)?\s?[ap]\.?m\.?))[\s.]*$",
        re.I,
    )


def _is_aside(text: str, alone: bool) -> bool:
    found = _asides().match(text)
    return found is not None and (alone or bool(found["place"] or found["time"]))


def _is_hour(text: str) -> bool:
    found = _asides().match(text)
    return found is not None and bool(found["time"])


@lru_cache(maxsize=1)
def _connecting() -> re.Pattern[str]:
    """What only joins a description to its date: ``held on``, ``entry for``, ``abgehalten am``."""
    data = table("notes")["words"]
    words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in data["before_date"])
    return re.compile(rf"[\s,]+(?:{words}|(?P<hours>{'|'.join(data['hours'])}))$", re.I)


def _before_date(description: str, dated: bool, source: Source) -> str:
    """A description without the words that join it to the date after it."""
    for _ in range(2):
        description = _DATE_WORDS.sub("", description).strip(" ,;")
    while dated and (match := _connecting().search(description)) is not None and match.start():
        description = description[: match.start()].rstrip(" ,;")
        if match["hours"]:
            source.unread.append(match["hours"])  # night of 3-4 May
    return description.rstrip(" ,.(")


def _describe_title(title: Segment, others: list[Segment], source: Source) -> None:
    found = quoted(title.text)
    assert found is not None
    source.title, start, end = found
    if (author := _author(title, others)) is not None:
        source.author = "" if find_host(author.text) is not None else author.text
        others = [s for s in others if s is not author]
    around, written_by = [title.text[:start].strip(" ,"), title.text[end:].strip(" ,.")], ""
    if not source.author and (by := next((t for t in (around[1], *(s.text for s in others)) if _by(t)), "")):
        source.author, written_by = _by(by), _written(by)
        around = [text for text in around if text != by]
        others = [s for s in others if s.text != by]
    source.kind = kind_of(source.title) or next((k for k in map(kind_of, around) if k), written_by)
    for segment in others:
        if segment is not title and segment.sign == "exchange" and segment.exchange is not None:
            source.sender, source.recipient = segment.exchange.sender, segment.exchange.recipient
            source.kind = segment.exchange.kind or source.kind  # Bundy memo to Johnson, “Title”
        elif segment is not title and segment.text.lower().rstrip(".") in kinds():
            source.kind = kind_of(segment.text)  # Memo, X to Y, “Title”: what it is called beside its title
        elif segment is not title:
            source.unread.append(segment.text)
    if not source.sender and not source.recipient:
        source.sender, source.recipient = _people_of_title(source.title)
    source.unread += [text for text in around if re.search(r"\w", text)]


def _people_of_title(title: str) -> tuple[str, str]:
    """The correspondents of a message that its title names, the outer one's."""
    signs = exchange(title) if re.search("[\u3040-\u9fff\uac00-\ud7a3]", title) else None
    return (signs.sender, signs.recipient) if signs is not None else correspondents(title)


def _by(text: str) -> str:
    """Who wrote what a title is given of, after it: ``“Soviet Aims,” by Gordon Gray``."""
    match = _BY.match(text)
    who = match["who"].strip(" .,") if match is not None else ""
    return who if who and is_party(who) and not no_sender(who) and len(who.split()) < _LONGEST_NAME else ""


def _written(text: str) -> str:
    """What is said that somebody wrote: ``minute by Strang``."""
    match = _BY.match(text)
    return kind_of(text) or (match["kind"].lower() if match is not None and match["kind"] else "")


def _author(title: Segment, others: list[Segment]) -> Segment | None:
    """The segment that alone stands before a title and is a person's name or a body's."""
    before = [s for s in others if s.start < title.start and s.sign != "kind"]
    signs = ("", "institution", "acronym", "repository")
    if len(before) != 1 or before[0].sign not in signs or re.search(r"\d", before[0].text):
        return None
    text = before[0].text.strip()
    if re.fullmatch("[\u3400-\u9fff\u00b7]{2,15}", text):
        return before[0]
    return before[0] if is_party(text) and not no_sender(text) and len(text.split()) < _LONGEST_NAME else None


def _correspond(description: str, spoken: Exchange | None, parts: int, source: Source) -> None:
    """Sender and recipient, of the whole description or of one part of it, and the title where it says more."""
    people, _, form = description.rpartition(", ")
    pair = exchange(people) if form in kinds() else None
    if pair is not None and pair.whole:  # Burton to Merriam, telegram (CMOS 18, 14.119-30)
        source.sender, source.recipient, source.kind = pair.sender, pair.recipient, form
        return
    if kinds().get(source.kind) == "interview":
        talk = interviewed(description)
        source.sender, source.recipient, source.title = talk.asked, talk.by, talk.title
        source.described = bool(talk.title)
        source.unread += [re.sub(r"(?<=\b\w\.\w)$", ".", talk.behind)] if talk.behind else []  # Washington, D.C.
        return
    found = exchange(description) or spoken
    if found is not None:
        source.sender, source.recipient = found.sender, found.recipient
        source.kind = found.kind or source.kind
        if found.whole and (parts == 1 or found is not spoken):
            return
    source.title = description
    source.described = _is_description(description) or found is not None


@lru_cache(maxsize=1)
def _kinds_of_languages() -> tuple[str, ...]:
    """The kinds of documents in other languages: as citekit words them, and as catalogues and notes have them."""
    worded = [word for words in table("local_words")["genres"].values() for word in words.values()]
    listed = [word for words in table("described")["kinds"].values() for word in words.split("|")]
    return tuple({normalized(word) for word in (*worded, *listed, *table("notes")["words"]["describes"])})


@lru_cache(maxsize=1)
def _kinds_behind() -> frozenset[str]:
    return frozenset(table("notes")["words"]["describes_behind"])


def _is_description(description: str) -> bool:
    """Whether a text says what its document is and is no title: ``Diary of …``, ``Minute by …``, ``X's report``."""
    if kinds_in(description) or not _kinds_behind().isdisjoint(description.casefold().split()):
        return True
    words = f"{normalized(description)} "
    if words.startswith("brief ") and _ENGLISH.search(words):
        return False
    return any(words.startswith(f"{kind} ") for kind in _kinds_of_languages())


# words that tell an English “Brief history of …” from a German letter
_ENGLISH = re.compile(r" (?:of|the|and|to|from|with|for|on|about) ")
