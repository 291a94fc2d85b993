"""Exports that real programs read: biber, BibTeX and LaTeX, JabRef, bibutils, pandoc."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit import Document, HistoricalDate, export
from citekit.exporters.base import export_documents
from citekit.exporters.options import ExportOptions
from tests.exporters.test_clients import ROOT
from tests.exporters.varied import varied

Need = Callable[[str], str]
REFERENCE = "APRF, Fond 3, Opis 65, Delo 829, Listy 44-45 and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65-66"

# what breaks exports: LaTeX's characters, braces that do not balance, commands, other scripts, names of all shapes
HOSTILE = [
    "100% & more_less #1 ~tilde^caret $5",
    "open { brace",
    "close } brace",
    "both }{ reversed",
    "back\\slash",
    r"\input{/etc/passwd}",
    r"\write18{rm -rf /}",
    '"quoted" and ‘single’',
    "@article at the start",
    "line\nbreak",
    "Совершенно секретно",
    "中华人民共和国外交部",
    "العربية",
    "e\u0301 combining",
    "emoji 🎉 in a title",
    "trailing backslash\\",
    "a | b < c > d",
    "É-Korea őzike Čapek",
    "{}",
    "%%%",
    "\\",
    "tab\there",
]


@pytest.fixture
def documents(example: Path) -> list[Document]:
    return list(citekit.read_all([example, example.parent / "tass-digest.md", example.parent / "library.json"]))


def hostile_items() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [
        {
            "id": f"h{n}",
            "type": kind,
            "title": text,
            "author": [{"literal": text}, {"family": text, "given": "A."}],
            "abstract": text,
            "publisher": text,
            "archive": text,
            "archive_location": text,
            "note": text,
            "URL": "https://example.org/a_b%20c?d=1&e=2#f~g",
            "issued": {"date-parts": [[1951, 11, 19]]},
        }
        for n, text in enumerate(HOSTILE)
        for kind in [("document", "book", "report")[n % 3]]
    ]
    names = [
        {"literal": "Ministry of War and Navy"},
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"given": "Plato"},
        {"family": "Smith, Jones and Co."},
    ]
    items.append({"id": "names", "type": "book", "title": "Names", "author": names})
    items.append(
        {
            "id": "many",
            "type": "book",
            "title": "Many",
            "author": [{"family": f"F{n}", "given": "G."} for n in range(500)],
        }
    )
    items += [
        {
            "id": f"d{n}",
            "type": "document",
            "title": f"Date {n}",
            "archive": "X",
            "issued": HistoricalDate.parse(text).to_csl(),
        }
        for n, text in enumerate(
            ["circa 1951", "[1951?]", "n.d.", "Spring 1951", "1951-1953", "November 19-21, 1951", "one day"]
        )
    ]
    return items


def test_a_bibtex_entry_holds_all_a_document_says(documents: list[Document]) -> None:
    import bibtexparser

    library = bibtexparser.parse_string(export(documents, "bibtex"))
    assert not library.failed_blocks
    fields = {f.key: f.value for f in library.entries_dict["gromyko-razuvaev-1951"].fields}
    expected = {
        "title": "{{Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev}}",
        "year": "1951",
        "month": '"19~" # nov',
        "date": "1951-11-19",
        "day": "19",
        "archive": "Wilson Center Digital Archive",
        "archive_location": REFERENCE,
        "language": "Russian",
        "recordnumber": "113630",
        "url": "https://digitalarchive.wilsoncenter.org/document/113630",
        "contents": "Translation - English",
    }
    assert {k: fields[k] for k in expected} == expected
    assert not {"sender", "recipient"} & fields.keys(), "a decision with a message in it was sent by nobody"
    assert fields["abstract"].startswith("The Politburo approves")
    tass = {f.key: f.value for f in library.entries_dict["tass-digest-1945"].fields}
    assert (tass["translator"], tass["contributors"]) == (
        "Goldberg, Gary",
        "contributed by Sergey Radchenko; translated by Gary Goldberg",
    )


def test_an_access_date_goes_out_where_there_is_one(example: Path) -> None:
    from dataclasses import replace

    doc = replace(citekit.read(example), accessed=HistoricalDate.parse("2026-05-02"))
    assert "urldate = {2026-05-02}" in export(doc, "bibtex") and "urldate = {2026-05-02}" in export(doc, "biblatex")
    assert "Y2  - 2026/05/02" in export(doc, "ris")


def test_keys_are_readable_ascii_and_the_same_in_every_order(documents: list[Document]) -> None:
    twins = [
        citekit.loads(
            f'"Report", 1955, Wilson Center Digital Archive, RGANI, f. 5, l. {n}.'
            f" https://digitalarchive.wilsoncenter.org/document/{n}"
        )
        for n in (101, 102)
    ]

    def keys(docs: list[Document]) -> dict[str, str]:
        return {item["URL"]: item["id"] for item in json.loads(export(docs, "csl-json"))}

    assert keys(twins) == keys(twins[::-1])
    assert sorted(keys(twins).values()) == ["report-1955-101", "report-1955-102"]
    assert all(k.isascii() for k in keys(twins).values())


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex", "biblatex-chicago"])
def test_bibtexparser_reads_hostile_content_back_as_as_many_entries(dialect: str) -> None:
    import bibtexparser

    items = hostile_items()
    library = bibtexparser.parse_string(export(items, dialect))
    assert not library.failed_blocks
    assert len(library.entries) == len(items)
    for entry in library.entries:
        for field in entry.fields:
            assert not re.search(r"\\(?:input|write|immediate)", str(field.value)), field


@pytest.mark.xdist_group("biber")
def test_biber_reads_biblatex_without_a_warning(documents: list[Document], need: Need, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text(export([*documents, *hostile_items()], "biblatex"), encoding="utf-8")
    run = subprocess.run(
        [need("biber"), "--tool", "--validate-datamodel", "x.bib"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    said = [line for line in run.stdout.splitlines() if line.startswith(("WARN", "ERROR")) and "mandatory" not in line]
    assert (run.returncode, said) == (0, [])


@pytest.mark.xdist_group("biber")
@pytest.mark.slow
def test_biber_reads_bibtex_without_a_warning(documents: list[Document], need: Need, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text(export([*documents, *hostile_items()], "bibtex"), encoding="utf-8")
    run = subprocess.run([need("biber"), "--tool", "x.bib"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    said = [line for line in run.stdout.splitlines() if line.startswith(("WARN", "ERROR"))]
    assert (
        run.returncode,
        [s for s in said if "year field" not in s and "month" not in s and "Overwriting field 'year'" not in s],
    ) == (0, [])


@pytest.mark.xdist_group("JabRef")
@pytest.mark.slow
def test_jabref_reads_every_entry_and_keeps_every_field(documents: list[Document], need: Need, tmp_path: Path) -> None:
    import bibtexparser

    (tmp_path / "in.bib").write_text(export(documents, "bibtex"), encoding="utf-8")
    jabref = need("jabref")
    environment = {
        "HOME": str(tmp_path),
        "PATH": "/usr/bin:/bin",
        "JAVA_TOOL_OPTIONS": f"-Djava.util.prefs.userRoot={tmp_path}",
    }
    subprocess.run(
        [jabref, "-n", "-i", "in.bib", "-o", "out.bib"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=300,
        check=False,
    )
    sent = bibtexparser.parse_string((tmp_path / "in.bib").read_text(encoding="utf-8"))
    came = bibtexparser.parse_string((tmp_path / "out.bib").read_text(encoding="utf-8"))

    def fields(entry: Any) -> dict[str, str]:
        return {f.key.lower(): " ".join(str(f.value).split()) for f in entry.fields}

    assert {e.key: fields(e) for e in came.entries} == {e.key: fields(e) for e in sent.entries}


def test_bibutils_reads_every_entry(documents: list[Document], need: Need, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text(export(documents, "bibtex"), encoding="utf-8")
    run = subprocess.run([need("bib2xml"), "x.bib"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert f"Processed {len(documents)} references" in run.stderr


def test_latex_prints_archive_reference_and_address(documents: list[Document], need: Need, tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(export(documents, "bibtex"), encoding="utf-8")
    (tmp_path / "x.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\usepackage{url}\\begin{document}\\nocite{*}"
        "\\bibliographystyle{plain}\\bibliography{refs}\\end{document}",
        encoding="utf-8",
    )
    latex = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]

    def run(command: list[str]) -> str:
        return subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120).stdout.decode("utf-8", "replace")

    run(latex)
    said = run([need("bibtex"), "x"])
    assert not re.sub("Warning--entry type for .* isn't style-file defined|There was 1 warning", "", said).count(
        "arning"
    ), said
    run(latex)
    log = run(latex)
    assert not [line for line in log.splitlines() if line.startswith("!")]
    text = " ".join(run([need("pdftotext"), "x.pdf", "-"]).split())
    assert "Delo 829, Listy 44\u201345 and AVPRF" in text
    assert "Wilson Center Digital Archive, 19 November 1951" in text
    assert "digitalarchive.wilsoncenter.org" in text.replace(" ", "")


@pytest.mark.parametrize("package", ["url", pytest.param("hyperref", marks=pytest.mark.slow)])
@pytest.mark.parametrize("style", ["plain", "plainnat", "chicago"])
def test_classic_styles_print_an_address_as_it_is_and_a_title_once(
    style: str, package: str, need: Need, tmp_path: Path
) -> None:
    doc = Document(
        title="Report on the Harvest",
        date="3 May 1956",
        references="RGANI, f. 5, op. 1, d. 2",
        url="https://digitalarchive.wilsoncenter.org/document/900001?a=1&b=x%20y#f_g~h",
        host="Wilson Center Digital Archive",
        key="k",
    )
    (tmp_path / "refs.bib").write_text(export(doc, "bibtex"), encoding="utf-8")
    also = {"plainnat": "\\usepackage{natbib}", "chicago": "\\usepackage{chicago}"}.get(style, "")
    (tmp_path / "x.tex").write_text(
        f"\\documentclass{{article}}\\usepackage[T1]{{fontenc}}\\usepackage{{lmodern}}\\usepackage{{{package}}}{also}"
        f"\\begin{{document}}\\nocite{{*}}\\bibliographystyle{{{style}}}\\bibliography{{refs}}\\end{{document}}",
        encoding="utf-8",
    )
    latex = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    for command in (latex, [need("bibtex"), "x"], latex, latex):
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]
    made = subprocess.run([need("pdftotext"), "x.pdf", "-"], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    text = "".join(made.stdout.decode("utf-8").replace("\u223c", "~").split())
    assert "900001?a=1&b=x%20y#f_g~h" in text
    assert text.casefold().count("reportontheharvest") == 1
    assert "RGANI,f.5,op.1,d.2,WilsonCenterDigitalArchive" in text and "3May" in text.replace("1956,3May", "3May")


@pytest.mark.slow
@pytest.mark.xdist_group("biber")
def test_latex_with_biblatex_compiles_hostile_content(need: Need, tmp_path: Path) -> None:
    items = [i for i in hostile_items() if all(ord(c) < 0x250 for c in i["title"])]
    (tmp_path / "refs.bib").write_text(export(items, "biblatex"), encoding="utf-8")
    (tmp_path / "x.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\usepackage[backend=biber]{biblatex}\\addbibresource{refs.bib}"
        "\\begin{document}\\nocite{*}\\printbibliography\\end{document}",
        encoding="utf-8",
    )
    latex = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    for command in (latex, [need("biber"), "x"], latex):
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300)
        assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]


CHICAGO = """\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\usepackage[american]{babel}
\\usepackage{csquotes}%s\\addbibresource{refs.bib}\\pagestyle{empty}\\sloppy\\hyphenpenalty=10000
\\begin{document}A%s\\end{document}"""


def eighteenth_edition() -> str:
    """The lines that bring biblatex-chicago to the 18th edition, as the page of examples has them."""
    page = (ROOT / "examples" / "exports" / "README.md").read_text(encoding="utf-8")
    return page.partition("```latex\n")[2].partition("```")[0]


def notes_of_latex(docs: list[Document], folder: Path, need: Need) -> dict[str, str]:
    """What LaTeX prints with biblatex-chicago for each document, white space and hyphens left out."""
    (folder / "refs.bib").write_text(export(docs, "biblatex-chicago"), encoding="utf-8")
    keys = re.findall(r"^@\w+\{(.+),$", (folder / "refs.bib").read_text(encoding="utf-8"), re.M)
    body = "".join(rf"\par NOTE \fullcite{{{key}}}" for key in keys)
    (folder / "x.tex").write_text(CHICAGO % (eighteenth_edition(), body), encoding="utf-8")
    latex = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    for command in (latex, [need("biber"), "x"], latex, latex):
        run = subprocess.run(command, cwd=folder, capture_output=True, timeout=300)
        assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-3000:]
    text = subprocess.run([need("pdftotext"), "x.pdf", "-"], cwd=folder, capture_output=True, timeout=60).stdout
    return dict(zip(keys, map(squeezed, text.decode("utf-8").split("NOTE")[1:])))


def squeezed(text: str) -> str:
    return re.sub("\\.(\u201d?)$", r"\1", re.sub(r"[\s-]+", "", text))  # a footnote's last stop


# what the package prints in its own way: the edition before the editor, the volume behind him; and what it leaves out:
# the site or the programme that a document in an archive is of
IN_ITS_OWN_WAY = {"v16", "v20", "v21"}
ENCODED = {"v10"}  # angle brackets, which T1 prints and pdftotext finds, but not in every font


@pytest.mark.slow
@pytest.mark.xdist_group("biber")
def test_latex_prints_the_notes_that_cite_prints_for_documents_of_many_kinds(need: Need, tmp_path: Path) -> None:
    docs = {d.key: d for d in varied() if not re.search("[А-я]", d.title) and d.key not in ENCODED}
    printed = notes_of_latex(list(docs.values()), tmp_path, need)
    differing = {key for key, doc in docs.items() if printed[key] != squeezed(citekit.cite(doc))}
    assert len(docs) >= 36 and differing == IN_ITS_OWN_WAY


@pytest.mark.slow
@pytest.mark.xdist_group("biber")
def test_a_footnote_that_latex_prints_with_biblatex_chicago_is_ours(example: Path, need: Need, tmp_path: Path) -> None:
    docs = list(
        citekit.read_all(
            [example, *(example.parent / n for n in ("tass-digest.md", "hungarian-report.txt", "library.json"))]
        )
    )
    (tmp_path / "refs.bib").write_text(export(docs, "biblatex-chicago"), encoding="utf-8")
    keys = re.findall(r"^@\w+\{(.+),$", (tmp_path / "refs.bib").read_text(encoding="utf-8"), re.M)
    (tmp_path / "x.tex").write_text(
        CHICAGO % (eighteenth_edition(), "".join(rf"\footcite{{{key}}}" for key in keys)), encoding="utf-8"
    )
    latex = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    for command in (latex, [need("biber"), "x"], latex, latex):
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300)
        assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-3000:]
        assert b"WARN" not in run.stdout or command is latex, run.stdout.decode("utf-8", "replace")
    text = subprocess.run(
        [need("pdftotext"), "x.pdf", "-"], cwd=tmp_path, capture_output=True, timeout=60
    ).stdout.decode("utf-8")
    printed = re.sub(r"[\s-]+", "", text)
    for doc in docs:
        ours = citekit.cite(doc).replace("Etc.,’”", "Etc.’,”")  # the comma is between the quotation marks
        assert re.sub(r"[\s-]+", "", ours) in printed, ours


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_pandoc_reads_titles_dates_and_addresses(documents: list[Document], dialect: str) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    read = json.loads(pypandoc.convert_text(export(documents, dialect), "csljson", format=dialect))
    decision = next(i for i in read if i["id"] == "gromyko-razuvaev-1951")
    assert decision["title"] == "Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev"
    assert decision["issued"] == {"date-parts": [[1951, 11, 19]]}
    assert decision["URL"] == "https://digitalarchive.wilsoncenter.org/document/113630"
    assert "Listy 44\u201345 and AVPRF" in decision["publisher"]


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_pandoc_reads_hostile_text_back_as_it_was(dialect: str) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    # pandoc leaves out \\textbraceleft, which is how a brace without a partner must be written
    items = [
        i for i in hostile_items() if i["id"].startswith("h") and "brace" not in i["title"] and "}{" not in i["title"]
    ]
    read = {i["id"]: i for i in json.loads(pypandoc.convert_text(export(items, dialect), "csljson", format=dialect))}

    def plain(text: str) -> str:
        return re.sub(r"[\s\u00a0]+", " ", re.sub("['\u2018\u2019\"\u201c\u201d]", "'", text)).strip()

    for item in items:
        got = read[item["id"]]
        assert plain(got["title"]) == plain(item["title"].replace("\t", " ")), item
        assert got["URL"] == item["URL"]


def test_ris_reads_back_with_rispy(documents: list[Document]) -> None:
    rispy = pytest.importorskip("rispy")
    records = {r["id"]: r for r in rispy.loads(export(documents, "ris"))}
    record = records["gromyko-razuvaev-1951"]
    assert (record["name_of_database"], record["accession_number"]) == ("Wilson Center Digital Archive", REFERENCE)
    assert (record["date"], record["language"], record["urls"]) == (
        "1951/11/19",
        "Russian",
        ["https://digitalarchive.wilsoncenter.org/document/113630"],
    )


def test_csl_yaml_is_what_pandoc_cites_from(documents: list[Document], tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    pypandoc = pytest.importorskip("pypandoc")
    text = export(documents, "csl-yaml") + "\n[@gromyko-razuvaev-1951]\n"
    assert "Soviet Politburo Decision" in pypandoc.convert_text(
        text, "plain", format="markdown", extra_args=["--citeproc"]
    )


anything = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=150)
@given(anything, anything, anything, st.sampled_from(["bibtex", "biblatex", "biblatex-chicago", "ris"]))
def test_any_text_goes_out_as_one_readable_entry(title: str, author: str, note: str, dialect: str) -> None:
    import bibtexparser

    item = {
        "id": "x",
        "type": "document",
        "title": title,
        "author": [{"literal": author}],
        "note": note,
        "archive": note,
    }
    text = export(item, dialect)
    if dialect == "ris":
        assert text.count("\nER  - ") == 1
        return
    library = bibtexparser.parse_string(text)
    assert (len(library.entries), library.failed_blocks) == (1, [])


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex", "biblatex-chicago"])
@pytest.mark.parametrize(
    "doi", ["10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O", "10.1000/a_b#c%20d&e", "10.1000/{a}b"]
)
def test_a_doi_goes_out_as_it_is_and_comes_back(doi: str, dialect: str) -> None:
    exported = citekit.export({"id": "k", "type": "article-journal", "title": "T", "DOI": doi}, dialect)
    assert f"doi = {{{doi}}}" in exported and citekit.loads(exported).to_csl()["DOI"] == doi


def test_a_doi_that_would_break_an_entry_is_encoded_and_that_is_said() -> None:
    options = ExportOptions()
    doc = Document.from_csl({"id": "k", "type": "article-journal", "title": "T", "DOI": "10.1000/a}b"})
    assert "doi = {10.1000/a%7Db}" in "".join(export_documents([doc], "biblatex", options))
    assert any("10.1000/a}b" in note for note in options.notes)


_PRINTED = [
    (
        {"id": "i", "type": "interview", "title": "T", "interviewer": [{"family": "Jones", "given": "Mary"}]},
        ["Interview by Mary Jones"],
    ),
    (
        {"id": "s", "type": "speech", "title": "T", "event-title": "20th Congress", "event-place": "Moscow"},
        ["20th Congress", "Moscow"],
    ),
    (
        {
            "id": "c",
            "type": "legal_case",
            "title": "Roe v. Wade",
            "authority": "US Supreme Court",
            "volume": "410",
            "container-title": "U.S.",
            "page": "113",
        },
        ["410 U.S. 113", "US Supreme Court"],
    ),
    (
        {"id": "t", "type": "treaty", "title": "T", "volume": "34", "container-title": "UNTS", "page": "243"},
        ["34 UNTS 243"],
    ),
]


@pytest.mark.parametrize(("item", "printed"), _PRINTED, ids=lambda v: v["id"] if isinstance(v, dict) else "")
def test_what_a_footnote_prints_comes_back_from_fields_that_styles_print(
    item: dict[str, Any], printed: list[str]
) -> None:
    exported = citekit.export(item, "biblatex")
    fields = " ".join(line for line in exported.splitlines() if "annotation" not in line).replace("\\autocap{i}", "I")
    assert all(words in fields for words in printed)
    made = citekit.loads(exported).to_csl()
    assert {k: made.get(k) for k in {**item, **made} if k not in ("custom", "citation-key")} == item


def test_latex_prints_interviewers_events_reporters_and_courts(need: Need, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text(citekit.export([item for item, _ in _PRINTED], "biblatex"), encoding="utf-8")
    (tmp_path / "x.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage[style=authortitle]{biblatex}"
        "\\addbibresource{x.bib}\\begin{document}\\nocite{*}\\printbibliography\\end{document}",
        encoding="utf-8",
    )
    latex = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    for command in (latex, [need("biber"), "--validate-datamodel", "x"], latex):
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120)
        assert b"Invalid field" not in run.stdout
    shown = subprocess.run([need("pdftotext"), "x.pdf", "-"], cwd=tmp_path, capture_output=True, timeout=60).stdout
    text = " ".join(shown.decode("utf-8").split())
    assert all(words in text for _, printed in _PRINTED for words in printed), text


def test_what_biblatex_has_no_field_for_is_said() -> None:
    options = ExportOptions()
    film = {"id": "f", "type": "motion_picture", "title": "T", "performer": [{"family": "Banionis", "given": "D."}]}
    caesar = {"id": "b", "type": "book", "title": "C", "issued": {"date-parts": [[-49]]}}
    list(export_documents([Document.from_csl(film), Document.from_csl(caesar)], "biblatex", options))
    said = " ".join(options.notes)
    assert "“performer”" in said and "dateera" in said and len(options.notes) == 2


def test_an_unknown_format_is_refused_in_words(documents: list[Document]) -> None:
    with pytest.raises(citekit.CitekitError, match="no export format"):
        export(documents, "marc")


def test_an_unsigned_entry_of_a_reference_work_goes_by_the_work() -> None:
    item = {"id": "k", "type": "entry-encyclopedia", "title": "War and peace", "container-title": "Encyclopædia"}
    text = citekit.export(item, "biblatex-chicago")
    assert "@inreference" in text and "title = {{{Encyclopædia}}}" in text and "lista = {War {and} peace}" in text
    back = citekit.loads(text)
    assert (back.title, back.extra["container-title"]) == ("War and peace", "Encyclopædia")
    signed = citekit.export({**item, "author": [{"family": "A", "given": "B"}]}, "biblatex-chicago")
    assert "@incollection" in signed
