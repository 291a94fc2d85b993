"""Refer records (refer(1), BibIX), as EndNote writes them: lines with ``%T``, empty lines between records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...common.tables import table
from ...document.model import Document
from ..base import Cut, Found
from ..endnote import endnote_document
from .lines import Content, TaggedRecord, cut_records, documents

_TAGS = r"[A-Z0-9?@!#$\]&()*+^><\[~=]"
_TAG = re.compile(rf"\s{{0,3}}%({_TAGS})(?:[ \t]+(.*))?$")
_DETECT = re.compile(rf"%[A-Z0-9][ \t]+\S[^\n]*(?:\n[^\n%][^\n]*){{0,20}}\n\s{{0,3}}%{_TAGS}[ \t]")


def detect(text: str, name: str) -> bool:
    """Whether the text begins with tagged lines of Refer."""
    head = text[:5000].lstrip("\ufeff \n\r\t")
    return _DETECT.match(head) is not None or re.match(r"%0 [A-Z][a-z]+", head) is not None


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    return documents(content, where, _TAG, "0", _document, blank_ends=True, lists="K")


def _document(record: TaggedRecord, where: str, place: str) -> Document:
    names = table("endnote")["refer"]
    fields = [(names.get(tag, f"%{tag}"), text) for tag, text in record.fields if text]
    return endnote_document(record.get("0"), fields, where, place)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, _TAG, "0", blank_ends=True)
