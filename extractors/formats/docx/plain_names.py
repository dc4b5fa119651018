"""What may stand in the markup of a plain table, and what makes a cell or a table no plain one.

A list of what is known: nothing on it hides the text of other elements, depends on what a text
says, or reaches beyond the cell that it stands in.
"""

from __future__ import annotations

import re

OURS = "milepael"  # begins the names of what is put where a plain table was
_STRUCTURE = """
    tblPr tblGrid gridCol tblPrEx tr trPr tc tcPr p pPr r rPr t
    tab ptab br cr noBreakHyphen softHyphen sym lastRenderedPageBreak proofErr bookmarkStart
    bookmarkEnd commentRangeStart commentRangeEnd commentReference footnoteReference
    endnoteReference hyperlink smartTag fldSimple bdo dir
"""
_OF_TABLES = """
    tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
    tblCellSpacing tblInd tblBorders top left start bottom right end insideH insideV tl2br tr2bl
    shd tblLayout tblCellMar tblLook tblCaption tblDescription cnfStyle divId gridBefore gridAfter
    wBefore wAfter cantSplit trHeight tblHeader tcW gridSpan hMerge vMerge tcBorders noWrap tcMar
    textDirection tcFitText vAlign hideMark
"""
_OF_PARAGRAPHS = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId
    suppressLineNumbers pBdr between bar tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
    topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing ind contextualSpacing
    mirrorIndents suppressOverlap textAlignment textboxTightWrap outlineLvl
"""
_OF_RUNS = """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    webHidden color w kern position sz szCs highlight u effect bdr fitText vertAlign rtl cs em
    lang eastAsianLayout specVanish vanish oMath
"""
_KNOWN = frozenset(
    f"w:{name}".encode() for name in (_STRUCTURE + _OF_TABLES + _OF_PARAGRAPHS + _OF_RUNS).split()
)
_BEGUN = re.compile(rb"<(?!/)([^\s/>]*)")
# Where a tracked change stands is told by the tables around it, so these stay where they are.
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)[\s/>]")
_NEVER = re.compile(f"<[!?]|{OURS}".encode())
_VISIBLE = re.compile(rb"<\w+:(?:t|delText)[\s/>]")


def is_strange(markup: bytes) -> bool:
    """Whether there is more in it than text and its properties.

    >>> is_strange(b"<w:tc><w:p/></w:tc>"), is_strange(b"<w:tc><w:sdt/></w:tc>")
    (False, True)
    """
    # Namespaces might rename the prefixes.
    return b"xmlns" in markup or not _KNOWN.issuperset(_BEGUN.findall(markup))


def is_apart(markup: bytes) -> bool:
    """Whether markup of any kind means the same when it is taken out of its document."""
    return not (_TRACKED.search(markup) or _NEVER.search(markup))


def shows_text(markup: bytes) -> bool:
    """Whether there is text in it that may have to be accounted for."""
    return _VISIBLE.search(markup) is not None
