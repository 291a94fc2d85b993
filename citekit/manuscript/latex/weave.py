"""A LaTeX draft without biblatex: its citation commands become text and footnotes, its bibliography a list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from ...exporters import ExportOptions, export_documents
from ..citations import Citation, DraftCite
from ..job import Job
from ..locators import split_markup
from ..outcome import Outcome
from ..own_notes import in_parentheses, inside_sentence, parenthesized
from ..settings import Settings, settings_of
from ..weaver import Spot, Weaver, Woven
from .commands import FULL, FULL_NOTE, NOTE, PARENTHESES, PARTS, SENTENCE, TEXT, TITLE, YEAR_IN_PARENTHESES
from .rich import LatexText
from .scan import Command, LatexScan, Work, scan

_CLOSING = re.compile(r"(?:[.,;:!?]|''|[\u201d\u2019)])+")
_STOPPED = re.compile(r"[.!?](?:''|[\u201d\u2019)}])*\s*$")
_PACKAGES = frozenset(("biblatex", "biblatex-chicago", "natbib", "addbibresource", "bibliographystyle"))
_LINKS = re.compile(r"\\usepackage(?:\[[^\]]*\])?\{[^}]*\b(?:hyperref|url|xurl)\b")
_LIST = r"\begin{list}{}{\setlength{\leftmargin}{2em}\setlength{\itemindent}{-2em}}"


def weave_latex(draft: str, job: Job) -> Outcome:
    """Weave a draft. Raises UsageError, StyleError and ReadError."""
    found = scan(draft)
    settings = settings_of({}, job.folder, job.where)
    resources = tuple(dict.fromkeys((*settings.bibliography, *_there(found.resources, job))))
    settings = replace(
        settings, bibliography=resources, style=job.style or settings.style, lang=job.lang or settings.lang
    )
    return _Weaving(draft, found, settings, job, job.weaver(settings, "latex")).done()


def _there(resources: list[str], job: Job) -> Iterator[str]:
    """The files of the draft that are there; one that is not may be what ``--keep-commands`` writes."""
    for name in resources:
        if (job.folder / name).is_file() or not job.documents:
            yield name


class _Weaving:
    """One draft while it is woven."""

    def __init__(self, text: str, found: LatexScan, settings: Settings, job: Job, weaver: Weaver) -> None:
        self.text, self.found, self.settings, self.job, self.weaver = text, found, settings, job, weaver
        self.outcome = job.outcome
        self.rich = LatexText()
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._after = settings.after_punctuation is not False

    def done(self) -> Outcome:
        """The whole draft woven, or as it was with the .bib that it needs."""
        marks = self.found.marks
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
        changes = [
            change
            for (_, mark), one in zip(marks, woven)
            if isinstance(mark, Command) and (change := self._change(mark, one)) is not None
        ]
        changes += [*self._bibliographies(), *self._without_biblatex()]
        outcome.text = self._with_links(self._applied(changes))
        return outcome

    # -- citations

    def _where(self, at: int) -> str:
        return f"{self.job.where}, line {bisect_right(self._line_starts, at)}"

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
        for work in command.works:
            cites += self._cites(work, command.starred and command.kind.star)
        if command.before.strip():
            prefix = self.rich.markup(command.before.strip())
            cites[0] = replace(cites[0], prefix=f"{prefix} {cites[0].prefix}".strip())
        if command.behind.strip():
            cites[-1] = replace(cites[-1], suffix=f"{cites[-1].suffix}, {self.rich.markup(command.behind.strip())}")
        if place == SENTENCE:
            cites[0] = replace(cites[0], in_text=True)
        return Citation(tuple(cites))

    def _cites(self, work: Work, starred: bool) -> list[DraftCite]:
        """The cites of an argument: the note before goes to the first, the one behind to the last."""
        cites = [DraftCite(key, suppress_author=starred) for key in work.keys]
        if work.before.strip():
            cites[0] = replace(cites[0], prefix=self.rich.markup(work.before.strip()))
        if work.volume.strip():
            pages = f", {self.rich.markup(work.behind.strip())}" if work.behind.strip() else ""
            volume = self.rich.markup(work.volume.strip())
            cites[-1] = replace(cites[-1], locator=volume, label="volume", word="vol.", suffix=pages)
        elif work.behind.strip():
            markup = self.rich.markup(work.behind.strip()).replace("\u00a0", " ")
            place, rest = split_markup(markup.replace("\u2013", "-"), self.weaver.words)
            if not place.locator:
                rest = f", {markup}"
            suffix = rest if rest.strip() else ""
            cites[-1] = replace(cites[-1], locator=place.locator, label=place.label, word=place.word, suffix=suffix)
        return cites

    def _change(self, command: Command, woven: Woven) -> tuple[int, int, str] | None:
        if woven.unknown:
            return None
        text = self.rich.restore(" ".join(woven.text.split("\n")))
        author = self.rich.restore(woven.author)
        place = command.kind.place(self.weaver.notes)
        if place == TITLE:
            return self._titled(command, text)
        if place in PARTS:
            return command.start, command.end, f"({text})" if place == YEAR_IN_PARENTHESES else text
        if woven.new_note:
            return self._footnote(command, author, text)
        if self.weaver.notes:
            return command.start, command.end, self._within(command, place, text)
        if place == NOTE and command.note is None:
            return self._footnote(command, "", f"{self._bare(text)}.")
        if place in (TEXT, NOTE):
            text = self._bare(text)
        return command.start, command.end, text

    def _titled(self, command: Command, text: str) -> tuple[int, int, str]:
        """A title, with the stop or comma behind it in its quotation marks where the language has it there."""
        quotes = self.weaver.processor.style.locale.quotes
        mark = self.text[command.end : command.end + 1]
        if not quotes.in_quote or mark not in (".", ",") or not text.endswith("\u201d"):
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
            text = self.weaver.in_sentence(text).rstrip().removesuffix(".")
            return f"({text})" if place == PARENTHESES else text
        before = self.text[command.note_start : command.start]
        after = self.text[command.end : command.note_end]
        if not before.strip():
            return inside_sentence(text, after)
        text = self.weaver.in_sentence(text)
        if place == PARENTHESES or (place == NOTE and in_parentheses(before)):
            return parenthesized(text)
        return inside_sentence(text, after)

    def _footnote(self, command: Command, author: str, text: str) -> tuple[int, int, str]:
        """A new footnote behind the punctuation that follows; the space before the command goes."""
        before = self.text[: command.start]
        start = command.start if author else len(before.rstrip(" ~\n"))
        if not author and before[start : command.start].count("\n") > 1:
            start = command.start
        end, punctuation = command.end, ""
        match = _CLOSING.match(self.text, end) if self._after else None
        if match is not None:
            end, punctuation = match.end(), match.group()
            if punctuation.startswith(".") and _STOPPED.search(self.text[:start]):
                punctuation = punctuation[1:]
        gap = self.text[start : command.start]
        line_end = "\n" if "\n" in gap else ""
        if line_end:
            end += len(self.text[end:]) - len(self.text[end:].lstrip(" \t"))
            line_end = "" if self.text.startswith("\n", end) else line_end
        self.outcome.notes += 1
        return start, end, f"{author}{punctuation}\\footnote{{{text}}}{line_end}"

    # -- the whole

    def _applied(self, changes: list[tuple[int, int, str]]) -> str:
        out, at = [], 0
        for start, end, text in sorted(changes):
            if start >= at:
                out += [self.text[at:start], text]
                at = end
        out.append(self.text[at:])
        return "".join(out)

    def _bibliographies(self) -> Iterator[tuple[int, int, str]]:
        entries = [self.rich.restore(" ".join(entry.split())) for entry in self.weaver.bibliography()]
        for start, end, options in self.found.bibliographies:
            heading = self._heading(options)
            items = "".join(f"\\item {entry}\n" for entry in entries)
            whole = f"{heading}{_LIST}\n{items}\\end{{list}}" if items else ""
            self.outcome.entries += len(entries)
            yield start, end, whole

    def _heading(self, options: str) -> str:
        """The heading that ``\\printbibliography`` would have (biblatex manual, 3.8.2)."""
        if re.search(r"heading\s*=\s*none", options):
            return ""
        title = re.search(r"title\s*=\s*(?:\{([^{}]*)\}|([^,\]]+))", options)
        chapters = re.search(r"\\documentclass(?:\[[^\]]*\])?\{(?:book|report|scrbook|scrreprt|memoir)\}", self.text)
        command = "chapter" if chapters else "section"
        default = self.settings.heading or ("Bibliography" if chapters or self.weaver.notes else "References")
        name = (title[1] or title[2]).strip() if title is not None else default
        return f"\\{command}*{{{name}}}\n"

    def _without_biblatex(self) -> Iterator[tuple[int, int, str]]:
        """The commands that load biblatex, as comments; ``\\nocite`` prints nothing and goes."""
        for start, end, name in self.found.packages:
            if name in _PACKAGES:
                yield start, end, "% " + " ".join(self.text[start:end].split())
        for start, end in self.found.nocites:
            yield start, end, ""

    def _with_links(self, text: str) -> str:
        """The draft with the package that addresses need, where it has none of them."""
        if ("\\url{" not in text and "\\href{" not in text) or _LINKS.search(text):
            return text
        at = text.find("\\begin{document}")
        package = "hyperref" if "\\href{" in text else "url"
        return text if at < 0 else f"{text[:at]}\\usepackage{{{package}}}\n{text[at:]}"

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
