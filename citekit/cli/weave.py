"""``citekit weave``: puts the citations of a draft into notes or into its text, and adds its bibliography."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ..common.errors import CitekitError, UsageError
from .console import Run
from .options import Library, Out, with_options
from .settings import setting

if TYPE_CHECKING:
    from ..manuscript.outcome import Outcome

_POLL = 0.3  # seconds between two looks at the files
DraftStyle = Annotated[
    str, typer.Option("--style", "-s", help="A style instead of the draft's own (default: chicago-notes).")
]
DraftLocale = Annotated[Optional[str], typer.Option("--locale", help="Language of terms and dates, such as en-GB.")]
DraftFormat = Annotated[
    str, typer.Option("--to", metavar="FORMAT", help="The draft's format, where its name does not say.")
]


@with_options
def weave(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="A draft; - is Markdown on standard input.")],
    more: Annotated[
        Optional[list[str]], typer.Argument(metavar="[FILE]...", help="Further files of the library.")
    ] = None,
    library: Library = None,
    out: Out = None,
    style: DraftStyle = "",
    locale: DraftLocale = None,
    to: DraftFormat = "",
    check: Annotated[bool, typer.Option("--check", help="Only report what is wrong; write nothing.")] = False,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Write into the draft itself; the former file is kept as .bak.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Weave again whenever the draft or the library is saved.")
    ] = False,
    keep_commands: Annotated[
        bool, typer.Option("--keep-commands", help="LaTeX: leave the commands, write the .bib that they need.")
    ] = False,
    zotero: Annotated[
        bool, typer.Option("--zotero", help="Word and LibreOffice: citations as live fields, which Zotero takes over.")
    ] = False,
) -> None:
    """Put notes and a bibliography into a draft.

    The draft is Markdown, LaTeX, Word or LibreOffice, with citations such as [@key, l. 44].
    """
    out = None if out is not None and str(out) == "-" else out
    if draft == "-" and (in_place or watch):
        raise UsageError("standard input cannot be woven in place or watched", hint="name a file")
    if watch and out is None and not in_place and not check:
        raise UsageError("--watch needs a file to write", hint="name it with -o, or use --in-place")
    draft, library = _draft_and_library([draft, *(more or [])], library)
    _check_kinds(draft, out)
    run = Run()
    job = _Weaving(run, draft, library, style, locale or "", to, keep_commands, zotero)
    job.run_until_stopped(Path(draft) if in_place else out, check, watch)
    run.exit()


def _draft_and_library(named: list[str], library: list[str] | None) -> tuple[str, list[str]]:
    """(the draft, the files of the library). ``--library *.txt`` may be several files, before or after the draft.
    Raises UsageError for several files without --library.
    """
    if len(named) == 1:
        return named[0], list(library or [])
    if not library:
        hint = "put --library before the library's files"
        raise UsageError("one draft is woven at a time", where=named[1], hint=hint)
    from ..manuscript.files import draft_among

    draft = draft_among(named)
    named.remove(draft)
    return draft, [*library, *named]


def _check_kinds(draft: str, out: Path | None) -> None:
    """Raise UsageError where the name of the output file belongs to another kind of draft."""
    from ..manuscript.files import kind_of_file

    own, other = kind_of_file(Path(draft)) or "markdown", kind_of_file(out) if out is not None else ""
    if other in ("", own) or (own == "markdown" and other == "text"):
        return
    ending = Path(draft).suffix
    hint = f"name it with {ending} after -o" if ending else "leave the ending out"
    if own == "markdown":
        hint += "; pandoc makes other kinds of it, with the filter citekit-filter instead of --citeproc"
    raise UsageError("a draft is woven into a file of its own kind", where=str(out), hint=hint)


def _personal_settings() -> dict[str, object]:
    """A person's settings for all work; a draft may override them."""
    names = ("style", "locale", "titles", "transliteration")
    return {name: value for name in names if (value := setting(name)) is not None}


