"""A .bib file as a library: new documents are merged into it, and what the person did to it stays.

Fields that citekit wrote and nobody has touched since are brought up to date.  Everything else (fields that were
edited, added or deleted, other entries, the order, comments, strings, preambles, white space, line endings) stays;
what has nothing new in it stays byte for byte, and an entry that was deleted does not come back.  What citekit wrote
is remembered as fingerprints in one ``@comment{citekit: ...}``, which BibTeX, biber and JabRef skip.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from .common.errors import CitekitError, ReadError
from .common.files import locked, write_file
from .common.files.kept import keep_before_merge
from .document.duplicates import Known
from .document.identity import amount_differing, facts_of, identity_mark
from .document.keys import assign_keys, distinct_key
from .document.model import Document
from .exporters.base import export_documents
from .exporters.options import ExportOptions
from .sources.bibtex import entry as bibtex_entry
from .sources.bibtex.blocks import MONTHS, blocks, entry_of

_COMMENT = re.compile(r"@comment\{citekit: (\{[^{}]*\})\}", re.I)
_MOST_CORRECTED = 2  # under the key that it was given, what differs more is another document
_TYPE, _IDENTITY = "", "@"  # what a fingerprint without a field's name is of

Marks = dict[str, str]  # field -> fingerprint of its value; the entry's type, and the document's identity


@dataclass
class Merged:
    """What a merge did, by citation key."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # the person has edited them
    deleted: list[str] = field(default_factory=list)  # the person has deleted them
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [
            (len(self.added), "added"),
            (len(self.updated), "brought up to date"),
            (len(self.unchanged), "unchanged"),
            (len(self.kept), "kept as you edited them"),
            (len(self.deleted), "left out as you deleted them"),
        ]
        return ", ".join(f"{n} {what}" for n, what in parts if n) or "nothing to do"


def update_file(
    path: Path, docs: Iterable[Document], dialect: str, options: ExportOptions | None = None, keys: str = ""
) -> Merged:
    """Merge documents into a .bib file, or create it. Its former content is kept beside it (``NAME.bak``).

    Two processes at once lose nothing: one waits for the other. Raises CitekitError where the file cannot be read as
    BibTeX (nothing is written then) or cannot be written.
    """
    options = options or ExportOptions()
    listed = list(docs)
    with locked(path):
        before = _content(path)
        text, merged = merge(before, listed, dialect, options, keys, str(path))
        if text != before:
            if before:
                keep_before_merge(path)
            write_file(path, text)
    return merged


def merge(
    text: str, docs: list[Document], dialect: str, options: ExportOptions, keys: str = "", where: str = ""
) -> tuple[str, Merged]:
    """(text of the file, what was done) of documents merged into a file's text."""
    run = _Merge(text, dialect, options, where)
    for doc, key in run.match(docs, keys):
        run.decide(doc, key)
    run.report_unknown_origin()
    return run.write(), run.merged


def _content(path: Path) -> str:
    try:
        data = path.read_bytes() if path.is_file() or path.is_dir() else b""
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ReadError("the file is not in UTF-8", where=str(path), hint="save it with the encoding UTF-8") from None
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror})", where=str(path)) from None


@dataclass
class _Entry:
    """An entry of the file: its position, its fields as they are written, and their values."""

    key: str
    start: int
    end: int
    kind: str
    raw: dict[str, str]
    entry: bibtex_entry.Entry

    @cached_property
    def marks(self) -> Marks:
        """Fingerprints of the values of the fields."""
        return {_TYPE: self.entry.kind, **{name: _mark(value) for name, value in self.entry.fields.items()}}

    @cached_property
    def doc(self) -> Document | None:
        """The document that the entry describes; None where it describes none."""
        try:
            return bibtex_entry.document(self.entry)
        except CitekitError:
            return None

    def as_it_was(self, marks: Marks) -> Document | None:
        """The document that the fields describe which nobody has edited since they got these marks."""
        fields = {name: text for name, text in self.entry.fields.items() if marks.get(name) == self.marks[name]}
        try:
            return bibtex_entry.document(replace(self.entry, fields=fields)) if fields else None
        except CitekitError:
            return None


