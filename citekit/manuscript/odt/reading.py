"""Walks once through the ``content.xml`` of an OpenDocument and makes a ``Story`` of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...common.errors import ReadError
from ...common.files.xml_text import Tag, attribute, attributes, prefixes, tags, xml_unescape
from .fieldmarks import with_reference_marks
from .marks import Marks, straightened
from .story import OBJECT, Note, Paragraph, Piece, RefMark, Section, Story

_URIS = {
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
}
# what stands in a paragraph and is transparent: what is in it is text like the rest
_TRANSPARENT = set(
    """text:span text:soft-page-break text:bookmark text:bookmark-start text:bookmark-end text:change text:change-start
    text:change-end text:reference-mark text:meta loext:content-control text:alphabetical-index-mark
    text:alphabetical-index-mark-start
    text:alphabetical-index-mark-end text:toc-mark text:toc-mark-start text:toc-mark-end text:user-index-mark
    text:reference-mark-start text:reference-mark-end office:annotation-end""".split()
)
_LINES = {"text:p", "text:h", "text:span", "text:meta", "loext:content-control"}
_SPACE = {"text:tab": "\t", "text:line-break": "\n"}
# what holds text that is not that of the page: LibreOffice has no footnotes there (ODF 1.3, part 3, 10.3)
_BOXES = """draw:text-box draw:custom-shape draw:rect draw:line draw:polyline draw:polygon draw:regular-polygon
draw:path draw:circle draw:ellipse draw:connector draw:caption draw:measure""".split()
_INDEXES = {
    "text:table-of-content",
    "text:illustration-index",
    "text:table-index",
    "text:object-index",
    "text:user-index",
    "text:alphabetical-index",
    "text:bibliography",
}


def read_story(text: str, where: str) -> Story:
    """The story of a text that is well-formed. Raises ReadError for one whose namespaces are not written plainly."""
    known = prefixes(text)
    if any(known.get(uri) != name + ":" for uri, name in list(_URIS.items())[:2]):
        raise ReadError("this is not a text document", where=where, hint="open it in LibreOffice and save it as .odt")
    story = Story(straightened(with_reference_marks(text)))
    reader = _Reader(story)
    reader.read()
    story.sections += reader.bookmarks.bibliographies(story.paragraphs, story.sections)
    return story


class _Reader:
    """The state of the walk."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.open: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.notes: list[Note] = []
        self.sections: list[Section] = []
        self.marks: list[RefMark] = []
        self.bookmarks = Marks(story.text)
        self.spans: list[list[str]] = [[]]
        self.skipped = 0  # depth in what is passed over
        self.boxes = self.lists = 0
        self.count = 0
        self.begin: dict[str, Callable[[Tag], None]] = {
            "text:p": self._paragraph,
            "text:h": self._paragraph,
            "text:span": self._span,
            "text:note": self._note,
            "text:note-citation": self._citation,
            "text:section": self._section,
            "text:list": self._list,
            **dict.fromkeys(_BOXES, self._box),
            "text:reference-mark-start": self._mark,
            "text:reference-mark-end": self._end_mark,
            "text:bookmark-start": self._bookmark,
            "text:bookmark-end": self._end_bookmark,
        }
        self.finish: dict[str, Callable[[Tag], None]] = {
            "text:p": self._end_paragraph,
            "text:h": self._end_paragraph,
            "text:span": self._end_span,
            "text:note": self._end_note,
            "text:note-citation": self._end_citation,
            "text:section": self._end_section,
            "text:list": self._end_list,
            **dict.fromkeys(_BOXES, self._end_box),
            "office:text": self._end_text,
            "office:automatic-styles": self._end_styles,
        }

    def read(self) -> None:
        """Walk through all tags and the text between them."""
        last = 0
        body = False
        for tag in tags(self.story.text):
            name = tag.name
            if body and not self.skipped and self.paragraphs and tag.start > last:
                self._text(last, tag.start)
            last = tag.end
            body = body or name == "office:text"
            if tag.kind == "/":
                self.open.pop()
                self._close(tag)
                continue
            if self.skipped:
                self.skipped += tag.kind == "<"
            elif body:
                self._open(tag)
            elif name == "office:automatic-styles" and tag.kind == "<>":
                self.story.styles_empty = (tag.start, tag.end)
            if tag.kind == "<":
                self.open.append(name)
            elif not self.skipped and name in self.finish and body:
                self.finish[name](tag)

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if name in self.begin:
            self.begin[name](tag)
        elif name in ("office:annotation", "text:tracked-changes", *_INDEXES):
            self.skipped += tag.kind == "<"
        elif self.paragraphs and self.open and self._in_line() and name not in _TRANSPARENT:
            self._inline(tag)

    def _in_line(self) -> bool:
        return self.open[-1] in _LINES

    def _inline(self, tag: Tag) -> None:
        """Something in a line that is no text: white space, or an object with all that is in it."""
        if tag.name == "text:s":
            count = attribute(tag.attributes, "text:c")
            self._piece(
                Piece(" " * max(1, min(int(count) if count.isdigit() else 1, 1000)), tag.start, tag.end, space=True)
            )
        elif tag.name in _SPACE:
            self._piece(Piece(_SPACE[tag.name], tag.start, tag.end, space=True))
        else:
            self._piece(Piece(OBJECT, tag.start, tag.end, object=tag.name))
            if tag.kind == "<" and not tag.name.startswith("draw:"):
                self.skipped += 1

    def _close(self, tag: Tag) -> None:
        if self.skipped:
            self.skipped -= 1
        elif tag.name in self.finish:
            self.finish[tag.name](tag)

    def _piece(self, piece: Piece) -> None:
        if not self.marks:
            piece.styles = tuple(self.spans[-1])
            self.paragraphs[-1].pieces.append(piece)

    def _text(self, start: int, end: int) -> None:
        if self._in_line():
            raw = self.story.text[start:end]
            text = OBJECT if "<" in raw else xml_unescape(raw).replace("\n", " ").replace("\r", " ")
            self._piece(Piece(text, start, end, object="markup" if "<" in raw else None))

    # -- paragraphs and what they are in

    def _paragraph(self, tag: Tag) -> None:
        self.count += 1
        values = attributes(tag.attributes)
        note = self.notes[-1] if self.notes else None
        made = Paragraph(tag.start, self.count, values.get("text:style-name", ""), note, self.boxes > 0, self.lists > 0)
        level = values.get("text:outline-level", "")
        made.level = int(level) if tag.name == "text:h" and level.isdigit() else 0
        made.inner = tag.end
        self.paragraphs.append(made)
        self.spans.append([])
        self.story.paragraphs.append(made)
        if note is not None:
            note.paragraphs.append(made)

    def _end_paragraph(self, tag: Tag) -> None:
        self.paragraphs.pop().end = tag.end
        self.spans.pop()
        self.marks.clear()

    def _span(self, tag: Tag) -> None:
        self.spans[-1].append(attribute(tag.attributes, "text:style-name"))

    def _end_span(self, _: Tag) -> None:
        if self.spans[-1]:
            self.spans[-1].pop()

    def _list(self, _: Tag) -> None:
        self.lists += 1

    def _end_list(self, _: Tag) -> None:
        self.lists -= 1

    def _box(self, _: Tag) -> None:
        self.boxes += 1

    def _end_box(self, _: Tag) -> None:
        self.boxes -= 1

    def _end_text(self, tag: Tag) -> None:
        self.story.end = tag.start

    def _end_styles(self, tag: Tag) -> None:
        self.story.styles_end = tag.start

    # -- notes, marks and sections

    def _note(self, tag: Tag) -> None:
        values = attributes(tag.attributes)
        made = Note(tag.start, values.get("text:id", ""), values.get("text:note-class", "footnote"))
        if self.paragraphs:
            self._piece(Piece(OBJECT, tag.start, tag.end, object=made))
        self.notes.append(made)
        self.story.notes.append(made)
        self._outer_marks = self.marks
        self.marks = []

    def _end_note(self, tag: Tag) -> None:
        made = self.notes.pop()
        made.end = tag.end
        self.marks = self._outer_marks
        for paragraph in self.paragraphs[-1:]:
            if paragraph.pieces and paragraph.pieces[-1].object is made:
                paragraph.pieces[-1].end = tag.end

    def _citation(self, tag: Tag) -> None:
        if self.notes:
            self.notes[-1].labelled = "text:label" in tag.attributes
            self.notes[-1].number = (tag.end, tag.end)

    def _end_citation(self, tag: Tag) -> None:
        if self.notes and tag.kind == "/":
            self.notes[-1].number = (self.notes[-1].number[0], tag.start)

    def _mark(self, tag: Tag) -> None:
        name = attribute(tag.attributes, "text:name")
        self.story.names.add(name)
        if not is_citation(name) or not self.paragraphs or self.marks:
            return
        made = RefMark(name, tag.start, (tag.end, tag.end), styles=tuple(self.spans[-1]))
        self._piece(Piece(OBJECT, tag.start, tag.end, object=made))
        self.marks.append(made)

    def _end_mark(self, tag: Tag) -> None:
        if self.marks and attribute(tag.attributes, "text:name") == self.marks[-1].name:
            made = self.marks.pop()
            made.inner, made.end = (made.inner[0], tag.start), tag.end
            self.paragraphs[-1].pieces[-1].end = tag.end

    def _bookmark(self, tag: Tag) -> None:
        """Bookmarks of ours round a text that no reference mark holds any more."""
        made = self.bookmarks.begins(tag.end) if self.paragraphs and not self.marks else None
        if made is not None:
            made.styles = tuple(self.spans[-1])
            self._piece(Piece(OBJECT, made.start, made.end, object=made))
            self.marks.append(made)

    def _end_bookmark(self, tag: Tag) -> None:
        if self.bookmarks.open is not None and self.marks and tag.start == self.bookmarks.open.inner[1]:
            self.bookmarks.open = None
            self.marks.pop()

    def _section(self, tag: Tag) -> None:
        made = Section(attribute(tag.attributes, "text:name"), tag.start, (tag.end, tag.end))
        self.sections.append(made)
        self.story.sections.append(made)

    def _end_section(self, tag: Tag) -> None:
        made = self.sections.pop()
        made.inner, made.end = (made.inner[0], tag.start), tag.end


_CITATION = re.compile(r"citekit:|ZOTERO_ITEM |ZOTERO_CITATION |CSL_CITATION |Mendeley Citation")


def is_citation(name: str) -> bool:
    """Whether a reference mark is a citation of ours, of Zotero or of Mendeley."""
    return _CITATION.match(name) is not None
