"""The same work on a real Dask cluster: the same bytes, also when a machine goes away."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import dataset
from pipeline.batch import Workers
from pipeline.options import Options
from pipeline.run import run
from pipeline.slots import NoWorkersError

pytest.importorskip("distributed", reason="needs the extra 'dask'")

REPORT = """# {number}. opfølgning på budget 2024

| 1.0{number} Grønne skoler (drift) | Kort beskrivelse | Tid | Smiley |
|---|---|---|---|
"""
ROW = "| Milepæl | <p>Plan {number} er lagt</p> | {number}. budgetopfølgning 2024 | ☺ |\n"
SECONDS = 40  # for a scheduler or a worker to be there


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1, 9):
        text = REPORT.format(number=number) + 200 * ROW.format(number=number)
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    (folder / "tom.pdf").touch()
    return folder


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler's address, and its two workers."""
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard"]
    master = launched([*command, "--host", "127.0.0.1", "--port", "0"], tmp_path)
    workers: list[subprocess.Popen[str]] = []
    try:
        address = awaited(master, r"Scheduler at:\s+(tcp://\S+)")
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-dashboard"]
        command += ["--nthreads", "1", "--no-nanny"]
        workers += [launched(command, tmp_path) for _ in range(2)]
        for worker in workers:
            awaited(worker, r"(Registered to)")
        yield address, workers
    finally:
        for process in (*workers, master):
            process.kill()
            process.communicate()


def launched(command: list[str], folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=folder
    )


def awaited(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            # What else it says must not fill the pipe.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1]
    raise AssertionError(f"never said {pattern!r}")


def content(output: Path) -> dict[str, bytes]:
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*.parquet")}


def test_a_cluster_gives_the_same_bytes_while_a_worker_is_killed(
    archive: Path, scheduler: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    """One of two workers is killed in the middle; every document is read all the same."""
    address, workers = scheduler
    run([str(archive)], tmp_path / "here", Options())
    read: list[str] = []

    class Killer:
        def start(self, total: int) -> None:
            assert total == 9

        def read(self, rows: object) -> None:
            read.append(str(rows))
            if len(read) == 2:
                os.kill(workers[0].pid, signal.SIGKILL)

        def stop(self) -> None:
            """The end is looked at below."""

    chosen = Workers(scheduler=address)
    found = run([str(archive)], tmp_path / "there", Options(), chosen, Killer())

    assert len(read) == 9
    assert workers[0].wait(SECONDS) == -signal.SIGKILL
    assert [row.source for row in found.failed] == ["tom.pdf"]
    assert content(tmp_path / "there") == content(tmp_path / "here")
    assert dataset.load(tmp_path / "there", "follow_ups").num_rows == 8 * 200


def test_no_cluster(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nobody answers stops the run by a clear word."""
    monkeypatch.setattr("pipeline.cluster.CONNECT_SECONDS", 1)

    with pytest.raises(NoWorkersError, match="no scheduler at"):
        run([str(archive)], tmp_path, Options(), Workers(scheduler="tcp://127.0.0.1:9"))
