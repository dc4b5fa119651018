"""PDF: rows of tables without rules by the labels and headings that come again all over."""

from __future__ import annotations

import pytest

from extractors.pages.lessons import Learned
from extractors.pages.row_labels import Row, known_starts, starts_by_labels
from extractors.pages.row_levels import ALL, MIDDLES

LEARNED = Learned(
    labels=frozenset({"Milepæl", "Økonomi"}), heads=frozenset({"Kort beskrivelse", "Tid", "Smiley"})
)
HEADS = ("Kort beskrivelse", "Tid", "Smiley")


def lines(*texts: tuple[str, ...], bold: int) -> list[Row]:
    """Lines of which the first ones are in bold."""
    return [
        Row((20.0 + 11 * at, 9.0, at < bold), [*own, *[""] * (4 - len(own))], parted=False)
        for at, own in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [("3.01. Havnen", "udvides mod nord"), ("3.01. Havnen og", "Molen udvides")],
)
def test_a_heading_is_whole_whose_columns_are_level_at_their_middles(
    above: str, below: str
) -> None:
    """What other columns are headed by stands beside its second line."""
    rows = lines((above,), (below, *HEADS), ("Kajen skal sættes i stand.",), bold=2)

    assert starts_by_labels(rows, LEARNED) == [0, 2]


def test_a_title_of_its_own_above_a_heading_is_no_part_of_it() -> None:
    """Nothing of it goes on there."""
    rows = lines(("Havn og by",), ("3.01. Havnen", *HEADS), ("Kajen skal males.",), bold=2)

    assert starts_by_labels(rows, LEARNED) == [0, 1, 2]


@pytest.mark.parametrize(
    ("rest", "text", "expected"),
    [
        ("og kajen er ny.", "Der er brugt 2 mio. kr.", [0, 1]),
        ("og kajen", "er ny.", []),  # the label is level with the middle
        ("Kajen er ny.", "Der er brugt 2 mio. kr.", []),
    ],
)
def test_the_rest_of_a_row_of_the_page_before_stands_above_a_label(
    rest: str, text: str, expected: list[int]
) -> None:
    """It has as many lines as stand below, by chance; a text begins beside the label."""
    rows = lines(("", rest), ("Økonomi", text), ("", "til sten."), bold=0)

    assert known_starts(rows, Learned(labels=frozenset({"Økonomi"}))) == expected


@pytest.mark.parametrize("title", ["3.01. Havnen", "Milepæl"])
def test_the_rest_of_a_title_is_of_its_heading_which_is_not_all_in_bold(title: str) -> None:
    """The title may come again on so many pages that it seems to be a label."""
    heading, *rest, body = lines(
        (title, *HEADS), ("udvides mod", ""), ("nord", ""), ("Kajen skal males.",), bold=3
    )
    plain = heading._replace(about=(*heading.about[:2], False))

    assert starts_by_labels([plain, *rest, body], LEARNED) == [0, 3]


def test_a_bold_text_further_below_a_heading_is_no_part_of_its_title() -> None:
    """It may be the first of another table."""
    heading, below = lines(("3.01. Havnen", *HEADS), ("Molen",), bold=2)
    plain = heading._replace(about=(20.0, 9.0, False))
    far = below._replace(about=(38.0, 9.0, True))

    assert starts_by_labels([plain, far], LEARNED) == [0, 1]


BELOW = ("Udgifter", "Der er brugt 2 mio. kr.", "", "J")


@pytest.mark.parametrize(
    ("rest", "label", "step", "ways", "expected"),
    [
        pytest.param("er ny.", BELOW, 17.0, ALL, [0, 2], id="a row"),
        pytest.param("er ny og", BELOW, 17.0, ALL, [0], id="an open sentence"),
        pytest.param("er ny.", (*BELOW[:2], "Tid", "J"), 17.0, ALL, [0], id="maybe a heading"),
        pytest.param("er ny.", ("Udgifter", "der er brugt.", "", "J"), 17.0, ALL, [0], id="small"),
        pytest.param("er ny.", ("Udgifter", *BELOW[1:3], ""), 17.0, ALL, [0], id="two columns"),
        pytest.param("er ny.", BELOW, 12.0, ALL, [0], id="as near as lines"),
        pytest.param("er ny.", BELOW, 17.0, (MIDDLES,), [0], id="level at the middle"),
    ],
)
def test_an_unknown_label_begins_a_row_below_the_rest_of_another(
    rest: str, label: tuple[str, ...], step: float, ways: tuple[float, ...], expected: list[int]
) -> None:
    """Few rows of a short document have it; the page before has the label of the rest."""
    rows = lines(("", "og kajen"), ("", rest), label, bold=0)
    rows[-1] = rows[-1]._replace(about=(31.0 + step, 9.0, False))

    assert starts_by_labels(rows, LEARNED._replace(ways=ways)) == expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param(4, 1, [0, 4], id="far more above"),
        pytest.param(4, 2, [0], id="near the middle"),
        pytest.param(4, 0, [0], id="at the foot"),
    ],
)
def test_an_unknown_label_beside_one_text_begins_a_row_where_no_row_is_level_so(
    above: int, below: int, expected: list[int]
) -> None:
    """It stands neither at the middle nor at the foot of all that would be one row."""
    rest = [("", "Status:"), *(("", "kajen er ny.") for _ in range(above - 1))]
    label = ("Udgifter", "Der er ikke særskilt", "", "")
    rows = lines(*rest, label, *(("", "økonomisk effekt.") for _ in range(below)), bold=0)
    found = [
        row._replace(about=(row.about[0] + 5.0 * (at >= above), *row.about[1:]))
        for at, row in enumerate(rows)
    ]

    assert starts_by_labels(found, LEARNED) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (("Svømmehal", "anlæg)", "", ""), [0, 2]),
        (("Svømmehal", "Anlæg", "", ""), [0, 1, 2]),
        (("Svømmehal", "anlæg)", "2024", "J"), [0, 1, 2]),
    ],
    ids=["in fewer columns", "no sentence", "in all columns"],
)
def test_a_heading_that_pages_repeat_is_one_though_it_is_known_as_a_label(
    second: tuple[str, ...], expected: list[int]
) -> None:
    """Its second line in bold goes on in the middle of a name."""
    first = ("3.01. Klitsund", "Kort beskrivelse (drift" + ("" if second[1] == "Anlæg" else " og"))
    rows = lines((*first, "Tid", "Smiley"), second, ("Kajen er ny.", "Havn"), bold=2)
    learned = LEARNED._replace(labels=LEARNED.labels | {"3.01. Klitsund"})

    assert starts_by_labels(rows, learned) == expected


def test_a_number_alone_in_bold_is_of_the_title_below_it() -> None:
    """Though pages repeat the heading, so that its number is known as a label."""
    rows = lines(
        ("3.01.", "Beskrivelse", "Tid", "Smiley"),
        ("Svømmehallen", "", "", ""),
        ("ved havnen", "", "", ""),
        ("Kajen er ny.", "Havn", "", ""),
        bold=3,
    )
    heads = LEARNED.heads | {"Beskrivelse", "Tid", "Smiley"}
    learned = LEARNED._replace(labels=LEARNED.labels | {"3.01."}, heads=heads)

    assert starts_by_labels(rows, learned) == [0, 3]
