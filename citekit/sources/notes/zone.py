"""Which segments of a source make its archival reference."""

from __future__ import annotations

import re

from ...archives.grammar import parse_references
from ...archives.numbers import call_number
from ...archives.reference import ArchivalReference
from ...archives.repository import known_places, known_regions, match_repositories
from ...archives.titles import kind_of
from ...archives.unnamed import is_archive, is_parent
from .cuts import WEAK
from .imprint import is_imprint, is_journal
from .segments import Segment, year_of

EVIDENCE = frozenset({"date", "title", "exchange", "kind"})
_FILE_NUMBER = re.compile(r"[A-Z]{0,3}['\u2019]?[\d.\u2013/-]*\d[\d.\u2013/-]*")
_FRENCH_NUMBER = re.compile(r"\d{1,4} [A-Z]{1,5} ?\d{1,5}(?:[/.]\w+)*")
_NUMBER_WORD = re.compile(r"(?:n[or]s?|n[°º]|núm|№|č|br|бр)\.?", re.I)
_AND = re.compile(r",?\s+(?:and|und|et|y|e|i|и|oraz|sowie)\s+")
_BOX = re.compile(r"(?i:box|boxes|container|folder)\b")
_SENTENCE = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|must|shall)\s")
_LONGEST_NAME = 12  # words: Office of the Special Assistant for National Security Affairs
_PROSE = re.compile(r"\b(?:to|from|by|with|at|see|and\s+his|was|were|is|on|about)\b|[\"\u201c\u2018\u00ab]")
_SHORT_PLACE = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)?$")


def mark_doubtful(segments: list[Segment]) -> None:
    """An abbreviation or an institution is an archive where a reference follows it, and where it stands last."""
    for n, segment in enumerate(segments):
        if segment.sign not in ("acronym", "institution"):
            continue
        others = [s for s in segments if s is not segment]
        before, after = segments[:n], _behind_places(segments[n + 1 :])
        named = any(s.sign == "repository" for s in others)
        near = ["level" if s.sign == "code" else s.sign for s in after[:3]]
        glued = any(call_number(segment.text, m.end()) for m in re.finditer(r"\s", segment.text))
        dated = n > 0 and segments[n - 1].sign == "date"
        own = (*EVIDENCE, "level", "repository", *(["weak"] if dated else []))
        ahead = next((s.sign for s in after if s.sign in own), "") if n == 0 or dated else ""
        follows = (
            "level" in near[:2]
            or ahead == "level"
            or (dated and ahead == "weak")
            or (near[:1] == ["weak"] and n == 0)
            or glued
        )
        first = n == 0 and bool(set(near) & {"level", "date", "exchange", "title", "weak"} or "level" in near)
        quiet = not any(s.sign in EVIDENCE for s in after)
        ends = not after or (quiet and len(after) <= (3 if segment.sign == "institution" else 1))
        if n == 0 and _is_author(segment, after):
            continue
        if segment.sign == "institution" and is_archive(segment.text) and _is_within(segment, segments[n + 1 :]):
            segment.sign = "level"  # Labour Party Archives, People's History Museum: what lies there
            continue
        if n and segment.sign == "acronym" and named and segments[n - 1].sign == "level" and segment.text[-1].isdigit():
            segment.sign = "code"  # RG 330, Entry 199, Box 57, CD 6-2-46: a number of the archive that is named
            continue
        if n and segment.sign == "acronym" and [s.sign for s in after[:1]] == ["repository"] and not segment.exchange:
            segment.sign = "code"  # NPMP, NARA: a part of the archive that stands last
            continue
        said = any(s.sign in ("date", "exchange", "title", "level", "kind") or s.text[0].isupper() for s in before)
        if (not named or follows) and (follows or first or (ends and said and (segment.sign != "institution" or n))):
            segment.sign = "repository"


def mark_number_before_title(segments: list[Segment]) -> None:
    """``B-0123, 「日ソ国交回復交渉」, …, 外交史料館``: in East Asia the number stands first and the archive last."""
    if len(segments) < 2:
        return
    first, last = segments[0], segments[-1]
    held = any(s.sign in ("repository", "institution") for s in segments[1:])
    if held and first.sign != "level" and _FRENCH_NUMBER.fullmatch(first.text):
        first.sign = "level"  # 457 AP 80, note de Bidault, …, Archives nationales
    archive = last.sign in ("repository", "institution") and re.search("[\u3040-\u9fff\uac00-\ud7a3]", last.text)
    if archive and not any(s.sign == "level" for s in segments):
        if _FILE_NUMBER.fullmatch(first.text):
            first.sign = "level"


