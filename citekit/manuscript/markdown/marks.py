"""What citekit wrote into a Markdown draft, found again: comments that no reader sees.

After each citation stands ``<!-- citekit:LENGTH:PRINT CITATION -->``: LENGTH characters before it are citekit's (and
as many after it as a number after a plus sign says: the line end that a citation began after), PRINT is a
fingerprint of them (and of the text of their note), CITATION is what the person had written there.  So a woven draft
can be turned back into the draft that it was, to the byte, and be woven again; a person who wants another page edits
the citation in the comment.  What a person has edited by hand no longer fits its fingerprint: it is left as it is,
and ``edited`` stands in the place of the fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import read_blocks
from .cell_marks import restore_cells, without_cell_marks
from .code import Code
from .encoding import decode, encode, fingerprint

MARK = re.compile(
    r"<!-- citekit:(?P<length>\d{1,7})(?:\+(?P<tail>\d{1,7}))?:(?P<print>[0-9a-f]{8}|edited) (?P<source>[^\n]*?) -->"
)
# after the last citation: a fingerprint of the bibliographies, to tell an edit by hand from a changed library
ENTRIES = re.compile(r"<!-- citekit:entries:(?P<print>[0-9a-f]{8}) -->")
NOTES_START, NOTES_END = "<!-- citekit notes -->", "<!-- /citekit notes -->"
BIBLIOGRAPHY = re.compile(r"<!-- bibliography(?P<which>:[^\n>]*?)? -->")
BIBLIOGRAPHY_END = "<!-- /bibliography -->"
_LABEL = re.compile(r"\[\^([^\s\[\]^]+)\]$")
_DEFINITION = re.compile(r"^[ \t>]*\[\^([^\s\[\]^]+)\]:", re.M)
_CALLED = re.compile(r"\[\^([^\s\[\]^]+)\](?=<!-- citekit:)")
_NOTE = re.compile(r"\[\^([^\s\[\]^]+)\]: ?")
_PUNCTUATION = re.compile(r"[^\w\s\]}]*\Z")
_MAY_BE_CODE = re.compile(r"`|~~~|^[ \t>]*(?: {4}|\t)|<(?:pre|script|style|textarea)|\\begin", re.M | re.I)


def mark(written: str, note: str, source: str, *, tail: str = "", edited: bool = False) -> str:
    """The comment after a citation; ``tail`` is what was put after the comment."""
    lengths = f"{len(written)}+{len(tail)}" if tail else str(len(written))
    return f"<!-- citekit:{lengths}:{'edited' if edited else fingerprint(written + tail, note)} {encode(source)} -->"


def entries_fingerprint(entries: Sequence[str]) -> str:
    """A fingerprint of the entries of a draft's bibliographies."""
    return fingerprint("\n\n".join(" ".join(entry.split()) for entry in entries), "entries")


def entries_mark(entries: Sequence[str]) -> str:
    """The comment that remembers the bibliographies."""
    return f"<!-- citekit:entries:{entries_fingerprint(entries)} -->"


@dataclass
class Unwoven:
    """A draft as it was before weaving. ``kept`` has, by where a citation begins, the note or text that a person has
    edited by hand and that stays; ``edited`` says which of these are new.
    """

    text: str
    kept: dict[int, str] = field(default_factory=dict)
    edited: list[int] = field(default_factory=list)
    noted: set[int] = field(default_factory=set)  # where citations begin that had a note of citekit's
    entries: list[str] = field(default_factory=list)  # what stood in the bibliographies
    headed: bool = False  # a heading of citekit's stood over the entries
    entries_print: str = ""  # the fingerprint of what citekit wrote there

    @property
    def entries_edited(self) -> bool:
        """Whether a person has edited the bibliographies, as far as the draft can tell."""
        return self.entries_print != entries_fingerprint(self.entries)


def unweave(text: str) -> Unwoven:
    """Take out what citekit wrote."""
    if "<!-- citekit" not in text and "<!-- bibliography" not in text:
        return Unwoven(text)
    text, printed = _without_entries_mark(text)
    text, cells = without_cell_marks(text, code_of(text)) if "<!-- citekit:cell:" in text else (text, [])
    text, notes = _without_notes(text, {cell.label for cell in cells if cell.label})
    text, entries = _without_bibliographies(text)
    headed = any(entry.startswith("# ") for entry in entries)
    entries = [entry for entry in entries if not entry.startswith("# ")]
    result = Unwoven("", entries=entries, headed=headed, entries_print=printed)
    result.text, restored = restore_cells(_without_marks(text, notes, result), cells)
    for one in reversed(restored):
        result.kept = {at + (one.moved if at > one.at else 0): kept for at, kept in result.kept.items()}
        result.edited = [at + (one.moved if at > one.at else 0) for at in result.edited]
        result.noted = {at + (one.moved if at > one.at else 0) for at in result.noted}
    for one in restored:
        note = notes.get(one.mark.label, "")
        if note:
            result.noted.add(one.at)
        if note and not one.mark.fits(notes):
            result.kept[one.at] = note
            result.edited += [one.at] if one.mark.print != "edited" else []
    return result


