"""An archival reference: a repository, levels from large to small, and whatever was not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .repository import Repository, place_at_end
from .words import files_of_presidents

_RANGE = re.compile(r"(?<=\w)-(?=\d)")
_ORDINALS = "\u7b2c\uc81c"  # before a number in China and Japan, and in Korea: 第5页
LEAF_KINDS = ("leaf", "page")
_LARGE_KINDS = ("record_group", "fond", "series", "lot")


@dataclass(frozen=True)
class Level:
    """One level as written: ``Level("fond", "f.", "5")``. ``span`` is where its value stands in the reference.

    >>> level = Level("fond", "f.", "5")
    >>> f"{level.term} {level.value}"
    'f. 5'
    """

    kind: str
    term: str
    value: str
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)

    def __init__(self, kind: str, term: str, value: str, span: tuple[int, int] = (0, 0)) -> None:
        fields = self.__dict__  # twice as fast as what a frozen dataclass makes; a catalogue has millions of levels
        fields["kind"], fields["term"], fields["value"], fields["span"] = kind, term, value, span


@dataclass(frozen=True)
class ArchivalReference:
    """One reference. ``str()`` gives the source's own wording, with the joining word that stood before it.

    ``text`` is the wording without the joining word (``lead``); ``rest`` what was not understood, word for word.
    ``published`` says that this is a printed source, which is kept whole and has no levels.  ``inherited`` are those of
    its ``levels`` that stand in the reference before it (``d. 5, l. 1; d. 6, l. 2``).  ``stated`` says that a record
    stated the levels one by one (``composed``), so that they are kept and not read from the wording again.

    >>> from citekit import parse_references
    >>> reference = parse_references("RGANI, f. 5, op. 49, d. 131, ll. 3-5")[0]
    >>> [(level.kind, level.value) for level in reference.levels]
    [('fond', '5'), ('opis', '49'), ('delo', '131'), ('leaf', '3-5')]
    """

    text: str
    repository: Repository | None = None
    levels: tuple[Level, ...] = ()
    rest: str = ""
    lead: str = ""
    published: bool = False
    inherited: tuple[Level, ...] = ()
    stated: bool = field(default=False, compare=False)

    def __init__(
        self,
        text: str,
        repository: Repository | None = None,
        levels: tuple[Level, ...] = (),
        rest: str = "",
        lead: str = "",
        published: bool = False,
        inherited: tuple[Level, ...] = (),
        stated: bool = False,
    ) -> None:
        fields = self.__dict__
        fields["text"], fields["repository"], fields["levels"], fields["rest"] = text, repository, levels, rest
        fields["lead"], fields["published"], fields["inherited"], fields["stated"] = lead, published, inherited, stated

    def __str__(self) -> str:
        return self.lead + self.text

    @property
    def unread(self) -> str:
        """What was not understood of it; nothing where it is a printed source, which is kept whole."""
        return "" if self.published else self.rest

    def level(self, kind: str) -> Level | None:
        """The first level of a kind, or None."""
        return next((level for level in self.levels if level.kind == kind), None)

    @property
    def leaves(self) -> Level | None:
        """The leaves (or pages) that the document takes up, or None."""
        return self.level("leaf") or self.level("page")

    @property
    def first_level_at(self) -> int:
        """Where the first level begins, with its word; 0 where the repository does not stand before it."""
        own = [level for level in self.levels if level.span[1]]
        if self.repository is None or not own:
            return 0
        at = self._begins_at(own[0])
        return at if self.text[:at].strip(" ,.;:(") else 0

    def split(self) -> tuple[str, str]:
        """The repository as named and the levels, where it stands first: ``("APRF", "f. 3")``; else both in one."""
        at = self.first_level_at
        name = self.text[:at].strip(" ,.;:(")
        if self.repository is not None and self.repository.name == f"{name}.":
            name += "."  # of its abbreviation: Hist. Soc.
        return (name, self.text[at:]) if at else ("", self.text)

    @property
    def place(self) -> str:
        """Where the archive is: as the source says behind its name, else where the repository is known to be."""
        if self.repository is None:
            return ""
        own = [level for level in self.levels if level.span[1]]
        archive = self.split()[0] or (self.text[max(level.span[1] for level in own) :] if own else self.text)
        said = place_at_end(archive)
        return said if said and said not in self.repository.place.split(", ") else self.repository.place

    def archive_first(self) -> str:
        """The wording for print with the archive before what lies in it, where the source has it after.

        ``box 5, Central Files, RG 59, National Archives`` -> ``National Archives, RG 59, Central Files, box 5``: groups
        and series from large to small, boxes and folders in their own order.
        """
        text, own = self.typeset(), sorted((level for level in self.levels if level.span[1]), key=_begins)
        starts = [self._begins_at(level) for level in own]
        archive = text[own[-1].span[1] :].strip(" ,.;:") if own else ""
        if self.repository is None or self.rest or not archive or starts[0] or len(own) < len(self.levels):
            return text
        pieces: list[str] = []
        large: list[bool] = []
        for level, at, end in zip(own, starts, [*starts[1:], own[-1].span[1]], strict=True):
            if pieces and text[:at].endswith(" ") and text[: at - 1][-1:].isalnum():
                pieces[-1] += f" {text[at:end].strip(' ,.;:')}"  # a series and its years
                continue
            pieces.append(text[at:end].strip(" ,.;:"))
            large.append(level.kind in _LARGE_KINDS)
        if large[0] and not large[-1] and not self._ends_with_group(own):
            return _listed([archive, *pieces])  # PSF, Subject File, box 180, Truman Library
        groups = [piece for piece, is_large in zip(pieces, large, strict=True) if is_large]
        return _listed(
            [archive, *reversed(groups), *(p for p, is_large in zip(pieces, large, strict=True) if not is_large)]
        )

    @staticmethod
    def _ends_with_group(levels: list[Level]) -> bool:
        """Whether the last series is the files of a president's library, which others are part of: ``Vietnam, NSF``."""
        groups = [level for level in levels if level.kind in _LARGE_KINDS]
        known = files_of_presidents()
        return len(groups) > 1 and groups[-1].value in known and groups[0].value not in known

    def _begins_at(self, level: Level) -> int:
        """Where a level begins, with its word."""
        at = self.text.rfind(level.term, 0, level.span[0] + 1) if level.term else level.span[0]
        return max(at, 0)

    def typeset(self) -> str:
        """The wording with an en dash in ranges of leaves and pages, and nowhere else (Chicago Manual 18, 6.83)."""
        text = self.text
        levels = self.levels if "-" in text else ()
        ranges = [level for level in levels if "-" in level.value and level.kind in LEAF_KINDS and level.span[1]]
        for level in ranges if len(ranges) < 2 else sorted(ranges, key=_begins, reverse=True):
            at, end = level.span
            text = text[:at] + _RANGE.sub("\u2013", level.value) + text[end:]
        return text

    def citing(self, leaf_text: str) -> str:
        """The wording with ``leaf_text`` in the place of its leaves and their word."""
        leaves = self.leaves
        if leaves is None:
            return self.text
        at, end = leaves.span
        if self.word_is_behind and leaf_text.startswith(leaves.term):  # 12. lp.
            return self.text[:at] + leaf_text[len(leaves.term) :].strip() + self.text[end:]
        start = self.text.rfind(leaves.term, 0, at + 1) if leaves.term else at
        if start < 0 and self.text.startswith(leaves.term, end):  # 第5页
            end += len(leaves.term)
            start = at - (self.text[at - 1 : at] in ("第", "제"))
        return self.text[: start if start >= 0 else at] + leaf_text + self.text[end:]

    @property
    def word_is_behind(self) -> bool:
        """Whether the word for the leaves stands behind their number: ``第5页``, ``12. lp.``"""
        leaves = self.leaves
        if leaves is None or not leaves.term or not leaves.span[1]:
            return False
        at, end = leaves.span
        behind = self.text[end:].lstrip(" .").startswith(leaves.term)
        return behind and not self.text[:at].rstrip().endswith(leaves.term)

    @property
    def extent(self) -> str:
        """The leaves (or pages) with their word, as written: ``ll. 3-5``, ``第5页``; empty where there are none."""
        leaves = self.leaves
        if leaves is None:
            return ""
        if self.word_is_behind:
            at, end = leaves.span
            sign = self.text[at - 1] if at and self.text[at - 1] in _ORDINALS else ""
            return sign + self.text[at : self.text.index(leaves.term, end) + len(leaves.term)]
        return f"{leaves.term} {leaves.value}".strip()


