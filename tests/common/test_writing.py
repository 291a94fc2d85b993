"""Files written atomically, links followed, permissions kept; one process at a time."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from citekit import CitekitError
from citekit.common.files import locked, write_file
from tests.conftest import ROOT


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real = tmp_path / "there" / "refs.bib"
    real.write_text("old")
    link = tmp_path / "refs.bib"
    link.symlink_to(real)
    with locked(link):
        write_file(link, "new")
    assert link.is_symlink() and real.read_text() == "new"
    assert sorted(p.name for p in (tmp_path / "there").iterdir()) == ["refs.bib"]


def test_a_link_that_leads_to_itself_is_one_clear_message(tmp_path: Path) -> None:
    link = tmp_path / "loop"
    link.symlink_to(link)
    with pytest.raises(CitekitError):
        write_file(link, "x")


def test_permissions_stay_and_new_files_have_what_the_umask_allows(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    former = os.umask(0o027)
    try:
        write_file(path, "1")
        assert mode(path) == 0o640
    finally:
        os.umask(former)
    path.chmod(0o600)
    write_file(path, "2")
    assert mode(path) == 0o600
    write_file(tmp_path / "a.bib.bak", "1", permissions_of=path)
    assert mode(tmp_path / "a.bib.bak") == 0o600


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("mine")
    path.chmod(0o444)
    with pytest.raises(CitekitError, match="read-only"):
        write_file(path, "2")
    assert path.read_text() == "mine" and list(tmp_path.iterdir()) == [path]


def test_a_failure_while_writing_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("mine")

    def pieces():  # type: ignore[no-untyped-def]
        yield "half"
        raise RuntimeError("the power is off")

    with pytest.raises(RuntimeError):
        write_file(path, pieces())
    assert path.read_text() == "mine" and list(tmp_path.iterdir()) == [path]


def test_a_second_one_waits_for_the_first(tmp_path: Path) -> None:
    path, order = tmp_path / "a.bib", []

    def second() -> None:
        with locked(path):
            order.append("second")

    with locked(path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"] and list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_the_lock_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    code = (
        "import sys, time, pathlib\nfrom citekit.common.files import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (tmp_path / ".a.bib.lock").exists()
    start = time.monotonic()
    with locked(path):
        assert time.monotonic() - start < 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    write_file(pipe, ["one ", "two"])
    reader.join(10)
    assert got == ["one two"]
    assert stat.S_ISFIFO(pipe.stat().st_mode) and list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="this system has no devices in /dev")
def test_a_device_is_written_into_and_stays_a_device(tmp_path: Path) -> None:
    link = tmp_path / "nowhere"
    link.symlink_to("/dev/null")
    write_file(link, "text")
    assert Path("/dev/null").is_char_device() and link.is_symlink()
