"""The order of cites in a document, and the position of each (CSL 1.0.2, ``position``)."""

from __future__ import annotations

from collections.abc import Mapping

from .given import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT
from .state import Cite, Item


class Cluster:
    """One citation: its cites, the note it stands in (0: in the text), and its text as it stands now."""

    __slots__ = ("cites", "dirty", "given", "id", "mode", "note", "text")

    def __init__(self, cluster_id: str, note: int, cites: list[Cite], mode: str | None) -> None:
        self.id, self.note, self.cites, self.mode = cluster_id, note, cites, mode
        self.given = cites  # in the order of the call; the style may sort them into another list
        self.text = ""
        self.dirty = True

    def replace_item(self, item: Item) -> None:
        """Cite an item as it is now."""
        for cite in self.given:
            if cite.id == item.id:
                cite.replace_item(item)

    def same_as(self, other: Cluster) -> bool:
        """Whether another cluster cites the same in the same way."""
        return self.mode == other.mode and [(c.item, c.data) for c in self.given] == [
            (c.item, c.data) for c in other.given
        ]


class _Track:
    """What was cited in one kind of place, in notes or in the text, while a document is read from its beginning."""

    def __init__(self) -> None:
        self.first: dict[str, int] = {}
        self.last_note: dict[str, int] = {}
        self.previous: Cluster | None = None


class Positions:
    """The position of each cite; notes and citations in the text are counted apart, as citeproc-js has it.

    ``in_note`` says how many clusters each note has: a note with several is no note that ibid. can mean.
    """

    def __init__(self, near_distance: int, in_note: dict[int, int]) -> None:
        self.near_distance = near_distance
        self.in_note = in_note
        self._text, self._notes = _Track(), _Track()

    def restart(self) -> None:
        """Forget what was cited, as at the beginning of a chapter."""
        self._text, self._notes = _Track(), _Track()

    def place(self, cluster: Cluster) -> bool:
        """Set the positions of a cluster's cites; says whether any changed."""
        track = self._notes if cluster.note else self._text
        changed = False
        before: Cite | None = None
        for n, cite in enumerate(cluster.cites):
            position, near, first_note = FIRST, False, 0
            if cluster.mode == "author-only":
                position = FIRST
            elif cite.id in track.first:
                position = self._subsequent(track, cluster, cite, n, before)
                first = track.first[cite.id]
                first_note = first if first != cluster.note else 0  # that of a note before (CSL 1.0.2, appendix IV)
                near = cluster.note > 0 and cluster.note - track.last_note.get(cite.id, -(10**6)) <= self.near_distance
            else:
                track.first[cite.id] = cluster.note
            track.last_note[cite.id] = cluster.note
            if (position, near, first_note) != (cite.position, cite.near, cite.first_note):
                cite.position, cite.near, cite.first_note = position, near, first_note
                changed = True
            before = cite
        if cluster.mode != "author-only":
            track.previous = cluster
        return changed

    def _subsequent(self, track: _Track, cluster: Cluster, cite: Cite, n: int, before: Cite | None) -> int:
        """Ibid. where the cite before, in this cluster or alone in the note before, is of the same item."""
        other = before if n > 0 else self._alone_before(track, cluster)
        if other is None or other.id != cite.id:
            return SUBSEQUENT
        if other.locator and not cite.locator:
            return SUBSEQUENT
        if cite.locator and (cite.locator, cite.label) != (other.locator, other.label if other.locator else ""):
            return IBID_WITH_LOCATOR
        return IBID

    def _alone_before(self, track: _Track, cluster: Cluster) -> Cite | None:
        previous = track.previous
        if previous is None or len(previous.cites) != 1:
            return None
        if (
            previous.note
            and previous.note != cluster.note
            and (cluster.note - previous.note > 1 or self.in_note.get(previous.note, 1) > 1)
        ):
            return None
        return previous.cites[0]


def retake_first_notes(first_notes: dict[str, int], cited: Mapping[str, list[Cluster]]) -> bool:
    """Take the notes in which items are cited first anew; says whether cites may be told apart otherwise now."""
    former = dict(first_notes)
    first_notes.clear()
    first_notes.update((item_id, clusters[0].note) for item_id, clusters in cited.items())
    return _have_parted(former, first_notes)


def _have_parted(before: dict[str, int], after: dict[str, int]) -> bool:
    """Whether items that were cited first in one note no longer are, or those of several notes are: what tells their
    cites apart may be another then.
    """
    moves = {move for move in set(zip(before.values(), map(after.get, before))) if move[1] is not None}
    if not moves:
        return False
    if any(bool(one) != bool(other) for one, other in moves):
        return True  # cited in the text, where there is no note to name
    old, new = zip(*moves)
    return not len(moves) == len(set(old)) == len(set(new))
