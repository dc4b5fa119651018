"""Styles: what a paragraph or run inherits - font, heading level, list, bold, hidden, colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from lxml import etree

from extractors.formats.docx.colours import HIGHLIGHTS, Theme, shading, text_colour
from extractors.formats.docx.names import PPR, RPR, TCPR, VAL, w

_SYMBOL_FONTS = re.compile(
    r"wingdings|webdings|^symbol(?:mt)?$|zapf ?dingbats|monotype sorts|^marlett$", re.IGNORECASE
)
_HEADING = re.compile(r"(?:heading|overskrift)\s*([1-9])$", re.IGNORECASE)
_TITLES = frozenset(("title", "titel"))
_NAME, _BASED_ON, _OF_PART = w("name"), w("basedOn"), w("tblStylePr")
_OFF = frozenset(("0", "false", "off", "none"))


class Style(NamedTuple):
    """What one style says, with what it is based on folded in; None where it says nothing."""

    font: str | None = None  # of ASCII characters
    wide_font: str | None = None  # of other characters
    level: int | None = None
    listed: bool | None = None
    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None  # superscript
    size: float | None = None
    colour: str | None = None  # "" for automatic
    behind: str | None = None  # highlight, else the run's shading; "" for none
    ground: str | None = None  # the paragraph's shading
    within: tuple[tuple[str, Style], ...] = ()  # table styles: condition -> what it says of runs
    fills: tuple[tuple[str, str], ...] = ()  # table styles: condition -> cell colour, "" for none


NOTHING = Style()
_PLAIN_FIELDS = len(Style._fields) - 2  # all but what table styles say


class Styles:
    """Every style by id, inheritance folded in.

    A style is read when it is first asked for: files carry hundreds and use few.
    """

    def __init__(self, root: etree._Element | None, theme: Theme) -> None:
        self._theme = theme
        self._nodes: dict[str, etree._Element] = {}
        self._folded: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        for node in root.iterchildren(w("style")) if root is not None else ():
            identity = node.get(w("styleId"), "")
            self._nodes[identity] = node
            if node.get(w("default")) in {"1", "true", "on"}:
                self._defaults[node.get(w("type"), "")] = identity
        self.document = NOTHING if root is None else _default(root, theme)

    def named(self, identity: str | None, kind: str) -> Style:
        """The style of that id; an unknown one and None are the default of its kind."""
        known = identity if identity in self._nodes else self._defaults.get(kind)
        return NOTHING if known is None else self._fold(known)

    def _fold(self, identity: str) -> Style:
        """The style over all that it is based on; a circle ends where it closes."""
        chain: list[str] = []
        name: str | None = identity
        while name in self._nodes and name not in self._folded and name not in chain:
            chain.append(name)
            based = next(self._nodes[name].iterchildren(_BASED_ON), None)
            name = None if based is None else based.get(VAL)
        below = self._folded.get(name, NOTHING) if name else NOTHING
        for link in reversed(chain):
            below = self._folded[link] = over(_own(self._nodes[link], self._theme), below)
        return below


def run_says(properties: etree._Element, theme: Theme) -> Style:
    """What a run's own properties say."""
    found: dict[str, object] = {}
    for node in properties:
        reads = _RUN.get(node.tag) if isinstance(node.tag, str) else None
        if reads is not None:
            found.update(reads(node, theme))
    if "behind" not in found and (fill := shading(properties, theme)) is not None:
        found["behind"] = fill
    return Style(**found)  # type: ignore[arg-type]  # the table below has the fields' types


def over(upper: Style, lower: Style) -> Style:
    """`upper`, and where it says nothing `lower`."""
    if upper is NOTHING:
        return lower
    if lower is NOTHING:
        return upper
    pairs = zip(upper[:_PLAIN_FIELDS], lower[:_PLAIN_FIELDS], strict=True)
    merged = [below if above is None else above for above, below in pairs]
    of_tables = (*lower.within, *upper.within), (*lower.fills, *upper.fills)
    return Style._make((*merged, *of_tables))


@cache
def is_symbol_font(font: str | None) -> bool:
    """Whether the font shows letters as pictures."""
    return bool(font and _SYMBOL_FONTS.search(font))


