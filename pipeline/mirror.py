"""An output that is elsewhere: worked on in a folder of this machine, then put in its place.

A store of objects knows no swap. Every file there is the old or the new one, never a part; the
manifest is put last, so that what it lists is there, and what it does not list is taken away then.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from pipeline.dataset import DATAPACKAGE, MANIFEST
from pipeline.sources import FileSystem, file_system

_NOT_PUT = (".lock", ".building")  # of this machine only
_LAST = (DATAPACKAGE, MANIFEST)


def is_elsewhere(output: str) -> bool:
    return "://" in output


def working(output: str, *, unchanged: bool = False) -> AbstractContextManager[Path]:
    """Where a command works: the output itself, or what stands for it on this machine."""
    if is_elsewhere(output):
        return mirrored(output, unchanged=unchanged)
    return nullcontext(Path(output))


@contextmanager
def mirrored(url: str, *, unchanged: bool = False) -> Iterator[Path]:
    """A folder with what stands at the URL; what it holds in the end is put there, if wanted.

    Where the run does not finish, what was read is put there all the same, so that the next one
    goes on from it. Raises OSError where the store cannot be reached or written.
    """
    fs, root = file_system(url)
    with tempfile.TemporaryDirectory(prefix="milepael-") as folder:
        output = Path(folder)
        with _in_its_own_words(url):
            before = _fetched(fs, root, output)
        try:
            yield output
        finally:
            if not unchanged:
                with _in_its_own_words(url):
                    _put(fs, root, output, before)


def _fetched(fs: FileSystem, root: str, output: Path) -> dict[str, str]:
    """The digest of every file that stands there, by its path below the root."""
    fs.invalidate_cache()
    found = {}
    for path in fs.find(root) if fs.exists(root) else ():
        relative = path.removeprefix(root).strip("/")
        local = output / relative
        local.parent.mkdir(parents=True, exist_ok=True)
        fs.get_file(path, str(local))
        found[relative] = _digest(local)
    return found


def _put(fs: FileSystem, root: str, output: Path, before: dict[str, str]) -> None:
    now = {
        path.relative_to(output).as_posix(): path
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.relative_to(output).parts[0] not in _NOT_PUT
    }
    for name in sorted(now, key=lambda name: (name in _LAST, name == MANIFEST, name)):
        if before.get(name) != _digest(now[name]):
            target = f"{root}/{name}"
            fs.makedirs(target.rpartition("/")[0], exist_ok=True)
            fs.put_file(str(now[name]), target)
    for name in before.keys() - now.keys():
        fs.rm_file(f"{root}/{name}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def _in_its_own_words(url: str) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # stores have errors of their own making
        raise OSError(f"{url}: {error}") from error
