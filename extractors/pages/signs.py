"""What in a printed line may carry a status, and what is only a list bullet."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from extractors.document import OBJECT, UNMAPPED, Mark
from extractors.pages.cells import OUTSIDE
from extractors.pages.decimals import hundredth
from extractors.pages.letters import Printed, PrintedLine
from extractors.pages.order import Letters
from extractors.pages.sheet import Codes, Flags, Ints, Runs, Sheet
from extractors.pages.sums import MINUSES, is_sum
from extractors.thousands import is_any

_SYMBOL_FONTS = re.compile(
    r"wingding|webding|symbol|dingbat|emoji|smiley|icon|awesome|marlett", re.IGNORECASE
)
BULLETS = frozenset("•◦▪▫■□●○‣∙➢➤❖◆·\uf0b7\uf0a7\uf0d8\uf076\uf071\uf06c\uf06e\uf075\uf077\uf02d")
# Of these, two kinds one below the other tell apart what they lead: a legend, or boxes ticked.
_TELLING = frozenset("■□●○◆▪▫")
_TOLD = frozenset(":=")  # behind a sign, before what it means
_ONE_INDENT = 2.0  # points
# The same where the symbol font's codes are read as letters.
_LETTER_BULLETS = frozenset("§Øvqlnuwo·¨-")
_DASHES = frozenset("-–—o*")
_DASH_GAP = 0.5  # of the size: a dash followed by a tab is a bullet, one by a blank is text
_HEADS = 6  # lines that the headers and footers of a page may have, though nothing else is on it
_TAB = 1.3  # of the line's other blanks: a narrower one is no tab
_SHORT_CELL = 3  # characters; in a cell as short as this every one may be a sign
_DRAWN_BULLET = 0.5  # of the size
_CHROMA = 60  # how far apart the channels of a chromatic colour are
_LAST_LATIN = "\u024f"
_RISE, _DEPTH = 0.8, 0.2
_UNSEEN = Mark("character", UNMAPPED)


@lru_cache(maxsize=1024)
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
        of_runs = np.zeros(len(runs) + 1, np.bool_)  # the last for all figures
        of_runs[:-1] = np.array(symbolic, np.bool_)[runs.font]
        found = of_runs.take(letters.run, mode="clip")
    high = (letters.codes > 0xFF).nonzero()[0]
    signs = [_is_sign(code) for code in letters.codes[high].tolist()]
    if any(signs):
        found[high[signs]] = True
    return found


@lru_cache(maxsize=4096)
def _is_sign(code: int) -> bool:
    letter = chr(code)
    if letter in (OBJECT, UNMAPPED) or letter in "●■▪◆★↑↓→✓✔✗✘":
        return True
    if _is_foreign(letter):
        return True
    return letter not in "°©®™№¦•◦" and unicodedata.category(letter) in ("So", "Co")


def _is_foreign(letter: str) -> bool:
    """Whether it is a letter of no Latin alphabet, which a file may state of a face's glyph."""
    return letter > _LAST_LATIN and letter.isalpha()


