"""Fonts as pdfminer reads them, with what it leaves out of a file's own encodings.

It takes character maps that stand in a file for maps without any code, glyphs whose names tell
nothing for the letters that another font has in their place, and check marks for figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from pdfminer.cmapdb import CMapBase
from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from extractors.formats.pdf.coded_fonts import Coded, is_coded, key_of
from extractors.formats.pdf.compact import names_of_codes
from extractors.formats.pdf.fonts import Named
from extractors.formats.pdf.sign_fonts import SIGNS

_UNKNOWN = "unknown"  # what pdfminer calls a font without a descriptor
_CID_FONTS = ("CIDFontType0", "CIDFontType2")
_NOTHING = ".notdef"  # the name of a glyph that shows none
_WINDOWS = "WinAnsiEncoding"
_HYPHEN = 0xAD  # in that encoding; pdfminer has a blank
_UNUSED = (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D)  # in it: bullets, where pdfminer has nothing
_LONGEST = 1 << 20  # bytes of a map
_MOST = 1 << 16  # ranges of it
_RANGES = re.compile(rb"begin(codespacerange|cidrange|cidchar)\b(.*?)\bend\1", re.DOTALL)
_SPACE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>")
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(\d{1,7})")
_CHAR = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*(\d{1,7})")
_UPRIGHT = re.compile(rb"/WMode\s+1\b")
_WHOLE = re.compile(rb"/Identity-[HV]\s+usecmap\b")
_IDENTITY = "Identity"
_TWO, _LONGEST_CODE = 2, 4  # bytes: of a code of the map that is none, and of any


class Fonts(PDFResourceManager):
    """Makes the fonts of a file, each once."""

    def __init__(self, coded: Mapping[Named, Coded] | None = None) -> None:
        """`coded` are those of which the file tells only codes."""
        super().__init__()
        self._coded = coded or {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        if literal_name(resolve1(spec.get("Subtype"))) in _CID_FONTS:
            return _CIDFont(self, spec)
        font = super().get_font(objid, spec)
        # pdfminer has no descriptor, and no name, where the file calls the font by one.
        if font.fontname == _UNKNOWN:
            font.fontname = literal_name(resolve1(spec.get("BaseFont", _UNKNOWN)))
        if isinstance(font, PDFSimpleFont):
            encoding = resolve1(spec.get("Encoding"))
            own = _built_in(spec, encoding)
            usual = font.cid2unicode if own is None else own
            font.cid2unicode = _letters(usual, font.fontname, encoding)
            coded = self._coded.get(key_of(spec)) if self._coded and is_coded(spec) else None
            font.cid2unicode = font.cid2unicode if coded is None else coded.letters()
        return font


def _built_in(spec: Mapping[str, object], encoding: Any) -> dict[int, str] | None:
    """What the program of a font says of its codes, where the file leaves that to it."""
    about = resolve1(spec.get("FontDescriptor"))
    own = resolve1(about.get("FontFile3")) if isinstance(about, dict) else None
    is_left = encoding is None or (isinstance(encoding, dict) and "BaseEncoding" not in encoding)
    if not isinstance(own, PDFStream) or not is_left:
        return None
    names = names_of_codes(own.get_data()[:_LONGEST])
    if names is None:
        return None
    told = {code: _told(name) for code, name in names.items()}
    return {code: letter for code, letter in told.items() if letter is not None}


def _letters(found: Mapping[int, str], name: str, encoding: Any) -> dict[int, str]:
    """What the codes of a font mean, without those whose glyphs have names that tell nothing."""
    own = SIGNS.get(name.rpartition("+")[2])
    base = encoding.get("BaseEncoding") if isinstance(encoding, dict) else encoding
    letters = dict(own or found)
    if not own and getattr(resolve1(base), "name", "") == _WINDOWS:
        letters = {**dict.fromkeys(_UNUSED, "•"), **letters, _HYPHEN: "-"}
    differences = encoding.get("Differences") if isinstance(encoding, dict) else None
    for code, glyph in _named(resolve1(differences) or ()):
        letter = " " if glyph == _NOTHING else _told(glyph)
        if letter is None:
            letters.pop(code, None)
        else:
            letters[code] = letter
    return letters


def _named(differences: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """The codes of an encoding with the names of their glyphs."""
    code = 0
    for one in map(resolve1, differences):
        if isinstance(one, int):
            code = one
        elif isinstance(one, PSLiteral):
            yield code, str(one.name)
            code += 1


def _told(glyph: str) -> str | None:
    """The character that the name of a glyph tells."""
    try:
        return name2unicode(glyph) or None
    except (LookupError, ValueError):
        return None


class _Code(int):
    """The number of a glyph in its font, and the code that a text has for it."""

    code: int


class _Range(NamedTuple):
    """Codes of one length that follow each other, and the glyph of the first."""

    length: int
    first: int
    last: int
    glyph: int = 0


class _CIDFont(PDFCIDFont):
    """A font of many glyphs, whose texts may be coded as the file says itself."""

    def get_cmap_from_spec(self, spec: Mapping[str, Any], strict: bool) -> CMapBase:
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(encoding, PDFStream):
            return _CMap(encoding.get_data()[:_LONGEST], encoding.attrs)
        return super().get_cmap_from_spec(spec, strict)

    def to_unichr(self, cid: int) -> str:
        """By the code: that is what a file says the character of."""
        return super().to_unichr(cid.code if isinstance(cid, _Code) else cid)


class _CMap(CMapBase):
    """A map of codes to glyphs that stands in a file."""

    def __init__(self, data: bytes, about: Mapping[str, Any]) -> None:
        is_upright = resolve1(about.get("WMode")) == 1 or _UPRIGHT.search(data) is not None
        super().__init__(WMode=int(is_upright))
        found: dict[bytes, list[_Range]] = {b"codespacerange": [], b"cidrange": [], b"cidchar": []}
        for kind, body in islice(_RANGES.findall(data), _MOST):
            found[kind] += _ranges(kind, body)
        self._spaces = found[b"codespacerange"]
        self._glyphs = found[b"cidrange"] + found[b"cidchar"]
        above = getattr(resolve1(about.get("UseCMap")), "name", "")
        self._is_whole = _WHOLE.search(data) is not None or above.startswith(_IDENTITY)
        self._known: dict[tuple[int, int], int] = {}

    def decode(self, code: bytes) -> Iterator[int]:
        at = 0
        while at < len(code):
            length = self._length(code[at : at + _LONGEST_CODE])
            value = int.from_bytes(code[at : at + length], "big")
            glyph = _Code(self._glyph(length, value))
            glyph.code = value
            yield glyph
            at += length

    def _length(self, code: bytes) -> int:
        """How many bytes the first code has."""
        for length in range(1, len(code) + 1):
            if any(_is_in(code[:length], one) for one in self._spaces):
                return length
        shortest = min((one.length for one in self._spaces), default=_TWO)
        return min(shortest, len(code))

    def _glyph(self, length: int, value: int) -> int:
        key = length, value
        if key not in self._known:
            own = (
                one.glyph + value - one.first
                for one in self._glyphs
                if one.length == length and one.first <= value <= one.last
            )
            self._known[key] = next(own, value if self._is_whole else 0)
        return self._known[key]


def _ranges(kind: bytes, body: bytes) -> Iterator[_Range]:
    pattern = {b"codespacerange": _SPACE, b"cidrange": _RANGE, b"cidchar": _CHAR}[kind]
    for one in islice(pattern.finditer(body), _MOST):
        first, *more = one.groups()
        last = more[0] if kind != b"cidchar" else first
        glyph = int(more[-1]) if kind != b"codespacerange" else 0
        yield _Range((len(first) + 1) // 2, int(first, 16), int(last, 16), glyph)


def _is_in(code: bytes, space: _Range) -> bool:
    """Whether each byte of a code lies between those of the first and the last one."""
    if len(code) != space.length:
        return False
    sides = (one.to_bytes(space.length, "big") for one in (space.first, space.last))
    return all(
        low <= byte <= high for low, byte, high in zip(next(sides), code, next(sides), strict=True)
    )
