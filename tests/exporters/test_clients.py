"""What each program keeps of what we export: hostile content, and a table that the README shows and this keeps true."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citekit import CitekitError, Document, HistoricalDate, export
from citekit.sources import documents, read_text
from tests.exporters.varied import FORMS, WRITTEN_DATES

Need = Callable[[str], str]
ROOT = Path(__file__).parents[2]

TEXTS = [
    "100% & more_less #1 ~tilde^caret $5",
    "open { brace",
    "close } brace",
    "both }{ reversed",
    "{a {nested} group}",
    "back\\slash",
    r"\input{/etc/passwd}",
    r"\write18{rm -rf /}",
    r"\immediate\openout",
    "\\",
    "trailing backslash\\",
    '"quoted" and ‘single’',
    "''two''",
    "``ticks``",
    "don't -- do --- it",
    "?`what!`",
    "@article at the start",
    "@comment{x}",
    "@string{a = b}",
    "a = {b}, c = {d}",
    "% comment",
    "%%%",
    "{}",
    "}{",
    "a | b < c > d",
    "# $ & _ { } ~ ^",
    "tab\there",
    "line\nbreak",
    "  spaces   inside ",
    "Совершенно секретно: копия № 1",
    "中华人民共和国外交部档案馆",
    "العربية من اليمين",
    "עברית",
    "ไทย",
    "한국어 문서",
    "日本語の文書",
    "e\u0301 and é combining",
    "Ångström Łódź Čapek őzike",
    "İstanbul ß ẞ ﬁ",
    "emoji 🎉 in a title",
    "mathematical 𝒜 letters",
    "TY  - BOOK",
    "ER  - ",
    "N1  - not a note",
    "key: value",
    "- item",
    "<b>bold</b> <i>italic</i>",
    "<script>alert(1)</script>",
    "&amp; &lt; &#65;",
    "a; b, c: d. e",
    "1 – 2 — 3",
    "x" * 100_000,
    "soft\u00adhyphen",
    "no\u00a0break",
]
NAMES: list[list[dict[str, Any]]] = [
    [{"literal": "Ministry of War and Navy"}],
    [{"literal": "Smith, Jones & Co."}],
    [{"literal": "Stalin"}],
    [{"literal": "A and B and C"}],
    [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}],
    [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}],
    [{"family": "Kim", "given": "Il Sung", "static-ordering": True}],
    [{"family": "Громыко", "given": "Андрей Андреевич"}],
    [{"family": "O'Neill", "given": "Éamon"}],
    [{"family": "Smith-Jones", "given": "J. K."}],
    [{"family": "毛", "given": "泽东"}],
    [{"family": f"Family{n}", "given": "G."} for n in range(500)],
]
URLS = ["https://example.org/a_b%20c?d=1&e=2#f~g", "https://example.org/ж/中?q={x}", "https://example.org/a b|c^d"]
KEYS = ["plain-key", "with spaces", "ключ", "UPPER", "upper", "a{b}c", "a,b", "a%b", 'a"b', "a#b"]


def hostile() -> list[Document]:
    """More than 60 documents, each with one thing that programs stumble over."""
    docs = [
        Document.from_csl(
            {
                "id": f"t{n}",
                "type": kind,
                "title": text,
                "abstract": text,
                "note": text,
                "archive": text,
                "archive_location": text,
                "publisher": text,
            }
        )
        for n, text in enumerate(TEXTS)
        for kind in [("document", "book", "report")[n % 3]]
    ]
    docs += [
        Document.from_csl({"id": f"n{n}", "type": "book", "title": "Names", "author": names})
        for n, names in enumerate(NAMES)
    ]
    docs += [
        Document(title=f"Date {n}", key=f"d{n}", date=HistoricalDate.parse(text), host="Wilson Center Digital Archive")
        for n, text in enumerate(WRITTEN_DATES)
    ]
    docs += [
        Document(title=f"Address {n}", key=f"u{n}", url=url, host="Wilson Center Digital Archive")
        for n, url in enumerate(URLS)
    ]
    return docs + [
        Document(title=f"Key {n}", key=key, host="Wilson Center Digital Archive") for n, key in enumerate(KEYS)
    ]


def plain(value: Any) -> str:
    return re.sub(r"\s+", " ", str(value or "")).strip()


def kept(doc: Document) -> tuple[Any, ...]:
    """What a hostile document must still say after a journey."""
    names = [{k: plain(v) for k, v in name.items()} for name in doc.extra.get("author", ())]
    date = doc.date and (
        doc.date.start,
        doc.date.end,
        doc.date.season,
        doc.date.circa,
        doc.date.uncertain,
        "" if doc.date.start else doc.date.text,
    )
    return (
        plain(doc.title),
        plain(doc.summary),
        plain(doc.extra.get("note")),
        plain(doc.extra.get("publisher")),
        names,
        date,
    )


# what a format cannot hold, by the place of the text: RIS has no escape for its own tags at the start of a line
@pytest.mark.slow
@pytest.mark.parametrize("to", ["csl-json", "csl-yaml", "bibtex", "biblatex", "ris"])
def test_hostile_content_comes_back_equal(to: str) -> None:
    docs = hostile()
    assert len(docs) >= 60
    back = list(documents(read_text(export(docs, to), "x")))
    assert len(back) == len(docs)
    for sent, came in zip(docs, back):
        expected, got = kept(sent), kept(came)
        if (
            to in ("bibtex", "biblatex") and "<" in sent.title
        ):  # CSL's rich text goes out as LaTeX's, and so it comes back
            expected = (got[0], *expected[1:])
        assert got == expected, sent.key


def test_hostile_content_in_ascii_comes_back_equal() -> None:
    docs = [d for d in hostile() if d.key.startswith(("t", "n"))]
    text = export(docs, "bibtex", ascii=True)
    assert text.isascii()
    back = list(documents(read_text(text, "x")))
    differing = [
        d.key for d, b in zip(docs, back) if kept(d) != kept(b) and "<" not in d.title and "\u0301" not in d.title
    ]
    assert (len(back), differing) == (len(docs), [])


def test_nothing_executable_leaves(tmp_path: Path) -> None:
    for to in ("bibtex", "biblatex", "biblatex-chicago"):
        assert not re.search(r"(?<!textbackslash\{\})\\(?:input|write|immediate|openout)", export(hostile(), to))
    with pytest.raises(CitekitError, match="ASCII"):
        export(hostile(), "ris", ascii=True)


# the programs

FULL = FORMS[0].replace("key: shtykov1950", "key: full")
# what is looked for in what a program gives back
FIELDS = {
    "title": "Telegram from Shtykov to Vyshinsky",
    "date": "1950.{0,20}(?:03|3|mar).{0,20}24|24.{0,12}mar.{0,20}1950",
    "sender": "sender.{0,6}Shtykov",
    "recipient": "recipient.{0,6}Vyshinsky",
    "archive and reference": "Fond 059a, Opis 5a, Delo 3, Papka 11, Listy 75",
    "host archive": "Wilson Center Digital Archive",
    "address": "digitalarchive.wilsoncenter.org/document/112044",
    "access date": "2026.{0,20}0?5.{0,20}0?2",
    "original language": "Russian",
    "translator": "Goldberg",
    "summary": "The ambassador reports",
}


def run(command: list[str], folder: Path, **options: Any) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False, **options)
    return done.stdout.decode("utf-8", "replace")


def jabref(folder: Path, need: Need, docs: list[Document]) -> str:
    (folder / "in.bib").write_text(export(docs, "bibtex"), encoding="utf-8")
    environment = {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "JAVA_TOOL_OPTIONS": f"-Djava.util.prefs.userRoot={folder}",
    }
    for _ in range(2):  # on a busy machine it has ended without writing
        run([need("jabref"), "-n", "-i", "in.bib", "-o", "out.bib"], folder, env=environment)
        if (folder / "out.bib").exists():
            break
    return (folder / "out.bib").read_text(encoding="utf-8")


def biber(folder: Path, need: Need, docs: list[Document]) -> str:
    (folder / "in.bib").write_text(export(docs, "biblatex"), encoding="utf-8")
    run([need("biber"), "--tool", "--quiet", "--output-file", "out.bib", "in.bib"], folder)
    return (folder / "out.bib").read_text(encoding="utf-8")


def bibutils(folder: Path, need: Need, docs: list[Document]) -> str:
    (folder / "in.bib").write_text(export(docs, "bibtex"), encoding="utf-8")
    xml = run([need("bib2xml"), "-u", "in.bib"], folder)
    return run([need("xml2ris"), "-o", "utf8"], folder, input=xml.encode("utf-8"))


def pandoc(form: str) -> Callable[[Path, Need, list[Document]], str]:
    def read(folder: Path, need: Need, docs: list[Document]) -> str:
        pypandoc = pytest.importorskip("pypandoc")
        return str(pypandoc.convert_text(export(docs, form), "csljson", format=form))

    return read


CLIENTS: dict[str, Callable[[Path, Need, list[Document]], str]] = {
    "JabRef (bibtex)": jabref,
    "biber (biblatex)": biber,
    "bibutils (bibtex)": bibutils,
    "pandoc (bibtex)": pandoc("bibtex"),
    "pandoc (biblatex)": pandoc("biblatex"),
    "pandoc (ris)": pandoc("ris"),
}


def table_of_clients() -> dict[str, dict[str, bool]]:
    """The table of examples/exports: client -> field -> kept."""
    text = (ROOT / "examples" / "exports" / "README.md").read_text(encoding="utf-8")
    block = text.split("<!-- clients -->")[1].split("<!-- /clients -->")[0]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.strip().splitlines()]
    return {client: {row[0]: row[n] == "yes" for row in rows[2:]} for n, client in enumerate(rows[0][1:], 1)}


@pytest.mark.slow
@pytest.mark.xdist_group("JabRef")
def test_the_page_of_clients_is_what_running_them_gives(
    need: Need, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("pypandoc")
    for program in ("jabref", "biber", "bib2xml", "ris2xml"):
        need(program)
    from tests.exporters import clients

    stated = clients.FILE.read_text(encoding="utf-8")
    monkeypatch.setattr(clients, "FILE", tmp_path / "clients.md")
    clients.main()
    assert clients.FILE.read_text(encoding="utf-8") == stated


# two runs of one program at once disturb each other: with `--dist loadgroup` they run one after the other
GROUPED = [pytest.param(name, marks=pytest.mark.xdist_group(name.split()[0])) for name in CLIENTS]


@pytest.mark.slow
@pytest.mark.parametrize("client", GROUPED)
def test_the_table_of_clients_says_what_a_program_keeps(client: str, tmp_path: Path, need: Need) -> None:
    pytest.importorskip("yaml")
    docs = list(documents(read_text(FULL, "x")))
    came = " ".join(CLIENTS[client](tmp_path, need, docs).split())
    assert {field: bool(re.search(pattern, came, re.I)) for field, pattern in FIELDS.items()} == table_of_clients()[
        client
    ]


@pytest.mark.slow
@pytest.mark.parametrize("client", GROUPED)
def test_every_program_reads_every_hostile_entry(client: str, tmp_path: Path, need: Need) -> None:
    docs = [d for d in hostile() if "𝒜" not in d.title] if "bibutils" in client else hostile()
    came = CLIENTS[client](tmp_path, need, docs)
    if client.startswith("pandoc"):
        assert len(json.loads(came)) == len(docs)
    elif client.startswith("bibutils"):
        assert came.count("\nER  - ") >= len(docs)
    else:
        assert len(re.findall(r"^@(?!comment)\w+\{", came, re.M | re.I)) == len(docs)


@pytest.mark.slow
@pytest.mark.xdist_group("JabRef")
def test_hostile_content_comes_back_from_jabref_equal(tmp_path: Path, need: Need) -> None:
    docs = hostile()
    back = {d.key: d for d in documents(read_text(jabref(tmp_path, need, docs), "x"))}
    sent = {d.key: d for d in documents(read_text((tmp_path / "in.bib").read_text(encoding="utf-8"), "x"))}
    assert {k: kept(d) for k, d in back.items()} == {k: kept(d) for k, d in sent.items()}


# what the programs cannot hold, as the README says: a brace without its partner; accents apart from their letters;
# LaTeX's commands for the backslash, < > ^ and quotation marks, and several hyphens


def folded(text: Any) -> str:
    """Text with its quotation marks alike: pandoc sets them for print."""
    return plain(re.sub("['‘’\"“”`]", "'", re.sub(r"</?(?:i|b|span)[^>]*>", "", str(text or ""))))


@pytest.mark.xdist_group("biber")
@pytest.mark.slow
def test_hostile_content_comes_back_from_biber_but_for_composed_accents(tmp_path: Path, need: Need) -> None:
    docs = hostile()
    back = {d.key: kept(d) for d in documents(read_text(biber(tmp_path, need, docs), "x"))}
    sent = {d.key: kept(d) for d in documents(read_text((tmp_path / "in.bib").read_text(encoding="utf-8"), "x"))}
    assert unicodedata.normalize("NFC", repr(back)) == unicodedata.normalize("NFC", repr({k: sent[k] for k in back}))
    assert set(back) == set(sent)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_hostile_content_comes_back_from_pandoc_but_for_lone_braces(form: str, tmp_path: Path, need: Need) -> None:
    docs = hostile()
    keys = [d.key for d in documents(read_text(export(docs, form), "x"))]
    came = {item["id"]: item for item in json.loads(pandoc(form)(tmp_path, need, docs))}
    for key, doc in zip(keys, docs):
        if doc.title.count("{") == doc.title.count("}") and "}{" not in doc.title:
            assert (folded(came[key].get("title")), folded(came[key].get("abstract"))) == (
                folded(doc.title),
                plain(folded(doc.summary)),
            ), key


@pytest.mark.slow
def test_hostile_content_comes_back_from_bibutils_but_for_what_it_has_no_character_for(
    tmp_path: Path, need: Need
) -> None:
    rispy = pytest.importorskip("rispy")
    docs = hostile()
    keys = [d.key for d in documents(read_text(export(docs, "bibtex"), "x"))]
    came = {record.get("id"): record for record in rispy.loads(bibutils(tmp_path, need, docs).lstrip("\ufeff"))}
    for key, doc in zip(keys, docs):
        if not re.search(r"[\\<>^\"`]|--|''", doc.title):
            assert folded(came[key].get("title")) == folded(doc.title), key
