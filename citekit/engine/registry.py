"""The order of cites in a document, and the position of each (CSL 1.0.2, ``position``)."""

from __future__ import annotations

from .state import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite


class Cluster:
    """One citation: its cites, the note it stands in (0: in the text), and its text as it stands now."""

    __slots__ = ("cites", "dirty", "id", "mode", "note", "text")

    def __init__(self, cluster_id: str, note: int, cites: list[Cite], mode: str | None) -> None:
        self.id, self.note, self.cites, self.mode = cluster_id, note, cites, mode
        self.text = ""
        self.dirty = True


class Positions:
    """Where items were cited last and first, while a document is read from its beginning."""

    def __init__(self, near_distance: int) -> None:
        self.near_distance = near_distance
        self.first: dict[str, int] = {}
        self.last_note: dict[str, int] = {}
        self.previous: Cluster | None = None

    def place(self, cluster: Cluster) -> bool:
        """Set the positions of a cluster's cites; says whether any changed."""
        changed = False
        before: Cite | None = None
        for n, cite in enumerate(cluster.cites):
            position, near, first_note = FIRST, False, 0
            if cite.id in self.first:
                position = self._subsequent(cluster, cite, n, before)
                first_note = self.first[cite.id]
                near = cluster.note - self.last_note.get(cite.id, -(10**6)) <= self.near_distance and cluster.note > 0
            else:
                self.first[cite.id] = cluster.note
            self.last_note[cite.id] = cluster.note
            if (position, near, first_note) != (cite.position, cite.near, cite.first_note):
                cite.position, cite.near, cite.first_note = position, near, first_note
                changed = True
            before = cite
        self.previous = cluster
        return changed

    def _subsequent(self, cluster: Cluster, cite: Cite, n: int, before: Cite | None) -> int:
        if n > 0:
            other = before
        else:
            previous = self.previous
            other = None
            if previous is not None and previous.cites and len({c.id for c in previous.cites}) == 1:
                if not cluster.note or not previous.note or cluster.note - previous.note <= 1:
                    other = previous.cites[-1]
        if other is None or other.id != cite.id:
            return SUBSEQUENT
        if other.locator and not cite.locator:
            return SUBSEQUENT
        if cite.locator and (cite.locator, cite.label) != (other.locator, other.label if other.locator else ""):
            return IBID_WITH_LOCATOR
        return IBID