def _is_within(segment: Segment, after: list[Segment]) -> bool:
    """Whether the archive named after an archive is the one that has it: at once, or at the end behind its boxes."""
    behind = _behind_places(after)
    if [s.sign for s in behind[:1]] == ["repository"]:
        return True
    levels = next((n for n, s in enumerate(after) if s.sign not in ("level", "weak")), 0)
    last = after[levels:]
    if not levels or not last or last[0].sign not in ("repository", "institution") or not is_archive(last[0].text):
        return False
    return all(s.text.rstrip(".") in known_places() | known_regions() or s.text in known_regions() for s in last[1:])


def _is_author(segment: Segment, after: list[Segment]) -> bool:
    """Whether an abbreviation is a document's form or author: its date follows, and the archive stands last."""
    dated = next((n for n, s in enumerate(after) if s.sign == "date"), None)
    first = next((n for n, s in enumerate(after) if s.sign in ("level", "weak", "code")), None)
    if segment.sign != "acronym" or dated is None or first is None or dated > first:
        return False
    return any(s.sign in ("institution", "repository") for s in after[first:])


def _behind_places(after: list[Segment]) -> list[Segment]:
    """What follows an archive without the university that it belongs to and where that is."""
    at = 0
    while at < len(after) and (
        is_parent(after[at].text)
        or after[at].text in known_regions()
        or (not after[at].sign and after[at].text in known_places())
        or (not after[at].sign and at + 1 < len(after) and after[at + 1].text in known_regions())
    ):
        at += 1  # Duke University, Durham, North Carolina
    return after[at:] if at < len(after) else after


def zone_of(segments: list[Segment]) -> set[int]:
    """The segments that make the reference."""
    certain = [n for n, s in enumerate(segments) if s.of_reference]
    if not certain:
        return set()
    before = segments[: certain[0]]
    if _is_place_first(segments, certain):
        return {0, *range(certain[0], len(segments))}
    if (archive := _behind_publisher(segments)) is not None:
        return set(range(archive, len(segments)))
    if _begins_with_unknown_archive(segments, certain):
        return _first_zone(segments, [0, *certain])
    if any(s.sign in EVIDENCE or not s.sign or s.sign in ("institution", "acronym") for s in before):
        start = certain[0]
        place = segments[start - 1]
        if start > 1 and not place.sign and _SHORT_PLACE.match(place.text) and _is_series_number(segments[start].text):
            start -= 1  # a province whose archive is meant: Gansu, 207-1-750
        while start and (
            (segments[start - 1].sign in ("institution", "repository") and is_parent(segments[start].text))
            or (segments[start - 1].sign == "weak" and not year_of(segments[start - 1].text))
            or (segments[start - 1].sign == "code" and segments[start].sign == "repository")
        ):
            start -= 1
        start = _behind_the_day(segments, start)
        return set(range(start, _date_behind(segments, start)))
    return _first_zone(segments, certain)


def _behind_the_day(segments: list[Segment], start: int) -> int:
    """Where a reference begins before whose first certain level the names of series stand, after the document's day:
    ``3 May 1959, White House Office, Office of the Staff Secretary, box 4``. A place there is where it was written."""
    day = next((n for n in reversed(range(start)) if segments[n].date is not None), None)
    if day is None or len(segments[day].date.start) != 3:  # type: ignore[union-attr]
        return start
    if segments[start].sign == "repository" and re.search(r"\d", segments[start].text):
        return start  # FOIA release, CIA-RDP80B01676R003000140025-8
    while start - 1 > day and _is_series_name(segments[start - 1]):
        start -= 1
    return start


def _is_series_name(segment: Segment) -> bool:
    text = segment.text
    if segment.sign not in ("", "institution", "acronym") or not text[0].isalpha() or text[0].islower():
        return False
    if text in known_places() or text in known_regions() or kind_of(text) or _PROSE.search(text):
        return False
    small = [word for word in text.split() if word.islower() and len(word) > 3]
    return len(text.split()) < _LONGEST_NAME and len(small) < 2


def without_only_day(zone: set[int], segments: list[Segment]) -> set[int]:
    """The reference without the day of its document, where none is named elsewhere: ``APC, 24 ottobre 1956, mf 127``.

    After a box a day is part of a folder's name.
    """
    days = [n for n, s in enumerate(segments) if s.date is not None and len(s.date.start) == 3]
    boxed = any(_BOX.match(segments[n].text) for n in zone)
    return zone - set(days) if len(days) == 1 and not boxed and len(zone) > 1 else zone


