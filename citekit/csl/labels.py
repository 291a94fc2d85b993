"""Lines ``label: value`` for what a format has no field for, read back as they were whatever label and value hold.

A name of ``custom`` that would be read as something else stands behind the word ``custom``.  A text of several lines,
a list and a table are JSON, and so is a text that looks like one of these.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from ..common.tables import table
from .wording import LISTS, known_custom, lines_of, one_line, value_of, variable_named

_CUSTOM = "custom "
# the value of a line ``title`` where a format that has no documents without a title holds “Letter to …”
UNTITLED = "none stated"
# labels of our exports that are neither variables nor Document fields
_OTHERS = ("type", "printed", "date", "date as written", "whole name", "annotation", "reference", "url", "credits")


def label_of(name: str) -> str:
    """A name of ``custom`` as a label.

    >>> label_of("watermark"), label_of("medium"), label_of("see: also")
    ('watermark', 'custom medium', 'custom "see: also"')
    """
    plain = one_line(name) == name and 0 < len(name) <= 80 and not (": " in name or "; " in name or name[0] == '"')
    if not plain:
        return _CUSTOM + json.dumps(name, ensure_ascii=False)
    return _CUSTOM + name if _means_something(name) else name


def _means_something(name: str) -> bool:
    return name.startswith(_CUSTOM) or name.casefold() in _reserved() or bool(variable_named(name))


@lru_cache(maxsize=1)
def _reserved() -> frozenset[str]:
    return frozenset((*_OTHERS, *(label.casefold() for label in table("ris")["labels"]), "record number"))


def name_of(label: str) -> str:
    """The name of ``custom`` that a label says."""
    name = label.removeprefix(_CUSTOM)
    if label.startswith(_CUSTOM) and name.startswith('"'):
        try:
            return str(json.loads(name))
        except ValueError:
            return label
    return name


def is_custom(label: str) -> bool:
    """Whether a label says that its name is one of ``custom``."""
    return label.startswith(_CUSTOM) and len(label) > len(_CUSTOM)


def divided(line: str) -> tuple[str, str]:
    """(label, value) of a line; the label is empty where it has none.

    >>> divided("medium: film: 16 mm"), divided("custom \\"see: also\\": 5"), divided("A sentence.")
    (('medium', 'film: 16 mm'), ('custom "see: also"', '5'), ('', 'A sentence.'))
    """
    start = 0
    if line.startswith(f'{_CUSTOM}"'):
        try:
            start = json.JSONDecoder().raw_decode(line, len(_CUSTOM))[1]
        except ValueError:
            start = 0
    at = line.find(": ", start)
    return (line[:at], line[at + 2 :]) if at > 0 and (not start or at == start) else ("", line)


def words_of(name: str, value: Any) -> str:
    """A value of ``custom`` in words: a list of those that are always lists is divided by semicolons."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if name in LISTS else text_of(value, _is_json)
    if name in LISTS and isinstance(value, list) and all(isinstance(part, str) for part in value):
        joined = "; ".join(value)
        if one_line(joined) == joined and joined.split("; ") == value and not _is_json(joined):
            return joined
    return json.dumps(value, ensure_ascii=False)


def text_of(value: str, looks_otherwise: Any = None) -> str:
    """A text on one line: JSON where it has several, or would be read as something else."""
    whole = lines_of(value)
    is_otherwise = looks_otherwise or _is_text_of_lines
    return json.dumps(whole, ensure_ascii=False) if "\n" in whole or is_otherwise(whole) else whole


def value_in(name: str, words: str) -> Any:
    """The value of ``custom`` that words say."""
    if _is_json(words) or (name in LISTS and words.startswith('"') and _parsed(words) is not None):
        return _parsed(words)
    return words.split("; ") if name in LISTS else words


def variable_in(variable: str, words: str) -> Any:
    """The value of a variable that words say."""
    return value_of(variable, str(_parsed(words)) if _is_text_of_lines(words) else words)


def with_lines(name: str, words: str) -> str:
    """Words of ``text_of`` for a format that has lines of its own: the text itself, with its line feeds."""
    found = _parsed(words) if words[:1] == '"' and "\\n" in words and name not in LISTS else None
    return found if isinstance(found, str) and "\n" in found and found[0] not in '"[{' else words


def _is_json(words: str) -> bool:
    """Whether words are a list, a table, or a text that ``text_of`` would not write as it is."""
    if words[:1] not in ('"', "[", "{"):
        return False
    found = _parsed(words)
    return isinstance(found, (list, dict)) or (isinstance(found, str) and ("\n" in found or _is_json(found)))


def _is_text_of_lines(words: str) -> bool:
    if words[:1] != '"' or "\\" not in words:
        return False
    found = _parsed(words)
    return isinstance(found, str) and ("\n" in found or _is_text_of_lines(found))


def _parsed(words: str) -> Any:
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return None


def note_line(line: str, any_label: bool = False) -> str:
    """A line of a note, behind the label of notes where it would be read as a line of ours (``any_label``: where it
    has any label)."""
    label = divided(line)[0]
    means = label and (any_label or is_custom(label) or _means_something(label) or known_custom(label))
    return f"note: {line}" if means else line
