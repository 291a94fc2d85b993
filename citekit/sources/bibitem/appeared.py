"""Where a work appeared: journal with volume, issue and pages; book with editors, place and publisher; university."""

from __future__ import annotations

import re
from typing import Any

from . import marks
from .imprint import imprint_of, sentences
from .labels import RANGE, forms, kinds, words
from .numbers import YEAR, take_date
from .people import editors_label, looks_like_people, people, people_at_start

Item = dict[str, Any]
_B, _E = marks.BOLD, marks.BOLD_END
# 12(3):1-9 | 12 (3) (1999) 1-9 | 12, no. 3 (1999): 1-9 | 12.3 (1999): 1-9 | 12 (1999), no. 3, 1-9 | 12, 345 (1999)
_VOLUME = re.compile(
    rf"[\s,.]*(?:{_B}\s*(?P<bold>\d{{1,4}}[A-Z]?)\s*[,.]?{_E}|(?P<volume>(?!{YEAR}\b)\d{{1,4}}[A-Z]?|[IVXLC]{{1,7}}\b))(?!\w)"
    rf"(?:\s*\(\s*(?:no\.?\s*|nr\.?\s*)?(?P<issue>(?!{YEAR}\))\d{{1,4}}(?:\s?[-/\u2013]\s?\d{{1,4}})?)\s*\)|\.(?P<dotted>\d{{1,3}})(?=[\s,(:]))?"
)
_ITALIC_VOLUME = re.compile(rf"^[\s,]*{marks.ITALIC}(\d{{1,4}}){marks.ITALIC_END}")
_EDITORS_BEHIND = re.compile(r"[\s,]*\(?(?P<names>[^\d():]{3,200}?),?\s\(?(?:[Ee]ds?\.|editors?)\)?\)?[\s,.]*")
_PLAIN_PAGES = re.compile(
    rf"^[\s,.:;]*(?:\((?P<year>[^()\d]{{0,20}}{YEAR})\)[\s,.:;]*)?(?P<pages>{RANGE})(?=\s*(?:[.,;()]|$))"
)


def is_where(text: str, strictly: bool = False) -> bool:
    """Whether a text begins as what is behind a title does: ``In: …``, a journal with its volume, an imprint.

    ``strictly``: with a comma before it, where a title may go on.
    """
    text = text.lstrip(f" {marks.BLOCK}")
    kind = kinds()["thesis"].match(text) or kinds()["report"].match(text)
    if kind is not None or (
        re.match(r"in(?::\s|\s+[A-ZÀ-Þ\ue200])", text, re.I) and (not strictly or text[2:3] == ":")
    ):
        return True
    if text[:1] == marks.ITALIC or journal_of(text) is not None or forms()["edition"].match(text):
        return True
    dated: Item = {}
    rest = take_date(text, dated).strip(" .,;()")
    if not rest:
        return bool(dated) and not strictly
    imprint = imprint_of(rest, False)
    if strictly or not dated:
        return "publisher-place" in imprint and "publisher" in imprint
    return bool(imprint) and "." not in rest


