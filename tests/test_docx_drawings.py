"""Pictures and shapes of a Word file are marks of what is drawn, in the cell they stand over."""

from __future__ import annotations

import struct
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent))

from word_drawings import THEME, anchored, box, face, picture, shape, solid
from word_files import Part, cell, paragraph, row, run, table, word_file

from extractors.document import Document, Mark
from extractors.formats.docx import read
from extractors.limits import Limits
from normalizers.symbols import alike


def document(body: str, *parts: Part) -> Document:
    return read(word_file(body, parts=parts), Limits())


def marks_of(inner: str, *parts: Part) -> tuple[Mark, ...]:
    found = document(table(row(cell(paragraph(inner)))), *parts).tables[0].rows[0][0]
    assert found is not None
    return found.all_marks


VML_FACE = "<v:shape id='s' type='#_x0000_t96' adj='{}' fillcolor='{}'/>"
SHAPES = {
    "smile": (shape("smileyFace", solid("00B050")), ("face", "up", "#00b050")),
    "level": (
        shape("smileyFace", adjust="<a:gd name='adj' fmla='val 0'/>"),
        ("face", "flat", None),
    ),
    "frown": (
        shape("smileyFace", adjust="<a:gd name='adj' fmla='val -4653'/>"),
        ("face", "down", None),
    ),
    "upside down": (
        shape("smileyFace", frame="<a:xfrm rot='10800000'/>"),
        ("face", "down", None),
    ),
    "flipped": (shape("smileyFace", frame="<a:xfrm flipV='1'/>"), ("face", "down", None)),
    "circle of the theme": (
        shape(
            "ellipse",
            "<a:solidFill><a:schemeClr val='accent6'><a:lumMod val='50000'/></a:schemeClr>"
            "</a:solidFill>",
        ),
        ("circle", None, "#385723"),
    ),
    "circle by its style": (
        shape(
            "ellipse",
            text="<wps:style><a:fillRef idx='1'><a:schemeClr val='accent6'/></a:fillRef>"
            "</wps:style>",
        ),
        ("circle", None, "#70ad47"),
    ),
    "turned arrow": (
        shape("upArrow", solid("FF0000"), frame="<a:xfrm rot='10800000'/>"),
        ("arrow_down", None, "#ff0000"),
    ),
    "old smile": (VML_FACE.format(17520, "#0b0"), ("face", "up", "#00bb00")),
    "old level": (VML_FACE.format(16515, "yellow"), ("face", "flat", "#ffff00")),
    "old frown": (VML_FACE.format(15510, "red [3206]"), ("face", "down", "#ff0000")),
    "old face turned": (
        "<v:shape type='#_x0000_t96' adj='17520' style='rotation:180'/>",
        ("face", "down", None),
    ),
    "old face by its kind": (
        "<v:shapetype id='x' o:spt='96'/><v:shape type='#x' adj='15510'/>",
        ("face", "down", None),
    ),
    "old circle": ("<v:oval fillcolor='#00b050'/>", ("circle", None, "#00b050")),
    "old circle not filled": ("<v:oval filled='f' fillcolor='red'/>", ("circle", None, None)),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    """A drawn shape is told by its preset, bend, turn and fill."""
    content, expected = SHAPES[name]
    inner = (
        f"<w:r><w:pict>{content}</w:pict></w:r>"
        if content.startswith("<v:")
        else f"<w:r><w:drawing><wp:inline>{content}</wp:inline></w:drawing></w:r>"
    )

    (mark,) = marks_of(inner, THEME)

    assert (mark.kind, mark.shape, mark.mouth, mark.colour) == ("drawing", *expected)


def test_free_forms_are_told_by_their_path() -> None:
    """The same free form is the same mark wherever it stands; lines and text boxes are none."""
    free = (
        "<wps:wsp><wps:spPr>{}<a:custGeom><a:pathLst><a:path w='{}'/></a:pathLst></a:custGeom>"
        "</wps:spPr></wps:wsp>"
    )
    drawn = [
        free.format("<a:xfrm/>", 9),
        free.format("", 9),
        free.format("", 8),
        shape("line"),
        shape("rect", text=box("tekst")),
    ]

    values = [
        [mark.value for mark in marks_of(f"<w:r><w:drawing>{one}</w:drawing></w:r>")]
        for one in drawn
    ]

    rule = "<w:r><w:pict><v:rect o:hr='t' fillcolor='#a0a0a0'/></w:pict></w:r>"

    assert marks_of(rule) == ()
    assert values[0] == values[1] != values[2]
    assert values[3:] == [[], []]


def test_one_picture_in_many_forms_is_one_mark() -> None:
    """Re-encoded without loss it has the same digest; scaled or with loss it is alike."""
    parts = (
        Part("a.png", face(), "image", "a"),
        Part("b.bmp", face(kind="BMP"), "image", "b"),
        Part("c.png", face(96), "image", "c"),
        Part("d.jpg", face(kind="JPEG"), "image", "d"),
    )

    same, bitmap, large, lossy = marks_of("".join(map(picture, "abcd")), *parts)

    assert same.value == bitmap.value
    assert len({same.value, large.value, lossy.value}) == 3
    assert alike(same, large)
    assert alike(same, lossy)
    assert {one.mouth for one in (same, large, lossy)} == {"up"}


def test_faces_of_one_colour_are_not_alike() -> None:
    """The mouth tells them apart, whatever their size; one too small to tell is alike to none."""
    parts = [
        Part(f"{mouth}{size}.png", face(size, mouth=mouth), "image", f"{mouth}{size}")
        for mouth in (1, 0, -1)
        for size in (12, 24, 48)
    ]

    marks = marks_of("".join(picture(part.identity) for part in parts), *parts)

    pairs = [(a, b) for a in marks for b in marks if a is not b]
    assert all((a.mouth, bool(a.mouth)) == (b.mouth, True) for a, b in pairs if alike(a, b))
    assert sum(mark.mouth is None for mark in marks) == 3


def test_a_picture_is_seen_as_cropped_and_turned() -> None:
    """One picture of two faces, cropped to either; one turned upside down."""
    both = Image.new("RGB", (96, 48), "white")
    both.paste(Image.open(BytesIO(face())), (0, 0))
    both.paste(Image.open(BytesIO(face(mouth=-1))), (48, 0))
    stream = BytesIO()
    both.save(stream, "PNG")
    parts = (Part("two.png", stream.getvalue(), "image", "t"), Part("a.png", face(), "image", "a"))

    marks = marks_of(
        picture("t", "<a:srcRect r='50000'/>")
        + picture("t", "<a:srcRect l='50000'/>")
        + picture("a")
        + picture("a", frame="<a:xfrm flipH='1'/>")
        + picture("a", frame="<a:xfrm rot='10800000'/>"),
        *parts,
    )

    assert [mark.mouth for mark in marks] == ["up", "down", "up", "up", None]
    assert marks[0].value == marks[2].value


def metafile(kind: str) -> bytes:
    """A metafile that holds the face as a bitmap, as pasting makes it."""
    dib = face(kind="BMP")[14:]
    head, bits = dib[:40], dib[40:]
    if kind == "WMF":
        record = struct.pack("<HIH", 0x0F43, 0xCC0020, 0) + bytes(16) + dib
        size = struct.pack("<I", (len(record) + 4) // 2)
        return struct.pack("<HHHIHIH", 1, 9, 0x300, 0, 0, 0, 0) + size + record
    offset = 80
    body = bytes(16) + bytes(24) + struct.pack("<IIII", offset, 40, offset + 40, len(bits))
    record = struct.pack("<II", 81, offset + len(dib)) + body
    record += bytes(offset - len(record)) + head + bits
    return struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44) + record


@pytest.mark.parametrize("kind", ["EMF", "WMF"])
def test_a_metafile_is_seen_by_its_bitmap(kind: str) -> None:
    """A face pasted as a metafile is the same mark as its picture."""
    parts = (Part("a.emf", metafile(kind), "image", "a"), Part("b.png", face(), "image", "b"))

    pasted, plain = marks_of(picture("a") + picture("b"), *parts)

    assert pasted == Mark(**{name: getattr(plain, name) for name in MARK_FIELDS}, offset=0)


MARK_FIELDS = ("kind", "value", "colour", "shape", "mouth", "likeness")


def test_a_drawn_metafile_is_told_by_its_bytes_and_lone_colour() -> None:
    """Where only a renderer could show it, that is a finding, and equal ones are the same."""
    green = struct.pack("<IIII", 39, 24, 1, 0) + b"\x00\xb0\x50\x00" + bytes(4)
    drawn = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44) + green
    parts = (Part("a.emf", drawn, "image", "a"), Part("b.emf", drawn, "image", "b"))

    found = document(paragraph(picture("a") + picture("b")), *parts)

    first, second = found.blocks[0].marks  # type: ignore[union-attr]  # a paragraph
    assert (first.value, first.colour) == (second.value, "#00b050")
    assert {one.code for one in found.notices} == {"unreadable-picture"}


