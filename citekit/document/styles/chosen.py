"""The style that a person chose: found by name, with its locale, and items prepared for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...common.errors import as_path
from ...engine import Processor
from ...engine.style.finding import own_styles
from ...engine.style.locale import Locale
from ...engine.style.locale_names import resolve_locale
from ..citing import item_for_citing, whole_location
from ..forms_in_print import is_in_archive, without_final_stop
from ..model import Document
from ..wording import in_source_wording
from .complete import CompletedStyle, completed_style
from .letters import as_letter, with_addition
from .local_words import in_language
from .names import resolve_style_name
from .own import is_verbatim, prepared
from .titles import TitleForms, with_own_capitals, with_titles

_AS_THEY_ARE = TitleForms()


@dataclass(frozen=True)
class ChosenStyle:
    """A style ready for use.

    ``own``: one of citekit's; ``undated`` its word for a document without date.
    ``language`` has the terms of its locale.
    ``name`` is for messages, ``source`` for a processor; ``completed`` adds archival references; ``typographic``: it
    has en dashes in ranges.
    """

    name: str
    source: str | bytes
    locale: str | None
    completed: CompletedStyle | None
    typographic: bool
    own: bool
    undated: str
    titles: TitleForms
    language: Locale

    @cached_property
    def joining(self) -> str:
        """The word between two references; empty where the source's own wording is kept."""
        as_it_is = is_verbatim(self.name) or not (self.own or self.completed)
        return "" if as_it_is else self.language.term("and") or ""

    def processor(self, output: str = "text", links: bool = False) -> Processor:
        """A processor without items."""
        return Processor(self.source, [], locale=self.locale, output=output, links=links)

    def item(self, doc: Document, key: str) -> dict[str, Any]:
        """The item of a document, prepared for this style.

        Sentence case is for styles that set titles in English: in other languages a title stands as it was written.
        """
        if not self.language.english:
            doc = in_source_wording(doc)
        letter = doc if is_verbatim(self.name) else as_letter(doc)
        item = item_for_citing(letter, key, self.typographic, self.joining, apart=not self.own)
        if letter is not doc:
            item, doc = with_addition(item, doc), letter
        if not is_verbatim(self.name) and (self.own or self.completed) and is_in_archive(item, doc):
            item = without_final_stop(item)
        if self.own:
            return self._own_item(item, doc)
        item = with_titles(item, doc, self.titles, in_brackets=False)
        item = with_own_capitals(item, doc)
        if self.completed is None:
            return item
        return self.completed.completed(item, doc, whole_location(doc, self.typographic, self.joining))

    def _own_item(self, item: dict[str, Any], doc: Document) -> dict[str, Any]:
        """An item for one of citekit's own styles; an archive's own line keeps its English dates as they are."""
        if is_verbatim(self.name):
            item = prepared(self.name, item, doc, self.undated)
            if not self.language.english:
                in_language(item, doc, self.language)
            return item
        in_language(item, doc, self.language)
        item = prepared(self.name, item, doc, self.undated)
        return with_own_capitals(with_titles(item, doc, self.titles, in_brackets=True), doc)


def choose_style(
    style: str | os.PathLike[str],
    locale: str | None = None,
    as_is: bool = False,
    titles: TitleForms = _AS_THEY_ARE,
) -> ChosenStyle:
    """The style of a name, path or XML text; ``as_is`` adds nothing to it; ``titles``: the forms of titles in print.

    Raises StyleError for what is no style and UsageError for what is no locale, both with the nearest names.
    """
    name, locale = resolve_style_name(as_path(style, "a style")), resolve_locale(locale)
    completed = None if as_is else completed_style(name, locale)
    source: str | bytes = name if completed is None else completed.xml
    terms = Processor(source, [], locale=locale).style.locale
    typographic = terms.term("page-range-delimiter") != "-"
    own = name in own_styles() and not as_is
    undated = terms.term("no date") or "n.d."
    return ChosenStyle(name, source, locale, completed, typographic, own, undated, titles, terms)