class Signs:
    """Makes the marks of a page's lines."""

    def __init__(
        self,
        sheet: Sheet,
        letters: Letters,
        told: tuple[Codes, Flags],
        figures: Sequence[Mark],
    ) -> None:
        """`told` are the codes that the file has for the letters, and which are `notable`."""
        self._sheet, self._letters = sheet, letters
        self._codes, self._notable = told
        self._figures = figures  # of the letters behind those of the sheet's runs

    def complete(self, printed: Printed, lines: list[PrintedLine]) -> None:
        """Give the lines their marks and take off their bullets."""
        notable = printed.any_of(self._notable) if is_any(self._notable) else set()
        short = _short(printed)
        bulleted = {i for i, text in enumerate(printed.texts) if text[1:2] == " "}
        starts = {index: self._bullet(lines[index], printed.letters(index)) for index in bulleted}
        telling = _telling([index for index in sorted(bulleted) if starts[index]], printed, lines)
        lone = {index for index in short if printed.counts[index] == 1}
        for index in sorted(notable | lone | bulleted):
            letters = printed.letters(index)
            start = 0 if index in telling else starts.get(index, 0)
            if start:
                lines[index] = lines[index].cut(start)
            if index in notable or index in short:
                found = self._marks(lines[index], letters[start:], short=index in short)
                if found:
                    lines[index] = lines[index]._replace(marks=found)

    def artifacts(self, printed: Printed) -> list[bool]:
        """Whether the file itself says that a line is no part of the content.

        It says so of headers and footers; of all of a page it cannot hold. Where anything is left
        to the content, what differs from page to page may be a letterhead, however long.
        """
        runs = self._sheet.runs
        if not is_any(runs.artifact):
            return [False] * len(printed.texts)
        run = self._letters.run[printed.order[printed.starts]]
        inside = run < len(runs)
        found: list[bool] = (runs.artifact[np.where(inside, run, 0)] & inside).tolist()
        return [False] * len(found) if len(found) > _HEADS and all(found) else found

    def _marks(self, line: PrintedLine, letters: Ints, *, short: bool) -> tuple[Mark, ...]:
        found = []
        lone = short and line.glyphs == 1
        previous = -1
        for index, source in enumerate(letters.tolist()):
            if source < 0 or not (lone or self._notable[source]):
                continue
            if source != previous:
                found.append(self._mark(line, index, source, alone=short))
            previous = source
        return tuple(found)

    def _mark(self, line: PrintedLine, index: int, source: int, *, alone: bool) -> Mark:
        letters, sheet = self._letters, self._sheet
        run = letters.run.item(source)
        if run >= len(sheet.runs):
            return self._figures[run - len(sheet.runs)]._replace(offset=index)
        size, base = letters.size.item(source), letters.base.item(source)
        x0, x1 = letters.x0.item(source), letters.x1.item(source)
        box = (x0, base - _RISE * size, x1, base + _DEPTH * size)
        letter = line.text[index]
        unknown = letter == UNMAPPED
        leads = index == 0 and line.text.count(letter) == 1  # as in a legend
        is_seen = (unknown or _is_foreign(letter)) and (alone or leads)
        looks = sheet.look(box) if is_seen and sheet.look else _UNSEEN
        return Mark(
            kind=looks.kind,
            value=letter,
            font=sheet.runs.font_of(run) or None,
            code=_code(self._codes.item(source)) if unknown else None,
            colour=sheet.runs.colour_of(run) or looks.colour,
            size=hundredth(size),
            shape=looks.shape,
            mouth=looks.mouth,
            likeness=looks.likeness,
            offset=index,
            place=sheet.place(box),
        )

    def _bullet(self, line: PrintedLine, letters: Ints) -> int:
        """How many characters of the line are its bullet and the blank behind it; 0 for none."""
        if len(line.text) < 3 or line.text[1] != " " or letters[0] < 0:
            return 0
        if line.text[2] in _TOLD:
            return 0
        letter = line.text[0]
        run = int(self._letters.run[letters[0]])
        runs = self._sheet.runs
        if run >= len(runs):
            return 2 if _is_drawn_bullet(self._figures[run - len(runs)], line.size) else 0
        gap = line.edges[2] - line.edges[1]
        symbolic = is_symbolic(runs.font_of(run))
        if letter in MINUSES and is_sum(line.text[2:]):
            return 0
        known = letter in BULLETS or (symbolic and letter in _LETTER_BULLETS)
        dash = letter in _DASHES and gap >= _DASH_GAP * line.size and not _is_stretched(line, gap)
        return 2 if (known or dash) and not is_chromatic(runs.colour_of(run)) else 0


def _code(code: int) -> int | None:
    """The code of a glyph; some producers give all of a font's the character for unknown ones."""
    return None if code == ord(UNMAPPED) else code


def _is_stretched(line: PrintedLine, gap: float) -> bool:
    """Whether the gap behind a dash is as wide as those between the words of a justified line."""
    edges = line.edges
    others = [edges[n + 1] - edges[n] for n, letter in enumerate(line.text) if letter == " "][1:]
    return bool(others) and gap < _TAB * float(np.median(others))


def _is_drawn_bullet(figure: Mark, size: float) -> bool:
    """Browsers draw the bullets of a list: small dots without a colour."""
    if figure.kind != "drawing" or figure.mouth or is_chromatic(figure.colour):
        return False
    return (figure.size or size) <= _DRAWN_BULLET * size


def _telling(bulleted: Sequence[int], printed: Printed, lines: Sequence[PrintedLine]) -> set[int]:
    """Those of these lines whose bullet is another than that of the one above or below it."""
    found: set[int] = set()
    for above, below in pairwise(bulleted):
        one, other = lines[above].text[0], lines[below].text[0]
        if one == other or not {one, other} <= _TELLING:
            continue
        is_level = abs(lines[above].x0 - lines[below].x0) <= _ONE_INDENT
        if is_level and printed.groups[above] == printed.groups[below]:
            found |= {above, below}
    return found


def _short(printed: Printed) -> set[int]:
    """The lines of cells with so few letters that each may be a sign."""
    groups, counts = printed.groups, printed.counts
    found: set[int] = set()
    for index in [index for index, count in enumerate(counts) if count <= _SHORT_CELL]:
        # The lines of a cell stand together, and cells in the order of their numbers.
        first, stop = bisect_left(groups, groups[index]), bisect_right(groups, groups[index])
        if groups[index] != OUTSIDE and sum(counts[first:stop]) <= _SHORT_CELL:
            found.add(index)
    return found
