"""PDF: an accent that is printed over a letter is one letter with it, in whatever order."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade
from hostile_pdfs import stream
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.formats.pdf import read
from extractors.limits import Limits

WIDTHS = [*(stringWidth(chr(code), "Times-Roman", 1000) for code in range(32, 127)), 0, 333, 333]
FONT = (
    b"<< /Type /Font /Subtype /TrueType /BaseFont /Klitsund /FirstChar 32 /LastChar 129 "
    b"/Widths [%s] /FontDescriptor << /Type /FontDescriptor /FontName /Klitsund /Flags 34 "
    b"/FontBBox [0 -200 1000 900] /Ascent 800 /Descent -200 /CapHeight 660 /StemV 80 "
    b"/ItalicAngle 0 >> /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding "
    b"/Differences [128 /ring 129 /acute] >> /ToUnicode 6 0 R >>"
    % " ".join(map("{:.0f}".format, WIDTHS)).encode()
)
MAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    b"1 begincodespacerange <00> <FF> endcodespacerange\n"
    b"2 beginbfchar <80> <%s> <81> <%s> endbfchar\n"
    b"1 beginbfrange <20> <7A> <0020> endbfrange\nendcmap end end"
)
# The ring is 333 wide and "a" 444: each as far back as it stands over the other.
PRINTED = {
    "before": b"[(H) -55 (\x80) 388 (a) (vn er id) -55 (\x81) 388 (e) (en)]",
    "behind": b"[(Ha) 388 (\x80) -55 (vn er ide) 388 (\x81) -55 (en)]",
}


def page(text: bytes, ring: bytes, acute: bytes) -> bytes:
    content = b"BT /F1 10 Tf 30 220 Td %s TJ ET " % text + GRID
    return handmade(content, font=FONT, more={6: stream(MAP % (ring, acute))})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("order", PRINTED)
@pytest.mark.parametrize(
    "told", [(b"030A", b"0301"), (b"02DA", b"00B4"), (b"00B0", b"00B4")], ids=str
)
def test_an_accent_over_a_letter_is_one_with_it(
    told: tuple[bytes, bytes], order: str, engine: str
) -> None:
    """Whether the file tells one that combines or one that is a sign."""
    document = read(page(PRINTED[order], *told), Limits(), engine)

    assert cells(document)[0] == ["Håvn er idéen", ""]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_beside_letters_stays_one(engine: str) -> None:
    """As degrees, and an accent for an apostrophe."""
    document = read(page(b"[(20 \x80C, 5\x80 og a\x81s)]", b"00B0", b"00B4"), Limits(), engine)

    assert cells(document)[0] == ["20 °C, 5° og a´s", ""]


BESIDE = {
    "A´ og B´": b"[(A) 170 (\x81 og B\x81)]",
    "Lars´s": b"[(Lars\x81) 200 (s)]",
    "a°C": b"[(a) 150 (\x80C)]",
    "´i dag´": b"[(\x81) 220 (i dag\x81)]",
    "n´": b"[(n) 416 (\x81)]",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", BESIDE)
def test_a_sign_that_is_not_amid_a_letter_is_left_as_it_is(text: str, engine: str) -> None:
    """And so is one over a letter that Danish and its neighbours print without."""
    document = read(page(BESIDE[text], b"00B0", b"00B4"), Limits(), engine)

    assert cells(document)[0] == [text, ""]


WORDS = {
    "Århus": b"[(A) 527 (\x80) -195 (rhus)]",
    "Øst og Ást": b"[(\xd8st og A) 527 (\x81) -195 (st)]",
    "af Århus": b"[(af ) -195 (\x80) 527 (Arhus)]",
    "caféer er": b"[(caf) -55 (\x81) 388 (eer er)]",
    "en idé, en å": b"[(en id) -55 (\x81) 388 (e, en a) 388 (\x80)]",
    "idé er": b"[(ide) 388 (\x81) -55 ( er)]",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("told", [(b"030A", b"0301"), (b"00B0", b"00B4")], ids=str)
@pytest.mark.parametrize("text", WORDS)
def test_an_accent_neither_tears_a_word_nor_joins_two(
    text: str, told: tuple[bytes, bytes], engine: str
) -> None:
    document = read(page(WORDS[text], *told), Limits(), engine)

    assert cells(document)[0] == [text, ""]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_accent_with_no_letter_is_read(engine: str) -> None:
    document = read(page(b"[(\x80) -900 (Havn)]", b"030A", b"0301"), Limits(), engine)

    assert cells(document)[0] == ["\u030a Havn", ""]


SAID = b"/Span << /ActualText <FEFF2714FE0F> >> BDC BT /F1 10 Tf 30 220 Td (\x80) Tj ET EMC "
EMOJI = {
    "by its font": page(b"[(\x80)]", b"2714FE0F", b"0301"),
    "by its place": handmade(SAID + GRID, font=FONT, more={6: stream(MAP % (b"2714", b"0301"))}),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", EMOJI)
def test_a_check_that_is_told_as_an_emoji_is_one_sign(way: str, engine: str) -> None:
    """Its second character says how it is shown, and prints nothing."""
    document = read(EMOJI[way], Limits(), engine)

    assert cells(document)[0] == ["✔", ""]
    (mark,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    assert (mark.kind, mark.value) == ("character", "✔")
