"""``citekit.toml`` beside the work and in the configuration folder; ``config``, ``doctor`` and ``help``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citekit.cli.help import topic_text, topics
from citekit.common.errors import to_install
from citekit.common.tables import table
from tests.cli.runner import EXAMPLE, citekit, json_lines
from tests.conftest import ROOT

DECISION = (ROOT / EXAMPLE).read_text(encoding="utf-8")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of a work with one source."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "decision.md").write_text(DECISION, encoding="utf-8")
    return tmp_path


def test_what_is_set_beside_the_work_holds_for_its_commands(work: Path) -> None:
    (work / "citekit.toml").write_text('style = "mla"\nlibrary = "sources"\noutput = "markdown"\n', encoding="utf-8")
    set_once = citekit("cite", "[@decision]", cwd=work)
    told = citekit("cite", "[@decision]", "--library", "sources", cwd=work / "sources")
    assert set_once.returncode == 0 and set_once.stdout.startswith("(\u201cSoviet Politburo Decision")
    assert told.returncode == 1, "the library is relative to the file, not to the folder of the command"
    assert citekit("cite", "[@decision]", "--style", "wilson-center", cwd=work).stdout.startswith('"Soviet'), (
        "options win"
    )


def test_settings_hold_below_their_folder_within_the_person_s_own(work: Path) -> None:
    (work / "citekit.toml").write_text('style = "wilson-center"\n', encoding="utf-8")
    below = citekit("cite", "decision.md", cwd=work / "sources", HOME=str(work.parent))
    elsewhere = citekit("cite", "decision.md", cwd=work / "sources", HOME="/nonexistent")
    assert below.stdout.startswith('"Soviet') and elsewhere.stdout.startswith("\u201cSoviet")


def test_what_stands_beside_the_work_wins_over_the_person_s_own(work: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('style = "mla"\nlocale = "de-DE"\n', encoding="utf-8")
    (work / "citekit.toml").write_text('style = "wilson-center"\n', encoding="utf-8")
    (line,) = json_lines(citekit("config", "--json", cwd=work, CITEKIT_CONFIG=str(mine)).stdout)
    assert line["settings"] == {"style": "wilson-center", "locale": "de-DE"}
    assert line["from"] == {"style": str(work / "citekit.toml"), "locale": str(mine)}


def test_a_draft_is_woven_as_the_person_has_set_it_where_it_says_nothing_else(work: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('style = "mla"\n', encoding="utf-8")
    (work / "a.md").write_text("It was decided [@decision].\n", encoding="utf-8")
    (work / "b.md").write_text("---\ncsl: chicago-notes\n---\nIt was decided [@decision].\n", encoding="utf-8")
    weave = ["weave", "--library", "sources"]
    assert "It was decided (\u201cSoviet" in citekit(*weave, "a.md", cwd=work, CITEKIT_CONFIG=str(mine)).stdout
    assert "[^1]: \u201cSoviet" in citekit(*weave, "b.md", cwd=work, CITEKIT_CONFIG=str(mine)).stdout


def test_a_draft_says_in_which_forms_foreign_titles_stand(tmp_path: Path) -> None:
    record = "title: Докладная записка\ndate: 1956-10-28\nreference: РГАНИ, ф. 3, оп. 64, д. 484\n"
    (tmp_path / "note.yaml").write_text(record, encoding="utf-8")
    (tmp_path / "a.md").write_text("---\ntitles: transliterated\n---\nIt is said [@note].\n", encoding="utf-8")
    assert "“Dokladnai" in citekit("weave", "a.md", "--library", "note.yaml", cwd=tmp_path).stdout


def test_settings_in_the_configuration_folder(work: Path) -> None:
    (work / "config" / "citekit").mkdir(parents=True)
    (work / "config" / "citekit" / "citekit.toml").write_text('style = "mla"\n', encoding="utf-8")
    import sys

    if not sys.platform.startswith("linux"):
        pytest.skip("this system has its configuration elsewhere")
    from citekit.cli import settings

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CITEKIT_CONFIG", raising=False)
        patch.setenv("XDG_CONFIG_HOME", str(work / "config"))
        patch.chdir(work)
        assert settings.read_settings().values == {"style": "mla"}


def test_a_repository_of_one_s_own_is_known_without_touching_the_package(work: Path) -> None:
    note = '"A Letter", 1955, StAZH, Kassette 4, Bl. 12. https://archive.example.org/record/77'
    before = citekit("show", "--text", note, cwd=work).stdout
    (work / "citekit.toml").write_text(
        '[[repository]]\nabbreviation = "StAZH"\nname = "Staatsarchiv Zürich"\nplace = "Zurich"\ntradition = "zurich"\n'
        '[levels.zurich]\nbase = "german"\nbox = "kassette"\n'
        '[[archive]]\nname = "Zurich Online"\ndomains = ["archive.example.org"]\nnumber = \'/record/(\\d+)\'\n',
        encoding="utf-8",
    )
    after = citekit("show", "--text", note, cwd=work, own_tables=True).stdout
    assert "Staatsarchiv Zürich" not in before
    assert "Staatsarchiv Zürich, Zurich" in after and "4  (Kassette)" in after
    assert "own repository       Staatsarchiv Zürich" in citekit("config", cwd=work, own_tables=True).stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('stlye = "mla"\n', "“stlye”: there is no such setting (did you mean “style”"),
        ("style = 3\n", "“style”: this should be"),
        ("library = 3\n", "“library”: this should be a list"),
        ("style =\n", "not valid TOML"),
        ('[addresses]\nzotro = "x"\n', "did you mean “zotero”"),
        ('[[repository]]\nname = "X"\n', "has no “abbreviation”"),
        ('[[repository]]\nabbreviation = "X"\nname = "X"\ntown = "Y"\n', "unknown field “town”"),
        ('repository = "X"\n', "write each one as [[repository]]"),
        ('levels = "X"\n', "[levels.czech]"),
    ],
)
def test_a_mistake_in_the_settings_is_named_by_file_and_setting(work: Path, text: str, said: str) -> None:
    (work / "citekit.toml").write_text(text, encoding="utf-8")
    run = citekit("cite", "sources", cwd=work)
    assert (run.returncode, run.stdout) == (2, "") and said in run.stderr and str(work / "citekit.toml") in run.stderr
    assert citekit("help", "config", cwd=work).returncode == 0, "help is there all the same"


def test_what_only_drafts_know_may_stand_in_the_same_file(work: Path) -> None:
    (work / "citekit.toml").write_text(
        'style = "mla"\nbibliography = "sources"\nlink-citations = true\nlang = "de-DE"\n', encoding="utf-8"
    )
    assert citekit("cite", "sources", cwd=work).stdout.startswith("(\u201cSoviet")
    assert "link-citations       true  (citekit.toml)" in citekit("config", cwd=work).stdout


def test_settings_are_no_record_of_their_folder(work: Path) -> None:
    (work / "citekit.toml").write_text('style = "mla"\n', encoding="utf-8")
    run = citekit("cite", work, cwd=work)
    assert (run.returncode, run.stderr) == (0, "")


def test_an_example_of_the_settings_is_written_once(work: Path) -> None:
    assert citekit("config", "--init", cwd=work).returncode == 0
    assert citekit("config", "--init", cwd=work).returncode == 1
    assert citekit("config", cwd=work).returncode == 0, "nothing in it is set"
    import tomllib

    text = (work / "citekit.toml").read_text(encoding="utf-8")
    settings = [line[2:] for line in text.split("\n")[3:] if line.startswith("# ") and ("=" in line or "[" in line)]
    everything = "\n".join(line for line in settings if not line[0].isupper())
    assert set(tomllib.loads(everything)) == {
        *("style locale output library keys as-is reset-positions addresses repository archive".split())
    }
    (work / "citekit.toml").write_text(everything, encoding="utf-8")
    assert citekit("config", cwd=work).returncode == 0


def test_doctor_says_what_is_installed_and_how_to_get_the_rest() -> None:
    lines = {line["name"]: line for line in json_lines(citekit("doctor", "--json").stdout)}
    assert lines["citekit"]["there"] and lines["citeproc-py"]["there"] and lines["lxml"]["state"][:1].isdigit()
    assert {package["name"] for package in table("doctor")["package"]} <= set(lines)
    assert all(line["there"] or line["hint"] or line["adds"] for line in lines.values())
    assert citekit("doctor").returncode == 0


def test_doctor_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from citekit.cli import doctor

    monkeypatch.setattr(doctor, "_version", lambda name: "" if name in ("rispy", "lxml") else "1")
    found = {part.name: part for part in doctor.parts()}
    assert not found["rispy"].there and found["rispy"].hint == "pip install rispy" and not found["rispy"].needed
    assert not found["lxml"].there and found["lxml"].needed


@pytest.mark.parametrize("topic", topics())
def test_every_topic_of_help_is_whole(topic: str) -> None:
    text = topic_text(topic)
    assert text.startswith("# ") and "{{" not in text and len(text.splitlines()) > 5
    assert f"    {topic}" in citekit("help").stdout


def test_help_lists_what_the_program_uses() -> None:
    from citekit.exporters import exporters
    from citekit.links.report import VERDICTS

    assert all(name in topic_text("verdicts") for name in VERDICTS)
    assert all(name in topic_text("formats") for name in exporters())
    for fields in table("metadata").values():
        assert all(names.split("|")[0] in topic_text("fields") for names in fields.values())


def test_help_of_a_command_is_its_own_help() -> None:
    assert citekit("help", "cite").stdout == citekit("cite", "--help").stdout


def test_the_man_page_that_is_installed_is_that_of_the_program() -> None:
    installed = (ROOT / "citekit/data/man/citekit.1").read_text(encoding="utf-8")
    advice = "make it anew: python -m citekit help --man -o citekit/data/man/citekit.1"
    assert installed == citekit("help", "--man").stdout, advice


def test_completion_that_is_installed_completes_in_bash(need: Callable[[str], str]) -> None:
    import os
    import subprocess
    import sys

    script = (
        f'. {ROOT}/citekit/data/completion/citekit.bash; citekit() {{ "{sys.executable}" -m citekit; }}; '
        f'env() {{ shift 0; command env PYTHONPATH={ROOT} "${{@:1:$#-1}}" {sys.executable} -m citekit; }}; '
        "COMP_WORDS=(citekit cite --style chicago-no); COMP_CWORD=3; _citekit_completion citekit; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    run = subprocess.run(
        [need("bash"), "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "CITEKIT_CONFIG": os.devnull},
    )
    assert "chicago-notes" in run.stdout.split(), run.stderr


def test_the_man_page_has_every_command_and_option() -> None:
    page = citekit("help", "--man").stdout
    for command in (
        "cite",
        "bibliography",
        "export",
        "check",
        "fetch",
        "show",
        "styles",
        "push zotero",
        "config",
        "doctor",
    ):
        assert f"\n.SS {command}\n" in page
    assert r"\fB\-\-style\fR" in page and r"\fB\-\-update\fR" in page and page.startswith(".TH CITEKIT 1")


@pytest.mark.parametrize(
    ("prefix", "command"),
    [
        ("/usr", "pip install rispy"),
        ("/home/x/.local/share/pipx/venvs/citekit", "pipx inject citekit rispy"),
        ("/home/x/.local/share/uv/tools/citekit", "uv tool install --with rispy . (in the project's folder)"),
        ("/home/x/.cache/uv/archive-v0/abc", "uvx --with rispy --from . citekit (in the project's folder)"),
    ],
)
def test_a_missing_package_is_installed_where_citekit_runs(
    prefix: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.prefix", prefix)
    assert to_install("rispy") == command
