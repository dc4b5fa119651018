"""Heading rows of item tables whose cells say more than what stands in their columns."""

from __future__ import annotations

import pytest

from extractors import formats, layouts
from extractors.limits import Limits
from extractors.records import RawReport

NAMES = ("3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley")
ROWS = (
    ("Havnen skal ryddes.", "Ansvarligt center: Ejendomme", "", ""),
    ("Milepæl", "Plan lagt.", "1. budgetopfølgning 2024", "☺"),
    ("Økonomi", "2 mio. kr.", "", "☹"),
)


def report(names: tuple[str, ...], *rows: tuple[str, ...]) -> RawReport | None:
    """A table; each line of a cell is a paragraph."""
    cells = [
        "".join(f"<td>{''.join(f'<p>{line}</p>' for line in text.split('|'))}</td>" for text in row)
        for row in (names, *rows)
    ]
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    data = f"<html><body><h1>Opfølgning 2024</h1><table>{table}</table></body></html>"
    found = layouts.recognize(formats.read(data.encode(), Limits(), name="a.html"))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("column", "name"), [(2, "Tid|Rettet 4. maj"), (3, "Smiley|Se bilag 2"), (2, "Tid|Uge|år")]
)
def test_a_name_with_more_below_it_is_the_name_of_its_column(column: int, name: str) -> None:
    """What it says more is told."""
    found = report((*NAMES[:column], name, *NAMES[column + 1 :]), *ROWS)

    assert found is not None
    (item,) = found.items
    first = item.follow_ups[0]
    assert first.deadline is not None
    assert first.deadline.text == "1. budgetopfølgning 2024"
    assert [mark.value for mark in first.marks] == ["☺"]
    told = [(one.reason, one.text) for one in found.leftovers]
    assert told == [("unused-cell", name.partition("|")[2].replace("|", "\n"))]


def test_a_row_of_follow_ups_that_begins_so_is_no_heading_row() -> None:
    """Two columns at least must have nothing but their names."""
    rows = [
        ("Molen", "Plan lagt.", "Dato|1. maj 2024", "☺"),
        ("Kajen", "Plan lagt.", "Dato|1. maj 2024", "Status"),
    ]

    found = report(NAMES, *ROWS, *rows)

    assert found is not None
    assert [item.heading.text for item in found.items] == ["3.01. Havnen"]
    assert [one.reason for one in found.leftovers] == ["unknown-row", "unknown-row"]


def test_a_column_named_alone_goes_before_one_that_says_more() -> None:
    names = (*NAMES[:2], "Frist|Rettet", "Tid", "Smiley")
    rows = [(*row[:2], "", *row[2:]) for row in ROWS]

    found = report(names, *rows)

    assert found is not None
    first = found.items[0].follow_ups[0]
    assert first.deadline is not None
    assert first.deadline.text == "1. budgetopfølgning 2024"
