"""Fetching records, only when asked, and politely; from a server on loopback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import citekit
from citekit import CitekitError
from citekit.archives.hosts import ris_address
from citekit.links.fetch import Fetched, Fetcher
from tests.cli.runner import citekit as run
from tests.conftest import ConcurrentAnswers, Server, page

PAGE = (
    (Path(__file__).parents[1] / "sources" / "pages" / "cia.html")
    .read_text(encoding="utf-8")
    .replace(
        '<link rel="canonical" href="https://www.cia.gov/readingroom/document/cia-rdp79t00935a000200360001-3">', ""
    )
)


def test_a_page_is_saved_and_can_be_cited_with_its_address(server: Server, tmp_path: Path) -> None:
    server.answers["/document/7"] = page(PAGE)
    done = run("fetch", server.url("/document/7"), "-o", tmp_path, "--allow-private")
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.iterdir()
    assert done.stdout.strip() == str(path)
    doc = citekit.read(path)
    assert (doc.title, doc.url) == ("SITUATION IN KOREA", server.url("/document/7"))


def test_a_password_in_the_address_is_not_saved_with_the_page(server: Server, tmp_path: Path) -> None:
    server.answers["/document/7"] = page(PAGE)
    address = server.url("/document/7")
    done = run("fetch", address.replace("//", "//user:secret@"), "-o", tmp_path, "--allow-private")
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.iterdir()
    assert "secret" not in path.read_text(encoding="utf-8") and citekit.read(path).url == address


def test_what_is_there_already_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    server.answers["/document/7"] = page(PAGE)
    fetcher = Fetcher(tmp_path, allow_private=True)
    assert [f.fresh for f in (fetcher.fetch(server.url("/document/7")), fetcher.fetch(server.url("/document/7")))] == [
        True,
        False,
    ]
    assert len(server.requests) == 1


def test_one_request_at_a_time_and_what_cannot_be_had_is_named(server: Server, tmp_path: Path) -> None:
    crowd = ConcurrentAnswers(page(PAGE))
    server.answers["/robots.txt"] = page("User-agent: *\nDisallow: /closed\n")
    for n in range(6):
        server.answers[f"/{n}"] = crowd
    urls = [
        *(server.url(f"/{n}") for n in range(6)),
        server.url("/closed/1"),
        server.url("/gone"),
        "ftp://example.org/x",
    ]
    found = list(Fetcher(tmp_path, allow_private=True).many(urls))
    errors = sorted(str(f).split(": ", 1)[1] for f in found if isinstance(f, CitekitError))
    assert (crowd.most, sum(isinstance(f, Fetched) for f in found)) == (1, 6)
    assert [e.split(" (")[0] for e in errors] == [
        "the server answered 404",
        "the site's robots.txt asks programs to stay away from it",
        "this is not a web address",
    ]


def test_the_archives_ris_record_has_an_address_of_its_own() -> None:
    assert (
        ris_address("https://wilson-center.drivingcreative.com/document/113630")
        == "https://digitalarchive.wilsoncenter.org/document/113630.ris"
    )
    assert ris_address("https://example.org/document/113630") == ""


def test_a_private_address_is_not_fetched_unless_allowed(server: Server, tmp_path: Path) -> None:
    with pytest.raises(CitekitError, match="private address"):
        Fetcher(tmp_path).fetch(server.url("/1"))
    assert server.requests == [] and not list(tmp_path.iterdir())


def saved(server: Server, folder: Path, body: bytes, kind: str) -> Path:
    server.answers["/x"] = page(body, headers={"Content-Type": kind})
    return Fetcher(folder, allow_private=True).fetch(server.url("/x")).path


@pytest.mark.parametrize("kind", ["image/jpeg", "text/html", ""])
def test_a_picture_keeps_its_bytes_and_its_ending(kind: str, server: Server, tmp_path: Path) -> None:
    picture = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20
    path = saved(server, tmp_path, picture, kind)
    assert path.suffix == ".jpg" and path.read_bytes() == picture


@pytest.mark.parametrize(
    "encoding, kind",
    [
        ("utf-16", "text/html"),
        ("windows-1251", "text/html; charset=windows-1251"),
        ("koi8-r", "text/html; charset=koi8-r"),
        ("utf-8", "text/html"),
    ],
)
def test_a_page_in_any_encoding_is_read_again(encoding: str, kind: str, server: Server, tmp_path: Path) -> None:
    russian = PAGE.replace("SITUATION IN KOREA", "Положение в Корее и переговоры")
    russian = re.sub(r"<meta[^>]*charset[^>]*>", "", russian)
    path = saved(server, tmp_path, russian.encode(encoding), kind)
    doc = citekit.read(path)
    assert (doc.title, doc.url) == ("Положение в Корее и переговоры", server.url("/x"))


@pytest.mark.parametrize(
    "text",
    [
        "<title>404 Not Found</title><h1>404 Not Found</h1><p>The page was not found.",
        "<title>Log in</title><h1>Log in</h1><form><input name=u><input type=password></form>",
        "<title>Just a moment...</title><h1>Checking your browser before accessing</h1>",
    ],
)
def test_what_the_check_knows_to_be_no_document_is_not_saved(text: str, server: Server, tmp_path: Path) -> None:
    server.answers["/x"] = page(text)
    done = run("fetch", server.url("/x"), "-o", tmp_path, "--allow-private")
    assert done.returncode == 1 and "nothing was saved" in done.stderr and not list(tmp_path.iterdir())


def test_a_link_in_the_files_place_is_not_followed_out_of_the_folder(server: Server, tmp_path: Path) -> None:
    server.answers["/x"] = page(PAGE)
    folder = tmp_path / "folder"
    name = Fetcher(folder, allow_private=True).fetch(server.url("/x")).path
    mine = tmp_path / "mine"
    mine.write_text("mine")
    name.unlink()
    name.symlink_to(mine)
    with pytest.raises(CitekitError, match="leads out of the folder"):
        Fetcher(folder, allow_private=True).fetch(server.url("/x"))
    assert mine.read_text() == "mine"


@pytest.mark.parametrize(
    "title",
    ["Access Denied: The Berlin Blockade Files", "Account Suspended: The Case of Ivan Petrov", "Нет доступа: письма"],
)
def test_a_record_whose_title_sounds_like_an_error_is_saved(title: str, server: Server, tmp_path: Path) -> None:
    body = f"<title>{title} | Archive</title><h1>{title}</h1><dl><dt>Date</dt><dd>1949</dd></dl>"
    assert saved(server, tmp_path, body.encode(), "text/html; charset=utf-8").suffix == ".html"


def test_a_page_that_says_only_that_is_not(server: Server, tmp_path: Path) -> None:
    body = (
        b"<title>Access Denied | Archive</title><h1>Access Denied</h1><p>You have no permission to see this page.</p>"
    )
    with pytest.raises(CitekitError, match="nothing was saved"):
        saved(server, tmp_path, body, "text/html; charset=utf-8")
