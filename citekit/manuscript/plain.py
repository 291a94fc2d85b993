"""Drafts in plain text: ``[@key, l. 44]`` becomes a number in brackets, and the notes stand at the end.

A plain text has no place to hide what stood there, so a woven one cannot be woven again: the draft stays the draft,
and the person is told of a text that looks woven.
"""

from __future__ import annotations

import re

from .beside import apart, stopped_once
from .citations import Citation, DraftCite, key_at, parse_bracket, parse_in_text
from .job import Job
from .locators import LocatorWords
from .outcome import Outcome
from .slips import plain_brackets, slip_at
from .weaver import Spot, Woven

_OPEN = re.compile(r"\[[^\[\]\n]*(?:\n[^\[\]\n]+)*\]|-?@")
_CLOSING = re.compile(r"[.,;:!?]*[\u201d\u2019\u00bb\")]*[.,;:!?]*")
_WOVEN = re.compile(r"^(?:Notes\n\n\[1\] |Bibliography\n\n)", re.M)
_STOPPED = re.compile(r"[.!?][\u201d\u2019\u00bb\")]*$")


def weave_plain(draft: str, job: Job) -> Outcome:
    """Weave a draft. Raises UsageError, StyleError and ReadError."""
    settings = job.settings(())
    weaver = job.weaver(settings, "text")
    found = _citations(draft, weaver.words)
    if not found and _WOVEN.search(draft):
        job.outcome.remarks.append(
            f"{job.where}: this text was woven before, and plain text cannot be woven again; "
            "weave the draft that it was made from"
        )
    weaver.list_uncited(settings.nocite)
    spots = [_spot(draft, start, end, citation, job.where) for start, end, citation in found]
    outcome, out, notes, at = job.outcome, "", [], 0
    for (start, end, _), one in zip(found, weaver.weave(spots)):
        if one.unknown:
            continue
        out += draft[at:start]
        at = end
        if one.new_note:
            notes.append(one.text)
            out, at = _numbered(out, draft, end, one, len(notes))
        else:
            taken, space, behind = apart(out[-60:], draft[end : end + 2], one.text)
            out = out[: len(out) - taken] + space + stopped_once(one.text, draft[end : end + 2]) + behind
    out += draft[at:]
    entries = weaver.bibliography() if not settings.suppress_bibliography else []
    sections = [("Notes", [f"[{n}] {note}" for n, note in enumerate(notes, 1)])]
    sections.append((settings.heading or "Bibliography", entries))
    for heading, lines in sections:
        if lines:
            out = out.rstrip("\n") + f"\n\n{heading}\n\n" + "\n".join(lines) + "\n"
    outcome.text, outcome.citations, outcome.notes = out, len(found), len(notes)
    outcome.entries = len(entries)
    outcome.take_over(weaver)
    return outcome


def _spot(draft: str, start: int, end: int, citation: Citation, where: str) -> Spot:
    first, last = draft.rfind("\n\n", 0, start) + 1, draft.find("\n\n", end)
    paragraph = draft[first : last if last >= 0 else len(draft)]
    slip = slip_at(paragraph, start - first, end - first) if citation.in_text else ""
    return Spot(citation, where=f"{where}, line {draft.count(chr(10), 0, start) + 1}", slip=slip)


def _numbered(before: str, draft: str, end: int, woven: Woven, number: int) -> tuple[str, int]:
    """(the text up to the number of a note, where the draft goes on): the number stands after the punctuation."""
    text = before + woven.author if woven.author else before.rstrip(" ")
    match = _CLOSING.match(draft, end)
    assert match is not None
    punctuation = match.group()
    if punctuation.startswith(".") and _STOPPED.search(text):
        punctuation = punctuation[1:]
    return f"{stopped_once(text, punctuation) if woven.author else text}{punctuation}[{number}]", match.end()


def _citations(draft: str, words: LocatorWords) -> list[tuple[int, int, Citation]]:
    found: list[tuple[int, int, Citation]] = []
    draft = plain_brackets(draft)
    at = 0
    while (match := _OPEN.search(draft, at)) is not None:
        start, at = match.start(), match.end()
        if match.group().startswith("["):
            citation = parse_bracket(match.group()[1:-1], words, lenient=True)
            if citation is None:
                at = start + 1
            else:
                found.append((start, at, citation))
            continue
        key = key_at(draft, start)
        if key is None or (start and draft[start - 1].isalnum()):
            continue
        bracket = re.compile(r" ?\[([^\[\]]*)\]").match(draft, key.end)
        inner = bracket[1] if bracket is not None else None
        citation = parse_in_text(key.key, key.suppress_author, inner, words)
        at = bracket.end() if bracket is not None and citation is not None else key.end
        alone = Citation((DraftCite(key.key, suppress_author=key.suppress_author, in_text=not key.suppress_author),))
        found.append((start, at, citation or alone))
    return found
