"""Changes of a Word part: text taken out of runs and put between them, everything else left as it is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

from ...common.files.xml_text import Splices, offsets, tags
from .story import Child, Run, Story

_NAMES = re.compile(r"(</?|\s)w:")
_KEPT_OUT = {"rPrChange", "ins", "del", "moveFrom", "moveTo"}


class Edits:
    """The changes of one story. What is inserted is written with the prefix ``w:`` and gets that of the part."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.splices = Splices()
        self._runs: dict[int, Run] = {}
        self._cuts: dict[int, list[tuple[int, int]]] = {}
        self._inserts: dict[int, list[tuple[int, str]]] = {}
        self._gone: set[int] = set()
        self._places: dict[int, list[int] | None] = {}

    def cut(self, child: Child, start: int, end: int) -> None:
        """Take out some of the text that a child shows."""
        self._runs[id(child.run)] = child.run
        self._cuts.setdefault(id(child), []).append((start, end))

    def remove(self, child: Child) -> None:
        """Take out a child whole."""
        self._runs[id(child.run)] = child.run
        self._gone.add(id(child))

    def insert(self, child: Child, at: int, xml: str) -> None:
        """Put runs, or what may stand among runs, before the character ``at`` of a child; past its end: after it."""
        self._runs[id(child.run)] = child.run
        self._inserts.setdefault(id(child), []).append((at, self.own(xml)))

    def replace(self, start: int, end: int, xml: str) -> None:
        """Put something in the place of what stands between two positions of the part."""
        self.splices.replace(start, end, self.own(xml))

    def own(self, xml: str) -> str:
        """XML with ``w:`` as the part writes it."""
        return _renamed(xml, self.story.prefix)

    def __bool__(self) -> bool:
        return bool(self._runs) or bool(self.splices)

    def apply(self) -> str:
        """The text of the part with all changes."""
        for run in self._runs.values():
            self.splices.replace(run.start, run.end, self._rebuilt(run))
        return self.splices.apply(self.story.text)

    def _rebuilt(self, run: Run) -> str:
        """A run with its changes: divided where something is inserted, left out where nothing of it is kept."""
        text, closing = self.story.text, f"</{self.story.prefix}r>"
        out: list[str] = []
        kept: list[str] = []

        def flush() -> None:
            if kept:
                out.append(run.opening + run.properties + "".join(kept) + closing)
                kept.clear()

        for child in run.children:
            inserts = sorted(self._inserts.get(id(child), ()), key=lambda one: one[0])
            if id(child) not in self._cuts and not inserts and id(child) not in self._gone:
                kept.append(text[child.start : child.end])
                continue
            self._cuts.get(id(child), []).sort()
            at = 0
            for place, xml in inserts:
                kept.extend(self._kept(child, at, place))
                flush()
                out.append(xml)
                at = max(at, place)
            kept.extend(self._kept(child, at, max(len(child.text), 1)))
        flush()
        return "".join(out)

    def _raw(self, child: Child, start: int, end: int) -> str:
        """The text of a child between two places, as it is written."""
        if start >= end:
            return ""
        if id(child) not in self._places:
            self._places[id(child)] = offsets(self.story.text[child.at : child.to])
        places = self._places[id(child)]
        if places is None:
            return self.story.text[child.at + start : child.at + end]
        return self.story.text[child.at + places[start] : child.at + places[end]]

    def _kept(self, child: Child, start: int, end: int) -> list[str]:
        """What is left of a child between two places of its text, as XML."""
        if id(child) in self._gone or start >= end:
            return []
        cuts = self._cuts.get(id(child), [])
        if child.kind != "t":
            is_cut = any(a <= 0 < b for a, b in cuts)
            return [] if is_cut or start > 0 else [self.story.text[child.start : child.end]]
        pieces: list[str] = []
        at, n = start, bisect_right(cuts, start, key=itemgetter(1))
        while n < len(cuts) and cuts[n][0] < end:
            pieces.append(self._raw(child, at, min(cuts[n][0], end)))
            at = max(at, cuts[n][1])
            n += 1
        pieces.append(self._raw(child, at, min(end, len(child.text))))
        name = self.story.prefix + "t"
        joined = "".join(pieces)
        return [f'<{name} xml:space="preserve">{joined}</{name}>'] if joined else []


def _renamed(xml: str, prefix: str) -> str:
    if prefix == "w:":
        return xml
    return re.sub(r"<[^>]*>", lambda tag: _NAMES.sub(lambda m: m[1] + prefix, tag[0]), xml)


def properties_of(raw: str, prefix: str) -> list[str]:
    """The children of a ``w:rPr`` or ``w:pPr`` as they are written, with the prefix ``w:``; records of changes left
    out.
    """
    found: list[str] = []
    depth = start = 0
    for tag in tags(raw):
        if tag.kind == "/":
            depth -= 1
            if depth == 1:
                found.append(raw[start : tag.end])
        elif tag.kind == "<":
            if depth == 1:
                start = tag.start
            depth += 1
        elif depth == 1:
            found.append(raw[tag.start : tag.end])
    plain = [_with_usual_prefix(one, prefix) for one in found]
    return [one for one in plain if not any(one.startswith(f"<w:{name}") for name in _KEPT_OUT)]


def _with_usual_prefix(xml: str, prefix: str) -> str:
    if prefix == "w:":
        return xml
    return re.sub(r"<[^>]*>", lambda tag: re.sub(rf"(</?|\s){re.escape(prefix)}", r"\1w:", tag[0]), xml)


def chosen(properties: list[str], names: frozenset[str]) -> list[str]:
    """The properties of these names."""
    return [one for one in properties if (m := re.match(r"<w:(\w+)", one)) is not None and m[1] in names]
