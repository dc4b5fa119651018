"""Inputs: what is found, what is never opened, and names of every kind."""

from __future__ import annotations

import os
import socket
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.sources import NoSuchInput, SourceFile, find_sources, printable

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(*inputs: Path | str) -> list[str]:
    return [source.name for source in find_sources([str(given) for given in inputs]).sources]


def content(source: SourceFile) -> bytes:
    with source.open() as opened:
        return opened.read()


def test_folders_are_walked_and_names_are_relative(tmp_path: Path) -> None:
    """Names have / between their parts and start at the input, in order of name."""
    for name in ("b.txt", "a/c.txt", "a/a/d.txt"):
        write(tmp_path / name)

    assert names(tmp_path) == ["a/a/d.txt", "a/c.txt", "b.txt"]
    assert names(tmp_path / "a" / "c.txt") == ["c.txt"]


def test_litter_is_left_out_with_a_reason(tmp_path: Path) -> None:
    """What is no document by its name is said to be left out."""
    for name in (".DS_Store", "~$plan.docx", "a/.git/x", "a/Thumbs.db", "a/plan.docx"):
        write(tmp_path / name)

    found = find_sources([str(tmp_path)])

    assert [source.name for source in found.sources] == ["a/plan.docx"]
    assert [one.name for one in found.left_out] == [
        ".DS_Store",
        "a/.git",
        "a/Thumbs.db",
        "~$plan.docx",
    ]


@UNIX
def test_special_files_are_refused_and_links_never_followed(tmp_path: Path) -> None:
    """Pipes, sockets, devices and links are named with what they are; loops end."""
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "file.pdf").symlink_to(write(tmp_path / "real.txt"))
    with socket.socket(socket.AF_UNIX) as listening:
        where = os.open(tmp_path, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{where}/socket.pdf")
        os.close(where)

    found = find_sources([str(tmp_path), "/dev/null"])

    assert [source.name for source in found.sources] == ["real.txt"]
    assert [(one.name, one.reason.split(",")[0]) for one in found.refused] == [
        ("file.pdf", "a symbolic link"),
        ("loop", "a symbolic link"),
        ("null", "a device"),
        ("pipe.pdf", "a named pipe"),
        ("socket.pdf", "a socket"),
    ]


def test_results_among_the_documents_are_no_documents(tmp_path: Path) -> None:
    """A second run on a folder that the first one wrote into reads what the first one read."""
    for folder in (tmp_path, tmp_path / "output"):
        for name in ("a.txt", "datapackage.json", "manifest.json", "documents/part.parquet"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write(folder / name)

    found = find_sources([str(tmp_path)])

    assert [source.name for source in found.sources] == ["a.txt", "output/a.txt"]
    assert {one.reason for one in found.left_out} == {"written by milepael"}


@UNIX
def test_a_file_that_becomes_a_pipe_does_not_block(tmp_path: Path) -> None:
    """What was a file when it was found is not opened as anything else."""
    path = write(tmp_path / "a.txt")
    (source,) = find_sources([str(tmp_path)]).sources
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(OSError, match="no regular file"):
        content(source)


@UNIX
@pytest.mark.parametrize(
    "name", [b"r\xe6d.txt", b"to\nlinjer.txt", b"x" * 251 + b".txt", "blåbær.txt".encode(), b" "]
)
def test_names_of_every_kind(tmp_path: Path, name: bytes) -> None:
    """A file is found, named and read whatever bytes it is called by."""
    (tmp_path / os.fsdecode(name)).write_text("indhold")

    (source,) = find_sources([str(tmp_path)]).sources

    assert source.name == name.decode("utf-8", "backslashreplace")
    assert source.name.encode()
    assert content(source) == b"indhold"


@UNIX
def test_a_folder_deeper_than_any_path(tmp_path: Path) -> None:
    """A tree too deep for the system is reported, and the rest is found."""
    write(tmp_path / "a.txt")
    where = os.open(tmp_path, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("d" * 100, dir_fd=where)
        inner = os.open("d" * 100, os.O_RDONLY, dir_fd=where)
        os.close(where)
        where = inner
    os.close(where)

    found = find_sources([str(tmp_path)])

    assert [source.name for source in found.sources] == ["a.txt"]
    assert ["cannot be" in one.reason for one in found.refused] == [True]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_an_unreadable_folder_is_reported(tmp_path: Path) -> None:
    """A folder that may not be read is refused by name."""
    write(tmp_path / "shut" / "a.txt").parent.chmod(0)
    try:
        found = find_sources([str(tmp_path)])
    finally:
        (tmp_path / "shut").chmod(0o700)

    assert [one.name for one in found.refused] == ["shut/"]


@pytest.mark.parametrize("given", ["nowhere", "nowhere.zip", "zip://*::nowhere.zip", "un://known"])
def test_no_such_input(tmp_path: Path, given: str) -> None:
    """An input that does not exist is the user's mistake."""
    with pytest.raises(NoSuchInput):
        find_sources([given if "::" in given or "://" in given else str(tmp_path / given)])


def test_zip_archives_are_read_in_place(tmp_path: Path) -> None:
    """An archive's files are documents, whatever paths they claim; nothing is unpacked."""
    with zipfile.ZipFile(tmp_path / "arkiv.zip", "w") as archive:
        archive.writestr("2024/a.txt", "et")
        archive.writestr("../../uden for.txt", "to")
        archive.writestr("__MACOSX/x", "")
        archive.mkdir("tom")

    sources = find_sources([str(tmp_path / "arkiv.zip")]).sources

    assert {source.name: content(source) for source in sources} == {
        "2024/a.txt": b"et",
        "../../uden for.txt": b"to",
    }
    assert [path.name for path in tmp_path.rglob("*")] == ["arkiv.zip"]


def test_a_broken_zip_archive_is_refused(tmp_path: Path) -> None:
    """An archive that cannot be opened is reported like a file."""
    found = find_sources([str(write(tmp_path / "a.zip", "PK but no more"))])

    assert [one.name for one in found.refused] == ["a.zip"]


def test_a_zip_url(tmp_path: Path) -> None:
    """fsspec's URLs reach into an archive too."""
    with zipfile.ZipFile(tmp_path / "arkiv.zip", "w") as archive:
        archive.writestr("2024/a.txt", "et")
        archive.writestr("2025/b.txt", "to")

    sources = find_sources([f"zip://2025::file://{tmp_path}/arkiv.zip"]).sources

    assert {source.name: content(source) for source in sources} == {"b.txt": b"to"}


def test_printable_keeps_what_is_text() -> None:
    """Only bytes that are no UTF-8 are written out."""
    assert printable("blåbær\n\udcff") == "blåbær\n\\xff"
