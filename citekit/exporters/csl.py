"""CSL-JSON and CSL-YAML: everything citekit knows of a document, ``custom`` included."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..document.model import Document
from ..errors import MissingExtraError, printable, printable_data
from .options import ExportOptions


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A list of items (``json``), or pandoc's metadata block with ``references`` (``yaml``), piece by piece."""
    if dialect == "json":
        yield "["
        separator = "\n"
        for doc in docs:
            body = json.dumps(doc.to_csl(), ensure_ascii=options.ascii, indent=2)
            if "\\u" in body or body != printable(body):
                body = json.dumps(printable_data(doc.to_csl()), ensure_ascii=options.ascii, indent=2)
            yield separator + "  " + body.replace("\n", "\n  ")
            separator = ",\n"
        yield "\n]\n" if separator != "\n" else "]\n"
        return
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("CSL-YAML needs PyYAML", hint="install it with: pip install PyYAML") from None
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    yield "---\nreferences:\n"
    for doc in docs:
        yield yaml.dump(
            [printable_data(doc.to_csl())], Dumper=dumper, allow_unicode=not options.ascii, sort_keys=False, width=10**6
        )
    yield "...\n"
