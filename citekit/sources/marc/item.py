"""The document of a MARC record, MARC 21 or UNIMARC."""

from __future__ import annotations

from ...document.model import Document
from .marc21 import marc21_document
from .record import MarcRecord
from .unimarc import unimarc_document


def document(record: MarcRecord, where: str, place: str) -> Document:
    """The document. Raises ReadError for a record that says nothing."""
    return (unimarc_document if record.is_unimarc else marc21_document)(record, where, place)
