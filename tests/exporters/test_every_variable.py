"""Every CSL variable in every shape of date, to every format: it stands in what is written, or a remark names it."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.csl.variables import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, TEXT_VARIABLES, TYPES
from citekit.document.given import as_document
from citekit.exporters.base import export_documents, exporters
from citekit.exporters.options import ExportOptions

# what a processor makes, and not a person
MADE = frozenset("citation-label citation-number first-reference-note-number locator page-first year-suffix".split())
VARIABLES = sorted((TEXT_VARIABLES | NUMBER_VARIABLES | NAME_VARIABLES) - MADE - {"language", "URL", "DOI"})
NEVER_ENDING = r"1951(-|–|/|\.\.|\], \[0\]|\],\s+\[\s+0)"
# a shape, and what must stand somewhere of it
SHAPES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "day": ({"date-parts": [[1951, 11, 19]]}, ["1951", "19"]),
    "range": ({"date-parts": [[1951], [1963]]}, ["1951", "1963"]),
    "range of days": ({"date-parts": [[1951, 5, 13], [1962, 6, 24]]}, ["1951", "1962", "13", "24"]),
    "circa": ({"date-parts": [[1951]], "circa": True}, ["1951", r"~|circa|c\.|ca\.|approximate|textasciitilde"]),
    "season": ({"date-parts": [[1951]], "season": 2}, ["1951", '[Ss]ummer|-22|"?season"?: 2']),
    "words": ({"literal": "Trinity term"}, ["Trinity term"]),
    "raw": ({"raw": "the feast of Corpus Christi"}, ["feast of Corpus Christi"]),
    "before Christ": ({"date-parts": [[-44]]}, [r"44 BC|-0043|-43\b|-44|-\s+-44"]),
    "EDTF without an end": ({"edtf": "1951/.."}, [NEVER_ENDING]),
    "raw without an end": ({"raw": "1951-"}, [NEVER_ENDING]),
    "years as text": ({"date-parts": [["1951", "5"]]}, ["1951", "May|-0?5|/0?5|\"5\"|'5'|may| 5"]),
    "numbers and words": ({"date-parts": [[1951]], "literal": "after the thaw"}, ["after the thaw"]),
}


def written(item: dict[str, Any], to: str) -> tuple[str, str]:
    options = ExportOptions()
    text = "".join(export_documents([as_document(item)], to, options))
    return html.unescape(text), "\n".join(options.notes)


@st.composite
def stated(draw: Any) -> tuple[dict[str, Any], str, list[str]]:
    """An item, one of its variables, and what is to be found of it."""
    item: dict[str, Any] = {"id": "k", "type": draw(st.sampled_from(sorted(TYPES))), "title": "T"}
    if draw(st.booleans()):
        item |= {"archive": "National Archives", "archive_location": "RG 59, Box 3"}
    if draw(st.booleans()):
        item["URL"] = "https://example.org/1"
    if draw(st.booleans()):
        variable = draw(st.sampled_from(sorted(DATE_VARIABLES)))
        item[variable], wanted = SHAPES[draw(st.sampled_from(sorted(SHAPES)))]
        return item, variable, wanted
    variable = draw(st.sampled_from(VARIABLES))
    if variable in NAME_VARIABLES:
        item[variable] = [{"family": "Zqxfamily", "given": "Zqxgiven"}]
        return item, variable, ["Zqxfamily", "Zqxgiven"]
    item[variable] = "8675" if variable in NUMBER_VARIABLES else "Zqxtext 77"
    return item, variable, [item[variable]]


@pytest.mark.parametrize("to", sorted(exporters()))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=stated())
@pytest.mark.slow
def test_a_variable_stands_in_what_is_written_or_is_named(to: str, one: tuple[dict[str, Any], str, list[str]]) -> None:
    item, variable, wanted = one
    text, said = written(item, to)
    named = variable in said or (variable == "issued" and "date" in said)
    assert named or all(re.search(words, text) for words in wanted)
