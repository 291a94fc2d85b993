"""Rendering a cluster of cites: affixes, grouping, collapsing (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from ..richtext.markup import parse_field
from ..richtext.runs import QUOTE_CLOSE, QUOTE_OPEN, CiteSuffix, OutsideQuotes, Runs, capitalize_term, span
from .given import COMPOSITE, FIRST, SUBSEQUENT, SUPPRESS_AUTHOR
from .layout import CompiledStyle
from .person import Person
from .ranges import collapse_ranges, has_next_number, has_next_suffix
from .sorting import by_groups
from .state import Cite, Context, Item
from .style.locale import Locale

UNPRINTED = "[NO_PRINTED_FORM]"
EMPTY = "[CSL STYLE ERROR: reference with no printed form.]"


def prints_nothing(text: str) -> bool:
    """Whether a citation, in any output format, says (in citeproc-js's words) that its style prints nothing for it."""
    plain = text.replace("\\", "")  # formats escape brackets and underscores
    return any(words.strip("[]") in plain for words in (EMPTY, UNPRINTED))


class Rendered:
    """One cite as rendered, with what grouping and collapsing compare."""

    __slots__ = (
        "cite",
        "collapsed",
        "collapsing",
        "delimiter",
        "located",
        "names",
        "number",
        "runs",
        "same_year",
        "suffix",
        "texts",
        "year",
    )

    def __init__(self, cite: Cite, runs: Runs, names: str, year: Any, texts: bool) -> None:
        self.cite, self.runs, self.names, self.year = cite, runs, names, year
        self.texts = texts  # whether a text variable other than the locator was asked for
        self.collapsing = False
        self.suffix = cite.item.state.suffix
        self.number = cite.item.number
        self.delimiter = ""
        self.collapsed = self.same_year = False
        self.located = False  # whether any cite of its group has a locator


class ClusterRenderer:
    """Renders clusters of one style."""

    def __init__(self, style: CompiledStyle) -> None:
        self.style = style
        self.by_specification = False
        self.capitals = True  # a term that begins a note has a capital
        self.decorate: Callable[[Cite, Runs], Runs] | None = None  # a cite without its affixes, such as a link round it
        citation = style.citation
        delimiter = style.delimiter
        self.group_delimiter = citation.get("cite-group-delimiter")
        # a comma between cites of one group, but not in notes and not in numeric styles
        self.inside_group = delimiter if style.note or style.cites_numbers else ", "
        self.after = citation.get("after-collapse-delimiter")
        self.suffix_delimiter = citation.get("year-suffix-delimiter", self.group_delimiter or delimiter)
        self.unprinted: list[str] = []  # items of the cluster rendered last that have no printed form
        self.grouped = self.group_delimiter is not None or style.collapse.startswith("year")

    def _unheaded(self, item: Item) -> Runs:
        """What names a work in a sentence where its citation has no names: its people all the same (in styles that
        number works), or its title.
        """
        people = next((item.names[role] for role in _HEADS if item.names.get(role)), None)
        if people is None or self.by_specification or not self.style.cites_numbers:
            return self._title(item)
        return [_short_list(people, self.style.locale)]

    def _title(self, item: Item) -> Runs:
        """The title where nobody heads the citation; by the specification alone it has no place there."""
        return [] if self.by_specification else _title(item)

    def group_by_specification(self) -> None:
        """Group cites of one author as CSL 1.0.2 has it ("Cite Grouping"), also where citeproc-js does not: in a
        style that collapses years and names no delimiter for groups, and without a sort.
        """
        self.by_specification = True
        if self.group_delimiter is None and self.style.collapse.startswith("year"):
            self.group_delimiter = ", "

    def render(self, cites: list[Cite], mode: str | None = None) -> Runs:
        """The run of a cluster, its cites in the order in which they come, with the layout's affixes."""
        style = self.style
        if mode == "author-only":
            self.unprinted = []
            return self._authors(cites)
        self.unprinted = []
        rendered = [self._cite(cite, n, mode) for n, cite in enumerate(cites)]
        if not any(r.runs for r in rendered) and mode == "composite":
            return self._authors(cites) or [EMPTY]
        if len(rendered) == 1 and not rendered[0].runs and mode is None and cites[0].suppress_author:
            return [UNPRINTED]  # the writer left out all that there is
        if mode != "composite" or not any(r.runs for r in rendered):
            rendered[0].runs = rendered[0].runs or [EMPTY]
        rendered = [r for r in rendered if r.runs]
        if self.grouped:
            rendered = self._regroup(rendered)
        self._delimiters(rendered)
        rendered = self._collapse(rendered)
        out: Runs = []
        for n, one in enumerate(rendered):
            if n and one.delimiter:
                worded = rendered[n - 1].cite.suffix  # a delimiter does not move into the writer's quotation marks
                out.append(OutsideQuotes(one.delimiter) if worded else one.delimiter)
            out += one.runs
        wrapped = style.citation_wrap(out, None) or []
        if mode == "composite":
            names = self._authors(cites)
            return [*names, " ", *wrapped] if names else wrapped
        return wrapped

    def sorted(self, cites: list[Cite], grouped: bool = False, mode: str | None = None) -> list[Cite]:
        """Cites as ``cs:citation`` sorts them; equal ones keep their order.

        ``grouped``: those that the first key does not tell apart stand by their authors, where the style groups cites.
        Where the sentence names the author of the first (``mode``), that one stays first: its year is read as his.
        """
        if mode in (SUPPRESS_AUTHOR, COMPOSITE) and not self.style.cites_numbers:
            return [*cites[:1], *self.sorted(cites[1:], grouped)]
        if not self.by_specification:
            return self._arranged(cites, grouped)
        out: list[Cite] = []  # what has words of the writer's before or after it stays where it was put
        for worded, stretch in groupby(cites, key=lambda cite: bool(cite.prefix or cite.suffix)):
            some = list(stretch)
            out += some if worded else self._arranged(some, grouped)
        return out

    def _arranged(self, cites: list[Cite], grouped: bool) -> list[Cite]:
        """Cites in the order of the style's sort, whatever stands round them."""
        keys = self.style.citation_sort
        if keys is None or len(cites) < 2:
            return cites
        values = {id(cite): keys.values(Context(cite.item, cite)) for cite in cites}
        if grouped and self.style.sorts_groups and not self.by_specification:
            named = {id(cite): self._named(cite) for cite in cites}
            return by_groups(cites, values, named, keys)
        return keys.arrange(cites, [values[id(cite)] for cite in cites])

    def _named(self, cite: Cite) -> str:
        """The sort key of the names that lead a cite."""
        ctx = Context(cite.item, None, SUBSEQUENT)
        ctx.comparing = True
        self.style.render("citation", ctx)
        return self.style.collator.key(ctx.lead.joined) if ctx.lead.named else ""

    def _context(self, cite: Cite) -> Context:
        in_full = cite.position == FIRST or not self.style.has_short_forms or _is_nameless(cite.item)
        if cite.full_item is not None and in_full and self.style.note:
            cite.full_item.state = cite.item.state
            ctx = Context(cite.full_item, cite, cite.position)
            ctx.locator_hidden = True
            return ctx
        return Context(cite.item, cite, cite.position)

    def _authors(self, cites: list[Cite]) -> Runs:
        out: Runs = []
        for cite in cites[:1]:
            ctx = self._context(cite)
            ctx.lead.kept = []
            self.style.render("citation", ctx)
            out += ctx.lead.kept or self._unheaded(cite.item)
        return out

    def _cite(self, cite: Cite, index: int, mode: str | None, *, names: bool = True, years: bool = True) -> Rendered:
        """One cite with its affixes; ``names`` False leaves the leading names out, ``years`` False all years."""
        ctx = self._context(cite)
        ctx.years_hidden = not years
        author_only = cite.author_only and index == 0
        ctx.suppress_names = (
            not names or cite.suppress_author or (mode in ("suppress-author", "composite") and index == 0)
        )
        if author_only:
            ctx.lead.kept = []
        runs = self.style.render("citation", ctx)
        if author_only:
            runs = ctx.lead.kept or self._title(cite.item)
        begins = _ends_sentence(cite.prefix) if cite.prefix.strip() else index == 0
        if runs and self.style.note and self.capitals and begins:
            runs = capitalize_term(runs)
        if runs and self.decorate is not None:
            runs = self.decorate(cite, runs)
        if not runs and names:
            self.unprinted.append(cite.id)
        date = cite.item.dates.get("issued")
        known = date.known if date is not None else None
        rendered = Rendered(
            cite,
            self._affixed(cite, runs),
            self._compared_names(ctx),
            known[0] if known is not None else None,
            ctx.texts,
        )
        return rendered

    def _compared_names(self, ctx: Context) -> str:
        """The names by which cites are grouped, as printed; by the specification alone whole, so that different people
        with one family name are no group.
        """
        lead = ctx.lead
        return "\0".join([lead.joined, *(lead.texts if self.by_specification else ())]) if lead.named else ""

    def _affixed(self, cite: Cite, runs: Runs) -> Runs:
        """The cite between the prefix and suffix that its writer gave, with the spaces they need."""
        prefix, suffix = cite.prefix, cite.suffix
        if prefix and prefix.strip():
            if prefix[-1].isalnum() or prefix[-1] in ".,;:!?)":
                prefix += " "
            runs = [*parse_field(prefix, self.style.locale.quotes), *runs]
        if suffix and suffix.strip():
            if suffix[0].isalnum() or suffix[0] in "([\u201c":
                suffix = " " + suffix
            own = parse_field(suffix, self.style.locale.quotes)
            # with quotations in it, it is text like any other, and a stop with a sentence after it moves
            kind = CiteSuffix if len(own) == 1 and not (suffix[0] == "." and suffix[1:]) else OutsideQuotes
            runs = [*runs, *(kind(piece) if isinstance(piece, str) else piece for piece in own)]
        return runs

    def _regroup(self, rendered: list[Rendered]) -> list[Rendered]:
        """In the text, cites of the same names stand together where the first of them stood (CSL 1.0.2, "Cite
        Grouping").

        They keep their order.  Without a sort they stand as given.
        """
        if self.style.note or (self.style.citation_sort is None and not self.by_specification):
            return rendered
        groups: dict[tuple[int, str], list[Rendered]] = {}
        stretch = 0  # no group reaches over a writer's words
        for n, one in enumerate(rendered):
            stretch += n > 0 and self._parted(rendered[n - 1], one)
            groups.setdefault((stretch, one.names or f"\0{n}"), []).append(one)
        return [one for group in groups.values() for one in group]

    def _parted(self, before: Rendered, one: Rendered) -> bool:
        """Whether a writer's words between two cites keep them out of one group: the name is repeated after them."""
        return self.by_specification and bool(one.cite.prefix or one.cite.suffix or before.cite.suffix)

    def _delimiters(self, rendered: list[Rendered]) -> None:
        """What stands before each cite (CSL 1.0.2, "Cite Grouping" and "Cite Collapsing", as citeproc-js has them)."""
        grouped = False
        before: Rendered | None = None
        for _, group in groupby(rendered, key=lambda one: one.names):
            some = list(group)
            for one in some:
                one.located = any(other.cite.locator for other in some)
        for one in rendered:
            parted = before is not None and self._parted(before, one)
            if one.names or parted or (before is not None and before.names):
                grouped = before is not None and before.names == one.names and not parted
            one.collapsed = self.grouped and grouped and bool(one.names)
            # who is not named is not the author before, but where the writer's own words come between
            nobody = not one.names and (before is None or not before.names or bool(one.cite.prefix))
            one.collapsing = bool(self.style.collapse) and not one.texts and (grouped if one.names else nobody)
            if before is not None:
                one.delimiter = self._between(before, one, grouped)
                one.delimiter = _beside_punctuation(one.delimiter, before.cite.suffix, one.cite.prefix)
            before = one

    def _between(self, before: Rendered, one: Rendered, grouped: bool) -> str:
        style, after = self.style, self.after
        if self.by_specification and one.located and grouped:
            return str(style.delimiter)  # (Wong 1999, 328; 2000, 475): CMOS 18, 13.124
        if after is not None:
            if before.cite.locator or (before.collapsing and not one.collapsing):
                return str(after)
            if not before.collapsing and not one.collapsing and style.collapse != "year-suffix":
                return str(after)
        if self.group_delimiter is not None and grouped:
            return str(self.group_delimiter)
        if after is None and one.collapsing and (one.names or not self.by_specification):
            return self.inside_group
        return str(style.delimiter)

    def _collapse(self, rendered: list[Rendered]) -> list[Rendered]:
        collapse = self.style.collapse
        if len(rendered) < 2 or not collapse:
            return rendered
        if collapse == "citation-number":
            return collapse_ranges(rendered, has_next_number, after=self.after or self.style.delimiter)
        return self._collapse_years(rendered, collapse)

    def _collapse_years(self, rendered: list[Rendered], collapse: str) -> list[Rendered]:
        """Cites of the same names lose the names after the first; with year-suffix also the year."""
        for before, one in zip(rendered, rendered[1:]):
            nameless = one.collapsing and before.collapsing and not (one.names or before.names)
            if not one.collapsed and not (nameless and collapse != "year" and one.suffix):
                continue
            bare = not (before.cite.locator or before.cite.suffix or one.cite.locator or one.cite.prefix)
            same_year = one.suffix and before.suffix and one.year and one.year == before.year
            if collapse != "year" and bare and one.cite.id == before.cite.id and not one.cite.suffix:
                one.runs = []  # the same cite once more
            elif collapse != "year" and bare and same_year:
                alone: Runs = [one.suffix]
                one.runs = self._affixed(one.cite, self.decorate(one.cite, alone) if self.decorate else alone)
                one.same_year = True
                one.delimiter = self.suffix_delimiter
            else:
                twice = collapse != "year" and one.cite.id == before.cite.id and not one.suffix
                again = self._cite(
                    one.cite, 1, None, names=False, years=not (twice and self.style.disambiguation_rules.suffix)
                )
                one.runs = again.runs
                if collapse != "year" and same_year and not one.cite.prefix and self.decorate is None:
                    one.runs = _without_year(again.runs, one.suffix)
                    if one.runs is not again.runs and not one.cite.locator:
                        one.delimiter = self.suffix_delimiter
        rendered = [one for one in rendered if one.runs]
        return collapse_ranges(rendered, has_next_suffix) if collapse == "year-suffix-ranged" else rendered


def _ends_sentence(prefix: str) -> bool:
    """Whether a prefix of several words ends with a stop, so that what follows begins a sentence."""
    text = prefix.strip()
    return " " in text and text.rstrip("\u201d\u2019\"')").endswith((".", "!", "?"))


_ENTITIES = ("&amp;", "&lt;", "&gt;")  # signs that a field's markup writes with a semicolon of its own


def _beside_punctuation(delimiter: str, suffix: str, prefix: str) -> str:
    """A delimiter after a suffix that ends with a stop or comma is its space only, before a prefix with one
    nothing.
    """
    if suffix:
        if suffix[-1] not in ".,;" or suffix.endswith(_ENTITIES):
            return delimiter
        return delimiter[delimiter.index(" ") :] if " " in delimiter else ""
    return "" if prefix[:1] in (".", ",", ";") else delimiter


def _without_year(runs: Runs, suffix: str) -> Runs:
    """A cite without the year in front of its suffix: what stands after the suffix, such as a locator, stays."""
    at = next((n for n in range(1, len(runs)) if runs[n] == suffix and str(runs[n - 1])[-1:].isdigit()), 0)
    return runs[at:] if at and all(isinstance(piece, str) for piece in runs[:at]) else runs


_HEADS = ("author", "editor", "translator", "director", "composer", "interviewer", "recipient")
_WHOLE_WORKS = frozenset("book collection motion_picture periodical song".split())


def _is_nameless(item: Item) -> bool:
    """Whether nothing names a work but its archival reference, which short forms then print too."""
    return not item.names and "title" not in item.fields and "genre" not in item.fields


def _short_list(people: list[Person], locale: Locale) -> str:
    """Family names in a sentence: both of two, the first of more."""
    names = [" ".join(filter(None, (one.non_dropping, one.family))) or one.literal for one in people[:2]]
    if len(people) > len(names):
        return f"{names[0]} {locale.term('et-al') or 'et al.'}"
    return f" {locale.term('and') or 'and'} ".join(names)


def _title(item: Item) -> Runs:
    """What names a work in a sentence where nobody heads its citation: its title, the short one where there is one."""
    name = "title-short" if "title-short" in item.fields else "title"
    if name not in item.fields:
        return []
    runs = item.runs(name)
    before, behind = span("font-style", "italic") if item.type in _WHOLE_WORKS else (QUOTE_OPEN, QUOTE_CLOSE)
    return [before, *runs, behind]
