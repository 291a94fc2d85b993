"""What programs keep of our exports, fact by fact, over documents of many kinds: ``python -m tests.exporters.clients``
runs them and writes examples/exports/clients.md. Zotero is played by a model of its importers (zotero_model.py).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypandoc

from citekit import Document, export
from tests.exporters.test_clients import ROOT, biber, bibutils, jabref
from tests.exporters.test_zotero import READ, Fact, facts, held
from tests.exporters.varied import varied

FILE = ROOT / "examples" / "exports" / "clients.md"
Chunks = dict[str, str]  # citation key -> what a program gives back of the document


def need(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not installed")
    return found


def of_bib(text: str) -> Chunks:
    return dict(re.findall(r"^@(?!comment)\w+\{([^,\s]+),(.*?)^\}", text, re.M | re.S | re.I))


def of_ris(text: str) -> Chunks:
    found = {}
    for record in text.split("\nER  - "):
        key = re.search(r"^ID  - (.+)$", record, re.M)
        if key is not None:
            found[key[1].strip()] = record
    return found


def of_json(text: str) -> Chunks:
    return {str(item["id"]): json.dumps(item, ensure_ascii=False) for item in json.loads(text)}


def by_pandoc(to: str, form: str) -> Callable[[Path, list[Document]], Chunks]:
    return lambda folder, docs: of_json(pypandoc.convert_text(export(docs, to), "csljson", format=form))


def by_rispy(to: str) -> Callable[[Path, list[Document]], Chunks]:
    def read(folder: Path, docs: list[Document]) -> Chunks:
        import rispy

        return {r["id"]: json.dumps(r, ensure_ascii=False) for r in rispy.loads(export(docs, to))}

    return read


def by_bibutils_ris(to: str) -> Callable[[Path, list[Document]], Chunks]:
    def read(folder: Path, docs: list[Document]) -> Chunks:
        (folder / "in.ris").write_text(export(docs, to), encoding="utf-8")
        xml = subprocess.run(
            [need("ris2xml"), "-u", "in.ris"], cwd=folder, capture_output=True, timeout=60, check=False
        )
        made = subprocess.run([need("xml2ris")], input=xml.stdout, capture_output=True, timeout=60, check=False)
        return of_ris(made.stdout.decode("utf-8"))

    return read


CLIENTS: dict[str, Callable[[Path, list[Document]], Chunks]] = {
    "JabRef (bibtex)": lambda folder, docs: of_bib(jabref(folder, need, docs)),
    "biber (biblatex)": lambda folder, docs: of_bib(biber(folder, need, docs)),
    "bibutils (bibtex)": lambda folder, docs: of_ris(bibutils(folder, need, docs)),
    "bibutils (endnote)": by_bibutils_ris("endnote"),
    "pandoc (bibtex)": by_pandoc("bibtex", "bibtex"),
    "pandoc (biblatex)": by_pandoc("biblatex", "biblatex"),
    "pandoc (csl-json)": by_pandoc("csl-json", "csljson"),
    "pandoc (csl-yaml)": by_pandoc("csl-yaml", "markdown"),
    "pandoc (ris)": by_pandoc("ris", "ris"),
    "rispy (ris)": by_rispy("ris"),
    "rispy (endnote)": by_rispy("endnote"),
}


def words(text: str) -> set[str]:
    """The words of a text, numbers without zeros before them, months by their number."""
    plain = re.sub(r"\\[a-zA-Z]+|</?(?:i|b|em|sup|sub)>|[\\{}]", " ", text.replace("&lt;", "<").replace("&amp;", "&"))
    found = {w.lstrip("0") or w for w in re.findall(r"[^\W_]+", plain.casefold())}
    for n, month in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1):
        if any(w.startswith(month) for w in found):
            found.add(str(n))
    return found


def kept(chunk: str, fact: Fact) -> bool:
    """Whether all words of a fact are in what a program gives back; a kind or a key is not asked for."""
    value = re.sub(r"-2[1-4]\b", "", fact[1]) if fact[0] == "issued" else fact[1]
    return words(value) <= words(chunk)


def results() -> dict[str, tuple[Counter[str], dict[str, list[str]]]]:
    """Client -> (how many facts of each kind it kept, kind -> keys of the documents of which it lost some)."""
    docs = varied()
    made: dict[str, tuple[Counter[str], dict[str, list[str]]]] = {}
    for to, read in READ.items():
        counts, lost = Counter[str](), defaultdict(list)
        for doc, item in zip(docs, read(export(docs, to))):
            _count(doc, partial(held, item), counts, lost)
        made[f"Zotero ({to})"] = counts, lost
    for name, run in CLIENTS.items():
        with tempfile.TemporaryDirectory() as folder:
            chunks = run(Path(folder), docs)
        counts, lost = Counter[str](), defaultdict(list)
        for doc in docs:
            _count(doc, partial(kept, chunks.get(doc.key, "")), counts, lost)
        made[name] = counts, lost
    return made


def _count(doc: Document, is_kept: Callable[[Fact], bool], counts: Counter[str], lost: dict[str, list[str]]) -> None:
    for fact in facts(doc):
        if fact[0] in ("kind", "citation-key"):
            continue
        if is_kept(fact):
            counts[fact[0]] += 1
        elif doc.key not in lost[fact[0]]:
            lost[fact[0]].append(doc.key)


def main() -> None:
    """Write the table and the losses."""
    total = Counter(fact[0] for doc in varied() for fact in facts(doc) if fact[0] not in ("kind", "citation-key"))
    found = results()
    every = sum(total.values())
    lines = [
        "# What programs keep",
        "",
        f"{len(varied())} documents of many kinds (letters, telegrams, minutes, interviews, maps, films, books …) with",
        f"{every} facts, exported and read by each program; `python -m tests.exporters.clients` runs them and writes",
        "this page. A fact is kept where all its words come back, in whatever field. Zotero is played by a model of",
        "its importers, in which a fact counts only in its right field or in a line of Extra that Zotero understands.",
        "",
        "| fact | of | " + " | ".join(found) + " |",
        "|---" * (len(found) + 2) + "|",
    ]
    for kind, count in total.most_common():
        lines.append(f"| {kind} | {count} | " + " | ".join(str(counts[kind]) for counts, _ in found.values()) + " |")
    lines.append(f"| **lost** | {every} | " + " | ".join(str(every - c.total()) for c, _ in found.values()) + " |")
    lines += ["", "## What is lost", ""]
    for name, (_, lost) in found.items():
        named = "; ".join(f"{kind} ({', '.join(keys)})" for kind, keys in sorted(lost.items()))
        lines.append(f"- **{name}**: {named or 'nothing'}")
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(f"{name}: {every - counts.total()} of {every} lost" for name, (counts, _) in found.items()))


if __name__ == "__main__":
    main()
