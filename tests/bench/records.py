"""Reading and exporting: pages to CSL-JSON, CSL-JSON to BibTeX beside pandoc, each a whole process.

python -m tests.bench.records [PAGES] [ITEMS]
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.bench.engine import measure
from tests.bench.items import items
from tests.bench.subjects import missing, pandoc_program

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
    found = measure(
        [sys.executable, "-m", "citekit", "export", str(pages), "--to", "csl-json", "-o", str(folder / "out.json")],
        limit=600,
    )
    print(f"{count} pages to CSL-JSON: citekit {found}, {count / max(found.seconds, 1e-9):.0f} a second")


def exporting(count: int, folder: Path) -> None:
    """Items to BibTeX, beside pandoc."""
    for name, made in (
        ("records of an archive", [archival_item(n) for n in range(count)]),
        ("works of all kinds", items(count)),
    ):
        source = folder / "items.json"
        source.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
        ours = measure(
            [sys.executable, "-m", "citekit", "export", str(source), "--to", "bibtex", "-o", str(folder / "a.bib")],
            limit=600,
            repeat=3,
        )
        theirs = missing("pandoc") or measure(
            [pandoc_program(), "-f", "csljson", "-t", "bibtex", str(source), "-o", str(folder / "b.bib")],
            limit=600,
            repeat=3,
        )
        print(f"{count} {name} to BibTeX: citekit {ours}, pandoc {theirs}")


def main(pages: int = 16_000, count: int = 10_000) -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as name:
        reading(pages, Path(name))
        exporting(count, Path(name))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
