"""What there is to read: the files below the inputs, by their names from the root.

An input is a file, a folder (recursive), a zip archive or an fsspec URL. Only regular files are
opened: a pipe, device or socket could block or answer for ever, and a link leads anywhere.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, TypeAlias

from pipeline import schema

FileSystem: TypeAlias = Any  # fsspec publishes no types

# Names that hold no documents, and why; everything else is read, whatever it is called.
LITTER: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda name: name.startswith(".") and name.strip(".") != "", "hidden"),
    (lambda name: name.startswith("~$"), "lock file of Word"),
    (lambda name: name in {"Thumbs.db", "desktop.ini"}, "file of Windows"),
    (lambda name: name in {"__pycache__", "__MACOSX"}, "folder of a program"),
)
# What shows that results were written here, maybe among the documents, and all that then is one.
_OUTPUT = frozenset({"datapackage.json", "manifest.json", "documents"})
_WRITTEN = _OUTPUT | {table.name for table in schema.tables()} | {"runs"}
# What zipfile raises for archives that are broken, encrypted or of an unknown method.
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError)
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class NoSuchInput(Exception):  # noqa: N818 - named for what the user gave
    """An input that does not exist: wrong usage."""


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to read: `name` is relative to its input root, with / separators."""

    name: str
    location: str = ""  # a path, or a URL that fsspec opens
    remote: bool = False
    member: int | None = None  # its number in the zip archive at `location`

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file, opened only if it still is a regular one; raises OSError."""
        opening: AbstractContextManager[IO[bytes]]
        if self.remote:
            opening = _opened_url(self.location)
        elif self.member is None:
            opening = _open_regular(os.fsencode(self.location))
        else:
            opening = _opened_member(self.location, self.member)
        with opening as opened:
            yield opened


@dataclass(frozen=True, slots=True, order=True)
class Refused:
    """What stands below the inputs and is not opened."""

    name: str
    reason: str


@dataclass(slots=True)
class Found:
    """Everything below the inputs: what to read, what cannot be opened, what is no document."""

    sources: list[SourceFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: list[Refused] = field(default_factory=list)


def find_sources(inputs: Sequence[str]) -> Found:
    """Every file of the inputs, in order of name; raises NoSuchInput."""
    found = Found()
    for given in inputs:
        if "://" in given or "::" in given:
            _find_url(given, found)
        else:
            _find_path(given, found)
    found.sources.sort()
    found.refused.sort()
    found.left_out.sort()
    return found


def printable(name: str) -> str:
    r"""A name as text: bytes that are not UTF-8 stand as \xNN.

    >>> printable("plan\udce6.pdf")
    'plan\\xe6.pdf'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _find_path(given: str, found: Found) -> None:
    """A root may be reached by a link, since the user named it; nothing below it may."""
    try:
        mode = os.stat(given).st_mode  # noqa: PTH116 - names that are no UTF-8 stay as they are
    except (OSError, ValueError) as error:
        raise NoSuchInput(f"{given!r} is no file or folder") from error
    if stat.S_ISDIR(mode):
        _walk(given, "", found)
    elif stat.S_ISREG(mode) and given.lower().endswith(".zip"):
        _find_members(given, found)
    else:
        _add(printable(Path(given).name), os.path.realpath(given), mode, found)


def _walk(folder: str, prefix: str, found: Found) -> None:
    # Iterative, since a hostile tree may be deeper than the interpreter's stack.
    waiting = [(folder, prefix)]
    while waiting:
        path, start = waiting.pop()
        try:
            with os.scandir(path) as entries:
                inside = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            reason = f"the folder cannot be read: {error.strerror}"
            found.refused.append(Refused(start or printable(path), reason))
            continue
        written = _WRITTEN if {entry.name for entry in inside} >= _OUTPUT else frozenset()
        for entry in inside:
            name = start + printable(entry.name)
            litter = "written by milepael" if entry.name in written else _litter(entry.name)
            if litter is not None:
                found.left_out.append(Refused(name, litter))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, name + "/"))
            else:
                _add_entry(entry, name, found)


