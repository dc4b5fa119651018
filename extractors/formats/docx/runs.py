"""The runs of a paragraph: its text, and the marks in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.characters import LONGEST_METRE, UNUSUAL_OR_BREAK, marks_in, raised
from extractors.document import OBJECT, UNMAPPED, Mark
from extractors.formats.docx.account import Account, text_of
from extractors.formats.docx.drawings import Drawings, Drawn
from extractors.formats.docx.inheritance import Inheritance, Look
from extractors.formats.docx.names import (
    CHECK_BOX,
    FIELD,
    MATH,
    MATH_TEXT,
    PPR,
    RPR,
    SYMBOL_URI,
    TEXT_BOX,
    VAL,
    R,
    T,
    m,
    w,
)
from extractors.formats.docx.styles import Style, is_symbol_font

SHORT_TEXT = 40  # a longer paragraph's colour is an emphasis, no status
PLAIN = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_DRAWN = frozenset((w("drawing"), w("pict"), w("object")))
BLACK = "#000000"
_SYM, _SYMBOL = w("sym"), f"{{{SYMBOL_URI}}}symEx"
_MATH_TEXTS = (MATH_TEXT, T)
_MATHS = (*_MATH_TEXTS, m("den"), m("sup"))
_BREAKS = str.maketrans("\n\r", "  ")
_PRIVATE = range(0xF020, 0xF100)  # the letters of a symbol font


@dataclass(slots=True)
class Line:
    """One paragraph's text and marks, gathered from left to right."""

    identity: str | None  # of the paragraph's style
    inheritance: Inheritance
    look: Look  # of its runs without properties
    locator: str
    where: str = "body"  # or "cell", or "box": a text box
    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    bold: bool | None = None  # all that is printed
    size: float | None = None  # of its first run with a size
    drawn: tuple[Drawn, ...] = ()  # those that float, or hold text boxes

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mark(self, mark: Mark) -> None:
        self.marks.append(mark._replace(offset=self.length))


@dataclass(frozen=True, slots=True)
class RunReader:
    """Reads the paragraphs of one part."""

    drawings: Drawings
    account: Account

    def read(self, paragraph: etree._Element, line: Line) -> str:
        """Text as shown: hidden runs out, symbols and pictures in their places."""
        for node in paragraph:
            tag = node.tag
            if tag == R:
                self._run(node, line)
            elif tag != PPR:
                self._other(node, line)
        text = "".join(line.parts)
        if line.marks and len(text.strip()) > SHORT_TEXT:
            line.marks = [one for one in line.marks if one.kind not in {"text_colour", "shading"}]
        return text

    def _other(self, node: etree._Element, line: Line) -> None:
        """What is no run: formulas, and wrappers of names that Word may add yet."""
        if node.tag == MATH:
            self._formula(node, line)
            return
        for inner in node.iterdescendants(R, MATH):
            if inner.tag == R and _stands_in(inner, node):
                self._run(inner, line)
            elif inner.tag == MATH and _stands_in(inner, node):
                self._formula(inner, line)

    def _formula(self, node: etree._Element, line: Line) -> None:
        text = "".join(
            (part.text or "") if part.tag in _MATH_TEXTS else _operator(part)
            for part in node.iter(*_MATHS)
        )
        line.add(text)
        if text.strip():
            message = "A formula is read as a line of text."
            self.drawings.note("formula", message, line.locator, text)

    def _run(self, node: etree._Element, line: Line) -> None:
        look = line.look
        parts = line.parts
        before, start = len(parts), line.length
        for child in node:
            tag = child.tag
            if tag == T and not look.hidden:
                text = child.text
                if text and look.plain and not UNUSUAL_OR_BREAK.search(text):
                    parts.append(text)
                    line.length += len(text)
                else:
                    _text(text, look, line)
            elif tag == RPR:
                look = line.inheritance.run(line.identity, child)
            elif not look.hidden:
                self._special(child, look.style, line)
        if look.hidden:
            self.account.leave(node, "hidden")
        elif line.length > start:
            _set(look, line, before, start)

    def _special(self, child: etree._Element, style: Style, line: Line) -> None:
        tag = child.tag
        if tag in PLAIN:
            line.add(PLAIN[str(tag)])
        elif tag in _DRAWN:
            self._drawn(child, line)
        elif tag in {_SYM, _SYMBOL}:
            _symbol(child, style, line)
        elif tag == FIELD:
            _form_check_box(child, line)
        elif tag == CHECK_BOX:
            line.mark(Mark("check_box", child.get(VAL, "")))
            line.add(child.text or OBJECT)
        else:
            for inner in child.iterdescendants(T):  # in a wrapper of a name that Word may add yet
                _text(inner.text, line.look, line)

    def _drawn(self, node: etree._Element, line: Line) -> None:
        """A drawing in the line stands there; one that floats in a cell stands over cells."""
        drawn = self.drawings.read(node, line.locator)
        floats = drawn.floating
        if drawn.boxes or (floats is not None and line.where == "cell"):
            line.drawn = (*line.drawn, drawn)
        if floats is not None and line.where == "cell":
            return
        shows = drawn.marks or drawn.boxes
        if line.where == "body" and floats is not None and floats.stray and shows:
            message = "Something small floats over the page; which cell it belongs to is not told."
            self.drawings.note("floating-mark", message, line.locator, _shown(drawn))
        for mark in drawn.marks:
            line.mark(mark)
            line.add(OBJECT)


