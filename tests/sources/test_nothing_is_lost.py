"""Each element that a library's record may have reaches the document: as a variable, a keyword or a labelled note.

What says how the record is made, and not what the work is, stands in the ``left_out`` of the format's table.
"""

from __future__ import annotations

import json
import re

import pytest

from citekit import Document
from citekit.common.tables import table
from citekit.sources import read_text

EAD = ("urn:isbn:1-931666-22-9", "http://ead3.archivists.org/schema/")


def missing(text: str, name: str = "x.xml") -> list[str]:
    """The words ``word…`` of a text that are in none of its documents."""
    found = [json.dumps(one.to_csl()) for one in read_text(text, name, name) if isinstance(one, Document)]
    said = " ".join(found).casefold()
    return [word for word in dict.fromkeys(re.findall(r"word\w+", text)) if word.casefold() not in said]


def elements(names: str, text: str = "word{}") -> str:
    """Elements of these names, each with a word of its own."""
    return "".join(f"<{name}>{text.format(re.sub('[^a-zA-Z0-9]', '', name))}</{name}>" for name in names.split())


def part(kind: str, text: str) -> str:
    """A part of a name."""
    return f'<namePart type="{kind}">{text}</namePart>'


NAME = "".join(part(kind, f"word{kind}") for kind in ("family", "given", "date", "termsOfAddress"))
ROLE = '<role><roleTerm type="text">wordrole</roleTerm></role>'
PLACE = '<place><placeTerm type="text">wordplace</placeTerm></place>'
DATES = "publisher dateIssued dateCreated dateValid dateModified copyrightDate dateOther edition frequency"
PHYSICAL = elements("form reformattingQuality internetMediaType extent digitalOrigin note")
COPY = elements("form subLocation shelfLocator note enumerationAndChronology")
URL = "<url{}>http://example.org/wordurl</url>"
LABELS = ' displayLabel="wordlabel" note="wordnote"'
LOCATION = elements("physicalLocation shelfLocator")
OTHER_TITLES = "".join(
    f'<titleInfo type="{kind}" displayLabel="{label}">{elements("title subTitle", "word{}" + kind)}</titleInfo>'
    for kind, label in (("translated", "wordlabel"), ("uniform", "wordname"), ("abbreviated", ""))
)
RELATED = (
    f"<titleInfo>{elements('title subTitle partName')}</titleInfo><name><namePart>wordname</namePart></name>"
    f"<originInfo>{PLACE}{elements('publisher dateIssued edition')}</originInfo>"
    f"<location>{LOCATION}{URL.format('')}</location><part>"
    f"<detail type='volume'>{elements('number title')}</detail><text>wordtext</text><date>wordpartdate</date></part>"
    f"{elements('note genre abstract')}<subject><topic>wordtopic</topic></subject>"
)
KINDS = ("host", "series", "original", "preceding", "constituent", "otherVersion", "reviewOf", "references")
MODS = {
    "title": f"<titleInfo>{elements('title subTitle partNumber partName nonSort')}</titleInfo>",
    "other titles": OTHER_TITLES,
    "name": f"<name type='personal'>{NAME}{elements('displayForm affiliation description nameIdentifier')}"
    f"<alternativeName><namePart>wordother</namePart></alternativeName>{ROLE}</name>",
    "origin": f"<originInfo>{PLACE}<agent><namePart>wordagent</namePart></agent>{elements(DATES)}</originInfo>",
    "description": f"<physicalDescription>{PHYSICAL}</physicalDescription>"
    + elements("abstract tableOfContents targetAudience note classification accessCondition genre"),
    "subject": f"<subject>{elements('topic geographic temporal genre occupation')}<name><namePart>wordnamed</namePart>"
    f"{ROLE}</name><hierarchicalGeographic><city>wordcity</city></hierarchicalGeographic>"
    f"<cartographics>{elements('scale projection coordinates')}</cartographics></subject>",
    "location": f"<location>{LOCATION}{URL.format(LABELS)}<holdingSimple>"
    f"<copyInformation>{COPY}</copyInformation></holdingSimple></location>",
    "identifiers": "<identifier type='local' displayLabel='wordlabel'>wordlocal</identifier>"
    "<identifier>wordid</identifier>",
    **{kind: f'<relatedItem type="{kind}" displayLabel="wordlabel">{RELATED}</relatedItem>' for kind in KINDS},
}


