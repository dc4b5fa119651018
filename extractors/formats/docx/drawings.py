"""Pictures and shapes of one part as marks, and the text boxes among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from extractors.document import Mark, Notice
from extractors.errors import ExtractionError
from extractors.formats.docx.account import text_of
from extractors.formats.docx.colours import Theme
from extractors.formats.docx.names import R_URI, TEXT_BOX, WPS_URI, a, v, wp
from extractors.formats.docx.package import Package, Relationship, parse
from extractors.formats.docx.shapes import shape_mark, vml_mark
from extractors.pictures import View, picture_mark, unseen_mark

_ID, _EMBED, _LINK = (f"{{{R_URI}}}{name}" for name in ("id", "embed", "link"))
_BLIP, _IMAGEDATA, _SHAPE = a("blip"), v("imagedata"), f"{{{WPS_URI}}}wsp"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_VML_SHAPES = tuple(v(name) for name in ("shape", "oval", "rect", "roundrect"))
_DRAWN_TEXT = a("t")
# Content of other parts, of which at most a picture is seen here.
_EMBEDDED = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagram",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "embedded object",
}
_TEXT_PATH = v("textpath")
# Anything else in a drawing says nothing of what is seen.
_SEEN = frozenset((_BLIP, _IMAGEDATA, _SHAPE, *_VML_SHAPES, _DRAWN_TEXT, *_EMBEDDED, _TEXT_PATH))
_EMU = 12_700  # a point
_SMALL = 72.0  # points; what floats and is larger is no smiley
_BESIDE = 30.0  # points up or down; what floats no further stands by its own paragraph
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 0.75, "pc": 12.0}
_LENGTH = re.compile(r"(-?\d{1,7}(?:\.\d{1,6})?)\s*(pt|in|cm|mm|px|pc|)$")


class Floating(NamedTuple):
    """Where an anchored drawing stands: points from the left edge of what it is anchored in."""

    centre: float | None  # None where the file does not say
    in_cell: bool  # measured from the cell's edge, not the column of text's
    stray: bool  # small, over the text, and not beside the paragraph that it is anchored in


class Drawn(NamedTuple):
    """What one drawing shows."""

    marks: tuple[Mark, ...]
    boxes: tuple[etree._Element, ...]  # text boxes, outermost ones
    floating: Floating | None  # None for one in the line of text


class Drawings:
    """Reads the drawings of one part; each picture is looked at once."""

    def __init__(
        self, package: Package, relations: Mapping[str, Relationship], theme: Theme
    ) -> None:
        self._package = package
        self._relations = relations
        self._theme = theme
        self._seen: dict[tuple[str, View], Mark | None] = {}
        self.notices: list[Notice] = []

    def read(self, node: etree._Element, locator: str) -> Drawn:
        """One `w:drawing`, `w:pict` or `w:object`: pictures and shapes in their order."""
        marks: list[Mark] = []
        boxes: list[etree._Element] = []
        stack = [node]
        while stack:
            part = stack.pop()
            if part.tag == TEXT_BOX:
                boxes.append(part)
                continue
            if part.tag in _SEEN:
                mark = self._mark(part, locator)
                if mark is not None:
                    marks.append(mark)
            stack.extend(reversed(part))
        return Drawn(tuple(marks), tuple(boxes), _floating(node))

    def note(self, code: str, message: str, locator: str, evidence: str = "") -> None:
        self.notices.append(Notice(code, "warning", message, evidence or locator, locator))

    def _mark(self, part: etree._Element, locator: str) -> Mark | None:
        tag = part.tag
        if tag in {_BLIP, _IMAGEDATA}:
            return self._picture(part, locator)
        if tag == _SHAPE:
            return shape_mark(part, self._theme)
        if tag in _VML_SHAPES:
            return vml_mark(part)
        if tag == _DRAWN_TEXT and (part.text or "").strip():
            message = "Text in a drawing is no part of any value."
            self.note("drawing-text", message, locator, text_of(part))
        elif tag in _EMBEDDED:
            message = f"Of the {_EMBEDDED[str(tag)]} only its picture is seen."
            self.note("embedded-object", message, locator)
        if tag == _TEXT_PATH and part.get("string"):
            message = "Text in a drawing is no part of any value."
            self.note("drawing-text", message, locator, part.get("string", ""))
        return None

    def _picture(self, node: etree._Element, locator: str) -> Mark | None:
        svg = next(node.iter(_SVG), None)
        identities = [node.get(_EMBED), node.get(_ID), node.get(_LINK)]
        identities += [] if svg is None else [svg.get(_EMBED)]
        named = [self._relations[one] for one in identities if one and one in self._relations]
        inside = [one for one in named if not one.external]
        if named and not inside:
            self.note("external-picture", "A picture outside the file is not opened.", locator)
        if not inside:
            return None
        view = _view(node)
        for relation in inside:
            if (relation.target, view) not in self._seen:
                self._seen[relation.target, view] = self._looked_at(relation.target, view, locator)
            if (mark := self._seen[relation.target, view]) is not None:
                return mark
        return None

    def _looked_at(self, part: str, view: View, locator: str) -> Mark | None:
        data = self._package.bytes(part)
        if data is None:
            self.note("missing-picture", f"The picture {part!r} is not in the file.", locator)
            return None
        mark = picture_mark(data, view) or self._vectors(data, part)
        if mark is None:
            message = f"The pixels of the picture {part!r} cannot be read; its bytes tell it."
            self.note("unreadable-picture", message, locator)
            return unseen_mark(data)
        return mark

    def _vectors(self, data: bytes, part: str) -> Mark | None:
        if b"<svg" not in data[:4096]:
            return None
        # Only the few documents with an SVG and no bitmap of it pay for reading one.
        from extractors.formats.html_pictures import drawing

        try:
            return drawing(parse(data, part, self._package.limits))  # type: ignore[arg-type]  # uses what any element has
        except ExtractionError:
            return None


def _view(node: etree._Element) -> View:
    """How much of a picture is shown, and how it is turned."""
    if node.tag == _IMAGEDATA:
        left, top, right, bottom = (
            _fraction(node.get(f"crop{side}", "")) for side in ("left", "top", "right", "bottom")
        )
        return View(left, top, right, bottom)
    fill = node.getparent()
    crop = None if fill is None else fill.find(a("srcRect"))
    left, top, right, bottom = (
        0.0 if crop is None else _thousandths(crop.get(side)) for side in "ltrb"
    )
    picture = None if fill is None else fill.getparent()
    frame = None if picture is None else picture.find(f".//{a('xfrm')}")
    if frame is None:
        return View(left, top, right, bottom)
    angle = frame.get("rot", "0")
    turned = round(int(angle) / 60_000) % 360 if angle.lstrip("-").isdecimal() else 0
    mirrored, upended = (frame.get(name) in {"1", "true"} for name in ("flipH", "flipV"))
    return View(left, top, right, bottom, turned, mirrored, upended)


def _thousandths(value: str | None) -> float:
    """DrawingML's thousandths of a percent, or strict Open XML's percents, as a share."""
    text = value or "0"
    if text.endswith("%") and re.fullmatch(r"\d{1,3}(\.\d{1,9})?%", text):
        return float(text[:-1]) / 100
    return int(text) / 100_000 if re.fullmatch(r"\d{1,6}", text) else 0.0


def _fraction(value: str) -> float:
    """VML's fractions: 65536ths with an f, else a plain number."""
    if re.fullmatch(r"\d{1,5}f", value):
        return int(value[:-1]) / 65_536
    return float(value) if re.fullmatch(r"0?\.\d{1,9}", value) else 0.0


