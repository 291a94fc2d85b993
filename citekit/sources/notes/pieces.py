"""A note cut into pieces: its sentences, and the sources that semicolons and ``and`` join."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...archives.numbers import call_number
from ...archives.repository import find_repository, match_repository
from ...archives.words import guess_tradition, tradition
from ...dates import HistoricalDate, find_dates
from .archive_names import archive_begins
from .correspondents import begins_with_document, exchange
from .marks import without_quoted
from .note_numbers import number_of_note
from .words import behind_abbreviation, drafting, lead, marking, remark, shared, signal, stated_in

_STOP = re.compile(
    r"(?P<word>[^\s.;,!?]*)(?P<stop>[.!?]|\u3002)[\"\u201d\u2019)\]]*\s*(?=[^\W_a-zа-я]|[\u201c\u2018\"'\u00ab])"
)
_SEMICOLON = re.compile(r"\s*[;\uff1b]\s*")
_AND = re.compile(r",?\s+(?:and|und|oraz|и|et|y)\s+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a note. ``joint`` is what joins it to the one before: ``""``, ``;``, ``and`` or ``.``.

    ``role`` is ``source`` (what may be one), ``marking``, ``drafting`` or ``remark``.
    """

    text: str
    joint: str = ""
    role: str = "source"


def pieces(note: str) -> list[Piece]:
    """The pieces of a note, in order."""
    note = note[number_of_note(note) :]
    out: list[Piece] = []
    for sentence in _sentences(note.strip()):
        role = _role(sentence, bool(out))
        joint = "." if out else ""
        if role != "source":
            out.append(Piece(sentence, joint, role))
            continue
        for n, (text, mark) in enumerate(_sources(sentence)):
            out.append(Piece(text, joint if n == 0 else mark))
    return [piece for piece in out if piece.text.strip(" .,;")]


def _role(sentence: str, later: bool) -> str:
    marked = marking().match(sentence)
    if marked is not None:
        parts = re.split(r"\s*;\s*", sentence.rstrip(" .;"))
        if marked.end() >= len(sentence.rstrip(" .;")) or all(
            len(p.split()) < 5 and not re.search(r"\d", p) for p in parts
        ):
            return "marking"
    if later and drafting().match(sentence):
        return "drafting"
    if later and remark().match(sentence):
        stated = stated_in().match(sentence)
        return "source" if stated is not None and archive_begins(sentence, stated.end()) else "remark"
    return "source"


_NUMBERED = re.compile(r"[^\W\d_]{1,3}\.\s*\d")  # П. 141: a level, though no word of this tradition


def _sentences(note: str) -> list[str]:
    """The sentences of a note; a full stop between levels (``Ф. 17. Оп. 162.``) or after an abbreviation ends none."""
    plain = without_quoted(note)
    words = tradition(guess_tradition(note))
    cuts: list[int] = []
    dates = [(found.start, found.end) for found in find_dates(note)]
    for match in _STOP.finditer(plain):
        if any(a < match.start("stop") < b - 1 for a, b in dates):
            continue
        start = cuts[-1] if cuts else 0
        if _leads_on(note, start, match.end()):
            continue
        ends = _ends_sentence(note, match, words.term) and not _within_item(note, start, match.end())
        if ends or (_is_drafting(note, start, match) and _archive_at(note, match.end())):
            cuts.append(match.end())
    edges = [0, *cuts, len(note)]
    return [note[a:b].strip() for a, b in zip(edges, edges[1:]) if note[a:b].strip()]


def _leads_on(note: str, start: int, end: int) -> bool:
    """Whether a stop is that of a word before a source, at the beginning of a sentence: ``Porov.``"""
    begins = start + len(note[start:end]) - len(note[start:end].lstrip())
    led = signal().match(note, begins) or lead().match(note, begins)
    return led is not None and led.end() >= end


def _archive_at(note: str, at: int) -> bool:
    return archive_begins(note, at) or call_number(note, at) > 0