def test_an_svg_is_seen_by_its_fallback() -> None:
    """The picture that stands for an SVG is the mark; alone the SVG is told by what it draws."""
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><circle r='5' fill='#00b050'/></svg>"
    both = (
        "<w:r><w:drawing><a:blip r:embed='p'><a:extLst><a:ext><s:svgBlip "
        "xmlns:s='http://schemas.microsoft.com/office/drawing/2016/SVG/main' r:embed='v'/>"
        "</a:ext></a:extLst></a:blip></w:drawing></w:r>"
    )
    image = Part("v.svg", svg, "image", "v")

    (seen,) = marks_of(both, Part("p.png", face(), "image", "p"), image)
    (alone,) = marks_of(both, image)

    assert (seen.kind, seen.mouth) == ("picture", "up")
    assert (alone.kind, alone.colour, alone.shape) == ("drawing", "#00b050", "circle")


def test_old_pictures_and_embedded_objects() -> None:
    """VML's pictures are seen, cropped too; an object is seen by its picture, and told."""
    parts = (Part("a.png", face(), "image", "a"),)
    inner = (
        "<w:r><w:pict><v:shape><v:imagedata r:id='a'/></v:shape></w:pict></w:r>"
        "<w:r><w:object><v:shape><v:imagedata r:id='a'/></v:shape><o:OLEObject r:id='x'/>"
        "</w:object></w:r>"
    )

    found = document(paragraph(inner), *parts)

    assert [mark.mouth for mark in found.blocks[0].marks] == ["up", "up"]  # type: ignore[union-attr]  # a paragraph
    assert [one.code for one in found.notices] == ["embedded-object"]


