"""Deadlines: a round with its year, or a first and a last day with their precision."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import (
    case_numbers,
    comments,
    dates,
    deadlines,
    funding,
    headings,
    reports,
    rounds,
)
from normalizers.errors import Unreadable
from normalizers.reports import FrontLine

CASES = json.loads((Path(__file__).parent / "cases" / "deadlines.json").read_text(encoding="utf-8"))
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
Case: TypeAlias = dict[str, Any]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['label']}-{case['raw']}")
def test_a_deadline_is_read_or_refused(case: Case) -> None:
    """With its kind and precision; what names no time is refused, never guessed."""
    if case["expect"] is None:
        with pytest.raises(Unreadable):
            deadlines.read(case["raw"], case["default_year"])
        return
    value = asdict(deadlines.read(case["raw"], case["default_year"]).value)

    plain = {name: str(one) if isinstance(one, date) else one for name, one in value.items()}
    assert plain == case["expect"]


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_a_printed_day_reads_as_itself(day: date) -> None:
    """In digits and with the month's name."""
    for text in (
        f"{day.day}.{day.month}.{day.year}",
        f"den {day.day}. {MONTHS[day.month - 1]} {day.year}",
        day.isoformat(),
    ):
        assert dates.read(text).value.first == day


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_deadline_or_a_refusal(text: str) -> None:
    """Nothing else is raised."""
    with contextlib.suppress(Unreadable):
        assert deadlines.read(text, 2024).value.kind in {"round", "date"}


def test_long_texts_are_searched_in_linear_time() -> None:
    """A megabyte of almost-dates ends."""
    assert dates.find("uge primo 31. " * 80_000) == ()


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Sagsid: 00.30.00-S00-6-16", "00.30.00-S00-6-16"),
        ("Sagsnr.: 14/17602", "14/17602"),
        ("J.nr. 330-2018-3619", "330-2018-3619"),
        ("00.30.10P19-0028", "00.30.10P19-0028"),
        ("Tlf. 44 77 20 00", None),
        ("1.000.000 kr.", None),
        ("Sagsid: 00.30.00-S00-11-\ufffd3", None),
        ("Sagsid: 00.30.00-S00-1\uf031", None),
        ("Sagsnr.: 14/176\ufffd2", None),
        ("Sagsnr.: 14/17602 \uf04a", "14/17602"),
    ],
)
def test_case_numbers_are_told_from_other_figures(text: str, case: str | None) -> None:
    """KLE forms anywhere, others behind a label."""
    found = case_numbers.find(text)

    assert (found.value if found else None) == case


def test_a_report_says_who_it_is() -> None:
    """Title by style, round and year from it, date and case from their lines."""
    lines = [
        FrontLine("Dato: 3. maj 2024", None, bold=False, size=None),
        FrontLine("Anden opfølgning på Aftale om budget 2024", 0, bold=True, size=20.0),
        FrontLine("Budgettet for 2023 er afsluttet.", None, bold=False, size=10.0),
    ]

    identity = reports.read(lines)

    assert identity.title is not None
    assert identity.title.value == "Anden opfølgning på Aftale om budget 2024"
    assert (identity.round and identity.round.value) == 2
    assert (identity.budget_year and identity.budget_year.value) == 2024
    assert (identity.published and identity.published.value) == date(2024, 5, 3)
    assert identity.case_id is None


@pytest.mark.parametrize(
    ("raw", "number", "title", "part"),
    [
        ("3.03. Tidlig indsats - del 2", "3.03", "Tidlig indsats", 2),
        ("3.03. Tidlig indsats - del 2 - Unge", "3.03", "Tidlig indsats - Unge", 2),
        ("Belysning", None, "Belysning", None),
        ("10 nye boliger", None, "10 nye boliger", None),
        ("12. Havnen", "12", "Havnen", None),
        ("Del 2 af planen", None, "Del 2 af planen", None),
    ],
)
def test_a_heading_is_taken_apart(
    raw: str, number: str | None, title: str, part: int | None
) -> None:
    """Number, title and part; a count belongs to the title."""
    assert headings.read(raw) == headings.Heading(number, title, part)


@pytest.mark.parametrize(
    ("raws", "expected"),
    [
        (["Indsats 1: Havn", "Indsats 2: Mole"], [("1", "Havn"), ("2", "Mole")]),
        (["Initiativ 12 - Havn", "INITIATIV 13 – Mole"], [("12", "Havn"), ("13", "Mole")]),
        (["Punkt 3.02 Havn", "Punkt 3.03. Mole"], [("3.02", "Havn"), ("3.03", "Mole")]),
        (
            ["Skole 4 - Havn", "Skole 5 - Mole", "Skole 6 - Kaj", "Skole 7 - Bro"],
            [(None, "Skole 4 - Havn"), (None, "Skole 5 - Mole")],
        ),
        (
            ["Klasse 2 - Havn", *(f"Klasse {n}: Mole" for n in range(3, 9))],
            [(None, "Klasse 2 - Havn")],
        ),
        (
            ["Projekt 1.5 mio. kr. til havn", "Projekt 2.5 mio. kr. til mole"],
            [(None, "Projekt 1.5 mio. kr. til havn")],
        ),
        (
            ["Projekt 1: Havn", "Projekt 2: Mole", "Projekt 2.5 pct. til mole"],
            [("1", "Havn"), ("2", "Mole"), (None, "Projekt 2.5 pct. til mole")],
        ),
        (
            ["1.5 mio. kr. til havn", "3.01 Mole"],
            [(None, "1.5 mio. kr. til havn"), ("3.01", "Mole")],
        ),
        (["Fase 1: Havn", "Fase 2: Havn"], [(None, "Fase 1: Havn"), (None, "Fase 2: Havn")]),
        (["Indsats 1: Havn", "Havnen", "Molen"], [(None, "Indsats 1: Havn")]),
        (["Projekt 2030: Havn", "Projekt 2031: Mole"], [(None, "Projekt 2030: Havn")]),
        (["Tiltag 3 skoler", "Tiltag 4 haller"], [(None, "Tiltag 3 skoler")]),
    ],
)
def test_a_word_before_numbers_leads_headings_where_it_is_regular(
    raws: list[str], expected: list[tuple[str | None, str]]
) -> None:
    """Items have names for their kind; "Fase 2" and "Skole 4" are of a title, 2030 is a year."""
    led_by = headings.leads(raws)
    read = [headings.read(raw, led_by) for raw in raws]

    assert [(one.number, one.title) for one in read[: len(expected)]] == expected


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("drift", "operations"),
        ("anlæg", "capital"),
        ("drift og anlæg", "operations_and_capital"),
        ("drifts- og anlægsudgifter", "operations_and_capital"),
        ("øvrige finansiering", "other_financing"),
    ],
)
def test_funding_is_one_of_four(raw: str, value: str) -> None:
    """By the budget's name."""
    assert funding.read(raw).value == value


