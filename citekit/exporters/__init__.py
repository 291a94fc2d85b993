"""Exporters: one file a format."""

from __future__ import annotations

from .base import Exporter, export_documents, exporters
from .options import ExportOptions, ExportWarning

__all__ = ["ExportOptions", "ExportWarning", "Exporter", "export_documents", "exporters"]
