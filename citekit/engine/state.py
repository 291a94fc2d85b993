"""What rendering works on: items, cites and the context that elements read and mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, RENAMED
from ..errors import ItemError
from ..richtext.case import apply_case
from ..richtext.markup import ENGLISH, QuoteStyle, parse_field
from ..richtext.runs import Runs
from .date_values import DateValue, read_date
from .person import Person, read_names

if TYPE_CHECKING:
    from .style.locale import Locale

Json = dict[str, Any]
_CHEATER_BRACES = re.compile(r"\{:([-_A-Za-z]+):\s*([^}]+)\}")
_CHEATER_LINE = re.compile(r"([-_A-Za-z]+):\s*(\S.*)$")
FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = 0, 1, 2, 3


MAX_SHAPES = 10_000
_shapes: dict[frozenset[str], frozenset[str]] = {}


class Item:
    """One CSL-JSON item made ready: fields as text, names and dates as objects, markup parsed on demand."""

    __slots__ = (
        "_cased",
        "_runs",
        "data",
        "dates",
        "fields",
        "id",
        "language",
        "names",
        "number",
        "quotes",
        "registered",
        "shape",
        "state",
        "type",
    )

    def __init__(self, data: Json, quotes: QuoteStyle = ENGLISH) -> None:
        """``quotes``: the locale's quotation marks, which are quotes in fields too."""
        if not isinstance(data, dict):
            raise ItemError(f"an item must be an object, not {type(data).__name__}")
        if data.get("id") in (None, ""):
            raise ItemError("an item has no id", hint="give every item an “id”")
        self.data = data
        self.id = str(data["id"])
        self.type = str(data.get("type") or "document")
        self.quotes = quotes
        self.number = self.registered = 0  # in the bibliography; in the order of registration
        self.fields: dict[str, str] = {}
        self.names: dict[str, list[Person]] = {}
        self.dates: dict[str, DateValue] = {}
        self._runs: dict[str, Runs] = {}
        self._cased: dict[tuple[str, str, str], Runs] = {}
        for key, value in data.items():
            if value not in (None, "", [], {}) and key not in ("id", "type"):
                self._take(RENAMED.get(key, key), value)
        if isinstance(data.get("note"), str):
            self._cheaters(data["note"])
        fields = self.fields
        if "page" in fields and "page-first" not in fields:
            fields["page-first"] = re.split(r"\s*(?:&|,|;|-|\u2013)", fields["page"].replace("\\-", "-"))[0].strip()
        self.language = fields.get("language", "")
        self.shape = self._shape()
        self.state = Disambiguation()

    def _shape(self) -> frozenset[str]:
        """Which variables have content; one object for all items of the same shape."""
        shape = frozenset((*self.fields, *self.names, *self.dates))
        return _shapes.setdefault(shape, shape) if len(_shapes) < MAX_SHAPES else shape

    def _take(self, key: str, value: Any) -> None:
        if key in NAME_VARIABLES:
            people = read_names(value)
            if people:
                self.names[key] = people
        elif key in DATE_VARIABLES:
            date = read_date(value)
            if date is not None:
                self.dates[key] = date
        elif isinstance(value, str):
            self.fields[key] = value
        elif isinstance(value, bool):
            self.fields[key] = str(value).lower()
        elif isinstance(value, (int, float)):
            self.fields[key] = str(value)
        elif isinstance(value, list) and all(isinstance(v, (str, int)) for v in value):
            self.fields[key] = " ".join(str(v) for v in value)

    def _cheaters(self, note: str) -> None:
        """Variables written into the note, ``{:key: value}`` or lines of ``key: value`` at its head, as Zotero has them."""
        found = _CHEATER_BRACES.findall(note)
        for line in note.split("\n"):
            match = _CHEATER_LINE.match(line.strip())
            if match is None:
                break
            found.append(match.groups())
        for key, value in found:
            key = RENAMED.get(key, key)
            value = value.strip()
            if key == "type":
                self.type = value
            elif key in NAME_VARIABLES:
                parts = [p.strip() for p in value.split("||")]
                person = {"family": parts[0], "given": parts[1]} if len(parts) == 2 else {"literal": parts[0]}
                self.names.setdefault(key, []).extend(read_names([person]))
            elif key in DATE_VARIABLES:
                date = read_date({"raw": value})
                if date is not None:
                    self.dates[key] = date
            elif key.islower() or key.isupper():
                self.fields.setdefault(key, value)

    def cased(self, variable: str, case: str, locale: Locale) -> Runs:
        """A field with its markup, in a text case (CSL 1.0.2, "Text-case")."""
        key = (variable, case, locale.lang)
        runs = self._cased.get(key)
        if runs is None:
            runs = self._cased[key] = self.in_case(self.runs(variable), case, locale)
        return runs

    def in_case(self, runs: Runs, case: str, locale: Locale) -> Runs:
        """A run of this item in a text case: title case where its language, or else the style's, is English."""
        english = self.language.lower().startswith("en") if self.language else locale.english
        return apply_case(runs, case, english, self.language or locale.lang)

    def with_fields(self, fields: Json) -> Item:
        """The same item with some fields otherwise, sharing names, dates and state."""
        new = object.__new__(Item)
        for name in Item.__slots__:
            setattr(new, name, getattr(self, name))
        new.fields = {**self.fields, **{k: str(v) for k, v in fields.items()}}
        new.shape = new._shape()
        new._cased = {}
        new._runs = {k: v for k, v in self._runs.items() if k not in fields}
        return new

    def runs(self, variable: str) -> Runs:
        """A field with its markup as marks."""
        runs = self._runs.get(variable)
        if runs is None:
            runs = self._runs[variable] = parse_field(self.fields[variable], self.quotes)
        return runs


