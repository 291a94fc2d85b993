"""What one source of a note takes over from another: ``Ibid.``, a level without its archive, ``both in`` one place."""

from __future__ import annotations

import re
from dataclasses import replace

from ...archives.grammar import parse_references
from ...archives.reference import ArchivalReference
from ...archives.titles import kinds
from .parts import Source
from .segments import year_of

_BARE_PAGES = re.compile(r"\d{1,4}[rv]?(?:\s*[-\u2013]\s*\d{1,4}[rv]?)?(?:,\s*\d{1,4}[rv]?)*")
_AUTHOR = re.compile(r"(?:the\s+)?(?:present\s+)?(?:authors?|writer)\b", re.I)


def share(sources: list[Source], earlier: Source | None = None) -> list[Source]:
    """The sources with the references that they take over, each then whole by itself.

    ``earlier`` is the only source of the note before, which ``Ibid.`` at the beginning of a note means.
    """
    out: list[Source] = []
    for source in sources:
        before = next((s for s in reversed(out) if s.reference), None)
        if source.ibid:  # what stands right before it: a printed work too
            before = earlier if not out else out[-1] if out[-1].reference else None
            if before is None and _only_leaves(source.reference):
                source = replace(source, reference="")
        out.append(_from_before(source, before))
    for n in range(len(out) - 2, -1, -1):
        out[n] = _from_behind(out[n], out[n + 1])
    return out


def _only_leaves(reference: str) -> bool:
    """Whether a reference is nothing but pages or leaves: ``36``, ``l. 9``."""
    found = parse_references(reference)
    return all(
        r.repository is None and all(v.kind in ("leaf", "page", "volume", "item") for v in r.levels) for r in found
    )


def _from_before(source: Source, before: Source | None) -> Source:
    if before is None or source.edition:
        return source
    if source.reference:
        if source.joint == "." and not source.ibid:
            return source
        return _within(source, before) if source.ibid else _with_completed(source, source.reference, before)
    if source.ibid:
        same = source if source.describes else _same_document(source, before)
        return replace(same, reference=before.reference, position=before.position, ibid="")
    if before.position == "first" and before.describes and source.joint in (";", "and") and _may_share(source):
        return replace(source, reference=_without_leaves(before.reference), position="first")
    return source


def _from_behind(source: Source, behind: Source) -> Source:
    """The place of several documents, named after the last of them."""
    if source.reference or source.edition or not behind.reference or behind.joint not in (";", "and"):
        return source
    shared = source.has_evidence if behind.together else behind.joint == "and" and behind.describes
    if not shared or not (behind.together or _may_share(source)):
        return source
    return replace(source, reference=_without_leaves(behind.reference), position="last", together=behind.together)


def _may_share(source: Source) -> bool:
    """Whether a document may lie where its neighbour lies though nothing says so.

    An interview and a letter to the author are the author's own: no archive that stands beside them has them.
    """
    own = _AUTHOR.match(source.recipient) or _AUTHOR.match(source.sender)
    return source.has_evidence and not own and kinds().get(source.kind) != "interview"


def _within(source: Source, before: Source) -> Source:
    """``Ibid.`` with what differs: a bare number is a page or a leaf, in the words of the reference before."""
    within = not source.describes and _is_leaf_of(source.reference, before.reference)
    same = _same_document(source, before) if within else source
    if _BARE_PAGES.fullmatch(source.reference.strip(" .")) is None or year_of(source.reference):
        return _with_completed(same, source.reference, before)
    several = re.search(r"\D\d", source.reference) is not None
    place = f"{_leaf_term(before.reference, several)} {source.reference}"
    return replace(_with_completed(same, place, before), position=before.position)


def _is_leaf_of(place: str, reference: str) -> bool:
    """Whether a place is nothing but leaves or pages, and not outside those that a reference has."""
    if _BARE_PAGES.fullmatch(place.strip(" .")) is None:
        found = parse_references(place)
        if any(r.repository is not None or any(v.kind not in ("leaf", "page") for v in r.levels) for r in found):
            return False
    elif year_of(place):
        return False
    own = list(map(int, re.findall(r"\d{1,5}", place)))
    stated = next((r.leaves.value for r in parse_references(reference) if r.leaves is not None), "")
    leaves = list(map(int, re.findall(r"\d{1,5}", stated)))
    return bool(own) and (not leaves or min(leaves) <= min(own) <= max(own) <= max(leaves))


