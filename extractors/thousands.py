"""Records and flags of which a page has hundreds and a document thousands, made and asked fast."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

_Record = TypeVar("_Record", bound=tuple[Any, ...])


def made(kind: type[_Record], *columns: Iterable[object]) -> list[_Record]:
    """Named tuples with these columns as fields, as many as the shortest has entries.

    To call the kind for each takes four times as long.

    >>> from typing import NamedTuple
    >>> Point = NamedTuple("Point", [("x", int), ("y", int)])
    >>> made(Point, (1, 2), repeat(0))
    [Point(x=1, y=0), Point(x=2, y=0)]
    """
    rows = map(tuple.__new__, repeat(kind), zip(*columns, strict=False))
    return cast("list[_Record]", list(rows))


def is_any(flags: NDArray[np.bool_]) -> bool:
    """`flags.any()`, in a fifth of the time where there are few."""
    return b"\x01" in flags.tobytes()
