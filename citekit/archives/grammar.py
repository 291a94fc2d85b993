"""The grammar of archival references: repository, levels with their words, leaves; several joined; the rest kept.

One grammar for all: what differs between archives is data (repositories.toml, levels.toml).  Each character of a text
is in exactly one reference.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.blanks import Squeezed, has_no_run
from ..common.errors import as_text
from .namesakes import place_behind
from .numbers import call_number
from .reader import ReferenceReader
from .reading import ENDED
from .reference import ArchivalReference, Level
from .repository import Repository, match_repositories, match_repository, tradition_in
from .shapes import read_by_shape
from .shared_names import choose_repository
from .unnamed import acronym, institution, is_archive, place_name, reference_follows
from .words import Tradition, collection, guess_tradition, tradition

_JOINS = re.compile(
    r"\s*;\s*(?:(?:and|see)\s+also\s+|and\s+|also\s+(?!in\s|at\s)|(?:another\s+|a\s+)?cop(?:y|ies)\s+(?:in|at)\s+|"
    r"also\s+(?:in|at)\s+|(?:original|draft|Kopie|Abschrift|Durchschlag|copia)\s+in\s+|copie\s+dans\s+|kopia\s+w\s+|kopie\s+v\s+|копия\s+в\s+)?|\s*,?\s+(?:and\s+also|and|see\s+also|also|и|und|sowie|oraz|et|y)\s+"
)
_PUBLISHED = re.compile(
    r"\((?:[^()]*:\s*)?[^()]*,\s*(?:1[5-9]|20)\d{2}\)|\b(?:ed|eds|vol|no)\.,?\s[^\n]{0,200}?\((?:1[5-9]|20)\d{2}\)"
)
_UNIT = re.compile(r"\s*;\s*(?:and\s+|also\s+|и\s+)?")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\W?[\w/.()-]{0,40}?\d")
_GOES_ON = re.compile(r"(?<=[A-Z]{2})\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)*,\s+(?:Box|Folder|Reel)\b")
_COMMA = re.compile(r",\s+")
_HEAD = re.compile(r"(?P<name>[^\W\d_a-zа-я][^\d,;:()\u201c\"]{1,60})(?=[,:])")
MAX_LENGTH = 40_000


def parse_references(text: str) -> list[ArchivalReference]:
    """The archival references of a text, in order; the texts of all of them joined are the text.

    A text is split into several references before a known repository, and where a level comes again (``d. 5, l. 1;
    d. 6, l. 2``), which is a further reference of the same fond.  What is no reference becomes one without levels
    whose ``rest`` is the text.

    >>> first, second = parse_references("RGASPI, f. 558, op. 11 and AVPRF, f. 06, op. 2")
    >>> first.repository.place, [(level.kind, level.value) for level in second.levels]
    ('Moscow', [('fond', '06'), ('opis', '2')])
    """
    if not as_text(text, "a reference"):
        return []
    if has_no_run(text) and len(text) <= MAX_LENGTH:
        return read_by_shape(text, _references)
    short = Squeezed(text)
    if len(short.text) > MAX_LENGTH:
        return [ArchivalReference(text, rest=text)]
    found = read_by_shape(short.text, _references)
    return found if short.text is text else _widened(found, short)


def _references(text: str) -> list[ArchivalReference]:
    """The references of a text without long runs of blanks."""
    splits = _splits(text)
    if not splits:
        return _without_joins(text)
    out: list[ArchivalReference] = []
    start, lead = 0, ""
    for join_start, join_end in [*splits, (len(text), len(text))]:
        first, *others = read_by_shape(text[start:join_start], _without_joins)
        out += [replace(first, lead=lead), *others]
        start, lead = join_end, text[join_start:join_end]
    return out


def _without_joins(text: str) -> list[ArchivalReference]:
    """The reference that a text without joining words is, or several of the same fond."""
    return _units(_one(text))


def _widened(found: list[ArchivalReference], short: Squeezed) -> list[ArchivalReference]:
    """References of a squeezed text with the wording of the whole one."""
    out: list[ArchivalReference] = []
    at = 0
    for reference in found:
        start = at + len(reference.lead)
        end = start + len(reference.text)
        first = short.place(start)

        def moved(level: Level, start: int = start, first: int = first) -> Level:
            place = (short.place(start + level.span[0]) - first, short.place(start + level.span[1]) - first)
            return replace(level, span=place) if level.span[1] else level

        text, lead = short.whole[first : short.place(end)], short.whole[short.place(at) : first]
        levels = tuple(moved(level) for level in reference.levels)
        out.append(replace(reference, text=text, lead=lead, levels=levels))
        at = end
    return out


def parse_archive_first(text: str) -> list[ArchivalReference]:
    """The references of a text that is known to begin with its archive, whatever that is called: ``Hatfield House``.

    >>> [r.repository.abbreviation for r in parse_archive_first("Hatfield House, CP 12/34")]
    ['Hatfield House']
    """
    found = parse_references(text)
    head = _HEAD.match(text)
    if not found or found[0].repository is not None or not found[0].levels or head is None:
        return found
    name = head["name"].rstrip(". ")
    if collection(name) is not None or tradition(guess_tradition(text)).term.match(text):
        return found
    if not reference_follows(text, head.end("name"), guess_tradition(text)):
        return found
    repository = Repository(name, "", tradition="", call_numbers=True)
    first = _named(found[0].text, 0, repository, head.end("name"), "", found[0].lead)
    return [first, *(replace(r, repository=repository) if r.inherited else r for r in found[1:])]


def is_reference(text: str) -> bool:
    """Whether a text names a known repository and a level of it."""
    return any(r.repository is not None and r.repository.name and r.levels for r in parse_references(text))


def _splits(text: str) -> list[tuple[int, int]]:
    """Where references are joined: a joining word or semicolon right before a known repository."""
    found: list[tuple[int, int]] = []
    for match in _JOINS.finditer(text):
        if match.start() and match.end() < len(text) and match_repository(text, match.end()):
            before = text[match.start() - 1]
            if before not in "(:" and (not found or match.start() >= found[-1][1]):
                found.append((match.start(), match.end()))
    return found


def _units(reference: ArchivalReference) -> list[ArchivalReference]:
    """A reference in which a level comes again after a semicolon, as several of the same fond."""
    if reference.published or ";" not in reference.text or not reference.levels:
        return [reference]
    words = tradition(reference.repository.tradition if reference.repository else guess_tradition(reference.text))
    cuts = _repeated(reference.text, words)
    if not cuts:
        return [reference]
    out: list[ArchivalReference] = []
    inherited: tuple[Level, ...] = ()
    start, lead = 0, reference.lead
    for at, join_end, kind in [*cuts, (len(reference.text), len(reference.text), "")]:
        unit = _read(reference.text[start:at], 0, replace(reference, lead=lead, levels=()), words)
        out.append(replace(unit, levels=(*inherited, *unit.levels), inherited=inherited))
        kinds = [level.kind for level in out[-1].levels]
        before = out[-1].levels[: kinds.index(kind)] if kind in kinds else inherited
        inherited = tuple(replace(level, span=(0, 0)) for level in before)
        start, lead = join_end, reference.text[at:join_end]
    return out


def _read(text: str, at: int, like: ArchivalReference, words: Tradition) -> ArchivalReference:
    """A text read as part of a reference: its repository is known."""
    match = match_repositories(text, len(text) - len(text.lstrip()))
    start = match[1] if match is not None and like.repository in match[0] else at
    if match is None and like.repository is not None and text.startswith(like.repository.abbreviation):
        start = len(like.repository.abbreviation)
    reader = ReferenceReader(text, start, like.repository, words)
    reader.read()
    return ArchivalReference(text, like.repository, _arranged(reader.levels), reader.rest, like.lead)


def _repeated(text: str, words: Tradition) -> list[tuple[int, int, str]]:
    """Where the joints begin and end after which a level comes again, and its kind."""
    out: list[tuple[int, int, str]] = []
    earlier: set[str] = set()
    start = 0
    for joint in _UNIT.finditer(text):
        term = words.term.match(text, joint.end())
        if term is None or not _DIGIT.match(text, term.end()):
            continue
        kind = words.kind(term["term"])
        part = ReferenceReader(text[start : joint.start()], 0, None, words)
        part.read()
        earlier |= {level.kind for level in part.levels if level.term}
        start = joint.end()
        if kind in earlier and kind not in ("leaf", "page"):
            out.append((joint.start(), joint.end(), kind))
            earlier = set()
    return out


def settled(found: list[ArchivalReference], languages: frozenset[str]) -> list[ArchivalReference]:
    """References whose first archive is settled by the ``languages`` of dates beside it, where several share a name."""
    shared = match_repositories(found[0].text) if found else None
    later = found[0].repository if found and shared is None else None
    named = match_repositories(later.abbreviation) if later is not None and not later.name else None
    if named is not None and len(named[0]) > 1:  # HP 1, vol. 45, RA
        repository = choose_repository(named[0], found[0].text, languages)
        return [replace(r, repository=repository) if r.repository == later else r for r in found]
    if shared is None or len(shared[0]) == 1:
        return found
    repository = choose_repository(shared[0], found[0].text, languages)
    first = _named(found[0].text, 0, repository, shared[1], "", found[0].lead)
    return [first, *(replace(r, repository=repository) if r.inherited else r for r in found[1:])]


def _one(text: str) -> ArchivalReference:
    at = len(text) - len(text.lstrip())
    item = ""
    match = match_repositories(text, at)
    if match is None and (slashes := text.find(" // ", at)) >= 0:  # GOST R 7.0.5, section 11: item // location
        match = match_repositories(text, slashes + 4)
        item = text[at:slashes].strip() if match is not None else ""
    if match is not None and match[0][0].abbreviation == "PRO" and re.match(r"PRO \d", text[at:]):
        match = None  # PRO 30/69 is a call number of the Public Record Office's own records
    if match is None:
        return _unnamed_first(text, at) or _without_name(text, at)
    return _named(text, at, choose_repository(match[0], text), match[1], item)


def _named(text: str, at: int, repository: Repository, end: int, item: str = "", lead: str = "") -> ArchivalReference:
    """A reference that begins with its repository, or with an item before it."""
    published = _PUBLISHED.search(text)
    if published and published.start() == end + 1 and "," in published.group():
        return ArchivalReference(text, repository, rest=text[at:].strip(" ,.;"), lead=lead, published=True)
    reader = ReferenceReader(text, end, repository, tradition(repository.tradition or _tradition_of(text, end)))
    if item:
        reader.leave(at, at + len(item))
    elif text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum():
        reader.glued(at)
    reader.read()
    if published and not any(level.term or level.kind == "call_number" for level in reader.levels):
        return ArchivalReference(text, repository, rest=text[at:].strip(" ,.;"), lead=lead, published=True)
    return ArchivalReference(text, reader.repository or repository, _arranged(reader.levels), reader.rest, lead)


def _tradition_of(text: str, end: int) -> str:
    """The tradition of an archive that citekit does not know: what its levels show, or that of the country after its
    name."""
    guessed = guess_tradition(text)
    place = place_behind(text, end) if guessed == "common" else None
    return (place and tradition_in(place.country)) or guessed


def _unnamed_first(text: str, at: int) -> ArchivalReference | None:
    """A reference that begins with an archive that is in no table."""
    words = guess_tradition(text)
    whole = text.rstrip(" .,;")
    match = institution(text, at)
    if (
        match is not None
        and not (
            match[0].country  # a known one by its abbreviation in brackets
            or re.fullmatch(r"|,\s+[^\d,;]{2,40}", whole[match[1] :])
            or reference_follows(text, match[1], words, archive=is_archive(match[0].name))
            or call_number(text, match[1] + 1)
        )
    ):
        match = None
    if match is not None and not match[0].country and _is_part_of_known(text, match[1]):
        return None  # ICFTU Archives, folder 45, IISH
    if match is None:
        match = acronym(text, at)
        words = _tradition_of(text, match[1]) if match is not None else words
        if match is not None and not (match[1] >= len(whole) or reference_follows(text, match[1], words)):
            match = None
        later = _named_later(text) if match is not None else None
        if later is not None and later.name and match is not None and not match[0].name:
            return None  # NPMP, NSC Files, Box 848, NARA: part of the archive that stands last
    match = match or place_name(text, at)
    return _named(text, at, match[0], match[1]) if match is not None else None


def _is_part_of_known(text: str, end: int) -> bool:
    """Whether a known archive stands right after the name of an archive, or last: the papers of that one lie there."""
    behind = _COMMA.match(text, end)
    if behind is not None and (known := match_repositories(text, behind.end())) is not None:
        return ENDED.match(text, known[1]) is not None and call_number(text, behind.end(), short=True) <= known[1]
    later = _named_later(text)
    if later is None or not later.name:
        return False
    last = [part.strip(" .") for part in re.split(r"[,;]", text[end:])][-2:]
    return any((known := match_repositories(part)) is not None and later in known[0] for part in last)


def _without_name(text: str, at: int) -> ArchivalReference:
    """A reference that does not begin with its repository: small to large, or without a repository at all."""
    later = _named_later(text)
    if later is None and not _has_level(text):
        published = _PUBLISHED.search(text) is not None
        return ArchivalReference(text, rest=text, published=published)
    words = tradition(later.tradition if later is not None and later.tradition else guess_tradition(text))
    reader = ReferenceReader(text, at, None, words, later=later)
    reader.read()
    strong = [v for v in reader.levels if v.kind not in ("page", "leaf", "year", "volume", "series", "item")]
    if _PUBLISHED.search(text) and not (strong and (reader.repository is not None or len(strong) > 1)):
        return ArchivalReference(text, rest=text, published=True)
    if not reader.levels and reader.repository is None:
        return ArchivalReference(text, rest=text)
    return ArchivalReference(text, reader.repository, _arranged(reader.levels), reader.rest)


def _named_later(text: str) -> Repository | None:
    """The repository that a segment after the first begins with."""
    for comma in re.finditer(r"[,;.][\u201d\u2019\"\u00bb]?\s+", text):
        match = match_repositories(text, comma.end())
        if match is not None and _is_collection(text, comma.end(), match[1]):
            continue  # CIA Records, RG 263
        if match is not None and _GOES_ON.match(text, match[1]):
            continue  # HAK Telcons, Box 5
        short = match is not None and match[1] - comma.end() <= 3  # BA 1715
        if match is not None and ENDED.match(text, match[1]) and call_number(text, comma.end(), short) <= match[1]:
            return choose_repository(match[0], text)
    for comma in re.finditer(r"[,;]\s+", text):
        unnamed = institution(text, comma.end())
        last = unnamed is not None and re.match(r"[\s.]*$|,\s+[^\d]{2,40}[\s.]*$", text[unnamed[1] :])
        owned = collection(text[: comma.start()].strip()) is not None  # Kennan Papers, Mudd Library, box 164
        if unnamed is not None and (last or owned) and _has_level(text):
            return unnamed[0]
        last_word = acronym(text, comma.end()) if len(text) - comma.end() < 20 else None
        if last_word is not None and not text[last_word[1] :].strip(" ."):
            before = re.split(r"[,;]", text[max(0, comma.start() - 80) : comma.start()])[-1].strip()
            if collection(before) is not None:
                return last_word[0]  # Historians Files, CMH
    return None


def _is_collection(text: str, at: int, end: int) -> bool:
    """Whether a segment that begins with an archive's name is one of its collections."""
    whole = re.compile(r"[^,;]+").match(text, at)
    return whole is not None and whole.end() > end + 1 and collection(whole.group().rstrip(" .")) is not None


def _has_level(text: str) -> bool:
    """Whether a text has a level with a number, a call number or a collection's name anywhere."""
    words = tradition(guess_tradition(text))
    pattern = words.term
    after = words.after.finditer(text[:2000]) if words.after is not None and _DIGIT.search(text) else ()
    if any(match["value"].isdigit() for match in after):
        return True
    if _DIGIT.search(text) and any(
        match.end() < len(text) and _NUMBERED.match(text, match.end())
        for match in pattern.finditer(text)
        if match.start() == 0 or not text[match.start() - 1].isalnum()
    ):
        return True
    segments = [(m.start(), m.group()) for m in re.finditer(r"[^,;]+", text[:5000])]
    return any(call_number(text, at + len(s) - len(s.lstrip())) or collection(s.strip(" .")) for at, s in segments[:60])


def _arranged(levels: list[Level]) -> tuple[Level, ...]:
    """Levels with an agency's name as the record group where a fond with a number follows it (``ÚV KSČ, f. 02/1``)."""
    fonds = [level for level in levels if level.kind == "fond"]
    if len(fonds) > 1 and any(level.term for level in fonds):
        levels = [replace(v, kind="record_group") if v.kind == "fond" and not v.term else v for v in levels]
    return tuple(levels)
