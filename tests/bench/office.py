"""A book woven as a Word and as a LibreOffice file, whole processes, beside pandoc making the same book from Markdown.

python -m tests.bench.office [WORDS] [CITATIONS]
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

from tests.bench.engine import measure
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
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed = items(500)
        library = folder / "library.json"
        library.write_text(json.dumps(listed), encoding="utf-8")
        text = book(words, citations, [str(item["id"]) for item in listed])
        word = word_file(folder / "book.docx", *(paragraph("".join(run(piece, FONT) for piece in one)) for one in text))
        odt = odt_file(folder / "book.odt", *("".join(one) for one in text))
        markdown = folder / "book.md"
        markdown.write_text("\n\n".join("".join(one) for one in text), encoding="utf-8")
        print(f"{words} words, {citations} citations of {len(listed)} works")
        weave = [sys.executable, "-m", "citekit", "weave"]
        for source in (word, odt):
            for more in ([], ["--zotero"]):
                out = folder / ("out" + source.suffix)
                command = [*weave, str(source), "--library", str(library), "-o", str(out), *more]
                again = [
                    *weave,
                    str(out),
                    "--library",
                    str(library),
                    "-o",
                    str(folder / ("again" + source.suffix)),
                    *more,
                ]
                first, second = measure(command, 300, 3), measure(again, 300, 3)
                print(f"  {source.suffix} {' '.join(more)}: citekit {first}; woven again {second}")
        style = ["--csl", str(OWN / "chicago-notes.csl"), "--bibliography", str(library)]
        theirs = missing("pandoc") or measure(
            [pandoc_program(), "--citeproc", *style, str(markdown), "-o", str(folder / "p.docx")], 300
        )
        print(f"  .md to .docx: pandoc --citeproc {theirs}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