def _is_drafting(note: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a sentence that ends with a name says who drafted a document: ``Drafted by Moore``."""
    begins = start + len(note[start:]) - len(note[start:].lstrip())
    return drafting().match(note, begins) is not None and len(stop["word"]) > 2 and not stop["word"].islower()


def _within_item(note: str, start: int, at: int) -> bool:
    """Whether a sentence belongs to an item whose place follows: ``Из дневника. Запись беседы // АВП РФ. Ф. 05``."""
    slashes = note.find(" // ", at)
    return slashes > 0 and ";" not in note[at:slashes] and find_repository(note[start:at]) is None


_TWO_SHORTENED = re.compile(r"(?<![\w.])[^\W\d_a-z][^\W\d_]{1,4}\.\s[^\W\d_a-z][^\W\d_]{1,5}\.$")
_SOURCE = re.compile(r"(?:Sources?|Quellen?|Fonte|Fuente|Источник|Źródło):\s")
_SHORTENED = ("Dept", "Corr", "Tel", "Telegr", "desp", "trans", "transl")  # words before a stop that ends no sentence


def _ends_sentence(note: str, match: re.Match[str], term: re.Pattern[str]) -> bool:
    word, behind = match["word"], match.end()
    if behind_abbreviation().match(note, behind):
        return False  # Northants. RO
    if _SOURCE.match(note, behind):
        return True
    if match["stop"] in "!?\u3002":
        return True
    if behind == match.end("stop"):
        return False  # no space after it
    if word.isdigit() and len(word) < 3 and _is_day(word, note[behind : behind + 20]):
        return False  # Protokoll vom 7. Mai und Ergänzung
    if marking().match(note, behind) is not None or (len(word) > 1 and drafting().match(note, behind) is not None):
        return True  # before the words of levels: “No classification marking” is no number
    if _TWO_SHORTENED.search(note[max(0, match.end("stop") - 20) : match.end("stop")]):
        return False  # Arch. Deleg. Stati Uniti
    if term.match(note, behind) or note[behind].isdigit() or _NUMBERED.match(note, behind):
        return False
    starts_anew = any(p.match(note, behind) for p in (marking(), drafting(), remark())) or (
        note[behind].isupper() and signal().match(note, behind) is not None
    )
    long = len(word) > 4 and word[-1:].islower() and not word.endswith(_SHORTENED)
    closed = note[match.start("stop") - 1 : match.start("stop")] in ')]\u201d\u2019"' or word[-1:].isdigit()
    capitals = len(word) > 1 and word.isupper()
    if starts_anew:
        return long or closed or capitals or len(word) > 1
    if match_repository(note, behind) is not None:
        return word[-1:].isdigit() or long or closed
    return long or (closed and not note[behind].isdigit() and len(note[behind:]) > 12)


def _is_day(number: str, behind: str) -> bool:
    """Whether the name of a month follows a number."""
    month = re.match(r"[^\W\d_]+", behind)
    return month is not None and len(HistoricalDate.parse(f"{number}. {month.group()} 1900").start) == 3


_NEAR = 600  # characters before “and” in which its document stands


def _sources(sentence: str) -> list[tuple[str, str]]:
    """(text, what joins it to the one before) of the sources of a sentence."""
    plain = without_quoted(sentence)
    cuts: list[tuple[int, int, str]] = [(m.start(), m.end(), ";") for m in _SEMICOLON.finditer(plain)]
    for match in _AND.finditer(plain):
        if _joins_documents(sentence, plain, match):
            cuts.append((match.start(), match.end(), "and"))
    if shared().search(plain) is not None:
        cuts += [(at, end, "and") for at, end in _listed_documents(sentence)]
    out, start, joint = [], 0, ""
    for at, end, mark in sorted(cuts):
        if at < start:
            continue
        out.append((sentence[start:at], joint))
        start, joint = end, mark
    out.append((sentence[start:], joint))
    return [(_stripped(text), mark) for text, mark in out if text.strip(" .,;")]


_COMMA = re.compile(r",\s+(?!(?:and|und)\s)")


def _listed_documents(sentence: str) -> list[tuple[int, int]]:
    """The commas between documents that are all in one place: ``A to B, 3 May 1870, C to D, 5 May 1870, all in …``."""
    dates = find_dates(sentence)
    out = []
    for here, there in zip(dates, dates[1:]):
        comma = _COMMA.match(sentence, here.end)
        if comma is not None and exchange(sentence[comma.end() : there.start].strip(" ,")) is not None:
            out.append(comma.span())
    return out


def _stripped(text: str) -> str:
    return re.sub(r"^(?:and|und|и|oraz)\s+", "", text.strip())


def _joins_documents(sentence: str, plain: str, joint: re.Match[str]) -> bool:
    """Whether ``and`` joins two documents: one with a date, or a whole reference, before it, and another after it."""
    before, behind = sentence[: joint.start()], sentence[joint.end() :]
    start = max(before.rfind(";"), len(before) - _NEAR, 0)
    dated = any(find_dates(before[start:]))
    if not dated and not re.search(r"\d[^,]*$", before[start:]):
        return False
    if match_repository(sentence, joint.end()) is not None:
        return False
    return begins_with_document(behind[:300])
