"""No control or bidi character of a document reaches a terminal or a file; links lead only to the web."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit as library
from citekit.common.errors import did_you_mean, nearest, printable, printable_data
from tests.cli.runner import citekit

ESCAPE, OVERRIDE, BELL = "\x1b[31m", "\u202e", "\x07"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ITEM = {
    "id": "evil",
    "type": "personal_communication",
    "title": f"A{ESCAPE}ny{OVERRIDE}title{BELL}",
    "author": [{"family": f"Do{OVERRIDE}e", "given": "J\x9bane"}],
    "archive": f"Ar{ESCAPE}chive",
    "archive_location": "box\r1\x00",
    "issued": {"date-parts": [[1951]]},
    "custom": {"mine": f"x{ESCAPE}"},
}


@pytest.fixture(params=["escaped", "raw"])
def evil(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file with control characters, as JSON escapes or as they are."""
    path = tmp_path / "evil.json"
    path.write_text(json.dumps([ITEM], ensure_ascii=request.param == "escaped"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    [
        *(["cite", "--output", output] for output in ("text", "html", "markdown", "latex", "rtf", "json")),
        ["bibliography"],
        ["cite", "--json"],
        ["show"],
        ["show", "--json"],
        *(["export", "--to", to] for to in ("bibtex", "biblatex", "biblatex-chicago", "ris", "csl-json", "csl-yaml")),
    ],
    ids=" ".join,
)
def test_no_control_or_bidi_character_comes_out(evil: Path, command: list[str]) -> None:
    run = citekit(command[0], evil, *command[1:])
    assert run.returncode == 0 and run.stdout
    assert not UNSAFE.search(run.stdout + run.stderr)
    if "json" in " ".join(command):
        for line in [run.stdout] if command[0] == "export" or "--output" in command else run.stdout.splitlines():
            assert not UNSAFE.search(json.dumps(json.loads(line), ensure_ascii=False))
            assert "\\u001b" not in line and "\\u202e" not in line


def test_messages_carry_no_control_characters(tmp_path: Path) -> None:
    name = tmp_path / f"a{ESCAPE}b{OVERRIDE}.md"
    run = citekit("cite", name, f"x{ESCAPE}.md")
    assert run.returncode == 1 and not UNSAFE.search(run.stderr)
    assert not UNSAFE.search(citekit("cite", "--text", "x", "--style", f"m{ESCAPE}la").stderr)
    assert not UNSAFE.search(citekit(f"ci{ESCAPE}te").stderr)


def test_a_lone_half_of_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "half.json").write_text('[{"id": "a", "type": "book", "title": "Half \\ud83d here"}]', encoding="ascii")
    run = citekit("cite", tmp_path / "half.json", "-o", tmp_path / "out.txt")
    assert (run.returncode, run.stderr) == (0, "")
    assert "Half \ufffd Here" in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_a_name_that_is_not_in_utf_8_is_said(tmp_path: Path) -> None:
    run = citekit("cite", "caf\udce9.md")
    assert run.returncode == 1 and "there is no such file" in run.stderr


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " https://x.org/ y", "https://x.org/\n"],
)
def test_only_web_addresses_become_links(address: str) -> None:
    item = {"id": "x", "type": "webpage", "title": "T", "URL": address}
    for output in ("html", "latex", "rtf", "markdown"):
        text = library.Notes(output=output, links=True).cite(item)
        assert "<a " not in text and "\\href" not in text and "HYPERLINK" not in text and "](" not in text


def test_web_addresses_become_links() -> None:
    item = {"id": "x", "type": "webpage", "title": "T", "URL": "https://example.org/a?b=c"}
    assert '<a href="https://example.org/a?b=c">' in library.Notes(output="html", links=True).cite(item)


@given(st.text())
def test_printable_text_has_nothing_unsafe_and_keeps_the_rest(text: str) -> None:
    made = printable(text)
    assert not UNSAFE.search(made) and printable(made) == made
    assert [c for c in text if c.isalnum()] == [c for c in made if c.isalnum()]


def test_printable_keeps_what_scripts_need() -> None:
    assert printable("نمی\u200cخواهم\tx\ny") == "نمی\u200cخواهم\tx\ny"
    assert printable_data({"a\x1b": ["b\r", 3, None]}) == {"a": ["b ", 3, None]}


def test_the_nearest_names_come_first() -> None:
    names = ["chicago-notes", "chicago-author-date", "mla", "wilson-center", "notes"]
    assert nearest("chicgo-notes", names)[0] == "chicago-notes"
    assert nearest("author", names) == ["chicago-author-date"]
    assert nearest("", names) == [] and nearest("zzz", names) == []
    assert did_you_mean("zzz", names, "none") == "none"
    assert did_you_mean("note", names).startswith("did you mean “notes”")
