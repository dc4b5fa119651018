"""What became of a promise: every planted change is found, and nothing that is none."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path

import pytest
from change_mutations import planted
from report_rounds import Outcome, Told, compared, read, written

from klitsund.documents import FOLDER
from klitsund.reports import Item, Report, open_report
from pipeline.changes import told
from pipeline.changes.comparison import changes, linked_pairs
from pipeline.changes.links import links

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
CASES = Path(__file__).parent / "cases"
FORMATS = ("docx", "pdf")
PAIRS = tuple(product(FORMATS, FORMATS))
SECOND, THIRD = open_report("2024"), open_report("2024", "third-round")
NEXT_YEAR = open_report("2025")
ORDINALS = {1: "Første", 2: "Anden", 3: "Tredje", 4: "Fjerde"}


def in_round(report: Report, number: int, **values: object) -> Report:
    title = f"{ORDINALS[number]} opfølgning på Aftale om budget {report.budget_year}"
    return replace(report, title=title, round=number, **values)  # type: ignore[arg-type]  # of the right field


def compared_reports(*reports: Report, suffix: str = "docx") -> Outcome:
    return compared(written(one, suffix) for one in reports)


def kinds(outcome: Outcome) -> Counter[str]:
    return Counter(one.kind for one in outcome.changes)


def items(path: Path) -> tuple[told.Item, ...]:
    return read(path.name, path.read_bytes())[1]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_samples_tell_what_changed(first: str, second: str) -> None:
    """Two rounds, in whatever formats: each change of the third round and nothing else."""
    names = f"klitsund-2024-2.{first}", f"klitsund-2024-3.{second}"
    found = compared((name, (FOLDER / name).read_bytes()) for name in names)

    told_cases = json.loads((CASES / "klitsund_changes.json").read_text(encoding="utf-8"))
    assert set(found.changes) == {Told(*case) for case in told_cases}
    assert len(found.links) == len(SECOND.items) - 1


@pytest.mark.parametrize("seed", range(4))
def test_planted_changes_are_found(seed: int) -> None:
    """Changes of every kind planted at random, in each pair of formats."""
    first, second = PAIRS[seed % 4]
    later, expected = planted(SECOND, seed, 60)
    found = compared([written(SECOND, first), written(later, second)]).counts
    gold = Counter((one.kind, one.heading, one.row) for one in expected)

    assert gold - found == Counter()
    assert (found - gold).total() <= 0.02 * gold.total()


@pytest.mark.parametrize("name", ["klitsund-2024-2", "klitsund-2024-3", "klitsund-2025-1"])
def test_a_report_in_two_formats_has_no_changes(name: str) -> None:
    """What differs between a PDF and its Word file is extraction, and no change."""
    _assert_unchanged([FOLDER / f"{name}.{suffix}" for suffix in FORMATS])


@pytest.mark.parametrize("name", ["tredje-opfolgning-2017", "kapitel-4-billeder"])
def test_a_published_report_in_its_formats_has_no_changes(name: str) -> None:
    """A long report as text, Word file and PDF, each against each."""
    paths = [path for path in sorted(CORPUS.glob(f"{name}.*")) if path.suffix != ".json"]
    if not paths:
        pytest.skip("the corpus is not here")
    _assert_unchanged(paths)


def _assert_unchanged(paths: list[Path]) -> None:
    versions = [items(path) for path in paths]
    for earlier, later in permutations(versions, 2):
        found = links(earlier, later)
        assert len(found) == len(earlier) == len(later)
        assert [one for pair in linked_pairs(found) for one in changes(pair)] == []


def test_a_report_in_two_formats_is_compared_once() -> None:
    """The other format is a witness; each change stands there once."""
    alone = compared_reports(SECOND, THIRD)
    both = compared(written(one, suffix) for one in (SECOND, THIRD) for suffix in FORMATS)

    assert sorted(map(repr, both.changes)) == sorted(map(repr, alone.changes))


def test_an_extract_drops_nothing() -> None:
    """What a committee's own report leaves out is as it was; the next full report tells on."""
    extract = tuple(one for one in THIRD.items if one.committee == "Teknik- og Miljøudvalget")
    found = compared_reports(SECOND, in_round(THIRD, 3, items=extract), in_round(THIRD, 4))

    counts = kinds(found)
    assert (counts["item_dropped"], counts["item_added"]) == (1, 1)
    assert counts == kinds(compared_reports(SECOND, THIRD))


