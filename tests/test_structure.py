"""Defects of structure that were found once and mended: each has a test, here or where the list says.

A style from a cache, fields that do not exist, hashes, what a style prints nothing for, kinds of failures, work done
once, one function for one thing, dead code. Elsewhere: locators of the schema (document/test_locators.py), sections,
unknown and added items (engine/test_items.py, test_positions.py), redirects (links/test_links.py), locks
(common/test_writing.py), dates with an open end or before Christ (dates/test_dates.py), a megabyte of anything
(sources/test_readers.py), the parts of a merge (test_bibfile.py), floors and arrows (test_house.py).
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import citekit
from citekit import Document
from citekit.engine import Processor
from tests.syntax import all_of, calls_of, functions, texts, trees

pytestmark = pytest.mark.xdist_group("house")  # whose files are parsed once
LONGEST_FUNCTION, LONGEST_FILE = 40, 400


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title><id>t</id>
<updated>2020-01-01T00:00:00+00:00</updated></info>{}<citation><layout><text macro="m0"/></layout></citation></style>"""
CALLS = '<macro name="m{}"><group><text macro="m{}"/><text macro="m{}"/></group></macro>'


def test_a_style_given_as_text_does_not_rename_the_same_style_given_by_its_path(tmp_path: Path) -> None:
    calls = "".join(CALLS.format(n, n + 1, n + 1) for n in range(30))  # each macro calls the next one twice
    xml = STYLE.format(calls + '<macro name="m30"><text variable="title"/></macro>')
    path = tmp_path / "many.csl"
    path.write_text(xml, encoding="utf-8")
    item = {"id": "a", "type": "book", "title": "T"}
    by_path, by_text = Processor(str(path), [item]), Processor(xml, [item])
    for processor, where in ((by_path, str(path)), (by_text, "the style"), (by_path, str(path))):
        with pytest.raises(citekit.StyleError) as caught:
            processor.cite([{"id": "a"}], note=1)
        assert caught.value.where == where


def test_a_misspelled_field_of_a_document_is_refused() -> None:
    with pytest.raises(citekit.UsageError, match="titel"):
        Document(title="x").changed(titel="y")
    with pytest.raises(citekit.UsageError, match="titel"):
        Document(titel="x")  # type: ignore[arg-type]


def test_documents_are_hashed_by_what_they_say_and_never_known_by_their_place_in_memory() -> None:
    first, second = (Document(title="x", date="1 May 1950", extra={"author": []}) for _ in range(2))
    assert hash(first) == hash(second) and {first: 1}[second] == 1
    names = ("d", "doc", "document", "target")
    by_place = [path for path, call in calls_of("id") if ast.unparse(call.args[0]) in names]
    assert by_place == []


def test_only_the_engine_knows_the_words_for_nothing_printed() -> None:
    knowing = {path for path in trees() if "no printed form" in texts()[path]}
    assert knowing <= {"citekit/engine/cluster.py"} | {p for p in trees() if p.startswith("citekit/manuscript/pandoc/")}


def test_links_decide_by_the_kind_of_a_failure_not_by_the_words_of_an_error() -> None:
    comparisons = [n for path, n in all_of(ast.Compare) if path.startswith("citekit/links/")]
    assert comparisons and not [n for n in comparisons if "repr(error)" in ast.unparse(n)]


def test_the_item_of_a_document_is_made_once_however_often_it_is_cited(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citekit.document import citing

    made: list[Document] = []
    to_csl = citing.to_csl
    monkeypatch.setattr(citing, "to_csl", lambda doc: made.append(doc) or to_csl(doc))  # type: ignore[func-returns-value]
    doc = citekit.read(example)
    notes = citekit.Notes()
    for page in range(44, 54):
        notes.cite(doc, locator=str(page))
    assert len(made) == 1


def test_one_function_serves_for_keys_letters_and_the_encoding_of_a_page() -> None:
    names = Counter(node.name.strip("_") for _, node in functions())
    for name in ("free_key", "html_charset", "pdf_text", "says_others", "find_dates", "keyed", "escape_latex"):
        assert names[name] == 1, name


def test_the_names_of_months_stand_in_one_table() -> None:
    holding = {
        path for path in trees() if len(re.findall(r'"(?:January|March|September|December)"', texts()[path])) > 2
    }
    assert holding == {"citekit/dates/wording.py"}


def test_no_class_asks_for_the_class_above_its_own_type() -> None:
    assert not [path for path, call in calls_of("super") if call.args and ast.unparse(call.args[0]) == "type(self)"]


def test_no_function_keeps_something_as_an_attribute_of_itself() -> None:
    names = {(path, n.name) for path, tree in trees().items() for n in tree.body if isinstance(n, ast.FunctionDef)}
    kept = [
        (path, ast.unparse(target))
        for path, node in all_of(ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and (path, target.value.id) in names
    ]
    assert kept == []


def test_what_is_defined_for_one_file_is_used_in_it() -> None:
    unused = []
    for path, tree in trees().items():
        words = Counter(re.findall(r"\b_\w+", texts()[path]))
        for node in tree.body:
            names = [node.name] if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
            if isinstance(node, ast.Assign):
                names = [t.id for t in node.targets if isinstance(t, ast.Name)]
            unused += [
                f"{path}: {name}"
                for name in names
                if name.startswith("_") and not name.startswith("__") and words[name] < 2
            ]
    assert unused == []


def test_files_and_functions_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    lines = {path: texts()[path].splitlines() for path in trees()}
    long_functions = [f"{p} {n.name}" for p, n in functions() if (n.end_lineno or 0) - n.lineno + 1 > 40]
    print(f"{len(long_functions)} functions over 40 lines: {', '.join(long_functions)}")
    print(f"{sum(len(text) > 300 for text in lines.values())} files over 300 lines")
    assert [p for p, text in lines.items() if len(text) > LONGEST_FILE] == []
    longest = max((n.end_lineno or 0) - n.lineno + 1 for _, n in functions())
    assert longest <= LONGEST_FUNCTION
