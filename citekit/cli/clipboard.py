"""Rich text on the clipboard: HTML for word processors, plain text for everything else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from ..common.errors import CitekitError

_SECONDS = 10
_HEAD = '<meta charset="utf-8">'
# AppleScript and PowerShell that put two kinds of one text on the clipboard; both read what they need from us
_APPLE = "set the clipboard to {{«class HTML»:«data HTML{html}», string:{plain}}}"
_POWERSHELL = (
    "$d = [Console]::In.ReadToEnd() | ConvertFrom-Json; Add-Type -AssemblyName System.Windows.Forms; "
    "$o = New-Object System.Windows.Forms.DataObject; $o.SetData('HTML Format', $d.html); $o.SetText($d.plain); "
    "[System.Windows.Forms.Clipboard]::SetDataObject($o, $true)"
)


def copy(html: str, plain: str) -> str:
    """Put a text on the clipboard; returns what was done, in words. Raises CitekitError.

    X and Wayland hold one kind of text at a time, so HTML goes to the clipboard there and plain text to the selection
    that the middle mouse button pastes.
    """
    if sys.platform == "darwin" and shutil.which("osascript"):
        script = _APPLE.format(html=(_HEAD + html).encode().hex().upper(), plain=_apple_string(plain))
        _run(["osascript", "-"], script)
        return "on the clipboard, as formatted and as plain text"
    if sys.platform == "win32":
        return _windows(html, plain)
    for program, display, as_html, plain_only in _SELECTIONS:
        if (not display or os.environ.get(display)) and shutil.which(program):
            _run([program, *as_html], _HEAD + html)
            _run([program, *plain_only], plain)
            return "on the clipboard as formatted text; as plain text it is what the middle mouse button pastes"
    raise CitekitError(
        "there is no clipboard to copy to",
        where="--copy",
        hint="install wl-clipboard (Wayland) or xclip (X), or write a file with -o",
    )


# program, the variable that says that its display is there, arguments for HTML on the clipboard and for plain text
_SELECTIONS: Sequence[tuple[str, str, list[str], list[str]]] = (
    ("wl-copy", "WAYLAND_DISPLAY", ["--type", "text/html"], ["--primary", "--type", "text/plain;charset=utf-8"]),
    ("xclip", "DISPLAY", ["-selection", "clipboard", "-t", "text/html"], ["-selection", "primary"]),
)


def _windows(html: str, plain: str) -> str:
    if shutil.which("powershell"):
        data = json.dumps({"html": clipboard_html(html), "plain": plain})
        _run(["powershell", "-NoProfile", "-STA", "-Command", _POWERSHELL], data)
        return "on the clipboard, as formatted and as plain text"
    _run(["clip"], plain, "utf-16")
    return "on the clipboard as plain text"


def clipboard_html(html: str) -> str:
    """HTML as Windows keeps it on the clipboard, with its start and end in bytes (“HTML Clipboard Format”)."""
    head = "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n"
    before, after = "<html><body><!--StartFragment-->", "<!--EndFragment--></body></html>"
    start = len(head.format(0, 0, 0, 0))
    first = start + len(before)
    last = first + len(html.encode())
    return head.format(start, last + len(after), first, last) + before + html + after


def _apple_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _run(command: list[str], text: str, encoding: str = "utf-8") -> None:
    """Run a program of the system with a text on its standard input."""
    try:
        # output to nowhere: xclip and wl-copy stay behind to serve the clipboard, and would keep a pipe open
        done = subprocess.run(
            command,
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CitekitError(f"{command[0]} could not be run ({error})", where="--copy") from None
    if done.returncode:
        raise CitekitError(
            f"{command[0]} could not reach the clipboard", where="--copy", hint="write a file with -o instead"
        )
