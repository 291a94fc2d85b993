"""How one name is set: options resolved once, its parts in their order, initials, particles."""

from __future__ import annotations

from typing import Any

from ...richtext.case import apply_case, same_letters
from ...richtext.markup import parse_field
from ...richtext.runs import Runs, plain_text
from ..collation import SEPARATOR
from ..person import Person
from .compiler import Environment
from .finishing import formatting
from .locale import NS
from .name_list import DEFAULTS, NameList

# what the name of an institution takes from cs:name and the family name's part (as citeproc-js has it)
_OF_INSTITUTIONS = frozenset(("font-style", "font-variant", "font-weight", "text-decoration", "text-case"))


def _without_undoing(name: Any, names: Any) -> dict[str, str]:
    """The attributes of a ``cs:name`` but for a “normal” that would undo what its own ``cs:names`` asks for."""
    own = dict(name.attrib)
    if names is not None:
        own = {key: value for key, value in own.items() if value != "normal" or names.get(key) in (None, "normal")}
    return own


def _parts(name: Any) -> dict[str, Any]:
    """The ``cs:name-part`` elements of a ``cs:name``, by the part that they are for."""
    return {p.get("name"): p for p in name if p.tag == NS + "name-part"} if name is not None else {}


class NameStyle(NameList):
    """The resolved options of one ``cs:names`` in one area (CSL 1.0.2, "Name" and "Inheritable Name Options")."""

    def __init__(self, env: Environment, name: Any, et_al: Any, names: Any = None, parent: Any = None) -> None:
        options = {**DEFAULTS, **env.inherited}
        if name is not None:
            own = dict(name.attrib.items())
            if "form" in own:
                options["name-form"] = own.pop("form")
            if "delimiter" in own:
                options["name-delimiter"] = own.pop("delimiter")
            options.update(own)
        super().__init__(env, options, name is not None and name.get("delimiter") is not None)
        self._take_order(env, options)
        self._take_parts(name, names, parent)
        self.et_al = self._et_al_runs(et_al) if env.area != "sort" else []
        self._language = self.locale.lang
        self._cache: dict[tuple[Person, int, bool, str], Runs] = {}

    def _take_order(self, env: Environment, options: dict[str, Any]) -> None:
        """Initials, and which names are inverted."""
        self.initialize_with = options.get("initialize-with")
        # the rules "...-with-initials" need initials also where the style shows no given names and says nothing of them
        rule = env.style.citation.get("givenname-disambiguation-rule") or ""
        self.initials_with = (
            "" if self.initialize_with is None and rule.endswith("with-initials") else self.initialize_with
        )
        self.initialize = options["initialize"] != "false"
        self.names_alike_in_full = (
            env.style.citation.get("disambiguate-add-givenname") == "true"
            and rule in ("", "by-cite")
            and self.base_level == 1
            and env.area != "sort"
        )
        self.hyphen = (env.option("initialize-with-hyphen") or "true") != "false"
        self.sort_order = options.get("name-as-sort-order") or ""
        self.sort_separator = options["sort-separator"]
        self.demote = env.option("demote-non-dropping-particle") or "display-and-sort"
        if env.area == "sort":
            self.sort_order = "all"
            self.sort_separator = self.delimiter = SEPARATOR

    def _take_parts(self, name: Any, names: Any, parent: Any) -> None:
        """The formatting of names and of their parts.

        A part that a substitute says nothing of is set as in the ``cs:names`` that it stands in for (``parent``).
        """
        self.before, self.after = formatting(_without_undoing(name, names)) if name is not None else ([], [])
        self.prefix: str = name.get("prefix", "") if name is not None else ""
        self.suffix: str = name.get("suffix", "") if name is not None else ""
        parts = _parts(name)
        around = _parts(parent.find(NS + "name")) if parent is not None else {}
        self.given_part = parts.get("given", around.get("given"))
        self.family_part = parts.get("family", around.get("family"))
        self.plain_parts = self.given_part is None and self.family_part is None
        self.plain = self.plain_parts and not (self.before or self.prefix or self.suffix)
        # the name of an institution has the formatting of cs:name and of the family name, once
        outer = name.attrib.items() if name is not None else ()
        self.whole_part = {key: value for key, value in outer if key in _OF_INSTITUTIONS and value != "normal"}
        if self.family_part is not None and "family" in parts:
            self.whole_part.update((k, v) for k, v in self.family_part.attrib.items() if k in _OF_INSTITUTIONS)

    @property
    def base_level(self) -> int:
        """How much of given names the style shows undisambiguated: 0 none, 1 initials, 2 all."""
        if self.form != "long":
            return 0
        return 1 if self.initialize_with is not None and self.initialize else 2

    def alike(self, people: list[Person]) -> set[int]:
        """The places of people who have a family name and initials in common with another one of the same list.

        Where given names tell single cites apart they are named in full (as citeproc-js has it).
        """
        if not self.names_alike_in_full or len({person.key for person in people}) == len(people):
            return set()
        givens: dict[str, set[str]] = {}
        texts = ["".join(plain_text(self._set(person, 1, False))) for person in people]
        for text, person in zip(texts, people):
            givens.setdefault(text, set()).add(person.given_key)
        return {n for n, text in enumerate(texts) if len(givens[text]) > 1}

    def person(self, person: Person, level: int, inverted: bool, language: str = "") -> Runs:
        """One name with its formatting and affixes; ``level`` as in ``base_level``.

        ``language``: that of the item, by which letters change their case (as citeproc-js has it).
        """
        if person.simple and self.plain:  # as quickly made as remembered
            return self._set(person, level, inverted)
        own = self.locale.lang
        self._language = own if not language or same_letters(language, own) else language
        key = (person, level, inverted, self._language)
        runs = self._cache.get(key)
        if runs is None:
            runs = self.around(self._set(person, level, inverted), person)
            if len(self._cache) > 100_000:
                self._cache.clear()
            self._cache[key] = runs
        return runs

    def around(self, runs: Runs, person: Person) -> Runs:
        """A name, or what stands for it, with the formatting and affixes of ``cs:name``, which institutions lack."""
        if person.literal or self.plain:
            return runs
        prefix, suffix = [self.prefix] if self.prefix else [], [self.suffix] if self.suffix else []
        return [*prefix, *self.before, *runs, *self.after, *suffix]

    def _set(self, person: Person, level: int, inverted: bool) -> Runs:
        if person.literal:
            return self._part(self.whole_part, parse_field(person.literal, self.locale.quotes))
        given = person.given
        if level == 0:
            given = ""
        elif not person.romanesque:
            pass
        elif self.initials_with is not None and level == 1:
            given = person.initials(self.initials_with, self.hyphen, True)
        elif self.initialize_with is not None:
            given = person.initials(self.initialize_with, self.hyphen, False) if not self.initialize else given
        return self._ordered(person, given, level, inverted)

    def _ordered(self, person: Person, given: str, level: int, inverted: bool) -> Runs:
        if person.simple and given and self.plain_parts:
            return [person.family, self.sort_separator, given] if inverted else [given, " ", person.family]
        if not person.romanesque or person.static:
            gap = " " if person.romanesque else ""
            parts = [self._part(self.family_part, [person.family])]
            if given:
                parts.append(self._part(self.given_part, [given]))
            return _spaced(parts, gap)
        suffix = person.suffix
        if self.initialize_with is not None and "." not in self.initialize_with:
            suffix = suffix.replace(".", "")  # a style without full stops in initials has none here either
        particle, dropping, family = person.non_dropping, person.dropping, self._form(self.family_part, person.family)
        if self.env.area == "sort":  # there a particle is a word of its own
            particle = particle.replace("\u2019", "").strip()
        with_particle = _close([self._form(self.family_part, particle), family])
        if level == 0 and self.env.area == "sort" and self.demote != "never":
            return family or [given]
        if level == 0 and inverted and particle and family and self.demote == "display-and-sort":
            return [
                *self._affixed(self.family_part, family),
                self.sort_separator,
                *self._form(self.family_part, particle),
            ]
        if level == 0:
            return self._affixed(self.family_part, with_particle) if with_particle else [given]
        first = self._form(self.given_part, given)
        if not inverted:
            # the affixes of the family name enclose the particles before it and the suffix (CSL 1.0.2, "Name-part")
            last = _close([self._form(self.given_part, dropping), with_particle])
            if suffix:
                last = [*last, ", " if person.comma_suffix else " ", suffix]
            return _spaced(
                [p for p in (self._affixed(self.given_part, first), self._affixed(self.family_part, last)) if p], " "
            )
        return self._inverted(first, self._form(self.given_part, dropping), particle, family, with_particle, suffix)

    def _inverted(
        self, first: Runs, dropping: Runs, particle: str, family: Runs, with_particle: Runs, suffix: str
    ) -> Runs:
        """A name with the family name first."""
        demoted = self.demote == "display-and-sort" or (self.env.area == "sort" and self.demote == "sort-only")
        tail = [first, dropping]
        if demoted:
            tail.append(self._form(self.family_part, particle))
        out = self._affixed(self.family_part, family if demoted else with_particle)
        rest = self._affixed(self.given_part, _spaced([t for t in tail if t], " "))
        if rest:
            out = [*out, self.sort_separator, *rest]
        if suffix:
            out = [*out, self.sort_separator, suffix]
        return out

    def _form(self, element: Any, text: str) -> Runs:
        """A part of a name with its case and formatting, without affixes."""
        if not text:
            return []
        runs: Runs = parse_field(text) if "<" in text else [text]
        if element is None:
            return runs
        if element.get("text-case"):
            runs = apply_case(runs, element.get("text-case"), self.locale.english, self._language)
        before, after = formatting(element, runs)
        return [*before, *runs, *after]

    @staticmethod
    def _affixed(element: Any, runs: Runs) -> Runs:
        if element is None or not runs:
            return runs
        return [
            *([element.get("prefix")] if element.get("prefix") else []),
            *runs,
            *([element.get("suffix")] if element.get("suffix") else []),
        ]

    def _part(self, element: Any, runs: Runs) -> Runs:
        """A whole name that has no parts, with the formatting of a part."""
        if element is None or not runs or runs == [""]:
            return runs
        if element.get("text-case"):
            runs = apply_case(runs, element.get("text-case"), self.locale.english, self._language)
        before, after = formatting(element, runs)
        return [*before, *runs, *after]


def _close(parts: list[Runs]) -> Runs:
    """Particles before a name; those that end in an apostrophe or hyphen stand close."""
    out: Runs = []
    for part in parts:
        if part and out and plain_text(out)[-1:] not in "'\u2019- ":
            out.append(" ")
        out += part
    return out


def _spaced(parts: list[Runs], gap: str) -> Runs:
    out: Runs = []
    for part in parts:
        if out and gap:
            out.append(gap)
        out += part
    return out