def _begins_with_unknown_archive(segments: list[Segment], certain: list[int]) -> bool:
    """Whether what stands before a reference is the name of an archive in no table, for its description follows."""
    before = segments[: certain[0]]
    said = [s.sign for s in segments[certain[-1] + 1 :]]
    return (
        0 < len(before) < 4
        and all(s.sign in ("", "acronym", "institution", "code", "weak") and len(s.text.split()) < 6 for s in before)
        and before[0].text[0].isupper()
        and "date" in said
        and (
            said[0] in ("kind", "exchange", "title", "weak")
            or bool({"kind", "exchange", "title"} & set(said))
            or len(said) == 2
        )
        and not any(re.match(r"(?i:box|boxes|folder)\b", s.text) for s in segments)
    )


def _date_behind(segments: list[Segment], start: int) -> int:
    """Where a reference after a description without a date ends: before the day that stands last."""
    last = segments[-1]
    dated = any(s.sign == "date" or year_of(s.text) for s in segments[:start])
    day = last.date is not None and len(last.date.start) == 3
    boxed = any(re.match(r"(?i:box|boxes|folder)\b", s.text) for s in segments[start:])
    end = len(segments)
    if day and not dated and not boxed and start < end - 1:
        end -= 1
        while end > start + 1 and segments[end - 1].sign in ("exchange", "title"):
            end -= 1  # …, vol. 45, RA, Günther till Assarsson, 3 april 1940
    return end


def _behind_publisher(segments: list[Segment]) -> int | None:
    """Where a reference begins after a description that a digital archive's name stands before."""
    titled = 1
    while (
        titled < min(3, len(segments) - 1) and segments[titled].sign in ("kind", "") and _names_office(segments[titled])
    ):
        titled += 1  # CIA, NIE 11-4-57, “Main Trends …”; CIA, Office of Current Intelligence, “The Situation …”
    if segments[0].sign != "repository" or len(segments) < 4 or segments[titled].sign not in ("title", "exchange"):
        return None
    day = next((n for n, s in enumerate(segments) if n > titled and s.sign == "date"), titled)
    return next((n for n, s in enumerate(segments) if n > day and s.sign == "repository"), None)


def _names_office(segment: Segment) -> bool:
    """Whether an office of the publisher or the number of a document can stand here, before its title."""
    return segment.sign == "kind" or (not segment.sign and not re.search(r"\d", segment.text))


