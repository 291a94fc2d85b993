"""What is no file is written into, and stays what it is: a file put in the place of a device would destroy it."""

from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from citekit.common.errors import CitekitError
from citekit.common.files import write_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes and devices among its files")


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    write_file(pipe, "a note")
    reader.join(timeout=10)
    assert read == ["a note"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_into_also_through_a_link(tmp_path: Path) -> None:
    inside, outside = os.openpty()
    name = Path(os.ttyname(outside))
    link = tmp_path / "link"
    link.symlink_to(name)
    try:
        for path in (name, link):
            write_file(path, "a note")
            assert os.read(inside, 100) == b"a note"
            assert stat.S_ISCHR(name.stat().st_mode)
    finally:
        os.close(inside)
        os.close(outside)


def test_a_file_is_still_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a longer note than the other", encoding="utf-8")
    write_file(file, "a note")
    assert file.read_text(encoding="utf-8") == "a note"


def test_a_pipe_that_no_program_reads_is_an_error_and_not_an_endless_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setattr("citekit.common.files.writing.PATIENCE", 0.1)
    with pytest.raises(CitekitError, match="no program reads from this pipe"):
        write_file(pipe, "a note")
