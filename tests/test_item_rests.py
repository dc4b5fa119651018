"""What stands between and beside the rows of item tables, and is in none of them, is told."""

from __future__ import annotations

import pytest
from item_reports import BODY, HEAD, ONE, ROWS, reports, shape

from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options


def test_text_between_two_rows_of_an_item_is_told() -> None:
    """It is in none of them, and may be part of the one above; a small table may, too."""
    between = ("", "Kajen er sat i stand.", "", "Fase\tSted", "Et\tHavnen", "")

    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, ROWS[0], *between, ROWS[1])

    assert shape(found) == [("3.01. Havnen", ONE)]
    (left,) = [one for one in found.leftovers if one.reason == "text-between-rows"]
    assert left.text == "Kajen er sat i stand.\nFase\tSted\tEt\tHavnen"


def test_text_between_two_items_is_not_told() -> None:
    """Nor is what stands below the last one, or a chapter's heading."""
    lines = [line for n in ("a", "b") for line in (HEAD.format(n), BODY, *ROWS, "", "Og så.", "")]

    (found,) = reports("**3. Byen**", "", *lines)

    assert found.leftovers == ()


def test_text_between_two_rows_is_a_finding() -> None:
    """With all that stands there."""
    lines = (HEAD.format("3.01. Havnen"), BODY, ROWS[0], "", "Kajen er ny.", "", ROWS[1])
    data = "\n".join(("Anden opfølgning 2024", "", *lines)).encode()

    rows = read_document(data, Source("rapport.txt", ("rapport.txt",)), Options())

    told = [one for one in rows.findings if one.code == "text-between-rows"]
    assert [(one.severity, one.evidence) for one in told] == [("warning", "Kajen er ny.")]


@pytest.mark.parametrize(("sign", "reasons"), [("☺", ["sign-outside-rows"]), ("☎", []), ("-", [])])
def test_a_sign_alone_below_a_table_is_told_if_statuses_look_so(
    sign: str, reasons: list[str]
) -> None:
    """A page's end may have cut it off its row."""
    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, *ROWS, "", sign, "", "Og så.")

    assert [left.reason for left in found.leftovers] == reasons


def test_a_sign_alone_above_all_items_is_of_the_reading_guide() -> None:
    """What it means stands below it."""
    (found,) = reports("☺", "", "Opfyldt", "", HEAD.format("3.01. Havnen"), BODY, *ROWS)

    assert found.leftovers == ()
