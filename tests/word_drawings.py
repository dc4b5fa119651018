"""Drawings for tests of Word files: shapes, pictures, and the theme that colours them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw
from word_files import Part, paragraph, run

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = Part(
    "theme.xml",
    f"<a:theme xmlns:a='{A}'><a:themeElements><a:clrScheme><a:dk1><a:sysClr val='windowText' "
    "lastClr='000000'/></a:dk1><a:accent6><a:srgbClr val='70AD47'/></a:accent6></a:clrScheme>"
    "<a:fontScheme><a:majorFont><a:latin typeface='Wingdings'/></a:majorFont></a:fontScheme>"
    "</a:themeElements></a:theme>",
    "theme",
)
EMU = 12_700  # a point


def face(size: int = 48, kind: str = "PNG", mouth: int = 1) -> bytes:
    """A yellow face: the mouth's corners up (1), level (0) or down (-1)."""
    canvas = Image.new("RGB", (size, size), "white")
    pen, s = ImageDraw.Draw(canvas), size / 48
    pen.ellipse((1, 1, size - 2, size - 2), fill=(255, 200, 0), outline="black", width=int(2 * s))
    for x in (16, 32):
        pen.ellipse(((x - 3) * s, 15 * s, (x + 3) * s, 21 * s), fill="black")
    if mouth:
        box = (12 * s, (16 if mouth > 0 else 30) * s, 36 * s, (38 if mouth > 0 else 52) * s)
        start, end = (30, 150) if mouth > 0 else (210, 330)
        pen.arc(box, start, end, fill="black", width=int(3 * s))
    else:
        pen.line((14 * s, 34 * s, 34 * s, 34 * s), fill="black", width=int(3 * s))
    stream = BytesIO()
    canvas.save(stream, kind)
    return stream.getvalue()


def picture(identity: str, inside: str = "", frame: str = "") -> str:
    return (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f"<a:blip r:embed='{identity}'/>{inside}</pic:blipFill><pic:spPr>{frame}</pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def anchored(content: str, offset: float, size: float = 20, layout: str = "1") -> str:
    """A drawing that floats so many points from its column's (its cell's) left edge."""
    return (
        f"<w:r><w:drawing><wp:anchor layoutInCell='{layout}'><wp:positionH relativeFrom='column'>"
        f"<wp:posOffset>{int(offset * EMU)}</wp:posOffset></wp:positionH>"
        f"<wp:extent cx='{int(size * EMU)}' cy='{int(size * EMU)}'/><wp:wrapNone/>"
        f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</w:r>"
    )


def shape(preset: str, fill: str = "", adjust: str = "", frame: str = "", text: str = "") -> str:
    return (
        f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{frame}<a:prstGeom prst='{preset}'><a:avLst>{adjust}"
        f"</a:avLst></a:prstGeom>{fill}</wps:spPr>{text}</wps:wsp>"
    )


def solid(colour: str) -> str:
    return f"<a:solidFill><a:srgbClr val='{colour}'/></a:solidFill>"


def box(text: str) -> str:
    return f"<wps:txbx><w:txbxContent>{paragraph(run(text))}</w:txbxContent></wps:txbx>"
