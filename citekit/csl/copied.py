"""Independent copies of CSL-JSON data."""

from __future__ import annotations

from typing import Any


def copied(value: Any) -> Any:
    """Objects and lists copied at any depth; all other JSON values are immutable (``copy.deepcopy`` takes ten times
    as long)."""
    cls = type(value)
    if cls is dict:
        return {name: copied(inner) if type(inner) in _CONTAINERS else inner for name, inner in value.items()}
    if cls is list or cls is tuple:
        return cls([copied(inner) if type(inner) in _CONTAINERS else inner for inner in value])
    return value


_CONTAINERS = frozenset((dict, list, tuple))