def _floating(node: etree._Element) -> Floating | None:
    anchor = next(node.iterchildren(wp("anchor")), None)
    if anchor is not None:
        return _anchored(anchor)
    for shape in node.iterchildren(*_VML_SHAPES, v("group")):
        style = _declared(shape.get("style", ""))
        if style.get("position") == "absolute":
            left, width = _length(style.get("margin-left", "")), _length(style.get("width", ""))
            centre = None if left is None else left + (width or 0.0) / 2
            in_cell = shape.get("{urn:schemas-microsoft-com:office:office}allowincell") != "f"
            tall, down = (_length(style.get(name, "")) for name in ("height", "margin-top"))
            beside = down is not None and abs(down) <= _BESIDE
            small = max(width or 0.0, tall or 0.0) <= _SMALL
            return Floating(centre, in_cell, small and not beside)
    return None


def _anchored(anchor: etree._Element) -> Floating:
    extent = anchor.find(wp("extent"))
    width, height = (_points(None if extent is None else extent.get(name)) for name in ("cx", "cy"))
    across = anchor.find(wp("positionH"))
    offset = None if across is None else across.findtext(wp("posOffset"))
    measured = across is not None and across.get("relativeFrom") in {"column", "character"}
    centre = _points(offset) + width / 2 if offset is not None and measured else None
    in_cell = anchor.get("layoutInCell", "1") in {"1", "true"}
    covers = anchor.find(wp("wrapNone")) is not None
    small = covers and max(width, height) <= _SMALL
    return Floating(centre, in_cell, small and not _stands_beside(anchor))


def _stands_beside(anchor: etree._Element) -> bool:
    """Whether it stands at the height of the paragraph that it is anchored in."""
    down = anchor.find(wp("positionV"))
    if down is None or down.get("relativeFrom") not in {"paragraph", "line"}:
        return False
    return abs(_points(down.findtext(wp("posOffset")))) <= _BESIDE


def _points(value: str | None) -> float:
    text = (value or "0").strip()
    return int(text) / _EMU if re.fullmatch(r"-?\d{1,12}", text) else 0.0


def _declared(style: str) -> dict[str, str]:
    pairs: Iterator[tuple[str, str, str]] = (part.partition(":") for part in style.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _length(value: str) -> float | None:
    found = _LENGTH.match(value)
    return None if found is None else float(found[1]) * _POINTS[found[2]]
