"""``cs:date``: localized and own formats, ranges, seasons, years before Christ (CSL 1.0.2, "Date")."""

from __future__ import annotations

from typing import Any

from citeproc import model

from ...csl.months import beside_day, by_itself
from ...richtext.case import apply_case, strip_periods
from ...richtext.runs import Runs
from ..date_values import BY_MONTH, OPEN, DateValue, Parts
from ..state import Context
from .compiler import Environment, Render
from .finishing import finish, formatting, unchanged
from .locale import NS, Locale
from .silent import missed

_PARTS = {"year": ("year",), "year-month": ("year", "month"), "year-month-day": ("year", "month", "day")}
_ORDER = {"year": 0, "month": 1, "day": 2}
_OVERRIDES = (
    "form",
    "strip-periods",
    "text-case",
    "range-delimiter",
    "font-style",
    "font-variant",
    "font-weight",
    "text-decoration",
    "vertical-align",
)


FIRST_PLAIN_YEAR = 500  # earlier years are marked AD


class PartStyle:
    """One ``cs:date-part``: its form, case and affixes."""

    def __init__(self, attributes: dict[str, str], locale: Locale) -> None:
        self.name = attributes.get("name", "")
        self.form = attributes.get("form") or ("long" if self.name != "day" else "numeric")
        self.case = attributes.get("text-case")
        self.strip = attributes.get("strip-periods") == "true"
        self.prefix, self.suffix = attributes.get("prefix", ""), attributes.get("suffix", "")
        self.range_delimiter = attributes.get("range-delimiter", "\u2013")
        self.before, self.after = formatting(attributes)
        self.locale = locale
        self.beside_day = False  # a month in a form that has the day too

    def content(self, parts: Parts, era: bool = True) -> str:
        """The bare text of this part of a date, empty where the date does not have it; ``era``: with BC and AD."""
        year, month, day, season = parts
        if self.name == "year":
            return self._year(year, era)
        if self.name == "month":
            return self._month(month, season, day)
        return self._day(day, month) if day else ""

    def _year(self, year: int, era: bool) -> str:
        if year == 0:
            return ""
        if self.form == "short" and year > 0:
            return f"{year % 100:02d}" if year >= 100 else str(year)
        if year < 0:
            return f"{-year}{(self.locale.term('bc') or ' BC') if era else ''}"
        return f"{year}{self.locale.term('ad') or ''}" if year < FIRST_PLAIN_YEAR and era else str(year)

    def _month(self, month: int, season: int, day: int) -> str:
        if not month:
            if season > BY_MONTH:  # it has no number as a month
                if self.form.startswith("numeric"):
                    return ""
                season -= BY_MONTH
            return (self.locale.term(f"season-{season:02d}") or "") if 1 <= season <= 4 else ""
        if self.form == "numeric":
            return str(month)
        if self.form == "numeric-leading-zeros":
            return f"{month:02d}"
        name = self.locale.term(f"month-{month:02d}", self.form) or ""
        if not self.locale.declines:
            return name
        in_case = beside_day if day and self.beside_day else by_itself
        return in_case(name, month, self.locale.lang)

    def _day(self, day: int, month: int) -> str:
        if self.form == "numeric-leading-zeros":
            return f"{day:02d}"
        if self.form == "ordinal" and not (self.locale.limit_day_ordinals and day != 1):
            return f"{day}{self.locale.ordinal_suffix(day, self.locale.genders.get(f'month-{month:02d}', ''))}"
        return str(day)

    def runs(self, text: str, ctx: Context, prefix: bool = True, suffix: bool = True) -> Runs:
        """The part with case, formatting and affixes."""
        runs: Runs = [text]
        if self.strip:
            runs = strip_periods(runs)
        if self.case:
            runs = apply_case(runs, self.case, self.locale.english, self.locale.lang)
        out = [*self.before, *runs, *self.after]
        if prefix and self.prefix:
            out.insert(0, self.prefix)
        if suffix and self.suffix:
            out.append(self.suffix)
        return out


