"""Copies in web archives: made when citing and kept in the record; pages that say something else than they did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citekit
from citekit import Document, UsageError
from citekit.links import Checker
from citekit.links.fingerprint import drift, fingerprint
from citekit.links.memento import web_archive_of
from citekit.links.page import Page
from tests.cli.runner import citekit as run
from tests.conftest import Server, page
from tests.links import Wayback

TITLE = "Telegram, Shtykov to Vyshinsky"
TEXT = " ".join(f"The ambassador reports on matter {n} of the talks with the prime minister." for n in range(60))
HTML = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"


def line(server: Server, folder: Path) -> Path:
    path = folder / "a.txt"
    place = "AVPRF, Fond 059a, Opis 5a, Delo 3"
    cited = f'"{TITLE}", March 24, 1950, Wilson Center Digital Archive, {place}. {server.url("/1")}'
    path.write_text(cited, encoding="utf-8")
    return path


def test_a_copy_that_is_made_when_citing_is_kept_in_the_record(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page(HTML.format(TITLE, "March 24, 1950"))
    url, archive = server.url("/1"), Wayback(server, server.url("/1"))
    server.answers[f"/web/save/{url}"] = server.answers[f"/save/{url}"]
    options = ["--archive", "--allow-private", "--memento", archive.base]
    copy = f"{archive.base}/web/20260101000000/{url}"
    record = json.loads(run("export", line(server, tmp_path), "--to", "csl-json", *options).stdout)[0]
    assert (record["URL"], record["custom"]["archive_url"]) == (url, copy)
    assert record["custom"]["archive_date"] == "2026-01-01"
    bib = run("export", line(server, tmp_path), "--to", "biblatex", *options).stdout
    again = citekit.loads(bib)
    assert again.extra["custom"]["archive_url"] == copy and again.url == url


def test_html_names_the_copy_beside_the_address_as_a_robust_link(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page(HTML.format(TITLE, "March 24, 1950"))
    url, archive = server.url("/1"), Wayback(server, server.url("/1"))
    server.answers[f"/web/save/{url}"] = server.answers[f"/save/{url}"]
    options = ["--archive", "--allow-private", "--memento", archive.base, "--output", "html"]
    copy = f"{archive.base}/web/20260101000000/{url}"
    for command in ("cite", "bibliography"):
        shown = run(command, line(server, tmp_path), *options).stdout
        assert f'<a href="{url}" data-versionurl="{copy}" data-versiondate="2026-01-01">' in shown


def test_a_quotation_mark_in_an_address_does_not_end_the_attribute() -> None:
    custom = {"archive_url": 'https://web.archive.org/web/2020/http://a/"onclick="x', "archive_date": '"'}
    doc = Document(title=TITLE, url="http://example.org/1", extra={"type": "webpage", "custom": custom})
    notes = citekit.Notes("chicago-notes", "html", links=True)
    assert 'onclick="' not in notes.cite(doc)


def test_where_no_copy_is_made_it_is_said_and_the_note_printed(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page(HTML.format(TITLE, "March 24, 1950"))
    done = run("cite", line(server, tmp_path), "--archive", "--allow-private", "--memento", server.url("/none"))
    assert done.returncode == 0 and TITLE in done.stdout and "no copy was made of" in done.stderr


@pytest.mark.parametrize(
    ("url", "archive"),
    [
        ("https://perma.cc/AB12-CD34", "Perma.cc"),
        ("https://web.archive.org/web/20190501120000/http://example.org/1", "Wayback Machine"),
        ("http://archive.is/Ab3dE", "archive.today"),
        ("https://example.org/web/2019/perma.cc/AB12-CD34", ""),
    ],
)
def test_an_address_of_a_copy_is_known_as_one(url: str, archive: str) -> None:
    assert web_archive_of(url) == archive


def test_another_web_archive_is_chosen_by_its_name() -> None:
    checker = Checker(rescue=True, memento="Arquivo.pt")
    assert checker.memento is not None and checker.memento.name == "Arquivo.pt"
    for address, name in (("https://arquivo.pt/", "Arquivo.pt"), ("https://u:p@web.a.example/x", "web.a.example")):
        checker = Checker(rescue=True, memento=address)
        assert checker.memento is not None and checker.memento.name == name
    with pytest.raises(UsageError, match=r"there is no web archive “arquivo.pz” \(did you mean “Arquivo.pt”"):
        Checker(rescue=True, memento="arquivo.pz")
    with pytest.raises(UsageError, match="makes no copies on request"):
        Checker(archive=True, memento="Memento aggregator")


def test_a_page_that_says_something_else_than_before_is_said_to_have_changed(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page(HTML.format(TITLE, TEXT))
    server.answers["/2"] = page(HTML.format(TITLE, TEXT))
    urls = [server.url("/1"), server.url("/2")]
    earlier = tmp_path / "earlier.jsonl"
    assert run("check", *urls, "--allow-private", "--drift", "--json", "-o", earlier).returncode == 0
    server.answers["/1"] = page(HTML.format(TITLE, TEXT.replace("ambassador", "gardener").replace("talks", "roses")))
    server.answers["/2"] = page(HTML.format(TITLE, TEXT + " Seen 4,731 times."))
    later = run("check", *urls, "--allow-private", "--drift", "--since", earlier, "--json")
    found = [json.loads(one) for one in later.stdout.splitlines()]
    assert [(one["url"], one["verdict"]) for one in found] == [(urls[0], "alive")]
    assert found[0]["changed_since"] and "the page has changed since" in found[0]["reason"]


def test_fingerprints_that_are_missing_or_none_say_nothing() -> None:
    one = fingerprint(Page(blocks=[TEXT]))
    assert len(one.partition("-")[0]) == 16 and fingerprint(Page()) == ""
    assert not drift(one.partition("-")[0], one) and not drift(one, f"{one[:16]}-zz")
    assert not drift("", one) and not drift("no", one) and not drift(one, one)
    assert drift(one, fingerprint(Page(blocks=["A recipe for soup with beans, and how long it is to be boiled."])))


def test_a_sentence_more_or_less_is_noticed_on_a_long_page() -> None:
    before = [
        f"The {n}th paragraph tells of the harvest in the year {1900 + n % 90} and of its price." for n in range(300)
    ]
    added = "Correction: the telegram was sent on the eve of the meeting, and not after it."
    one, other = (fingerprint(Page(blocks=blocks)) for blocks in (before[:40], [*before[:40], added]))
    assert drift(one, other) == "a sentence was added" and drift(other, one) == "a sentence was removed"
    corrected = [before[0].replace("1900", "1901"), *before[1:40]]
    assert drift(one, fingerprint(Page(blocks=corrected))) == "a sentence was added and a sentence was removed"
    long, less = (fingerprint(Page(blocks=blocks)) for blocks in (before, before[50:]))
    assert "removed" in drift(long, less) and not drift(long, fingerprint(Page(blocks=before[::-1])))


def test_counters_and_the_date_of_today_are_no_change() -> None:
    said = "This page was seen {} times and was last shown on {} May {} to somebody."
    one, other = (
        fingerprint(Page(blocks=[TEXT, said.format(*numbers)])) for numbers in ((4731, 3, 2024), (4732, 17, 2025))
    )
    assert not drift(one, other)


@pytest.mark.parametrize("said", ["Views: {}", "{} page views", "Просмотров: {}", "Downloaded {} times", "Aufrufe {}"])
def test_a_counter_changes_no_page_however_short(said: str) -> None:
    before, after, another = (
        fingerprint(Page(title=TITLE, blocks=[f"Date: {day} May 1950", said.format(count)]))
        for day, count in ((5, 101), (5, 2417), (6, 101))
    )
    assert before == after != another
