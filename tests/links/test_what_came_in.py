"""What web archives and earlier runs say is looked at before it is believed."""

from __future__ import annotations

import json

import pytest

from citekit.cli.check_options import headers_of
from citekit.common.errors import UsageError
from citekit.links import Checker
from citekit.links.cache import report_of
from citekit.links.memento import _day, copy_address, timemap


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "http://a/\x1b[31m",
        "http://a/\u202e",
        'http://a/"',
        "http://a/ b",
        "http://a/}",
        ["http://a/"],
        "http://a/\ud800",
        "http://",
        "ftp://a/",
        "http://[x",
    ],
)
def test_no_address_of_a_copy_but_a_plain_one(value: object) -> None:
    assert copy_address(value) == ""
    assert copy_address("https://web.archive.org/web/2010/http://x/?a=1") != ""


def test_a_time_map_with_other_schemes_has_no_copies() -> None:
    line = '<{}>; rel="memento"; datetime="Sat, 02 Jan 2010 03:04:05 GMT",\n'
    assert timemap(line.format("javascript:alert(1)")) == []
    assert len(timemap(line.format("http://a.example/web/2010/http://x"))) == 1


@pytest.mark.parametrize(
    "stamp", ["99999999", "20101301", "20100230", "²²²²²²²²99", "20990102030405", "19000101", "2010", ""]
)
def test_no_day_that_there_was_not(stamp: str) -> None:
    assert _day(stamp) == ""
    assert _day("20100102030405") == "2010-01-02"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "x"},
        {"redirects": 5},
        {"redirects": [1]},
        {"seconds": "a"},
        {"reason": None},
        {"same": 3},
        {"id": []},
        {"final_url": {}},
        {"seconds": 10**400},
        {"status": True},
    ],
)
def test_a_field_of_another_kind_in_an_earlier_result_is_left_out(fields: dict[str, object]) -> None:
    report = report_of(json.dumps({"url": "http://a/", "verdict": "same", **fields}))
    assert report is not None and str(report) and hash(report) is not None


@pytest.mark.parametrize(
    "line", ['{"url": "http://a/", "verdict": []}', '{"url": 5, "verdict": "same"}', "[" * 90_000, "5"]
)
def test_an_odd_line_is_no_result(line: str) -> None:
    assert report_of(line) is None


def test_headers_of_the_connection_and_contacts_of_several_lines_are_refused() -> None:
    for name in ("Host", "Connection", "transfer-encoding", "Content-Length", "Proxy-Authorization"):
        with pytest.raises(UsageError, match="belongs to the connection"):
            headers_of([f"{name}: x"])
    with pytest.raises(UsageError, match="one line"):
        Checker(contact="a@b\r\nX-Evil: 1")
