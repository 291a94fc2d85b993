"""What tests share: the reference data beside the project, a loopback server, programs that may not be installed."""

from __future__ import annotations

import contextlib
import gc
import http.server
import importlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent
# hundreds of tests start the command line: its bytecode is kept, apart from the sources, also where the machine says no
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache" / "bytecode"))
# a run finds today what it found yesterday; `--hypothesis-profile search` looks for new examples
hypothesis.settings.register_profile(
    "reproducible", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1_000)
hypothesis.settings.load_profile("reproducible")
SHARED = Path(os.environ.get("CITEKIT_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session", autouse=True)
def temporary_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder for temporary files of the tests and of every run that they start; it is removed at the end.

    citekit leaves files there for the person: documents that a reference manager did not take, previews.
    """
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setattr(tempfile, "tempdir", None)
        yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def shared() -> Path:
    """The reference data beside the project."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED


@pytest.fixture
def example() -> Path:
    """The main example: a page of the archive."""
    return ROOT / "examples" / "politburo-decision.md"


@pytest.fixture
def need() -> Callable[[str], str]:
    """The path of a program; the test is skipped where it is not installed."""

    def find(program: str) -> str:
        path = shutil.which(program)
        if path is None:
            pytest.skip(f"{program} is not installed")
        return path

    return find


Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class QuietHandler(http.server.BaseHTTPRequestHandler):
    """A handler that logs nothing; ``reply`` is a whole answer."""

    def reply(self, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        """A status, headers and a body in UTF-8."""
        data = body.encode()
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


def start_server(handler: type[http.server.BaseHTTPRequestHandler]) -> http.server.ThreadingHTTPServer:
    """A server on a free port of loopback, at work."""
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
    return made


class ConcurrentAnswers:
    """An answer that takes a moment, and how many were given at once at the most."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.now, self.most, self.lock = answer, 0, 0, threading.Lock()

    def __call__(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.05)
        with self.lock:
            self.now -= 1
        self.answer(handler)


class Server:
    """A real HTTP server on loopback whose answers a test gives: path -> function of the handler."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        outer = self

        class Handler(QuietHandler):
            def _go(self) -> None:
                if self.path != "/robots.txt" or "/robots.txt" in outer.answers:
                    outer.requests.append((self.command, self.path, dict(self.headers)))
                answer = outer.answers.get(self.path)
                try:
                    if answer is None:
                        page(status=404)(self)
                    else:
                        answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            do_GET = do_HEAD = _go

        self.http = start_server(Handler)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}{path}"


def page(body: str | bytes = "", status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """An answer with a body; HEAD gets only its headers."""

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        data = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(data)),
            **(headers or {}),
        }.items():
            handler.send_header(name, value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(data)

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    """A server without answers (404 for everything) until the test gives some."""
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: many tests wait for a server or a program."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Whole files go to the workers, and whole groups: what a file has read once serves all its tests.

    Thousands of tests handed out one by one cost more than many of them take.
    """
    from xdist.scheduler import LoadGroupScheduling

    class ByFile(LoadGroupScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return str(super()._split_scope(nodeid)).split("::")[0]

    return ByFile(config, log)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each of several workers first imports its share of the tests, so that their bytecode is made only once."""
    worker = getattr(session.config, "workerinput", None)
    if worker is None or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    number, count = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for path in sorted((ROOT / "tests").rglob("test_*.py"))[number::count]:
        with contextlib.suppress(Exception, pytest.skip.Exception):  # collection says what is wrong
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: packed ones hold the time, and two workers must collect the same names."""
    return argname if isinstance(val, bytes) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """With CITEKIT_NO_SKIPS a run fails where anything but an absent ../shared made a test be skipped."""
    if not os.environ.get("CITEKIT_NO_SKIPS"):
        return
    for report in terminalreporter.stats.get("skipped", []):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if "../shared is absent" not in reason:
            terminalreporter.write_line(f"skipped and should not be: {report.nodeid}: {reason}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The exit status that goes with ``pytest_terminal_summary``."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("CITEKIT_NO_SKIPS") or reporter is None or session.exitstatus != 0:
        return
    reasons = [
        str(r.longrepr[2] if isinstance(r.longrepr, tuple) else r.longrepr) for r in reporter.stats.get("skipped", [])
    ]
    if any("../shared is absent" not in reason for reason in reasons):
        session.exitstatus = 1


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
