"""What a format has no field for: any label and any value come back from it as they were, or what is lost is named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.document.given import as_document
from citekit.exporters.base import export_documents, exporters
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text

LETTER: dict[str, Any] = {
    "id": "x",
    "type": "personal_communication",
    "title": "On the harvest",
    "author": [{"family": "Petrov", "given": "Ivan"}],
    "recipient": [{"family": "Stein", "given": "Anna"}],
    "archive": "State Archive",
    "archive_location": "f. 3, op. 2",
    "issued": {"date-parts": [[1950, 3, 1]]},
}
BOOK: dict[str, Any] = {"id": "x", "type": "book", "title": "T", "author": [{"family": "A", "given": "B"}]}
# texts of people with everything that ends a line, a label or a value somewhere
TEXTS = (
    st.one_of(
        st.sampled_from(
            [
                "lion",
                "a; b",
                "see: c",
                "medium: film; x: 1",
                "5",
                "true",
                "[1910]",
                '{"a": 1}',
                '"quoted"',
                "a;",
                "; b",
                ":",
            ]
        ),
        st.text(st.sampled_from("abZ ;:,.{}[]\"'\\&%$_#~^-–=\n|<>é Ж"), min_size=1, max_size=25),
    )
    .map(lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n"))
    .filter(str.strip)
)
LABELS = st.one_of(
    st.sampled_from(
        [
            "watermark",
            "Watermark",
            "medium",
            "Volume",
            "recipient",
            "Sender",
            "type",
            "title",
            "note",
            "journal",
            "year",
        ]
        + ["crossref", "options", "printed", "date as written", "custom x", "see: also", "a; b", "call number", "ŝelo"]
        + ["topics", "wording", "keywords", "file", "annotation", "annote", "Record Number", "Citation Key", "custom"]
    ),
    st.text(st.sampled_from('abZ_-; :.é"'), min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool),
)
NOTES = st.lists(st.one_of(TEXTS, st.sampled_from(["medium: film", "He said: no", "custom x: 1", "type: book"])))


def back(item: dict[str, Any], to: str) -> tuple[dict[str, Any], str]:
    """(the item that comes back from an export, what the export said)."""
    options = ExportOptions()
    (found,) = documents(read_text("".join(export_documents([as_document(item)], to, options)), "x"))
    return found.to_csl(), " ".join(options.notes)


@pytest.mark.parametrize("to", sorted(set(exporters()) - {"word"}))
@settings(max_examples=150, deadline=None)
@given(item=st.sampled_from([LETTER, BOOK]), custom=st.dictionaries(LABELS, TEXTS, min_size=1, max_size=3))
@pytest.mark.slow
def test_any_label_and_value_come_back_as_they_were(to: str, item: dict[str, Any], custom: dict[str, str]) -> None:
    sent = as_document({**item, "custom": custom}).to_csl()
    found, said = back({**item, "custom": custom}, to)
    names = (
        "author",
        "recipient",
        "title",
        "type",
        "archive",
        "archive_location",
        "volume",
        "note",
        "annote",
        "medium",
    )
    assert {name: found.get(name) for name in names} == {name: sent.get(name) for name in names}
    assert {name: value for name, value in found["custom"].items() if name != "citekit"} == custom or "custom" in said


@pytest.mark.parametrize("to", sorted(set(exporters()) - {"word"}))
@settings(max_examples=80, deadline=None)
@given(note=TEXTS, annote=TEXTS, custom=TEXTS)
@pytest.mark.slow
def test_notes_and_annotations_come_back_with_their_lines(to: str, note: str, annote: str, custom: str) -> None:
    item = {**LETTER, "note": note, "annote": annote, "custom": {"watermark": custom}}
    sent, (found, said) = as_document(item).to_csl(), back(item, to)
    for name in ("note", "annote"):
        assert found.get(name) == sent.get(name) or f"“{name}”" in said, name
    assert found.get("recipient") == LETTER["recipient"] or "“recipient”" in said


@pytest.mark.parametrize("to", sorted(set(exporters()) - {"word"}))
@pytest.mark.parametrize("value", [["a", "b; c"], ["one\ntwo"], {"a": [1, "b"]}, True])
def test_lists_and_tables_of_custom_come_back_as_such(to: str, value: Any) -> None:
    found, _ = back({**BOOK, "custom": {"shelf": value, "topics": ["x", "y"]}}, to)
    assert found["custom"]["topics"] == ["x", "y"]
    assert found["custom"]["shelf"] == value or str(found["custom"]["shelf"]) == str(value).casefold()


@pytest.mark.parametrize("to", ["endnote", "word", "mods", "csv", "ris", "bibtex", "biblatex", "hayagriva"])
def test_a_title_goes_out_with_its_capitals_and_no_bookkeeping(to: str) -> None:
    (doc,) = documents(read_text("@book{a, author={Joll, James}, title={The Causes of the War}, date={1984}}", "x"))
    text = "".join(export_documents([doc], to, ExportOptions()))
    shown = text.partition("<extension>")[0]
    assert "The Causes of the War" in shown and "causes of the war" not in shown and "wording" not in shown


def test_a_label_beside_a_recipient_makes_no_recipient() -> None:
    for to in ("biblatex", "biblatex-chicago"):
        text = "".join(
            export_documents([as_document({**LETTER, "custom": {"watermark": "lion"}})], to, ExportOptions())
        )
        (doc,) = documents(read_text(text, "x"))
        assert doc.to_csl()["recipient"] == LETTER["recipient"]
        assert doc.extra["custom"]["watermark"] == "lion"


def test_an_eprint_goes_out_again_under_the_names_of_each_dialect() -> None:
    entry = "@article{a, author={A, B}, title={T}, eprint={2101.1}, archivePrefix={arXiv}, primaryClass={hep-th}}"
    (doc,) = documents(read_text(entry, "x"))
    for to, names in (("bibtex", ("archiveprefix", "primaryclass")), ("biblatex", ("eprinttype", "eprintclass"))):
        text = "".join(export_documents([doc], to, ExportOptions()))
        assert "eprint = {2101.1}" in text
        assert f"{names[0]} = {{arXiv}}" in text and f"{names[1]} = {{hep-th}}" in text
        (back,) = documents(read_text(text, "x"))
        assert back.extra["custom"] == doc.extra["custom"]


def test_zoteros_key_is_the_key_where_its_id_is_an_address() -> None:
    address = "http://zotero.org/users/1/items/ABCD1234"
    doc = as_document({"id": address, "citation-key": "kim1950", "type": "book", "title": "T"})
    assert doc.key == "kim1950" and doc.to_csl()["custom"]["uri"] == address
