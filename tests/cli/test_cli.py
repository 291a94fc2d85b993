"""The command line as a person uses it: what is printed where, exit statuses, one clear line for what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runner import EXAMPLE, citekit
from tests.conftest import ROOT, Server, page


@pytest.mark.parametrize(
    "command",
    ["cite", "bibliography", "export", "check", "fetch", "show", "styles", "push", "config", "doctor", "help"],
)
def test_every_command_has_help(command: str) -> None:
    run = citekit(command, "--help")
    assert run.returncode == 0 and "Usage:" in run.stdout
    assert citekit("--help").stdout.count(f"  {command} ") >= 1


def test_help_and_one_footnote_import_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['citekit', *{!r}]\nfrom citekit.cli import main\ntry:\n    main()\nexcept"
        " SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    )
    for words, heavy in (
        (["--help"], {"lxml", "requests", "citeproc", "bibtexparser", "rich"}),
        (["cite", EXAMPLE], {"requests", "bibtexparser"}),
    ):
        run = subprocess.run(
            [sys.executable, "-c", code.format(words)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
        )
        assert not heavy & set(run.stderr.split())


def test_cite_prints_the_footnote_and_nothing_else() -> None:
    run = citekit("cite", EXAMPLE, "--locator", "44")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("\u201cSoviet Politburo Decision") and run.stdout.count("\n") == 1


def test_cite_as_json_lines() -> None:
    run = citekit("cite", EXAMPLE, "examples/tass-digest.md", "--json")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [sorted(line) for line in lines] == [["citation", "id", "source"]] * 2
    assert lines[0]["id"] == "gromyko-razuvaev-1951"


def test_a_document_may_come_from_standard_input() -> None:
    text = (ROOT / EXAMPLE).read_bytes()
    assert citekit("cite", "-", stdin=text).stdout == citekit("cite", EXAMPLE).stdout


def test_what_a_browser_saved_beside_a_page_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("page_files/frame.html", ".hidden/x.md", ".draft.md", "page.md"):
        (tmp_path / name).write_text((ROOT / EXAMPLE).read_text(encoding="utf-8"), encoding="utf-8")
    assert [
        Path(json.loads(line)["source"]).name for line in citekit("cite", tmp_path, "--json").stdout.splitlines()
    ] == ["page.md"]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for path in (ROOT / "examples").glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    run = citekit("cite", tmp_path, "--style", "mla", "--json")
    assert run.returncode == 0
    sources = [json.loads(line)["source"] for line in run.stdout.splitlines()]
    assert sources == sorted(sources) and len(set(sources)) == 4


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.md", b"", "the file is empty"),
        ("spaces.md", b" \n\n ", "the file is empty"),
        ("binary.md", b"\x00\x01\x02" * 100, "not a text file"),
        ("broken.txt", b"words of no encoding: caf\x81 \x8d", "line 1: the text is not in UTF-8"),
        ("page.pdf", b"%PDF-1.7 ...", "the PDF cannot be read"),
        ("broken.json", b'[{"id": "a",\n]', "line 2: not valid JSON"),
        ("list.json", b"[1]", "item 1: this is not an object"),
        ("prose.txt", b"It was a dark and stormy night.\n", "not a document that citekit knows"),
        ("page.html", b"<!DOCTYPE html><html><body>words</body></html>", "the page says no title"),
        ("notitle.md", b"## Summary:\n\nText\n\n## Contents:\n\nTranslation - English\n", "no title"),
    ],
)
def test_bad_input_is_one_clear_line_and_the_others_are_done(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    run = citekit("cite", tmp_path / name, EXAMPLE)
    assert run.returncode == 1
    assert name in run.stderr and words in run.stderr and run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr
    assert "Soviet Politburo Decision" in run.stdout


def test_a_missing_file_is_named() -> None:
    run = citekit("export", "no-such.md", "--to", "bibtex")
    assert (run.returncode, run.stderr) == (1, "citekit: no-such.md: there is no such file\n")


@pytest.mark.parametrize(
    "words",
    [
        ["cite"],
        ["cite", EXAMPLE, "--output", "docx"],
        ["export", EXAMPLE, "--to", "marc"],
        ["nonsense"],
        ["export", EXAMPLE],
        ["bibliography", EXAMPLE, "--style", "wilson-center", "--nope"],
    ],
)
def test_wrong_use_is_exit_status_2(words: list[str]) -> None:
    run = citekit(*words)
    assert run.returncode == 2 and run.stderr and "Traceback" not in run.stderr and run.stdout == ""


def test_a_style_that_does_not_exist_fails_in_words() -> None:
    run = citekit("cite", EXAMPLE, "--style", "nope")
    assert run.returncode == 1 and "there is no style" in run.stderr


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("<style", "line 1"),
        ("<html/>", "style"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"/>', "citation"),
        (
            (
                '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><style xmlns="http://purl.org/net/xbiblio/csl"'
                ' class="note" version="1.0"><citation><layout><text value="&e;"/></layout></citation></style>'
            ),
            "",
        ),
    ],
)
def test_a_broken_style_is_one_message(tmp_path: Path, style: str, words: str) -> None:
    (tmp_path / "x.csl").write_text(style, encoding="utf-8")
    run = citekit("cite", EXAMPLE, "--style", tmp_path / "x.csl")
    assert "Traceback" not in run.stderr and "root:" not in run.stdout
    if words:
        assert run.returncode == 1 and words in run.stderr


def test_a_macro_that_calls_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note"'
        ' version="1.0"><info><title>x</title><id>x</id><updated>2026-01-01T00:00:00Z</updated></info><macro'
        ' name="round"><text macro="again"/></macro><macro name="again"><text'
        ' macro="round"/></macro><citation><layout><text macro="round"/></layout></citation></style>',
        encoding="utf-8",
    )
    run = citekit("cite", EXAMPLE, "--style", tmp_path / "x.csl")
    assert run.returncode == 1 and "round" in run.stderr and "Traceback" not in run.stderr


def test_export_writes_a_file_whole(tmp_path: Path) -> None:
    out = tmp_path / "refs.bib"
    assert citekit("export", EXAMPLE, "--to", "bibtex", "-o", out).returncode == 0
    assert out.read_text(encoding="utf-8") == citekit("export", EXAMPLE, "--to", "bibtex").stdout
    assert list(tmp_path.iterdir()) == [out]


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "refs.bib"
    out.write_text("@book{mine}\n", encoding="utf-8")
    assert citekit("export", "no-such.md", "--to", "bibtex", "-o", out).returncode == 1
    assert out.read_text(encoding="utf-8") == "@book{mine}\n"
    run = citekit("export", EXAMPLE, "--to", "bibtex", "-o", tmp_path / "no-folder" / "x.bib")
    assert run.returncode == 1 and "cannot be written" in run.stderr


def test_show_says_what_was_understood_and_what_was_not(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        '"A Report", 1955, Wilson Center Digital Archive, RGANI, f. 5, box behind the stairs. https://x.org/1',
        encoding="utf-8",
    )
    run = citekit("show", tmp_path / "x.txt")
    assert "Russian State Archive of Contemporary History" in run.stdout
    assert "not understood, but printed: box behind the stairs" in run.stdout
    data = json.loads(citekit("show", tmp_path / "x.txt", "--json").stdout)
    assert data["not_understood"] == ["not understood, but printed: box behind the stairs"]


def test_styles_are_listed_by_name() -> None:
    listed = citekit("styles").stdout
    assert all(name in listed for name in ("chicago-notes", "chicago-author-date", "mla", "wilson-center"))


def test_check_prints_one_json_object_a_line(server: Server) -> None:
    server.answers["/1"] = page("hello")
    run = citekit("check", server.url("/1"), server.url("/2"), "--json", "--allow-private")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert {line["url"][-2:]: line["verdict"] for line in lines} == {"/1": "alive", "/2": "not-found"}
    assert all({"url", "verdict", "status", "final_url", "reason"} <= set(line) for line in lines)
    assert run.returncode == 1


def local_copy(tmp_path: Path, url: str) -> Path:
    (tmp_path / "x.txt").write_text(
        f'"Telegram, Shtykov to Vyshinsky", March 24, 1950, Wilson Center Digital Archive, AVPRF, f. 5. {url}',
        encoding="utf-8",
    )
    return tmp_path / "x.txt"


def test_cite_with_a_check_prints_an_access_date_only_where_the_document_was_seen(
    server: Server, tmp_path: Path
) -> None:
    server.answers["/1"] = page("<title>Telegram, Shtykov to Vyshinsky</title>")
    server.answers["/2"] = page("<title>Something else entirely</title>")
    seen = citekit("cite", local_copy(tmp_path, server.url("/1")), "--check", "--allow-private")
    other = citekit("cite", local_copy(tmp_path, server.url("/2")), "--check", "--allow-private")
    dead = citekit("cite", local_copy(tmp_path, server.url("/3")), "--check", "--allow-private")
    assert "accessed" in seen.stdout and seen.stderr == ""
    assert "accessed" not in other.stdout and "warning: different" in other.stderr
    assert "accessed" not in dead.stdout and "warning: not-found" in dead.stderr
    assert [r.returncode for r in (seen, other, dead)] == [0, 0, 0], "a dead link does not stop the citation"
    exported = citekit("export", local_copy(tmp_path, server.url("/1")), "--to", "bibtex", "--check", "--allow-private")
    assert "urldate = {" in exported.stdout


def test_an_access_date_may_be_given() -> None:
    run = citekit("cite", EXAMPLE, "--accessed", "May 2, 2026")
    assert "accessed May 2, 2026, https://" in run.stdout


def test_output_may_be_piped_to_a_reader_that_stops() -> None:
    run = subprocess.run(
        f"{sys.executable} -m citekit bibliography examples | head -c 1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in run.stderr


def test_a_style_that_prints_nothing_for_a_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "isbn.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note"'
        ' version="1.0"><info><title>x</title><id>x</id><updated>2026-01-01T00:00:00Z</updated></info><citation><layout'
        ' suffix="."><text variable="ISBN"/></layout></citation><bibliography><layout><text'
        ' variable="ISBN"/></layout></bibliography></style>',
        encoding="utf-8",
    )
    book = tmp_path / "book.json"
    book.write_text('[{"id": "b", "type": "book", "title": "A Book without Number"}]', encoding="utf-8")
    for output in ("text", "html", "markdown", "latex", "rtf"):
        run = citekit("cite", book, "--style", tmp_path / "isbn.csl", "--output", output)
        assert (run.returncode, run.stdout) == (1, "") and "prints nothing for “A Book without Number" in run.stderr
    run = citekit("bibliography", book, "--style", tmp_path / "isbn.csl")
    assert (run.returncode, run.stdout) == (0, "") and "leaves this document out of the bibliography" in run.stderr
    other = tmp_path / "other.json"
    other.write_text('[{"id": "c", "type": "book", "title": "With Number", "ISBN": "12345"}]', encoding="utf-8")
    run = citekit("cite", book, other, "--style", tmp_path / "isbn.csl", "--as-is")
    assert (run.returncode, run.stdout) == (1, "12345.\n")
