"""Pages by pdfplumber: characters and rules seen by a second library, down to the last character.

Only pictures, drawings, what a place looks like and scanned pages come from pdfium, as pixels are
pixels, and what pdfminer does not tell: which text is set to be invisible, is cut off or painted
over.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, NamedTuple
from unicodedata import normalize

import numpy as np

from extractors.formats.pdf import plumber_pages
from extractors.formats.pdf.codes import BLANKS, CUT_EMOJI, STRANGE_CODES
from extractors.formats.pdf.fonts import family, is_bold, unswapped
from extractors.formats.pdf.page import broken_sheet
from extractors.formats.pdf.pdfium import Opened
from extractors.formats.pdf.plumber_beside import (
    printed_blanks,
    shown_sizes,
    told_bold,
    told_tags,
    unseen,
    with_hidden,
)
from extractors.formats.pdf.plumber_fonts import Fonts
from extractors.formats.pdf.plumber_inks import ink, told_inks
from extractors.formats.pdf.plumber_shapes import Frame, box_of, found_shapes
from extractors.pages.shapes import sorted_shapes
from extractors.pages.sheet import (
    SLANTED,
    UNTAGGED,
    Box,
    Glyphs,
    Runs,
    Sheet,
)

_FIRST_LIGATURE, _LAST_LIGATURE = "\ufb00", "\ufb06"
_CID = re.compile(r"\(cid:(\d+)\)")
_SLANT = 0.06
_NO_ROOM = 0.01  # points
_LINE = 0.5  # of the size: what stands further off the line of a letter is of another one
# Which way a character of each turn stands up, across and up.
_UP = ((0, 1), (-1, 0), (0, -1), (1, 0))
_LEAST_RISE = 0.05  # of the size
# What pdfium cut off by a limit would take pdfminer minutes; what lies over a page and what is not
# shown of it pdfminer does not know.
_PDFIUM_ONLY = frozenset(
    ("page-cut-off", "text-laid-over", "hidden-layer", "broken-page", "scanned-page")
)
_ARTIFACT = "Artifact"
_SOFT_HYPHEN = "\u00ad"


def sheets(opened: Opened) -> Generator[Sheet]:
    """Each page as pdfplumber sees it; its memory is let go before the next one."""
    file = plumber_pages.opened(opened.data, opened.limits.password or "")
    if opened.coded_fonts.may_be_any:
        file.rsrcmgr = Fonts(opened.coded_fonts.known(opened))
    pages = plumber_pages.pages(file, opened.page_count)
    # pdfium walks the same pages beside it for what is seen as pixels.
    with closing(opened.sheets()) as drawn:
        for page, beside in zip(pages, drawn, strict=True):
            is_alone = any(notice.code in _PDFIUM_ONLY for notice in beside.notices)
            yield beside if is_alone else _read(page, beside)
            if page is not None:
                page.close()


def _read(page: Any, beside: Sheet) -> Sheet:
    """A page, or that it cannot be read."""
    if page is None:
        return broken_sheet(beside.number)
    try:
        return _sheet(page, beside)
    except plumber_pages.FAILURES:
        return broken_sheet(beside.number)


def _sheet(page: Any, beside: Sheet) -> Sheet:
    left, top, right, bottom = plumber_pages.shown(page)
    width, height = right - left, bottom - top
    chars = [char for char in page.chars if char["height"] or char["width"]]  # others show nothing
    turns = [_turn(char) for char in chars]
    turn = _commonest(turns, beside.turn)
    frame = Frame(left, top, width, height, turn)
    # Matrices count from the lower left corner of the media box.
    corner = float(page.mediabox[0]), float(page.mediabox[3])
    printed = printed_blanks(chars, frame, beside.glyphs)
    glyphs, runs = _glyphs(chars, turns, frame, corner, printed)
    sizes = shown_sizes(glyphs, runs, beside)
    inks, tagged = told_inks(glyphs, runs, beside), told_tags(glyphs, runs, beside)
    bold = told_bold(glyphs, runs, beside)
    runs = replace(runs, size=sizes, colour=inks, tagged=tagged, bold=bold)
    glyphs, runs = with_hidden(glyphs, runs, beside)
    clipped, covered = (
        unseen(glyphs, runs, beside, flags)
        for flags in (beside.glyphs.clipped, beside.glyphs.covered)
    )
    glyphs = replace(glyphs, clipped=clipped, covered=covered)
    shapes = sorted_shapes(found_shapes(page, frame, beside))
    across, down = shapes.rules()
    size = (height, width) if turn % 2 else (width, height)
    return Sheet(
        *(page.page_number, *size, turn, glyphs, runs, across, down),
        *(tuple(shapes.fills), beside.figures, tuple(shapes.strokes), beside.notices),
        look=beside.look,
        shows=beside.shows,
        tags=beside.tags,
        plain=beside.plain,
        enlarged=beside.enlarged,
    )


class _Run(NamedTuple):
    """Characters of one font, size, colour and direction, printed by one instruction."""

    font: str
    bold: bool
    size: float
    colour: int
    turn: int | None
    x: float
    y: float
    artifact: bool = False


class _Seen(NamedTuple):
    """A character, or one of the letters that a glyph stands for."""

    code: int
    box: tuple[float, float, float, float]
    run: int
    unmapped: bool
    spaced: bool
    shared: bool  # behind the first letter of a glyph


def _glyphs(
    chars: Sequence[Any],
    turns: Sequence[int | None],
    frame: Frame,
    corner: tuple[float, float],
    printed: Collection[int],
) -> tuple[Glyphs, Runs]:
    of_char, runs = _runs(chars, turns, frame, corner)
    seen = list(_seen(chars, turns, of_char, printed))
    flags = [(one.unmapped, one.spaced, one.shared) for one in seen]
    unmapped, spaced, shared = np.array(flags, np.bool_).reshape(-1, 3).T
    glyphs = Glyphs(
        unswapped(np.array([one.code for one in seen], np.uint32), shared),
        frame.boxes([one.box for one in seen]),
        np.array([one.run for one in seen], np.int32),
        *(unmapped, spaced),
    )
    return glyphs, runs


def _runs(
    chars: Sequence[Any], turns: Sequence[int | None], frame: Frame, corner: tuple[float, float]
) -> tuple[list[int], Runs]:
    """Of each character the number of its run, and the runs."""
    found: list[_Run] = []
    of_char: list[int] = []
    key: tuple[Any, ...] | None = None
    backs, last = 0, -math.inf  # a pen that goes back begins another text
    for char, turn, rise in zip(chars, turns, _rises(chars, turns), strict=True):
        a, b, c, d, e, f = char["matrix"]
        if turn is not None:
            e, f = (at + rise * way for at, way in zip((e, f), _UP[turn], strict=True))
        colour = ink(char["non_stroking_color"], char["ncs"])
        along = 0.0 if _runs_down(char) else f if turn in (0, 2) else e
        high = _size(char, turn)
        is_artifact = char.get("tag") == _ARTIFACT
        at = a * e + b * f
        backs, last = backs + (at < last), at
        this = (
            char["fontname"],
            round(high, 2),
            colour,
            a,
            b,
            c,
            d,
            round(along, 2),
            *(is_artifact, char.get("mcid"), backs),
        )
        if this != key:
            key = this
            x, y = corner[0] + e, corner[1] - f
            origin = frame.box((x, y, x, y))
            found.append(_run(char, turn, colour, origin)._replace(artifact=is_artifact))
        of_char.append(len(found) - 1)
    return of_char, _parallel(found, frame.turn)


def _rises(chars: Sequence[Any], turns: Sequence[int | None]) -> list[float]:
    """How far each character is raised above the baseline that its matrix tells.

    A box ends below its baseline by the font's depth, which most characters of the font show.
    """
    depths = [
        _depth(char, None if _runs_down(char) else turn)
        for char, turn in zip(chars, turns, strict=True)
    ]
    of_fonts: defaultdict[str, Counter[float]] = defaultdict(Counter)
    for char, depth in zip(chars, depths, strict=True):
        of_fonts[char["fontname"]][round(depth, 3)] += 1
    usual = {name: counts.most_common(1)[0][0] for name, counts in of_fonts.items()}
    rises = [usual[char["fontname"]] - depth for char, depth in zip(chars, depths, strict=True)]
    return [
        rise * _size(char, turn) if abs(rise) > _LEAST_RISE else 0.0
        for rise, char, turn in zip(rises, chars, turns, strict=True)
    ]


def _runs_down(char: Any) -> bool:
    """Whether it is printed below the one before, by one instruction, whose number tells it."""
    return (char.get("mcid") or 0) < 0


def _depth(char: Any, turn: int | None) -> float:
    """How far its box reaches below its baseline, of its size."""
    *_, e, f = char["matrix"]
    below = {0: f - char["y0"], 1: char["x1"] - e, 2: char["y1"] - f, 3: e - char["x0"]}
    size = _size(char, turn)
    return float(below[turn] / size) if turn is not None and size else 0.0


def _size(char: Any, turn: int | None) -> float:
    """A glyph's box is as high as its font is large, and on its side as wide."""
    return float(char["width"] if turn in (1, 3) else char["height"])


