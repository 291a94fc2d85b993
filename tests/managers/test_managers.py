"""Straight into the reference manager: Zotero's connector, played by a server on loopback that refuses what it
refuses; JabRef's program.
"""

from __future__ import annotations

import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import citekit
from citekit.managers import self_test
from citekit.managers.base import PushError, PushResult
from citekit.managers.jabref import push as push_jabref
from citekit.managers.losses import losses
from citekit.managers.zotero import Zotero
from citekit.managers.zotero_web import WebLibrary, _count_confirmed
from tests.cli.runner import citekit as run
from tests.conftest import QuietHandler, start_server
from tests.exporters import zotero_model
from tests.exporters.varied import varied


def zotero_json(item: zotero_model.Item) -> dict[str, Any]:
    """An item of the model as Zotero answers with it."""
    named = {_NAMES.get(name, name): "; ".join(values) for name, values in item.values.items()}
    roles = zotero_model.ROLES.get(item.kind, "author").split() + ["author"]
    names = [name.split(", ", 1) for role in dict.fromkeys(roles) for name in item.values.get(role, ())]
    return {
        **{name: value for name, value in named.items() if name not in roles and name != "keyword"},
        "creators": [{"lastName": n[0], "firstName": n[1]} if len(n) > 1 else {"name": n[0]} for n in names],
        "tags": [{"tag": tag} for tag in item.values.get("keyword", ())],
        "extra": "\n".join(f"{label}: {value}" for label, values in item.extra.items() for value in values),
    }


_NAMES = {"archive_location": "archiveLocation", "issued": "date", "URL": "url", "abstract": "abstractNote"}


class Connector:
    """A server that answers as Zotero's connector does (server.js, server_connector.js), over RIS read by rispy."""

    def __init__(self) -> None:
        self.version: str | None = "10.0.0"
        self.editable = True
        self.drops: set[str] = set()
        self.sessions: set[str] = set()
        self.taken = 0
        self.styles: list[str] = []
        self.items: list[dict[str, Any]] = []
        outer = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                self.answer(
                    200,
                    (
                        "<!DOCTYPE html><html><body>Zotero is running</body></html>"
                        if self.path == "/connector/ping"
                        else ""
                    ),
                )

            def do_POST(self) -> None:
                length = self.headers.get("Content-Length")
                if length is None:
                    return self.answer(400, "Content-length not provided")
                body = self.rfile.read(int(length)).decode("utf-8")
                browser = (self.headers.get("User-Agent") or "").startswith("Mozilla/") or "Origin" in self.headers
                if browser and "X-Zotero-Connector-API-Version" not in self.headers:
                    return self.answer(403, "Request not allowed")
                address = urlsplit(self.path)
                if address.path == "/connector/installStyle":
                    outer.styles.append(body)
                    return self.answer(201, json.dumps({"name": "A style"}))
                return self.answer(*outer.imported(body, parse_qs(address.query).get("session", [""])[0]))

            def answer(self, status: int, body: str) -> None:
                self.reply(status, body, {"X-Zotero-Version": outer.version} if outer.version else {})

        self.http = start_server(Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def imported(self, body: str, session: str) -> tuple[int, str]:
        if not self.editable:
            return 500, json.dumps({"libraryEditable": False})
        if session in self.sessions or self.taken:
            self.taken = max(0, self.taken - 1)
            return 409, json.dumps({"error": "SESSION_EXISTS"})
        self.sessions.add(session)
        made = [zotero_json(item) for item in zotero_model.from_ris(body)]
        if not made:
            return 400, "No import translator found for given data"
        made = [{name: value for name, value in item.items() if name not in self.drops} for item in made]
        self.items += made
        return 201, json.dumps(made)


@pytest.fixture
def connector() -> Iterator[Connector]:
    pytest.importorskip("rispy")
    made = Connector()
    yield made
    made.http.shutdown()
    made.http.server_close()


def test_documents_go_straight_into_zotero(connector: Connector, example: Path) -> None:
    docs = list(citekit.read_all([example, example.parent / "tass-digest.md"]))
    sent = Zotero(connector.url).push(docs)
    assert (sent.count, sent.losses) == (2, [])
    assert [item["archive"] for item in connector.items] == [
        "Wilson Center Digital Archive",
        "History and Public Policy Program Digital Archive",
    ]
    assert (
        connector.items[0]["archiveLocation"].startswith("APRF, Fond 3") and connector.items[0]["date"] == "1951-11-19"
    )


def test_what_zotero_does_not_keep_is_named(connector: Connector, example: Path) -> None:
    connector.drops = {"archiveLocation", "language"}
    sent = Zotero(connector.url).push([citekit.read(example)])
    assert sent.losses == [
        "“Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev”: Zotero did not keep the reference,"
        " the language"
    ]


def test_a_session_that_is_taken_is_tried_again_under_another_name(connector: Connector, example: Path) -> None:
    connector.taken = 1
    assert Zotero(connector.url).push([citekit.read(example)]).count == 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("read-only", "cannot be edited"),
        ("junk", "no importer"),
        ("taken", "answered 409"),
        ("another program", "is not Zotero"),
    ],
)
def test_a_refusal_is_one_clear_message(connector: Connector, example: Path, trouble: str, words: str) -> None:
    zotero = Zotero(connector.url)
    if trouble == "read-only":
        connector.editable = False
    elif trouble == "taken":
        connector.taken = 5
    elif trouble == "another program":
        connector.version = None
        connector.http.RequestHandlerClass.do_GET = lambda self: self.answer(200, "JabRef")  # type: ignore[attr-defined]
    with pytest.raises(PushError, match=words):
        if trouble == "junk":
            zotero._import("not a record", "text/plain")
        else:
            zotero.push([citekit.read(example)])