def test_committees_report_a_round_each_for_themselves() -> None:
    """Several extracts are one round."""
    committees = sorted({item.committee for item in THIRD.items})
    extracts = [
        in_round(THIRD, 3, items=tuple(one for one in THIRD.items if one.committee == committee))
        for committee in committees
    ]
    found = compared_reports(SECOND, *extracts)

    # Whether 4.02 was dropped is not known: nobody else in its committee's extract says so.
    whole = compared_reports(SECOND, THIRD)
    assert {*whole.changes} - {*found.changes} <= {
        one for one in whole.changes if one.kind in {"item_dropped", "item_added"}
    }
    assert {*found.changes} <= {*whole.changes}


def test_an_extract_comes_before_the_whole() -> None:
    """What the whole report has besides is not new."""
    extract = tuple(one for one in SECOND.items if one.committee == "Klima- og Naturudvalget")
    found = compared_reports(in_round(SECOND, 1, items=extract), SECOND)

    assert found.changes == ()
    assert len(found.links) == len(extract)


def test_a_report_that_shrinks_to_less_than_half_is_taken_for_a_part() -> None:
    """Unknown is allowed, wrong is not."""
    found = compared_reports(SECOND, in_round(SECOND, 3, items=SECOND.items[::5]))

    assert found.changes == ()


def test_an_item_split_into_parts_is_linked_to_each() -> None:
    """Milestones that went with one part are neither gone nor new."""
    whole = SECOND.items[0]
    first = replace(whole, part=1, rows=(*whole.rows[:2], whole.rows[-1]))
    second = replace(whole, part=2, rows=(*whole.rows[2:-1], whole.rows[-1]))
    found = compared_reports(SECOND, in_round(SECOND, 3, items=(first, second, *SECOND.items[1:])))

    assert Counter(link["ground"] for link in found.links)["split"] == 2
    assert found.changes == ()


def test_parts_merged_into_one_item_are_linked_to_it() -> None:
    """The other way about."""
    whole = SECOND.items[0]
    first = replace(whole, part=1, rows=(*whole.rows[:2], whole.rows[-1]))
    second = replace(whole, part=2, rows=(*whole.rows[2:-1], whole.rows[-1]))
    found = compared_reports(in_round(SECOND, 1, items=(first, second, *SECOND.items[1:])), SECOND)

    assert Counter(link["ground"] for link in found.links)["merged"] == 2
    assert found.changes == ()


def test_a_new_year_continues_items_or_not() -> None:
    """The last round of a year and the first of the next: links, and what becomes of each item."""
    found = compared_reports(SECOND, THIRD, NEXT_YEAR)

    counts = kinds(found)
    assert counts["item_continued"] == sum("2025" in link["agreement"] for link in found.links)
    # Two parts of an item are one in the new year.
    assert counts["item_continued"] - 1 + counts["item_new"] == len(NEXT_YEAR.items)
    assert counts["item_continued"] + counts["item_not_continued"] == len(THIRD.items)
    assert (
        counts["milestone_reworded"] == kinds(compared_reports(SECOND, THIRD))["milestone_reworded"]
    )


def test_a_year_between_is_no_story() -> None:
    """Reports two years apart are not compared."""
    later = replace(NEXT_YEAR, title=NEXT_YEAR.title.replace("2025", "2026"), budget_year=2026)

    assert compared_reports(THIRD, later) == Outcome((), ())


def test_order_is_no_matter() -> None:
    """Items and files in another order tell the same."""
    turned = in_round(THIRD, 3, items=tuple(reversed(THIRD.items)))
    found = compared_reports(turned, SECOND)

    assert set(found.changes) == set(compared_reports(SECOND, THIRD).changes)


def test_items_of_one_title_keep_their_texts() -> None:
    """Where neither number nor title tells items apart, their texts do."""
    own = items(FOLDER / "klitsund-2024-2.docx")
    twins = [replace(item, title="Øvrige tiltag", number=None, part=None) for item in own]

    found = links(twins, twins[::-1])

    assert [link.earlier.item_id for link in found] == [link.later.item_id for link in found]
    assert {link.ground for link in found} == {"title"}
    assert len(found) == len(twins)


def test_a_weak_likeness_never_takes_an_exact_partner() -> None:
    """A new item that resembles an old one is new, since the old one is still there."""
    old = SECOND.items[0]
    lookalike: Item = replace(old, number="1.09", title=old.title + " og i alle dagtilbud")
    found = compared_reports(SECOND, in_round(SECOND, 3, items=(lookalike, *SECOND.items)))

    assert [(one.kind, one.heading) for one in found.changes] == [("item_added", lookalike.heading)]
