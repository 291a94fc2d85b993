"""The engine by itself: nothing of the person at the keyboard or of the network is imported with it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from citekit.engine import Processor
print(*sorted({name.split(".")[0] for name in sys.modules}))
print(*sorted(name for name in sys.modules if name.startswith("citekit.")))
"""


def test_importing_the_engine_brings_no_command_line_and_no_network() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    packages, own = (set(line.split()) for line in done.stdout.splitlines())
    assert packages.isdisjoint({"typer", "rich", "click", "requests", "urllib3", "bibtexparser", "tomllib", "socket"})
    rooms = {name.split(".")[1] for name in own}
    assert rooms == {"engine", "richtext", "formats", "csl", "common"}
    common = {name for name in own if name.startswith("citekit.common.")}
    assert common == {"citekit.common.errors", "citekit.common.lazy", "citekit.common.version"}
