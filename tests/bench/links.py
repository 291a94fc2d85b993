"""Link checks side by side: citekit, linkchecker (PyPI) and a plain loop over requests, on one local server with 100 hosts.

    python -m tests.bench.links [COUNT]

The hosts are 127.0.0.1 to 127.0.0.100 (Linux answers to all of 127.0.0.0/8). linkchecker is taken from PATH, or from the
program that LINKCHECKER names; where there is none it is left out.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.engine import measure

BODY = b"<!doctype html><title>Report</title><h1>Report</h1><p>" + b"words " * 500
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    % len(BODY)
)
NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HOSTS = 100
LATENCY = 0.02  # seconds until an answer: a server near by


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request: a page, or 404 for robots.txt."""
    try:
        asked = await reader.readuntil(b"\r\n\r\n")
        path = asked.split(b" ", 2)[1]
        await asyncio.sleep(LATENCY)
        if path == b"/robots.txt":
            writer.write(NONE)
        else:
            writer.write(HEAD if asked.startswith(b"HEAD") else HEAD + BODY)
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def serve() -> None:
    """The server, in a process of its own; it prints its port."""

    async def run() -> None:
        server = await asyncio.start_server(answer, "0.0.0.0", 0, backlog=1000)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(run())


LOOP = """
import sys, requests
alive = 0
for line in open(sys.argv[1]):
    try:
        alive += requests.head(line.strip(), timeout=20).status_code == 200
    except requests.RequestException:
        pass
print(alive)
"""


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
            runs = {
                "citekit": [
                    sys.executable,
                    "-m",
                    "citekit",
                    "check",
                    "--allow-private",
                    "--json",
                    "--fail-on",
                    "none",
                    *urls,
                ]
            }
            program = os.environ.get("LINKCHECKER") or shutil.which("linkchecker")
            if program:
                runs["linkchecker"] = [program, "--no-status", "-r1", "--check-extern", "-t", "16", "-q", str(page)]
            runs["a loop over requests"] = [sys.executable, "-c", LOOP, str(listed)]
            print(f"{count} addresses on {HOSTS} hosts, each of which answers after {LATENCY * 1000:.0f} ms")
            for name, command in runs.items():
                found = measure(command, limit=1200)
                print(f"  {name:<22}{found}  {count / found.seconds if found.seconds else 0:8.0f} a second", flush=True)
    finally:
        server.kill()


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main(*map(int, sys.argv[1:]))
