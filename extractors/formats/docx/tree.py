"""The document tree without what only wraps or hides text, so that one simple pass can read it.

Content controls, smart tags, custom XML, hyperlinks, simple fields and insertions are unwrapped;
deletions, moved-from text, deleted and hidden rows, field codes, comments and notes' marks are
taken out; of alternate content one branch is kept.
"""

from __future__ import annotations

from lxml import etree

from extractors.document import Revision
from extractors.formats.docx import fields, revisions
from extractors.formats.docx.account import Account, inside_out
from extractors.formats.docx.names import (
    CHECK_BOX,
    FIELD,
    MC_URI,
    SYMBOL_URI,
    TRPR,
    VAL,
    W14_URI,
    R,
    T,
    w,
)
from extractors.formats.docx.styles import is_on

_UNWRAPPED = tuple(
    w(name)
    for name in (
        *("sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "ins", "moveTo"),
        *("dir", "bdo", "ruby", "rubyBase"),
    )
)
# Elements without text of their own; and the pronunciation above a word, which is.
TAKEN_OUT = tuple(
    w(name)
    for name in (
        *("instrText", "delInstrText", "sdtPr", "sdtEndPr", "commentReference", "annotationRef"),
        *("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "smartTagPr"),
        *("customXmlPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd", "lastRenderedPageBreak", "rt"),
    )
)
_ALTERNATE = f"{{{MC_URI}}}AlternateContent"
_HIDDEN, _PROMPT, _BOX = w("hidden"), w("showingPlcHdr"), f"{{{W14_URI}}}checkbox"
_CHANGED = tuple(
    {*_UNWRAPPED, *TAKEN_OUT, *revisions.CHANGED, _ALTERNATE, _HIDDEN, _PROMPT, _BOX, FIELD}
)
_CHOICE = f"{{{MC_URI}}}Choice"
_FALLBACK = f"{{{MC_URI}}}Fallback"
# Choices that ask for other namespaces leave it to the fallback.
_MICROSOFT = "http://schemas.microsoft.com/office/"
_UNDERSTOOD = frozenset(
    (
        *(f"{_MICROSOFT}word/2010/wordprocessing{part}" for part in ("Shape", "Group", "Canvas")),
        f"{_MICROSOFT}word/2010/wordprocessingDrawing",
        f"{_MICROSOFT}word/2010/wordprocessingInk",
        f"{_MICROSOFT}word/2012/wordml",
        f"{_MICROSOFT}drawing/2010/main",
        W14_URI,
        SYMBOL_URI,
    )
)


def normalize(root: etree._Element, account: Account) -> tuple[Revision, ...]:
    """Change the tree in place; the tracked changes that its final view hides are returned."""
    if next(root.iter(*_CHANGED), None) is None:
        return ()  # as most headers and footers
    changes = revisions.find(root)
    _keep_one_branch(root, account)
    revisions.take_out(root, account)
    _take_out_rows(root, account)
    _take_out_prompts(root, account)
    _mark_check_boxes(root)
    fields.resolve(root, account)
    for node in inside_out(root.iter(*TAKEN_OUT)):
        account.remove(node, "ruby")
    for node in list(root.iter(*_UNWRAPPED)):
        _unwrap(node)
    moved = revisions.join_paragraphs(root)
    return revisions.located(changes, root, moved)


def _keep_one_branch(root: etree._Element, account: Account) -> None:
    for node in inside_out(root.iter(_ALTERNATE)):
        branches = [*node.iterchildren(_CHOICE), *node.iterchildren(_FALLBACK)]
        kept = next((one for one in branches if _is_understood(one)), None)
        if kept is None and branches:
            kept = branches[0]  # rather than nothing
        for branch in branches:
            if branch is not kept:
                account.remove(branch, "alternate")
        if kept is not None:
            _unwrap(kept)
        _unwrap(node)


def _is_understood(branch: etree._Element) -> bool:
    asked = branch.get("Requires", "").split()
    return all(branch.nsmap.get(prefix) in _UNDERSTOOD for prefix in asked)


def _take_out_rows(root: etree._Element, account: Account) -> None:
    """Rows that are hidden as such, not by their text."""
    for node in inside_out(root.iter(_HIDDEN)):
        properties = node.getparent()
        if properties is not None and properties.tag == TRPR and is_on(node):
            row = properties.getparent()
            if row is not None:
                account.remove(row, "hidden")


def _take_out_prompts(root: etree._Element, account: Account) -> None:
    """The prompt of a control that nobody has filled in ("Click to enter a date") is no text."""
    for node in inside_out(root.iter(_PROMPT)):
        control = _grandparent(node)
        if control is None or not is_on(node):
            continue
        for run in inside_out(control.iter(R)):
            account.remove(run, "prompt")


def _mark_check_boxes(root: etree._Element) -> None:
    """A check-box control shows a character; its state is told, whatever the character."""
    for node in inside_out(root.iter(_BOX)):
        control = _grandparent(node)
        state = node.find(f"{{{W14_URI}}}checked")
        checked = state is not None and state.get(f"{{{W14_URI}}}val", "1") in {"1", "true", "on"}
        shown = None if control is None else next(control.iter(T, w("sym")), None)
        if shown is not None and len(shown.text or "") <= 1:
            shown.tag = CHECK_BOX
            shown.set(VAL, "checked" if checked else "unchecked")


def _grandparent(node: etree._Element) -> etree._Element | None:
    parent = node.getparent()
    return None if parent is None else parent.getparent()


def _unwrap(node: etree._Element) -> None:
    """Put the children in the node's place."""
    parent = node.getparent()
    if parent is None:
        return
    for child in list(node):
        node.addprevious(child)
    parent.remove(node)
