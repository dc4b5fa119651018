"""PDF: a sign of which the file says that it is a blank is printed, and so is a mark."""

from __future__ import annotations

import re

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.document import UNMAPPED
from extractors.formats.pdf import read
from extractors.limits import Limits

# Every letter but "k" by its own character.
FONT = (
    b"<< /Type /Font /Subtype /TrueType /BaseFont /Klit /FirstChar 32 /LastChar 126 "
    b"/Widths [250 %s] /ToUnicode 6 0 R /Encoding /WinAnsiEncoding >>" % (b"500 " * 94)
)

# The same as wide as its letters are.
KNOWN = FONT.replace(b"/Klit", b"/Arial").replace(b"250", b"278").replace(b"500", b"556")


def _page(
    text: bytes, told: bytes = b"0020", more: bytes = b"", page: bytes = b"", font: bytes = FONT
) -> bytes:
    codes = [(code, b"%04X" % code) for code in range(0x20, 0x7F) if code != ord("k")]
    pairs = b" ".join(b"<%02X> <%s>" % pair for pair in [*codes, (ord("k"), told)])
    table = b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar %s endbfchar" % (
        len(codes) + 1,
        pairs,
    )
    content = GRID + b"BT /F1 10 Tf %s 30 220 Td (%s) Tj ET" % (more, text)
    return handmade(content, font=font, page=page, more={6: stream(table)})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("told", [b"0020", b"00A0", b"2003", b"0009", b"00200020"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"Havnen er k ryddet", f"Havnen er {UNMAPPED} ryddet"),
        (b"Havnenk ryddet", f"Havnen{UNMAPPED} ryddet"),
        (b"Havnen kkk ryddet", f"Havnen {UNMAPPED} ryddet"),
        (b"k Havnen", f"{UNMAPPED} Havnen"),
        (b"Havnen k", f"Havnen {UNMAPPED}"),
    ],
)
def test_a_sign_that_is_said_to_be_a_blank_is_seen(
    text: bytes, expected: str, told: bytes, engine: str
) -> None:
    """Within a text, before it and behind it."""
    cell = first_cell(read(_page(text, told), Limits(), engine))

    found = re.sub(f"{UNMAPPED}+", UNMAPPED, cell.text)
    assert found.replace(" ", "") == expected.replace(" ", "")
    before, wanted = (told.split(UNMAPPED, maxsplit=1)[0].strip() for told in (found, expected))
    assert before == wanted
    assert {mark.kind for mark in cell.all_marks} == {"character"}


@pytest.mark.parametrize("told", [b"0020", b"00A0", b"00AD", b"200B"])
@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"1.k50.000", f"1.{UNMAPPED}50.000"),
        (b"kt mio.", f"{UNMAPPED}t mio."),
        (b"1.kk5.000", f"1.{UNMAPPED}5.000"),
        (b"er k50.000", f"er {UNMAPPED}50.000"),
        (b"5,k mio.", f"5,{UNMAPPED} mio."),
        (b"5,kk mio.", f"5,{UNMAPPED} mio."),
        (b"kk,k mio.", f"{UNMAPPED},{UNMAPPED} mio."),
    ],
)
def test_a_figure_that_is_said_to_be_a_blank_is_unknown(
    text: bytes, expected: str, turn: int, told: bytes
) -> None:
    """Else what stands around it is a smaller number."""
    data = _page(text, told, page=b"/Rotate %d" % turn, font=KNOWN)

    rows = read(data, Limits()).tables[0].rows
    found = next(cell.text for row in rows for cell in row if cell and cell.text)
    assert re.sub(f"{UNMAPPED}+", UNMAPPED, found) == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("told", [b"0020", b"00A0", b"00AD", b"200B"])
def test_either_engine_knows_of_a_figure_that_is_said_to_be_a_blank(
    told: bytes, engine: str
) -> None:
    cell = first_cell(read(_page(b"1.k50.000", told), Limits(), engine))

    assert cell.text == f"1.{UNMAPPED}50.000"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_figure_at_a_line_end_that_is_said_to_be_a_soft_hyphen_is_unknown(engine: str) -> None:
    """As a hyphen it would join the lines."""
    below = b"budget 201k) Tj 0 -12 Td (og senere"

    cell = first_cell(read(_page(below, b"00AD"), Limits(), engine))

    assert cell.text == f"budget 201{UNMAPPED} og senere"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("more", [b"", b"9 Tw", b"2 Tc", b"150 Tz"])
@pytest.mark.parametrize("text", [b"Havnen   ryddet   ", b"   Havnen ryddet", b"Havnen ryddet "])
def test_blanks_alone_are_no_signs(text: bytes, more: bytes, engine: str) -> None:
    """However many stand in a row, and however far they are stretched."""
    cell = first_cell(read(_page(text, more=more), Limits(), engine))

    assert cell.text == "Havnen ryddet"
    assert cell.all_marks == ()


def test_what_another_text_prints_in_the_gap_is_no_sign() -> None:
    """As the number that is filled into a line."""
    number = b" ET BT /F1 10 Tf 62 220 Td (7) Tj ET BT /F1 10 Tf 1 0 0 1"

    cell = first_cell(read(_page(b"Havnen      bro", more=number), Limits()))

    assert cell.all_marks == ()
    assert sorted(cell.text.replace(" ", "")) == sorted("Havnen7bro")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_signs_are_seen_on_turned_pages(turn: int) -> None:
    """Also where the text is read as it lies."""
    data = _page(b"Havnen er k ryddet", page=b"/Rotate %d" % turn)

    marks = [
        mark.kind
        for row in read(data, Limits()).tables[0].rows
        for cell in row
        if cell
        for mark in cell.all_marks
    ]
    assert marks == ["character"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_that_nobody_sees_is_none(engine: str) -> None:
    """As one that is painted over; and the letters beside it are told."""
    document = read(_page(b"Havnen er k ryddet", more=b"3 Tr"), Limits(), engine)

    assert UNMAPPED not in first_cell(document).text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_glyph_of_which_nothing_is_said_is_not_lost(engine: str) -> None:
    """One engine knows it by the font's own table, the other only that there is one."""
    cell = first_cell(read(_page(b"Havnen er k ryddet", b""), Limits(), engine))

    assert cell.text in ("Havnen er k ryddet", f"Havnen er {UNMAPPED} ryddet")


def test_a_gap_into_which_the_lines_above_and_below_reach_holds_no_sign() -> None:
    """Wide blanks of justified text, in lines set so close that their letters nearly touch."""
    lines = (b"Gaagaden paa pynten", b"er \xc5ben og gaar \xc5gbygade", b"\xd8g \xc5ge")
    shown = b"".join(b"30 0 Td (%s) Tj -30 -9 Td " % text for text in lines)
    content = GRID + b"BT /F1 10 Tf 9 Tw 0 225 Td %s ET" % shown

    cell = first_cell(read(handmade(content), Limits()))

    assert UNMAPPED not in cell.text
