"""Footnotes and references as people write them: a grammar of a note's parts, driven by words in data/notes.toml."""
