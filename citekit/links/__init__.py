"""Link checks: is the archive's address alive, and is it still this document?"""

from __future__ import annotations

from .checker import Checker
from .report import VERDICTS, LinkReport

__all__ = ["VERDICTS", "Checker", "LinkReport"]
