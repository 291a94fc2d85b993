"""Options that several commands share: each group is a class, written once, and a decorator hands it to a command.

    @with_options
    def cite(files: Files, citing: CitingOptions, links: LinkOptions) -> None: ...

The command line shows the fields of each group as options of the command.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional, get_type_hints

import typer

from ..common.errors import UsageError, did_you_mean
from ..formats import FORMATS

if TYPE_CHECKING:
    from ..dates import HistoricalDate
    from ..document.model import Document


def completer(names: str) -> Callable[[str], list[str]]:
    """A completer of ``cli/completion.py``, imported when the shell asks."""

    def complete(incomplete: str) -> list[str]:
        from . import completion

        found: list[str] = getattr(completion, names)(incomplete)
        return found

    return complete


Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Files or folders; - reads standard input.", show_default=False),
]
SomeFiles = Annotated[
    Optional[list[str]],
    typer.Argument(metavar="[FILE...]", help="Files or folders; - reads standard input.", show_default=False),
]
SomeSources = Annotated[
    Optional[list[str]],
    typer.Argument(
        metavar="FILE...|'[@key, l. 44]'",
        help="Files or folders; - reads standard input. With --library also citations: '[see @key, l. 44; @other, 3]'.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Out = Annotated[
    Optional[Path],
    typer.Option("-o", "--out", metavar="FILE", help="A file to write instead of standard output.", show_default=False),
]
Text = Annotated[
    str,
    typer.Option("--text", metavar="TEXT", help="A note or reference as you would write it.", show_default=False),
]
Library = Annotated[
    Optional[list[str]],
    typer.Option("--library", metavar="FILE", help="Files or folders that @keys are looked up in; may be repeated."),
]


@dataclass(frozen=True)
class CitingOptions:
    """How a citation looks and where it goes."""

    style: Annotated[
        str,
        typer.Option(
            "--style",
            "-s",
            help="A style by name (see `citekit styles`) or a path to a .csl file.",
            autocompletion=completer("style_names"),
        ),
    ] = "chicago-notes"
    output: Annotated[
        str, typer.Option("--output", help=", ".join(FORMATS) + ".", autocompletion=completer("output_names"))
    ] = "text"
    locale: Annotated[
        Optional[str],
        typer.Option(
            "--locale",
            help="Language of terms and dates, such as en-GB or fr-FR.",
            autocompletion=completer("locale_names"),
        ),
    ] = None
    out: Out = None
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Add no archival reference to a style that has no place for it.")
    ] = False
    titles: Annotated[
        str,
        typer.Option(
            "--titles",
            metavar="FORMS",
            help="Foreign titles: original, transliterated, translated, or two of them; the second is in brackets.",
            show_default=False,
        ),
    ] = ""
    transliteration: Annotated[
        str,
        typer.Option("--transliteration", metavar="TABLE", help="Cyrillic: ala-lc, ala-lc-plain, bgn-pcgn, iso-9."),
    ] = "ala-lc"

    @property
    def appearance(self) -> dict[str, Any]:
        """How citations look, as ``Notes`` takes it."""
        names = ("style", "output", "locale", "as_is", "titles", "transliteration")
        return {name: getattr(self, name) for name in names}

    def links(self, docs: list[Document]) -> bool:
        """Whether addresses become links: in HTML, where a document has a copy in a web archive, named by the link."""
        from ..notes import copy_of

        return self.output == "html" and any(copy_of(doc) for doc in docs)

    copy: Annotated[
        bool, typer.Option("--copy", help="Also copy it to the clipboard, as formatted text where possible.")
    ] = False

    def __post_init__(self) -> None:
        if self.output not in FORMATS:
            every = "choose one of " + ", ".join(FORMATS)
            raise UsageError(
                f"there is no output format “{self.output}”", hint=did_you_mean(self.output, FORMATS, every)
            )


Timeout = Annotated[float, typer.Option("--timeout", help="The whole time a link may take, in seconds.", min=0.1)]
NoProxy = Annotated[bool, typer.Option("--no-proxy", help="Ignore proxies and certificates set in the environment.")]
Headers = Annotated[
    Optional[list[str]],
    typer.Option("--header", metavar="NAME:VALUE", help="A header to send to the servers; may be repeated."),
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Also check addresses on private networks.")]
Contact = Annotated[
    str,
    typer.Option(
        "--contact", help="A contact address for the archive's staff, sent with each request.", show_default=False
    ),
]


WebArchive = Annotated[
    str,
    typer.Option(
        "--memento", metavar="NAME|URL", help="A web archive other than the Wayback Machine.", show_default=False
    ),
]


def refuse_idle(*options: str, without: str) -> None:
    """Refuse options that were typed, and that do nothing ``without`` another one. Raises UsageError.

    What citekit.toml sets for all runs is passed over.
    """
    typed = {word.partition("=")[0] for word in sys.argv[1:] if word.startswith("--")}
    idle = next((f"--{option}" for option in options if f"--{option}" in typed), "")
    if idle:
        raise UsageError(f"{idle} does nothing without {without}")


@dataclass(frozen=True)
class LinkOptions:
    """Addresses that are checked while citing or exporting, and what is done with the results."""

    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Check each address first; an access date is printed where the document was found."
        ),
    ] = False
    accessed: Annotated[
        str,
        typer.Option("--accessed", metavar="DATE", help="The date on which you saw the documents.", show_default=False),
    ] = ""
    timeout: Timeout = 20.0
    allow_private: AllowPrivate = False
    rescue: Annotated[
        bool,
        typer.Option("--rescue", help="Like --check; dead links are cited from their copies in the Wayback Machine."),
    ] = False
    archive: Annotated[
        bool,
        typer.Option(
            "--archive",
            help="Like --check; live pages are saved in a web archive, and the record keeps the copy's address.",
        ),
    ] = False
    memento: WebArchive = ""

    def __post_init__(self) -> None:
        if not self.checks:
            refuse_idle("timeout", "allow-private", "memento", without="--check, --rescue or --archive")
        elif not (self.rescue or self.archive):
            refuse_idle("memento", without="--rescue or --archive")

    @property
    def date(self) -> HistoricalDate | None:
        """The given access date: any date up to today, ``today`` or ``yesterday``. Raises UsageError."""
        from ..document.accessed import access_date

        return access_date(self.accessed)

    @property
    def checks(self) -> bool:
        """Whether any address is checked."""
        return self.check or self.rescue or self.archive

    @property
    def checker(self) -> dict[str, Any]:
        """The options of ``links.Checker``."""
        names = ("timeout", "allow_private", "rescue", "archive", "memento")
        return {name: getattr(self, name) for name in names}


Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", min=0, max=256, metavar="N", help="Number of processes; 0: as many as are useful.", show_default=False
    ),
]


@dataclass(frozen=True)
class BatchOptions:
    """How the work is divided where there is much of it."""

    jobs: Jobs = 0
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster", metavar="ADDRESS", help="A dask scheduler, such as tcp://host:8786.", show_default=False
        ),
    ] = ""
    resume: Annotated[
        bool, typer.Option("--resume", help="Continue a run that was started with --resume and stopped (needs -o).")
    ] = False


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with its parameters that are groups replaced by the fields of the groups, as options."""
    hints = get_type_hints(command, include_extras=True)
    parameters: list[inspect.Parameter] = []
    groups: dict[str, tuple[Any, list[str]]] = {}
    for parameter in inspect.signature(command).parameters.values():
        kind = hints[parameter.name]
        if not is_dataclass(kind):
            parameters.append(parameter.replace(annotation=kind, kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        inner = get_type_hints(kind, include_extras=True)
        groups[parameter.name] = (kind, [field.name for field in fields(kind)])
        for field in fields(kind):
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            parameters.append(
                inspect.Parameter(
                    field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=inner[field.name]
                )
            )

    @functools.wraps(command)
    def wrapper(**arguments: Any) -> None:
        for name, (kind, names) in groups.items():
            arguments[name] = kind(**{one: arguments.pop(one) for one in names})
        command(**arguments)

    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapper
