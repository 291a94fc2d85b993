"""Mishaps of a command: an output that is closed, Ctrl-C, an error of our own, options that exclude each other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from citekit.cli import app, clipboard, completion
from citekit.common.errors import CitekitError
from tests.cli.runner import EXAMPLE, citekit, settings
from tests.conftest import ROOT, Server, page


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], int]:
    """Runs the command line in this process, with an error in the place of the settings; gives the exit status."""

    def run(error: BaseException) -> int:
        def fail(arguments: object) -> None:
            raise error

        monkeypatch.setattr(app, "apply_settings", fail)
        monkeypatch.setattr(sys, "argv", ["citekit", "styles"])
        with pytest.raises(SystemExit) as stop:
            app.main()
        return int(stop.value.code or 0)

    return run


def test_an_error_of_our_own_is_one_line_that_asks_to_be_reported(
    main: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CITEKIT_DEBUG", raising=False)
    assert main(ZeroDivisionError("by nothing")) == 1
    said = capsys.readouterr().err
    assert said.startswith("citekit: internal error (ZeroDivisionError: by nothing); please report it")
    assert said.count("\n") == 1
    monkeypatch.setenv("CITEKIT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(ZeroDivisionError("by nothing"))


def test_ctrl_c_is_exit_status_130_and_no_traceback(
    main: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert (main(KeyboardInterrupt()), capsys.readouterr().err) == (130, "")


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
@pytest.mark.parametrize("rest", [">&-", "| head -c 1"])
def test_an_output_that_is_closed_is_no_traceback(rest: str, tmp_path: Path) -> None:
    items = [{"id": f"k{n}", "type": "book", "title": f"Title {n}"} for n in range(3000)]
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    command = f"{sys.executable} -m citekit export items.json --to csl-json {rest}"
    run = subprocess.run(command, shell=True, cwd=tmp_path, env=settings(), capture_output=True, timeout=60)
    assert b"Traceback" not in run.stderr and b"internal error" not in run.stderr
    if rest == ">&-":
        assert (run.returncode, run.stderr) == (1, b"citekit: the output cannot be written (Bad file descriptor)\n")


def test_a_folder_with_the_name_of_the_settings_is_no_settings(tmp_path: Path) -> None:
    (tmp_path / "citekit.toml").mkdir()
    done = citekit("styles", cwd=tmp_path)
    assert done.returncode == 2 and "citekit.toml" in done.stderr and "Is a directory" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", EXAMPLE, "--to", "ris", "--update", "-o", "x.ris"], "--update merges .bib files, not ris"),
        (["export", EXAMPLE, "--to", "bibtex", "--update"], "--update needs a file"),
        (["export", EXAMPLE, "--to", "ris", "--columns", "title"], "--columns is for tables"),
        (["export", "--to", "ris"], "nothing to export"),
        (["export", EXAMPLE, "--to", "bibtexx"], "did you mean “bibtex”"),
        (["export", EXAMPLE, "--to", "bibtex", "--resume"], "--resume needs files"),
        (["cite", EXAMPLE, "-o", "note.docx"], "this command writes text, not .docx"),
        (["check", "http://a.example/", "--output", "yaml"], "there is no output “yaml”"),
        (["check", "http://a.example/", "--memento", "x"], "--memento does nothing without --rescue, --timemap or"),
        (["cite", EXAMPLE, "--memento", "x"], "--memento does nothing without --check, --rescue or --archive"),
        (["cite", EXAMPLE, "--timeout", "3"], "--timeout does nothing without --check, --rescue or --archive"),
        (["cite", EXAMPLE, "--check", "--memento=x"], "--memento does nothing without --rescue or --archive"),
        (["check", "http://a.example/", "--max-age", "7y"], "invalid age “7y”"),
        (["check", "http://a.example/", "--header", "nothing"], "invalid header"),
        (["check", "http://a.example/", "--header", "Host: b.example"], "belongs to the connection"),
        (["check", "http://a.example/", "--exclude", "("], "invalid pattern"),
        (["check", "http://a.example/", "--remap", "a"], "invalid rule “a”"),
        (["show"], "nothing to show"),
        (["push", "zotero"], "nothing to send"),
        (["weave", "-", "--in-place"], "cannot be woven in place"),
        (["weave", "draft.md", "--watch"], "--watch needs a file"),
        (["weave", "draft.md", "-o", "out.docx"], "a file of its own kind"),
        (["weave", "draft.md", "-o", "out.tex"], "a file of its own kind"),
        (["weave", "draft.md", "-o", "out.html"], "citekit-filter instead of --citeproc"),
        (["weave", "draft.docx", "-o", "out.odt"], "name it with .docx after -o"),
        (["help", "nothing"], "there is no topic"),
    ],
    ids=lambda value: " ".join(value[:4]) if isinstance(value, list) else None,
)
def test_what_excludes_each_other_is_wrong_use_in_one_line(words: list[str], said: str) -> None:
    run = citekit(*words)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1) and said in run.stderr, run.stderr


def test_an_earlier_run_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    run = citekit("check", "http://127.0.0.1:9/", "--allow-private", "--resume", tmp_path / "no.jsonl")
    assert run.returncode == 1 and "no.jsonl" in run.stderr and "cannot be read" in run.stderr


def test_addresses_may_be_left_out_and_changed_before_they_are_checked(server: Server) -> None:
    server.answers["/new"] = page("ok")
    urls = [server.url("/old"), server.url("/private")]
    run = citekit("check", *urls, "--allow-private", "--json", "--exclude", "private", "--remap", "/old$=>/new")
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(report["url"], report["final_url"]) for report in found] == [(urls[0], server.url("/new"))]


def test_an_address_that_cannot_be_written_into_its_file_is_said(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("", status=301, headers={"Location": "/2"})
    server.answers["/2"] = page("ok")
    listed = tmp_path / "urls.txt"
    listed.write_text(server.url("/1") + "\n", encoding="utf-8")
    listed.chmod(0o444)
    run = citekit("check", listed, "--allow-private", "--fix")
    assert run.returncode == 1 and "read-only" in run.stderr
    assert listed.read_text(encoding="utf-8") == server.url("/1") + "\n"


def test_jabref_is_handed_a_file_by_the_command(tmp_path: Path) -> None:
    program = tmp_path / "jabref"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/words\ncat "$1" > {tmp_path}/sent.bib\n', encoding="utf-8")
    program.chmod(0o755)
    run = citekit("push", "jabref", EXAMPLE, PATH=f"{tmp_path}:{os.environ['PATH']}", DISPLAY=":9")
    assert "JabRef" in run.stderr and "Traceback" not in run.stderr


def test_completion_offers_what_there_is() -> None:
    assert "chicago-notes" in completion.style_names("chicago-n")
    assert completion.output_names("ht") == ["html"]
    assert completion.export_names("biblatex-") == ["biblatex-chicago"]
    assert "de-DE" in completion.locale_names("de")
    assert completion.verdict_names("gone,time") == ["gone,timeout"]
    assert "locators" in completion.topic_names("loc")


@pytest.mark.parametrize(
    ("platform", "programs", "command", "said"),
    [
        ("darwin", {"osascript"}, "osascript", "as formatted and as plain text"),
        ("win32", {"powershell"}, "powershell", "as formatted and as plain text"),
        ("win32", set(), "clip", "as plain text"),
    ],
)
def test_each_system_has_its_own_way_to_the_clipboard(
    platform: str, programs: set[str], command: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[tuple[str, str]] = []
    monkeypatch.setattr(clipboard.sys, "platform", platform)
    monkeypatch.setattr(clipboard.shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(clipboard, "_run", lambda words, text, encoding="utf-8": runs.append((words[0], text)))
    assert said in clipboard.copy("<i>A</i>", 'A "plain" text')
    assert runs[0][0] == command and ("plain" in runs[0][1] or command == "osascript")


def test_a_program_of_the_clipboard_that_fails_is_an_error_in_words() -> None:
    for words, said in (
        (["no-such-program"], "could not be run"),
        ([sys.executable, "-c", "raise SystemExit(1)"], "reach"),
    ):
        with pytest.raises(CitekitError, match=said):
            clipboard._run(words, "text")


def test_a_template_and_the_columns_of_a_table_are_printed(tmp_path: Path) -> None:
    form = citekit("show", "--template").stdout
    assert "title" in form and "reference" in form
    (tmp_path / "note.txt").write_text("no table", encoding="utf-8")
    run = citekit("show", tmp_path / "note.txt", "--columns")
    assert run.returncode == 1 and "not a table" in run.stderr


def test_several_damaged_records_of_a_file_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id":\n{"id":\n{"id": "c", "type": "book", "title": "T"}\n', encoding="utf-8")
    run = citekit("cite", tmp_path / "a.jsonl")
    assert (
        run.returncode == 1
        and run.stderr.count("\n") == 1
        and "1 more record of this file cannot be read" in run.stderr
    )
    assert run.stdout.startswith("T ")


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    run = citekit("cite", tmp_path, cwd=ROOT)
    assert run.returncode == 1 and "there is no document in this folder" in run.stderr


def test_a_page_of_all_styles_is_opened_in_the_browser(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    run = citekit("preview", EXAMPLE, "--style", "mla", "--open", BROWSER=f"{browser} %s", TMPDIR=str(tmp_path))
    assert run.returncode == 0 and "opened" in run.stderr
    address = (tmp_path / "opened").read_text(encoding="utf-8").strip()
    opened = Path(address.removeprefix("file://"))
    assert opened.suffix == ".html" and "Gromyko" in opened.read_text(encoding="utf-8")


def test_a_browser_that_is_not_there_is_said_with_the_address(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    run = citekit("preview", EXAMPLE, "--style", "mla", "--open", "-o", out, PATH=str(tmp_path), BROWSER="", DISPLAY="")
    assert run.returncode == 1 and "no browser was found" in run.stderr and out.as_uri() in run.stderr


def test_what_is_no_record_in_an_archive_of_files_is_skipped_in_one_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sources.zip", "w") as packed:
        packed.write(ROOT / EXAMPLE, "page.md")
        packed.writestr("README.md", "Only a few words about this folder.\n")
    run = citekit("cite", tmp_path / "sources.zip")
    assert run.returncode == 0 and run.stdout.startswith("“Soviet Politburo")
    assert "1 file skipped, not a record: README.md" in run.stderr and run.stderr.count("\n") == 1


def test_many_records_are_exported_again_where_the_run_was_done(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": f"k{n}", "type": "book", "title": f"T{n}"}) + "\n" for n in range(30))
    (tmp_path / "items.jsonl").write_text(lines, encoding="utf-8")
    for _ in range(2):
        run = citekit("export", "items.jsonl", "--to", "csl-jsonl", "--resume", "-o", "out.jsonl", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").count("\n") == 30
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    run = citekit("export", "empty.jsonl", "--to", "ris", "--jobs", "2", cwd=tmp_path)
    assert run.returncode == 1 and "there is no document in these files" in run.stderr


def test_an_address_that_has_moved_or_is_dead_is_said_beside_the_note(server: Server, tmp_path: Path) -> None:
    server.answers["/old"] = page("", status=301, headers={"Location": "/new"})
    server.answers["/new"] = page("<title>A Report on the Harvest</title>")
    for name in ("old", "gone"):
        line = f'"A Report on the Harvest", May 1, 1950, RGANI, f. 5, op. 1, d. 2. {server.url("/" + name)}\n'
        (tmp_path / f"{name}.txt").write_text(line, encoding="utf-8")
    run = citekit("cite", tmp_path / "old.txt", tmp_path / "gone.txt", "--check", "--allow-private")
    assert "old.txt: note: moved" in run.stderr and "gone.txt: warning: not-found" in run.stderr


@pytest.mark.skipif(os.name == "nt", reason="this system has no terminals of its own making")
def test_on_a_terminal_many_files_have_a_bar_that_leaves_nothing_behind(tmp_path: Path) -> None:
    import pty

    for n in range(12):
        (tmp_path / f"{n}.txt").write_text("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97\n")
    ours, theirs = pty.openpty()
    environment = {**settings(), "TERM": "xterm"}
    command = [sys.executable, "-m", "citekit", "cite", str(tmp_path)]
    run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode("utf-8", "replace")
    os.close(ours)
    assert run.returncode == 0 and run.stdout.count(b"\n") == 12 and "reading" in shown


def test_what_is_wrong_in_a_word_document_is_said_and_counts(tmp_path: Path) -> None:
    from tests.manuscript.office_files import paragraph, word_file

    word_file(tmp_path / "a.docx", paragraph("He wrote [@nobody]."))
    run = citekit("weave", "a.docx", "--library", ROOT / "examples/library.json", "-o", "b.docx", cwd=tmp_path)
    assert run.returncode == 1 and "nobody" in run.stderr and (tmp_path / "b.docx").exists()
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing more")
    run = citekit("weave", "broken.docx", "-o", "c.docx", cwd=tmp_path)
    assert run.returncode == 1 and "broken.docx" in run.stderr and not (tmp_path / "c.docx").exists()
    (tmp_path / "a.md").write_text("Nothing.\n", encoding="utf-8")
    assert citekit("weave", "a.md", "--zotero", cwd=tmp_path).returncode == 2


def test_addresses_of_a_file_that_cannot_be_read_are_one_error_and_the_others_are_checked(
    server: Server, tmp_path: Path
) -> None:
    server.answers["/1"] = page("ok")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 nothing more")
    (tmp_path / "b.md").write_text(f"[one]({server.url('/1')})\n", encoding="utf-8")
    run = citekit("check", tmp_path / "a.docx", tmp_path / "b.md", "--links", "--allow-private", "--json")
    assert [json.loads(line)["verdict"] for line in run.stdout.splitlines()] == ["alive"]
    assert run.returncode == 1 and "a.docx" in run.stderr


def test_a_page_that_says_something_else_than_in_an_earlier_run_is_reported(server: Server, tmp_path: Path) -> None:
    words = "The harvest of the year was good in every district of the province, as the report of the commission says. "
    server.answers["/1"] = page(f"<title>A Report</title><p>{words * 20}</p>")
    before = citekit("check", server.url("/1"), "--allow-private", "--json", "--drift").stdout
    (tmp_path / "before.jsonl").write_text(before, encoding="utf-8")
    since = ["--allow-private", "--json", "--drift", "--since", tmp_path / "before.jsonl"]
    assert citekit("check", server.url("/1"), *since).stdout == ""
    other = "Nothing of the kind was ever written: the archive has put another document in the place of this one. "
    server.answers["/1"] = page(f"<title>A Report</title><p>{other * 20}</p>")
    (line,) = citekit("check", server.url("/1"), *since).stdout.splitlines()
    assert json.loads(line)["changed_since"] and "the page has changed since" in json.loads(line)["reason"]


def test_an_address_that_stands_in_a_file_in_another_form_is_left_and_said(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("", status=301, headers={"Location": "/2"})
    server.answers["/2"] = page("ok")
    with zipfile.ZipFile(tmp_path / "sources.zip", "w") as packed:
        packed.writestr("a.txt", f'"A Plan", May 1, 1950, RGANI, f. 5, op. 1, d. 2. {server.url("/1")}\n')
    run = citekit("check", tmp_path / "sources.zip", "--allow-private", "--fix")
    assert run.returncode == 1 and "the address was left as it is" in run.stderr and server.url("/2") in run.stderr
