"""What every exporter does, built in or not: documents of all kinds, hostile ones, nothing lost or it is named."""

from __future__ import annotations

import pytest

from citekit import CitekitError, Document
from citekit.exporters.base import export_documents, exporters
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text
from tests.exporters.test_clients import hostile
from tests.exporters.varied import varied

NAMES = sorted(exporters())
READ_BACK = [name for name in NAMES if name != "hayagriva"]  # what citekit has a reader for


def written(docs: list[Document], to: str, ascii: bool = False) -> tuple[str, ExportOptions]:
    options = ExportOptions(ascii=ascii)
    return "".join(export_documents(docs, to, options)), options


@pytest.mark.parametrize("to", NAMES)
def test_every_document_goes_out_under_its_title_and_reference(to: str) -> None:
    text, _ = written(varied(), to)
    plain = text.replace("\\", "").replace("--", "-")
    for words in ("Migrant Mother", "Fond 059a, Opis 5a, Delo 3, Papka 11, Listy 75-76", "Госфильмофонд"):
        assert words in plain, words


@pytest.mark.parametrize("to", READ_BACK)
def test_a_reader_finds_as_many_documents_as_went_out(to: str) -> None:
    for docs in (varied(), hostile(), [Document(title="One", key="one")]):
        found = list(documents(read_text(written(docs, to)[0], "x")))
        assert len(found) == len(docs)


@pytest.mark.parametrize("to", NAMES)
def test_what_a_format_cannot_hold_is_named(to: str) -> None:
    text, options = written(varied(), to)
    said = " ".join(options.notes)
    for name, value in (("recipient", "House"), ("interviewer", "Lebow"), ("keyword", "armistice")):
        assert value in text or name in said, name


@pytest.mark.parametrize("to", NAMES)
def test_ascii_is_kept_or_refused_in_words(to: str) -> None:
    try:
        text, _ = written(varied(), to, ascii=True)
    except CitekitError as error:
        assert "ASCII" in str(error)
    else:
        assert text.isascii()


@pytest.mark.parametrize("to", NAMES)
def test_no_documents_are_a_file_without_any(to: str) -> None:
    text, options = written([], to)
    assert len(text) < 40 and options.notes == []
