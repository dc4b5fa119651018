"""Texts as they stand in the markup of a Word document, and markup without what says nothing."""

from __future__ import annotations

import re

from extractors.characters import BEYOND


class Unplain(Exception):  # noqa: N818 - no error: the document is read as one
    """What was taken for plain markup is more than that, or none."""


_ODD = re.compile(f"[\0-\x1f&>{BEYOND}]")
_REFERRING = re.compile("[\0-\x08\x0b-\x1f&>\ufffe\uffff]")
_NO_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|]]>")
_REFERENCE = re.compile("&(?:#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});|(amp|lt|gt|quot|apos);)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _numbers(*names: str) -> str:
    return "".join(f'(?: {name}="[0-9A-F]{{8}}")?' for name in names)


# What writers number anew in every paragraph, run and row, in the orders in which they do. Of a
# tag with more in it nothing is taken: a name given twice is no XML, and must be seen.
_IDENTITY = _numbers("w14:paraId", "w14:textId")
_EDITED = _numbers("w:rsidR", "w:rsidRPr", "w:rsidRDefault", "w:rsidP")
_EDITED_ROW = _numbers("w:rsidR", "w:rsidRPr") + _IDENTITY + _numbers("w:rsidTr")
_NUMBERED = re.compile(
    f"(<w:(?:p|r|tr))(?= w)(?:{_IDENTITY}{_EDITED}|{_EDITED}{_IDENTITY}|{_EDITED_ROW})(/?>)"
)
_UNSEEN = re.compile(
    r"""
    <w:(?:
        proofErr\ w:type="\w{1,12}"
        | bookmarkStart\ w:id="[0-9]{1,9}"\ w:name="\w{1,60}"
        | bookmarkEnd\ w:id="[0-9]{1,9}"
        | lastRenderedPageBreak
    )/>
    """,
    re.VERBOSE,
)
_BLANKS_KEPT, _TEXT = '<w:t xml:space="preserve">', "<w:t>"  # the same to whoever keeps them all


def without_noise(markup: str) -> str:
    """The markup without numbers and empty elements that change nothing of what is read.

    >>> without_noise('<w:p w:rsidR="00AB12CD"><w:proofErr w:type="spellEnd"/></w:p>')
    '<w:p></w:p>'
    """
    if " w:rsid" in markup or " w14:paraId" in markup:
        markup = "".join(_NUMBERED.split(markup))
    markup = _UNSEEN.sub("", markup)
    if _TEXT in markup:
        markup = markup.replace(_BLANKS_KEPT, _TEXT)
    return markup


def is_odd(text: str) -> bool:
    """Whether text as it stands in markup has more than ordinary letters, figures and signs."""
    return _ODD.search(text) is not None


def text_of_source(source: str) -> str:
    """The text that stands in markup as `source`; raises Unplain where that is no text.

    >>> text_of_source("Drift &amp; anl&#230;g")
    'Drift & anlæg'
    """
    if _REFERRING.search(source) is None:
        return source
    if _NO_TEXT.search(source):
        raise Unplain
    return _REFERENCE.sub(_character, source.replace("\r\n", "\n").replace("\r", "\n"))


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal or 0) or int(hexadecimal or "0", 16)
    if code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE:
        return chr(code)
    if 0x10000 <= code < 0x110000:
        return chr(code)
    raise Unplain
