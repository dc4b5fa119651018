"""Pages set in very small or very large type, as if they were printed in the usual size.

Distances on a page are told in points: how thin a rule is, how close the parts of a sign stand. A
report that a program scales to other paper, or whose file counts in other units, has none of them.
"""

from __future__ import annotations

import ctypes
import io
from contextlib import closing
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

_USUAL = 10.0  # points
_SMALLEST, _LARGEST = 7.4, 12.4  # of the type of most lines, that is read as it is


def times(size: float) -> float:
    """How much larger pages are read whose most lines are of that size.

    >>> times(11.0), times(5.0), times(float("inf"))
    (1.0, 2.0, 1.0)
    """
    is_usual = _SMALLEST <= size <= _LARGEST or not 0 < size < float("inf")
    return 1.0 if is_usual else _USUAL / size


def enlarged(data: bytes, password: str | None, by: float) -> bytes:
    """The file with all of its pages so many times as large, and with no password."""
    with closing(pdfium.PdfDocument(data, password=password)) as file:
        for number in range(len(file)):
            with closing(file[number]) as page:
                _enlarge(page.raw, by)
        written = io.BytesIO()
        file.save(written, flags=raw.FPDF_REMOVE_SECURITY)
        return written.getvalue()


def _enlarge(page: Any, by: float) -> None:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(by, 0, 0, by, 0, 0), None)
    raw.FPDFPage_TransformAnnots(page, by, 0, 0, by, 0, 0)
    sides = [side * by for side in (box.left, box.bottom, box.right, box.top)]
    # Both, as either may come from what stands above the page.
    raw.FPDFPage_SetMediaBox(page, *sides)
    raw.FPDFPage_SetCropBox(page, *sides)
