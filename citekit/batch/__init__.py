"""Many documents at once: work in pieces, done by processes or a cluster. No knowledge of formats."""

from __future__ import annotations

from .arrow import export_batch
from .cluster import map_documents
from .exporting import export_pieces
from .journal import Journals
from .pieces import Piece, pieces_of
from .reading import expected, read_files
from .workers import Workers, workers

__all__ = [
    "Journals",
    "Piece",
    "Workers",
    "expected",
    "export_batch",
    "export_pieces",
    "map_documents",
    "pieces_of",
    "read_files",
    "workers",
]
