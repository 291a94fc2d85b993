"""A Markdown draft with its citations as notes, or in the text, and its bibliography; nothing else changes by a
byte.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest

from ...common.tables import table
from ..beside import apart, stopped_once
from ..job import Job
from ..outcome import Outcome
from ..own_notes import in_parentheses, inside_sentence, parenthesized
from ..settings import Settings
from ..slips import slip_at
from ..weaver import Spot, Weaver, Woven
from . import marks
from .bibliography import Bibliographies
from .cells import Table
from .drawn_tables import DrawnTables
from .lines import Segment
from .note_place import begin_of_note, line_break_place, punctuation_at
from .rich import OPEN, RichText
from .scan import Place, Scan, citation_of, scan

_LAST_BIBLIOGRAPHY = re.compile(rf"^{marks.BIBLIOGRAPHY.pattern}\s*\Z", re.M)


_SHORTCODE = re.compile(r"\{\{<[^\n]*?>\}\}")  # of Quarto, which reads it before pandoc does
_OTHER = "\ue0fe"  # stands for its characters

_Cited = tuple[Place, Woven]


@dataclass(frozen=True)
class _Change:
    """What stands in the place of a stretch of the draft."""

    start: int
    end: int
    text: str


def weave_markdown(draft: str, job: Job) -> Outcome:
    """Weave a draft, or weave again one that was woven. Raises UsageError, StyleError and ReadError."""
    former = marks.unweave(draft)
    text = former.text
    opened = _open_comment(text)
    if opened >= 0:
        line = text.count("\n", 0, opened) + 1
        job.outcome.remarks.append(
            f"{job.where}, line {line}: a comment begins here that does not end; close it with -->"
        )
    scanned = text
    if opened >= 0:
        scanned = text[:opened] + text[opened:].replace("<!--", f"{OPEN}!--", _open_count(text, opened))
    if job.quarto:
        scanned = _SHORTCODE.sub(lambda match: _OTHER * len(match.group()), scanned)
    found = scan(scanned, _is_cross_reference(text, job.quarto))
    settings = job.settings([block.replace(OPEN, "<") for block in found.metadata])
    return _Weaving(text, former, found, settings, job, job.weaver(settings, "markdown")).done()


def _open_comment(text: str) -> int:
    """Where a comment begins that nothing ends but the mark of a bibliography at the end of the draft, or -1."""
    end = _last_bibliography(text)
    return marks.code_of(text).find(text, "<!--", max(0, text.rfind("-->", 0, end)), end)


def _open_count(text: str, opened: int) -> int:
    return text.count("<!--", opened, _last_bibliography(text))


def _last_bibliography(text: str) -> int:
    """Where the mark of a bibliography at the end of the draft begins, or the draft ends."""
    last = _LAST_BIBLIOGRAPHY.search(text, max(0, text.rfind("<!-- bibliography")))
    return last.start() if last is not None else len(text)


def _is_cross_reference(text: str, quarto: bool) -> Callable[[str], bool]:
    """Whether a key is one of Quarto's cross-references:

    Always in a .qmd, elsewhere where the draft has such a label.
    """
    prefixes = tuple(f"{prefix}-" for prefix in table("manuscripts")["quarto"]["prefixes"].split())

    def tell(key: str) -> bool:
        if not key.lower().startswith(prefixes):
            return False
        return quarto or f"#{key}" in text or re.search(rf"label: *{re.escape(key)}\s*$", text, re.M) is not None

    return tell


class _Weaving:
    """One draft while it is woven."""

    def __init__(
        self, text: str, former: marks.Unwoven, found: Scan, settings: Settings, job: Job, weaver: Weaver
    ) -> None:
        self.text, self.former, self.found = text, former, found
        self.settings, self.job, self.weaver = settings, job, weaver
        self.outcome = job.outcome
        self.rich = RichText(weaver.library.key_of)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._tables = DrawnTables(found.tables)
        self._bibliographies = Bibliographies(former, found, settings, weaver, self.rich, self.newline, self._where)
        self._label = 0
        self._notes: list[tuple[str, str]] = []
        self._line_break = ""  # what goes after the last of several notes that stand together
        after = settings.after_punctuation
        language = weaver.processor.style.locale.lang.split("-")[0]
        self._after_punctuation = after if after is not None else language not in _note_first()

    def done(self) -> Outcome:
        """The whole draft woven."""
        places = self.found.places
        spots = [self._spot(place) for place in places]
        self.weaver.list_uncited(self.settings.nocite)
        woven = self.weaver.weave(spots)
        cited = [(place, one) for place, one in zip(places, woven) if place.found is not None]
        changes = [
            change
            for (place, one), following in zip_longest(cited, cited[1:])
            if (change := self._change(place, one, following)) is not None
        ]
        lists = [_Change(*change) for change in self._bibliographies.changes()]
        written = self._bibliographies.written
        tables = [_Change(*change) for change in self._tables.changes()]
        remembered = self._tables.remembered(self.newline)
        if remembered and written:
            remembered += marks.entries_mark(written)
        elif written:
            _remember_entries(changes, written)
        changes += [*lists, *tables]
        self._remark_entries()
        outcome = self.outcome
        outcome.text = self._applied(changes) + remembered + self._notes_block()
        outcome.citations = sum(1 for one in woven if one.keys)
        outcome.notes = sum(one.new_note and place.start not in self.former.noted for place, one in zip(places, woven))
        outcome.entries += len(written)
        outcome.take_over(self.weaver)
        return outcome

    def _where(self, at: int) -> str:
        return f"{self.job.where}, line {bisect_right(self._line_starts, at)}"

    def _spot(self, place: Place) -> Spot:
        if place.found is None:
            return Spot(None, place.note, place.chapter)
        citation = citation_of(place, self.weaver.words, self.rich.markup)
        assert place.segment is not None
        slip = slip_at(place.segment.text, place.found.start, place.found.end) if citation.in_text else ""
        return Spot(citation, place.note, place.chapter, self._where(place.start), slip=slip)

    # -- one citation

    def _change(self, place: Place, woven: Woven, following: _Cited | None) -> _Change | None:
        if woven.unknown:
            return None
        kept = self.former.kept.get(place.start)
        if (drawn := self._tables.at(place.start)) is not None:
            self._into_cell(drawn, place, woven, kept)
            return None
        if woven.new_note or _is_raised(woven.text):
            return self._note_after(place, woven, kept, following)
        text = self._text(woven)
        if woven.note and self.weaver.notes:
            text = self._in_own_note(place, text)
        source = self.text[place.start : place.end]
        if kept is not None:
            return self._edited_text(place, text, source)
        return self._beside(place, text)

    def _beside(self, place: Place, text: str) -> _Change:
        """A citation in the text, parted from the words before it, and with one stop behind it."""
        assert place.segment is not None and place.found is not None
        line, found = place.segment.text, place.found
        after = line[found.end :]
        taken, space, behind = apart(line[: found.start], after, text, moves=place.note is None)
        start = place.start - taken
        text = space + stopped_once(text, after) + behind
        return _Change(start, place.end, text + marks.mark(text, "", self.text[start : place.end]))

    def _into_cell(self, drawn: Table, place: Place, woven: Woven, kept: str | None) -> None:
        """Note down what is written into a cell; a citation that goes over its lines is left as it is."""
        assert place.segment is not None and place.found is not None
        line, found = place.segment.text, place.found
        start, stop, note, edited = place.start, place.end, "", False
        if woven.new_note or _is_raised(woven.text):
            author = self.rich.restore(woven.author)
            begin = found.start if author else begin_of_note(line, found.start)
            end, punctuation = self._punctuation(line, found.end, line[:begin])
            start, stop = place.segment.end(begin) if begin < found.start else place.start, place.segment.end(end)
            text, note = self._called(woven, kept)
            edited = bool(note) and note != self._text(woven)
            text = f"{self._joined(author, punctuation)}{text}"
        else:
            text = self._text(woven)
            text = self._in_own_note(place, text) if woven.note and self.weaver.notes else text
            text = apart(line[: found.start], "", text, moves=False)[1] + stopped_once(text, line[found.end :])
        cell = drawn.cell(start, stop, text)
        if cell is None or "\n" in line[found.start : found.end]:
            self.outcome.problems.append(
                f"{self._where(place.start)}: this citation goes over two lines of a cell of a table; "
                "write it on one line"
            )
            return
        if edited:
            self._remark_edited(place.start)
        self._tables.add(drawn, cell, note, edited)

    def _called(self, woven: Woven, kept: str | None) -> tuple[str, str]:
        """(The call of a new note, its text), or the raised number that stands where one would."""
        if not woven.new_note:
            return self._text(woven), ""
        label = self._next_label()
        note = kept or self._text(woven)
        self._notes.append((label, note))
        return f"[^{label}]", note

    def _text(self, woven: Woven) -> str:
        return self.rich.restore(" ".join(woven.text.split("\n")))

    def _edited_text(self, place: Place, text: str, source: str) -> _Change:
        """A citation in the text that a person has edited: it stays, unless it is what would be written anyway."""
        if self.text[: place.start].endswith(text):
            self._unedited(place.start)
            return _Change(place.start - len(text), place.end, text + marks.mark(text, "", source))
        self._remark_edited(place.start)
        return _Change(place.start, place.end, marks.mark("", "", source, edited=True))

    def _unedited(self, at: int) -> None:
        if at in self.former.edited:
            self.former.edited.remove(at)

    def _remark_edited(self, at: int) -> None:
        if at in self.former.edited:
            self.outcome.remarks.append(
                f"{self._where(at)}: this citation was edited by hand and is left as it is "
                "(to have it woven again, delete it together with its comment and retype it)"
            )

    def _in_own_note(self, place: Place, text: str) -> str:
        """A citation in a note of the person's own: with parentheses where it stands after a sentence."""
        if not place.before.strip():
            return inside_sentence(text, place.after)
        text = self.weaver.in_sentence(text)
        assert place.found is not None
        if not place.found.in_text and in_parentheses(place.before):
            return parenthesized(text)
        return inside_sentence(text, place.after)

    def _note_after(self, place: Place, woven: Woven, kept: str | None, following: _Cited | None) -> _Change:
        """A new note, after the punctuation that follows; the space before the citation goes.  A line end in it goes
        after the note, or after the last of several that stand together.
        """
        assert place.segment is not None and place.found is not None
        line, found = place.segment.text, place.found
        author = self.rich.restore(woven.author)
        begin = found.start if author else begin_of_note(line, found.start)
        end, punctuation = self._punctuation(line, found.end, line[:begin])
        start, stop = place.segment.end(begin) if begin < found.start else place.start, place.segment.end(end)
        gap = self.text[start : place.start]
        gap, self._line_break = gap if "\n" in gap else self._line_break or gap, ""
        text, note = self._called(woven, kept)
        edited = woven.new_note and note != self._text(woven)
        if edited:
            self._remark_edited(place.start)
        written = f"{self._joined(author, punctuation)}{text}"
        if "\n" in gap and self._takes_white_space(following, place.segment, end):
            self._line_break = gap
        elif "\n" in gap and (goes_on := line_break_place(line, end)) >= 0:  # it began its line, and the line goes on
            stop = place.segment.end(goes_on)
            mark = marks.mark(written, note, self.text[start:stop], tail=gap, edited=edited)
            return _Change(start, stop, written + mark + gap)
        written += marks.mark(written, note, self.text[start:stop], edited=edited)
        return _Change(start, stop, written)

    def _takes_white_space(self, following: _Cited | None, segment: Segment, at: int) -> bool:
        """Whether the next citation is a note that goes up to the one that ends at ``at``."""
        if following is None:
            return False
        place, woven = following
        if place.segment is not segment or place.found is None or woven.unknown or woven.author:
            return False
        if not woven.new_note and not _is_raised(woven.text):
            return False
        return place.found.start >= at and not segment.text[at : place.found.start].strip(" \t\n")

    def _joined(self, author: str, punctuation: str) -> str:
        """The name in a sentence and what follows it: a stop or comma in its quotation marks where they have it."""
        quotes = self.weaver.processor.style.locale.quotes
        if quotes.punctuation_in_quote and author.endswith("\u201d") and punctuation[:1] in (".", ","):
            return f"{author[:-1]}{punctuation[:1]}\u201d{punctuation[1:]}"
        return stopped_once(author, punctuation) + punctuation

    def _punctuation(self, line: str, at: int, before: str) -> tuple[int, str]:
        """(where the text goes on, the punctuation that comes before the note)."""
        return punctuation_at(line, at, before) if self._after_punctuation else (at, "")

    def _next_label(self) -> str:
        self._label += 1
        while str(self._label) in self.found.labels:
            self._label += 1
        return str(self._label)

    # -- the whole

    def _applied(self, changes: list[_Change]) -> str:
        out: list[str] = []
        at = 0
        for change in sorted(changes, key=lambda change: (change.start, change.end)):
            if change.start < at:
                problem = "this change stands within another and is left out; please report the draft"
                self.outcome.problems.append(f"{self._where(change.start)}: {problem}")
                continue
            out += (self.text[at : change.start], change.text)
            at = change.end
        out.append(self.text[at:])
        return "".join(out)

    def _notes_block(self) -> str:
        if not self._notes:
            return ""
        n = self.newline
        notes = f"{n}{n}".join(f"[^{label}]: {text}" for label, text in self._notes)
        return f"{n}{n}{marks.NOTES_START}{n}{n}{notes}{n}{n}{marks.NOTES_END}{n}"

    def _remark_entries(self) -> None:
        """Tell of an entry that a person has edited and that is rewritten."""
        if lost := self._bibliographies.lost_edit():
            self.outcome.remarks.append(
                f"{self.job.where}: the bibliography is rewritten, and changes made to it by hand are not kept "
                f"(“{lost[:80]}”); change the record in the library instead"
            )


def _remember_entries(changes: list[_Change], entries: list[str]) -> None:
    """Put a fingerprint of the bibliographies after the last citation whose mark ends what is written there."""
    for n in reversed(range(len(changes))):
        if changes[n].text.endswith(" -->"):
            changes[n] = replace(changes[n], text=changes[n].text + marks.entries_mark(entries))
            return


def _is_raised(text: str) -> bool:
    """Whether a citation is a raised number, which stands where a note would."""
    return len(text) > 2 and text[0] == text[-1] == "^"


def _note_first() -> list[str]:
    return list(table("manuscripts")["punctuation"]["note_first"])
