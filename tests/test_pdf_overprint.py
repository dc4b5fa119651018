"""PDF: texts printed over one another are read, and told: nobody can say which one is meant."""

from __future__ import annotations

from collections import Counter

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, handmade

from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "
# What is printed at (x, 220) besides, and what is told: where it begins, and the text.
OVER = {
    "another figure": (30, "9", 30, "9"),
    "another amount": (30, "2,75 mio. kr.", 30, "2,75 mio. kr."),
    "another amount beside": (34, "2,75 mio. kr.", 34, "2,75 mio. kr."),
    "a longer text": (28, "Opgivet i juni", 30, "2,25 mio. kr."),
}
BESIDE = {
    "the same": (30, b"2,25 mio. kr."),
    "the same, moved": (30.3, b"2,25 mio. kr."),
    "a rule of signs": (30, b"____________"),
    "an accent": (30, b"\xb4"),
    "a cross": (30, b"/"),
    "a text that goes on": (88, b" pr. halvdel"),
    "a text whose cell is small": (80, b"Havnen er ryddet"),
}


def _page(x: float, text: bytes, matrix: bytes = b"1 0 0 1 0 0") -> bytes:
    over = b"BT /F1 10 Tf %.1f 220 Td (%s) Tj ET " % (x, text)
    return handmade(b"q %s cm " % matrix + TEXT + over + GRID + b"Q")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", OVER)
def test_texts_on_one_spot_are_told(name: str, engine: str) -> None:
    """With where they stand."""
    x, text, begins, evidence = OVER[name]

    document = read(_page(x, text.encode()), Limits(), engine)

    (notice,) = document.notices
    assert (notice.code, notice.evidence) == ("overprinted-text", evidence)
    assert notice.place is not None
    assert notice.place.x0 == pytest.approx(begins)
    assert (notice.place.top, notice.place.bottom) == pytest.approx((72.2, 82.2))
    assert Counter(first_cell(document).text.replace(" ", "")) == Counter(
        (text + "2,25 mio. kr.").replace(" ", "")
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", BESIDE)
def test_texts_that_only_touch_are_not_told(name: str, engine: str) -> None:
    """Nor what is printed twice, or on purpose."""
    x, text = BESIDE[name]

    document = read(_page(x, text), Limits(), engine)

    assert [one.code for one in document.notices if one.code == "overprinted-text"] == []


def test_texts_on_one_spot_are_told_where_they_run_upwards() -> None:
    """The place is that of the page."""
    document = read(_page(30, b"9", b"0 1 -1 0 300 0"), Limits())

    assert [one.code for one in document.notices] == ["overprinted-text"]
