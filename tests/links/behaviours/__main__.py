"""How many verdicts are right, by group: ``python -m tests.links.behaviours [one]``; ``one`` asks with requests."""

from __future__ import annotations

import sys
from collections import Counter

from .all import BEHAVIOURS
from .server import wrong


def main() -> None:
    """Ask, and print a table and what is wrong."""
    failures, asked = wrong(BEHAVIOURS, many="one" not in sys.argv)
    bad = Counter((b.group, d) for b, d, _ in failures)
    print(f"{'group':<14}{'bare':>10}{'document':>12}")
    for group in dict.fromkeys(b.group for b in BEHAVIOURS):
        cells = [
            f"{asked[group, d] - bad[group, d]}/{asked[group, d]}" if asked[group, d] else "" for d in (False, True)
        ]
        print(f"{group:<14}{cells[0]:>10}{cells[1]:>12}")
    total = sum(asked.values())
    print(f"{len(BEHAVIOURS)} behaviours, {total - len(failures)} of {total} verdicts right")
    for behaviour, as_document, report in failures:
        wanted = behaviour.document if as_document else behaviour.bare
        asked_as = "document" if as_document else "bare"
        print(
            f"  {behaviour.group}/{behaviour.name} ({asked_as}): {wanted}, not {report.verdict}: {report.reason[:110]}"
        )


if __name__ == "__main__":
    main()
