"""Walks through the tags of a Word part and makes a ``Story`` of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...common.errors import ReadError
from ...common.files.xml_text import Tag, attribute, prefixes, tags, xml_unescape
from .marks import Marks, look_of, straightened
from .story import OBJECT, WOVEN, Child, Control, Field, Paragraph, Run, Story

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # ISO 29500 strict
)
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_NOTHING = {"lastRenderedPageBreak", "annotationRef", "commentReference", "footnoteRef", "endnoteRef", "rPr"}
_HIDDEN = {"del", "moveFrom"}
_CLOSED = {"hyperlink", "oMath", "oMathPara", "ruby", "customXmlInsRange"}
_BOUND = {"dataBinding", "text", "date", "comboBox", "dropDownList", "picture", "showingPlcHdr", "equation"}
_MATH = {"m:oMath": "oMath", "m:oMathPara": "oMathPara"}


def read_story(name: str, text: str, where: str) -> Story:
    """The story of a part that is well-formed. Raises ReadError for one whose namespaces are not written plainly."""
    known = prefixes(text)
    prefix = next((known[uri] for uri in WORD if uri in known), None)
    if not prefix:
        raise ReadError(
            f"the part {name} is not written as Word writes it", where=where, hint="open it in Word and save it again"
        )
    story = Story(name, straightened(text, prefix), prefix)
    reader = _Reader(story)
    reader.read()
    reader.bookmarks.add_bibliographies()
    if any(reader.fields):
        raise ReadError(
            f"a field in {name} begins and does not end", where=where, hint="open the file in Word and save it again"
        )
    return story


Readers = dict[str, Callable[[Tag], None]]


class _Reader:
    """The state of the walk: what is open, and what is hidden or closed by it."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.open: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.runs: list[Run] = []
        self.controls: list[Control] = []
        self.fields: list[list[Field]] = [[]]  # complex fields that are open, anew in each text box
        self.simple: list[Field] = []
        self.hidden = self.closed = self.boxes = self.cells = 0
        self.note = ""
        self.count = 0
        self.begin, self.finish = self._readers()
        self.vanishing = re.compile(rf"<{story.prefix}vanish\s*(?:/>|{story.prefix}val=[\"'](?:1|true|on)[\"'])")
        self.bookmarks = Marks(story)
        self.marks: list[int] = []

    def _readers(self) -> tuple[Readers, Readers]:
        """What begins and what ends, by local names."""
        begin: Readers = {
            "p": self._paragraph,
            "r": self._run,
            "pPr": self._mark,
            "rPr": self._mark,
            "pStyle": self._style,
            "sectPr": self._section,
            "sdt": self._control,
            "sdtContent": self._content,
            "tag": self._tag,
            "fldSimple": self._simple_field,
            "txbxContent": self._box,
            "footnote": self._note,
            "endnote": self._note,
            "tc": self._cell,
            "bookmarkStart": self._bookmark,
            "bookmarkEnd": self._end_bookmark,
            **dict.fromkeys(_HIDDEN, self._hide),
            **dict.fromkeys(_CLOSED, self._close_off),
            **dict.fromkeys(_BOUND, self._bind),
        }
        finish: Readers = {
            "p": self._end_paragraph,
            "r": self._end_run,
            "pPr": self._end_paragraph_properties,
            "rPr": self._end_run_properties,
            "sdt": self._end_control,
            "sdtContent": self._end_content,
            "fldSimple": self._end_simple_field,
            "txbxContent": self._end_box,
            "footnote": self._end_note,
            "endnote": self._end_note,
            "tc": self._end_cell,
            "body": self._end_body,
            **dict.fromkeys(_HIDDEN, self._end_hide),
            **dict.fromkeys(_CLOSED, self._end_close_off),
        }
        return begin, finish

    def read(self) -> None:
        """Walk through all tags."""
        prefix, skip = self.story.prefix, len(self.story.prefix)
        is_open, begin, finish = self.open, self.begin, self.finish
        for tag in tags(self.story.text):
            name = tag.name
            local = name[skip:] if name.startswith(prefix) else _MATH.get(name) or ":" + name
            if tag.kind == "/":
                is_open.pop()
                if is_open and is_open[-1] == "r" and self.runs:
                    self._end_child(tag)
                if local in finish:
                    finish[local](tag)
                continue
            if is_open and is_open[-1] == "r" and self.runs:
                self._child(tag, local)
            if local in begin:
                begin[local](tag)
            if tag.kind == "<":
                is_open.append(local)
            else:
                if is_open and is_open[-1] == "r" and self.runs:
                    self._end_child(tag)
                if local in finish:
                    finish[local](tag)

    # -- paragraphs and what they are in

    def _paragraph(self, tag: Tag) -> None:
        self.count += 1
        made = Paragraph(self.story, tag.start, self.count, self.note, self.boxes > 0, self.cells > 0)
        self.paragraphs.append(made)
        self.story.paragraphs.append(made)
        for one in self.controls:
            if not one.inner[1] and one.inner[0] and one.paragraph is None:
                one.block = True

    def _end_paragraph(self, tag: Tag) -> None:
        self.paragraphs.pop().end = tag.end

    def _mark(self, tag: Tag) -> None:
        self.marks.append(tag.start)

    def _end_paragraph_properties(self, tag: Tag) -> None:
        start = self.marks.pop()
        if self.open and self.open[-1] == "p" and self.paragraphs:
            self.paragraphs[-1].properties = self.story.text[start : tag.end]

    def _style(self, tag: Tag) -> None:
        if self.open[-2:] == ["p", "pPr"] and self.paragraphs:
            self.paragraphs[-1].style = attribute(tag.attributes, self.story.prefix + "val")

    def _section(self, tag: Tag) -> None:
        if self.open and self.open[-1] == "pPr" and self.paragraphs:
            self.paragraphs[-1].section = True
        elif self.open and self.open[-1] == "body":
            self.story.body_end = tag.start

    def _end_body(self, tag: Tag) -> None:
        self.story.body_end = self.story.body_end or tag.start

    def _box(self, _: Tag) -> None:
        self.boxes += 1
        self.fields.append([])

    def _end_box(self, _: Tag) -> None:
        self.boxes -= 1
        self.fields.pop()

    def _cell(self, _: Tag) -> None:
        self.cells += 1

    def _end_cell(self, _: Tag) -> None:
        self.cells -= 1

    def _note(self, tag: Tag) -> None:
        prefix = self.story.prefix
        if self.open and self.open[-1] in ("footnotes", "endnotes"):
            self.note = attribute(tag.attributes, prefix + "id")
            if attribute(tag.attributes, prefix + "type") in ("", "normal"):
                self.story.notes[self.note] = (tag.start, 0)

    def _end_note(self, tag: Tag) -> None:
        if self.open and self.open[-1] in ("footnotes", "endnotes"):
            if self.note in self.story.notes:
                self.story.notes[self.note] = (self.story.notes[self.note][0], tag.end)
            self.note = ""

    # -- what is hidden or closed

    def _hide(self, tag: Tag) -> None:
        if tag.kind == "<":
            self.hidden += self.open[-1:] != ["rPr"]

    def _end_hide(self, tag: Tag) -> None:
        if tag.kind == "/":
            self.hidden -= self.open[-1:] != ["rPr"]

    def _close_off(self, tag: Tag) -> None:
        self._object(OBJECT)
        self.closed += 1

    def _end_close_off(self, _: Tag) -> None:
        self.closed -= 1

    def _object(self, item: Field | Control | str) -> None:
        if self.paragraphs and not self.hidden and not self.closed and not self._in_field():
            self.paragraphs[-1].items.append(item)

    def _in_field(self) -> bool:
        return bool(self.fields[-1])

    # -- content controls

    def _control(self, tag: Tag) -> None:
        self.controls.append(Control(tag.start, note=self.note, boxed=self.boxes > 0))
        if self.paragraphs and not self.boxes:
            self.controls[-1].paragraph = self.paragraphs[-1]

    def _tag(self, tag: Tag) -> None:
        if self.open and self.open[-1] == "sdtPr" and self.controls:
            self.controls[-1].tag = attribute(tag.attributes, self.story.prefix + "val")

    def _bind(self, _: Tag) -> None:
        if self.open and self.open[-1] == "sdtPr" and self.controls:
            self.controls[-1].closed = True

    def _content(self, tag: Tag) -> None:
        if not self.controls:
            return
        control = self.controls[-1]
        control.inner = (tag.end, tag.end if tag.kind == "<>" else 0)
        control.closed = control.closed or control.tag.startswith((WOVEN, "MENDELEY_"))
        if control.closed:
            self._object(control)
            self.closed += 1

    def _end_content(self, tag: Tag) -> None:
        if self.controls:
            control = self.controls[-1]
            control.inner = (control.inner[0], tag.start if tag.kind == "/" else control.inner[0])
            self.closed -= control.closed

    def _end_control(self, tag: Tag) -> None:
        control = self.controls.pop()
        control.end = tag.end
        if control.tag and not self.hidden:
            self.story.controls.append(control)

    # -- bookmarks that are left of content controls

    def _bookmark(self, tag: Tag) -> None:
        if self.closed or self.hidden or self._in_field() or not self.paragraphs:
            return
        mark = self.bookmarks.begins(tag.end)
        if mark is None:
            return
        made = Control(mark.start, mark.tag, True, False, mark.end, mark.inner, self.note, self.boxes > 0)
        made.properties, made.bookmarked = look_of(self.story, mark), True
        made.paragraph = self.paragraphs[-1]
        self._object(made)
        self.story.controls.append(made)
        self.bookmarks.open = made
        self.closed += 1

    def _end_bookmark(self, tag: Tag) -> None:
        mark = self.bookmarks.open
        if mark is not None and tag.start == mark.inner[1]:
            self.bookmarks.open = None
            self.closed -= 1

    # -- fields

    def _simple_field(self, tag: Tag) -> None:
        code = attribute(tag.attributes, self.story.prefix + "instr")
        made = Field(
            tag.start, True, code, note=self.note, boxed=self.boxes > 0, nested=self._in_field(), separated=True
        )
        made.inner = (tag.end, tag.end)
        self._object(made)
        self.simple.append(made)
        self.closed += 1

    def _end_simple_field(self, tag: Tag) -> None:
        self.closed -= 1
        made = self.simple.pop()
        made.end = tag.end
        if tag.kind == "/":
            made.inner = (made.inner[0], tag.start)
            if not self.hidden:
                self.story.fields.append(made)

    def _field_part(self, child: Child) -> None:
        """A child of a run that begins, divides or ends a complex field."""
        stack = self.fields[-1]
        if child.value == "begin":
            made = Field(child.run.start, note=self.note, boxed=self.boxes > 0, nested=bool(stack) or self.closed > 0)
            if not stack:
                self._object(made)
            stack.append(made)
        for one in stack:
            one.children.append(child)
            one.paragraphs.add(self.paragraphs[-1].number if self.paragraphs else 0)
        child.field = stack[0] if stack else None
        if len(stack) == 1 and child.value == "begin":
            stack[0].properties = child.run.properties
        if child.value == "separate" and stack:
            stack[-1].separated = True
        elif child.value == "end" and stack:
            made = stack.pop()
            made.end = child.end
            if not self.hidden:
                self.story.fields.append(made)

    # -- runs

    def _run(self, tag: Tag) -> None:
        if tag.kind == "<":
            self.runs.append(Run(tag.start, self.story.text[tag.start : tag.end], hidden=self.hidden > 0))
            if self.paragraphs and not self.hidden:
                self.paragraphs[-1].runs.append(self.runs[-1])

    def _end_run(self, tag: Tag) -> None:
        if tag.kind == "/" and self.runs:
            self.runs.pop().end = tag.end

    def _end_run_properties(self, tag: Tag) -> None:
        start = self.marks.pop()
        if self.open and self.open[-1] == "r" and self.runs:
            properties = self.story.text[start : tag.end]
            self.runs[-1].properties = properties
            self.runs[-1].hidden = self.runs[-1].hidden or bool(self.vanishing.search(properties))
        elif self.open and self.open[-1] == "sdtPr" and self.controls:
            self.controls[-1].properties = self.story.text[start : tag.end]

    def _child(self, tag: Tag, local: str) -> None:
        child = Child(self.runs[-1], local, tag.start, at=tag.end)
        if local in ("footnoteReference", "endnoteReference"):
            child.value = attribute(tag.attributes, self.story.prefix + "id")
        elif local == "fldChar":
            child.value = attribute(tag.attributes, self.story.prefix + "fldCharType")
        elif local == "t":
            child.value = "preserve" if "preserve" in tag.attributes else ""
        self.runs[-1].children.append(child)

    def _end_child(self, tag: Tag) -> None:
        run = self.runs[-1]
        if not run.children:
            return
        child = run.children[-1]
        child.end, child.to = tag.end, max(child.at, tag.start)
        kind = child.kind
        if kind == "rPr":
            run.children.pop()
            return
        if kind == "fldChar":
            self._field_part(child)
            return
        stack = self.fields[-1]
        if kind == "instrText":
            if stack and not stack[-1].separated:
                stack[-1].code += xml_unescape(self.story.text[child.at : child.to])
        elif kind == "t":
            self._text(child)
        else:
            child.text = _SHOWN.get(kind, "" if kind in _NOTHING or kind == "delText" else OBJECT)
        if kind in ("footnoteReference", "endnoteReference") and not run.hidden and not self.boxes:
            self.story.references.append(child)
        if stack:
            child.field = stack[0]
            for one in stack:
                one.children.append(child)
            return
        if self.simple and not self.simple[-1].properties:
            self.simple[-1].properties = run.properties
        if self.paragraphs and not run.hidden and not self.closed and kind not in _NOTHING:
            self.paragraphs[-1].items.append(child)

    def _text(self, child: Child) -> None:
        """The text of a ``w:t``; without xml:space white space at its ends is none (XML, 2.10, as Word has it)."""
        raw = self.story.text[child.at : child.to]
        if not child.value:
            stripped = raw.strip(" \t\r\n")
            child.at += raw.find(stripped) if stripped else 0
            child.to = child.at + len(stripped)
            raw = stripped
        child.text = xml_unescape(raw)
        if "<" in raw:
            child.text = OBJECT  # CDATA and comments inside: left alone
