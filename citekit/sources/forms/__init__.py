"""Forms filled in by hand, in YAML and TOML; and the form of a document, for a person to look over."""

from __future__ import annotations

from .write import form_of

__all__ = ["form_of"]
