"""One source of a note: what is said of a document, and where it lies.

Segments that certainly belong to a reference are its zone.  A reference that follows a description goes on to the end
of the source (folders have dates and names of people in them); one that comes first ends with its last certain segment,
and the description follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...archives.grammar import parse_references
from ...archives.numbers import call_number
from ...archives.titles import kind_of
from ...dates import HistoricalDate
from ..text import find_address
from .correspondents import Exchange, begins_with_document, exchange
from .marks import quoted
from .segments import WEAK, Segment, archive_begins, segments_of
from .words import citing, ibid, printed, shared, signal

_EVIDENCE = frozenset({"date", "title", "exchange", "kind"})
_AND = re.compile(r",?\s+(?:and|und|et|y|e|i|и|oraz|sowie)\s+")
_SHORT_PLACE = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)?$")
_DATE_WORDS = re.compile(r"\s*\b(?:dated|of|on|vom|v\.|от|den|du|del|de|z|z dne|din)$")
_IMPRINT = re.compile(
    r"\([^()]*(?:,|:)\s*(?:[^()]*\s)?(?:1[5-9]|20)\d\d\)|\bet al\.,|,\s(?:vol|no|ed|eds|Bd|T|т)\.?\s?[\dIVXivx]+\b.*\d|"
    r"\b(?:М|Л|СПб|Пг|Москва|Ленинград|Київ|К)\.?[,:]\s.*\b(?:1[89]|20)\d\d|"
    r"\b(?:1[89]|20)\d\d[ab]?,\s\d+(?:,\s|:\s?)p|\b\d+, no\. \d+ \(|\bed(?:s|ited by)?\.?,? "
)


def is_imprint(text: str) -> bool:
    """Whether a text has a printed book's place, publisher and year, or an article's volume and pages."""
    return _IMPRINT.search(text) is not None


@dataclass
class Source:
    """The parts of a source, word for word. ``position``: where its reference stands, ``first``, ``last`` or ``""``."""

    text: str
    core: str = ""  # without the edition that it is printed in
    reference: str = ""
    position: str = ""
    title: str = ""
    kind: str = ""
    sender: str = ""
    recipient: str = ""
    date: HistoricalDate | None = None
    printed: str = ""
    url: str = ""
    ibid: str = ""
    together: bool = False  # what follows is the place of several documents: "both in"
    joint: str = ""
    marks: list[str] = field(default_factory=list)
    drafting: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    edition: bool = False  # a printed book or article

    @property
    def describes(self) -> bool:
        """Whether anything is said of a document."""
        return bool(self.title or self.sender or self.date)

    @property
    def has_evidence(self) -> bool:
        """Whether what is said can only be said of a document: correspondents, or a kind with its date."""
        return bool(self.sender or (self.date is not None and (self.kind or self.title)))


def source_of(text: str, joint: str = "", like: str = "") -> Source:
    """The parts of a source; ``like`` is the tradition of the source before it."""
    source = Source(text, joint=joint)
    rest, only_reference = _head(text, source)
    rest = _tail(_cited(rest, source), source)
    if only_reference and _is_reference(rest):
        source.reference, source.position = rest, "first"
        return source
    rest, behind = _description_behind(rest)
    segments = segments_of(rest, like if joint in (";", "and") or source.ibid else "")
    _mark_doubtful(segments)
    zone = _zone(segments)
    if source.ibid and joint and not zone and segments and all(s.sign == "weak" for s in segments):
        zone = set(range(len(segments)))  # ibid., l. 70
    if not zone and (inner := _in_parenthesis(rest)) is not None:
        source.reference, source.position = inner[1], "last"
        _describe(segments_of(inner[0]), inner[0], source)
        return source
    if not zone:
        source.edition = _IMPRINT.search(rest) is not None
    if zone and not source.ibid and joint != ";" and _is_weak([segments[n] for n in sorted(zone)], rest):
        zone = set()
    source.reference = _joined(rest, [segments[n] for n in sorted(zone)])
    said = [s for n, s in enumerate(segments) if n not in zone]
    if zone:
        source.position = "first" if min(zone) == 0 else "last"
    source.together = source.together or _behind_in(rest, segments, zone)
    _describe(said, rest, source)
    if behind:
        _describe(segments_of(behind), behind, source)
    return source


def _cited(text: str, source: Source) -> str:
    """The archive that a printed work cites: what stands before it is where the document is printed."""
    for match in citing().finditer(text):
        before = text[: match.start()].strip(" ,(")
        if archive_begins(text, match.end()) and before and exchange(before.partition(",")[0]) is None:
            source.printed = text[: match.end()].strip()
            return text[match.end() :]
    return text


def _description_behind(text: str) -> tuple[str, str]:
    """(reference, description) where a parenthesis behind a reference says what the document is."""
    match = re.search(r"\s*\((?P<said>[^()]{8,})\)[\s.]*$", text)
    if match is None or not begins_with_document(match["said"]) or not archive_begins(text, 0):
        return text, ""
    before = text[: match.start()]
    spoken = any(s.sign in ("date", "title", "exchange", "kind") for s in segments_of(before))
    return (text, "") if spoken else (before, match["said"])


def _head(text: str, source: Source) -> tuple[str, bool]:
    """The text without signal words and ``Ibid.``; whether ``Source:`` says that a reference is all that follows."""
    rest, only = text.strip(), False
    if rest.startswith("(") and rest.rstrip(".").endswith(")") and rest.count("(") == 1:
        rest = rest.strip("().")
    for _ in range(3):
        match = signal().match(rest)
        if match is None or (
            match.group().strip().lower() in ("in", "from") and not source.joint and not rest[0].isupper()
        ):
            break
        only = only or (match.group().lower().startswith("source") and match["colon"] == ":")
        rest = rest[match.end() :]
    match = ibid().match(rest)
    if match is not None:
        source.ibid, rest = match.group().strip(" ,:"), rest[match.end() :]
    return rest, only


def _tail(text: str, source: Source) -> str:
    """The text without an address and without the edition that it is printed in."""
    address = find_address(text)
    if address is not None:
        source.url = address[0]
        text = (text[: address[1]] + text[address[2] :]).strip(" .,;<>()")
    match = printed().search(text)
    if match is not None and match.start() > 0 and archive_begins(text, match.end()):
        text = f"{text[: match.start()]}, {text[match.end() :]}"  # quoted in RG 84: the archive is where it lies
    elif match is not None and match.start() > 0:
        source.printed = text[match.start() :].strip(" .,;()")
        text = text[: match.start()]
    source.core = text.strip(" ,;")
    together = shared().search(text)
    if together is not None:
        source.together = True
        text = text[: together.start()] + ", " + text[together.end() :]
    return text.strip(" ,;")


def _is_reference(text: str) -> bool:
    return any(r.repository is not None or r.levels for r in parse_references(text))


def _mark_doubtful(segments: list[Segment]) -> None:
    """An abbreviation or an institution is an archive where a reference follows it, and where it stands last."""
    for n, segment in enumerate(segments):
        if segment.sign not in ("acronym", "institution"):
            continue
        others = [s for s in segments if s is not segment]
        before, after = segments[:n], segments[n + 1 :]
        named = any(s.sign == "repository" for s in others)
        near = [s.sign for s in after[:3]]
        glued = any(call_number(segment.text, m.end()) for m in re.finditer(r"\s", segment.text))
        ahead = next((s.sign for s in after if s.sign in (*_EVIDENCE, "level", "repository")), "") if n == 0 else ""
        follows = "level" in near[:2] or ahead == "level" or (near[:1] == ["weak"] and n == 0) or glued
        first = n == 0 and bool(set(near) & {"level", "date", "exchange", "title", "weak"} or "level" in near)
        quiet = not any(s.sign in _EVIDENCE for s in after)
        ends = not after or (quiet and len(after) <= (3 if segment.sign == "institution" else 1))
        said = any(s.sign in ("date", "exchange", "title", "level", "kind") or s.text[0].isupper() for s in before)
        if (not named or follows) and (follows or first or (ends and said and (segment.sign != "institution" or n))):
            segment.sign = "repository"


def _zone(segments: list[Segment]) -> set[int]:
    """The segments that make the reference."""
    certain = [n for n, s in enumerate(segments) if s.of_reference]
    if not certain:
        return set()
    before = segments[: certain[0]]
    if _is_place_first(segments, certain):
        return {0, *range(certain[0], len(segments))}
    if (archive := _behind_publisher(segments)) is not None:
        return set(range(archive, len(segments)))
    if any(s.sign in _EVIDENCE or not s.sign or s.sign in ("institution", "acronym") for s in before):
        start = certain[0]
        place = segments[start - 1]
        if start > 1 and not place.sign and _SHORT_PLACE.match(place.text) and _is_series_number(segments[start].text):
            start -= 1  # a province whose archive is meant: Gansu, 207-1-750
        while start and segments[start - 1].sign == "weak" and not _year_of(segments[start - 1].text):
            start -= 1
        return set(range(start, len(segments)))
    return _first_zone(segments, certain)


def _behind_publisher(segments: list[Segment]) -> int | None:
    """Where a reference begins behind a description that a digital archive's name stands before."""
    if segments[0].sign != "repository" or len(segments) < 4 or segments[1].sign not in ("title", "exchange"):
        return None
    return next((n for n, s in enumerate(segments) if n > 1 and s.sign == "repository"), None)


