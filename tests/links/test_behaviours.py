"""Verdicts on what servers do, by group: at least 95 % of each are right, and the same over requests and over
libcurl."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from .behaviours.all import BEHAVIOURS
from .behaviours.server import wrong


@pytest.mark.slow
@pytest.mark.parametrize("many", [True, False], ids=["libcurl", "requests"])
def test_verdicts_are_right(many: bool) -> None:
    failures, asked = wrong(BEHAVIOURS, many=many)
    told = [
        f"{b.group}/{b.name} ({'document' if d else 'bare'}): {b.document if d else b.bare}, not {r.verdict}: "
        f"{r.reason}"
        for b, d, r in failures
    ]
    assert len(told) <= len(BEHAVIOURS) // 100, "\n".join(told)  # a machine under load misses a deadline
    bad = Counter((b.group, d) for b, d, _ in failures)
    assert {key: count for key, count in bad.items() if count > max(1, asked[key] * 0.05)} == {}


def test_there_are_many_behaviours_and_each_has_a_name_of_its_own() -> None:
    names = Counter((b.group, b.name) for b in BEHAVIOURS)
    assert len(names) >= 300 and max(names.values()) == 1


def test_a_reason_says_what_agreed() -> None:
    by_name = [b for b in BEHAVIOURS if b.group == "known-by" and b.name in ("number-and-title", "reference-ru")]
    failures, _ = wrong([b.__class__(**{**b.__dict__, "bare": "-", "document": "x"}) for b in by_name])
    reasons = {b.name: r.reason for b, _, r in failures}
    assert reasons["number-and-title"] == "the page has the document's title and record number"
    assert reasons["reference-ru"] == "the page has the document's archival reference"


def test_without_libcurl_many_are_asked_by_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycurl", None)
    monkeypatch.delitem(sys.modules, "citekit.links.http.multi", raising=False)
    some = [b for b in BEHAVIOURS if b.group in ("status", "soft-404", "known-by")]
    failures, asked = wrong(some)
    assert sum(asked.values()) > 100 and len(failures) <= 1, failures
