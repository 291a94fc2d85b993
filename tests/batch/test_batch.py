"""Many documents: the same bytes whoever does the work, nothing lost where a worker dies, bad lines named."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from citekit import Document
from citekit.batch import Piece, export_pieces, pieces_of, workers
from citekit.batch.workers import Processes, Workers
from citekit.common.errors import CitekitError
from citekit.document.keyed import keyed
from citekit.exporters import export_documents, exporters
from citekit.sources.csljson import read_items
from tests.bench.records import archival_item

COUNT = 300


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of JSON lines; some of them have the same default key."""
    path = tmp_path / "items.jsonl"
    items = [{k: v for k, v in archival_item(n).items() if k != "id" or n % 3} for n in range(COUNT)]
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citekit.batch.pieces.BYTES", 10_000)


@pytest.fixture(scope="module")
def two() -> Iterator[Processes]:
    made = Processes(2)
    yield made
    made.close()


def exported(path: Path, to: str, pool: Workers, said: list[str] | None = None) -> str:
    out: list[str] = []
    messages = said if said is not None else []
    export_pieces(pieces_of([str(path)]), to, out.append, pool, lambda message: messages.append(str(message)))
    return "".join(out)


QUICK = ("bibtex", "csl-json")


@pytest.mark.parametrize("to", [to if to in QUICK else pytest.param(to, marks=pytest.mark.slow) for to in exporters()])
def test_parts_joined_are_what_one_export_writes(to: str, lines: Path, two: Processes) -> None:
    found = [doc for line in lines.read_text().splitlines() for doc in read_items([json.loads(line)], "x")]
    whole = "".join(export_documents(keyed(found), to))  # type: ignore[arg-type]
    assert exported(lines, to, workers(1)) == whole
    assert exported(lines, to, two) == whole


def test_a_key_that_comes_again_in_another_piece_is_changed_there(lines: Path, two: Processes) -> None:
    items = [{**archival_item(n), "id": f"d{n % (COUNT - 1)}"} for n in range(COUNT)]
    items[1] = {**items[1], "id": "d0-2"}  # a key that the last one would be given
    lines.write_text("".join(json.dumps(item) + "\n" for item in items))
    whole = "".join(export_documents(keyed([Document.from_csl(item) for item in items]), "csl-jsonl"))
    keys = [json.loads(line)["id"] for line in whole.splitlines()]
    assert keys[0] == "d0" and keys[-1] == "d0-3"
    for pool in (workers(1), two):
        out = [json.loads(line)["id"] for line in exported(lines, "csl-jsonl", pool).splitlines()]
        assert out == keys


