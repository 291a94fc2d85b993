"""One source of a note: what is said of a document, and where it lies.

Segments that certainly belong to a reference are its zone.  A reference that follows a description goes on to the end
of the source (folders have dates and names of people in them); one that comes first ends with its last certain segment,
and the description follows.
"""

from __future__ import annotations

import re
from itertools import chain, islice

from ...archives.credits import credits_at_end, parse_credits
from ...archives.grammar import parse_references
from ...archives.titles import kind_of
from ...dates import HistoricalDate, find_dates
from ..citation_line import ACCESSED
from ..text import find_address
from .archive_names import archive_begins, first_repository
from .correspondents import begins_with_document, exchange
from .describe import describe
from .imprint import is_imprint, is_short_citation, is_work
from .marks import quoted
from .parts import Source
from .segments import Segment, segments_of, year_of
from .words import citing, copy, edition, ibid, is_marking, lead, printed, shared, signal, stated_in
from .zone import (
    is_prose,
    is_weak,
    joined,
    mark_doubtful,
    mark_number_before_title,
    without_only_day,
    without_stop,
    zone_of,
)

_SHORT_PLACE = re.compile(r"[^\W\d_]{1,4}[.\u00b0\u00ba]*\s?\d[\w ,.\u2013-]{0,20}")
_COURTESY = re.compile(r"\s*\((?P<said>(?:copy\s+|document\s+)?(?:by\s+)?courtesy\s+(?:of\s+)?[^()]{2,80})\)", re.I)
_LONGEST_CREDITS = 300
_MOST_COLONS = 4
_MOST_LEADS = 4  # But see, for example, as quoted in
_CALL_NUMBER_ALONE = re.compile(r"[A-Z]{2,5} ?\d{1,4}/\d{1,5}(?:/[\w-]+)*")
_IN_BRACKETS = re.compile(r"\s*[(\[](?P<said>[^()\[\]\d]{3,60})[)\]]")
_INTO = re.compile(r",\s+(?:in\s+)?")
_COLON = re.compile(r":\s+")
_CREDITED = re.compile(
    r"[.,;]\s+(?:transl?\.|(?:translated|edited|obtained|provided)\s+by|translation\s+by|ed\.)\s+(?=[^\W\d_a-z])"
)
_VOLUME = re.compile(r"[,:]?\s+(?:(?:ser|series|vol|bd|tome?|pp?)\b|[\d(]|[IVX]+\b)", re.I)
_FROM = re.compile(r",?\s+from\s+(?:the\s+)?")


def source_of(text: str, joint: str = "", like: str = "") -> Source:
    """The parts of a source; ``like`` is the tradition of the source before it."""
    source = Source(text, joint=joint)
    rest, only_reference = _head(text, source)
    rest = _tail(_cited(rest, source), source)
    if only_reference and exchange(_to_pause(rest, 0)) is None and _is_reference(rest):
        source.reference, source.position = without_stop(rest), "first"
        return source
    if edition().match(rest) is not None and first_repository(rest[4:]) is None:
        source.edition, source.unread = True, [rest] if source.printed else []
        return source
    rest, behind = _description_behind(rest)
    rest = _ibid_within(rest, source)
    segments = segments_of(rest, like if joint in (";", "and") or source.ibid else "")
    segments = _without_marking_segments(segments, source)
    mark_doubtful(segments)
    mark_number_before_title(segments)
    zone = zone_of(segments) or (_leaves_behind_ibid(segments) if source.ibid else set())
    if not zone and (inner := _in_parenthesis(rest)) is not None:
        source.reference, source.position = inner[1], "last"
        describe(segments_of(inner[0]), inner[0], source)
        return source
    if not zone:
        source.edition = is_imprint(rest) or is_short_citation(rest)
    zone = set() if zone and _is_no_reference(segments, zone, rest, source) else without_only_day(zone, segments)
    source.reference = joined(rest, [segments[n] for n in sorted(zone)])
    said = [s for n, s in enumerate(segments) if n not in zone]
    if zone:
        source.position = "first" if min(zone) == 0 else "last"
    source.together = source.together or _behind_in(rest, segments, zone)
    if source.ibid and not zone and _SHORT_PLACE.fullmatch(rest):
        source.unread.append(rest)  # Ibid., f° 34
        return source
    describe(said, rest, source)
    if behind:
        describe(segments_of(behind), behind, source)
    source.marks += [text.strip(" .") for text in source.unread if is_marking(text)]
    source.unread = [text for text in source.unread if not is_marking(text)]
    return source


