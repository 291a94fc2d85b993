"""A .bib file as a library: new documents are merged into it, and what the person did to it stays.

Fields that citekit wrote and nobody has touched since are brought up to date.  Everything else (fields that were edited,
added or deleted, other entries, the order, comments, strings, preambles, white space) stays; what has nothing new in it
stays byte for byte.  What citekit wrote is remembered as fingerprints of its fields in one ``@comment{citekit: ...}`` at
the end, which BibTeX, biber and JabRef skip.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from .document.duplicates import Known
from .document.keys import assign_keys, fingerprint
from .document.model import Document
from .errors import CitekitError, ReadError
from .exporters.base import export_documents
from .exporters.options import ExportOptions
from .files import locked, write_file
from .sources.bibtex import entry as bibtex_entry
from .sources.bibtex import reader as bibtex

_STATE = re.compile(r"\s*@comment\{citekit: (\{[^{}]*\})\}\s*", re.I)


@dataclass
class Merged:
    """What a merge did, by citation key."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # the person has edited them
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [
            (len(self.added), "added"),
            (len(self.updated), "brought up to date"),
            (len(self.unchanged), "unchanged"),
            (len(self.kept), "left as you edited them"),
        ]
        return ", ".join(f"{n} {what}" for n, what in parts if n) or "nothing to do"


Marks = dict[str, str]  # field -> fingerprint of its value; the entry's type under ""


@dataclass
class _Entry:
    """An entry of the file: where it stands, its fields as they are written, and what is in them."""

    key: str
    start: int
    end: int
    kind: str
    raw: dict[str, str]
    entry: bibtex_entry.Entry

    @cached_property
    def marks(self) -> Marks:
        """Fingerprints of what is in the fields."""
        return {"": self.entry.kind, **{name: _mark(value) for name, value in self.entry.fields.items()}}

    @cached_property
    def doc(self) -> Document | None:
        """The document that the entry is, or None where it is none."""
        try:
            return bibtex_entry.document(self.entry)
        except CitekitError:
            return None


def update_file(
    path: Path, docs: Iterable[Document], dialect: str, options: ExportOptions | None = None, keys: str = ""
) -> Merged:
    """Merge documents into a .bib file, or make it. Its former content is kept beside it as ``NAME.bak``.

    Two processes at once lose nothing: one waits for the other.  Raises CitekitError where the file cannot be read as
    BibTeX (then nothing is written) or cannot be written.
    """
    options = options or ExportOptions()
    listed = list(docs)
    with locked(path):
        before = _content(path)
        text, merged = merge(before, listed, dialect, options, keys, str(path))
        if text != before:
            if before:
                write_file(path.with_name(path.name + ".bak"), before)
            write_file(path, text)
    return merged


def _content(path: Path) -> str:
    try:
        data = path.read_bytes() if path.exists() else b""
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ReadError("the file is not in UTF-8", where=str(path), hint="save it with the encoding UTF-8") from None
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror})", where=str(path)) from None


def merge(
    text: str, docs: list[Document], dialect: str, options: ExportOptions, keys: str = "", where: str = ""
) -> tuple[str, Merged]:
    """(text of the file, what was done) of documents merged into a file's text."""
    state_match = next(iter(_STATE.finditer(text)), None)
    state = _state(state_match.group(1)) if state_match is not None else {}
    body = text[: state_match.start()] + text[state_match.end() :] if state_match is not None else text
    if state_match is not None and state_match.end() == len(text):
        body = text[: state_match.start()].rstrip("\n") + "\n"
    existing = _entries(body, where)
    known = Known()
    by_key = {entry.key: entry for entry in existing}
    for entry in existing:
        if entry.doc is not None:
            known.add(entry.doc, entry.key)
    merged = Merged()
    replaced: dict[str, str] = {}
    appended: list[str] = []
    taken = set(by_key)
    for doc, key in _with_keys(docs, known, by_key, keys, merged):
        written = _rendered(replace(doc, key=key), dialect, options)
        new = _entries(written, "")[0]
        if key not in by_key:
            if key not in taken:
                merged.added.append(key)
                appended.append(written)
                taken.add(key)
                state[key] = new.marks
            continue
        entry, former = by_key[key], state.get(key)
        text_now = _renewed(entry, new, former, written)
        if text_now:
            merged.updated.append(key)
            replaced[key] = text_now
        elif entry.marks == new.marks:
            merged.unchanged.append(key)
        else:
            merged.kept.append(key)
            continue
        state[key] = new.marks
    state = {key: marks for key, marks in state.items() if key in taken}
    joined = _joined(body, existing, replaced, appended, state)
    if appended and not {entry.key for entry in _entries(joined, where)}.issuperset(
        merged.added
    ):  # a brace that is open at its end would swallow what is put behind it
        raise ReadError(
            "the end of the file cannot be read; nothing was written",
            where=where,
            hint="look for a brace that is not closed",
        )
    return joined, merged


