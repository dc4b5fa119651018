"""PDF: a reading guide is read wherever its signs stand beside what they mean."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from drawn_tables import ENGINES
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from set_pages import DUE, XS

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRows

MEANT = (
    ("#00a633", "met", "Milepæl er opfyldt"),
    ("#ffcc00", "partly_met", "Milepælen er delvist opfyldt, men indsatsen er i gang"),
    ("#d91a1a", "not_met", "Milepælen er ikke opfyldt, og indsatsen er stoppet"),
)
ROWS = (
    ("3.01. Havn", "Kort beskrivelse (drift)", "Tid", "Smiley"),
    ("Havnen", "Kajen sættes i stand", "", ""),
    ("Milepæl", "Planen er lagt", DUE, "Nået"),
    ("Økonomi", "Der afsættes 2,4 mio. kr.", "", "Nået"),
)
Entry = Callable[[Canvas, float, str, str], float]  # from a height, in a colour: how high it is


def square(canvas: Canvas, y: float, colour: str, meaning: str) -> float:
    """A filled rectangle level with its meaning."""
    canvas.setFillColor(HexColor(colour))
    canvas.rect(58, y - 10, 14, 10, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawString(80, y - 8, meaning)
    return 13.5


def bulleted_square(canvas: Canvas, y: float, colour: str, meaning: str) -> float:
    """The same behind a bullet, and a colon."""
    canvas.drawString(48, y - 8, "\xb7")
    return square(canvas, y, colour, f": {meaning}")


def high_picture(canvas: Canvas, y: float, colour: str, meaning: str) -> float:
    """A picture of several lines' height behind a bullet; the meaning begins at its foot."""
    picture = ImageReader(Image.new("RGB", (30, 30), colour))
    canvas.drawString(72, y - 8, "\xb7")
    canvas.drawImage(picture, 78, y - 30, 30, 30)
    canvas.drawString(108, y - 30, f": {meaning}")
    return 33.0