def _is_no_reference(segments: list[Segment], zone: set[int], text: str, source: Source) -> bool:
    """Whether what looks like a reference is a book's numbers, part of a sentence, or who has a web page."""
    if source.url and not any(s.date or s.exchange or s.sign == "level" for s in segments):
        return True  # Wilson Center, “Cold War International History Project,” https://…
    if source.ibid:
        return False
    if source.joint != ";" and is_weak([segments[n] for n in sorted(zone)], segments, text):
        return True
    return not source.joint and is_prose(segments, zone, text)


def _leaves_behind_ibid(segments: list[Segment]) -> set[int]:
    """The leaves or pages that alone are said of a place: ``ibid., l. 70``."""
    weak = {n for n, s in enumerate(segments) if s.sign == "weak"}
    return weak if len(weak) == len(segments) else {n for n in weak if not year_of(segments[n].text)}


def _ibid_within(text: str, source: Source) -> str:
    """The text without an ``ibid.`` after its description: ``Beam to Dulles, 10 July 1953, ibid., 761.00/7-1053``."""
    for comma in re.finditer(r",\s+", text) if source.joint in (";", "and") and not source.ibid else ():
        found = ibid().match(text, comma.end())
        ends = found is not None and (found.end() == len(text) or text[found.end() - 1] in " .,")
        if found is not None and ends and first_repository(text[: comma.start()]) is None:
            source.ibid = found.group().strip(" ,:")
            return f"{text[: comma.start()]}, {text[found.end() :]}".strip(" ,.")
    return text


def _cited(text: str, source: Source) -> str:
    """The archive that a printed work cites: what stands before it is where the document is printed."""
    if (colon := _behind_work(text)) is not None:
        source.printed = text[: colon.start()].strip(" ,")
        return text[colon.end() :]
    quoted = _FROM.finditer(text) if printed().match(text) else iter(())
    for match in chain(citing().finditer(text), quoted):
        before = text[: match.start()].strip(" ,(")
        if archive_begins(text, match.end()) and before and exchange(before.partition(",")[0]) is None:
            source.printed = text[: match.start() if match.re is _FROM else match.end()].strip(" ,")
            return text[match.end() :]
    return text


def _description_behind(text: str) -> tuple[str, str]:
    """(reference, description) where a parenthesis after a reference says what the document is."""
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
    for _ in range(_MOST_LEADS):
        match = signal().match(rest)
        if match is not None and match.group().strip().lower() == "in" and not source.joint and not rest[0].isupper():
            break
        if match is None:
            match = lead().match(rest)
            if match is None or _behind_work(rest) is not None or not _document_or_archive(rest[match.end() :]):
                break
        if (pair := exchange(_to_pause(rest, 0))) is not None and pair.sender == match.group().strip(" :,"):
            break  # Shih to Chiang, Fonte a Salazar: a name
        if copy().match(rest) is not None:
            source.unread.append(match.group().strip(" :"))
        only = only or (match.group().lower().startswith("source") and match["colon"] == ":")
        rest = rest[match.end() :]
    stated = stated_in().match(rest)
    if stated is not None and (exchange(_to_pause(rest, stated.end())) or archive_begins(rest, stated.end())):
        source.unread.append(stated.group().strip())
        rest = rest[stated.end() :]
    match = ibid().match(rest)
    if match is not None:
        source.ibid, rest = match.group().strip(" ,:"), rest[match.end() :]
    return rest, only


