"""The changelog: dated, of the version that is released, and with all that users get."""

from __future__ import annotations

import datetime
import re
import tomllib

import pytest

import citekit
from citekit.cli import commands
from tests.conftest import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)$", CHANGELOG, re.M)


def names_of_commands() -> list[str]:
    """The commands, and the groups of commands, by name."""
    return sorted(commands.commands().commands)


def test_the_newest_release_is_the_version_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert RELEASES[0][0] == project["version"] == citekit.__version__


def test_each_release_has_a_date_and_the_newest_stands_first() -> None:
    assert len(RELEASES) == len(re.findall(r"^## ", CHANGELOG, re.M))
    days = [datetime.date.fromisoformat(day) for _, day in RELEASES]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("command", names_of_commands())
def test_each_command_is_named(command: str) -> None:
    assert re.search(rf"`{command}\b", CHANGELOG)