def _is_place_first(segments: list[Segment], certain: list[int]) -> bool:
    """``Guangdong, 7 Aug. 1961, 219-2-319``: a place stands for its archive, the date before the call number."""
    return (
        len(segments) > 2
        and certain[0] == 2
        and (segments[1].sign == "date" or bool(_year_of(segments[1].text)))
        and not segments[0].sign
        and bool(_SHORT_PLACE.match(segments[0].text))
        and _is_series_number(segments[2].text)
    )


def _is_series_number(text: str) -> bool:
    """Whether a call number is one of numbers joined by hyphens: 207-1-750, JC1-2418."""
    return "-" in text and call_number(text) > 0 and re.match(r"[A-Z]{0,4}\d+-", text) is not None


def _first_zone(segments: list[Segment], certain: list[int]) -> set[int]:
    """A reference that comes first: its certain segments, and what lies between two of them that says nothing else."""
    zone = set(range(certain[0] + 1))
    for here, there in zip(certain, certain[1:]):
        between = segments[here + 1 : there]
        signs = {s.sign for s in between}
        if signs & {"date", "title"} and (segments[there].sign == "repository" or signs >= {"date", "exchange"}):
            break
        if not signs & {"date", "title"} or segments[there].sign == "level":
            zone |= set(range(here + 1, there + 1))
    last = _behind_certain(segments, max(zone))
    zone |= set(range(last + 1))
    rest = range(last + 1, len(segments))
    if not any(segments[n].sign in ("date", "title", "exchange") for n in rest):
        return zone | {n for n in rest if n < _title_at(segments, zone)}
    if len(segments) - 1 in rest and segments[-1].sign == "weak" and not _year_of(segments[-1].text):
        zone.add(len(segments) - 1)  # a bare page behind title and date
    return zone


