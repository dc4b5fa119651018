"""Pictures made comparable: the product of two is their correlation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def normal(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """One row of values around their mean, of length 1; all 0 where they are equal."""
    about = values.reshape(-1) - values.mean()
    size = float(np.linalg.norm(about))
    return np.asarray(about / size if size else about)