def _is_place_first(segments: list[Segment], certain: list[int]) -> bool:
    """``Guangdong, 7 Aug. 1961, 219-2-319``: a place stands for its archive, the date before the call number."""
    return (
        len(segments) > 2
        and certain[0] == 2
        and (segments[1].sign == "date" or bool(year_of(segments[1].text)))
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
    if segments[certain[0]].sign == "repository" and segments[certain[0] + 1 : certain[0] + 2]:
        if segments[certain[0] + 1].text in known_places():
            zone.add(certain[0] + 1)
    for here, there in zip(certain, certain[1:]):
        between = segments[here + 1 : there]
        signs = {s.sign for s in between}
        if signs >= {"date", "exchange"} and not any(segments[n].sign == "level" for n in zone):
            zone.add(there)  # National Archives, College Park: Brown to Lovestone, 3 June 1951, RG 18
            continue
        if signs & {"date", "title"} and (segments[there].sign == "repository" or signs >= {"date", "exchange"}):
            break
        if not signs & {"date", "title"} or segments[there].sign == "level":
            zone |= set(range(here + 1, there + 1))
    last = _behind_certain(segments, max(zone))
    zone |= set(range(max(zone), last + 1))
    rest = range(last + 1, len(segments))
    if not any(segments[n].sign == "repository" for n in zone):
        archive = next((n for n in rest if segments[n].sign in ("repository", "institution")), None)
        if archive is not None and all(
            s.sign in ("repository", "institution", "", "acronym") for s in segments[archive:]
        ):
            zone |= set(range(archive, len(segments)))  # CO 536/1/4, X to Y, 12 June 1901, Uganda National Archives
            rest = range(last + 1, archive)
    if len(rest) > 1 and year_of(segments[-1].text) and not segments[-2].sign and segments[-2].text[0].islower():
        return zone  # HAT/SR 12/34, presentment, 1634
    if not any(segments[n].sign in ("date", "title", "exchange") for n in rest):
        return zone | {n for n in rest if n < _title_at(segments, zone)}
    if len(segments) - 1 in rest and segments[-1].sign == "weak" and not year_of(segments[-1].text):
        zone.add(len(segments) - 1)  # a bare page after title and date
    return zone


def _behind_certain(segments: list[Segment], last: int) -> int:
    """The last segment of a reference that comes first: leaves and short codes follow what is certain of it.

    ``PA AA, R 29830, X an Y``; ``AAN, KC PZPR, sygn. XI A/24, k. 112, X to Y``: what stands before the description.
    """
    said = next((n for n in range(last + 1, len(segments)) if segments[n].sign in EVIDENCE), len(segments))
    for n in range(last + 1, said):
        if segments[n].sign == "weak" and not (n + 1 == said and year_of(segments[n].text)):
            last = n
    spoken = said < len(segments) and segments[said].sign in ("exchange", "title", "kind")
    while last + 1 < said:
        text = segments[last + 1].text
        short = segments[last + 1].sign == "code"
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
    """Where a title without a date begins after a reference (``…, l. 5. Протокол заседания``), or the end.

    In American references the names of folders look like it.
    """
    every = len(segments)
    if any(re.match(r"(?i:box|boxes|container)\b", segments[n].text) for n in zone) or max(zone) == every - 1:
        return every
    first = max(zone) + 1
    if segments[first].sign != "kind" or any(s.of_reference for s in segments[first:]):
        return every
    return first if len(segments[first].text.split()) > 1 else every


def is_weak(zone: list[Segment], segments: list[Segment], text: str) -> bool:
    """Whether what looks like a reference is nothing but numbers that a book has as well: pages, volumes, items."""
    found = parse_references(joined(text, zone))
    strong = [v for r in found for v in r.levels if v.kind not in (*WEAK, "series")]
    if is_journal(text) and not any(r.repository is not None and r.repository.country for r in found):
        return True
    called = any(v.kind == "call_number" for r in found for v in r.levels)
    day = any(s.date is not None and len(s.date.start) == 3 for s in segments)
    if called and day and any(s.sign == "exchange" for s in segments):
        return False  # Clark Kerr to Eden, no. 3124, 11 Nov. 1944, FO 371/43636
    if is_imprint(text) and (not any(r.levels for r in found) or (len(strong) < 2 and not _named(found))):
        return True
    if all(r.repository is None and all(v.kind in (*WEAK, "series") for v in r.levels) for r in found):
        return True
    if all(_is_no_archive(r) for r in found):
        return True  # Bulletin of the World Bank Group, April 1968
    if all(r.repository is None and all(_NUMBER_WORD.fullmatch(v.term) for v in r.levels) for r in found):
        return True  # Neue Zürcher Zeitung, Nr. 234, 3. September 1939
    unknown = all(r.repository is not None and not (r.repository.country or r.repository.name) for r in found)
    pages = {v.kind for r in found for v in r.levels} == {"page"}
    if unknown and pages and not any(s.sign in ("exchange", "title", "kind") for s in segments):
        return True  # ABC, 27 de septiembre de 1953, p. 31
    if day:
        return False
    if any(s.sign == "repository" and match_repositories(s.text) is not None for s in zone):
        return False
    journal = {"volume", "page", "year"}  # Archiv für Reformationsgeschichte, Bd. 12, 1915, S. 4
    return all(
        r.repository is not None and not r.repository.country and r.levels and {v.kind for v in r.levels} <= journal
        for r in found
    ) and any(v.kind != "year" for r in found for v in r.levels)


def _is_no_archive(reference: ArchivalReference) -> bool:
    """Whether a bank, a college or a society alone is named, without anything that lies there."""
    place = reference.repository
    if place is None or place.country or reference.levels or place.name == "":
        return False
    return not is_archive(place.name)


def _named(found: list[ArchivalReference]) -> bool:
    return any(r.repository is not None for r in found)


def is_prose(segments: list[Segment], zone: set[int], text: str) -> bool:
    """Whether one level without an archive stands in a sentence or in an address: ``Box 5 must be filled in``."""
    found = parse_references(joined(text, [segments[n] for n in sorted(zone)]))
    levels = [v for r in found for v in r.levels]
    if any(r.repository is not None for r in found) or len(levels) != 1 or not levels[0].term:
        return False
    if _SENTENCE.search(text) and not any(s.sign in ("date", "title", "exchange") for s in segments):
        return True  # The letter was never sent, and box 12 of chocolates was eaten
    return not any(s.sign in ("date", "title", "exchange", "kind") for s in segments)


def joined(text: str, zone: list[Segment]) -> str:
    """The reference in the words of the note: segments that follow each other with what stands between them."""
    out = ""
    for n, segment in enumerate(zone):
        if not n:
            out = segment.text
        else:
            gap = text[zone[n - 1].end : segment.start]
            joined = segment.sign == "repository" and _AND.fullmatch(gap)
            out += (gap if joined or not re.search(r"\w|^$", gap) else ", ") + segment.text
    return without_stop(out)


def without_stop(reference: str) -> str:
    """A reference without the full stop of its sentence; that of an abbreviation stays."""
    out = reference.strip(" ,;\u3001\u3002\uff0c")
    return out[:-1] if out.endswith(".") and not re.search(r"\b(?:\w\.\w|U\.S|ob)\.$", out) else out
