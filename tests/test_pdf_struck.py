"""PDF: text that a line strikes out is read as it stands, and told."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade

from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 232 Td (3,00 mio. kr.) Tj 0 -12 Td (2,25 mio. kr.) Tj ET "
LINES = {
    "over": (b"0.6 w 30 235 m 85 235 l S ", "3,00 mio. kr."),
    "over a word": (b"0.6 w 50 223 m 85 223 l S ", "mio. kr."),
    "filled": (b"30 234.7 55 0.7 re f ", "3,00 mio. kr."),
    "under": (b"0.6 w 30 230.5 m 85 230.5 l S ", None),
    "on the baseline": (b"0.6 w 30 232 m 85 232 l S ", None),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", LINES)
def test_text_that_is_struck_out_is_told(name: str, engine: str) -> None:
    """With where it stands; underlined text is not."""
    line, evidence = LINES[name]

    document = read(handmade(TEXT + line + GRID), Limits(), engine)

    assert cells(document)[0] == ["3,00 mio. kr. 2,25 mio. kr.", ""]
    told = [(one.code, one.severity, one.evidence) for one in document.notices]
    assert told == ([("struck-text", "warning", evidence)] if evidence else [])
    assert all(one.place and one.place.page == 1 for one in document.notices)
