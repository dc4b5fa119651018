"""PDF: heading rows of several lines in tables whose rows no rule parts."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.gaps import Word, Words
from extractors.pages.regions import with_sentence_above

XS = (60, 170, 330, 430, 500)
ROW = (("Milepæl",), ("Molen er bygget,", "og stenene er lagt."), ("1. maj",), ("Nået",))
LAST = (("Økonomi",), ("2 mio. kr. er brugt", "på sten."), (), ("Nået",))
READ = [
    ["Milepæl", "Molen er bygget, og stenene er lagt.", "1. maj", "Nået"],
    ["Økonomi", "2 mio. kr. er brugt på sten.", "", "Nået"],
]
Row = Sequence[Sequence[str]]


def head(number: int) -> Row:
    name = (f"3.0{number}. Sikring af den", "Gamle Havn sammen", "med fjorden")
    return (name, ("Beskrivelse", "(drift)"), ("Tid",), ("Status",))


def body(number: int) -> Row:
    return ((f"{number} moler kommer til", "mod nord."), (f"I {number} år skal kajen", "lukkes."))


def read_head(number: int) -> list[str]:
    name = f"3.0{number}. Sikring af den Gamle Havn sammen med fjorden"
    return [name, "Beskrivelse (drift)", "Tid", "Status"]


def read_body(number: int) -> list[str]:
    return [f"{number} moler kommer til mod nord.", f"I {number} år skal kajen lukkes.", "", ""]


def drawn(pages: Sequence[Sequence[tuple[float, Sequence[Row]]]], style: str) -> bytes:
    """Tables at heights of pages; "sides" draws those of every cell, "shades" those of headings."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(560, 842), invariant=1)
    for tables in pages:
        for top, rows in tables:
            ys = [top]
            for row in rows:
                is_head = len(row[0]) > 2
                high = 6 + LEADING * max(len(lines) for lines in row)
                if style == "shades" and is_head:
                    canvas.setFillGray(0.8)
                    canvas.rect(XS[0], ys[-1] - high, 500, high, stroke=0, fill=1)
                    canvas.setFillGray(0)
                canvas.setFont("Helvetica-Bold" if is_head else "Helvetica", SIZE)
                for x, lines in zip(XS, row, strict=False):
                    for at, line in enumerate(lines):
                        canvas.drawString(x + 3, ys[-1] - SIZE - 2 - at * LEADING, line)
                ys.append(ys[-1] - high)
            if style == "sides":
                canvas.lines([(x, a, x, b) for x in XS for a, b in pairwise(ys)])
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", ["sides", "shades", "nothing"])
def test_the_lines_of_a_heading_are_one_row(style: str, engine: str) -> None:
    """On all pages, also where one ends with it: no line of it begins a row, as a label does."""
    tables = [[head(number), body(number), ROW, ROW, ROW, LAST] for number in range(1, 9)]
    pages = [
        [(800, tables[0]), (610, tables[1]), (72, tables[2][:1])],
        [(800, tables[2][1:]), (600, tables[3]), (300, tables[4])],
        [(800, tables[5]), (610, tables[6]), (420, tables[7][:4])],
    ]

    found = texts(read(drawn(pages, style), Limits(), engine))

    items = [row for row in found if row not in READ]
    assert items == [row for n in range(1, 9) for row in (read_head(n), read_body(n))]


