"""Results kept by what they depend on: a document's bytes, the software, the configuration."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Container, Iterator
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline.options import Options, software_version
from pipeline.parts import Parts
from pipeline.results import DamagedResult, decoded

FOLDER = ".cache"
OURS = ("pipeline", "extractors", "normalizers")
# What else decides what is read from a document.
READERS = (
    *("pypdfium2", "pdfplumber", "pdfminer.six", "python-docx", "lxml", "pillow", "numpy"),
    "opencv-python-headless",
)
_DATA = (".py", ".toml", ".csv", ".json")


class Cache:
    """A folder of results, each under its key; only whole ones are ever found there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, key: str) -> bool:
        return self._path(key).is_file()

    def load(self, key: str, tables: Container[str] | None = None) -> Parts | None:
        """The result, or some tables of it; None where there is none or it is damaged."""
        try:
            return decoded(self._path(key).read_bytes(), tables)
        except FileNotFoundError:
            return None
        except (DamagedResult, ValueError, KeyError):
            return None

    def store(self, key: str, result: bytes) -> None:
        """Keep a result; raises OSError where the disk does not take it."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(f".{os.getpid()}")
        try:
            written.write_bytes(result)
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)
            raise

    def prune(self, kept: Container[str]) -> None:
        """Forget every result but these, and what was left half written."""
        for path in self._folder.glob("??/*"):
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def result_key(content: str, suffix: str, options: Options) -> str:
    """The key of what is read from bytes; their name's suffix tells a report from an error page."""
    return _digest(content, suffix, configuration(options))


def failure_key(key: str, timeout: float, memory: int, password: str | None) -> str:
    """The key of a failure that a higher limit or another password might have spared."""
    return _digest(key, timeout, memory, password)


def configuration(options: Options) -> str:
    """Everything but the bytes that decides a result, as one hash.

    A password does not: what it opens is the same bytes, and stands where it is not given again.
    """
    decisive = replace(options, limits=replace(options.limits, password=None))
    return _digest(software(), json.dumps(asdict(decisive), sort_keys=True))


@cache
def software() -> str:
    """Version and content of this software, and versions of the libraries that read for it.

    The content counts, so that nobody who changes a rule is answered from before the change.
    """
    found = hashlib.sha256(software_version().encode())
    for package in OURS:
        for name, data in _contents(files(package), package):
            found.update(f"{name}:{len(data)}:".encode() + data)
    for reader, installed in libraries().items():
        found.update(f"{reader}={installed};".encode())
    # What failed for want of it is tried again once it is there.
    found.update(f"tesseract={shutil.which('tesseract') is not None};".encode())
    return found.hexdigest()


def libraries() -> dict[str, str]:
    """The version of every library that reads for this software."""
    return {reader: _version(reader) for reader in READERS}


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inside = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _contents(entry, inside)
        elif entry.name.endswith(_DATA):
            yield inside, entry.read_bytes()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()