_COMMA_INSIDE = re.compile(r",(?=[\"\u201d\u2019]$)")


def _listed(pieces: list[str]) -> str:
    """Pieces with commas between them, inside of closing quotation marks where the source has them there."""
    text = ""
    for piece in pieces:
        if text:
            text += " " if _COMMA_INSIDE.search(text) else ", "
        text += piece
    return _COMMA_INSIDE.sub("", text)


def _begins(level: Level) -> int:
    return level.span[0]


def holds(leaves: str, wanted: str) -> bool:
    """Whether a leaf (or range of leaves) lies within ``leaves``, such as ``44-45`` or ``57, 60, 61``."""
    spans = []
    for part in re.split(r"\s*[,;]\s*", leaves):
        numbers = [int(n) for n in re.findall(r"\d+", part)]
        if numbers:
            spans.append((numbers[0], numbers[-1] if numbers[-1] >= numbers[0] else _full(numbers[0], numbers[-1])))
    asked = [int(n) for n in re.findall(r"\d+", wanted)]
    return bool(asked) and all(any(a <= n <= b for a, b in spans) for n in asked)


def _full(first: int, last: int) -> int:
    """The end of an abbreviated range: 109 for ``104-9``."""
    head = str(first)[: len(str(first)) - len(str(last))]
    return int(head + str(last)) if head else last
