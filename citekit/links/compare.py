"""Whether a page is the document: by its title, its record number, its archival reference, its date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .contradiction import another, stated_dates
from .evidence import has_number, has_object_number, has_reference
from .identity import Identity
from .likeness import PARTLY, Likeness, is_title, likeness
from .numbers import without_number
from .own_date import without_own_date
from .page import Page
from .page_text import Text, labels, may_be_title
from .pdf_title import title_in_pdf
from .site_words import has_subject, is_of_many
from .spelling import is_kind, is_small, same_language
from .structured import state_title
from .surplus import Surplus, surplus
from .titles import is_generic, title_words, weight
from .untitled import nothing_to_compare, says_nothing
from .word_order import ENOUGH, SITE

_SURE = 5  # characters of a number that few documents share
_HOST = re.compile(
    r"^\s*(?:https?://)?[a-z\d-]{2,40}(?:\.[a-z\d-]{2,40}){1,3}(?:/[\w./-]{0,80})?\s*[|:–—-]?\s+(?=\w)", re.I
)
_MOST_OF_IT = "most of the title"
_MORE = "; that is more than the document's title"


@dataclass(frozen=True)
class Comparison:
    """``same`` is None where there is nothing to compare; ``reason`` says what agreed, or what did not."""

    same: bool | None
    reason: str = ""


def compare(known: Identity, page: Page) -> Comparison:
    """Whether the page is this document."""
    text = Text(page)
    titles = [_called_apart(title, known) for title in page.titles]
    found = [likeness(known.title, title) for title in titles]
    if not any(map(_is_whole, found)):
        more = [_called_apart(title, known) for title in _main_heading(page, known)]
        titles, found = titles + more, found + [likeness(known.title, title) for title in more]
    best = max(found, key=lambda f: (f.same, f.share), default=Likeness())
    held = [reference for reference in known.references if has_reference(reference.levels, text)]
    agreed = _agreeing(known, text, bool(held))
    sure = "record number" in agreed
    sure = sure and not (known.is_serial and len(known.number[0]) < _SURE and "date" not in agreed)
    certain = sure or "object number" in agreed or any(reference.is_specific for reference in held)
    if not certain and (other := another(known, page, text, len(held) == len(known.stated))):
        return Comparison(False, other)
    beyond = _beyond(known, titles, found) if not certain and best.share >= PARTLY else Surplus.NONE
    here = best.same and all(word in text.numbers for word in best.missing)
    here = here or any(_but_for_a_date(known.title, one, text) for one in found)
    here = here and (beyond is Surplus.NONE or (beyond is Surplus.UNEXPLAINED and bool(agreed)))
    if not here and beyond is not Surplus.ANOTHER and not (best.conflict and best.share > PARTLY):
        here = _in_text(known, page, text)
    if here and not agreed and says_nothing(known.doc.title):
        return Comparison(None, "the document's own title says nothing")
    if here and not agreed and is_generic(known.title) and not _is_called(known, titles, page):
        return Comparison(
            False, f"{_not_found(known, page, text).reason}, and the document's own title says too little"
        )
    if here and best.doubts and not certain:
        return Comparison(None, f"the names differ by “{best.doubts[0].capitalize()}”: it may be another person")
    if here:
        place = "title" if best.same else "title in its text"
        return Comparison(True, _agreed([place, *agreed]))
    if certain:
        return Comparison(True, _agreed([*([_MOST_OF_IT] if best.share >= PARTLY else []), *agreed]))
    if best.share >= PARTLY and not best.conflict and not best.missing and agreed and beyond is not Surplus.ANOTHER:
        return Comparison(True, _agreed([_MOST_OF_IT, *agreed]))
    if best.same and beyond is not Surplus.NONE:
        return Comparison(False, _called(page) + _MORE)
    return _of_a_file(known, page, text, agreed) if held else _not_found(known, page, text)


def _called_apart(title: str, known: Identity) -> str:
    """What a page calls itself without the document's own number and date, and the address of its site."""
    return without_own_date(without_number(_HOST.sub("", title), known), known.when, known.title)


def _agreeing(known: Identity, text: Text, has_a_reference: bool) -> list[str]:
    """What of the document's record stands on the page."""
    there = {
        "record number": has_number(known, text),
        "object number": has_object_number(known, text),
        "archival reference": has_a_reference,
        "date": bool(known.date) and text.has_day(known.date),
    }
    return [name for name, is_there in there.items() if is_there]


def _is_whole(found: Likeness) -> bool:
    """Whether a text is the title and nothing else."""
    return found.same and not (found.before or found.after or found.lost)


def _beyond(known: Identity, titles: list[str], found: list[Likeness]) -> Surplus:
    """What the page's titles have beyond the document's: the least of those that have it."""
    if any(map(_is_whole, found)):
        return Surplus.NONE
    least = Surplus.ANOTHER
    some = any(one.same for one in found)
    for title, one in zip(titles, found):
        if one.same or (not some and one.share >= PARTLY):
            least = min(least, surplus(known.title, title, known.names, known.when))
        if least is Surplus.NONE:
            break
    return least