class Disambiguation:
    """How far an item's names are expanded, whether ``disambiguate`` is true for it, and its year suffix."""

    __slots__ = ("condition", "givens", "names", "suffix")

    def __init__(self) -> None:
        self.names: dict[int, int] = {}  # index of the names element in the cite -> names shown
        self.givens: dict[tuple[int, int], int] = {}  # (element, name) -> 0 family, 1 initials, 2 given name
        self.condition = False
        self.suffix = ""

    def copy(self) -> Disambiguation:
        new = Disambiguation()
        new.names, new.givens = dict(self.names), dict(self.givens)
        new.condition, new.suffix = self.condition, self.suffix
        return new

    def shape(self) -> tuple[Any, ...]:
        """What is compared to see whether anything changed."""
        return (tuple(self.names.items()), tuple(self.givens.items()), self.condition, self.suffix)


class Cite:
    """One cite of a cluster: an item with locator, affixes and its position."""

    __slots__ = (
        "author_only",
        "data",
        "first_note",
        "full_item",
        "id",
        "item",
        "label",
        "locator",
        "near",
        "position",
        "prefix",
        "suffix",
        "suppress_author",
    )

    def __init__(self, item: Item, data: Json) -> None:
        self.data = data
        self.replace_item(item)
        self.locator = str(data.get("locator") or "").strip()
        self.label = str(data.get("label") or "page").replace(" ", "-")
        self.prefix, self.suffix = str(data.get("prefix") or ""), str(data.get("suffix") or "")
        self.suppress_author = bool(data.get("suppress-author"))
        self.author_only = bool(data.get("author-only"))
        self.position = int(data.get("position") or 0)
        self.near = bool(data.get("near-note"))
        self.first_note = data.get("first-reference-note-number") or 0

    def replace_item(self, item: Item) -> None:
        """Cite this item, or this later form of it."""
        self.item, self.id = item, item.id
        # fields that this cite has otherwise than its item when it is cited in full: there they hold the locator
        fields = self.data.get("fields")
        self.full_item = item.with_fields(fields) if fields else None


class Context:
    """One rendering: the item and cite that elements read, and what they leave behind.

    ``called`` and ``filled`` count variables called and found, by which groups decide whether they vanish.
    """

    __slots__ = (
        "author_substitute",
        "called",
        "cite",
        "disambiguation",
        "filled",
        "first_names",
        "item",
        "keep_names",
        "locator_hidden",
        "looking",
        "macros",
        "name_index",
        "named",
        "names_done",
        "people",
        "position",
        "sort_key",
        "suffix",
        "suffix_done",
        "suppress_names",
        "suppressed",
        "texts",
        "track",
    )

    def __init__(self, item: Item, cite: Cite | None = None, position: int = 0) -> None:
        self.item = item
        self.cite = cite
        self.position = position
        self.locator_hidden = False
        self.called = self.macros = 0
        self.filled = 0
        self.suppressed: set[str] | None = None
        self.disambiguation = item.state
        self.suffix = item.state.suffix
        self.suffix_done = False
        self.name_index = 0
        self.names_done = False
        self.named = False  # names, and no substitute for them, lead the cite
        self.first_names: Any = None
        self.people: list[Any] | None = None  # filled when disambiguation looks: (index, shown, total, levels)
        self.looking = False
        self.suppress_names = False
        self.keep_names: Runs | None = None  # set to [] where only the leading names are wanted
        self.author_substitute: Any = None
        self.sort_key: Any = None  # name options of a sort key
        self.texts = False  # a text variable other than the locator was asked for
        self.track: set[str] | None = None  # variables rendered, while a substitute is tried

    def gone(self, variable: str) -> bool:
        """Whether a variable has been shown by a substitute, so that it is not shown again (CSL 1.0.2, "Substitute")."""
        if self.track is not None and variable in self.track:
            return True
        return self.suppressed is not None and variable in self.suppressed
