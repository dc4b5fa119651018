"""The same work on an existing Dask cluster: the same function, isolated inside each worker."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline import worker
from pipeline.options import Options
from pipeline.outcomes import Died, Failure, Outcome, failure, said
from pipeline.slots import NoWorkersError, Slot
from pipeline.worker import Task

if TYPE_CHECKING:
    from distributed import Client, Future

    from pipeline.batch import Workers

CONNECT_SECONDS = 30
# Documents under way at a time, per thread of the cluster: enough that none waits for the next,
# few enough that the parent's memory stays flat.
AHEAD = 3
# A machine may vanish under a document as often as this; the document itself cannot take it down.
RETRIES = 5

# The process that a cluster's thread reads with, kept from document to document.
_THREAD = threading.local()


def read_on_cluster(
    tasks: Sequence[Task], options: Options, workers: Workers
) -> Iterator[tuple[Task, Outcome]]:
    """Every task with its outcome; raises OSError where there is no cluster."""
    from distributed import Client

    try:
        client = Client(workers.scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoWorkersError(f"no scheduler at {workers.scheduler}: {said(error)}") from error
    with client:
        yield from _read(client, tasks, options, workers)


def read_isolated(task: Task, options: Options, workers: Workers) -> Outcome:
    """The outcome of one document, read in a process of its own below a cluster's worker."""
    from pipeline.batch import read_alone, read_with

    slot: Slot | None = getattr(_THREAD, "slot", None)
    if slot is None:
        slot = _THREAD.slot = Slot(workers.memory)
    with _children_allowed():
        found = read_with(slot, task, options, workers)
        return read_alone(task, options, workers, death=found) if isinstance(found, Died) else found


def _read(
    client: Client, tasks: Sequence[Task], options: Options, workers: Workers
) -> Iterator[tuple[Task, Outcome]]:
    from distributed import as_completed

    waiting = iter(tasks)
    under_way: dict[object, Task] = {}
    done = as_completed(loop=client.loop)
    room = AHEAD * max(1, sum(client.nthreads().values()))
    while True:
        for task in waiting:
            sent = _shipped(task, options)
            if isinstance(sent, Failure):
                yield task, sent
                continue
            future = client.submit(
                read_isolated, sent, options, workers, retries=RETRIES, pure=False
            )
            under_way[future.key] = task
            done.add(future)
            if len(under_way) >= room:
                break
        if not under_way:
            return
        finished = next(done)
        yield under_way.pop(finished.key), _outcome(finished)


def _shipped(task: Task, options: Options) -> Task | Failure:
    """The task with its bytes, where a machine elsewhere could not open its source."""
    if task.source.remote:
        return task
    try:
        return replace(task, data=worker.content(task, options))
    except Exception as error:  # noqa: BLE001 - a source that is gone is its document's outcome
        return failure(error)


def _outcome(future: Future[Outcome]) -> Outcome:
    try:
        found: Outcome = future.result()
    except Exception as error:  # noqa: BLE001 - the cluster gave this document up
        return Failure("crashed", f"the cluster gave up: {said(error)}", kept=False)
    return found


@contextmanager
def _children_allowed() -> Iterator[None]:
    """Dask runs its workers as daemons, which may have no children unless told otherwise."""
    config = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
    daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            config["daemon"] = daemon
