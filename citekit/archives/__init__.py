"""Archives: repositories as data, archival references and their grammar."""

from __future__ import annotations

from .grammar import parse_references
from .reference import ArchivalReference, Level
from .repository import Repository, repositories

__all__ = ["ArchivalReference", "Level", "Repository", "parse_references", "repositories"]