def test_funding_that_names_no_budget_is_refused() -> None:
    """The message has the value and what was expected."""
    with pytest.raises(Unreadable, match="'måske' is no funding: expected drift"):
        funding.read("måske")


@pytest.mark.parametrize(
    "raw",
    [
        "drift og anl\ufffdg",
        "\ufffdvrig drift",
        "dri\ufffd",
        "drift, " + 5 * "\ufffd",
    ],
)
def test_funding_with_a_letter_that_may_name_another_budget_is_refused(raw: str) -> None:
    """Whatever else the text names."""
    with pytest.raises(Unreadable, match="a letter of it is unknown"):
        funding.read(raw)


@pytest.mark.parametrize("raw", ["drift i 2 \ufffdr", "drift \ufffd", "drift p\ufffd havnen"])
def test_unknown_letters_that_name_no_budget_leave_funding_known(raw: str) -> None:
    """No word for a budget has the letters that are known."""
    assert funding.read(raw).value == "operations"


@pytest.mark.parametrize("spoilt", ["\ufffd1. juni 2024", "3\ufffd juni 2024", "1. \ufffduni 2024"])
def test_a_date_beside_an_unknown_digit_is_no_date_of_a_report(spoilt: str) -> None:
    """It may be another day."""
    line = FrontLine(f"Klitsund, den {spoilt}", None, bold=False, size=None)

    assert reports.read([line]).published is None


def test_numbers_beside_an_unknown_digit_are_no_round_and_no_case_number() -> None:
    """Of a report, as of the deadlines that name a round."""
    assert rounds.find("\ufffd2. budgetopfølgning 2024")[0].number is None
    assert case_numbers.find("Sagsnr.: 00.30.00-S00-6-1\ufffd") is None
    assert case_numbers.find("Sagsnr.: 12345\ufffd6") is None


def test_an_unknown_sign_before_a_word_and_a_bullet_behind_a_number_change_neither() -> None:
    """No letter or figure of either can be meant; a Roman number may have one more."""
    assert rounds.find("\ufffdAnden opfølgning 2024")[0].number == 2
    assert rounds.find("\ufffdI. budgetopfølgning 2024")[0].number is None
    for line in ("Sagsid: 00.30.00-S00-6-24\uf0b7 Dato", "Sagsnr.: 2024-12345\uf0b7 Dato"):
        found = case_numbers.find(line)
        assert found is not None
        assert found.value in line
    assert case_numbers.find("Sagsid: 00.30.00-S00-6-24\uf041") is None


def test_a_part_beside_an_unknown_digit_stays_in_the_title() -> None:
    """ "del 2" and a digit may be del 21."""
    assert headings.read("3.01. Havnen - del 2\ufffd").part is None


@pytest.mark.parametrize(
    ("text", "plan", "status"),
    [
        ("Huset er bygget.", "Huset er bygget.", None),
        ("Huset er bygget.\nStatus:\nForsinket.", "Huset er bygget.", "Forsinket."),
        ("Plan lagt. Status: Udsat til maj.", "Plan lagt.", "Udsat til maj."),
        (
            "Plan lagt.\nKommentar fra Center for Ejendomme - juni 2024:\nUdsat.",
            "Plan lagt.",
            "Kommentar fra Center for Ejendomme - juni 2024:\nUdsat.",
        ),
        ("Status på indsatsen forelægges.", "Status på indsatsen forelægges.", None),
    ],
)
def test_a_text_turns_from_plan_to_status(text: str, plan: str, status: str | None) -> None:
    """At "Status:" or a dated comment, nowhere else."""
    turn = comments.split(text)

    assert text[: turn.plan_end] == plan
    assert (None if turn.status_start is None else text[turn.status_start :]) == status


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Der er ikke særskilt økonomisk effekt.", True),
        ("Der er ikke særskildt økonomisk effekt", True),
        ("Der er ikke særskilt økonmisk effekt.", True),
        ("Der er særskilt økonomisk effekt.", False),
        ("Der afsættes 2 mio. kr.", False),
        ("", False),
    ],
)
def test_no_economic_effect_is_told_misspelt_or_not(text: str, denies: bool) -> None:
    """The same words without the negation say the opposite."""
    assert comments.denies_economic_effect(text) is denies


@pytest.mark.parametrize("text", ["3\ufffd.12.2024", "1. budgetopfølgning 202\ufffd"])
def test_a_deadline_with_an_unknown_digit_is_none(text: str) -> None:
    """A date is not read from the rest of it."""
    with pytest.raises(Unreadable, match="unknown"):
        deadlines.read(text, 2024)
