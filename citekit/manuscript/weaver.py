"""From the citations of a draft, in the order of reading, to their texts and the bibliography.

Every kind of draft does the same three things: it finds its citations (``Spot``), hands them here, and puts the texts
that come back (``Woven``) where they belong.

    weaver = Weaver("chicago-notes", Library(docs), output="markdown")
    woven = weaver.weave([Spot(parse_bracket("@key, l. 44", weaver.words)), Spot(None, note="1"), ...])
    woven[0].text, woven[0].note, weaver.bibliography()

Under a style for notes a citation in the running text becomes a note of its own, and ``note`` is its number; notes
that are there already are counted where they stand, so that *ibid.* never means a source on the other side of one.
``@key`` in a sentence is the name there (``author``) and the note after it, as pandoc has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..document.citing import capitalized, left_out_remark
from ..document.locator_check import locator_problem
from ..document.model import Document
from ..document.styles import KnownItems, TitleForms, choose_style
from ..document.styles.own import DESCRIPTION
from ..engine import Processor
from ..engine.cluster import prints_nothing
from ..engine.given import COMPOSITE, FIRST, SUBSEQUENT, SUPPRESS_AUTHOR
from ..richtext.runs import Runs, plain_text, span
from .citations import Citation, DraftCite
from .cites import cite_of
from .library import Library
from .locators import AS_GIVEN, LocatorWords, locator_words, split_markup
from .nested import with_nested, within_sentence
from .sections import labels_of
from .work_parts import title_of, year_of

_MARKUP = re.compile(r"(?:<[^>]*>|\\[a-z]+\{|[*_])*")  # what may stand before the first word, in any format
SECTIONS = "citekit-sections"  # the field of an item by which a bibliography chooses


@dataclass(frozen=True)
class Spot:
    """A place in a draft: a citation, or a note of the person's own without one (``citation`` None).

    ``part`` prints the ``author``, ``title`` or ``year`` alone, or all in ``full`` though it was cited before; ``note``
    names the person's note that the place is in (any name,
    the same for all places in it), None in the running text.  ``chapter`` counts headings of the first level.
    ``where`` is its place in messages (``draft.md, line 3``).
    """

    citation: Citation | None
    note: str | None = None
    chapter: int = 0
    where: str = ""
    part: str = ""
    slip: str = ""  # what is wrong with its brackets


@dataclass(frozen=True)
class Woven:
    """What a citation becomes. ``text`` is in the output format; ``author`` is what stays in the sentence of ``@key``.

    ``note`` is the number of the note that ``text`` is in, the person's own or a new one; 0 means that it stands in the
    running text.  ``new_note`` says that it is a note of its own.  ``unknown`` lists keys that no document answers
    to: such a citation has no text and is left as it is.
    """

    text: str
    note: int = 0
    new_note: bool = False
    author: str = ""
    unknown: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnknownKey:
    """A key that no document answers to, where it stands, and the known keys that look like it."""

    key: str
    where: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f" (did you mean {' or '.join(self.nearest)}?)" if self.nearest else ""
        return f"{self.where}: there is no document “{self.key}” in the library{hint}"


@dataclass
class Weaver:
    """Weaves the citations of one draft. Raises UsageError and StyleError for what it is given.

    ``restart`` begins first citations anew in each chapter.  ``link_citations`` makes each cite a link to its entry
    (``#ref-KEY``).  ``as_is`` adds no archival reference to a style that prints none.  ``titles`` and
    ``transliteration`` are the forms of foreign titles, as for ``Notes``.
    """

    style: str
    library: Library
    output: str = "text"
    locale: str | None = None
    restart: bool = False
    link_citations: bool = False
    as_is: bool = False
    titles: str = ""
    transliteration: str = "ala-lc"
    unknown: list[UnknownKey] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        forms = TitleForms.parse(self.titles, self.transliteration)
        self._chosen = choose_style(self.style, self.locale, self.as_is, forms)
        self._known = KnownItems(self._chosen)
        self.processor: Processor = self._chosen.processor(self.output)
        if self.link_citations:
            self.processor.decorate(_linked)
        style = self.processor.style
        self.notes: bool = style.note
        self.lang: str = style.locale.lang
        self.words: LocatorWords = locator_words(self.lang)
        self._added: dict[str, None] = {}
        self._uncited: list[str] = []
        self._suggested: dict[str, tuple[str, ...]] = {}
        self.nests = True  # @key in the words of a citation cites too
        self._nested: dict[int, DraftCite] = {}
        self._slips: dict[int, tuple[str, ...]] = {}
        self._words_of_others: Processor | None = None

    def weave(self, spots: Iterable[Spot]) -> list[Woven]:
        """The texts of all spots, in their order; a spot without a citation has an empty one."""
        listed = list(spots)
        unknown = [self._look_up(spot.citation, spot.where) if spot.citation else () for spot in listed]
        numbers = _note_numbers(listed, unknown, self.notes)
        clusters: list[tuple[list[dict[str, Any]], int, str, str | None]] = []
        restarts: list[str] = []
        self._parts: dict[str, tuple[str, list[dict[str, Any]]]] = {}
        self._met: set[str] = set()  # documents cited before the citation at hand
        self._meeting: list[str] = []
        self._in_sentence: dict[str, dict[str, Any]] = {}  # the first cite of each ``@key`` that has a note after it
        made: list[Woven] = []
        chapter = listed[0].chapter if listed else 0
        for n, (spot, note, missing) in enumerate(zip(listed, numbers, unknown)):
            if self.restart and spot.chapter != chapter:
                chapter = spot.chapter
                restarts.append(str(n))
            made.append(Woven("", note, unknown=missing) if missing else self._prepare(n, spot, note, clusters))
        if self._parts or self._nested:
            alone = [cite["id"] for part, cites in self._parts.values() for cite in cites if part != "full"]
            self.processor.update_items(dict.fromkeys([*self._uncited, *alone]))
        texts = {key: text for key, _, text in self.processor.rebuild(clusters, restarts=restarts)}
        for cites, _, key, _ in clusters:
            if prints_nothing(texts[key]) or not texts[key].strip():
                texts[key] = self._instead_of_nothing(key, cites, listed[int(key.rstrip("a"))])
        texts |= {key: self._part(part, cites) for key, (part, cites) in self._parts.items()}
        texts |= {f"{key}a": self._author(key, cite) for key, cite in self._in_sentence.items()}
        return [_filled(woven, texts.get(str(n), ""), texts.get(f"{n}a", "")) for n, woven in enumerate(made)]

    def _part(self, part: str, cites: list[dict[str, Any]]) -> str:
        """A part of a citation alone, or all of it as where it is cited first."""
        processor = self.processor
        if part == "author":
            return processor.make_cluster([{"position": SUBSEQUENT, **cites[0]}], "author-only")
        if part == "full" and not self.notes:
            entries = processor.bibliography()
            by_id = dict(zip(entries.entry_ids, entries.entries))
            texts = [by_id.get(cite["id"], "").strip().removesuffix(".") for cite in cites]
            return "; ".join(filter(None, texts)) or processor.make_cluster(cites)
        if part == "full":
            return processor.make_cluster([{**cite, "position": FIRST} for cite in cites])
        keys = [str(cite["id"]) for cite in cites]
        if part == "title":
            made = [title_of(processor, self.library.find(key), key) for key in keys]
        else:
            made = [year_of(processor, key) for key in keys]
        return ", ".join(filter(None, made))

    def _instead_of_nothing(self, key: str, cites: list[dict[str, Any]], spot: Spot) -> str:
        """The text of a citation of which the style prints nothing: with its author where that was to be left out.

        In a sentence the author, or the title, is all that there is to print.
        """
        named = [{name: value for name, value in cite.items() if name != "suppress-author"} for cite in cites]
        placed = [{**cite, **at} for cite, at in zip(named, self.processor.positions_of(key))]
        text = self.processor.make_cluster(placed)
        found = not prints_nothing(text) and bool(text.strip())
        assert spot.citation is not None
        if not (found and spot.citation.in_text):
            keys = ", ".join(f"@{typed}" for typed in spot.citation.keys)
            done = "it is printed with its author or title" if found else "there is nothing in the text"
            self.remarks.append(f"{spot.where}: the style prints nothing for this citation of {keys}: {done}")
        return text if found else ""

    def _author(self, key: str, cite: dict[str, Any]) -> str:
        """The author in the sentence of ``@key``: whole where the work is cited first, then as short forms have it.

        A work that nobody heads is its title there, and a description has no quotation marks, as in its note.
        """
        item = self.processor.item(str(cite["id"]))
        if not item.names and item.fields.get("status") == DESCRIPTION:
            title = "title-short" if "title-short" in item.fields else "title"
            return self.processor.writer.write(item.runs(title))
        placed = {**cite, **self.processor.positions_of(key)[0]}
        placed["position"] = min(placed["position"], SUBSEQUENT)
        return self.processor.make_cluster([placed], "author-only")

    def _prepare(self, n: int, spot: Spot, note: int, clusters: list[Any]) -> Woven:
        citation = spot.citation
        if citation is None:
            return Woven("", note)
        cites = [self._cite(one) for one in citation.cites]
        for one in citation.cites:
            self._check_place(one, spot.where)
            for slip in self._slips.get(id(one), ()):
                keys = f"@{one.key} and @{slip}"
                self.remarks.append(f"{spot.where}: {keys} stand in one citation: divide them with ; ([@a; @b])")
        self._met.update(self._meeting)
        self._meeting = [cite["id"] for cite in cites]
        if spot.slip:
            self.remarks.append(f"{spot.where}: {spot.slip}")
        if spot.part:
            if spot.part == "author" and cites[0]["id"] not in self._met:
                cites[0]["position"] = FIRST
            self._parts[str(n)] = spot.part, cites
            if spot.part != "full":
                return Woven("", note, keys=tuple(cite["id"] for cite in cites))
        new = self.notes and spot.note is None
        if new and "prefix" in cites[0]:
            cites[0]["prefix"] = capitalized(cites[0]["prefix"])
        if citation.in_text and new:
            self._in_sentence[str(n)] = cites[0]
            letter = self.processor.item(cites[0]["id"]).type == "personal_communication"
            clusters.append((cites, note, str(n), None if letter else "suppress-author"))  # “to House” names no sender
        else:
            clusters.append((cites, note, str(n), self._mode(citation)))
        return Woven("", note, new, keys=tuple(cite["id"] for cite in cites))

    def _mode(self, citation: Citation) -> str | None:
        """Whether the sentence names the author of the first cite, by ``@key`` or (``-@key``) in the writer's words."""
        if citation.in_text and not self.notes:
            return COMPOSITE
        return SUPPRESS_AUTHOR if len(citation.cites) > 1 and citation.cites[0].suppress_author else None

    def _look_up(self, citation: Citation, where: str) -> tuple[str, ...]:
        """The keys of a citation that are not known; they are noted with what may be meant."""
        missing = []
        for key in dict.fromkeys(citation.keys):
            known = self.library.key_of(key)
            if known is None:
                missing.append(key)
                if key not in self._suggested:
                    self._suggested[key] = tuple(self.library.nearest(key)) if len(self._suggested) < 100 else ()
                self.unknown.append(UnknownKey(key, where, self._suggested[key]))
            else:
                self._add(known)
        return tuple(missing)

    def _add(self, key: str) -> None:
        if key not in self._added:
            self._added[key] = None
            doc = self.library.find(key)
            assert doc is not None
            self.remarks += filter(None, (left_out_remark(doc), self.library.doubled.get(key)))
            # of earlier documents too, where this one reads like them in short
            for item in self._known.items(doc, key):
                one = self.library.find(item["id"]) or doc
                self.processor.add_items([{**item, SECTIONS: list(labels_of(one))}])

    def _cite(self, cite: DraftCite) -> dict[str, Any]:
        key = self.library.key_of(cite.key) or cite.key
        doc = self.library.find(key)
        assert doc is not None
        cite = self._with_nested(cite)
        chosen = self._chosen
        apart = bool(cite.locator or cite.suffix) and self._known.prints_apart(doc, key)
        return cite_of(doc, key, cite, typographic=chosen.typographic, joining=chosen.joining, apart=apart)

    def _with_nested(self, cite: DraftCite) -> DraftCite:
        """A cite with the works that its words name printed there; they are listed as well."""
        if not self.nests or "@" not in cite.prefix + cite.suffix:
            return cite
        if id(cite) not in self._nested:
            prefix = with_nested(cite.prefix, self.library.key_of, self._within)
            suffix = with_nested(cite.suffix, self.library.key_of, self._within)
            self._uncited = list(dict.fromkeys([*self._uncited, *prefix.keys, *suffix.keys]))
            self._slips[id(cite)] = suffix.slips
            self._nested[id(cite)] = replace(cite, prefix=prefix.text, suffix=suffix.text)
        return self._nested[id(cite)]

    def _within(self, key: str, behind: str) -> tuple[str, str]:
        """A work in the words of another's citation, in the markup of CSL fields, and what is left of the words."""
        self._add(key)
        doc = self.library.find(key)
        assert doc is not None
        if self._words_of_others is None:
            self._words_of_others = self._chosen.processor("html")
        processor = self._words_of_others
        known = KnownItems(self._chosen)
        for one in self._added:
            processor.add_items(known.items(self.library.find(one) or doc, one))
        processor.update_items(list(self._added))  # so that years have the letters that they have elsewhere
        seen = key in self._met or key in self._meeting
        self._met.add(key)
        place, rest = split_markup(behind, self.words)
        named = DraftCite(key, locator=place.locator, label=place.label, word=place.word)
        cite = cite_of(doc, key, named, typographic=self._chosen.typographic, joining=self._chosen.joining)
        text = processor.make_cluster([{**cite, "position": SUBSEQUENT if seen else FIRST}])
        layout = processor.style.citation_layout
        return within_sentence(text, layout.get("prefix") or "", layout.get("suffix") or ""), rest

    def _check_place(self, cite: DraftCite, where: str) -> None:
        """Remark on a place that lies outside the document; what a person put into braces is as it is."""
        doc = self.library.find(self.library.key_of(cite.key) or cite.key)
        if doc is None or not cite.locator or cite.label == AS_GIVEN:
            return
        if problem := locator_problem(doc, f"{cite.word} {cite.locator}", self.lang):
            self.remarks.append(f"{where}: note: {problem}")

    def list_uncited(self, keys: Sequence[str]) -> None:
        """Put documents into the bibliography that are not cited (``nocite``); ``*`` means the whole library."""
        names = [doc.key for doc in self.library.documents()] if "*" in keys else list(keys)
        known = []
        for name in names:
            key = self.library.key_of(name)
            if key is None:
                self.unknown.append(UnknownKey(name, "nocite", tuple(self.library.nearest(name))))
            else:
                self._add(key)
                known.append(key)
        self._uncited = known
        self.processor.update_items(known)

    def bibliography(self, labels: Sequence[str] = ()) -> list[str]:
        """The entries of what is cited, sorted as the style says; none where the style has no bibliography.

        ``labels`` (``sections.labels_of``) leave only the documents that have one of them.
        """
        return [entry for _, entry in self.entries(labels)]

    def entries(self, labels: Sequence[str] = ()) -> list[tuple[str, str]]:
        """(key, entry) of what ``bibliography`` gives."""
        chosen = {"include": [{"field": SECTIONS, "value": label} for label in labels]} if labels else None
        found = self.processor.bibliography(chosen)
        return list(zip(found.entry_ids, found.entries))

    def listed(self) -> list[Document]:
        """The documents that are cited or listed, in the order in which they were first met."""
        return [doc for key in self._added if (doc := self.library.find(key)) is not None]

    def in_sentence(self, text: str) -> str:
        """The text of a citation that stands within a sentence: *ibid.* has no capital there."""
        ibid = self.processor.style.locale.term("ibid") or "ibid"
        capital = ibid[:1].upper() + ibid[1:]
        opened = _MARKUP.match(text)
        at = opened.end() if opened is not None else 0
        return text[:at] + ibid + text[at + len(ibid) :] if text.startswith(capital, at) else text


def is_anchor(key: str) -> bool:
    """Whether a key can name a place that links lead to."""
    return re.fullmatch(r"[\w:.-]+", key) is not None


def _linked(cite: Any, runs: Runs) -> Runs:
    """A cite as a link to its entry; one that holds an address, which is a link itself, stays as it is."""
    if not is_anchor(cite.id) or "://" in plain_text(runs):
        return runs
    opened, closed = span("link", f"#ref-{cite.id}")
    return [opened, *runs, closed]


def _note_numbers(spots: list[Spot], unknown: list[tuple[str, ...]], notes: bool) -> list[int]:
    """The number of the note that each spot is in: the person's own and, under a style for notes, those that are new;
    a citation of unknown keys makes none.
    """
    numbers: list[int] = []
    own: dict[str, int] = {}
    count = 0
    for spot, missing in zip(spots, unknown):
        if spot.note is not None:
            if spot.note not in own:
                count += 1
                own[spot.note] = count
            numbers.append(own[spot.note])
        elif notes and spot.citation is not None and not missing:
            count += 1
            numbers.append(count)
        else:
            numbers.append(0)
    return numbers


def _filled(woven: Woven, text: str, author: str) -> Woven:
    return Woven(text, woven.note, woven.new_note, author, woven.unknown, woven.keys)