def test_the_command_sends_documents_and_installs_a_style(connector: Connector, example: Path) -> None:
    done = run("push", "zotero", example, "--style", "chicago-notes", "--url", connector.url)
    assert done.returncode == 0, done.stderr
    assert "Zotero installed A style" in done.stderr and "1 document sent to Zotero" in done.stderr
    assert connector.styles[0].lstrip().startswith("<?xml") and len(connector.items) == 1


def test_a_zotero_that_does_not_run_is_a_message(example: Path) -> None:
    done = run("push", "zotero", example, "--url", "http://127.0.0.1:9")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Zotero is not running" in done.stderr and "start Zotero" in done.stderr


@pytest.mark.parametrize("new_interpreter", [False, True])
def test_what_zotero_did_not_take_is_in_a_file_to_import_later(
    new_interpreter: bool, example: Path, temporary_files: Path
) -> None:
    done = run("push", "zotero", example, "--url", "http://127.0.0.1:9", own_tables=new_interpreter)
    named = re.search(r"or import (\S+) in Zotero later", done.stderr)
    assert named is not None
    kept = Path(named[1])
    assert kept.parent == temporary_files and "TY  - " in kept.read_text(encoding="utf-8")


def test_documents_of_many_kinds_go_into_zotero_without_a_loss_that_is_none(connector: Connector) -> None:
    docs = varied()
    sent = Zotero(connector.url).push(docs)
    assert (sent.count, sent.losses, str(sent)) == (
        len(docs),
        [],
        f"{len(docs)} documents sent to Zotero; it kept everything",
    )


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("creators", "the author, the recipient"),
        ("tags", "the keywords"),
        ("extra", "the collection, the archive’s place"),
        ("date", "the date"),
    ],
)
def test_each_thing_that_zotero_drops_is_named(field: str, words: str) -> None:
    doc = citekit.Document.from_csl(
        {
            "id": "x",
            "type": "personal_communication",
            "title": "A <i>Letter</i> & More",
            "author": [{"family": "Creel", "given": "George"}],
            "recipient": [{"family": "House", "given": "Edward M."}],
            "issued": {"date-parts": [[1918, 9, 25]]},
            "keyword": "armistice; peace",
            "archive_collection": "House Papers",
            "archive-place": "New Haven, CT",
        }
    )
    item = {
        "title": "A Letter & More",
        "creators": [{"lastName": "Creel", "firstName": "George"}, {"lastName": "House", "firstName": "Edward M."}],
        "date": "25 September 1918 09",
        "tags": [{"tag": "armistice"}, {"tag": "peace"}],
        "extra": "archive_collection: House Papers\narchive-place: New Haven, CT",
    }
    assert losses([doc], [item]) == []
    assert losses([doc], [{**item, field: [] if isinstance(item[field], list) else ""}]) == [
        f"“A <i>Letter</i> & More”: Zotero did not keep {words}"
    ]


