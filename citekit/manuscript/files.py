"""Drafts as files: read, woven in the format that their name says, and written atomically."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from ..common.errors import NoRecordError, ReadError, UsageError
from ..common.files import decode, write_bytes
from ..common.files.kept import backup_names, write_kept
from ..common.files.opening import opened
from ..document.given import DocumentLike
from ..sources.base import MAX_BYTES
from ..sources.refused import refuse_text
from .outcome import Outcome
from .weave import SUFFIXES, TEXTS, weave_text

_BOM = "\ufeff"


@dataclass(frozen=True)
class TextDraft:
    """A draft that is text. ``where`` names it in messages; ``format`` is one of ``weave.TEXTS``."""

    text: str
    format: str
    where: str
    folder: Path
    bom: bool = False

    def weave(
        self,
        documents: Sequence[DocumentLike],
        style: str = "",
        locale: str = "",
        keep_commands: bool = False,
        usual: Mapping[str, object] | None = None,
        in_place: bool = False,
    ) -> Outcome:
        """The draft woven with these documents, ``in_place`` or for another file; ``usual`` are settings that count
        less than the draft's own.
        """
        given = self.text, self.format, documents, style, locale, self.folder, self.where
        return weave_text(*given, keep_commands=keep_commands, in_place=in_place, usual=usual)

    def encoded(self, outcome: Outcome) -> bytes:
        """The bytes of the woven draft."""
        return ((_BOM if self.bom else "") + outcome.text).encode("utf-8", "surrogatepass")


def draft_among(paths: Sequence[str]) -> str:
    """Which of several files is the draft, and not of the library: the only one of a draft's format, or the only one
    of these that cites; else the first.
    """
    drafts = [path for path in paths if Path(path).suffix.lower() in _drafts() and not Path(path).is_dir()]
    citing = [path for path in drafts if _cites(path)] if len(drafts) > 1 else drafts
    return citing[0] if len(citing) == 1 else paths[0]


_OTHER_KINDS = frozenset(".doc .epub .fodt .htm .html .json .org .pdf .ps .rst .rtf .typ .xml".split())


def kind_of_file(path: Path) -> str:
    """The kind of draft or other text that the ending of a file says, or an empty string."""
    from .office import SUFFIXES as OFFICE

    suffix = path.suffix.lower()
    if suffix in OFFICE:
        return suffix
    return SUFFIXES.get(suffix, suffix if suffix in _OTHER_KINDS else "")


def _drafts() -> frozenset[str]:
    from .office import SUFFIXES as OFFICE

    return frozenset((*SUFFIXES, *OFFICE))


def _cites(path: str) -> bool:
    """Whether a file of a draft's format holds citations, as far as its beginning shows; a package may."""
    if Path(path).suffix.lower() not in SUFFIXES:
        return True
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            refuse_text(file.read(20_000), path)
    except NoRecordError:
        return True
    except OSError:
        return False
    return False


def read_draft(path: str, to: str = "") -> TextDraft:
    """A draft of a file (``-``: Markdown on standard input). Raises ReadError and UsageError."""
    suffix = Path(path).suffix.lower()
    format = to or ("markdown" if path == "-" else SUFFIXES.get(suffix, ""))
    if format not in TEXTS:
        known = ", ".join(sorted(_drafts()))
        raise UsageError(
            f"“{format or suffix or path}” is not a format for drafts", where=path, hint=f"citekit weaves {known}"
        )
    where = "standard input" if path == "-" else path
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else opened(path) as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError("there is no such file", where=where) from None
    except IsADirectoryError:
        raise ReadError("this is a folder", where=where) from None
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror})", where=where) from None
    if len(data) > MAX_BYTES:
        raise ReadError("the draft is too large (over 50 MB)", where=where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(data, where)
    bom = text.startswith(_BOM)
    return TextDraft(text.removeprefix(_BOM), format, where, Path(path).parent if path != "-" else Path(), bom)


def _kept_as(target: Path, former: bytes, format: str) -> Path:
    """Where the former file is kept: beside it as ``NAME.bak``. That of a plain text, which holds what the woven one
    does not, is never overwritten: others go to ``NAME.bak2`` and so on.
    """
    names = backup_names(target)
    kept = next(names)
    while format == "text" and kept.exists() and kept.read_bytes() != former:
        kept = next(names)
    return kept


def write_draft(draft: TextDraft, outcome: Outcome, target: Path) -> dict[Path, Path]:
    """Write a woven draft and the files that belong to it. Returns the files that a person had made there, and where
    they are kept. Raises CitekitError.
    """
    data = draft.encoded(outcome)
    former = target.read_bytes() if target.is_file() else None
    if former == data:
        return {}
    kept: dict[Path, Path | None] = {}
    if former is not None and target.resolve() == Path(draft.where).resolve():
        copy = kept[target] = _kept_as(target, former, draft.format)
        write_bytes(copy, former)
        write_bytes(target, data)
    else:
        kept[target] = write_kept(target, [data])
    for name, text in outcome.files.items():
        path = target.parent / name
        kept[path] = write_kept(path, [text.encode("utf-8")])
    return {path: copy for path, copy in kept.items() if copy is not None}
