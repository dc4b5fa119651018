"""Complex fields: codes go, results stay, and what Word makes of a code without a result is made.

A field runs from `begin` over `separate` to `end`, through runs and paragraphs, and may stand in
another's code or result. One that never ends hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.formats.docx.account import Account
from extractors.formats.docx.names import BODY, FIELD, MATH_TEXT, VAL, R, T, w

_INSTRUCTION = w("instrText")
_SHOWN = (
    T,
    MATH_TEXT,
    *(w(name) for name in ("tab", "br", "cr", "sym", "noBreakHyphen", "drawing", "pict")),
)
_SYMBOL = re.compile(
    r"\s*SYMBOL\s+(?P<code>0x[0-9a-f]{1,4}|\d{1,5})(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_FONT = re.compile(r"\\f\s+(?:\"([^\"]+)\"|(\S+))", re.IGNORECASE)
_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s+(?P<text>.*\S)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Field:
    """A field while it is open."""

    begin: etree._Element
    code: list[str] = field(default_factory=list)
    hidden: list[etree._Element] = field(default_factory=list)  # in its code
    separated: bool = False
    shows: bool = False  # has a result


def resolve(root: etree._Element, account: Account) -> None:
    """Take out what stands in codes, and add what a code alone shows."""
    if next(root.iter(FIELD), None) is None:
        return
    stack: list[_Field] = []
    coded: list[_Field] = []  # those of the stack whose code is being read, outermost first
    for node in _parts(root, stack):
        if node.tag == FIELD:
            _take(node, stack, coded, account)
        elif node.tag == _INSTRUCTION:
            if stack and not stack[-1].separated:
                stack[-1].code.append(node.text or "")
        elif coded:
            coded[0].hidden.append(node)
        elif stack:
            stack[-1].shows = True


def _parts(root: etree._Element, stack: list[_Field]) -> Iterator[etree._Element]:
    """What fields are made of and what they may hide, without the blocks outside all fields."""
    for block in root.iterfind("*/*") if root.find(BODY) is not None else (root,):
        if stack or next(block.iter(FIELD), None) is not None:
            yield from list(block.iter(FIELD, _INSTRUCTION, *_SHOWN))


def _take(node: etree._Element, stack: list[_Field], coded: list[_Field], account: Account) -> None:
    kind = node.get(w("fldCharType"))
    if kind == "begin":
        stack.append(_Field(node))
        coded.append(stack[-1])
    elif stack and kind == "separate" and not stack[-1].separated:
        _end_code(stack[-1], coded, account)
    elif stack and kind == "end":
        done = stack.pop()
        if not done.separated:
            _end_code(done, coded, account)
        if not done.shows and not coded:
            done.shows = _generate(done)
        if stack and done.shows:
            stack[-1].shows = True


def _end_code(done: _Field, coded: list[_Field], account: Account) -> None:
    done.separated = True
    for node in reversed(done.hidden):
        account.remove(node, "field-code")
    done.hidden = []
    while coded and coded[-1].separated:
        coded.pop()


def _generate(done: _Field) -> bool:
    """What Word shows of a field that has no stored result."""
    run = done.begin.getparent()
    if run is None or run.tag != R:
        return False
    code = "".join(done.code)
    text = _chosen(done.begin)
    button = _BUTTON.match(code)
    if text is None and button is not None:
        text = button["text"]
    if text is not None:
        made = etree.SubElement(run, T)
        made.text = text
        return True
    return _add_symbol(run, code)


def _chosen(begin: etree._Element) -> str | None:
    """The entry of a form's drop-down that is chosen."""
    choices = begin.find(f"{w('ffData')}/{w('ddList')}")
    if choices is None:
        return None
    entries = [node.get(VAL, "") for node in choices.iterchildren(w("listEntry"))]
    chosen = choices.find(w("result"))
    if chosen is None:
        chosen = choices.find(w("default"))
    number = "0" if chosen is None else chosen.get(VAL, "0")
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else None


def _add_symbol(run: etree._Element, code: str) -> bool:
    symbol = _SYMBOL.match(code)
    if symbol is None:
        return False
    font = _FONT.search(symbol["rest"])
    value = int(symbol["code"], 16 if symbol["code"][:2].lower() == "0x" else 10)
    made = etree.SubElement(run, w("sym"))
    made.set(w("char"), f"{value:04X}")
    if font is not None:
        made.set(w("font"), font[1] or font[2])
    return True
