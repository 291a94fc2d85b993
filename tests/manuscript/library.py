"""A small library: a telegram of an archive, two books and an article, written by us."""

from __future__ import annotations

from typing import Any

import citekit

TELEGRAM = citekit.loads(
    "Ivan Petrov to Anna Orlova, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70"
).changed(key="petrov", number="901")
BOOK: dict[str, Any] = {
    "id": "adams",
    "type": "book",
    "title": "The Long Road",
    "author": [{"family": "Adams", "given": "Jane"}],
    "publisher": "Harbor Press",
    "publisher-place": "Boston",
    "issued": {"date-parts": [[1999]]},
}
OTHER: dict[str, Any] = {
    **BOOK,
    "id": "baker",
    "title": "Letters Home",
    "author": [{"family": "Baker", "given": "Carl"}],
    "issued": {"date-parts": [[2004]]},
}
LIBRARY = [TELEGRAM, BOOK, OTHER]
