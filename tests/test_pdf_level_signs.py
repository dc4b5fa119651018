"""PDF: signs a little off the baseline of their row, which stands between two lines of a text."""

from __future__ import annotations

from drawn_tables import drawn, texts
from reportlab.pdfgen.canvas import Canvas

SIZE = 9.0  # and as far apart are the lines of a text
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
        y = 760 - 22.5 * number
        canvas.setFont("Helvetica", SIZE)
        for down, text in enumerate(plan):
            canvas.drawString(150, y - SIZE * down, text)
        canvas.drawString(40, y - SIZE / 2, "Milepæl")
        canvas.drawString(350, y - SIZE / 2, "juni 2024")
        canvas.setFont("ZapfDingbats", SIZE)
        canvas.drawString(440, y - SIZE / 2 - 0.7, "✓")


def test_a_sign_joins_no_lines_that_are_two() -> None:
    """Else a label would be level with the second line of its text."""
    heading, *found = texts(drawn(typeset))

    assert heading == ["3.01. Havn", "Indsats", "Tid", "Smiley"]
    assert found == [["Milepæl", " ".join(plan), "juni 2024", "✓"] for plan in PLANS * 2]
