"""Any journal's style prints the archival reference: a style completed for the archival documents cited with it.

For each shape of item the style is asked, by a probe, what it prints of the reference by itself; what is missing is put
where the style would put it: beside what it has of it, else before the address, else at the end.  The answers are kept.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from ...archives.titles import names_kind
from ...common.tables import table
from ...engine import Processor
from ...engine.style.finding import own_styles
from ...engine.style.loader import style_bytes
from ...engine.style.locale import Locale
from .archival import is_archival
from .graft import AGAIN, IBID, NAMED, NOTED, REPEAT, SILENT, GraftedStyle, bare_variable, grafted
from .placing import placed
from .probe import PROBED_YEAR, Print, Probe, printed, printed_again, probe_of, shape
from .wording import date_of, day_of, described, letter_word, names_in_order

if TYPE_CHECKING:
    from ..model import Document

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """What an item of a shape is given: variables that wake a place, another type where its own is not listed.

    ``apart``: the style prints archive and location itself, in this order, and gets them as two variables.
    ``describes``: its recipient stands for its title; ``noted``: the people whom the style does not print as
    it should (a translator at the head of the entry, an interviewer not at all), and a date that it does not print,
    or the ``day`` of one of which it prints the year alone; they become a note to it.  ``whole_date``: the year of
    such a date is in no cite, so that the whole can stand in its place.
    ``by_style`` and ``by_citekit`` tell by area who prints the reference; ``unlisted``: the style leaves the type out.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    type: str = ""
    apart: bool = True
    unlisted: bool = False
    describes: bool = False
    whole_date: bool = False
    noted: tuple[str, ...] = ()
    by_style: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_citekit: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class CompletedStyle:
    """A style with a place for archival references. ``xml`` is passed to the processor."""

    def __init__(self, style: str | bytes | os.PathLike[str], locale: str | None = None) -> None:
        self.data, self.name = style_bytes(style)
        self.locale = locale
        self._plans: dict[tuple[Any, ...], Plan] = {}
        self._grafted: GraftedStyle = grafted(self.data)
        self.xml = self._grafted.xml

    def completed(self, item: dict[str, Any], doc: Document | None = None, whole: str = "") -> dict[str, Any]:
        """An item for this style; ``doc`` is the document from which it was made.

        ``whole``: its reference in one, where the archive's tradition has the archive first; it is printed for the two
        variables unless the style itself prints them in this order.
        What is not archival is not touched, but for the name of its conference.
        """
        item = self._with_event(item)
        if not is_archival(item, doc is not None and bool(doc.references or doc.host)):
            return item
        if (
            item["type"] == "personal_communication"
            and item.get("recipient")
            and not (item.get("title") or item.get("genre"))
        ):
            item = {**item, "genre": letter_word(self.language.lang)}  # else some styles say no more than “To Eden”
        plan = self._plan_of(item, bool(whole))
        new = {**item, **plan.fields}
        if whole and not plan.apart:
            new["archive_location"] = whole
        if plan.type:
            new["type"] = plan.type
        if plan.describes:
            new["title"] = described(item, self.language.lang)
            new.pop("genre", None)
        if plan.whole_date:
            new["issued"] = {**item["issued"], "literal": date_of(item, self.language.lang)}
        if plan.noted:
            new[NOTED] = ", ".join(self._note(role, item) for role in plan.noted)
            for role in plan.noted:
                new.pop(role, None)
        return new

    def _plan_of(self, item: Json, whole: bool) -> Plan:
        key = (whole, *shape(item))
        plan = self._plans.get(key)
        if plan is None:
            plan = self.plan(item, whole)
            if whole and plan.apart and plan.fields.keys() & {NAMED, AGAIN, IBID}:
                plan = self._plan_apart(item, False)  # a cite that is named by its reference has it in one
            self._plans[key] = plan
        return plan

    def _with_event(self, item: dict[str, Any]) -> dict[str, Any]:
        """The name of a conference also as the variable under which this style asks for it.

        CSL 1.0.2 calls it ``event-title``; most styles still say ``event``, as 1.0.1 had it.
        """
        for name, other in (("event-title", "event"), ("event", "event-title")):
            if item.get(name) and not item.get(other) and name not in self._grafted.variables:
                return {**item, other: item[name]} if other in self._grafted.variables else item
        return item

    def plan(self, item: Json, whole: bool = False) -> Plan:
        """The additions for an archival item, whose reference is to be printed as a ``whole`` if that is needed."""
        return self._plan_apart(item, not whole or self._archive_first(item))

    def _plan_apart(self, item: Json, apart: bool) -> Plan:
        if not apart:
            item = {**item, SILENT: "1"}
        probe = probe_of(item)
        plain = self._own_print(probe.item)
        kind, unlisted = "", "entry" in self.carriers and not plain.tells("entry", probe)
        if (unlisted and "note" not in self._grafted.places) or self._says_mail(item):
            kind, probe, plain = self._stand_in(probe, plain)
        describes = self._needs_description(item, plain, probe)
        noted = self._noted(plain, probe)
        undated = self._without_day(plain, probe) if "issued" not in noted else ()
        whole_date = bool(undated) and ("note" in self.carriers or PROBED_YEAR not in plain.note)
        if whole_date:  # a wording stands where the style has its date
            probe.item["issued"] = {**probe.item["issued"], "literal": date_of(probe.item, self.language.lang)}
            plain = self._own_print(probe.item)
        elif undated:  # cites go by the year
            noted = (*noted, "day")
        if describes or noted:
            changed = {**item, "type": probe.item["type"], **{role: [] for role in noted}}
            changed |= {NOTED: "."} if noted else {}
            changed |= {"title": ".", "genre": ""} if describes else {}
            probe = probe_of(changed)
            plain = self._own_print(probe.item)
            if describes and not any(probe.item["title"] in plain.text(area) for area in self.carriers):
                noted = (*noted, "recipient")  # a style without titles
                probe = probe_of({**changed, "recipient": [], NOTED: "."})
                plain = self._own_print(probe.item)
        fields: dict[str, str] = {} if apart else {SILENT: "1"}
        by_style: dict[str, tuple[str, ...]] = {}
        by_citekit: dict[str, tuple[str, ...]] = {}
        for area in self.carriers:
            text = plain.text(area)
            by_style[area] = tuple(p for p in probe.pieces if probe.item[p] in text)
            dated = noted == ("day",) and area not in undated
            by_citekit[area] = tuple(p for p in probe.pieces if p not in by_style[area] and not (dated and p == NOTED))
            if by_citekit[area]:
                fields.update(placed(self._grafted, area, probe, plain, by_citekit[area], self.locale))
        fields |= self._names_of_cites(fields, probe, plain)
        return Plan(fields, kind, apart, unlisted, describes, whole_date, noted, by_style, by_citekit)

    def _names_of_cites(self, fields: Mapping[str, str], probe: Probe, plain: Print) -> dict[str, str]:
        """The variables that give a cite a text where the style prints none, or that repeat the reference."""
        new = dict(fields)
        if not any(map(str.isalnum, plain.note)) and not fields.keys() & {bare_variable("note")}:
            new[NAMED] = "1"
        if new.keys() - {SILENT} and self.repeats:
            new[REPEAT] = "1"
        later = zip((AGAIN, IBID), printed_again(self.xml, {**probe.item, **new}, self.locale), strict=True)
        return {**new, **{flag: "1" for flag, text in later if not any(map(str.isalnum, text))}}

    def _says_mail(self, item: Json) -> bool:
        """Whether the style calls a letter with a title an email."""
        if item.get("type") != "personal_communication":
            return False
        titled = self._own_print(probe_of({**item, "title": "."}).item)
        return _MAIL.search(f"{titled.note} {titled.entry}") is not None

    def _own_print(self, item: Json) -> Print:
        """What the style prints by itself."""
        return printed(self.xml if SILENT in item else self.data, item, self.locale)

    def _archive_first(self, item: Json) -> bool:
        """Whether the style prints the archive, and after it the location, wherever a reference belongs."""
        probe = probe_of(item)
        plain = self._own_print(probe.item)
        archive, location = probe.item["archive"], probe.item["archive_location"]
        return all(0 <= plain.text(area).find(archive) < plain.text(area).find(location) for area in self.carriers)

    @cached_property
    def language(self) -> Locale:
        """The words of the locale that was asked for, or of the style's own."""
        locale: Locale = Processor(self.data, locale=self.locale).style.locale
        return locale

    @cached_property
    def carriers(self) -> tuple[str, ...]:
        """Where a reference belongs: in the list, and in notes that cite in full; in the cite if there is no list."""
        listed, noted = "entry" in self._grafted.places, "note" in self._grafted.places
        if not listed:
            return ("note",)
        return ("note", "entry") if noted and self.full_notes else ("entry",)

    @cached_property
    def full_notes(self) -> bool:
        """Whether a first note says where a work can be found, and not only its author and title."""
        for probe in map(probe_of, _WORKS):
            note = printed(self.data, probe.item, self.locale).note
            if any(probe.item[name] in note for name in _WHEREABOUTS if name in probe.item):
                return True
        return False

    @cached_property
    def repeats(self) -> bool:
        """Whether a work is cited in full each time."""
        book = {**_WORKS[0], "id": "book"}
        other = {**_WORKS[1], "id": "other"}
        processor = Processor(self.data, [book, other], locale=self.locale, output="text")
        first, _, again = (processor.cite([{"id": i}], note=n) for n, i in enumerate(("book", "other", "book"), 1))
        return first == again

    def _stand_in(self, probe: Probe, plain: Print) -> tuple[str, Probe, Print]:
        """A type that the style lists in the place of one that it leaves out; the same type if it lists none.

        One that prints the address where the document's own type would is taken first, and one that adds fewest words
        of its own (“Unpublished manuscript”).
        """
        listed: list[tuple[str, Probe, Print]] = []
        for kind in table("archival_styles")["stand_ins"]:
            other = Probe({**probe.item, "type": kind}, probe.content, probe.address)
            found = self._own_print(other.item)
            if found.tells("entry", probe):
                listed.append((kind, other, found))
        wanted = [letter for letter in probe.address if letter in plain.entry]
        keeping = [one for one in listed if all(letter in one[2].entry for letter in wanted)]
        return min(keeping or listed, key=self._strangeness, default=("", probe, plain))

    def _strangeness(self, one: tuple[str, Probe, Print]) -> tuple[int, int]:
        """How many words of its own an entry has as another type, and how little of its date."""
        _, probe, found = one
        if self._needs_description(probe.item, found, probe):
            found = self._own_print(probe_of({**probe.item, "title": ".", "genre": ""}).item)
        return self._words_of_its_own(found.entry), -sum(map(str.isalnum, found.entry))

    def _words_of_its_own(self, entry: str) -> int:
        """How many words an entry has that no item gave it; those of dates and short ones do not count."""
        months = {self.language.term(f"month-{n:02d}", form) for n in range(1, 13) for form in ("long", "short")}
        return sum(word not in months for word in re.findall(r"[^\W\d_\ua000-\ua63f]{4,}", entry))

    def _noted(self, plain: Print, probe: Probe) -> tuple[str, ...]:
        """The roles of people who are to be a note: a translator who heads the entry, an interviewer left out."""
        noted = ["translator"] if _heads("translator", plain, probe) else []
        asked = probe.item.get("interviewer")
        if asked and not any(asked[0]["family"] in plain.text(area) for area in self.carriers):
            noted.append("interviewer")
        if "issued" in probe.item:
            date = str(probe.item["issued"].get("literal") or PROBED_YEAR).casefold()
            if not any(date in plain.text(area).casefold() for area in ("note", "entry")):
                noted.append("issued")
        return tuple(noted)

    def _without_day(self, plain: Print, probe: Probe) -> tuple[str, ...]:
        """The areas that say the same of two documents of one year: a document in an archive goes by its day."""
        issued = probe.item.get("issued")
        if not isinstance(issued, Mapping) or issued.get("literal") or len(issued["date-parts"][0]) < 2:
            return ()
        parts = issued["date-parts"]
        other = [[*part[:-1], 13 - int(part[-1]) if len(part) == 2 else 29 - int(part[-1])] for part in parts]
        another = self._own_print({**probe.item, "issued": {**issued, "date-parts": other}})
        return tuple(area for area in self.carriers if plain.text(area) == another.text(area))

    def _note(self, role: str, item: Json) -> str:
        """``translated by Gary Goldberg``, ``interview by Studs Terkel``, ``letter to Eden``, in the style's words."""
        if role == "recipient":
            return described(item, self.language.lang, capital=False)
        if role == "issued":
            return date_of(item, self.language.lang)
        if role == "day":
            return day_of(item, self.language.lang)
        locale = self.language
        names = names_in_order(item.get(role) or [], locale.term("and") or "and")
        usual = {"translator": "translated by", "interviewer": "interview by"}[role]
        if role == "interviewer" and locale.english and item.get("title"):
            return f"conducted by {names}" if names_kind(str(item["title"])) else f"{usual} {names}"
        return f"{locale.term(role, 'verb') or usual} {names}"

    def _needs_description(self, item: Json, plain: Print, probe: Probe) -> bool:
        """Whether a document without a title is described by its recipient, whom the style does not print."""
        if item.get("title") or not item.get("recipient"):
            return False
        letter = probe.item["recipient"][0]["family"]
        return not any(letter in plain.text(area) for area in self.carriers)


