"""A small sample of every format that is read, for the contract test: what is good, and what a record of it looks like.

A new reader has one entry here, by its name in the registry.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Union

FORMATS = Path(__file__).parent / "formats"
PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Sample:
    """``good`` holds ``documents`` (at least). For formats of records: ``opening``, a ``record`` in which ``{n}`` is
    the record's number, ``damaged`` instead of one, ``closing``.
    """

    good: Union[str, bytes, Callable[[], Union[str, bytes]]]
    documents: int = 1
    opening: str = ""
    record: str = ""
    damaged: str = ""
    closing: str = ""
    name: str = ""

    def content(self) -> str | bytes:
        """The good sample."""
        return self.good() if callable(self.good) else self.good

    def records(self, count: int, damaged_at: int = -1) -> str:
        """A file of that many records, one of them damaged."""
        each = [self.damaged if n == damaged_at else self.record.replace("{n}", str(n)) for n in range(count)]
        return self.opening + "".join(each) + self.closing


def of_records(opening: str, record: str, damaged: str, closing: str = "") -> Sample:
    """A sample of a format of records: three of them."""
    sample = Sample("", 3, opening, record, damaged, closing)
    return Sample(sample.records(3), 3, opening, record, damaged, closing)


def zipped(files: dict[str, str]) -> bytes:
    """A .zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def excel() -> bytes:
    """A table of Excel."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["Title", "Author", "Date"], ["Letter to Mao", "Stalin, I. V.", "1 October 1950"]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


_FIELD = (
    '{"citationItems": [{"id": 1, "uris": ["http://zotero.org/users/1/items/A"], "itemData": '
    '{"id": 1, "type": "book", "title": "Essay"}}]}'
)


def word() -> bytes:
    """A Word document with a field of Zotero's."""
    code = f"ADDIN ZOTERO_ITEM CSL_CITATION {_FIELD}".replace('"', "&quot;")
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    text = f"<w:p>{run.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{run.format('separate')}"
    text += f"<w:r><w:t>(Essay)</w:t></w:r>{run.format('end')}</w:p>"
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped({"word/document.xml": f'<w:document xmlns:w="{namespace}"><w:body>{text}</w:body></w:document>'})


def libre_office() -> bytes:
    """A text of LibreOffice with a reference mark of Zotero's."""
    name = f"ZOTERO_ITEM CSL_CITATION {_FIELD} RNDabc".replace('"', "&quot;")
    mark = f'<text:reference-mark-start text:name="{name}"/>(Essay)<text:reference-mark-end text:name="{name}"/>'
    text = f"<text:p>{mark}</text:p>"
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = f"<office:document-content {namespaces}><office:body>{text}</office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def calc(
    rows: Sequence[str] = ("string|title#string|date#string|box", "string|Letter#date|1931-05-03#float|3"),
) -> bytes:
    """A table of LibreOffice Calc: cells as ``type|value``, repeated empty rows behind them as it writes them."""
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    cells = {"string": "<text:p>{}</text:p>", "date": "<text:p>shown</text:p>", "float": "<text:p>shown</text:p>"}
    stated = {"string": "", "date": ' office:date-value="{}"', "float": ' office:value="{}"'}
    lines = ""
    for row in rows:
        lines += "<table:table-row>"
        for cell in row.split("#"):
            kind, _, value = cell.partition("|")
            said = f'office:value-type="{kind}"{stated[kind].format(value)}'
            lines += f"<table:table-cell {said}>{cells[kind].format(value)}</table:table-cell>"
        lines += '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    body = f'<office:spreadsheet><table:table table:name="Sheet1">{lines}{empty}</table:table></office:spreadsheet>'
    content = f"<office:document-content {namespaces}><office:body>{body}</office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def marc() -> bytes:
    """Two records of MARC 21 as ISO 2709."""
    import pymarc

    out = b""
    for n in (1, 2):
        record = pymarc.Record(leader="00000nam a2200000 a 4500", force_utf8=True)
        for tag, subfields in (
            ("100", ("a", "Stueck, William.")),
            ("245", ("a", f"Kórean war {n}.")),
            ("260", ("c", "1995.")),
        ):
            field = pymarc.Field(tag, pymarc.Indicators("1", "0"), [pymarc.Subfield(*subfields)])
            record.add_field(field)
        out += record.as_marc()
    return out