def _renewed(entry: _Entry, new: _Entry, former: Marks | None, written: str) -> str:
    """The entry with what is new in it, or an empty string where nothing is.

    A field is changed only if it is still as citekit wrote it; one that the person deleted does not come back.
    """
    if former is None or entry.marks == new.marks:
        return ""
    if entry.marks == former:
        return written
    raw = dict(entry.raw)
    for name in [n for n in raw if n not in new.raw and entry.marks[n] == former.get(n)]:
        del raw[name]  # the archive says it no longer
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
    return {str(key): dict(pair.partition("=")[::2] for pair in str(said).split()) for key, said in data.items()}


def _with_keys(
    docs: list[Document], known: Known, by_key: dict[str, _Entry], formula: str, merged: Merged
) -> list[tuple[Document, str]]:
    """Documents with their keys: that of the entry they are already, or one that is free."""
    out: list[tuple[Document, str]] = []
    fresh: list[Document] = []
    for doc in docs:
        same = known.same(doc)
        own = by_key.get(doc.key) if doc.key else None
        if same and same in by_key:
            out.append((doc, same))
            if doc.key and doc.key != same:
                merged.notes.append(f"“{doc.title}” is in the file already, as {same}")
        elif own is not None and own.doc is not None and own.doc.title == doc.title:
            out.append((doc, doc.key))
        elif same:
            merged.notes.append(f"“{doc.title}” came twice (the same record): it is written once")
        else:
            other, why = known.like(doc)
            if other:
                merged.notes.append(f"“{doc.title}” may be the same document as {other}: {why}; both are kept")
            known.add(doc, doc.key or doc.title)
            fresh.append(doc)
    taken = set(by_key)
    for doc, key in zip(fresh, assign_keys(fresh, formula)):
        if key in taken:
            key = f"{key}-{doc.number or fingerprint(doc)}"
            base, n = key, 1
            while key in taken:
                n += 1
                key = f"{base}-{n}"
        taken.add(key)
        out.append((doc, key))
    return out


def _rendered(doc: Document, dialect: str, options: ExportOptions) -> str:
    return "".join(export_documents([doc], dialect, options)).strip("\n") + "\n"


def _entries(text: str, where: str) -> list[_Entry]:
    """The entries of a .bib text and where they stand. Raises ReadError where a block cannot be parsed."""
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

    out: list[_Entry] = []
    at = 0
    for block, inner in bibtex.blocks(text):
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
            out.append(_Entry(inner.key, start, at, inner.entry_type, raws, bibtex.entry_of(inner, bibtex.MONTHS)))
    return out


def _mark(value: str) -> str:
    """A fingerprint of a field's value that does not depend on white space and braces round it."""
    return hashlib.sha256(" ".join(value.strip("{}").split()).encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _joined(
    body: str, existing: list[_Entry], replaced: dict[str, str], appended: list[str], state: dict[str, Marks]
) -> str:
    parts: list[str] = []
    at = 0
    for entry in existing:
        if entry.key in replaced:
            parts += [body[at : entry.start], replaced[entry.key].rstrip("\n")]
            at = entry.end
    parts.append(body[at:])
    text = "".join(parts)
    if appended:
        text = (text.rstrip("\n") + "\n\n" if text.strip() else "") + "\n".join(appended)
    if state:
        said = {key: " ".join(f"{name}={mark}" for name, mark in marks.items()) for key, marks in sorted(state.items())}
        text = text.rstrip("\n") + "\n\n@comment{citekit: " + json.dumps(said) + "}\n"
    return text
