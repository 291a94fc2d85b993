"""Choosing the place of a reference, and the punctuation around it, by what the style prints there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .graft import (
    JOINERS,
    MARKS,
    MOST_PLACES,
    SURVEY,
    GraftedStyle,
    Place,
    bare_variable,
    capital_variable,
    piece_variable,
)
from .probe import Print, Probe, printed

_MARK = re.compile(f"[{chr(MARKS)}-{chr(MARKS + MOST_PLACES)}]")
_OPENING, _CLOSING = "([{\u201c\u201e\u00ab\u2018\u2039", ")]}\u201d\u00bb\u2019\u203a"
_NUMBER_ALONE = re.compile(r"\W*1?\W*")  # of an entry in a numbered list
_TRIALS = 8  # places that are tried before the end of the layout is used
_MISFITS = re.compile(r"\.\.|,,|;;|::|[,;:.] ?[,;:](?!\S)|,\.|\s[,;.](?!\S)|[,;:] ?[)\]]|  |[(\[] ?[,;:.]")


@dataclass(frozen=True)
class _Candidate:
    """A place seen in a survey. The lower its ``cost``, the better."""

    place: Place
    cost: tuple[int, ...]


def placed(
    style: GraftedStyle, area: str, probe: Probe, plain: Print, missing: tuple[str, ...], locale: str | None
) -> Mapping[str, str]:
    """The variables that put the missing pieces of a reference where the style would have them."""
    wanted = {piece_variable(area, piece): "1" for piece in missing}
    if not plain.tells(area, probe):
        # behind “n.d.” alone, and not behind the number in a list
        behind = () if _NUMBER_ALONE.fullmatch(plain.text(area)) else (f"{bare_variable(area)}-behind",)
        return {**wanted, bare_variable(area): "1", **dict.fromkeys(behind, "1")}
    best: tuple[int, Mapping[str, str]] | None = None
    for place in _candidates(style, area, probe, missing, locale):
        for joiner in _joiners(area, probe, plain):
            fields = {**wanted, place.variable: "1"}
            fields.update(_affixes(style, area, place, probe, plain, fields, missing, joiner, locale))
            faults = _faults(style, area, probe, plain, fields, missing, locale)
            if best is None or faults < best[0]:
                best = (faults, fields)
            if not faults:
                return fields
    return best[1] if best is not None else wanted


def _joiners(area: str, probe: Probe, plain: Print) -> Iterator[str]:
    """The separators of a reference in this style: the one after the title, then the usual ones."""
    text, title = plain.text(area), probe.item.get("title")
    seen = re.search(re.escape(title) + r"[^\w\s,.;]*([,.;])(?=\W)", text) if isinstance(title, str) else None
    usual = [", ", ". "] if area == "note" or text.count(", ") > 2 * text.count(". ") else [". ", ", "]
    first = [seen[1] + " "] if seen is not None and seen[1] + " " in JOINERS else []
    yield from dict.fromkeys([*first, *usual])


def _candidates(
    style: GraftedStyle, area: str, probe: Probe, missing: tuple[str, ...], locale: str | None
) -> list[Place]:
    """The best places first; the end of the layout is always among them."""
    survey = printed(style.xml, {**probe.item, SURVEY: "1"}, locale)
    text, formatted = survey.text(area), survey.formatted[area]
    found: list[_Candidate] = []
    for place in style.places[area]:
        if text.count(place.mark) == 1:
            at = text.index(place.mark)
            found.append(_Candidate(place, _cost(place, text, at, at in formatted, probe, missing)))
    best = [c.place for c in sorted(found, key=lambda c: c.cost)][:_TRIALS]
    last = style.places[area][-1]
    return best if last in best else [*best, last]


def _cost(place: Place, text: str, at: int, formatted: bool, probe: Probe, missing: tuple[str, ...]) -> tuple[int, ...]:
    """How far a place is from where it should be, whether it is separate, and whether its group separates it."""
    before, after = _MARK.sub("", text[:at]), _MARK.sub("", text[at:])
    enclosed = sum(before.count(c) for c in _OPENING) - sum(before.count(c) for c in _CLOSING)
    apart = int(formatted or enclosed > 0)
    kept = [probe.item[p] for p in probe.pieces if p not in missing]
    shown = [letter for letter in kept if letter in text]
    letters = sum(map(str.isalnum, before))
    if shown:  # beside the style's own part of the reference, the archive last
        others = sum(map(str.isalnum, after))
        gap = min(abs(sum(map(str.isalnum, _between(before, after, letter)))) for letter in shown)
        behind = int(not any(letter in before for letter in shown))
        return (apart, gap, behind, int(not place.joined), others)
    wrong = sum(letter in after for letter in probe.content) + sum(letter in before for letter in probe.address)
    has_address = any(letter in text for letter in probe.address)
    return (wrong, apart, letters if has_address else -letters, int(not place.joined), 0)


def _between(before: str, after: str, letter: str) -> str:
    """The text between a place and a letter."""
    return before[before.rindex(letter) + 1 :] if letter in before else after[: after.index(letter)]


def _affixes(
    style: GraftedStyle,
    area: str,
    place: Place,
    probe: Probe,
    plain: Print,
    fields: Mapping[str, str],
    missing: tuple[str, ...],
    joiner: str,
    locale: str | None,
) -> dict[str, str]:
    """The text that separates the reference at a place from its neighbours: before and after."""
    text = printed(style.xml, {**probe.item, **fields}, locale).text(area)
    letters = [text.find(probe.item[piece]) for piece in missing]
    if min(letters) < 0:
        return {}
    before, after = text[: min(letters)], text[max(letters) + 1 :]
    prefix = _prefix(before, joiner)
    lead = before.rstrip()[-1:]
    suffix = _suffix(after, f"{lead} " if lead in (",", ".", ";") else joiner, plain.text(area))
    affixes = {f"citekit-{area}-before": prefix, f"citekit-{area}-after": suffix}
    if not before or (before + prefix).rstrip().endswith((".", "\n")):
        affixes[capital_variable(area)] = "1"
    return affixes


def _prefix(before: str, joiner: str) -> str:
    bare = before.rstrip()
    if not bare or bare[-1] in _OPENING or before.endswith("\n"):
        return ""
    if bare[-1] in ",.;:!?":
        return "" if bare != before else " "
    if bare != before:
        return ""
    return joiner


def _suffix(after: str, joiner: str, plain: str) -> str:
    if not after:
        return "." if plain.endswith(".") else ""
    if after[0] in ",.;:" or (after[0] in _CLOSING and after[0] not in "\u201d\u2019"):
        return ""
    if after[0] == "\n":
        return "." if joiner.startswith(".") else ","
    if after[0].isspace():
        return "" if after.lstrip()[:1] in "([" else joiner.strip()
    return joiner


def _faults(
    style: GraftedStyle,
    area: str,
    probe: Probe,
    plain: Print,
    fields: Mapping[str, str],
    missing: tuple[str, ...],
    locale: str | None,
) -> int:
    """The number of faults in a text: pieces missing or doubled, other text lost, punctuation in conflict."""
    result = printed(style.xml, {**probe.item, **fields}, locale)
    text, before = result.text(area), plain.text(area)
    faults = sum(100 for piece in missing if text.count(probe.item[piece]) != 1)
    rest = text
    for piece in missing:
        rest = rest.replace(probe.item[piece], "")
    if "".join(filter(str.isalnum, rest)) != "".join(filter(str.isalnum, before)):
        faults += 50
    faults += max(0, len(_MISFITS.findall(text)) - len(_MISFITS.findall(before)))
    letters = [text.find(probe.item[piece]) for piece in missing]
    if min(letters) > 0:
        lead = text[: min(letters)].rstrip()[-2:]
        faults += int(lead[-1:].isalnum() or (lead[-1:] in _CLOSING and lead[0] not in ",.;:!?"))
        faults += int(text[max(letters) + 1 : max(letters) + 2].isalnum())
    faults += int(before.endswith(".") and not text.endswith("."))
    return faults
