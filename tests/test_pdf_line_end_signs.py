"""PDF: a dash at the end of a line before an amount may be its minus, so the sign is not told."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRows

XS, HIGH = (40, 150, 400, 500, 560), 44


def rows(economy: Sequence[str], engine: str = "pdfium") -> DocumentRows:
    """A report whose economy is told in these lines."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Vera", 8)
    canvas.drawString(40, 800, "Klitsund Kommune")
    canvas.drawString(40, 760, "2. opfølgning på Aftale om budget 2024")
    canvas.grid(XS, [680 - HIGH * row for row in range(4)])
    for number, row in enumerate(
        (
            ("3.01. Ny havn", "Kort beskrivelse (drift)", "Tid", "Smiley"),
            ("Molen er lagt", "Væsentlig bidragsyder: Havnen", "", ""),
            ("Økonomi", economy, "", "J"),
        )
    ):
        for x, lines in zip(XS, row, strict=False):
            for at, line in enumerate([lines] if isinstance(lines, str) else lines):
                canvas.drawString(x + 4, 668 - HIGH * number - 10 * at, line)
    canvas.save()
    source = Source("a.pdf", ("a.pdf",))
    return read_document(stream.getvalue(), source, Options(engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2014", "\u00ad"])
@pytest.mark.parametrize("amount", ["1.250.000 kr. årligt.", "kr. 1.250.000 årligt."])
def test_a_dash_at_a_line_end_leaves_the_sign_of_an_amount_open(
    dash: str, amount: str, engine: str
) -> None:
    """Programs break lines behind a minus as behind any hyphen."""
    read = rows((f"Besparelsen i år udgør {dash}", amount, "Mere følger."), engine)

    assert [one.low for one in read.amounts] == []
    told = [one for one in read.findings if one.code == "unreadable-amount"]
    assert [one.message for one in told] == ["An amount cannot be read: the sign is not told."]
    assert told[0].place.regions


@pytest.mark.parametrize("sign", [":-", ";-", '"-', "/-", "»-", "„-", "[-", "(-"])
def test_a_dash_behind_what_may_stand_before_a_sign_is_one_as_well(sign: str) -> None:
    """As inside a line."""
    read = rows((f"Besparelsen i år udgør {sign}", "1.250.000 kr. årligt."))

    assert [one.low for one in read.amounts] == []
    assert [one.code for one in read.findings if one.code == "unreadable-amount"]


@pytest.mark.parametrize(
    ("lines", "low"),
    [
        (("Besparelsen udgør -1.250.000", "kr. årligt."), -1_250_000),
        (("Besparelsen udgør i alt", "-1.250.000 kr. årligt."), -1_250_000),
        (("Besparelsen udgør minus", "1.250.000 kr. årligt."), -1_250_000),
        (("Ny mole - 1.250.000 kr.", "i alt er brugt."), 1_250_000),
        (("Ny mole - og kaj til", "1.250.000 kr. i alt."), 1_250_000),
        (("Molen koster 1.000.000 -", "1.250.000 kr. i alt."), 1_000_000),
    ],
)
def test_other_lines_tell_the_sign(lines: tuple[str, ...], low: int | None) -> None:
    """By a dash that touches its number or parts two thoughts, by a word, or in a range."""
    read = rows(lines)

    assert [one.low for one in read.amounts] == ([] if low is None else [low])
