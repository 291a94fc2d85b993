"""What rendering works on: items, cites and the context that elements read and mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..common.errors import ItemError
from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, RENAMED, TEXT_VARIABLES
from ..richtext.case import apply_case
from ..richtext.markup import ENGLISH, QuoteStyle, parse_field
from ..richtext.runs import Runs
from .date_fields import read_date
from .date_values import DateValue, parse_raw
from .given import FIRST, POSITIONS, described, given_id, written
from .locator_words import LABELS, own_label
from .note_fields import read_note
from .number_labels import without_own_label
from .person import Person, read_names

if TYPE_CHECKING:
    from .style.locale import Locale

Json = dict[str, Any]
OFF = (None, False, 0, "", "0", "false")

MAX_SHAPES = 10_000
_shapes: dict[frozenset[str], frozenset[str]] = {}
# variables whose text is a field as it stands
_TEXTS = (
    TEXT_VARIABLES
    - DATE_VARIABLES
    - NAME_VARIABLES
    - NUMBER_VARIABLES
    - {old for old, new in RENAMED.items() if old != new}
)


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
        self.data = data
        self.id = given_id(data, "an item")
        kind = data.get("type") or "document"
        if not isinstance(kind, str):
            raise ItemError(f"“type” must be text, not {described(kind)}", where=f"item “{self.id}”")
        self.type = kind
        self.quotes = quotes
        self.number = self.registered = 0  # in the bibliography; in the order of registration
        self.fields: dict[str, str] = {}
        self.names: dict[str, list[Person]] = {}
        self.dates: dict[str, DateValue] = {}
        self._runs: dict[str, Runs] = {}
        self._cased: dict[tuple[str, str, str], Runs] = {}
        for key, value in data.items():
            if type(value) is str and key in _TEXTS:
                if value:
                    self.fields[key] = value
            elif value not in (None, "", [], {}) and key not in ("id", "type"):
                name = RENAMED.get(key, key)
                if name == key or data.get(name) in (None, "", [], {}):  # the name of CSL 1.0.2 wins over the older one
                    self._take(name, value)
        if isinstance(data.get("note"), str):
            self._take_note(data["note"])
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
        try:
            if key in NAME_VARIABLES:
                people = read_names(value)
                if people:
                    self.names[key] = people
            elif key in DATE_VARIABLES:
                date = read_date(value)
                if date is not None:
                    self.dates[key] = date
            else:
                self._take_text(key, value)
        except ValueError as error:
            raise ItemError(f"“{key}” {error}", where=f"item “{self.id}”") from None

    def _take_text(self, key: str, value: Any) -> None:
        """A text or number; other variables than those of CSL may hold anything."""
        if value is not False and (key in TEXT_VARIABLES or type(value) in (str, int, float)):
            text = written(value)
            self.fields[key] = without_own_label(key, text) if key in NUMBER_VARIABLES else text

    def _take_note(self, note: str) -> None:
        """Variables written into the note: dates in any case, others where the item does not have them (as citeproc-js
        has it).  They leave the note.
        """
        people: dict[str, list[Person]] = {}
        rest: list[str] = []
        for line in read_note(note):
            key = RENAMED.get(line.label, line.label)
            if key == "type":
                self.type = line.value
            elif key in DATE_VARIABLES:
                self.dates[key] = parse_raw(line.value)
            elif not key or key in self.fields or key in self.names:
                rest.append(line.text)
            elif key in NAME_VARIABLES:
                parts = [p.strip() for p in line.value.split("||")]
                person = {"family": parts[0], "given": parts[1]} if len(parts) == 2 else {"literal": parts[0]}
                people.setdefault(key, []).extend(read_names([person]))
            else:
                self.fields[key] = line.value
        self.names.update(people)
        self.fields["note"] = "\n".join(rest).strip()
        if not self.fields["note"]:
            del self.fields["note"]

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
        if case == "title" and "jurisdiction" in self.fields:
            return runs  # the name of a law or a case is written as its jurisdiction writes it (as in citeproc-js)
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
            text = self.fields[variable]
            runs = parse_field(text, self.quotes)
            if len(runs) > 1:  # plain text is as quickly read again
                self._runs[variable] = runs
        return runs


class Disambiguation:
    """How far an item's names are expanded, whether ``disambiguate`` is true for it, and its year suffix."""

    __slots__ = ("condition", "givens", "names", "suffix")

    def __init__(self) -> None:
        self.names: dict[int, int] = {}  # index of the names element in the cite -> names shown
        self.givens: dict[tuple[int, int], int] = {}  # (element, name) -> 0 family, 1 initials, 2 given name
        self.condition = 0  # how many of the cite's conditions on “disambiguate” are true
        self.suffix = ""

    def copy(self) -> Disambiguation:
        new = Disambiguation()
        new.names, new.givens = dict(self.names), dict(self.givens)
        new.condition, new.suffix = self.condition, self.suffix
        return new

    def shape(self) -> tuple[Any, ...]:
        """What is compared to see whether anything changed."""
        return (tuple(self.names.items()), tuple(self.givens.items()), self.condition, self.suffix)


