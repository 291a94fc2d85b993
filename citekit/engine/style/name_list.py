"""How a list of names is set: how many are shown, delimiters, ``and``, et al. (CSL 1.0.2, "Name" and "Et-al")."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from ...richtext.runs import Literal, Mark, Runs, plain_text
from ..person import ROMANESQUE
from .compiler import Environment
from .finishing import formatting, kinds_at_end, with_upright

DEFAULTS = {
    "delimiter-precedes-et-al": "contextual",
    "delimiter-precedes-last": "contextual",
    "sort-separator": ", ",
    "name-form": "long",
    "name-delimiter": ", ",
    "names-delimiter": "",
    "initialize": "true",
    "et-al-use-last": "false",
}


def _number(value: str | None) -> int:
    value = value.strip() if value else ""
    return int(value) if value.isdigit() else 0


def _before_ellipsis(first: int, minimum: int) -> int:
    return min(first, max(minimum - 2, 1)) if minimum else first


# whether an institution is joined like a person (CSL 1.0.2, "delimiter-precedes-last"), which citeproc-js does not do
BY_SPECIFICATION: ContextVar[bool] = ContextVar("by_specification", default=False)


class NameList:
    """What one ``cs:names`` in one area says of lists of names; ``NameStyle`` knows how each of them is set."""

    before: Runs  # what formats a name formats et al. too
    after: Runs
    prefix: str
    suffix: str
    et_al: Runs

    def __init__(self, env: Environment, options: dict[str, Any], own_delimiter: bool) -> None:
        self.env = env
        self.locale = env.locale
        self._take_lists(env, options, own_delimiter)

    def _take_lists(self, env: Environment, options: dict[str, Any], own_delimiter: bool) -> None:
        """How many names are shown, and what joins them."""
        self.form = options["name-form"]
        self.delimiter = options["name-delimiter"]
        self.delimiter_inherited = "name-delimiter" in env.inherited and not own_delimiter
        self.precedes_last = options["delimiter-precedes-last"]
        self.precedes_et_al = options["delimiter-precedes-et-al"]
        # a list is shortened only where both are set; 0 names before et al. are possible (-1: not set)
        first, after = options.get("et-al-use-first"), options.get("et-al-subsequent-use-first")
        self.minimum, self.use_first = _number(options.get("et-al-min")), -1 if first is None else _number(first)
        self.subsequent_minimum = _number(options.get("et-al-subsequent-min")) or self.minimum
        self.subsequent_use_first = self.use_first if after is None else _number(after)
        if not self.use_first:  # 0 leaves in force what holds around cs:name
            self.use_first = _number(env.inherited.get("et-al-use-first"))
        self.use_last = options["et-al-use-last"] == "true"
        if self.use_last:  # two names at least are left out for an ellipsis: a style that asks for more shows fewer
            self.use_first = _before_ellipsis(self.use_first, self.minimum)
            self.subsequent_use_first = _before_ellipsis(self.subsequent_use_first, self.subsequent_minimum)
        kind = options.get("and")
        self.and_word = (
            None
            if env.area == "sort"
            else (self.locale.exact("and", "symbol") or "&")
            if kind == "symbol"
            else self.locale.term("and")
            if kind == "text"
            else None
        )

    def _et_al_runs(self, element: Any) -> Runs:
        term = (element.get("term") if element is not None else None) or "et-al"
        text = self.locale.term(term)
        if not text:
            return []
        if element is None:
            return [text]
        before, after = formatting(element)
        runs: Runs = [*before, text, *after]
        if element.get("prefix"):
            runs.insert(0, element.get("prefix"))
        if element.get("suffix"):
            runs.append(element.get("suffix"))
        return runs

    def shown(self, total: int, subsequent: bool, key: dict[str, int] | None) -> int:
        """How many names of ``total`` stand before et al. (all of them where it does not apply)."""
        minimum = self.subsequent_minimum if subsequent else self.minimum
        first = self.subsequent_use_first if subsequent else self.use_first
        if key:
            minimum, first = key.get("names-min", minimum), key.get("names-use-first", first)
        return min(first, total) if 0 <= first <= minimum and minimum and total >= minimum else total

    def uses_last(self, key: dict[str, Any] | None) -> bool:
        """Whether the last name stands behind those that are shown (``et-al-use-last``, or a sort key's own)."""
        return self.use_last if key is None else bool(key.get("names-use-last", self.use_last))

    def join(
        self, names: list[Runs], et_al: bool, last: Runs | None, inverted: list[bool], ends_whole: bool = False
    ) -> Runs:
        """Names with delimiters, ``and`` before the last or et al. after.

        ``last`` is what et-al-use-last shows; ``ends_whole``: the last name is an institution's.
        """
        if not names:
            return []
        out: Runs = list(names[0])
        count = len(names)
        delimiter = Literal(self.delimiter) if self.suffix else self.delimiter  # after the suffix of a name it is whole
        by_itself = ends_whole and self.delimiter_inherited and not BY_SPECIFICATION.get()
        last_delimiter = DEFAULTS["name-delimiter"] if by_itself else delimiter  # only that of cs:name is before it
        for n in range(1, count):
            if n == count - 1 and self.and_word and not et_al:
                out += self._before_last(count, inverted[n - 1], ends_whole, last_delimiter)
            else:
                out.append(last_delimiter if n == count - 1 and not et_al else delimiter)
            out += names[n]
        if not et_al:
            return out
        if last is not None:
            return [*out, self.delimiter if count > 1 else " ", "\u2026 ", *last]
        if not self.et_al:
            return out
        out = self._with_et_al(out, count, inverted[-1])
        if self.prefix or self.suffix:  # those of cs:name enclose et al. too
            out = [self.prefix, *out, self.suffix]
        before = self.before
        if any(isinstance(mark, Mark) and mark.value == "normal" for mark in before):
            before = with_upright(before, kinds_at_end(self.et_al))
        return [*before, *out, *self.after]

    def _with_et_al(self, out: Runs, count: int, inverted: bool) -> Runs:
        """Names with et al. after them; what formats a name formats all of it."""
        rule = self.precedes_et_al
        delimited = (
            rule == "always"
            or (rule == "contextual" and count > 1)
            or (rule == "after-inverted-name" and (inverted or count == 1))
        )
        gap: Runs = [self.delimiter] if delimited else [" "]
        start = plain_text(self.et_al)[:1]
        if not delimited and (start in " ," or not ROMANESQUE.match(start)):
            gap = []
        if not self.delimiter.endswith(" ") and delimited and not isinstance(self.et_al[0], str):
            gap = [self.delimiter]
        return [*out, *gap, *self.et_al]

    def _before_last(self, count: int, inverted: bool, institution: bool, delimiter: str) -> Runs:
        """``and``, with a delimiter where the style wants one.

        Before an institution what ``cs:style`` or the area says holds, not ``cs:name`` (as citeproc-js has it).
        """
        rule = self.precedes_last
        institution = institution and not BY_SPECIFICATION.get()  # the specification knows no difference
        general = self.env.inherited.get("delimiter-precedes-last") if institution else rule
        delimited = (
            (rule == "after-inverted-name" and inverted)
            or general == "always"
            or (count > 2 and (general == "contextual" or (institution and general != "never")))
        )
        word = self.and_word or ""
        # signs, words of scripts without spaces and the Hebrew conjunction stand close, without a comma in lists
        before = " " if ROMANESQUE.match(word[:1]) else ""
        after = " " if ROMANESQUE.match(word[-1:]) else ""
        return [f"{delimiter if delimited and (before or count == 2) else before}{word}{after}"]
