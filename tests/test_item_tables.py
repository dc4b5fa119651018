"""Item tables in every cut: one table per item or one for all, headings above, rows torn apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from item_reports import BODY, HEAD, ONE, ROWS, reports, shape

from extractors import formats, layouts
from extractors.document import Cell, Paragraph
from extractors.layouts.item_headings import Columns, beside_repeated, rest_of_heading
from extractors.limits import Limits
from extractors.records import RawReport
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options


def test_a_table_per_item() -> None:
    """Heading, description, effort, funding, chapter and rows."""
    found = reports("**3. Byen**", "", HEAD.format("3.01. Havnen"), BODY, *ROWS)

    assert shape(found[0]) == [("3.01. Havnen", ONE)]
    item = found[0].items[0]
    assert item.funding == "drift"
    assert item.chapter == "3. Byen"
    assert item.description is not None
    assert item.description.text == "Havnen skal ryddes."
    assert [mark.value for mark in item.follow_ups[0].marks] == ["☺"]


def test_all_items_in_one_table_are_the_same_items() -> None:
    """One after the other, with no blank line between."""
    lines = [line for n in ("a", "b") for line in (HEAD.format(n), BODY, *ROWS)]

    assert shape(reports(*lines)[0]) == [("a", ONE), ("b", ONE)]


@pytest.mark.parametrize("text", ["7", "7.", "\u25cf\u25cf \u25cf\u25cf\u25cf", "\ufffc", "2024"])
def test_a_number_or_signs_alone_are_no_chapter(text: str) -> None:
    """As a page's number is in large type; the chapter above goes on."""
    above, below = ((HEAD.format(name), BODY, *ROWS) for name in ("3.01. Havnen", "3.02. Broen"))
    (found,) = reports("**3. Byen**", "", *above, "", f"**{text}**", "", *below)

    assert [item.chapter for item in found.items] == ["3. Byen", "3. Byen"]


FRONT = ("Dato: 27. oktober 2024", "Sagsid: 00.30.00-S00-11-23", "", "☺: Opfyldt", "**3. Byen**")


def test_what_stands_above_the_items_of_one_table_is_its_front() -> None:
    """As where a spreadsheet is printed with its grid: no row is left over, a chapter is one."""
    rows = [f"{text}\t\t\t" for text in FRONT]

    (found,) = reports(*rows, HEAD.format("3.01. Havnen"), BODY, *ROWS)

    assert shape(found) == [("3.01. Havnen", ONE)]
    assert found.items[0].chapter == "3. Byen"
    texts = [one.text for one in found.front if one.text]
    assert texts == ["Anden opfølgning 2024", *(text.strip("*") for text in FRONT if text)]
    assert found.leftovers == ()


def test_the_front_in_a_table_of_items_says_who_the_report_is() -> None:
    """Its case, year and reading guide."""
    lines = (*FRONT[:3], "☹: Opfyldt", "☺: Ikke opfyldt")
    rows = [f"{text}\t\t\t" for text in lines]
    data = "\n".join((*rows, HEAD.format("3.01. Havnen"), BODY, *ROWS)).encode()

    read = read_document(data, Source("a.txt", ("a.txt",)), Options())

    assert read.documents[0].case_id == "00.30.00-S00-11-23"
    assert [one.status for one in read.legend] == ["met", "not_met"]
    assert read.follow_ups[0].status == "not_met"


@pytest.mark.parametrize(
    "rows",
    [
        ("Dato: 27. oktober 2024\t\t\t", "Sagsid: 14/17602\t\t\t"),  # no more than a title has
        (*(f"{text}\t\t\t" for text in FRONT), "3.02. Molen\t\t\t"),
        (*(f"{text}\t\t\t" for text in FRONT), "Der afsættes 2 mio. kr.\t\t\t"),
        (*(f"{text}\t\t\t" for text in FRONT), "Formål\tHavnen ryddes\t\t"),
    ],
)
def test_what_may_be_of_an_item_is_left_over_and_told(rows: tuple[str, ...]) -> None:
    (found,) = reports(*rows, HEAD.format("3.01. Havnen"), BODY, *ROWS)

    assert shape(found) == [("3.01. Havnen", ONE)]
    assert {left.reason for left in found.leftovers} == {"unknown-row"}


