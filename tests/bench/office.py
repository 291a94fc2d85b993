"""A book woven from Markdown, as a Word and as a LibreOffice file, whole processes, beside pandoc making the same book.

python -m tests.bench.office [WORDS] [CITATIONS]
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.engine import Measured, measure
from tests.bench.items import items
from tests.bench.subjects import OWN, missing, pandoc_program
from tests.manuscript.office_files import odt_file, paragraph, run, word_file

FONT = '<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/><w:lang w:val="en-US"/>'
_RUN = 10  # words of a run: Word divides its text at every change and every day's work


def book(words: int, citations: int, keys: list[str]) -> list[list[str]]:
    """Paragraphs of runs of ten words, citations spread over them."""
    chance = random.Random(1)
    syllables = "ka ro mi ten sal vor il pe du stra".split()
    text = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(words)]
    pieces = [" ".join(text[n : n + _RUN]) for n in range(0, words, _RUN)]
    every = max(1, len(pieces) // max(1, citations))
    for n in range(citations):
        at = min(n * every, len(pieces) - 1)
        pieces[at] += f" [@{chance.choice(keys)}, {chance.randint(1, 300)}]."
    return [[f"{piece} " for piece in pieces[n : n + 10]] for n in range(0, len(pieces), 10)]


def main(words: int = 200_000, citations: int = 3_000) -> None:
    """Measure a quarter, a half and the whole of the book, and print processor time (wall time, peak memory)."""
    listed = items(500)
    for part in (4, 2, 1):
        with tempfile.TemporaryDirectory() as name:
            text = book(words // part, citations // part, [str(item["id"]) for item in listed])
            print(f"{words // part} words, {citations // part} citations of {len(listed)} works", flush=True)
            _measure_all(Path(name), text, listed)


def _measure_all(folder: Path, text: list[list[str]], listed: list[dict[str, Any]]) -> None:
    library, markdown = folder / "library.json", folder / "book.md"
    library.write_text(json.dumps(listed), encoding="utf-8")
    word = word_file(folder / "book.docx", *(paragraph("".join(run(piece, FONT) for piece in one)) for one in text))
    odt = odt_file(folder / "book.odt", *("".join(one) for one in text))
    markdown.write_text("\n\n".join("".join(one) for one in text), encoding="utf-8")
    for source, options in ((markdown, []), (word, []), (word, ["--zotero"]), (odt, []), (odt, ["--zotero"])):
        first = _woven(source, folder / f"out{source.suffix}", library, options)
        second = _woven(folder / f"out{source.suffix}", folder / f"again{source.suffix}", library, options)
        print(f"  {source.suffix} {' '.join(options)}: {_shown(first)}; woven again {_shown(second)}", flush=True)
    style = ["--csl", str(OWN / "chicago-notes.csl"), "--bibliography", str(library)]
    for target in ("p.md", "p.docx"):
        theirs = [pandoc_program(), "--citeproc", *style, str(markdown), "-o", str(folder / target)]
        print(f"  pandoc --citeproc to {target[1:]}: {missing('pandoc') or _shown(measure(theirs, 300))}", flush=True)


def _woven(source: Path, target: Path, library: Path, options: list[str]) -> Measured:
    command = [sys.executable, "-m", "citekit", "weave", str(source), "--library", str(library), "-o", str(target)]
    return measure([*command, *options], 300)


def _shown(measured: Measured) -> str:
    return measured.failed or f"{measured.spent:.2f} s ({measured})"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
