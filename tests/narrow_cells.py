"""A cell so narrow that it cuts words."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from drawn_tables import LEADING, SIZE
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Notice
from extractors.formats.pdf import read
from extractors.limits import Limits

LEFT, PADDING = 60.0, 4.0


def cell(
    lines: Sequence[str],
    room: float,
    engine: str = "pdfium",
    *,
    ruled: bool = True,
    elsewhere: Sequence[str] = (),
) -> Document:
    """A table whose second column leaves so much room behind the widest of its lines."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    width = max(stringWidth(line, "Helvetica", SIZE) for line in lines) + room + 2 * PADDING
    bottom = 740 - 2 * PADDING - LEADING * len(lines)
    if ruled:
        canvas.grid([LEFT, LEFT + 60, LEFT + 60 + width], [bottom, 740, 760])
    for x, text in ((LEFT, "Indsats"), (LEFT + 60, "Milepæl")):
        canvas.drawString(x + PADDING, 747, text)
    canvas.drawString(LEFT + PADDING, 740 - LEADING, "Havnen")
    for number, line in enumerate(lines, start=1):
        canvas.drawString(LEFT + 60 + PADDING, 740 - LEADING * number, line)
    for number, name in enumerate(() if ruled else ("Skolen", "Broen", "Vejen"), start=1):
        canvas.drawString(LEFT + PADDING, bottom - 20 * number, name)
        canvas.drawString(LEFT + 60 + PADDING, bottom - 20 * number, "Taget er lagt")
    canvas.drawString(LEFT, 600, "Arbejdet i havnen kommer i gang, når planlægning er slut.")
    for number, line in enumerate(elsewhere, start=1):
        canvas.drawString(LEFT, 600 - LEADING * (number % 30), line)
        if number % 30 == 0:
            canvas.showPage()
            canvas.setFont("Helvetica", SIZE)
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


def told(document: Document, code: str = "word-cut") -> list[Notice]:
    return [notice for notice in document.notices if notice.code == code]
