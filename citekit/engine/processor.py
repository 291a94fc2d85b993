"""The processor: items and a style in, citations and bibliographies out, modelled on citeproc-js clusters."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from ..common.errors import ItemError
from ..formats import writer
from ..richtext.punctuation import resolve_punctuation
from ..richtext.runs import Runs
from .bibliography import Bibliography, BibliographyRenderer, chosen
from .cluster import ClusterRenderer
from .collecting import without_collector
from .given import abbreviation_lists, given_cites, iterable, order_of, refuse_repeated, refuse_unknown_mode
from .layout import CompiledStyle
from .positions import Cluster, Positions, retake_first_notes
from .registry import Registry
from .state import Cite, Item, Lead
from .style.elements import CLASSES
from .style.loader import LoadedStyle, style_bytes

Json = dict[str, Any]
Order = Iterable[tuple[str, int]]
Written = tuple[str, int, str]  # citation_id, note, text


@lru_cache(maxsize=16)
def _loaded(data: bytes, name: str) -> LoadedStyle:
    return LoadedStyle(data, CLASSES, name)


@lru_cache(maxsize=16)
def _compiled(data: bytes, name: str, lang: str | None, links: bool, apostrophes_sort: bool) -> CompiledStyle:
    return CompiledStyle(_loaded(data, name), lang, {}, links, apostrophes_sort)


class Processor:
    """Renders citations and bibliographies in a CSL style.

    ``style`` is a name, a path or XML text; ``items`` are CSL-JSON objects; ``locale`` an xml:lang that overrides the
    style's default; ``output`` a format of ``citekit.formats``; ``abbreviations`` lists in citeproc-js's shape;
    ``links`` turns URLs and DOIs into links; ``apostrophes_sort`` sorts “O’Neil” before “Oates”.
    Raises StyleError and ItemError.
    """

    def __init__(
        self,
        style: str | bytes | os.PathLike[str],
        items: Iterable[Json] = (),
        locale: str | None = None,
        output: str = "html",
        abbreviations: Json | None = None,
        *,
        links: bool = False,
        apostrophes_sort: bool = False,
    ) -> None:
        data, name = style_bytes(style)
        self.writer = writer(output)
        if abbreviations:
            lists = abbreviation_lists(abbreviations)
            self.style = CompiledStyle(_loaded(data, name), locale, lists, links, apostrophes_sort)
        else:
            self.style = _compiled(data, name, locale, links, apostrophes_sort)
        self._items: dict[str, Item] = {}
        self._uncited: list[str] = []
        self._clusters: list[Cluster] = []
        self._by_id: dict[str, Cluster] = {}
        self._cited: dict[str, list[Cluster]] = {}
        self._first_notes: dict[str, int] = {}  # in which items are cited first
        self._registry = Registry(self.style, first_notes=self._first_notes)
        self._new: list[Item] = []  # cited, and not registered yet
        self._touched: dict[str, tuple[Cluster, str | None]] = {}  # by the last call, with the text before (None: new)
        self._replaced: dict[str, tuple[Cluster, str | None]] = {}  # by add_items, since that call
        self._in_note: dict[int, int] = {}
        self._positions = Positions(self.style.near_note_distance, self._in_note)
        self._cluster = ClusterRenderer(self.style)
        self._bibliography = BibliographyRenderer(self.style)
        self._entries: dict[str, tuple[Any, str, Lead | None]] = {}  # as they were listed last
        self._restarts: frozenset[str] = frozenset()  # clusters at which positions begin anew
        self._joined: Callable[[Runs], Runs] | None = None
        self._count = 0
        self._moved = False  # cited in another order than registered
        self._stale = False  # the registry must be made anew
        self._sort = True
        self.add_items(items)

    def add_items(self, items: Iterable[Json]) -> None:
        """Make items known; a later item of the same id takes the place of an earlier one."""
        for data in iterable(items, "items"):
            item = Item(data, self.style.locale.quotes)
            self._items[item.id] = item
            if item.id in self._registry:
                self._stale = True
                for cluster in self._cited.get(item.id, ()):
                    cluster.replace_item(item)
                    self._replaced.setdefault(cluster.id, (cluster, cluster.text))
                    cluster.dirty = True

    def item(self, item_id: Any) -> Item:
        """A known item. Raises ItemError for an unknown id."""
        try:
            return self._items[str(item_id)]
        except KeyError:
            hint = "give the processor every item that is cited"
            raise ItemError(f"there is no item “{item_id}”", hint=hint) from None

    # -- registering

    @without_collector()
    def update_items(self, ids: Iterable[Any], sort: bool = True) -> None:
        """Register items without citing them: these, and what is cited, are the bibliography."""
        self._uncited = [self.item(i).id for i in ids]
        self._begin()
        self._sort = sort
        self._stale = True
        self._refresh()

    def cite(
        self,
        cites: list[Json],
        note: int | None = None,
        citation_id: str | None = None,
        before: Order | None = None,
        after: Order | None = None,
        mode: str | None = None,
    ) -> str:
        """Register a cluster and give its text.

        ``before`` and ``after`` list the clusters round it as (citation_id, note); without them it comes last.
        ``mode`` is None, ``author-only``, ``suppress-author`` or ``composite``.  ``note`` 0 or None stands in the text.
        """
        cluster = self._cluster_of(cites, note, citation_id, mode)
        former = self._by_id.get(cluster.id)
        before, after = order_of(before, after)
        self._begin()
        self._touched[cluster.id] = (cluster, former.text if former is not None else None)
        if before is None and after is None and former is None:
            self._append(cluster)
        else:
            with without_collector():
                self._rearrange(cluster, before, after)
                self._replay()
        return self._text(cluster)

    @without_collector()
    def rebuild(self, clusters: Iterable[Any], restarts: Iterable[str] = ()) -> list[Written]:
        """Register all clusters of a document at once, in the place of what was there; gives ``citations()``.

        A cluster is ``(cites, note, citation_id)``, with ``mode`` as a fourth member where it has one; an id of None is
        made up.  What ``update_items`` registered stays.  A cluster that is as before is not rendered again.
        At the clusters whose ids are in ``restarts`` positions begin anew, as in the first note of a chapter.
        """
        made = [self._cluster_of(cites, note, key, *mode) for cites, note, key, *mode in clusters]
        refuse_repeated(cluster.id for cluster in made)
        order: list[Cluster] = []
        touched: dict[str, tuple[Cluster, str | None]] = {}
        self._restarts = frozenset(restarts)
        for cluster in made:
            former = self._by_id.get(cluster.id)
            if former is not None and former.same_as(cluster):
                former.note, cluster = cluster.note, former
            touched[cluster.id] = (cluster, former.text if former is not None else None)
            order.append(cluster)
        self._clusters = order
        self._begin()
        self._touched = {**self._touched, **touched}
        self._replay()
        return self.citations()

    def group_by_specification(self) -> None:
        """Group cites of one author as the specification has it where citeproc-js does otherwise."""
        self._cluster.group_by_specification()

    def decorate(self, change: Callable[[Cite, Runs], Runs]) -> None:
        """Change what each cite prints, without its affixes: ``change`` is handed the cite and its runs."""
        self._cluster.decorate = change

    def join(self, change: Callable[[Runs], Runs]) -> None:
        """Change every text before its punctuation is resolved (``richtext.punctuation``)."""
        self._joined = change

    @without_collector()
    def citations(self) -> list[Written]:
        """(citation_id, note, text) of all clusters in document order, as they stand now."""
        self._refresh()
        return [(c.id, c.note, self._text(c)) for c in self._clusters]

    @without_collector()
    def changed(self) -> list[Written]:
        """The clusters whose text is new or another since the last call of ``cite``, ``rebuild`` or
        ``update_items``.
        """
        self._refresh()
        return [
            (cluster.id, cluster.note, cluster.text)
            for cluster, former in self._touched.values()
            if self._text(cluster) != former
        ]

    @property
    def unprinted(self) -> list[str]:
        """The ids of the items for which the style printed nothing in the cluster that was rendered last."""
        return list(self._cluster.unprinted)

    def make_cluster(self, cites: list[Json], mode: str | None = None) -> str:
        """The text of a cluster that is not registered; a ``position`` in a cite is used."""
        refuse_unknown_mode(mode)
        self._refresh()
        made = self._made(cites)
        if mode is None:
            made = self._cluster.sorted(made)
        return self._write(self._cluster.render(made, mode)) if made else ""

    def leave_case(self) -> None:
        """Begin no note with a capital: whoever puts the notes together knows which text begins one."""
        self._cluster.capitals = False

    def positions_of(self, citation_id: str) -> list[Json]:
        """How the cites of a registered cluster stand, in the order of the call: what cites for ``make_cluster`` say to
        stand there too.
        """
        return [
            {"position": cite.position, "near-note": cite.near, "first-reference-note-number": cite.first_note}
            for cite in self._by_id[citation_id].given
        ]

    def arranged(self, cites: Iterable[Json]) -> list[Json]:
        """Cites in the order in which the style sorts them, by the numbers that their items have now."""
        given = list(cites)
        made = self._made(given)
        by_cite = {id(cite): one for cite, one in zip(made, given)}
        return [by_cite[id(cite)] for cite in self._cluster.sorted(made, grouped=True)]

    def bibliography(self, section: Json | None = None) -> Bibliography:
        """The bibliography of what is registered; ``section`` chooses items as citeproc-js's makeBibliography does."""
        self._refresh()
        with without_collector():
            items = self._registry.order()
        if section:
            items = chosen(items, section)
        made = self._bibliography.params()
        result = Bibliography(self.writer.bibliography_start, self.writer.bibliography_end, made)
        result.order = [item.id for item in items]
        if self.style.bibliography is None:
            return result
        with without_collector():
            before = None
            for item in items:
                text, before = self._entry(item, before)
                if text:  # an item may be one that the style leaves out
                    result.entries.append(text)
                    result.entry_ids.append(item.id)
        return result

    def _entry(self, item: Item, before: Lead | None) -> tuple[str, Lead | None]:
        """The text of an entry, made again only where the item or the names before it are others than last time."""
        former = (before.joined, *before.texts) if before is not None else None
        state = (item, item.number if self.style.renders_numbers else 0, item.state.shape(), former)
        known = self._entries.get(item.id)
        if known is not None and known[0] == state:
            return known[1], known[2]
        runs, names = self._bibliography.entry(item, before)
        text = self.writer.entry(self._write(runs)) if runs else ""
        self._entries[item.id] = (state, text, names)
        return text, names

    # -- keeping state

    def _made(self, cites: Iterable[Json]) -> list[Cite]:
        return [Cite(self.item(one["id"]), one) for one in given_cites(cites)]

    def _cluster_of(self, cites: Iterable[Json], note: int | None, key: str | None, mode: str | None = None) -> Cluster:
        made = self._made(cites)
        if not made:
            raise ItemError("there is nothing to cite: the citation has no cites", hint="give it an item at least")
        refuse_unknown_mode(mode)
        self._count += 1
        return Cluster(key if key is not None else f"citation-{self._count}", int(note or 0), made, mode)

    def _append(self, cluster: Cluster) -> None:
        """A cluster after all others: nothing before it moves."""
        self._clusters.append(cluster)
        self._by_id[cluster.id] = cluster
        first: dict[str, int] = {}  # the items that are cited here first, and how many have been then
        for cite in cluster.given:
            if self._uncited and cite.id not in self._cited:
                first[cite.id] = len(self._cited) + 1
            self._cited.setdefault(cite.id, []).append(cluster)
            self._first_notes.setdefault(cite.id, cluster.note)
        self._new += [c.item for c in cluster.given if c.id not in self._registry]
        self._in_note[cluster.note] = self._in_note.get(cluster.note, 0) + 1
        self._moved = self._moved or bool(first)  # what is cited stands before what is not
        self._refresh(cluster)
        self._registry.take_places(first)
        self._sort_cites(cluster)
        self._positions.place(cluster)

    def _begin(self) -> None:
        """A call that ``changed`` tells of begins; what ``add_items`` replaced since the last one belongs to it."""
        self._touched = {key: one for key, one in self._replaced.items() if key in self._by_id}
        self._replaced = {}

    def _touch(self, cluster: Cluster) -> None:
        """A cluster must be rendered again."""
        self._touched.setdefault(cluster.id, (cluster, cluster.text))
        cluster.dirty = True

    def _rearrange(self, cluster: Cluster, before: Order | None, after: Order | None) -> None:
        """Put a cluster between those named; clusters that are not named are removed, as in citeproc-js."""
        if before is None and after is None:
            at = next(n for n, c in enumerate(self._clusters) if c.id == cluster.id)
            self._clusters[at] = cluster
            return
        sides = [[(key, note) for key, note in side or () if key in self._by_id] for side in (before, after)]
        for key, note in (*sides[0], *sides[1]):
            self._by_id[key].note = int(note or 0)
        placed = [[self._by_id[key] for key, _ in side if key != cluster.id] for side in sides]
        self._clusters = [*placed[0], cluster, *placed[1]]

    def _replay(self) -> None:
        """Numbers, then positions from the beginning; clusters that show otherwise are marked.

        Items are registered in the order in which they are cited, cites in that of the call: the style sorts them by
        the numbers that they get.
        """
        self._in_note = {}
        for cluster in self._clusters:
            self._in_note[cluster.note] = self._in_note.get(cluster.note, 0) + 1
        self._positions = Positions(self.style.near_note_distance, self._in_note)
        before = list(self._cited)
        self._cited = {}
        self._by_id = {c.id: c for c in self._clusters}
        for cluster in self._clusters:
            for cite in cluster.given:
                self._cited.setdefault(cite.id, []).append(cluster)
        self._register_cited(before)
        self._refresh()
        for cluster in self._clusters:
            if cluster.id in self._restarts:
                self._positions.restart()
            self._sort_cites(cluster)
            if self._positions.place(cluster):
                self._touch(cluster)

    def _register_cited(self, before: list[str]) -> None:
        """Note what the registry must take in, of items that were cited in another order ``before``."""
        if self.style.first_notes_differ and retake_first_notes(self._first_notes, self._cited):
            self._stale = True
        elif list(self._cited) == before:
            return
        elif self._uncited or any(item_id not in self._cited for item_id in self._registry.items):
            self._stale = True
        else:
            self._new = [self._items[i] for i in self._cited if i not in self._registry]
            self._moved = True

    def _sort_cites(self, cluster: Cluster) -> None:
        cluster.cites = self._cluster.sorted(cluster.given, grouped=True, mode=cluster.mode)

    def _refresh(self, only: Cluster | None = None) -> None:
        """Order, numbers and disambiguation of what is registered, where anything changed.

        ``only``: the numbers and year suffixes of this cluster's items are enough, as only its text is wanted.
        """
        changed: set[str] = set()
        if self._stale:
            old = {i: (item.number, item.state.shape()) for i, item in self._registry.items.items()}
            self._registry = Registry(self.style, self._sort, self._first_notes)
            self._registry.add(self._items[i] for i in dict.fromkeys([*self._cited, *self._uncited]))
            self._registry.settle()
            changed = {i for i, item in self._registry.items.items() if old.get(i) != (item.number, item.state.shape())}
            self._moved = False
        elif self._new:
            changed = self._registry.add(self._new)
        if self._moved and only is None:
            changed |= self._registry.reorder(list(dict.fromkeys([*self._cited, *self._registry.items])))
            self._moved = False
        self._stale = False
        self._new = []
        if only is None:
            changed |= self._registry.settle()
        else:
            changed |= {cite.id for cite in only.given if self._registry.settle_one(cite.item)}
        for item_id in changed:
            for cluster in self._cited.get(item_id, ()):
                self._touch(cluster)

    def _text(self, cluster: Cluster) -> str:
        if cluster.dirty:
            self._sort_cites(cluster)  # by the numbers of now
            cluster.text = self._write(self._cluster.render(cluster.cites, cluster.mode))
            cluster.dirty = False
        return cluster.text

    def _write(self, runs: Runs) -> str:
        runs = self._joined(runs) if self._joined is not None else runs
        return self.writer.write(resolve_punctuation(runs, self.style.locale.quotes, self.writer.kept_marks))