def is_on(node: etree._Element | None) -> bool | None:
    """A toggle: None where absent."""
    if node is None:
        return None
    return node.get(VAL, "1").lower() not in _OFF


def numbered(properties: etree._Element | None) -> bool | None:
    """Whether paragraph properties put a number or bullet before it; None if they do not say."""
    numbering = None if properties is None else properties.find(w("numPr"))
    if numbering is None:
        return None
    identity = numbering.find(w("numId"))
    return identity is None or identity.get(VAL) != "0"


def outline(properties: etree._Element | None) -> int | None:
    """The heading level (from 1) that paragraph properties state themselves."""
    node = None if properties is None else properties.find(w("outlineLvl"))
    value = "" if node is None else node.get(VAL, "")
    return int(value) + 1 if re.fullmatch(r"[0-8]", value) else None


def _default(root: etree._Element, theme: Theme) -> Style:
    defaults = root.find(w("docDefaults"))
    properties = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{RPR}")
    return NOTHING if properties is None else run_says(properties, theme)


def _own(node: etree._Element, theme: Theme) -> Style:
    children = {child.tag: child for child in reversed(node)}  # the first of each name
    properties, paragraph = children.get(RPR), children.get(PPR)
    run = NOTHING if properties is None else run_says(properties, theme)
    parts = list(node.iterchildren(_OF_PART)) if _OF_PART in children else []
    of_paragraph = Style(
        level=_level(children.get(_NAME), paragraph),
        listed=numbered(paragraph),
        ground=shading(paragraph, theme),
        within=tuple(_within(parts, theme)),
        fills=tuple(_fills(children.get(TCPR), parts, theme)),
    )
    return over(of_paragraph, run)


def _fills(
    properties: etree._Element | None, parts: list[etree._Element], theme: Theme
) -> list[tuple[str, str]]:
    told = [("wholeTable", shading(properties, theme))]
    told += [(part.get(w("type"), ""), shading(part.find(TCPR), theme)) for part in parts]
    return [(condition, fill) for condition, fill in told if fill is not None]


def _within(parts: list[etree._Element], theme: Theme) -> list[tuple[str, Style]]:
    told = [(part.get(w("type"), ""), part.find(RPR)) for part in parts]
    return [(condition, run_says(node, theme)) for condition, node in told if node is not None]


def _level(name: etree._Element | None, paragraph: etree._Element | None) -> int | None:
    """0 for a title, 1.. for headings, by outline level or by the style's (Danish) name."""
    printed = "" if name is None else name.get(VAL, "").strip()
    if printed.casefold() in _TITLES:
        return 0
    named = _HEADING.match(printed)
    return int(named[1]) if named else outline(paragraph)


def _fonts(node: etree._Element, theme: Theme) -> dict[str, object]:
    found: dict[str, object] = {}
    for field, slot in (("font", "ascii"), ("wide_font", "hAnsi")):
        themed = node.get(w(f"{slot}Theme"), "")
        font = theme.fonts.get(themed[:5]) or node.get(w(slot))
        if font:
            found[field] = font
    return found


def _bold(node: etree._Element, _: Theme) -> dict[str, object]:
    return {"bold": is_on(node)}


def _vanish(node: etree._Element, _: Theme) -> dict[str, object]:
    return {"hidden": is_on(node)}


def _vertical(node: etree._Element, _: Theme) -> dict[str, object]:
    return {"raised": node.get(VAL) == "superscript"}


def _size(node: etree._Element, _: Theme) -> dict[str, object]:
    value = node.get(VAL, "")
    return {"size": float(value) / 2} if re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", value) else {}


def _colour(node: etree._Element, theme: Theme) -> dict[str, object]:
    return {"colour": text_colour(node, theme)}


def _highlight(node: etree._Element, _: Theme) -> dict[str, object]:
    name = node.get(VAL, "")
    return {"behind": HIGHLIGHTS[name]} if name in HIGHLIGHTS else {}


_RUN: Mapping[str, Callable[[etree._Element, Theme], dict[str, object]]] = {
    w("rFonts"): _fonts,
    w("b"): _bold,
    w("vanish"): _vanish,
    w("vertAlign"): _vertical,
    w("sz"): _size,
    w("color"): _colour,
    w("highlight"): _highlight,
}