@pytest.mark.parametrize("genre", ["book", "journal article", "manuscript", "thesis"])
@pytest.mark.parametrize("name", MODS)
def test_no_element_of_mods_is_lost(name: str, genre: str) -> None:
    title = "" if name == "title" else "<titleInfo><title>T</title></titleInfo>"
    assert missing(f'<mods xmlns="http://www.loc.gov/mods/v3">{title}<genre>{genre}</genre>{MODS[name]}</mods>') == []


def marc(tag: str, codes: str, title: str) -> str:
    subfields = "".join(f'<subfield code="{code}">word{tag}{code}</subfield>' for code in codes)
    return (
        f'<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>{title}'
        f'<datafield tag="{tag}" ind1=" " ind2=" ">{subfields}</datafield></record>'
    )


TITLE = '<datafield tag="245" ind1=" " ind2=" "><subfield code="a">T</subfield></datafield>'


def test_no_field_of_marc_is_lost_but_what_is_listed() -> None:
    left_out = {*table("marc")["left_out"]["tags"].split(), "245"}
    whole = [f"{n:03d}" for n in range(10, 900) if f"{n:03d}" not in left_out]
    lost = {tag for tag in whole if missing(marc(tag, "a", TITLE))}
    assert lost == set()


@pytest.mark.parametrize("tag, codes", table("marc")["rest"].items())
def test_no_subfield_of_marc_in_words_is_lost(tag: str, codes: str) -> None:
    assert missing(marc(tag, f"a{codes}", "" if tag == "245" else TITLE)) == []


@pytest.mark.parametrize("tag, codes", table("marc")["unimarc_rest"].items())
def test_no_subfield_of_unimarc_in_words_is_lost(tag: str, codes: str) -> None:
    title = TITLE.replace("245", "200")
    assert missing(marc(tag, f"a{codes}", "" if tag == "200" else title)) == []


ROLES = (
    "bib:authors bib:editors bib:contributors z:translators z:recipients z:interviewers z:directors z:seriesEditors"
    " z:bookAuthors z:artists z:cartographers z:inventors z:programmers z:presenters z:podcasters z:sponsors"
    " z:unheardOf"
)
PROPERTIES = (
    "z:type z:language z:shortTitle z:numPages z:medium z:system z:court z:session z:history z:code z:committee z:label"
    " z:libraryCatalog z:citationKey z:archiveID z:unheard dc:title dc:source dc:coverage dc:rights dc:description"
    " dcterms:abstract prism:volume prism:number prism:edition prism:section bib:pages dc:medium"
)


@pytest.mark.parametrize("kind", ["letter", "artwork", "bill", "patent", "journalArticle", "podcast", "map"])
def test_no_property_of_zotero_s_rdf_is_lost(kind: str) -> None:
    uris = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "z": "http://www.zotero.org/namespaces/export#",
        "dcterms": "http://purl.org/dc/terms/",
        "bib": "http://purl.org/net/biblio#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    }
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in uris.items())
    person = "<rdf:Seq><rdf:li><foaf:Person><foaf:surname>word{}</foaf:surname></foaf:Person></rdf:li></rdf:Seq>"
    inner = f"<z:itemType>{kind}</z:itemType>{elements(PROPERTIES)}{elements(ROLES, person)}"
    assert (
        missing(f"<rdf:RDF {names}><rdf:Description rdf:about='#a'>{inner}</rdf:Description></rdf:RDF>", "x.rdf") == []
    )