def guided(entry: Entry, *, colours: tuple[str, ...] = ()) -> bytes:
    """A report of one item below a guide; in these colours, or in those that it is known by."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(40, 780, "Klitsund Kommune")
    canvas.drawString(40, 760, "Anden opfølgning på Aftale om budget 2024")
    canvas.drawString(40, 740, "Definition af smileys på indsats:")
    y = 730.0
    for number, (colour, _, meaning) in enumerate(MEANT):
        y -= entry(canvas, y, colours[number] if colours else colour, meaning)
    canvas.grid([*XS[:4], 560], [y - 20 - 22 * row for row in range(len(ROWS) + 1)])
    for number, row in enumerate(ROWS):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 4, y - 34 - 22 * number, text)
    canvas.save()
    return stream.getvalue()


def printed(draw: Callable[[Canvas], None]) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def rows_of(data: bytes, engine: str = "pdfium") -> DocumentRows:
    return read_document(data, Source("a.pdf", ("a.pdf",)), Options(engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("entry", [square, bulleted_square, high_picture])
def test_a_mark_beside_a_meaning_is_what_means_it(entry: Entry, engine: str) -> None:
    """Level with it, or at its foot as a line that a picture makes higher is set."""
    legend = rows_of(guided(entry), engine).legend

    assert [(row.status, row.meaning) for row in legend] == [(s, text) for _, s, text in MEANT]
    assert {row.symbol_encoding for row in legend} <= {"vector", "image"}


@pytest.mark.parametrize("engine", ENGINES)
def test_squares_of_one_colour_before_lines_decorate_them(engine: str) -> None:
    """As the bullets of a house style: they tell nothing of what they stand before."""
    data = guided(square, colours=("#00a633",) * 3)
    blocks = read(data, Limits(), engine).blocks
    printed = [block for block in blocks if isinstance(block, Paragraph)]

    assert not any(block.marks for block in printed)
    assert rows_of(data, engine).legend == ()


Key = tuple[str, tuple[str, ...]]  # what leads into it, and its meanings
CHARTS: tuple[Key, ...] = (
    ("Andel af borgernes mål:", ("10 pct. er ikke nået", "90 pct. er nået")),
    ("Mål i sidste år:", ("Nået i 2023", "Ikke nået i 2023", "Delvist nået i 2023")),
    ("Mål i sidste år:", ("Nået", "Ikke nået", "Delvist nået")),
    ("Status for sidste år:", ("Nået", "Ikke nået", "Delvist nået")),
    ("Fordeling af udgifter:", ("Budget 2024", "Forbrug 2024", "Restbudget")),
)


def keyed(key: Key, *, with_legend: bool = False) -> bytes:
    """An item with a green and a red disk below the key of a chart, perhaps below a legend."""

    def draw(canvas: Canvas) -> None:
        y = 800.0
        if with_legend:
            canvas.drawString(40, y, "Status vises sådan:")
            for colour, _, meaning in MEANT:
                y -= 14
                disk(canvas, 46, y + 3, colour)
                canvas.drawString(54, y, meaning)
            y -= 30
        lead, meanings = key
        canvas.drawString(40, y, lead)
        y -= 10
        for (colour, _, _), meaning in zip(MEANT, meanings, strict=False):
            y -= square(canvas, y, colour, meaning)
        canvas.grid([*XS[:4], 560], [y - 20 - 22 * row for row in range(len(ROWS) + 1)])
        for number, row in enumerate(ROWS):
            for x, text in zip(XS, row[:3] if number > 1 else row, strict=False):
                canvas.drawString(x + 4, y - 34 - 22 * number, text)
        for number, (colour, _, _) in enumerate((MEANT[0], MEANT[2])):
            disk(canvas, XS[3] + 12, y - 34 - 22 * (number + 2), colour)

    return printed(draw)


def disk(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.circle(x, y, 3.5, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("key", CHARTS)
def test_the_key_of_a_chart_is_no_legend(key: Key, engine: str) -> None:
    """What it gives a colour for is no status of this follow-up: the colours mean what is usual."""
    rows = rows_of(keyed(key), engine)

    assert rows.legend == ()
    assert [row.status for row in rows.follow_ups] == ["met", "not_met"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_key_of_a_chart_undoes_no_legend(engine: str) -> None:
    """Whatever it says, the legend of the document has said which sign is what."""
    for key in (*CHARTS, ("Farver", ("Ikke nået", "Delvist nået", "Nået"))):
        rows = rows_of(keyed(key, with_legend=True), engine)

        assert [row.meaning for row in rows.legend] == [meaning for _, _, meaning in MEANT]
        assert [row.status for row in rows.follow_ups] == ["met", "not_met"]


def test_more_squares_than_a_legend_has_are_of_a_drawing() -> None:
    """Each before words, and of two colours by turns."""

    def draw(canvas: Canvas) -> None:
        for number in range(14):
            square(canvas, 780 - 14 * number, MEANT[number % 2][0], "Kajen")

    blocks = read(printed(draw), Limits()).blocks

    assert not any(block.marks for block in blocks if isinstance(block, Paragraph))


def guide(canvas: Canvas) -> None:
    """Signs with their meanings beside, and two lists of them."""
    y = 740.0
    for about, meant in (("indsats", MEANT), ("økonomi", (MEANT[0], MEANT[2]))):
        canvas.drawString(40, y, f"Definition af smileys på {about}:")
        for colour, _, meaning in meant:
            y -= 13.5
            canvas.setFillColor(HexColor(colour))
            canvas.circle(53, y + 3, 3, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(68, y, f": {meaning}")
        y -= 13.5


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rows_of_a_guide_are_not_doubted(engine: str) -> None:
    """What leads into its second list stands over both columns, and goes on with nothing."""
    document = read(printed(guide), Limits(), engine)

    assert [notice.code for notice in document.notices] == ["read-by-texts"]


def test_a_guide_is_no_table_that_was_not_read() -> None:
    """Of a document in which nothing else is a table, either."""
    codes = [finding.code for finding in rows_of(printed(guide)).findings]

    assert "looks-like-follow-ups" not in codes
