"""PDF: a picture behind all of a page that has its text makes it no scan."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn_pages import page
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

LINES = tuple(f"Linje {number} om havnen og dens gamle moler." for number in range(1, 9))


def colours() -> np.ndarray[Any, Any]:
    """A run of pale colours."""
    down = np.linspace(210, 250, 60)[:, None, None]
    across = np.linspace(230, 250, 80)[None, :, None]
    return np.asarray((down + across) / 2 * np.ones(3), np.uint8)


def letters() -> np.ndarray[Any, Any]:
    """Paper with a line of marks as high and as close as letters are."""
    paper = np.full((300, 400, 3), 250, np.uint8)
    paper[200:208, 40:200:4] = 40
    return paper


def codes(picture: np.ndarray[Any, Any], lines: tuple[str, ...], mode: int = 0) -> set[str]:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, 400, 300)
        text = canvas.beginText(40, 260)
        text.setTextRenderMode(mode)
        text.textLines("\n".join(lines))
        canvas.drawText(text)

    document = read(page(draw), Limits())
    if not {notice.code for notice in document.notices} & {"scanned-page", "unread-page"}:
        found = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
        assert found.split() == " ".join(lines).split()
    return {notice.code for notice in document.notices}


def test_a_picture_behind_a_page_of_text_makes_it_no_scan() -> None:
    assert not codes(colours(), LINES) & {"scanned-page", "unread-page"}


@pytest.mark.parametrize(
    ("picture", "lines", "mode"),
    [
        (letters(), LINES, 0),  # filled in, or stamped
        (colours(), LINES[:1], 0),  # what is printed may be a stamp
        (colours(), LINES, 3),  # nobody sees the text
    ],
)
def test_what_may_be_a_scan_is_read_as_one(
    picture: np.ndarray[Any, Any], lines: tuple[str, ...], mode: int
) -> None:
    assert codes(picture, lines, mode) & {"scanned-page", "unread-page"}
