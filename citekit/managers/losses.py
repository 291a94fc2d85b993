"""What Zotero made of documents, compared with what they say: a value is kept where any field or Extra has it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from ..csl.names import written
from ..csl.variables import NAME_VARIABLES
from ..document.item import stated_date, to_csl
from ..document.model import Document
from ..exporters.zotero import zotero_item

_TAGS = re.compile(r"</?(?:i|b|sup|sub|sc|em|span)\b[^<>]{0,200}>", re.I)
# a variable, and what it is called
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
    """What came back otherwise than it was sent, in words."""
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
    """Documents with their items: in their order where none is missing, otherwise by citation key or title."""
    if len(docs) == len(items):
        yield from zip(docs, items)
        return
    left = list(items)
    for doc in docs:
        key, title = f"citation key: {to_csl(doc)['id']}".casefold(), _plain(doc.title)
        found = next(
            (i for i in left if key in str(i.get("extra", "")).casefold() or (title and title == _plain(_title(i)))),
            None,
        )
        if found is not None:
            left.remove(found)
        yield doc, found


def _lost(doc: Document, item: dict[str, Any]) -> Iterator[str]:
    """What an item has nowhere."""
    sent = zotero_item(doc)
    kept = [_plain(value) for name, value in item.items() if isinstance(value, str) and name != "itemType"]
    everything = "\n".join(kept)
    for variable, what in _COMPARED:
        value = _plain(sent.item.get(variable))
        if value and value not in everything:
            yield what
    yield from _lost_date(doc, item)
    yield from _lost_names(sent.item, sent.extra, item)
    tags = {_plain(tag.get("tag")) if isinstance(tag, dict) else _plain(tag) for tag in item.get("tags") or ()}
    keywords = [_plain(k) for k in re.split(";|,", str(sent.item.get("keyword") or "")) if k.strip()]
    if any(not any(keyword in tag for tag in tags) and keyword not in everything for keyword in keywords):
        yield "the keywords"


def _lost_date(doc: Document, item: dict[str, Any]) -> Iterator[str]:
    date = stated_date(doc)
    came = _plain(f"{item.get('date') or ''} {item.get('extra') or ''}")
    if date is None or not date.text:
        return
    wanted = [str(date.start[0]), *(f"{n:02d}" for n in date.start[1:])] if date.start else []
    numbers = re.findall(r"\d+", came)
    if not date.start or date.start[0] < 0:  # years before Christ go as words
        if _plain(date.text) not in came:
            yield "the date"
    elif not all(any(n.lstrip("0") == number.lstrip("0") for number in numbers) for n in wanted) and (
        wanted[0] not in numbers or _plain(date.text) not in came
    ):
        yield "the date"


def _lost_names(sent: dict[str, Any], extra: tuple[tuple[str, str], ...], item: dict[str, Any]) -> Iterator[str]:
    """Roles of which a name is neither a creator nor in Extra."""
    creators = [creator for creator in item.get("creators") or () if isinstance(creator, dict)]
    came = [_words(" ".join(str(c.get(k) or "") for k in ("firstName", "lastName", "name"))) for c in creators]
    lines = _words(str(item.get("extra") or ""))
    stated = [(role, written(name)) for role in sent if _is_role(sent, role) for name in sent[role]]
    for role, name in [*stated, *(line for line in extra if line[0] in NAME_VARIABLES)]:
        if _words(name) not in came and not _words(name) <= lines:
            yield f"the {role.replace('-', ' ')}"


def _is_role(item: dict[str, Any], name: str) -> bool:
    return name in NAME_VARIABLES and isinstance(item[name], list)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _title(item: dict[str, Any]) -> Any:
    return next((item[k] for k in ("title", "caseName", "nameOfAct", "subject") if item.get(k)), "")


def _plain(value: Any) -> str:
    return " ".join(html.unescape(_TAGS.sub("", str(value or ""))).replace("\u2013", "-").split())
