"""Rendering a cluster of cites: affixes, grouping, collapsing (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..richtext.markup import parse_field
from ..richtext.runs import Runs, capitalize_term, plain
from .layout import CompiledStyle
from .state import FIRST, Cite, Context, Item

_WORD = re.compile(r"\w+")
EMPTY = "[CSL STYLE ERROR: reference with no printed form.]"


class Rendered:
    """One cite as rendered, with what grouping and collapsing compare."""

    __slots__ = ("cite", "collapsed", "delimiter", "names", "number", "runs", "same_year", "suffix", "year")

    def __init__(self, cite: Cite, runs: Runs, names: str, year: Any) -> None:
        self.cite, self.runs, self.names, self.year = cite, runs, names, year
        self.suffix = cite.item.state.suffix
        self.number = cite.item.number
        self.delimiter = ""
        self.collapsed = self.same_year = False


class ClusterRenderer:
    """Renders clusters of one style."""

    def __init__(self, style: CompiledStyle, arranged: Callable[[list[Item]], dict[str, int]]) -> None:
        """``arranged`` tells where items stand in the bibliography."""
        self.style, self.arranged = style, arranged
        self.decorate: Callable[[Cite, Runs], Runs] | None = None  # a cite without its affixes, such as a link round it
        citation = style.citation
        delimiter = style.delimiter
        self.group_delimiter = citation.get("cite-group-delimiter")
        self.inside_group = (
            self.group_delimiter if self.group_delimiter is not None else delimiter if style.note else ", "
        )
        self.after = citation.get("after-collapse-delimiter")
        self.suffix_delimiter = citation.get("year-suffix-delimiter", self.group_delimiter or delimiter)
        self.unprinted: list[str] = []  # items of the cluster rendered last that have no printed form
        self.grouped = self.group_delimiter is not None or style.collapse.startswith("year")

    def render(self, cites: list[Cite], mode: str | None = None) -> Runs:
        """The run of a cluster with the layout's affixes."""
        style = self.style
        if mode is None:
            cites = self.sorted(cites)
        if mode == "author-only":
            self.unprinted = []
            return self._authors(cites)
        rendered = [self._cite(cite, n, mode) for n, cite in enumerate(cites)]
        self.unprinted = [r.cite.id for r in rendered if not r.runs]
        if not any(r.runs for r in rendered) and mode == "composite":
            return self._authors(cites) or [EMPTY]
        rendered[0].runs = rendered[0].runs or [EMPTY]
        rendered = [r for r in rendered if r.runs]
        if self.grouped:
            rendered = self._regroup(rendered)
        self._delimiters(rendered)
        rendered = self._collapse(rendered)
        out: Runs = []
        for n, one in enumerate(rendered):
            if n and one.delimiter:
                out.append(one.delimiter)
            out += one.runs
        wrapped = style.citation_wrap(out, None) or []
        if mode == "composite":
            names = self._authors(cites)
            return [*names, " ", *wrapped] if names else wrapped
        return wrapped

    def sorted(self, cites: list[Cite]) -> list[Cite]:
        """Cites as ``cs:citation`` sorts them; equal ones stand as in the bibliography."""
        keys = self.style.citation_sort
        if keys is None or len(cites) < 2:
            return cites
        place = self.arranged([c.item for c in cites])
        placed = sorted(cites, key=lambda c: place[c.id])
        return keys.arrange(placed, [keys.values(Context(c.item, c)) for c in placed])

    def _context(self, cite: Cite) -> Context:
        if cite.full_item is not None and cite.position == FIRST and self.style.note:
            cite.full_item.state = cite.item.state
            ctx = Context(cite.full_item, cite, cite.position)
            ctx.locator_hidden = True
            return ctx
        return Context(cite.item, cite, cite.position)

    def _authors(self, cites: list[Cite]) -> Runs:
        out: Runs = []
        for cite in cites[:1]:
            ctx = self._context(cite)
            ctx.keep_names = []
            self.style.render("citation", ctx)
            out += ctx.keep_names
        return out

    def _cite(self, cite: Cite, index: int, mode: str | None, *, names: bool = True) -> Rendered:
        """One cite with its affixes; ``names`` False leaves the leading names out."""
        ctx = self._context(cite)
        author_only = cite.author_only and index == 0
        ctx.suppress_names = (
            not names or cite.suppress_author or (mode in ("suppress-author", "composite") and index == 0)
        )
        if author_only:
            ctx.keep_names = []
        runs = self.style.render("citation", ctx)
        if author_only:
            runs = ctx.keep_names or []
        if runs:
            starts = self.style.note and (index == 0 or cite.prefix.rstrip().endswith((".", "!", "?")))
            if starts and (not cite.prefix.strip() or cite.prefix.rstrip().endswith((".", "!", "?"))):
                runs = capitalize_term(runs)
            if self.decorate is not None:
                runs = self.decorate(cite, runs)
        date = cite.item.dates.get("issued")
        year = (date.start, date.end, date.literal) if date is not None else None
        rendered = Rendered(
            cite,
            self._affixed(cite, runs) if runs else runs,
            ctx.first_names[1] if ctx.named and ctx.first_names else "",
            year,
        )
        return rendered

    def _affixed(self, cite: Cite, runs: Runs) -> Runs:
        """The cite between the prefix and suffix that its writer gave, with the spaces they need."""
        prefix, suffix = cite.prefix, cite.suffix
        if prefix and prefix.strip():
            if prefix[-1].isalnum() or prefix[-1] in ".,;:!?)":
                prefix += " "
            runs = [*parse_field(prefix, self.style.locale.seams.outer), *runs]
        if suffix and suffix.strip():
            if suffix[0].isalnum() or suffix[0] in "([\u201c":
                suffix = " " + suffix
            runs = [*runs, *parse_field(suffix, self.style.locale.seams.outer)]
        return runs

    def _regroup(self, rendered: list[Rendered]) -> list[Rendered]:
        """In the text, cites of the same names stand together where the first of them stood (CSL 1.0.2, "Cite
        Grouping").

        They keep their order, but for those that only a year suffix tells apart.
        """
        if self.style.note:
            return rendered
        groups: dict[str, list[Rendered]] = {}
        for n, one in enumerate(rendered):
            groups.setdefault(one.names or f"\0{n}", []).append(one)
        for group in groups.values():
            if (
                self.style.citation_sort is None
                and len({one.year for one in group}) == 1
                and all(one.suffix for one in group)
            ):
                group.sort(key=lambda one: (len(one.suffix), one.suffix))
        return [one for group in groups.values() for one in group]

    def _delimiters(self, rendered: list[Rendered]) -> None:
        """What stands before each cite, by whether it and the one before have lost their names (as citeproc-js has
        it).
        """
        style, after = self.style, self.after
        for before, one in zip(rendered, rendered[1:]):
            same = bool(one.names) and before.names == one.names
            one.collapsed = self.grouped and same and not one.cite.suppress_author
            if one.collapsed and (after is None or not before.cite.locator):
                one.delimiter = self.inside_group
            elif after is not None and (before.cite.locator or before.collapsed or style.collapse != "year-suffix"):
                one.delimiter = after
            else:
                one.delimiter = style.delimiter
            if one.cite.prefix[:1] in ",.;:" and one.cite.prefix:
                one.delimiter = ""
            elif before.cite.suffix.rstrip().endswith((".", "!", "?")) and one.cite.prefix[:1].isupper():
                one.delimiter = " "

    def _collapse(self, rendered: list[Rendered]) -> list[Rendered]:
        collapse = self.style.collapse
        if len(rendered) < 2 or not collapse:
            return rendered
        if collapse == "citation-number":
            return self._collapse_numbers(rendered)
        return self._collapse_years(rendered, collapse)

    def _collapse_numbers(self, rendered: list[Rendered]) -> list[Rendered]:
        """``1, 2, 3`` becomes ``1–3``; cites with locators or affixes stay by themselves."""

        def bare(one: Rendered) -> bool:
            """Whether the cite shows its number and nothing else."""
            return not (one.cite.prefix or one.cite.suffix) and _WORD.findall(plain(one.runs)) == [str(one.number)]

        out: list[Rendered] = []
        n = 0
        while n < len(rendered):
            end = n
            while (
                end + 1 < len(rendered)
                and bare(rendered[end])
                and bare(rendered[end + 1])
                and rendered[end + 1].number == rendered[end].number + 1
            ):
                end += 1
            out.append(rendered[n])
            if end - n >= 2:
                out.append(rendered[end])
                out[-1].delimiter = "\u2013"
                if end + 1 < len(rendered):
                    rendered[end + 1].delimiter = self.after or self.style.delimiter
            elif end > n:
                out.append(rendered[end])
            n = end + 1
        return out

    def _collapse_years(self, rendered: list[Rendered], collapse: str) -> list[Rendered]:
        """Cites of the same names lose the names after the first; with year-suffix also the year."""
        for before, one in zip(rendered, rendered[1:]):
            if not one.collapsed:
                continue
            bare = not (before.cite.locator or before.cite.suffix or one.cite.locator or one.cite.prefix)
            if collapse != "year" and bare and one.cite.id == before.cite.id and not one.cite.suffix:
                one.runs = []  # the same cite once more
            elif collapse != "year" and bare and one.suffix and before.suffix and one.year == before.year:
                alone: Runs = [one.suffix]
                one.runs = self._affixed(one.cite, alone if self.decorate is None else self.decorate(one.cite, alone))
                one.same_year = True
                one.delimiter = self.suffix_delimiter
            else:
                again = self._cite(one.cite, 1, None, names=False)
                one.runs = again.runs or one.runs
        rendered = [one for one in rendered if one.runs]
        return self._ranges(rendered) if collapse == "year-suffix-ranged" else rendered

    def _ranges(self, group: list[Rendered]) -> list[Rendered]:
        """``a, b, c`` becomes ``a–c``."""
        out: list[Rendered] = []
        n = 0
        while n < len(group):
            end = n
            while end + 1 < len(group) and _follows(group[end], group[end + 1]):
                end += 1
            out.append(group[n])
            if end - n >= 2:
                group[end].delimiter = "\u2013"
                out.append(group[end])
            elif end > n:
                out.append(group[end])
            n = end + 1
        return out


def _follows(one: Rendered, other: Rendered) -> bool:
    """Whether ``other`` is only the next year suffix after ``one``."""
    return (
        other.same_year
        and other.runs == [other.suffix]
        and len(one.suffix) == len(other.suffix) == 1
        and ord(other.suffix) == ord(one.suffix) + 1
    )