class _Weaving:
    """One draft and what it is woven from."""

    def __init__(
        self,
        run: Run,
        draft: str,
        library: list[str],
        style: str,
        locale: str,
        to: str,
        keep_commands: bool,
        zotero: bool = False,
    ) -> None:
        self.run, self.draft, self.library = run, draft, library
        self.style, self.locale, self.to, self.keep_commands = style, locale, to, keep_commands
        self.zotero = zotero
        self._written = b""

    def run_until_stopped(self, target: Path | None, check: bool, watch: bool) -> None:
        """Weave the draft; with ``watch``, again whenever it or the library is saved."""
        self.weave_once(target, check)
        while watch:
            try:
                self.wait_for_a_change()
            except KeyboardInterrupt:
                break
            self.run.failed = False
            self.weave_once(target, check)

    def weave_once(self, target: Path | None, check: bool) -> None:
        """Weave the draft, report what is wrong with it, and write it."""
        from ..manuscript.files import read_draft, write_draft
        from ..manuscript.office import SUFFIXES

        if Path(self.draft).suffix.lower() in SUFFIXES and not self.to:
            self._weave_office(target, check)
            return
        if self.zotero:
            raise UsageError("--zotero writes fields into .docx and .odt", where=self.draft, hint="leave it out")
        try:
            draft = read_draft(self.draft, self.to)
            documents = list(self.run.documents(self.library))
            if target is not None and not check:
                self.run.keep_inputs(target)
            in_place = target is not None and target.resolve() == Path(self.draft).resolve()
            given = documents, self.style, self.locale, self.keep_commands, _personal_settings(), in_place
            outcome = draft.weave(*given)
        except CitekitError as error:
            if isinstance(error, UsageError) and not self.run.failed:  # not where a library could not be read
                raise
            self.run.fail(error)
            return
        self._report(outcome)
        if check:
            self.run.say(f"citekit: {draft.where}: {outcome}")
        elif target is None:
            sys.stdout.buffer.write(draft.encoded(outcome))
            sys.stdout.flush()
        else:
            for path, copy in write_draft(draft, outcome, target).items():
                if path != target or not in_place:
                    self.run.report_kept(path, copy)
                elif draft.format == "text":
                    kept = f"the draft is kept as {copy.name}"
                    self.run.say(f"citekit: {target}: note: plain text cannot be woven again; {kept}")
            self.run.say(f"citekit: {target}: {outcome}")

    def _weave_office(self, target: Path | None, check: bool) -> None:
        """The same for a file of Word or LibreOffice, in place or into another file."""
        from ..manuscript.office import OfficeOptions, weave_file

        if target is None and not check:
            raise UsageError("a .docx or .odt needs a file to write", hint="name it with -o, or use --in-place")
        options = OfficeOptions(
            self.style, self.locale or None, zotero=self.zotero, check=check, usual=_personal_settings()
        )
        try:
            documents = list(self.run.documents(self.library))
            if target is not None and not check:
                self.run.keep_inputs(target)
            outcome = weave_file(Path(self.draft), target, documents, options)
        except CitekitError as error:
            if isinstance(error, UsageError) and not self.run.failed:  # not where a library could not be read
                raise
            self.run.fail(error)
            return
        self._report(outcome)
        self.run.say(f"citekit: {self.draft if check else target}: {outcome}")

    def _report(self, outcome: Outcome) -> None:
        for problem in outcome.problems:
            self.run.fail(problem)
        for unknown in outcome.unknown:
            self.run.fail(str(unknown))
        for remark in outcome.remarks:
            self.run.say(f"citekit: {remark}")

    def wait_for_a_change(self) -> None:
        """Wait until the draft or a file of the library is saved."""
        before = self._stamps()
        while self._stamps() == before:
            time.sleep(_POLL)

    def _stamps(self) -> list[tuple[str, int, int]]:
        from ..sources.paths import expand

        stamps = []
        for path in [self.draft, *expand(self.library)]:
            try:
                status = Path(path).stat()
                stamps.append((path, status.st_mtime_ns, status.st_size))
            except OSError:
                stamps.append((path, 0, 0))
        return stamps