def _without_marks(text: str, notes: dict[str, str], result: Unwoven) -> str:
    """The draft with its citations in the place of what was written; what a person has edited goes to ``result``."""
    own = set(_DEFINITION.findall(text))
    out: list[str] = []
    at = length = 0
    code = code_of(text)
    for match in MARK.finditer(text):
        if match.start() in code:
            continue
        size, source = int(match["length"]), decode(match["source"])
        start = match.start() - size
        written = text[max(start, at) : match.start()]
        label = _LABEL.search(text, at, match.start())
        if label is not None and label[1] in own and label[1] not in notes:
            label = None  # a call of the person's own
        note = notes.get(label[1], "") if label is not None else ""
        tail = text[match.end() : match.end() + int(match["tail"] or 0)]
        fits = start >= at and match["print"] == fingerprint(written + tail, note)
        end = start if fits else match.start()
        if label is not None and not fits:
            end = _begin_of_note(text, at, start, label.start(), source)
        out += (text[at:end], source)
        citation = length + end - at + len(source) - len(source.lstrip())
        if note:
            result.noted.add(citation)
        if not fits and (label is None or note):
            result.kept[citation] = note
            result.edited += [citation] if match["print"] != "edited" else []
        length += end - at + len(source)
        at = match.end() + (len(tail) if (fits or label is not None) and not tail.strip(" \t>\r\n") else 0)
    return "".join(out) + text[at:]


def _begin_of_note(text: str, at: int, start: int, label: int, source: str) -> int:
    """Where citekit's text begins before a call whose mark does not fit: its note was edited or is lost, or the mark
    itself was.  Its length counts only where that takes none of the person's words.
    """
    before = text[max(start, at) : label]
    if at <= start <= label:
        in_text = source.lstrip().startswith(("@", "-@")) and "\n" not in before
        if (in_text and not text[start - 1 : start].isalnum()) or not re.search(r"[\w\s]", before):
            return start
    punctuation = _PUNCTUATION.search(source)
    size = len(punctuation.group()) if punctuation is not None else 0
    return label - size if size and text.endswith(source[-size:], at, label) else label


def code_of(text: str) -> Code:
    """Where a draft has code."""
    return Code(read_blocks(text).code if _MAY_BE_CODE.search(text) else ())


def _without_entries_mark(text: str) -> tuple[str, str]:
    """(The draft without the comment that remembers its bibliographies, the fingerprint in it)."""
    if "<!-- citekit:entries:" not in text:
        return text, ""
    code, printed = code_of(text), ""
    out, at = [], 0
    for match in ENTRIES.finditer(text):
        if match.start() not in code:
            out.append(text[at : match.start()])
            at, printed = match.end(), match["print"]
    return "".join(out) + text[at:], printed


def _block(text: str) -> tuple[int, int]:
    """Where the notes that citekit put at the end begin and end; the end is -1 where there are none."""
    code = code_of(text)
    start = code.rfind(text, NOTES_START)
    return start, code.find(text, NOTES_END, start) if start >= 0 else -1


def _notes(body: str, rest: str, also: set[str]) -> tuple[dict[str, str], str]:
    """(The text of each note that citekit put at the end, by label; what else a person has typed among them).

    A number that nothing calls is a note of citekit's whose citation was deleted.
    """
    called = {*_CALLED.findall(rest), *also}
    notes: dict[str, str] = {}
    own = ""
    last: str | None = None  # the note that indented paragraphs go on with; None: they are the person's
    pieces = re.split(r"(\n(?:[ \t]*\n)+|\n(?=\[\^[^\s\[\]^]+\]:))", "\n\n" + body.strip("\n"))
    for gap, piece in zip(pieces[1::2], pieces[2::2]):
        found = _NOTE.match(piece)
        if found is not None and found[1] in called and found[1] not in notes:
            last = found[1]
            notes[last] = piece[found.end() :]
        elif found is not None and found[1].isdecimal() and f"[^{found[1]}]" not in rest:
            last = ""
        elif last is not None and piece.startswith(("    ", "\t")):
            notes[last] = f"{notes.get(last, '')}{gap}{piece}"
        elif piece:
            own += (gap if last is None and own else "\n\n") + piece
            last = None
    return notes, own.lstrip("\n")


def _without_notes(text: str, also: set[str]) -> tuple[str, dict[str, str]]:
    """(The draft without the notes at its end, these notes); what else stands among them is kept after the draft.

    ``also`` are labels that are called from tables.
    """
    start, end = _block(text)
    if end < 0:
        return text, {}
    before, body, after = text[:start], text[start + len(NOTES_START) : end], text[end + len(NOTES_END) :]
    notes, own = _notes(body.replace("\r\n", "\n"), before + after, also)
    for gap in ("\r\n\r\n", "\n\n"):
        if before.endswith(gap):
            before = before[: -len(gap)]
            break
    if own:
        own = f"{own}\n" if before.endswith("\n\n") else f"\n{own}\n" if before.endswith("\n") else f"\n\n{own}\n"
        before += own.replace("\n", "\r\n") if "\r\n" in text else own
    return before + (after[2:] if after.startswith("\r\n") else after.removeprefix("\n")), notes


def _without_bibliographies(text: str) -> tuple[str, list[str]]:
    """The draft with empty bibliographies, and what stood in them."""
    entries: list[str] = []
    code = code_of(text)
    out, at = [], 0
    for match in BIBLIOGRAPHY.finditer(text):
        if match.start() < at or match.start() in code or not _begins_line(text, match.start()):
            continue
        end = code.find(text, BIBLIOGRAPHY_END, match.end())
        if end < 0:
            break
        other = BIBLIOGRAPHY.search(text, match.end(), end)
        if other is None:
            out.append(text[at : match.end()])
            entries += re.split(r"\n[ \t]*\n", text[match.end() : end].replace("\r\n", "\n"))
            at = end + len(BIBLIOGRAPHY_END)
    out.append(text[at:])
    return "".join(out), [entry.strip() for entry in entries if entry.strip()]


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" ")