def _behind_certain(segments: list[Segment], last: int) -> int:
    """The last segment of a reference that comes first: leaves and short codes follow what is certain of it.

    ``PA AA, R 29830, X an Y``; ``AAN, KC PZPR, sygn. XI A/24, k. 112, X to Y``: what stands before the description.
    """
    said = next((n for n in range(last + 1, len(segments)) if segments[n].sign in _EVIDENCE), len(segments))
    for n in range(last + 1, said):
        if segments[n].sign == "weak" and not (n + 1 == said and _year_of(segments[n].text)):
            last = n
    spoken = said < len(segments) and segments[said].sign in ("exchange", "title", "kind")
    while last + 1 < said:
        text = segments[last + 1].text
        short = call_number(text, short=True) >= len(text.rstrip(" ."))
        if not short and not (spoken and _like_series(text)):
            break
        last += 1
    return last


def _like_series(text: str) -> bool:
    """Whether words before a description can be the name or number of a series."""
    words = text.split()
    small = [w for w in words if w.islower() and len(w) > 3]
    return (text[:1].isupper() or bool(re.search(r"\d", text))) and len(words) <= 7 and len(small) <= 1


def _title_at(segments: list[Segment], zone: set[int]) -> int:
    """Where a title without a date begins behind a reference: ``…, l. 5. Протокол заседания``; behind all where none does.

    In American references the names of folders look like it.
    """
    every = len(segments)
    if any(re.match(r"(?i:box|boxes|container)\b", segments[n].text) for n in zone) or max(zone) == every - 1:
        return every
    first = max(zone) + 1
    if segments[first].sign != "kind" or any(s.of_reference for s in segments[first:]):
        return every
    return first if len(segments[first].text.split()) > 1 else every


def _is_weak(zone: list[Segment], text: str) -> bool:
    """Whether what looks like a reference is nothing but numbers that a book has as well: pages, volumes, items."""
    found = parse_references(_joined(text, zone))
    return all(r.repository is None and all(v.kind in (*WEAK, "series") for v in r.levels) for r in found)


