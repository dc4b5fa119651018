"""One part of a zip archive, inflated within a bound: at once where nothing about it is unusual."""

from __future__ import annotations

import struct
import zipfile
import zlib

from extractors.errors import TooLarge

CHUNK = 1 << 16
_LOCAL, _HEADER = b"PK\x03\x04", struct.Struct("<4s22xHH")  # before a part: its name, and more
# Encrypted, or changed by a patch: bits of an entry's flags.
_UNUSUAL = 0x61
_MOST = 1032  # bytes, into which no more than one byte of deflated data inflates


def at_once(data: bytes, info: zipfile.ZipInfo, most: int) -> bytes | None:
    """A part of the archive that is `data`; None where `piecewise` has to say what it is.

    A stream of the archive's own costs as much as inflating a small part. No part is taken that
    might inflate to more than `most`, or to more than it says.
    """
    deflated = info.compress_type == zipfile.ZIP_DEFLATED and not info.flag_bits & _UNUSUAL
    if not deflated or info.compress_size * _MOST > most or not 0 < info.file_size <= most:
        return None
    header = data[info.header_offset : info.header_offset + _HEADER.size]
    if len(header) < _HEADER.size:
        return None
    sign, name, extra = _HEADER.unpack(header)
    named = info.header_offset + _HEADER.size
    start = named + name + extra
    if sign != _LOCAL or data[named : named + name] != info.orig_filename.encode():
        return None
    try:
        content = zlib.decompress(
            memoryview(data)[start : start + info.compress_size], -zlib.MAX_WBITS, info.file_size
        )
    except zlib.error:
        return None
    right = len(content) == info.file_size and zlib.crc32(content) == info.CRC
    return content if right else None


def piecewise(archive: zipfile.ZipFile, info: zipfile.ZipInfo, part: str, bound: int) -> bytes:
    """A part, counted while it inflates; raises TooLarge, or what a broken archive raises."""
    chunks: list[bytes] = []
    size = 0
    # In one piece, within the bound, at half the price; other methods know no bound themselves.
    bounded = info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    piece = max(CHUNK, min(info.file_size, bound) + 1) if bounded else CHUNK
    with archive.open(info) as stream:
        while chunk := stream.read(piece):
            size += len(chunk)
            if size > bound:
                raise TooLarge(f"part {part!r} inflates to more than {bound} bytes")
            chunks.append(chunk)
    return b"".join(chunks)
