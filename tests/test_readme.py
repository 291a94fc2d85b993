"""Every example of the README and of examples/ is run, and prints what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.worked_examples import BLOCK, PAGES, ROOT, SCRIPT, folder_of, run_block, run_script, without_today

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [(page, block) for page in PAGES for block in BLOCK.findall(page.read_text(encoding="utf-8"))]
SCRIPTS = [(page, match) for page in PAGES for match in SCRIPT.finditer(page.read_text(encoding="utf-8"))]
OF_CLUSTERS = re.compile(r"^(?:import|from) (pyarrow|dask|distributed)\b", re.M)  # which are slow to import, or absent


def marks_of(script: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.slow] if OF_CLUSTERS.search(script) else []


def named(page: Path) -> str:
    return page.parent.name if page.parent != ROOT else "README"


@pytest.mark.xdist_group("examples")
@pytest.mark.parametrize("page, block", BLOCKS, ids=[f"{named(p)}: {b.splitlines()[0][2:60]}" for p, b in BLOCKS])
def test_what_a_page_shows_is_what_is_printed(page: Path, block: str) -> None:
    def seen(command: str, shown: str, printed: str) -> None:
        assert without_today(printed) == without_today(shown), command

    run_block(block, folder_of(page), seen)


@pytest.mark.parametrize(
    "page, match",
    [pytest.param(page, match, marks=marks_of(match["script"]), id=named(page)) for page, match in SCRIPTS],
)
def test_a_script_prints_what_the_page_says(page: Path, match: re.Match[str]) -> None:
    for module in OF_CLUSTERS.findall(match["script"]):
        pytest.importorskip(module)
    assert run_script(match["script"], folder_of(page)) == match["output"]


def test_the_readme_has_its_two_commands_and_is_short() -> None:
    assert re.findall(r"<!-- ci: (.*?) -->\n```sh\n.+\n```", README) == ["install and run", "install and test"]
    words = re.sub(r"```.*?```", "", README, flags=re.S).split()
    assert len(words) < 1400


def test_every_worked_example_is_linked_from_the_readme() -> None:
    pages = [page.relative_to(ROOT).as_posix() for page in PAGES[1:]]
    assert [page for page in pages if f"]({page})" not in README] == []


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert [t for t in targets if not (ROOT / t).exists()] == []
