"""PDF: tags that tell the cells of tables which no rules show, and tags that lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from drawn_tables import ENGINES
from tagged_pages import HEIGHT, Tag, Text, tagged

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40.0, 130.0, 320.0, 430.0)
# Two milestones in lines of one pitch, their labels and deadlines at the middle of their rows.
ROWS = (
    (("1.01 Ny havn", "Kort beskrivelse", "Tid", "Status"), (0,)),
    (
        (
            "Molen",
            "Molen er sikret mod storm og høj;vandstand, og kajen er lagt om;Bolværket er skiftet",
            "2024",
            "Ja",
        ),
        (1,),
    ),
    (("Broen", "Broen er malet;Skiltene er sat op;Lamperne er skiftet", "2025", "Nej"), (1,)),
    (("Økonomi", "Der afsættes 2,5 mio. kr.", "", ""), (0,)),
)
READ = [
    ["1.01 Ny havn", "Kort beskrivelse", "Tid", "Status"],
    [
        "Molen",
        "Molen er sikret mod storm og høj vandstand, og kajen er lagt om Bolværket er skiftet",
        "2024",
        "Ja",
    ],
    ["Broen", "Broen er malet Skiltene er sat op Lamperne er skiftet", "2025", "Nej"],
    ["Økonomi", "Der afsættes 2,5 mio. kr.", "", ""],
]


def page(table: int = 0, top: float = 60.0) -> list[Text]:
    """The rows, the second column in as many lines as it has, the others level with one of them."""
    texts: list[Text] = []
    y = top
    for row, (cells, (middle,)) in enumerate(ROWS):
        lines = [cell.split(";") for cell in cells]
        for column, own in enumerate(lines):
            down = 0 if column == 1 else middle
            texts += [
                Text(XS[column], y + 11 * (down + at), line, Tag(table, row, column))
                for at, line in enumerate(own)
                if line
            ]
        y += 11 * max(map(len, lines))
    return texts


def found(data: bytes, engine: str = "pdfium") -> Document:
    return read(data, Limits(), engine)


def rows(document: Document) -> list[list[str | None]]:
    """All rows of all tables; lines and paragraphs of a cell alike."""
    return [
        [None if cell is None else " ".join(cell.text.split()) for cell in row]
        for table in document.tables
        for row in table.rows
    ]


def codes(document: Document) -> set[str]:
    return {notice.code for notice in document.notices}


def untagged(texts: Sequence[Text]) -> list[Text]:
    return [text._replace(tag=None) for text in texts]


@pytest.mark.parametrize("engine", ENGINES)
def test_tags_tell_the_rows_that_nothing_else_shows(engine: str) -> None:
    """Labels in the middle of rows of one line pitch begin none; the finding says who told."""
    document = found(tagged([page()]), engine)

    assert rows(document) == READ
    assert "read-by-tags" in codes(document)
    assert "tags-differ" not in codes(document)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_may_have_one_tagged_cell_alone(engine: str) -> None:
    """Nothing there looks like a table: the text is read as it stands."""
    document = found(tagged([[Text(XS[0], 71, "Molen", Tag(0, 0, 0))]]), engine)

    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Molen"]


def test_without_tags_the_rows_are_not_told() -> None:
    """What the case rests on: the page alone does not show them."""
    assert rows(found(tagged([untagged(page())]))) != READ


@pytest.mark.parametrize("engine", ENGINES)
def test_tags_tell_a_table_from_the_next_one(engine: str) -> None:
    """Two tables of the same columns, right below each other."""
    document = found(tagged([[*page(), *page(table=1, top=150)]]), engine)

    assert [len(table.rows) for table in document.tables] == [len(READ), len(READ)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_may_run_over_into_the_next_column(engine: str) -> None:
    """It stays in the cell that the tags put it in, and so does what it runs over."""
    texts = [
        one._replace(text="3. budgetopfølgningsrunde 2025") if one.text == "2025" else one
        for one in page()
    ]

    assert rows(found(tagged([texts]), engine))[2][2:] == ["3. budgetopfølgningsrunde 2025", "Nej"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("goes_on", [True, False])
def test_tags_tell_whether_a_page_cuts_a_row(engine: str, *, goes_on: bool) -> None:
    """A sentence ends with the page; what stands below is the row's rest, or another row."""
    above = page()
    moved = [one for one in above if one.tag and one.tag.row == 2 and one.tag.cell == 1][1:]
    below = [
        one._replace(y=60 + 11 * at, tag=Tag(0, 2 if goes_on else 3, 1))
        for at, one in enumerate(moved)
    ]
    first = [one for one in above if one.tag and one.tag.row < 3 and one not in moved]
    last = [Text(XS[at], 82, text, Tag(0, 4, at)) for at, text in enumerate(ROWS[3][0]) if text]

    document = found(tagged([first, [*below, *last]]), engine)

    assert len(document.tables) == 1
    assert len(rows(document)) == (4 if goes_on else 5)


