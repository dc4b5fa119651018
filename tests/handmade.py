"""A page of a PDF written by hand: operators that no library of ours would write."""

from __future__ import annotations

from collections.abc import Mapping

from hostile_pdfs import pdf, stream

TIMES = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
# Two rows of two cells, the upper left one from (20, 180) to (200, 250).
GRID = b"0 G 20 130 360 120 re S 20 180 m 380 180 l S 200 130 m 200 250 l S\n"
# The letters "f" and "i" in one glyph of the code 37, and two of "f" in that of 39.
TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    b"1 begincodespacerange <00> <FF> endcodespacerange\n"
    b"3 beginbfchar <25> <00660069> <26> <0061030A> <27> <00660066> endbfchar\n"
    b"1 beginbfrange <30> <7A> <0030> endbfrange\nendcmap end end"
)


def handmade(
    content: bytes,
    *,
    font: bytes = TIMES,
    fonts: bytes = b"/Font << /F1 5 0 R >>",
    resources: bytes = b"",
    page: bytes = b"",
    catalog: bytes = b"",
    size: tuple[int, int] = (400, 300),
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """One page of that content with the font /F1; further objects have numbers from 6."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
            b"/Resources << %s %s >> %s >>" % (*size, fonts, resources, page),
            4: stream(content),
            5: font,
            **(more or {}),
        }
    )
