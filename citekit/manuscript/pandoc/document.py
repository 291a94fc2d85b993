"""A whole document of pandoc's, woven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...common.errors import CitekitError
from ...csl.others import with_unnamed
from ...document.citing import item_for_citing, whole_location
from ...document.item import to_csl
from ...document.locator_check import locator_problem
from ...document.model import Document
from ...document.styles import SILENT, completed_style
from ...document.wording import in_source_wording
from ...engine import Processor
from ...engine.given import FIRST, SUBSEQUENT
from ...engine.style.locale import Locale
from ...richtext.markup import ENGLISH
from ...richtext.runs import Runs, span
from ...sources.csljson import read_items
from ...sources.paths import read_paths
from ..citations import DraftCite
from ..cites import cite_of, is_archival, spaced
from ..library import Library
from ..locators import AS_GIVEN, split_markup, words_of
from ..nested import with_nested, within_sentence
from ..settings import settings_of
from .bibliography import with_bibliography
from .citing import Citing
from .items import as_pandoc_reads, in_marks_of, items_of, remarks_on, with_quotations
from .placing import moved, unnoted
from .punctuation import punctuate_as_pandoc
from .styles import stand_in, style_of
from .tree import Held, Inlines, Node, find, inlines_of, meta_text, walk

_UNKNOWN = "citekit-unknown"


class PandocDocument:
    """One document: its metadata, its items, and the processor that prints them."""

    def __init__(self, document: Node) -> None:
        self.document = document
        self.messages: list[str] = []
        self.held = Held()
        self.meta: dict[str, Any] = document["meta"]
        front = {key: meta_text(value) for key, value in self.meta.items() if key not in ("references", "nocite")}
        self.settings = replace(settings_of(front), nocite=())
        self._items: dict[str, dict[str, Any]] = {}  # references as the document has them
        self.library = Library(self._documents())
        style = style_of(self.settings.style)
        self.messages += filter(None, [stand_in(self.settings.style)])
        lang = self.settings.lang or None
        self._completed = completed_style(style, lang) if any(map(is_archival, self.library.documents())) else None
        self._style = style if self._completed is None else self._completed.xml
        self._added: dict[str, dict[str, Any]] = {}
        self._met: set[str] = set()  # works that were cited
        self._words_of_others: Processor | None = None
        self.processor = self._processor(lang, front)
        self.style = self.processor.style
        locale = self.style.locale
        self.notes, self.english, self._lang = self.style.note, locale.english, locale.lang
        self._words = tuple(words_of([Locale(locale.lang, []), locale], archival) for archival in (False, True))
        self._known: set[str] = set()
        self._whole: set[str] = set()  # documents whose location is printed with its archive
        self._dash = locale.term("page-range-delimiter") or "\u2013"
        self._joining = locale.term("and") or ""
        self._dashes = locale.term("page-range-delimiter") != "-"

    def _processor(self, lang: str | None, front: dict[str, Any]) -> Processor:
        """A processor that writes as pandoc's own does."""
        processor = Processor(
            self._style,
            [],
            locale=lang,
            output="pandoc",
            abbreviations=self._abbreviations(front),
            links=self._flag("link-bibliography", True),
            apostrophes_sort=True,
        )
        in_quote = processor.style.locale.quotes.punctuation_in_quote
        processor.group_by_specification()
        processor.leave_case()
        processor.join(lambda runs: punctuate_as_pandoc(runs, in_quote))
        self._links = self.settings.link_citations and not self.settings.suppress_bibliography
        if self._links:
            processor.decorate(_linked)
        return processor

    # -- what the document says

    def _flag(self, name: str, default: bool) -> bool:
        value = self.meta.get(name)
        if value is None:
            return default
        told = meta_text(value)
        return told if isinstance(told, bool) else str(told).casefold() == "true"

    def _documents(self) -> Iterator[Document]:
        """What ``bibliography`` and ``references`` hold; what stands in the document itself wins."""
        found = list(read_paths(self.settings.bibliography))
        references = self.meta.get("references") or {}
        self.messages += [f"citekit-filter: references: {remark}" for remark in remarks_on(references)]
        if items := items_of(references, self.held):
            self._items = {str(item["id"]): item for item in items}
            found += read_items([with_quotations(item, ENGLISH.outer) for item in items], "references")
        for one in found:
            if isinstance(one, CitekitError):
                self.messages.append(f"citekit-filter: {one}")
            else:
                yield one

    def _abbreviations(self, front: dict[str, Any]) -> Any:
        path = front.get("citation-abbreviations")
        if not path:
            return None
        try:
            with open(str(path), encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError) as error:
            self.messages.append(f"citekit-filter: {path}: the list of abbreviations cannot be read ({error})")
            return None

    # -- weaving

    def woven(self) -> Node:
        """The document with its citations and its bibliography."""
        document = self.document
        meta = {key: value for key, value in self.meta.items() if key != "nocite"}
        blocks = document["blocks"]
        uncited = self._uncited()
        where = {"meta": {k: v for k, v in sorted(meta.items()) if k != "references"}, "blocks": blocks}
        named = self._named_in_words(where)
        self.processor.update_items(list(dict.fromkeys([*uncited, *named])))
        Citing(self.processor, self.held, self._links, self._cite, self._skip).fill(where)
        after = self.notes and self._flag("notes-after-punctuation", True)
        inside = self.style.locale.quotes.punctuation_in_quote
        if self.notes:
            where = unnoted(where)
            where = walk(where, _begun)
        where = walk(where, lambda inlines: moved(inlines, after, inside))
        blocks = where["blocks"]
        if not self.settings.suppress_bibliography:
            links = self._flag("link-bibliography", True)
            heading = inlines_of(where["meta"].get("reference-section-title"))
            blocks, unprinted = with_bibliography(blocks, self.processor, self.held, heading, self._skip, links)
            told = "[WARNING] Citeproc: Bibliography entry with no printed form: "  # as pandoc itself says it
            self.messages += [told + key for key in unprinted]
        meta = {**self.meta, **where["meta"]}
        return {**document, "meta": meta, "blocks": blocks}

    def _skip(self, key: str) -> bool:
        return self.processor.item(key).type == _UNKNOWN

    def _uncited(self) -> list[str]:
        """Keys of ``nocite``, made known."""
        node = self.meta.get("nocite")
        keys: list[str] = []
        for cite in find(node, "Cite") if node is not None else ():
            for one in cite["c"][0]:
                name = str(one["citationId"])
                names = [doc.key for doc in self.library.documents()] if name == "*" else [name]
                for each in names:
                    key = self._add(each)
                    if not self._skip(key):
                        keys.append(key)
        return list(dict.fromkeys(keys))

    # -- one cite

    def _named_in_words(self, where: Node) -> list[str]:
        """The keys of works that the words of citations name; with any, all works that are cited are known."""
        cites = list(find(where, "Cite"))
        words = [one[end] for cite in cites for one in cite["c"][0] for end in ("citationPrefix", "citationSuffix")]
        inside = [str(one["citationId"]) for cite in find(words, "Cite") for one in cite["c"][0]]
        named = [key for name in inside if (key := self.library.key_of(name)) is not None]
        if named:
            known = [self._add(str(one["citationId"])) for cite in cites for one in cite["c"][0]]
            processor = Processor(self._style, [], locale=self.settings.lang or None, output="html")
            processor.add_items([self._added[key] for key in dict.fromkeys(known)])
            processor.update_items(list(dict.fromkeys(known)))
            self._words_of_others = processor
        return named

    def _named(self, words: str) -> str:
        """The words of a citation with the works that they name; pandoc itself loses the citation for these."""
        if self._words_of_others is None:
            return words
        return with_nested(words, self.library.key_of, self._within).text

    def _within(self, name: str, behind: str) -> tuple[str, str]:
        """A work in the words of another's citation, in the markup of CSL fields, and what is left of the words."""
        key = self._add(name)
        place, rest = split_markup(behind, self._words[False])
        processor = self._words_of_others
        assert processor is not None
        cite = {"id": key, "locator": place.locator, "label": place.label or "page"} if place.locator else {"id": key}
        position = SUBSEQUENT if key in self._met else FIRST
        self._met.add(key)
        text = processor.make_cluster([{**cite, "position": position}])
        layout = processor.style.citation_layout
        return within_sentence(text, layout.get("prefix") or "", layout.get("suffix") or ""), rest

    def _add(self, name: str) -> str:
        """Make a document known to the processor; gives its key there."""
        key = self.library.key_of(name) or name
        if key in self._known:
            return key
        self._known.add(key)
        doc = self.library.find(name)
        if doc is None:
            nearest = self.library.nearest(name)
            self.messages.append(f"[WARNING] Citeproc: citation {name} not found")  # as pandoc itself says it
            if nearest:
                self.messages.append(f"citekit-filter: did you mean {' or '.join(nearest)}?")
            item: dict[str, Any] = {"id": name, "type": _UNKNOWN}
        elif is_archival(doc):
            item = item_for_citing(doc, key, self._dashes, self._joining, apart=self._completed is not None)
            if self._completed is not None:
                item = self._completed.completed(item, doc, whole_location(doc, self._dashes, self._joining))
                self._whole |= {key} if SILENT in item else set()
        else:
            worded = doc if self.english else in_source_wording(doc)
            quotes = self.style.locale.quotes
            if key in self._items:
                item = with_quotations(self._items[key], quotes.outer)
            else:
                item = as_pandoc_reads(to_csl(worded), doc.source, self.english)
                if not self.english or (doc.source and ".bib" in doc.source.lower()):
                    item = in_marks_of(item, quotes)
            left_out = ("custom", "issued") if doc.date is not None and doc.date.undated else ("custom",)
            item = {name: value for name, value in item.items() if name not in left_out} | {"id": key}
        self._added[key] = item
        self.processor.add_items([with_unnamed(item)])
        return key

    def _cite(self, one: Node) -> dict[str, Any]:
        key = self._add(str(one["citationId"]))
        doc = self.library.find(key)
        archival = doc is not None and is_archival(doc)
        suffix = self.held.markup(one["citationSuffix"])
        place, rest = split_markup(suffix, self._words[archival])
        mode = one["citationMode"]["t"]
        if rest[:1].isalnum():
            rest = f", {rest}"
        cite = DraftCite(
            key,
            prefix=self._named(self.held.markup(one["citationPrefix"])),
            suffix=self._named(rest),
            locator=place.locator,
            label=place.label,
            word=place.word,
            suppress_author=mode == "SuppressAuthor",
        )
        self._met.add(key)
        if archival and doc is not None:
            if place.label != AS_GIVEN and (
                problem := locator_problem(doc, f"{place.word} {place.locator}", self._lang)
            ):
                self.messages.append(f"citekit-filter: @{one['citationId']}: note: {problem}")
            apart = self._completed is not None and key not in self._whole
            return cite_of(doc, key, cite, typographic=self._dashes, joining=self._joining, apart=apart)
        made: dict[str, Any] = {"id": key, "prefix": spaced(cite.prefix), "suffix": cite.suffix}
        if cite.locator:
            made.update(locator=cite.locator.replace("-", self._dash), label=cite.label or "page")
        if cite.suppress_author:
            made["suppress-author"] = True
        return made


