"""Which citations a Markdown draft holds: exactly those that pandoc's reader finds."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.manuscript.markdown.scan import scan

from . import pandoc
from .drafts import draft


def ours(text: str) -> list[pandoc.Keys]:
    """The citations as pandoc's tree would have them."""
    found = []
    for place in scan(text).places:
        if place.found is not None:
            modes = [
                "SuppressAuthor"
                if part.suppress
                else "AuthorInText"
                if place.found.in_text and n == 0
                else "NormalCitation"
                for n, part in enumerate(place.found.parts)
            ]
            found.append(tuple((part.key, mode) for part, mode in zip(place.found.parts, modes)))
    return found


def compare(seed: int) -> None:
    text = draft(Random(seed))
    assert Counter(ours(text)) == Counter(pandoc.citations(text)), text


@given(st.integers(0, 10**9))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_citations_are_those_of_pandoc(seed: int) -> None:
    compare(seed)


@pytest.mark.slow
@given(st.integers(0, 10**9))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_citations_are_those_of_pandoc_in_300_drafts(seed: int) -> None:
    compare(seed)


@pytest.mark.parametrize(
    "text",
    [
        "`@no` ``@no ` `` ```@no```",
        "$@no$ and $$@no$$",
        '[text](http://x.org/@no "@no") <http://x.org/@no>',
        "me@home.org <me@home.org>",
        "<b title='@no'>bold</b> <!-- @no -->",
        "\\@no \\textbf{@no} \\cite{@no}",
        "---\ntitle: '@no'\n---\n\ntext",
        "```\n@no\n```\n\n    @no",
        "[link]: http://x.org/@no\n\n[link]",
        "<script>\n@no\n</script>",
        "::: {#fig title='@no'}\ntext\n:::",
        "(@label) example\n\n        @no",
        "Term\n: definition\n\n      @no",
        "Term\n\n\n: no definition\n\n    @no",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert ours(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Heading [@a]",
        "> quote\n> [@a]",
        "- item\n\n  [@a]",
        "| x | [@a] |\n|---|---|\n| y | z |",
        "Term\n\n:   definition [@a]",
        "text^[note [@a]]",
        "text[^1]\n\n[^1]: note [@a]",
        "*emphasis [@a]*",
        "::: note\n[@a]\n:::",
        "(@label) example\n\n    [@a]",
        "@long-label. example\n\n    - [@a]",
        "Term\n: definition\n\n  [@a]",
        "Term\n\n  ~   definition\n\n      more [@a]",
        "One [@a]\n: definition",
        "Line\nLine\n: [@a] in no definition",
    ],
)
def test_a_citation_is_found_wherever_text_stands(text: str) -> None:
    assert ours(text) == [(("a", "NormalCitation"),)]


def test_a_citation_may_run_over_the_end_of_a_line_in_a_quote() -> None:
    text = "> He wrote [see\n> @a, p. 3]."
    (place,) = scan(text).places
    assert text[place.start : place.end] == "[see\n> @a, p. 3]"


@pytest.mark.parametrize("opening", ["[", "*", "_", "^[", "~", "`", "$", '"', "[@a; ", "<", "\\x{", "> ", "- "])
def test_hostile_text_costs_no_more_than_its_length(opening: str) -> None:
    scan(opening * 3000 + "@a")
