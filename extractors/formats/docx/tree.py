"""The document tree without what only wraps or hides text, so that one simple pass can read it.

Content controls, smart tags, custom XML, hyperlinks, simple fields and insertions are unwrapped;
deletions, moved-from text, deleted rows, field codes, comments and notes are taken out; of
alternate content one branch is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractors.document import Revision
from extractors.formats.docx.names import MC_URI, TR, W_URI, w

_UNWRAPPED = frozenset(
    w(name)
    for name in (
        *("sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "ins", "moveTo"),
        *("dir", "bdo", "ruby", "rubyBase"),
    )
)
_TAKEN_OUT = frozenset(
    w(name)
    for name in (
        *("del", "moveFrom", "instrText", "delInstrText", "delText", "sdtPr", "sdtEndPr"),
        *("commentReference", "footnoteReference", "endnoteReference", "annotationRef"),
        *("footnoteRef", "endnoteRef", "rt", "smartTagPr", "customXmlPr", "pPrChange"),
        *("rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange"),
        *("proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd", "lastRenderedPageBreak"),
    )
)
_REVISIONS = {
    w("ins"): "insertion",
    w("del"): "deletion",
    w("moveTo"): "move",
    w("moveFrom"): "move",
}
_SDT = w("sdt")
_ALTERNATE = f"{{{MC_URI}}}AlternateContent"
_CHOICE = f"{{{MC_URI}}}Choice"
_FALLBACK = f"{{{MC_URI}}}Fallback"
# Choices that ask for these namespaces are read; others leave it to the fallback.
_UNDERSTOOD = frozenset(("wps", "wpg", "wpc", "w14", "w15", "a14", "wp14", "wpi"))


def normalize(root: etree._Element) -> tuple[Revision, ...]:
    """Change the tree in place; the revisions that its final view hides are returned."""
    revisions = tuple(_revisions(root))
    _keep_one_branch(root)
    _take_out_rows(root)
    _take_out_prompts(root)
    for node in list(root.iter(*_TAKEN_OUT)):
        _remove(node)
    for node in list(root.iter(_SDT)):
        _unwrap(node)
    for node in list(root.iter(*_UNWRAPPED)):
        _unwrap(node)
    return revisions


def _revisions(root: etree._Element) -> Iterator[Revision]:
    tree = root.getroottree()
    for node in root.iter(*_REVISIONS):
        author = node.get(w("author"), "")
        kind = _REVISIONS[str(node.tag)]
        yield Revision(kind, author, node.get(w("date"), ""), tree.getpath(node))


def _keep_one_branch(root: etree._Element) -> None:
    for node in list(root.iter(_ALTERNATE)):
        if node.getparent() is None:
            continue
        choice = next(
            (child for child in node.iterchildren(_CHOICE) if _is_understood(child)), None
        )
        kept = choice if choice is not None else next(node.iterchildren(_FALLBACK), None)
        for child in list(node):
            if child is not kept:
                node.remove(child)
        if kept is not None:
            _unwrap(kept)
        _unwrap(node)


def _is_understood(choice: etree._Element) -> bool:
    return set(choice.get("Requires", "").split()) <= _UNDERSTOOD


def _take_out_rows(root: etree._Element) -> None:
    """Rows whose mark says that they are deleted; a cell deleted or merged away keeps its place."""
    for node in list(root.iter(TR)):
        properties = node.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            _remove(node)


def _take_out_prompts(root: etree._Element) -> None:
    """The prompt of a control that nobody has filled in ("Click to enter a date") is no text."""
    for node in list(root.iter(w("showingPlcHdr"))):
        properties = node.getparent()
        control = properties.getparent() if properties is not None else None
        if control is None or node.get(w("val")) in {"0", "false"}:
            continue
        for run in list(control.iter(w("r"))):
            _remove(run)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: etree._Element) -> None:
    """Put the children in the node's place."""
    parent = node.getparent()
    if parent is None:
        return
    # Marks inside properties (an inserted paragraph mark) wrap nothing.
    position = parent.index(node)
    children = list(node)
    parent.remove(node)
    for offset, child in enumerate(children):
        parent.insert(position + offset, child)


def needs_normalizing(data: bytes) -> bool:
    """Whether a part's bytes show any construct that `normalize` knows."""
    return any(name in data for name in _SIGNS)


_SIGNS = tuple(
    f":{name.rpartition('}')[2]}".encode()
    for name in {*_UNWRAPPED, *_TAKEN_OUT, _SDT, _ALTERNATE}
    if name.startswith((f"{{{W_URI}}}", f"{{{MC_URI}}}"))
)