@pytest.mark.parametrize("same", [True, False])
def test_tags_tell_whether_a_paragraph_ends_with_the_page(*, same: bool) -> None:
    """A full line ends a sentence and the page; the ruled row goes on."""
    edges = (
        "38 {0} m 200 {0} l",
        "38 {1} m 200 {1} l",
        *(f"{x} {{1}} m {x} {{0}} l" for x in (38, 120, 200)),
    )
    drawn = " S ".join((*edges, "")).format(HEIGHT - 40, 10).encode()
    lines = ("Kommunen passer på", "havnen og en mole.")
    above = [
        Text(40, 52, "Milepæl", Tag(0, 0, 0)),
        *(Text(122, HEIGHT - 25 + 11 * at, line, Tag(0, 0, 1)) for at, line in enumerate(lines)),
    ]
    below = [Text(122, 52, "Broen er malet.", Tag(0, 0, 1, 0 if same else 1))]

    (table,) = found(tagged([above, below], drawn)).tables

    cell = table.rows[0][1]
    assert cell is not None
    assert cell.text.endswith(" Broen er malet." if same else "\nBroen er malet.")


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("engine", ENGINES)
def test_tags_are_followed_below_a_heading_that_the_page_repeats(
    engine: str, *, same: bool
) -> None:
    """It is no content of the second page, so nothing is said of it."""
    edges = (
        *(f"38 {{{at}}} m 200 {{{at}}} l" for at in range(3)),
        *(f"{x} {{2}} m {x} {{0}} l" for x in (38, 120, 200)),
    )
    drawn = " S ".join((*edges, "")).format(HEIGHT - 40, HEIGHT - 58, 10).encode()
    heading = [Text(40, 52, "Indsats", Tag(0, 0, 0)), Text(122, 52, "Aftalt", Tag(0, 0, 1))]
    lines = ("Kommunen passer på", "havnen og en mole.")
    above = [
        *(*heading, Text(40, 70, "Milepæl", Tag(0, 1, 0))),
        *(Text(122, HEIGHT - 25 + 11 * at, line, Tag(0, 1, 1)) for at, line in enumerate(lines)),
    ]
    below = [Text(122, 70, "Broen er malet.", Tag(0, 1, 1, 0 if same else 1))]

    (table,) = found(tagged([above, [*untagged(heading), *below]], drawn), engine).tables

    assert len(table.rows) == 2
    cell = table.rows[1][1]
    assert cell is not None
    assert cell.text.endswith(" Broen er malet." if same else "\nBroen er malet.")


LIES: dict[str, Callable[[Text, Tag], Tag]] = {
    "rows reach into each other": lambda _, tag: tag._replace(row=tag.row ^ (tag.cell == 2)),
    "columns reach over each other": lambda one, tag: tag._replace(cell=int(one.y) % 4),
    "one cell for all": lambda _, tag: tag._replace(row=0, cell=0),
    "a row for each line": lambda one, tag: tag._replace(row=int(one.y)),
}


def lying(name: str) -> list[Text]:
    return [one._replace(tag=one.tag and LIES[name](one, one.tag)) for one in page()]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", LIES)
def test_tags_that_the_page_does_not_bear_out_are_not_followed(name: str, engine: str) -> None:
    """The table is read as without any."""
    document = found(tagged([lying(name)]), engine)

    assert rows(document) == rows(found(tagged([untagged(page())]), engine))
    assert "read-by-tags" not in codes(document)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_stands_among_the_cells_without_tags_is_not_lost(engine: str) -> None:
    """Tags that leave out a text of the table are not followed."""
    texts = [*page(), Text(XS[2], 93, "og 2026")]

    assert any(
        "2026" in (cell or "") for row in rows(found(tagged([texts]), engine)) for cell in row
    )


