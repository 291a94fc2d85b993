"""Many documents at once: work in pieces, done by processes or a cluster. No knowledge of formats."""

from __future__ import annotations

from .arrow import export_batch
from .cluster import map_documents
from .exporting import export_pieces
from .pieces import Piece, is_batch, pieces_of
from .workers import Workers, workers

__all__ = ["Piece", "Workers", "export_batch", "export_pieces", "is_batch", "map_documents", "pieces_of", "workers"]
