"""Addresses found in lists, texts and Word documents, and which of them are asked."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from citekit.sources.addresses import address_list, addresses_in, addresses_of_file
from tests.cli.runner import citekit as run
from tests.conftest import Server, page


def test_a_list_of_addresses_is_read_from_a_file_and_from_standard_input(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = server.answers["/2"] = page("ok")
    listed = f"# addresses\n{server.url('/1')}\n\n{server.url('/2')}\n"
    (tmp_path / "urls.txt").write_text(listed, encoding="utf-8")
    for done in (
        run("check", tmp_path / "urls.txt", "--allow-private", "--json"),
        run("check", "-", "--allow-private", "--json", stdin=listed),
    ):
        assert sorted(json.loads(line)["url"] for line in done.stdout.splitlines()) == [
            server.url("/1"),
            server.url("/2"),
        ]
    assert address_list("see http://a.example/1") == []


def test_addresses_in_running_text_are_found_without_their_punctuation() -> None:
    text = 'See http://a.example/1, (http://b.example/x_(y)) <http://c.example>; [t](http://d.example/?a=1&amp;b=2). "http://e.example/."'
    assert addresses_in(text) == [
        "http://a.example/1",
        "http://b.example/x_(y)",
        "http://c.example",
        "http://d.example/?a=1&b=2",
        "http://e.example/",
    ]


def test_links_of_a_word_document_are_found(tmp_path: Path) -> None:
    target = "http://a.example/1?x=1&amp;y=2"
    relations = f'<Relationships><Relationship Id="r1" Target="{target}" TargetMode="External"/></Relationships>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("word/_rels/document.xml.rels", relations)
    (tmp_path / "a.docx").write_bytes(made.getvalue())
    assert addresses_of_file(tmp_path / "a.docx") == ["http://a.example/1?x=1&y=2"]


def test_addresses_can_be_left_out_asked_elsewhere_and_asked_with_a_header(server: Server, tmp_path: Path) -> None:
    server.answers["/new/1"] = page("ok")
    text = f"[a]({server.url('/old/1')}) and http://127.0.0.1:9/skipped"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = run(
        "check",
        tmp_path / "a.md",
        "--links",
        "--allow-private",
        "--json",
        "--exclude",
        "skipped",
        "--remap",
        "/old/=>/new/",
        "--header",
        "X-Token: 5",
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["url"] for report in found] == [server.url("/old/1")]  # its own, wherever it was asked
    assert server.url("/new/1") in found[0]["reason"] and found[0]["source"].endswith("a.md, line 1")
    assert server.requests[-1][2]["X-Token"] == "5"
    assert run("check", "http://a.example", "--header", "broken").returncode == 2
    assert run("check", "http://a.example", "--exclude", "(").returncode == 2
