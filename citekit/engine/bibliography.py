"""Rendering a bibliography: entries, left margins, substitutes for repeated authors (CSL 1.0.2, "Bibliography")."""

from __future__ import annotations

from typing import Any

from ..richtext.runs import Affix, CitationNumber, Runs, capitalize_term, plain_text, span
from .cluster import EMPTY
from .layout import CompiledStyle
from .state import Cite, Context, Item, Lead, Substitute
from .style.finishing import formatting
from .style.locale import NS


class Bibliography:
    """A rendered bibliography: entries in order, what stands round them, and the style's whitespace parameters.

    ``order`` has the ids of all items in order, also of those that the style leaves out.
    """

    def __init__(self, start: str = "", end: str = "", params: dict[str, Any] | None = None) -> None:
        self.entries: list[str] = []
        self.entry_ids: list[str] = []
        self.start, self.end = start, end
        self.params: dict[str, Any] = params or {}
        self.order: list[str] = []


class BibliographyRenderer:
    """Renders the entries of one style."""

    def __init__(self, style: CompiledStyle) -> None:
        self.style = style
        element = style.bibliography
        self.align = element.get("second-field-align") if element is not None else None
        # where the first element prints nothing the margin stays empty; of a cs:choose the branch taken decides
        self.may_skip = style.bibliography_layout is not None and style.bibliography_layout[0].tag == NS + "choose"
        self.substitute = element.get("subsequent-author-substitute") if element is not None else None
        self.numbered = style.renders_numbers
        self.rule = (
            element.get("subsequent-author-substitute-rule") if element is not None else None
        ) or "complete-all"

    def params(self) -> dict[str, Any]:
        """Whitespace parameters under citeproc-js's names."""
        element = self.style.bibliography
        get = element.get if element is not None else (lambda name, default=None: default)
        return {
            "maxoffset": 0,
            "entryspacing": int(get("entry-spacing", "1")),
            "linespacing": int(get("line-spacing", "1")),
            "hangingindent": get("hanging-indent") == "true",
            "second-field-align": get("second-field-align") or False,
        }

    def entry(self, item: Item, previous: Lead | None) -> tuple[Runs, Lead | None]:
        """The run of an entry, empty where the style leaves the item out, and the names that head it.

        ``previous`` are those of the entry before it, where the style replaces names that come again.
        """
        ctx = Context(item, Cite(item, {"id": item.id}))
        runs = self._render(ctx)
        names = ctx.lead if ctx.lead.found else None
        if self.substitute is not None and previous is not None and names is not None and names.joined:
            again = self._again(item, names, previous)
            runs = again if again is not None else runs
        runs = _unindented(runs)
        if not plain_text(runs).strip():
            runs = [f"{item.number}. {EMPTY}"] if self.numbered else []
        return runs, names if self.substitute is not None else None

    def _again(self, item: Item, names: Lead, previous: Lead) -> Runs | None:
        """The entry with the names that it shares with the one before replaced."""
        complete = self.rule.startswith("complete")
        same = names.texts == previous.texts
        if (complete and not same) or (not complete and names.texts[:1] != previous.texts[:1]):
            return None
        ctx = Context(item, Cite(item, {"id": item.id}))
        assert self.substitute is not None
        ctx.author_substitute = Substitute(self.rule, self.substitute, previous.texts)
        return self._render(ctx, replaced=True)

    def _render(self, ctx: Context, replaced: bool = False) -> Runs:
        style = self.style
        layout: Any = style.bibliography_layout
        if not self.align:
            entry = style.render("bibliography", ctx)
            if not replaced:  # what stands for names is the beginning
                entry = capitalize_term(entry)
            if style.bibliography_wrap is None or not entry:
                return entry
            wrapped = style.bibliography_wrap(entry, None) or []
            return _suffix_in_block(wrapped) if layout.get("suffix") else wrapped
        first: Runs = []
        rest: Runs = []
        for n, child in enumerate(style.layout("bibliography", ctx.item)):
            runs = child(ctx)
            if runs and (n == 0 or (self.may_skip and not first)):
                first = list(runs)
            elif runs:
                rest += runs
        if not first and not rest:
            return []
        margin, inline = span("display", "left-margin"), span("display", "right-inline")
        if layout.get("prefix"):
            (first or rest).insert(0, layout.get("prefix"))
        if layout.get("suffix") and rest:
            rest.append(Affix(layout.get("suffix")))
        first = capitalize_term(first)
        if not (replaced or _begun(first)):
            rest = capitalize_term(rest)
        out: Runs = [margin[0], *first, margin[1]] if first else []
        if first and not plain_text(rest) and isinstance(first[-1], Affix) and first[-1].endswith(" "):
            out[-2:] = [Affix(first[-1].rstrip(" ")), margin[1], " "]  # a space parts nothing inside the margin
        before, behind = formatting(layout)
        return [*before, *out, *([inline[0], *rest, inline[1]] if plain_text(rest) else []), *behind]


def chosen(items: list[Item], section: dict[str, Any]) -> list[Item]:
    """Items by citeproc-js's ``include``, ``exclude``, ``select`` and ``quash`` lists."""

    def matches(item: Item, rule: dict[str, Any]) -> bool:
        have = item.data.get(rule["field"])
        value = rule.get("value")
        if isinstance(have, list):
            return value in have or (value == "" and not have)
        return (have or "") == value

    for name, wanted in (("include", any), ("select", all)):
        rules = section.get(name)
        if rules:
            items = [i for i in items if wanted(matches(i, r) for r in rules)]
    if section.get("exclude"):
        items = [i for i in items if not any(matches(i, r) for r in section["exclude"])]
    if section.get("quash"):
        items = [i for i in items if not all(matches(i, r) for r in section["quash"])]
    return items


def _begun(runs: Runs) -> bool:
    """Whether a run has a word, beside a citation number, that an entry can begin with."""
    return any(
        isinstance(p, str) and not isinstance(p, (Affix, CitationNumber)) and any(map(str.isalnum, p)) for p in runs
    )


def _unindented(entry: Runs) -> Runs:
    """The block that an entry begins with has no space in front, as where names are replaced by nothing before it."""
    if not entry or isinstance(entry[0], str) or entry[0].kind != "display":
        return entry
    at = next((n for n, run in enumerate(entry) if isinstance(run, str) and run), 0)
    first = entry[at]
    if not isinstance(first, str) or first[:1] not in (" ", "\u00a0"):
        return entry
    return [*entry[:at], first.lstrip(" \u00a0"), *entry[at + 1 :]]


def _suffix_in_block(entry: Runs) -> Runs:
    """A layout's suffix stands inside the block that the entry ends with."""
    at = next((n for n in range(len(entry) - 1, -1, -1) if not isinstance(entry[n], str)), -1)
    mark = entry[at]
    if at < 0 or isinstance(mark, str) or mark.kind != "display" or at != len(entry) - 2:
        return entry
    return [*entry[:at], entry[-1], mark]