def test_pictures_outside_the_file_are_told_and_not_opened() -> None:
    """A linked picture leaves no mark and a finding."""
    linked = "<w:r><w:drawing><a:blip r:link='x'/></w:drawing></w:r>"
    elsewhere = Part("http://192.0.2.1/a.png", "", "image", "x", external=True)

    found = document(paragraph(linked), elsewhere)

    assert found.blocks[0].marks == ()  # type: ignore[union-attr]  # a paragraph
    assert [one.code for one in found.notices] == ["external-picture"]


WIDE = "<w:tcW w:w='2000' w:type='dxa'/>"  # 100 points


@pytest.mark.parametrize(
    ("drawing", "column"),
    [
        (anchored(shape("smileyFace"), 10), 0),
        (anchored(shape("smileyFace"), 210), 2),
        (anchored(shape("smileyFace"), 110), 1),
        (anchored(shape("smileyFace"), 900), 0),
        (anchored(shape("rect", text=box("☺")), 210), 2),
        (anchored(shape("smileyFace"), 210).replace("'column'", "'page'"), 0),
        (
            (
                "<w:r><w:pict><v:shape type='#_x0000_t96' style='position:absolute;"
                "margin-left:205pt;width:20pt;height:20pt'/></w:pict></w:r>"
            ),
            2,
        ),
    ],
    ids=[
        "in its cell",
        "two on",
        "one on",
        "beyond the table",
        "a text box",
        "on the page",
        "an old shape",
    ],
)
def test_what_floats_belongs_to_the_cell_below_it(drawing: str, column: int) -> None:
    """Anchored in one cell and drawn over another, it is a mark of the other."""
    cells = [cell(paragraph(run(text) + inner), WIDE) for text, inner in
             (("Plan", drawing), ("maj", ""), ("", ""))]  # fmt: skip

    (line,) = document(table(row(*cells))).tables[0].rows

    assert [len(one.all_marks) if one else None for one in line] == [
        int(number == column) for number in range(3)
    ]


def test_what_floats_over_the_page_is_told() -> None:
    """A small drawing anchored outside the table may belong to any cell: a finding says so."""
    face = anchored(shape("smileyFace"), 300)
    down = "<wp:positionV relativeFrom='paragraph'><wp:posOffset>{}</wp:posOffset></wp:positionV>"
    low, beside = (face.replace("<wp:extent", down.format(emu) + "<wp:extent") for emu in
                   (1_270_000, 12_700))  # fmt: skip

    found = document("".join(paragraph(run("Status") + one) for one in (face, low, beside)))

    assert [(one.code, one.locator) for one in found.notices] == [
        ("floating-mark", "paragraph[1]"),
        ("floating-mark", "paragraph[2]"),
    ]


def test_text_in_boxes_and_drawings() -> None:
    """A text box's text is read once, with its locator; text that is drawn is a finding."""
    art = "<w:r><w:drawing><wp:inline><a:t>Tegnet</a:t></wp:inline></w:drawing></w:r>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        + shape("rect", text=box("Kasse"))
        + "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>"
        + "<w:txbxContent>"
        + paragraph(run("Kasse"))
        + "</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    found = document(table(row(cell(paragraph(run("Plan") + both + art)))))

    only = found.tables[0].rows[0][0]
    assert only is not None
    assert [(one.text, one.locator) for one in only.paragraphs] == [
        ("Plan", "table[1]/row[1]/cell[1]/paragraph[1]"),
        ("Kasse", "table[1]/row[1]/cell[1]/paragraph[1]/textbox[1]/paragraph[1]"),
    ]
    assert [(one.code, one.evidence) for one in found.notices] == [("drawing-text", "Tegnet")]
