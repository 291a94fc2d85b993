"""The readers, and which of them reads a file. A new format is one file and one line in ``_BUILT_IN``.

Other packages add readers by entry points of the group ``citekit.readers``, each a ``Reader``; they are asked last.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache

from ..common.errors import CitekitError, NoRecordError, ReadError, as_text, printable
from ..common.files import NotUnicodeError, decode
from ..common.files.decoding import without_stray_nulls
from ..common.files.gzipped import is_gzip, unpacked
from ..common.files.legacy import legacy_text
from ..common.tables import plugins
from .base import MAX_BYTES, Found, Reader, encoding_remark, nulls_remark, with_content, with_remark
from .refused import refuse_bytes, refuse_text
from .text import find_address

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MARC = rb"\d{5}[a-z ][a-z][a-z ][ a-z0-9]{2}22\d{5}[ 0-9a-z]{3}4[ 5][ 0]0"  # the leader (ISO 2709)
_ODS = rb"(?s)PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet"
_TEXT = (".md", ".markdown", ".txt", ".text")
# text formats are asked in this order
_BUILT_IN = (
    Reader("PDF", "citekit.sources.pdf", (".pdf",), magic=(b"%PDF-",)),
    Reader("Excel table", "citekit.sources.spreadsheets.excel", (".xlsx", ".xlsm"), _ZIP, ("xl/workbook.xml",)),
    Reader("table of LibreOffice Calc", "citekit.sources.spreadsheets.opendocument", (".ods",), shape=_ODS),
    Reader("Word document: fields, notes", "citekit.sources.office.docx", (), _ZIP, ("word/document.xml",)),
    Reader("LibreOffice text: fields, notes", "citekit.sources.office.odt", (), _ZIP, ("mimetype", "content.xml")),
    Reader("zip archive", "citekit.sources.zip_archive", (".zip",), magic=_ZIP),
    Reader("Tropy (JSON-LD)", "citekit.sources.tropy", (".json", ".jsonld"), signs=("tropy.org/",)),
    Reader("IIIF manifest", "citekit.sources.iiif", (".json",), signs=("iiif.io/api/presentation",)),
    Reader("Omeka (JSON)", "citekit.sources.omeka", (".json",), signs=('"o:id"', '"o:title"', '"element_texts"')),
    Reader("Omeka Classic (XML)", "citekit.sources.omeka_xml", (".xml",), signs=("omeka-xml",)),
    Reader("ArchivesSpace (JSON)", "citekit.sources.archivesspace", (".json",), signs=('"jsonmodel_type"',)),
    Reader("DPLA (JSON)", "citekit.sources.dpla", (".json",), signs=('"sourceResource"', '"isShownAt"', '"docs"')),
    Reader("Europeana (JSON)", "citekit.sources.europeana", (".json",), signs=('"edm', '"europeana', '"proxies"')),
    Reader(
        "Internet Archive (JSON)",
        "citekit.sources.internet_archive",
        (".json",),
        signs=('"mediatype"', '"d1"', '"uploader"'),
    ),
    Reader("CSL-JSON", "citekit.sources.csljson", (".json", ".jsonl"), streams=True),
    Reader(
        "finding aid (EAD 2002, EAD3)", "citekit.sources.ead.reader", (".xml",), signs=("<ead", ":ead"), streams=True
    ),
    Reader("Word's sources (XML)", "citekit.sources.word_sources", (".xml",), signs=("bibliography",)),
    Reader("METS", "citekit.sources.mets", (".xml", ".mets"), signs=("mets",), streams=True),
    Reader("MODS", "citekit.sources.mods.reader", (".xml", ".mods"), signs=("mods",), streams=True),
    Reader("MARCXML", "citekit.sources.marc.xml", (".xml", ".marcxml"), signs=("datafield",), streams=True),
    Reader("MARC (ISO 2709)", "citekit.sources.marc.binary", (".mrc", ".marc"), shape=_MARC, streams=True),
    Reader("EndNote XML", "citekit.sources.endnote_xml", (".xml",), signs=("<ref-type",), streams=True),
    Reader("RDF (Zotero, Dublin Core)", "citekit.sources.rdf.reader", (".rdf", ".xml"), signs=("RDF",), streams=True),
    Reader("OAI-PMH, Dublin Core", "citekit.sources.oai", (".xml",), signs=("OAI-PMH", "/dc/"), streams=True),
    Reader("HTML page", "citekit.sources.web.html", (".html", ".htm", ".xhtml")),
    Reader("BibTeX", "citekit.sources.bibtex.reader", (".bib",), signs=("@",), head=200_000, streams=True),
    Reader("RIS", "citekit.sources.ris.reader", (".ris",), signs=("TY", "Ty", "tY", "ty"), streams=True),
    Reader("NBIB (PubMed)", "citekit.sources.tagged.nbib", (".nbib", ".txt"), signs=("PMID",), streams=True),
    Reader(
        "Refer (EndNote)",
        "citekit.sources.tagged.refer",
        (".enw", ".refer", ".txt"),
        signs=("%0 ", "%A ", "%T ", "%A\t"),
        streams=True,
    ),
    Reader("RefWorks", "citekit.sources.tagged.refworks", (".txt",), signs=("RT ",), streams=True),
    Reader("table (CSV)", "citekit.sources.spreadsheets.delimited", (".csv", ".tsv"), streams=True),
    Reader(
        "LaTeX bibliography (\\bibitem)",
        "citekit.sources.bibitem.reader",
        (".bbl",),
        signs=("\\bibitem", "thebibliography"),
    ),
    Reader("Wikipedia's citation templates", "citekit.sources.wikipedia", (".wiki", ".wikitext"), signs=("{{",)),
    Reader("note with a front matter (Markdown)", "citekit.sources.front_matter", (".md",), signs=("---",)),
    Reader("Hayagriva (YAML)", "citekit.sources.hayagriva", (".yaml", ".yml"), signs=("type:",)),
    Reader("YAML", "citekit.sources.forms.yaml", (".yaml", ".yml")),
    Reader("TOML", "citekit.sources.forms.toml", (".toml",)),
    Reader("page of the Digital Archive as text", "citekit.sources.web.digital_archive", _TEXT),
    Reader("page copied as text", "citekit.sources.web.plain", _TEXT),
    Reader("catalogue's entry copied as text", "citekit.sources.catalogue_entry", _TEXT),
    Reader("citation line", "citekit.sources.citation_line", _TEXT),
    Reader("footnotes", "citekit.sources.notes.reader", _TEXT),
)


@cache
def readers() -> tuple[Reader, ...]:
    """All readers: citekit's own, then those of other packages."""
    return (*_BUILT_IN, *plugins("citekit.readers", Reader))


