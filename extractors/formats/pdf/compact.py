"""What a font program in the compact format (CFF) calls the glyphs of its own codes.

Read by hand for the reasons that `truetype` gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from struct import error, unpack_from

_CHARSET, _ENCODING, _GLYPHS = 15, 16, 17  # operators
_OF_MANY = 0x0C1E  # fonts with it have no codes
_KNOWN_CHARSETS, _KNOWN_ENCODINGS = 3, 2  # what is no offset but stands for a table all know
_REAL, _ESCAPE, _SHORT, _LONG = 30, 12, 28, 29
_SUPPLEMENT = 0x80  # of a format: more codes follow
_RANGES_OF_BYTES, _RANGES_OF_WORDS = 1, 2


def names_of_codes(data: bytes) -> dict[int, str] | None:
    """The name of each code's glyph; None where the codes are those that all know, or not read."""
    try:
        return _names_of_codes(data)
    except (error, IndexError, ValueError):
        return None


def _names_of_codes(data: bytes) -> dict[int, str] | None:
    from pdfminer.pdffont import CFFFont

    _, at = _index(data, data[2])
    tops, at = _index(data, at)
    own, _ = _index(data, at)
    top = dict(_operators(tops[0]))
    encoding, charset = top.get(_ENCODING, 0), top.get(_CHARSET, 0)
    if _OF_MANY in top or encoding < _KNOWN_ENCODINGS or 0 < charset < _KNOWN_CHARSETS:
        return None
    glyphs, _ = _index(data, top[_GLYPHS])
    known: Sequence[str] = CFFFont.STANDARD_STRINGS
    strings = [*known, *(one.decode("latin-1") for one in own)]
    numbers = [0, *_charset(data, charset, len(glyphs) - 1)]
    found = {code: numbers[glyph] for code, glyph in _codes(data, encoding) if glyph < len(numbers)}
    found.update(_more_codes(data, encoding))
    return {code: strings[number] for code, number in found.items()}


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """What stands in a list of parts, and where it ends."""
    (count,) = unpack_from(">H", data, at)
    if not count:
        return [], at + 2
    size, first = data[at + 2], at + 3
    places = [
        int.from_bytes(data[first + size * one : first + size * (one + 1)], "big")
        for one in range(count + 1)
    ]
    start = first + size * (count + 1) - 1
    parts = [data[start + one : start + other] for one, other in pairwise(places)]
    return parts, start + places[-1]


def _operators(data: bytes) -> Iterator[tuple[int, int]]:
    """The operators with their last operand; numbers that are not whole count as none."""
    at, last = 0, 0
    while at < len(data):
        first = data[at]
        at += 1
        if first == _REAL:
            while data[at] & 0xF != 0xF and data[at] >> 4 != 0xF:
                at += 1
            at, last = at + 1, 0
        elif first == _SHORT:
            last, at = unpack_from(">h", data, at)[0], at + 2
        elif first == _LONG:
            last, at = unpack_from(">i", data, at)[0], at + 4
        elif first > _SHORT:
            last, at = _short(first, data, at)
        elif first == _ESCAPE:
            yield first << 8 | data[at], last
            at += 1
        else:
            yield first, last


def _short(first: int, data: bytes, at: int) -> tuple[int, int]:
    """A small number, and where it ends."""
    if first < 247:
        return first - 139, at
    if first < 251:
        return (first - 247) * 256 + data[at] + 108, at + 1
    return -(first - 251) * 256 - data[at] - 108, at + 1


def _charset(data: bytes, at: int, count: int) -> list[int]:
    """The number of the name of each glyph but the first, which has none."""
    if not at:
        return list(range(1, count + 1))
    kind, at = data[at], at + 1
    if kind not in (_RANGES_OF_BYTES, _RANGES_OF_WORDS):
        return list(unpack_from(f">{count}H", data, at))
    form, size = (">HB", 3) if kind == _RANGES_OF_BYTES else (">HH", 4)
    found: list[int] = []
    while len(found) < count:
        first, more = unpack_from(form, data, at)
        found += range(first, first + more + 1)
        at += size
    return found[:count]


def _codes(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The codes of glyphs in their order."""
    kind, count = data[at] & ~_SUPPLEMENT, data[at + 1]
    if kind != _RANGES_OF_BYTES:
        yield from ((code, glyph) for glyph, code in enumerate(data[at + 2 : at + 2 + count], 1))
        return
    glyph = 1
    for number in range(count):
        first, more = unpack_from("BB", data, at + 2 + 2 * number)
        yield from ((first + one, glyph + one) for one in range(more + 1))
        glyph += more + 1


def _more_codes(data: bytes, at: int) -> Mapping[int, int]:
    """Codes that are told besides, with the number of the name of each."""
    if not data[at] & _SUPPLEMENT:
        return {}
    size = 2 if data[at] & ~_SUPPLEMENT == _RANGES_OF_BYTES else 1
    at += 2 + size * data[at + 1]
    return dict(unpack_from(">BH", data, at + 1 + 3 * number) for number in range(data[at]))
