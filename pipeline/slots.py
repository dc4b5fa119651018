"""A place for one worker process: starts it, gives it a document, watches and kills it.

Each slot has a pebble pool of one. Workers of a larger pool share a channel and its locks, and one
that is killed while it holds a lock would stall the others. Time is measured here, by a clock that
nobody sets.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from time import monotonic
from types import FrameType
from typing import TypeAlias

from pebble import ProcessExpired, ProcessPool

from pipeline import worker
from pipeline.options import Options
from pipeline.outcomes import Died, Failure, Outcome, failure, timed_out
from pipeline.worker import Task

Awaited: TypeAlias = Future[int | bytes]

STARTUP_SECONDS = 60.0  # for a process to be there, on the slowest of machines
_STARTS = 3  # attempts before a machine that starts no process is given up
_NO_EXIT_CODE = 1
_NOT_STARTED = (BrokenProcessPool, RuntimeError, OSError, EOFError)


class NoWorkersError(OSError):
    """No process can be started: the run cannot go on."""


class Slot:
    """One worker at a time; `task` is what it is reading, None while it has nothing to do."""

    def __init__(self, memory: int, *, reserve: int | None = None) -> None:
        self.task: Task | None = None
        self.future: Awaited | None = None  # of what the process was last asked
        self._memory = memory
        self._reserve = reserve or memory
        self._options = Options()
        self._seconds = 0.0
        self._pool: ProcessPool | None = None
        self._pid: int | None = None
        self._most = 0  # bytes that the process was seen to use
        self._deadline = 0.0
        self._failed_starts = 0

    def start(self, task: Task, options: Options, seconds: float) -> None:
        """Give the worker a document; it has `seconds` from when the process is ready."""
        self.task, self._options, self._seconds = task, options, seconds
        if self._pool is not None and not self._pool.active:
            self.stop()  # its worker died with nothing to do, of which a pool breaks
        if self._pool is None:
            self._open()
        elif self._pid is not None:
            self._submit(self._pool, task)

    def poll(self, now: float) -> Outcome | Died | None:
        """What became of the task; None while it is read. Kills what is over a limit."""
        if self.task is None or self.future is None:
            return None
        if self._pid is None:
            self._await_start(self.future, now)
            return None
        if self.future.done():
            return self._finished(self.future)
        self._most = max(self._most, resident(self._pid))
        reason = self._reason_to_end(now)
        return None if reason is None else self._ended(reason)

    def _reason_to_end(self, now: float) -> Failure | Died | None:
        if self._is_broken():
            return Died(_NO_EXIT_CODE, self._most)
        if self._most > self._memory:
            return Died(-signal.SIGKILL, self._most, out_of_memory=True)
        return timed_out(self._seconds) if now > self._deadline else None

    def stop(self) -> None:
        """Kill the worker and everything that it started."""
        pool, pid = self._pool, self._pid
        self._pool = self._pid = self.future = None
        if pid is not None:
            with suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
        if pool is not None:
            pool.stop()
            pool.join()

    def _open(self) -> None:
        self._pool = ProcessPool(
            max_workers=1,
            initializer=worker.prepare,
            initargs=(os.getpid(), self._reserve),
            context=multiprocessing.get_context("spawn"),
        )
        self._most = 0
        self._deadline = monotonic() + STARTUP_SECONDS
        try:
            with _undisturbed():
                self.future = self._pool.schedule(worker.ready)
        except _NOT_STARTED as error:
            self._start_again(error)

    def _await_start(self, ready: Awaited, now: float) -> None:
        """Take note of the process that is ready, and give it what waits."""
        if not ready.done():
            if self._is_broken():
                self._start_again(BrokenProcessPool("the process ended"))
            elif now > self._deadline:
                self._start_again(TimeoutError(f"not ready in {STARTUP_SECONDS:g} seconds"))
            return
        try:
            self._pid = int(ready.result())
        except (ProcessExpired, BrokenProcessPool, OSError, EOFError, MemoryError) as error:
            self._start_again(error)
            return
        self._failed_starts = 0
        assert self._pool is not None
        assert self.task is not None
        self._submit(self._pool, self.task)

    def _start_again(self, error: Exception) -> None:
        self._failed_starts += 1
        self.stop()
        if self._failed_starts >= _STARTS:
            raise NoWorkersError(f"no worker process can be started: {error}") from error
        self._open()

    def _submit(self, pool: ProcessPool, task: Task) -> None:
        self._deadline = monotonic() + self._seconds
        try:
            self.future = pool.schedule(worker.read, (task, self._options))
        except RuntimeError:  # the pool broke at this very moment
            self.stop()
            self._open()

    def _is_broken(self) -> bool:
        """Whether the pool has given up: of what it is asked then it may say nothing any more."""
        return self._pool is not None and not self._pool.active

    def _finished(self, future: Awaited) -> Outcome | Died:
        try:
            found = future.result()
        except ProcessExpired as error:
            return self._ended(Died(error.exitcode or _NO_EXIT_CODE, self._most))
        except BrokenProcessPool:
            return self._ended(Died(_NO_EXIT_CODE, self._most))
        except MemoryError:
            # Whatever was read before may have left too little: alone it has all of it.
            return self._ended(Died(_NO_EXIT_CODE, self._most, out_of_memory=True))
        except Exception as error:  # noqa: BLE001 - whatever a document causes is its outcome
            self.task = None
            return failure(error)
        assert isinstance(found, bytes)
        self.task = None
        return found

    def _ended(self, what: Failure | Died) -> Failure | Died:
        self.stop()
        self.task = None
        return what


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off what the user or the system asks until a process is started.

    One that is started by halves dies with a traceback of its own; and until it has made itself a
    worker, the terminal's Ctrl-C would reach it as well.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted: list[tuple[int, FrameType | None]] = []
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    for one in before:
        signal.signal(one, lambda number, frame: noted.append((number, frame)))
    with suppress(AttributeError):  # Windows has no masks
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        with suppress(AttributeError):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for number, _ in noted:
        signal.raise_signal(number)


def resident(pid: int) -> int:
    """Bytes of memory that a process uses; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as opened:  # noqa: PTH123 - no file
            pages = int(opened.read().split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