class _Merge:
    """One merge: the file is parsed, each document is matched with an entry and decided on, and the text is written."""

    def __init__(self, text: str, dialect: str, options: ExportOptions, where: str) -> None:
        self.text, self.dialect, self.options, self.where = text, dialect, options, where
        self.merged = Merged()
        self.newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        comment = _COMMENT.search(text)
        self.comment = comment.span() if comment is not None else None
        self.state = _state(comment.group(1)) if comment is not None else {}
        self.entries = {entry.key: entry for entry in _entries(text, where)}
        self.known = Known()
        for key, entry in self.entries.items():
            if entry.doc is not None:
                self.known.add(entry.doc, key)
        self.by_identity = {
            marks[_IDENTITY]: key for key, marks in self.state.items() if key in self.entries and _IDENTITY in marks
        }
        self.replaced: dict[str, str] = {}
        self.appended: dict[str, str] = {}
        self.unknown_origin: list[str] = []  # entries that were not written by a merge

    def match(self, docs: list[Document], formula: str) -> list[tuple[Document, str]]:
        """Documents with their keys: the key of their entry, or a free one."""
        matched: list[tuple[Document, str]] = []
        fresh: list[Document] = []
        come = Known()  # as they are, where the file's entries are what the format holds of a document
        for doc in docs:
            if key := self.by_identity.get(identity_mark(doc), ""):  # that of the entry that was written for it
                self._report_kept_key(doc, key)
                matched.append((doc, key))
                continue
            written = self._as_written(doc)
            if key := self._own_key(doc, written):
                matched.append((doc, key))
            elif come.same(doc):
                self.merged.notes.append(f"“{doc.title}” came twice (the same record): it is written once")
            elif deleted := self._deleted(doc):
                self.merged.deleted.append(deleted)
            else:
                self._report_possible_match(doc, written, come)
                come.add(doc, doc.key or doc.title)
                fresh.append(doc)
        taken = {key.lower() for key in self.entries}
        for doc, key in zip(fresh, assign_keys(fresh, formula)):
            free = distinct_key(doc, key, lambda k: k.lower() in taken)
            if free != key:
                self._report_renamed(doc, key, free)
            key = free
            taken.add(key.lower())
            matched.append((doc, key))
        if self.merged.deleted:
            keys = ", ".join(self.merged.deleted[:5]) + (" …" if len(self.merged.deleted) > 5 else "")
            hint = "to get the entry back, remove its key from the comment that begins with “citekit:”"
            self.merged.notes.append(f"you have deleted {keys}, which is not added again ({hint})")
        return matched

    def _report_renamed(self, doc: Document, key: str, free: str) -> None:
        """Note that a document is not written under its own key, and why: a manuscript may cite it under that key."""
        other = next((entry for entry in self.entries.values() if entry.key.lower() == key.lower()), None)
        title = other.doc.title if other is not None and other.doc is not None else ""
        taken = other.key if other is not None else key
        whose = f" (“{title}”)" if title else ""
        self.merged.notes.append(
            f"“{doc.title}” is written under the key {free}, which is the one to cite: the file has another"
            f" entry{whose} under {taken}"
        )

    def _report_possible_match(self, doc: Document, written: Document, come: Known) -> None:
        other, why = self.known.possible_match(written)
        if not other:
            other, why = come.possible_match(doc)
        if other:
            self.merged.notes.append(f"“{doc.title}” may be the same document as {other}: {why}; both are kept")

    def _as_written(self, doc: Document) -> Document:
        """The document as its entry will say it: what is compared with entries of the file."""
        text = "".join(export_documents([replace(doc, key="x")], self.dialect, ExportOptions(ascii=self.options.ascii)))
        entries = _entries(text, "")
        return (entries[0].doc if entries else None) or doc

    def _report_kept_key(self, doc: Document, key: str) -> None:
        if doc.key and doc.key != key:
            self.merged.notes.append(f"“{doc.title}” is in the file already, as {key}")

    def _own_key(self, doc: Document, written: Document) -> str:
        """The key of the entry that describes a document already; empty where there is none.

        That is an entry that describes the same document, or one under the key that the document was given, whatever
        its title is now.
        """
        if same := self._same(doc, written):
            self._report_kept_key(doc, same)
            return same
        own = self.entries.get(doc.key) if doc.key else None
        if own is None or own.doc is None or (own.doc.title != doc.title and doc.key not in self.state):
            return ""
        former = own.as_it_was(self.state.get(doc.key, {})) or own.doc
        return "" if amount_differing(facts_of(former), facts_of(written)) > _MOST_CORRECTED else doc.key

    def _same(self, doc: Document, written: Document) -> str:
        """The key of an entry that describes this document."""
        same = self.known.same(written)
        facts = facts_of(doc)
        if same and not (facts.number or facts.doi or doc.url) and len(self.state.get(same, {}).get(_IDENTITY, "")) > 6:
            return ""  # it was written for another one, from which it differs in what the format does not hold
        return same

    def _deleted(self, doc: Document) -> str:
        """The key of an entry that citekit wrote for this document and that is no longer there."""
        mine = identity_mark(doc)
        return next(
            (key for key, marks in self.state.items() if marks.get(_IDENTITY) == mine and key not in self.entries), ""
        )

    def decide(self, doc: Document, key: str) -> None:
        """Add a document, update its entry, or leave it."""
        written = "".join(export_documents([replace(doc, key=key)], self.dialect, self.options)).strip("\n") + "\n"
        new = _entries(written, "")[0]
        entry, former = self.entries.get(key), self.state.get(key)
        if entry is None:
            if key not in self.appended:
                self.merged.added.append(key)
                self.appended[key] = written
                self._remember(key, new, doc)
            return
        text = _updated(entry, new, former, written)
        if text:
            self.merged.updated.append(key)
            self.replaced[key] = text
        elif entry.marks == new.marks:
            self.merged.unchanged.append(key)
        else:
            self.merged.kept.append(key)
            if former is None:
                self.unknown_origin.append(key)
            return
        self._remember(key, new, doc)

    def report_unknown_origin(self) -> None:
        """Add a note on the entries that are left as they are, since the person may have edited them."""
        if self.unknown_origin:
            keys = ", ".join(self.unknown_origin[:5]) + (" …" if len(self.unknown_origin) > 5 else "")
            self.merged.notes.append(
                f"{keys}: already in the file, but not written by --update: what is new is left out, since the entry"
                " may be your own (delete it to have it written again)"
            )

    def _remember(self, key: str, new: _Entry, doc: Document) -> None:
        self.state[key] = {**new.marks, _IDENTITY: identity_mark(doc)}

    def write(self) -> str:
        """The text of the file. Raises ReadError where an unclosed entry would swallow what is added."""
        text = self._merged_text()
        if self.appended and not {entry.key for entry in _entries(text, self.where)}.issuperset(self.merged.added):
            # an unclosed brace at its end would swallow what is added after it
            raise ReadError(
                "the end of the file cannot be read; nothing was written",
                where=self.where,
                hint="look for a brace that is not closed",
            )
        return text

    def _merged_text(self) -> str:
        spans = [(e.start, e.end, self._lines(self.replaced[k])) for k, e in self.entries.items() if k in self.replaced]
        last = self.comment is None or not self.text[self.comment[1] :].strip()
        comment = self._comment()
        if self.comment is not None:
            spans.append((*self.comment, "" if last else comment))
        parts: list[str] = []
        at = 0
        for start, end, new in sorted(spans):
            parts += [self.text[at:start], new]
            at = end
        parts.append(self.text[at:])
        text = "".join(parts)
        if last and self.comment is not None:
            text = text.rstrip() + self.newline
        if self.appended:
            between = text.rstrip("\r\n") + self.newline * 2 if text.strip() else ""
            text = between + self.newline.join(self._lines(entry) + self.newline for entry in self.appended.values())
        return text.rstrip("\r\n") + self.newline * 2 + comment + self.newline if last and comment else text

    def _lines(self, entry: str) -> str:
        """An entry with the line endings of the file; what it keeps of the file has them already."""
        return re.sub(r"\r*\n", self.newline, entry.rstrip("\r\n"))

    def _comment(self) -> str:
        if not self.state:
            return ""
        marks = {key: " ".join(f"{n}={mark}" for n, mark in marks.items()) for key, marks in sorted(self.state.items())}
        return "@comment{citekit: " + json.dumps(marks) + "}"


