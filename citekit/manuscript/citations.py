"""Citations as pandoc writes them: ``[see @key, ll. 44-45; also @other, chap. 2]``, ``[-@key]``, ``@key [44]``.

Source: pandoc's User's Guide, "Citation syntax". What stands between brackets is the same in every kind of draft; what
markup the words round a key may have is the draft's own affair (``parse_bracket`` takes a function for it).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from .locators import LocatorWords, split_suffix

# a key begins with a letter, a digit, _ or *, and single punctuation may stand inside it, not at its end
_FIRST = r"[^\W_]|[_*]"
_KEY = rf"(?:{_FIRST})(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*"
_AT = re.compile(rf"(?P<minus>-?)@(?:(?P<key>{_KEY})|\{{(?P<braced>[^{{}}\s]*(?:\{{[^{{}}\s]*\}}[^{{}}\s]*)*)\}})")
_BRACKETS = re.compile(r"[\[\]]")
_MAX_CITES = 1000
_LONGEST_PREFIX = 200  # characters between a bracket and its first key
_LONGEST = 5000  # characters between a key and the bracket that closes its citation


@dataclass(frozen=True)
class DraftCite:
    """One work in a citation of a draft.

    ``locator`` is the place without its word; ``label`` is its CSL label, ``leaf`` for leaves, or ``""`` where the
    draft gives a number alone; ``word`` is the word as it was typed (``ll.``).  ``prefix`` and ``suffix`` are in the
    markup of CSL fields (``<i>``) and keep their outer spaces.  ``in_text`` marks the ``@key`` of a sentence.
    """

    key: str
    prefix: str = ""
    suffix: str = ""
    locator: str = ""
    label: str = ""
    suppress_author: bool = False
    in_text: bool = False
    word: str = ""


@dataclass(frozen=True)
class Citation:
    """One citation of a draft: its cites in order. ``in_text``: the first of them names its author in the sentence."""

    cites: tuple[DraftCite, ...]

    @property
    def in_text(self) -> bool:
        return bool(self.cites) and self.cites[0].in_text

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(cite.key for cite in self.cites)


@dataclass(frozen=True)
class Key:
    """A key found in a text, with where it begins and ends; ``braced`` keys may hold anything but white space."""

    key: str
    start: int
    end: int
    suppress_author: bool
    braced: bool


def key_at(text: str, at: int) -> Key | None:
    """The key that begins at an index (at its ``@`` or ``-@``), or None. ``me@home.org`` is no key:

    A word stands before.
    """
    if at and text[at - 1].isalnum():
        return None
    match = _AT.match(text, at)
    if match is None:
        return None
    return Key(match["key"] or match["braced"] or "", at, match.end(), bool(match["minus"]), match["key"] is None)


def is_unclosed(text: str, start: int, end: int) -> bool:
    """Whether a key of a sentence stands after a bracket that is never closed, so that it was meant to be in it.

    Of several keys after one bracket only the first does.
    """
    opening = text.rfind("[", max(0, start - _LONGEST_PREFIX), start)
    if opening < 0 or text.find("]", opening, start) >= 0 or text[:opening].endswith("\\"):
        return False
    if re.search(r"(?<!\w)@[\w{]", text[opening:start]):
        return False
    depth = 1
    for bracket in _BRACKETS.finditer(text, end, end + _LONGEST):
        depth += 1 if bracket.group() == "[" else -1
        if not depth:
            return False
    return True


Markup = Callable[[str], str]


def as_it_is(text: str) -> str:
    """Plain text as the markup of a CSL field: nothing in it is a tag."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def parse_bracket(
    inner: str, words: LocatorWords, markup: Markup = as_it_is, *, lenient: bool = False
) -> Citation | None:
    """The citation between two brackets (without them), or None where there is none: each part needs one key.

    ``lenient``, where there is no other syntax: parts without a key are words of the citation beside them.
    """
    cites: list[DraftCite] = []
    for part in _with_keys(split_parts(inner)) if lenient else split_parts(inner):
        cite = _part(part, words, markup)
        if cite is None or len(cites) >= _MAX_CITES:
            return None
        cites.append(cite)
    return Citation(tuple(cites)) if cites else None


def _with_keys(parts: Iterable[str]) -> list[str]:
    """Parts that have a key each: what has none belongs to the part before it, or to the next; empty ones go."""
    out: list[str] = []
    before = ""
    for part in parts:
        if _first_key(part) is not None:
            out.append(before + part)
            before = ""
        elif part.strip() and out:
            out[-1] += f";{part}"
        elif part.strip():
            before += f"{part};"
    return out


def parse_in_text(
    key: str, suppress: bool, bracket: str | None, words: LocatorWords, markup: Markup = as_it_is
) -> Citation | None:
    """``@key`` of a sentence, with what stands in the brackets after it: a locator, and further citations.

    None where the brackets hold something else than ``locator; citation; citation``.
    """
    first = DraftCite(key, suppress_author=suppress, in_text=not suppress)
    if bracket is None:
        return Citation((first,))
    parts = list(split_parts(bracket))
    rest = parse_bracket(";".join(parts[1:]), words, markup) if len(parts) > 1 else Citation(())
    if rest is None:
        return None
    if _first_key(parts[0]) is not None:  # @key [@other]
        whole = parse_bracket(bracket, words, markup)
        return Citation((first, *whole.cites)) if whole is not None else None
    return Citation((_with_suffix(first, parts[0], words, markup), *rest.cites))


def split_parts(inner: str) -> Iterator[str]:
    """The parts of a citation between semicolons; those in braces, brackets, code and after a backslash do not
    divide.
    """
    depth, start, n = 0, 0, 0
    while n < len(inner):
        char = inner[n]
        if char == "\\":
            n += 1
        elif char == "[":
            depth += 1
        elif char == "]":
            depth = max(0, depth - 1)
        elif char == ";" and not depth:
            yield inner[start:n]
            start = n + 1
        n += 1
    yield inner[start:]


def _first_key(part: str) -> Key | None:
    at = part.find("@")
    while at >= 0:
        if not (at and part[at - 1] == "\\"):
            found = key_at(part, at - 1) if at and part[at - 1] == "-" else None
            found = found or key_at(part, at)
            if found is not None:
                return found
        at = part.find("@", at + 1)
    return None


def _part(part: str, words: LocatorWords, markup: Markup) -> DraftCite | None:
    found = _first_key(part)
    if found is None:
        return None
    cite = DraftCite(found.key, prefix=markup(part[: found.start].strip()), suppress_author=found.suppress_author)
    return _with_suffix(cite, part[found.end :], words, markup)


def _with_suffix(cite: DraftCite, text: str, words: LocatorWords, markup: Markup) -> DraftCite:
    place = split_suffix(text, words)
    return replace(
        cite,
        locator=place.locator,
        label=place.label,
        word=place.word,
        suffix=markup(place.rest.rstrip()) if place.rest.strip() else "",
    )
