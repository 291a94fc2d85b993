"""Null characters in records: left out and said where the rest is text; what is no text is still refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit import CitekitError, Document
from citekit.sources import read_bytes

RIS = "TY  - BOOK\nTI  - One\nER  - \n\nTY  - BOOK\nTI  - T\0wo\nER  - \n"


def found(data: bytes, name: str = "a.ris") -> tuple[list[str], list[str], list[str]]:
    """(titles, remarks, errors)."""
    listed = list(read_bytes(data, name, name))
    docs = [one for one in listed if isinstance(one, Document)]
    errors = [str(one) for one in listed if isinstance(one, CitekitError)]
    return [doc.title for doc in docs], [remark for doc in docs for remark in doc.warnings], errors


@pytest.mark.parametrize("at", ["\0", "\0\0"])
def test_the_other_records_are_read_and_it_is_said(at: str) -> None:
    titles, remarks, errors = found((RIS.replace("\0", at) + RIS.replace("\0", "") * 5).encode())
    assert titles == ["One", "Two"] * 6 and errors == []
    assert [remark.split(" in ")[0] for remark in remarks] == [f"{len(at)} null character{'s' * (len(at) > 1)}"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"@book{a, title={O\0ne}}", "a.bib"),
        (b"<mods xmlns='http://www.loc.gov/mods/v3'><titleInfo><title>One\0</title></titleInfo></mods>", "a.xml"),
        (b"title,date\nOne,1900\n" + bytes(4096), "a.csv"),
        ("Title;Date\nOné;1900\n".encode("cp1252") + bytes(9), "a.csv"),
    ],
)
def test_so_they_are_in_other_formats_and_at_the_end_of_a_file(data: bytes, name: str) -> None:
    titles, remarks, errors = found(data, name)
    assert [title[:2] for title in titles] == ["On"] and errors == []
    assert any("null character" in remark for remark in remarks)


def test_utf_16_is_no_damage() -> None:
    for encoding in ("utf-16", "utf-16-le"):
        assert found(RIS.replace("\0", "").encode(encoding)) == (["One", "Two"], [], [])


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 9, b"\x7fELF\2\1\1\0" + bytes(90), bytes(500), b"a\0b\0\0c\1" * 30]
)
def test_what_is_no_text_is_refused_with_a_hint_that_fits(data: bytes, tmp_path: Path) -> None:
    titles, _, (error,) = found(data)
    assert titles == [] and ("not a text" in error or "nothing to read" in error or "empty" in error), error
