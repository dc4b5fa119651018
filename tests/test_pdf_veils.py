"""PDF: comments are no part of a page, but what they hide nobody reads."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "
CELL, RIGHT = b"21 181 199 249", b"201 181 379 249"
LOOK = (
    b"/Type /XObject /Subtype /Form /BBox [0 0 178 68] /Resources << /Font << /F1 5 0 R >> "
    b"/ExtGState << /M << /BM /Multiply >> /H << /ca 0.4 >> >> >>"
)
BLACK = stream(b"0 g 0 0 178 68 re f", LOOK)
FRAME = stream(b"1 0 0 RG 1 w 1 1 176 66 re S 9 42 m 90 42 l S", LOOK)
YELLOW = stream(b"/M gs 1 1 0 rg 0 0 178 68 re f", LOOK)
PALE = stream(b"/H gs 1 1 0 rg 0 0 178 68 re f", LOOK)
CORRECTED = stream(b"1 g 0 0 178 68 re f 0 g BT /F1 10 Tf 9 39 Td (3,25 mio. kr.) Tj ET", LOOK)
KINDS = (b"Square", b"Redact", b"Highlight", b"Circle", b"Ink", b"Polygon", b"Link")


def _comment(kind: bytes, box: bytes = CELL, about: bytes = b"/AP << /N 6 0 R >>") -> bytes:
    start = b"<< /Type /Annot /Subtype /%s /F 4 /Contents (Se bilag) /Rect [%s] " % (kind, box)
    return start + about + b" >>"


def _page(*annotations: bytes, look: bytes = BLACK, field: bytes = BLACK) -> bytes:
    listed = b"/Annots [%s]" % b" ".join(annotations)
    return handmade(TEXT + GRID, page=listed, more={6: look, 7: field})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_comment_hides_is_left_out_and_told(kind: bytes, engine: str) -> None:
    """As text that is painted over on the page itself."""
    document = read(_page(_comment(kind)), Limits(), engine)

    assert first_cell(document).text == ""
    told = [(one.code, one.evidence) for one in document.notices]
    assert told == [("text-laid-over", "page 1"), ("covered-text", "2,25 mio. kr.")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("look", [FRAME, YELLOW, PALE])
@pytest.mark.parametrize("kind", KINDS)
def test_comments_that_text_shows_through_are_left_aside(
    kind: bytes, look: bytes, engine: str
) -> None:
    """Their lines are no rules, and their colours no shading."""
    document = read(_page(_comment(kind), look=look), Limits(), engine)

    assert first_cell(document).text == "2,25 mio. kr."
    assert first_cell(document).all_marks == ()
    assert document.notices == ()


def test_what_is_written_over_hidden_text_is_read() -> None:
    """It is what the page shows."""
    document = read(_page(_comment(b"Square"), look=CORRECTED), Limits())

    assert first_cell(document).text == "3,25 mio. kr."
    assert [one.evidence for one in document.notices] == ["page 1", "2,25 mio. kr."]


def test_a_square_without_a_look_of_its_own_hides_as_viewers_draw_it() -> None:
    """By the colour that it is said to be filled with."""
    document = read(_page(_comment(b"Square", about=b"/C [0 0 0] /IC [0 0 0]")), Limits())

    assert first_cell(document).text == ""


@pytest.mark.parametrize("about", [b"/F 2 /AP << /N 6 0 R >>", b"/F 32 /AP << /N 6 0 R >>"])
def test_comments_that_are_not_shown_hide_nothing(about: bytes) -> None:
    """Nor do icons that viewers draw for notes."""
    square = _comment(b"Square", about=about).replace(b"/F 4 ", b"")

    document = read(_page(square, _comment(b"Text")), Limits())

    assert first_cell(document).text == "2,25 mio. kr."
    assert document.notices == ()


FIELD = (
    b"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (a) /V (9 mio.) /Rect [%s] "
    b"/AP << /N 7 0 R >> >>" % RIGHT
)
FILLED = stream(b"1 0 0 rg BT /F1 10 Tf 9 39 Td (9 mio.) Tj ET", LOOK)
BESIDE_FIELDS = {
    "beside": ((_comment(b"Square"), FIELD), ["", "9 mio."]),
    "under": ((_comment(b"Square", RIGHT), FIELD), ["2,25 mio. kr.", "9 mio."]),
    "over": ((FIELD, _comment(b"Square", RIGHT)), ["2,25 mio. kr.", ""]),
    "several": ((FIELD, _comment(b"Redact"), _comment(b"Square", RIGHT)), ["", ""]),
}


@pytest.mark.parametrize("name", BESIDE_FIELDS)
def test_comments_hide_what_is_filled_in(name: str) -> None:
    """Where they lie over it and not under it."""
    annotations, expected = BESIDE_FIELDS[name]

    document = read(_page(*annotations, field=FILLED), Limits())

    assert [cell and cell.text for cell in document.tables[0].rows[0]] == expected


def test_comments_hide_text_on_turned_pages() -> None:
    """By where they lie on the page as displayed."""
    text = TEXT.replace(b"30 220", b"230 220")
    listed = b"/Rotate 90 /Annots [%s]" % _comment(b"Square", RIGHT)
    data = handmade(text + GRID, page=listed, more={6: BLACK})

    document = read(data, Limits())

    assert [one.code for one in document.notices] == ["text-laid-over", "covered-text"]


def test_comments_over_too_much_of_a_page_are_told() -> None:
    """To draw each by itself takes as long as it is large."""
    text = b"BT /F1 10 Tf 30 2000 Td (2,25 mio. kr.) Tj 1400 -1960 Td (0,75 mio. kr.) Tj ET "
    listed = b" ".join([_comment(b"Square", b"0 0 1500 2100")] * 40)
    about = b"/Annots [%s]" % listed
    data = handmade(text, page=about, size=(1500, 2100), more={6: YELLOW})

    (notice,) = read(data, Limits()).notices

    assert (notice.code, notice.severity) == ("unseen-comments", "warning")
    assert notice.evidence.endswith(" comments")
