"""The forms of plain tables, parsed: each once, all together, and normalized as any part is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from extractors.errors import ExtractionError
from extractors.formats.docx import tree
from extractors.formats.docx.account import Account
from extractors.formats.docx.names import FIELD, TBL, TC, TR, P, T, w
from extractors.formats.docx.package import parse
from extractors.formats.docx.plain_names import OURS
from extractors.formats.docx.plain_tables import BLANK, Form
from extractors.formats.docx.plain_texts import Unplain
from extractors.limits import Limits

_AROUND = {
    "table": f"<{OURS}-form>%b</{OURS}-form>".encode(),
    "row": f"<{OURS}-form><w:tbl>%b</w:tbl></{OURS}-form>".encode(),
    "cell": f"<{OURS}-form><w:tbl><w:tr>%b</w:tr></w:tbl></{OURS}-form>".encode(),
    "paragraph": (
        f"<{OURS}-form><w:tbl><w:tr><w:tc>%b</w:tc></w:tr></w:tbl></{OURS}-form>".encode()
    ),
}
_STEPS = {"table": (TBL,), "row": (TBL, TR), "cell": (TBL, TR, TC), "paragraph": (TBL, TR, TC, P)}
_OUTER = frozenset(("table", "row"))  # are without the rows and cells in them
_ROOT = re.compile(rb"<w:document[^>]*>")
_DEPTHS: Mapping[str | None, int] = {"begin": 1, "end": -1}


class ParsedForm(NamedTuple):
    """A form's own element, and the elements that its texts go into; None for blanks between."""

    node: etree._Element
    slots: tuple[etree._Element | None, ...]
    repeated: bool  # with other texts in the slots
    shared: bool  # with the same in it wherever it stands


def parse_forms(
    data: bytes, forms: Sequence[Form], account: Account, part: str, limits: Limits
) -> list[ParsedForm]:
    """The forms of a main part that is `data`; raises Unplain where one is no whole element."""
    opening = _ROOT.search(data)
    if opening is None:
        raise Unplain
    inner = b"".join(_AROUND[form.kind] % form.markup for form in forms)
    try:
        root = parse(opening[0] + inner + b"</w:document>", part, limits)
    except ExtractionError as error:
        raise Unplain from error
    if len(root) != len(forms):
        raise Unplain
    pairs = list(zip(root, forms, strict=True))
    marked = _marked(root)
    if marked and any(form.repeated and node in marked for node, form in pairs):
        raise Unplain  # were there text in them, it would have to be accounted for each time
    parsed = [_parsed(node, form) for node, form in pairs]
    if tree.normalize(root, account):
        raise Unplain  # a tracked change, whose place nobody could tell any more
    return parsed


def _marked(root: etree._Element) -> frozenset[etree._Element]:
    """The forms with something in an element that is taken out."""
    return frozenset(
        above
        for one in root.iter(*tree.TAKEN_OUT)
        if len(one)
        for above in one.iterancestors()
        if above.getparent() is root
    )


def _parsed(node: etree._Element, form: Form) -> ParsedForm:
    own = node
    for step in _STEPS[form.kind]:
        if len(own) != 1 or own[0].tag != step:
            raise Unplain
        own = own[0]
    if form.kind in _OUTER and next(own.iterdescendants(TR, TC), None) is not None:
        raise Unplain
    if form.repeated:
        slots = _slots(own, form.markup.count(BLANK))
        return ParsedForm(own, slots, repeated=True, shared=False)
    _check_fields(own)
    return ParsedForm(own, (), repeated=False, shared=not form.occurrence)


def _slots(node: etree._Element, count: int) -> tuple[etree._Element | None, ...]:
    """Where so many blanked texts stand, in reading order."""
    found = [one for one in node.iter(T) if one.text]
    return tuple(found) if len(found) == count else tuple(_blanks(node))


def _blanks(node: etree._Element) -> Iterator[etree._Element | None]:
    """The same where some of them stand in no text, but between elements."""
    for event, one in etree.iterwalk(node, events=("start", "end")):
        if event == "start" and one.text:
            yield one if one.tag == T else None
        elif event == "end" and one.tail and one is not node:
            yield None


def _check_fields(node: etree._Element) -> None:
    """A field that begins or ends outside its cell reaches over all that stands between."""
    depth = 0
    for one in node.iter(FIELD):
        depth += _DEPTHS.get(one.get(w("fldCharType")), 0)
        if depth < 0:
            raise Unplain
    if depth:
        raise Unplain
