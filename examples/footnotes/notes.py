"""Footnotes of a draft: three notes and the bibliography, as Markdown."""

from pathlib import Path

import citekit

examples = Path(__file__).parents[1]
decision = citekit.read(examples / "politburo-decision.md")
digest = citekit.read(examples / "tass-digest.md")

notes = citekit.Notes(style="chicago-notes", output="markdown")
for number, (document, leaf) in enumerate([(decision, "44"), (decision, "45"), (digest, "68"), (decision, "44")], 1):
    print(f"[^{number}]: {notes.cite(document, locator=leaf)}")
print()
print("\n".join(notes.bibliography()))
