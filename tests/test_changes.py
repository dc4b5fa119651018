"""What became of a promise: every planted change is found, and nothing that is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from klitsund.documents import FOLDER
from pipeline import dataset
from pipeline.assemble.reports import Source, read_document
from pipeline.changes import told
from pipeline.changes.comparison import Change, changes, linked_pairs
from pipeline.changes.links import links
from pipeline.options import Options

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FORMATS = ("docx", "pdf")


def items(path: Path) -> tuple[told.Item, ...]:
    rows = read_document(path.read_bytes(), Source(path.name, (path.name,)), Options())
    return told.items(dataset.parts(rows), rows.documents[0].document_id)


def compared(
    earlier: tuple[told.Item, ...], later: tuple[told.Item, ...]
) -> Iterator[tuple[str | None, Change]]:
    """Every change between linked items, with the later number."""
    for pair in linked_pairs(links(earlier, later)):
        for change in changes(pair):
            yield pair.later.number, change


@pytest.mark.parametrize("name", ["klitsund-2024-2", "klitsund-2024-3", "klitsund-2025-1"])
def test_a_report_in_two_formats_has_no_changes(name: str) -> None:
    """What differs between a PDF and its Word file is extraction, and no change."""
    versions = [items(FOLDER / f"{name}.{suffix}") for suffix in FORMATS]

    for earlier, later in permutations(versions, 2):
        assert len(links(earlier, later)) == len(earlier) == len(later)
        assert list(compared(earlier, later)) == []


@pytest.mark.parametrize("name", ["tredje-opfolgning-2017", "kapitel-4-billeder"])
def test_a_published_report_in_its_formats_has_no_changes(name: str) -> None:
    """A long report as text, Word file and PDF, each against each."""
    paths = [path for path in sorted(CORPUS.glob(f"{name}.*")) if path.suffix != ".json"]
    if not paths:
        pytest.skip("the corpus is not here")
    versions = [items(path) for path in paths]

    for earlier, later in permutations(versions, 2):
        assert len(links(earlier, later)) == len(earlier) == len(later)
        assert list(compared(earlier, later)) == []