def _stands_in(inner: etree._Element, node: etree._Element) -> bool:
    """Whether nothing that is read by itself stands between the two."""
    for above in inner.iterancestors():
        if above is node:
            return True
        if above.tag in {TEXT_BOX, R, MATH}:
            return False
    return False


def _operator(part: etree._Element) -> str:
    return "/" if part.tag == m("den") else "^"


def _text(text: str | None, look: Look, line: Line) -> None:
    if not text:
        return
    text = text.translate(_BREAKS)
    style = look.style
    if look.pictured:
        _symbols(text, style, line)
        return
    if style.raised:
        text = raised(text, "".join(line.parts[-LONGEST_METRE:]))
    line.marks += _letters(text, style.wide_font, style, line.length)
    line.add(text)


def _symbols(text: str, style: Style, line: Line) -> None:
    """Letters of a symbol font are written as the private-use codes that they stand for."""
    for letter in text:
        code = ord(letter)
        font = style.font if code < 0x80 else style.wide_font
        if code in _PRIVATE and not is_symbol_font(font):
            font = style.font
        if not is_symbol_font(font) or letter.isspace():
            line.marks += _letters(letter, font, style, line.length)
            line.add(letter)
            continue
        shown = chr(0xF000 + code) if 0x20 < code < 0x100 else letter
        line.marks.append(_character(shown, font, style, line.length))
        line.add(shown)


def _letters(text: str, font: str | None, style: Style, start: int) -> list[Mark]:
    """The marks among ordinary letters, the first of which stands at `start`."""
    found = marks_in(text, font, style.colour or None)
    return [one._replace(offset=start + (one.offset or 0), size=style.size) for one in found]


def _character(shown: str, font: str | None, style: Style, offset: int) -> Mark:
    colour = style.colour or None
    return Mark("character", shown, font, colour=colour, size=style.size, offset=offset)


def _symbol(node: etree._Element, style: Style, line: Line) -> None:
    """A `w:sym` (or its successor) by its font and code."""
    lead = w("") if node.tag == _SYM else _SYMBOL[:-5]
    font = node.get(f"{lead}font") or style.wide_font
    code = _code(node.get(f"{lead}char", ""))
    if code is None or not 0x20 < code < 0x110000 or 0xD800 <= code < 0xE000:
        line.mark(Mark("character", UNMAPPED, font, code=code, colour=style.colour or None))
        line.add(UNMAPPED)
        return
    pictured = code < 0x100 and is_symbol_font(font)
    shown = chr(0xF000 + code if pictured else code)
    line.marks.append(_character(shown, font, style, line.length))
    line.add(shown)


def _code(value: str) -> int | None:
    try:
        return int(value, 16)
    except ValueError:
        return None


def _shown(drawn: Drawn) -> str:
    texts: Iterator[str] = (text_of(box) for box in drawn.boxes)
    return " ".join((*(mark.value for mark in drawn.marks), *texts)).strip()


def _set(look: Look, line: Line, before: int, start: int) -> None:
    """How a run's text is set: bold, size, and colours of it or behind it as marks.

    Black and white mean nothing.
    """
    style = look.style
    if not "".join(line.parts[before:]).isspace():
        line.bold = bool(style.bold) and line.bold is not False
        line.size = line.size or style.size
        if look.coloured and style.colour and style.colour != BLACK:
            line.marks.append(Mark("text_colour", style.colour, colour=style.colour, offset=start))
    if look.coloured and style.behind and style.behind != BLACK:
        line.marks.append(Mark("shading", style.behind, colour=style.behind, offset=start))


def _form_check_box(node: etree._Element, line: Line) -> None:
    """A legacy check box shows as a box; whether it is checked stands in the field's data."""
    for box in node.iter(w("checkBox")):
        state = box.find(w("checked"))
        if state is None:
            state = box.find(w("default"))
        checked = state is not None and state.get(VAL, "1") not in {"0", "false"}
        line.mark(Mark("check_box", "checked" if checked else "unchecked"))
        line.add(OBJECT)