def _parallel(found: Sequence[_Run], turn: int) -> Runs:
    """The runs as arrays, turned with the page's frame."""
    fonts = tuple(dict.fromkeys(run.font for run in found))
    turns = [SLANTED if run.turn is None else (run.turn - turn) % 4 for run in found]
    nothing = np.zeros(len(found), np.bool_)
    return Runs(
        fonts=fonts,
        font=np.array([fonts.index(run.font) for run in found], np.int32),
        bold=np.array([run.bold for run in found], np.bool_),
        size=np.array([run.size for run in found], np.float32),
        colour=np.array([run.colour for run in found], np.int32),
        turn=np.array(turns, np.int32),
        points=np.array([(run.x, run.y) for run in found], np.float32).reshape(-1, 2),
        hidden=nothing,
        artifact=np.array([run.artifact for run in found], np.bool_),
        tagged=np.full(len(found), UNTAGGED, np.int32),
    )


def _seen(
    chars: Sequence[Any],
    turns: Sequence[int | None],
    of_char: Sequence[int],
    printed: Collection[int],
) -> Iterator[_Seen]:
    """All that is ink; of blanks those that are printed."""
    blank: Any = None  # the first of those before it
    for index, (char, turn, run) in enumerate(zip(chars, turns, of_char, strict=True)):
        letters = _letters(char["text"])
        if not letters and char["adv"]:
            letters = [(0, True)]  # nothing is said of a glyph that takes room
        if index in printed:
            letters = [(code, True) for code, _ in letters[:1]]
        for number, (code, unknown) in enumerate(letters):
            if not unknown and code in _BLANK_CODES:
                blank = blank or char
                continue
            box = _part(box_of(char), number, len(letters), turn)
            yield _Seen(code, box, run, unknown, _has_room(blank, char), number > 0)
            blank = None


