"""PDF: cells that a style of table leaves whole where its rules part those of other rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawn_tables import ENGINES
from tagged_pages import HEIGHT, Tag, Text, tagged

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

XS, PITCH, PAD, TOP = (40.0, 130.0, 320.0, 430.0, 480.0), 11.0, 4.0, 60.0
ROWS = (
    ("1.01 Ny havn", "Kort beskrivelse", "Tid", "Status"),
    ("Milepæl", "Molen er sikret mod storm;og høj vandstand", "1. maj", "Ja"),
    ("Milepæl", "Broen er malet, og;skiltene er sat op", "2. juni", "Nej"),
    ("Økonomi", "Der afsættes 2,5 mio. kr.;i 2024", "", "Ja"),
)
READ = [[text.replace(";", " ") for text in row] for row in ROWS]


def page(rows: Sequence[Sequence[str]]) -> list[Text]:
    """Rows, each text with the row and column where it stands."""
    texts, y = [], TOP
    for row, cells in enumerate(rows):
        texts += [
            Text(XS[column] + PAD, y + PITCH * (at + 1), line, Tag(0, row, column))
            for column, cell in enumerate(cells)
            for at, line in enumerate(cell.split(";"))
            if line
        ]
        y += height(cells)
    return texts


def height(cells: Sequence[str]) -> float:
    return PITCH * max(cell.count(";") + 1 for cell in cells) + PAD


def frame(rows: Sequence[Sequence[str]], ruled: Sequence[int], parted: Sequence[int]) -> bytes:
    """A frame, rules across above the rows `parted`, and down in the rows `ruled`."""
    ys = [TOP]
    for cells in rows:
        ys.append(ys[-1] + height(cells))
    lines = [(XS[0], ys[at], XS[-1], ys[at]) for at in (0, *parted, len(rows))]
    lines += [(x, ys[0], x, ys[-1]) for x in (XS[0], XS[-1])]
    lines += [(x, ys[row], x, ys[row + 1]) for row in ruled for x in XS[1:-1]]
    return b"".join(
        b"%g %g m %g %g l S\n" % (x0, HEIGHT - y0, x1, HEIGHT - y1) for x0, y0, x1, y1 in lines
    )


def texts_of(document: Document) -> list[list[str]]:
    return [
        ["" if cell is None else " ".join(cell.text.split()) for cell in row]
        for table in document.tables
        for row in table.rows
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("ruled", "parted"),
    [
        pytest.param((0, 2), (1, 2, 3), id="every second row has rules down"),
        pytest.param((0,), (1,), id="and none across below the heading"),
    ],
)
def test_what_rules_leave_whole_is_parted_as_tags_tell(
    engine: str, ruled: Sequence[int], parted: Sequence[int]
) -> None:
    """Where each text stands in a column that other rows show."""
    data = tagged([page(ROWS)], frame(ROWS, ruled, parted))

    document = read(data, Limits(), engine)

    assert texts_of(document) == READ
    assert not document.notices


def test_a_merged_cell_stays_one_where_tags_say_so() -> None:
    """Though its text stands in one column."""
    rows = (*ROWS[:2], ("Hele havnen", "", "", ""), *ROWS[3:])

    document = read(tagged([page(rows)], frame(rows, (0, 1, 3), (1, 2, 3))), Limits())

    assert texts_of(document)[2] == ["Hele havnen", "", "", ""]


def test_texts_that_stand_across_columns_are_parted_by_no_tags() -> None:
    """Tags may lie; the page does not bear them out."""
    rows = (*ROWS[:2], ("Havnen i Klitsund er vigtig", "Molen", "", ""), *ROWS[3:])
    data = tagged([page(rows)], frame(rows, (0, 1, 3), (1, 2, 3)))

    document = read(data, Limits())

    assert texts_of(document)[2][1:] == ["", "", ""]
    (notice,) = [one for one in document.notices if one.code == "tags-differ"]
    assert notice.place is not None
    assert (notice.severity, notice.locator) == ("warning", "page[1]")
    assert notice.evidence == "Havnen i Klitsund er vigtig | Molen"
