"""PDF: what one page tells of the unruled tables on others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Notice, Paragraph, Place
from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.continuation import Columns
from extractors.pages.distances import usual_step
from extractors.pages.gaps import Word, Words
from extractors.pages.grids import Span
from extractors.pages.known_columns import known_regions
from extractors.pages.lessons import Learned, Lessons
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Fragment, Part

XS = (40, 190, 400, 520)
LEADING, TOP = 11.0, 780.0
Cells = Sequence[Sequence[str]]  # the lines of each cell of a row

LONG = ["Havnen skal ryddes for", "gamle skibe, og kajen", "sættes i stand med"]
PROSE = "Kajen er nu sat i stand, og havnen er klar til at tage imod alle skibe."


PLACE, BOX = Place(1, 0.0, 0.0, 180.0, 9.0), (0.0, 0.0, 180.0, 9.0)
CELLS = tuple(
    Fragment(
        Span(0, column, 1, 1),
        BOX,
        PLACE,
        (PrintedLine(1, "x", bytes(8), 8.0, 9.0, bold=False, glyphs=1, x0=x, x1=x + 9, spot=b""),),
    )
    for column, x in enumerate((2.0, 62.0, 122.0))
)


def rows(number: int) -> list[Cells]:
    """Follow-up rows; the text of the second has two paragraphs, as far apart as rows are."""
    due = ["2. opfølgning 2024"]
    return [
        (["Milepæl"], [f"Plan {number} er lagt", "og godkendt."], due, ["Nået"]),
        (["Milepæl"], ["Kajen er færdig.", "", "Status: Den er bygget."], due, ["Nået"]),
        (["Økonomi"], ["Der afsættes 2,4 mio. kr."], [""], ["Nået"]),
    ]


def pressed(*pages: Sequence[Cells | str]) -> bytes:
    """Pages of rows, half a line apart, and of lines of prose."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", SIZE)
        y = TOP
        for row in page:
            if isinstance(row, str):
                canvas.drawString(XS[0], y, row)
                y -= LEADING
                continue
            for x, own in zip(XS, row, strict=True):
                gap = 0.0
                for at, line in enumerate(own):
                    gap += 0.0 if line else LEADING / 2
                    canvas.drawString(x, y - LEADING * at + gap, line)
            y -= LEADING * (max(map(len, row)) + 0.5)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def table(document: Document) -> list[list[str | None]]:
    return [row for row in texts(document) if row[0]]


