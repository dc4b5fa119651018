"""What people put right is replayed on every run, marked, and told where it no longer fits."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline import dataset
from pipeline.cli import milepael
from pipeline.corrections import entries
from pipeline.corrections.columns import BadValue
from pipeline.corrections.entries import BadCorrections, Correction
from pipeline.corrections.making import NoSuchRow, Said, Where, entry
from pipeline.options import Options
from pipeline.run import Summary, run

SAMPLES = Path(__file__).parents[1] / "samples"
RIGHT = Said("corrected", "not_met", "A. Holm", "Side 4 siger andet", "2024-09-01")


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dataset.load(output, table).to_pylist()
    return found


def read(source: Path, output: Path) -> Summary:
    return run([str(source)], output, Options())


def add(output: Path, where: Where, column: str, said: Said) -> Correction:
    made = entry(output, where, column, said)
    entries.add(output / entries.FILE, made)
    return made


def called(output: Path, *options: str) -> Result:
    return CliRunner().invoke(milepael, ["correct", str(output), *options])


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source, and what was read of it."""
    folder = tmp_path_factory.mktemp("corrections")
    source = folder / "source"
    source.mkdir()
    shutil.copy(SAMPLES / "klitsund-2024-2.docx", source)
    read(source, folder / "output")
    return folder


@pytest.fixture
def source(once: Path, tmp_path: Path) -> Path:
    shutil.copytree(once, tmp_path / "own")
    return tmp_path / "own" / "source"


@pytest.fixture
def output(source: Path) -> Path:
    return source.parent / "output"


@pytest.fixture
def met(output: Path) -> Where:
    """A row whose smiley says met."""
    row = next(row for row in rows(output, "follow_ups") if row["status"] == "met")
    return Where(item_id=row["item_id"], follow_up=row["position"])


def of(output: Path, where: Where) -> dict[str, Any]:
    return next(
        row
        for row in rows(output, "follow_ups")
        if (row["item_id"], row["position"]) == (where.item_id, where.follow_up)
    )


def test_a_correction_is_in_the_datasets_and_what_was_read_stays(
    source: Path, output: Path, met: Where
) -> None:
    """Nothing is read again for it, and no other row changes."""
    before = rows(output, "follow_ups")
    add(output, met, "status", RIGHT)

    summary = read(source, output)

    row = of(output, met)
    changed = [
        one for one, two in zip(before, rows(output, "follow_ups"), strict=True) if one != two
    ]
    assert summary.read == 0
    assert len(changed) == 1
    assert (row["status"], row["status_candidates"], row["status_rule"]) == (
        "not_met",
        ["not_met"],
        "correction",
    )
    assert row["reviews"] == [
        {
            "column": "status",
            "verdict": "corrected",
            "read": "met",
            "who": "A. Holm",
            "why": "Side 4 siger andet",
            "day": "2024-09-01",
        }
    ]


def test_a_run_from_nothing_with_the_same_file_gives_the_same_bytes(
    source: Path, output: Path, met: Where, tmp_path: Path
) -> None:
    """The corrections file and the sources decide, not the way there."""
    add(output, met, "status", RIGHT)
    first = {file.path: file.sha256 for file in read(source, output).files}
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    shutil.copy(output / entries.FILE, fresh)

    second = {file.path: file.sha256 for file in read(source, fresh).files}

    assert first == second


def test_a_correction_taken_back_is_gone(source: Path, output: Path, met: Where) -> None:
    """Without its entry the row is as it was read."""
    before = of(output, met)
    add(output, met, "status", RIGHT)
    read(source, output)
    (output / entries.FILE).unlink()

    read(source, output)

    assert of(output, met) == before


def test_what_the_source_no_longer_says_is_not_corrected(
    source: Path, output: Path, met: Where
) -> None:
    """The entry is told as stale, with both texts."""
    made = add(output, met, "status", RIGHT)
    file = output / entries.FILE
    file.write_text(file.read_text("utf-8").replace(f'"{made.read}"', '"☂"'), encoding="utf-8")

    read(source, output)

    stale = [row for row in rows(output, "findings") if row["code"] == "stale-correction"]
    assert of(output, met)["status"] == "met"
    assert [row["locator"] for row in stale] == [made.locator]
    assert f"expected '☂', found {made.read!r}" in stale[0]["evidence"]
    assert rows(output, "documents")[0]["finding_count"] == len(rows(output, "findings"))