def _linked(cite: Any, runs: Runs) -> Runs:
    opened, closed = span("link", f"#ref-{cite.id}")
    return [opened, *runs, closed]


def _begun(inlines: Inlines) -> Inlines:
    """Inlines in which the notes of citations begin with a capital."""
    for cite in inlines:
        if cite.get("t") == "Cite":
            for node in cite["c"][1]:
                if node.get("t") == "Note":
                    block = node["c"][0]
                    block["c"] = _capitalized(block["c"])
    return inlines


def _capitalized(inlines: Inlines) -> Inlines:
    """Inlines with a capital at their beginning."""
    if not inlines:
        return inlines
    first, rest = inlines[0], inlines[1:]
    if first.get("t") == "Str":
        value = str(first["c"])
        at = next((n for n, char in enumerate(value) if char not in "\u201c\u2018\u00ab("), -1)
        if at < 0:
            return [first, *_capitalized(rest)]
        return [{"t": "Str", "c": value[:at] + value[at].upper() + value[at + 1 :]}, *rest]
    if first.get("t") in ("Emph", "Strong", "SmallCaps", "Underline"):
        return [{"t": first["t"], "c": _capitalized(first["c"])}, *rest]
    if first.get("t") in ("Link", "Span", "Quoted"):
        about, inner, *more = first["c"]
        return [{"t": first["t"], "c": [about, _capitalized(inner), *more]}, *rest]
    return inlines
