"""Citations as whole files, and on the clipboard as formatted and as plain text."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from citekit.cli.clipboard import clipboard_html, copy
from tests.cli.runner import EXAMPLE, OTHER, citekit

X = {"DISPLAY": ":9", "WAYLAND_DISPLAY": ""}
TITLE = "TASS Digest Distributed to Cde."


def program(folder: Path, name: str) -> str:
    """A PATH on which a program of this name writes what it is given into a file named by its arguments."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\ncat > "{folder}/$(echo "$@" | tr -c a-z -)"\n', "utf-8")
    path.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize(
    ("name", "display", "rich", "plain"),
    [
        (
            "xclip",
            {"DISPLAY": ":9", "WAYLAND_DISPLAY": ""},
            "-selection-clipboard--t-text-html-",
            "-selection-primary-",
        ),
        ("wl-copy", {"WAYLAND_DISPLAY": "w"}, "--type-text-html-", "--primary---type-text-plain-charset-utf---"),
    ],
)
def test_copy_gives_html_and_plain_text_to_the_clipboard(
    tmp_path: Path, name: str, display: dict[str, str], rich: str, plain: str
) -> None:
    path = program(tmp_path / "bin", name)
    run = citekit("cite", OTHER, "--copy", "--output", "markdown", PATH=path, **display)
    assert (run.returncode, run.stderr.count("\n")) == (0, 1) and "on the clipboard" in run.stderr
    html = (tmp_path / "bin" / rich).read_text("utf-8")
    assert html.startswith('<meta charset="utf-8"><p>“TASS Digest') and html.rstrip().endswith("</p>")
    text = (tmp_path / "bin" / plain).read_text("utf-8")
    assert text.startswith(f"“{TITLE}") and "<" not in text


def test_a_bibliography_can_be_copied(tmp_path: Path) -> None:
    path = program(tmp_path / "bin", "xclip")
    run = citekit("bibliography", OTHER, EXAMPLE, "--copy", PATH=path, DISPLAY=":9", WAYLAND_DISPLAY="")
    assert run.returncode == 0 and run.stdout.count("\n") == 2
    html = (tmp_path / "bin" / "-selection-clipboard--t-text-html-").read_text("utf-8")
    assert html.count('<div class="csl-entry">') == 2


def test_without_a_clipboard_it_is_said_what_to_do() -> None:
    run = citekit("cite", OTHER, "--copy", DISPLAY="", WAYLAND_DISPLAY="")
    assert run.returncode == 1 and TITLE in run.stdout
    assert "there is no clipboard to copy to" in run.stderr and "-o" in run.stderr


def test_the_clipboard_of_windows_knows_where_its_html_is() -> None:
    """“HTML Clipboard Format”: the offsets count bytes."""
    made = clipboard_html("<p>Москва</p>").encode()
    offsets = dict(line.split(b":") for line in made.split(b"<")[0].split(b"\r\n") if line)
    start, end = int(offsets[b"StartFragment"]), int(offsets[b"EndFragment"])
    assert made[start:end].decode() == "<p>Москва</p>"
    assert made[int(offsets[b"StartHTML"]) : int(offsets[b"EndHTML"])].startswith(b"<html>")


HTML, PLAIN = "<p>“Письмо,” <i>Pravda</i></p>", "“Письмо,” \\ Pravda"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the PATH, for programs of another system that write what they are given into files."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def fake(folder: Path, name: str, ending: str = "") -> None:
    for one in {name, name + ending}:
        path = folder / one
        path.write_text(
            f'#!/bin/sh\n/bin/cat > "{folder}/given"\nprintf "%s\\n" "$@" > "{folder}/arguments"\n', "utf-8"
        )
        path.chmod(0o755)


def test_a_mac_is_told_both_kinds_of_text_in_one_script(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    fake(elsewhere, "osascript")
    assert copy(HTML, PLAIN) == "on the clipboard, as formatted and as plain text"
    script = (elsewhere / "given").read_bytes().decode("utf-8")
    found = re.fullmatch(r'set the clipboard to {«class HTML»:«data HTML([0-9A-F]+)», string:"(.*)"}', script)
    assert found is not None and (elsewhere / "arguments").read_text("utf-8") == "-\n"
    assert bytes.fromhex(found[1]).decode("utf-8") == '<meta charset="utf-8">' + HTML
    assert found[2] == PLAIN.replace("\\", "\\\\")


def test_windows_is_told_both_kinds_of_text_in_letters_that_any_code_page_has(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PATHEXT", ".EXE")
    fake(elsewhere, "powershell", ".EXE")
    assert copy(HTML, PLAIN) == "on the clipboard, as formatted and as plain text"
    given = (elsewhere / "given").read_bytes()
    assert given.isascii() and json.loads(given) == {"html": clipboard_html(HTML), "plain": PLAIN}
    arguments = (elsewhere / "arguments").read_text("utf-8")
    assert arguments.startswith("-NoProfile\n-STA\n-Command\n") and "ConvertFrom-Json" in arguments


def test_a_windows_without_powershell_gets_plain_text(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    fake(elsewhere, "clip")
    assert copy(HTML, PLAIN) == "on the clipboard as plain text"
    given = (elsewhere / "given").read_bytes()
    assert given[:2] in (b"\xff\xfe", b"\xfe\xff") and given.decode("utf-16") == PLAIN


@pytest.mark.parametrize("command", ["cite", "bibliography"])
def test_files_of_html_and_rtf_are_whole(tmp_path: Path, command: str) -> None:
    html, rtf = tmp_path / "a.html", tmp_path / "a.rtf"
    citekit(command, OTHER, "--output", "html", "-o", html)
    citekit(command, OTHER, "--output", "rtf", "-o", rtf)
    assert html.read_text("utf-8").startswith("<!DOCTYPE html>") and TITLE in html.read_text("utf-8")
    assert rtf.read_text("ascii").startswith("{\\rtf1") and rtf.read_text("ascii").endswith("}\n")
    assert "{" not in citekit(command, OTHER, "--output", "rtf").stdout
