"""The runs of a paragraph: its text, and the marks in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from extractors.characters import marks_in
from extractors.document import OBJECT, Mark
from extractors.formats.docx.drawings import Drawings
from extractors.formats.docx.names import VAL, W14_URI, P, R, T, w
from extractors.formats.docx.styles import NOTHING, Style, is_symbol_font, over, run_style, shading

SHORT_TEXT = 40  # a longer paragraph's colour is an emphasis, no status
_HIGHLIGHTS = {
    "green": "#00ff00",
    "darkGreen": "#008000",
    "yellow": "#ffff00",
    "red": "#ff0000",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "cyan": "#00ffff",
    "blue": "#0000ff",
}
_PLAIN = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_DRAWN = frozenset((w("drawing"), w("pict"), w("object")))
_SYM, _FLD, _TEXT_BOX = w("sym"), w("fldChar"), w("txbxContent")
_CHECKED = f"{{{W14_URI}}}checked"


class Setting(NamedTuple):
    """What a paragraph's runs are read against."""

    style: Style
    styles: Mapping[str, Style]
    drawings: Drawings
    locator: str


class Runs(NamedTuple):
    text: str
    marks: tuple[Mark, ...]
    bold: bool  # all that is printed
    size: float | None  # of its first run with a size


@dataclass(slots=True)
class _Line:
    """Text and marks gathered from left to right."""

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    bold: list[bool] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    codes: int = 0  # open complex fields whose code, not result, is being read

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mark(self, mark: Mark) -> None:
        self.marks.append(replace(mark, offset=self.length))


def read_runs(paragraph: etree._Element, setting: Setting) -> Runs:
    """Text as shown: hidden runs and field codes out, symbols and pictures in their places."""
    line = _Line()
    for node in paragraph.iter(R):
        if _owner(node) is paragraph:
            _read_run(node, line, setting)
    _form_check_boxes(paragraph, line)
    text = "".join(line.parts)
    marks = tuple(sorted(line.marks, key=lambda mark: mark.offset or 0))
    if len(text.strip()) > SHORT_TEXT:
        marks = tuple(mark for mark in marks if mark.kind not in {"text_colour", "shading"})
    bold = bool(line.bold) and all(line.bold)
    return Runs(text, marks, bold, line.sizes[0] if line.sizes else None)


def _owner(run: etree._Element) -> etree._Element | None:
    """The paragraph that a run stands in; a text box inside another run has its own."""
    return next(run.iterancestors(P), None)


def _read_run(node: etree._Element, line: _Line, setting: Setting) -> None:
    properties = node.find(w("rPr"))
    style = _style(properties, setting)
    if style.hidden:
        _count_fields(node, line)
        return
    start = line.length
    for child in node:
        if child.tag == _FLD:
            _field(child, line)
        elif not line.codes:
            _read_child(child, line, style, setting)
    if line.length > start and "".join(line.parts)[start:].strip():
        line.bold.append(bool(style.bold))
        if style.size:
            line.sizes.append(style.size)
        _coloured(properties, style, line, start)


def _read_child(child: etree._Element, line: _Line, style: Style, setting: Setting) -> None:
    if child.tag == T:
        _text(child.text or "", style, line)
    elif child.tag in _PLAIN:
        line.add(_PLAIN[str(child.tag)])
    elif child.tag == _SYM:
        _symbol(child, style, line)
    elif child.tag in _DRAWN:
        _drawn(child, line, setting)


def _style(properties: etree._Element | None, setting: Setting) -> Style:
    named = None if properties is None else properties.find(w("rStyle"))
    inherited = setting.style
    if named is not None:
        inherited = over(setting.styles.get(named.get(VAL, ""), NOTHING), inherited)
    return run_style(properties, inherited)


def _text(text: str, style: Style, line: _Line) -> None:
    """Letters of a symbol font are written as the private-use codes that they stand for."""
    if not is_symbol_font(style.font) or (style.font or "").lower().startswith("segoe"):
        for mark in marks_in(text, style.font, style.colour):
            line.marks.append(replace(mark, offset=line.length + (mark.offset or 0)))
        line.add(text)
        return
    for letter in text:
        code = ord(letter)
        shown = chr(0xF000 + code) if 0x20 < code < 0x100 else letter
        if not shown.isspace():
            line.mark(Mark("character", shown, style.font, colour=style.colour, size=style.size))
        line.add(shown)


def _symbol(node: etree._Element, style: Style, line: _Line) -> None:
    try:
        code = int(node.get(w("char"), ""), 16)
    except ValueError:
        return
    if not 0x20 < code < 0x10000:
        return
    shown = chr(code if code >= 0x100 else 0xF000 + code)
    font = node.get(w("font")) or style.font
    line.mark(Mark("character", shown, font, colour=style.colour, size=style.size))
    line.add(shown)


def _drawn(node: etree._Element, line: _Line, setting: Setting) -> None:
    for mark in setting.drawings.marks(node, setting.locator):
        line.mark(mark)
        line.add(OBJECT)


def _field(node: etree._Element, line: _Line) -> None:
    """A complex field: its code runs from `begin` to `separate`, its result up to `end`."""
    kind = node.get(w("fldCharType"))
    if kind == "begin":
        line.codes += 1
    elif kind in {"separate", "end"} and line.codes:
        line.codes -= 1


def _count_fields(node: etree._Element, line: _Line) -> None:
    for child in node.iterchildren(_FLD):
        _field(child, line)


def _coloured(properties: etree._Element | None, style: Style, line: _Line, start: int) -> None:
    """A colour of the text or behind it, as marks; black and white mean nothing."""
    colours = {"text_colour": style.colour, "shading": None}
    if properties is not None:
        highlight = properties.find(w("highlight"))
        named = None if highlight is None else _HIGHLIGHTS.get(highlight.get(VAL, ""))
        colours["shading"] = shading(properties) or named
    for kind, value in colours.items():
        if value and value != "#000000":
            mark = Mark("text_colour" if kind == "text_colour" else "shading", value, colour=value)
            line.marks.append(replace(mark, offset=start))


def _form_check_boxes(paragraph: etree._Element, line: _Line) -> None:
    """Legacy check boxes show as a box; whether it is checked stands in the field's data."""
    for box in paragraph.iter(w("checkBox")):
        state = box.find(w("checked"))
        if state is None:
            state = box.find(w("default"))
        checked = state is not None and state.get(VAL, "1") not in {"0", "false"}
        line.mark(Mark("check_box", "checked" if checked else "unchecked"))
