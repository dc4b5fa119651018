"""PDF: in rows between rules paragraphs may stand as far apart as rows, or further."""

from __future__ import annotations

from itertools import pairwise

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas
from set_pages import DUE, Cells, Draw, pressed

from extractors.document import Document, Paragraph
from extractors.pages.gaps import Word, Words
from extractors.pages.spaced import Ruled, is_spaced
from extractors.pages.stops import Stops

APART = ("", "")  # a blank line
FAR = ("", "", "", "")
HEAD: Cells = (["3.01. Havnen"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"])
NEXT: Cells = (["3.02. Skolen"], *HEAD[1:])
EDGES = (36, 146, 396, 496, 560)


def pieces(canvas: Canvas, high: float, low: float, _: Cells) -> None:
    """A rule above every cell and one below."""
    for y in (high, low):
        canvas.lines([(left, y, right, y) for left, right in pairwise(EDGES)])


def whole(canvas: Canvas, high: float, low: float, _: Cells) -> None:
    """A rule above every row and one below."""
    canvas.lines([(EDGES[0], y, EDGES[-1], y) for y in (high, low)])


def backgrounds(canvas: Canvas, high: float, low: float, _: Cells) -> None:
    canvas.setFillGray(0.93)
    for left, right in pairwise(EDGES):
        canvas.rect(left + 1, low + 1, right - left - 2, high - low - 2, stroke=0, fill=1)
    canvas.setFillGray(0)


CODE = "left-between-rules"
STYLES = (pieces, whole, backgrounds)


def paragraphs(*own: str, apart: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for text in own:
        found += [*apart, *text.split("\n")] if found else text.split("\n")
    return found


def table(head: Cells, apart: tuple[str, ...]) -> list[Cells]:
    told = ("Planen er lagt\nog godkendt.", "Status:", "Kajen er bygget\nfor 2,4 mio. kr.")
    about = ("Ansvarligt center: Teknik", "Broen er malet om.", "Den er rød.")
    return [
        head,
        (["Havnen skal ryddes", "for gamle skibe."], paragraphs(*about, apart=apart), [], []),
        (["Milepæl"], paragraphs(*told, apart=apart), [DUE], ["Nået"]),
        (["Milepæl"], ["Bolværket er rettet op."], [DUE], ["Nået"]),
        (["Økonomi"], paragraphs("Der afsættes 3 mio. kr.", *told[1:], apart=apart), [], ["Nået"]),
    ]


def prose(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Paragraph)]


def joined(rows: list[Cells]) -> list[list[str]]:
    return [[" ".join(filter(None, cell)) for cell in row] for row in rows]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("apart", [APART, FAR], ids=["a blank line", "two"])
@pytest.mark.parametrize("draw", STYLES)
def test_all_between_two_rules_of_a_table_is_one_row(
    draw: Draw, apart: tuple[str, ...], engine: str
) -> None:
    """However far paragraphs stand apart in its cells."""
    rows = [*table(HEAD, apart), *table(NEXT, apart)]

    found = pressed(rows, draw=draw, engine=engine)

    # Between the last rule of one table and the first one of the next stands nothing.
    assert [row for row in texts(found) if any(row)] == joined(rows)
    assert prose(found) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", STYLES)
def test_a_row_that_pages_cut_in_a_blank_line_loses_nothing(draw: Draw, engine: str) -> None:
    """Its last line stands far above the rule at the foot of a page, the next far below one."""
    head, about, first, *others = table(HEAD, APART)
    upper = (first[0], [*first[1][:2], *APART], *first[2:])
    lower: Cells = ([], [*APART, *first[1][4:]], [], [])

    found = pressed(
        [head, about, upper], [lower, *others, *table(NEXT, APART)], draw=draw, engine=engine
    )

    told = " ".join(row[1] or "" for row in texts(found))
    assert "Planen er lagt og godkendt. Status: Kajen er bygget for 2,4 mio. kr." in told
    assert prose(found) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", [pieces, backgrounds])
def test_prose_between_two_tables_is_no_row(draw: Draw, engine: str) -> None:
    """Its short lines stand further from the rules above and below than those of rows do."""
    between = ("", "4. Havne", "", "Her er havnen.", "", "")

    found = pressed([*table(HEAD, APART), *between, *table(NEXT, APART)], draw=draw, engine=engine)

    assert [row for row in texts(found) if any(row)] == joined(
        [*table(HEAD, APART), *table(NEXT, APART)]
    )
    assert " ".join(prose(found)) == "4. Havne Her er havnen."


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_without_a_rule_above_begins_another_table(engine: str) -> None:
    """What stands far above it, below the last rule of a table, is no row either."""

    def below(canvas: Canvas, _: float, low: float, row: Cells) -> None:
        pieces(canvas, low, low, row)

    between = ("Her er havnen.", "", "")

    found = pressed([*table(HEAD, APART), *between, *table(NEXT, APART)], draw=below, engine=engine)

    assert [row[0] for row in texts(found)].count("3.02. Skolen") == 1
    assert prose(found) == ["Her er havnen."]


def test_a_row_with_a_sign_may_stand_as_far_below_its_rule_as_others_with_one() -> None:
    """A large sign stands on a baseline of its own, which is that of its line."""

    def band(high: float, *bases: float) -> Ruled:
        label, text = Word(42, 70, "Milepæl"), Word(152, 190, "Planen")
        lines = [
            Words(base, 7, bold=False, words=(label, text)[min(at, 1) :])
            for at, base in enumerate(bases)
        ]
        return Ruled(high, lines[-1].base + 4, lines)

    stops = Stops((40, 150, 400, 500), (152, 402))
    others = [band(y, y + room) for y, room in ((0, 10), (40, 10), (80, 10), (200, 15), (300, 15))]
    row = band(400, 415, 445)

    assert is_spaced(row, others, stops)
    assert not is_spaced(row._replace(high=385), others, stops)


def above(canvas: Canvas, high: float, _: float, row: Cells) -> None:
    """One rule above every row: none is below the last row of a table."""
    pieces(canvas, high, high, row)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", ["Her er havnen.", "4. Havne", "Broen er malet. " * 6])
def test_prose_that_begins_at_the_left_below_a_table_is_not_told(text: str, engine: str) -> None:
    """It stands between the rule above the last row and the first one of the next table."""
    between = ("", "", "", text, "", "", "")

    found = pressed([*table(HEAD, ()), *between, *table(NEXT, ())], draw=above, engine=engine)

    assert prose(found) == [text.strip()]
    assert CODE not in {one.code for one in found.notices}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("label", ["", "Broen"])
def test_text_beside_a_row_between_two_rules_is_told_if_it_is_in_no_cell(
    label: str, engine: str
) -> None:
    """Where the last row has no rule below, text further in may be of that row, or a line of it."""
    *others, last = table(HEAD, ())
    lost = "Broen er malet om."

    def with_lost(canvas: Canvas, high: float, _: float, row: Cells) -> None:
        above(canvas, high, high, row)
        if row is last:
            canvas.drawString(40, high - 70, label)
            canvas.drawString(100, high - 70, lost)  # over the gap behind the first column

    rows = [*others, last, *[""] * 14, *table(NEXT, ())]

    found = pressed(rows, draw=with_lost, engine=engine)

    assert prose(found) == [f"{label} {lost}".strip()]
    assert [one.evidence for one in found.notices if one.code == CODE] == prose(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_text_at_the_left_below_a_heading_row_alone_is_told(engine: str) -> None:
    """A heading row has rows below it: the text is of one."""
    rest = table(HEAD, ())[2:]
    about = "Havnen skal ryddes. " * 4
    below = ("", "", "", "", about, "", "", "", "")

    found = pressed([HEAD, *below, *rest, *table(NEXT, ())], draw=above, engine=engine)

    assert prose(found) == [about.strip()]
    assert [one.evidence for one in found.notices if one.code == CODE] == prose(found)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", [pieces, whole])
def test_prose_between_rules_that_no_row_stands_between_is_not_told(
    draw: Draw, engine: str
) -> None:
    """The last rule of one table and the first of the next have it between them as well."""
    between = ("", "4. Havne", "", "Her er havnen.", "", "")

    found = pressed([*table(HEAD, ()), *between, *table(NEXT, ())], draw=draw, engine=engine)

    assert CODE not in {one.code for one in found.notices}
