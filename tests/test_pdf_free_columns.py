"""PDF: columns far apart, of which hardly a page shows more than one line with both."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawn_tables import texts
from set_pages import DUE, Cells, Page, body, head, press

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.begun_columns import Begun
from extractors.pages.continuation import Columns
from extractors.pages.free_columns import with_free
from extractors.pages.gaps import Word, Words

LONG = ["Kajen og molen i havnen er sat i stand og", "godkendt af de ansvarlige i kommunen."]

NAMES = "Molen Broen Kajen Slusen Dækket Sejlet Masten Roret Ankeret Fyret Tovet Skibet Vejen"


def milestone(*status: str) -> Cells:
    return (["Milepæl"], LONG, [DUE], [*status])


def item(number: int) -> Page:
    """A page with one row that has a deadline and a status."""
    economy: Cells = (["Økonomi"], ["Der afsættes 2,4 mio. kr."], [], ["Nået"])
    late: Cells = (["Milepæl"], LONG, ["31.12.2024"], [])
    return [
        NAMES.split()[number - 1],
        head(number),
        body(number),
        milestone("Nået"),
        milestone(),
        late,
        economy,
    ]


def pressed(*pages: Page) -> Document:
    return read(press(*pages), Limits())


def test_a_heading_and_a_row_of_each_page_show_them() -> None:
    """All pages are read by what those of all leave free together."""
    found = texts(pressed(*(item(number) for number in range(1, 7))))

    assert [row[2:] for row in found if row[0] and row[0].startswith("3.")] == [
        ["Tid", "Smiley"]
    ] * 6
    assert [row[2:] for row in found if row[0] == "Milepæl"] == [
        [DUE, "Nået"],
        [DUE, ""],
        ["31.12.2024", ""],
    ] * 6


def test_pages_that_lack_the_texts_of_a_column_tell_of_no_other() -> None:
    """Their gap is as wide as the column, in whose middle no border is."""
    bare: list[Cells] = [(["Økonomi"], LONG, [], ["Nået"])] * 6
    pages = [item(number) for number in range(1, 7)]
    bares = range(7, 14)
    lacking = [[NAMES.split()[n - 1], head(n), body(n), *bare] for n in bares]

    found = texts(pressed(*pages, *lacking))

    assert [row[2:] for row in found if row[0] == "Milepæl"] == [
        [DUE, "Nået"],
        [DUE, ""],
        ["31.12.2024", ""],
    ] * 6
    assert [row[1:] for row in found if row[0] and row[0].startswith("Økonomi")][6:] == [
        [" ".join(LONG), "", "Nået"]
    ] * 42


def line(*sides: tuple[float, float]) -> Words:
    return Words(10.0, 9.0, bold=False, words=tuple(Word(x0, x1, "Kaj") for x0, x1 in sides))


DEADLINE, DAY, SIGN = (300.0, 390.0), (300.0, 350.0), (440.0, 450.0)


@pytest.mark.parametrize(
    ("lines", "is_parted"),
    [
        pytest.param([line(DEADLINE, SIGN)] * 2 + [line(DAY, SIGN)], True, id="several"),
        pytest.param([line(DEADLINE, SIGN)] * 3, False, id="of one length"),
        pytest.param([line(DEADLINE, SIGN), line(DAY, SIGN)], False, id="two lines"),
        pytest.param(
            [line(DEADLINE, SIGN)] * 2 + [line(DAY, SIGN), line((300.0, 450.0))],
            False,
            id="crossed",
        ),
        pytest.param(
            [line(DEADLINE, (394.0, 450.0))] * 2 + [line(DAY, (394.0, 450.0))], False, id="narrow"
        ),
    ],
)
def test_a_gap_parts_a_column_where_lines_of_several_lengths_show_it(
    lines: Sequence[Words], is_parted: bool
) -> None:
    """And no word of the document stands in it."""
    begun = Begun()
    begun.take(lines)
    columns = Columns((50.0, 250.0, 500.0), ((240.0, 290.0),), ((60.0, None), (300.0, None)), 9.0)

    found = with_free(columns, begun)

    assert len(found.xs) == len(found.sides) + 1 == len(found.gaps) + 2
    assert found.xs == ((50.0, 250.0, 415.0, 500.0) if is_parted else columns.xs)


def test_a_heading_behind_the_rest_of_a_row_begins_one() -> None:
    """What heads columns is known only when these are."""
    rests: list[Cells] = [([], [f"{name} er betalt."], [], []) for name in NAMES.split()[:5]]
    pages = [item(1)[1:], *([rest, *item(n)[1:]] for n, rest in enumerate(rests, 2))]

    found = texts(pressed(*pages))

    heads = [row for row in found if row[0] and row[0].startswith("3.")]
    assert [row[1:] for row in heads] == [["Kort beskrivelse (drift)", "Tid", "Smiley"]] * 6
