"""``citekit weave`` on drafts that are text."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.runner import citekit, settings
from tests.conftest import ROOT

LIBRARY = str(ROOT / "examples" / "library.json")


def weave(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    run = citekit("weave", *arguments, cwd=cwd, stdin=stdin)
    return subprocess.CompletedProcess(run.args, run.returncode, run.stdout.encode(), run.stderr.encode())


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "chapter.md"
    path.write_bytes(b"He wrote [@smith2016, 3].\r\n")
    return path


def test_a_draft_goes_to_standard_output_to_a_file_or_into_itself(draft: Path) -> None:
    printed = weave("chapter.md", "--library", LIBRARY, cwd=draft.parent)
    assert printed.returncode == 0 and printed.stdout.startswith(b"He wrote.[^1]<!--")
    assert weave("chapter.md", "--library", LIBRARY, "-o", "out.md", cwd=draft.parent).returncode == 0
    assert (draft.parent / "out.md").read_bytes() == printed.stdout
    former = draft.read_bytes()
    assert weave("chapter.md", "--library", LIBRARY, "--in-place", cwd=draft.parent).returncode == 0
    assert draft.read_bytes() == printed.stdout
    assert draft.with_name("chapter.md.bak").read_bytes() == former


@pytest.mark.parametrize(
    "order", [["telegram.txt", "form.md", "chapter.md"], ["telegram.txt", "chapter.md", "form.md"]]
)
def test_the_draft_may_stand_behind_the_library_s_files(draft: Path, order: list[str]) -> None:
    (draft.parent / "telegram.txt").write_text(
        "Petrov to Orlova, 4 September 1926, RGASPI, f. 558, op. 11, d. 97", "utf-8"
    )
    (draft.parent / "form.md").write_text("---\ntitle: A Decision\ndate: 1951\n---\n", "utf-8")
    first = weave("chapter.md", "--library", LIBRARY, "telegram.txt", "form.md", cwd=draft.parent)
    done = weave("--library", LIBRARY, *order, cwd=draft.parent)
    assert (done.returncode, done.stdout) == (0, first.stdout) and done.stdout != b""


def test_a_library_can_be_several_files_as_a_shell_makes_them(draft: Path) -> None:
    note = "Ivan Petrov to Anna Orlova, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70"
    (draft.parent / "telegram.txt").write_text(note, "utf-8")
    draft.write_text("A [@smith2016]. B [@telegram, l. 68].", "utf-8")
    done = weave("chapter.md", "--library", LIBRARY, "telegram.txt", cwd=draft.parent)
    assert done.returncode == 0 and b"Swing Time" in done.stdout and b"d. 97, l. 68" in done.stdout
    without = weave("chapter.md", LIBRARY, cwd=draft.parent)
    assert without.returncode == 2 and b"one draft is woven at a time" in without.stderr and not without.stdout


def test_standard_input_is_markdown(tmp_path: Path) -> None:
    done = weave("-", "--library", LIBRARY, "--style", "mla", cwd=tmp_path, stdin=b"Blah [@smith2016, 3].")
    assert done.stdout.startswith(b"Blah (Smith 3)<!--")


def test_an_unknown_key_is_exit_status_1_and_the_rest_is_done(tmp_path: Path) -> None:
    done = weave("-", "--library", LIBRARY, cwd=tmp_path, stdin=b"One.\n\n[@smith2061] [@smith2016]")
    assert done.returncode == 1 and b"[@smith2061]" in done.stdout and b"Swing Time" in done.stdout
    assert b"standard input, line 3: there is no document \xe2\x80\x9csmith2061\xe2\x80\x9d" in done.stderr
    assert b"did you mean smith2016" in done.stderr


def test_a_check_writes_nothing(draft: Path) -> None:
    former = draft.read_bytes()
    done = weave("chapter.md", "--library", LIBRARY, "--check", "--in-place", cwd=draft.parent)
    assert done.returncode == 0 and done.stdout == b"" and b"1 citation, 1 new note" in done.stderr
    assert draft.read_bytes() == former and [p.name for p in draft.parent.iterdir()] == ["chapter.md"]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["nothing.md", "--library", LIBRARY], 1, b"no such file"),
        (["chapter.md"], 2, b"--library"),
        (["chapter.md", "--library", LIBRARY, "--style", "no-style"], 1, b"there is no style"),
        (["chapter.md", "--library", LIBRARY, "--watch"], 2, b"-o"),
        (["-", "--in-place"], 2, b"name a file"),
        (["chapter.xyz", "--library", LIBRARY], 2, b"not a format for drafts"),
    ],
)
def test_what_is_wrong_is_said(draft: Path, arguments: list[str], status: int, message: bytes) -> None:
    done = weave(*arguments, cwd=draft.parent)
    assert done.returncode == status and message in done.stderr and b"Traceback" not in done.stderr


def test_a_target_that_cannot_be_written_is_said_and_the_draft_left_whole(draft: Path) -> None:
    done = weave("chapter.md", "--library", LIBRARY, "-o", "no/such/folder/out.md", cwd=draft.parent)
    assert done.returncode == 1 and b"cannot be written" in done.stderr and b"Traceback" not in done.stderr
    assert draft.read_bytes() == b"He wrote [@smith2016, 3].\r\n"


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbf[@smith2016]")
    assert weave("a.md", "--library", LIBRARY, cwd=tmp_path).stdout.startswith(b"\xef\xbb\xbf[^1]")


def test_latex_can_keep_its_commands(tmp_path: Path) -> None:
    text = b"\\addbibresource{refs.bib}\n\\autocite{smith2016}\n"
    (tmp_path / "a.tex").write_bytes(text)
    done = weave("a.tex", "--library", LIBRARY, "--keep-commands", "-o", "b.tex", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "b.tex").read_bytes() == text and b"{smith2016," in (tmp_path / "refs.bib").read_bytes()


def test_a_draft_that_is_watched_is_woven_when_it_is_saved_until_ctrl_c(draft: Path) -> None:
    out = draft.parent / "out.md"
    command = [sys.executable, "-m", "citekit", "weave", "chapter.md", "--library", LIBRARY, "-o", "out.md", "--watch"]
    with subprocess.Popen(command, cwd=draft.parent, env=settings(), stderr=subprocess.DEVNULL) as running:
        try:
            _wait_until(lambda: out.exists())
            draft.write_bytes(b"She wrote [@creel1918].\n")
            _wait_until(lambda: out.read_bytes().startswith(b"She wrote"))
        finally:
            running.send_signal(signal.SIGINT)
            try:
                running.wait(30)
            except subprocess.TimeoutExpired:
                running.kill()
    assert running.returncode in (0, 130)  # between two looks at the files, or in the middle of weaving


def _wait_until(true: object) -> None:
    for _ in range(200):
        if true():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError("nothing happened")


def test_a_file_of_another_kind_is_refused_with_all_that_can_be_woven(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    run = weave("a.pdf", "--library", str(ROOT / "examples"), cwd=tmp_path)
    said = run.stderr.decode()
    assert run.returncode == 2 and ".docx" in said and ".odt" in said and ".tex" in said


def test_a_plain_text_woven_in_place_is_told_to_be_the_last_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A [@tass-digest].", "utf-8")
    run = weave("a.txt", "--library", str(ROOT / "examples"), "--in-place", cwd=tmp_path)
    assert run.returncode == 0
    assert "cannot be woven again; the draft is kept as a.txt.bak" in run.stderr.decode()


def test_the_draft_of_a_plain_text_is_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("One [@smith2016, 3].\n", "utf-8")
    assert weave("talk.txt", "--library", LIBRARY, "--in-place", cwd=tmp_path).returncode == 0
    with path.open("a", encoding="utf-8") as file:
        file.write("Two [@smith2016, 4].\n")
    second = path.read_text("utf-8")
    done = weave("talk.txt", "--library", LIBRARY, "--in-place", cwd=tmp_path)
    assert b"the draft is kept as talk.txt.bak2" in done.stderr
    assert (tmp_path / "talk.txt.bak").read_text("utf-8") == "One [@smith2016, 3].\n"
    assert (tmp_path / "talk.txt.bak2").read_text("utf-8") == second


def test_a_latex_draft_woven_in_place_can_be_woven_again(tmp_path: Path) -> None:
    path = tmp_path / "chapter.tex"
    path.write_text("One.\\autocite[3]{smith2016} Two.\\autocite[4]{smith2016}\n", "utf-8")
    for _ in range(2):
        assert weave("chapter.tex", "--library", LIBRARY, "--in-place", cwd=tmp_path).returncode == 0
    woven = path.read_text("utf-8")
    assert woven.count("\\footnote{") == 2 and woven.count("%citekit:") == 2
    printed = weave("chapter.tex", "--library", LIBRARY, cwd=tmp_path).stdout
    assert b"%citekit" not in printed and printed.count(b"\\footnote{") == 2
