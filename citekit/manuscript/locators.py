"""Locators in citations of a draft: ``, ll. 44-45, my emphasis`` taken apart into label, place and what is left.

Source: pandoc's User's Guide, "Citation syntax" (locators are detected by the terms of the locale, in braces they are
explicit); CSL 1.0.2, "Locators". The rules for what belongs to a place are those of citeproc: words joined by commas
and spaces as long as each has a digit or is a Roman number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..document.locator_words import AS_GIVEN, LocatorWords, counted, joined_by, locator_words, words_of

__all__ = ["AS_GIVEN", "LocatorWords", "Place", "locator_words", "split_markup", "split_suffix", "words_of"]

_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?!\w)", re.I)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_KEY = re.compile(r"[\[(]?-?@")
_RANGE = "-\u2013:"
_SPACE = " \t\n\u00a0\u202f"


@dataclass(frozen=True)
class Place:
    """What a suffix says: a label (``""``:

    None given), the place, the word typed for it, and the rest of the suffix.
    """

    label: str = ""
    locator: str = ""
    word: str = ""
    rest: str = ""


def split_suffix(text: str, words: LocatorWords) -> Place:
    """The place that a suffix begins with, and what is left of it (with its own comma and spaces)."""
    at = _skip(text, 0)
    if text[at : at + 1] == ",":
        at = _skip(text, at + 1)
    if _KEY.match(text, at):
        return Place(rest=text)
    if words.behind and (numbered := counted(text, at)) is not None:
        return Place(numbered.label, numbered.value, numbered.word, text[numbered.end :])
    found = _braced(text, at, words) if text[at : at + 1] == "{" else _integrated(text, at, words)
    return found if found is not None else Place(rest=text)


_VERSO = re.compile(r"\s+(?:об|зв|verso|recto|RS|Rs|v|r)(?:\.|(?!\w))")  # the back of a leaf: л. 14 об.
_TAG = re.compile(r"</?(?:i|b|sc|sup|sub|span)(?: [^<>]*)?>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def split_markup(markup: str, words: LocatorWords) -> tuple[Place, str]:
    """The place that a suffix in the markup of CSL fields begins with, and the rest of the suffix in its markup."""
    plain: list[str] = []
    ends: list[int] = []  # where the markup of each character ends, with the tags that close after it
    at = 0
    while at < len(markup):
        tag = _TAG.match(markup, at)
        if tag is not None:
            at = tag.end()
            if ends and tag.group().startswith("</"):
                ends[-1] = at
            continue
        entity = next((e for e in _ENTITIES if markup.startswith(e, at)), "")
        plain.append(_ENTITIES.get(entity, markup[at]))
        at += len(entity) or 1
        ends.append(at)
    text = "".join(plain)
    place = split_suffix(text, words)
    taken = len(text) - len(place.rest)
    return place, markup[ends[taken - 1] :] if taken else markup


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _braced(text: str, at: int, words: LocatorWords) -> Place | None:
    """``{p. 44 recto}``: all of it is the place, whatever it is. ``{}`` says that there is none."""
    depth = 0
    for n in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[n], 0)
        if depth == 0:
            inner, rest = text[at + 1 : n].strip(), text[n + 1 :]
            label, end = _word(inner, 0, words, lambda _: True)
            return Place(label or (AS_GIVEN if inner else ""), inner[end:].strip(), inner[:end].strip(), rest)
    return None


def _integrated(text: str, at: int, words: LocatorWords) -> Place | None:
    """``p. 44, 46-47 and more``: the word, then every piece that has a digit or is a Roman number."""

    def is_place(after: int) -> bool:
        piece = _piece(text, after, first=True)
        return piece is not None and piece[1]

    label, start = _word(text, at, words, is_place)
    piece = _piece(text, start, first=not label)
    if label:
        piece = _piece(text, start, first=True)
    if piece is None or not (piece[1] if label else any(map(str.isdigit, text[start : piece[0]]))):
        return None
    end = piece[0]
    while (more := _piece(text, end, first=False)) is not None and (
        more[1] if label else any(map(str.isdigit, text[end : more[0]]))
    ):
        end = more[0]
    if label and words.behind:
        end = _with_joined(text, end)
    if label == "leaf" and (verso := _VERSO.match(text, end)):
        end = verso.end()
    return Place(label, text[start:end].strip(), text[at:start].strip(), text[end:])


def _with_joined(text: str, end: int) -> int:
    """Where a place ends that goes on with ``and`` and a number, in any language: ``ll. 3 and 5``."""
    while (joined := joined_by().match(text, end)) is not None and (more := _piece(text, joined.end(), first=True)):
        if not more[1] or not text[joined.end()].isdigit():
            break
        end = more[0]
    return end


def _word(text: str, at: int, words: LocatorWords, follows: Callable[[int], bool]) -> tuple[str, int]:
    """The longest word for a place at an index before what can be a place: (label, where the place begins)."""
    best = ("", at)
    for end in range(at + 1, min(len(text), at + words.longest + 1) + 1):
        inside_word = end < len(text) and text[end - 1].isalpha() and text[end].isalpha()
        label = "" if inside_word else words.label(text[at:end])
        if label and follows(end):
            best = (label, end)
    return best


def _piece(text: str, at: int, *, first: bool) -> tuple[int, bool] | None:
    """The next piece of a place: (its end, whether it is a number); a comma and spaces may stand before all but
    the first.
    """
    if not first and text[at : at + 1] == ",":
        at += 1
    at = _skip(text, at)
    start, number = at, False
    while at < len(text) and text[at] not in _SPACE:
        char = text[at]
        if char in _CLOSING:
            end = _balanced(text, at)
            if end < 0:
                break
            number = number or any(map(str.isdigit, text[at:end])) or bool(_ROMAN.fullmatch(text[at + 1 : end - 1]))
            at = end
        elif (roman := _ROMAN.match(text, at)) and not (at > start and text[at - 1].isalnum()):
            number, at = True, roman.end()
        elif char == "." and at + 1 < len(text) and _is_unit(text[at + 1]):
            at += 1
        elif _is_unit(char):
            number = number or char.isdigit()
            at += 1
        else:
            break
    return (at, number) if at > start else None


def _is_unit(char: str) -> bool:
    return char in _RANGE or char.isalnum() or not (_punctuation(char) or char in _SPACE)


def _punctuation(char: str) -> bool:
    import unicodedata

    return unicodedata.category(char).startswith("P")


def _balanced(text: str, at: int) -> int:
    """The end of a bracket and what is in it, or -1."""
    stack = [_CLOSING[text[at]]]
    for n in range(at + 1, len(text)):
        if text[n] in _CLOSING:
            stack.append(_CLOSING[text[n]])
        elif text[n] == stack[-1]:
            stack.pop()
            if not stack:
                return n + 1
    return -1
