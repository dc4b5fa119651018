"""Whether a PDF's bytes are sound: engines read on past damage without a word.

A compressed part carries a checksum. Where it does not hold, letters and figures of that part may
be missing or other ones, so that the document says so.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from extractors.counting import counted
from extractors.document import Document, Notice
from extractors.errors import Damaged
from extractors.limits import Limits

DAMAGED_PAGE = "damaged-page"  # the engines' notice of a page that cannot be opened
_MOST_NAMED = 20
_CHUNK = 1 << 16
_HEAD_BYTES = 4096  # of a stream's dictionary
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*(/(?:ASCII85Decode|A85)\s*)?/(?:FlateDecode|Fl)\b")
_OF_NOTHING = re.compile(rb"/Length\s+0\s*(?:/|>>)")  # some do not deflate nothing


def checked(document: Document, data: bytes, limits: Limits) -> Document:
    """The document with a notice of its damaged parts; raises Damaged where it has no page."""
    lost = sum(notice.code == DAMAGED_PAGE for notice in document.notices)
    if lost >= len(document.pages):
        raise Damaged(
            f"none of {counted(len(document.pages), 'page')} can be opened, expected one or more"
        )
    parts = list(damaged_streams(data, limits.part_bytes))
    if not parts:
        return document
    message = (
        f"{counted(len(parts), 'compressed part')} of the file "
        f"{'fails its' if len(parts) == 1 else 'fail their'} own checksum; text may be lost."
    )
    evidence = ", ".join(f"object {number}" for number in parts[:_MOST_NAMED])
    notice = Notice("damaged-stream", "error", message, evidence, None, None)
    return replace(document, notices=(*document.notices, notice))


def damaged_streams(data: bytes, most: int) -> Iterator[int]:
    """Numbers of the objects whose stream does not inflate, looking at `most` bytes in all.

    Of an encrypted file nothing is said: what is stored there inflates only once it is decrypted.
    """
    if b"/Encrypt" in data:
        return
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _HEAD_BYTES) : found.start()]
        opened = next(reversed(list(_OBJECT.finditer(head))), None)
        filters = _DEFLATED.search(head, opened.end()) if opened else None
        if opened is None or filters is None:
            continue
        end = data.find(b"endstream", found.end())
        stream = data[found.end() : end if end >= 0 else len(data)]
        if not stream.strip() and _OF_NOTHING.search(head, opened.end()):
            continue
        sound, size = _inflates(stream if filters[1] is None else _from_ascii(stream), most)
        most -= size
        if not sound:
            yield int(opened[1])
        if most <= 0:
            return


def _from_ascii(stream: bytes) -> bytes:
    """What is written in base 85; nothing where it is not."""
    try:
        return base64.a85decode(stream.partition(b"~>")[0].strip().removeprefix(b"<~"))
    except ValueError:
        return b""


def _inflates(stream: bytes, most: int) -> tuple[bool, int]:
    """Whether the stream inflates to its end, and how many bytes that gave; `most` are enough."""
    inflating, size = zlib.decompressobj(), 0
    while not inflating.eof and size < most:
        try:
            size += len(inflating.decompress(stream, _CHUNK))
        except zlib.error:
            return False, size
        if len(inflating.unconsumed_tail) == len(stream) or not (
            inflating.unconsumed_tail or inflating.eof
        ):
            return inflating.eof, size
        stream = inflating.unconsumed_tail
    return True, size
