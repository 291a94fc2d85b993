"""What is found in a paragraph, and what a whole draft defines for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """One cite between the brackets: where its prefix, its key and its suffix stand."""

    prefix: tuple[int, int]
    key: str
    suppress: bool
    suffix: tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A citation, a reference to a note, or a note in the line.

    ``kind`` is ``cite``, ``note`` or ``inline-note``; ``inner`` is what stands in a note in the line.  A citation of a
    sentence (``in_text``) has its own key as the first part.
    """

    kind: str
    start: int
    end: int
    parts: tuple[Part, ...] = ()
    in_text: bool = False
    label: str = ""
    inner: tuple[Found, ...] = ()


@dataclass
class Known:
    """What a whole draft defines: labels of notes, of links and of numbered examples (``earlier``: those that stand
    before the paragraph, whose labels are never citations; later ones are where nothing follows them in brackets).
    """

    notes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    examples: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    words: Callable[[str], bool] = field(default=lambda key: False)  # keys that are no citations (Quarto's @fig-)
