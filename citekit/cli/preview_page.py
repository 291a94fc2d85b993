"""The preview page: documents in all styles side by side, in one file that needs no network.

What it is made of lies in ``data/preview``: ``page.css``, ``page.js`` and ``words.toml`` (the words of each language).
A policy in the page lets only its own script run; whatever comes from a document is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ..common.errors import CitekitError, printable
from ..common.tables import table, text_of
from ..document.model import Document
from .show import missing, rows

_ADDRESS = re.compile(r"(?<![\"'=])https?://[^\s<>\"]+")

SUBSEQUENT = 1  # the position of a cite that is not the first, as citeproc-js counts them


@dataclass(frozen=True)
class Sample:
    """One document in one style, as HTML; ``entry`` is empty where the style omits it, ``error`` says what failed."""

    first: str = ""
    later: str = ""
    entry: str = ""
    error: str = ""


@dataclass(frozen=True)
class StyleSheet:
    """All documents in one style. ``notes``: it cites in notes; ``listed``: it has a bibliography, in its order."""

    name: str
    title: str
    notes: bool
    listed: bool
    samples: tuple[Sample, ...]
    bibliography: tuple[str, ...]


def in_style(style: str, docs: Sequence[Document], locale: str | None = None) -> StyleSheet:
    """The documents in a style. Raises StyleError where there is no such style."""
    from ..engine.style.finding import own_styles, style_path, title_of
    from ..notes import Notes

    notes = Notes(style, "html", locale=locale)
    processor = notes.processor
    keys = [notes.add(doc) for doc in docs]
    processor.update_items(dict.fromkeys(keys))
    listed = processor.style.bibliography is not None
    found = processor.bibliography() if listed else None
    entries = dict(zip(found.entry_ids, found.entries)) if found is not None else {}
    samples = []
    for key in keys:
        try:
            first = processor.make_cluster([{"id": key, "position": 0}])
            later = processor.make_cluster([{"id": key, "position": SUBSEQUENT}]) if processor.style.note else ""
            samples.append(Sample(first, later, entries.get(key, "")))
        except CitekitError as error:
            samples.append(Sample(error=str(error)))
    path = style_path(style)
    title = title_of(path) if path and style not in own_styles() else style
    return StyleSheet(style, title, processor.style.note, listed, tuple(samples), tuple(entries.values()))


def preview_page(docs: Sequence[Document], sheets: Sequence[StyleSheet], language: str = "") -> Iterator[str]:
    """The page, piece by piece. ``language`` fixes that of its words, which otherwise is the reader's own."""
    languages = table("preview/words")
    lang = language if language in languages else "en"
    words = languages[lang]
    script, style = text_of("preview/page.js"), text_of("preview/page.css")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    fixed = ' data-fixed="1"' if language in languages else ""
    yield (
        f'<!DOCTYPE html>\n<html lang="{lang}"{fixed}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(words['title'])}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n"
    )
    yield _header(len(docs), sheets, words)
    yield '<main id="documents" tabindex="-1">\n'
    for n, doc in enumerate(docs):
        yield _article(n, doc, sheets, words)
    yield f'<p id="none" role="status" hidden data-word="none">{escape(words["none"])}</p>\n'
    yield _bibliographies(sheets, words)
    data = json.dumps(languages, ensure_ascii=False).replace("<", "\\u003c")
    yield (
        f'</main>\n<footer data-word="made">{escape(words["made"])}</footer>\n<div id="status" role="status" '
        f'aria-live="polite"></div>\n<script type="application/json" id="words">{data}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _word(words: Mapping[str, Any], name: str, tag: str = "span") -> str:
    return f'<{tag} data-word="{name}">{escape(words[name])}</{tag}>'


def _header(count: int, sheets: Sequence[StyleSheet], words: Mapping[str, Any]) -> str:
    boxes = "\n".join(
        f'<label><input type="checkbox" checked data-style="{escape(sheet.name)}"> {escape(sheet.name)}</label>'
        for sheet in sheets
    )
    languages = "\n".join(
        f'<button type="button" value="{code}" lang="{code}" aria-pressed="false">{code.upper()}</button>'
        for code in table("preview/words")
    )
    return (
        f'<a class="skip" href="#documents" data-word="skip">{escape(words["skip"])}</a>\n<header>\n'
        f'<h1>{_word(words, "title")} · <span id="count">{count}</span> {_word(words, "documents")}</h1>\n'
        f'<div class="control" role="search"><label for="search" data-word="search">{escape(words["search"])}</label> '
        f'<input type="search" id="search" data-hint="search_hint" '
        f'placeholder="{escape(words["search_hint"])}"></div>\n'
        f'<fieldset class="control">{_word(words, "styles", "legend")}\n{boxes}</fieldset>\n'
        '<div id="languages" class="control" role="group" aria-label="Language / Sprache">'
        f"{languages}</div>\n</header>\n"
    )


def _article(n: int, doc: Document, sheets: Sequence[StyleSheet], words: Mapping[str, Any]) -> str:
    lines = rows(doc)
    title = next((text for label, text in lines if label == "title"), "") or _citation_as_title(sheets, n)
    facts = [f"{_word(words, 'source')}: {_text(doc.source)}"] if doc.source else []
    facts += [f"{_word(words, 'key')}: <code>{_text(doc.key)}</code>"] if doc.key else []
    if doc.url.lower().startswith(("http://", "https://")):
        address = _text(doc.url)
        facts.append(f'{_word(words, "address")}: <a href="{address}" rel="noreferrer">{address}</a>')
    out = [f'<article id="d{n}" aria-labelledby="t{n}">\n<h2 id="t{n}" dir="auto">{_text(title)}</h2>\n']
    out.append(f'<p class="facts">{" · ".join(facts)}</p>\n' if facts else "")
    if unclear := missing(doc):
        items = "".join(f"<li>{_remark(one, words)}</li>" for one in unclear)
        out.append(f'<section class="unread">{_word(words, "unread", "h3")}<ul>{items}</ul></section>\n')
    out.append('<div class="grid">\n')
    out += [_cell(n, sheet, sheet.samples[n], words) for sheet in sheets]
    out.append("</div>\n")
    terms = "".join(f"<dt>{_phrase(label.strip(), words)}</dt><dd>{_marked(text, doc)}</dd>" for label, text in lines)
    out.append(f"<details>{_word(words, 'understood', 'summary')}<dl>{terms}</dl></details>\n</article>\n")
    return "".join(out)


def _cell(n: int, sheet: StyleSheet, sample: Sample, words: Mapping[str, Any]) -> str:
    out = [f'<section class="style" data-of="{escape(sheet.name)}"><h3>{_text(sheet.title)}</h3>\n']
    if sample.error:
        out.append(f'<p class="missing">{_text(sample.error)}</p>\n')
    kinds = [("first" if sheet.notes else "text", sample.first), ("later", sample.later), ("entry", sample.entry)]
    for kind, html in kinds:
        if html:
            out.append(_citation(f"c{n}-{sheet.name}-{kind}", kind, html, f"{sheet.title}", words))
    if not sample.entry and not sample.error:
        out.append(f'<p class="missing">{_word(words, "left_out" if sheet.listed else "no_list")}</p>\n')
    return "".join(out) + "</section>\n"


def _citation(name: str, kind: str, html: str, of: str, words: Mapping[str, Any]) -> str:
    """One text with its two buttons."""
    identity = re.sub(r"[^\w-]", "-", name)
    buttons = "".join(
        f'<button type="button" class="control" data-copy="{identity}" data-as="{how}" data-word="{word}" '
        f'data-label="{word}" data-of="{escape(of)}, {escape(words[kind])}">{escape(words[word])}</button>'
        for how, word in (("rich", "copy"), ("plain", "copy_plain"))
    )
    return (
        f'<div class="kind">{_word(words, kind)}{buttons}</div>\n'
        f'<div class="citation" dir="auto" id="{identity}">{_breakable(printable(html))}</div>\n'
    )


def _breakable(html: str) -> str:
    """HTML whose web addresses break at their slashes where a column is narrow."""
    return _ADDRESS.sub(lambda address: re.sub(r"(?<=\w)/(?=\w)", "/<wbr>", address.group()), html)


def _bibliographies(sheets: Sequence[StyleSheet], words: Mapping[str, Any]) -> str:
    listed = [sheet for sheet in sheets if sheet.bibliography]
    cells = [
        f'<section class="style" data-of="{escape(sheet.name)}"><h3>{_text(sheet.title)}</h3>\n'
        + _citation(f"b-{sheet.name}", "entry", "".join(sheet.bibliography), sheet.title, words)
        + "</section>\n"
        for sheet in listed
    ]
    heading = f'<h2 id="all" data-word="bibliographies">{escape(words["bibliographies"])}</h2>'
    grid = f'<div class="grid">\n{"".join(cells)}</div>'
    return f'<section aria-labelledby="all" class="lists">{heading}\n{grid}</section>\n'


def _citation_as_title(sheets: Sequence[StyleSheet], n: int) -> str:
    """The title of a document without one: its citation, without markup."""
    from html import unescape

    in_full = sorted(sheets, key=lambda sheet: not sheet.notes)  # a note says more than “(Kennan 1946)”
    text = next((sheet.samples[n].first for sheet in in_full if sheet.samples[n].first), "")
    return unescape(re.sub(r"<[^<>]*>", "", text))


def _phrase(phrase: str, words: Mapping[str, Any]) -> str:
    """A phrase of ``citekit show`` in the language of the page."""
    translated = words.get("phrases", {}).get(phrase, phrase)
    return f'<span data-phrase="{_text(phrase)}">{_text(translated)}</span>'


def _remark(remark: str, words: Mapping[str, Any]) -> str:
    """What is missing or was not understood: what stands before a colon is citekit's own phrase."""
    phrase, colon, rest = remark.partition(": ")
    return f"{_phrase(phrase, words)}{colon}{_text(rest)}" if len(phrase) < 40 else _text(remark)


def _text(text: str) -> str:
    return escape(printable(text))


def _marked(text: str, doc: Document) -> str:
    """Text with what was not understood marked."""
    out = _text(text)
    for part in doc.unread:
        if part.strip() and (wanted := _text(part)) in out:
            out = out.replace(wanted, f"<mark>{wanted}</mark>", 1)
    return out
