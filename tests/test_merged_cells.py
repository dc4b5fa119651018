"""Item tables of Word whose cells are merged: each text stays in the row that it stands in."""

from __future__ import annotations

from word_files import cell, paragraph, row, run, table, word_file

from extractors import formats, layouts
from extractors.limits import Limits
from extractors.records import RawReport

WIDE = "<w:gridSpan w:val='2'/>"
UPPER, LOWER = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


def report(*rows: str) -> RawReport:
    body = paragraph(run("Anden opfølgning 2024")) + table(*rows)
    (found,) = layouts.recognize(formats.read(word_file(body), Limits(), name="rapport.docx"))
    return found


def line(*texts: str, merged: str = "") -> str:
    """A row; `merged` is said of all cells but the second."""
    said = [merged if at != 1 else "" for at in range(len(texts))]
    return row(*(cell(paragraph(run(text)), one) for text, one in zip(texts, said, strict=True)))


def test_two_texts_beside_one_label_deadline_and_status_are_two_milestones() -> None:
    """They are no table in a cell: each fills its column."""
    found = report(
        line("3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley"),
        line("Havnen skal ryddes.", "Ansvarligt center: Ejendomme", "", ""),
        line("Milepæl", "Plan lagt.", "1. maj 2024", "☺", merged=UPPER),
        line("", "Kaj bygget.", "", "", merged=LOWER),
        line("Økonomi", "2 mio. kr.", "", "☹"),
    )

    (item,) = found.items
    assert [one.text.text for one in item.follow_ups] == ["Plan lagt.", "Kaj bygget.", "2 mio. kr."]


def test_a_column_beside_the_texts_is_told_though_one_heading_stands_above_both() -> None:
    """What stands there is no part of the text, as an amount is none."""
    names = ("3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley")
    heading = (cell(paragraph(run(one)), WIDE if one is names[1] else "") for one in names)

    found = report(
        row(*heading),
        line("Havnen skal ryddes.", "Ansvarligt center: Ejendomme", "Note", "", ""),
        line("Milepæl", "Plan lagt.", "2 mio. kr.", "1. maj 2024", "☺"),
        line("Økonomi", "Budget", "1 mio. kr.", "", "☹"),
    )

    (item,) = found.items
    assert item.effort is not None
    assert item.effort.text == "Ansvarligt center: Ejendomme"
    assert [one.text.text for one in item.follow_ups] == ["Plan lagt.", "Budget"]
    assert [(left.reason, left.text) for left in found.leftovers] == [
        ("unused-column", ": 2 mio. kr.; 1 mio. kr."),
        ("unused-cell", ": Note"),
    ]
