"""RIS text as records of tags and their values, in whatever shape programs write them, through rispy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..base import Cut
from ..tagged.lines import Content, cut_records, lines_of

Record = dict[str, list[str]]

# one or two blanks before the hyphen; with two nothing need stand behind it
_TAG = re.compile(r"[ \t\u00a0]*([A-Za-z][A-Za-z0-9])(?:[ \t\u00a0]{1,3}-(?:[ \t\u00a0]+(.*))?|[ \t\u00a0]{2}-(.*))$")
_BEGIN = re.compile(r"(?:[\s\ufeff]*(?:\d+\.)?\s*)TY[ \t\u00a0]{1,3}-", re.I)
_NUMBER = re.compile(r"^\ufeff?\s{0,9}\d{1,7}\.\s{1,9}(?=TY[ \t\u00a0]{1,3}-)|^\ufeff")
_FIRST = ("AU", "A1", "TI", "T1", "ID")  # with which the fields of a record begin
_LONG = ("N1", "N2", "AB", "RN", "NO", "KW")  # texts whose lines are paragraphs, and keywords one a line
BREAK = "\u2028"  # stands for a line break within a value
# lines with which databases begin a file: JSTOR's, and rules that some set between records
_HEADER = re.compile(r"[\ufeff\s]*(?:(?:Provider|Database|Content|Source|Export(?:ed)?(?: Date)?)\s*:|[\W_\d]*$)", re.I)


@dataclass
class RisRecord:
    """The text of a record, the line that it begins in, whether it has its end, and what was wrong with its lines."""

    line: int
    text: str
    ended: bool
    stray: tuple[str, ...] = ()  # beginnings of texts that stand in no record, before this one or behind its end

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be said of it."""
        end = () if self.ended else ("the record has no end (“ER  - ”): the file may not be whole",)
        return (*end, *(f"text that is in no record is left out: “{stray}”" for stray in self.stray))


@dataclass
class _Open:
    """A record whose lines are still coming: a value's are joined once, at its end, so that many cost no more."""

    line: int
    lines: list[list[str]] = field(default_factory=list)
    ended: bool = False
    stray: list[str] = field(default_factory=list)
    in_stray: bool = False

    def take_loose(self, line: str) -> None:
        """Take a line without a tag: it goes on with the value before it, or is in no record."""
        if self.lines and not self.ended:
            self.lines[-1] += [BREAK if self.lines[-1][0][:2] in _LONG else " ", line.strip()]
        elif not self.in_stray and not _HEADER.match(line):
            self.stray.append(line.strip()[:80])
            self.in_stray = True  # its other lines are the same text

    def closed(self) -> RisRecord:
        """The record that it is."""
        text = "\n".join([*("".join(line) for line in self.lines), "ER  - "])
        return RisRecord(self.line, text, self.ended, tuple(self.stray))


def detect(text: str, name: str) -> bool:
    """Whether the text begins with a RIS record, behind at most some lines that are no entry of another format."""
    if _BEGIN.match(text[:2000]):
        return True
    found = re.search(r"^TY[ \t]{1,2}-[ \t]*[A-Z]{3,9}[ \t]*$", text[:20_000], re.M)
    return name.lower().endswith(".ris") and found is not None


def runs(content: Content) -> Iterator[Cut]:
    """Runs of records in texts of their own."""
    return cut_records(content, _TAG, "TY")


def records(content: Content) -> Iterator[RisRecord]:
    """Each record, its tags spaced as the format has them, lines without a tag joined to the one before. A tag behind
    the end of a record, where programs forget one, belongs to it; an author or a title behind a blank line does not:
    that record has no type, and is in none.
    """
    record, lower, blank = _Open(0), False, False
    for number, line in enumerate(lines_of(content), 1):
        match = _TAG.match(_NUMBER.sub("", line))
        tag = match[1] if match is not None else ""
        if tag.upper() == "TY" or (tag and not lower and tag != tag.upper()):
            lower = tag == "ty"
            tag = tag.upper() if tag.upper() == "TY" else ""  # small letters are tags where TY has them, too
        tag = tag.upper() if lower else tag
        value = ((match[2] or match[3] or "") if match is not None else "").strip()
        behind_blank, blank = blank, not line.strip()
        if tag == "TY":
            if record.lines:
                yield record.closed()
            record = _Open(number, [[f"TY  - {value}"]], stray=[] if record.lines else record.stray)
        elif tag == "ER":
            record.ended = bool(record.lines)
        elif tag and record.ended and (record.in_stray or (behind_blank and tag in _FIRST)):
            record.take_loose(f"{tag}  - {value}")
        elif tag and record.lines:
            record.lines.append([f"{tag}  - {value}"])
        elif line.strip():
            record.take_loose(line)
    if record.lines:
        yield record.closed()


def parsed(text: str) -> Record:
    """The values of a record by tag, in their order."""
    import rispy

    found = rispy.loads(text, mapping=_EveryTag(), list_tags=_EveryTag(), delimiter_tags_mapping={})
    record = {tag: [v for v in values if v] for tag, values in found[0].items() if isinstance(values, list)}
    return {"TY": [str(found[0]["TY"])], **{tag: values for tag, values in record.items() if values}}


class _EveryTag(dict[str, str]):
    """A table in which every tag stands for itself."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True
