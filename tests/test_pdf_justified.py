"""PDF: justified texts in tables without rules."""

from __future__ import annotations

from io import BytesIO

from drawn_tables import texts
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Flowing

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.gaps import Word, Words
from extractors.pages.justified import without_wrapped

TOP = [("VALIGN", (0, 0), (-1, -1), "TOP")]
STRETCHED = ParagraphStyle("stretched", fontName="Helvetica", fontSize=9, leading=11, alignment=4)


def stretched(number: int) -> list[list[str]]:
    """A heading and rows, whose texts fill some of their lines."""
    names = ("Ny mole", "Fælles bibliotek", "Bedre busser", "Flere cykelstier på strækningen")
    towns = ("i Nørrekær", "i Østermarken og omegn", "mellem de omkringliggende landsbyer")
    name = f"3.0{number}. {names[number % 4]} {towns[number % 3]}"
    ends = ("1. opfølgning 2021", "2. kvartal 2022", "31. december 2021")
    plan = f"Der etableres {number} nye pladser i den nordlige bydel, så flere kan være med."
    rest = f"Status: Arbejdet er igangsat, og de {number} berørte beboere er orienteret om det."
    return [
        [name, "Kort beskrivelse", "Tid", "Status"],
        ["Milepæl", f"{plan} {rest}", ends[number % 3], "Grøn"],
        ["Milepæl", rest, ends[(number + 1) % 3], "Rød"],
        ["Økonomi", plan, "", "Gul"],
    ]


def test_the_words_of_justified_lines_are_no_columns() -> None:
    """Where words of other rows stand across what such lines leave free."""
    tables = [stretched(number) for number in range(1, 9)]
    stream = BytesIO()
    story: list[Flowable] = []
    for rows in tables:
        cells = [[Flowing(text, STRETCHED) for text in row] for row in rows]
        table = Table(
            cells, colWidths=[120, 190, 80, 60], style=[("VALIGN", (0, 0), (3, 3), "TOP")]
        )
        story += [table, Spacer(1, 14)]
    SimpleDocTemplate(stream, pagesize=(560, 500), invariant=1).build(story)

    found = texts(read(stream.getvalue(), Limits()))

    assert found == [row for rows in tables for row in rows]


def words(base: float, *columns: tuple[float, float, str]) -> Words:
    return Words(base, 9.0, bold=False, words=tuple(Word(*column) for column in columns))


def test_a_stretched_blank_is_no_new_column() -> None:
    """What stands behind it goes on below, before it; what other rows show is one."""
    due, year = (400.0, 480.0, "opfølgning"), (340.0, 360.0, "2024")
    rows = [
        line
        for n in range(4)
        for line in (
            words(100.0 + 30 * n, (40, 80, "Milepæl"), (340, 348, f"{n}."), due),
            words(111.0 + 30 * n, year),
        )
    ]
    gaps = ((80.0, 340.0), (360.0, 400.0))

    assert without_wrapped(rows, gaps, ()) == gaps[:1]
    assert without_wrapped(rows, gaps, gaps[1:]) == gaps
    assert without_wrapped(rows[::2], gaps, ()) == gaps
