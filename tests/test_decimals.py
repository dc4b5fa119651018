"""Numbers are rounded fast to what `round` makes of them, to the last bit."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.pages.decimals import hundredth, tenth, tenths

NUMBERS = st.floats(-2000, 2000) | st.floats(-2000, 2000, width=32)
# Halves of the last place, which floats can only come near to.
HALVES = st.integers(-200_000, 200_000).map(lambda number: number / 1000 + 0.005)


def _bits(value: float) -> tuple[float, float]:
    return value, math.copysign(1, value)


@given(NUMBERS | HALVES | st.floats(allow_nan=False))
def test_hundredths_are_those_of_round(value: float) -> None:
    """Of any number, however large, and with the sign of zero."""
    assert _bits(hundredth(value)) == _bits(round(value, 2))


@given(st.lists(st.floats(0, 2000) | HALVES.map(abs)))
def test_tenths_are_those_of_round(values: list[float]) -> None:
    """One by one and all at once."""
    expected = [round(value, 1) for value in values]

    assert tenths(np.array(values, np.float64)) == expected
    assert [tenth(value) for value in values] == expected


def test_what_is_no_number_stays_none() -> None:
    """A page with senseless coordinates is still read."""
    assert math.isnan(hundredth(math.nan))
    assert hundredth(math.inf) == math.inf
