"""Texts as they stand in the markup of a Word document, and markup without what says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

from extractors.characters import BEYOND


class Unplain(Exception):  # noqa: N818 - no error: the document is read as one
    """What was taken for plain markup is more than that, or none."""


_GLANCE = 500  # texts
_BETWEEN = b"\0"  # no text has it in it
_ODD = re.compile(f"[\x01-\x1f&>{BEYOND}]")
# Controls, `&` and `>`, and what begins the UTF-8 of anything beyond Latin letters.
_SUSPECT = frozenset((*range(0x20), *b"&>", *range(0xC9, 0x100)))
_ORDINARY = bytes(code for code in range(0x100) if code not in _SUSPECT)
_REFERRING = re.compile("[\0-\x08\x0b-\x1f&>\ufffe\uffff]")
_NO_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|]]>")
_REFERENCE = re.compile("&(?:#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});|(amp|lt|gt|quot|apos);)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _numbers(*names: str) -> str:
    return "".join(f'(?: {name}="[0-9A-F]{{8}}")?+' for name in names)


# What writers number anew in every paragraph, run and row, in the orders in which they do. Of a
# tag with more in it nothing is taken: a name given twice is no XML, and must be seen.
_IDENTITY = _numbers("w14:paraId", "w14:textId")
_EDITED = _numbers("w:rsidR", "w:rsidRPr", "w:rsidRDefault", "w:rsidP")
_EDITED_ROW = _numbers("w:rsidR", "w:rsidRPr") + _IDENTITY + _numbers("w:rsidTr")
_ORDERS = f"{_IDENTITY}{_EDITED}|{_EDITED}{_IDENTITY}|{_EDITED_ROW}"
# And empty elements that are not seen.
_UNSEEN = (
    r'proofErr w:type="\w{1,12}"'
    r'|bookmarkStart w:id="[0-9]{1,9}" w:name="\w{1,60}"'
    r'|bookmarkEnd w:id="[0-9]{1,9}"'
    r"|lastRenderedPageBreak"
)
_EMPTY = re.compile(f"<w:(?:{_UNSEEN})/>".encode())
# Both in one search, which is most of the price: a document has ten times as many tags.
_NUMBERED = re.compile(f"<w:(?:(p|r|tr)(?= w)(?:{_ORDERS})(?=/?>)|(?:{_UNSEEN})/>)".encode())
_LEFT = {b"p": b"<w:p", b"r": b"<w:r", b"tr": b"<w:tr", None: b""}
# Of pictures: their numbers and the names made of them, and those of Word's memory of edits.
_PICTURED = re.compile(
    rb"""
    (<(?:(?:wp:docPr|pic:cNvPr)(?=\ id=)|wp:inline(?:\ dist[TBLR]="[0-9]{1,9}"){0,4}(?=\ wp14:)))
    (?:
        \ id="[0-9]{1,9}"(?:\ name="[^"<>&]{0,60}")?
        (?=(?:\ descr="[^"<>&]*")?(?:\ title="[^"<>&]*")?/?>)
        | \ wp14:anchorId="[0-9A-F]{8}"\ wp14:editId="[0-9A-F]{8}"(?=>)
    )
    """,
    re.VERBOSE,
)
_PICTURE = b"<wp:docPr"
_NUMBERS = (b" w:rsid", b" w14:paraId")
_MARKS = (b"<w:proofErr", b"<w:bookmark", b"<w:lastRendered")
# The same to whoever keeps all blanks.
_BLANKS_KEPT, _TEXT = b'<w:t xml:space="preserve">', b"<w:t>"


def is_numbered(markup: bytes, glance: int) -> bool:
    """Whether paragraphs, runs or rows are numbered in its first bytes, as Word does."""
    return any(markup.find(number, 0, glance) >= 0 for number in _NUMBERS)


def is_noisy(markup: bytes) -> bool:
    """Whether there may be something in it that says nothing."""
    noise = any(noise in markup for noise in (*_NUMBERS, *_MARKS, _PICTURE))
    return noise or (_TEXT in markup and _BLANKS_KEPT in markup)


def without_noise(markup: bytes) -> bytes:
    """The markup without numbers and empty elements that change nothing of what is read.

    >>> without_noise(b'<w:p w:rsidR="00AB12CD"><w:proofErr w:type="spellEnd"/></w:p>')
    b'<w:p></w:p>'
    """
    if any(number in markup for number in _NUMBERS):
        parts = _NUMBERED.split(markup)
        parts[1::2] = map(_LEFT.__getitem__, parts[1::2])
        markup = b"".join(parts)
    elif any(mark in markup for mark in _MARKS):
        markup = _EMPTY.sub(b"", markup)
    if _PICTURE in markup:
        markup = b"".join(_PICTURED.split(markup))
    return markup.replace(_BLANKS_KEPT, _TEXT)


def decoded(sources: Sequence[bytes]) -> list[str]:
    """Texts as they stand in markup; raises Unplain where they are none.

    Each by itself: all at once they are as wide as the widest letter among them, in fresh memory.
    """
    try:
        return list(map(bytes.decode, sources))
    except UnicodeDecodeError as error:
        raise Unplain from error


def odd_among(sources: Sequence[bytes], texts: Sequence[str]) -> list[int]:
    """The numbers of the texts that have more than ordinary letters, figures and signs.

    Most have none of the bytes that such signs begin with, which is seen of all at a glance.
    Raises Unplain where what stands between them there stands in one.
    """
    suspects: list[bytes] = []
    for start in range(0, len(sources), _GLANCE):  # in memory that is at hand
        glance = sources[start : start + _GLANCE]
        suspects += _BETWEEN.join(glance).translate(None, _ORDINARY).split(_BETWEEN)
    if len(suspects) != len(sources):
        raise Unplain
    suspected = compress(range(len(suspects)), suspects)
    return [number for number in suspected if _ODD.search(texts[number])]


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