class Rest:
    """What is left of an entry while its parts are taken out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """The first place with this form, which is taken out of the text."""
        match = form.search(self.text)
        if match is not None:
            gap = ", " if match[0].strip()[-1:] not in "()" or match[0].strip()[:1] == "(" else " "
            self.text = f"{self.text[: match.start()]}{gap}{self.text[match.end() :]}"
        return match


def where_it_appeared(item: Item, text: str, blocks: bool) -> Item:
    """The variables of what stands behind a title, ``left`` for what was not understood. ``blocks``: of BibTeX."""
    found: Item = {"type": item["type"], **({"issued": item["issued"]} if "issued" in item else {})}
    rest = Rest(text.strip(f" ,.;:{marks.BLOCK}"))
    _of_kind(found, rest)
    _of_edition(found, rest)
    _container(found, rest)
    series = rest.take(forms()["series"]) if found["type"] in ("chapter", "paper-conference", "book") else None
    if series is not None and "collection-title" not in found:
        found["collection-title"], found["collection-number"] = marks.bare(series["series"]), series["value"]
    rest.text = take_date(rest.text, found)
    _labelled(found, rest)
    left = _published(found, rest.text, blocks)
    if found["type"] == "article":
        found["type"] = _other_kind(found, item)
    if left:
        found["left"] = left
    return found


def _other_kind(found: Item, item: Item) -> str:
    """The type of a work of which nothing says it: a book has a publisher, a page of the web an address."""
    if found.get("publisher"):
        return "book"
    return "webpage" if item.get("URL") else "document"


def _of_kind(found: Item, rest: Rest) -> None:
    """Theses, reports and what is not published yet."""
    for kind, form in kinds().items():
        if kind == "proceedings":
            continue
        match = form.search(rest.text)
        if match is None:
            continue
        wording = match[0].strip()
        before, after = rest.text[: match.start()], rest.text[match.end() :]
        if kind == "unpublished":
            if marks.italic(before) is None or before.count(marks.ITALIC) == before.count(marks.ITALIC_END):
                found["status"] = wording
                rest.text = f"{before.rstrip(' ([')}, {after.lstrip(' )],.')}"
            continue
        if before.count(marks.ITALIC) != before.count(marks.ITALIC_END):
            continue  # in a title
        found["type"], found["genre"] = kind, marks.plain(wording)
        if kind == "report":
            number = re.match(
                r"\s*(?:no\.?|nr\.?|number)?\s?(?P<value>(?:[A-Z]{1,8}[\s/-]?)?\d[\w./-]{0,20})(?=[\s,.;)]|$)",
                after,
                re.I,
            )
            if number is not None and not re.fullmatch(YEAR, number["value"]):
                found["number"] = number["value"].rstrip(".")
                after = after[number.end() :]
        rest.text = f"{before.rstrip(' ([')}, {after.lstrip(' )],.')}"
        return


def _of_edition(found: Item, rest: Rest) -> None:
    edition = rest.take(forms()["edition"])
    if edition is not None:
        wording = edition["value"].strip()
        number = re.match(r"\d+", wording)
        found["edition"] = (
            number[0] if number is not None else marks.plain(re.sub(r"\s(?:ed(?:ition|n|\.)?\.?)$", "", wording))
        )
    series = rest.take(forms()["of_series"])
    if series is not None and not re.match(r"(?:proc|the journal)", series["series"], re.I):
        found["collection-title"], found["collection-number"] = marks.bare(series["series"]), series["value"]


def _container(found: Item, rest: Rest) -> None:
    """Read the journal or book that a work is in."""
    text = rest.text
    inside = re.match(rf"[\s,.({marks.BLOCK}]*\b(?:{words('in')})\b\s*:?\s+", text, re.I) or re.match(
        rf"[\s,.{marks.BLOCK}]*in:\s*", text, re.I
    )
    inner = marks.italic(text)
    if inside is not None and (found["type"] != "book" or text.lower().lstrip(" ,.").startswith(("in:", "in "))):
        _host(found, rest, text[inside.end() :])
        return
    if found["type"] == "article" and inner is not None and not text[: inner.start()].strip(" ,."):
        named = marks.bare(inner[1])
        found["container-title"] = named + "." * (inner[1].rstrip().endswith(".") and not named.endswith("."))
        found["type"] = "article-journal"
        rest.text = _ITALIC_VOLUME.sub(r" \1", text[inner.end() :])
        inside_it = re.fullmatch(r"(?P<name>.*[^\d\s])\s(?P<volume>\d{1,4})", named)
        if inside_it is not None and re.match(r"[\s,]*\d{1,3}\s\(", rest.text):  # the ACM has the volume in italics
            found["container-title"] = inside_it["name"]
            rest.text = f" {inside_it['volume']}{rest.text}"
        volume = _of_volume(found, rest)
        if not volume and forms()["edited_by"].match(rest.text.split(marks.BLOCK)[0]):
            found["type"], found["container-title"] = "chapter", named
        return
    journal = journal_of(text)
    if journal is not None and found["type"] in ("article", "book"):
        found["container-title"], found["type"] = marks.plain(journal["journal"]).strip(" ,"), "article-journal"
        rest.text = text[journal.end("journal") :]
        _of_volume(found, rest)
        return
    if found["type"] == "book":
        _upright_container(found, rest)


def _upright_container(found: Item, rest: Rest) -> None:
    """Read the book that a work is in where the title alone is in italics, as the AMS has it."""
    text = rest.text
    meeting = re.match(r"[\s,]*(?P<title>[A-ZÀ-Þ][^,.:;()\d]{4,150})(?=,)", text)
    if meeting is not None and kinds()["proceedings"].match(meeting["title"]):  # upright, as journals
        found["container-title"], found["type"] = marks.bare(meeting["title"]), "paper-conference"
        rest.text = text[meeting.end() :]
        return
    host = re.match(
        r"[\s,]*(?P<title>[^\W\d_][^\d,;:()]{2,120}?)\s*\((?P<names>[^()]{3,120}?),?\s(?:eds?\.|editors?)\)",
        text,
    )
    if host is not None:  # its editors in parentheses
        found.update({"container-title": marks.bare(host["title"]), "editor": people(host["names"]), "type": "chapter"})
        rest.text = text[host.end() :]


def journal_of(text: str) -> re.Match[str] | None:
    """A journal that no type marks, with the numbers that make it one."""
    match = _UPRIGHT.match(text)
    if match is not None and re.search(r"\b[a-zß-ÿ][\w-]*[.?!]\s", match["journal"]):
        return None  # the end of a sentence is in it, which abbreviations in names of journals are not
    return match


_UPRIGHT = re.compile(
    rf"[\s,.{marks.BLOCK}]*(?P<journal>[^\W\d_][^\d,;:(){marks.ITALIC}{_B}{marks.QUOTE}{marks.BLOCK}]{{1,120}}?)[\s,]*"
    rf"(?={_B}\s*\d{{1,4}}[A-Z]?\s*[,.]?{_E}|"
    rf"(?<=[\s,])(?!{YEAR}\b)\d{{1,4}}[A-Z]?(?:\s?\(\s*(?:no\.\s?)?[\d/\u2013-]{{1,9}}\s*\)|\s?:\s?\d|,\s(?:no\.?\s?)?\d|\s\({YEAR}\)|\s\([A-Z][a-z.]{{2,10}}\s{YEAR}\))|"
    rf"(?<=[\s,])vol\.\s?\d{{1,4}}\b)"
)


def _host(found: Item, rest: Rest, text: str) -> None:
    """The book that a chapter is in: ``P. Evans, editor, <States>, pages 1-9``, ``Weber, E. (ed.) Handbook, pp.``."""
    inner = marks.italic(text)
    before = text[: inner.start()] if inner is not None else ""
    label = editors_label().search(before) if before else None
    if inner is not None and before.strip(" ,.:") and label is None and not looks_like_people(before):
        inner = None
    if inner is not None:
        if label is not None or before.strip(" ,.:"):
            found["editor"] = people(before[: label.start()] if label is not None else before)
        title, after = inner[1], text[inner.end() :]
    else:
        divided = _unmarked_host(found, text)
        if divided is None:
            return
        title, after = divided
    found["container-title"] = marks.bare(title)
    if re.match(rf"[\s,]*\d{{1,4}}\s?\((?:[^()\d]{{0,12}}{YEAR}|\d{{1,3}})\)", after):  # In: a journal
        found["type"], rest.text = "article-journal", after
        _of_volume(found, rest)
        return
    proceedings = kinds()["proceedings"].search(title)
    if re.search(r"(?<=\s)[A-Z][a-z]{1,6}\.\s?$", title) and title.count(".") > 1:
        found["container-title"] += "."  # all its words are abbreviated
    found["type"] = "paper-conference" if proceedings is not None else "chapter"
    editors = _EDITORS_BEHIND.match(after)
    if editors is not None and "editor" not in found and looks_like_people(editors["names"]):
        found["editor"] = people(editors["names"])
        after = after[editors.end() :]
    rest.text = after


def _unmarked_host(found: Item, text: str) -> tuple[str, str] | None:
    """The title of a book that nothing marks, and what follows it, with its editors read; None where it is not sure."""
    plain = re.match(
        rf"(?P<names>[^\d()]{{3,200}}?)\s*(?:\((?:{words('editors')})\)|,\s(?:editors?|eds?\.))[.:,]?\s+",
        text,
        re.I,
    )
    end = plain.end() if plain is not None else people_at_start(text)
    if plain is not None and not looks_like_people(plain["names"]):
        plain, end = None, 0  # the title stands before its editors
    if plain is not None:
        found["editor"] = people(plain["names"])
    stop = re.compile(
        rf"[,.]\s(?=(?:{words('pages')}|{words('volume')}|{words('edited_by')}|{words('chapter')})\s?[\w(])|\.\s(?=[A-ZÀ-Þ])|,\s(?=[^,]{{2,60}}(?:,\s[^,]{{2,40}})?,?\s\(?{YEAR})|"
        rf"\s\(|{marks.BLOCK}|,\s\d|$",
        re.I,
    ).search(text, end if plain is not None else 0)
    if stop is None or (plain is None and end):
        return None
    start = plain.end() if plain is not None else 0
    return text[start : stop.start()], text[stop.start() :]


def _of_volume(found: Item, rest: Rest) -> bool:
    """Read a volume with its issue and pages right behind a journal; whether there is one."""
    volume = _VOLUME.match(rest.text)
    if volume is None:
        return False
    after = rest.text[volume.end() :]
    number = volume["bold"] or volume["volume"]
    if volume["bold"] is None and not re.match(rf"\s*(?:[,:(.;]|$|{YEAR})", after):
        return False  # a number of the title of something else
    found["volume"] = number
    if volume["issue"] or volume["dotted"]:
        found["issue"] = re.sub(r"\s", "", volume["issue"] or volume["dotted"])
    elif (issue := re.match(rf"[\s,]+(?P<value>\d{{1,3}})(?=\s\([^()\d]{{0,12}}{YEAR}\)[,:]\s?\d)", after)) is not None:
        found["issue"], after = issue["value"], after[issue.end() :]
    elif (issue := re.match(rf"[\s,]*(?:\({YEAR}\))?{forms()['issue'].pattern}", after, re.I)) is not None:
        found["issue"] = re.sub(r"\s", "", issue["value"])
        after = re.sub(forms()["issue"].pattern, "", after, count=1, flags=re.I)
    pages = _PLAIN_PAGES.match(after)
    if pages is not None and not re.fullmatch(YEAR, pages["pages"]):
        found["page"] = _pages(pages["pages"])
        after = f"({pages['year']}), {after[pages.end() :]}" if pages["year"] else after[pages.end() :]
    rest.text = after
    return True


def _pages(text: str) -> str:
    return re.sub(r"\s*[-\u2013]+\s*", "-", text.strip())


def _labelled(found: Item, rest: Rest) -> None:
    """Parts that have a word before them."""
    for variable, name in (("page", "pages"), ("volume", "volume"), ("issue", "issue"), ("chapter-number", "chapter")):
        if variable in found or (name == "pages" and found["type"] in ("book", "thesis") and False):
            continue
        match = rest.take(forms()[name])
        if match is not None:
            found[variable] = _pages(match["value"])
    for role, name in (("editor", "edited_by"), ("translator", "translated_by")):
        match = rest.take(forms()[name])
        if match is not None:
            found.setdefault(role, people(match["names"]))
    if "page" not in found and found["type"] not in ("book", "thesis", "report"):
        alone = re.search(
            rf"(?:^|[,:.]\s*)(?P<value>\d{{1,5}}\s*[-\u2013]{{1,2}}\s*\d{{1,5}})(?=[\s.,;)]*(?:$|{marks.BLOCK}|\.\s))",
            rest.text,
        )
        if alone is not None:
            found["page"] = _pages(alone["value"])
            rest.text = rest.text[: alone.start()] + rest.text[alone.end() :]
    if "issue" in found and found["type"] in ("book", "chapter", "paper-conference", "report", "thesis"):
        found.setdefault("collection-number" if "collection-title" in found else "number", found.pop("issue"))


def _published(found: Item, text: str, blocks: bool) -> str:
    """Read place and publisher; what is left."""
    text = re.sub(r"\(\s*[,;.]*\s*\)|\[\s*\]", " ", text)
    left: list[str] = []
    for part in sentences(text):
        part = _tidy(part)
        if not part:
            continue
        imprint = {} if {"publisher", "publisher-place"} & found.keys() else imprint_of(part, blocks)
        if found["type"] == "paper-conference" and imprint.keys() == {"publisher-place"}:
            imprint = {"event-place": imprint["publisher-place"]}
        if found["type"] == "article-journal" and not imprint.get("publisher-place"):
            imprint = {}
        if imprint:
            found.update(imprint)
        else:
            left.append(marks.plain(part))
    return "; ".join(left)


def _tidy(part: str) -> str:
    part = re.sub(r"(?:,\s*){2,}", ", ", part)
    part = re.sub(r"\s+([,.;:)])", r"\1", part).strip(f" ,;:.{marks.BLOCK}")
    if part.startswith("(") and (part.endswith(")") or ")" not in part):
        part = part.strip("() ,;:")
    if part.endswith(")") and "(" not in part:
        part = part.rstrip(") ,")
    return part if re.search(r"\w", part) and part.lower() not in ("in", "and", "page", "pages") else ""
