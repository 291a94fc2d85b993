"""What every exporter does, built in or not: documents of all kinds, hostile ones, nothing lost or it is named."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import CitekitError, Document
from citekit.exporters.base import export_documents, exporters
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text
from tests.exporters.test_clients import hostile
from tests.exporters.varied import varied

NAMES = sorted(exporters())
READ_BACK = NAMES


def written(docs: list[Document], to: str, ascii: bool = False) -> tuple[str, ExportOptions]:
    options = ExportOptions(ascii=ascii)
    return "".join(export_documents(docs, to, options)), options


@pytest.mark.parametrize("to", NAMES)
def test_every_document_goes_out_under_its_title_and_reference(to: str) -> None:
    text, _ = written(varied(), to)
    plain = html.unescape(text).replace("\\", "").replace("--", "-")
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


@pytest.mark.parametrize("to", NAMES)
def test_every_fact_goes_out_or_is_named(to: str) -> None:
    for doc in varied():
        text, options = written([doc], to)
        words, said = _words(html.unescape(text)), " ".join(options.notes).casefold()
        lost = [fact for fact in _facts(doc) if not _words(fact[1]) <= words and fact[0].casefold() not in said]
        assert lost == [], doc.key


def _facts(doc: Document) -> list[tuple[str, str]]:
    """(name, a text that must be found) of what a document says."""
    item: dict[str, Any] = doc.to_csl()
    facts = [(name, value) for name, value in item.items() if isinstance(value, str) and name not in ("type", "id")]
    for name, people in item.items():
        if isinstance(people, list):
            facts += [(name, one.get("family") or one.get("literal") or "") for one in people]
    facts += [("sender", doc.sender), ("recipient", doc.recipient), ("original language", doc.language)]
    if doc.date is not None and doc.date.start:
        facts.append(("issued", str(doc.date.start[0])))
    return [(name, value) for name, value in facts if value]


def _words(text: str) -> set[str]:
    """The words of a text, without the markup of CSL and LaTeX and JSON's ends of lines."""
    plain = re.sub(r"\\n|\\(?:emph|url|text\w+|mkbibquote|isdot)|</?(?:i|em|b)>", " ", text)
    return set(re.findall(r"\w+", plain.replace("\\", "").casefold()))


# every character that ends a line somewhere, tabs, controls, marks of direction, and what formats begin things with
POISON = st.text(
    st.sampled_from(
        "ab =+-@'\"\r\n\t\x00\x07\x0b\x0c\x1b\x1c\x7f\u0085\u200f\u2028\u2029\u202e\u2066\ufeff\ufffe{}%\\<>&:;,|#*_[]"
    ),
    max_size=16,
).map(lambda t: f"x{t}y")
FORGED = {
    "ris": "\nER  - \nTY  - BOOK\nTI  - Forged\n",
    "endnote": "\rER  - \rTY  - BOOK\rTI  - Forged\r",
    "mods": "</title></titleInfo></mods><mods><titleInfo><title>Forged",
    "word": "]]></b:Title></b:Source><b:Source><b:Title>Forged",
    "csv": '"\n"forged","x"\n',
    "hayagriva": "\nforged:\n  type: misc\n",
    "csl-yaml": "\n- id: forged\n  title: Forged\n...\n",
}


@pytest.mark.parametrize("to", NAMES)
@settings(max_examples=40, deadline=None)
@given(poison=POISON, letter=st.booleans())
def test_no_field_starts_anything(to: str, poison: str, letter: bool) -> None:
    bad = poison + FORGED.get(to, "\n}\n@book{forged, title = {Forged}}\n") + poison
    item: dict[str, Any] = {
        "id": bad,
        "type": "personal_communication" if letter else "report",
        "title": bad,
        "archive": bad,
        "archive_location": bad,
        "URL": "https://example.org/" + bad,
        "author": [{"literal": bad}, {"family": bad, "given": bad}],
        "recipient": [{"family": bad}],
        "keyword": f"{bad}; {bad}",
        "note": bad,
        "genre": bad,
        "number": bad,
        "DOI": bad,
        "language": bad,
        "issued": {"literal": bad},
        "custom": {"rights": bad, bad: bad},
    }
    doc = Document.from_csl(item).changed(sender=bad, language=bad, contents=(bad,), kind=bad)
    text = written([doc], to)[0]
    assert count(to, text) == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u0085\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)


def count(to: str, text: str) -> int:
    """How many documents a program finds in an export."""
    if to in ("ris", "endnote"):
        return len(re.findall(r"^ *TY  ?-", text, re.M))
    if to in ("mods", "word"):
        etree = pytest.importorskip("lxml.etree")
        return len(etree.fromstring(text.encode()))
    if to == "csv":
        return len(list(csv.reader(io.StringIO(text)))) - 1
    if to in ("hayagriva", "csl-yaml"):
        yaml = pytest.importorskip("yaml")
        found = list(yaml.safe_load_all(text))
        return len(found[0]["references"]) if to == "csl-yaml" else len(found[0])
    if to == "csl-json":
        return len(json.loads(text))
    if to == "csl-jsonl":
        return len([json.loads(line) for line in text.splitlines()])
    import bibtexparser

    library = bibtexparser.parse_string(text)
    return len(library.entries) + len(library.failed_blocks)
