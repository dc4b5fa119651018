"""What a TrueType program tells of the codes of a font: characters, by tables and names of glyphs.

A table of Unicode characters, or names, say what a glyph is that a code finds by another table.
Where there is neither, a code is only a number. Few tables of rare files are read by hand: all
users would have to install a library of fonts for them, which reads what a hostile program says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from struct import Struct, error, unpack_from
from typing import NamedTuple

_HEAD, _RECORD = Struct(">4xH6x"), Struct(">4s4xLL")
_MOST_TABLES, _MOST_GROUPS = 64, 4096
_MOST_CODES = 1 << 17  # of a table of characters
_CODES = 256
_MAC, _SYMBOL = (1, 0), (3, 0)
_UNICODE = ((3, 10), (3, 1), (0, 6), (0, 4), (0, 3), (0, 2), (0, 1), (0, 0))
_PREFIXES = (0xF000, 0xF100, 0xF200, 0)  # of codes in a table of symbols
_PRIVATE = range(0xE000, 0xF900)
_NAMED = 0x20000  # the version of a table of names that has any
_FIGURES, _SIGNS = "0123456789", ".,:;"  # all of one width, and narrower than these
# Broad letters, slim ones, and those that are neither in any usual type.
_SHAPES = (("m", "ijl", "abcdeghknopquvxyz"), ("MW", "I", "ABCDEFGHKLNOPQRSTUVXYZ"))
_ASCII = 128  # codes
# Letters beyond ASCII, and those that are as wide or less wide.
_AS_WIDE, _WIDER = dict(zip("åÅØéÉüÜ", "aAOeEuU", strict=True)), dict(zip("æÆ", "aA", strict=True))
_ANY_WIDTH = frozenset("ø–—’“”…•§")
_FIRST, _PLAIN, _OWN = 3, range(3, 98), 258  # names in the usual order: ASCII's, and others

Glyphs = dict[int, int]  # of each code


class Program(NamedTuple):
    """What a font's program says of each code from 0 to 255."""

    told: Mapping[int, str]  # the character of its glyph, where anything says it
    answered: Mapping[int, str]  # what readers take it for
    printed: frozenset[int] = frozenset()  # those whose glyph shows something
    is_silent: bool = False  # readers say nothing of its codes: its only table is one of symbols
    fits: bool = False  # glyphs stand in the order of ASCII and are as wide as its letters
    fits_beyond: bool = False  # and those of all other codes may be Danish letters


def program(data: bytes) -> Program:
    """What is told; nothing where the program cannot be read."""
    try:
        tables = dict(_tables(data))
        maps = dict(_maps(tables.get(b"cmap", b"")))
        names = dict(_names(tables.get(b"post", b"")))
        empty = _empty(tables)
        widths = _widths(tables)
    except (error, IndexError, ValueError):
        return Program({}, _answered({}))
    named = next((maps[one] for one in _UNICODE if one in maps), {})
    characters = {glyph: chr(code) for code, glyph in named.items() if code not in _PRIVATE}
    glyphs = _by_code(maps, named)
    letters = {**names, **characters}
    told = {code: letters[glyph] for code, glyph in glyphs.items() if glyph in letters}
    printed = frozenset(code for code, glyph in glyphs.items() if empty and glyph not in empty)
    is_silent = _SYMBOL in maps and _MAC not in maps
    plain = {chr(code): glyphs[code] for code in sorted(printed) if code < _ASCII}
    fits = fit(plain, widths)
    answered = _answered(maps)
    beyond = {answered.get(code, ""): glyphs[code] for code in printed if code >= _ASCII}
    fits_beyond = fits and fit_beyond(beyond, plain, widths)
    return Program(told, answered, printed, is_silent, fits, fits_beyond)