def _heads(variable: str, plain: Print, probe: Probe) -> bool:
    """Whether contributors are printed before the title, or instead of it, because there is no author."""
    if variable not in probe.item or "title" not in probe.item:
        return False
    letter, title = probe.item[variable][0]["family"], probe.item["title"]
    return any(
        letter in text and (title not in text or text.index(letter) < text.index(title))
        for text in (plain.note, plain.entry)
    )


# what styles call every personal communication, and a letter in an archive is not
_MAIL = re.compile(r"\b(?:e-?mails?|courriels?|correo electrónico)\b", re.I)
# what tells a full citation from a short one
_WHEREABOUTS = ("publisher", "publisher-place", "container-title")
# works of which a full citation prints more than who and what
_WORKS: tuple[dict[str, Any], ...] = (
    {
        "id": "book",
        "type": "book",
        "title": "x",
        "author": [{"family": "x"}],
        "publisher": "x",
        "publisher-place": "x",
        "issued": {"date-parts": [[1900]]},
    },
    {
        "id": "article",
        "type": "article-journal",
        "title": "x",
        "author": [{"family": "x"}],
        "container-title": "x",
        "volume": "3",
        "page": "1-20",
        "issued": {"date-parts": [[1900]]},
    },
)


@lru_cache(maxsize=16)
def _cached(data: bytes, locale: str | None) -> CompletedStyle:
    return CompletedStyle(data, locale)


def completed_style(style: str | bytes | os.PathLike[str], locale: str | None = None) -> CompletedStyle | None:
    """The completed style of a name, path or XML text; None for citekit's own, which are made for archives.

    Raises StyleError for what is no style.
    """
    if isinstance(style, str) and style in own_styles():
        return None
    Processor(style, locale=locale)
    return _cached(style_bytes(style)[0], locale)
