"""What there is to read: the regular files below the inputs, by their names from the root."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: `name` is relative to its input root, with / separators."""

    name: str
    path: Path


class NoSuchInput(Exception):  # noqa: N818 - named for what the user gave
    """An input that does not exist: wrong usage."""


def find_sources(inputs: Sequence[str]) -> tuple[SourceFile, ...]:
    """Every regular file of the inputs, folders recursively, in order of name.

    Links, devices, sockets and pipes are never opened; hidden files are no documents.
    """
    found = [source for given in inputs for source in _below(Path(given))]
    return tuple(sorted(found, key=lambda source: (source.name, str(source.path))))


def _below(given: Path) -> Iterator[SourceFile]:
    if given.is_file():
        yield SourceFile(given.name, given)
        return
    if not given.is_dir():
        raise NoSuchInput(f"{str(given)!r} is no file or folder")
    for folder, names, files in os.walk(given):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield SourceFile(path.relative_to(given).as_posix(), path)
