"""What ``--fix`` writes of addresses that have moved: no page to which many lead, no session of one visit."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from citekit.links.moved import collected, plain_address, without_session
from tests.cli.runner import citekit as run
from tests.conftest import Server, page

OPTIONS = ["--allow-private", "--no-robots", "--fix", "--fail-on", "none"]
DOCUMENT = "<title>{0}</title><h1>{0}</h1><p>" + "The mission left for Ankara in spring. " * 9 + "</p>"


def moved(to: str, status: int = 301) -> object:
    return page("", status=status, headers={"Location": to})


def test_several_addresses_that_lead_to_one_page_are_left(server: Server, tmp_path: Path) -> None:
    server.answers["/collections"] = page(DOCUMENT.format("Collections"))
    server.answers["/new"] = page(DOCUMENT.format("Letter"))
    for n in range(3):
        server.answers[f"/old/{n}"] = moved("/collections")  # type: ignore[assignment]
    server.answers["/old/letter"] = moved("/new")  # type: ignore[assignment]
    text = " and ".join(server.url(f"/old/{name}") for name in (0, 1, 2, "letter"))
    (tmp_path / "a.md").write_text(text)
    done = run("check", "--links", "a.md", *OPTIONS, cwd=tmp_path)
    assert (tmp_path / "a.md").read_text() == text.replace("/old/letter", "/new")
    assert done.stderr.count("it leads with 2 others to one page") == 3 and done.returncode == 1


def test_two_ways_to_write_one_address_are_no_other_pages(server: Server, tmp_path: Path) -> None:
    server.answers["/new"] = page(DOCUMENT.format("Letter"))
    for old in ("/old", "/old/"):
        server.answers[old] = moved("/new")  # type: ignore[assignment]
    (tmp_path / "a.md").write_text(f"{server.url('/old')} and {server.url('/old/')}")
    run("check", "--links", "a.md", *OPTIONS, cwd=tmp_path)
    assert (tmp_path / "a.md").read_text() == f"{server.url('/new')} and {server.url('/new')}"


def test_a_page_that_is_the_document_may_be_written_beside_others(server: Server, tmp_path: Path) -> None:
    server.answers["/new"] = page(DOCUMENT.format("Letter from Rouse to Erkin"))
    items = []
    for name, title in (("a", "Letter from Rouse to Erkin"), ("b", "Minutes of the Harbour Board")):
        server.answers[f"/old/{name}"] = moved("/new")  # type: ignore[assignment]
        items.append({"id": name, "type": "document", "title": title, "URL": server.url(f"/old/{name}")})
    (tmp_path / "a.json").write_text(json.dumps(items))
    run("check", "a.json", *OPTIONS, cwd=tmp_path)
    urls = [item["URL"] for item in json.loads((tmp_path / "a.json").read_text())]
    assert urls == [server.url("/new"), server.url("/old/b")]


@pytest.mark.parametrize("session", ["/new;jsessionid=A1B2C3D4E5", "/new?PHPSESSID=ab12cd34ef56", "/new?cookieSet=1"])
def test_no_session_is_written(server: Server, tmp_path: Path, session: str) -> None:
    server.answers["/old"] = moved(session)  # type: ignore[assignment]
    server.answers[session] = page(DOCUMENT.format("Letter"))
    (tmp_path / "a.md").write_text(server.url("/old"))
    done = run("check", "--links", "a.md", *OPTIONS, cwd=tmp_path)
    assert (tmp_path / "a.md").read_text() == server.url("/old") and "of one visit" in done.stderr
    server.answers["/new"] = page(DOCUMENT.format("Letter"))
    run("check", "--links", "a.md", *OPTIONS, cwd=tmp_path)
    assert (tmp_path / "a.md").read_text() == server.url("/new")


def test_a_session_added_to_the_address_itself_changes_nothing(server: Server, tmp_path: Path) -> None:
    server.answers["/doc"] = moved("/doc;jsessionid=A1B2C3D4E5")  # type: ignore[assignment]
    server.answers["/doc;jsessionid=A1B2C3D4E5"] = page(DOCUMENT.format("Letter"))
    (tmp_path / "a.md").write_text(server.url("/doc"))
    done = run("check", "--links", "a.md", *OPTIONS, cwd=tmp_path)
    assert (tmp_path / "a.md").read_text() == server.url("/doc") and done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "address, plain",
    [
        ("http://a.example/x;jsessionid=1F2E.node1?id=5", "http://a.example/x?id=5"),
        ("http://a.example/x?id=5&PHPSESSID=abc&lang=de", "http://a.example/x?id=5&lang=de"),
        ("http://a.example/(S(lit3py55t21z5v55vlm25s55))/doc.aspx?k=1", "http://a.example/doc.aspx?k=1"),
        ("http://a.example/x?utm_source=mail&fbclid=IwAR0", "http://a.example/x"),
        ("http://a.example/x?sid=a8f5f167f44f4964e6c998dee827110c", "http://a.example/x"),
        ("http://a.example/x?sid=99", "http://a.example/x?sid=99"),
        ("http://a.example/x?a=1&&b=%20c", "http://a.example/x?a=1&&b=%20c"),
        ("http://a.example/x?state=bavaria", "http://a.example/x?state=bavaria"),
    ],
)
def test_what_belongs_to_one_visit(address: str, plain: str) -> None:
    assert without_session(address) == plain


def test_addresses_that_differ_in_nothing_are_one() -> None:
    same = ["http://a.example/x", "https://www.a.example/x/", "http://A.example/x/index.html", "http://a.example/x#2"]
    assert len(set(map(plain_address, same))) == 1
    assert plain_address("http://a.example/x?id=1") != plain_address("http://a.example/x?id=2")
    assert collected({"http://a.example/1": "http://b.example/", "http://a.example/2": "http://b.example/"})
    assert not collected({"http://a.example/1": "http://b.example/", "https://a.example/1": "http://b.example/"})


def test_a_file_of_several_names_keeps_them(server: Server, tmp_path: Path) -> None:
    server.answers["/old"] = moved("/new")  # type: ignore[assignment]
    server.answers["/new"] = page(DOCUMENT.format("Letter"))
    (tmp_path / "a.md").write_text(server.url("/old"))
    os.link(tmp_path / "a.md", tmp_path / "b.md")
    run("check", "--links", "a.md", *OPTIONS, cwd=tmp_path)
    assert (tmp_path / "b.md").read_text() == server.url("/new") and (tmp_path / "a.md").stat().st_nlink == 2


def test_fetch_does_not_print_the_password_of_an_address(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page(DOCUMENT.format("Letter"))
    url = server.url("/1").replace("//", "//me:secret@")
    done = run("fetch", "--json", "--allow-private", "-o", tmp_path, url)
    assert done.returncode == 0 and "secret" not in done.stdout + done.stderr and server.url("/1")[7:] in done.stdout


def test_a_device_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "z.md").symlink_to("/dev/zero")
    done = run("check", "z.md", cwd=tmp_path)
    assert done.returncode == 1 and "device" in done.stderr


def test_a_list_may_come_through_a_pipe(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page(DOCUMENT.format("Letter"))
    os.mkfifo(tmp_path / "pipe")
    text = server.url("/1") + "\n"
    threading.Thread(target=(tmp_path / "pipe").write_text, args=(text,), daemon=True).start()
    done = run("check", "--allow-private", "--json", "pipe", cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout)["url"] == server.url("/1"), done.stderr