def test_a_heading_row_that_is_repeated_begins_no_new_item() -> None:
    """It is left over, with its reason."""
    found = reports(HEAD.format("a"), BODY, ROWS[0], HEAD.format("a"), ROWS[1])

    assert shape(found[0]) == [("a", ONE)]
    assert [left.reason for left in found[0].leftovers] == ["repeated-heading"]


def cells(*texts: str) -> tuple[Cell, ...]:
    """A row of cells, with a paragraph for each line."""
    return tuple(
        Cell(1, at, "", tuple(Paragraph(line, "") for line in text.split("\n") if line))
        for at, text in enumerate(texts, 1)
    )


HEADING = cells("3.01. Havnen", "Kort beskrivelse\n(drift)", "Tid", "Smiley")
CENTER = "Ansvarligt center: Teknik"


@pytest.mark.parametrize(
    ("row", "rest"),
    [
        (("3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley"), None),
        (("3.01. Havnen", "Kort beskrivelse", "Tid", "Smilev"), None),
        (
            ("3.01. Havnen", f"{CENTER}\nKort beskrivelse\n(drift)", "Tid", "Smiley"),
            ["", CENTER, "", ""],
        ),
        (
            ("3.01. Havnen", f"Kort beskrivelse\n(drift)\n{CENTER}", "Tid", "Smiley"),
            ["", CENTER, "", ""],
        ),
        (
            ("3.01. Havnen", f"{CENTER} Kort beskrivelse (drift)", "Tid", "Smiley"),
            ["", f"{CENTER} Kort beskrivelse (drift)", "", ""],
        ),
    ],
)
def test_of_a_repeated_heading_row_what_it_has_more_is_kept(
    row: tuple[str, ...], rest: list[str] | None
) -> None:
    """Beside the texts of the other one, or the whole cell where these stand amid a paragraph."""
    found = beside_repeated(HEADING, cells(*row))

    assert (found and [cell.text for cell in found if cell]) == rest


def test_what_a_repeated_heading_row_has_more_belongs_to_the_item() -> None:
    """As the first line of a description does that a page's end cuts from the rest."""
    more = "a\tAnsvarligt center: Teknik<br>Kort beskrivelse af indsatsen (drift)\tTid\tSmiley"
    data = "\n".join(
        "|" + line.replace("\t", "|") + "|"
        for line in (HEAD.format("a"), "---\t---\t---\t---", more, BODY, *ROWS)
    )
    found = layouts.recognize(formats.read(data.encode(), Limits(), name="rapport.md"))

    assert shape(found[0]) == [("a", ONE)]
    effort = found[0].items[0].effort
    assert effort is not None
    assert effort.text.startswith("Ansvarligt center: Teknik")


def test_parts_of_one_item_are_items_of_their_own() -> None:
    """Headings that differ in a figure only differ."""
    lines = [line for n in ("x - del 1", "x - del 2") for line in (HEAD.format(n), BODY, *ROWS)]

    assert [item.heading.text for item in reports(*lines)[0].items] == ["x - del 1", "x - del 2"]


def test_rows_torn_apart_are_put_together() -> None:
    """A row without a label goes on with the one above, in the same or the next table."""
    found = reports(
        HEAD.format("a"),
        "Første halvdel.\tAnsvarligt center: Ejendomme\t\t",
        "",
        "Anden halvdel.\t\t\t",
        "Milepæl\tPlan\t1. budgetopfølgning 2024\t☺",
        "",
        "\tlagt.\t\t",
        ROWS[1],
    )

    item = found[0].items[0]
    assert item.description is not None
    assert item.description.text == "Første halvdel.\nAnden halvdel."
    assert [row.text.text for row in item.follow_ups] == ["Plan\nlagt.", "2 mio. kr."]


def test_misspelt_labels_are_read_and_kept() -> None:
    """The label stays as printed."""
    found = reports(
        HEAD.format("a"), BODY, "Mileplæ:\tPlan lagt.\t31.12.2024\t☺", "Økonomi :\t-\t\t"
    )

    labels = [(row.kind, row.label) for row in found[0].items[0].follow_ups]
    assert labels == [("milestone", "Mileplæ:"), ("economy", "Økonomi :")]


