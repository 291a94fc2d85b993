"""Several people in a form: ``to: [A, B]``."""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.sources import read_text


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("[Kim Il Sung, Mao Zedong]", "Kim Il Sung and Mao Zedong"),
        ("[Kim Il Sung]", "Kim Il Sung"),
        ("[Kim Il Sung, Mao Zedong, Peng Dehuai]", "Kim Il Sung, Mao Zedong and Peng Dehuai"),
    ],
)
def test_several_senders_and_recipients_are_all_kept(stated: str, read: str) -> None:
    form = "kind: letter\ntitle: On rice\nreference: RGANI, f. 5\nfrom: {}\nto: {}\ndate: 1950\n"
    for text in (form, f"---\n{form}---\n"):
        (received,) = read_text(text.format("Stalin", stated), "form.yaml")
        (sent,) = read_text(text.format(stated, "Stalin"), "form.yaml")
        assert isinstance(received, Document) and isinstance(sent, Document)
        assert (received.recipient, sent.sender) == (read, read)