def test_a_correction_of_a_file_that_is_another_now_is_told(
    source: Path, output: Path, met: Where
) -> None:
    """Under the same name stand other bytes."""
    add(output, met, "status", RIGHT)
    shutil.copy(SAMPLES / "klitsund-2024-3.docx", source / "klitsund-2024-2.docx")

    summary = read(source, output)

    assert summary.unused == ()
    assert "stale-correction" in [row["code"] for row in rows(output, "findings")]


def test_a_correction_without_a_source_is_named(source: Path, output: Path, met: Where) -> None:
    """It is neither lost nor an error."""
    made = add(output, met, "status", RIGHT)
    (source / "klitsund-2024-2.docx").rename(source / "other.docx")
    shutil.copy(SAMPLES / "klitsund-2024-3.docx", source / "other.docx")

    assert read(source, output).unused == (made,)


@pytest.mark.parametrize("verdict", ["accepted", "commented"])
def test_other_verdicts_leave_the_value(
    source: Path, output: Path, met: Where, verdict: str
) -> None:
    """They stand beside it."""
    add(output, met, "status", Said(verdict, None, "A. Holm", "Set på side 4", "2024-09-01"))

    read(source, output)

    row = of(output, met)
    assert row["status"] == "met"
    assert [(one["verdict"], one["read"]) for one in row["reviews"]] == [(verdict, "met")]


def test_nobody_may_know(source: Path, output: Path, met: Where) -> None:
    """A status that is taken back leaves no candidate."""
    add(output, met, "status", Said("corrected", None, "A. Holm", None, "2024-09-01"))

    read(source, output)

    row = of(output, met)
    assert (row["status"], row["status_candidates"]) == (None, [])


def test_an_exact_amount_stays_exact(source: Path, output: Path) -> None:
    """The second of two in one cell is meant, and only that one changes."""
    amounts = [row for row in rows(output, "amounts") if row["follow_up_position"] is None]
    same = next(
        [two for two in amounts if two["locator"] == one["locator"]]
        for one in amounts
        if [two["locator"] for two in amounts].count(one["locator"]) > 1
    )
    own = [row for row in amounts if row["item_id"] == same[1]["item_id"]]
    where = Where(item_id=same[1]["item_id"], amount=own.index(same[1]) + 1)
    add(output, where, "low", Said("corrected", "1234.50", "A. Holm", None, "2024-09-01"))

    read(source, output)

    after = [row for row in rows(output, "amounts") if row["reviews"]]
    assert [(row["raw"], row["start"], row["low"], row["high"]) for row in after] == [
        (same[1]["raw"], same[1]["start"], Decimal("1234.50"), Decimal("1234.50"))
    ]


def test_a_range_is_never_turned_round(source: Path, output: Path) -> None:
    """An upper end below the lower one is not carried out."""
    row = next(row for row in rows(output, "amounts") if row["low"] > 1)
    own = [
        one
        for one in rows(output, "amounts")
        if (one["item_id"], one["follow_up_position"])
        == (row["item_id"], row["follow_up_position"])
    ]
    where = Where(
        item_id=row["item_id"],
        follow_up=row["follow_up_position"],
        amount=own.index(row) + 1,
    )
    add(output, where, "high", Said("corrected", "1", "A. Holm", None, "2024-09-01"))

    read(source, output)

    assert not any(one["reviews"] for one in rows(output, "amounts"))
    assert "stale-correction" in [one["code"] for one in rows(output, "findings")]


def test_a_year_moves_every_row(source: Path, output: Path) -> None:
    """All tables follow their document."""
    document = rows(output, "documents")[0]["document_id"]
    where = Where(document_id=document)
    add(output, where, "budget_year", Said("corrected", "2031", "A. Holm", None, "2024-09-01"))

    read(source, output)

    for table in ("documents", "legend", "items", "follow_ups", "amounts"):
        assert {row["budget_year"] for row in rows(output, table)} == {2031}, table


def test_a_day_is_a_deadline(source: Path, output: Path, met: Where) -> None:
    """What follows from it follows."""
    add(output, met, "deadline_date", RIGHT._replace(value="2025-03-31"))

    read(source, output)

    row = of(output, met)
    assert (row["deadline_kind"], row["deadline_year"], row["deadline_precision"]) == (
        "date",
        2025,
        "day",
    )
    assert row["deadline_date"] == row["deadline_first_date"] == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("status", "done", "status is 'done', expected one of met, partly_met, not_met"),
        ("smiley_raw", "x", "follow_ups.smiley_raw is not to be corrected; expected kind, "),
        ("deadline_date", "31.3.2025", "expected a date as 2024-12-31"),
        ("deadline_year", "to", "deadline_year is 'to', expected a whole number"),
        ("has_economic_effect", "ja", "expected true or false"),
        ("kind", None, "follow_ups.kind cannot be unknown"),
    ],
)
def test_a_value_that_its_column_cannot_hold_is_refused(
    output: Path, met: Where, column: str, value: str | None, message: str
) -> None:
    """Before anything is written."""
    with pytest.raises(BadValue) as caught:
        add(output, met, column, RIGHT._replace(value=value))

    assert message in str(caught.value)
    assert not (output / entries.FILE).exists()


