"""What `citekit show` says of a document: what was understood, and what was not."""

from __future__ import annotations

import json
import re
import sys
from typing import Annotated, Any

import typer

from ..csl.names import written
from ..document.model import Document
from .console import Run
from .options import Files, Json

_TAG = re.compile(r"</?(?:i|b|sup|sub|span)(?:\s[^<>]{0,80})?>")  # CSL's rich text


def rows(doc: Document) -> list[tuple[str, str]]:
    """(label, text) for each thing that was understood, in the order of a citation."""
    out: list[tuple[str, str]] = [("title", _TAG.sub("", doc.title))]
    if doc.date is not None:
        out.append(("date", doc.date.text + ("" if doc.date.understood else "  (not understood as a date)")))
    out += [("kind", doc.kind), ("from", doc.sender), ("to", doc.recipient)]
    for reference in doc.references:
        repository = reference.repository
        if reference.published:
            out.append(("printed source", reference.text))
            continue
        named = f"{repository.name}, {repository.place}" if repository is not None else "archive not known"
        out.append(("reference", f"{reference.text}\n{named}"))
        out += [
            ("  " + level.kind.replace("_", " "), f"{level.value}" + (f"  ({level.term})" if level.term else ""))
            for level in reference.levels
        ]
    out += [(c.role, c.name + (f" (for {c.project})" if c.project else "")) for c in doc.contributors]
    out += [
        ("archive online", doc.host),
        ("address", doc.url),
        ("number", doc.number),
        ("original language", doc.language),
    ]
    out += [("contents", c) for c in doc.contents]
    out.append(("summary", doc.summary))
    if doc.accessed is not None:
        out.append(("accessed", doc.accessed.text))
    out += [(name, _short(value)) for name, value in doc.extra.items() if name != "custom"]
    custom = dict(doc.extra.get("custom") or {})
    out += [(name, _short(value)) for name, value in custom.items() if name != "heading"]  # the title as cited
    return [(label, text) for label, text in out if text]


def missing(doc: Document) -> list[str]:
    """What a citation would have and the source does not say or was not understood."""
    out = [] if doc.date is not None else ["no date was found"]
    if (
        not doc.references
        and "author" not in doc.extra
        and "container-title" not in doc.extra
        and "publisher" not in doc.extra
    ):
        out.append("no archival reference was found")
    out += [f"not understood as a date: {doc.date.text}"] if doc.date is not None and not doc.date.understood else []
    out += [f"not understood: {text}" for text in doc.unread]
    return [*out, *doc.warnings]


def to_dict(doc: Document) -> dict[str, Any]:
    """The same as JSON data."""
    return {
        "source": doc.source,
        "understood": [{"label": label.strip(), "text": text} for label, text in rows(doc)],
        "not_understood": missing(doc),
        "item": doc.to_csl(),
    }


def _short(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(written(one) if isinstance(one, dict) else str(one) for one in value)
    text = value if isinstance(value, str) else repr(value)
    text = _TAG.sub("", text)
    return text if len(text) <= 300 else text[:297] + "..."


def _template(value: bool) -> None:
    if value:
        from ..tables import text_of

        sys.stdout.write(text_of("template.yaml"))
        raise typer.Exit()


def show(
    files: Files,
    as_json: Json = False,
    template: Annotated[
        bool,
        typer.Option(
            "--template",
            callback=_template,
            is_eager=True,
            help="Print a form to fill in for a document that nobody has described.",
        ),
    ] = False,
) -> None:
    """Show what was understood of each document, and what was not."""
    run = Run(quiet=True)
    for doc in run.documents(files):
        if as_json:
            run.print(json.dumps(to_dict(doc), ensure_ascii=False))
            continue
        lines = rows(doc)
        width = max(len(label) for label, _ in lines)
        run.print(f"{doc.source or 'document'}")
        for label, text in lines:
            run.print(
                "\n".join(f"  {label if n == 0 else '':<{width}}  {part}" for n, part in enumerate(text.split("\n")))
            )
        for line in missing(doc):
            run.print(f"  {'?':>{width}}  {line}")
    run.exit()
