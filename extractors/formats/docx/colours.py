"""Colours as Word resolves them: of the theme with tint and shade, of patterns, by name.

A colour is `#rrggbb`; "" is one that says nothing: automatic, none, or white paper.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from extractors.formats.docx.names import VAL, a, w

HIGHLIGHTS = {
    "green": "#00ff00",
    "darkGreen": "#008000",
    "yellow": "#ffff00",
    "red": "#ff0000",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "cyan": "#00ffff",
    "darkCyan": "#008080",
    "blue": "#0000ff",
    "darkBlue": "#000080",
    "magenta": "#ff00ff",
    "darkMagenta": "#800080",
    "lightGray": "#c0c0c0",
    "darkGray": "#808080",
    "black": "#000000",
}
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
# Word's names of the theme's colours, and DrawingML's.
_THEME_NAMES = {
    "dark1": "dk1",
    "text1": "dk1",
    "tx1": "dk1",
    "light1": "lt1",
    "background1": "lt1",
    "bg1": "lt1",
    "dark2": "dk2",
    "text2": "dk2",
    "tx2": "dk2",
    "light2": "lt2",
    "background2": "lt2",
    "bg2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
_Rgb = tuple[float, float, float]


class Theme(NamedTuple):
    """The document's colours and fonts by their names in the theme."""

    colours: Mapping[str, str] = {}
    fonts: Mapping[str, str] = {}  # "major" and "minor"


def read_theme(root: etree._Element | None) -> Theme:
    if root is None:
        return Theme()
    scheme = root.find(f".//{a('clrScheme')}")
    colours = {}
    for node in scheme if scheme is not None else ():
        value = next((_plain(child) for child in node), None)
        if value is not None and isinstance(node.tag, str):
            colours[etree.QName(node).localname] = value
    fonts = {}
    for name in ("major", "minor"):
        latin = root.find(f".//{a(name + 'Font')}/{a('latin')}")
        if latin is not None:
            fonts[name] = latin.get("typeface", "")
    return Theme(colours, fonts)


def rgb(value: str | None) -> str:
    """Six hexadecimal digits; white and anything else is ""."""
    if value is None or not _HEX.fullmatch(value):
        return ""
    return "" if value.lower() == "ffffff" else f"#{value.lower()}"


def text_colour(node: etree._Element, theme: Theme) -> str:
    """The colour of a `w:color`."""
    return _resolved(node, VAL, "theme", theme)


def shading(properties: etree._Element | None, theme: Theme) -> str | None:
    """The one colour of a `w:shd`: its fill, mixed with its pattern; None where there is none."""
    node = properties.find(w("shd")) if properties is not None else None
    if node is None:
        return None
    fill = _resolved(node, w("fill"), "themeFill", theme)
    share = _share(node.get(VAL, "clear"))
    if not share:
        return fill
    ink = _resolved(node, w("color"), "theme", theme)
    front = _of(ink) if ink else _BLACK if node.get(w("color"), "auto") == "auto" else _WHITE
    return rgb(_mixed(front, _of(fill) if fill else _WHITE, share))


def drawn_colour(fill: etree._Element | None, theme: Theme) -> str:
    """The colour of a DrawingML fill (`a:solidFill`, `a:gradFill`); of several the first."""
    for node in () if fill is None else fill.iter(a("srgbClr"), a("schemeClr"), a("sysClr")):
        value = _plain(node)
        if value is None:
            name = node.get("val", "")
            value = theme.colours.get(_THEME_NAMES.get(name, name))
        if value is not None:
            return rgb(_modified(value, node))
    return ""


def named_colour(value: str) -> str:
    """VML's and HTML's spelling: `#0b0`, `red`, `#00b050 [3206]`."""
    plain = value.partition("[")[0].strip().lower()
    digits = plain.lstrip("#")
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        return rgb("".join(2 * digit for digit in digits))
    if _HEX.fullmatch(digits) or not plain.isalpha():
        return rgb(digits)
    # Knows the names; imported by the few documents that use them.
    from PIL import ImageColor

    try:
        red, green, blue = ImageColor.getrgb(plain)[:3]
    except ValueError:
        return ""
    return rgb(f"{red:02x}{green:02x}{blue:02x}")


def _plain(node: etree._Element) -> str | None:
    value = node.get("lastClr") or node.get("val") or ""
    return value.lower() if _HEX.fullmatch(value) else None


def _resolved(node: etree._Element, plain: str, lead: str, theme: Theme) -> str:
    """The theme's colour where one is named and known, with tint and shade; else the plain one."""
    name = node.get(w(f"{lead}Color" if lead == "theme" else lead))
    base = theme.colours.get(_THEME_NAMES.get(name, name)) if name else None
    if base is None:
        return rgb(node.get(plain))
    hue, light, saturation = colorsys.rgb_to_hls(*_of(base))
    tint, shade = _byte(node.get(w(f"{lead}Tint"))), _byte(node.get(w(f"{lead}Shade")))
    light = light * tint + 1 - tint
    return rgb(_text(colorsys.hls_to_rgb(hue, light * shade, saturation)))


def _modified(value: str, node: etree._Element) -> str:
    red_green_blue = _of(value)
    for change in node:
        share = int(change.get("val", "")) / 100_000 if change.get("val", "").isdecimal() else None
        if share is None or not isinstance(change.tag, str):
            continue
        kind = etree.QName(change).localname
        if kind in {"lumMod", "lumOff"}:
            hue, light, saturation = colorsys.rgb_to_hls(*red_green_blue)
            light = light * share if kind == "lumMod" else light + share
            red_green_blue = colorsys.hls_to_rgb(hue, min(1.0, light), saturation)
        elif kind in {"tint", "shade"}:
            toward = _WHITE if kind == "tint" else _BLACK
            red_green_blue = _of(_mixed(red_green_blue, toward, share))
    return _text(red_green_blue)


def _share(pattern: str) -> float:
    """How much of a pattern is ink."""
    if pattern in {"clear", "nil"}:
        return 0.0
    if pattern == "solid":
        return 1.0
    percent = re.fullmatch(r"pct(\d{1,3})", pattern)
    if percent:
        return min(1.0, int(percent[1]) / 100)
    return 0.25 if pattern.startswith("thin") else 0.5


def _byte(value: str | None) -> float:
    return int(value, 16) / 255 if value and re.fullmatch(r"[0-9A-Fa-f]{2}", value) else 1.0


def _of(value: str) -> _Rgb:
    digits = value.lstrip("#")
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _mixed(front: _Rgb, back: _Rgb, share: float) -> str:
    mixed = [f * share + b * (1 - share) for f, b in zip(front, back, strict=True)]
    return _text((mixed[0], mixed[1], mixed[2]))


def _text(value: _Rgb) -> str:
    return "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in value)
