"""The fixtures of the CSL test suite that stand beside the project; what fails is listed, each with its reason."""

from __future__ import annotations

import importlib.util
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED

SUITE = Path(os.environ.get("CSL_SUITE", SHARED / "csl-suite"))
SCORER = SHARED / "tools" / "csl_suite.py"
KNOWN = Path(__file__).with_name("suite_failures.txt")


@lru_cache(maxsize=1)
def scorer() -> Any:
    """The module that reads and runs a fixture."""
    spec = importlib.util.spec_from_file_location("csl_suite", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fixtures() -> list[Path]:
    """The fixtures that say what they expect."""
    if not (SUITE.is_dir() and SCORER.is_file()):
        return []
    return [path for path in sorted(SUITE.glob("*.txt")) if re.search(">>=+ RESULT", path.read_text(encoding="utf-8"))]


@lru_cache(maxsize=1)
def listed() -> dict[str, str]:
    """Fixture -> why it fails."""
    lines = [
        line for line in KNOWN.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    return {name.strip(): reason.strip() for name, _, reason in (line.partition(":") for line in lines)}


def test_every_listed_failure_has_a_reason() -> None:
    assert all(listed().values())


@pytest.mark.slow  # by their number
@pytest.mark.parametrize("path", fixtures(), ids=lambda path: path.stem)
def test_a_fixture_gives_the_text_it_expects(path: Path) -> None:
    text, expected = scorer().run(scorer().parse(path))
    if path.stem in listed():
        assert text != expected, "this passes now: take it off the list"
    else:
        assert text == expected
