"""Weaves the citations of an OpenDocument text in place: markers become footnotes or citations in the text, and what
was woven before is brought up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...common.errors import ReadError
from ...common.files.package import Package
from ...common.files.xml_text import decode, parse, xml_escape, xml_unescape
from ...formats.odt import automatic_styles
from ..field_codes import BIBLIOGRAPHY_CODE
from ..labels import BIBLIOGRAPHY
from ..library import Library
from ..markers import bibliography_asked_for
from ..note_places import note_habit
from ..office import OfficeOptions, after_punctuation, weave_package
from ..office_draft import SPLIT, OfficeDraft
from ..office_survey import PlainNote, Survey
from ..outcome import Outcome
from ..weaver import Spot, Woven
from ..zotero_prefs import is_preference, joined
from .fieldmarks import with_reference_marks
from .marks import unmarked
from .placing import OdtPlacer, random_name
from .reading import read_story
from .sites import OdtSite, OdtSurveyor, shown_text
from .story import Note, Paragraph, Section, Story
from .styles import Styles

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_SIGNATURES = "META-INF/documentsignatures.xml"
_USER = re.compile(r"<meta:user-defined\b[^>]*meta:name=\"([^\"]*)\"[^>]*?(?:/>|>([^<]*)</meta:user-defined>)")
_NUMBERED = re.compile(
    r"(<text:note\b[^>]*text:note-class=\"(footnote|endnote)\"[^>]*>\s*<text:note-citation>)(\d+)(</text:note-citation>)"
)


def weave_odt(path: Path, out: Path | None, library: Library, options: OfficeOptions | None = None) -> Outcome:
    """Weave an .odt into ``out``; None, or the same path, is in place and keeps the former file as ``.bak``. Raises
    CitekitError for a file that cannot be read or written."""
    chosen = options or OfficeOptions()
    return weave_package(path, out, chosen, lambda package: OdtDraft(package, library, chosen).weave())


@dataclass(frozen=True)
class _Place:
    """Where a bibliography stands or goes, and what it lists (an empty text: everything)."""

    at: Section | Paragraph
    which: str = ""

    @property
    def filled(self) -> bool:
        return isinstance(self.at, Section)


class OdtDraft(OfficeDraft[OdtSite, _Place]):
    """One text while it is woven."""

    def __init__(self, package: Package, library: Library, options: OfficeOptions) -> None:
        self.package = package
        self._refuse_others()
        tree = parse(package.part(_CONTENT), f"{package.where}/{_CONTENT}")
        text, self.encoding = decode(package.part(_CONTENT), package.where)
        self._has_field_marks = with_reference_marks(text) != text
        self.story = read_story(text, package.where)
        self.text = self.story.text
        trees = [tree]
        if _STYLES in package:
            trees.append(parse(package.part(_STYLES), f"{package.where}/{_STYLES}"))
        self.styles = Styles(*trees[:1])
        self.italic = self.styles.italic | Styles(*trees[1:]).italic
        super().__init__(package, library, options, joined(self._properties()), "odt")
        self.survey: Survey[OdtSite] = Survey()

    def _refuse_others(self) -> None:
        where = self.package.where
        if _CONTENT not in self.package:
            raise ReadError("this is not an OpenDocument text", where=where, hint="save it as .odt in LibreOffice")
        if _MANIFEST in self.package and b"encryption-data" in self.package.part(_MANIFEST):
            raise ReadError("the file is encrypted", where=where, hint="save it without a password")

    def _properties(self) -> dict[str, str]:
        if _META not in self.package:
            return {}
        parse(self.package.part(_META), f"{self.package.where}/{_META}")
        text, _ = decode(self.package.part(_META), self.package.where)
        return {xml_unescape(name): xml_unescape(value) for name, value in _USER.findall(text)}

    def _look(self) -> list[tuple[OdtSite | None, Spot]]:
        self.survey = OdtSurveyor(self.story, self.works, self.weaver.words, self.italic).find()
        return [(one if isinstance(one, OdtSite) else None, self._spot(one)) for one in self.survey.places]

    def _is_new(self, site: OdtSite, made: Woven) -> bool:
        return made.new_note and site.own is None and not made.unknown

    def _places(self) -> list[_Place]:
        return _bibliography_places(self.story)

    def _listed_at(self, place: _Place) -> list[str]:
        if not isinstance(place.at, Section):
            return []
        start, end = place.at.inner
        inside = [one for one in self.story.paragraphs if start <= one.start < end]
        shown = [shown_text(self.text[one.inner : one.end]) for one in inside]
        return [line for text in shown for line in text.split("\n") if line.strip()]

    def _plain_notes(self) -> list[str]:
        names = {one.name for one in self.survey.places if isinstance(one, PlainNote)}
        notes = [note for note in self.story.notes if note.name in names]
        return [" ".join(paragraph.text for paragraph in note.paragraphs) for note in notes]

    def _body_texts(self) -> list[str]:
        return [paragraph.text for paragraph in self.story.paragraphs if paragraph.note is None]

    def _shown(self, written: str) -> str:
        return shown_text(written)

    def _has_marks(self) -> bool:
        return any(isinstance(one, OdtSite) and not one.is_marker for one in self.survey.places)

    def _spot(self, one: OdtSite | PlainNote) -> Spot:
        if isinstance(one, PlainNote):
            return Spot(None, one.name, one.chapter)
        note = one.note
        number = self.story.notes.index(note) + 1 if note is not None else 0
        inside = f"note {number}" if note is not None else f"paragraph {one.paragraph.number}"
        name = note.name if note is not None else None
        return Spot(one.citation, name, one.chapter, f"{self.name}, {inside}", slip=one.slip)

    def _tell(self) -> None:
        outcome = self.outcome
        for text in dict.fromkeys(self.survey.boxed):
            outcome.problems.append(f"{self.name}: {text} stands in a text box: it is left as it is")
        outcome.problems += [SPLIT.format(name=self.name, text=text) for text in self.survey.split]
        if _SIGNATURES in self.package:
            outcome.remarks.append(f"{self.name}: the document is signed; its signature is no longer valid")

    def _write(self, done: list[tuple[OdtSite, Woven]], lists: list[tuple[_Place | None, list[str]]]) -> None:
        after = after_punctuation(
            self.options, note_habit(_note_numbers(self.story)), self.weaver.processor.style.locale.lang
        )
        placer = OdtPlacer(self.story, self.styles, after, self.weaver, self.options)
        for site, made in done:
            placer.put(site, made)
        for place, entries in lists:
            at, which = (place.at, place.which) if place is not None else (None, "")
            self._put_bibliography(at, which, entries, placer)
        self.outcome.remarks += [f"{self.name}: {warning}" for warning in placer.warnings]
        if placer.splices or self._has_field_marks:
            added = self.styles.added(self.story)
            if added is not None:
                placer.splices.replace(*added)
            text = placer.splices.apply(self.text)
            text = _renumbered(text, self.story, placer.form.kind) if placer.new_notes else text
            data = text.encode(self.encoding, "xmlcharrefreplace")
            parse(data, f"{self.package.where}/{_CONTENT}")
            self.package.put(_CONTENT, data)
        if self.options.zotero:
            self._put_properties(self._zotero_preferences("ReferenceMark", _CONTENT))

    # -- the bibliography

    def _put_bibliography(
        self, place: Section | Paragraph | None, which: str, entries: list[str], placer: OdtPlacer
    ) -> None:
        for entry in entries:
            self.styles.use(automatic_styles(entry))
        head = '<text:p text:style-name="Bibliography_20_1">'
        paragraphs = "".join(f"{head}{entry}</text:p>" for entry in entries or [""])
        if isinstance(place, Section):
            ours = place.name.startswith(BIBLIOGRAPHY)
            inner = self.text[slice(*place.inner)]
            heading = self._heading()
            kept = heading if heading and inner.startswith(heading) else ""
            former, others = unmarked(inner)
            if ours and self.options.zotero and not which:
                placer.splices.replace(place.start, place.end, self._section(paragraphs, which))
            elif kept + paragraphs != former:
                paragraphs = paragraphs.removesuffix("</text:p>") + others + "</text:p>"
                placer.splices.replace(*place.inner, kept + placer.marked_paragraphs(which, paragraphs))
            return
        if isinstance(place, Paragraph) and not place.listed:
            inner = self.text[place.inner : place.end]
            if set(re.findall(r"<([\w:.-]+)", inner)) <= {"text:span"}:
                placer.splices.replace(
                    place.start, place.end, self._section(placer.marked_paragraphs(which, paragraphs), which)
                )
                return
            placer.splices.insert(place.start, self._section(placer.marked_paragraphs(which, paragraphs), which))
            placer.cut(place.spans(0, len(place.text)))
            return
        paragraphs = self._heading() + placer.marked_paragraphs(which, paragraphs)
        placer.splices.insert(self.story.end, self._section(paragraphs, which))

    def _section(self, content: str, which: str) -> str:
        name = f"{BIBLIOGRAPHY} {which}".strip()
        if self.options.zotero and not which:
            name = f"{BIBLIOGRAPHY_CODE} RND{random_name(self.name)}"
        return f'<text:section text:name="{xml_escape(name)}">{content}</text:section>'

    def _heading(self) -> str:
        if not self.options.heading:
            return ""
        heading = xml_escape(self.options.heading)
        return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{heading}</text:h>'

    # -- Zotero

    def _put_properties(self, pieces: list[tuple[str, str]]) -> None:
        if dict(pieces) == {name: value for name, value in self._properties().items() if is_preference(name)}:
            return
        if _META not in self.package:
            self._add_meta()
        text, encoding = decode(self.package.part(_META), self.package.where)
        text = _USER.sub(lambda m: "" if is_preference(m[1]) else m[0], text)
        made = "".join(
            f'<meta:user-defined meta:name="{name}">{xml_escape(value)}</meta:user-defined>' for name, value in pieces
        )
        text = re.sub(r"<office:meta\s*/>", "<office:meta></office:meta>", text, count=1)
        end = text.rindex("</office:meta>")
        self.package.put(_META, (text[:end] + made + text[end:]).encode(encoding, "xmlcharrefreplace"))

    def _add_meta(self) -> None:
        self.package.put(
            _META,
            b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
            b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            b'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta>'
            b"</office:meta></office:document-meta>",
        )
        text, encoding = decode(self.package.part(_MANIFEST), self.package.where)
        end = text.rindex("</manifest:manifest>")
        entry = '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
        self.package.put(_MANIFEST, (text[:end] + entry + text[end:]).encode(encoding))


def _bibliography_places(story: Story) -> list[_Place]:
    """Where bibliographies stand or go."""
    found: list[_Place] = []
    for section in story.sections:
        if section.name.startswith(BIBLIOGRAPHY):
            found.append(_Place(section, section.name[len(BIBLIOGRAPHY) :].strip()))
        elif section.name.startswith("ZOTERO_BIBL"):
            found.append(_Place(section))
    for paragraph in story.paragraphs:
        which = bibliography_asked_for(paragraph.text) if paragraph.note is None and not paragraph.boxed else None
        if which is not None:
            found.append(_Place(paragraph, which))
    return found


def _note_numbers(story: Story) -> Iterator[tuple[str, int]]:
    """The numbers of notes in a text: the text of the paragraph, and the place of the number in it."""
    for paragraph in story.paragraphs:
        at = 0
        for piece in paragraph.pieces:
            if isinstance(piece.object, Note):
                yield paragraph.text, at
            at += len(piece.text)


def _renumbered(text: str, story: Story, kind: str) -> str:
    """The numbers that readers without a layout show, where they were simply counted before."""
    known = [story.text[slice(*note.number)] for note in story.notes if note.kind == kind and not note.labelled]
    if known != [str(n) for n in range(1, len(known) + 1)]:
        return text
    count = 0

    def number(match: re.Match[str]) -> str:
        nonlocal count
        if match[2] != kind:
            return match[0]
        count += 1
        return f"{match[1]}{count}{match[4]}"

    return _NUMBERED.sub(number, text)
