"""One draft to be woven: its settings, its library, and the weaver that these make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..common.errors import CitekitError, ReadError, UsageError
from ..document.given import DocumentLike
from ..sources.csljson import read_items
from ..sources.forms.yaml import read_mapping
from ..sources.paths import read_paths
from .library import Library
from .outcome import Outcome
from .settings import Settings, settings_of
from .weaver import Weaver


@dataclass
class Job:
    """What a person asks for: ``documents`` win over those that the draft names; ``style`` and ``lang`` over its own.

    ``where`` names the draft in messages; ``folder`` is where it stands.  ``keep_commands`` leaves the commands of
    LaTeX.  ``in_place``: the woven draft takes the place of the former one and will be woven again.  ``usual`` are
    settings that a person has for all work, which count least.
    """

    documents: Sequence[DocumentLike] = ()
    style: str = ""
    lang: str = ""
    folder: Path = Path()
    where: str = "the draft"
    quarto: bool = False
    keep_commands: bool = False
    in_place: bool = False
    usual: Mapping[str, object] = field(default_factory=dict)
    outcome: Outcome = field(default_factory=Outcome)

    def settings(self, metadata: Iterable[str]) -> Settings:
        """The settings of the draft with these blocks of YAML."""
        front: dict[str, object] = {}
        for text in metadata:
            front.update(read_mapping(text, self.where))
        settings = settings_of(front, self.folder, self.where, self.usual)
        return replace(settings, style=self.style or settings.style, lang=self.lang or settings.lang)

    def library(self, settings: Settings) -> Library:
        """The documents that the draft may cite; what cannot be read is a problem of the outcome."""
        return Library(self.documents, below=self._named(settings))

    def _named(self, settings: Settings) -> Iterator[DocumentLike]:
        found = list(read_paths(map(settings.path, settings.bibliography)))
        if settings.references:
            found += read_items(list(settings.references), self.where)
        for one in found:
            if isinstance(one, CitekitError):
                self.outcome.problems.append(str(one))
            else:
                yield one

    def weaver(self, settings: Settings, output: str) -> Weaver:
        """The weaver of the draft."""
        library = self.library(settings)
        if not len(library) and self.outcome.problems:
            raise ReadError(self.outcome.problems[0])
        if not len(library):
            raise UsageError(
                "there are no documents to cite",
                where=self.where,
                hint="name them with --library, or with bibliography: in the draft's front matter",
            )
        style = self.style or settings.style_name
        return Weaver(
            style,
            library,
            output,
            settings.lang or None,
            settings.restart,
            link_citations=settings.link_citations and output == "markdown" and not settings.suppress_bibliography,
            titles=settings.titles,
            transliteration=settings.transliteration,
        )
