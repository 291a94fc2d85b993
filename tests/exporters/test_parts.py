"""A file that several processes write in parts: every exporter's are joined to the file that one writes, and one that
does not say how, or says it wrongly, writes no broken file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from citekit import CitekitError, Document
from citekit.batch import Piece, export_pieces, workers
from citekit.document.keyed import keyed
from citekit.exporters import base
from citekit.exporters.base import Exporter, Parts, export_documents, exporters
from citekit.exporters.options import ExportOptions
from tests.exporters.varied import varied


@pytest.mark.parametrize("to", sorted(exporters()))
def test_parts_joined_are_the_file_that_is_written_at_once(to: str) -> None:
    exporter, docs = exporters()[to], keyed(varied())
    assert exporter.parts is not None, "without `parts` only one process can write it"
    for options in (ExportOptions(), ExportOptions(columns=("title", "date") if to == "csv" else ())):
        middle = exporter.parts.between.join(exporter.part([doc], options) for doc in docs)
        whole = "".join(export_documents(docs, to, ExportOptions(columns=options.columns)))
        assert exporter.opening(options) + middle + exporter.parts.closing == whole


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """An exporter as a newcomer writes it: with a heading, separators and an end."""
    yield "<list>"
    for n, doc in enumerate(docs):
        options.say("notes are kept")
        yield f"{', ' * bool(n)}{doc.key}"
    yield "</list>\n"


@pytest.fixture
def newcomer(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The module of that exporter."""
    module = ModuleType("newcomer")
    module.write = write  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "newcomer", module)
    yield "newcomer"
    exporters.cache_clear()


def exported(
    exporter: Exporter, folder: Path, monkeypatch: pytest.MonkeyPatch, key: str = "k"
) -> tuple[str, list[str]]:
    """(the text of three pieces, the notes)."""
    monkeypatch.setattr(base, "_BUILT_IN", (*base._BUILT_IN, exporter))
    exporters.cache_clear()
    pieces = [Piece(lines=json.dumps({"title": str(n), "type": "book", "id": f"{key}{n}"}).encode()) for n in range(3)]
    out: list[str] = []
    summary = export_pieces(pieces, exporter.name, out.append, workers(1), lambda message: None)
    return "".join(out), summary.notes


def test_an_exporter_without_parts_writes_all_documents_in_one_go(
    newcomer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, notes = exported(Exporter("new", newcomer, "new"), tmp_path, monkeypatch)
    assert (text, notes) == ("<list>k0, k1, k2</list>\n", ["notes are kept"])


def test_with_its_parts_said_it_writes_the_same(newcomer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = Parts("<list>", ", ", "</list>\n")
    assert (
        exported(Exporter("new", newcomer, "new", parts=parts), tmp_path, monkeypatch)[0] == "<list>k0, k1, k2</list>\n"
    )


WRONG = (
    Parts("<List>", ", ", "</list>\n"),
    Parts("<list>", ", ", "</list>"),
    Parts("<list>", "; ", "</list>\n"),
    Parts(),
)


@pytest.mark.parametrize("parts", WRONG)
def test_parts_that_it_does_not_write_are_an_error_and_no_file(
    parts: Parts, newcomer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CitekitError, match="“new” does not write what its `parts` say"):
        exported(Exporter("new", newcomer, "new", parts=parts), tmp_path, monkeypatch)
