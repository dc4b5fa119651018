"""The sheet of a scanned page: its words, rules and signs, where they stand on the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec

import numpy as np

from extractors.document import Mark, Notice, Place
from extractors.errors import Unreadable
from extractors.formats.scans.tesseract import INSTALL, Letter, Word, of_lines, words
from extractors.looks import look, scanned_mouth
from extractors.pages.sheet import Box, Figure, Glyphs, Pixels, Run, Sheet

DPI = 300
_POINTS = 72.0
_MOST_PIXELS = 40_000_000  # a page of A3 at 400 dpi; larger paper is read coarser
_PICTURED = 0.05  # share of a page; less is a logo on an empty page
_BULLET = "\u2022"
_INDENT = 40.0  # points between a bullet and its line
_SPECK = 30.0  # of a word; below it is dirt on the paper

Render = Callable[[float], Pixels]  # pixels to a point -> the page as displayed, RGB


def is_scan(sheet: Sheet) -> bool:
    """Whether a page shows pictures and no text: what invisible text says is not on the paper."""
    hidden = np.array([run.hidden is not None for run in sheet.runs], np.bool_)
    if len(sheet.glyphs) and not hidden[sheet.glyphs.run].all():
        return False
    area = sheet.width * sheet.height
    return area > 0 and _covered(sheet) > _PICTURED * area


def unread(sheet: Sheet, why: str) -> Sheet:
    """The page with the word that its picture was not read."""
    message = "A page is a picture and was not read."
    notice = Notice("unread-page", "error", message, why, f"page[{sheet.number}]")
    return replace(sheet, notices=(*sheet.notices, notice))


def _covered(sheet: Sheet) -> float:
    return sum((f.box[2] - f.box[0]) * (f.box[3] - f.box[1]) for f in sheet.figures)


def scanned(sheet: Sheet, size: tuple[float, float], render: Render) -> Sheet:
    """The page as read from its picture; `size` is that of the page as displayed."""
    if find_spec("cv2") is None:
        raise Unreadable(f"scanned pages need OpenCV; install it: {INSTALL}")
    from extractors.formats.scans import digits, picture, residue, signs, stains

    width, height = size
    scale = min(DPI / _POINTS, (_MOST_PIXELS / (width * height)) ** 0.5)
    colours = render(scale)
    tilt = picture.tilt(picture.grey_of(colours))
    colours = picture.turned(colours, tilt)
    grey = stains.cleaned(picture.grey_of(colours), colours, scale)
    ink = picture.ink_of(grey, scale)
    rules = picture.rules(ink, scale)
    ink[rules.mask > 0] = 0
    # A yellow face is hardly darker than the paper.
    seen = signs.signs(colours, np.maximum(ink, stains.coloured(colours) * np.uint8(255)), scale)
    bullets = signs.bullets(ink, scale)
    grey[rules.mask > 0] = 255
    for x0, top, x1, bottom in (*(sign.box for sign in seen), *bullets):
        grey[top:bottom, x0:x1] = 255
    dpi = round(scale * _POINTS)
    found = [word for word in words(grey, dpi) if _is_text(word)]
    for x0, top, x1, bottom in (*(sign.box for sign in seen), *bullets):
        ink[top:bottom, x0:x1] = 0
    rest = residue.with_points(ink, found, scale)
    found = _with_bullets(digits.checked(grey, rest.words), bullets, scale)
    return Sheet(
        *(sheet.number, width, height, 0, *_glyphs(found, scale)),
        *(_rows(rules.across, scale), _rows(rules.down, scale)),
        figures=tuple(_figure(sign.box, sign.pixels, scale) for sign in seen),
        notices=(
            *sheet.notices,
            *_notices(sheet.number, size, found),
            *_unread(sheet.number, rest.unread, scale),
        ),
        tilt=tilt,
    )


def _with_bullets(
    found: list[Word], bullets: list[tuple[int, int, int, int]], scale: float
) -> list[Word]:
    """The words, and before the first of a line the bullet that stands level with it."""
    placed = list(found)
    for x0, top, x1, bottom in bullets:
        level = [
            word
            for word in found
            if word.box[1] <= (top + bottom) / 2 <= word.box[3]
            and 0 < word.box[0] - x1 < _INDENT * scale
        ]
        if level:
            first = min(level, key=lambda word: word.box[0])
            box = (float(x0), float(top), float(x1), float(bottom))
            bullet = first._replace(letters=(Letter(_BULLET, 100.0),), box=box)
            placed.insert(next(i for i, one in enumerate(placed) if one is first), bullet)
    return placed


def _rows(lines: list[tuple[float, float, float]], scale: float) -> np.ndarray:
    return np.array(lines, np.float32).reshape(-1, 3) / np.float32(scale)


def _figure(box: tuple[int, int, int, int], pixels: Pixels, scale: float) -> Figure:
    x0, top, x1, bottom = (value / scale for value in box)
    return Figure("picture", (x0, top, x1, bottom), partial(_mark, pixels))


def _mark(pixels: Pixels) -> Mark:
    seen = look(pixels, scanned_mouth)
    return Mark(
        *("picture", seen.digest),
        colour=seen.colour,
        shape=seen.shape,
        mouth=seen.mouth,
        likeness=seen.likeness,
    )


def _is_text(word: Word) -> bool:
    sure = sum(letter.sure for letter in word.letters) / len(word.letters)
    return sure >= _SPECK


def _glyphs(found: list[Word], scale: float) -> tuple[Glyphs, tuple[Run, ...]]:
    """A digit that may be another one is a glyph whose character is unknown."""
    runs = []
    codes: list[int] = []
    boxes: list[Box] = []
    flags: list[tuple[int, bool, bool]] = []
    for line in of_lines(found):
        size = line[0].size / scale
        runs.append(Run("", False, size, None, 0, line[0].box[0] / scale, line[0].base / scale))
        base = runs[-1].y
        for word in line:
            for index, (letter, x0, x1) in enumerate(_spread(word, scale)):
                codes.append(ord(letter.text))
                boxes.append((x0, base - 0.75 * size, x1, base + 0.25 * size))
                flags.append((len(runs) - 1, letter.is_open, index == 0))
    run, unknown, spaced = np.array(flags, np.int32).reshape(-1, 3).T
    glyphs = Glyphs(
        codes=np.array(codes, np.uint32),
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        run=run,
        unmapped=np.asarray(unknown, np.bool_),
        spaced=np.asarray(spaced, np.bool_),
    )
    return glyphs, tuple(runs)


def _spread(word: Word, scale: float) -> Iterator[tuple[Letter, float, float]]:
    """The letters in even parts of the word: Tesseract's own boxes overlap."""
    left, right = word.box[0] / scale, word.box[2] / scale
    step = (right - left) / len(word.letters)
    for index, letter in enumerate(word.letters):
        yield letter, left + index * step, left + (index + 1) * step


def _notices(number: int, size: tuple[float, float], found: list[Word]) -> Iterator[Notice]:
    where = f"page[{number}]", Place(number, 0.0, 0.0, round(size[0], 2), round(size[1], 2))
    message = "A page is a picture and was read by text recognition; dirt on it may hide rows."
    yield Notice("scanned-page", "warning", message, f"{len(found)} words", *where)
    unsure = [word.text for word in found if any(letter.is_open for letter in word.letters)]
    if unsure:
        message = "Digits on a scanned page could not be read for certain and were left open."
        yield Notice("uncertain-reading", "warning", message, "; ".join(unsure)[:200], *where)


def _unread(number: int, boxes: list[tuple[int, int, int, int]], scale: float) -> Iterator[Notice]:
    """What is as large as a letter and was read as nothing."""
    if boxes:
        x0, top, x1, bottom = (round(edge / scale, 2) for edge in boxes[0])
        message = "Something on a scanned page was read as no letter and no sign."
        place = Place(number, x0, top, x1, bottom)
        yield Notice(
            "unread-ink", "info", message, f"{len(boxes)} places", f"page[{number}]", place
        )
