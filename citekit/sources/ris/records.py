"""RIS text as records of tags and their values, in whatever shape programs write them, through rispy."""

from __future__ import annotations

import re
from collections.abc import Iterator

Record = dict[str, list[str]]

# one or two blanks before the hyphen; with two nothing need stand behind it
_TAG = re.compile(r"[ \t\u00a0]*([A-Za-z][A-Za-z0-9])(?:[ \t\u00a0]{1,3}-(?:[ \t\u00a0]+(.*))?|[ \t\u00a0]{2}-(.*))$")
_BEGIN = re.compile(r"(?:[\s\ufeff]*(?:\d+\.)?\s*)TY[ \t\u00a0]{1,3}-", re.I)
_NUMBER = re.compile(r"^\ufeff?\s{0,9}\d{1,7}\.\s{1,9}(?=TY[ \t\u00a0]{1,3}-)|^\ufeff")
_LONG = ("N1", "N2", "AB", "RN", "NO", "KW")  # texts whose lines are paragraphs, and keywords one a line
BREAK = "\u2028"  # stands for a line break within a value


def detect(text: str, name: str) -> bool:
    """Whether the text begins with a RIS record, behind at most some lines that are no entry of another format."""
    if _BEGIN.match(text[:2000]):
        return True
    found = re.search(r"^TY[ \t]{1,2}-[ \t]*[A-Z]{3,9}[ \t]*$", text[:20_000], re.M)
    return name.lower().endswith(".ris") and found is not None


def records(text: str) -> Iterator[tuple[int, str, bool]]:
    """(line, text, whether it has its end) of each record, its tags spaced as the format has them, lines without a tag
    joined to the one before. A tag behind the end of a record, where programs forget one, belongs to it.
    """
    lines: list[list[str]] = []  # a value's lines are joined once, at the end of the record: many cost no more
    start, lower, ended = 0, False, False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        match = _TAG.match(_NUMBER.sub("", line))
        tag = match[1] if match is not None else ""
        if tag.upper() == "TY" or (tag and not lower and tag != tag.upper()):
            lower = tag == "ty"
            tag = tag.upper() if tag.upper() == "TY" else ""  # small letters are tags where TY has them, too
        tag = tag.upper() if lower else tag
        value = ((match[2] or match[3] or "") if match is not None else "").strip()
        if tag == "TY":
            if lines:
                yield start, _joined(lines), ended
            lines, start, ended = [[f"TY  - {value}"]], number, False
        elif not lines:
            continue
        elif tag == "ER":
            ended = True
        elif tag:
            lines.append([f"{tag}  - {value}"])
        elif line.strip() and not ended:
            lines[-1] += [BREAK if lines[-1][0][:2] in _LONG else " ", line.strip()]
    if lines:
        yield start, _joined(lines), ended


def _joined(lines: list[list[str]]) -> str:
    return "\n".join([*("".join(line) for line in lines), "ER  - "])


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
