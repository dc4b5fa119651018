"""PDF: signs a little off the baseline of their row, which stands between two lines of a text."""

from __future__ import annotations

import pytest
from drawn_tables import drawn, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SIZE, LEADING = 9.0, 9.4
PLANS = (
    ("Planen er lagt, og den er drøftet", "med alle, der har både ved molen."),
    ("Vinduerne er skiftet mod gården, men", "ikke mod vejen, hvor træerne står."),
    ("Der er brugt 2 mio. kr. af de penge,", "som staten har givet til havnen."),
)


def typeset(canvas: Canvas) -> None:
    """Rows whose cells are level at their middles; half a line is free between them."""
    canvas.setFont("Helvetica-Bold", SIZE)
    for x, text in zip(
        (40, 150, 350, 440), ("3.01. Havn", "Indsats", "Tid", "Smiley"), strict=True
    ):
        canvas.drawString(x, 773, text)
    for number, plan in enumerate(PLANS * 2):
        y = 760 - 2.5 * LEADING * number
        canvas.setFont("Helvetica", SIZE)
        for down, text in enumerate(plan):
            canvas.drawString(150, y - LEADING * down, text)
        canvas.drawString(40, y - LEADING / 2, "Milepæl")
        canvas.drawString(350, y - LEADING / 2, "juni 2024")
        canvas.setFont("ZapfDingbats", SIZE)
        canvas.drawString(440, y - LEADING / 2 - 0.7, "✓")


def test_a_sign_joins_no_lines_that_are_two() -> None:
    """Else a label would be level with the second line of its text."""
    heading, *found = texts(drawn(typeset))

    assert heading == ["3.01. Havn", "Indsats", "Tid", "Smiley"]
    assert found == [["Milepæl", " ".join(plan), "juni 2024", "✓"] for plan in PLANS * 2]


RAISED = [
    pytest.param(SIZE, 4.5, 0.0, id="as large"),
    pytest.param(SIZE, 4.5, 2.5, id="as large, beside a sign"),
    pytest.param(5.4, 3.6, 0.0, id="small, half of both sizes"),
]


@pytest.mark.parametrize(("size", "rise", "off"), RAISED)
def test_a_raised_figure_is_of_its_line(size: float, rise: float, off: float) -> None:
    """However large it is, and however far a sign in the row stands off the baseline."""

    def draw(canvas: Canvas) -> None:
        for number in range(4):
            y = 760 - 24 * number
            canvas.setFont("Helvetica", SIZE)
            canvas.drawString(40, y, "Milepæl")
            canvas.drawString(150, y, "Hallen har 120 m")
            canvas.drawString(350, y, "juni 2024")
            canvas.setFont("Helvetica", size)
            canvas.drawString(
                150 + stringWidth("Hallen har 120 m", "Helvetica", SIZE), y + rise, "2"
            )
            canvas.setFont("ZapfDingbats", SIZE)
            canvas.drawString(440, y + off, "✓")

    found = texts(drawn(draw))

    assert [[row[0], row[2], row[3]] for row in found] == [["Milepæl", "juni 2024", "✓"]] * 4
    assert {row[1] for row in found} <= {"Hallen har 120 m2", "Hallen har 120 m²"}
