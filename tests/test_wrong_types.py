"""What a script gives by mistake is an error that says what is wanted, never a traceback from the inside."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest

import citekit
from citekit import Cite, CitekitError, Document, Notes

PLAN = Document(title="A Plan", date="May 1, 1950", references="RGANI, f. 5, op. 49, d. 131, ll. 3-5")
WRONG = [
    *(None, 5, 5.5, True, b"bytes", [], {}, (), object(), [None], [5], [b"x"], {1: 2}, {"a": 1}, [[PLAN]], "", "zz"),
    *(float("nan"), Exception, range(3), {"type": 3}, {"title": ["a"]}, {"type": "book", "issued": 5}),
    *({"type": "book", "author": 5}, {"type": "book", "author": [5]}, {"type": "book", "title": "x", "custom": 5}),
    {"type": "book", "title": "x", "issued": {"date-parts": [["x"]]}},
    {"type": "book", "title": "x", "custom": {"citekit": {"reference": 5, "contributors": 3, "sender": [4]}}},
]
CALLS: dict[str, Callable[[Any], object]] = {
    "read": citekit.read,
    "read_all": lambda v: list(citekit.read_all(v)),
    "loads": citekit.loads,
    "read_text": lambda v: list(citekit.sources.read_text(v)),
    "parse_references": citekit.parse_references,
    "cite": citekit.cite,
    "cite style": lambda v: citekit.cite(PLAN, style=v),
    "cite locator": lambda v: citekit.cite(PLAN, locator=v),
    "cite output": lambda v: citekit.cite(PLAN, output=v),
    "cite locale": lambda v: citekit.cite(PLAN, locale=v),
    "bibliography": citekit.bibliography,
    "bibliography style": lambda v: citekit.bibliography([PLAN], style=v),
    "export": lambda v: citekit.export(v, "bibtex"),
    "export to": lambda v: citekit.export([PLAN], v),
    "export keys": lambda v: citekit.export([PLAN], "bibtex", keys=v),
    "weave": citekit.weave,
    "weave library": lambda v: citekit.weave("[@a]", library=v, errors="skip"),
    "weave to": lambda v: citekit.weave("[@a]", to=v, errors="skip"),
    "weave style": lambda v: citekit.weave("[@a]", style=v, errors="skip"),
    "weave folder": lambda v: citekit.weave("[@a]", folder=v, errors="skip"),
    "Notes": Notes,
    "Notes titles": lambda v: Notes(titles=v),
    "Notes transliteration": lambda v: Notes(transliteration=v),
    "add": lambda v: Notes().add(v),
    "register": lambda v: Notes().register(v),
    "cite in notes": lambda v: Notes().cite(v),
    "prefix": lambda v: Notes().cite(PLAN, prefix=v),
    "note": lambda v: Notes().cite(PLAN, note=v),
    "Cite": lambda v: Notes().cite(Cite(v)),
    "Cite suffix": lambda v: Notes().cite(Cite(PLAN, suffix=v)),
    "check timeout": lambda v: citekit.check("nothing:", timeout=v),
    "from_csl": Document.from_csl,
    "title": lambda v: citekit.cite(Document(title=v)),
    "date": lambda v: Document(title="x", date=v).to_csl(),
    "references": lambda v: citekit.cite(Document(title="x", references=v)),
    "contributors": lambda v: citekit.cite(Document(title="x", contributors=v)),
    "sender": lambda v: citekit.cite(Document(title="x", sender=v)),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_type_is_an_error_that_people_can_read(call: str) -> None:
    for value in WRONG:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                CALLS[call](value)
            except CitekitError as error:
                assert str(error)


@pytest.mark.parametrize(
    ("call", "value", "message"),
    [
        ("loads", None, "the text must be text, not NoneType"),
        ("cite style", None, "a style must be text or a Path, not NoneType"),
        ("export to", None, "an export format must be text, not NoneType"),
        ("bibliography", None, "what is given must be a list, not NoneType"),
        ("weave", None, "a draft must be text, not NoneType"),
        ("read", None, "a path must be text or a Path, not NoneType"),
        ("references", [5], "Document: references must be of ArchivalReference, not int"),
        ("check timeout", "20", "timeout must be a number of seconds, not '20'"),
        ("cite", {"id": "a", "title": ["A", "B"]}, "item “a”: “title” must be text, not a list"),
        ("bibliography", [{}], "item: the item is empty"),
    ],
)
def test_the_error_says_what_is_wanted(call: str, value: Any, message: str) -> None:
    with pytest.raises(CitekitError) as raised:
        CALLS[call](value)
    assert str(raised.value) == message


def test_references_may_be_a_list_of_texts() -> None:
    doc = Document(title="A Plan", references=["RGANI, f. 5, op. 49, d. 131", "AVPRF, f. 0100, op. 46"])
    assert [reference.repository.abbreviation for reference in doc.references if reference.repository] == [
        "RGANI",
        "AVPRF",
    ]


def test_a_title_in_a_list_of_one_is_text_as_libraries_interfaces_write_it() -> None:
    doc = citekit.loads('{"type": "book", "title": ["Swing Time"], "author": [{"family": "Smith", "given": "Zadie"}]}')
    assert doc.title == "Swing Time"
