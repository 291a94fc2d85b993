"""A citation is one paragraph, whatever line breaks the values of its document have."""

from __future__ import annotations

import pytest

import citekit


@pytest.mark.parametrize("line_break", ["\n", "\r\n", " \r ", "\u2028", "\n\n"])
@pytest.mark.parametrize("style", ["chicago-notes", "mla"])
def test_line_breaks_in_values_are_spaces_in_citations(line_break: str, style: str) -> None:
    def item(between: str) -> dict[str, object]:
        return {
            "id": "a",
            "type": "book",
            "title": f"Two{between}Lines",
            "author": [{"family": f"van{between}Dyke", "given": "Anne"}],
            "publisher": f"Smith{between}& Sons",
            "issued": {"date-parts": [[1950]]},
        }

    assert citekit.cite(item(line_break), style=style) == citekit.cite(item(" "), style=style)
    assert citekit.bibliography([item(line_break)], style=style) == citekit.bibliography([item(" ")], style=style)
