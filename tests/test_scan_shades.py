"""Scans without colours: a status that is a colour is told by its grey, where that is shown."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from test_scans import needs_tesseract, scan

pytest.importorskip("cv2")

import cv2

from extractors.document import OBJECT, Cell, Mark, Paragraph
from extractors.formats.scans import chips
from extractors.formats.scans.shades import disks, shades
from extractors.formats.scans.signs import Sign
from extractors.pages.seams import is_filled
from extractors.pages.sheet import Fill
from normalizers import legends, statuses
from normalizers import shades as levels
from normalizers.legends import Definition
from normalizers.status_words import Status
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options

Pixels = NDArray[np.uint8]
SCALE = 300 / 72
GREEN, AMBER, RED = "#00b050", "#ffc000", "#ff0000"
COLOURS: dict[str, Status] = {GREEN: "met", AMBER: "partly_met", RED: "not_met"}
DARK = (100, 100, 300, 160)  # a cell, in pixels
BELOW = (100, 164, 300, 224)
FURTHER = (100, 264, 300, 324)
BESIDE = (304, 100, 500, 160)


def page(*filled: tuple[tuple[int, int, int, int], int], paper: int = 250) -> Pixels:
    """Cells in grey on paper."""
    grey = np.full((400, 600), paper, np.uint8)
    for (x0, top, x1, bottom), level in filled:
        grey[top:bottom, x0:x1] = level
    return np.repeat(grey[..., None], 3, axis=2)


def test_the_level_of_a_cell_is_that_beside_white_paper() -> None:
    """Where the paper is grey, all is darker."""
    found = [
        list(shades(page((DARK, level), paper=paper), [DARK], [DARK], SCALE))
        for level, paper in ((112, 255), (88, 200))
    ]

    assert [one.value for (one,) in found] == ["#707070", "#707070"]


@pytest.mark.parametrize(
    ("other", "level", "is_empty", "expect"),
    [
        (BELOW, 112, True, 2),
        (BELOW, 112, False, 0),
        (BELOW, 190, False, 2),
        (FURTHER, 112, False, 2),
        (BESIDE, 112, True, 0),
        (BESIDE, 112, False, 0),
        (BESIDE, 190, True, 2),
    ],
)
def test_rows_and_columns_filled_alike_are_no_status(
    other: tuple[int, int, int, int], level: int, *, is_empty: bool, expect: int
) -> None:
    """A band has the same grey throughout; an entry of a legend may have words on it."""
    drawn = page((DARK, 112), (other, level))
    empty = [DARK, other] if is_empty else [DARK]

    assert len(list(shades(drawn, [DARK, other], empty, SCALE))) == expect


def test_a_page_with_colours_has_lost_none() -> None:
    """What is grey on it was grey in print; and a cell of two levels has none."""
    coloured = page((DARK, 112))
    coloured[300:320, 300:320] = (0, 176, 80)
    halves = page((DARK, 112), ((100, 100, 200, 160), 190))

    assert list(shades(coloured, [DARK], [DARK], SCALE)) == []
    assert list(shades(halves, [DARK], [DARK], SCALE)) == []


def test_a_shadow_is_no_background() -> None:
    """Beside it the paper is as dark; and what no status stands beside explains nothing."""
    shadow = page((DARK, 200), paper=201)
    lines = [Line(f"{OBJECT}\t{text}", (grey(level),)) for text, level in (("", 254), ("Bro", 90))]
    guide = [*lines, *(Line(f"{OBJECT}\t{text}", (grey(76),)) for text in ("Nået", "Ikke nået"))]

    assert list(shades(shadow, [DARK], [DARK], SCALE)) == []
    assert legends.find(lines) == ()
    assert [one.meaning for one in legends.find(guide)] == ["Nået", "Ikke nået"]


class Line(NamedTuple):
    """Of a document, with what stands in it."""

    text: str
    marks: tuple[Mark, ...]


def disk(level: int, *, mouth: bool = False) -> tuple[Pixels, Sign]:
    """A page with a disk, and what is cut out of it."""
    drawn = page()
    cv2.circle(drawn, (200, 200), 18, (level,) * 3, -1)
    if mouth:
        cv2.ellipse(drawn, (200, 204), (9, 7), 0, 20, 160, (30, 30, 30), 2)
    box = (182, 182, 219, 219)
    own = drawn[182:219, 182:219]
    return drawn, Sign(box, np.dstack([own, np.full((37, 37), 255, np.uint8)]))


@pytest.mark.parametrize(
    ("level", "mouth", "expect"),
    [(112, False, ["#727272"]), (112, True, []), (20, False, [])],
)
def test_a_disk_has_a_level(level: int, *, mouth: bool, expect: Sequence[str]) -> None:
    """A black one had no colour, and a face is told by its mouth."""
    drawn, sign = disk(level, mouth=mouth)
    coloured = drawn.copy()
    coloured[:20, :20] = (0, 176, 80)

    found = list(disks(drawn, [sign], SCALE))

    assert [one.value for one in found] == expect
    assert all(one.shape == "circle" for one in found)
    assert list(disks(coloured, [sign], SCALE)) == []


def grey(level: float) -> Mark:
    return Mark("shade", f"#{round(level):02x}" + f"{round(level):02x}" * 2)


def shading(colour: str) -> Mark:
    return Mark("shading", colour, colour=colour)


def definition(seen: Mark | None, status: Status | None, symbol: str = "") -> Definition:
    return Definition("effort", symbol, "cell_shading", None, "", status, seen, 0)


GREY_LEGEND = [definition(grey(levels.luminance(one)), told) for one, told in COLOURS.items()]
COLOUR_LEGEND = [definition(shading(one), told) for one, told in COLOURS.items()]
WORD_LEGEND = [
    definition(None, told, word)
    for word, told in zip(("Grøn", "gul", "rød"), COLOURS.values(), strict=True)
]


@pytest.mark.parametrize(
    ("legend", "shown", "rule"),
    [
        (GREY_LEGEND, [], "legend-shade"),
        (COLOUR_LEGEND, [], "legend-shade"),
        (WORD_LEGEND, [GREEN, AMBER, RED], "legend-shade"),
        ([], [GREEN, AMBER, RED], "convention-shade"),
        (WORD_LEGEND, [GREEN, AMBER], None),
        (WORD_LEGEND, [], None),
        ([], [GREEN, RED], None),
        ([], [], None),
    ],
)
def test_a_level_is_told_where_the_document_shows_whose_it_is(
    legend: Sequence[Definition], shown: Sequence[str], rule: str | None
) -> None:
    """In its legend, or in all its colours on another page."""
    cells = [grey(levels.luminance(one) + 3) for one in COLOURS]
    known = levels.told([*cells, *map(shading, shown)], legend)

    found = [statuses.read([one], "", legend, "effort", known) for one in cells]

    expected = list(COLOURS.values()) if rule else [None] * 3
    assert [one.value.status for one in found] == expected
    assert {one.rule for one in found} == {rule or "lost-colour"}
    assert all((one.flags == ("lost-colour",)) == (rule is None) for one in found)


@pytest.mark.parametrize(
    ("seen", "known"),
    [
        ((112, 189, 76), True),
        ((112, 189, 100), False),  # is it as dark as red, or as green?
        ((130, 189, 76), False),
        ((112,), True),
        ((145, 220, 100), False),  # a scanner that sees greys otherwise
    ],
)
def test_all_levels_must_be_clear(seen: Sequence[int], *, known: bool) -> None:
    """One that fits none says that the scanner sees greys otherwise."""
    assert bool(levels.told([grey(one) for one in seen], COLOUR_LEGEND)) == known


def test_colours_that_are_equally_dark_are_not_told() -> None:
    """Some greens are as dark as some reds."""
    legend = [definition(shading("#008000"), "met"), definition(shading(RED), "not_met")]
    three = [*legend, definition(shading(AMBER), "partly_met")]

    assert levels.told([grey(levels.luminance(RED))], legend) == {}
    assert levels.told([grey(levels.luminance(RED)), grey(189)], three) == {}
    assert list(levels.told([grey(189)], three)) == ["#bdbdbd"]


@pytest.mark.parametrize(("level", "known"), [(76, True), (57, True), (66, False), (83, False)])
def test_levels_of_one_scan_may_lie_closer(level: int, *, known: bool) -> None:
    """Legend and cells went through one scanner, so that noise alone parts their levels."""
    legend = [definition(grey(76), "met"), definition(grey(57), "not_met")]

    assert bool(levels.told([grey(level)], legend)) == known


def test_a_row_over_a_page_with_colours_and_one_without_has_two_backgrounds() -> None:
    """They must say the same; of one that is lost nothing is known."""
    known = levels.told([grey(112)], COLOUR_LEGEND)

    def status(*marks: Mark) -> Status | None:
        return statuses.read(marks, "", COLOUR_LEGEND, "effort", known).value.status

    assert status(grey(112), shading(GREEN)) == "met"
    assert status(grey(112), shading(RED)) is None
    assert status(grey(150), shading(GREEN)) is None


def test_the_background_of_a_cell_is_no_content() -> None:
    """On either side of a page break, whether its colour was lost or not."""
    empty = Cell(1, 1, "", (Paragraph(OBJECT, "", (grey(112),)),))
    face = Cell(1, 1, "", (Paragraph(OBJECT, "", (Mark("scan", "0"),)),))

    assert not is_filled(empty)
    assert not is_filled(Cell(1, 1, "", shading=GREEN))
    assert is_filled(face)
    assert is_filled(Cell(1, 1, "", (Paragraph(f"{OBJECT} Nej", "", (grey(112),)),)))


def test_a_small_cell_in_a_colour_is_no_label() -> None:
    """A label stands in its cell, with paper around it."""
    cell = Fill((40.0, 40.0, 80.0, 56.0), GREEN)
    looks = np.zeros((1, 1, 4), np.uint8)
    own, within = (Sign(box, looks) for box in ((171, 171, 329, 229), (200, 179, 300, 221)))

    assert list(chips.beside_cells([own, within], [cell], SCALE)) == [within]


def register(*, legend: bool, wide: float = 0.0, words: bool = False) -> bytes:
    """A report of four rows, each with its status in a colour; its column may be wider.

    The colours of the legend may have their names on them.
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(420 + wide, 300), invariant=1)

    def row(top: float, texts: Sequence[str], sides: Sequence[float], fill: str = "") -> None:
        for text, x0, x1 in zip(texts, sides, sides[1:], strict=False):
            if text.startswith("#"):
                canvas.setFillColor(HexColor(fill))
                canvas.rect(x0, top - 18, x1 - x0, 18, stroke=0, fill=1)
                canvas.setFillColor(HexColor("#000000"))
            canvas.rect(x0, top - 18, x1 - x0, 18)
            canvas.drawString(x0 + 4, top - 13, text.strip("#"))

    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(30, 275, "1. opfølgning på budget 2025")
    canvas.setFont("Helvetica", 9)
    meanings = ("Følger planen", "Mindre afvigelser", "Væsentlige afvigelser")
    names = ("#Grøn", "#Gul", "#Rød") if words else ("#", "#", "#")
    for number, (colour, *own) in enumerate(zip(COLOURS, names, meanings, strict=True)):
        if legend:
            row(260 - 18 * number, own, (30, 90, 250), colour)
    sides = (30, 120, 220, 290, 350 + wide, 400 + wide)
    row(180, ("Initiativ", "Mål", "Deadline", "Vurdering", "Budget"), sides)
    for number, colour in enumerate((GREEN, RED, AMBER, GREEN)):
        texts = (f"Bro {number + 1}", "Broen er bygget", "31.12.2025", "#", "")
        row(162 - 18 * number, texts, sides, colour)
    canvas.save()
    return stream.getvalue()


@needs_tesseract
@pytest.mark.parametrize(
    ("legend", "wide", "words"), [(True, 0.0, False), (True, 0.0, True), (False, 300.0, False)]
)
def test_a_grey_scan_is_read_by_its_own_legend(*, legend: bool, wide: float, words: bool) -> None:
    """Without one its statuses are open, and each says so, be its cell ever so wide."""
    source = register(legend=legend, wide=wide, words=words)
    data = scan(dpi=200, askew=0.8, grey=True, source=source, chosen=(0,))

    rows = read_document(data, Source("a.pdf", ("a.pdf",)), Options())

    expected = ["met", "not_met", "partly_met", "met"] if legend else [None] * 4
    assert [row.status for row in rows.follow_ups] == expected
    assert {row.smiley_encoding for row in rows.follow_ups} == {"cell_shading"}
    lost = [one.code for one in rows.findings if one.code == "lost-colour"]
    assert len(lost) == (0 if legend else 4)
