"""One run at a time on one output; the lock goes with the process that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

NAME = ".lock"


class OutputInUseError(OSError):
    """Another run writes to the output."""


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """The output, ours alone; raises OutputInUseError at once where it is another's."""
    output.mkdir(parents=True, exist_ok=True)
    with (output / NAME).open("a+", encoding="ascii") as opened:
        if not _take(opened):
            opened.seek(0)
            holder = opened.read(20).strip() or "unknown"
            raise OutputInUseError(f"another run (process {holder}) is writing to {output}")
        opened.truncate(0)
        opened.write(str(os.getpid()))
        opened.flush()
        yield


def _take(opened: IO[str]) -> bool:
    """Whether the lock is ours; on a file system that knows no locks nobody is kept out."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        with suppress(OSError):
            opened.seek(0)
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            return True
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
