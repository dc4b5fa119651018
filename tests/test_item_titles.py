"""Titles of items that stand above the row of headings, and what there is none."""

from __future__ import annotations

import pytest
from drawn_tables import drawn
from item_reports import BODY, HEAD, ONE, ROWS, reports, shape
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts


def test_what_heads_descriptions_beside_efforts_is_no_title() -> None:
    """The title stands above the table; "Beskrivelse" alone heads efforts as ever."""
    names = HEAD.format("Beskrivelse")
    found = reports(
        *("**3. Byen**", "", "**3.01. Havnen**", "", names, BODY, *ROWS, ""),
        *("**3.02. Molen**", "", names, BODY, *ROWS),
    )

    assert shape(found[0]) == [("3.01. Havnen", ONE), ("3.02. Molen", ONE)]
    assert [one.chapter for one in found[0].items] == ["3. Byen"] * 2
    assert [one.description and one.description.text for one in found[0].items] == [
        "Havnen skal ryddes."
    ] * 2


def test_a_title_alone_above_a_heading_row_with_nothing_in_its_place() -> None:
    """It heads the item; a chapter may stand above it, and the next item below."""
    whole = (HEAD.format(""), BODY, *ROWS)
    titles = ("**3.01. Havnen**\t\t\t", "**3.02. Molen**\t\t\t")
    found = reports("**3. Byen**\t\t\t", titles[0], *whole, titles[1], *whole)

    assert shape(found[0]) == [("3.01. Havnen", ONE), ("3.02. Molen", ONE)]


@pytest.mark.parametrize("caption", ["Beløb i 1.000 kr.", "Tabel 1", "Børn og unge", "☺"])
def test_a_caption_or_chapter_above_a_heading_row_is_no_title(caption: str) -> None:
    """The item has none, and what stands there is told."""
    found = reports(f"**{caption}**\t\t\t", HEAD.format(""), BODY, *ROWS)

    assert shape(found[0]) == [("", ONE)]
    assert [one.text.strip() for one in found[0].leftovers] == [caption]


@pytest.mark.parametrize(
    ("above", "title"),
    [("Beløb i 1.000 kr.", ""), ("Børn og unge", ""), ("3.01. Havnen", "3.01. Havnen")],
)
def test_of_what_is_merged_above_a_heading_row_only_a_numbered_title_is_one(
    above: str, title: str
) -> None:
    """All else is told."""

    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 760, 450, 20)
        canvas.drawString(54, 766, above)
        for top, row in zip(
            (740, 720), (HEAD.format(""), ROWS[1].replace("☹", "Grøn")), strict=True
        ):
            for x, width, text in zip(
                (50, 130, 370, 430), (80, 240, 60, 70), row.split("\t"), strict=True
            ):
                canvas.rect(x, top, width, 20)
                canvas.drawString(x + 4, top + 6, text)

    found = layouts.recognize(drawn(draw))

    assert [one.heading.text for one in found[0].items] == [title]
    assert [one.text.strip() for one in found[0].leftovers] == [above] * (not title)


def test_a_text_alone_above_a_heading_row_is_no_title_where_it_is_not_set_as_one() -> None:
    """Of the row before, or a note: it is told."""
    whole = (BODY, *ROWS)
    heads = (HEAD.format("3.01. Havnen"), *whole, "Se bilag 4.\t\t\t", HEAD.format(""), *whole)
    found = reports(*heads)

    assert shape(found[0])[0] == ("3.01. Havnen", ONE)
    assert [one.text.strip() for one in found[0].leftovers] == ["Se bilag 4."]


def test_the_heading_may_stand_above_its_table() -> None:
    """As a heading paragraph, the first cell being the column's name."""
    found = reports(
        "## 3.01. Havnen", "", "Indsats\tKort beskrivelse (drift)\tTid\tSmiley", BODY, *ROWS
    )

    assert shape(found[0]) == [("3.01. Havnen", ONE)]


def test_a_heading_alone_in_a_row_is_the_chapter_of_the_items_below() -> None:
    """Where all items and chapters share one table."""
    lines = [HEAD.format("3.01. a"), BODY, *ROWS, "**4. Velfærd**\t\t\t", HEAD.format("4.01. b")]

    found = reports("**3. Byen**", "", *lines, BODY, *ROWS)[0]

    assert [item.chapter for item in found.items] == ["3. Byen", "4. Velfærd"]
    assert [one for one in found.leftovers if one.reason == "unknown-row"] == []
