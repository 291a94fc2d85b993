"""Weaves the citations of a Word document in place: markers become footnotes or citations in the text, and what was
woven before is brought up to date.
"""

from __future__ import annotations

import re
from pathlib import Path

from ...common.errors import CitekitError
from ...common.files.package import Package
from ...formats.docx import text_of
from ..library import Library
from ..markers import find_markers
from ..note_places import note_habit
from ..office import OfficeOptions, after_punctuation, weave_package
from ..office_draft import SPLIT, OfficeDraft
from ..office_survey import PlainNote
from ..outcome import Outcome
from ..weaver import Spot, Woven
from ..zotero_prefs import is_preference, joined
from .bibliography import BibliographyPlace, Place, find_bibliographies
from .checker import problems
from .edits import Edits
from .notes import NoteForm, form_of, note_numbers, number_form
from .numbering import number_notes
from .parts import WordPackage
from .placing import DocxPlacer, shown_field
from .sites import DocxSite, DocxSurvey, DocxSurveyor
from .story import Story, shown_text
from .word_sources import word_sources

# LibreOffice keeps content controls in a .docx, and empties them of their properties
_UNMARKED = re.compile(r"<w:sdtPr(?:/>|>\s*</w:sdtPr>)")


def weave_docx(path: Path, out: Path | None, library: Library, options: OfficeOptions | None = None) -> Outcome:
    """Weave a .docx (or .docm, whose macros are kept and never run) into ``out``; None, or the same path, is in place
    and keeps the former file as ``.bak``. Raises CitekitError for a file that cannot be read or written.
    """
    chosen = options or OfficeOptions()
    return weave_package(path, out, chosen, lambda package: DocxDraft(package, library, chosen).weave())


