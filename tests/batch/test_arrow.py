"""Record batches of Arrow: a row for each document and for each that cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from citekit import UsageError
from citekit.batch import export_batch
from tests.bench.records import archival_item

pytestmark = pytest.mark.slow  # which need pyarrow
TWO = "TY  - BOOK\nTI  - One\nER  - \n\nTY  - BOOK\nTI  - Two\nER  - \n"


def arrow() -> Any:
    return pytest.importorskip("pyarrow")


def exported(column: str, rows: list[Any], to: str = "bibtex", kind: Any = None) -> list[dict[str, Any]]:
    batch = arrow().RecordBatch.from_arrays([arrow().array(rows, kind)], [column])
    return list(export_batch(batch, to).to_pylist())


def test_items_in_their_order_with_what_is_wrong() -> None:
    found = exported("item", [json.dumps(archival_item(1)), "{", None, json.dumps(archival_item(2))])
    assert [(row["row"], row["id"]) for row in found] == [(0, "d1"), (1, None), (2, None), (3, "d2")]
    assert found[0]["record"].startswith("@") and found[0]["error"] is None
    assert found[1]["record"] is None and "not valid JSON" in found[1]["error"]
    assert found[2]["error"] == "the row is empty"


def test_a_text_of_several_documents_has_a_row_for_each() -> None:
    found = exported("text", [TWO, "nothing", TWO.replace("One", "Three")], "csl-jsonl")
    titles = [(row["row"], json.loads(row["record"])["title"]) for row in found if row["record"]]
    assert titles == [(0, "One"), (0, "Two"), (2, "Three"), (2, "Two")]
    (wrong,) = (row for row in found if row["error"])
    assert wrong["row"] == 1


def test_a_record_that_cannot_be_read_stands_beside_the_others_of_its_row() -> None:
    found = exported("text", ["@book{a, title={A}}\n@book{b, title={unclosed"])
    assert [(row["id"], row["error"] is None) for row in found] == [("a", True), (None, False)]


@pytest.mark.parametrize("to", ["bibtex", "ris", "csl-jsonl"])
def test_the_id_is_the_key_of_the_record(to: str) -> None:
    (row,) = exported("item", [json.dumps({"id": "a b,c", "type": "book", "title": "T"})], to)
    assert row["id"] in row["record"] and (row["id"] == "a-b-c") is (to == "bibtex")


@pytest.mark.parametrize("name", ["large_string", "binary", "dictionary"])
def test_text_of_any_type_is_read(name: str) -> None:
    of = () if name != "dictionary" else (arrow().int8(), arrow().string())
    kind = getattr(arrow(), name)(*of)
    assert exported("item", [json.dumps(archival_item(1))], kind=kind)[0]["id"] == "d1"


@pytest.mark.parametrize("value", [5, {"id": "a", "title": "T"}, ["a"]])
def test_a_column_without_text_is_refused(value: Any) -> None:
    with pytest.raises(UsageError, match="must hold text"):
        exported("item", [value])


def test_a_batch_without_documents_and_an_unknown_format_are_refused() -> None:
    with pytest.raises(UsageError, match="no column of documents"):
        exported("x", ["a"])
    with pytest.raises(UsageError, match="no export format"):
        exported("item", [], "nope", arrow().string())
    assert exported("item", [], kind=arrow().string()) == []
