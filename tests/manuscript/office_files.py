# ruff: noqa: E501 - the files are XML as programs write it, on long lines
"""Word and OpenDocument files for the tests, written by hand as the programs write them; and looks into what comes out."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citekit.common.files.package import Package
from citekit.document.foreign import document_of
from citekit.manuscript.docx.checker import problems
from citekit.manuscript.library import Library
from citekit.manuscript.office import OfficeOptions, weave_file
from citekit.manuscript.outcome import Outcome

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
SECTION = '<w:sectPr w:rsidR="00C0FFEE"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
# a German Word: style ids are German, names of built-in styles are English
STYLES = (
    f'{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="Absatz-Standardschriftart"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Fliesstext"><w:name w:val="Fließtext"/><w:basedOn w:val="Standard"/></w:style>'
    "{more}</w:styles>"
)
NOTE_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Funotentext"><w:name w:val="footnote text"/><w:basedOn w:val="Standard"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Funotenzeichen"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)
SETTINGS = f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>{{notes}}<w:compat/><w:themeFontLang w:val="de-DE"/></w:settings>'
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def run(text: str, properties: str = "", extra: str = "") -> str:
    """A run as Word writes it."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r w:rsidR="00A1B2C3"{extra}>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "Fliesstext") -> str:
    """A paragraph of runs; what is no XML is one run."""
    runs = "".join(one if one.startswith("<") else run(one) for one in content)
    return f'<w:p w:rsidR="00A1B2C3" w14:paraId="1A2B3C4D"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def reference(note: int) -> str:
    """The number of a footnote in the text."""
    return f'<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteReference w:id="{note}"/></w:r>'


def footnote(note: int, *content: str) -> str:
    """A footnote."""
    runs = "".join(one if one.startswith("<") else run(one) for one in content)
    return (
        f'<w:footnote w:id="{note}"><w:p w:rsidR="00A1B2C3"><w:pPr><w:pStyle w:val="Funotentext"/></w:pPr><w:r><w:rPr>'
        f'<w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteRef/></w:r>{run(" ")}{runs}</w:p></w:footnote>'
    )


def field(code: str, shown: str) -> str:
    """A complex field."""
    from citekit.common.files.xml_text import xml_escape

    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {xml_escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_file(path: Path, *paragraphs: str, notes: str = "", parts: dict[str, str | bytes] | None = None) -> Path:
    """A .docx of these paragraphs; with ``notes`` a footnotes part. ``parts`` are added, or replace others."""
    types = ""
    relations = ""
    all_parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(paragraphs)}{SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": "",
        "word/styles.xml": STYLES.format(more=NOTE_STYLES if notes else ""),
        "word/settings.xml": SETTINGS.format(
            notes='<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if notes else ""
        ),
        "word/media/image1.png": b"\x89PNG not read by anybody" * 40,
    }
    if notes:
        all_parts["word/footnotes.xml"] = f"{HEAD}<w:footnotes {NAMESPACES}>{SEPARATORS}{notes}</w:footnotes>"
        types += '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
        relations += f'<Relationship Id="rId3" Type="{R}/footnotes" Target="footnotes.xml"/>'
    all_parts["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>{types}</Types>'
    )
    all_parts["word/_rels/document.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{R}/settings" Target="settings.xml"/>{relations}</Relationships>'
    )
    all_parts.update(parts or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in all_parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, zipfile.ZIP_DEFLATED)
    return path


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"'
)
ODF_STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties style:font-name="Garamond"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
)


def odf_note(number: int, *content: str) -> str:
    """A footnote."""
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation><text:note-body>'
        f'<text:p text:style-name="Footnote">{"".join(content)}</text:p></text:note-body></text:note>'
    )


