"""Names of a package that are imported when first used, so that a program pays only for what it calls (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy(package: str, names: Mapping[str, str], modules: str) -> Callable[[str], Any]:
    """A package's ``__getattr__``: ``names`` has a module's names, by the module, divided by spaces; ``modules`` are
    those that are themselves names of the package.
    """
    homes = {name: module for module, listed in names.items() for name in listed.split()}
    itself = frozenset(modules.split())

    def attribute(name: str) -> Any:
        if name in itself:
            return import_module(f"{package}.{name}")
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return attribute
