"""No word of a note is lost, and none is invented: whatever is done to a note, each word is in a field or unread."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import Document
from citekit.archives.hosts import find_host
from citekit.sources import read_text

from .test_written_notes import NOTES, SAID_OTHERWISE

_WORD = re.compile(r"[^\W_\u2e80-\u9fff]+")  # Chinese and Japanese have no spaces between words
_ADDITIONS = (
    *(
        "copy",
        "the third item",
        "marginal note by Zed",
        "No. 77",
        "Zed 12/3",
        "f. 5",
        "Box 3",
        "Foo",
        "Secret",
        "(Zed)",
    ),
    *("See also Smith, History, 12.", "Emphasis added.", "translated by Zed Zedson", "ibid.", "in Zed Papers"),
)


_PARTICLES = re.compile("(?<=[\uac00-\ud7a3])(?:가|이|에게|에)(?![\uac00-\ud7a3])|より|から|宛て?|あて|発")


def words(text: str) -> Counter[str]:
    """How often each word is in a text."""
    return Counter(word.casefold() for word in _WORD.findall(text))


def said(doc: Document) -> str:
    """All that a document says in the words of its source, and its form."""
    texts = [doc.title, doc.sender, doc.recipient, doc.url, doc.kind, doc.credits, *doc.unread]
    texts += [date.text for date in (doc.date, doc.accessed) if date is not None]
    texts += [r.lead + r.text for r in doc.references]
    texts += [" ".join(map(str, name.values())) for name in doc.extra.get("author", ())]
    custom = {k: v for k, v in doc.extra.get("custom", {}).items() if k != "title_is"}  # no word of the source
    work = [str(doc.extra[name]) for name in ("container-title", "issue", "page", "edition") if name in doc.extra]
    return "\n".join([*texts, *work, *map(str, custom.values())])


def check(note: str) -> None:
    found = list(read_text(note))
    docs = [one for one in found if isinstance(one, Document)]
    if not docs:
        return  # refused aloud, as a whole
    have, want = words("\n".join(map(said, docs))), words(note)
    kinds = words(" ".join(doc.kind for doc in docs))
    lost = {w for w in want if have[w] < want[w] and w not in SAID_OTHERWISE and not w.isdigit()}
    lost |= {w for w in want if w.isdigit() and not have[w]}  # the number of the note is none of its words
    first = re.match(r"\W*(\d+)[.)]", note)
    host = find_host(note)
    lost -= words(note[host[1] : host[2]]).keys() if host is not None else set()
    lost -= {first[1]} if first is not None else set()
    assert not lost, note
    glued = words(_PARTICLES.sub(" ", note))  # names of East Asia without what is glued to them
    assert not {w for w in have if w not in want and w not in kinds and w not in glued}, note


def changed(note: str, cut: int, added: str, way: int) -> str:
    """A note with one thing done to it."""
    parts = note.split(", ")
    at = cut % len(parts)
    if way == 0 and len(parts) > 1:
        return ", ".join(parts[:at] + parts[at + 1 :])
    if way == 1:
        return ", ".join([*parts[:at], added, *parts[at:]])
    if way == 2:
        return ", ".join(parts[at:] + parts[:at])
    if way == 3:
        return note.replace(", ", "; ", 1) if cut % 2 else note.replace(", ", ". ", 1)
    if way == 4:
        return f"{note} {added}"
    if way == 5:
        return note.replace(",", "")
    at = cut % (len(note) + 1)
    return note[:at] + "()[]“”;:."[cut % 9] + note[at:]


@given(
    st.sampled_from([note for note, _ in NOTES]), st.integers(0, 400), st.sampled_from(_ADDITIONS), st.integers(0, 6)
)
@settings(max_examples=150)
def test_no_word_of_a_changed_note_is_lost_or_invented(note: str, cut: int, added: str, way: int) -> None:
    check(changed(note, cut, added, way))


def test_no_word_of_a_real_note_is_lost_or_invented(shared: Path) -> None:
    for name in ("us", "world"):
        for line in (shared / "archives" / f"footnotes-{name}.jsonl").read_text(encoding="utf-8").splitlines():
            check(json.loads(line)["text"])
