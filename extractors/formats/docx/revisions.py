"""Tracked changes: the final view of them, and who made which when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
CHANGED = (*_KINDS, *_FORMER, *_MARKS)  # all that is looked for here


class Change(NamedTuple):
    """A tracked change, and what it stands in: paragraph, cell, row, table; nearest first."""

    kind: str
    author: str
    date: str
    around: tuple[etree._Element, ...]


def find(root: etree._Element) -> list[Change]:
    """Every tracked change, in reading order."""
    found = []
    for node in root.iter(*_KINDS):
        author, date = node.get(w("author"), ""), node.get(w("date"), "")
        around = tuple(above for above in node.iterancestors() if above.tag in _STEPS)
        found.append(Change(_KINDS[str(node.tag)], author, date, around))
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


def join_paragraphs(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """A paragraph whose end is deleted or hidden goes on in the next one; which in which.

    Backwards, so that no text moves more than once.
    """
    ends = []
    moved: dict[etree._Element, etree._Element] = {}
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
            moved[paragraph] = moved.get(following, following)
    return moved


def located(
    changes: list[Change], root: etree._Element, moved: Mapping[etree._Element, etree._Element]
) -> tuple[Revision, ...]:
    """The changes by the locator of what is left of where they stand, in the final view.

    `moved` tells which paragraph has the content of one that is gone.
    """
    numbers: dict[etree._Element, int] = {}
    known: dict[etree._Element, str | None] = {}
    found = []
    for change in changes:
        locator = None
        for anchor in change.around:
            if anchor not in known:
                known[anchor] = _locator(moved.get(anchor, anchor), root, numbers)
            locator = known[anchor]
            if locator is not None:
                break
        found.append(Revision(change.kind, change.author, change.date, locator or ""))
    return tuple(found)


def _locator(
    node: etree._Element, root: etree._Element, numbers: dict[etree._Element, int]
) -> str | None:
    """None for what is no longer in the tree."""
    steps = []
    top = node
    for step in (node, *node.iterancestors()):
        top = step
        if step.tag in _STEPS:
            steps.append(f"{_STEPS[str(step.tag)]}[{_number(step, numbers)}]")
    return "/".join(reversed(steps)) if top is root else None


def _number(node: etree._Element, numbers: dict[etree._Element, int]) -> int:
    """Which of its kind a node is among its siblings; those are counted once."""
    if node not in numbers:
        parent = node.getparent()
        counts: Counter[str] = Counter()
        for sibling in (node,) if parent is None else parent:
            counts[str(sibling.tag)] += 1
            numbers[sibling] = counts[str(sibling.tag)]
    return numbers[node]


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