@pytest.mark.parametrize("name", LIES)
def test_rules_count_more_than_tags(name: str) -> None:
    """A ruled table is read by its rules; that the tags differ is told."""
    edges = [50, 63, 96, 129, 142]
    lines = [b"%g %g m 480 %g l S" % (36, HEIGHT - y, HEIGHT - y) for y in edges]
    lines += [
        b"%g %g m %g %g l S" % (x, HEIGHT - 50, x, HEIGHT - 142) for x in (36, 126, 316, 426, 480)
    ]
    document = found(tagged([lying(name)], b"\n".join(lines) + b"\n"))

    assert rows(document) == READ
    # Where only rows are told otherwise, each text is in a cell of its own all the same.
    assert ("tags-differ" in codes(document)) == (name != "rows reach into each other")


SPACED = [
    Text(XS[column], 60 + 30 * row, text, Tag(0, row, column))
    for row, cells in enumerate(
        (("Navn", "Mål", "Tid", "Status"), *(("Havn", "Mole", "2024", "Ja"),) * 3)
    )
    for column, text in enumerate(cells)
]
PARTS: dict[str, Callable[[Tag], bool]] = {
    "no status": lambda tag: tag.cell < 3,
    "no labels": lambda tag: tag.cell > 0,
    "no heading": lambda tag: tag.row > 0,
    "no last row": lambda tag: tag.row < 3,
    "the middle": lambda tag: tag.row in {1, 2} and tag.cell in {1, 2},
}


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("ruled", [False, True])
def test_tags_of_a_part_of_a_table_take_none_of_it_apart(name: str, *, ruled: bool) -> None:
    """Whatever they leave out stays in the table in which the page shows it."""
    some = [
        one._replace(tag=one.tag if one.tag and PARTS[name](one.tag) else None) for one in SPACED
    ]
    edges = [48 + 30 * at for at in range(5)] if ruled else []
    lines = [b"36 %d m 480 %d l S\n" % (HEIGHT - y, HEIGHT - y) for y in edges]
    sides = (36, 126, 316, 426, 480) if ruled else ()
    lines += [b"%d %d m %d %d l S\n" % (x, HEIGHT - 48, x, HEIGHT - 168) for x in sides]

    assert rows(found(tagged([some], b"".join(lines)))) == rows(
        found(tagged([untagged(SPACED)], b"".join(lines)))
    )


def test_tags_tear_no_ruled_cell() -> None:
    """Of a ruled table of one row, whose lines are tagged as rows."""
    texts = [
        Text(XS[0], 60, "Aftale", Tag(0, 0, 0)),
        Text(XS[1], 60, "Der er indgået aftale", Tag(0, 0, 1)),
        Text(XS[1], 71, "Skiltene er sat op", Tag(0, 1, 1)),
        Text(XS[2], 60, "2025", Tag(0, 0, 2)),
        Text(XS[3], 60, "Ja", Tag(0, 0, 3)),
    ]
    lines = [b"36 %d m 480 %d l S\n" % (HEIGHT - y, HEIGHT - y) for y in (48, 90)]
    lines += [
        b"%d %d m %d %d l S\n" % (x, HEIGHT - 48, x, HEIGHT - 90) for x in (36, 126, 316, 426, 480)
    ]

    document = found(tagged([texts], b"".join(lines)))

    assert rows(document) == [["Aftale", "Der er indgået aftale Skiltene er sat op", "2025", "Ja"]]
    assert "tags-differ" in codes(document)


def test_a_long_file_keeps_what_its_tags_tell() -> None:
    """Its pages are packed; each repeats the heading and ends with the row that the next begins."""
    count = 90
    first = [one for one in page() if one.tag and one.tag.row < 3]
    pages = [
        [
            one._replace(tag=one.tag and one.tag._replace(row=one.tag.row and one.tag.row + at))
            for one in first
        ]
        for at in range(count)
    ]

    (table,) = found(tagged(pages)).tables

    assert len(table.rows) == 1 + count + 1
