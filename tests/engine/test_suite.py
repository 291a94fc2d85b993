"""The fixtures of the CSL test suite that stand beside the project; what fails is listed, each with its reason."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from tests.conftest import SHARED

SUITE = Path(os.environ.get("CSL_SUITE", SHARED / "csl-suite"))
KNOWN = Path(__file__).with_name("suite_failures.txt")


def listed() -> dict[str, str]:
    """Fixture -> why it fails."""
    lines = [
        line for line in KNOWN.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    return {name.strip(): reason.strip() for name, _, reason in (line.partition(":") for line in lines)}


def test_every_listed_failure_has_a_reason() -> None:
    assert all(listed().values())


def test_the_suite_fails_only_where_the_list_says_so() -> None:
    scorer = SHARED / "tools" / "csl_suite.py"
    if not (SUITE.is_dir() and scorer.is_file()):
        pytest.skip("../shared is absent")
    spec = importlib.util.spec_from_file_location("csl_suite", scorer)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    failed = set()
    for path in sorted(SUITE.glob("*.txt")):
        fixture = module.parse(path)
        if "result" in fixture:
            got, want = module.run(fixture)
            if got != want:
                failed.add(path.stem)
    assert failed == set(listed())
