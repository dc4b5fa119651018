"""PDF: rows of tables without rules by the labels and headings that come again all over."""

from __future__ import annotations

import pytest

from extractors.pages.lessons import Learned
from extractors.pages.row_labels import Row, known_starts, starts_by_labels

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
