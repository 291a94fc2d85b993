"""Forms filled in by hand, in YAML and TOML; and the form of a document, for a person to look over."""

from __future__ import annotations

from .write import empty_form, form_of, form_suffix

__all__ = ["empty_form", "form_of", "form_suffix"]