def _but_for_a_date(title: list[str], found: Likeness, text: Text) -> bool:
    """Whether what the page calls itself is the title but for a date, which the page labels as its document's."""
    if found.conflict or not found.missing or found.share + weight(found.missing) / weight(title) < ENOUGH:
        return False
    return set(found.missing) <= stated_dates(text)


def _of_a_file(known: Identity, page: Page, text: Text, agreed: list[str]) -> Comparison:
    """What a page is that has the document's reference, which is one to a file or box of many documents: its date says
    that it is the document, a title in the same language that it is another."""
    called = next((title for title in (*page.headings, *page.titles) if title), "")
    if same_language(known.title, title_words(called)):
        reason = f"{_not_found(known, page, text).reason}, and the archival reference is that of many documents"
        return Comparison(False, reason)
    if "date" in agreed:
        return Comparison(True, _agreed(agreed))
    return Comparison(None, "the page has the document's archival reference, which is that of many documents")


def _is_called(known: Identity, titles: list[str], page: Page) -> bool:
    """Whether the page is called what a document of few words is: its title, or a paragraph of more than one word; or
    has its date beside the title. ``titles`` are the page's without that date."""
    title, year = known.title, known.when[:4]
    if year and any(year in full and year not in seen for full, seen in zip(page.titles, titles)):
        return True
    if any(is_title(title, seen) or _without_kinds(title_words(seen)) == title for seen in titles):
        return True
    return len(title) > 1 and any(title_words(block) == title for block in page.blocks[:400] if len(block) < 300)


def _without_kinds(text: list[str]) -> list[str]:
    """The words of a title but for what the document is: Telegram, Eden to Molotov."""
    return [word for word in text if not is_kind(word)]


def _agreed(what: list[str]) -> str:
    """What the page and the document have in common, in words."""
    listed = what[0] if len(what) == 1 else f"{', '.join(what[:-1])} and {what[-1]}"
    if what[0] == _MOST_OF_IT:
        return f"the page has {_MOST_OF_IT}{listed.removeprefix(_MOST_OF_IT)} of the document"
    return f"the page has the document's {listed}"


def _not_found(known: Identity, page: Page, text: Text) -> Comparison:
    if nothing := nothing_to_compare(page, text):
        if page.scripted and (title := state_title(page.scripts)) and likeness(known.title, title).same:
            return Comparison(True, "the page's script has the document's title")
        return Comparison(None, nothing)
    return Comparison(False, _called(page))


def _called(page: Page) -> str:
    titles = page.titles
    return f"the page is called “{titles[0][:100]}”" if titles else "the page does not have the document's title"


def _in_text(known: Identity, page: Page, text: Text) -> bool:
    """Whether the title is a paragraph of its own, behind a label at most; in a PDF, whether it stands anywhere."""
    title = known.title
    least = 10 if title and title[0].isascii() else 4  # letters; a character of Chinese is a word
    if sum(not is_small(word) for word in title) < 2 or sum(map(len, title)) < least:
        return False
    if page.pdf:
        return title_in_pdf(known, page.blocks, text.numbers)
    elsewhere = labels("elsewhere")
    for n, (raw, block) in enumerate(zip(page.blocks, text.blocks)):
        if not len(title) <= len(block) + 8 or len(block) > len(title) * 2 + 12:
            continue
        have = title_words(raw)
        at = next((n for n in range(4) if have[n : n + len(title)] == title), None)
        if at is None or len(have) - at - len(title) > 8 or elsewhere.find(have[:at]) is not None:
            continue
        if may_be_title(page, n) and surplus(title, _called_apart(raw, known), known.names, known.when) is Surplus.NONE:
            return True
    return False


def _main_heading(page: Page, known: Identity) -> list[str]:
    """The heading by which a page is called where its h1 is missing, or names the site, a collection or a newspaper."""
    if has_subject(heading for heading in page.headings if not (is_of_many(heading) or _is_of_record(heading, known))):
        return []
    found = [s for s in page.subheadings[:1] if s not in page.linked]
    if has_subject(heading for heading in found if not is_of_many(heading)):
        return found
    lesser = (page.blocks[n] for n, level in sorted(page.levels.items()) if level > 2)
    return found + [s for s in (next(lesser, ""),) if s and s not in page.linked]


def _is_of_record(heading: str, known: Identity) -> bool:
    """Whether a heading begins with what the document's record names, its archive or newspaper: Het Vaderland : dagblad
    | 10 mei 1940."""
    first = [word for word in title_words(SITE.split(heading)[0]) if not is_small(word)]
    return bool(first) and known.names.issuperset(first) and not set(first) & set(known.title)
