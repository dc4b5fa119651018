"""PDF: what stands alone at an end of a page, in columns that no rule shows."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60, 160, 330, 450)
ROWS = (
    ("Indsats", "Milepæl", "Frist", "Status"),
    ("Havnen", "Molen er sikret mod storm", "1. maj", "Nået"),
    ("Skolen", "Taget er lagt", "2. juni", "I gang"),
    ("Broen", "Den er åben for alle", "3. juli", "Nået"),
)
LAST = ("Vejen", "Belægningen er skiftet", "4. august", "Nået")

Line = tuple[float, float, Sequence[float], Sequence[str]]  # height, size, places and texts


def lines(y: float, rows: Sequence[Sequence[str]]) -> list[Line]:
    return [(y - 16 * number, SIZE, XS, row) for number, row in enumerate(rows)]


def printed(pages: Sequence[Sequence[Line]]) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in pages:
        for y, size, xs, row in page:
            canvas.setFont("Helvetica", size)
            for x, text in zip(xs, row, strict=True):
                canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_alone_at_the_top_of_a_page_is_no_header(engine: str) -> None:
    """Where it stands in line with the columns of the page before, far above the next table."""
    below: list[Line] = [*lines(790, [LAST]), *lines(740, ROWS)]

    found = texts(read(printed([lines(94, ROWS), below]), Limits(), engine))

    assert found[:5] == [list(row) for row in (*ROWS, LAST)]
    assert found[5:] == [list(row) for row in ROWS]


@pytest.mark.parametrize(
    "header",
    [
        (790, SIZE, (60, 480), ("Klitsund Kommune", "Side 2")),
        (790, SIZE - 1, XS, LAST),
        (790, SIZE, (60, 200), ("Klitsund Kommune", "Budget 2024")),
    ],
    ids=["at the margins", "in smaller type", "out of line"],
)
def test_a_header_is_no_row(header: Line) -> None:
    """Though it leaves the columns free."""
    found = texts(read(printed([lines(94, ROWS), [header, *lines(740, ROWS)]]), Limits()))

    assert found == [list(row) for row in (*ROWS, *ROWS)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_alone_at_the_foot_of_a_page_begins_the_table_below(engine: str) -> None:
    """Where only a footer stands below it."""
    above = [*lines(180, ROWS), *lines(82, ROWS[:1]), (40, SIZE, (290,), ("2",))]

    found = texts(read(printed([above, lines(790, (*ROWS[1:], LAST))]), Limits(), engine))

    assert found == [list(row) for row in (*ROWS, *ROWS, LAST)]


def test_prose_below_a_table_is_none_of_its_rows() -> None:
    """Nor is a line of prose that a gap happens to part."""
    above = [*lines(180, ROWS), (82, SIZE, (60, 175), ("Se også bilag 4", "om havnen."))]

    found = texts(read(printed([above, lines(740, ROWS)]), Limits()))

    assert found == [list(row) for row in (*ROWS, *ROWS)]


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_go_on_though_their_texts_reach_further_on_the_next_page(engine: str) -> None:
    """Where a last column of single letters is narrower than the border before it moves."""
    short = [(*row[:2], "2024", row[3][:1]) for row in (*ROWS, LAST)]
    long = [(*row[:2], "1. kvartal eller senere", row[3][:1]) for row in ROWS[1:]]

    found = texts(read(printed([lines(126, short), lines(790, long)]), Limits(), engine))

    assert found == [list(row) for row in (*short, *long)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("x", "text", "first", "second"),
    [
        (160, "Status: Kajen er ny.", "Broen", "Den er åben for alle Status: Kajen er ny."),
        (60, "over åen", "Broen over åen", "Den er åben for alle"),
    ],
    ids=["an inner column, though by a capital letter", "the first, by a small letter"],
)
def test_a_line_alone_at_the_top_of_a_page_is_the_rest_of_its_cell(
    x: float, text: str, first: str, second: str, engine: str
) -> None:
    """Though the next table stands apart from it; nothing stands below the table above."""
    title: Line = (790, SIZE, (60,), ("Opfølgning på budgettet",))
    rest: Line = (790, SIZE, (x,), (text,))
    pages = [[title, *lines(94, ROWS)], [rest, *lines(740, ROWS)]]

    found = texts(read(printed(pages), Limits(), engine))

    whole = [first, second, "3. juli", "Nået"]
    assert found == [*(list(row) for row in ROWS[:-1]), whole, *(list(row) for row in ROWS)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_alone_at_the_foot_of_a_page_may_stand_below_a_title(engine: str) -> None:
    """It is in line with the columns of the table above."""
    title: Line = (100, 1.5 * SIZE, (60,), ("2. Velfærd",))
    above = [*lines(220, ROWS), title, *lines(78, ROWS[:1])]

    found = texts(read(printed([above, lines(790, (*ROWS[1:], LAST))]), Limits(), engine))

    assert found == [list(row) for row in (*ROWS, *ROWS, LAST)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_title_at_the_top_of_a_page_is_no_row_of_the_table_that_ends_above(engine: str) -> None:
    """It stands above the next table, which begins in the same columns close below it."""
    title: Line = (790, 1.2 * SIZE, (57,), ("4. By, land og klima",))
    below = [title, *lines(774, ROWS)]

    document = read(printed([lines(94, ROWS), below]), Limits(), engine)

    assert texts(document) == [list(row) for row in (*ROWS, *ROWS)]
    assert "4. By, land og klima" in [
        one.text for one in document.blocks if isinstance(one, Paragraph)
    ]


def test_a_header_in_line_with_an_inner_column_stays_one() -> None:
    """It stands higher than all of the page before, and other pages repeat it."""
    header: Line = (800, SIZE, (160,), ("Budget 2024",))
    pages = [lines(760, ROWS), *([header, *lines(94 + 99 * page, ROWS)] for page in range(4))]

    found = texts(read(printed(pages), Limits()))

    assert [row for row in found if "Budget 2024" in " ".join(map(str, row))] == []
    assert [row[0] for row in found].count("Broen") == len(pages)


def framed(pages: Sequence[Sequence[Sequence[str]]]) -> bytes:
    """Tables in a frame with rules between rows, where no rule parts the columns."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number, rows in enumerate(pages):
        canvas.setFont("Helvetica", SIZE)
        top = 802 if number else 40 + 16 * len(rows)
        canvas.grid([56, 480], [top - 16 * index for index in range(len(rows) + 1)])
        for row, y in enumerate(range(top - 12, top - 16 * len(rows), -16)):
            for x, text in zip(XS, rows[row], strict=True):
                canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_frame_at_the_top_of_a_page_goes_on_in_the_columns_above(engine: str) -> None:
    """Though the few lines in it would not show any by themselves."""
    found = texts(read(framed([ROWS, [LAST]]), Limits(), engine))
    found += texts(
        read(framed([ROWS, [("", "cyklisterne i byen", "", ""), LAST]]), Limits(), engine)
    )

    assert found == [
        *(list(row) for row in (*ROWS, LAST)),
        *(list(row) for row in ROWS[:-1]),
        ["Broen", "Den er åben for alle cyklisterne i byen", "3. juli", "Nået"],
        list(LAST),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_header_above_the_rule_of_the_first_row_is_in_no_cell(engine: str) -> None:
    """Though it stands in the columns, and the table goes on below the rule."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for top, rows in ((94, ROWS), (780, [LAST, *ROWS[1:]])):
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(166, 812, "Opfølgning, budget 24")
        for number, row in enumerate(rows):
            canvas.line(56, top + 12 - 16 * number, 490, top + 12 - 16 * number)
            for x, text in zip(XS, row, strict=True):
                canvas.drawString(x, top - 16 * number, text)
        canvas.showPage()
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert found == [list(row) for row in (*ROWS, LAST, *ROWS[1:])]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_last_line_of_a_row_at_the_foot_of_a_page_stays_in_it(engine: str) -> None:
    """Where the lines of the columns are not level, so that most stand close below another."""
    left = ("Havnen og", "alle moler", "ved byen", "er nu", "ryddet for", "sand")
    inner = ("Molen er sikret", "mod storm og", "flod, og det", "koster", "to mio. kr.", "om året,")
    words = [(148.0 - 12 * number, SIZE, (60.0,), (text,)) for number, text in enumerate(left)]
    words += [(142.0 - 12 * number, SIZE, (160.0,), (text,)) for number, text in enumerate(inner)]
    last: Line = (70.0, SIZE, (160.0,), ("som ventet.",))
    footer = "Klitsund Kommune: opfølgning på det budget, som byrådet har vedtaget for 2024, side 2"
    page = [*lines(214, ROWS), *words, last, (40.0, SIZE, (60.0,), (footer,))]

    found = texts(read(printed([page]), Limits(), engine))

    assert "som ventet." in str(found[-1][1])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_number_close_below_the_last_row_is_in_no_cell(engine: str) -> None:
    """Where other pages have it far below their tables."""
    starts = (300, 300, 110, 300, 300)
    pages = [
        [*lines(y, ROWS), (46, SIZE, (450,), (f"Side {number} af 5",))]
        for number, y in enumerate(starts, start=1)
    ]

    document = read(printed(pages), Limits(), engine)

    assert texts(document) == [list(row) for row in (*ROWS, *ROWS[1:] * 4)]
    assert all("page_number" in dict(page.ledger) for page in document.pages)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_footer_in_smaller_type_is_no_row_though_it_stands_close(engine: str) -> None:
    """Of the only page with a table, so that nothing comes again."""
    page = [*lines(105, ROWS), (34, SIZE - 1, (60, 450), ("Klitsund", "Budget 2024"))]

    assert texts(read(printed([page]), Limits(), engine)) == [list(row) for row in ROWS]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_number_close_below_a_table_is_in_no_cell(engine: str) -> None:
    """Nor on pages on which the table goes on; a year may end a cell."""
    rows = [(f"{at}. havn", f"{at}. mole er bygget", "1. kvartal", "Nået") for at in range(1, 8)]
    pages = [
        [*lines(148, [ROWS[0], *rows[:4]]), (70, SIZE, (330,), ("2024",))],
        [*lines(148, [*rows[4:], *ROWS[1:3]]), (70, SIZE, (330,), ("2024",))],
    ]
    for number, page in enumerate(pages, start=1):
        page.append((58, SIZE, (60,), (f"Side {number}",)))

    found = read(printed(pages), Limits(), engine)

    assert not any("Side" in str(cell) for row in texts(found) for cell in row)
    assert str(texts(found)).count("2024") == 2


Cells = Sequence[Sequence[str]]  # the lines of each cell of a row


def drawn(pages: Sequence[tuple[float, Sequence[Cells]]]) -> bytes:
    """On each page a ruled table from some height on; where it reaches 60 it is open below."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for y, rows in pages:
        low = y
        canvas.setFont("Helvetica", SIZE)
        for row in rows:
            canvas.line(XS[0], low, XS[-1], low)
            for x, cell in zip(XS, row, strict=False):
                for number, text in enumerate(cell, start=1):
                    canvas.drawString(x + 3, low - 12 * number, text)
            low -= 12 * max(map(len, row)) + 6
        if low > 60:
            canvas.line(XS[0], low, XS[-1], low)
        for x in XS:
            canvas.line(x, y, x, low)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_title_that_begins_as_one_that_a_page_cut_is_whole(engine: str) -> None:
    """What the page before last ends with is no heading that the table below repeats."""
    rows: list[Cells] = [
        (("Milepæl",), (f"Etape {number} er færdig", "til tiden"), (f"{number}. maj",))
        for number in range(1, 20)
    ]
    heading: Cells = (("5.01. Havnens",), ("Beskrivelse",), ("Frist",))
    rest: Cells = (("drift - del 1",), (), ())
    other: Cells = (("5.01. Havnens", "drift - del 2"), ("Beskrivelse",), ("Frist",))

    data = drawn([(70, [heading]), (790, [rest, *rows]), (790, [other, *rows[:3]])])
    found = texts(read(data, Limits(), engine))

    assert found[0] == ["5.01. Havnens drift - del 1", "Beskrivelse", "Frist"]
    assert found[20:21] == [["5.01. Havnens drift - del 2", "Beskrivelse", "Frist"]]


FOLLOWED = (
    ("3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley"),
    ("Milepæl", "Molen er sikret mod storm.", "1. maj 2024", "Nået"),
    ("Milepæl", "Kajen er sat i stand.", "2. juni 2024", "Nået"),
    ("Økonomi", "Der er 2 mio. kr. til det.", "", "Nået"),
)
HEADER: Line = (810, SIZE, (60,), ("Klitsund Kommune",))
NEXT = ("Milepæl", "Broen er malet.", "3. juli 2024", "Nået")


def cut(
    above: Sequence[str], below: str, column: int, *rest: Sequence[str]
) -> list[list[str | None]]:
    """The last cells of a report whose page ends with a row, and the next one with its rest."""
    full = [HEADER, *lines(770, FOLLOWED), *lines(690, FOLLOWED)]
    cut_off: Line = (770, SIZE, (XS[column],), (below,))
    pages = [full, [*full, *lines(610, (*FOLLOWED, above))]]
    found = read(printed([*pages, [HEADER, cut_off, *lines(740, rest)]]), Limits())
    assert not [one for one in found.notices if one.code == "doubtful-columns"]
    return texts(found)[-1 - len(rest) :]


@pytest.mark.parametrize(
    ("above", "below", "column"),
    [
        (("Der er i", "Beskrivelse", "", ""), "2025 tre havne.", 0),
        (("Milepæl", "Der er brug for", "2. juni 2024", "Nået"), "790.000 kr. i 2025.", 1),
        (("Milepæl", "Broen er malet.", "2. opfølgnin", "Nået"), "g 2024", 2),
    ],
    ids=["a number in the first column", "below a header alone", "a part of a word"],
)
@pytest.mark.parametrize("rest", [(), (NEXT,)], ids=["alone", "above rows"])
def test_the_rest_of_a_text_alone_at_the_top_of_a_page_is_of_its_cell(
    above: Sequence[str], below: str, column: int, rest: Sequence[Sequence[str]]
) -> None:
    """It was loose text, or a header, and missing in its cell."""
    found = cut(above, below, column, *rest)

    assert (found[-1 - len(rest)][column] or "").endswith(below)


@pytest.mark.parametrize("end", ["*", "og", "-", "i"])
@pytest.mark.parametrize("title", ["3.02. Nye kajer til havnen", "3. Børn og unge", "3.02. nye"])
def test_a_numbered_title_at_the_top_of_a_page_is_no_rest_of_a_cell(end: str, title: str) -> None:
    """Though the first cell above ends in a sign or word that ends no sentence."""
    last = (f"Vejen {end}", "Belægningen er skiftet", "4. august", "Nået")
    full = [HEADER, *lines(770, FOLLOWED), *lines(690, FOLLOWED)]
    below: list[Line] = [(770, SIZE, (60,), (title,)), *lines(720, FOLLOWED)]

    found = read(
        printed([full, [*full, *lines(610, (*FOLLOWED, last))], [HEADER, *below]]), Limits()
    )

    assert title in [one.text for one in found.blocks if isinstance(one, Paragraph)]


def notices(last: Sequence[str], x: float, below: str, y: float = 770) -> list[str]:
    """What is told where a table ends a page and a line stands at the top of the next one."""
    full = [HEADER, *lines(770, FOLLOWED), *lines(690, FOLLOWED)]
    below_it: Line = (y, SIZE, (x,), (below,))
    pages = [full, [*full, *lines(610, (*FOLLOWED, last))], [HEADER, below_it]]
    found = read(printed(pages), Limits())
    return [one.evidence for one in found.notices if one.code == "doubtful-columns"]


def test_a_line_that_may_be_the_rest_of_a_text_is_told_where_no_cell_has_it() -> None:
    """Out of line with its column, below a text that is left open or that ends in no sentence."""
    last = ("Milepæl", "Broen males i", "2. juni 2024", "Nået")

    assert notices(last, 180, "2025 eller senere.") == ["Broen males i | 2025 eller senere."]
    assert notices(last, 180, "marts eller senere.") == ["Broen males i | marts eller senere."]
    assert notices(last, 180, "Klitsund er en by.") == ["Broen males i | Klitsund er en by."]


def test_prose_below_a_table_is_not_told() -> None:
    """A sentence that ends goes on in no other, nor a label in prose; a number begins a title."""
    last = ("Milepæl", "Broen er malet.", "2. juni 2024", "Nået")

    assert not notices(last, 180, "den er malet i marts.")
    assert not notices(last, 60, "Klitsund er en by ved havet.")
    for title in ("3.02. Nye kajer til havnen", "3. Børn og unge"):
        assert not notices(("Vejen *", *last[1:]), 60, title)


def test_the_second_line_of_a_header_is_not_told() -> None:
    """It stands right below the first one, as that of a heading that pages repeat does."""
    last = ("Milepæl", "Broen males i", "2. juni 2024", "Nået")

    assert not notices(last, 180, "2025 eller senere.", y=799)
