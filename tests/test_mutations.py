"""Samples damaged by chance: each has its row, and nothing happens that nobody foresaw."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from mutations import mutated

from extractors.limits import MEBIBYTE
from klitsund.documents import FOLDER
from pipeline.batch import Workers
from pipeline.options import Options
from pipeline.run import run

MUTATIONS = int(os.environ.get("MILEPAEL_MUTATIONS", "120"))
PARTS = 2  # so that several processes may share the work
LIKELY = {"ok", "no_follow_up_tables", "damaged", "not-a-document", "encrypted", "too-large"}


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_by_chance(tmp_path: Path, part: int) -> None:
    """A row for every file, by a code that its damage explains; most can still be told or read."""
    samples = {path.name: path.read_bytes() for path in FOLDER.glob("klitsund-202*")}
    (tmp_path / "in").mkdir()
    for seed in range(part, MUTATIONS, PARTS):
        name, data = mutated(samples, seed)
        (tmp_path / "in" / f"{seed:04}-{name}").write_bytes(data)

    found = run([str(tmp_path / "in")], tmp_path / "out", Options(), Workers(1, 60, 768 * MEBIBYTE))

    names = {name for row in found.documents for name in row.sources}
    assert names == {path.name for path in (tmp_path / "in").iterdir()}
    odd = {row.source: row.error_message for row in found.failed if row.error_code not in LIKELY}
    assert odd == {}
    codes = Counter(row.error_code or row.outcome for row in found.documents)
    assert codes["ok"] > codes["damaged"] > 0
