"""PDF: rows that nothing parts, whose labels stand at the middles or feet of their texts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawn_tables import ENGINES, texts
from level_tables import (
    FEET,
    MIDDLES,
    ROWS,
    TITLED,
    TOPS,
    Draw,
    across,
    frame,
    headline,
    nothing,
    posts,
    shade,
    typeset,
)

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.column_lines import columns_of, faults, pitch_of
from extractors.pages.gaps import Word, Words
from extractors.pages.level_rows import level_starts
from extractors.pages.regions import with_sentence_above
from extractors.pages.row_levels import ALL

DRAWN = {
    "nothing": nothing,
    "headline": headline,
    "posts": posts,
    "shade": shade,
    "across": across,
    "frame": frame,
}
WAYS = {"tops": TOPS, "middles": MIDDLES, "feet": FEET}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("padding", [0.0, 3.0])
@pytest.mark.parametrize("pitch", [11.0, 18.0])
def test_a_sentence_stays_in_its_row(draw: Draw, way: float, padding: float, pitch: float) -> None:
    """Also where rows stand no further apart than the lines of a cell."""
    found = texts(read(typeset(way=way, pitch=pitch, padding=padding, draw=draw), Limits()))

    assert found == [list(row) for row in ROWS]


@pytest.mark.parametrize("engine", ENGINES)
def test_so_it_does_by_every_engine(engine: str) -> None:
    """On several pages as well."""
    rows = [*ROWS] * 3

    found = texts(read(typeset(rows, way=MIDDLES), Limits(), engine))

    assert found == [list(row) for row in rows]


PARTED = {
    "two": "Molen er gammel, og den skal bygges om.\nKajen er for kort til de skibe, der kommer.",
    "three": "Molen er gammel, og den er kort.\nDer er huller i den.\nKajen er for kort til skibe, "
    "der kommer, og til dem, der ligger her i forvejen, når det er vinter, eller når det blæser.",
}


@pytest.mark.parametrize("description", PARTED.values(), ids=PARTED)
@pytest.mark.parametrize("apart", [2.0, 3.0, 4.0])
@pytest.mark.parametrize("pitch", [11.0, 12.0, 13.5])
@pytest.mark.parametrize("padding", [0.0, 3.0, 5.0])
def test_paragraphs_in_the_first_column_are_of_one_row(
    description: str, apart: float, pitch: float, padding: float
) -> None:
    """What stands beside them is level with their middle, and nearly with one of their lines."""
    rows = [ROWS[0], (description, *ROWS[1][1:]), *ROWS[2:]] * 2

    pdf = typeset(rows, way=MIDDLES, pitch=pitch, padding=padding, apart=apart)

    found = [[" ".join((text or "").split()) for text in row] for row in texts(read(pdf, Limits()))]
    assert found == [[" ".join(text.split()) for text in row] for row in rows]


@pytest.mark.parametrize("draw", [headline, posts, shade, across, frame])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("pitch", [11.0, 13.5])
def test_a_title_of_several_lines_is_whole(draw: Draw, way: float, pitch: float) -> None:
    """Its first line stands above all others of its heading, and of the table."""
    found = texts(read(typeset(TITLED, way=way, pitch=pitch, draw=draw), Limits()))

    assert found == [list(row) for row in TITLED]


@pytest.mark.parametrize(
    ("above", "below", "bold", "expected"),
    [
        pytest.param("3.01. Havnen for alderen", "0-6 år", True, 0, id="a figure goes on"),
        pytest.param("3.01. Havnen ved Møllers", "Eng", True, 0, id="a name goes on"),
        pytest.param("3. Havnen", "3.01. Kajen", True, 1, id="a title of its own"),
        pytest.param("Havnen for alderen", "0-6 år", True, 1, id="no number"),
        pytest.param("3.01. Havnen for alderen", "0-6 år", False, 1, id="plain"),
    ],
)
def test_a_title_stands_around_what_is_level_with_its_middle(
    above: str, below: str, *, bold: bool, expected: int
) -> None:
    """It begins with its number, and may go on with a figure or a name."""
    lines = [
        printed(100.0, *words(40, above)),
        printed(105.5, (150, "Beskrivelse"), (400, "Tid")),
        printed(111.0, *words(40, below)),
    ]

    found = with_sentence_above([one._replace(bold=bold) for one in lines], 1, [140.0, 390.0])

    assert found == expected


def test_a_title_goes_on_nearly_level_with_what_stands_beside_it() -> None:
    """Its second line is read as one with the names of columns, and stands higher than they do."""
    second = printed(117.5, *words(40, "vies i maj"), (150, "Beskrivelse"), (400, "Tid"))
    raised = [word._replace(below=-4.5) if word.x0 < 140 else word for word in second.words]
    lines = [
        printed(100.0, *words(40, "1.03. Havnen ind\u2010")),
        second._replace(words=tuple(raised)),
    ]

    assert with_sentence_above(lines, 1, [140.0, 390.0]) == 0
    assert with_sentence_above([lines[0], second], 1, [140.0, 390.0]) == 1


def test_rows_are_no_closer_than_the_lines_of_a_text() -> None:
    """A line half a step above a label is of its row, though its sentence ends there."""
    lines = [
        printed(100.0, (40, "Milepæl"), (150, "Kajen er ny.")),
        printed(124.0, (150, "Molen er lang.")),
        printed(129.5, (40, "Økonomi"), (400, "juni 2024")),
        printed(135.0, (150, "Den er rettet ud.")),
    ]
    borders = [140.0, 390.0]
    found = faults(columns_of(lines, borders), [0, 2], ())

    assert [below.text for _, below in found] == ["juni 2024"]
    assert level_starts(lines, borders, [0, 2]) == [0, 1]


@pytest.mark.parametrize(
    ("bases", "beside", "expected"),
    [
        pytest.param((100, 111, 122, 133, 146.2, 155.6), 146.2, 11.0, id="off its baseline"),
        pytest.param((100, 111, 122, 133, 146.2, 152), 146.2, 5.8, id="far off"),
        pytest.param((100, 111, 122, 133, 144, 153), None, 9.0, id="alone"),
        pytest.param((100, 111, 122, 133, 142.5, 152), 142.5, 9.5, id="close rows"),
        pytest.param((100, 111, 122, 133, 146.2, 155), 146.2, 8.8, id="a close row"),
        pytest.param((100, 113, 126, 135), 126, 9.0, id="few lines"),
    ],
)
def test_a_line_that_is_level_with_another_one_hardly_tells_how_far_lines_are(
    bases: Sequence[float], beside: float | None, expected: float
) -> None:
    """It may stand a little off its own baseline."""
    lines = [
        printed(base, (40, "Kajen"), *([(150, "Molen")] if base == beside else []))._replace(size=6)
        for base in bases
    ]

    assert pitch_of(columns_of(lines, [140.0])) == pytest.approx(expected)


def test_rows_are_level_as_all_over_the_document() -> None:
    """Where a page alone would show another way."""
    lines = [
        printed(100.0, (150, "havnen er ny.")),
        printed(111.0, (150, "Broen er malet.")),
        printed(123.0, (150, "Kajen er lang,")),
        printed(134.0, (40, "Milepæl"), (150, "og molen er ny."), (400, "2024")),
        printed(145.0, (150, "Skolen er åben igen.")),
        printed(157.0, (40, "Økonomi"), (150, "Der er brugt penge."), (400, "2025")),
    ]
    labels = {"Milepæl", "Økonomi"}

    assert level_starts(lines, [140.0, 390.0], [0, 3, 5], labels) == [0, 4]
    assert level_starts(lines, [140.0, 390.0], [0, 3, 5], labels, ways=(MIDDLES,)) == [0, 2, 5]


def test_lines_that_are_nearly_level_have_their_own_distances() -> None:
    """They are read as one line, though texts of two columns stand a little off each other."""
    lines = [
        printed(100.0, (40, "Molen er")),
        printed(111.0, (40, "gammel, og"))._replace(
            words=(Word(40, 80, "gammel,"), Word(84, 92, "og"), Word(150, 180, "Planen", 4.0))
        ),
        printed(122.0, (40, "kajen er"))._replace(
            words=(Word(40, 72, "kajen", -3.0), Word(150, 180, "er lagt.", 4.0))
        ),
    ]

    bases = [[piece.base for piece in column.pieces] for column in columns_of(lines, [140.0])]

    assert bases == [[100.0, 111.0, 119.0], [115.0, 126.0]]


def test_the_rest_of_a_row_is_not_level_with_a_label_below_its_middle() -> None:
    """A page cuts off what is above: the middle of the whole row stands no lower."""
    lines = [
        printed(100.0, *words(150, "med udvalget. Den store havn")),
        printed(111.0, *words(150, "ombygges efter aftale med dem.")),
        printed(121.0, *words(150, "Kajen er lang, og den er ny i")),
        printed(
            132.0,
            (40, "Milepæl"),
            *words(150, "år, og molen er også ny."),
            (400, "2024"),
            (460, "Nået"),
        ),
        printed(143.0, *words(150, "Skolen er åben igen.")),
        printed(
            153.0, (40, "Økonomi"), *words(150, "Der er brugt penge."), (400, "2024"), (460, "Nået")
        ),
    ]
    labels = {"Milepæl", "Økonomi"}

    found = level_starts(lines, [140.0, 280.0, 340.0], [0, 3, 5], labels, ways=(MIDDLES,))

    assert found == [0, 2, 5]


def test_a_label_off_the_middle_of_its_row_shows_that_a_line_is_missing() -> None:
    """No sentence is cut, but the whole document is level at the middles."""
    lines = [
        printed(100.0, *words(40, "udvalget, og kajen")),
        printed(111.0, *words(40, "er også vedtaget.")),
        printed(124.0, *words(150, "Havnen er nu planlagt igen.")),
        printed(135.0, (40, "Milepæl"), *words(150, "Kajen er udbygget,"), (290, "2024")),
        printed(146.0, *words(150, "og den er god.")),
        printed(159.0, (40, "Økonomi"), *words(150, "Der er brugt penge."), (290, "2024")),
    ]
    about = (lines, [140.0, 280.0], [0, 3, 5], {"Milepæl", "Økonomi"})

    assert level_starts(*about) == [0, 3, 5]
    assert level_starts(*about, ways=(MIDDLES,)) == [0, 2, 5]


def test_a_heading_that_a_page_cuts_may_be_level_at_its_top() -> None:
    """Some programs set all texts of a row at the top where a page cuts it."""
    lines = [
        printed(100.0, *words(150, "Havnen er planlagt.")),
        printed(111.0, (40, "Milepæl"), *words(150, "Kajen er udbygget,"), (290, "2024")),
        printed(122.0, *words(150, "og den er god.")),
        *(
            one._replace(bold=True)
            for one in (
                printed(150.0, (40, "2.03. Kajen"), (150, "Indsatsen"), (290, "Tid"), (350, "Nå")),
                printed(161.0, *words(40, "indvies med støtte")),
            )
        ),
    ]

    found = level_starts(lines, [140.0, 280.0, 340.0], [0, 1, 3], ways=(MIDDLES,))

    assert found == [0, 3]


@pytest.mark.parametrize("ways", [ALL, (MIDDLES,), (FEET,)], ids=["any", "middles", "feet"])
def test_rows_of_one_line_are_level_in_all_ways(ways: Sequence[float]) -> None:
    """As those of an overview are beside a table that is level at the middles."""
    lines = [
        printed(100.0 + 13 * at, (40, name), (150, f"{at}2.100"), (400, f"{at}3.100"))
        for at, name in enumerate(("Teknik", "Kultur", "Økonomi", "Havne"), 1)
    ]

    assert level_starts(lines, [140.0, 390.0], [0, 3], ways=ways) == [0, 1, 2, 3]


def test_lines_of_different_columns_alone_show_no_distance() -> None:
    """Of which none has two, where a page cut rows."""
    lines = [
        printed(100.0, (150, "pengene.")),
        printed(106.0, (40, "Økonomi")),
        printed(112.0, (400, "2024")),
    ]

    assert level_starts(lines, [140.0, 390.0], [0, 2], ways=(MIDDLES,)) == [0, 2]


@pytest.mark.parametrize(
    ("ways", "expected"),
    [(ALL, [0, 3]), ((FEET,), [0, 3]), ((MIDDLES,), [0, 2])],
    ids=["any", "feet", "middles"],
)
def test_the_rest_of_a_row_has_nothing_of_the_next_one(
    ways: Sequence[float], expected: Sequence[int]
) -> None:
    """Where a document is level at the middles, and the first label stands at the top of a row."""
    lines = [
        printed(100.0, (150, "sammen med")),
        printed(114.0, (150, "foreningerne.")),
        printed(132.0, (150, "Der er brugt 30 mio. kr.")),
        printed(146.0, (40, "Økonomi"), (150, "Kajen flyttes for"), (400, "2024")),
        printed(160.0, (150, "pengene.")),
    ]

    assert level_starts(lines, [140.0, 390.0], [0, 3], {"Økonomi"}, ways=ways) == expected


def test_a_heading_that_a_page_repeats_above_the_rest_of_a_row_is_none_of_it() -> None:
    """What goes on below it has no label; the next row has more than its own label shows."""
    lines = [
        printed(80.0, (40, "3.01. Havn"), (150, "Indsats"), (400, "Tid"))._replace(bold=True),
        printed(100.0, (150, "sammen med")),
        printed(114.0, (150, "foreningerne.")),
        printed(132.0, (150, "Der er brugt 30 mio. kr.")),
        printed(146.0, (40, "Økonomi"), (150, "Kajen flyttes for"), (400, "2024")),
        printed(160.0, (150, "pengene.")),
    ]

    found = level_starts(lines, [140.0, 390.0], [0, 1, 4], {"Økonomi"}, ways=(MIDDLES,))

    assert found == [0, 1, 3]


def words(x: float, text: str) -> list[tuple[float, str]]:
    """The words of a text, a blank of four points behind each."""
    own = text.split()
    return [(x + 4.0 * len(" ".join([*own[:at], ""])), word) for at, word in enumerate(own)]


def printed(base: float, *words: tuple[float, str]) -> Words:
    """A line of words, each of whose letters is four points wide."""
    found = tuple(Word(x, x + 4.0 * len(text), text) for x, text in words)
    return Words(base, 9.0, bold=False, words=found)
