"""Pictures and shapes in a Word document as marks: by their pixels, or by what they draw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from lxml import etree

from extractors.document import Mark, Mouth, Notice
from extractors.formats.docx.names import R_URI, V_URI, WPS_URI, a, w
from extractors.formats.docx.package import Package, Relationship
from extractors.formats.docx.styles import rgb
from extractors.pictures import picture_mark

_EMBED = f"{{{R_URI}}}embed"
_BLIP = a("blip")
_IMAGEDATA = f"{{{V_URI}}}imagedata"
_FACE = "smileyFace"
# DrawingML's adjust value of a smiling mouth; VML's (type 96) runs 15510 to 17520.
_SMILE = 4653
_VML_FACE = "#_x0000_t96"
_VML_FLAT = 16515
_SHAPES = {
    "ellipse": "circle",
    "rect": "square",
    "roundRect": "square",
    "triangle": "triangle",
    "diamond": "diamond",
    "star5": "star",
    "upArrow": "arrow_up",
    "downArrow": "arrow_down",
    "rightArrow": "arrow_right",
    "mathMultiply": "cross",
}


class Drawings:
    """Reads the drawings of one part; each picture is looked at once."""

    def __init__(self, package: Package, relations: Mapping[str, Relationship]) -> None:
        self._package = package
        self._relations = relations
        self._seen: dict[str, Mark | None] = {}
        self.notices: list[Notice] = []

    def marks(self, node: etree._Element, locator: str) -> Iterator[Mark]:
        """The marks of one `w:drawing`, `w:pict` or `w:object`, pictures before shapes."""
        for blip in node.iter(_BLIP, _IMAGEDATA):
            identity = blip.get(_EMBED) or blip.get(f"{{{R_URI}}}id")
            if identity and (mark := self._picture(identity, locator)):
                yield mark
        for shape in node.iter(f"{{{WPS_URI}}}wsp"):
            if mark := _shape(shape):
                yield mark
        if any(True for _ in node.iter(_IMAGEDATA)):
            return
        for shape in node.iter(
            f"{{{V_URI}}}shape", f"{{{V_URI}}}oval", f"{{{V_URI}}}rect", f"{{{V_URI}}}roundrect"
        ):
            if mark := _vml_shape(shape):
                yield mark

    def _picture(self, identity: str, locator: str) -> Mark | None:
        relation = self._relations.get(identity)
        if relation is None:
            return None
        if relation.external:
            self._note("external-picture", "A picture outside the file is not opened.", locator)
            return None
        if relation.target not in self._seen:
            self._seen[relation.target] = self._looked_at(relation.target, locator)
        return self._seen[relation.target]

    def _looked_at(self, part: str, locator: str) -> Mark | None:
        data = self._package.bytes(part)
        if data is None:
            self._note("missing-picture", f"The picture {part!r} is not in the file.", locator)
            return None
        mark = picture_mark(data)
        if mark is None:
            message = f"The picture {part!r} is of a kind whose pixels cannot be read."
            self._note("unreadable-picture", message, locator)
            return Mark("picture", hashlib.sha256(data).hexdigest())
        return mark

    def _note(self, code: str, message: str, locator: str) -> None:
        self.notices.append(Notice(code, "warning", message, locator, locator))


def _shape(node: etree._Element) -> Mark | None:
    """A DrawingML shape by its preset, adjust values and fill; a text box is no mark."""
    properties = node.find(f"{{{WPS_URI}}}spPr")
    geometry = None if properties is None else properties.find(a("prstGeom"))
    if properties is None or geometry is None:
        return None
    preset = geometry.get("prst", "")
    adjust = " ".join(guide.get("fmla", "") for guide in geometry.iter(a("gd")))
    has_text = any(True for _ in node.iter(w("t")))
    if has_text and preset in {"rect", "roundRect"}:
        return None
    fill = properties.find(f"{a('solidFill')}/{a('srgbClr')}")
    colour = None if fill is None else rgb(fill.get("val"))
    mouth = _mouth(adjust) if preset == _FACE else None
    kind = "face" if preset == _FACE else _SHAPES.get(preset)
    return Mark("drawing", f"{preset} {adjust}".strip(), colour=colour, shape=kind, mouth=mouth)


def _mouth(adjust: str) -> Mouth:
    value = next((int(v) for v in adjust.split() if v.lstrip("-").isdecimal()), _SMILE)
    if abs(value) < _SMILE // 4:
        return "flat"
    return "up" if value > 0 else "down"


def _vml_shape(node: etree._Element) -> Mark | None:
    if any(True for _ in node.iter(w("t"))):
        return None
    fill = node.get("fillcolor", "").partition(" ")[0].lstrip("#")
    colour = rgb(fill if len(fill) == 6 else "".join(2 * digit for digit in fill))
    kind = etree.QName(node).localname
    if node.get("type") != _VML_FACE:
        shape = {"oval": "circle", "rect": "square", "roundrect": "square"}.get(kind)
        return (
            Mark("drawing", node.get("type") or kind, colour=colour, shape=shape) if shape else None
        )
    adjust = node.get("adj", "").split(",")[0]
    value = int(adjust) if adjust.isdecimal() else _VML_FLAT + 1000
    bend = value - _VML_FLAT
    mouth: Mouth = "flat" if abs(bend) < 250 else "up" if bend > 0 else "down"
    return Mark("drawing", f"smileyFace {adjust}".strip(), colour=colour, shape="face", mouth=mouth)
