"""The package as Python's parser sees it, read once for all tests of its structure."""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tests.conftest import ROOT

PACKAGE = ROOT / "citekit"
Node = TypeVar("Node", bound=ast.AST)
_KEPT = (ast.FunctionDef, ast.Call, ast.Compare, ast.Assign, ast.ImportFrom, ast.If)


@cache
def texts() -> dict[str, str]:
    """The text of each file, by its path from the root."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax tree of each file."""
    gc.disable()  # trees hold no cycles, and are too many objects to look through again and again
    try:
        return {path: ast.parse(text) for path, text in texts().items()}
    finally:
        gc.enable()
        gc.freeze()


@cache
def _nodes() -> dict[type[ast.AST], list[tuple[str, Any]]]:
    found: dict[type[ast.AST], list[tuple[str, Any]]] = {kind: [] for kind in _KEPT}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if type(node) in found:
                found[type(node)].append((path, node))
    return found


def all_of(kind: type[Node]) -> list[tuple[str, Node]]:
    """(path, node) of all nodes of a kind."""
    return _nodes()[kind]


@cache
def nodes_of(path: Path, kind: type[Node]) -> list[Node]:
    """The nodes of a kind in one file."""
    return _by_path(kind).get(path.relative_to(ROOT).as_posix(), [])


@cache
def _by_path(kind: type[ast.AST]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for path, node in all_of(kind):
        found.setdefault(path, []).append(node)
    return found


def functions() -> list[tuple[str, ast.FunctionDef]]:
    """(path, function), methods and inner functions too."""
    return all_of(ast.FunctionDef)


def calls_of(name: str) -> list[tuple[str, ast.Call]]:
    """The calls of a function by its plain name."""
    return [(path, n) for path, n in all_of(ast.Call) if isinstance(n.func, ast.Name) and n.func.id == name]
