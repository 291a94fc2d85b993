"""Many at once: who waits for another's answer does not hold up the other."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from tests.conftest import Server, page

# in a process of its own, since what is tested is that it ends
SCRIPT = textwrap.dedent(
    """
    import sys
    from citekit import Document
    from citekit.links import Checker
    url, workers, titles = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    docs = [Document(title=f"A letter of the {n % titles}th legation", url=url) for n in range(24)]
    found = list(Checker(allow_private=True, timeout=8, workers=workers).many(docs))
    print(len(found), {report.verdict for report in found})
    """
)


@pytest.mark.parametrize(
    "workers, titles",
    [(0, 1), *(pytest.param(*more, marks=pytest.mark.slow) for more in ((1, 1), (2, 3), (0, 12)))],
)
@pytest.mark.slow
def test_documents_that_share_an_address_that_is_asked_again_all_get_their_report(
    server: Server, workers: int, titles: int
) -> None:
    server.answers["/busy"] = page("no", status=503, headers={"Retry-After": "1"})
    command = [sys.executable, "-c", SCRIPT, server.url("/busy"), str(workers), str(titles)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("24 ") and "server-error" in done.stdout, done.stderr
