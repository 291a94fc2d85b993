"""CSL-JSON and CSL-YAML: everything citekit knows of a document, ``custom`` included."""

from __future__ import annotations

import json

from ..document import Document
from ..errors import MissingExtraError


def write(docs: list[Document], dialect: str) -> str:
    """A list of items (``json``), or pandoc's metadata block with ``references`` (``yaml``)."""
    items = [doc.to_csl() for doc in docs]
    if dialect == "json":
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("CSL-YAML needs PyYAML", hint="install it with: pip install 'citekit[yaml]'") from None
    body: str = yaml.safe_dump({"references": items}, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{body}...\n"