def test_an_answer_without_end_is_cut_off(connector: Connector, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citekit.managers.zotero.MAX_ANSWER", 1000)
    connector.http.RequestHandlerClass.do_GET = lambda self: self.answer(200, "x" * 100_000)  # type: ignore[attr-defined]
    with pytest.raises(PushError, match="too much"):
        Zotero(connector.url).push([citekit.read(example)])


def test_what_could_not_be_sent_is_in_a_file_that_zotero_can_import(example: Path) -> None:
    with pytest.raises(PushError) as caught:
        Zotero("http://127.0.0.1:9").push([citekit.read(example)])
    (path,) = re.findall(r"import (\S+\.ris)", caught.value.hint)
    assert Path(path).read_text(encoding="utf-8").startswith("TY  - ")
    Path(path).unlink()


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> None:
    """A display, as far as the environment states one."""
    monkeypatch.setenv("DISPLAY", ":99")


def test_jabref_without_a_display_is_not_started(
    tmp_path: Path, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    program = tmp_path / "jabref"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(PushError, match="no display"):
        push_jabref([citekit.read(example)], program=str(program))
    assert not (tmp_path / "started").exists()


@pytest.mark.usefixtures("display")
def test_a_jabref_that_crashes_is_a_message_and_leaves_no_process(tmp_path: Path, example: Path) -> None:
    program = tmp_path / "jabref"
    program.write_text(
        f"#!/bin/sh\necho $$ > {tmp_path}/pid\necho 'java.awt.HeadlessException: No display' >&2\nexec sleep 60\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    with pytest.raises(PushError, match="HeadlessException"):
        push_jabref([citekit.read(example)], program=str(program), patience=1.0)
    pid = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.usefixtures("display")
def test_jabref_is_given_a_file_that_it_can_read(tmp_path: Path, example: Path) -> None:
    program = tmp_path / "jabref"
    program.write_text(f'#!/bin/sh\n[ "$1" = --importToOpen ] && cp "$2" "{tmp_path}/came.bib"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    sent = push_jabref([citekit.read(example)], program=str(program))
    assert (sent.count, str(sent)) == (1, "1 document sent to JabRef")
    assert "Soviet Politburo Decision" in (tmp_path / "came.bib").read_text(encoding="utf-8")


@pytest.mark.usefixtures("display")
def test_a_jabref_that_is_not_there_or_does_not_start_is_a_message(tmp_path: Path, example: Path) -> None:
    with pytest.raises(PushError, match="not installed"):
        push_jabref([citekit.read(example)], program=str(tmp_path / "nothing"))
    program = tmp_path / "broken"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(PushError, match="status 3"):
        push_jabref([citekit.read(example)], program=str(program))


# the library at zotero.org

_HAS = {
    "manuscript": (
        "title abstractNote manuscriptType place date numPages language shortTitle url accessDate archive"
        " archiveLocation libraryCatalog callNumber rights extra"
    ),
    "document": (
        "title abstractNote type date publisher place language shortTitle url accessDate archive archiveLocation"
        " libraryCatalog callNumber rights extra"
    ),
    "letter": (
        "title abstractNote letterType date language shortTitle url accessDate archive archiveLocation libraryCatalog"
        " callNumber rights extra"
    ),
    "book": (
        "title abstractNote series edition place publisher date numPages language ISBN shortTitle url accessDate"
        " archive archiveLocation extra"
    ),
}
_MAY = {"letter": ["author", "contributor", "recipient"]}


class Web:
    """A server that answers as Zotero's web API does (version 3): templates, creator types, items with a key that
    may write.
    """

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.batches: list[int] = []
        outer = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                kind = parse_qs(address.query)["itemType"][0]
                if address.path == "/items/new":
                    self.answer(200, dict.fromkeys(["itemType", "creators", "tags", *_HAS[kind].split()], ""))
                else:
                    self.answer(
                        200,
                        [{"creatorType": c} for c in _MAY.get(kind, ["author", "contributor", "editor", "translator"])],
                    )

            def do_POST(self) -> None:
                if self.headers.get("Zotero-API-Key") != "secret":
                    return self.answer(403, "Forbidden")
                assert self.path == "/users/7/items" and self.headers.get("Zotero-Write-Token")
                items = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.batches.append(len(items))
                failed = {}
                for n, one in enumerate(items):
                    unknown = set(one) - {
                        "itemType",
                        "creators",
                        "tags",
                        "collections",
                        "relations",
                        *_HAS[one["itemType"]].split(),
                    }
                    if unknown or "refuse" in one.get("title", ""):
                        failed[str(n)] = {
                            "code": 400,
                            "message": f"'{sorted(unknown)}' is not a valid field" if unknown else "refused",
                        }
                    else:
                        outer.items.append(one)
                taken = {str(n): "ABCD2345" for n in range(len(items)) if str(n) not in failed}
                self.answer(200, {"success": taken, "unchanged": {}, "failed": failed})

            def answer(self, status: int, body: Any) -> None:
                self.reply(status, json.dumps(body))

        self.http = start_server(Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.http.shutdown()
    made.http.server_close()


def test_documents_go_into_the_library_at_zotero_org_and_nothing_of_them_is_lost(web: Web, example: Path) -> None:
    docs = list(citekit.read_all([example, example.parent / "tass-digest.md"]))
    letter = citekit.Document.from_csl(
        {
            "id": "l",
            "type": "personal_communication",
            "author": [{"family": "Creel", "given": "George"}],
            "recipient": [{"literal": "Colonel House"}],
            "archive": "A Library",
            "archive_collection": "The Papers",
        }
    )
    sent = WebLibrary("secret", "7", base=web.url).push([*docs, letter])
    assert (sent.count, sent.losses) == (3, [])
    decision, digest, written = web.items
    assert (decision["itemType"], decision["date"], decision["archive"]) == (
        "document",
        "1951-11-19",
        "Wilson Center Digital Archive",
    )
    assert (
        decision["archiveLocation"].startswith("APRF, Fond 3")
        and "Record Number: 113630" in decision["extra"]
        and decision["language"] == "Russian"
    )
    assert {"creatorType": "translator", "lastName": "Goldberg", "firstName": "Gary"} in digest["creators"]
    assert [c["creatorType"] for c in sorted(written["creators"], key=lambda c: c["creatorType"])] == [
        "author",
        "recipient",
    ]
    assert "archive_collection: The Papers" in written["extra"]


def test_many_go_in_batches_and_what_is_refused_is_named(web: Web) -> None:
    docs = [
        citekit.Document(
            title="please refuse this" if n == 60 else f"Document {n}", host="Wilson Center Digital Archive"
        )
        for n in range(120)
    ]
    sent = WebLibrary("secret", "7", base=web.url).push(docs)
    assert (web.batches, sent.count, sent.losses) == ([50, 50, 20], 119, ["“please refuse this” was refused: refused"])
    assert sent.refused == 1


class Odd:
    """A server that answers every request with the same bytes, all at once or (``drip``) without end."""

    def __init__(self, status: int, body: bytes, drip: bytes = b"") -> None:
        class Handler(QuietHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/connector/ping"):
                    return self.reply(200, "Zotero is running")
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)
                while drip:
                    self.wfile.write(drip)
                    time.sleep(0 if len(drip) > 100 else 0.1)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

        self.http = start_server(Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"


@pytest.fixture
def odd() -> Iterator[Callable[..., Odd]]:
    made: list[Odd] = []

    def make(*arguments: Any) -> Odd:
        made.append(Odd(*arguments))
        return made[-1]

    yield make
    for server in made:
        server.http.shutdown()
        server.http.server_close()


@pytest.mark.parametrize("body", [b"<html>", b"null", b"[[1]]", b"[" * 100_000, b'{"a": ', b"\xff\xfe"])
def test_templates_of_any_shape_are_an_error_in_words(body: bytes, odd: Callable[..., Odd], example: Path) -> None:
    with pytest.raises(PushError, match="cannot be read"):
        WebLibrary("k", "7", base=odd(200, body).url).push([citekit.read(example)])


@pytest.mark.parametrize("drip", [b" " * 100_000, pytest.param(b" ", marks=pytest.mark.slow)])
def test_an_answer_without_end_is_broken_off(drip: bytes, odd: Callable[..., Odd], example: Path) -> None:
    server = odd(201, b"[", drip)
    with pytest.raises(PushError, match=r"too much|too slowly"):
        WebLibrary("k", "7", base=server.url, timeout=1.0).push([citekit.read(example)])
    with pytest.raises(PushError, match="may have arrived"):
        Zotero(server.url, timeout=1.0).push([citekit.read(example)])


@pytest.mark.parametrize("body", [b"null", b"<html>", b"[" * 100_000])
def test_an_import_whose_answer_cannot_be_read_may_have_arrived(
    body: bytes, odd: Callable[..., Odd], example: Path
) -> None:
    with pytest.raises(PushError, match="may have arrived"):
        Zotero(odd(201, body).url).push([citekit.read(example)])


@pytest.mark.parametrize(
    "answer", [None, [], {}, {"failed": {"99": {"message": "x"}}}, {"failed": [1]}, {"failed": {"0": "\x1b[31mno"}}]
)
def test_what_is_not_confirmed_is_not_sent(answer: Any) -> None:
    sent = PushResult("the Zotero library")
    _count_confirmed(sent, [citekit.Document(title="A")], answer)
    assert (sent.count, sent.refused, len(sent.losses)) == (0, 1, 1) and "\x1b" not in sent.losses[0]


def test_a_key_that_may_not_write_or_is_missing_is_a_message(
    web: Web, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PushError, match="may not write"):
        WebLibrary("wrong", "7", base=web.url).push([citekit.read(example)])
    monkeypatch.delenv("ZOTERO_API_KEY", raising=False)
    done = run("push", "zotero", example, "--web")
    assert done.returncode == 2 and "ZOTERO_API_KEY" in done.stderr


def test_the_self_test_tries_the_protocol_without_a_zotero(example: Path) -> None:
    pytest.importorskip("rispy")
    done = run("push", "zotero", example, "--self-test")
    assert done.returncode == 0, done.stderr
    assert "1 document sent to a stand-in for Zotero (self-test); it kept everything" in done.stderr


def test_the_self_tests_connector_refuses_what_zotero_refuses() -> None:
    import requests

    with self_test.connector() as base:
        record = b"TY  - MANSCPT\nTI  - T\nER  - \n"
        address = f"{base}/connector/import?session=one"
        assert requests.post(address, data=record, timeout=5).status_code == 201
        assert requests.post(address, data=record, timeout=5).status_code == 409
        assert requests.post(f"{base}/connector/import?session=two", data=b"junk", timeout=5).status_code == 400
        browser = {"User-Agent": "Mozilla/5.0"}
        assert (
            requests.post(f"{base}/connector/import?session=3", data=record, headers=browser, timeout=5).status_code
            == 403
        )
        foreign = {"Host": "example.org"}
        assert requests.get(f"{base}/connector/ping", headers=foreign, timeout=5).status_code == 400


def test_no_document_of_any_kind_loses_anything_on_the_way() -> None:
    pytest.importorskip("rispy")
    sent = self_test.run_self_test(varied())
    assert (sent.count, sent.losses) == (len(varied()), [])


def test_years_before_christ_and_two_places_are_no_losses_either() -> None:
    decree = {"id": "a", "type": "document", "title": "Decree", "issued": {"date-parts": [[-196, 3, 27]]}}
    places = {"event-place": "Toronto", "publisher-place": "Ottawa"}
    paper = {"id": "b", "type": "paper-conference", "title": "Paper", **places}
    assert self_test.run_self_test([citekit.Document.from_csl(decree), citekit.Document.from_csl(paper)]).losses == []
