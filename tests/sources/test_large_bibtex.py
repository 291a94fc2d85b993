"""BibTeX files of any size are read run by run, with the same documents as when they are read at once."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Union

import pytest

from citekit import Document, ReadError
from citekit.sources.bibtex import reader, runs
from citekit.sources.streaming import read_large

SAMPLES = sorted(Path(__file__).parent.glob("pandoc/*.bib")) + sorted(Path(__file__).parent.glob("samples/*.bib"))
BOOK = """@string{press = "Test Press"}

@incollection{chapter, crossref = {book}, title = {The Chapter}, pages = {1--9}}

@article{filler, title = {Filler}, journal = {Journal}, year = {1950}}

@book{book, title = {The Book}, publisher = press, year = {1951}}
"""


def in_runs(monkeypatch: pytest.MonkeyPatch, content: Union[str, Iterable[str]], size: int) -> list[str]:
    """What is found in a file that is read in runs of this size."""
    monkeypatch.setattr(runs, "RUN", size)
    monkeypatch.setattr(reader, "RUN", -1)
    return list(shown(reader.read(content, "x.bib")))


def shown(found: Iterable[object]) -> Iterator[str]:
    """Documents and errors, each with all that it says."""
    return (repr(vars(one)) if isinstance(one, Document) else str(one) for one in found)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [100, 2000])
@pytest.mark.slow
def test_a_file_in_runs_has_the_same_documents(path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text("utf-8")
    whole = list(shown(reader.read(text, "x.bib")))
    assert in_runs(monkeypatch, text, size) == whole
    assert in_runs(monkeypatch, (text[at : at + 77] for at in range(0, len(text), 77)), size) == whole


def test_an_entry_takes_over_from_one_that_stands_in_a_later_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "RUN", 10)
    monkeypatch.setattr(reader, "RUN", -1)
    chapter = next(one for one in reader.read(BOOK, "x.bib") if isinstance(one, Document))
    item = chapter.to_csl()
    assert (item["container-title"], item["publisher"]) == ("The book", "Test Press")


def test_a_key_that_comes_again_in_a_later_run_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "RUN", 10)
    monkeypatch.setattr(reader, "RUN", -1)
    *_, last = reader.read(BOOK + "\n@misc{filler, title = {Another}}\n", "x.bib")
    assert isinstance(last, Document)
    assert last.warnings == ("there are several entries with the key “filler”",)


@pytest.mark.parametrize("end", ["}", ""])
def test_an_entry_that_is_too_large_is_named_and_the_others_are_read(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MAX_ENTRY", 5000)
    lines = "words of a title\n" * 1000
    text = f"@misc{{a, title = {{First}}}}\n\n@misc{{b, title = {{{lines}}}{end}\n\n@misc{{c, title = {{Last}}}}\n"
    monkeypatch.setattr(reader, "RUN", -1)
    found = list(reader.read(text, "x.bib"))
    assert [one.key for one in found if isinstance(one, Document)] == ["a", "c"]
    assert [str(one) for one in found if isinstance(one, ReadError)] == [
        "x.bib, line 3: the entry is too large (over 20 million characters) (take it out, or close its braces)"
    ]


def test_a_large_file_is_known_by_its_first_block() -> None:
    found = list(read_large(io.BytesIO(BOOK.encode() * 2), "x.bib", "x.bib"))
    assert [one.key for one in found if isinstance(one, Document)] == ["chapter", "filler", "book"] * 2


def test_strings_that_double_are_refused_in_a_file_of_any_size() -> None:
    doubling = [
        "@string{s0 = " + '"' + "x" * 500_000 + '"}\n',
        *(f'@string{{s{n} = s0 # "y"}}\n' for n in range(1, 200)),
    ]
    found = list(reader.read(iter([*doubling, "@misc{a, title = {A}}\n"]), "x.bib"))
    assert any("the strings are too large" in str(one) for one in found)
