"""Tables of records (CSV, TSV, Excel): a heading a column, a record a row."""

from __future__ import annotations

from .columns import Columns
from .mapping import mapping_of, mapping_text, mapping_toml

__all__ = ["Columns", "mapping_of", "mapping_text", "mapping_toml"]