# parts of a work whose terms are not those of the variable and the type of that name (CSL 1.0.2, "Locators")
LOCATORS = {"title": "title-locator", "article": "article-locator"}


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
        "worded_locator",
    )

    def __init__(self, item: Item, data: Json) -> None:
        self.data = data
        self.replace_item(item)
        self.locator = str(data.get("locator") or "").strip()
        label = str(data.get("label") or "page").replace(" ", "-")
        self.worded_locator = ""  # with the label that is written into it
        self.label = LOCATORS.get(label, label)
        own = own_label(self.locator) if self.label in LABELS and not self.locator[:1].isdigit() else None
        if own is not None:
            self.worded_locator = self.locator if own[0] != "page" else ""
            self.label, self.locator = LOCATORS.get(own[0], own[0]), own[1]
        self.prefix, self.suffix = str(data.get("prefix") or ""), str(data.get("suffix") or "")
        self.suppress_author = data.get("suppress-author") not in OFF
        self.author_only = data.get("author-only") not in OFF
        self.position = POSITIONS[data.get("position") or FIRST]
        self.near = data.get("near-note") not in OFF
        self.first_note = data.get("first-reference-note-number") or 0

    def replace_item(self, item: Item) -> None:
        """Cite this item, or this later form of it."""
        self.item, self.id = item, item.id
        # fields that this cite has otherwise than its item when it is cited in full: there they hold the locator
        fields = self.data.get("fields")
        self.full_item = item.with_fields(fields) if fields else None


class Substitute(NamedTuple):
    """What stands in the place of names that the entry before has (``subsequent-author-substitute``)."""

    rule: str
    value: str
    previous: list[str]  # the names of the entry before

    @property
    def runs(self) -> Runs:
        """What stands there; an empty value is nothing, so that affixes round it go too."""
        return [self.value] if self.value else []


class Lead:
    """The names that lead a cite or entry: grouping, collapsing and substitutes go by them.  Written by
    ``cs:names``.
    """

    __slots__ = ("done", "element", "found", "joined", "kept", "named", "texts", "titled")

    def __init__(self) -> None:
        self.element = 0  # how many lists of names have been set
        self.done = False  # names, or what stands for them, have been set
        self.found = False
        self.named = False  # names, and no substitute for them, lead the cite
        self.texts: list[str] = []
        self.joined = ""
        self.titled = False  # the title has been set: names after it do not lead
        self.kept: Runs | None = None  # set to [] by the caller where only the leading names are wanted


class Request:
    """What a rendering is asked for.  Written by the caller before it begins."""

    __slots__ = (
        "author_substitute",
        "cite",
        "comparing",
        "disambiguation",
        "first_note",
        "item",
        "locator_hidden",
        "people",
        "position",
        "sort_key",
        "suffix",
        "suppress_names",
        "years_hidden",
    )

    def __init__(self, item: Item, cite: Cite | None = None, position: int = 0) -> None:
        self.item = item
        self.cite = cite
        self.position = position
        self.locator_hidden = False
        self.disambiguation = item.state
        self.suffix = item.state.suffix
        self.comparing = False  # disambiguation compares the cite with others
        self.people: list[Any] | None = None  # a list that is filled with ``Named`` while it looks
        self.first_note = cite.first_note if cite is not None else 0  # the note in which the item was cited first
        self.suppress_names = False
        self.years_hidden = False  # the cite before shows the same years
        self.author_substitute: Substitute | None = None
        self.sort_key: dict[str, Any] | None = None  # name options of a sort key


class Context(Request):
    """One rendering: what it is asked for, and what elements pass on to each other.

    ``called`` and ``filled`` count variables called and found, by which groups decide whether they vanish.
    """

    __slots__ = (
        "behind_stop",
        "branch",
        "branch_start",
        "called",
        "conditions",
        "decorated",
        "filled",
        "formatted_end",
        "formatted_start",
        "formatted_text",
        "labelled",
        "lead",
        "located",
        "macros",
        "quoted",
        "stopped",
        "suffix_done",
        "suffixed",
        "suppressed",
        "texts",
        "track",
    )

    def __init__(self, item: Item, cite: Cite | None = None, position: int = 0) -> None:
        super().__init__(item, cite, position)
        self.called = self.filled = self.macros = 0
        self.conditions = 0  # conditions on “disambiguate” that were tested
        self.suffix_done = False
        self.located = False  # the locator has been shown
        self.labelled = False  # … its label
        self.texts = False  # a text variable other than the locator was asked for
        self.lead = Lead()
        self.formatted_text: Runs | None = None  # what a text that formats itself printed last
        self.suffixed: Runs | None = None  # what an element with a suffix printed last
        self.quoted: Runs | None = None  # what a text in quotation marks printed last
        self.decorated: Runs | None = None  # what was printed last by an element that formats it
        self.formatted_end: Runs | None = None  # the content of a group whose last element formats itself
        self.formatted_start: Runs | None = None  # … whose first element does
        self.branch: Runs | None = None  # the same of branches of cs:choose
        self.branch_start: Runs | None = None
        self.stopped: Runs | None = None  # what was printed last with a full stop of the style after it
        self.behind_stop: Runs | None = None  # the content of a group that ends with such
        self.suppressed: set[str] | None = None  # shown by a substitute
        self.track: set[str] | None = None  # variables rendered, while a substitute is tried

    def already_shown(self, variable: str) -> bool:
        """Whether a variable has been shown by a substitute, so that it is not shown again (CSL 1.0.2,
        "Substitute").
        """
        if self.track is not None and variable in self.track:
            return True
        return self.suppressed is not None and variable in self.suppressed
