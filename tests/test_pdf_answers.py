"""PDF: a label is answered up to where its printed line ends, whatever follows without a gap."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES
from reportlab.pdfgen.canvas import Canvas

from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRows

XS, HIGH, LEADING = (40, 150, 330, 440, 500), 70, 11
NEXT = ("Ungdomsskolen og kajen gøres klar", "til sommer. Molen er lagt.")


def report(*effort: str) -> bytes:
    """A report of one item whose effort has these lines, none apart from another."""
    rows: Sequence[Sequence[Sequence[str]]] = (
        (["3.01. Havn"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"]),
        (["Havnen"], effort),
        (["Milepæl"], ["Molen er færdig"], ["31.12.2024"], ["Nået"]),
        (["Økonomi"], ["Der er 3 mio. kr. til det"], [], ["Nået"]),
    )
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(40, 800, "Anden opfølgning på Aftale om budget 2024, Klitsund Kommune")
    canvas.grid(XS, [760 - HIGH * row for row in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for x, lines in zip(XS, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(x + 4, 746 - HIGH * number - LEADING * at, line)
    canvas.save()
    return stream.getvalue()


def read(data: bytes, engine: str) -> DocumentRows:
    return read_document(data, Source("a.pdf", ("a.pdf",)), Options(engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "printed",
    [
        ("Væsentlig bidragsyder: Havn og Kyst",),
        ("Væsentlig bidragsyder: Havn og", "Kyst"),
        ("Væsentlig bidragsyder:", "Havn og Kyst"),
    ],
    ids=["in its line", "over two lines", "in the next line"],
)
def test_an_answer_ends_with_its_printed_line(printed: tuple[str, ...], engine: str) -> None:
    """No other item names who it is, and nothing parts the sentence behind it."""
    (item,) = read(report(*printed, *NEXT), engine).items

    assert item.contributors_raw == "Havn og Kyst"
    assert (item.effort or "").split() == " ".join(NEXT).split()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_answer_whose_end_nothing_shows_is_told(engine: str) -> None:
    """All of it stays in the effort, and nobody is named."""
    rows = read(
        report("Væsentlig bidragsyder: Havn Kajen og", "molen gøres klar. Alt er godt."), engine
    )
    told = [one for one in rows.findings if one.code == "unparted-name"]

    assert rows.items[0].contributors_raw is None
    assert [one.evidence.partition(":")[0] for one in told] == ["Væsentlig bidragsyder"]
    assert told[0].place.regions