def odt_file(path: Path, *paragraphs: str, parts: dict[str, str | bytes] | None = None) -> Path:
    """An .odt of these paragraphs (what is no XML is one paragraph)."""
    body = "".join(
        one
        if one.startswith(("<text:p", "<text:h", "<text:sec", "<text:tr", "<table", "<text:list"))
        else f'<text:p text:style-name="Standard">{one}</text:p>'
        for one in paragraphs
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    all_parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{head}<office:document-content {ODF}><office:automatic-styles>{ODF_STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"{head}<office:document-styles {ODF}><office:styles/></office:document-styles>",
        "meta.xml": f'{head}<office:document-meta {ODF}><office:meta><meta:user-defined meta:name="Mine">kept</meta:user-defined></office:meta></office:document-meta>',
        "META-INF/manifest.xml": head
        + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    }
    all_parts.update(parts or {})
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in all_parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, method)
    return path


CARR = {
    "id": "carr",
    "type": "book",
    "title": "The Bolshevik Revolution",
    "author": [{"family": "Carr", "given": "E. H."}],
    "issued": {"date-parts": [[1950]]},
    "publisher": "Macmillan",
}
KENNAN = {
    "id": "kennan",
    "type": "article-journal",
    "title": "The Sources of Soviet Conduct",
    "author": [{"family": "Kennan", "given": "George F."}],
    "issued": {"date-parts": [[1947]]},
    "container-title": "Foreign Affairs",
    "volume": "25",
    "issue": "4",
    "page": "566-582",
}
STALIN = {
    "id": "stalin26",
    "type": "personal_communication",
    "title": "Letter from Stalin to Molotov",
    "issued": {"date-parts": [[1926, 9, 4]]},
    "archive": "RGASPI",
    "archive_location": "f. 558, op. 11, d. 97, ll. 67-70",
}
DOCUMENTS = [document_of(item) for item in (CARR, KENNAN, STALIN)]


def library() -> Library:
    """The documents that the tests cite."""
    return Library(DOCUMENTS)


def weave(source: Path, out: Path | None = None, documents: Any = None, **options: Any) -> tuple[Path, Outcome]:
    """Weave a file beside itself, and hold a Word file to what makes Word repair."""
    target = out or source.with_name("woven" + source.suffix)
    outcome = weave_file(source, target, DOCUMENTS if documents is None else documents, OfficeOptions(**options))
    if target.exists() and target.suffix == ".docx":
        wrong = problems(Package.open(target))
        assert not wrong, wrong
    return target, outcome


def part(path: Path, name: str = "word/document.xml") -> str:
    """The text of a part."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def shown(xml: str) -> str:
    """What a stretch of WordprocessingML shows: paragraphs on lines, numbers of notes as ``^``."""
    xml = re.sub(r"<w:(?:instrText|delText)\b.*?</w:(?:instrText|delText)>", "", xml, flags=re.S)
    xml = xml.replace("</w:p>", "\n").replace("<w:tab/>", "\t").replace("<w:br/>", "\n")
    xml = re.sub(r"<w:footnoteReference\b[^>]*>", "^", xml)
    from citekit.common.files.xml_text import xml_unescape

    return xml_unescape(re.sub(r"<[^>]*>", "", xml)).strip("\n")


def body(path: Path) -> str:
    """What the body of a Word file shows."""
    return shown(re.sub(r".*<w:body>", "", part(path), flags=re.S))


def notes(path: Path) -> list[str]:
    """What the footnotes of a Word file show, in the order of their numbers in the text."""
    found = dict(re.findall(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', part(path, "word/footnotes.xml"), re.S))
    return [shown(found[number]).strip() for number in re.findall(r'footnoteReference w:id="(\d+)"', part(path))]


def with_part(path: Path, name: str, change: Callable[[str], str]) -> Path:
    """A copy of a file with one part changed."""
    out = path.with_name(f"changed{'-again' if path.stem.startswith('changed') else ''}{path.suffix}")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in archive.namelist():
            data = archive.read(one)
            if one == name:
                text = data.decode("utf-8")
                assert change(text) != text, f"{name} is as it was"
                data = change(text).encode("utf-8")
            new.writestr(one, data)
    return out


def printed(path: Path, soffice: str, pdftotext: str, folder: Path) -> str:
    """What LibreOffice prints of a file."""
    home = (folder / "libreoffice").as_uri()
    command = [soffice, "--headless", f"-env:UserInstallation={home}", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], capture_output=True, timeout=180, check=True)
    pdf = folder / (path.stem + ".pdf")
    return subprocess.run([pdftotext, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
