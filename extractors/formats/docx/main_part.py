"""A document's main part: its tree, normalized, and the plain tables that were cut out of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from extractors.document import Revision
from extractors.errors import Damaged, ExtractionError
from extractors.formats.docx import tree
from extractors.formats.docx.account import Account
from extractors.formats.docx.forms import parse_forms
from extractors.formats.docx.names import BODY, FIELD, TBL, W_URI, w
from extractors.formats.docx.package import Package, parse, usual
from extractors.formats.docx.plain_cells import CellForms
from extractors.formats.docx.plain_cut import Cut, cut
from extractors.formats.docx.plain_rows import PlainTables
from extractors.formats.docx.plain_tables import STANDS_FOR
from extractors.formats.docx.plain_texts import Unplain

_USUAL = re.compile(
    rb"""
    (?:\xef\xbb\xbf)?
    (?:
        <\?xml\ version=["']1\.0["']
        (?:\ encoding=["'](?:UTF-8|utf-8)["'])?
        (?:\ standalone=["']\w{2,3}["'])?
        \s*\?>\s*
    )?
    <w:document\s
    """,
    re.VERBOSE,
)


class MainPart(NamedTuple):
    """A document's body, and what became of the rest."""

    body: etree._Element
    revisions: tuple[Revision, ...]
    account: Account
    plain: PlainTables | None  # what the tables that stand for others in the body stand for


def read_main_part(package: Package, part: str) -> MainPart:
    """The main part, its plain tables apart where it is as Word and its like write it."""
    data = package.bytes(part)
    if data is None:
        raise Damaged(f"part {part!r} has no body")
    data = usual(data, part)
    try:
        return _apart(data, part, package)
    except Unplain:
        return _whole(data, part, package)


def read_whole(package: Package, part: str) -> MainPart:
    """The main part with all of its tables in the tree."""
    data = package.bytes(part)
    if data is None:
        raise Damaged(f"part {part!r} has no body")
    return _whole(data, part, package)


def _whole(data: bytes, part: str, package: Package) -> MainPart:
    root = parse(data, part, package.limits)
    body = root.find(BODY)
    if body is None:
        raise Damaged(f"part {part!r} has no body")
    account = Account()
    return MainPart(body, tree.normalize(root, account), account, None)


def _apart(data: bytes, part: str, package: Package) -> MainPart:
    if not _USUAL.match(data):
        raise Unplain
    pieces = cut(data)
    root = _rest(pieces, part, package)
    left = _misplaced(root, pieces)
    if left:
        pieces = cut(data, left)
        root = _rest(pieces, part, package)
        if _misplaced(root, pieces):
            raise Unplain
    body = root.find(BODY)
    if body is None:
        raise Unplain
    account = Account()
    forms = parse_forms(data, pieces.forms, account, part, package.limits)
    plain = PlainTables(pieces.tables, CellForms(forms, pieces.cells))
    return MainPart(body, tree.normalize(root, account), account, plain)


def _rest(pieces: Cut, part: str, package: Package) -> etree._Element:
    """What is left, if the names in it mean what they do in the tables."""
    if not pieces.tables:
        raise Unplain
    try:
        root = parse(pieces.rest, part, package.limits)
    except ExtractionError as error:
        raise Unplain from error
    body = root.find(BODY)
    if root.tag != w("document") or root.nsmap.get("w") != W_URI or body is None:
        raise Unplain
    if body.nsmap != root.nsmap:
        raise Unplain
    return root


def _misplaced(root: etree._Element, pieces: Cut) -> frozenset[int]:
    """The tables that something around them may change: what they stand in, or an open field."""
    found = [node.get(STANDS_FOR) for node in root.iterfind(f"{BODY}/{TBL}")]
    found = [number for number in found if number is not None]
    if next(root.iter(FIELD), None) is None and found == list(map(str, range(len(pieces.tables)))):
        return frozenset()  # most documents
    return _in_something(root, pieces)


def _in_something(root: etree._Element, pieces: Cut) -> frozenset[int]:
    found = []
    misplaced = set()
    depth = 0
    for node in root.iter(TBL, FIELD):
        if node.tag == FIELD:
            kind = node.get(w("fldCharType"))
            depth = depth + 1 if kind == "begin" else max(0, depth - (kind == "end"))
        elif STANDS_FOR in node.attrib:
            number = int(node.attrib[STANDS_FOR])
            found.append(number)
            parent = node.getparent()
            if depth or parent is None or parent.tag != BODY or parent.getparent() is not root:
                misplaced.add(pieces.tables[number].number)
    if found != list(range(len(pieces.tables))):
        raise Unplain
    return frozenset(misplaced)
