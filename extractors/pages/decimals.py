"""Numbers rounded as `round` does, in a tenth of its time where they have many digits.

`round` writes a number out to find its digits. Times ten or a hundred and rounded to a whole
number it is the same, unless it lies so near the middle between two that the product may be wrong.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_NEAR = 1e-6  # of a half: far more than a product may be wrong by, up to ...
_LARGEST = 1e8


def hundredth(value: float) -> float:
    """`round(value, 2)`.

    >>> hundredth(2.675), hundredth(-0.001), hundredth(841.88999)
    (2.67, -0.0, 841.89)
    """
    plain = float(value)
    product = 100.0 * plain
    if not 1 < abs(product) < _LARGEST:
        return round(plain, 2)
    whole = round(product)
    return round(plain, 2) if abs(abs(product - whole) - 0.5) < _NEAR else whole / 100


@lru_cache(maxsize=4096)
def tenth(value: float) -> float:
    """`round(value, 1)`, of which a document has few: sizes of letters."""
    return round(value, 1)


def tenths(values: NDArray[np.float64]) -> list[float]:
    """`round(value, 1)` of each, below a million and not negative."""
    products = 10.0 * values
    found: list[float] = (np.rint(products) / 10).tolist()
    near = np.abs(products - np.floor(products) - 0.5) < _NEAR
    for index in near.nonzero()[0].tolist():
        found[index] = round(float(values[index]), 1)
    return found
