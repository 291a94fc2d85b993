"""``citekit-filter``: citations and bibliography of a document on its way through pandoc, in the place of
``--citeproc``.

    pandoc chapter.md --filter citekit-filter -M csl=chicago-notes -M bibliography=sources/ -o chapter.docx

It reads pandoc's AST as JSON on standard input and writes it with every ``Cite`` filled in and the bibliography in its
division, with the ids and classes that ``--citeproc`` gives them (pandoc's User's Guide, "Citations").
"""

from __future__ import annotations

import json
import sys
from typing import Any

from ...common.errors import CitekitError
from ...engine.style.name_list import BY_SPECIFICATION
from ...richtext.case import SPECIFIED_STOP_WORDS, stop_words
from .document import PandocDocument
from .targets import rendered_for


def main() -> None:
    """The filter as a program. Errors go to stderr; exit status 1 where the document cannot be woven."""
    sys.setrecursionlimit(20_000)
    try:
        document = json.loads(sys.stdin.buffer.read())
        woven, messages = weave_ast(document)
        woven = rendered_for(woven, sys.argv[1] if len(sys.argv) > 1 else "")
    except CitekitError as error:
        print(f"citekit-filter: {error}", file=sys.stderr)
        sys.exit(1)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        what = f"this is not a document of pandoc's ({type(error).__name__}: {error})"
        print(f"citekit-filter: {what}; it is a filter: pandoc --filter citekit-filter", file=sys.stderr)
        sys.exit(1)
    for message in messages:
        print(message, file=sys.stderr)
    sys.stdout.write(json.dumps(woven, ensure_ascii=False))


def weave_ast(document: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """(the document woven, what is wrong with it). Raises UsageError, StyleError and ReadError."""
    token = BY_SPECIFICATION.set(True)
    try:
        with stop_words(SPECIFIED_STOP_WORDS):
            whole = PandocDocument(document)
            return whole.woven(), whole.messages
    finally:
        BY_SPECIFICATION.reset(token)
