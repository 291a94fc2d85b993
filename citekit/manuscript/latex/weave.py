"""A LaTeX draft without biblatex: its citation commands become text and footnotes, its bibliography a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, zip_longest

from ...exporters import ExportOptions, export_documents
from ..beside import apart, stopped_once
from ..citations import Citation, DraftCite
from ..job import Job
from ..locators import split_markup
from ..outcome import Outcome
from ..own_notes import in_parentheses, inside_sentence, parenthesized, unstopped
from ..settings import Settings, settings_of
from ..weaver import Spot, Weaver, Woven
from .bibliography import Bibliography, latex_list
from .boxes import note, with_footnotes
from .commands import FULL, FULL_NOTE, NOTE, PARENTHESES, PARTS, SENTENCE, TEXT, TITLE, YEAR_IN_PARENTHESES
from .in_sentence import each_name, listed
from .marks import Unwoven, marked, unweave
from .note_place import NotePlace, is_white, note_place
from .rich import LatexText
from .scan import Command, LatexScan, Work, scan

_CLOSING = re.compile(r"(?:[.,;:!?]|''|[\u201d\u2019)])+")
_STOPPED = re.compile(r"[.!?](?:''|[\u201d\u2019)}])*\s*$")
_PACKAGES = frozenset(("biblatex", "biblatex-chicago", "natbib", "addbibresource", "bibliographystyle"))
_LINKS = re.compile(r"\\usepackage(?:\[[^\]]*\])?\{[^}]*\b(?:hyperref|url|xurl)\b")


def weave_latex(draft: str, job: Job) -> Outcome:
    """Weave a draft. Raises UsageError, StyleError and ReadError."""
    former = unweave(draft)
    found = scan(former.text)
    settings = settings_of({}, job.folder, job.where)
    resources = tuple(dict.fromkeys((*settings.bibliography, *_there(found.resources, job))))
    settings = replace(
        settings, bibliography=resources, style=job.style or settings.style, lang=job.lang or settings.lang
    )
    return _Weaving(former, found, settings, job, job.weaver(settings, "latex")).done()


def _there(resources: list[str], job: Job) -> Iterator[str]:
    """The files of the draft that are there; one that is not may be what ``--keep-commands`` writes."""
    for name in resources:
        if (job.folder / name).is_file() or not job.documents:
            yield name


class _Weaving:
    """One draft while it is woven."""

    def __init__(self, former: Unwoven, found: LatexScan, settings: Settings, job: Job, weaver: Weaver) -> None:
        self.former, self.text = former, former.text
        self.found, self.settings, self.job, self.weaver = found, settings, job, weaver
        self.outcome = job.outcome
        weaver.nests = False  # works are named by commands
        self.rich = LatexText(weaver.processor.style.locale.lang)
        self._line_break = False  # a line end goes after the last of several notes that stand together
        self._after = settings.after_punctuation is not False

    def done(self) -> Outcome:
        """The whole draft woven, or as it was with the .bib that it needs."""
        marks = list(each_name(self.found.marks, lambda key: self.weaver.library.key_of(key) is not None))
        spots = [self._spot(n, start, mark) for n, (start, mark) in enumerate(marks)]
        self.weaver.list_uncited([*self.settings.nocite, *self.found.nocite])
        woven = self.weaver.weave(spots)
        outcome = self.outcome
        outcome.citations = sum(1 for one in woven if one.keys)
        outcome.take_over(self.weaver)
        if self.job.keep_commands:
            outcome.text = self.text
            self._write_bib()
            return outcome
        outcome.problems += [
            f"{self._where(start)}: \\{name} is not understood and is left as it is"
            for start, name in self.found.unread
        ]
        cited = [(mark, one) for (_, mark), one in zip(marks, woven) if isinstance(mark, Command)]
        groups = [list(group) for _, group in groupby(cited, lambda pair: pair[0].start)]
        changes = [
            change
            for group, following in zip_longest(groups, groups[1:])
            if (change := self._changes(group, self._as_note(following[0] if following else None))) is not None
        ]
        changes += [*self._bibliographies(), *self._without_biblatex(any(one.unknown for _, one in cited))]
        self._remark_edited()
        changes = list(with_footnotes(self.text, changes, self.found))
        outcome.text = self._applied([*changes, *self._links(changes)])
        return outcome

    # -- citations

    def _where(self, at: int) -> str:
        return f"{self.job.where}, line {self.former.line(at)}"

    def _spot(self, n: int, start: int, mark: Command | int) -> Spot:
        chapter = sum(1 for at in self.found.chapters if at <= start)
        if isinstance(mark, int):
            return Spot(None, f"note {mark}", chapter)
        place = mark.kind.place(self.weaver.notes)
        note = f"note {mark.note}" if mark.note is not None else None
        if note is None and self.weaver.notes and place in (TEXT, PARENTHESES, *PARTS):
            note = f"text {n}"  # a citation of a style for notes that stands in the text all the same
        part = PARTS.get(place) or ("full" if mark.kind.name in (FULL, FULL_NOTE) else "")
        return Spot(self._citation(mark, place), note, chapter, self._where(start), part)

    def _citation(self, command: Command, place: str) -> Citation:
        cites: list[DraftCite] = []
        notes = [
            command.prenote,
            command.postnote,
            *(text for work in command.works for text in (work.prenote, work.postnote)),
        ]
        for name in dict.fromkeys(name for text in notes for name in self.rich.not_understood(text)):
            left = f"\\{name} in the brackets of a citation is not understood and is left as it is"
            self.outcome.problems.append(f"{self._where(command.start)}: {left}")
        for work in command.works:
            cites += self._cites(work, command.starred and command.kind.star)
        if command.prenote.strip():
            prefix = self.rich.markup(command.prenote.strip())
            cites[0] = replace(cites[0], prefix=f"{prefix} {cites[0].prefix}".strip())
        if command.postnote.strip():
            cites[-1] = replace(cites[-1], suffix=f"{cites[-1].suffix}, {self.rich.markup(command.postnote.strip())}")
        if place == SENTENCE:
            cites[0] = replace(cites[0], in_text=True)
        return Citation(tuple(cites))

    def _cites(self, work: Work, starred: bool) -> list[DraftCite]:
        """The cites of an argument: the prenote goes to the first, the postnote to the last."""
        cites = [DraftCite(key, suppress_author=starred) for key in work.keys]
        if work.prenote.strip():
            cites[0] = replace(cites[0], prefix=self.rich.markup(work.prenote.strip()))
        if work.volume.strip():
            pages = f", {self.rich.markup(work.postnote.strip())}" if work.postnote.strip() else ""
            volume = self.rich.markup(work.volume.strip())
            cites[-1] = replace(cites[-1], locator=volume, label="volume", word="vol.", suffix=pages)
        elif work.postnote.strip():
            markup = self.rich.markup(work.postnote.strip()).replace("\u00a0", " ")
            place, rest = split_markup(markup.replace("\u2013", "-"), self.weaver.words)
            if not place.locator:
                rest = f", {markup}"
            suffix = rest if rest.strip() else ""
            cites[-1] = replace(cites[-1], locator=place.locator, label=place.label, word=place.word, suffix=suffix)
        return cites

    def _as_note(self, cited: tuple[Command, Woven] | None) -> Command | None:
        """A command that becomes a footnote without a name in the sentence, else None."""
        if cited is None or cited[1].unknown or cited[1].author:
            return None
        command, woven = cited
        as_note = command.kind.place(self.weaver.notes) == NOTE and command.note is None
        return command if woven.new_note or (as_note and not self.weaver.notes) else None

    def _changes(self, group: list[tuple[Command, Woven]], following: Command | None) -> tuple[int, int, str] | None:
        """What stands for a command: of one that names several works in the sentence, all of them in a list."""
        *first, (command, woven) = group
        if (kept := self.former.kept.get(command.start)) is not None and not woven.unknown:
            return command.start, command.end, kept
        pieces: list[tuple[str, str]] = []
        for other, one in first:
            text, author = self._text(one.text), self._text(one.author)
            if one.new_note:
                self._count_note(other)
                pieces.append((author, note(text)))
            else:
                pieces.append((unstopped(self._within(other, SENTENCE, text)) if self.weaver.notes else text, ""))
        change = self._change(command, woven, following)
        if change is None or not pieces:
            return change
        locale = self.weaver.processor.style.locale
        joint = locale.term("and") or "and"
        whole = listed([*pieces, (change[2], "")], joint, locale.lang, after=self._after)
        return command.start, change[1], whole

    def _text(self, text: str) -> str:
        return self.rich.restore(" ".join(text.split("\n")))

    def _change(self, command: Command, woven: Woven, following: Command | None) -> tuple[int, int, str] | None:
        if woven.unknown:
            return None
        text, author = self._text(woven.text), self._text(woven.author)
        place = command.kind.place(self.weaver.notes)
        if place == TITLE:
            return self._titled(command, text)
        if place in PARTS:
            return command.start, command.end, f"({text})" if place == YEAR_IN_PARENTHESES else text
        if woven.new_note:
            return self._footnote(command, author, text, following)
        if self.weaver.notes:
            return self._beside(command, self._within(command, place, text))
        if place == NOTE and command.note is None:
            return self._footnote(command, "", f"{self._bare(text)}.", following)
        if place in (TEXT, NOTE):
            text = self._bare(text)
        return self._beside(command, text)

    def _beside(self, command: Command, text: str) -> tuple[int, int, str]:
        """A citation in the text, parted from the words before it, and with one stop behind it."""
        before = self.text[max(0, command.start - 60) : command.start]
        after = self.text[command.end : command.end + 2]
        taken, space, behind = apart(before, after, text, moves=command.note is None)
        return command.start - taken, command.end, space + stopped_once(text, after) + behind

    def _titled(self, command: Command, text: str) -> tuple[int, int, str]:
        """A title, with the stop or comma after it in its quotation marks where the language has it there."""
        quotes = self.weaver.processor.style.locale.quotes
        mark = self.text[command.end : command.end + 1]
        if self.text.startswith("\\", command.end + 1):
            mark = ""  # the next command may take the stop
        if not quotes.punctuation_in_quote or mark not in (".", ",") or not text.endswith("\u201d"):
            return command.start, command.end, text
        return command.start, command.end + 1, f"{text[:-1]}{mark}\u201d"

    def _bare(self, text: str) -> str:
        """A citation without the parentheses of its style."""
        layout = self.weaver.processor.style.citation_layout
        before, after = layout.get("prefix") or "", layout.get("suffix") or ""
        if before.endswith("(") and after.startswith(")") and text.startswith(before) and text.endswith(after):
            return text[len(before) : len(text) - len(after)]
        return text

    def _within(self, command: Command, place: str, text: str) -> str:
        """A citation of a style for notes inside a footnote, or in the text where the person wants it there."""
        if command.note is None:
            text = unstopped(self.weaver.in_sentence(text))
            return f"({text})" if place == PARENTHESES else text
        before = self.text[command.note_start : command.start]
        after = self.text[command.end : command.note_end]
        if not before.strip():
            return inside_sentence(text, after)
        text = self.weaver.in_sentence(text)
        if place == PARENTHESES or (place == NOTE and in_parentheses(before)):
            return parenthesized(text)
        return inside_sentence(text, after)

    def _footnote(self, command: Command, author: str, text: str, following: Command | None) -> tuple[int, int, str]:
        """A new footnote after the punctuation that follows; the space before the command goes.  A line end in it goes
        after the footnote, or after the last of several that stand together.
        """
        place = NotePlace(command.start) if author else note_place(self.text, command.start)
        start, end, punctuation = place.start, command.end, ""
        match = _CLOSING.match(self.text, end) if self._after else None
        if match is not None:
            end, punctuation = match.end(), match.group()
            if punctuation.startswith(".") and _STOPPED.search(self.text, max(0, start - 40), start):
                punctuation = punctuation[1:]
        broken, line_end, self._line_break = self._line_break or "\n" in self.text[start : command.start], "", False
        if broken and following is not None and is_white(self.text[end : following.start]):
            self._line_break = note_place(self.text, following.start).start == end
        if broken and not self._line_break and self.text.startswith((" ", "\t"), end):
            end += len(self.text[end:]) - len(self.text[end:].lstrip(" \t"))
            line_end = "" if self.text.startswith("\n", end) else "\n"
        self._count_note(command)
        return start, end, f"{place.before}{stopped_once(author, punctuation)}{punctuation}{note(text)}{line_end}"

    def _count_note(self, command: Command) -> None:
        self.outcome.notes += command.start not in self.former.noted

    # -- the whole

    def _remark_edited(self) -> None:
        """Tell of what a person has edited of citekit's words, which stays."""
        for at in sorted([*self.former.edited, *self.former.left]):
            what = "this citation" if at in self.former.edited else "what citekit wrote here"
            self.outcome.remarks.append(
                f"{self._where(at)}: {what} was edited by hand and is left as it is "
                "(to have it woven again, delete it together with its comment and retype the command)"
            )

    def _applied(self, changes: list[tuple[int, int, str]]) -> str:
        """The draft with its changes; woven in place, with marks behind them."""
        out, at = [], 0
        changes = sorted(changes)
        for change, following in zip_longest(changes, changes[1:], fillvalue=(len(self.text), 0, "")):
            start, end, text = change
            if self.job.in_place:
                kept = start in self.former.kept and end > start
                start, end, text = marked(self.text, change, max(end, following[0]), edited=kept)
            if start < at:
                problem = "this change stands within another and is left out; please report the draft"
                self.outcome.problems.append(f"{self._where(start)}: {problem}")
                continue
            out += [self.text[at:start], text]
            at = end
        out.append(self.text[at:])
        return "".join(out)

    def _bibliographies(self) -> Iterator[tuple[int, int, str]]:
        for start, end, options in self.found.bibliographies:
            one = Bibliography.of(options)
            for name in one.unread:
                problem = f"\\printbibliography[{name}=…] is not understood: the list has all entries"
                self.outcome.problems.append(f"{self._where(start)}: {problem}")
            entries = [self.rich.restore(" ".join(entry.split())) for entry in one.entries(self.weaver)]
            self.outcome.entries += len(entries)
            yield start, end, latex_list(entries, one.heading(self.settings, self.text, self.weaver.notes))

    def _without_biblatex(self, some_stay: bool) -> Iterator[tuple[int, int, str]]:
        """The commands that load biblatex, as comments; ``\\nocite`` prints nothing and goes.

        Where commands stay, which are not understood or name what nobody knows, the packages that define them do too.
        """
        for start, end, name in () if some_stay or self.found.unread else self.found.packages:
            names = [one.strip() for one in name.split(",")]
            if _PACKAGES.isdisjoint(names):
                continue
            old = " ".join(self.text[start:end].split())
            others = ",".join(one for one in names if one not in _PACKAGES)
            rest = re.match(r"[ \t]*(?:%[^\n]*)?(?:\n|\Z)", self.text[end:])  # what stays on the line is no comment
            kept = f"\n\\usepackage{{{others}}}" if others else ""
            if self.job.in_place:  # the mark is the comment
                yield start, end, kept.lstrip("\n")
                continue
            yield start, end, f"% {old}{kept}" + ("" if rest or kept else "\n")
        for start, end in self.found.nocites:
            alone = self.text[start - 1 : start] in ("", "\n") and self.text.startswith("\n", end)
            yield start, end + (alone and not self.job.in_place), ""

    def _links(self, changes: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """The package that addresses need, where the draft loads none of them."""
        at = self.text.find("\\begin{document}")
        whole = "".join([self.text, *(new for _, _, new in changes)])
        if at >= 0 and ("\\url{" in whole or "\\href{" in whole) and not _LINKS.search(self.text):
            package = "hyperref" if "\\href{" in whole else "url"
            yield at, at, f"\\usepackage{{{package}}}\n"

    # -- keeping the commands

    def _write_bib(self) -> None:
        """The .bib that the draft needs: the one that it names where there is none yet, else one of its own."""
        listed = []
        for _, mark in self.found.marks:
            if isinstance(mark, Command):
                listed += [key for work in mark.works for key in work.keys]
        names = dict.fromkeys([*listed, *self.found.nocite])
        docs = [doc.changed(key=key) for key in names if (doc := self.weaver.library.find(key)) is not None]
        free = [name for name in self.found.resources if not (self.job.folder / name).exists()]
        name = free[0] if free else "citekit.bib"
        if not free:
            self.outcome.remarks.append(
                f"{self.job.where}: {name} has what is cited; load it: \\addbibresource{{{name}}}"
            )
        packages = {package for _, _, package in self.found.packages}
        dialect = "biblatex-chicago" if "biblatex-chicago" in packages else "biblatex"
        if "biblatex" not in packages and "biblatex-chicago" not in packages and "natbib" in packages:
            dialect = "bibtex"
        options = ExportOptions()
        self.outcome.files[name] = "".join(export_documents(docs, dialect, options))
        self.outcome.remarks += options.notes