def _add_entry(entry: os.DirEntry[str], name: str, found: Found) -> None:
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        found.refused.append(Refused(name, f"cannot be examined: {error.strerror}"))
        return
    _add(name, entry.path, mode, found)


def _add(name: str, location: str, mode: int, found: Found) -> None:
    if stat.S_ISREG(mode):
        found.sources.append(SourceFile(name, location))
        return
    kind = next((word for holds, word in _KINDS if holds(mode)), "no regular file")
    found.refused.append(Refused(name, f"{kind}, which is never opened"))


def _litter(name: str) -> str | None:
    return next((reason for matches, reason in LITTER if matches(name)), None)


def _open_regular(path: bytes) -> IO[bytes]:
    # What was a file when the folder was listed may be a pipe by now: it must not block.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError("no regular file any more")


def _find_members(given: str, found: Found) -> None:
    """The files of a zip archive, which is never unpacked to disk."""
    location = os.path.realpath(given)
    try:
        with _opened_archive(location) as archive:
            members = archive.infolist()
    except OSError as error:
        found.refused.append(Refused(printable(Path(given).name), str(error)))
        return
    for number, member in enumerate(members):
        if member.is_dir():
            continue
        name = printable(member.filename)
        reason = next(filter(None, map(_litter, PurePosixPath(name).parts)), None)
        if reason is not None:
            found.left_out.append(Refused(name, reason))
        else:
            found.sources.append(SourceFile(name, location, member=number))


@contextmanager
def _opened_archive(location: str) -> Iterator[zipfile.ZipFile]:
    try:
        with _open_regular(os.fsencode(location)) as opened, zipfile.ZipFile(opened) as archive:
            yield archive
    except _ZIP_ERRORS as error:
        raise OSError(f"the archive cannot be read: {error}") from error


@contextmanager
def _opened_member(location: str, number: int) -> Iterator[IO[bytes]]:
    with _opened_archive(location) as archive:
        members = archive.infolist()
        if number >= len(members):
            raise OSError("the archive has changed")
        with archive.open(members[number]) as member:
            yield member


def _find_url(given: str, found: Found) -> None:
    fs, root = file_system(given)
    try:
        files: list[str] = fs.find(root)
    except FileNotFoundError as error:
        raise NoSuchInput(f"{given!r} is no file or folder") from error
    except OSError:
        raise
    except Exception as error:  # stores have errors of their own making
        raise OSError(f"{given} cannot be listed: {error}") from error
    if not files and not (fs.exists(root) if root else True):
        raise NoSuchInput(f"{given!r} is no file or folder")
    for path in sorted(files):
        _add_remote(fs, given, (root, path), found)


def _add_remote(fs: FileSystem, given: str, at: tuple[str, str], found: Found) -> None:
    root, path = at
    inside = path.removeprefix(root).strip("/") or PurePosixPath(path).name
    name = printable(inside)
    reason = next(filter(None, map(_litter, PurePosixPath(inside).parts)), None)
    if reason is not None:
        found.left_out.append(Refused(name, reason))
        return
    outer = given.partition("::")[2]
    location = f"zip://{path}::{outer}" if given.startswith("zip:") else fs.unstrip_protocol(path)
    found.sources.append(SourceFile(name, location, remote=True))


def file_system(url: str) -> tuple[FileSystem, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise NoSuchInput(f"{url!r} needs an extra: pip install 'milepael[s3]' or [zip]") from error
    try:
        fs, root = url_to_fs(url)
    except (ImportError, ValueError, FileNotFoundError) as error:
        raise NoSuchInput(f"{url!r} cannot be opened: {error}") from error
    return fs, root


@contextmanager
def _opened_url(url: str) -> Iterator[IO[bytes]]:
    try:
        fs, path = file_system(url)
        with fs.open(path, "rb") as opened:
            yield opened
    except OSError:
        raise
    except Exception as error:  # stores have errors of their own making
        raise OSError(f"{url}: {error}") from error