class Date(model.Date):  # type: ignore[misc]
    """``cs:date`` (CSL 1.0.2, "Date")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        variable = self.get("variable")
        if env.lacks(variable):
            return missed
        parts, delimiter = self._part_styles(env)
        if env.area == "sort":
            return _sort_render(
                variable,
                [p.name for p in parts] if not self.get("form") else _PARTS[self.get("date-parts") or "year-month-day"],
            )
        wrap = finish(self, env) or unchanged

        def render(ctx: Context) -> Runs | None:
            ctx.called += 1
            date = ctx.item.dates.get(variable)
            if date is None or ctx.already_shown(variable):
                return None
            if ctx.comparing and variable == "accessed":
                return None  # when a person looked does not tell cites apart
            if ctx.track is not None:
                ctx.track.add(variable)
            runs = render_date(date, parts, delimiter, ctx, env)
            if not runs:
                return None
            ctx.filled += 1
            return wrap(runs, ctx)

        return render

    def _part_styles(self, env: Environment) -> tuple[list[PartStyle], str]:
        own = {child.get("name"): child for child in self if child.tag == NS + "date-part"}
        form = self.get("form")
        if not form:
            styles = [PartStyle(dict(c.attrib), env.locale) for c in self if c.tag == NS + "date-part"]
            return _with_days(styles), self.get("delimiter", "")
        wanted = _PARTS.get(self.get("date-parts") or "year-month-day", _PARTS["year-month-day"])
        element: Any = env.locale.dates.get(form)
        if element is None:
            return [], ""
        styles = []
        for part in element:
            if part.get("name") in wanted:
                attributes = dict(part.attrib)
                over = own.get(part.get("name"))
                if over is not None:
                    attributes.update({k: v for k, v in over.attrib.items() if k in _OVERRIDES})
                styles.append(PartStyle(attributes, env.locale))
        return _with_days(styles), element.get("delimiter", "")


def _with_days(styles: list[PartStyle]) -> list[PartStyle]:
    """The parts of a date, the month told whether the day is one of them."""
    days = any(part.name == "day" for part in styles)
    for part in styles:
        part.beside_day = days
    return styles


def _year_suffix(ctx: Context, env: Environment) -> str:
    if ctx.suffix and not ctx.suffix_done and not env.has_year_suffix:
        ctx.suffix_done = True
        return ctx.suffix
    return ""


def render_date(date: DateValue, parts: list[PartStyle], delimiter: str, ctx: Context, env: Environment) -> Runs:
    """A date or range in the order and forms of ``parts``."""
    if date.start is None or date.literal:  # a wording that no form of the style has: it is sorted by its parts
        year = next((p for p in parts if p.name == "year"), None)  # a literal date takes no year suffix
        if not date.literal or year is None:
            return []
        worded = any(map(str.isalpha, year.suffix)) and not _takes(date.literal, year.suffix)
        return year.runs(date.literal, ctx, suffix=not worded)
    if ctx.years_hidden:
        parts = [part for part in parts if part.name != "year"]
    shown = [(p, p.content(date.start)) for p in parts]
    if date.end is None:
        runs = _join([(p, t) for p, t in shown if t], delimiter, ctx)
    elif OPEN in (date.start, date.end):
        runs = _join([(p, t) for p in parts if (t := p.content(date.known or OPEN))], delimiter, ctx)
        dash = next((p.range_delimiter for p in parts), "\u2013")
        if runs:
            runs = [*runs, dash] if date.end == OPEN else [dash, *runs]
    else:
        runs = _range(date.start, date.end, parts, delimiter, ctx)
    if runs and any(p.name == "year" for p in parts):
        suffix = _year_suffix(ctx, env)
        if suffix:
            runs = _with_suffix(runs, suffix, parts)
    return runs


def _takes(literal: str, suffix: str) -> bool:
    """Whether a word for ``year`` belongs after a wording: not after ``n.d.``, nor after another script's words."""
    latin = any(c.isascii() and c.isalpha() for c in literal)
    return literal[-1:].isdigit() and (suffix.isascii() or not latin)


