"""Lists of addresses as people have them: from other programs, with marks of items, in other encodings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from citekit.common.errors import CitekitError
from citekit.sources.addresses import address_list
from tests.cli.runner import citekit as run
from tests.conftest import ROOT, Server, page


@pytest.mark.parametrize(
    "text",
    [
        "- http://a.example/1\n- http://a.example/2",
        "* <http://a.example/1>\n* <http://a.example/2>",
        "1. http://a.example/1\n2) http://a.example/2",
        "<http://a.example/1>\n<http://a.example/2>",
        "http://a.example/1,\nhttp://a.example/2;",
        '"http://a.example/1",\n"http://a.example/2"',
        "http://a.example/1, <http://a.example/2> both",
        "• http://a.example/1 a letter\n“http://a.example/2”",
    ],
)
def test_an_address_in_a_list_may_be_an_item_or_in_brackets(text: str) -> None:
    assert [str(one) for one in address_list(text)] == ["http://a.example/1", "http://a.example/2"]


def test_brackets_of_an_address_are_its_own() -> None:
    assert address_list("http://a.example/b_(c)\nhttp://a.example/?d='e'f") == [
        "http://a.example/b_(c)",
        "http://a.example/?d='e'f",
    ]


def test_items_that_are_citations_are_no_list() -> None:
    assert address_list("- Telegram, Shtykov to Vyshinsky. http://a.example/1\n- Another. http://a.example/2") == []


def test_a_list_of_comments_alone_is_said_to_be_one() -> None:
    (said,) = address_list("# http://a.example/1\n; none\n", "urls.txt")
    assert isinstance(said, CitekitError) and "urls.txt: there is no address in it, only comments" in str(said)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_a_list_is_read_in_the_encodings_of_windows(encoding: str, server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("ok")
    data = f"{server.url('/1')} lettre à Molé\r\n".encode(encoding)
    (tmp_path / "urls.txt").write_bytes(data)
    done = run("check", tmp_path / "urls.txt", "--allow-private", "--json")
    assert json.loads(done.stdout)["verdict"] == "alive" and done.returncode == 0
    assert ("read as Windows-1252" in done.stderr) is (encoding == "cp1252")
    command = [sys.executable, "-m", "citekit", "check", "-", "--allow-private", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    piped = subprocess.run(command, input=data, env=environment, capture_output=True, timeout=60)
    assert json.loads(piped.stdout)["verdict"] == "alive"


@pytest.mark.parametrize(
    ("piped", "said"), [(b"", "standard input: there is nothing"), (b"# a\n# b\n", "only comments")]
)
def test_standard_input_without_addresses_is_named_once(piped: bytes, said: str) -> None:
    command = [sys.executable, "-m", "citekit", "check", "-"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, input=piped, env=environment, capture_output=True, timeout=60)
    stderr = done.stderr.decode()
    assert done.returncode == 1 and stderr.count("\n") == 1 and said in stderr, stderr
