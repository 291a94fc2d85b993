"""Plain text: no formatting, display blocks on lines of their own."""

from __future__ import annotations

from .base import Writer


class TextWriter(Writer):
    """Plain Unicode text."""

    name = "text"
    display = {"block": ("\n", ""), "indent": ("\n    ", ""), "left-margin": ("", " "), "right-inline": ("", "")}

    def entry(self, text: str) -> str:
        """An entry without blank lines around it."""
        return (
            " ".join(line.strip() for line in text.split("\n") if line.strip())
            if "\n" not in text.strip()
            else text.strip()
        )
