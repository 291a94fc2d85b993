"""The variables of CSL 1.0.2 by kind (CSL 1.0.2, appendix IV)."""

from ..csl.kinds import DATE_VARIABLES as DATES
from ..csl.kinds import NAME_VARIABLES as NAMES

__all__ = ["ABBREVIATED", "DATES", "IN_STYLES", "NAMES", "NUMBERS", "RENAMED", "SHORT"]

NUMBERS = frozenset(
    (
        "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
        "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version "
        "volume"
    ).split()
)
# variables whose form="short" is another variable
SHORT = {"title": "title-short", "container-title": "container-title-short"}
# keys of older data and what they are called in CSL 1.0.2
RENAMED = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short", "event": "event-title",
           "archive_location": "archive_location", "archive-location": "archive_location"}  # fmt: skip
# names of variables in older styles
IN_STYLES = {"event": "event-title"}
# abbreviation lists are kept for these variables
ABBREVIATED = frozenset(
    (
        "title container-title collection-title authority publisher publisher-place event-place archive archive-place "
        "jurisdiction genre medium number"
    ).split()
)
