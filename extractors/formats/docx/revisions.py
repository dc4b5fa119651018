"""Tracked changes: the final view of them, and who made which when."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from extractors.document import Revision
from extractors.formats.docx.account import Account, inside_out
from extractors.formats.docx.names import PPR, RPR, TBL, TC, TCPR, TR, TRPR, P, w
from extractors.formats.docx.styles import is_on

_KINDS = {
    w("ins"): "insertion",
    w("cellIns"): "insertion",
    w("del"): "deletion",
    w("cellDel"): "deletion",
    w("moveTo"): "move",
    w("moveFrom"): "move",
    w("cellMerge"): "format",
    w("numberingChange"): "format",
    **{w(f"{name}Change"): "format" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr")},
}
_FORMER = (
    *(w(f"{name}Change") for name in ("pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr")),
    w("tblGridChange"),
    w("numberingChange"),
)
_GONE, _DELETED = (w("del"), w("moveFrom")), w("del")
_STEPS = {P: "paragraph", TBL: "table", TR: "row", TC: "cell"}
_MARKS = (*_GONE, w("vanish"))


class Change(NamedTuple):
    """A tracked change, and the element that is still there when its final view is read."""

    kind: str
    author: str
    date: str
    anchor: etree._Element


def find(root: etree._Element) -> list[Change]:
    """Every tracked change, in reading order."""
    found = []
    for node in root.iter(*_KINDS):
        author, date = node.get(w("author"), ""), node.get(w("date"), "")
        found.append(Change(_KINDS[str(node.tag)], author, date, _anchor(node)))
    return found


def take_out(root: etree._Element, account: Account) -> None:
    """What the final view does not show: deleted rows and cells, deleted and moved-away text."""
    for node in inside_out(root.iter(*_FORMER)):
        account.remove(node, "former")
    for node in inside_out(root.iter(w("cellDel"))):
        _remove_around(node, TCPR, account)
    for node in inside_out(root.iter(*_GONE)):
        properties = node.getparent()
        if properties is None or properties.tag == RPR:
            continue  # the mark of a paragraph's end, for `join_paragraphs`
        if properties.tag == TRPR:
            if node.tag == _DELETED:
                _remove_around(node, TRPR, account)
        else:
            account.remove(node, "deleted")


def join_paragraphs(root: etree._Element) -> None:
    """A paragraph whose end is deleted or hidden goes on in the next one.

    Backwards, so that no text moves more than once.
    """
    ends = []
    for mark in root.iter(*_MARKS):
        properties = mark.getparent()
        around = properties.getparent() if properties is not None else None
        if properties is None or around is None or properties.tag != RPR or around.tag != PPR:
            continue
        # Word's style separator hides an end as well, between a heading and its text.
        if is_on(mark) and properties.find(w("specVanish")) is None:
            ends.append(around.getparent())
    for paragraph in reversed(ends):
        following = None if paragraph is None else paragraph.getnext()
        if paragraph is not None and following is not None and following.tag == P:
            _join(paragraph, following)


def located(changes: list[Change]) -> tuple[Revision, ...]:
    """The changes by the locator of what still stands; asked after the tree is normalized."""
    known: dict[etree._Element, str] = {}
    return tuple(
        Revision(one.kind, one.author, one.date, _locator(one.anchor, known)) for one in changes
    )


def _anchor(node: etree._Element) -> etree._Element:
    """The paragraph, else the cell, row, table or body that holds a change."""
    row_goes = node.tag == _DELETED and _parent_tag(node) == TRPR
    cell_goes = node.tag == w("cellDel")
    for above in node.iterancestors():
        skipped = (row_goes and above.tag == TR) or (cell_goes and above.tag in {TC, TR})
        if above.tag in _STEPS and not skipped:
            return above
    return node.getroottree().getroot()


def _parent_tag(node: etree._Element) -> object:
    parent = node.getparent()
    return None if parent is None else parent.tag


def _locator(anchor: etree._Element, known: dict[etree._Element, str]) -> str:
    if anchor not in known:
        steps = [_step(node) for node in (anchor, *anchor.iterancestors()) if node.tag in _STEPS]
        known[anchor] = "/".join(reversed(steps))
    return known[anchor]


def _step(node: etree._Element) -> str:
    tag = str(node.tag)
    before = sum(1 for _ in node.itersiblings(tag, preceding=True))
    return f"{_STEPS[tag]}[{before + 1}]"


def _remove_around(node: etree._Element, properties: str, account: Account) -> None:
    """Remove the row or cell that a mark in its properties says is deleted."""
    parent = node.getparent()
    around = None if parent is None or parent.tag != properties else parent.getparent()
    if around is not None:
        account.remove(around, "deleted")


def _join(paragraph: etree._Element, following: etree._Element) -> None:
    """Put the content before the next paragraph's; the end that is left has the properties."""
    content = [child for child in paragraph if child.tag != PPR]
    if not content:
        return
    head = next(following.iterchildren(PPR), None)
    for position, child in enumerate(content):
        following.insert(position + (head is not None), child)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
