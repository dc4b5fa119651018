"""PDF: rows that stand as close as the lines of their cells, with no rule between them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import cycle

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Notice
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60, 130, 290, 380)
HEADING = (("Indsats",), ("Milepæl",), ("Frist",))
ROWS = (
    (("Havnen",), ("Molen er sikret mod storm og", "højvande fra alle sider."), ("1. maj 2024",)),
    (("Skolen",), ("Taget er lagt, og alle vinduer er", "sat i til vinteren."), ("2. juni 2024",)),
    (("Broen",), ("Den er åben for alle, der vil", "gå eller cykle over åen."), ("3. juli 2024",)),
)
FIRST = (("Indsats",), ("Beskrivelse",), ("Tid",), ("Status",))
# One row of several texts in two of its columns.
SINGLE = (
    (("Havnen",), ("Molen er sikret.", "Broen er åben."), ("1. maj 2024.", "2. juni 2024.")),
    (("Skolen",), ("Taget er lagt.",), ("3. juli 2024.",)),
    (("Vejen",), ("Den er bred nok til to biler.",), ("4. august 2024 eller senere.",)),
)


def printed(
    rows: Sequence[Sequence[Sequence[str]]],
    *,
    apart: float = 0.0,
    drawn: str = "",
    head: str = "Helvetica-Bold",
) -> bytes:
    """A table whose rows stand so much further apart than lines; "posts" part columns alone."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    y = 700.0
    ys = [y + LEADING]
    for number, row in enumerate((HEADING, *rows)):
        canvas.setFont("Helvetica" if number else head, SIZE)
        for x, lines in zip(XS, row, strict=False):
            for below, line in enumerate(lines):
                canvas.drawString(x + 4, y - LEADING * below, line)
        y -= LEADING * max(map(len, row)) + apart
        ys.append(y + LEADING - 3)
    if drawn == "grid":
        canvas.grid(list(XS), ys)
    if drawn == "posts":
        canvas.lines([(x, ys[0], x, ys[-1]) for x in XS])
        canvas.lines([(XS[0], y, XS[-1], y) for y in (ys[0], ys[-1])])
    canvas.save()
    return stream.getvalue()


