"""The name of a conference reaches print whichever of its two names a style asks for; raw items are pure CSL."""

from __future__ import annotations

import pytest

import citekit
from citekit.engine import Processor

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="."><group delimiter=", "><text variable="title"/>{}</group></layout></bibliography>
</style>"""


def entry(variable: str, field: str) -> str:
    item = {"id": "a", "type": "speech", "title": "On Maps", field: "Third Congress"}
    return citekit.bibliography([item], style=STYLE.format(f'<text variable="{variable}"/>'))[0]


@pytest.mark.parametrize("variable", ["event", "event-title"])
@pytest.mark.parametrize("field", ["event", "event-title"])
def test_a_document_has_the_name_of_its_conference_in_older_and_newer_styles(variable: str, field: str) -> None:
    assert entry(variable, field) == "On Maps, Third Congress."


def test_a_style_that_asks_for_both_prints_the_name_once() -> None:
    style = STYLE.format('<text variable="event-title"/><text variable="event"/>')
    item = {"id": "a", "type": "speech", "title": "On Maps", "event-title": "Third Congress"}
    assert citekit.bibliography([item], style=style) == ["On Maps, Third Congress."]


def test_the_processor_gives_a_style_only_the_variable_that_it_asks_for() -> None:
    item = {"id": "a", "type": "speech", "title": "On Maps", "event-title": "Third Congress"}
    processor = Processor(STYLE.format('<text variable="event"/>'), [item], output="text")
    processor.update_items(["a"])
    assert processor.bibliography().entries == ["On Maps."]
