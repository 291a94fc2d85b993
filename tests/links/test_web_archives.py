"""The archive's own address of a document, addresses that have moved, and copies in a web archive."""

from __future__ import annotations

from pathlib import Path

import pytest

import citekit
from citekit.links import LinkReport
from citekit.links.fix import fix_file, replacement_address
from citekit.links.memento import timemap
from tests.cli.runner import citekit as run
from tests.conftest import Server, page
from tests.links import TITLE, Wayback, check, doc


@pytest.mark.parametrize(
    ("url", "number", "own"),
    [
        (
            "https://wilson-center.drivingcreative.com/document/113630",
            "",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "http://digitalarchive.wilsoncenter.org/document/113630",
            "",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "https://digitalarchive.wilsoncenter.org/document/some-slug-7",
            "113630",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "https://digitalarchive.wilsoncenter.org/node/108048",
            "113630",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "https://digitalarchive.wilsoncenter.org/node/108048",
            "",
            "https://digitalarchive.wilsoncenter.org/node/108048",
        ),
        ("https://example.org/document/113630", "113630", ""),
    ],
)
def test_mirrors_and_old_forms_of_an_address_are_known(url: str, number: str, own: str) -> None:
    from citekit.archives.hosts import own_address

    assert own_address(url, number) == own


def test_addresses_that_have_moved_for_good_are_written_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    old, new = "http://a.example/1", "https://b.example/one"
    path.write_text(f"See {old}. Not {old}0, but <{old}> and [{old}]({old}#p2).\n", encoding="utf-8")
    assert fix_file(path, {old: new}).count == 3
    assert path.read_text(encoding="utf-8") == f"See {new}. Not {old}0, but <{new}> and [{new}]({old}#p2).\n"
    assert replacement_address(LinkReport(old, "moved", 200, new)) == new
    assert not replacement_address(LinkReport(old, "redirected", 200, new))


def test_what_is_dead_is_found_in_a_web_archive_close_to_the_access_date(server: Server) -> None:
    dead = server.url("/gone")
    archive = Wayback(server, dead)
    seen = doc(dead, accessed=citekit.HistoricalDate.parse("2018-01-01"))
    report = check(seen, rescue=True, memento=archive.base)
    assert (report.verdict, report.archived, report.archived_date) == (
        "not-found",
        f"{archive.base}/web/20190501120000/{dead}",
        "2019-05-01",
    )
    report = check(seen, rescue=True, timemap=True, memento=archive.base)
    assert (report.archived_date, f"{archive.base.removeprefix('http://')} has a copy" in report.reason) == (
        "2018-01-01",
        True,
    )


def test_nothing_is_asked_of_a_web_archive_where_the_page_is_alive_or_nobody_asked(server: Server) -> None:
    server.answers["/1"] = page("ok")
    check(server.url("/1"), rescue=True, memento=server.url(""))
    check(server.url("/gone"))
    assert [r[1] for r in server.requests if "wayback" in r[1] or "/web/" in r[1]] == []


def test_a_page_that_is_alive_can_be_saved(server: Server) -> None:
    server.answers["/1"] = page("ok")
    archive = Wayback(server, server.url("/1"))
    server.answers[f"/web/save/{server.url('/1')}"] = server.answers[f"/save/{server.url('/1')}"]
    report = check(server.url("/1"), archive=True, memento=archive.base)
    assert report.archived == f"{archive.base}/web/20260101000000/{server.url('/1')}"


def test_a_web_archive_that_is_silent_or_talks_nonsense_changes_nothing(server: Server) -> None:
    report = check(server.url("/gone"), rescue=True, memento="http://127.0.0.1:9")
    assert (report.verdict, report.archived) == ("not-found", "")
    assert timemap('<x>; rel=memento, <<>>; datetime="no"' * 1000) == []


def test_a_note_is_cited_from_the_copy_and_the_record_keeps_both(server: Server, tmp_path: Path) -> None:
    dead = server.url("/gone")
    archive = Wayback(server, dead)
    line = f'"{TITLE}", March 24, 1950, Wilson Center Digital Archive, AVPRF, Fond 059a, Opis 5a, Delo 3. {dead}'
    (tmp_path / "a.txt").write_text(line, encoding="utf-8")
    options = ["--rescue", "--allow-private", "--memento", archive.base]
    done = run("cite", tmp_path / "a.txt", *options)
    assert f"{archive.base}/web/20190501120000/{dead}." in done.stdout
    record = run("export", tmp_path / "a.txt", "--to", "bibtex", *options).stdout
    assert f"original_url = {{{dead}}}" in record.replace("\\_", "_") and "archived = {2019-05-01}" in record