@pytest.mark.parametrize("value", ["0,57 mio. kr.", "1e99", "nan", "1.234,50", "0.005"])
def test_only_kroner_are_an_amount(output: Path, value: str) -> None:
    """As a number, with no more than two decimals."""
    item = rows(output, "amounts")[0]
    where = Where(item_id=item["item_id"], follow_up=item["follow_up_position"], amount=1)

    with pytest.raises(BadValue, match="expected kroner"):
        entry(output, where, "low", RIGHT._replace(value=value))


def test_a_row_that_is_not_there_is_named(output: Path, met: Where) -> None:
    """By what was asked for."""
    with pytest.raises(NoSuchRow, match=r"nothing under item .*, row 99"):
        entry(output, met._replace(follow_up=99), "status", RIGHT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[correction]", "corrections.toml: "),
        ("a = 1", "expected tables named [[correction]] and nothing else"),
        ("[[correction]]\nwho = 'A'", "correction 1: document is None, expected a text"),
        (
            "[[correction]]\ndocument='a'\ntable='items'\ncolumn='title'\nwho='A'\nverdict='maybe'",
            "verdict is 'maybe', expected one of",
        ),
        (
            (
                "[[correction]]\ndocument='a'\ntable='items'\ncolumn='title'\nwho='A'\n"
                "verdict='corrected'"
            ),
            "expected either a value or unknown = true",
        ),
        (
            (
                "[[correction]]\ndocument='a'\ntable='amounts'\ncolumn='low'\nwho='A'\n"
                "verdict='corrected'\nvalue=0.57"
            ),
            "value is 0.57, expected a text; an amount stands in quotes",
        ),
        ("[[correction]]\ndocument='a'\nodd=1", "correction 1: unknown keys ['odd']"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_run_before_it_begins(
    source: Path, output: Path, text: str, message: str
) -> None:
    """With the place and what was expected; the output still stands."""
    (output / entries.FILE).write_text(text, encoding="utf-8")

    with pytest.raises(BadCorrections) as caught:
        read(source, output)

    assert message in str(caught.value)
    assert rows(output, "items")


def test_what_people_wrote_in_the_file_stays(output: Path, met: Where) -> None:
    """Comments, order and blank lines; the new entry comes last."""
    before = "# Gennemgået af revisionen\n\n# intet endnu"
    (output / entries.FILE).write_text(before, encoding="utf-8")

    made = add(output, met, "status", RIGHT._replace(why='"Nej" \\ \n #1 æøå \x7f'))

    assert (output / entries.FILE).read_text("utf-8").startswith(before)
    assert entries.load(output / entries.FILE) == (made,)


def test_the_command_records_lists_and_explains(source: Path, output: Path, met: Where) -> None:
    """What it prints is what a person needs next."""
    assert met.item_id is not None
    at = ("--item", met.item_id, "--row", str(met.follow_up))

    done = called(output, "status", "not_met", *at, "--who", "A. Holm", "--why", "s. 4")
    listed = called(output, "--list")
    again = CliRunner().invoke(milepael, ["run", str(source), "-o", str(output), "--quiet"])

    assert done.exit_code == 0, done.output
    assert "follow_ups.status corrected; run `milepael run` again" in done.output
    assert "follow_ups.status corrected -> not_met" in listed.output
    assert again.exit_code == 0
    assert of(output, met)["status"] == "not_met"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("status", "met", "--who", "A"), "either --item or --document"),
        (("status", "--item", "x", "--who", "A"), "one of VALUE, --unknown, --accept"),
        (("status", "met", "--accept", "--item", "x", "--who", "A"), "one of VALUE"),
        (("status", "met", "--item", "x", "--row", "1", "--who", "A"), "nothing under item x"),
        (("status", "met", "--item", "x", "--row", "1"), "--who"),
    ],
)
def test_wrong_usage_is_2(output: Path, options: tuple[str, ...], message: str) -> None:
    """With what was expected."""
    found = called(output, *options)

    assert found.exit_code == 2
    assert message in found.output
