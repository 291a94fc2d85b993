"""Tables of data: read once, kept between runs, added to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from citekit.common import tables


def test_what_is_kept_of_a_table_is_as_new_as_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "x.toml"
    path.write_text('[[row]]\nname = "a"\n', encoding="utf-8")
    assert tables._read(path) == {"row": [{"name": "a"}]} == tables._read(path)
    assert len(list((tmp_path / "__pycache__").iterdir())) == 1
    path.write_text('[[row]]\nname = "b"\n', encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert tables._read(path) == {"row": [{"name": "b"}]}


def test_a_damaged_copy_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "x.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    tables._read(path)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    stamp = kept.read_bytes().split(b"\n", 1)[0]
    for rest in (b"", b"garbage", b"\xff" * 100):
        kept.write_bytes(stamp + b"\n" + rest)
        assert tables._read(path) == {"a": 1}


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "x.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "__pycache__").write_text("in the way", encoding="utf-8")
    assert tables._read(path) == {"a": 1}


def test_dates_are_read_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "x.toml"
    path.write_text("day = 1951-11-19\n", encoding="utf-8")
    assert tables._read(path)["day"].year == 1951 == tables._read(path)["day"].year


def test_what_is_added_comes_first_and_leaves_the_rest() -> None:
    merged = tables._merged({"row": [1], "words": {"a": "x", "b": "y"}}, {"row": [2], "words": {"b": "z"}, "new": 3})
    assert merged == {"row": [2, 1], "words": {"a": "x", "b": "z"}, "new": 3}
