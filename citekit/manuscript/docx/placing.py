"""Puts each citation of a Word document where it belongs: into a new footnote, into the text, or into what was
there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...common.files.xml_text import xml_escape
from ...formats.docx import text_of
from ..labels import CITE, NAME, NOTE, label_of
from ..office import OfficeOptions
from ..office_placing import OfficePlacer, before_punctuation, before_spaces
from ..own_notes import drops_stop
from ..rtf_fields import field_rtf
from ..weaver import Weaver, Woven
from .controls import Controls, tag_of, unmarked
from .edits import Edits, chosen, properties_of
from .fields import field_runs, new_code
from .notes import NoteForm
from .numbering import NEW
from .properties import with_properties
from .sites import DocxSite
from .story import Child, Control, Field, Paragraph, Run, Story, shown_text

_FONT = frozenset(("rFonts", "lang", "rtl", "cs"))


class DocxPlacer(OfficePlacer[DocxSite]):
    """Writes citations into the stories of one document; ``edits`` are those of each story by its identity."""

    def __init__(
        self,
        body: Story,
        stories: Mapping[str, Story],
        edits: Mapping[int, Edits],
        form: NoteForm,
        after_punctuation: bool,
        weaver: Weaver,
        options: OfficeOptions,
    ) -> None:
        super().__init__(after_punctuation, weaver, options)
        self.body, self.edits, self.stories = body, edits, stories
        self.notes = stories.get(form.kind)  # where new notes go
        self.form = form
        self.controls = Controls(edit.story.text for edit in edits.values())
        self.new: list[str] = []  # footnotes that stand before the next one that is there already
        self.font: list[str] | None = None  # that of the first citation in the text

    def _prepare(self, site: DocxSite, woven: Woven) -> None:
        if self.font is None and site.story is self.body and site.run is not None:
            self.font = chosen(properties_of(site.run.properties, self.body.prefix), _FONT)

    def _is_edited(self, site: DocxSite) -> bool:
        """Whether a person has changed what was written there: a field then shows another text than its program
        wrote.
        """
        if site.field is None or site.found is None:
            return site.edited
        return site.edited or site.found.differs(shown_field(site.field, self._home(site)))

    def pass_note(self, note_id: str) -> None:
        """A footnote that is there already: new ones before it in the text stand before it in the part as well."""
        if self.new and self.notes is not None and note_id in self.notes.notes:
            self._write_new(self.notes.notes[note_id][0])

    def finish(self) -> None:
        """Write the footnotes that are left behind all others."""
        if self.new and self.notes is not None:
            self._write_new(self.notes.text.rindex("</"))

    def _write_new(self, at: int) -> None:
        assert self.notes is not None
        edits = self.edits[id(self.notes)]
        edits.splices.insert(at, edits.own("".join(self.new)))
        self.new.clear()

    # -- notes

    def _new_note(self, site: DocxSite, woven: Woven) -> None:
        """A footnote for a marker, a control or a field in the text; after the punctuation if that is the habit."""
        base = self.form.base_for(self._run_of(site), self.body.prefix)
        content = self._citation(site, woven, woven.text, NOTE, base)
        name = f"{NEW}{self._count}"
        number = self.form.number(name)
        self.new.append(self.form.note(name, content, base))
        if woven.author:
            look = self._look(site)
            author = self._stopped_once(woven.author, site.paragraph.text[site.end :])
            author = with_properties(author, look)
            self._insert(site, self.controls.control(NAME, site.source or _plain_source(site), author, look))
        self._put_number(site, number, keep_space=bool(woven.author))

    def _put_number(self, site: DocxSite, number: str, *, keep_space: bool = False) -> None:
        start = site.start if keep_space else before_spaces(site.paragraph.text, site.start)
        goal = self._place_of_number(site)
        there = site.paragraph.child_at(goal) if goal > site.end else None
        if there is not None and there[1]:
            self.edits[id(site.story)].insert(*there, number)
        else:
            self._insert(site, number)
        self._take_out(site, start)

    def _refresh_note(self, site: DocxSite, woven: Woven) -> None:
        """The text of a note that citekit made, and the name in the sentence that goes with it."""
        if site.field is not None:
            self._refresh_field(self._home(site), site, woven, woven.text)
        elif site.control is not None:
            self._refresh_control(self._home(site), site.control, site, woven, woven.text, NOTE)
        if site.name is not None:
            base = properties_of(site.name.properties, self.body.prefix)
            author = self._stopped_once(woven.author, self._after_name(site))
            self._fill(self.body, site.name, NAME, site, with_properties(author, base))

    def _note_into_text(self, site: DocxSite, woven: Woven) -> None:
        """A note that citekit made becomes a citation in the text, before the punctuation that it stood after."""
        assert site.reference is not None
        edits = self.edits[id(self.body)]
        edits.remove(site.reference)
        home = self._home(site)
        self.edits[id(home)].replace(*home.notes[site.reference.value], "")
        if site.name is not None:
            look = properties_of(site.name.properties, self.body.prefix)
            xml = self._citation(site, woven, woven.text, CITE, look)
            edits.replace(site.name.start, site.name.end, xml + _others(self.body, site.name))
            return
        at = before_punctuation(site.paragraph.text, site.start)
        there = site.paragraph.child_at(at) if at else None
        run = there[0].run if there is not None else None
        look = properties_of(run.properties, self.body.prefix) if run is not None else []
        xml = with_properties(_run(" "), look)
        xml += self._citation(site, woven, woven.text, CITE, look)
        edits.insert(*(there if there is not None else (site.reference, 0)), xml)

    # -- in place

    def _refresh(self, site: DocxSite, woven: Woven) -> None:
        if site.field is not None:
            text = woven.text
            if site.note and self.weaver.notes and site.found is not None and site.found.ours:
                text = self._inside_sentence(text, self._around(site)[1])
            self._refresh_field(site.story, site, woven, text)
        elif site.control is not None:
            text = self._stopped_once(woven.text, site.paragraph.text[site.end :])
            self._refresh_control(site.story, site.control, site, woven, text, CITE)

    def _note_paragraphs(self, site: DocxSite) -> Sequence[Paragraph]:
        return site.story.by_note.get(site.paragraph.note, [])

    def _refresh_control(
        self, story: Story, control: Control, site: DocxSite, woven: Woven, text: str, kind: str
    ) -> None:
        base = properties_of(control.properties, story.prefix)
        if self.options.zotero:
            xml = self._citation(site, woven, text, kind, base) + _others(story, control)
            self.edits[id(story)].replace(control.start, control.end, xml)
            return
        if kind == CITE and site.found is None:
            text = "".join(self._parts(site, woven, text))
        self._fill(story, control, kind, site, with_properties(text, base))

    def _fill(self, story: Story, control: Control, kind: str, site: DocxSite, content: str) -> None:
        """The content of a control, and the checksum in its tag; Mendeley's own control keeps its tag."""
        edits = self.edits[id(story)]
        former, others = unmarked(story.text[slice(*control.inner)])
        if edits.own(content) == former:
            return
        label = label_of(control.tag)
        if label is None:
            edits.replace(*control.inner, content)
            return
        marked = self.controls.marked(tag_of(label.kind, site.source, content), content) + others
        if control.bookmarked:
            edits.replace(control.start, control.end, marked)
            return
        edits.replace(*control.inner, marked)
        prefix = re.escape(story.prefix)
        written = re.compile(rf"<{prefix}tag\s[^>]*?{prefix}val\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
        match = written.search(story.text, control.start, control.inner[0])
        tag = tag_of(label.kind, site.source, content)
        if match is not None and tag != control.tag:
            edits.splices.replace(*match.span(1 if match[1] is not None else 2), xml_escape(tag))

    def _home(self, site: DocxSite) -> Story:
        """The story that a citation's control or field stands in: that of its note, where citekit made it one."""
        if site.reference is None:
            return site.story
        return self.stories[site.reference.note_kind]

    def _text_now(self, site: DocxSite) -> str:
        story = self._home(site)
        if site.field is not None:
            return shown_field(site.field, story)
        return shown_text(story.text[slice(*site.control.inner)]) if site.control is not None else site.source

    def _refresh_field(self, story: Story, site: DocxSite, woven: Woven, text: str) -> None:
        """A field shows its citation as it stands now; where that is what it shows, nothing changes."""
        field, found = site.field, site.found
        assert field is not None and found is not None
        base = properties_of(field.properties, story.prefix)
        code = field.code
        if found.data is not None:
            code = new_code(code, found.data, self._forms(text), woven.note)
        if code == field.code and text_of(text) == shown_field(field, story):
            return
        edits = self.edits[id(story)]
        xml = field_runs(code.strip(), with_properties(text, base))
        if field.simple:
            edits.replace(field.start, field.end, xml)
            return
        edits.insert(field.children[0], 0, xml)
        for child in field.children:
            edits.remove(child)

    # -- pieces

    def _citation(self, site: DocxSite, woven: Woven, text: str, kind: str, base: Sequence[str] | None = None) -> str:
        """A citation as it is written anew, with the properties ``base``; without them those of the text around it."""
        base = self._look(site) if base is None else base
        if site.field is not None and site.found is not None:
            code = site.field.code
            if site.found.data is not None:
                code = new_code(code, site.found.data, self._forms(text), woven.note)
            return with_properties(field_runs(code.strip(), text), base)
        before, text, after = self._parts(site, woven, text) if kind == CITE else ("", text, "")
        if self.options.zotero:
            return with_properties(
                before + field_runs("ADDIN " + self._field_code(site, woven, text, kind), text) + after, base
            )
        source = site.source or _plain_source(site)
        return self.controls.control(kind, source, with_properties(before + text + after, base), base)

    def _forms(self, text: str) -> tuple[str, str]:
        return field_rtf(text), text_of(text)

    def _written(self, text: str) -> str:
        return _run(text)

    def _plain_text(self, site: DocxSite, text: str) -> str:
        return with_properties(_run(text), self._look(site))

    def _inside_sentence(self, text: str, after: str) -> str:
        if not drops_stop(shown_text(text), after):
            return text
        return re.sub(r"\.([”’»“]*</w:t></w:r>)\Z", r"\1", text)  # before or after a closing quotation mark

    def _is_raised(self, text: str) -> bool:
        runs = re.findall(r"<w:r>(.*?)</w:r>", text)
        return bool(runs) and all('<w:vertAlign w:val="superscript"/>' in one for one in runs)

    def _look(self, site: DocxSite) -> list[str]:
        """The properties of the text that a citation stands in."""
        if site.control is not None:
            return properties_of(site.control.properties, site.story.prefix)
        run = self._run_of(site)
        return properties_of(run.properties, site.story.prefix) if run is not None else []

    def _run_of(self, site: DocxSite) -> Run | None:
        if site.run is not None:
            return site.run
        there = site.paragraph.child_at(site.start)
        return there[0].run if there is not None else None

    def _insert(self, site: DocxSite, xml: str, start: int = -1) -> None:
        edits = self.edits[id(site.story)]
        if site.control is not None:
            edits.splices.insert(site.control.start, edits.own(xml))
        elif site.field is not None and site.field.simple:
            edits.splices.insert(site.field.start, edits.own(xml))
        elif site.field is not None:
            edits.insert(site.field.children[0], 0, xml)
        else:
            child, at, _ = next(site.paragraph.spans(site.start if start < 0 else start, site.end))
            edits.insert(child, at, xml)

    def _take_out(self, site: DocxSite, start: int) -> None:
        """Take a citation's own text out, from a place at or before it (spaces before a note go)."""
        edits = self.edits[id(site.story)]
        for child, a, b in site.paragraph.spans(start, site.end):
            edits.cut(child, a, b)
        if site.control is not None:
            edits.splices.replace(site.control.start, site.control.end, _others(site.story, site.control))
        elif site.field is not None and site.field.simple:
            edits.splices.delete(site.field.start, site.field.end)
        elif site.field is not None:
            for part in site.field.children:
                edits.remove(part)


def _others(story: Story, control: Control) -> str:
    """The ends of a person's bookmarks and comments that stand in a control: they stay where it is replaced."""
    return unmarked(story.text[slice(*control.inner)])[1]


def _plain_source(site: DocxSite) -> str:
    return site.source or "[" + "; ".join(f"@{{{cite.key}}}" for cite in site.citation.cites) + "]"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def shown_field(field: Field, story: Story) -> str:
    """The text that a field shows."""
    if field.simple:
        return shown_text(story.text[slice(*field.inner)])
    shown, separated = [], False
    for child in field.children:
        if child.kind == "fldChar":
            separated = separated or child.value == "separate"
        elif separated and isinstance(child, Child):
            shown.append(child.text)
    return "".join(shown)
