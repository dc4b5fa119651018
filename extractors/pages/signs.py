"""What in a printed line may carry a status, and what is only a list bullet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from extractors.document import OBJECT, UNMAPPED, Mark, Place
from extractors.pages.letters import Letters, Printed, PrintedLine
from extractors.pages.sheet import Codes, Flags, Runs, Sheet

_SYMBOL_FONTS = re.compile(
    r"wingding|webding|symbol|dingbat|emoji|smiley|icon|awesome|marlett", re.IGNORECASE
)
_COLOUR_FONTS = re.compile(r"emoji", re.IGNORECASE)
_BULLETS = frozenset("•◦▪▫■□●○‣∙➢➤❖◆·\uf0b7\uf0a7\uf0d8\uf076\uf071\uf06c\uf06e\uf075\uf077\uf02d")
# The same where the symbol font's codes are read as letters.
_LETTER_BULLETS = frozenset("§Øvqlnuwo·¨-")
_DASHES = frozenset("-–—o*")
_DASH_GAP = 0.5  # of the size: a dash followed by a tab is a bullet, one by a blank is text
_SHORT_CELL = 3  # characters; in a cell as short as this every one may be a sign
_SHORT_WORDS = 3
_CHROMA = 60  # how far apart the channels of a chromatic colour are
_RISE, _DEPTH = 0.8, 0.2


def is_symbolic(font: str) -> bool:
    """Whether a font's characters are signs, whatever letters they are coded as."""
    return _SYMBOL_FONTS.search(font) is not None


def is_chromatic(colour: str | None) -> bool:
    """Whether a colour is more than a grey."""
    if colour is None:
        return False
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(channels) - min(channels) >= _CHROMA


def notable(letters: Letters, runs: Runs) -> Flags:
    """The letters that may carry a status wherever they stand."""
    found = np.zeros(len(letters), np.bool_)
    symbolic = [is_symbolic(font) for font in runs.fonts]
    if any(symbolic):
        inside = letters.run < len(runs)
        found[inside] = np.array(symbolic, np.bool_)[runs.font][letters.run[inside]]
    high = np.flatnonzero(letters.codes > 0xFF)
    if len(high):
        unique, which = np.unique(letters.codes[high], return_inverse=True)
        known = np.array([_is_sign(int(code)) for code in unique], np.bool_)
        found[high] |= known[which.reshape(-1)]
    return found


@lru_cache(maxsize=4096)
def _is_sign(code: int) -> bool:
    letter = chr(code)
    if letter in (OBJECT, UNMAPPED) or letter in "●■▪◆★↑↓→✓✔✗✘":
        return True
    return letter not in "°©®™№¦•◦" and unicodedata.category(letter) in ("So", "Co")


class Signs:
    """Makes the marks of a page's lines."""

    def __init__(
        self, sheet: Sheet, letters: Letters, codes: Codes, figures: Sequence[Mark]
    ) -> None:
        self._sheet, self._letters, self._codes = sheet, letters, codes
        self._figures = figures  # of the letters behind those of the sheet's runs
        self._notable = notable(letters, sheet.runs)
        self._indices = frozenset(np.flatnonzero(self._notable).tolist())
        self._has_artifacts = bool(sheet.runs.artifact.any())

    def line(self, printed: Printed, place: Place, *, upright: bool, short: bool) -> PrintedLine:
        """The line with its marks and its place, and without its bullet."""
        line = printed.line
        start = self._bullet(printed)
        marks: tuple[Mark, ...] = ()
        if short or (self._indices and not self._indices.isdisjoint(printed.letters.tolist())):
            marks = tuple(self._marks(printed, start, short=short))
        return PrintedLine(
            *(line.page, line.text[start:], line.edges[start:], line.base, line.size, line.bold),
            *(line.glyphs, line.x0 if start else None, marks, place, upright),
            self._has_artifacts and self._is_artifact(printed),
        )

    def _is_artifact(self, printed: Printed) -> bool:
        """Whether the file itself says that the line is no part of the content."""
        run = int(self._letters.run[printed.letters[0]])
        return run < len(self._sheet.runs) and bool(self._sheet.runs.artifact[run])

    def _marks(self, printed: Printed, start: int, *, short: bool) -> list[Mark]:
        found = []
        origin = printed.letters
        lone = short and printed.line.glyphs == 1
        chosen = (origin >= 0) & (lone | self._notable[np.maximum(origin, 0)])
        previous = -1
        for index in np.flatnonzero(chosen).tolist():
            source = int(origin[index])
            if index >= start and source != previous:
                mark = self._mark(printed.line, index, source, alone=short)
                found.append(replace(mark, offset=index - start))
            previous = source
        return found

    def _mark(self, line: PrintedLine, index: int, source: int, *, alone: bool) -> Mark:
        letters, sheet = self._letters, self._sheet
        run = int(letters.run[source])
        if run >= len(sheet.runs):
            return self._figures[run - len(sheet.runs)]
        size = float(letters.size[source])
        base = float(letters.base[source])
        box = (
            *(float(letters.x0[source]), base - _RISE * size),
            *(float(letters.x1[source]), base + _DEPTH * size),
        )
        unknown = line.text[index] == UNMAPPED
        looks = sheet.look(box) if unknown and alone and sheet.look else Mark("character", UNMAPPED)
        return replace(
            looks,
            value=line.text[index],
            font=sheet.runs.font_of(run) or None,
            code=int(self._codes[source]) if unknown else None,
            colour=sheet.runs.colour_of(run) or looks.colour,
            size=round(size, 2),
            place=sheet.place(box),
        )

    def _bullet(self, printed: Printed) -> int:
        """How many characters of the line are its bullet and the blank behind it; 0 for none."""
        line, origin = printed.line, printed.letters
        if len(line.text) < 3 or line.text[1] != " " or origin[0] < 0:
            return 0
        letter = line.text[0]
        run = int(self._letters.run[origin[0]])
        if run >= len(self._sheet.runs):
            return 0
        runs = self._sheet.runs
        gap = float(line.edges[2] - line.edges[1])
        symbolic = is_symbolic(runs.font_of(run))
        known = letter in _BULLETS or (symbolic and letter in _LETTER_BULLETS)
        dash = letter in _DASHES and gap >= _DASH_GAP * line.size
        return 2 if (known or dash) and not is_chromatic(runs.colour_of(run)) else 0
