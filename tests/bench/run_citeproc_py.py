"""Renders notes and a bibliography with citeproc-py as it comes: ITEMS STYLE OUT."""

import json
import sys
import warnings
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
from citeproc.source.json import CiteProcJSON

warnings.simplefilter("ignore")
items = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
source = CiteProcJSON(items)
bibliography = CitationStylesBibliography(CitationStylesStyle(sys.argv[2], validate=False), source, formatter.plain)
citations = [Citation([CitationItem(item["id"], locator=Locator("page", "5"))]) for item in items]
for citation in citations:
    bibliography.register(citation)
lines = [str(bibliography.cite(citation, lambda item: None)) for citation in citations]
lines += [str(entry) for entry in bibliography.bibliography()]
Path(sys.argv[3]).write_text("\n".join(lines), encoding="utf-8")