class DocxDraft(OfficeDraft[DocxSite, Place]):
    """One document while it is woven."""

    def __init__(self, package: Package, library: Library, options: OfficeOptions) -> None:
        self.word = WordPackage(package)
        super().__init__(package, library, options, joined(self.word.custom_properties()), "docx")
        self.body = self.word.story(self.word.document)
        self.notes: dict[str, Story] = {}
        for kind, part in (("footnote", self.word.footnotes), ("endnote", self.word.endnotes)):
            if part and part in package:
                self.notes[kind] = self.word.story(part)
        self.survey = DocxSurvey()
        self._numbers = self._note_numbers()

    def _look(self) -> list[tuple[DocxSite | None, Spot]]:
        chapters = self.word.style_ids("heading 1")
        sources = word_sources(self.word)
        surveyor = DocxSurveyor(self.body, self.notes, self.works, self.weaver.words, sources, chapters)
        self.survey = surveyor.find()
        return [(one if isinstance(one, DocxSite) else None, self._spot(one)) for one in self.survey.places]

    def _is_new(self, site: DocxSite, made: Woven) -> bool:
        return made.new_note and site.reference is None and not made.unknown

    def _places(self) -> list[Place]:
        return find_bibliographies(self.body)

    def _listed_at(self, place: Place) -> list[str]:
        if place.field is not None:
            shown = shown_field(place.field, self.body)
            return [line for line in shown.split("\n") if line.strip()]
        if place.control is None:
            return []
        start, end = place.control.inner
        pieces = self.body.text[start:end].split(f"</{self.body.prefix}p>")
        return [text for text in map(shown_text, pieces) if text.strip()]

    def _plain_notes(self) -> list[str]:
        found = []
        for one in self.survey.places:
            if isinstance(one, PlainNote):
                kind, _, number = one.name.partition(" ")
                found.append(" ".join(paragraph.text for paragraph in self.notes[kind].by_note.get(number, [])))
        return found

    def _body_texts(self) -> list[str]:
        return [paragraph.text for paragraph in self.body.paragraphs]

    def _shown(self, written: str) -> str:
        return text_of(written)

    def _has_marks(self) -> bool:
        return any(not site.is_marker for site in self.survey.sites)

    def _spot(self, one: DocxSite | PlainNote) -> Spot:
        if isinstance(one, PlainNote):
            return Spot(None, one.name, one.chapter)
        inside = self._numbers.get(one.note, "a note") if one.note else f"paragraph {one.paragraph.number}"
        return Spot(one.citation, one.note or None, one.chapter, f"{self.name}, {inside}", slip=one.slip)

    @property
    def kind(self) -> str:
        """What new notes are: footnotes, but endnotes in a document all of whose notes are such."""
        kinds = {reference.kind for reference in self.body.references}
        return "endnote" if kinds == {"endnoteReference"} and "endnote" in self.notes else "footnote"

    def _note_numbers(self) -> dict[str, str]:
        """What notes are called in messages: by their numbers as they are counted."""
        counts = {"footnote": 0, "endnote": 0}
        found = {}
        for reference in self.body.references:
            kind = reference.note_kind
            counts[kind] += 1
            found[f"{kind} {reference.value}"] = f"{kind} {counts[kind]}"
        return found

    def _tell(self) -> None:
        outcome, survey = self.outcome, self.survey
        for text in dict.fromkeys(survey.boxed):
            outcome.problems.append(
                f"{self.name}: {text} stands in a text box, where Word allows no footnotes: it is left as it is"
            )
        outcome.problems += [SPLIT.format(name=self.name, text=text) for text in survey.split]
        for text in self._in_headers():
            outcome.problems.append(f"{self.name}: {text} stands in a header or footer: it is left as it is")
        for text in survey.broken:
            outcome.problems.append(f"{self.name}: a citation field cannot be updated: {text[:60]}")
        if not any(site.control is not None for site in survey.sites) and (lost := self._unmarked()):
            outcome.remarks.append(
                f"{self.name}: {lost} notes have lost the marks that say what they cite, which happens "
                "when LibreOffice saves a .docx: they are left as they are; weave the document as it was before, or "
                "use .odt in LibreOffice"
            )
        for manager in sorted(survey.foreign):
            outcome.remarks.append(f"{self.name}: the citations of {manager} are left as they are")
        if self.word.signed:
            outcome.remarks.append(f"{self.name}: the document is signed; its signature is no longer valid")

    def _unmarked(self) -> int:
        """How many notes hold a content control of which nothing but the text is left: no tag, no title, no number."""
        return sum(len(_UNMARKED.findall(story.text)) for story in self.notes.values())

    def _write(self, done: list[tuple[DocxSite, Woven]], lists: list[tuple[Place | None, list[str]]]) -> None:
        form = self._note_form(any(made.new_note and site.reference is None for site, made in done))
        edits = {id(story): Edits(story) for story in (self.body, *self.notes.values())}
        after = after_punctuation(
            self.options, note_habit(note_numbers(self.body)), self.weaver.processor.style.locale.lang
        )
        placer = DocxPlacer(self.body, self.notes, edits, form, after, self.weaver, self.options)
        references = [r for r in self.body.references if r.kind == self.kind + "Reference"]
        for site, made in done:
            while references and not site.note and references[0].start < site.position:
                placer.pass_note(references.pop(0).value)
            placer.put(site, made)
        for reference in references:
            placer.pass_note(reference.value)
        placer.finish()
        writer = BibliographyPlace(self.word, self.body, edits[id(self.body)], placer, self.options)
        for place, entries in lists:
            writer.put(place, entries)
        self.outcome.remarks += [f"{self.name}: {warning}" for warning in placer.warnings]
        self._put(
            {story.name: edits[id(story)].apply() for story in (self.body, *self.notes.values()) if edits[id(story)]}
        )
        if self.options.zotero:
            self.word.set_custom_properties(self._zotero_preferences("Field", self.word.document), is_preference)
        self._check()

    def _in_headers(self) -> list[str]:
        """Markers in headers and footers, where Word allows no footnotes."""
        found: dict[str, None] = {}
        for name in self.word.headers:
            if b"@" in self.package.part(name):
                for paragraph in self.word.story(name).paragraphs:
                    for marker in find_markers(paragraph.text, self.weaver.words):
                        found[paragraph.text[marker.start : marker.end]] = None
        return list(found)

    def _put(self, texts: dict[str, str]) -> None:
        """Put the changed stories into the package, new footnotes with their ids."""
        notes = self.notes.get(self.kind)
        if notes is not None and self.body.name in texts and notes.name in texts:
            texts[self.body.name], texts[notes.name] = number_notes(
                texts[self.body.name], texts[notes.name], self.body.prefix, notes.prefix, self.kind
            )
        for name, text in texts.items():
            self.word.put(name, text)

    def _note_form(self, needed: bool) -> NoteForm:
        """The form of notes; where notes are needed and the document has none, its parts and styles for them are
        made.
        """
        kind = self.kind
        if not needed:
            return form_of(self.notes.get(kind), "", "", kind)
        names = ("", "")
        if kind not in self.notes or not self.notes[kind].notes:
            names = (self.word.style("footnote text", "paragraph"), self.word.style("footnote reference", "character"))
        if kind not in self.notes:
            self.word.ensure_footnotes()
            self.notes[kind] = self.word.story(self.word.footnotes)
        return number_form(self.body, form_of(self.notes[kind], *names, kind))

    def _check(self) -> None:
        """Hold the written document to what makes Word repair; what was wrong before is not ours."""
        wrong = problems(self.package) if self.package.changed else []
        if wrong:
            former = set(problems(Package(self.package.original, self.package.where)))
            wrong = [problem for problem in wrong if problem not in former]
        if wrong:
            raise CitekitError(
                f"internal error: the document would not open without repair ({wrong[0]})",
                where=self.package.where,
                hint="please report it; the file is as it was",
            )
