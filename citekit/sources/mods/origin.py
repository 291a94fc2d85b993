"""Place, publisher, dates and edition of a MODS record (originInfo)."""

from __future__ import annotations

from typing import Any

from ...dates import HistoricalDate
from ..item_builder import ItemBuilder
from ..record_dates import record_date
from ..xml import attribute, children, find_all, text_of, texts_at

_ISSUED = ("dateIssued", "copyrightDate", "dateCreated")
_LABELS = {
    "dateIssued": "Date issued",
    "copyrightDate": "Copyright date",
    "dateCreated": "Date created",
    "dateValid": "Date valid",
    "dateModified": "Date modified",
    "dateOther": "Other date",
    "dateCaptured": "Date captured",
    "displayDate": "Date in words",
}
_MARKS = {"approximate": "~", "questionable": "?"}
_NOT_PUBLISHED = frozenset({"manufacture", "distribution", "production", "copyright", "copyright notice", "capture"})


def add_origin(build: ItemBuilder, element: Any) -> None:
    """Publication first, then what other events of the work's origin say."""
    origins = list(children(element, "originInfo"))
    origins.sort(key=lambda o: (attribute(o, "eventType") or attribute(o, "displayLabel")).casefold() in _NOT_PUBLISHED)
    for origin in origins:
        event = (attribute(origin, "eventType") or attribute(origin, "displayLabel")).casefold()
        later = f" ({event})" if event in _NOT_PUBLISHED else ""
        build.put("publisher-place", "; ".join(_places(build, origin)), f"Place{later}")
        publishers = dict.fromkeys(_without_marks(texts_at(origin, "publisher")))
        build.put("publisher", "; ".join(publishers), f"Publisher{later}")
        for agent in texts_at(origin, "agent/namePart"):
            build.put("publisher", agent, f"Publisher{later}")
        for edition in texts_at(origin, "edition"):
            build.put("edition", edition, "Edition statement")
        for frequency in texts_at(origin, "frequency"):
            build.note(frequency, "Frequency")
    _dates(build, origins)


def _without_marks(texts: list[str]) -> list[str]:
    """Names without the punctuation of a catalogue card around them."""
    return [text.rstrip(" ,:;").strip() for text in texts]


def _places(build: ItemBuilder, origin: Any) -> list[str]:
    written: list[str] = []
    codes: list[str] = []
    for term in find_all(origin, "place/placeTerm"):
        (codes if attribute(term, "type") == "code" else written).append(text_of(term))
    if not written and not codes:
        written = texts_at(origin, "place")
    for code in codes if not written else ():
        build.note(code, "Place of publication (code)")
    return [place for place in dict.fromkeys(_without_marks(written)) if place]


def _dates(build: ItemBuilder, origins: list[Any]) -> None:
    found = {name: [d for o in origins for d in children(o, name) if text_of(d)] for name in _LABELS}
    key = next((n for n in _ISSUED if any(attribute(d, "keyDate") == "yes" for d in found[n])), "")
    chosen = False
    for name in dict.fromkeys([*([key] if key else []), *_ISSUED]):
        for date, wording in _stated(found[name]):
            if not chosen:
                build.put_date("issued", date)
                build.note(wording, "Date in the record")
                chosen = True
            elif not _is_included(build.item.get("issued"), date):
                build.note(wording or date.text, _LABELS[name])
    for name in ("dateCaptured",):
        for date, _ in _stated(found[name]):
            build.put_date("accessed", date, _LABELS[name])
    for name in ("dateValid", "dateModified", "dateOther", "displayDate"):
        for one in found[name]:
            build.note(text_of(one), attribute(one, "type").capitalize() or _LABELS[name])


def _is_included(issued: Any, date: HistoricalDate) -> bool:
    """Whether a date says no more than the one that the record is cited with."""
    known = issued.start if isinstance(issued, HistoricalDate) else ()
    return date.start[:1] == known[:1] and len(date.start) <= len(known)


def _stated(dates: list[Any]) -> list[tuple[HistoricalDate, str]]:
    """The dates of elements of one name, the one to cite first: start and end joined, the most precise first."""
    found: list[tuple[HistoricalDate, str]] = []
    open_start = ""
    for one in dates:
        text, point = text_of(one), attribute(one, "point")
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) == 8 and text.isdigit() else text
        mark = _MARKS.get(attribute(one, "qualifier"), "")
        if point == "start":
            open_start = text
            last = next((e for e in dates if attribute(e, "point") == "end"), None)
            end = text_of(last) if last is not None else ""
            mark_of_end = _MARKS.get(attribute(last, "qualifier"), "") if last is not None else ""
            if end == "9999":
                end = ""
            elif len(end) == 8 and end.isdigit():
                end = f"{end[:4]}-{end[4:6]}-{end[6:8]}"
            if end not in ("", text):
                marked = f"{text}{mark}/{end}{mark_of_end}"
            else:
                marked = (f"{text}/" if not end else text) + mark
            text = f"{text}/{end}" if end != text else text
            edtf = HistoricalDate.from_edtf(marked.replace("u", "X")) if last is not None else None
            found.append((edtf, "") if edtf is not None else _read(text.replace("/", "-"), mark))
        elif point != "end" or not open_start:
            found.append(_read(text, mark))
    return sorted(found, key=lambda d: (not d[0].start, bool(d[1]), -len(d[0].start)))


def _read(text: str, mark: str) -> tuple[HistoricalDate, str]:
    date, wording = record_date(text)
    if mark and date.start and not (date.circa or date.uncertain):
        marked = HistoricalDate.parse(f"ca. {date.text}" if mark == "~" else f"{date.text}?")
        date = marked if marked.start == date.start else date
    return date, wording
