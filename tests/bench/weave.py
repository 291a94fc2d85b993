"""A book of 200,000 words with 3,000 citations: woven by citekit, and by pandoc --citeproc. ``python -m tests.bench.weave``"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

WORDS = (
    "the of Moscow in archive and that telegram minister war border which had been sent answered without delay before "
    "winter government letter about grain railway embassy treaty"
).split()
STYLE = "chicago-notes"


def library(size: int = 600) -> list[dict[str, Any]]:
    """Books, articles and letters of an archive, as CSL-JSON."""
    r = random.Random(1)
    out: list[dict[str, Any]] = []
    for n in range(size):
        item: dict[str, Any] = {
            "id": f"k{n}",
            "title": f"The {r.choice(WORDS).title()} of {r.choice(WORDS)} {n}",
            "author": [{"family": f"Name{n % 300}", "given": "John"}],
            "issued": {"date-parts": [[1900 + n % 100, 1 + n % 12, 1 + n % 28]]},
        }
        if n % 3 == 0:
            item |= {"type": "personal_communication", "recipient": [{"family": "Orlova", "given": "Anna"}]}
            item |= {"archive": "RGASPI", "archive_location": f"f. 558, op. 11, d. {n}, ll. 67-70"}
            del item["title"]
        elif n % 3 == 1:
            item |= {"type": "book", "publisher": "Harbor Press", "publisher-place": "Boston"}
        else:
            item |= {"type": "article-journal", "container-title": "A Journal", "volume": str(n), "page": "10-25"}
        out.append(item)
    return out


def book(words: int = 200_000, citations: int = 3_000) -> str:
    """A draft of so many words with so many citations."""
    r = random.Random(2)
    sentences = words // 20
    chosen = set(r.sample(range(sentences), citations))
    out, paragraph = ["# Chapter"], []
    for n in range(sentences):
        sentence = " ".join(r.choice(WORDS) for _ in range(20)).capitalize()
        if n in chosen:
            key, other = r.randrange(600), r.randrange(600)
            forms = (f" [@k{key}, p. {n % 300}]", f" [see @k{key}, l. 68; also @k{other}]", f" [@k{key}]")
            sentence += r.choice(forms)
        paragraph.append(f"{sentence}.")
        if n % 6 == 5:
            out.append(r.choice(" \n").join(paragraph))
            paragraph = []
        if n % 400 == 399:
            out.append(f"# Chapter {n}")
    return "\n\n".join([*out, " ".join(paragraph)]) + "\n"


def seconds(command: list[str]) -> float:
    """Processor time of a command and of what it starts, which other work on the machine does not change."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a line for each program: processor seconds, the best of three."""
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        draft, items, out = (str(Path(folder) / name) for name in ("book.md", "library.json", "out.md"))
        Path(draft).write_text(book(), "utf-8")
        Path(items).write_text(json.dumps(library()), "utf-8")
        style = Path(__file__).parents[2] / "styles" / f"{STYLE}.csl"
        citekit = [sys.executable, "-m", "citekit", "weave", draft, "--library", items, "--style", STYLE, "-o", out]
        pandoc = [pypandoc.get_pandoc_path(), "--citeproc", "--bibliography", items, "--csl", str(style), draft]
        pandoc += ["-t", "markdown", "-o", out]
        print(f"{len(book().split())} words, 3000 citations, processor seconds (best of three)")
        for name, command in (("citekit weave", citekit), ("pandoc --citeproc", pandoc)):
            print(f"{name:<20}{min(seconds(command) for _ in range(3)):.2f}")


if __name__ == "__main__":
    main()
