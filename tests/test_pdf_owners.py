"""PDF: which text object each character belongs to, asked of one character in several."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from drawn_pages import page
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import calls
from extractors.formats.pdf.codes import TURNING, any_of, are, kinds_of
from extractors.formats.pdf.owners import all_owners, owners

WORDS = ("Milepæl", "a", "b", "Der er indgået en aftale om driften af hallen.", "1.200", "§")


def _words(canvas: Canvas) -> None:
    """Texts of a letter and of many, some on one line, with gaps that no blank fills."""
    for row in range(12):
        at = 20.0
        for number in range(6):
            text = WORDS[(row * 5 + number * number) % len(WORDS)]
            canvas.drawString(at, 270 - 20 * row, text)
            at += canvas.stringWidth(text, "Helvetica", 10) + (0, 0, 14)[number % 3]


def _lines(canvas: Canvas) -> None:
    """Lines of one object each, but for a few."""
    for row in range(12):
        canvas.drawString(20, 270 - 20 * row, WORDS[3])
        if row % 5 == 2:
            canvas.drawString(300, 270 - 20 * row, WORDS[row % 3])


def _letters(canvas: Canvas) -> None:
    for number, letter in enumerate("Opfølgning på budget"):
        canvas.drawString(20 + 9 * number, 200, letter)


@contextmanager
def _text(data: bytes) -> Iterator[tuple[Any, int]]:
    with closing(pdfium.PdfDocument(data)) as file:
        opened = ctypes.c_void_p(calls.load_page(ctypes.cast(file.raw, ctypes.c_void_p), 0))
        text = ctypes.c_void_p(calls.load_text(opened))
        try:
            yield text, calls.count_chars(text)
        finally:
            calls.close_text(text)
            calls.close_page(opened)


@pytest.mark.parametrize("draw", [_words, _lines, _letters])
def test_asking_few_characters_tells_of_all(draw: Any) -> None:
    """Also where the last ones are beyond the limit of a page."""
    with _text(page(draw)) as (text, count):
        codes = calls.numbers(calls.unicode_of, text, range(count)).astype(np.uint32)
        for first in (0, 1, 2, 7, 8, 9, count - 1, count):
            assert owners(text, codes[:first]).tolist() == all_owners(text, first).tolist()


def test_scripts_from_right_to_left_are_told_from_those_that_are_not() -> None:
    """In their lines pdfium puts characters into the order of reading."""
    danish = np.array([ord(letter) for letter in "Budget – 5 mio. kr. ☺ \uf04a"], np.uint32)
    hebrew = np.array([ord(letter) for letter in "Budget \u05d1"], np.uint32)

    assert not any_of(kinds_of(danish)) & TURNING
    assert are(TURNING, kinds_of(hebrew)).tolist() == [False] * 7 + [True]