def test_no_documents_are_no_output(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n\n")
    assert exported(tmp_path / "empty.jsonl", "csl-json", workers(1)) == ""


def test_a_bad_line_is_named_and_the_others_are_done(lines: Path) -> None:
    with lines.open("a") as file:
        file.write('{"title": "cut\n[1]\n{"id": "z", "type": "book", "title": "Last"}')
    messages: list[str] = []
    out = exported(lines, "csl-json", workers(1), messages)
    assert len(json.loads(out)) == COUNT + 1
    assert [m.split(":")[0] for m in messages] == [f"{lines}, line {COUNT + 1}", f"{lines}, line {COUNT + 2}, item 1"]


@pytest.mark.parametrize("ending", [".jsonl.gz", ".jsonl.zst", ".tar", ".tar.gz"])
def test_compressed_lines_and_tar_files_are_read_in_pieces(ending: str, lines: Path, tmp_path: Path) -> None:
    data = lines.read_bytes()
    path = tmp_path / f"items{ending}"
    if ending == ".jsonl.gz":
        path.write_bytes(gzip.compress(data))
    elif ending == ".jsonl.zst":
        path.write_bytes(pytest.importorskip("zstandard").compress(data))
    else:
        with tarfile.open(path, "w:gz" if ending.endswith("gz") else "w") as archive:
            for n, line in enumerate(data.splitlines()):
                member = tarfile.TarInfo(f"records/{n:04d}.json")
                member.size = len(line)
                archive.addfile(member, io.BytesIO(line))
    assert json.loads(exported(path, "csl-json", workers(1))) == json.loads(exported(lines, "csl-json", workers(1)))


def test_a_large_file_of_records_is_read_in_pieces_and_its_errors_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citekit.batch import pieces
    from citekit.common.files import packed

    record = "<mods><titleInfo><title>Essay {}</title></titleInfo></mods>\n"
    path = tmp_path / "large.xml"
    text = "".join(map(record.format, range(500)))
    path.write_text(f'<modsCollection xmlns="http://www.loc.gov/mods/v3">\n{text}<mods><a></mods>{record.format("x")}')
    assert not packed.holds_many(str(path))
    monkeypatch.setattr(packed, "LARGE", 10_000)
    assert packed.holds_many(str(path))
    found = [one for piece in pieces.pieces_of([str(path)]) for one in piece.read()]
    assert [d.title for d in found if isinstance(d, Document)] == [f"Essay {n}" for n in [*range(500), "x"]]
    errors = [str(one) for one in found if isinstance(one, CitekitError)]
    assert len(errors) == 2 and "damaged" in errors[0] and "breaks off" in errors[1]
    path.write_text("nothing that has records " * 1000)
    (piece,) = pieces.pieces_of([str(path)])
    assert [type(one).__name__ for one in piece.read()] == ["NoRecordError"]


def test_a_large_finding_aid_is_exported_a_run_of_its_documents_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, two: Processes
) -> None:
    from citekit.batch import pieces
    from citekit.common.files import packed

    unit = "<c02 level='file'><did><unittitle>File {}</unittitle><unitid>{}</unitid></did></c02>"
    series = (
        f"<c01 level='series'><did><unittitle>Letters</unittitle></did>{''.join(unit.format(n, n) for n in range(50))}"
    )
    path = tmp_path / "aid.xml"
    path.write_text(
        "<ead><archdesc level='fonds'><did><unittitle>Papers</unittitle><repository>City Archive</repository></did>"
        f"<dsc>{series}</c01></dsc></archdesc></ead>"
    )
    whole = exported(path, "csl-json", workers(1))
    monkeypatch.setattr(packed, "LARGE", 1000)
    monkeypatch.setattr(pieces, "DOCUMENTS", 8)
    monkeypatch.setattr("citekit.sources.paths.MAX_BYTES", 1000)
    assert [len(list(piece.read())) for piece in pieces.pieces_of([str(path)])] == [8, 8, 8, 8, 8, 8, 2]
    assert exported(path, "csl-json", workers(1)) == exported(path, "csl-json", two) == whole


def packed(data: bytes, ending: str) -> bytes:
    """Data in a .gz or .zst."""
    return gzip.compress(data) if ending == ".gz" else bytes(pytest.importorskip("zstandard").compress(data))


def found_in(path: Path) -> tuple[list[bytes], list[str]]:
    """(the lines that the pieces of a file have, what is wrong with it)."""
    found = list(pieces_of([str(path)]))
    lines = [line for piece in found for line in piece.lines.splitlines()]
    return lines, [str(piece.problem) for piece in found if piece.problem is not None]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("damage", ["cut off", "overwritten"])
def test_what_stands_before_damage_is_read_and_the_damage_said(ending: str, damage: str, tmp_path: Path) -> None:
    rng = random.Random(1)
    whole = [json.dumps({"id": str(n), "title": str(rng.random())}).encode() for n in range(40_000)]
    data = bytearray(packed(b"\n".join(whole), ending))
    half = len(data) // 2
    data[half:] = b"" if damage == "cut off" else bytes(50) + data[half + 50 :]
    path = tmp_path / f"lines.jsonl{ending}"
    path.write_bytes(data)
    lines, problems = found_in(path)
    sound = next((n for n, (line, other) in enumerate(zip(lines, whole)) if line != other), len(lines))
    assert sound > 10_000
    assert problems == [
        f"{path}: the file cannot be read to its end (it is damaged or cut off, behind line {len(lines)})"
    ]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_files_packed_one_behind_the_other_are_one(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"lines.jsonl{ending}"
    path.write_bytes(packed(b'{"title": "A"}\n', ending) + packed(b'{"title": "B"}', ending))
    assert found_in(path) == ([b'{"title": "A"}', b'{"title": "B"}'], [])


def test_a_file_in_a_tar_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, title in (("a.json", "A"), ("b.json", "B" * 500), ("c.json", "C")):
        (tmp_path / name).write_text(json.dumps({"type": "book", "title": title}), encoding="utf-8")
    path = tmp_path / "dump.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("a.json", "b.json", "c.json"):
            archive.add(tmp_path / name, name)
    monkeypatch.setattr("citekit.batch.pieces.MAX_LINE", 300)
    found = [one for piece in pieces_of([str(path)]) for one in piece.read()]
    assert [one.title for one in found if isinstance(one, Document)] == ["A", "C"]
    assert [str(one) for one in found if isinstance(one, CitekitError)] == [
        f"{path}/b.json: the file in the .tar is too large to be a document (over 50 MB) (unpack it)"
    ]


def test_a_tar_that_ends_early_is_said_and_its_files_before_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"type": "book", "title": "A"}', encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"type": "book", "title": "B" * 9000}), encoding="utf-8")
    path = tmp_path / "dump.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("a.json", "b.json"):
            archive.add(tmp_path / name, name)
    path.write_bytes(path.read_bytes()[:4000])
    found = [one for piece in pieces_of([str(path)]) for one in piece.read()]
    assert [one.title for one in found if isinstance(one, Document)] == ["A"]
    assert "the file cannot be read to its end" in str(found[-1])


