"""An area compiled again for items of one shape prints what it prints for items of any shape."""

from __future__ import annotations

import pytest

from citekit.engine import Processor, layout, processor
from citekit.engine.cluster import EMPTY
from citekit.engine.style.finding import official_folders, own_styles
from tests.peers.items import items

from . import book, style

STYLES = own_styles() + (["apa", "chicago-notes-bibliography", "nature", "oscola"] if official_folders() else [])


def texts(name: str) -> list[str]:
    """First and later notes, and the bibliography, of varied works in a style."""
    works = items()[::4]
    engine = Processor(name, works, output="html")
    for note, work in enumerate([*works, *works[::2]], 1):
        engine.cite([{"id": work["id"], "locator": "5" if note % 3 else ""}], note=note)
    return [text for _, _, text in engine.citations()] + engine.bibliography().entries


def compiled_for_shapes(often: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile styles anew, for a shape once it was met this often."""
    monkeypatch.setattr(layout, "OFTEN", often)
    processor._compiled.cache_clear()


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.slow
def test_a_shape_met_often_prints_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_for_shapes(10**9, monkeypatch)
    as_any = texts(name)
    compiled_for_shapes(0, monkeypatch)
    assert texts(name) == as_any


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # a group whose variables are all missing vanishes with its terms (CSL 1.0.2, "Group")
        ('<group delimiter=" "><text term="in"/><text variable="collection-title"/></group>', ""),
        # … and a group round it asks whether any variable was called
        (
            '<group><text value="x"/><group><text variable="genre"/></group></group><text variable="title"/>',
            "War",
        ),
        # what calls no variable stands
        ('<group delimiter=" "><text term="in"/><text value="x"/></group>', "In x"),
        # the first substitute that prints anything (CSL 1.0.2, "Substitute")
        (
            '<names variable="translator"><substitute><text variable="genre"/><text variable="title"/></substitute>'
            '</names><text variable="title" prefix="again "/>',
            "War",
        ),
        # none of the alternatives is there
        (
            '<choose><if variable="genre DOI" match="any"><text value="x"/></if>'
            '<else><text value="y"/></else></choose>',
            "y",
        ),
        ('<choose><if is-numeric="volume"><text value="x"/></if><else><text value="y"/></else></choose>', "y"),
        ('<names variable="author"/><text variable="title"/>', "War"),
        ('<date variable="issued"><date-part name="year"/></date><text value="."/>', "."),
    ],
)
@pytest.mark.parametrize("often", [0, 10**9])
def test_what_an_item_lacks(content: str, expected: str, often: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_for_shapes(often, monkeypatch)
    engine = Processor(style(content), [book(title="War", author=[], issued={})], output="text")
    assert engine.make_cluster([{"id": "a"}]) == (expected or EMPTY)
