"""The worked example: a chapter of twelve notes in Word and LibreOffice, its commands run as they are shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.worked_examples import BLOCK, run_block

PAGE = "manuscripts/office/README.md"


@pytest.mark.parametrize("block", BLOCK.findall((ROOT / "examples" / PAGE).read_text(encoding="utf-8")))
def test_what_the_example_shows_is_what_is_printed(tmp_path: Path, block: str) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")

    def seen(command: str, shown: str, printed: str) -> None:
        assert printed.rstrip() == shown.rstrip(), command

    run_block(block, (tmp_path / "examples" / PAGE).parent, seen)
