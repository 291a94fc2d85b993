"""All behaviours."""

from __future__ import annotations

from . import documents, pages, protocol

BEHAVIOURS = [*protocol.BEHAVIOURS, *pages.BEHAVIOURS, *documents.BEHAVIOURS]
