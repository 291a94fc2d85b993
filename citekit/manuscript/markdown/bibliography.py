"""The bibliographies of a Markdown draft: at their comments, in the division ``#refs``, or at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..sections import Section, repository_of, section_of
from ..settings import Settings
from ..weaver import Weaver, is_anchor
from . import marks
from .rich import RichText
from .scan import Scan

_BEGIN = "<!-- bibliography -->"


class Bibliographies:
    """Writes the bibliographies of one draft; ``written`` are the entries so far, as the draft has them."""

    def __init__(
        self,
        former: marks.Unwoven,
        found: Scan,
        settings: Settings,
        weaver: Weaver,
        rich: RichText,
        newline: str,
        where: Callable[[int], str],
    ) -> None:
        """``where`` names a place in the draft, for messages."""
        self.former, self.text, self.found, self.settings = former, former.text, found, settings
        self.weaver, self.rich, self.newline, self.where = weaver, rich, newline, where
        self.written: list[str] = []

    def changes(self) -> Iterator[tuple[int, int, str]]:
        """(start, end, text) of each bibliography that is put into the draft."""
        if self.settings.suppress_bibliography or self.weaver.processor.style.bibliography is None:
            return
        for start in self.found.bibliographies:
            match = marks.BIBLIOGRAPHY.match(self.text, start)
            if match is not None:
                body = self._listed(section_of((match["which"] or "")[1:], self.where(start)))
                heading = self._heading if self.former.headed and body.strip() else ""
                yield match.end(), match.end(), heading + body + marks.BIBLIOGRAPHY_END
        if self.found.bibliographies:
            return

        body = self._listed(Section())
        if not body.strip():
            return
        n, text = self.newline, self.text
        if self.found.refs >= 0:
            yield self.found.refs, self.found.refs, f"{n}{_BEGIN}{body}{marks.BIBLIOGRAPHY_END}"
            return
        gap = "" if text.endswith("\n\n") or text.endswith("\r\n\r\n") else n if text.endswith("\n") else n + n
        yield len(text), len(text), f"{gap}{_BEGIN}{self._heading}{body}{marks.BIBLIOGRAPHY_END}{n}"

    def lost_edit(self) -> str:
        """The first entry that a person has edited and that is rewritten now; empty where there is none."""
        former = self.former.entries
        other = [entry for entry in former if entry not in self.written]
        return other[0] if other and set(self.written) - set(former) and self.former.entries_edited else ""

    @property
    def _heading(self) -> str:
        """The heading of a bibliography that citekit puts at the end."""
        n = self.newline
        return f"{n}{n}# {self.settings.heading} {{.unnumbered}}" if self.settings.heading else ""

    def _listed(self, section: Section) -> str:
        """The entries of a section with blank lines around them."""
        n = self.newline
        blocks: list[str] = []
        if not section.by_repository:
            blocks = self._entries(section.parts)
        else:
            repositories = sorted({repository_of(doc) for doc in self.weaver.listed()}, key=str.casefold)
            for name in repositories:
                entries = self._entries([f"repository:{name}"]) if name else []
                blocks += [f"**{self.weaver.processor.writer.escape(name)}**", *entries] if entries else []
        self.written.extend(block.replace("\r\n", "\n") for block in blocks)
        return "".join(f"{n}{n}{block}" for block in blocks) + n + n

    def _entries(self, labels: Sequence[str]) -> list[str]:
        out = []
        for key, entry in self.weaver.entries(labels):
            anchor = f"[]{{#ref-{key}}}" if self.weaver.link_citations and is_anchor(key) else ""
            out.append(anchor + self.rich.restore(entry.strip().replace("\n", self.newline)))
        return out
