"""Writing a file beside the one that stands and swapping it in: a full disk leaves the old one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.swap import exchange, flush_folder

_PREFIX = ".milepael-"


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A path to write `target` at; put in its place when the block ends well, else removed."""
    with _folder(target.parent) as folder:
        new = folder / target.name
        yield new
        _swap(new, target)


@contextmanager
def all_beside(target: Path) -> Iterator[Path]:
    """A folder whose files take their places in `target` together; other files there stay."""
    with _folder(target) as folder:
        yield folder
        for new in sorted(folder.iterdir()):
            _swap(new, target / new.name)


@contextmanager
def _folder(where: Path) -> Iterator[Path]:
    where.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=where))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(f"{target} is a folder, expected a file name")
    flush_folder(new)
    exchange(new, target)
    flush_folder(target.parent)
