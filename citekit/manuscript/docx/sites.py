"""Where a Word document cites: markers that were typed, content controls, and fields of citation programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..citations import Citation
from ..field_codes import FieldCitation, FieldLibrary
from ..labels import NOTE, Label, label_of
from ..locators import LocatorWords
from ..office_survey import Site, Survey, Surveyor
from .edits import properties_of
from .fields import foreign_manager, read_field, read_tag
from .story import OBJECT, Child, Control, Field, Item, Paragraph, Run, Story, shown_text


@dataclass(eq=False)
class DocxSite(Site[Paragraph, Control]):
    """A citation in a Word document: a marker, a content control or a field.

    ``note`` names the person's own note that it stands in; ``reference`` is the number in the text of a note that
    citekit made for it.
    """

    note: str = ""
    control: Control | None = None
    field: Field | None = None
    reference: Child | None = None

    @property
    def is_marker(self) -> bool:
        return self.control is None and self.field is None

    @property
    def is_own_note(self) -> bool:
        return self.reference is not None

    @property
    def in_note(self) -> bool:
        return bool(self.note)

    @property
    def story(self) -> Story:
        """The part that it stands in; for a note of citekit's the body."""
        return self.paragraph.story

    @property
    def position(self) -> int:
        """Where it stands in its part."""
        for one in (self.reference, self.name, self.control, self.field):
            if one is not None:
                return one.start
        run = self.run
        return run.start if run is not None else self.paragraph.start

    @property
    def run(self) -> Run | None:
        """The run that a marker begins in."""
        first = next(self.paragraph.spans(self.start, self.end), None)
        return first[0].run if first is not None else None


@dataclass
class DocxSurvey(Survey[DocxSite]):
    """What was found in a Word document."""

    broken: list[str] = field(default_factory=list)  # paragraphs with a citation field that cannot be written anew
    foreign: set[str] = field(default_factory=set)  # programs whose citations cannot be read

    @property
    def sites(self) -> list[DocxSite]:
        return [one for one in self.places if isinstance(one, DocxSite)]


