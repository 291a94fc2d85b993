"""Runs of the command line, each a child forked from one process that has imported citekit and done nothing else.

A new interpreter for each of hundreds of runs would be half of what the quick suite costs. A child is what ``python -m
citekit`` would have been: its own words, folder, environment, pipes and exit status. What start-up itself does
(imports, signals, closed or full outputs) is tested in true processes.

``python -m tests.cli.command_server`` answers on the socket that is its standard input: a run comes as its three files
and a length, then JSON of that length; back go the process id of the child, and when it has ended its status.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import struct
import sys
import threading
import traceback

# what citekit imports when it is needed; whatever starts threads of its own is left to the runs
LIBRARIES = (
    "lxml.etree lxml.html requests citeproc bibtexparser rich.console rich.progress rapidfuzz protego yaml rispy"
    " sqlite3 pylatexenc.latex2text concurrent.futures multiprocessing http.cookiejar zipfile"
).split()
COUNT = struct.Struct("!i")


def import_everything() -> None:
    """citekit and the libraries that it may need, where they are installed."""
    import citekit

    modules = [m.name for m in pkgutil.walk_packages(citekit.__path__, "citekit.") if not m.name.endswith("__main__")]
    for name in (*LIBRARIES, *modules):
        try:
            importlib.import_module(name)
        except Exception:
            pass  # not installed, or broken: a run that needs it says so itself


def read_what_every_run_reads() -> None:
    """Tables, patterns and the usual style: what is read once a process and never changes is read before the forks."""
    import citekit

    line = citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    docs = [citekit.read("examples/politburo-decision.md"), line]
    citekit.cite(docs[0], locator="44")
    for dialect in ("biblatex", "ris"):
        citekit.export(docs, dialect)


def serve(requests: socket.socket) -> None:
    """Fork a child for each request, one after the other, until the other side has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the tests stops the run, and then us
    gc.collect()
    gc.freeze()
    while True:
        head, files, _, _ = socket.recv_fds(requests, COUNT.size, 3)
        if len(head) < COUNT.size:
            return
        body = receive(requests, COUNT.unpack(head)[0])
        child = os.fork()
        if child == 0:
            requests.close()
            run(json.loads(body), files)
        for file in files:
            os.close(file)
        requests.sendall(COUNT.pack(child))
        _, status = os.waitpid(child, 0)
        requests.sendall(COUNT.pack(os.waitstatus_to_exitcode(status)))


def receive(connection: socket.socket, size: int) -> bytes:
    """So many bytes, or an EOFError."""
    parts = []
    while size:
        part = connection.recv(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def run(request: dict[str, object], files: list[int]) -> None:
    """Be the process that was asked for, to its end."""
    status = 1
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(request["environment"])  # type: ignore[call-overload]
        os.chdir(str(request["folder"]))
        open_standard_streams()
        sys.argv = ["citekit", *request["words"]]  # type: ignore[misc]
        sys.path[0] = os.getcwd()
        status = exit_status()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(ended(status))


def open_standard_streams() -> None:
    """Input, output and errors over the files 0, 1 and 2, as the interpreter opens them."""
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", errors="strict", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(  # type: ignore[misc]  # noqa: SIM115
        2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )


def exit_status() -> int:
    """Run the command line; what its SystemExit means to a shell."""
    try:
        runpy.run_module("citekit", run_name="__main__", alter_sys=True)
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            return (stop.code or 0) & 0xFF
        print(stop.code, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        traceback.print_exc()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    return 0


def ended(status: int) -> int:
    """What an interpreter does last: threads are waited for, functions of ``atexit`` called, output written."""
    try:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stderr.flush()
        sys.stdout.flush()
    except BaseException:
        return 120
    return status


if __name__ == "__main__":
    import_everything()
    read_what_every_run_reads()
    with socket.socket(fileno=os.dup(0)) as asked:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        serve(asked)
