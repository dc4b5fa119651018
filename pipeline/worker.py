"""What happens in a process that reads documents: it may be killed at any moment.

Nothing heavy is imported at the top: limits are set before the libraries that reserve memory.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass

from extractors.errors import TooLarge
from pipeline import without
from pipeline.options import Options
from pipeline.sources import SourceFile

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Task:
    """One distinct content to read."""

    content: str  # SHA-256 of the bytes, hex
    size: int
    suffix: str  # of its first name, lower case
    source: SourceFile
    key: str  # under which its result is kept
    data: bytes | None = None  # where the reading process may not reach the source


class SourceChanged(Exception):  # noqa: N818 - named for what happened
    """The bytes are not those that were found when the run began."""


def prepare(parent: int, memory: int) -> None:
    """Make this process a worker: bound to its parent, limited, deaf to the terminal."""
    os.environ.update(without.ENVIRONMENT)
    # In a group of its own, so that Ctrl-C is the parent's and a kill reaches what it started.
    with suppress(AttributeError, OSError):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(AttributeError):  # what the parent held back while this process began
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    without.imports("pandas")
    # Loaded now, so that a document's time is its own.
    import pipeline.assemble.reports
    import pipeline.results  # noqa: F401

    _limit(memory)


def ready() -> int:
    """The process that is ready to read."""
    return os.getpid()


def read(task: Task, options: Options) -> bytes:
    """The encoded result of one document; raises what `content` raises, or MemoryError."""
    from pipeline.assemble.reports import Source, read_document
    from pipeline.results import encoded

    # Kept results know no names, which are given when datasets are built.
    name = f"document{task.suffix}"
    rows = read_document(content(task, options), Source(name, (name,)), options)
    _give_back()
    return encoded(rows)


def content(task: Task, options: Options) -> bytes:
    """The bytes that are to be read; raises TooLarge, SourceChanged or OSError."""
    if task.size > options.limits.file_bytes:
        raise TooLarge(f"{task.size} bytes, most {options.limits.file_bytes}")
    if task.data is not None:
        return task.data
    with task.source.open() as opened:
        # Never more than is expected: room for all that is asked is taken before a byte is read.
        data = opened.read(task.size + 1)
    if hashlib.sha256(data).hexdigest() != task.content:
        raise SourceChanged(f"{task.source.name} changed while the run was under way")
    return data


def _give_back() -> None:
    """Let the system have what was freed: a long document leaves 20 MB, in pieces."""
    with suppress(AttributeError, OSError):  # of glibc only
        ctypes.CDLL(None).malloc_trim(0)


def _limit(memory: int) -> None:
    """Let the process grow to `memory` bytes, and leave no core file when it is killed."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reserved = _reserved()
    if memory and reserved is not None:
        with suppress(ValueError, OSError):  # a lower limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (reserved + memory,) * 2)


def _reserved() -> int | None:
    """Address space that libraries hold without using it; None where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as opened:  # noqa: PTH123 - no file
            size, resident = map(int, opened.read().split()[:2])
    except OSError:
        return None
    return (size - resident) * os.sysconf("SC_PAGE_SIZE")
