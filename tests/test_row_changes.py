"""Rows of an item in two reports: which is which, and what is a change of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.changes.comparison import Change, changes, linked_pairs
from pipeline.changes.links import links
from pipeline.changes.rows import paired
from pipeline.changes.told import Deadline, Item, Place, Row

NOWHERE = Place(None, None)
DAY = Deadline("31.12.2024", "date", None, 2024, date(2024, 12, 31))
ROUND = Deadline("3. budgetopfølgning 2024", "round", 3, 2024, None)
ROW = Row(
    position=1,
    kind="milestone",
    plan="Broen er åbnet for cyklister.",
    comment=None,
    deadline=DAY,
    shown=True,
    status="met",
    candidates=("met",),
    cells=(),
    place=NOWHERE,
    smiley_place=NOWHERE,
)
ITEM = Item(
    document_id="a",
    item_id="a-0001",
    position=1,
    chapter="1. Veje",
    number="1.01",
    part=None,
    heading="1.01. Bro over åen",
    title="Bro over åen",
    description="Der bygges en bro.",
    effort=None,
    centers=("Veje",),
    committees=("Vejudvalget",),
    contributors=(),
    center_raw="Veje",
    committee_raw="Vejudvalget",
    contributors_raw=None,
    rows=(ROW,),
    cells=(),
    place=NOWHERE,
)
NO_SMILEY = {"shown": False, "status": None, "candidates": ()}
AMBIGUOUS = {"status": None, "candidates": ("met", "partly_met")}
UNKNOWN: dict[str, object] = {"status": None, "candidates": ()}
COMMENT = "Arbejdet følger planen."


def row(**values: object) -> Row:
    return replace(ROW, **values)  # type: ignore[arg-type]  # of the right field


def told(earlier: list[Row], later: list[Row]) -> list[Change]:
    one, other = replace(ITEM, rows=tuple(earlier)), replace(ITEM, rows=tuple(later))
    return [one for pair in linked_pairs(links([one], [other])) for one in changes(pair)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        (NO_SMILEY, {}, [("status_set", None, "met")]),
        ({}, {"status": "not_met"}, [("status_changed", "met", "not_met")]),
        ({}, NO_SMILEY, [("status_changed", "met", None)]),
        # What a document leaves open is only told where no reading of it is the other's.
        ({}, AMBIGUOUS, []),
        ({}, UNKNOWN, []),
        (UNKNOWN, {}, []),
        (AMBIGUOUS, {"status": "not_met"}, [("status_changed", "met or partly_met", "not_met")]),
        (NO_SMILEY, AMBIGUOUS, [("status_set", None, "met or partly_met")]),
        (NO_SMILEY, UNKNOWN, [("status_set", None, "unknown")]),
        ({}, {"comment": COMMENT}, [("status_comment_added", None, COMMENT)]),
        ({"comment": COMMENT}, {}, []),
        ({"comment": COMMENT}, {"comment": COMMENT.upper()}, []),
        (
            {},
            {"plan": f"{ROW.plan}\n{COMMENT}"},
            [("status_comment_added", None, COMMENT)],
        ),
        (
            {},
            {"plan": f"{ROW.plan} Dog ikke om natten."},
            [("milestone_reworded", ROW.plan, f"{ROW.plan} Dog ikke om natten.")],
        ),
        (
            {"comment": "Der mangler 2 mio. kr."},
            {"comment": "Der mangler 3 mio. kr."},
            [("amount_changed", "2 mio. kr.", "3 mio. kr.")],
        ),
        # The promise is the last day, however it is printed.
        ({}, {"deadline": replace(DAY, raw="Ultimo 2024")}, []),
        ({"deadline": ROUND}, {"deadline": replace(ROUND, raw="BO3 2024")}, []),
        ({}, {"deadline": ROUND}, [("deadline_changed", DAY.raw, ROUND.raw)]),
        ({}, {"deadline": None}, [("deadline_changed", DAY.raw, None)]),
        (
            {"deadline": Deadline("snarest", None, None, None, None)},
            {"deadline": Deadline("Snarest", None, None, None, None)},
            [],
        ),
    ],
)
def test_a_change_of_a_row(
    before: dict[str, object], after: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    """Each change with its old and new value, and nothing else."""
    found = told([row(**before)], [row(**after)])

    assert [(one.kind, one.old, one.new) for one in found] == expected


def test_economy_rows_are_paired_whatever_they_say() -> None:
    """An item has one economy; another sentence is another wording of it."""
    old = row(kind="economy", plan="Der afsættes penge til kabler.", deadline=None)
    new = row(kind="economy", plan="Ingen effekt.", deadline=None)

    assert [one.kind for one in told([ROW, old], [ROW, new])] == ["economy_reworded"]


def test_a_milestone_is_no_economy_row() -> None:
    """Rows are paired within their kind, even of one text."""
    economy = row(kind="economy")
    found = paired([ROW], [economy])

    assert found.pairs == ()
    assert (found.gone, found.new) == ((ROW,), (economy,))


def test_rows_of_one_text_keep_their_deadlines() -> None:
    """Two milestones that say the same are told apart by when they are due."""
    first, second = ROW, row(deadline=ROUND, position=2)

    assert told([first, second], [second, first]) == []


def test_a_row_without_text_is_found_by_its_place() -> None:
    """A smiley set on an empty milestone is a change of that milestone."""
    blank = row(plan="", deadline=ROUND, position=2, **NO_SMILEY)
    found = told([ROW, blank], [ROW, replace(blank, shown=True, status="met")])

    assert [(one.kind, one.to_position) for one in found] == [("status_set", 2)]


def test_a_list_of_milestones_keeps_those_that_stayed() -> None:
    """One put in and one taken out are two changes, where nothing makes them one."""
    names = ("Udbud er holdt.", "Grunden er købt.", "Taget er lagt.", "Huset er malet.")
    rows = [row(plan=name, position=at, deadline=None) for at, name in enumerate(names, 1)]
    new = row(plan="Naboerne har fået brev om støj fra pladsen.", deadline=None)

    found = told(rows, [*rows[:1], new, *rows[2:]])

    assert sorted(one.kind for one in found) == ["milestone_added", "milestone_dropped"]


def test_an_item_without_description_is_found_by_its_milestones() -> None:
    """Renumbered and retitled, it still promises the same."""
    rows = tuple(
        row(plan=f"{what} er undersøgt, og udvalget har fået en redegørelse.", position=at)
        for at, what in enumerate(("Støjen", "Trafikken", "Økonomien"), 1)
    )
    earlier = replace(ITEM, description=None, rows=rows)
    later = replace(earlier, number="7.07", title="Noget helt andet")

    found = links([earlier], [later])

    assert [link.ground for link in found] == ["text"]
