"""Renders notes and a bibliography with citekit: ITEMS STYLE OUT."""

import json
import sys
from pathlib import Path

from citekit.engine import Processor

items = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
processor = Processor(sys.argv[2], items, output="text")
lines = [processor.cite([{"id": i["id"], "locator": "5", "label": "page"}], note=n) for n, i in enumerate(items, 1)]
bibliography = processor.bibliography()
lines += bibliography.entries if bibliography is not None else []
Path(sys.argv[3]).write_text("\n".join(lines), encoding="utf-8")
