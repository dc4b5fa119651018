"""Which class of symbol a mark belongs to: happy face, check mark, something green, ..."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Protocol

from normalizers import colours

# How far apart (bits of 64) the perceptual hashes of one picture re-encoded may lie.
LIKENESS_BITS = 6
MOUTHS = {"up": "happy", "flat": "neutral", "down": "sad"}
ENCODINGS = {
    "picture": "image",
    "drawing": "vector",
    "scan": "ocr",
    "text_colour": "text_colour",
    "shading": "cell_shading",
    "shade": "cell_shading",
    "check_box": "vector",
    "character": "unicode",
}
PICTURED = frozenset(("picture", "drawing", "scan"))  # told by their looks
UNMAPPED = "\ufffd"  # a glyph without a known character
_ONE_BYTE = 0x100
_PRIVATE = range(0xF020, 0xF100)
# A private-use code in a text font is Wingdings in Danish office documents, the font's name lost.
USUAL_FONT = "Wingdings"
# OpenSymbol stands in for Wingdings where LibreOffice lacks it, with the codes of Wingdings.
_OTHER_SYMBOLS = re.compile(
    "dings|(?<!open)symbol|icon|awesome|emoji|glyph|ornament", re.IGNORECASE
)
# Skin tones and variation selectors change nothing.
_MODIFIERS = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")


class Seen(Protocol):
    """A mark as seen on the page; what it means is decided here and in `statuses`."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def font(self) -> str | None: ...
    @property
    def code(self) -> int | None: ...
    @property
    def colour(self) -> str | None: ...
    @property
    def shape(self) -> str | None: ...
    @property
    def mouth(self) -> str | None: ...
    @property
    def likeness(self) -> str | None: ...


# A saltire is a cross or the letter X: only a legend can say what it means.
_SHAPES = frozenset(("check", "cross", "saltire", "arrow_up", "arrow_level", "arrow_down"))


def symbol_class(mark: Seen) -> str | None:
    """The class of symbols.toml, "bullet" for a list bullet, None where it is not known."""
    if mark.kind == "character":
        known = _character_class(mark.value, mark.font, mark.code)
        return known or _looks_like(mark)
    if mark.kind in PICTURED:
        return _looks_like(mark) or "plain"
    return "plain" if mark.kind in {"text_colour", "shading", "shade"} else None


def usual(mark: Seen) -> str | None:
    """What a mark means by convention; of a glyph without a character its looks do not say it."""
    is_known = mark.kind != "character" or mark.value != UNMAPPED
    kind = symbol_class(mark) if is_known else _character_class(mark.value, mark.font, mark.code)
    return meaning(kind) if kind else None


def _looks_like(mark: Seen) -> str | None:
    if mark.mouth is not None:
        return MOUTHS[mark.mouth]
    return mark.shape if mark.shape in _SHAPES else None


def colour_name(mark: Seen) -> str | None:
    """The name of the mark's colour; None for grey, white, black and none."""
    return colours.name(mark.colour) if mark.colour else None


def encoding(mark: Seen) -> str:
    """The contract's smiley_encoding."""
    if mark.kind == "character" and _in_symbol_font(mark):
        return "symbol_font"
    if mark.kind == "shade" and mark.shape:
        return "ocr"
    return ENCODINGS[mark.kind]


def character(mark: Seen) -> str | None:
    """The character as compared: modifiers off, symbol-font letters as private-use codes.

    A glyph without a character is told by its code and font; None where the code is not known.
    """
    if mark.value != UNMAPPED:
        return _compared(mark.value, mark.font)
    if mark.code is None:
        return None
    if _symbol_font(mark.font) and mark.code < _ONE_BYTE:
        return _compared(chr(mark.code), mark.font)
    return f"{mark.font} {mark.code}"


def alike(a: Seen, b: Seen) -> bool:
    """Whether two pictures are one, scaled or re-encoded: form within a few bits, colour near.

    Faces of one colour differ by a stroke, which the form does not show: their mouths decide.
    """
    if not a.likeness or not b.likeness or a.mouth != b.mouth:
        return False
    form = int(a.likeness[:16], 16) ^ int(b.likeness[:16], 16)
    return form.bit_count() <= LIKENESS_BITS and colour_name(a) == colour_name(b)


def meaning(kind: str) -> str | None:
    """What a class of symbols means by convention."""
    meanings: Mapping[str, str] = _tables()["meanings"]
    return meanings.get(kind)


@lru_cache(maxsize=4096)
def _compared(printed: str, font: str | None) -> str:
    value = _MODIFIERS.sub("", printed)
    if _symbol_font(font) and len(value) == 1 and ord(value) < _ONE_BYTE:
        return chr(0xF000 + ord(value))
    return value


@lru_cache(maxsize=4096)
def _character_class(printed: str, printed_font: str | None, code: int | None) -> str | None:
    font = _symbol_font(printed_font)
    value = _MODIFIERS.sub("", printed)
    # A glyph without a known character is told by its code, where the font is a symbol font.
    unmapped = chr(code) if font and code is not None and code < 0x10000 else ""
    for candidate in (value, unmapped):
        if len(candidate) != 1:
            continue
        point = ord(candidate)
        private = point in _PRIVATE
        name = font or (USUAL_FONT if private and not _is_other(printed_font) else None)
        letter = chr(point - 0xF000) if private else candidate
        if name and (found := _by_font().get((name, letter))):
            return found
    return _by_character().get(value[:1]) if value else None


def _in_symbol_font(mark: Seen) -> bool:
    return _symbol_font(mark.font) is not None or (
        len(mark.value) == 1 and ord(mark.value) in _PRIVATE
    )


def _is_other(font: str | None) -> bool:
    """Whether a font has symbols of its own, none of which is known."""
    return font is not None and _OTHER_SYMBOLS.search(font) is not None


@lru_cache(maxsize=1024)
def _symbol_font(font: str | None) -> str | None:
    """The symbol font that a font's name stands for ("Wingdings-Regular" -> "Wingdings")."""
    plain = re.sub(r"[-_ ]?(?:Regular|MT|Normal|Bold)$", "", font or "", flags=re.IGNORECASE)
    return next((name for name in _tables()["fonts"] if name.casefold() == plain.casefold()), None)


@cache
def _by_font() -> Mapping[tuple[str, str], str]:
    return {
        (font, letter): kind
        for font, kinds in _tables()["fonts"].items()
        for kind, letters in kinds.items()
        for letter in letters
    }


@cache
def _by_character() -> Mapping[str, str]:
    return {letter: kind for kind, letters in _tables()["characters"].items() for letter in letters}


@cache
def _tables() -> Mapping[str, Any]:
    text = files("normalizers").joinpath("symbols.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