def _has_room(blank: Any, char: Any) -> bool:
    """Whether there is a blank in its line, and what follows does not begin where it does.

    Browsers print a soft hyphen that breaks no word as a blank that nothing makes room for. A file
    may print blanks in any order.
    """
    if blank is None:
        return False
    a, b, _, _, x, y = char["matrix"]
    across, up = x - blank["matrix"][4], y - blank["matrix"][5]
    aside = abs(a * up - b * across) / (math.hypot(a, b) or 1.0)
    high = max(char["height"], char["width"])
    is_in_line = _runs_down(char) or aside < _LINE * high
    return bool(max(abs(across), abs(up)) > _NO_ROOM and is_in_line)


def _part(box: Box, number: int, count: int, turn: int | None) -> Box:
    """The part of a glyph's box for one of its letters, in the direction of reading."""
    x0, top, x1, bottom = box
    if turn in (1, 2):  # upwards, and to the left
        number = count - 1 - number
    if turn in (1, 3):
        step = (bottom - top) / count
        return x0, top + number * step, x1, top + (number + 1) * step
    step = (x1 - x0) / count
    return x0 + number * step, top, x0 + (number + 1) * step, bottom


# What files write for glyphs whose character they do not know, and controls that no text needs.
_NO_CHARACTERS = frozenset(map(chr, (0, *STRANGE_CODES.tolist(), 0xFFFE, 0xFFFF)))
_BLANK_CODES = frozenset(BLANKS.tolist()) - {ord(_SOFT_HYPHEN)}


def _letters(text: str) -> list[tuple[int, bool]]:
    """The code points of a glyph, or its own code where no character is known."""
    unknown = _CID.fullmatch(text)
    if unknown:
        return [(int(unknown[1]), True)]
    if any(first <= ord(text[:1] or " ") < stop for first, stop in CUT_EMOJI):
        return [(ord(text[0]), True)]
    if any(_FIRST_LIGATURE <= letter <= _LAST_LIGATURE for letter in text):
        text = normalize("NFKC", text)  # pdfium opens them too
    return [(ord(letter), letter in _NO_CHARACTERS) for letter in text]


def _run(char: Any, turn: int | None, colour: int, origin: Box) -> _Run:
    full = char["fontname"]
    size = _size(char, turn)
    return _Run(family(full), is_bold(full), size, colour, turn, origin[0], origin[1])


def _turn(char: Any) -> int | None:
    a, b = char["matrix"][:2]
    if char["adv"] < 0:  # of a negative size: it stands on its head
        a, b = -a, -b
    angle = math.atan2(b, a) / (math.pi / 2)
    nearest = round(angle)
    return nearest % 4 if abs(angle - nearest) < _SLANT else None


def _commonest(turns: Sequence[int | None], otherwise: int) -> int:
    counts = [turns.count(turn) for turn in range(4)]
    return counts.index(max(counts)) if any(counts) else otherwise