def kill_once(thing: tuple[str, int]) -> int:
    """Ends its own process the first time that it is given 7."""
    folder, n = thing
    mark = Path(folder) / "died"
    if n == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def kill_always(thing: Piece) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_dead_worker_s_share_is_done_again(tmp_path: Path) -> None:
    pool = Processes(2)
    try:
        assert list(pool.in_order(kill_once, [(str(tmp_path), n) for n in range(20)])) == [n * n for n in range(20)]
    finally:
        pool.close()


def die_once(doc: Document, folder: str) -> Document:
    """The document; the first time that it is the seventh, the end of the process that reads it."""
    mark = Path(folder) / "died"
    if doc.key == "d7" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doc


def exported_with_a_death(path: Path, pool: Workers, folder: Path) -> str:
    out: list[str] = []
    change = partial(die_once, folder=str(folder))
    export_pieces(pieces_of([str(path)]), "bibtex", out.append, pool, lambda message: None, change=change)
    assert (folder / "died").exists()
    return "".join(out)


def test_an_export_in_which_a_worker_dies_has_the_same_bytes(lines: Path, tmp_path: Path) -> None:
    pool = Processes(2)
    try:
        assert exported_with_a_death(lines, pool, tmp_path) == exported(lines, "bibtex", workers(1))
    finally:
        pool.close()


def test_what_kills_its_worker_again_and_again_is_an_error_that_names_it() -> None:
    pool = Processes(1)
    try:
        with pytest.raises(CitekitError, match=r"a\.jsonl.*died three times"):
            list(pool.in_order(kill_always, [Piece(where="a.jsonl")]))
    finally:
        pool.close()


def end_on(thing: Piece) -> str:
    """The name of a piece, after a while; ends its process at once where that is ``bad``."""
    if thing.where == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.3)
    return thing.where


def test_the_piece_that_kills_its_workers_is_blamed_and_none_that_they_had_beside_it() -> None:
    pool = Processes(2)
    done = []
    with pytest.raises(CitekitError, match=r"^bad: .*died three times"):
        for where in pool.in_order(end_on, [Piece(where=where) for where in ("good", "bad", "other")]):
            done.append(where)
    assert done == ["good"]