def head(number: int) -> Cells:
    return ([f"3.0{number}. Havnen"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"])


def body(number: int) -> Cells:
    return ([*LONG], [f"Ansvarligt center: Teknik {number}"], [""], [""])


def report() -> list[list[Cells | str]]:
    """Six pages; the description goes on below the first, and fills the second alone."""
    more = ["og videre med alt det,", "som der er at gøre", "i havnen og ved kajen"]
    full: Cells = (more * 22, *[[""]] * 3)
    return [
        [*[PROSE] * 61, head(1), body(1)],
        [full],
        [(more, *[[""]] * 3), *rows(1)],
        *([head(number), body(number), *rows(number)] for number in range(2, 5)),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_that_shows_one_column_is_read_by_the_others(engine: str) -> None:
    """Rows begin with a heading or a label; paragraphs and pages end none."""
    found = table(read(pressed(*report()), Limits(), engine))

    numbers = ("3.01", "3.02", "3.03", "3.04")
    firsts = [first for n in numbers for first in (n, "Havn", "Mile", "Mile", "Økon")]
    assert [(row[0] or "")[:4] for row in found] == firsts
    assert (found[1][0] or "").count("og videre med alt det,") == 23
    assert {len(row) for row in found} == {4}
    assert found[3][1:] == [
        "Kajen er færdig. Status: Den er bygget.",
        "2. opfølgning 2024",
        "Nået",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_short_lines_below_a_table_that_ended_are_prose(engine: str) -> None:
    """Though they stand where its first column does, at the top of the next page."""
    short = ["Skibene", "Kajen og", "Molen, alt"]
    pages = report()
    document = read(
        pressed(*pages, [head(7), body(7), *rows(7), *[PROSE] * 3], short), Limits(), engine
    )

    prose = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert all(line in prose for line in short)


def words(base: float, *columns: tuple[float, float, str]) -> Words:
    return Words(base, SIZE, bold=False, words=tuple(Word(*column) for column in columns))


def test_of_columns_that_headings_stand_in_those_count_that_the_rows_stand_in_too() -> None:
    """Headings alone leave other gaps free than the long texts below them do."""
    starts = (40.0, 190.0, 300.0, 420.0)
    sides = tuple((start, None) for start in starts)
    of_heads = Columns(
        (38.0, 185.0, 297.0, 345.0, 520.0), (), (*sides[:2], (300.0, 330.0), sides[3]), SIZE
    )
    of_rows = Columns((38.0, 185.0, 297.0, 415.0, 520.0), (), sides, SIZE)
    lines = [
        words(
            100, (40, 80, "Indsats"), (190, 240, "Plan"), (300, 330, "Frist"), (420, 460, "Status")
        ),
        words(111, (40, 80, "Milepæl"), (190, 250, "Lagt"), (300, 312, "1."), (420, 430, "x")),
        words(122, (300, 380, "budgetopfølgning")),
        words(133, (40, 80, "Økonomi"), (190, 250, "Ingen"), (420, 430, "x")),
    ]

    found = list(known_regions(lines, Learned((of_heads, of_rows)), None, (), 842))

    assert [len(region.lines) for region in found] == [4]


def test_a_long_word_may_begin_a_little_before_its_column() -> None:
    """As an italic letter does; it is longer than the column."""
    sides = ((40.0, None), (190.0, None), (300.0, None))
    known = Columns((39.0, 185.0, 297.0, 520.0), (), sides, SIZE)
    lines = [
        words(100, (40, 80, "Milepæl"), (190, 240, "Plan"), (300, 330, "Nået")),
        words(111, (38.5, 195, "Havneforvaltningsmyndigheden")),
        words(122, (40, 60, "er"), (190, 230, "spurgt")),
    ]

    found = list(known_regions(lines, Learned((known,)), None, (), 842))

    assert [len(region.lines) for region in found] == [3]


def test_a_sentence_above_that_stands_out_of_the_columns_begins_no_table_in_them() -> None:
    """A table that began with it would end there, with no line at all."""
    sides = ((40.0, None), (190.0, None), (300.0, None))
    known = Columns((39.0, 185.0, 297.0, 400.0), (), sides, SIZE)
    lines = [
        words(89, (300, 560, "Kajen er færdig, når den")),
        words(100, (40, 80, "Milepæl"), (190, 240, "Plan"), (300, 330, "er bygget")),
        words(111, (40, 80, "Økonomi"), (190, 240, "Ingen"), (300, 330, "Nået")),
    ]

    found = list(known_regions(lines, Learned((known,)), None, (), 842))

    assert [region.lines for region in found] == [tuple(lines[1:])]


def test_how_far_lines_stand_is_told_by_those_that_belong_together() -> None:
    """Not by a header and a footer, which are most of the steps of a nearly empty page."""
    one = (40.0, 80.0, "Milepæl")

    assert usual_step([words(base, one) for base in (37, 82, 93, 104, 340)]) == 11
    assert usual_step([words(base, one) for base in (37, 82)]) == 45
    assert usual_step([words(base, one) for base in (82, 84, 93, 95, 104)]) == SIZE
    assert usual_step([]) == 0


@pytest.mark.parametrize("code", ["scanned-page", "clipped-text"])
def test_scanned_pages_are_not_read_again(code: str) -> None:
    """It would take seconds for each."""
    fine = Part(1, BOX, PLACE, (0.0, 60.0, 120.0, 180.0), (0.0, 9.0), CELLS, drawn=False)
    coarse = fine._replace(xs=(0.0, 60.0, 180.0), cells=CELLS[:2])
    lessons = Lessons()
    for number in range(3):
        lessons.take([fine, coarse], [Notice(code, "info", "", "", f"page[{number}]")])

    assert (lessons.learned(Counter()) is None) == (code == "scanned-page")


def test_labels_that_other_columns_hid_are_known_to_a_third_reading() -> None:
    """Where the first reading took two columns for one, labels stood among their texts."""
    labels = Counter({"Milepæl": 9, "Økonomi": 4})
    first = Learned(labels=frozenset({"Milepæl"}), otherwise=True)

    found = Lessons().known_better(first, labels)

    assert found is not None
    assert found.labels == {"Milepæl", "Økonomi"}
    assert Lessons().known_better(found, labels) is None
    assert Lessons().known_better(first._replace(otherwise=False), labels) is None


@pytest.mark.parametrize("labels", [("01.03", "30.06"), ("1.1", "1.2"), ("2.5", "10.0")])
def test_labels_may_be_figures(labels: tuple[str, str]) -> None:
    """Days, numbers of milestones and amounts begin rows, as words do."""
    counts = Counter({**dict.fromkeys(labels, 9), "Kajen": 1})

    found = Lessons().known_better(Learned(otherwise=True), counts)

    assert found is not None
    assert found.labels == {*labels}
