"""Real faults, injected for real: what stands stays whole, and the next run ends in the same bytes.

Each run is a process of its own, as a user starts it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.limits import MEBIBYTE
from pipeline import standing
from pipeline.batch import Workers, read_alone, read_with
from pipeline.options import Options
from pipeline.outcomes import Died
from pipeline.slots import Slot
from pipeline.sources import SourceFile
from pipeline.worker import Task

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults of Linux")

ROUNDS = int(os.environ.get("MILEPAEL_FAULT_ROUNDS", "3"))
REPORT = """# {number}. opfølgning på budget 2024

| 1.0{number} Grønne skoler (drift) | Kort beskrivelse | Tid | Smiley |
|---|---|---|---|
| Milepæl | Plan {number} er lagt | 1. budgetopfølgning 2024 | ☺ |
"""
# Most of a second to read, so that a worker can be met while it reads.
SLOW_HEADING, SLOW_ROW = "# Opfølgning 2024\n\n", "Milepæl\t<p>Plan</p>\tmaj\t☺\n"
SLOW = SLOW_HEADING + SLOW_ROW * 3_000
COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()", "run")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for number in range(1, 7):
        (folder / f"{number}.md").write_text(REPORT.format(number=number), encoding="utf-8")
    (folder / "slow.txt").write_text(SLOW, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run that nothing happened to."""
    output = tmp_path_factory.mktemp("undisturbed") / "out"
    assert finished(started(archive, output)) == (0, "")
    return output


@pytest.fixture(scope="module")
def expected(undisturbed: Path) -> dict[str, bytes]:
    return content(undisturbed)


