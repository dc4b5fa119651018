"""Styles: what a paragraph or run inherits - font, heading level, list, bold, hidden, shading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from extractors.formats.docx.names import VAL, w

_SYMBOL_FONTS = re.compile(r"wingdings|webdings|^symbol$|segoe ui (?:emoji|symbol)", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|overskrift)\s*([1-9])$", re.IGNORECASE)
_TITLES = frozenset(("title", "titel"))
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says, with what it is based on folded in; None where it says nothing."""

    font: str | None = None
    level: int | None = None
    listed: bool | None = None
    bold: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    colour: str | None = None
    shading: tuple[tuple[str, str], ...] = ()  # table styles: condition -> "#rrggbb"


NOTHING = Style()


def read_styles(root: etree._Element | None) -> Mapping[str, Style]:
    """Every style by id, inheritance folded in; "" is the document's default."""
    if root is None:
        return {"": NOTHING}
    nodes = {node.get(w("styleId"), ""): node for node in root.iterchildren(w("style"))}
    styles: dict[str, Style] = {"": _default(root)}
    for identity in nodes:
        _fold(identity, nodes, styles)
    for identity, node in nodes.items():
        if node.get(w("type")) == "paragraph" and node.get(w("default")) in {"1", "true"}:
            styles["paragraph"] = styles[identity]
    return styles


def run_style(properties: etree._Element | None, inherited: Style) -> Style:
    """What a run's own properties say, over what it inherits."""
    if properties is None:
        return inherited
    return _over(_of_run(properties), inherited)


def over(upper: Style, lower: Style) -> Style:
    return _over(upper, lower)


def is_symbol_font(font: str | None) -> bool:
    return bool(font and _SYMBOL_FONTS.search(font))


def is_on(node: etree._Element | None) -> bool | None:
    """A toggle: None where absent."""
    if node is None:
        return None
    return node.get(VAL, "1").lower() not in _OFF


def shading(properties: etree._Element | None) -> str | None:
    """The fill of a `w:shd`; None for none, white and automatic."""
    node = properties.find(w("shd")) if properties is not None else None
    if node is None:
        return None
    fill = node.get(w("fill"), "auto")
    if node.get(VAL) == "solid":
        fill = node.get(w("color"), fill)
    return rgb(fill)


def rgb(value: str | None) -> str | None:
    if value is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return None
    return None if value.lower() == "ffffff" else f"#{value.lower()}"


def _default(root: etree._Element) -> Style:
    properties = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    return NOTHING if properties is None else _of_run(properties)


def _fold(
    identity: str, nodes: Mapping[str, etree._Element], styles: dict[str, Style], depth: int = 0
) -> Style:
    if identity in styles:
        return styles[identity]
    node = nodes.get(identity)
    if node is None or depth > len(nodes):
        return NOTHING
    based = node.find(w("basedOn"))
    below = NOTHING
    if based is not None and based.get(VAL) != identity:
        below = _fold(based.get(VAL, ""), nodes, styles, depth + 1)
    styles[identity] = _over(_own(node), below)
    return styles[identity]


def _own(node: etree._Element) -> Style:
    properties = node.find(w("rPr"))
    run = NOTHING if properties is None else _of_run(properties)
    paragraph = node.find(w("pPr"))
    return Style(
        font=run.font,
        level=_level(node, paragraph),
        listed=_listed(paragraph),
        bold=run.bold,
        hidden=run.hidden,
        size=run.size,
        colour=run.colour,
        shading=_table_shading(node),
    )


def _of_run(properties: etree._Element) -> Style:
    fonts = properties.find(w("rFonts"))
    size = properties.find(w("sz"))
    colour = properties.find(w("color"))
    font = None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
    return Style(
        font=font,
        bold=is_on(properties.find(w("b"))),
        hidden=is_on(properties.find(w("vanish"))),
        size=_half_points(size),
        colour=None if colour is None else rgb(colour.get(VAL)),
    )


def _half_points(node: etree._Element | None) -> float | None:
    value = "" if node is None else node.get(VAL, "")
    return float(value) / 2 if re.fullmatch(r"\d{1,4}(?:\.\d+)?", value) else None


def _level(node: etree._Element, paragraph: etree._Element | None) -> int | None:
    """0 for a title, 1.. for headings, by outline level or by the style's (Danish) name."""
    name = node.find(w("name"))
    printed = "" if name is None else name.get(VAL, "").strip()
    if printed.casefold() in _TITLES:
        return 0
    named = _HEADING.match(printed)
    if named:
        return int(named[1])
    outline = None if paragraph is None else paragraph.find(w("outlineLvl"))
    value = "" if outline is None else outline.get(VAL, "")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else None


def _listed(paragraph: etree._Element | None) -> bool | None:
    numbering = None if paragraph is None else paragraph.find(w("numPr"))
    if numbering is None:
        return None
    identity = numbering.find(w("numId"))
    return identity is not None and identity.get(VAL) != "0"


def _table_shading(node: etree._Element) -> tuple[tuple[str, str], ...]:
    found = {"wholeTable": shading(node.find(w("tcPr")))}
    for part in node.iterchildren(w("tblStylePr")):
        found[part.get(w("type"), "")] = shading(part.find(w("tcPr")))
    return tuple((condition, fill) for condition, fill in found.items() if fill)


def _over(upper: Style, lower: Style) -> Style:
    if upper is NOTHING:
        return lower
    if lower is NOTHING:
        return upper
    return Style(
        font=upper.font or lower.font,
        level=lower.level if upper.level is None else upper.level,
        listed=lower.listed if upper.listed is None else upper.listed,
        bold=lower.bold if upper.bold is None else upper.bold,
        hidden=lower.hidden if upper.hidden is None else upper.hidden,
        size=upper.size or lower.size,
        colour=upper.colour or lower.colour,
        shading=(*lower.shading, *upper.shading),
    )