@pytest.mark.parametrize("namespace", EAD)
def test_no_element_of_a_unit_in_a_finding_aid_is_lost(namespace: str) -> None:
    did = elements(
        "unittitle unitid unitdate abstract container dao daodesc langmaterial materialspec note origination"
    )
    about = elements(
        "accessrestrict accruals acqinfo altformavail appraisal arrangement bibliography bioghist controlaccess"
        " custodhist fileplan index odd originalsloc otherfindaid phystech prefercite processinfo relatedmaterial"
        " scopecontent separatedmaterial userestrict",
        "<p>word{}</p>",
    )
    unit = f'<c01 level="file"><did>{did}</did>{about}<descgrp>{elements("note", "<p>wordgrouped</p>")}</descgrp></c01>'
    head = '<archdesc level="fonds"><did><unittitle>Papers</unittitle></did><dsc>'
    assert missing(f'<ead xmlns="{namespace}">{head}{unit}</dsc></archdesc></ead>') == []


def test_what_a_finding_aid_says_of_the_whole_alone_is_named_once() -> None:
    about = "<bioghist><p>A life.</p></bioghist><scopecontent><p>Letters.</p></scopecontent>"
    head = f"<did><unittitle>Papers</unittitle></did>{about}"
    units = '<c01 level="file"><did><unittitle>One</unittitle></did></c01>' * 2
    aid = f'<ead xmlns="{EAD[0]}"><archdesc level="fonds">{head}<dsc>{units}</dsc></archdesc></ead>'
    first, second = [one for one in read_text(aid, "x.xml", "x.xml") if isinstance(one, Document)]
    assert first.warnings == (
        "what the finding aid says of the whole stands with no unit: biographical history, scope and contents",
    )
    assert second.warnings == ()


SOURCES = (
    "Book BookSection JournalArticle ArticleInAPeriodical ConferenceProceedings Report SoundRecording Performance Art"
    " Film DocumentFromInternetSite InternetSite Interview Patent ElectronicSource Case Misc"
)
OF_SOURCES = (
    "Title City StateProvince CountryRegion Publisher JournalName Volume Issue Pages Edition StandardNumber Comments"
    " URL ShortTitle Medium ProductionCompany BookTitle ChapterNumber ConferenceName Department Institution ThesisType"
    " Court PatentNumber Type Theater Station BroadcastTitle Broadcaster CaseNumber AbbreviatedCaseNumber Reporter"
    " Distributor RecordingNumber AlbumTitle InternetSiteTitle PeriodicalTitle NumberVolumes DOI Version"
)
PEOPLE_OF_SOURCES = (
    "Author Artist BookAuthor Compiler Composer Conductor Counsel Director Editor Interviewee Interviewer Inventor"
    " Performer ProducerName Translator Writer"
)


@pytest.mark.parametrize("kind", SOURCES.split())
def test_no_field_of_word_s_sources_is_lost(kind: str) -> None:
    person = "<NameList><Person><Last>word{}</Last></Person></NameList>"
    people = f"<Author>{elements(PEOPLE_OF_SOURCES, person)}</Author>"
    inner = f"<Source><SourceType>{kind}</SourceType>{people}{elements(OF_SOURCES)}</Source>"
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    assert missing(f'<Sources xmlns="{uri}">{inner}</Sources>') == []


def test_no_element_of_dublin_core_is_lost() -> None:
    names = "contributor coverage creator date description format identifier language publisher relation rights source"
    inner = elements(f"dc:{' dc:'.join(names.split())} dc:subject dc:title dc:type")
    uris = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    twice = inner + inner.replace("word", "wordtwo")
    assert missing(f"<oai_dc:dc {uris}>{twice}</oai_dc:dc>") == []


def test_a_field_of_marc_without_a_tag_or_a_code_is_no_hindrance() -> None:
    bare = '<datafield tag=""><subfield code="a">wordbare</subfield></datafield>'
    bare += "<datafield><subfield>x</subfield></datafield>"
    assert missing(marc("500", "a", TITLE + bare)) == []
