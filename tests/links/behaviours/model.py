"""What a behaviour is, and the pages that behaviours are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Union

TITLE = "Telegram, Shtykov to Vyshinsky on the Situation in Korea"
FILLER = (
    "The ambassador writes that the government has asked for equipment, and that the question of the timetable should be"
    " settled before the end of the month. He adds that the railway has been repaired and that supplies arrive."
)


class Hang:
    """The server says nothing more, and leaves the connection open."""


class Reset:
    """The server breaks the connection off."""


Piece = Union[bytes, float, type[Hang], type[Reset]]
Answer = Callable[[str, bytes], list[Piece]]  # (address of the server, request) -> what is sent, with pauses in seconds


@dataclass(frozen=True)
class Behaviour:
    """``bare`` and ``document`` are the verdicts that are right, with ``|`` between them; ``-`` where it is not asked so."""

    group: str
    name: str
    answer: Answer
    bare: str
    document: str
    fields: dict[str, Any] = field(default_factory=dict)
    path: str = ""


def http(
    body: str | bytes = "", status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str
) -> Answer:
    """An ordinary answer; ``_`` in a header's name stands for a hyphen."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", *(f"{n.replace('_', '-')}: {v}" for n, v in headers.items())]
    lines += [f"Content-Type: {kind}"] if kind else []

    def answer(base: str, request: bytes) -> list[Piece]:
        head = "\r\n".join([*lines, f"Content-Length: {len(data)}", "", ""]).replace("{base}", base)
        return [head.encode("latin-1"), b"" if request.startswith(b"HEAD") else data]

    return answer


def raw(*pieces: Piece) -> Answer:
    """An answer byte for byte."""
    return lambda base, request: [p.replace(b"{base}", base.encode()) if isinstance(p, bytes) else p for p in pieces]


def html(title: str, heading: str | None = None, body: str = FILLER, head: str = "") -> str:
    """A page: its title, its h1 (the same where none is given) and a paragraph."""
    shown = f"<h1>{title if heading is None else heading}</h1>" if heading != "" else ""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/search">Search</a> <a href="/login">Log in</a></nav>{shown}<p>{body}</p>'
        "<footer>© The Archive. Contact us</footer></body></html>"
    )