def _leaf_term(reference: str, several: bool) -> str:
    """What pages of a reference are called in it: ``Bl.``, ``l.`` of a file in Moscow, else ``p.``"""
    parsed = parse_references(reference)
    term = next((r.leaves.term for r in parsed if r.leaves is not None and r.leaves.term), "")
    if not term:
        term = "l." if any(v.kind in ("delo", "opis") for r in parsed for v in r.levels) else "p."
    one = re.sub(r"^(\w)\1\.$|^(fol|fo)s\.$", lambda m: f"{m[1] or m[2]}.", term)
    return f"{one[0]}{one}" if several and len(one) == 2 and one[0] in "lp\u043b" else term if several else one


def _same_document(source: Source, before: Source) -> Source:
    """A source that is the document of the one before it, with its own aside."""
    said = ("title", "described", "kind", "author", "sender", "recipient", "date", "printed", "url", "credits")
    return replace(source, **{name: getattr(before, name) for name in said})


def _with_completed(source: Source, reference: str, before: Source) -> Source:
    """A source with its reference made whole; ``Ibid.`` that adds nothing to one without an archive is said."""
    completed = _completed(reference, before.reference)
    kept = source.ibid and completed == reference and not any(r.repository for r in parse_references(reference))
    return replace(source, reference=completed, ibid="", unread=[*source.unread, *([source.ibid] if kept else [])])


def _completed(reference: str, before: str) -> str:
    """A reference with what it leaves out: the archive, and the levels above its own first."""
    whole = parse_references(f"{before}; {reference}")
    if len(whole) > 1 and _is_of_the_same_archive(whole):
        own = [replace(whole[-1], repository=None, levels=whole[-1].levels[len(whole[-1].inherited) :])]
    else:
        own = parse_references(reference)
        if not (own and own[0].levels) and whole and whole[0].repository is not None:
            own = [
                replace(r, repository=None)
                for r in parse_references(f"{whole[0].repository.abbreviation}, {reference}")
            ]  # l. 70 is a leaf in Moscow
    if not own or own[0].repository is not None or not own[0].levels:
        return reference
    above = next((r for r in parse_references(before) if r.repository is not None or r.levels), None)
    if above is None or any(level.kind in ("record_group", "lot") for level in own[0].levels):
        return reference
    if own[0].levels[0].kind == "fond" and not own[0].levels[0].term:
        return reference
    head = above.text[: _end_above(above, own[0])].rstrip(" ,.;:(")
    if not head:
        return reference
    tail = above.text[max(v.span[1] for v in above.levels) :].strip(" ,.;") if above.levels else ""
    completed = f"{head}, {reference}"
    if above.repository is not None and tail and parse_references(completed)[0].repository is None:
        return f"{completed}, {tail}"  # the archive stands last: RG 59, 761.00/7-1053, NACP
    return completed


def _is_of_the_same_archive(whole: list[ArchivalReference]) -> bool:
    """Whether the last of several references goes on in the archive of the first, in its fond or in another."""
    last = whole[-1]
    if last.inherited:
        return True
    return last.repository is not None and last.repository == whole[0].repository and bool(last.levels)


def _end_above(above: ArchivalReference, own: ArchivalReference) -> int:
    """Where the part of a reference ends that the next one shares with it."""
    kind = own.levels[0].kind
    same = next((v for v in above.levels if v.kind == kind), None)
    order = ("fond", "record_group", "opis", "series", "delo", "papka", "file", "box", "folder", "item", "leaf", "page")
    if same is None and kind in order:  # Ibid., Op. 11 after a fond: what is smaller is its own
        same = next((v for v in above.levels if v.kind in order and order.index(v.kind) >= order.index(kind)), None)
    if same is None and kind == "call_number":
        same = next((v for v in above.levels if v.kind in ("item", "file", "call_number")), None)
    if same is None:
        leaves = above.leaves
        same = leaves if leaves is not None and above.text[leaves.span[1] :].strip(" .") == "" else None
    if same is None or not same.span[1]:
        return len(above.text)
    start = same.span[0]
    term = above.text.rfind(same.term, 0, start) if same.term else start
    return term if term >= 0 else start


def _without_leaves(reference: str) -> str:
    """A reference without the leaves at its end, which are those of the other document."""
    parsed = parse_references(reference)
    if len(parsed) != 1 or parsed[0].leaves is None:
        return reference
    leaves = parsed[0].leaves
    start = leaves.span[0]
    term = reference.rfind(leaves.term, 0, start) if leaves.term else start
    if reference[leaves.span[1] :].strip(" ."):
        return reference
    return reference[: term if term >= 0 else start].rstrip(" ,.;:")