def pdf() -> bytes:
    """A page with a citation line on it."""
    stream = b"BT /F1 12 Tf 50 700 Td (Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, l. 67) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for n, part in enumerate(parts, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return body + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def fixture(name: str) -> Callable[[], str]:
    """A file of tests/sources/formats."""
    return lambda: (FORMATS / name).read_text(encoding="utf-8")


_DC = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_LINE = "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, l. 67."
_CITED = (
    "“Telegram, Shtykov to Vyshinsky,” March 24, 1950, History and Public Policy Program Digital Archive, AVPRF,"
    " Fond 059a, Opis 5a, Delo 3, Papka 11, Listy 75-76."
)
_METS = (
    '<mets xmlns:mods="http://www.loc.gov/mods/v3"><dmdSec ID="d"><mdWrap><xmlData><mods:mods><mods:titleInfo>'
    "<mods:title>Essay {n}</mods:title></mods:titleInfo></mods:mods></xmlData></mdWrap></dmdSec></mets>\n"
)
SAMPLES = {
    "MODS": of_records(
        '<modsCollection xmlns="http://www.loc.gov/mods/v3">\n',
        "<mods><titleInfo><title>Essay {n}</title></titleInfo></mods>\n",
        "<mods><titleInfo><title>Essay</titel></titleInfo></mods>\n",
        "</modsCollection>",
    ),
    "MARCXML": of_records(
        '<collection xmlns="http://www.loc.gov/MARC21/slim">\n',
        '<record><leader>00000nam a2200000 a 4500</leader><datafield tag="245"><subfield code="a">Essay {n}</subfield>'
        "</datafield></record>\n",
        '<record><leader>0</leader><datafield tag="245"><subfield code="a">Essay & x</subfield></datafield></record>\n',
        "</collection>",
    ),
    "METS": Sample(_METS.replace("{n}", "1"), record=_METS),
    "EndNote XML": of_records(
        "<xml><records>\n",
        '<record><ref-type name="Book">6</ref-type><titles><title>Essay {n}</title></titles></record>\n',
        '<record><ref-type name="Book">6</ref-type><titles><title>Essay</titles></record>\n',
        "</records></xml>",
    ),
    "RDF (Zotero, Dublin Core)": of_records(
        f"<rdf:RDF {_RDF}>\n",
        '<rdf:Description rdf:about="#i{n}"><dc:title>Essay {n}</dc:title></rdf:Description>\n',
        '<rdf:Description rdf:about="#i"><dc:title>Essay <dc:title></rdf:Description>\n',
        "</rdf:RDF>",
    ),
    "OAI-PMH, Dublin Core": of_records(
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>\n',
        f"<record><header><identifier>oai:x:{{n}}</identifier></header><metadata><oai_dc:dc {_DC}><dc:title>Essay {{n}}"
        "</dc:title></oai_dc:dc></metadata></record>\n",
        f"<record><metadata><oai_dc:dc {_DC}><dc:title>Essay</dc:titel></oai_dc:dc></metadata></record>\n",
        "</ListRecords></OAI-PMH>",
    ),
    "NBIB (PubMed)": of_records(
        "", "PMID- {n}\nTI  - Essay {n}.\nJT  - Isis\nDP  - 1999\n\n", "PMID- 7\nOWN - NLM\n\n"
    ),
    "Refer (EndNote)": of_records("", "%0 Book\n%T Essay {n}\n%D 1999\n\n", "%0 Book\n\n"),
    "RefWorks": of_records("", "RT Book, Whole\nT1 Essay {n}\nYR 1999\n\n", "RT Book, Whole\nSR 1\n\n"),
    "RIS": of_records("", "TY  - BOOK\nTI  - Essay {n}\nER  - \n", "TY  - BOOK\nER  - \n"),
    "BibTeX": of_records("", "@book{b{n}, title = {Essay {n}}, year = 1999}\n", "@book{x, title = {Essay\n"),
    "MARC (ISO 2709)": Sample(marc, 2),
    "PDF": Sample(pdf),
    "zip archive": Sample(lambda: zipped({"a.ris": "TY  - BOOK\nTI  - Essay\nER  - \n"})),
    "CSL-JSON": of_records(
        "", '{"id": "e{n}", "type": "book", "title": "Essay {n}"}\n', '{"id": "e1", "type": "book", "title": "Ess\n'
    ),
    "HTML page": Sample(lambda: (PAGES / "frus.html").read_text(encoding="utf-8")),
    "YAML": Sample("title: Letter to Mao\ndate: 1 October 1950\n"),
    "TOML": Sample('title = "Letter to Mao"\ndate = "1 October 1950"\n'),
    "catalogue's entry copied as text": Sample("Signatur: PA AA, R 28229\nTitel: Aufzeichnungen\nLaufzeit: 1931\n"),
    "citation line": Sample(_CITED),
    "footnotes": Sample(f"1. {_LINE}\n\n2. Mao to Stalin, 3 May 1950, APRF, f. 45, op. 1, d. 3, ll. 5-6.\n", 2),
    "Excel table": Sample(excel),
    "table (CSV)": of_records(
        "Title,Author,Date\n", 'Essay {n},"Stalin, I. V.",1 October 1950\n', '"Essay,Stalin,1950\n'
    ),
    "Tropy (JSON-LD)": Sample(fixture("tropy.json")),
    "finding aid (EAD 2002, EAD3)": of_records(
        '<ead xmlns="urn:isbn:1-931666-22-9">\n<archdesc level="collection"><did>'
        "<unittitle>Doe papers</unittitle></did><dsc>\n",
        '<c01 level="file"><did><unittitle>Essay {n}</unittitle><container type="box">{n}</container></did></c01>\n',
        '<c01 level="file"><did><unittitle>Essay</unitid></did></c01>\n',
        "</dsc></archdesc></ead>",
    ),
    "Word's sources (XML)": of_records(
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">\n',
        "<b:Source><b:Tag>e{n}</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Essay {n}</b:Title></b:Source>\n",
        "<b:Source><b:SourceType>Book</b:SourceType><b:Title>Essay</b:Titel></b:Source>\n",
        "</b:Sources>",
    ),
    "Word document: fields, notes": Sample(word),
    "LibreOffice text: fields, notes": Sample(libre_office),
    "LaTeX bibliography (\\bibitem)": of_records(
        "\\begin{thebibliography}{9}\n",
        "\\bibitem{e{n}} A. Author, \\emph{Essay {n}}, Isis, 1999.\n\n",
        "\\bibitem{x}\n\n",
        "",
    ),
    "Wikipedia's citation templates": Sample("{{cite book |last=Carr |first=E. H. |title=Essay |year=1961}}\n"),
    "note with a front matter (Markdown)": Sample("---\ntitle: Letter to Mao\narchive: APRF\nbox: 3\n---\nRead.\n"),
    "Hayagriva (YAML)": Sample("essay:\n  type: book\n  title: Essay\n  date: 1999\n"),
    "IIIF manifest": Sample(fixture("iiif-3.json")),
    "Omeka Classic (XML)": of_records(
        '<itemContainer xmlns="http://omeka.org/schemas/omeka-xml/v5">\n',
        '<item itemId="{n}"><elementSetContainer><elementSet><name>Dublin Core</name><elementContainer><element><name>'
        "Title</name><elementTextContainer><elementText><text>Essay {n}</text></elementText></elementTextContainer>"
        "</element></elementContainer></elementSet></elementSetContainer></item>\n",
        '<item itemId="x"><elementSetContainer><elementSet></item>\n',
        "</itemContainer>",
    ),
    "table of LibreOffice Calc": Sample(calc),
    "Omeka (JSON)": Sample(fixture("omeka-s.json")),
    "ArchivesSpace (JSON)": Sample(
        '{"jsonmodel_type": "archival_object", "title": "Letters", "level": "file", "instances": [{"sub_container": '
        '{"top_container": {"_resolved": {"type": "box", "indicator": "3"}}}}]}'
    ),
    "DPLA (JSON)": Sample(
        '{"docs": [{"id": "a", "dataProvider": "X Archive", "sourceResource": {"title": "A deed"}}]}'
    ),
    "Europeana (JSON)": Sample(fixture("europeana-record.json")),
    "Internet Archive (JSON)": Sample(fixture("archive-org.json")),
    "page of the Digital Archive as text": Sample(
        lambda: (FORMATS.parents[2] / "examples" / "tass-digest.md").read_text(encoding="utf-8")
    ),
    "page copied as text": Sample(
        "December 28, 1966\n\nReport on a Talk with the Ambassador\n\nThis document was made possible with support from"
        " The Leon Levy Foundation\n\n[…]\n\nThe talk began at noon.\n"
    ),
}
