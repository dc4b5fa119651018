"""What can be seen of a Windows metafile (EMF, WMF) without drawing it: its bitmap, its colours.

Written from MS-EMF and MS-WMF: programs that paste a picture as a metafile wrap one bitmap in it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

MOST_BYTES = 64_000_000  # of a packed one
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB\x60\x82"
# EMF record -> where the offsets and sizes of its bitmap stand.
_EMF_BITMAPS = {76: 84, 77: 84, 80: 48, 81: 48, 114: 84}
# WMF function -> where its bitmap begins.
_WMF_BITMAPS = {0x0940: 22, 0x0B41: 26, 0x0F43: 28}
_EMF_BRUSH, _WMF_BRUSH = 39, 0x02FC


class Metafile(NamedTuple):
    """One metafile's content."""

    kind: str  # "EMF" or "WMF"
    bitmap: bytes | None  # the largest one in it, as a DIB or PNG
    colours: tuple[str, ...]  # of its brushes, #rrggbb, each once


def read_metafile(data: bytes) -> Metafile | None:
    """The metafile in `data`, packed (.emz, .wmz) or not; None for anything else."""
    plain = _unpacked(data)
    if plain[:4] == b"\1\0\0\0" and plain[40:44] == b" EMF":
        return _metafile("EMF", plain, _emf_records(plain))
    start = 22 if plain[:4] == _PLACEABLE else 0
    if plain[start : start + 4] in {b"\1\0\x09\0", b"\2\0\x09\0"}:
        return _metafile("WMF", plain, _wmf_records(plain, start + 18))
    return None


def _metafile(kind: str, data: bytes, records: Iterator[tuple[str, bytes]]) -> Metafile:
    bitmaps: list[bytes] = []
    colours: dict[str, None] = {}
    for what, content in records:
        if what == "bitmap":
            bitmaps.append(content)
        else:
            colours[f"#{content[0]:02x}{content[1]:02x}{content[2]:02x}"] = None
    start, end = data.find(_PNG), data.rfind(_PNG_END)
    if 0 <= start < end:
        bitmaps.append(data[start : end + len(_PNG_END)])
    return Metafile(kind, max(bitmaps, key=len, default=None), tuple(colours))


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return zlib.decompressobj(31).decompress(data, MOST_BYTES)
    except zlib.error:
        return data


def _emf_records(data: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while position + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, position)
        if size < 8:
            return
        record = data[position : position + size]
        position += size
        where = _EMF_BITMAPS.get(kind)
        if where is not None and len(record) >= where + 16:
            head, head_size, bits, bits_size = struct.unpack_from("<IIII", record, where)
            if head_size and bits_size:
                yield "bitmap", record[head : head + head_size] + record[bits : bits + bits_size]
        elif kind == _EMF_BRUSH and len(record) >= 20 and record[12:16] == b"\0\0\0\0":
            yield "brush", record[16:19]


def _wmf_records(data: bytes, position: int) -> Iterator[tuple[str, bytes]]:
    while position + 6 <= len(data):
        words, function = struct.unpack_from("<IH", data, position)
        if words < 3:
            return
        record = data[position : position + 2 * words]
        position += 2 * words
        where = _WMF_BITMAPS.get(function)
        if where is not None and len(record) > where:
            yield "bitmap", record[where:]
        elif function == _WMF_BRUSH and len(record) >= 12 and record[6:8] == b"\0\0":
            yield "brush", record[8:11]
