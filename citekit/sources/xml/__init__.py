"""What readers of XML share: what kind of XML a text is, its records one by one, and what stands in an element."""

from __future__ import annotations

from .nodes import attribute, child, children, find_all, line_of, local_name, text_at, text_of, texts_at
from .root import Root, is_xml, root_of
from .split import Content, RawRecord, Record, raw_records, records, tree
from .stream import children_of_root

__all__ = [
    "Content",
    "RawRecord",
    "Record",
    "Root",
    "attribute",
    "child",
    "children",
    "children_of_root",
    "find_all",
    "is_xml",
    "line_of",
    "local_name",
    "raw_records",
    "records",
    "root_of",
    "text_at",
    "text_of",
    "texts_at",
    "tree",
]
