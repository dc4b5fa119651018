"""Shapes drawn in a Word document as marks: by what they are, how they are bent and filled."""

from __future__ import annotations

import hashlib
import re

from lxml import etree

from extractors.document import Mark, Mouth
from extractors.formats.docx.colours import Theme, drawn_colour, named_colour
from extractors.formats.docx.names import O_URI, WPS_URI, T, a, v

_FACE = "smileyFace"
# DrawingML's adjust value of a smiling mouth; VML's (type 96) runs 15510 to 17520.
_SMILE = 4653
_VML_FACE, _VML_FLAT = "96", 16515
_SHAPES = {
    "ellipse": "circle",
    "flowChartConnector": "circle",
    "rect": "square",
    "roundRect": "square",
    "flowChartProcess": "square",
    "triangle": "triangle",
    "diamond": "diamond",
    "star5": "star",
    "upArrow": "arrow_up",
    "rightArrow": "arrow_right",
    "downArrow": "arrow_down",
    "leftArrow": "arrow_left",
    "mathMultiply": "cross",
}
_TURNING = ("arrow_up", "arrow_right", "arrow_down", "arrow_left")
_LINES = re.compile(r"line(?:Inv)?|(?:straight|bent|curved)Connector\d")
_BOXES = frozenset(("rect", "roundRect", "flowChartProcess"))
_VML_SHAPES = {"oval": "circle", "rect": "square", "roundrect": "square"}
_VML_TYPES = {"3": "circle", "1": "square", "2": "square", "5": "triangle", "4": "diamond"} | {
    "12": "star",
    "68": "arrow_up",
    "13": "arrow_right",
    "67": "arrow_down",
    "66": "arrow_left",
}
_FILLS = tuple(a(name) for name in ("solidFill", "gradFill", "pattFill", "noFill", "blipFill"))


def shape_mark(node: etree._Element, theme: Theme) -> Mark | None:
    """A DrawingML shape by its preset, adjust values and fill.

    A line is no mark, nor is a text box that has no colour of its own.
    """
    properties = node.find(f"{{{WPS_URI}}}spPr")
    if properties is None:
        return None
    geometry = properties.find(a("prstGeom"))
    colour = _fill(node, properties, theme)
    if geometry is None:
        outline = properties.find(a("custGeom"))
        return None if outline is None else Mark("drawing", _digest(outline), colour=colour or None)
    preset = geometry.get("prst", "")
    written = next(node.iter(T), None) is not None
    if _LINES.fullmatch(preset) or (preset in _BOXES and not colour and (written or _boxed(node))):
        return None
    adjust = " ".join(guide.get("fmla", "") for guide in geometry.iter(a("gd")))
    turns, mirrored, upended = _turns(properties)
    mouth = _mouth(adjust) if preset == _FACE else None
    if (turns == 2) != upended:
        mouth = _upside_down(mouth)
    kind = "face" if preset == _FACE else _turned(_SHAPES.get(preset), turns, mirrored, upended)
    value = " ".join(part for part in (preset, adjust, f"turned {turns}" if turns else "") if part)
    return Mark("drawing", value, colour=colour or None, shape=kind, mouth=mouth)


def vml_mark(node: etree._Element) -> Mark | None:
    """A VML shape, likewise."""
    if next(node.iter(T), None) is not None or node.find(v("imagedata")) is not None:
        return None
    if node.get(f"{{{O_URI}}}hr") is not None:
        return None  # a horizontal rule
    name = etree.QName(node).localname
    kind = _vml_type(node)
    colour = _vml_fill(node) or None
    if kind != _VML_FACE:
        shape = _VML_TYPES.get(kind) or _VML_SHAPES.get(name)
        outline = node.get("path")
        if shape is None and outline is None:
            return None
        value = f"type {kind}" if kind else name if shape else _digest(node, outline)
        return Mark("drawing", value, colour=colour, shape=shape)
    adjust = node.get("adj", "").split(",")[0].strip()
    bend = (int(adjust) if adjust.isdecimal() else _VML_FLAT + 1000) - _VML_FLAT
    mouth: Mouth | None = "flat" if abs(bend) < 250 else "up" if bend > 0 else "down"
    style = node.get("style", "").replace(" ", "")
    if ("rotation:180" in style) != bool(re.search(r"flip:x?y", style)):
        mouth = _upside_down(mouth)
    return Mark("drawing", f"smileyFace {adjust}".strip(), colour=colour, shape="face", mouth=mouth)


def _mouth(adjust: str) -> Mouth:
    value = next((int(v) for v in adjust.split() if v.lstrip("-").isdecimal()), _SMILE)
    if abs(value) < _SMILE // 4:
        return "flat"
    return "up" if value > 0 else "down"


def _upside_down(mouth: Mouth | None) -> Mouth | None:
    return {"up": "down", "down": "up"}.get(mouth or "", mouth)  # type: ignore[return-value]  # only mouths


def _turns(properties: etree._Element) -> tuple[int, bool, bool]:
    """Quarter turns clockwise, mirrored, upended."""
    frame = properties.find(a("xfrm"))
    if frame is None:
        return 0, False, False
    angle = frame.get("rot", "0")
    turns = round(int(angle) / 5_400_000) % 4 if angle.lstrip("-").isdecimal() else 0
    return turns, frame.get("flipH") in {"1", "true"}, frame.get("flipV") in {"1", "true"}


def _turned(kind: str | None, turns: int, mirrored: bool, upended: bool) -> str | None:
    if kind not in _TURNING:
        return kind
    place = _TURNING.index(kind)
    if (mirrored and place % 2) or (upended and not place % 2):
        place += 2
    return _TURNING[(place + turns) % 4]


def _fill(node: etree._Element, properties: etree._Element, theme: Theme) -> str:
    """The fill's own colour, else the style's; "" for none."""
    own = next(properties.iterchildren(*_FILLS), None)
    if own is not None:
        return "" if own.tag == a("noFill") else drawn_colour(own, theme)
    reference = node.find(f"{{{WPS_URI}}}style/{a('fillRef')}")
    if reference is None or reference.get("idx") == "0":
        return ""
    return drawn_colour(reference, theme)


def _boxed(node: etree._Element) -> bool:
    """Whether the shape was made to hold text."""
    kind = node.find(f"{{{WPS_URI}}}cNvSpPr")
    return kind is not None and kind.get("txBox") in {"1", "true"}


def _vml_type(node: etree._Element) -> str:
    """The number of the kind of shape: by its type's name, its own or its type's `o:spt`."""
    named = re.search(r"_t(\d{1,3})$", node.get("type", ""))
    if named:
        return named[1]
    own = node.get(f"{{{O_URI}}}spt", "")
    if own or not node.get("type"):
        return own
    wanted = node.get("type", "").lstrip("#")
    for kind in node.getroottree().getroot().iter(v("shapetype")):
        if kind.get("id") == wanted:
            return kind.get(f"{{{O_URI}}}spt", "")
    return ""


def _vml_fill(node: etree._Element) -> str:
    if node.get("filled", "t") in {"f", "false"}:
        return ""
    fill = node.find(v("fill"))
    value = node.get("fillcolor") or (None if fill is None else fill.get("color"))
    return named_colour(value or "")


def _digest(outline: etree._Element, text: str | None = None) -> str:
    """Of the path alone, so that place and names do not matter."""
    if text is not None:
        return hashlib.sha256(text.encode()).hexdigest()
    digest = hashlib.sha256()
    for node in outline.iter():
        parts = [etree.QName(node).localname, *sorted(f"{k}={x}" for k, x in node.items())]
        digest.update(" ".join(parts).encode())
    return digest.hexdigest()
