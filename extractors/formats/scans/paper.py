"""How large the paper of a scan is: many programs take each pixel of a picture for a point.

A page that is larger than any paper in use is read as one of A4, whose letters, rules and signs
have the sizes that are looked for; its places are put back on the page as it is displayed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractors.document import Notice, Place
from extractors.pages.sheet import Sheet

_LARGEST = 1250.0  # points; A3 is 1191 long
_LONGER = 841.89  # of A4


def enlargement(size: tuple[float, float]) -> float:
    """Points of the page as displayed to one of its paper.

    >>> enlargement((595.0, 842.0)), enlargement((842.0, 1191.0))
    (1.0, 1.0)
    >>> round(enlargement((1654.0, 2339.0)), 3)
    2.778
    """
    longest = max(size)
    return longest / _LONGER if longest > _LARGEST else 1.0


def on_paper(sheet: Sheet, times: float) -> Sheet:
    """The page with its sizes and the places of its text and notices as on paper."""
    return replace(
        sheet,
        width=sheet.width / times,
        height=sheet.height / times,
        glyphs=replace(sheet.glyphs, boxes=sheet.glyphs.boxes / np.float32(times)),
        notices=tuple(_on_paper(notice, times) for notice in sheet.notices),
        enlarged=times,
    )


def _on_paper(notice: Notice, times: float) -> Notice:
    if notice.place is None:
        return notice
    x0, top, x1, bottom = (side / times for side in notice.place[1:])
    return notice._replace(place=Place(notice.place.page, x0, top, x1, bottom))
