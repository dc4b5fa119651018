"""Documents to workers: each in a process of its own at a time, which may be killed.

Time and memory are limited from outside, since a reader that hangs or runs out of memory cannot
be trusted to notice. What dies is read once more, alone, before it counts as failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from time import monotonic

from extractors.limits import MEBIBYTE
from pipeline import worker
from pipeline.options import Options
from pipeline.outcomes import Died, Outcome, failure, of_death
from pipeline.slots import Slot
from pipeline.worker import Task

TICK = 0.05  # seconds between two looks at what the workers hold
# Without a limit from the user a document has this long, and longer the more there is of it.
LEAST_SECONDS = 60.0
MOST_SECONDS = 600.0
BYTES_A_SECOND = 20_000
# Alone, a process may reserve more than it may use: some readers reserve much and use little.
RESERVE = 3


@dataclass(frozen=True, slots=True)
class Workers:
    """Who reads the documents, and how long and large a reader may get."""

    jobs: int = 0  # processes; 0: this one, without limits or isolation
    timeout: float | None = None  # seconds for one document; None: by its size
    memory: int = 1536 * MEBIBYTE  # bytes for one process
    scheduler: str | None = None  # address of a Dask scheduler

    def seconds(self, task: Task) -> float:
        if self.timeout is not None:
            return self.timeout
        return min(MOST_SECONDS, LEAST_SECONDS + task.size / BYTES_A_SECOND)


def read_all(
    tasks: Sequence[Task], options: Options, workers: Workers
) -> Iterator[tuple[Task, Outcome]]:
    """Every task with its outcome, in the order in which they finish."""
    if workers.scheduler is not None:
        from pipeline.cluster import read_on_cluster

        return read_on_cluster(tasks, options, workers)
    if workers.jobs < 1:
        return ((task, read_here(task, options)) for task in tasks)
    return _read_in_processes(tasks, options, workers)


def read_here(task: Task, options: Options) -> Outcome:
    """The outcome of reading in this process."""
    try:
        return worker.read(task, options)
    except Exception as error:  # noqa: BLE001 - whatever a document causes is its own outcome
        return failure(error)


def read_alone(task: Task, options: Options, workers: Workers, *, death: Died) -> Outcome:
    """The last word on a task whose reader died: read again, with nothing else under way."""
    slot = Slot(workers.memory, reserve=RESERVE * workers.memory)
    try:
        found = read_with(slot, task, options, workers)
    finally:
        slot.stop()
    return found if not isinstance(found, Died) else of_death(found.joined(death), workers.memory)


def read_with(slot: Slot, task: Task, options: Options, workers: Workers) -> Outcome | Died:
    """What became of one task in this slot."""
    slot.start(task, options, workers.seconds(task))
    while True:
        _wait([slot], TICK / 2)
        found = slot.poll(monotonic())
        if found is not None:
            return found


def _read_in_processes(
    tasks: Sequence[Task], options: Options, workers: Workers
) -> Iterator[tuple[Task, Outcome]]:
    # The largest first, so that none of them is still read when all others are done.
    waiting = deque(sorted(tasks, key=lambda task: -task.size))
    dead: list[tuple[Task, Died]] = []
    slots = [Slot(workers.memory) for _ in range(min(workers.jobs, len(tasks)))]
    try:
        while waiting or any(slot.task for slot in slots):
            for slot in slots:
                if slot.task is None and waiting:
                    following = waiting.popleft()
                    slot.start(following, options, workers.seconds(following))
            _wait(slots, TICK)
            for slot in slots:
                task, found = slot.task, slot.poll(monotonic())
                if task is None or found is None:
                    continue
                if isinstance(found, Died):
                    dead.append((task, found))
                else:
                    yield task, found
    finally:
        for slot in slots:
            slot.stop()
    for task, death in dead:
        yield task, read_alone(task, options, workers, death=death)


def _wait(slots: Sequence[Slot], seconds: float) -> None:
    """Until one of them has something, or it is time to look at them all."""
    wait([slot.future for slot in slots if slot.future is not None], seconds, FIRST_COMPLETED)
