"""Pages set in very small or very large type, as if they were printed in the usual size.

Distances on a page are told in points: how thin a rule is, how close the parts of a sign stand. A
report that a program scales to other paper, or whose file counts in other units, has none of them.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from contextlib import closing
from typing import Any, TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

_USUAL = 10.0  # points
# The type of most lines that is read as it is: on the usual paper small print is no sign of another
# scale, and rules are as thick as ever.
_USUAL_PAPER = (700.0, 1050.0)  # points that its longer side has
_ON_USUAL, _ON_OTHER = (5.6, 17.0), (7.4, 12.4)

_Box: TypeAlias = tuple[float, float, float, float]


def times(size: float, paper: float) -> float:
    """How much larger pages are read whose most lines are of that size.

    `paper` is the longer side of most pages.

    >>> times(11.0, 842.0), times(5.0, 421.0), times(7.0, 842.0), times(float("inf"), 842.0)
    (1.0, 2.0, 1.0, 1.0)
    """
    is_usual = _USUAL_PAPER[0] <= paper <= _USUAL_PAPER[1]
    least, most = _ON_USUAL if is_usual else _ON_OTHER
    return 1.0 if least <= size <= most or not 0 < size < float("inf") else _USUAL / size


def enlarged(data: bytes, password: str | None, by: float) -> bytes:
    """The file with all of its pages so many times as large, and with no password.

    A page that cannot be opened stays as it is; one that the file has twice is enlarged once.
    """
    with closing(pdfium.PdfDocument(data, password=password)) as file:
        boxes = list(map(_box, _pages(file)))
        for page, box in zip(_pages(file), boxes, strict=True):
            if box is not None and _box(page) == box:
                _enlarge(page, box, by)
        written = io.BytesIO()
        file.save(written, flags=raw.FPDF_REMOVE_SECURITY)
        return written.getvalue()


def _pages(file: pdfium.PdfDocument) -> Iterator[Any]:
    """Each page while it is open; None for one that cannot be."""
    for number in range(len(file)):
        try:
            page = file[number]
        except pdfium.PdfiumError:
            yield None
            continue
        with closing(page):
            yield page.raw


def _box(page: Any) -> _Box | None:
    """The sides of a page: left, bottom, right, top."""
    box = raw.FS_RECTF()
    if page is None or not raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return None
    return box.left, box.bottom, box.right, box.top


def _enlarge(page: Any, box: _Box, by: float) -> None:
    raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(by, 0, 0, by, 0, 0), None)
    raw.FPDFPage_TransformAnnots(page, by, 0, 0, by, 0, 0)
    sides = [side * by for side in box]
    # Both, as either may come from what stands above the page.
    raw.FPDFPage_SetMediaBox(page, *sides)
    raw.FPDFPage_SetCropBox(page, *sides)