@pytest.mark.parametrize(
    ("milestone", "economy"),
    [
        ("rnilepæl", "Økonorni"),
        ("Milepael", "Okonomi"),
        ("Mi1epæl", "0konomi"),
        ("rni1epael", "Okonorni"),
    ],
)
def test_labels_that_recognition_damaged_are_known(milestone: str, economy: str) -> None:
    """Letters taken for others ("rn" for "m", "o" for "ø"); the label is kept as read."""
    rows = [ROWS[0].replace("Milepæl", milestone), ROWS[1].replace("Økonomi", economy)]

    (report,) = reports(HEAD.format("3.01. Havnen"), BODY, *rows)

    assert shape(report) == [("3.01. Havnen", ONE)]
    assert [row.label for row in report.items[0].follow_ups] == [milestone, economy]
    assert report.leftovers == ()


def test_other_tables_are_left_over_with_their_reason() -> None:
    """A budget table among the items is no item."""
    found = reports(
        HEAD.format("a"), BODY, *ROWS, "", "Tabel 1", "", "År\tBudget", "2024\t3.000", "2025\t4.000"
    )

    assert shape(found[0]) == [("a", ONE)]
    assert [left.reason for left in found[0].leftovers] == ["not-a-follow-up-table"]


def test_a_document_without_labelled_rows_is_no_report() -> None:
    """Ordinary tables give nothing."""
    assert reports("Navn\tTlf.", "Bo\t12") == ()


def test_a_heading_that_its_narrow_column_cuts_still_names_it() -> None:
    """A word that is cut has the same letters."""
    head = HEAD.replace("Smiley", "Smi ley").format("a")

    assert shape(reports(head, BODY, ROWS[0], ROWS[1].replace("Øk", "Ø k"))[0]) == [("a", ONE)]


def test_a_heading_may_end_in_a_row_of_its_own() -> None:
    """Where a page ends in the middle of its word."""
    head = HEAD.replace("Smiley", "Smil").format("a")

    (report,) = reports(head, "\t\t\tey", BODY, *ROWS)

    assert shape(report) == [("a", ONE)]
    assert report.leftovers == ()


def test_a_row_of_another_width_is_no_rest_of_a_heading() -> None:
    """Where the next table has fewer columns, though it closes the title's parenthesis."""
    head = HEAD.format("3.01 Havn (drift")

    (report,) = reports(head, "", "og anlæg)\tNu", "Milepæl\tPlan lagt.")

    assert [item.heading.text for item in report.items] == ["3.01 Havn (drift"]
    assert [one.text.text for one in report.items[0].follow_ups] == ["Plan lagt."]


def test_a_column_whose_heading_names_nothing_is_reported_whole() -> None:
    """Over all items that head it so."""
    lines = [
        line.replace("Smiley", "Vejr")
        for name in ("a", "b")
        for line in (HEAD.format(name), BODY, *ROWS)
    ]

    left = [one for one in reports(*lines)[0].leftovers if one.reason == "unused-column"]

    assert [one.text for one in left] == ["Vejr: ☺; ☹; ☺; ☹"]


FUSED = """<table><tr><td><p>3.01. Havnen</p>{more}</td><td><p>{head}</p>{rest}</td><td>Tid</td>
<td>Smiley</td></tr><tr><td>Milepæl</td><td>Plan lagt.</td><td>31.12.2024</td><td>☺</td></tr>
<tr><td>Økonomi</td><td>2 mio. kr.</td><td></td><td>☹</td></tr></table>"""


def fused(more: str, rest: str, head: str = "Kort beskrivelse (drift)") -> RawReport:
    data = FUSED.format(more=more, rest=rest, head=head).encode()
    (report,) = layouts.recognize(formats.read(data, Limits(), name="rapport.html"))
    assert shape(report) == [("3.01. Havnen", ONE)]
    return report


@pytest.mark.parametrize("head", ["Kort beskrivelse (drift)", "Kort beskrivelse</p><p>(drift)"])
def test_what_stands_below_a_heading_in_its_cell_is_of_the_row_below(head: str) -> None:
    """Where nothing parts a heading row from its description, as on a page without rules."""
    rest = "<p>Ansvarligt center: Ejendomme</p><p>Nu.</p>"

    report = fused("<p>Havnen skal ryddes.</p>", rest, head)

    (item,) = report.items
    assert (item.description and item.description.text) == "Havnen skal ryddes."
    assert (item.effort and item.effort.text) == "Ansvarligt center: Ejendomme\nNu."
    assert item.funding == "drift"
    assert report.leftovers == ()