@cache
def suffixes() -> tuple[str, ...]:
    """What a folder or an archive is searched for."""
    return tuple(dict.fromkeys(suffix for reader in readers() for suffix in reader.suffixes))


def read_bytes(data: bytes, where: str, name: str = "") -> Iterator[Found]:
    """The documents of a file's content, and the errors of what could not be read; never raises a CitekitError."""
    try:
        if len(data) > MAX_BYTES and data[:4] != b"PK\x03\x04":
            raise ReadError("the file is too large to be a document (over 50 MB)", where=where)
        for reader in readers():
            known = reader.magic and data.startswith(reader.magic) and _has_members(data, reader.members)
            if known or reader.has_shape(data):
                yield from with_content(reader.load().read(data, where))
                return
        if is_gzip(data):
            yield from read_bytes(unpacked(data, where, MAX_BYTES), where, name.removesuffix(".gz"))
            return
        refuse_bytes(data, where)
        size = len(data)
        data = without_stray_nulls(data)
        remark = nulls_remark(size - len(data))
        if name.endswith((".csv", ".tsv")) and not _is_unicode(data):
            from .spreadsheets.encodings import read as read_table

            yield from with_remark(with_content(read_table(data, where)), remark)
            return
        try:
            text = decode(data, where)
        except NotUnicodeError:
            text, encoding = legacy_text(data)
            if not encoding:
                raise
            remark = "; ".join(filter(None, (remark, encoding_remark(encoding))))
        yield from with_remark(read_text(text, where, name), remark)
    except CitekitError as error:
        yield error


def _is_unicode(data: bytes) -> bool:
    """Whether bytes are text in UTF-8 or have the marks of UTF-16."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:100]
    return True


def _has_members(data: bytes, names: tuple[str, ...]) -> bool:
    """Whether a .zip file has one of these names in it; any file where there are none."""
    if not names:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not set(names).isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_text(text: str, where: str = "the text", name: str = "") -> Iterator[Found]:
    """The documents of a text, by the first reader that knows its format, and the errors of what it could not read."""
    try:
        text = printable(as_text(text, "the text"))
        if not text.strip():
            raise NoRecordError("there is nothing to read", where=where)
        refuse_text(text, where)
        for reader in readers():
            if (
                not (reader.magic or reader.shape)
                and reader.may_read(text)
                and (module := reader.load()).detect(text, name)
            ):
                yield from with_content(module.read(text, where))
                return
        address = find_address(text) if len(text) < 2000 else None
        if address is not None and not text.replace(text[address[1] : address[2]], "").strip(" .,<>()"):
            raise NoRecordError(
                "an address alone is not a document",
                where=where,
                hint=f"`citekit fetch {address[0]} -o FOLDER` saves what it leads to",
            )
        raise NoRecordError(
            "this is not a document that citekit knows",
            where=where,
            hint="`citekit help formats` lists what it reads: pages, citation lines, records in many formats",
        )
    except CitekitError as error:
        yield error