def _behind_work(text: str) -> re.Match[str] | None:
    """The colon between a printed work and what it cites: ``Cited in Andrew, The Defence of the Realm, p. 321: …``."""
    led = lead().match(text)
    for colon in islice(_COLON.finditer(text, led.end()), _MOST_COLONS) if led is not None else ():
        before = text[led.end() : colon.start()] if led is not None else ""
        behind = text[colon.end() : colon.end() + _LONGEST_CREDITS]
        if "," in before and not find_dates(before) and _document_or_archive(behind):
            return colon
    return None


def _document_or_archive(text: str) -> bool:
    """Whether a text begins with a document or with the archive that has it."""
    if archive_begins(text, 0) or (text[:1] in "\u201c\u2018\u00ab\"'" and quoted(text) is not None):
        return True
    return signal().match(text) is not None or begins_with_document(text[:_LONGEST_CREDITS])


def _to_pause(text: str, at: int) -> str:
    return re.split(r"[,;]", text[at:], maxsplit=1)[0]


def _tail(text: str, source: Source) -> str:
    """The text without an address and without the edition that it is printed in."""
    seen = ACCESSED.search(text)
    if seen is not None:
        source.accessed = HistoricalDate.parse(seen["date"])
        text = f"{text[: seen.start()]} {text[seen.end() :]}".strip()
    address = find_address(text)
    if address is not None:
        source.url = address[0]
        text = (text[: address[1]] + text[address[2] :]).strip(" .,;<>()")
    courtesy = _COURTESY.search(text)
    if courtesy is not None:
        source.unread.append(courtesy["said"])
        text = f"{text[: courtesy.start()]} {text[courtesy.end() :]}".strip()
    text = _without_markings(_copy_in_brackets(_without_credits(text, source), source), source)
    match = printed().search(text)
    if match is not None and match.start() > 0 and archive_begins(text, match.end()):
        text = f"{text[: match.start()]}, {text[match.end() :]}"  # quoted in RG 84: the archive is where it lies
    elif match is not None and match.start() > 0:
        source.printed = text[match.start() :].strip(" .,;()")
        text = text[: match.start()]
    volume = _in_edition(text)
    if volume is not None:
        source.printed, text = text[volume.end() :].strip(" .,;()"), text[: volume.start()]
    source.core = text.strip(" ,;")
    together = shared().search(text)
    if together is not None and (archive_begins(text, together.end()) or text[together.end()].isdigit()):
        source.together = True
        text = text[: together.start()] + ", " + text[together.end() :]
    return text.strip(" ,;")


def _without_credits(text: str, source: Source) -> str:
    """The text without who found or translated the document: ``(obtained by Shen Zhihua)``, ``…, trans. Jian Chen``."""
    text = _without_work_behind_credits(text, source)
    at = credits_at_end(text.rstrip(" .,;"))
    if 0 < at < len(text.rstrip(" .,;")):
        source.credits = text[at:].strip(" .,;")
        return text[:at]
    opened = text.rfind("(")
    inner = text[opened + 1 :].rstrip(" .")
    if opened < 1 or not inner.endswith(")") or len(inner) > _LONGEST_CREDITS:
        return text
    found, rest = parse_credits(inner[:-1])
    if not found or rest:
        return text
    source.credits = inner[:-1].strip()
    return text[:opened].rstrip(" ,")


def _without_work_behind_credits(text: str, source: Source) -> str:
    """The text without the printed work behind a translator's name: ``…, trans. X, CWIHP Bulletin 6 (1995)``."""
    started = _CREDITED.search(text)
    for comma in _INTO.finditer(text, started.end()) if started is not None else ():
        work = text[comma.end() :].strip(" .;")
        if not re.search(r"\d", text[started.end() : comma.start()]) and is_work(work):  # type: ignore[union-attr]
            source.printed = "; ".join(part for part in (source.printed, work) if part)
            return text[: comma.start()]
    return text


