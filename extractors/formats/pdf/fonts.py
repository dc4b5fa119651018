"""What the name and flags of a font tell."""

from __future__ import annotations

import ctypes
import re
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors.document import UNMAPPED, Notice
from extractors.formats.pdf import calls
from extractors.thousands import is_any

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_STYLE = re.compile(r"[-,](regular|bold|italic|oblique|roman|book|mt)+$", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT, _HEAVIEST = 600, 1000
_FIRST_SWAPPED = ord("A") << 8  # of letters whose bytes are swapped
_UNKNOWN = ord(UNMAPPED)
_SPOILT = "The file spoils letters of ligatures; they were left unknown."
_ACCENTS = 0x03  # the first byte of accents that stand over the letter before them
# "F1", "TT2", "T1_0", "CIDFont+F3"
_NAMELESS = re.compile(r"(?:CIDFont\+)?[A-Za-z]{0,3}[\d_.]*")


class Font(NamedTuple):
    name: str  # family
    bold: bool
    address: int = 0  # of pdfium's record, while a page is open


class Named(NamedTuple):
    """A font as its file names it, without what tells subsets, which have programs of their own."""

    name: str
    flags: int
    program: int  # its checksum


def named(address: int) -> Named:
    """The font at an address of pdfium's."""
    if not address:
        return Named("", 0, 0)
    handle = ctypes.c_void_p(address)
    name = _SUBSET.sub("", _name(handle))
    return Named(name, calls.font_flags(handle), crc32(_program(handle)))


def named_by(name: str, flags: int, program: bytes) -> Named:
    """The same of one that the file tells of."""
    return Named(_SUBSET.sub("", name), flags, crc32(program))


def _program(handle: ctypes.c_void_p) -> bytes:
    length = ctypes.c_size_t()
    if not calls.font_data(handle, None, 0, ctypes.byref(length)):
        return b""
    buffer = ctypes.create_string_buffer(length.value)
    calls.font_data(handle, buffer, length.value, ctypes.byref(length))
    return buffer.raw


def font(address: int) -> Font:
    """The font at an address of pdfium's."""
    if not address:
        return Font("", bold=False)
    handle = ctypes.c_void_p(address)
    full = _name(handle)
    bold = is_bold(full) or bool(calls.font_flags(handle) & _FORCE_BOLD)
    name = family(full)
    if not bold and _NAMELESS.fullmatch(name):
        # Ghostscript's widths of stems are none, so that they count where no name tells.
        bold = _BOLD_WEIGHT <= calls.font_weight(handle) <= _HEAVIEST
    return Font(name, bold, address)


@lru_cache(maxsize=1024)
def is_bold(full: str) -> bool:
    """Whether a font's name says bold."""
    return _BOLD.search(full) is not None


@lru_cache(maxsize=1024)
def family(full: str) -> str:
    """A font's name without the subset prefix and the style.

    >>> family("EAAAAA+Wingdings-Regular")
    'Wingdings'
    """
    return _STYLE.sub("", _SUBSET.sub("", full))


def _name(handle: ctypes.c_void_p) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = calls.font_name(handle, ctypes.byref(buffer), ctypes.c_size_t(256))
    return buffer.raw[: max(min(length, 256) - 1, 0)].decode("utf-8", "replace")


def unswapped(codes: NDArray[np.uint32], shared: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Code points of a page whose ligatures were written with their bytes swapped.

    Ghostscript rewrites the letters of a ligature so ("ft" as U+6600 U+7400), and of one of three
    letters what follows the first ("tti" as U+7400 U+DD00): that is unknown. Two such letters of
    one glyph are no ideographs, and then no such letter of the page is; `shared` tells the letters
    behind the first of a glyph. A letter and its accent are moved by a byte ("å" as U+6103
    U+0A00).
    """
    behind = shared.nonzero()[0]
    first, second = codes.take(behind - 1), codes.take(behind)
    if not is_any((first | second) >= _FIRST_SWAPPED):
        return codes  # of most pages
    accented = behind[((first & 0xFF) == _ACCENTS) & _is_latin(first >> 8) & ((second & 0xFF) == 0)]
    if len(accented):
        codes = codes.copy()
        codes[accented] = (_ACCENTS << 8) + (codes[accented] >> 8)
        codes[accented - 1] >>= 8
    pairs = behind[_are_swapped(first)]
    if not len(pairs):
        return codes
    swapped = _are_swapped(codes)
    found = np.where(swapped, codes >> 8, codes)
    spoilt = pairs[~swapped[pairs]]
    while len(spoilt):
        found[spoilt] = _UNKNOWN
        spoilt = np.intersect1d(spoilt + 1, behind)
    swapped[pairs] = swapped[pairs - 1] = False
    found[swapped] = _UNKNOWN  # of these an engine left out what cannot be
    return found


def spoilt_letters(
    written: NDArray[np.uint32], codes: NDArray[np.uint32], number: int
) -> tuple[Notice, ...]:
    """What to tell of a page's letters that the file spoils so, and does not call unknown."""
    count = np.count_nonzero((codes == _UNKNOWN) & (written != _UNKNOWN))
    if not count:
        return ()
    evidence = f"{count} on page {number}"
    return (Notice("spoilt-letters", "warning", _SPOILT, evidence, f"page[{number}]"),)


def _are_swapped(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which codes are those of Latin letters with their bytes swapped."""
    return np.asarray(((codes & 0xFF) == 0) & _is_latin(codes >> 8))


def _is_latin(codes: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    return np.asarray((codes >= ord("A")) & (codes <= ord("z")))