def _tables(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    (count,) = _HEAD.unpack_from(data)
    for number in range(min(count, _MOST_TABLES)):
        tag, start, length = _RECORD.unpack_from(data, _HEAD.size + number * _RECORD.size)
        yield tag, data[start : start + length]


def _answered(maps: Mapping[tuple[int, int], Glyphs]) -> dict[int, str]:
    """Readers take codes of a table of Macintosh for that one's letters, and others for Latin.

    Where there is but a table of symbols the codes are those of Windows.
    """
    encoding = "mac_roman" if _MAC in maps else "cp1252" if _SYMBOL in maps else "latin-1"
    letters = ((code, bytes((code,)).decode(encoding, "ignore")) for code in range(_CODES))
    return {code: letter for code, letter in letters if letter}


def _by_code(maps: Mapping[tuple[int, int], Glyphs], named: Glyphs) -> Glyphs:
    """The glyph that each code finds: by a table of symbols, else of Macintosh, else of all."""
    symbols = maps.get(_SYMBOL, {})
    for prefix in _PREFIXES:
        found = {code: symbols.get(prefix + code, 0) for code in range(_CODES)}
        if any(found.values()):
            return {code: glyph for code, glyph in found.items() if glyph}
    by = maps.get(_MAC) or named
    return {code: by[code] for code in range(_CODES) if by.get(code)}


def _maps(table: bytes) -> Iterator[tuple[tuple[int, int], Glyphs]]:
    count = unpack_from(">H", table, 2)[0] if table else 0
    for number in range(min(count, _MOST_TABLES)):
        platform, encoding, start = unpack_from(">HHL", table, 4 + 8 * number)
        kind = unpack_from(">H", table, start)[0]
        if kind in _FORMATS:
            yield (platform, encoding), _FORMATS[kind](table[start:])


def _bytes(table: bytes) -> Glyphs:
    return dict(enumerate(table[6 : 6 + _CODES]))


def _segments(table: bytes) -> Glyphs:
    count = unpack_from(">H", table, 6)[0] // 2
    numbers = unpack_from(f">{count}HH{count}H{count}h", table, 14)
    ends, starts = numbers[:count], numbers[count + 1 : 2 * count + 1]
    steps = numbers[2 * count + 1 :]
    found: Glyphs = {}
    left = _MOST_CODES
    for at, (first, last, step) in enumerate(zip(starts, ends, steps, strict=True)):
        place = 16 + 6 * count + 2 * at
        offset = unpack_from(">H", table, place)[0]
        codes = range(first, min(last, 0xFFFE, first + left) + 1)
        left -= len(codes)
        for code in codes:
            glyph = code
            if offset:
                glyph = unpack_from(">H", table, place + offset + 2 * (code - first))[0]
            if glyph or not offset:
                found[code] = (glyph + step) & 0xFFFF
    return found


def _trimmed(table: bytes) -> Glyphs:
    first, count = unpack_from(">HH", table, 6)
    return dict(enumerate(unpack_from(f">{count}H", table, 10), first))


def _groups(table: bytes) -> Glyphs:
    count = min(unpack_from(">L", table, 12)[0], _MOST_GROUPS)
    found: Glyphs = {}
    left = _MOST_CODES
    for number in range(count):
        first, last, glyph = unpack_from(">3L", table, 16 + 12 * number)
        codes = range(first, min(last, first + left, 0x10FFFF) + 1)
        left -= len(codes)
        found.update(zip(codes, range(glyph, glyph + len(codes)), strict=True))
    return found


_FORMATS = {0: _bytes, 4: _segments, 6: _trimmed, 12: _groups}


def _names(table: bytes) -> Iterator[tuple[int, str]]:
    """The characters that the names of glyphs tell."""
    from pdfminer.encodingdb import name2unicode

    if len(table) < 34 or unpack_from(">L", table)[0] != _NAMED:
        return
    count = unpack_from(">H", table, 32)[0]
    numbers = unpack_from(f">{count}H", table, 34)
    own = list(_pascal(table[34 + 2 * count :]))
    for glyph, number in enumerate(numbers):
        if number in _PLAIN:
            yield glyph, chr(number - _FIRST + 0x20)
        elif _OWN <= number < _OWN + len(own):
            try:
                yield glyph, name2unicode(own[number - _OWN])
            except (KeyError, ValueError):
                continue


def _pascal(data: bytes) -> Iterator[str]:
    """Texts, each behind its length."""
    at = 0
    while at < len(data):
        yield data[at + 1 : at + 1 + data[at]].decode("latin-1")
        at += 1 + data[at]


def _empty(tables: Mapping[bytes, bytes]) -> frozenset[int]:
    """The glyphs without an outline."""
    head, places = tables.get(b"head", b""), tables.get(b"loca", b"")
    if len(head) < 52:
        return frozenset()
    size = "L" if unpack_from(">H", head, 50)[0] else "H"
    count = len(places) // (4 if size == "L" else 2)
    starts = unpack_from(f">{count}{size}", places)
    return frozenset(at for at in range(count - 1) if starts[at] == starts[at + 1])


def _widths(tables: Mapping[bytes, bytes]) -> tuple[int, ...]:
    """Those of the glyphs; all behind them are as wide as the last."""
    count = unpack_from(">H", tables.get(b"hhea", bytes(36)), 34)[0]
    return tuple(unpack_from(">" + "Hxx" * count, tables.get(b"hmtx", b"")))


def fit(glyphs: Mapping[str, int], widths: tuple[int, ...]) -> bool:
    """Whether the glyphs of these letters, in the order of codes, are what the codes say."""
    own = {letter: glyph for letter, glyph in glyphs.items() if "!" <= letter <= "~"}
    order = list(own.values())
    is_told = 2 * sum(map(str.isalnum, own)) >= len(glyphs) > 0
    if not (widths and is_told) or any(one >= other for one, other in pairwise(order)):
        return False
    wide = {letter: widths[min(glyph, len(widths) - 1)] for letter, glyph in own.items()}
    figures = {wide[one] for one in wide if one in _FIGURES}
    if len(figures) > 1 or (figures and _is_wider(wide, _SIGNS, min(figures))):
        return False
    return all(_are_shaped(wide, *kind) for kind in _SHAPES)


def _are_shaped(wide: Mapping[str, int], broad: str, slim: str, others: str) -> bool:
    """Whether these letters are broader and those are slimmer than others."""
    rest = [wide[one] for one in others if one in wide]
    least, most = min(rest, default=None), max(rest, default=None)
    if least is None or most is None:
        return True
    return all(wide.get(one, most + 1) > most for one in broad) and all(
        wide.get(one, 0) < least for one in slim
    )


def fit_beyond(
    beyond: Mapping[str, int], glyphs: Mapping[str, int], widths: tuple[int, ...]
) -> bool:
    """Whether the glyphs of codes beyond ASCII may be the letters that readers take them for.

    Other codes than those of Danish letters are of another order.
    """
    last = len(widths) - 1
    wide = {one: widths[min(glyph, last)] for one, glyph in glyphs.items()}
    return all(_may_be(one, widths[min(glyph, last)], wide) for one, glyph in beyond.items())


def _may_be(letter: str, width: int, wide: Mapping[str, int]) -> bool:
    """Whether a glyph so wide may be a letter, beside what others are."""
    if letter in _AS_WIDE:
        return width == wide.get(_AS_WIDE[letter], width)
    return letter in _ANY_WIDTH or (letter in _WIDER and width > wide.get(_WIDER[letter], 0))


def _is_wider(wide: Mapping[str, int], letters: str, least: int) -> bool:
    """Whether any of these letters is as wide as that."""
    return any(wide.get(letter, 0) >= least for letter in letters)
