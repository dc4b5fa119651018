"""What two texts differ in, and what is no difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.changes.wording import comparable, compared, difference

CASES = json.loads((Path(__file__).parent / "cases" / "wordings.json").read_text(encoding="utf-8"))
LONG = 60_000  # letters


@pytest.mark.parametrize(
    ("old", "new", "reworded", "amounts", "told"),
    [case[1:] for case in CASES],
    ids=[c[0] for c in CASES],
)
def test_a_wording(
    old: str | None, new: str | None, reworded: bool, amounts: list[list[str]], told: str | None
) -> None:
    """Whether the words differ, which amounts do, and how it is shown."""
    found = compared(old, new)

    assert found.reworded is reworded
    assert [list(pair) for pair in found.amounts] == amounts
    assert told is None or difference(old, new) == told


@given(st.text())
def test_a_text_is_the_same_as_itself(text: str) -> None:
    """Whatever stands in it, and however its blanks are printed."""
    spread = text.replace(" ", "\n")

    assert not compared(text, text).reworded
    assert comparable(spread) == comparable(text)


@given(st.text(), st.text())
def test_what_differs_differs_both_ways(old: str, new: str) -> None:
    """A change is one from either side."""
    assert compared(old, new).reworded is compared(new, old).reworded


@pytest.mark.parametrize("text", ["- ", "1 ", "\n\n", "* ", "ord ", "2 kr. ", "\ue000-"])
def test_long_texts_take_no_time(text: str) -> None:
    """A text of thirty pages is compared like any other."""
    long = text * (LONG // len(text))

    assert compared(long, f"{long} og et ord").reworded
    assert difference(long, f"{long} og et ord")