class DocxSurveyor(Surveyor[DocxSite, Paragraph]):
    """Goes through the body of a Word document and its notes."""

    survey: DocxSurvey

    def __init__(
        self,
        body: Story,
        notes: Mapping[str, Story],
        works: FieldLibrary,
        words: LocatorWords,
        sources: Mapping[str, dict[str, Any]],
        chapters: set[str],
    ) -> None:
        """``notes`` are the parts with ``footnote`` and ``endnote``, ``sources`` those that Word keeps in the document,
        ``chapters`` the ids of the styles of headings of level 1.
        """
        super().__init__(works, words)
        self.body, self.notes, self.sources, self.chapters = body, notes, sources, chapters
        self.survey = DocxSurvey()
        self._codes: dict[int, FieldCitation | None] = {}

    def find(self) -> DocxSurvey:
        super().find()
        for story in (self.body, *self.notes.values()):
            self.survey.foreign |= {foreign_manager(one.code) for one in story.fields}
        self.survey.foreign.discard("")
        return self.survey

    def _body(self) -> Iterable[Paragraph]:
        return self.body.paragraphs

    def _begins_chapter(self, paragraph: Paragraph) -> bool:
        return paragraph.style in self.chapters

    def _objects(self, paragraph: Paragraph) -> Iterator[tuple[int, Any]]:
        at = 0
        for item in paragraph.items:
            if self._is_note(item) or isinstance(item, (Field, Control)):
                yield at, item
            at += len(item.text) if isinstance(item, Child) else len(OBJECT)

    def _is_note(self, item: Any) -> bool:
        return isinstance(item, Child) and item.kind in ("footnoteReference", "endnoteReference")

    def _is_in_note(self, paragraph: Paragraph) -> bool:
        return bool(self._note_around(paragraph))

    def _note_around(self, paragraph: Paragraph) -> str:
        """The name of the note that a paragraph stands in; empty in the body."""
        kind = next((kind for kind, story in self.notes.items() if story is paragraph.story), "")
        return f"{kind} {paragraph.note}" if kind and paragraph.note else ""

    def _paragraphs_of(self, reference: Child) -> list[Paragraph]:
        story = self.notes.get(reference.note_kind)
        return story.by_note.get(reference.value, []) if story is not None else []

    def _note_name(self, reference: Child) -> str:
        return f"{reference.note_kind} {reference.value}"

    def _site(self, mark: Any, paragraph: Paragraph, start: int, end: int) -> DocxSite:
        site = DocxSite(Citation(()), "", paragraph, start, end, self.chapter, note=self._note_around(paragraph))
        site.control = mark if isinstance(mark, Control) else None
        site.field = mark if isinstance(mark, Field) else None
        return site

    def _label(self, mark: Control | Field) -> Label | None:
        return label_of(mark.tag) if isinstance(mark, Control) else None

    def _text_in(self, mark: Control, site: DocxSite) -> str:
        story = site.story if site.reference is None else self.notes[site.reference.note_kind]
        return shown_text(story.text[slice(*mark.inner)])

    def _read_mark(self, site: DocxSite, mark: Control | Field, label: Label | None) -> bool:
        if label is not None:
            return self._read_label(site, mark, label)
        if isinstance(mark, Control):
            site.found = read_tag(mark.tag, self.works, self.words)
        else:
            site.found = self._field(mark)
            if site.found is not None and (mark.nested or len(mark.paragraphs) > 1 or mark.boxed):
                self.survey.broken.append(site.paragraph.text)
                return False
        if site.found is None:
            return False
        site.citation = site.found.citation
        return True

    def _field(self, one: Field) -> FieldCitation | None:
        if id(one) not in self._codes:
            self._codes[id(one)] = read_field(one.code, self.works, self.words, self.sources)
        return self._codes[id(one)]

    def _own_note(self, reference: Child, inside: list[Paragraph], paragraph: Paragraph, start: int) -> DocxSite | None:
        items = [item for one in inside for item in one.items if not _is_blank(item)]
        if len(items) != 1:
            return None
        only = items[0]
        site = self._site(only, paragraph, start, start + 1)
        site.reference = reference
        if isinstance(only, Control):
            label = label_of(only.tag)
            ours = label is not None and label.kind == NOTE and self._read_label(site, only, label)
            return site if ours else None
        if isinstance(only, Field):
            site.found = self._field(only)
            if site.found is not None and site.found.ours:
                site.citation = site.found.citation
                return site
        return None

    def _text_with_objects(self, paragraph: Paragraph) -> str:
        story = paragraph.story
        raw = story.text[paragraph.start : paragraph.end]
        if "@" not in raw or not _closing(story.prefix).search(raw):
            return ""
        return shown_text(_elsewhere(story.prefix).sub("", raw))

    def _italics(self, paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[str, bool]]:
        for child, first, last in paragraph.spans(start, end):
            yield child.text[first:last], _italic(child.run, paragraph.story)


def _is_blank(item: Item) -> bool:
    return isinstance(item, Child) and not item.text.strip()


@cache
def _closing(prefix: str) -> re.Pattern[str]:
    """What may hold text that is not the paragraph's own, and holds no notes."""
    return re.compile(rf"<{prefix}(?:hyperlink|fldSimple|fldChar|sdt|vanish)\b")


@cache
def _elsewhere(prefix: str) -> re.Pattern[str]:
    """What is in a paragraph's element and none of its text: text boxes, and what was moved away."""
    return re.compile(rf"<{prefix}(txbxContent|moveFrom)\b.*?</{prefix}\1>", re.S)


def _italic(run: Run, story: Story) -> bool:
    if ":i" not in run.properties and "i/" not in run.properties:
        return False
    return any(
        p.startswith("<w:i/") or (p.startswith("<w:i ") and 'val="0"' not in p and 'val="false"' not in p)
        for p in properties_of(run.properties, story.prefix)
    )
