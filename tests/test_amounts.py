"""Amounts: printed text in, kroner with their meaning out, or a named refusal."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import amount_cells, amount_units, amounts
from normalizers.errors import Unreadable

CASES = json.loads((Path(__file__).parent / "cases" / "amounts.json").read_text(encoding="utf-8"))
CELLS = json.loads(
    (Path(__file__).parent / "cases" / "amount_cells.json").read_text(encoding="utf-8")
)
Case: TypeAlias = dict[str, Any]
UNITS = (("mio. kr.", 10**6), ("mia. kr.", 10**9), ("t.kr.", 10**3), ("kr.", 1))


def plain(found: amounts.Found) -> Case:
    value = found.reading.value
    return {
        "raw": found.reading.raw,
        "low": str(value.low),
        "high": str(value.high),
        "qualifier": value.qualifier,
        "kind": value.kind,
        "years": list(value.years),
        "recurrence": value.recurrence,
        "flags": list(found.reading.flags),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['label']}-{case['raw']}")
def test_amounts_of_a_text(case: Case) -> None:
    """Each amount with its value and meaning, in order; what is none is not read as one."""
    read = amounts.find(case["raw"])

    found = [plain(one) for one in read.found]
    assert [
        {name: one[name] for name in wanted}
        for one, wanted in zip(found, case["expect"], strict=False)
    ] == case["expect"]
    assert len(found) == len(case["expect"]), found
    assert [one.raw for one in read.unread] == case.get("unread", [])
    assert all(case["raw"][one.start : one.end] == one.reading.raw for one in read.found)


@pytest.mark.parametrize("case", CELLS, ids=lambda case: f"{case['label']}-{case['raw']}")
def test_amounts_of_a_cell(case: Case) -> None:
    """A numeric cell is scaled by its own unit, its heading's or the one noted, in that order."""
    arguments = case["raw"], case.get("heading", ""), case.get("unit")
    if case["expect"] == "unreadable":
        with pytest.raises(Unreadable):
            amount_cells.read(*arguments)
        return

    reading = amount_cells.read(*arguments)

    found = None if reading is None else str(reading.value.low)
    assert found == case["expect"]
    if reading is not None:
        assert reading.value.kind == case.get("kind", reading.value.kind)
        assert list(reading.value.years) == case.get("years", list(reading.value.years))


def test_the_cases_are_as_many_as_promised() -> None:
    """At least 300, of which at least 60 hold no amount."""
    assert len(CASES) >= 300
    assert sum(not case["expect"] for case in CASES) >= 60


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 999_999), st.sampled_from(UNITS), st.sampled_from(("{} {}", "ca. {} {} i")))
def test_a_printed_amount_reads_as_itself(
    hundredths: int, unit: tuple[str, int], sentence: str
) -> None:
    """Grouped in thousands, with two decimals, in every unit."""
    number = Decimal(hundredths) / 100
    printed = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))

    (found,) = amounts.find(sentence.format(printed, unit[0])).found

    assert found.reading.value.low == found.reading.value.high == number * unit[1]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80) | st.text("0123456789.,-– ½mioakrt", max_size=60))
def test_any_text_gives_amounts_that_stand_in_it(text: str) -> None:
    """Nothing is raised; every amount and refusal points at characters of its own."""
    read = amounts.find(text)

    spans = sorted(
        [(one.start, one.end) for one in read.found] + [(one.start, one.end) for one in read.unread]
    )
    assert all(text[one.start : one.end] == one.reading.raw for one in read.found)
    assert all(low <= high for low, high in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | st.text("0123456789.,-–()' kr", max_size=20))
def test_any_cell_gives_an_amount_or_a_refusal(text: str) -> None:
    """An empty cell is nothing; anything else is a number or Unreadable."""
    try:
        reading = amount_cells.read(text, "Budget 2019 (1.000 kr.)")
    except Unreadable:
        return
    assert reading is None or reading.raw == text


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Alle beløb er i 1.000 kr. (2018-priser)", "1.000 kr."),
        ("(mio. kr.)", "mio. kr."),
        ("Beløb angivet i hele kroner", "hele kroner"),
        ("Hele 1000 kroner", "1000 kroner"),
        ("Udgiften er 4 mio. kr.", None),
    ],
)
def test_a_noted_unit_is_found(text: str, unit: str | None) -> None:
    """In a caption or below a table; an amount is no note."""
    assert amount_units.find_unit(text) == unit


@pytest.mark.parametrize(
    "text",
    [
        *("Der afsættes 1\ufffd5 mio. kr.", "2,\ufffd mio. kr."),
        *("\ufffd50.000 kr.", "1\ufffd 500 kr."),
        # A minus, a digit, or a letter of a word.
        *("Budget\ufffd 250.000 kr.", "en af\ufffd 2 250.000 kr.", "m\ufffd 11 250.000 kr."),
        *("p\ufffd 11 250.000 kr.", "kr\ufffd 500.000", "kr. p\ufffd 11 250", "kr. 25 \ufffdre"),
    ],
)
def test_an_amount_with_an_unknown_digit_is_none(text: str) -> None:
    """The digits beside it are never taken for the number."""
    read = amounts.find(text)

    assert read.found == ()
    assert [one.hint for one in read.unread] == ["a digit of it is unknown"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tilbud til b\ufffdrn 0-25 \ufffdr koster 2 mio. kr.", [2_000_000]),
        ("Efter lovens \ufffd 11 gives 2 mio. kr.", [2_000_000]),
        ("Der er brugt p\ufffd 2 mio. kr.", [2_000_000]),
        ("Der er brugt 1 \ufffdkr.", []),
        ("Der er brugt \ufffd 11 mio. kr.", []),
        ("Der er brugt \ufffd 110 mio. kr.", []),
    ],
)
def test_an_unknown_letter_of_a_word_is_no_digit(text: str, expected: list[int]) -> None:
    """But where it may be a digit, or the unit, the amount is told as unread."""
    read = amounts.find(text)

    assert [one.reading.value.low for one in read.found] == expected
    assert bool(read.unread) == (not expected)
