"""What is left of our content controls where LibreOffice saved a Word document: the bookmarks that stood in them."""

from __future__ import annotations

import re
from bisect import bisect_right

from ...common.files.xml_text import Splices, attributes, tags, xml_unescape
from ..bookmarks import PREFIX, End, Range, ranges, too_early
from .edits import chosen, properties_of
from .story import Control, Story, shown_text

_END = re.compile(r"<(?:\w+:)?bookmark(Start|End)\b([^>]*)>")
_PROPERTIES = re.compile(r"<(\w+:)?r(?:\s[^>]*)?>\s*(<(?:\w+:)?rPr>.*?</(?:\w+:)?rPr>)?", re.S)
_LOOK = frozenset(("rFonts", "lang", "rtl", "cs", "sz", "szCs", "color", "spacing"))
_RUN = re.compile(
    r"(?P<open><(?:\w+:)?r(?:\s[^>]*)?>(?:<(?:\w+:)?rPr>.*?</(?:\w+:)?rPr>|<(?:\w+:)?rPr/>)?)"
    r"<(?P<t>(?:\w+:)?t)(?:\s[^>]*)?>(?P<text>[^<]*)</(?:\w+:)?t>(?P<close></(?:\w+:)?r>)"
    r"|</(?:\w+:)?p>|<(?:\w+:)?footnoteReference\b",
    re.S,
)
_FAR = 24
_CHARACTER = re.compile(r"&[^;]*;|.", re.S)
_BIBLIOGRAPHY = "citekit:bibliography"


class Marks:
    """The marks in a story; ``open`` is the one that the walk through it is in."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.open: Control | None = None
        found = list(ranges(_ends(story.text, story.prefix))) if PREFIX in story.text else []
        self._inline = {mark.inner[0]: mark for mark in found if not mark.tag.startswith(_BIBLIOGRAPHY)}
        self._lists = [mark for mark in found if mark.tag.startswith(_BIBLIOGRAPHY)]

    def begins(self, at: int) -> Range | None:
        """The mark whose last bookmark begins with the tag that ends at a place."""
        mark = self._inline.get(at)
        if mark is None or not _is_in_line(self.story.text[slice(*mark.inner)], self.story.prefix + "p"):
            return None
        return mark

    def add_bibliographies(self) -> None:
        """Bibliographies that no control holds any more: their paragraphs, as a control that is missing."""
        story = self.story
        known = [one for one in story.controls if one.tag.startswith(_BIBLIOGRAPHY)]
        starts = [paragraph.start for paragraph in story.paragraphs]
        for mark in self._lists:
            if any(one.start < mark.start < one.end for one in known):
                continue
            first, last = (story.paragraphs[bisect_right(starts, at) - 1] for at in mark.inner)
            raw = story.text[first.start : last.end]
            if mark.end > last.end or not _is_in_line(raw, ""):
                continue
            made = Control(first.start, mark.tag, True, True, last.end, (first.start, last.end))
            made.properties, made.bookmarked = look_of(story, mark), True
            story.controls.append(made)


def straightened(text: str, prefix: str) -> str:
    """A part whose marks end in their places: where LibreOffice put the end of one too early, it is put further on."""
    if PREFIX not in text:
        return text
    text = _within_insertions(text, prefix)
    splices = Splices()
    for mark in ranges(_ends(text, prefix)):
        shown = shown_text(text[slice(*mark.inner)])
        missing = too_early(shown, "".join(char for char, _, _ in _following(text, mark.end)), mark.sum)
        ends = text[mark.inner[1] : mark.end]
        if missing and not _END.sub("", ends):
            _, at, run = _following(text, mark.end)[missing - 1]
            splices.delete(mark.inner[1], mark.end)
            if at == run.end("text"):
                splices.insert(run.end(), ends)
            else:
                closed = f"</{run['t']}>{run['close']}"
                splices.insert(at, f'{closed}{ends}{run["open"]}<{run["t"]} xml:space="preserve">')
    return splices.apply(text) if splices else text


def _within_insertions(text: str, prefix: str) -> str:
    """A part whose marks that begin in a tracked insertion end in it: LibreOffice puts their ends behind it."""
    closed = re.compile(rf"(?:</{re.escape(prefix)}(?:ins|moveTo)>)+\Z")
    splices = Splices()
    for mark in ranges(_ends(text, prefix)):
        inner = text[slice(*mark.inner)]
        closing = closed.search(inner)
        ends = text[mark.inner[1] : mark.end]
        if closing is not None and not _END.sub("", ends) and _is_in_line(inner[: closing.start()], f"{prefix}p"):
            splices.delete(mark.inner[1], mark.end)
            splices.insert(mark.inner[0] + closing.start(), ends)
    return splices.apply(text) if splices else text


def _following(text: str, at: int) -> list[tuple[str, int, re.Match[str]]]:
    """The first characters after a place, up to the end of its paragraph: each with where it ends, and its run."""
    found: list[tuple[str, int, re.Match[str]]] = []
    for run in _RUN.finditer(text, at):
        if run["text"] is None or len(found) > _FAR:
            break
        start = run.start("text")
        found += [(xml_unescape(m[0]), start + m.end(), run) for m in _CHARACTER.finditer(run["text"])]
    return found


def _ends(text: str, prefix: str) -> list[End]:
    """Both ends of the bookmarks of a part."""
    names: dict[str, str] = {}
    found = []
    for match in _END.finditer(text):
        values = attributes(match[2])
        number = values.get(prefix + "id", "")
        if match[1] == "Start":
            names[number] = values.get(prefix + "name", "")
        found.append(End(names.get(number, ""), match[1] == "Start", *match.span()))
    return found


def _is_in_line(raw: str, paragraph: str) -> bool:
    """Whether a stretch of XML is whole: all that begins in it ends there, and none of it is a paragraph's end."""
    depth = 0
    for tag in tags(raw):
        if tag.name == paragraph:
            return False
        depth += {"<": 1, "/": -1}.get(tag.kind, 0)
        if depth < 0:
            return False
    return depth == 0


def look_of(story: Story, mark: Range) -> str:
    """The font of what a mark holds, as the properties of a run: what the style of the citation adds is left out."""
    match = _PROPERTIES.search(story.text, *mark.inner)
    found = chosen(properties_of(match[2], story.prefix), _LOOK) if match is not None and match[2] else []
    return f"<w:rPr>{''.join(found)}</w:rPr>" if found else ""