def started(archive: Path, output: Path, *, room: int | None = None) -> subprocess.Popen[str]:
    """A run under way; with `room`, one whose files may have that many bytes."""
    command = (*COMMAND, str(archive), "-o", str(output), "--quiet", "--jobs", "2")
    limited = () if room is None else ("prlimit", f"--fsize={room}:unlimited")
    return subprocess.Popen(
        (*limited, *command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def finished(run: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit status and what it said."""
    _, said = run.communicate(timeout=60)
    return run.returncode, said


def content(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.relative_to(output).parts[0] not in {".cache", ".lock", "runs"}
    }


def below(pid: int) -> list[int]:
    """Every process that this one started, and those that they started."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in tasks.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *below(child)]
    return found


def reading(pid: int) -> list[int]:
    """The workers among them that are busy, not waiting for work."""
    return [child for child in below(pid) if b"spawn_main" in commandline(child)]


def commandline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def none_alive(pids: list[int]) -> bool:
    return not any(commandline(pid) for pid in pids)


def wait_for(holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def whole(output: Path) -> bool:
    """Whether every Parquet file that readers see can be read."""
    for path in output.glob("[a-z]*/**/*.parquet"):
        pq.read_table(path)
    return True


def moments() -> Iterator[float]:
    chance = random.Random(7)
    for _ in range(ROUNDS):
        yield chance.uniform(0.2, 1.6)


def test_kill_9_at_any_moment(archive: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """Killed again and again, what stands is whole, nobody is left, and the end is the same."""
    output = tmp_path / "out"
    for moment in moments():
        run = started(archive, output)
        time.sleep(moment)
        workers = below(run.pid)
        run.kill()
        finished(run)
        wait_for(partial(none_alive, workers))
        assert whole(output)

    assert finished(started(archive, output))[0] == 0
    assert content(output) == expected
    assert standing.files(output) is not None


@pytest.mark.parametrize("blow", [signal.SIGSEGV, signal.SIGKILL])
def test_a_worker_that_dies_is_replaced(
    archive: Path, expected: dict[str, bytes], tmp_path: Path, blow: signal.Signals
) -> None:
    """A worker struck down while it reads costs nothing: its document is read once more."""
    others = len(list(archive.iterdir())) - 1
    run = started(archive, tmp_path / "out")
    # The slow document alone is left, and somebody has it.
    wait_for(lambda: len(results(tmp_path / "out")) >= others)
    for worker in reading(run.pid):
        with suppress(ProcessLookupError):  # it was done
            os.kill(worker, blow)

    assert finished(run)[0] == 0
    assert content(tmp_path / "out") == expected


def test_a_document_that_kills_every_worker(archive: Path, tmp_path: Path) -> None:
    """Struck down each time, the slow document alone counts as crashed."""
    shutil.copytree(archive, tmp_path / "archive")
    # It takes any machine longer than the blow waits, and starting a worker takes none so long.
    (tmp_path / "archive" / "slow.txt").write_text(SLOW_HEADING + SLOW_ROW * 60_000)
    others = len(list(archive.iterdir())) - 1
    run = started(tmp_path / "archive", tmp_path / "out")
    wait_for(lambda: len(results(tmp_path / "out")) == others)
    while run.poll() is None:
        for worker in [pid for pid in reading(run.pid) if used_seconds(pid) > 1.5]:
            os.kill(worker, signal.SIGSEGV)
        time.sleep(0.05)

    assert finished(run)[0] == 3
    record = json.loads((tmp_path / "out" / "runs" / "000001.json").read_text())
    assert record["failed"] == {"slow.txt": "crashed"}


def results(output: Path) -> list[Path]:
    """What was read of each document so far, whole."""
    return [path for path in output.glob(".cache/??/*") if not path.suffix]


def used_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(
    ("blow", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "term"]
)
def test_a_run_that_is_asked_to_end(
    archive: Path, expected: dict[str, bytes], tmp_path: Path, blow: signal.Signals, status: int
) -> None:
    """It ends at once with its own status, one line and no worker left; the next run goes on."""
    run = started(archive, tmp_path / "out")
    wait_for(lambda: reading(run.pid))
    workers = below(run.pid)

    run.send_signal(blow)

    found, said = finished(run)
    assert found == status
    assert said.strip().splitlines()[-1].startswith("milepael: interrupted")
    assert "Traceback" not in said
    wait_for(partial(none_alive, workers))
    assert finished(started(archive, tmp_path / "out"))[0] == 0
    assert content(tmp_path / "out") == expected


@pytest.mark.parametrize("room", [0, 1_500, 20_000])
def test_no_room_on_the_disk(
    archive: Path, undisturbed: Path, expected: dict[str, bytes], tmp_path: Path, room: int
) -> None:
    """Where files cannot grow, the run says so and fails, and what stood before still stands."""
    folder, output = tmp_path / "in", tmp_path / "out"
    shutil.copytree(archive, folder)
    shutil.copytree(undisturbed, output)
    (folder / "7.md").write_text(REPORT.format(number=7), encoding="utf-8")

    status, said = finished(started(folder, output, room=room))

    assert status == 1
    assert said.startswith("milepael: the run could not finish: ")
    assert len(said.splitlines()) == 1
    assert content(output) == expected
    (folder / "7.md").unlink()
    assert finished(started(folder, output))[0] == 0
    assert content(output) == expected


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with little room, where the system lets us have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(archive: Path, small_disk: Path) -> None:
    """A disk that is full in the middle of a run leaves whole datasets or none."""
    status, said = finished(started(archive, small_disk / "out"))

    assert status == 1
    assert "No space left" in said
    assert whole(small_disk / "out")


@pytest.fixture
def frozen(undisturbed: Path, tmp_path: Path) -> Iterator[Path]:
    """A finished output that nobody may write to, root neither."""
    output = tmp_path / "frozen"
    shutil.copytree(undisturbed, output)
    if os.geteuid() != 0:
        folders = [output, *(path for path in output.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        yield output
        for folder in folders:
            folder.chmod(0o755)
        return
    for asked in (["--bind"], ["-o", "remount,bind,ro"]):
        mounted = subprocess.run(
            ["mount", *asked, str(output), str(output)], capture_output=True, check=False
        )
        if mounted.returncode:
            pytest.skip("nothing may be mounted here")
    yield output
    subprocess.run(["umount", str(output)], check=True)


def test_an_output_that_is_read_only(
    archive: Path, frozen: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    """The run fails by one line, and what stood before still stands."""
    folder = tmp_path / "in"
    shutil.copytree(archive, folder)
    (folder / "7.md").write_text(REPORT.format(number=7), encoding="utf-8")

    status, said = finished(started(folder, frozen))

    assert status == 1
    assert said.startswith("milepael: the run could not finish: ")
    assert len(said.splitlines()) == 1
    assert content(frozen) == expected


def test_two_runs_at_once(archive: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """One of two is refused by a clear word, the other is not disturbed."""
    first = started(archive, tmp_path / "out")
    wait_for(lambda: reading(first.pid))

    second = started(archive, tmp_path / "out")

    status, said = finished(second)
    assert status == 1
    assert "another run" in said
    assert finished(first)[0] == 0
    assert content(tmp_path / "out") == expected


def test_an_output_that_is_no_folder(archive: Path, tmp_path: Path) -> None:
    """A file in the way is an error of one line."""
    (tmp_path / "out").write_text("")

    status, said = finished(started(archive, tmp_path / "out"))

    assert status == 1
    assert len(said.strip().splitlines()) == 1


def report_task(number: int) -> Task:
    data = REPORT.format(number=number).encode()
    key = hashlib.sha256(data).hexdigest()
    return Task(key, len(data), ".md", SourceFile(f"{number}.md"), key, data)


@pytest.mark.parametrize("seconds", [0.0, 1.0], ids=["before it is noticed", "afterwards"])
def test_a_worker_that_dies_between_two_documents_is_replaced(seconds: float) -> None:
    """It has no document that could be read once more; the next one is read by another."""
    slot = Slot(1024 * MEBIBYTE)
    workers = Workers(1)
    try:
        first = read_with(slot, report_task(1), Options(), workers)
        for worker in reading(os.getpid()):
            os.kill(worker, signal.SIGKILL)
        time.sleep(seconds)
        task = report_task(2)
        second = read_with(slot, task, Options(), workers)
        if isinstance(second, Died):
            second = read_alone(task, Options(), workers, death=second)
    finally:
        slot.stop()

    assert isinstance(first, bytes)
    assert isinstance(second, bytes)
