"""A style made ready to render: compiled layouts for each area and item type, sort keys, options."""

from __future__ import annotations

from typing import Any

from ..richtext.runs import Runs
from .collation import Collator
from .disambiguation_rules import DisambiguationRules
from .sorting import SortKeys
from .state import MAX_SHAPES, Context, Item
from .style.compiler import Environment, Render
from .style.finishing import finish, unchanged
from .style.joining import joined
from .style.loader import LoadedStyle
from .style.locale import NS

OFTEN = 50  # items of one shape, for which compiling an area again for that shape pays
MAX_COMPILED = 400  # shapes for which areas are compiled
Abbreviations = dict[str, dict[str, str]]


class CompiledStyle:
    """Everything of a style that does not change: locale, layouts, sort keys, citation and bibliography options."""

    def __init__(
        self,
        loaded: LoadedStyle,
        lang: str | None,
        abbreviations: Abbreviations,
        links: bool,
        apostrophes_sort: bool = False,
    ) -> None:
        self.loaded = loaded
        self.locale = loaded.locale(lang)
        self.collator = Collator(self.locale.lang, apostrophes_sort)
        self._abbreviations, self._links = abbreviations, links
        self._environments: dict[tuple[str, str], Environment] = {}
        self._layouts: dict[tuple[str, str], list[Render]] = {}
        self._shaped: dict[tuple[str, str, frozenset[str]], int | list[Render]] = {}  # how often met, or compiled
        self._compiled = 0
        citation, bibliography = loaded.citation, loaded.bibliography_element
        self.citation = citation
        self.citation_layout = citation.find(NS + "layout")
        self.bibliography = bibliography
        self.bibliography_layout = bibliography.find(NS + "layout") if bibliography is not None else None
        self.note = loaded.root.get("class") == "note"
        self.has_short_forms = any(element.get("position") for element in loaded.elements)
        conditions = sum(e.get("disambiguate") == "true" for e in loaded.root.iter(NS + "if", NS + "else-if"))
        self.cites_numbers = _reaches(loaded, citation, "citation-number")
        self.disambiguation_rules = DisambiguationRules(citation, conditions, self.cites_numbers)
        self.citation_sort = self._sort(citation)
        self.bibliography_sort = self._sort(bibliography) if bibliography is not None else None
        self._look_for_numbers(citation)
        self.delimiter = self.citation_layout.get("delimiter", "")
        self.collapse = citation.get("collapse") or ""
        self.sorts_groups = self.citation_sort is not None and _sorts_groups(loaded, citation, self.collapse)
        self.near_note_distance = int(citation.get("near-note-distance") or 5)
        self._take_affixes()

    def _take_affixes(self) -> None:
        """What the layouts do with whole cites and entries."""
        self.citation_wrap = finish(self.citation_layout, self.environment("citation", "")) or unchanged
        self.bibliography_wrap = (
            finish(self.bibliography_layout, self.environment("bibliography", "")) or unchanged
            if self.bibliography_layout is not None
            else None
        )

    def _look_for_numbers(self, citation: Any) -> None:
        """Whether citation numbers are rendered or sorted by, and the numbers of first notes tell cites apart."""
        self.renders_numbers = any(
            e.get("variable") == "citation-number" for e in self.loaded.root.iter(NS + "text", NS + "number")
        )
        self.uses_numbers = self.renders_numbers or any(
            e.get("variable") == "citation-number" for e in citation.iter(NS + "key")
        )
        # whether cites that read alike may be told apart by the notes that they point to
        self.first_notes_differ = self.disambiguation_rules.rule == "by-cite" and _reaches(
            self.loaded, citation, "first-reference-note-number"
        )

    def _sort(self, parent: Any) -> SortKeys | None:
        element = parent.find(NS + "sort")
        if element is None or not len(element):
            return None
        return SortKeys(
            element,
            lambda item_type: self.environment("sort", item_type, parent),
            self.collator,
            self.disambiguation_rules.rule != "by-cite",
        )

    def environment(self, area: str, item_type: str, parent: Any = None) -> Environment:
        """The compiler of an area for an item type, any shape."""
        key = (area + (parent.tag if parent is not None else ""), item_type)
        env = self._environments.get(key)
        if env is None:
            env = self._environments[key] = self._compiler(area, item_type, parent)
        return env

    def _compiler(
        self, area: str, item_type: str, parent: Any = None, shape: frozenset[str] | None = None
    ) -> Environment:
        holder = parent if parent is not None else self.citation if area == "citation" else self.bibliography
        return Environment(self.loaded, self.locale, area, holder, item_type, self._abbreviations, self._links, shape)

    def layout(self, area: str, item: Item) -> list[Render]:
        """The compiled children of an area's ``cs:layout`` for an item's type, and for its shape where that is met
        often: what no item of the shape has is left out there.
        """
        shaped = self._shaped.get((area, item.type, item.shape), 0)
        if not isinstance(shaped, int):
            return shaped
        element = self.citation_layout if area == "citation" else self.bibliography_layout
        if self._compiled < MAX_COMPILED and len(self._shaped) < MAX_SHAPES:
            if shaped >= OFTEN:
                self._compiled += 1
                layout = self._compiler(area, item.type, None, item.shape).children(element)
                self._shaped[area, item.type, item.shape] = layout
                return layout
            self._shaped[area, item.type, item.shape] = shaped + 1
        key = (area, item.type)
        known = self._layouts.get(key)
        if known is None:
            known = self._layouts[key] = self.environment(area, item.type).children(element)
        return known

    def render(self, area: str, ctx: Context) -> Runs:
        """An item's content in an area, without the layout's own affixes."""
        return _joined(self.layout(area, ctx.item), ctx)


_joined = joined("")


def _reaches(loaded: LoadedStyle, element: Any, variable: str) -> bool:
    """Whether an area prints a variable, itself or through macros (which do not call themselves)."""
    macros, open_ = set(), [element.find(NS + "layout")]
    while open_:
        for child in open_.pop().iter(NS + "text", NS + "number"):
            name = child.get("macro")
            if child.get("variable") == variable:
                return True
            if name is not None and name not in macros:
                macros.add(name)
                open_.append(loaded.macros[name])
    return False


def _sorts_groups(loaded: LoadedStyle, citation: Any, collapse: str) -> bool:
    """Whether cites that a sort does not tell apart stand by their authors, as citeproc-js groups them."""
    if any(key.get("variable") == "citation-number" for key in citation.iter(NS + "key")):
        return False
    if loaded.root.get("class") == "in-text" and collapse:
        return True
    return bool(citation.get("cite-group-delimiter")) and not any(e.get("position") for e in loaded.elements)
