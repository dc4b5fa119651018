"""PDF: a file without its last bytes is read where nothing else is missing."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_pages import ENGINES
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.errors import Damaged
from extractors.formats.pdf import read
from extractors.formats.pdf.trailers import with_trailer
from extractors.limits import Limits


def report() -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    for page in range(3):
        canvas.drawString(72, 700, f"Kajen ved mole {page} er rettet op.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


WHOLE = report()
TRAILER = WHOLE.rindex(b"trailer")
ROOT = WHOLE.rindex(b"/Root")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("end", [TRAILER + 7, TRAILER + 12, ROOT, ROOT + 7, ROOT + 9, -8])
def test_a_file_without_its_last_bytes_is_read(end: int, engine: str) -> None:
    """All that it holds stands before them."""
    found = read(WHOLE[:end], Limits(), engine)

    assert texts(found) == texts(read(WHOLE, Limits(), engine))
    assert found.notices == ()


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[: TRAILER - 20],  # the table is cut
        WHOLE[: WHOLE.rindex(b"endobj") - 40],
        WHOLE[:TRAILER].replace(b" 00000 n", b" 00000 x", 1) + b"trailer",
        WHOLE[: TRAILER + 9] + b"/Encrypt 9 0 R",
        WHOLE[:TRAILER].replace(b"/Catalog", b"/Katalog") + b"trailer",
        WHOLE + WHOLE[:ROOT],
        b"",
    ],
)
def test_where_more_may_be_missing_nothing_is_put_behind_it(data: bytes) -> None:
    assert with_trailer(data) is None


def test_a_file_that_ends_in_its_objects_is_damaged() -> None:
    with pytest.raises(Damaged):
        read(WHOLE[: WHOLE.index(b"/Catalog")], Limits())
