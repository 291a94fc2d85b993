"""``citekit add``: a typed note becomes a form that a person can look over, and that is read as the same document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit as library
from citekit.document.model import Document
from citekit.sources import read_text
from citekit.sources.forms import empty_form, form_of
from tests.cli.runner import citekit, json_lines
from tests.conftest import ROOT

NOTE = "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70"
REPORT = '"A Report", 1955, Wilson Center Digital Archive, RGANI, f. 5, box behind the stairs. https://example.org/1'


@pytest.fixture(params=[".yaml", ".toml"])
def ending(request: pytest.FixtureRequest) -> str:
    """Forms in YAML, and in TOML as where nothing reads YAML."""
    if request.param == ".yaml":
        pytest.importorskip("yaml")
    return str(request.param)


def read_again(doc: Document, ending: str) -> Document:
    (found,) = read_text(form_of(doc, ending), f"form{ending}", f"form{ending}")
    assert isinstance(found, Document), found
    return found


def test_a_note_becomes_a_form_for_a_look() -> None:
    pytest.importorskip("yaml")
    run = citekit("add", NOTE)
    assert (run.returncode, run.stderr) == (0, "")
    for line in (
        'date: "4 September 1926"',
        "from: Stalin",
        "to: Molotov",
        f'reference: "{NOTE.split(", ", 2)[2]}"',
    ):
        assert line in run.stdout.split("\n")


def test_forms_are_saved_under_their_keys_and_are_a_library(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    run = citekit("add", NOTE, REPORT, "-o", tmp_path / "sources")
    assert run.returncode == 0
    assert [Path(line).name for line in run.stdout.split()] == ["stalin-molotov-1926.yaml", "report-1955.yaml"]
    assert "not understood, but printed: box behind the stairs" in run.stderr
    cited = citekit("cite", "[@stalin-molotov-1926, l. 68; @report-1955]", "--library", tmp_path / "sources")
    assert cited.returncode == 0 and "Stalin to Molotov, September 4, 1926" in cited.stdout and "l. 68" in cited.stdout


def test_a_form_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    assert citekit("add", NOTE, "-o", tmp_path).returncode == 0
    assert citekit("add", NOTE, "-o", tmp_path).returncode == 0, "the same again is no conflict"
    path = tmp_path / "stalin-molotov-1926.yaml"
    path.write_text("title: Mine\nreference: RGASPI, f. 558\n", encoding="utf-8")
    run = citekit("add", NOTE, "-o", tmp_path)
    assert run.returncode == 1 and "a form of this name exists already" in run.stderr
    assert path.read_text(encoding="utf-8").startswith("title: Mine")


def test_notes_are_read_one_a_line_and_a_bad_one_does_not_stop_the_others() -> None:
    run = citekit("add", "-", "--json", stdin=f"{NOTE}\n\nnothing of the kind\n{REPORT}\n")
    assert run.returncode == 1 and "“nothing of the kind”" in run.stderr and "write it like" in run.stderr
    assert [line["id"] for line in json_lines(run.stdout)] == ["stalin-molotov-1926", "report-1955"]


def test_what_add_prints_as_json_is_read_by_other_commands() -> None:
    printed = citekit("add", REPORT, "--json").stdout
    assert citekit("cite", "-", stdin=printed).stdout == citekit("cite", "--text", REPORT).stdout


@pytest.mark.parametrize("name", ["politburo-decision.md", "tass-digest.md", "hungarian-report.txt", "library.json"])
def test_a_form_is_read_as_the_document_that_it_was_made_of(name: str, ending: str) -> None:
    for doc in library.read_all([ROOT / "examples" / name]):
        again = read_again(doc, ending)
        assert library.cite(again) == library.cite(doc)
        assert (again.title, again.date, again.references, again.url) == (doc.title, doc.date, doc.references, doc.url)
        assert again.contributors == doc.contributors


def test_the_empty_form_may_be_filled_in_as_it_stands(ending: str) -> None:
    form = empty_form(ending)
    for name, value in (
        ("title", "Letter to Molotov"),
        ("online archive", "My Archive"),
        ("url", "https://example.org/1"),
    ):
        before = f'{name}: ""' if ending == ".yaml" else f'{name} = ""' if " " not in name else f'"{name}" = ""'
        assert before in form
        form = form.replace(before, before.replace('""', f'"{value}"'))
    (doc,) = read_text(form, f"form{ending}", f"form{ending}")
    assert isinstance(doc, Document)
    assert (doc.title, doc.host, doc.url) == ("Letter to Molotov", "My Archive", "https://example.org/1")


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and " ".join(text.split()) == text
)


@settings(max_examples=150, deadline=None)
@given(title=TEXT, number=TEXT, summary=TEXT)
def test_nothing_in_a_text_breaks_out_of_its_field(title: str, number: str, summary: str) -> None:
    doc = Document(title=title, number=number, summary=summary)
    for ending in (".yaml", ".toml"):
        again = read_again(doc, ending)
        assert (again.title, again.number, again.summary) == (title, number, summary)


def test_a_file_name_is_made_of_nothing_that_leaves_the_folder(tmp_path: Path) -> None:
    from citekit.cli import add

    path = add._save(tmp_path, Document(title="x", key="../../etc/passwd"), "title: x\n")
    assert path.parent == tmp_path and path.name.startswith("-..-etc-passwd")