def _in_parenthesis(text: str) -> tuple[str, str] | None:
    """(description, reference) where a parenthesis at the end holds a whole reference."""
    match = re.search(r"^(?P<said>[^()].*?)\s*\((?P<reference>[^()]{6,})\)[\s.]*$", text) or re.search(
        r"^(?P<said>[^()].*)\s\((?P<reference>[^()]{6,})\)[\s.]*$", text
    )
    if match is None or not any(
        r.repository is not None and any(v.kind != "year" for v in r.levels)
        for r in parse_references(match["reference"])
    ):
        return None
    return match["said"], match["reference"]


def _behind_in(text: str, segments: list[Segment], zone: set[int]) -> bool:
    """Whether a reference is joined by ``in`` to what is said before it."""
    start = segments[min(zone)].start if zone else 0
    return bool(start) and re.search(r"\s(?:in|im|в)\s*$", text[:start]) is not None


def _joined(text: str, zone: list[Segment]) -> str:
    """The reference in the words of the note: segments that follow each other with what stands between them."""
    out = ""
    for n, segment in enumerate(zone):
        if not n:
            out = segment.text
        else:
            gap = text[zone[n - 1].end : segment.start]
            joined = segment.sign == "repository" and _AND.fullmatch(gap)
            out += (gap if joined or not re.search(r"\w|^$", gap) else ", ") + segment.text
    out = out.strip(" ,;")
    return out[:-1] if out.endswith(".") and not re.search(r"\b(?:\w\.\w|U\.S|ob)\.$", out) else out


def _describe(said: list[Segment], text: str, source: Source) -> None:
    """Title, correspondents, kind and date from what is no reference."""
    dates = [s for s in said if s.sign == "date" and s.date is not None] or [s for s in said if s.sign == "date"]
    dated = [s for s in dates if s.date is not None and s.date.start] or dates
    if dated:
        source.date = dated[0].date or HistoricalDate.parse(dated[0].text)
    elif (year := next((s for s in said if s.sign == "weak" and _year_of(s.text)), None)) is not None:
        source.date = HistoricalDate.parse(_year_of(year.text))
        dated = [year]
    others = [s for s in said if not (dated and s is dated[0])]
    title = next((s for s in others if s.sign == "title" and quoted(s.text)), None)
    if title is None:
        title = next((s for s in others if quoted(s.text) and s.sign != "weak" and len(s.text) > 20), None)
    if title is not None:
        _describe_title(title, others, source)
        return
    spoken = [s for s in others if s.sign != "weak"]
    left = [s for s in others if s.sign == "weak"]
    until = dated[0].start if dated else len(text)
    head = [s for s in spoken if s.start < until] or spoken
    tail = [s for s in spoken if s not in head]
    description = _DATE_WORDS.sub("", text[head[0].start : head[-1].end]).strip(" ,;") if head else ""
    description = _DATE_WORDS.sub("", description).rstrip(" ,.(")
    source.kind = kind_of(description)
    _correspond(description, next((s.exchange for s in head if s.sign == "exchange"), None), len(head), source)
    source.unread += [s.text for s in (*left, *tail)]


def _year_of(text: str) -> str:
    bare = text.strip(" .()")
    return bare if re.fullmatch(r"(?:1[5-9]|20)\d\d(?:/\d\d|\s+(?:год|г\.?))?", bare) else ""


def _describe_title(title: Segment, others: list[Segment], source: Source) -> None:
    found = quoted(title.text)
    assert found is not None
    source.title, start, end = found
    around = [title.text[:start].strip(" ,"), title.text[end:].strip(" ,.")]
    source.kind = kind_of(source.title) or next((k for k in map(kind_of, around) if k), "")
    for segment in others:
        if segment is not title and segment.sign == "exchange" and segment.exchange is not None:
            source.sender, source.recipient = segment.exchange.sender, segment.exchange.recipient
        elif segment is not title:
            source.unread.append(segment.text)
    source.unread += [text for text in around if re.search(r"\w", text)]


def _correspond(description: str, spoken: Exchange | None, parts: int, source: Source) -> None:
    """Sender and recipient, of the whole description or of one part of it, and the title where it says more."""
    found = exchange(description) or spoken
    if found is not None:
        source.sender, source.recipient = found.sender, found.recipient
        source.kind = found.kind or source.kind
        if found.whole and (parts == 1 or found is not spoken):
            return
    source.title = description
