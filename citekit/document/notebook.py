"""A document as a notebook shows it: a small table of what its source says (Jupyter's ``_repr_html_``)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..common.errors import printable

if TYPE_CHECKING:
    from .model import Document


def table_of(doc: Document) -> str:
    """The filled fields of a document as an HTML table, all of it escaped."""
    rows = [
        ("title", doc.title),
        ("date", doc.date.text if doc.date is not None else ""),
        ("kind", doc.kind),
        ("from", doc.sender),
        ("to", doc.recipient),
        ("reference", doc.reference),
        ("archive online", doc.host),
        ("credits", doc.credits),
        ("not understood", "; ".join(doc.unread)),
    ]
    shown = [f"<tr><th>{label}</th><td>{_text(value)}</td></tr>" for label, value in rows if value]
    if doc.url:
        shown.insert(-1 if doc.unread else len(shown), f"<tr><th>address</th><td>{_link(doc.url)}</td></tr>")
    return f"<table>{''.join(shown)}</table>"


def _text(value: str) -> str:
    return escape(printable(value))


def _link(url: str) -> str:
    """A link for a web address, otherwise its text."""
    shown = _text(url)
    return f'<a href="{shown}">{shown}</a>' if url.lower().startswith(("http://", "https://")) else shown