def row(*texts: str) -> tuple[Cell, ...]:
    """Cells of paragraphs, a line each; those behind a star are bold."""
    return tuple(
        Cell(1, n, "", tuple(map(paragraph, filter(None, text.split("\n")))))
        for n, text in enumerate(texts, start=1)
    )


def paragraph(text: str) -> Paragraph:
    return Paragraph(text.lstrip("*"), "", bold=text.startswith("*"))


@pytest.mark.parametrize(
    ("title", "below", "rest", "drawn"),
    [
        ("Nyt system", ("(Prisme)", "Ansvarlig"), ("(Prisme)", None), False),
        ("Nyt system", ("(Prisme)", "Ansvarlig"), (None, None), True),
        ("Nyt system (Prisme", ("2015)", "Ansvarlig"), ("2015)", None), True),
        ("Nyt system (Prisme", ("2015) er lagt ind.", "Ansvarlig"), (None, None), False),
        ("Nyt system", ("Det er lagt ind.", "(drift)\nAnsvarlig"), (None, "(drift)"), False),
        ("Nyt system", ("Det er (nok) lagt ind.", "(drift) går nu."), (None, None), False),
        ("Nyt system - del", ("2\nDet er lagt ind.", "Ansvarlig"), ("2", None), True),
        ("Nyt system - del 2", ("3\nDet er lagt ind.", "Ansvarlig"), (None, None), True),
        (
            "*Nyt system",
            ("*til alle\nDet er lagt ind.", "*(drift)\nNu."),
            ("til alle", "(drift)"),
            True,
        ),
        ("*Nyt system", ("*Til alle\nDet er lagt ind.", "Nu."), (None, None), True),
        ("*Nyt system", ("*til alle", "*(drift)"), (None, None), True),
        ("Nyt system", ("*til alle", "Nu."), (None, None), True),
        ("", ("6.01. Nyt system\nDet er lagt ind.", "Nu."), ("6.01. Nyt system", None), True),
        ("", ("6.01 mio. er afsat.\nDet er lagt ind.", "Nu."), (None, None), True),
    ],
    ids=[
        *("alone", "in a ruled row", "closing", "more than closing", "funding", "in sentences"),
        *("the number of a part", "of a whole one", "in bold", "a bold heading of its own"),
        *("all in bold", "a plain title", "all of a title", "an amount"),
    ],
)
def test_the_rest_of_a_heading_is_no_description(
    title: str, below: tuple[str, str], rest: tuple[str | None, str | None], *, drawn: bool
) -> None:
    """Where no rule parts rows, what stands in parentheses alone; anywhere what closes one."""
    names = ("*Kort beskrivelse", "*Tid", "*Smiley")
    heading, columns = row(title, *names), Columns(1, 2, 3)
    found, left = rest_of_heading(heading, columns, row(*below, "", ""), drawn=drawn)

    assert tuple(cell and cell.text for cell in found[:2]) == rest
    texts = [text.replace("*", "") for text in below]
    kept = [
        text.removeprefix(own or "").lstrip("\n") for text, own in zip(texts, rest, strict=True)
    ]
    assert [cell and cell.text for cell in left] == [*kept, "", ""]


def test_a_long_text_among_headings_is_reported() -> None:
    """It names no column, and stands in none."""
    report = fused(
        "", "<p>Ansvarligt center: Ejendomme</p>", "En tekst uden for alle kolonner, " * 3
    )

    (left,) = report.leftovers
    assert left.reason == "unknown-row"
    assert "Ansvarligt center: Ejendomme" in left.text


PIECES = (
    *(
        "3.01 Havn (drift",
        "og anlæg)",
        "(drift)",
        "Kort beskrivelse",
        "Tid",
        "Smi",
        "ley",
        "Smiley",
    ),
    *("Milepæl", "Økonomi", "Plan lagt.", "1. budgetopfølgning 2024", "☺", "", "- del 2"),
)


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), max_size=8))
def test_rows_of_any_width_and_content_are_read(rows: list[list[str]]) -> None:
    """Each item found has what its rows say, whatever stands around them."""
    for report in reports(*("\t".join(own) for own in rows)):
        assert all(item.follow_ups for item in report.items)


def test_a_title_may_have_no_description_below_it() -> None:
    (item,) = fused("", "<p>Ansvarligt center: Ejendomme</p>").items

    assert (item.description and item.description.text) == ""
    assert (item.effort and item.effort.text) == "Ansvarligt center: Ejendomme"