def sleeping(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def test_work_that_nobody_asks_for_any_more_is_not_waited_for() -> None:
    results = Processes(2).in_order(sleeping, [0, 60, 60, 60])
    assert next(results) == 0
    start = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 5


INTERRUPTED = """
import os, signal, sys, threading, time
from citekit.batch.workers import Processes

def work(seconds):
    time.sleep(seconds)

if __name__ == "__main__":
    threading.Timer(float(sys.argv[1]), os.killpg, (os.getpid(), signal.SIGINT)).start()
    try:
        list(Processes(2).in_order(work, [60] * 9))
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.mark.parametrize("seconds", ["0.05", pytest.param("0.3", marks=pytest.mark.slow), "1"])
def test_ctrl_c_ends_the_workers_at_once_and_without_tracebacks(seconds: str, tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    start = time.monotonic()
    command = [sys.executable, str(script), seconds]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50, check=False, start_new_session=True)
    assert (done.stdout, done.stderr, done.returncode) == ("stopped\n", "", 0) and time.monotonic() - start < 30


def test_files_that_cannot_be_opened_are_named_also_where_their_contents_are_sent(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text('{"type": "book", "title": "A"}', encoding="utf-8")
    (tmp_path / "link.ris").symlink_to(tmp_path / "nowhere.ris")
    paths = [str(tmp_path / name) for name in ("none.ris", "good.json", "link.ris", "good.json")]
    said = [
        [getattr(found, "title", "") or str(found) for piece in pieces_of(paths, contents) for found in piece.read()]
        for contents in (False, True)
    ]
    assert said[0] == said[1] and [line == "A" for line in said[0]] == [False, True, False, True]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A dask cluster of processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.xdist_group("cluster")
@pytest.mark.slow  # a cluster takes seconds to start
class TestCluster:
    def test_the_same_bytes(self, address: str, lines: Path) -> None:
        pool = workers(cluster=address)
        assert exported(lines, "bibtex", pool) == exported(lines, "bibtex", workers(1))
        pool.close()

    def test_a_killed_worker_s_share_is_done_again(self, address: str, tmp_path: Path) -> None:
        pool = workers(cluster=address)
        assert list(pool.in_order(kill_once, [(str(tmp_path), n) for n in range(20)])) == [n * n for n in range(20)]
        pool.close()

    def test_an_export_in_which_a_worker_dies_has_the_same_bytes(
        self, address: str, lines: Path, tmp_path: Path
    ) -> None:
        pool = workers(cluster=address)
        assert exported_with_a_death(lines, pool, tmp_path) == exported(lines, "bibtex", workers(1))
        pool.close()

    def test_a_bag_of_items_becomes_a_bag_of_documents(self, address: str) -> None:
        bag = pytest.importorskip("dask.bag")
        from distributed import Client

        from citekit.batch import map_documents

        things = [archival_item(1), {"id": "nothing else"}, archival_item(2)]
        with Client(address):
            docs = map_documents(bag.from_sequence(things, npartitions=2)).compute()
        assert [doc.title for doc in docs] == [archival_item(1)["title"], archival_item(2)["title"]]

    def test_an_address_where_nothing_listens(self) -> None:
        pytest.importorskip("distributed")
        with pytest.raises(CitekitError, match="no scheduler answers"):
            workers(cluster="tcp://127.0.0.1:9")

    def test_a_scheduler_that_dies_is_said_in_words(self, lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        distributed = pytest.importorskip("distributed")
        cluster = distributed.LocalCluster(n_workers=1, processes=True, dashboard_address=None, host="127.0.0.1")
        pool = workers(cluster=cluster.scheduler_address)
        results = pool.in_order(sleeping, [0, 60, 60])
        assert next(results) == 0
        cluster.close()
        with pytest.raises(CitekitError, match="connection to the scheduler was lost"):
            next(results)
        pool.close()


@pytest.mark.slow  # which need distributed
def test_what_is_no_address_of_a_scheduler() -> None:
    pytest.importorskip("distributed")
    for address in ("nonsense", "tcp://", "tcp://host", "host:port"):
        with pytest.raises(CitekitError, match="invalid address"):
            workers(cluster=address)


PARENT = """
import os, sys
from citekit.batch.workers import workers

def work(n):
    return n

if __name__ == "__main__":
    done = workers(2).in_order(work, iter(int, 1))
    for _ in range(200):
        next(done)
    os.kill(os.getpid(), 9)
"""


def test_workers_end_with_a_main_process_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(PARENT, encoding="utf-8")
    # the workers have its output open as well, so that it ends when the last of them has ended
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL


def test_keys_that_bibtex_does_not_tell_apart_are_the_same_in_any_parts(tmp_path: Path) -> None:
    keys = ["a", "a", "A", "b", "a-3", "ü", "U", "u"]
    paths = []
    for n, key in enumerate(keys):
        path = tmp_path / f"{n}.bib"
        path.write_text(f"@book{{{key}, title={{Title {n}}}, author={{A, B}}}}", encoding="utf-8")
        paths.append(str(path))
    whole = [Piece(paths=tuple(paths))]
    apart = [Piece(paths=(path,)) for path in paths]
    out: list[list[str]] = [[], []]
    for work, texts in zip((whole, apart), out):
        export_pieces(work, "biblatex", texts.append, workers(1), lambda message: None)
    assert "".join(out[0]) == "".join(out[1])
    found = [line.partition("{")[2].rstrip(",\n").lower() for line in "".join(out[1]).splitlines() if line[:1] == "@"]
    assert len(set(found)) == len(keys) and {"a", "b", "a-3", "u"} <= set(found)
