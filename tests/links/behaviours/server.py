"""The server of the behaviours, on loopback, and how many verdicts are right."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from citekit import Document
from citekit.links import Checker, LinkReport

from .model import TITLE, Behaviour, Hang, Reset

TIMEOUT = 4.0  # seconds that a link may take


class Server:
    """Answers as the behaviours say; everything else, robots.txt too, is not there."""

    def __init__(self, behaviours: Iterable[Behaviour]) -> None:
        self.by_path = {path_of(b): b for b in behaviours}
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.base = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            request = b""
            while b"\r\n\r\n" not in request:
                more = connection.recv(65_536)
                if not more:
                    return
                request += more
            path = request.split(b" ", 2)[1].decode("latin-1").partition("?")[0]
            behaviour = self.by_path.get(path)
            if behaviour is None:
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            for piece in behaviour.answer(self.base, request):
                if piece is Hang:
                    time.sleep(TIMEOUT * 3)
                elif piece is Reset:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                elif isinstance(piece, float):
                    time.sleep(piece)
                elif isinstance(piece, bytes):
                    connection.sendall(piece)
        except OSError:
            pass
        finally:
            connection.close()

    def close(self) -> None:
        """Stop listening."""
        self.listening.close()


def path_of(behaviour: Behaviour) -> str:
    """The path at which a behaviour is found."""
    return behaviour.path or f"/{behaviour.group}/{behaviour.name}".replace(" ", "-")


@contextmanager
def serving(behaviours: Iterable[Behaviour]) -> Iterator[Server]:
    """A server for these behaviours."""
    made = Server(behaviours)
    try:
        yield made
    finally:
        made.close()


def target(base: str, behaviour: Behaviour, as_document: bool) -> str | Document:
    """A behaviour's address, or its document."""
    url = base + path_of(behaviour)
    return Document(**{"title": TITLE, **behaviour.fields, "url": url}) if as_document else url


def _one_by_one(checker: Checker, targets: list[str | Document]) -> Iterator[tuple[int, LinkReport]]:
    """Each over requests; several threads, since some of them wait for their deadline."""
    with ThreadPoolExecutor(16) as pool:
        yield from enumerate(pool.map(checker.check, targets))


def wrong(
    behaviours: list[Behaviour], many: bool = True, timeout: float = TIMEOUT
) -> tuple[list[tuple[Behaviour, bool, LinkReport]], Counter[tuple[str, bool]]]:
    """(what was judged wrongly: behaviour, whether it was asked as a document, report; how many were asked, by group)."""
    with serving(behaviours) as server:
        asked = [(b, d) for b in behaviours for d in (False, True) if (b.document if d else b.bare) != "-"]
        checker = Checker(allow_private=True, timeout=timeout, per_host=32, workers=64)
        targets = [target(server.base, b, d) for b, d in asked]
        found = checker.numbered(targets) if many else _one_by_one(checker, targets)
        failures = []
        for n, report in found:
            behaviour, as_document = asked[n]
            right = (behaviour.document if as_document else behaviour.bare).split("|")
            if report.verdict not in right:
                failures.append((behaviour, as_document, report))
    return failures, Counter((b.group, d) for b, d in asked)
