"""What a paragraph's own properties say: its style, heading level, whether it is a list item."""

from __future__ import annotations

from lxml import etree

from extractors.formats.docx.names import VAL, w
from extractors.formats.docx.styles import Style, numbered, outline

_STYLE = w("pStyle")
_TOLD = frozenset((w("numPr"), w("outlineLvl"), w("shd")))


def properties_of(node: etree._Element) -> tuple[str | None, etree._Element | None]:
    """The style that a paragraph names, and its properties where they say more than that."""
    if len(node) == 1 and (only := node[0]).tag == _STYLE:
        return only.get(VAL), None  # most
    identity, told = None, None
    for one in node:
        tag = one.tag
        if tag == _STYLE:
            identity = one.get(VAL)
        elif tag in _TOLD:
            told = node
    return identity, told


def level_and_list(properties: etree._Element, style: Style) -> tuple[int | None, bool | None]:
    """Heading level, and whether it is a list item: by itself, else by its style."""
    level, listed = outline(properties), numbered(properties)
    return (
        style.level if level is None else level,
        style.listed if listed is None else listed,
    )
