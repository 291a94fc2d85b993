"""Records of one archive and of many, and works of all kinds, to BibTeX, RIS, CSL-JSON and notes, beside pandoc and
citation.js; pages of an archive to CSL-JSON.  Each is a whole process, measured in the seconds of a processor that it
took.

python -m tests.bench.records                    10,000 and 100,000 records; 16,000 pages
python -m tests.bench.records --counts 1000 --pages 0
python -m tests.bench.records --counts 1000000 --pages 0 --to bibtex    a million, in citekit alone: some minutes

Start-up is in the figures: what 10,000 records take is a third of a second more than a tenth of what 100,000 take.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from pathlib import Path

from tests.bench.archives import varied_records
from tests.bench.engine import Measured, measure
from tests.bench.items import items
from tests.bench.subjects import HERE, missing, pandoc_program

PAGE = """# November {day}, {year} Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev, No. {n}

### Citation:

"Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev, No. {n}", \
November {day}, {year}, Wilson Center Digital Archive, \
APRF, Fond 3, Opis 65, Delo {n}, Listy 44-45 \
and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65-66. https://digitalarchive.wilsoncenter.org/document/{n}

## **Summary:**

Telegram number {n}, on what was asked before and answered since.

# **Original Language:**

Russian

#### **Contents:**

Translation - English

"""
BODY = (
    "A paragraph of the document, as long as such paragraphs are, so that the page has the size of a page of the"
    " archive.\n\n" * 18
)


CITEKIT = [sys.executable, "-m", "citekit"]
LIMIT = 900.0  # seconds
OTHERS_UP_TO = 100_000  # records for programs that hold all of them at once, and for notes, which know all before them


def archival_item(n: int) -> dict[str, object]:
    """An item as the archive's records are kept by reference managers."""
    return {
        "id": f"d{n}",
        "type": "manuscript",
        "title": f"Report No. {n} on the Situation & Prospects",
        "issued": {"date-parts": [[1950 + n % 40, n % 12 + 1, n % 28 + 1]]},
        "author": [{"family": f"Author{n}", "given": "A. B."}],
        "archive": "Wilson Center Digital Archive",
        "archive_location": f"RGANI, f. 5, op. {n % 90}, d. {n}, ll. 193-194",
        "URL": f"https://digitalarchive.wilsoncenter.org/document/{n}",
        "abstract": "What the report says, in two sentences. This is the second of them.",
        "language": "en",
    }


def reading(count: int, folder: Path) -> None:
    """Pages of the archive in a folder, to CSL-JSON in one command."""
    pages = folder / "pages"
    pages.mkdir()
    for n in range(count):
        (pages / f"{n:05d}.md").write_text(
            PAGE.format(n=100_000 + n, day=n % 28 + 1, year=1950 + n % 40) + BODY, encoding="utf-8"
        )
    command = [*CITEKIT, "export", str(pages), "--to", "csl-json", "--jobs", "1", "-o", str(folder / "out.json")]
    print(row("pages of an archive", "csl-json", "citekit", count, measure(command, LIMIT)))


def commands(source: Path, to: str, out: Path) -> Iterator[tuple[str, list[str]]]:
    """Who writes the records of a file (JSON lines; a list, with the ending .json, beside it) in a format, and how."""
    listed = source.with_suffix(".json")
    if to == "notes":
        yield "citekit", [*CITEKIT, "cite", str(source), "--style", "chicago-notes", "-o", str(out)]
        return
    yield "citekit", [*CITEKIT, "export", str(source), "--to", to, "--jobs", "1", "-o", str(out)]
    if to != "ris":
        yield "pandoc", [pandoc_program(), "-f", "csljson", "-t", to.replace("-", ""), str(listed), "-o", str(out)]
    if to != "csl-json":
        yield "citation.js", ["node", str(HERE / "run_citation_js.cjs"), str(listed), to, str(out)]


MADE: dict[str, Callable[[int], Iterable[object]]] = {
    "records of an archive": lambda count: map(archival_item, range(count)),
    "records of many archives": varied_records,
    "works of all kinds": items,
}


def write_records(name: str, count: int, source: Path) -> None:
    """Records as JSON lines, and as a list beside them."""
    with source.open("w", encoding="utf-8") as lines, source.with_suffix(".json").open("w", encoding="utf-8") as listed:
        between = "["
        for item in MADE[name](count):
            text = json.dumps(item, ensure_ascii=False)
            lines.write(text + "\n")
            listed.write(between + text)
            between = ", "
        listed.write("]")


def exporting(name: str, count: int, folder: Path, formats: list[str]) -> None:
    """Records in formats, by citekit and by those who can write them.

    Another process makes them: what this one holds would count as the memory of those that it starts.
    """
    source = folder / "records.jsonl"
    maker = get_context("spawn").Process(target=write_records, args=(name, count, source))
    maker.start()
    maker.join()
    for to in formats:
        for program, command in commands(source, to, folder / "out"):
            if count > OTHERS_UP_TO and (program != "citekit" or to == "notes"):
                continue
            if not missing(program):
                print(row(name, to, program, count, measure(command, LIMIT)), flush=True)


def row(name: str, to: str, program: str, count: int, found: Measured) -> str:
    """A row of the table: processor time, records a second of one core, peak memory."""
    said = found.failed or f"{found.spent:.1f} s | {count / max(found.spent, 1e-9):,.0f} | {found.megabytes:.0f} MB"
    return f"| {count:,} {name} | {to} | {program} | {said} |"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--pages", type=int, default=16_000)
    parser.add_argument("--to", nargs="+", default=["bibtex", "ris", "csl-json", "notes"])
    chosen = parser.parse_args()
    for program in ("pandoc", "citation.js"):
        if reason := missing(program):
            print(f"{program} is left out: {reason}", file=sys.stderr)
    print("| records | to | program | processor time | records a second a core | memory |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for count in chosen.counts:
            for made in MADE:
                exporting(made, count, Path(name), chosen.to)
        if chosen.pages:
            reading(chosen.pages, Path(name))


if __name__ == "__main__":
    main()
