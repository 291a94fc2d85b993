"""CSL processing: citeproc-py completed, with rich text, positions, disambiguation, collapsing and sorting."""

from __future__ import annotations

from .bibliography import Bibliography
from .processor import Processor

__all__ = ["Bibliography", "Processor"]
