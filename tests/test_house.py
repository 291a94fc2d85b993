"""The house: rooms, and imports that only point down the list of CONTRIBUTING.md (late imports counted, those for
types not).

A room is a folder or a top-level module of citekit; an arrow is an ordered pair of rooms with at least one import; the
floors are the longest chain of rooms.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.syntax import nodes_of

pytestmark = pytest.mark.xdist_group("house")  # whose graph is drawn once
PACKAGE = ROOT / "citekit"
MOST_FLOORS, MOST_ARROWS = 12, 73
# rooms that do not know each other: neither imports the other
APART = [
    {"sources", "exporters"},
    {"sources", "links"},
    {"exporters", "links"},
    {"archives", "engine"},
    {"archives", "formats"},
    {"archives", "csl"},
]


def order() -> list[str]:
    """The rooms as CONTRIBUTING.md lists them, the highest first."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- rooms -->\n```\n(.*?)```", text, re.S)
    assert block is not None
    return [line.split()[0].rstrip("/").removesuffix(".py") for line in block[1].splitlines() if line.strip()]


def module_of(path: Path) -> tuple[str, ...]:
    """The dotted parts of a file below the package; a folder's ``__init__`` is the folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts


@cache
def modules() -> dict[tuple[str, ...], Path]:
    """All modules of the package."""
    return {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def imported(path: Path) -> list[tuple[str, ...]]:
    """The modules of citekit that a file imports while it runs."""
    for_types = {
        id(inner)
        for node in nodes_of(path, ast.If)
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in node.body
    }
    here = path.relative_to(PACKAGE).parts[:-1]
    found: list[tuple[str, ...]] = []
    for node in nodes_of(path, ast.ImportFrom):
        if id(node) in for_types:
            continue
        if node.level:
            base = here[: len(here) - node.level + 1] + tuple((node.module or "").split(".") if node.module else ())
        elif node.module and node.module.split(".")[0] == "citekit":
            base = tuple(node.module.split(".")[1:])
        else:
            continue
        for alias in node.names:
            found.append((*base, alias.name) if (*base, alias.name) in modules() else base)
    return found


@cache
def arrows() -> set[tuple[str, str]]:
    """(room, room it imports)."""
    found = set()
    for module, path in modules().items():
        for other in imported(path):
            if other and other[0] != module[0]:
                found.add((module[0], other[0]))
    return found


def floors(pairs: set[tuple[str, str]]) -> list[str]:
    """The longest chain of rooms."""
    below: dict[str, set[str]] = {}
    for upper, lower in pairs:
        below.setdefault(upper, set()).add(lower)

    @cache
    def chain(room: str) -> tuple[str, ...]:
        return (room, *max((chain(r) for r in below.get(room, ())), key=len, default=()))

    return list(max(map(chain, below), key=len))


def test_every_room_is_in_the_plan() -> None:
    assert {module[0] for module in modules()} - {"__init__", "__main__"} <= set(order())


def test_imports_only_point_down_the_plan() -> None:
    rank = {room: n for n, room in enumerate(order())}
    up = [(a, b) for a, b in arrows() if a in rank and b in rank and rank[a] > rank[b]]
    assert up == []


def test_rooms_that_are_apart_stay_apart() -> None:
    assert [pair for pair in arrows() if set(pair) in APART] == []


def test_there_are_few_floors_and_arrows(capsys: object) -> None:
    pairs = arrows()
    chain = floors(pairs)
    print(f"{len(pairs)} arrows, {len(chain)} floors: {' > '.join(chain)}")
    assert len(chain) <= MOST_FLOORS and len(pairs) <= MOST_ARROWS


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = {
        module: {other for other in imported(path) if other and other != module} for module, path in modules().items()
    }
    done: set[tuple[str, ...]] = set()

    def visit(module: tuple[str, ...], way: list[tuple[str, ...]]) -> None:
        if module in way:
            raise AssertionError(" > ".join(".".join(m) for m in [*way[way.index(module) :], module]))
        if module in done or module not in graph:
            return
        for other in graph[module]:
            visit(other, [*way, module])
        done.add(module)

    for module in graph:
        visit(module, [])


def test_a_room_s_front_door_only_names_what_it_offers() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 45, path
        kinds = {type(node) for node in ast.parse(text).body}
        assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign, ast.AugAssign, ast.If}, path


@pytest.mark.slow
def test_two_runs_collect_the_same_tests() -> None:
    """Two workers that collect other names than each other run nothing: no name holds a time or an order of sets."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "addopts=", "-m", "slow or not slow"]

    def names(seed: str) -> list[str]:
        run = subprocess.run(
            command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, timeout=300
        )
        return [line for line in run.stdout.splitlines() if "::" in line]

    first = names("1")
    time.sleep(1.1)  # a packed file names the second it was made
    assert len(first) > 5_000 and set(first) ^ set(names("2")) == set()
