"""What archival documents need from any journal's style: a place for their reference, and the style's name."""

from .archival import is_archival
from .chosen import ChosenStyle, choose_style
from .complete import CompletedStyle, completed_style
from .describe import describe_style
from .graft import SILENT
from .known import KnownItems
from .names import StyleName, find_styles, nearest_styles, resolve_style_name
from .titles import TitleForms

__all__ = [
    "SILENT",
    "ChosenStyle",
    "CompletedStyle",
    "KnownItems",
    "StyleName",
    "TitleForms",
    "choose_style",
    "completed_style",
    "describe_style",
    "find_styles",
    "is_archival",
    "nearest_styles",
    "resolve_style_name",
]
