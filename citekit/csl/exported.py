"""CSL-JSON items adapted for another program, and back: the item remembers what was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def mark_exported(own: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with its differences from ``own`` recorded: variable -> [fingerprint of its value, own value].

    A variable that ``own`` does not have is recorded with its fingerprint alone.
    """
    changed: dict[str, list[Any]] = {}
    for variable, value in own.items():
        given = item.get(variable)
        if given is not value and given != value and variable != "custom":
            changed[variable] = [_fingerprint(given), value]
    for variable, given in item.items():
        if variable not in own and given is not None and variable != "custom":
            changed[variable] = [_fingerprint(given)]
    out = {key: item[key] for key in item if key != "custom"}
    custom = dict(own.get("custom") or {})
    if changed:
        custom["citekit"] = {**custom.get("citekit", {}), "exported": changed}
    return {**out, "custom": custom}


def restored(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item as citekit had it; a variable that has been changed since stays as it is."""
    out = dict(item)
    custom = item.get("custom")
    own = custom.get("citekit") if isinstance(custom, Mapping) else None
    changed = own.get("exported") if isinstance(own, Mapping) else None
    if not isinstance(own, Mapping) or not isinstance(custom, Mapping) or not isinstance(changed, Mapping):
        return out
    for variable, remembered in changed.items():
        if not isinstance(remembered, list) or not remembered or remembered[0] != _fingerprint(item.get(variable)):
            continue
        if len(remembered) > 1:
            out[variable] = remembered[1]
        else:
            out.pop(variable, None)
    out["custom"] = {**custom, "citekit": {k: v for k, v in own.items() if k != "exported"}}
    return out


def _fingerprint(value: Any) -> str:
    return _OF_NONE if value is None else _hashed(value)


def _hashed(value: Any) -> str:
    return hashlib.sha256(_sorted(value).encode()).hexdigest()[:6]


_sorted = json.JSONEncoder(sort_keys=True).encode
_OF_NONE = _hashed(None)
