"""Where addresses are found, and what is said of them: in files of all kinds, in lists with odd lines, under --remap,
and where no copy can be had."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from citekit.common.errors import ReadError
from citekit.links import Checker
from citekit.sources.addresses import address_list, addresses_in, addresses_of_file
from tests.cli.runner import citekit as run
from tests.conftest import Server, page

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(path: Path, **parts: str) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    path.write_bytes(made.getvalue())
    return path


def test_plain_addresses_in_a_word_document_are_found_with_their_place(tmp_path: Path) -> None:
    runs = "<w:r><w:t>See http://a.exam</w:t></w:r><w:r><w:t>ple/1.</w:t></w:r>"
    field = '<w:r><w:instrText> HYPERLINK "http://b.example/?x=1&amp;y=2" </w:instrText></w:r>'
    note = "<w:p><w:r><w:t>http://c.example/n</w:t></w:r></w:p>"
    found = addresses_of_file(
        package(
            tmp_path / "a.docx",
            word__document=f"<w:document {W}><w:body><w:p>{runs}</w:p><w:p>{field}</w:p></w:body></w:document>",
            word__footnotes=f"<w:footnotes {W}>{note}</w:footnotes>",
        )
    )
    assert found == ["http://a.example/1", "http://b.example/?x=1&y=2", "http://c.example/n"]
    assert [one.source.removeprefix(f"{tmp_path}/") for one in found] == [
        "a.docx, text, paragraph 1",
        "a.docx, text, paragraph 2",
        "a.docx, footnotes, paragraph 1",
    ]


def test_addresses_and_links_of_a_libreoffice_document_are_found(tmp_path: Path) -> None:
    names = 'xmlns:t="urn:t" xmlns:x="http://www.w3.org/1999/xlink"'
    body = '<t:p>See <t:span>http://a.example/1</t:span>, <t:a x:href="http://b.example/2">here</t:a>.</t:p>'
    found = addresses_of_file(package(tmp_path / "a.odt", content=f"<c {names}>{body}</c>"))
    assert found == ["http://a.example/1", "http://b.example/2"]


def test_a_package_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not read for addresses"):
        addresses_of_file(package(tmp_path / "a.epub", mimetype="x"))


def test_each_line_is_counted_and_tex_escapes_are_undone() -> None:
    assert [one.source for one in addresses_in("a\nhttp://a.example\n\nhttp://b.example", "n.md")] == [
        "n.md, line 2",
        "n.md, line 4",
    ]
    assert addresses_in(r"\url{http://a.example/u\_1\%20x} http://b.example/\~{}me", "a.tex") == [
        "http://a.example/u_1%20x",
        "http://b.example/~me",
    ]
    assert addresses_in("见 http://a.example/文。(http://b.example)，") == ["http://a.example/文", "http://b.example"]


def test_links_are_taken_from_the_base_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text('<base href="http://a.example/b/">\n<a href="c.html">x</a> <a href="#d">y</a>', encoding="utf-8")
    assert addresses_of_file(path) == ["http://a.example/b/c.html"]
    assert addresses_of_file(path)[0].source == f"{path}, line 2"


def test_an_odd_line_of_a_list_is_named_and_the_others_are_checked(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = server.answers["/2"] = server.answers["/3"] = page("ok")
    path = tmp_path / "list.txt"
    lines = ["# mine", server.url("/1"), "www.example.org/x", f"{server.url('/2')}\t{server.url('/3')} ask Ivan"]
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run("check", path, "--allow-private")
    assert done.returncode == 1 and f"{path}, line 3: this line is not an address: www.example.org/x" in done.stderr
    assert sorted(line.split("[")[1] for line in done.stdout.splitlines()) == [
        f"{path}, line 2]",
        f"{path}, line 4]",
        f"{path}, line 4]",
    ]


@pytest.mark.parametrize("text", ["see http://a.example/1", "A title\n\nhttp://a.example\n\nIvanov\n", "", "# only\n"])
def test_running_text_is_no_list(text: str) -> None:
    assert address_list(text) == []


def test_a_file_without_addresses_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Nothing here.", encoding="utf-8")
    assert "it contains no address" in run("check", tmp_path / "a.md", "--links").stderr


def test_every_report_names_the_document(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@book{nowhere, title={A Book}, author={A. Author}}", encoding="utf-8")
    for output in ("table", "jsonl", "junit", "markdown"):
        assert "nowhere" in run("check", tmp_path / "a.bib", "--output", output).stdout


def test_an_address_that_another_is_asked_for_keeps_its_own(server: Server, tmp_path: Path) -> None:
    server.answers["/old"] = page("", status=301, headers={"Location": "/new"})
    server.answers["/new"] = page("ok")
    path = tmp_path / "a.bib"
    text = "@book{x, title={ok}, author={A. Author}, url={http://far.example/old}}"
    path.write_text(text, encoding="utf-8")
    rule = f"^http://far.example=>{server.url('')}"
    done = run("check", path, "--allow-private", "--json", "--remap", rule, "--fix", "--fail-on", "none")
    report = json.loads(done.stdout)
    assert report["url"] == "http://far.example/old" and server.url("/old") in report["reason"]
    assert path.read_text(encoding="utf-8") == text and "run --fix without it" in done.stderr
    (tmp_path / "before.jsonl").write_text(done.stdout, encoding="utf-8")
    asked = len(server.requests)
    run("check", path, "--allow-private", "--json", "--remap", rule, "--resume", tmp_path / "before.jsonl")
    assert len(server.requests) == asked


def test_a_copy_that_cannot_be_had_is_said(server: Server) -> None:
    server.answers["/1"] = page("ok")
    server.answers["/2"] = page("no", status=404)

    def said(path: str, **options: bool) -> str:
        checker = Checker(allow_private=True, memento=server.url("/archive"), timeout=5.0, retries=0, **options)
        return checker.check(server.url(path)).reason

    assert "made no copy" in said("/1", archive=True) or "could not be asked" in said("/1", archive=True)
    server.answers[f"/archive/save/{server.url('/1')}"] = page("saved")
    assert said("/1", archive=True).endswith(f"{server.url('').removeprefix('http://')} made no copy")
    assert "no copy" in said("/2", rescue=True)
    refused = Checker(allow_private=True, memento="http://127.0.0.1:9", archive=True, timeout=5.0, retries=0)
    assert "could not be asked" in refused.check(server.url("/1")).reason


def test_pages_of_which_no_copy_was_made_are_counted(server: Server) -> None:
    server.answers["/1"] = page("ok")
    options = ["--allow-private", "--archive", "--memento", "http://127.0.0.1:9", "--timeout", "5"]
    done = run("check", server.url("/1"), *options)
    assert "could not be asked" in done.stdout and "no copy of 1 of 1 pages" in done.stderr
