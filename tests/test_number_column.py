"""Item tables whose items have their number in a column of its own."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES
from item_reports import reports, shape
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.document import Table
from extractors.formats import text
from extractors.formats.pdf import read
from extractors.layouts.number_column import with_titles
from extractors.limits import Limits

HEAD = "{}\tKort beskrivelse af indsatsen (drift)\tTid\tSmiley"
BODY = "Havnen skal ryddes.\tAnsvarligt center: Ejendomme\t\t"
ROWS = ("Milepæl\tPlan lagt.\t1. budgetopfølgning 2024\t☺", "Økonomi\t2 mio. kr.\t\t☹")
TITLES = ("3.01.\tHavnen", "3.02.\tPost til borgere")


def item(title: str, first: str) -> list[str]:
    return [HEAD.format(title), *(f"{first}\t{row}" for row in (BODY, *ROWS)), ""]


@pytest.mark.parametrize("first", ["", "{}"], ids=["once", "in each row"])
def test_a_number_in_a_column_of_its_own_is_of_the_title(first: str) -> None:
    """As if both stood in one cell; labels and descriptions stand below the title."""
    numbered = (item(one, first.format(one.split("\t")[0])) for one in TITLES)
    whole = (
        line for one in TITLES for line in (HEAD.format(one.replace("\t", " ")), BODY, *ROWS, "")
    )
    (usual,), (found,) = reports(*whole), reports(*(line for one in numbered for line in one))

    assert shape(found) == shape(usual)
    assert [one.heading.text for one in found.items] == ["3.01. Havnen", "3.02. Post til borgere"]
    assert [one.description and one.description.text for one in found.items] == [
        "Havnen skal ryddes."
    ] * 2


def test_a_chapter_between_items_and_the_rest_of_a_table_keep_to_the_columns() -> None:
    """A title alone in its row, and a table that goes on without a heading row."""
    lines = (
        *item(TITLES[0], "")[:-1],
        "**4. By,**\t**land og hav**\t\t\t",
        *item("4.01.\tMole", ""),
    )
    more = ("\tMilepæl\tMere.\t2. budgetopfølgning 2024\t☺", "")
    (found,) = reports(*lines, *more)

    assert [(one.heading.text, one.chapter) for one in found.items] == [
        ("3.01. Havnen", None),
        ("4.01. Mole", "4. By, land og hav"),
    ]
    assert [row.text.text for row in found.items[1].follow_ups] == [
        "Plan lagt.",
        "2 mio. kr.",
        "Mere.",
    ]


OTHERS = {
    "rows are numbered": (
        HEAD.format("3.01\tHavnen"),
        "\tHavnen ryddes.\tAnsvarlig: Ejendomme\t\t",
        "1\tMilepæl\tPlan lagt.\t2024\t☺",
        "2\tMilepæl\tKajen bygges.\t2025\t☺",
    ),
    "columns are numbered": (
        "1.\tTitel\tKort beskrivelse\tTid\tSmiley",
        "\tMilepæl\tPlan lagt.\t2024\t☺",
    ),
    "a column is named": (
        "3.01\tMilepæl\tBeskrivelse\tTid\tSmiley",
        "\tMilepæl\tPlan lagt.\t2024\t☺",
    ),
    "labels stand below the number": (
        "3.01\tHavnen\tKort beskrivelse\tTid\tSmiley",
        "Milepæl\tEjendomme\tPlan lagt.\t2024\t☺",
    ),
    "no label at all": (
        "3.01\tHavnen\tKort beskrivelse\tTid\tSmiley",
        "\tMolen\tPlan lagt.\t2024\t☺",
    ),
}


@pytest.mark.parametrize("lines", OTHERS.values(), ids=OTHERS)
def test_other_tables_keep_their_columns(lines: tuple[str, ...]) -> None:
    """Only what stands before a title and above labels is the number of an item."""
    document = text.read("\n".join(lines).encode(), Limits())
    tables = [one for one in document.blocks if isinstance(one, Table)]

    assert tables
    assert list(with_titles(tables, ())) == tables


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cell_of_a_number_merged_over_the_rows_is_of_the_title(engine: str) -> None:
    """On a page; the heading's places are those of both texts and not of the tall cell."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    xs, ys = (40, 80, 200, 420, 490, 550), (700, 670, 640, 610)
    canvas.lines([(x, ys[0], x, ys[-1]) for x in xs])
    canvas.lines([(xs[1], y, xs[-1], y) for y in ys[1:-1]])
    canvas.lines([(xs[0], y, xs[-1], y) for y in (ys[0], ys[-1])])
    rows = (
        ("3.01", "Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley"),
        ("", "Havnen skal ryddes.", "Ansvarligt center: Ejendomme"),
        ("", "Milepæl", "Plan lagt.", "31.12.2024", "Ja"),
    )
    for y, row in zip(ys, rows, strict=False):
        for x, said in zip(xs, row, strict=False):
            canvas.drawString(x + 3, y - 12, said)
    canvas.save()
    (found,) = layouts.recognize(read(stream.getvalue(), Limits(), engine))
    (one,) = found.items

    assert one.heading.text == "3.01 Havnen"
    assert [row.text.text for row in one.follow_ups] == ["Plan lagt."]
    assert all(place.bottom < 842 - ys[1] + 5 for place in one.heading.places())
