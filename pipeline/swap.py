"""Putting a finished file or folder in place of the one that stands, in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def exchange(new: Path, standing: Path) -> None:
    """Put `new` at `standing`; what stood there is gone afterwards.

    One step on Linux (renameat2), so that a reader finds the old or the new. Elsewhere a folder
    is away for the instant between two renames.
    """
    if new.is_file() or not standing.exists():
        new.replace(standing)
        return
    if _exchanged(new, standing):
        shutil.rmtree(new)
        return
    away = new.with_name(new.name + ".old")
    standing.rename(away)
    new.rename(standing)
    shutil.rmtree(away)


def flush_tree(folder: Path) -> None:
    """Bring every file and folder below to the disk, so that a rename never outruns its content."""
    for path in [*folder.rglob("*"), folder]:
        flush_folder(path)


def flush_folder(path: Path) -> None:
    if path.is_dir() and sys.platform == "win32":
        return  # Windows cannot open a folder
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchanged(a: Path, b: Path) -> bool:
    """Swap two paths by renameat2, which the standard library does not offer; False without it."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b))
    if rename(*paths, _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(b))
