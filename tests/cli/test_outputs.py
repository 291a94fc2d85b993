"""Where a command writes: never over what it reads, and into a device or a pipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runner import citekit

NOTE = "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, l. 4.\n"


@pytest.mark.parametrize(
    "command",
    [
        ["cite"],
        ["bibliography"],
        ["show"],
        ["preview"],
        ["export", "--to", "ris"],
        ["export", "--to", "ris", "--jobs", "2"],
    ],
)
@pytest.mark.parametrize("named", ["notes.txt", "./notes.txt", "link.txt"])
def test_a_file_that_is_read_is_not_written_over(command: list[str], named: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTE, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(notes)
    done = citekit(*command, str(notes), "-o", str(tmp_path / named))
    assert done.returncode == 2 and "one of those that are read" in done.stderr
    assert notes.read_text(encoding="utf-8") == NOTE


def test_a_file_of_a_folder_that_is_read_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(NOTE, encoding="utf-8")
    done = citekit("cite", str(tmp_path), "-o", str(tmp_path / "notes.txt"))
    assert done.returncode == 2 and (tmp_path / "notes.txt").read_text(encoding="utf-8") == NOTE
    assert citekit("cite", str(tmp_path), "-o", str(tmp_path / "new.txt")).returncode == 0
