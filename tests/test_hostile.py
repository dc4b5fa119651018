"""Files that mean harm: a row for each, by a code that is true, and nothing left behind.

All of them are one archive, read by one run as a user starts it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from hostile_packages import OTHERS, PACKAGES
from hostile_pdfs import ELSEWHERE, PDFS

from pipeline import standing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files and limits of Linux")

FILES = (*PDFS, *PACKAGES, *OTHERS)
JOBS, MEMORY_MB, SECONDS = 2, 512, 20
PARENT_MB = 500
TOKEN = "MILEPAEL_HOSTILE_TEST"
LONG = "x" * 251 + ".txt"
UNREADABLE = {
    "pipe.pdf": "a named pipe",
    "socket.pdf": "a socket",
    "link.pdf": "a symbolic link",
    "ring": "a symbolic link",
    "nowhere.docx": "a symbolic link",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run said, left and used."""

    status: int
    said: str
    summary: dict[str, object]
    codes: dict[str, str]
    most_memory: int  # bytes, of the run and all its processes
    connections: int


def read(base: Path) -> Run:
    """One run over all of them, watched."""
    archive = base / "archive"
    archive.mkdir()
    for name, make, _ in FILES:
        (archive / name).write_bytes(make())
    make_what_is_no_file(archive)
    with listening() as heard:
        command = [sys.executable, "-c", "from pipeline.cli import main; main()", "run"]
        command += [str(archive), "-o", str(base / "out"), "--json", "--jobs", str(JOBS)]
        command += ["--memory", str(MEMORY_MB), "--timeout", str(SECONDS)]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, TOKEN: str(os.getpid())},
        )
        most = Watch(process.pid)
        out, said = process.communicate(timeout=500)
        found = most.stop()
    rows = {
        source: row.error_code or row.outcome
        for row in standing.documents(base / "out")
        for source in row.sources
    }
    return Run(process.returncode, said, json.loads(out), rows, found, len(heard))


def make_what_is_no_file(archive: Path) -> None:
    os.mkfifo(archive / "pipe.pdf")
    (archive / "link.pdf").symlink_to(archive / "sound.pdf")
    (archive / "ring").symlink_to(archive)
    (archive / "nowhere.docx").symlink_to(archive / "gone")
    folder = os.open(archive, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{folder}/socket.pdf")
    os.close(folder)
    for name in (b"to\nlinjer.txt", b"r\xe6d.txt", LONG.encode()):
        (archive / os.fsdecode(name)).write_text(f"Milepæl {name!r}")


class listening:  # noqa: N801 - reads as what it does
    """A server where the files want something fetched; notes who comes."""

    def __enter__(self) -> list[object]:
        host, _, port = ELSEWHERE.removeprefix("http://").partition("/")[0].partition(":")
        self._server = socket.create_server((host, int(port)))
        self._heard: list[object] = []
        threading.Thread(target=self._accept, daemon=True).start()
        return self._heard

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self._heard.append(self._server.accept())

    def __exit__(self, *_: object) -> None:
        self._server.close()


class Watch:
    """The most memory that a process and those below it were seen to use at one time."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(0.3):
            with suppress(psutil.Error):
                own = [self._process, *self._process.children(recursive=True)]
                self._most = max(self._most, sum(one.memory_info().rss for one in own))

    def stop(self) -> int:
        self._ended.set()
        self._thread.join()
        return self._most


def test_hostile_files(tmp_path: Path, subtests: pytest.Subtests) -> None:
    """Every file has its row and a true code; nothing is opened, fetched or left that must not."""
    hostile = read(tmp_path)

    for name, _, expected in FILES:
        with subtests.test("a row and a true code", name=name):
            assert hostile.codes[name] in expected
    for name, kind in UNREADABLE.items():
        with subtests.test("what is no file is not opened", name=name):
            assert hostile.codes[name] == "unreadable"
            assert f"milepael: {name}: unreadable: {kind}" in hostile.said
    for name in ("to\nlinjer.txt", r"r\xe6d.txt", LONG):
        with subtests.test("names of every kind", name=name):
            assert hostile.codes[name] == "no_follow_up_tables"
    with subtests.test("exit status, and a line for every failure and nothing else"):
        failed = {name for name, code in hostile.codes.items() if code != "no_follow_up_tables"}
        lines = [line for line in hostile.said.splitlines() if line.startswith("milepael: ")]
        assert hostile.status == 3
        assert len(hostile.codes) == len(FILES) + len(UNREADABLE) + 3
        assert {line.split(": ")[1] for line in lines} <= failed
        assert "Traceback" not in hostile.said
    with subtests.test("the memory of all processes together"):
        assert 0 < hostile.most_memory < (JOBS * MEMORY_MB + PARENT_MB) * 1024 * 1024
    with subtests.test("nothing is fetched, nobody is left"):
        assert hostile.connections == 0
        assert list(still_running()) == []


def still_running() -> Iterator[psutil.Process]:
    time.sleep(0.2)
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(TOKEN) == str(os.getpid()):
                yield process
