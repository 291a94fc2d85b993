"""Items of the Internet Archive: its metadata API (``archive.org/metadata/…``) and its search results, as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..common.errors import NoRecordError, ReadError
from ..document.extra import extra_of
from ..document.model import Document
from .base import Found
from .described import Description
from .each_record import each_record
from .json_text import at, is_object, mappings, parsed, text_of, texts
from .markup_text import without_markup
from .published import in_its_language

_SIGNS = re.compile(r'"(?:d1|item_last_updated|files_count)"\s*:|"mediatype"\s*:|"uploader"\s*:|"backup_location"\s*:')
_PADDED = re.compile(r"(\d{4})-01-01T00:00:00Z")
_FIELDS = {
    "title": "title",
    "creator": "author",
    "editor": "editor",
    "translator": "translator",
    "date": "date",
    "description": "summary",
    "language": "language",
    "subject": "subjects",
    "volume": "volume",
    "issue": "issue",
    "isbn": "ISBN",
    "issn": "ISSN",
    "rights": "rights",
    "licenseurl": "rights",
    "notes": "notes",
    "coverage": "places",
    "edition": "edition",
    "doi": "doi",
}
_TYPES = {"movies": "motion_picture", "audio": "song", "image": "graphic", "software": "software", "data": "dataset"}
_OF_THE_SITE = frozenset(
    "identifier mediatype collection uploader addeddate publicdate updatedate updater curation scanner scanningcenter"
    " operator ppi camera foldoutcount identifier-access ocr ocr_version repub_state scandate imagecount"
    " filesxml boxid backup_location year sponsor contributor call_number publisher page-progression".split()
)


def detect(text: str, name: str) -> bool:
    """Whether the text is metadata or search results of the Internet Archive."""
    return is_object(text) and _SIGNS.search(text[:20_000]) is not None and '"identifier"' in text


def read(text: str, where: str) -> Iterator[Found]:
    """The document of an item, or those of search results."""
    data = parsed(text, where)
    found = at(data, "response", "docs") or (at(data, "metadata") if isinstance(data, Mapping) else data)
    items = [one for one in mappings(found if found is not None else data) if one.get("identifier")]
    if not items:
        raise NoRecordError("this JSON holds no item of the Internet Archive", where=where, hint="save its page")
    yield from each_record(items, _document, where, "item")


def _document(item: Mapping[str, Any], place: str) -> Document:
    if not item.get("title"):
        raise ReadError("the item has no title", where=place)
    description = Description()
    for name, value in item.items():
        for text in texts(value):
            text = without_markup(text)
            if name in _FIELDS:
                for part in text.split(";") if name == "subject" else [text]:
                    description.add(_FIELDS[name], part)
            elif name not in _OF_THE_SITE:
                description.note(name, text)
    padded = _PADDED.fullmatch(description.first("date"))
    if padded is not None:  # search results write a year as its first moment
        description.values["date"] = [padded[1]]
        description.note("date_as_written", text_of(item.get("date")))
    if not item.get("date"):
        description.add("date", text_of(item.get("year")))
    for text in texts(item.get("collection")):
        description.note("archive_org_collections", text)
    description.note("sponsor", text_of(item.get("sponsor")))
    description.add("url", f"https://archive.org/details/{text_of(item.get('identifier'))}")
    _edition_or_original(description, item)
    doc = in_its_language(description.document(place))
    published = "publisher" in extra_of(doc) or "ISBN" in extra_of(doc)
    kind = {**_TYPES, "texts": "book" if published else ""}.get(text_of(item.get("mediatype")), "")
    return doc.changed(extra={**extra_of(doc), "type": kind}) if kind and "type" not in extra_of(doc) else doc


def _edition_or_original(description: Description, item: Mapping[str, Any]) -> None:
    """What has a publisher was published; of anything else the contributor holds the original."""
    publishers = list(texts(item.get("publisher")))
    holder, number = text_of(item.get("contributor")), text_of(item.get("call_number"))
    if publishers or item.get("isbn"):
        place, colon, publisher = publishers[0].partition(" : ") if publishers else ("", "", "")
        description.add("publisher", publisher if colon else place)
        description.add("publisher-place", place if colon else "")
        for other in publishers[1:]:
            description.note("further publisher", other)
        description.note("copy_held_by", holder)
        description.add("call-number", number)
    else:
        description.add("archive", holder)
        description.add("call number", number)
