"""Parts of a work that stand alone in a sentence: its title, its year (``\\citetitle``, ``\\citeyear`` of LaTeX)."""

from __future__ import annotations

from ..common.tables import table
from ..document.extra import extra_of
from ..document.model import Document
from ..engine import Processor
from ..richtext.punctuation import resolve_punctuation
from ..richtext.runs import span


def title_of(processor: Processor, doc: Document | None, key: str) -> str:
    """The title of a work as its kind has it, in italics or quotation marks; a short one where the record states it."""
    item = processor.item(key)
    stated = doc is not None and ("title-short" in extra_of(doc) or "shortTitle" in extra_of(doc))
    name = "title-short" if stated and "title-short" in item.fields else "title"
    if name not in item.fields:
        return ""
    style = processor.style
    cased = any(one.get("text-case") == "title" for one in style.loaded.root.iter())
    runs = item.cased(name, "title", style.locale) if cased else item.runs(name)
    whole = item.type in table("manuscripts")["titles"]["italic"].split()
    opened, closed = span("font-style", "italic") if whole else span("quote")
    return processor.writer.write(resolve_punctuation([opened, *runs, closed], style.locale.quotes))


def year_of(processor: Processor, key: str) -> str:
    """The year of a work, with its letter where the style tells works of one year apart by letters."""
    item = processor.item(key)
    date = item.dates.get("issued")
    letter = "" if processor.style.note else item.state.suffix
    if date is None or date.start is None:
        return (processor.style.locale.term("no date", "short") or "n.d.") + letter
    return f"{date.start[0]}{letter}"
