"""Exporters: one file a format."""

from __future__ import annotations

from .base import Exporter, export_documents, exporters
from .options import ExportOptions

__all__ = ["ExportOptions", "Exporter", "export_documents", "exporters"]
