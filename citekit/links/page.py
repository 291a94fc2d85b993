"""What a page says, and in what place: its titles, headings, metadata and text.

The scanner is our own because its cost must not depend on what a server sends: each character is looked at a fixed
number of times, whatever is unclosed, nested or repeated, and the time is looked at on the way. (Parsers of HTML have
quadratic corners, which differ from version to version and cannot be interrupted.)
"""

from __future__ import annotations

import html
import re
import time
from dataclasses import dataclass, field

from .structured import json_ld_titles

MAX_CHARS = 1_000_000
MAX_TITLE = 600
MAX_BLOCKS = 20_000
_NAME = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})(\s{0,3}>)?")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LONG_NUMBER = re.compile(r"&#\d{8,};?")
# elements whose content is no markup (HTML Living Standard, 13.1.2): up to their end tag, or the end of the page
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in ("script", "style", "textarea", "title", "iframe", "xmp")
}
_BLOCKS = frozenset(
    "address article aside blockquote body br button center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav noscript ol option p pre section select"
    " summary svg table tbody td template tfoot th thead tr ul".split()
)
_CHROME = frozenset(("nav", "footer", "aside", "select", "button", "noscript", "template", "svg"))
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_TITLE_NAMES = frozenset(
    "og:title citation_title dc.title dcterms.title dc:title dcterms:title twitter:title title eprints.title"
    " prism.title bepress_citation_title parsely-title sailthru.title headline".split()
)
_RECORD_TITLES = frozenset(("title", "unittitle", "titleproper", "label", "titlepart"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"\shidden(?=[\s=/>]|$)|display\s{0,3}:\s{0,3}none", re.I)
_SCRIPTED = re.compile(
    r"(?:location(?:\.href)?\s{0,4}=\s{0,4}|location\.(?:replace|assign)\s{0,4}\(\s{0,4})[\"']([^\"'\s]{1,2000})[\"']"
)
_PLAIN = frozenset("b i em strong span u small sub sup font tt code abbr mark cite time".split())
_CHECK_EVERY = 2048  # tags


class OutOfTimeError(Exception):
    """The time is over before the page is read."""


@dataclass
class Page:
    """A page. ``title`` is its first title, ``headings`` are its h1 and ``subheadings`` its h2; ``named`` the titles
    that its metadata give; ``blocks`` the text of its paragraphs without links, ``linked`` the text of links,
    ``chrome`` that of navigation; ``levels`` the ranks of those blocks that are headings, ``items`` which of them are
    items of lists; ``scripts`` what scripts hold, as text, and ``scripted`` whether there are any.
    ``record``: it is data in XML or JSON.
    ``refresh`` is where a meta refresh, or a script on a page that has no text, leads."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    subheadings: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    refresh: str = ""
    blocks: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    chrome: list[str] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    items: set[int] = field(default_factory=set)
    scripts: str = ""
    scripted: bool = False
    password: bool = False
    pdf: bool = False
    record: bool = False

    @property
    def titles(self) -> list[str]:
        """All that the page calls itself, each once."""
        found = [self.title, *self.headings, *self.named]
        return list(dict.fromkeys(t for t in found if t))

    @property
    def text(self) -> str:
        """The text of its blocks."""
        return "\n".join(self.blocks)


def scan(text: str, deadline: float | None = None, xml: bool = False) -> Page:
    """The page of a text in HTML, or of a record in XML. Raises OutOfTimeError after ``deadline`` (of
    ``time.monotonic()``)."""
    scanner = (_RecordScanner if xml else _Scanner)(text[:MAX_CHARS], deadline)
    scanner.run()
    return scanner.page


class _Scanner:
    """One walk through a page."""

    def __init__(self, text: str, deadline: float | None) -> None:
        self.text, self.deadline = text, deadline
        self.page = Page()
        self.at = 0
        self.unclosed: set[str] = set()  # raw elements that have no end tag from here on
        self.plain: list[str] = []  # text of the block that is being read
        self.linked: list[str] = []
        self.heading: list[str] | None = None
        self.in_link = 0
        self.raised = False  # inside what is set above the line
        self.level = 0  # the rank of the heading that is being read
        self.in_item = False
        self.chrome: tuple[str, int] | None = (
            None  # the element that is no content, and how deep it is nested in itself
        )
        self.hidden: tuple[str, int] | None = None
        self.scripts: list[str] = []
        self.scripts_size = 0

    def run(self) -> None:
        text, seen = self.text, 0
        while True:
            tag = text.find("<", self.at)
            self._words(text[self.at : tag if tag >= 0 else len(text)])
            if tag < 0:
                break
            seen += 1
            if seen % _CHECK_EVERY == 0 and self.deadline is not None and time.monotonic() > self.deadline:
                raise OutOfTimeError
            if not self._tag(tag):
                break
        self._flush()
        self.page.scripts = "\n".join(self.scripts)
        if not self.page.refresh and sum(map(len, self.page.blocks)) < 40:
            moved = _SCRIPTED.search(self.page.scripts[:20_000])
            self.page.refresh = moved[1] if moved is not None else ""

    def _tag(self, tag: int) -> bool:
        """One tag or comment; False at the end of the page."""
        text = self.text
        if text.startswith("<!--", tag):
            end = text.find("-->", tag + 4)
            self.at = end + 3
            return end >= 0
        name = _NAME.match(text, tag + 1)
        if name is None:
            if text.startswith(("<!", "<?", "</"), tag):
                end = text.find(">", tag)
                self.at = end + 1
                return end >= 0
            self._words("<")
            self.at = tag + 1
            return True
        slash, kind, whole = name.groups()
        kind = kind.lower()
        if whole:
            end, rest = name.end() - 1, ""
        else:
            end = self._end_of_tag(name.end())
            if end < 0:
                return False
            rest = text[name.end() : min(end, name.end() + 4000)]
        self.at = end + 1
        if kind == "sup":
            self.raised = not slash
        if kind in _PLAIN and not rest and self.hidden is None and self.chrome is None and not self.page.record:
            pass  # em, span and the like
        elif slash:
            self._close(kind)
        else:
            self._open(kind, rest)
        return True

    def _end_of_tag(self, start: int) -> int:
        """Where the tag ends: at the first > that stands in no quoted value, as far as a few of them tell."""
        end = self.text.find(">", start)
        for _ in range(4):
            inside = self.text[start:end] if 0 <= end < start + 2000 else ""
            if inside.count('"') % 2 == 0 or '="' not in inside:
                break
            further = self.text.find(">", end + 1, end + 1000)
            if further < 0 or '"' not in self.text[end:further]:
                break
            end = further
        return end

    def _open(self, kind: str, rest: str) -> None:
        if kind in _RAW:
            self._raw(kind, rest)
            return
        if kind in _BLOCKS:
            self._flush()
        if self.hidden is not None or self.chrome is not None:
            self._deeper(kind)
        if kind == "meta":
            self._meta(rest)
        elif kind == "link":
            fields = _attributes(rest)
            if "canonical" in fields.get("rel", "").lower().split():
                self.page.canonical = self.page.canonical or fields.get("href", "")
        elif kind == "input":
            self.page.password = self.page.password or _attributes(rest).get("type", "").lower() == "password"
        elif kind == "a":
            self.in_link = 1
        elif kind in _HEADINGS:
            self.level, self.in_item = int(kind[1]), False
            if self.level <= 2 and self.hidden is None and not self._is_unseen():
                self.heading = []
        elif kind in _BLOCKS:
            self.in_item = kind == "li" or (self.in_item and kind not in ("table", "dl", "main", "article", "section"))
        if kind in _VOID or rest.endswith("/"):
            return
        if self.hidden is None and rest and _HIDDEN.search(rest):
            self.hidden = (kind, 1)
        elif self.chrome is None and kind in _CHROME:
            self.chrome = (kind, 1)

    def _is_unseen(self) -> bool:
        """Whether this is what browsers with scripts do not show."""
        return self.chrome is not None and self.chrome[0] in ("noscript", "template", "svg")

    def _deeper(self, kind: str) -> None:
        if self.hidden is not None and self.hidden[0] == kind and kind not in _VOID:
            self.hidden = (kind, self.hidden[1] + 1)
        if self.chrome is not None and self.chrome[0] == kind:
            self.chrome = (kind, self.chrome[1] + 1)

    def _close(self, kind: str) -> None:
        if kind in ("h1", "h2") and self.heading is not None:
            found = self.page.headings if kind == "h1" else self.page.subheadings
            heading = clean(" ".join(self.heading))[:MAX_TITLE]
            if heading and len(found) < 5:
                found.append(heading)
            self.heading = None
        if kind in _BLOCKS:
            self._flush()
        if kind in _HEADINGS:
            self.level = 0
        elif kind in ("li", "ul", "ol"):
            self.in_item = False
        elif kind == "a":
            self.in_link = 0
        if self.hidden is not None and self.hidden[0] == kind:
            self.hidden = (kind, self.hidden[1] - 1) if self.hidden[1] > 1 else None
        if self.chrome is not None and self.chrome[0] == kind:
            self.chrome = (kind, self.chrome[1] - 1) if self.chrome[1] > 1 else None

    def _raw(self, kind: str, rest: str) -> None:
        """A title, script or style: up to its end tag; a title without one up to the next tag."""
        end = None if kind in self.unclosed else _RAW[kind].search(self.text, self.at)
        if end is None:
            self.unclosed.add(kind)
            stop = self.text.find("<", self.at) if kind in ("title", "textarea") else len(self.text)
            stop = stop if stop >= 0 else len(self.text)
        else:
            stop = end.start()
        inner = self.text[self.at : min(stop, self.at + (20_000 if kind == "script" else 4000))]
        if kind == "title" and not self.page.title and self.chrome is None:
            self.page.title = clean(inner)[:MAX_TITLE]
        elif kind == "script":
            self.page.scripted = True
        if kind == "script" and self.scripts_size < 200_000:
            inner = self.text[self.at : min(stop, self.at + 200_000)]
            self.scripts.append(inner)
            self.scripts_size += len(inner)
            if "ld+json" in rest and len(self.page.named) < 10:
                self.page.named += [clean(title)[:MAX_TITLE] for title in json_ld_titles(inner)]
        self.at = stop

    def _meta(self, rest: str) -> None:
        fields = _attributes(rest)
        content = clean(fields.get("content", ""))[:MAX_TITLE]
        name = (fields.get("name") or fields.get("property") or fields.get("itemprop") or "").lower()
        if name in _TITLE_NAMES and content and len(self.page.named) < 10:
            self.page.named.append(content)
        elif name and content and len(self.page.meta) < 100:
            self.page.meta.setdefault(name, content)
        if fields.get("http-equiv", "").lower() == "refresh" and self.chrome is None:
            self.page.refresh = self.page.refresh or refresh_target(
                html.unescape(_LONG_NUMBER.sub("", fields.get("content", "")))
            )

    def _words(self, piece: str) -> None:
        if not piece or self.hidden is not None:
            return
        if self.raised and (self.level or self.heading is not None) and piece.strip().isdigit():
            return  # a heading's footnote
        if self.heading is not None and len(self.heading) < 50:
            self.heading.append(piece[:MAX_TITLE])
        (self.linked if self.in_link else self.plain).append(piece)

    def _flush(self) -> None:
        """The block ends."""
        for pieces, found in ((self.plain, self.page.blocks), (self.linked, self.page.linked)):
            if not pieces:
                continue
            block = clean("".join(pieces))
            pieces.clear()
            if block and self.chrome is not None:
                found = self.page.chrome
            if block and len(found) < MAX_BLOCKS:
                if found is self.page.blocks:
                    self._place(len(found))
                found.append(block)

    def _place(self, number: int) -> None:
        """Note where a block of the text stands."""
        if self.level:
            self.page.levels[number] = self.level
        elif self.in_item:
            self.page.items.add(number)


class _RecordScanner(_Scanner):
    """One walk through a record in XML: each element is a paragraph."""

    def __init__(self, text: str, deadline: float | None) -> None:
        super().__init__(text, deadline)
        self.page.record = True
        self.in_title = False

    def _open(self, kind: str, rest: str) -> None:
        self._end_block()
        self.in_title = kind.rpartition(":")[2] in _RECORD_TITLES

    def _close(self, kind: str) -> None:
        self._end_block()
        self.in_title = False

    def _end_block(self) -> None:
        before = len(self.page.blocks)
        self._flush()
        if self.in_title and len(self.page.blocks) > before and len(self.page.named) < 10:
            self.page.named.append(self.page.blocks[-1][:MAX_TITLE])


def _attributes(rest: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        found.setdefault(match[1].lower(), match[2] or match[3] or match[4] or "")
    return found


def refresh_target(content: str) -> str:
    """Where a refresh leads that happens at once (``0; url=…``); those after more than half a minute lead nowhere."""
    match = re.match(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s][^\"']*)", content, re.I)
    return match[2].strip() if match is not None and int(match[1]) <= 30 else ""


def clean(text: str) -> str:
    """Text of a page on one line: entities resolved, white space single."""
    if "&" in text:
        text = html.unescape(_LONG_NUMBER.sub(" ", text))
    return " ".join(text.split())
