"""Generated items for the benchmarks: books, articles, chapters and archival documents, always the same."""

from __future__ import annotations

import random
from typing import Any

FAMILIES = (
    "Smith Jones Weathersby Goncharov Westad Leffler Painter Radchenko Goldberg Szalontai Ivanov Petrov Nagy Kovacs"
    " Schmidt".split()
)
GIVEN = "Anna Boris Clara David Elena Fritz Gyula Hanna Igor Jana Karl Lena Mikhail Nora Otto".split()
WORDS = (
    "war peace alliance archive party decision telegram embassy policy crisis congress border army trade letter treaty"
    " council".split()
)


def items(count: int) -> list[dict[str, Any]]:
    """``count`` CSL-JSON items; one in ten shares author and year with another, as in a real library."""
    rng = random.Random(count)

    def people(most: int) -> list[dict[str, str]]:
        return [
            {
                "family": rng.choice(FAMILIES) + str(rng.randrange(count // 5 + 1)),
                "given": f"{rng.choice(GIVEN)} {rng.choice('ABCDEF')}.",
            }
            for _ in range(rng.randint(1, most))
        ]

    out: list[dict[str, Any]] = []
    for n in range(count):
        title = " ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 8))).capitalize() + f" {n}"
        item: dict[str, Any] = {
            "id": f"item{n}",
            "title": title,
            "author": people(3),
            "issued": {"date-parts": [[rng.randint(1900, 2020)]]},
        }
        if n % 10 == 9:
            item["author"], item["issued"] = out[-1].get("author", people(1)), out[-1]["issued"]
        kind = n % 4
        if kind == 0:
            item.update({"type": "book", "publisher": "University Press", "publisher-place": "Moscow"})
        elif kind == 1:
            item.update(
                {
                    "type": "article-journal",
                    "container-title": "Journal of Cold War Studies",
                    "volume": str(rng.randint(1, 40)),
                    "issue": str(rng.randint(1, 4)),
                    "page": f"{100 + n % 300}-{112 + n % 300}",
                }
            )
        elif kind == 2:
            item.update(
                {
                    "type": "chapter",
                    "container-title": "Origins of the Cold War",
                    "editor": people(2),
                    "publisher": "Routledge",
                    "page": f"{n % 200}-{n % 200 + 9}",
                }
            )
        else:
            del item["author"]
            item["issued"]["date-parts"][0] += [rng.randint(1, 12), rng.randint(1, 28)]
            item.update(
                {
                    "type": "document",
                    "archive": "Wilson Center Digital Archive",
                    "URL": f"https://example.org/document/{n}",
                    "archive_location": f"AVPRF, Fond 059a, Opis 5a, Delo {n}, Papka 11, Listy 65-66",
                }
            )
        out.append(item)
    return out
