"""`milepael changes` prints what the tables say."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from click.testing import CliRunner, Result

from pipeline.changes.stories import WEIGHTS
from pipeline.cli import milepael
from pipeline.schema import table


def called(output: Path, *options: str) -> Result:
    return CliRunner().invoke(milepael, ["changes", str(output), *options])


def test_every_change_is_printed_once(samples_output: Path) -> None:
    """With --all, as many as the table has rows."""
    told = json.loads(called(samples_output, "--all", "--json").output)

    kinds = [change["kind"] for story in told for change in story["changes"]]
    rows = ds.dataset(samples_output / "changes", partitioning="hive").to_table()
    assert sorted(kinds) == sorted(rows["kind"].to_pylist())


def test_a_rewording_shows_both_texts(samples_output: Path) -> None:
    """Word by word, with its pages."""
    told = called(samples_output, "--item", "3.02", "--kind", "milestone_reworded").output

    assert "== klitsund-2024-2.pdf -> klitsund-2024-3.pdf" in told
    assert "milestone_reworded, row 3 (page 7 -> 8)" in told
    assert "[-1.200-] {+Alle 2.150+} lamper er skiftet." in told


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--kind", "item_dropped"], 1),
        (["--kind", "item_dropped", "--kind", "item_added"], 2),
        (["--item", "affald", "--kind", "item_retitled"], 1),
        (["--municipality", "Klitsund", "--year", "2025", "--kind", "item_new"], 4),
        (["--municipality", "Nowhere"], 0),
    ],
)
def test_changes_are_asked_for(samples_output: Path, options: list[str], count: int) -> None:
    """By kind, by words of the heading, by municipality and year."""
    told = called(samples_output, *options).output.splitlines()

    assert told[-1] == f"{count} changes in {count} items"


def test_what_cannot_be_asked_for_is_said(samples_output: Path, tmp_path: Path) -> None:
    """An unknown kind names those there are; a folder without an output is none."""
    unknown, empty = called(samples_output, "--kind", "rumour"), called(tmp_path)

    assert (unknown.exit_code, empty.exit_code) == (2, 1)
    assert "'rumour' is none of item_dropped" in unknown.output
    assert "no finished output" in empty.output


def test_every_kind_has_a_weight() -> None:
    """None of the schema's kinds is forgotten in the order of what is told first."""
    kinds = next(one.values for one in table("changes").columns if one.name == "kind")

    assert set(kinds) == set(WEIGHTS)
