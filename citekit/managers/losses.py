"""The items that Zotero made, compared with the documents: a value is kept if it is in any field, or in Extra."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from ..csl.names import full_name
from ..csl.variables import NAME_VARIABLES
from ..document.item import stated_date, to_csl
from ..document.model import Document
from ..exporters.zotero import zotero_item

_TAGS = re.compile(r"</?(?:i|b|sup|sub|sc|em|span)\b[^<>]{0,200}>", re.I)
# a variable, and its name in messages
_COMPARED = (
    ("title", "the title"),
    ("archive", "the archive"),
    ("archive_location", "the reference"),
    ("archive_collection", "the collection"),
    ("archive-place", "the archive’s place"),
    ("URL", "the address"),
    ("abstract", "the summary"),
    ("language", "the language"),
    ("container-title", "what it appeared in"),
    ("publisher", "the publisher"),
    ("publisher-place", "the place"),
    ("genre", "the genre"),
    ("volume", "the volume"),
    ("page", "the pages"),
)


def losses(docs: list[Document], items: list[dict[str, Any]]) -> list[str]:
    """What Zotero changed or dropped, in words."""
    out: list[str] = []
    if len(items) != len(docs):
        made = "1 item" if len(items) == 1 else f"{len(items)} items"
        sent = "1 document was" if len(docs) == 1 else f"{len(docs)} documents were"
        out.append(f"{sent} sent, Zotero made {made}")
    for doc, item in _paired(docs, items):
        name = doc.title or doc.key
        if item is None:
            out.append(f"“{name}” did not come back")
        elif lost := list(dict.fromkeys(_lost(doc, item))):
            out.append(f"“{name}”: Zotero did not keep {', '.join(lost)}")
    return out


def _paired(docs: list[Document], items: list[dict[str, Any]]) -> Iterator[tuple[Document, dict[str, Any] | None]]:
    """Each document with its item: in order where none is missing, otherwise matched by citation key or title."""
    if len(docs) == len(items):
        yield from zip(docs, items)
        return
    left = list(items)
    for doc in docs:
        key, title = f"citation key: {to_csl(doc)['id']}".casefold(), _comparable(doc.title)
        found = next(
            (
                i
                for i in left
                if key in str(i.get("extra", "")).casefold() or (title and title == _comparable(_title(i)))
            ),
            None,
        )
        if found is not None:
            left.remove(found)
        yield doc, found


def _lost(doc: Document, item: dict[str, Any]) -> Iterator[str]:
    """The names of what an item has nowhere."""
    sent = zotero_item(doc)
    kept = [_comparable(value) for name, value in item.items() if isinstance(value, str) and name != "itemType"]
    everything = "\n".join(kept)
    for variable, what in _COMPARED:
        value = _comparable(sent.item.get(variable))
        if value and value not in everything:
            yield what
    yield from _lost_date(doc, item)
    yield from _lost_names(sent.item, sent.extra, item)
    tags = {
        _comparable(tag.get("tag")) if isinstance(tag, dict) else _comparable(tag) for tag in item.get("tags") or ()
    }
    keywords = [_comparable(k) for k in re.split(";|,", str(sent.item.get("keyword") or "")) if k.strip()]
    if any(not any(keyword in tag for tag in tags) and keyword not in everything for keyword in keywords):
        yield "the keywords"


def _lost_date(doc: Document, item: dict[str, Any]) -> Iterator[str]:
    date = stated_date(doc)
    kept = _comparable(f"{item.get('date') or ''} {item.get('extra') or ''}")
    if date is None or not date.text:
        return
    wanted = [str(date.start[0]), *(f"{n:02d}" for n in date.start[1:])] if date.start else []
    numbers = re.findall(r"\d+", kept)
    if not date.start or date.start[0] < 0:  # years before Christ go as words
        if _comparable(date.text) not in kept:
            yield "the date"
    elif not all(any(n.lstrip("0") == number.lstrip("0") for number in numbers) for n in wanted) and (
        wanted[0] not in numbers or _comparable(date.text) not in kept
    ):
        yield "the date"


def _lost_names(sent: dict[str, Any], extra: tuple[tuple[str, str], ...], item: dict[str, Any]) -> Iterator[str]:
    """Roles of which a name is neither a creator nor in Extra."""
    creators = [creator for creator in item.get("creators") or () if isinstance(creator, dict)]
    kept = [_words(" ".join(str(c.get(k) or "") for k in ("firstName", "lastName", "name"))) for c in creators]
    lines = _words(str(item.get("extra") or ""))
    stated = [(role, full_name(name)) for role in sent if _is_role(sent, role) for name in sent[role]]
    for role, name in [*stated, *(line for line in extra if line[0] in NAME_VARIABLES)]:
        if _words(name) not in kept and not _words(name) <= lines:
            yield f"the {role.replace('-', ' ')}"


def _is_role(item: dict[str, Any], name: str) -> bool:
    return name in NAME_VARIABLES and isinstance(item[name], list)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _title(item: dict[str, Any]) -> Any:
    return next((item[k] for k in ("title", "caseName", "nameOfAct", "subject") if item.get(k)), "")


def _comparable(value: Any) -> str:
    return " ".join(html.unescape(_TAGS.sub("", str(value or ""))).replace("\u2013", "-").split())
