"""The citations of a document of pandoc's: in which order they stand, and what each of them becomes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ...engine import Processor
from ...engine.cluster import prints_nothing
from ...engine.given import COMPOSITE, SUBSEQUENT, SUPPRESS_AUTHOR
from ...richtext.markup import parse_field
from ...richtext.punctuation import resolve_punctuation
from .placing import cut, unstopped_questions
from .tree import Held, Inlines, Node, text_of

_END = "\uf8ff"  # stands where a citation ends and what the style puts after it begins


@dataclass
class _Cluster:
    """A citation of the document: its ``Cite``, its cites for the processor, and the number of its note."""

    node: Node
    key: str
    cites: list[dict[str, Any]]
    number: int
    mode: str | None
    named: bool  # the sentence names the author of the first
    in_own_note: bool  # in a note of the person's


class Citing:
    """Fills in the citations of one document.

    ``cite`` makes a cite of the processor's from one of pandoc's, ``skip`` says of its key that nothing is known of it,
    ``linked`` that each cite is a link to its entry.
    """

    def __init__(
        self,
        processor: Processor,
        held: Held,
        linked: bool,
        cite: Callable[[Node], dict[str, Any]],
        skip: Callable[[str], bool],
    ) -> None:
        self.processor, self.held = processor, held
        self.style, self.notes = processor.style, processor.style.note
        self._linked, self._cite, self._skip = linked, cite, skip
        self._note_count = 0
        self._texts: dict[str, str] = {}

    def fill(self, where: Node) -> None:
        """Fill in every citation, in the order of the document."""
        found = self._clusters(where)
        self._texts = self._rebuilt(found)
        if self.style.citation_sort is not None and any(self._is_mixed(one.cites) for one in found):
            # only now do the items have the numbers by which a style may sort
            for one in found:
                if self._is_mixed(one.cites):
                    one.cites = self._unknown_last(one.cites, one.named and not self.style.cites_numbers)
            self._texts = self._rebuilt(found)
        for one in found:
            author = self._author(one) if one.named and self.notes else []
            bare = self._bare(one) if one.in_own_note and self.notes else None
            self._fill(one.node, self._text(one), author, bare)

    def _clusters(self, where: Node) -> list[_Cluster]:
        """The citations of the document; under a style for notes those in the text take a number each."""
        found: list[_Cluster] = []
        for node, note in self._in_order(where):
            citations = node["c"][0]
            if not citations:
                continue
            number = note if note is not None else 0
            if self.notes and note is None:
                self._note_count += 1
                number = self._note_count
            in_text = citations[0]["citationMode"]["t"] == "AuthorInText"
            cites = [self._cite(one) for one in citations]
            named = in_text and not self._skip(cites[0]["id"])
            mode = (SUPPRESS_AUTHOR if self.notes else COMPOSITE) if named else None
            own = note is not None
            found.append(_Cluster(node, str(len(found)), cites, number if self.notes else 0, mode, named, own))
        return found

    def _rebuilt(self, found: list[_Cluster]) -> dict[str, str]:
        """The texts of the citations, by their keys, but for those of which nothing is known."""
        known = [
            (self._known_cites(one.cites), one.number, one.key, one.mode)
            for one in found
            if not all(self._skip(cite["id"]) for cite in one.cites)
        ]
        return {key: text for key, _, text in self.processor.rebuild(known)}

    def _text(self, one: _Cluster) -> Inlines:
        if one.key in self._texts:
            return self._read(self._texts[one.key])
        return self._read(self._in_layout((self.style.delimiter or "; ").join(map(self._missing, one.cites))))

    def _author(self, one: _Cluster) -> Inlines:
        """The name in the sentence; where the note has ibid. the author is short."""
        if one.key not in self._texts:
            return []
        placed = {**self._known_cites(one.cites)[0], **self.processor.positions_of(one.key)[0]}
        placed["position"] = min(placed["position"], SUBSEQUENT)
        return self._read(self.processor.make_cluster([placed], "author-only"))

    def _is_mixed(self, cites: list[dict[str, Any]]) -> bool:
        return len({self._skip(cite["id"]) for cite in cites}) > 1

    def _unknown_last(self, cites: list[dict[str, Any]], named: bool) -> list[dict[str, Any]]:
        """Cites as the style sorts them, keys that are not known after the others: they have nothing to sort by.

        What has words of the writer's before or after it stays where it was typed, as does the first one where the
        sentence names its author.
        """
        out, cites = (cites[:1], cites[1:]) if named else ([], cites)
        for worded, stretch in groupby(cites, key=lambda cite: bool(cite.get("prefix") or cite.get("suffix"))):
            some = list(stretch)
            known = [cite for cite in some if not self._skip(cite["id"])]
            unknown = [cite for cite in some if self._skip(cite["id"])]
            out += some if worded else [*(self.processor.arranged(known) if known else ()), *unknown]
        return out

    def _known_cites(self, cites: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Cites of known items; a key that is not known goes before or after one of them, in bold."""
        if not self._is_mixed(cites):
            return cites
        delimiter = self.style.delimiter or "; "
        before = ""
        out: list[dict[str, Any]] = []
        for cite in cites:
            if not self._skip(cite["id"]):
                out.append({**cite, "prefix": before + cite.get("prefix", "")})
                before = ""
            elif out:
                out[-1]["suffix"] += delimiter + self._missing(cite)
            else:
                before += self._missing(cite) + delimiter
        return out

    def _bare(self, one: _Cluster) -> Inlines | None:
        """A citation that stands in a note of the person's own, without what the style puts after it."""
        if one.key not in self._texts:
            return None
        positions = self.processor.positions_of(one.key)
        placed = [{**cite, **at} for cite, at in zip(self._known_cites(one.cites), positions)]
        placed[-1] = {**placed[-1], "suffix": placed[-1].get("suffix", "") + _END}
        text = self.processor.make_cluster(placed, one.mode)
        return cut(self._read(text), _END)

    def _in_layout(self, markup: str) -> str:
        """A text between what the style puts round its citations."""
        runs = self.style.citation_wrap(parse_field(markup), None) or parse_field(markup)
        return self.processor.writer.write(resolve_punctuation(runs, self.style.locale.quotes))

    def _missing(self, cite: dict[str, Any]) -> str:
        """A cite of a key that is not known."""
        key, prefix = cite["id"], cite.get("prefix", "")
        node: Node = {"t": "Strong", "c": [{"t": "Str", "c": f"{key}?"}]}
        if self._linked:
            node = {"t": "Link", "c": [["", [], []], [node], [f"#ref-{key}", ""]]}
        space = " " if prefix.strip() and not prefix[-1:].isspace() else ""
        return f"{prefix}{space}{self.held.hold(node)}{cite.get('suffix', '')}"

    def _read(self, text: str) -> Inlines:
        inlines: Inlines = json.loads(text)
        return unstopped_questions(self.held.restored(inlines)) if not prints_nothing(text_of(inlines)) else []

    def _fill(self, cite: Node, inlines: Inlines, author: Inlines, bare: Inlines | None) -> None:
        """The text of a citation in its place; under a style for notes, as a note."""
        if self.notes:
            note: Node = {"t": "Note", "c": [{"t": "Para", "c": inlines}]}
            if bare is not None:
                note["bare"] = bare
            inlines = [*author, note]
        cite["c"] = [cite["c"][0], inlines]

    def _in_order(self, node: Any, note: int | None = None) -> Iterator[tuple[Node, int | None]]:
        """Every citation with the number of the note that it stands in."""
        if isinstance(node, list):
            for one in node:
                yield from self._in_order(one, note)
        elif isinstance(node, dict):
            kind = node.get("t")
            if kind == "Cite":
                yield node, note
                return
            if kind == "Note" and note is None:
                self._note_count += 1
                note = self._note_count
            for key, value in node.items():
                if key != "t":
                    yield from self._in_order(value, note)
