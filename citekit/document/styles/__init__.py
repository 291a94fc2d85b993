"""What archival documents need of any journal's style: a place for their reference, and its name."""

from .archival import is_archival
from .complete import CompletedStyle, completed_style

__all__ = ["CompletedStyle", "completed_style", "is_archival"]
