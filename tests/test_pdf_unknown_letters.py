"""PDF: letters that a font draws and does not name are told wherever they stand in a text."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRows

XS, HIGH = (40, 150, 400, 500, 560), 38
ROWS = (
    ("3.01. Ny havn på kysten", "Kort beskrivelse (drift)", "Tid", "Smiley"),
    ("Til børn 0-25 år", "Væsentlig bidragsyder: Næring\n\nKajen gøres klar. 2 mio. kr.", "", ""),
    ("Milepæl", "Molen er færdig", "31.12.2024", "J"),
    ("Økonomi", "Der er 3 mio. kr. til det", "", "J"),
)


def report(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    """A report in a font whose letters beyond ASCII have no names in the file."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1, pageCompression=0)
    canvas.setFont("Vera", 8)
    for y, line in enumerate(
        (
            "Klitsund Kommune",
            "Anden opfølgning på Aftale om budget 2024",
        )
    ):
        canvas.drawString(40, 800 - 40 * y, line)
    canvas.grid(XS, [680 - HIGH * row for row in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            for at, line in enumerate(text.split("\n")):
                canvas.drawString(x + 4, 668 - HIGH * number - 10 * at, line)
    canvas.save()
    # The same length, so that the file's table of places holds.
    return _without_names(stream.getvalue())


def _without_names(data: bytes) -> bytes:
    for letter in "æøåÆØÅ":
        data = data.replace(f"<{ord(letter):04X}>".encode(), b"<FFFD>")
    return data


def read(data: bytes, engine: str) -> DocumentRows:
    return read_document(data, Source("a.pdf", ("a.pdf",)), Options(engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_unknown_letters_are_told_in_every_text(engine: str) -> None:
    """In the title, the heading, description, effort and a milestone; once for each."""
    rows = read(report(), engine)
    told = [one for one in rows.findings if one.code == "unreadable-text"]

    assert rows.items[0].heading == "3.01. Ny havn p\ufffd kysten"
    assert [(one.item_id is None, one.follow_up_position, one.evidence) for one in told] == [
        (True, None, "opf\ufffdlgning … p\ufffd"),
        (False, None, "N\ufffdring"),
        (False, None, "p\ufffd"),
        (False, None, "b\ufffdrn … \ufffdr"),
        (False, None, "g\ufffdres"),
        (False, 1, "f\ufffdrdig"),
    ]
    assert all(one.place.regions for one in told)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rest_of_a_word_beside_a_number_is_no_amount(engine: str) -> None:
    """ "25" and a letter of a word; the amounts of the same texts are read."""
    rows = read(report(), engine)

    assert not [one for one in rows.findings if one.code == "unreadable-amount"]
    assert [int(one.low) for one in rows.amounts] == [2_000_000, 3_000_000]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_funding_with_an_unknown_letter_is_not_half_of_what_it_names(engine: str) -> None:
    """Neither is it a denial that may be one; both are told."""
    head = ("3.01. Ny havn", "Kort beskrivelse (drift og anlæg)", "Tid", "Smiley")
    economy = ("Økonomi", "Der er ikke særskilt økonomisk effekt", "", "J")
    rows = read(report((head, *ROWS[1:3], economy)), engine)

    assert (rows.items[0].funding_raw, rows.items[0].funding) == ("drift og anl\ufffdg", None)
    assert [one.code for one in rows.findings if "funding" in one.code] == ["unreadable-funding"]
    assert rows.follow_ups[-1].has_economic_effect is False