def _without_markings(text: str, source: Source) -> str:
    """The text without brackets that only say how secret a document is: ``(private and confidential)``."""
    title = quoted(text)
    for bracket in reversed(list(_IN_BRACKETS.finditer(text))):
        if title is not None and title[1] < bracket.start() < title[2]:
            continue
        if is_marking(bracket["said"]):
            source.marks.insert(0, bracket["said"].strip(" ."))
            text = text[: bracket.start()] + text[bracket.end() :]
    return text


def _without_marking_segments(segments: list[Segment], source: Source) -> list[Segment]:
    """The segments without those that only say how secret a document is, behind its date: ``Immediate, Top Secret``."""
    dated = next((n for n, s in enumerate(segments) if s.sign == "date"), len(segments))
    marks = [s for s in segments[dated + 1 :] if is_marking(s.text)]
    source.marks += [s.text.strip(" .") for s in marks]
    return [s for s in segments if s not in marks]


def _copy_in_brackets(text: str, source: Source) -> str:
    """The text without the brackets round where a copy lies: ``A to B, 3 December 1969 (copy in RG 59, Box 2)``."""
    opened = text.rfind("(")
    copied = copy().match(text, opened + 1) if opened > 0 and text.rstrip(" .").endswith(")") else None
    if copied is None or not archive_begins(text, copied.end()) or archive_begins(text, 0):
        return text
    source.unread.append(copied.group().strip(" :"))
    return f"{text[:opened].rstrip(' ,')}, {text[copied.end() :].rstrip(' .')[:-1]}"


def _in_edition(text: str) -> re.Match[str] | None:
    """What stands before the edition that alone has a document: ``Kennan to Byrnes, 20 March 1946, in FRUS``."""
    for comma in _INTO.finditer(text):
        volume = edition().match(text, comma.end())
        if volume is None or _VOLUME.match(text, volume.end()) is None:
            continue  # FRUS Clearance Lot File
        if first_repository(text[volume.end() :]) is not None or any(
            archive_begins(text, more.end()) for more in _INTO.finditer(text, volume.end())
        ):
            continue
        before = text[: comma.start()]
        titled = quoted(before) is not None and before[0] in '"\u201c' and bool(find_dates(before))
        called = kind_of(re.split(r",\s", text, maxsplit=1)[0]) and bool(find_dates(before))
        described = exchange(re.split(r",\s", text, maxsplit=1)[0]) is not None or called
        return comma if titled or (described and begins_with_document(before)) else None
    return None


def _is_reference(text: str) -> bool:
    return any(r.repository is not None or r.levels for r in parse_references(text))


def _in_parenthesis(text: str) -> tuple[str, str] | None:
    """(description, reference) where a parenthesis at the end holds a whole reference."""
    match = re.search(r"^(?P<said>[^()].*?)\s*\((?P<reference>[^()]{6,})\)[\s.]*$", text) or re.search(
        r"^(?P<said>[^()].*)\s\((?P<reference>[^()]{6,})\)[\s.]*$", text
    )
    if match is None or not any(
        r.repository is not None and any(v.kind != "year" for v in r.levels)
        for r in parse_references(match["reference"])
    ):
        if match is None or _CALL_NUMBER_ALONE.fullmatch(match["reference"]) is None or not find_dates(match["said"]):
            return None  # … 21 March 1961 (CAB 133/244)
    return match["said"], match["reference"]


def _behind_in(text: str, segments: list[Segment], zone: set[int]) -> bool:
    """Whether a reference is joined by ``in`` to what is said before it."""
    start = segments[min(zone)].start if zone else 0
    return bool(start) and re.search(r"\s(?:in|im|в)\s*$", text[:start]) is not None
