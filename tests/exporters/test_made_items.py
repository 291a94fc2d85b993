"""Items of every type with any variables, made by chance: they come back from every export as they were."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.csl.variables import TYPES
from citekit.document.given import as_document
from citekit.exporters.base import export_documents
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text
from tests.exporters.test_round_trips import everything

FORMATS = ["csl-json", "csl-yaml", "csl-jsonl", "bibtex", "biblatex", "biblatex-chicago", "ris", "endnote"]
NAMES = st.one_of(
    st.builds(
        lambda family, given: {"family": family, "given": given},
        st.sampled_from(["Smith", "O'Neill", "Громыко", "Müller-Lüdenscheidt", "Lee"]),
        st.sampled_from(["John", "A. B.", "Андрей", "Jean-Luc"]),
    ),
    st.just({"literal": "Ministry of War and Navy"}),
    st.just({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}),
    st.just({"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
)
ROLES = (
    "author editor translator recipient interviewer director composer collection-editor container-author contributor"
    " performer producer illustrator"
).split()
DATES: list[dict[str, Any]] = [
    {"date-parts": [[1951, 11, 19]]},
    {"date-parts": [[1951, 11]]},
    {"date-parts": [[1951]]},
    {"date-parts": [[1951], [1953]]},
    {"date-parts": [[1951]], "circa": True},
    {"literal": "n.d."},
    {"date-parts": [[1951, 5, 3], [1951, 6, 4]]},
    {"date-parts": [[1951]], "season": 1},
    {"date-parts": [["1987", "5"]]},
    {"date-parts": [[-44]]},
    {"date-parts": [[-509], [-27]]},
]
OTHER_DATES = ["original-date", "event-date", "submitted", "available-date"]
WORDS = (
    "container-title collection-title publisher publisher-place genre event-title event-place status archive_collection"
    " archive-place call-number abstract title-short original-title section version dimensions scale annote source"
    " authority references original-publisher original-publisher-place reviewed-title volume-title part-title"
).split()
TEXTS = [
    "Alpha",
    "A & B",
    "100 %",
    "C_D #1",
    "“Quoted” title",
    "Vol. 3: the end",
    "a; b",
    "Étude",
    "№ 5",
    "x – y",
    "{braces}",
]
VALUES = {
    "page": ["1-9", "44", "iv", "A12-A15", "12, 15"],
    "volume": ["3", "III"],
    "issue": ["2", "2-3"],
    "DOI": ["10.1000/a_b%c"],
    "ISBN": ["978-3-16-148410-0"],
    "ISSN": ["1234-5678"],
    "language": ["ru", "en-GB"],
    "keyword": ["a; b", "one", "War, 1914; x"],
    "edition": ["2", "late city"],
    "number": ["NSC 68", "5"],
    "archive": ["RGASPI", "Yale University Library", "Wilson Center Digital Archive"],
    "archive_location": ["f. 558, op. 11, d. 97", "MS 466, Box 12", "R 3654"],
    "note": ["A note.", "Line one\nLine two", "key: value"],
    **{name: ["7"] for name in ("number-of-pages", "collection-number", "number-of-volumes", "chapter-number", "part")},
    "medium": ["audio tape"],
    **dict.fromkeys(WORDS, TEXTS),
}


@st.composite
def items(draw: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": "x",
        "type": draw(st.sampled_from(sorted(TYPES))),
        "title": draw(st.sampled_from(TEXTS)),
    }
    for role in draw(st.lists(st.sampled_from(ROLES), max_size=3, unique=True)):
        made[role] = draw(st.lists(NAMES, min_size=1, max_size=2, unique_by=json.dumps))
    for variable in draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=7, unique=True)):
        made[variable] = draw(st.sampled_from(VALUES[variable]))
    if draw(st.booleans()):
        made["issued"] = draw(st.sampled_from(DATES))
    for other in draw(st.lists(st.sampled_from(OTHER_DATES), max_size=1)):
        made[other] = draw(
            st.sampled_from([date for date in DATES if "-44" not in str(date) and "'1987'" not in str(date)])
        )
    if draw(st.booleans()):
        made["URL"] = "https://example.org/a_b%20c?d=1&e=2#f"
    if draw(st.booleans()):
        made["accessed"] = {"date-parts": [[2026, 5, 2]]}
    return made


@pytest.mark.parametrize("to", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(item=items())
@pytest.mark.slow
def test_an_item_comes_back_or_what_is_changed_is_said(to: str, item: dict[str, Any]) -> None:
    doc, options = as_document(item), ExportOptions()
    (back,) = documents(read_text("".join(export_documents([doc], to, options)), "x"))
    found, sent = everything(back), everything(doc)
    if "single" in " ".join(options.notes):  # quotation marks in a title that is printed in quotation marks
        found["title"] = sent["title"]
    assert {**found, "number": found.get("number")} == {**sent, "number": sent.get("number")}
