"""Kept results: found again by what they depend on, never half, never for something else."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from extractors.limits import Limits
from pipeline import results
from pipeline.assemble.reports import Source, read_document
from pipeline.cache import Cache, failure_key, result_key
from pipeline.options import Options

TEXT = "# Opfølgning på budget 2024\n\nMilepæl\tPlan\tmaj\t☺\n".encode()
KEY = "ab" * 32


def result(data: bytes = TEXT) -> bytes:
    return results.encoded(
        read_document(data, Source("document.txt", ("document.txt",)), Options())
    )


def test_a_result_comes_back_as_it_was(tmp_path: Path) -> None:
    """What is loaded are the rows that were read, under the names of now."""
    cache = Cache(tmp_path)

    cache.store(KEY, result())

    parts = cache.load(KEY)
    assert parts is not None
    (row,) = results.document_rows(results.named(parts, ("a/b.txt", "c.txt")))
    read = read_document(TEXT, Source("a/b.txt", ("a/b.txt", "c.txt")), Options()).documents[0]
    assert row == read


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of the moment or the process is in a result."""
    assert result() == result()


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "other"])
def test_a_damaged_result_is_none(tmp_path: Path, spoil: str) -> None:
    """A result that is not whole is read anew."""
    data = result()
    spoilt = {
        "cut": data[:-1],
        "flip": data[:200] + bytes((data[200] ^ 1,)) + data[201:],
        "empty": b"",
        "other": b"PK" + data,
    }[spoil]
    cache = Cache(tmp_path)

    cache.store(KEY, spoilt)

    assert cache.load(KEY) is None
    assert cache.load("cd" * 32) is None


def test_a_key_changes_with_everything_that_decides_a_result() -> None:
    """Bytes, suffix, options: one of them different is another result."""
    options = (
        Options(),
        Options(engine="pdfplumber"),
        Options(limits=Limits(pages=10)),
    )
    keys = [result_key("aa", ".pdf", one) for one in options]
    keys += [result_key("ab", ".pdf", options[0]), result_key("aa", ".txt", options[0])]
    limits = ((60, 1, None), (61, 1, None), (60, 2, None), (60, 1, "hemmelig"))
    keys += [failure_key(keys[0], *one) for one in limits]

    assert len(set(keys)) == len(keys)
    assert result_key("aa", ".pdf", Options()) == keys[0]
    assert result_key("aa", ".pdf", Options(limits=Limits(password="hemmelig"))) == keys[0]
    assert "hemmelig" not in "".join(keys)


def test_pruning_keeps_only_what_is_named(tmp_path: Path) -> None:
    """What no plan needs is gone, half written results too."""
    cache = Cache(tmp_path)
    for key in (KEY, "ab" + "c" * 62, "cd" * 32):
        cache.store(key, result())
    (tmp_path / "ab" / f"{KEY}.123").write_bytes(b"half")

    cache.prune({KEY})

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [KEY]


def test_a_result_is_of_its_own_software_only() -> None:
    """A result with other columns than the declared ones is damaged, not misread."""
    rows = read_document(TEXT, Source("a", ("a",)), Options())
    renamed = results.encoded(dataclasses.replace(rows)).replace(b"file_name", b"fool_name")

    with pytest.raises(results.DamagedResult):
        results.decoded(renamed)