def told(document: Document) -> list[Notice]:
    return [notice for notice in document.notices if notice.code == "unparted-rows"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("drawn", ["", "posts"])
def test_rows_that_nothing_parts_are_told(drawn: str, engine: str) -> None:
    """With the texts that may begin a row, and where they stand; not even a heading is bold."""
    (notice,) = told(read(printed(ROWS, drawn=drawn, head="Helvetica"), Limits(), engine))

    assert notice.severity == "warning"
    assert [text.split()[0] for text in notice.evidence.split(" | ")] == ["Skolen", "Taget", "2."]
    assert notice.place is not None
    assert notice.place.x0 == pytest.approx(XS[0] + 4, abs=1)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("drawn", ["", "posts"])
def test_rows_below_a_heading_in_bold_are_parted(drawn: str, engine: str) -> None:
    """Texts that begin level in all columns are no lines of one cell there."""
    found = read(printed(ROWS, drawn=drawn), Limits(), engine)

    assert texts(found)[1:] == [[" ".join(lines) for lines in row] for row in ROWS]
    assert told(found) == []


def with_posts(canvas: Canvas, rows: Sequence[Sequence[Sequence[str]]]) -> None:
    """A page of rows apart, with vertical rules alone."""
    xs, top = (50, 130, 330, 410, 500), 720.0
    y = top
    for number, row in enumerate((FIRST, *rows)):
        canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", SIZE)
        for x, lines in zip(xs, row, strict=False):
            for below, line in enumerate(lines, start=1):
                canvas.drawString(x + 4, y - LEADING * below, line)
        y -= LEADING * max(map(len, row)) + 6
    canvas.lines([(x, top, x, y) for x in xs])
    canvas.showPage()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_that_comes_again_in_its_row_tells_of_another(engine: str) -> None:
    """Also where only one more text is level with it: most rows of the document have others."""
    rare = (
        (("Aktivitet",), ("Planen for byen er lagt.",), (), ("Ikke nået",)),
        (("Aktivitet",), ("Der bygges en mole nord for", "parken i løbet af året."), (), ()),
    )
    usual = (
        ("Milepæl",),
        ("Ingen har klaget over den,", "og sagen er lukket."),
        ("Maj",),
        ("Nået",),
    )
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    with_posts(canvas, (usual, usual, *rare))
    with_posts(canvas, [usual] * 8)
    canvas.save()

    (notice,) = told(read(stream.getvalue(), Limits(), engine))

    assert notice.evidence == "Aktivitet | Der bygges en mole nord for"


@pytest.mark.parametrize(
    ("apart", "drawn"), [(8.0, ""), (0.0, "grid")], ids=["by their distance", "by rules"]
)
def test_rows_that_something_parts_are_none_to_tell(apart: float, drawn: str) -> None:
    """They are read as what they are."""
    assert told(read(printed(ROWS, apart=apart, drawn=drawn), Limits())) == []


def test_two_columns_may_begin_texts_level() -> None:
    """Sentences of one row come to stand so by chance."""
    assert told(read(printed(SINGLE, apart=8.0), Limits())) == []


def test_lists_side_by_side_in_a_ruled_row_are_one_row() -> None:
    """Its rules say where it ends."""
    lists = tuple(tuple(f"{letter} {number}." for number in (1, 2, 3)) for letter in "ABC")

    assert told(read(printed((lists, *ROWS), drawn="grid"), Limits())) == []


def half_way(down: Sequence[float], leading: float = LEADING) -> bytes:
    """Rows whose labels stand so many lines below the first line of the text beside them.

    Their other lines stand so far below the first ones.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    for number, (row, lower) in enumerate(zip(cycle(ROWS), down, strict=False)):
        y = 700 - (2 * LEADING + 8) * number
        for x, lines in zip(XS, row, strict=False):
            for below, line in enumerate(lines):
                lies = leading * below if len(lines) > 1 else LEADING * lower
                canvas.drawString(x, y - lies, line)
    canvas.save()
    return stream.getvalue()


def parted(document: Document) -> list[str]:
    return [one.evidence for one in document.notices if one.code == "parted-sentence"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sentence_that_rows_part_is_told(engine: str) -> None:
    """Where labels stand at no height that rows have in common, and rows nearly as lines do."""
    found = read(half_way((0.3, 0.7, 0, 0.3), 16.0), Limits(), engine)

    evidence = "Den er åben for alle, der vil | gå eller cykle over åen."
    assert {(one.code, one.evidence) for one in found.notices} == {
        ("read-by-texts", "pages 1"),
        ("parted-sentence", evidence),
        ("doubtful-rows", evidence),
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("down", [(0.5, 0.5, 0, 0.5), (0.3, 0.7, 0, 0.3)])
def test_rows_may_be_level_in_another_way(engine: str, down: Sequence[float]) -> None:
    """Where rows as most are would part a sentence."""
    found = read(half_way(down), Limits(), engine)

    assert texts(found) == [[" ".join(lines) for lines in row] for row in (*ROWS, ROWS[0])]
    assert parted(found) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rows_at_a_page_s_ends_may_be_level_in_another_way(engine: str) -> None:
    """What a page leaves of a row begins at its top."""
    found = read(half_way((0.5, 0.5, 0)), Limits(), engine)

    assert texts(found) == [[" ".join(lines) for lines in row] for row in ROWS]
    assert parted(found) == []


@pytest.mark.parametrize("rows", [ROWS, SINGLE])
def test_sentences_that_end_in_their_rows_are_none_to_tell(
    rows: Sequence[Sequence[Sequence[str]]],
) -> None:
    """Nor are texts of ruled rows that begin in a small letter."""
    small = tuple(tuple(tuple(text.lower() for text in cell) for cell in row) for row in ROWS)

    assert parted(read(printed(rows, apart=8.0), Limits())) == []
    assert parted(read(printed(small, drawn="grid"), Limits())) == []