def _updated(entry: _Entry, new: _Entry, former: Marks | None, written: str) -> str:
    """The updated entry; empty where nothing is new.

    A field is changed only if it is still as citekit wrote it; one that the person deleted does not come back.
    """
    if former is None or entry.marks == new.marks:
        return ""
    former = {name: mark for name, mark in former.items() if name != _IDENTITY}
    if entry.marks == former:
        return written
    raw = dict(entry.raw)
    for name in [n for n in raw if n not in new.raw and entry.marks[n] == former.get(n)]:
        del raw[name]  # the archive does not state it any more
    for name, value in new.raw.items():
        ours = entry.marks.get(name) == former.get(name) if name in raw else name not in former
        if ours and entry.marks.get(name) != new.marks[name]:
            raw[name] = value
    if raw == entry.raw:
        return ""
    return f"@{entry.kind}{{{entry.key},\n" + "".join(f"  {name} = {value},\n" for name, value in raw.items()) + "}\n"


def _state(text: str) -> dict[str, Marks]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(data, dict):
        return {}
    return {str(key): dict(pair.partition("=")[::2] for pair in str(marks).split()) for key, marks in data.items()}


def _entries(text: str, where: str) -> list[_Entry]:
    """The entries of a .bib text and where they stand. Raises ReadError where a block cannot be parsed."""
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

    out: list[_Entry] = []
    at = 0
    for block, inner in blocks(text):
        if isinstance(block, ParsingFailedBlock) and not isinstance(inner, Entry):
            line = (block.start_line or 0) + 1
            raise ReadError(
                "an entry cannot be read; nothing was written", where=f"{where}, line {line}", hint="mend it first"
            )
        raw = block.raw or ""
        start = text.find(raw, at) if raw else -1
        if start < 0:
            continue
        at = start + len(raw)
        if isinstance(inner, Entry) and not isinstance(block, DuplicateFieldKeyBlock):
            raws = {f.key.lower(): str(f.value).strip() for f in inner.fields}
            out.append(_Entry(inner.key, start, at, inner.entry_type, raws, entry_of(inner, MONTHS)))
    return out


def _mark(value: str) -> str:
    """A fingerprint of a field's value that does not depend on white space and the braces around it."""
    return _fingerprint(" ".join(value.strip("{}").split()))


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