def _with_suffix(runs: Runs, suffix: str, parts: list[PartStyle]) -> Runs:
    """The year suffix right after the year, before the year's own affix."""
    last = parts[-1]
    if last.name == "year" and last.suffix and runs[-1] == last.suffix:
        return [*runs[:-1], suffix, runs[-1]]
    if last.name == "year":
        return [*runs, suffix]
    for n in range(len(runs) - 1, -1, -1):
        piece = runs[n]
        if isinstance(piece, str) and piece[-4:].isdigit() and len(piece) >= 4:
            return [*runs[: n + 1], suffix, *runs[n + 1 :]]
    return [*runs, suffix]


def _join(
    shown: list[tuple[PartStyle, str]], delimiter: str, ctx: Context, open_end: bool = False, open_start: bool = False
) -> Runs:
    out: Runs = []
    for n, (part, text) in enumerate(shown):
        if out and delimiter:
            out.append(delimiter)
        out += part.runs(text, ctx, not (open_start and n == 0), not (open_end and n == len(shown) - 1))
    return out


def _range(start: Parts, end: Parts, parts: list[PartStyle], delimiter: str, ctx: Context) -> Runs:
    """A range: what both dates share is printed once (CSL 1.0.2, "Date ranges")."""
    one_era = (start[0] < 0) == (end[0] < 0) and (start[0] < FIRST_PLAIN_YEAR) == (end[0] < FIRST_PLAIN_YEAR)
    b = [(p, t) for p in parts if (t := p.content(end))]
    era = not one_era or not b or b[-1][0].name != "year" or start[0] == end[0]  # said once, after the second year
    a = [(p, t) for p in parts if (t := p.content(start, era))]
    names = {p.name for p, _ in a} | {p.name for p, _ in b}
    if start[0] != end[0] and "year" in names:
        differ = set(names)
    elif start[1] != end[1] or start[3] != end[3]:
        differ = names - {"year"} if "month" in names else names & {"day"}
    else:
        differ = {"day"} if start[2] != end[2] and "day" in names else set()
    if not differ:
        return _join(a, delimiter, ctx)
    largest = min((p for p, _ in a if p.name in differ), key=lambda p: _ORDER[p.name], default=parts[0])
    first = [n for n, (p, _) in enumerate(a) if p.name in differ]
    if not first:
        return _join(b, delimiter, ctx)
    before, middle, after = a[: first[0]], a[first[0] : first[-1] + 1], a[first[-1] + 1 :]
    second = [(p, t) for p, t in b if p.name in differ or p.name in {m.name for m, _ in middle}]
    out = _join(before, delimiter, ctx)
    if out and delimiter:
        out.append(delimiter)
    out += _join(middle, delimiter, ctx, open_end=True)
    out.append(largest.range_delimiter)
    out += _join(second, delimiter, ctx, open_start=True, open_end=False)
    if after:
        if delimiter:
            out.append(delimiter)
        out += _join(after, delimiter, ctx)
    return out


def _sort_render(variable: str, names: Any) -> Render:
    """In sort keys a date is ``YYYYMMDD`` with only the parts asked for (CSL 1.0.2, "Sorting")."""

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        date = ctx.item.dates.get(variable)
        if date is None or ctx.already_shown(variable):
            return None
        if ctx.track is not None:
            ctx.track.add(variable)
        ctx.filled += 1
        return [sort_text(date, names)]  # of a date in words what stands round it counts (as in citeproc-js)

    return render


def sort_text(date: DateValue, names: Any = ("year", "month", "day")) -> str:
    """A date as text that sorts in the order of time, years before Christ first; empty without a year.

    Parts that are missing or not wanted are zeros, so that 2010 stands before 2010-05 and both before 2021.
    """
    if date.known is None:
        return ""
    out = []
    for parts in (date.known, date.end or OPEN):
        year, month, day = (part if name in names else 0 for name, part in zip(_ORDER, parts))
        out.append(f"{'0' if year < 0 else '1'}{(100000 + year if year < 0 else year):05d}{month:02d}{day:02d}")
    return "".join(out)
