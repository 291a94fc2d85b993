"""What a style says of telling cites apart (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from typing import Any

MAX_CONDITIONS = 8


class DisambiguationRules:
    """The disambiguation attributes of ``cs:citation``."""

    def __init__(self, citation: Any, conditions: int, numbered: bool = False) -> None:
        self.numbered = numbered  # cites are numbers
        self.names = citation.get("disambiguate-add-names") == "true"
        self.givens = citation.get("disambiguate-add-givenname") == "true"
        self.rule = citation.get("givenname-disambiguation-rule") or "by-cite"
        self.suffix = citation.get("disambiguate-add-year-suffix") == "true"
        self.conditions = min(conditions, MAX_CONDITIONS)
        self.adds_names = self.names or (self.givens and self.rule == "by-cite")
        self.any = self.names or self.givens or self.suffix or conditions > 0
