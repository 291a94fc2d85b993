"""What the shell offers while a person types: names of styles and formats."""

from __future__ import annotations


def style_names(incomplete: str) -> list[str]:
    """Names of styles that begin with the text, citekit's own first."""
    from ..engine.style.finding import named_styles

    return [name for name, _ in named_styles() if name.startswith(incomplete)][:200]


def output_names(incomplete: str) -> list[str]:
    """Names of output formats that begin with the text."""
    from ..formats import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def export_names(incomplete: str) -> list[str]:
    """Names of export formats that begin with the text."""
    from ..exporters import exporters

    return [name for name in exporters() if name.startswith(incomplete)]


def locale_names(incomplete: str) -> list[str]:
    """Languages that citeproc-py has words for."""
    from ..engine.style.locale import locale_tags

    return [tag for tag in locale_tags() if tag.startswith(incomplete)]


def verdict_names(incomplete: str) -> list[str]:
    """Verdicts of the link check; after a comma the next one."""
    from ..links.report import VERDICTS

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{verdict}" for verdict in VERDICTS if verdict.startswith(last)]


def topic_names(incomplete: str) -> list[str]:
    """Topics of help that begin with the text."""
    from ..common.tables import names_of_texts

    return [name for name in names_of_texts("help") if name.startswith(incomplete)]