@pytest.mark.parametrize("engine", ENGINES)
def test_bold_rows_of_numbers_are_no_lines_of_one_heading(engine: str) -> None:
    """Nor is the title of a section for which the heading had room."""
    rows = ["Konto Budget Forbrug Rest", "I_alt 100 200", "Skoler 40 60 10", "Veje 60 140 20"]
    sections = ["Nr Indsats Frist Status", "Havnen", "1 Havn 2024 Nået", "2 Skole 2025 Nået"]
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(560, 842), invariant=1)
    for top, lines in ((800, rows), (600, sections)):
        for at, line in enumerate(lines):
            canvas.setFont("Helvetica-Bold" if at < 2 else "Helvetica", SIZE)
            for x, text in zip(XS, line.split(" "), strict=False):
                canvas.drawString(x, top - LEADING * at, text)
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert [" ".join(filter(None, row)) for row in found] == rows + sections


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("bold", [True, False], ids=["a heading", "the rest of a cell"])
def test_a_heading_that_goes_on_in_bold_repeats_none(engine: str, *, bold: bool) -> None:
    """Though its first line is all that the page before has of the heading above."""
    names = ("Beskrivelse",), ("Tid",), ("Status",)
    upper, rest = (("3.03. Havnen - del",), *names), (("3 - Kajen",), (), (), ())
    lower = (("3.03. Havnen - del", "4 - Molen"), *names)
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(560, 200), invariant=1)
    for rows in ((upper,), (rest, ROW, LAST), (lower, ROW, LAST)):
        ys = [180.0]
        for row in rows:
            for x, lines in zip(XS, row, strict=False):
                for at, line in enumerate(lines):
                    is_head = row in (upper, rest) or (row is lower and (bold or not at))
                    canvas.setFont("Helvetica-Bold" if is_head else "Helvetica", SIZE)
                    canvas.drawString(x + 3, ys[-1] - SIZE - 2 - at * LEADING, line)
            ys.append(ys[-1] - 6 - LEADING * max(map(len, row)))
        canvas.grid([*XS, 540], ys)
        canvas.showPage()
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert ("3.03. Havnen - del 4 - Molen" in [row[0] for row in found]) == bold


@pytest.mark.parametrize("engine", ENGINES)
def test_the_heading_of_another_item_is_repeated_in_plain_type_too(engine: str) -> None:
    """It begins a page, has the columns of the first one, and the row above it is cut."""
    names = ("Beskrivelse",), ("Tid",), ("Status",)
    first, second = (("3.01. Havnen",), *names), (("3.02. Skolen",), *names)
    cut = (
        ("Milepæl",),
        ("Taget er lagt, og alle har set på det,", "så at alle de gamle og de nyere lyse"),
        ("1. opfølgning i hele",),
        ("Nået",),
    )
    rest: Row = ((), ("klasser er malet.",), ("2017",), ())
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(560, 200), invariant=1)
    for rows in ((first, ROW, LAST), (second, ROW, cut), (second, rest, LAST)):
        canvas.setFont("Helvetica", SIZE)
        ys = [180.0]
        for row in rows:
            for x, lines in zip(XS, row, strict=False):
                for at, line in enumerate(lines):
                    canvas.drawString(x + 3, ys[-1] - SIZE - 2 - at * LEADING, line)
            ys.append(ys[-1] - 6 - LEADING * max(map(len, row)))
        canvas.grid(list(XS), ys)
        canvas.showPage()
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    headings = [["3.01. Havnen", "Beskrivelse", "Tid", "Status"], *READ]
    other = [["3.02. Skolen", "Beskrivelse", "Tid", "Status"], READ[0]]
    text = " ".join((*cut[1], *rest[1]))
    whole = ["Milepæl", text, "1. opfølgning i hele 2017", "Nået"]
    assert found == [*headings, *other, whole, READ[1]]


@pytest.mark.parametrize(("number", "start"), [("3.01.", 0), ("Havnen.", 1), ("2", 1)])
def test_a_number_alone_above_a_heading_is_of_its_title(number: str, start: int) -> None:
    """A long word behind it had no room, and the other columns are level with the middle."""
    above = Words(100.0, SIZE, bold=True, words=(Word(60, 80, number),))
    title = (Word(60, 150, "Genbrugspladsen"), Word(200, 260, "Beskrivelse"))
    lines = [above, Words(100.0 + LEADING, SIZE, bold=True, words=title)]

    assert with_sentence_above(lines, 1, [190.0]) == start
