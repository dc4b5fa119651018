"""The sheet of a scanned page: its words, rules and signs, where they stand on the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from extractors.counting import counted
from extractors.document import Mark, Notice, Place
from extractors.errors import Unreadable
from extractors.formats.scans import faces
from extractors.formats.scans.paper import enlargement, on_paper
from extractors.formats.scans.ruling import Line, Ruling
from extractors.formats.scans.sizes import sizes
from extractors.formats.scans.tesseract import INSTALL, Letter, Word, of_lines
from extractors.looks import Mouth, look
from extractors.pages.sheet import UNTAGGED, Box, Figure, Glyphs, Pixels, Runs, Sheet
from extractors.thousands import is_any

if TYPE_CHECKING:  # OpenCV is an extra
    from extractors.formats.scans.scene import Read, Scene
    from extractors.formats.scans.shades import Shade
    from extractors.formats.scans.signs import Sign

DPI = 300
_POINTS = 72.0
_MOST_PIXELS = 40_000_000  # a page of A3 at 400 dpi; larger paper is read coarser
_FEW, _SQUARES = 100, 200  # figures; and how many squares a page is parted into across and down
_PICTURED = 0.05  # share of a page; less is a logo on an empty page
_OUTLINED = 40  # drawings of a page without text: its letters are among them
_PAPERED = 0.8  # of a page whose picture is the paper itself
_DRAWN = 4  # rules of a page that was never paper
_BULLET = "\u2022"
_SIGN = 10.0  # points a side, what stands for the background of a cell
_INDENT = 40.0  # points between a bullet and its line

_NO_ROOM = "failed to map segment"  # the loader's word for too little memory

Render = Callable[[float], Pixels]  # pixels to a point -> the page as displayed, RGB
MouthOf = Callable[[Pixels], Mouth | None]


def is_scan(sheet: Sheet) -> bool:
    """Whether the page is a picture: what text lies over or under it may be a recognition's.

    Programs that set for print shops draw their letters, so that a page has no text. What was cut
    off for its drawings would take longest to draw, and they are no letters where they all touch.
    """
    area = sheet.width * sheet.height
    is_cut_off = any(notice.code == "page-cut-off" for notice in sheet.notices)
    figures = [f.box for f in sheet.figures if not is_cut_off or f.kind != "drawing"]
    covered = _covered(sheet, figures) / area if area > 0 else 0.0
    if not len(sheet.glyphs) or _are_hidden(sheet):
        return covered > _PICTURED or len(sheet.figures) > _OUTLINED
    return covered > _PAPERED and len(sheet.across) + len(sheet.down) < _DRAWN


def _are_hidden(sheet: Sheet) -> bool:
    """Whether nobody sees any of the glyphs."""
    hidden, covered = sheet.runs.hidden, sheet.glyphs.covered
    if covered is not None:
        return bool((hidden[sheet.glyphs.run] | covered).all())
    return is_any(hidden) and bool(hidden[sheet.glyphs.run].all())


def unread(sheet: Sheet, why: str) -> Sheet:
    """The page with the word that its picture was not read."""
    message = "A page is a picture and was not read."
    notice = Notice("unread-page", "error", message, why, f"page[{sheet.number}]")
    return replace(sheet, notices=(*sheet.notices, notice))


def _covered(sheet: Sheet, boxes: Sequence[Box]) -> float:
    """The area of pictures and drawings; where they are many, no place counts twice."""
    if len(boxes) <= _FEW:
        return sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes)
    across, down = sheet.width / _SQUARES, sheet.height / _SQUARES
    squares = np.zeros((_SQUARES, _SQUARES), np.bool_)
    for x0, top, x1, bottom in boxes:
        left, right = round(max(x0, 0) / across), round(max(x1, 0) / across)
        squares[round(max(top, 0) / down) : round(max(bottom, 0) / down), left:right] = True
    return float(squares.mean()) * sheet.width * sheet.height


def scanned(sheet: Sheet, size: tuple[float, float], render: Render) -> Sheet:
    """The page as read from its picture; `size` is that of the page as displayed."""
    times = enlargement(size)
    paper = size[0] / times, size[1] / times
    return _scanned(on_paper(sheet, times), paper, lambda scale: render(scale / times))


def _scanned(sheet: Sheet, size: tuple[float, float], render: Render) -> Sheet:
    if find_spec("cv2") is None:
        raise Unreadable(f"scanned pages need OpenCV; install it: {INSTALL}")
    try:
        from extractors.formats.scans import layer, scene
    except ImportError as error:
        if _NO_ROOM not in str(error):
            raise
        raise MemoryError("no room to load OpenCV") from error
    with scene.within_memory():
        scale = min(DPI / _POINTS, (_MOST_PIXELS / (size[0] * size[1])) ** 0.5)
        colours = render(scale)
        ready = scene.prepared(colours, scale)
        kept = None if sheet.turn else layer.of_sheet(sheet, ready)
        if kept is not None:
            own = scene.with_words(ready, kept.words)
            return _sheet(sheet, size, ready, (own, 0), _kept(sheet.number, size, kept.same))
        rest, turn = scene.read(ready), 0
        if scene.is_unclear(rest.words):
            turn = scene.upright_turn(colours, scale)
        if turn:
            ready = scene.prepared(np.ascontiguousarray(np.rot90(colours, -turn)), scale)
            rest = scene.read(ready)
        told = _notices(sheet.number, size, rest.words)
        return _sheet(sheet, size, ready, (rest, turn), told)


def _sheet(
    sheet: Sheet,
    size: tuple[float, float],
    ready: Scene,
    read: tuple[Read, int],
    told: Iterator[Notice],
) -> Sheet:
    """Words, rules and signs on a sheet; `read` is what stands on the page, and its turn."""
    (words, shaped, unread, shades), turn = read
    scale = ready.scale
    width, height = size[::-1] if turn % 2 else size
    found = _with_bullets(words, ready.bullets, scale)
    greys = {one.box for one in shades}
    return Sheet(
        *(sheet.number, width, height, turn, *_glyphs(found, scale)),
        *(_rows(ready.rules.found.across), _rows(ready.rules.found.down)),
        fills=ready.shaded,
        figures=(
            *_faces([sign for sign in ready.signs if sign.box not in greys], scale),
            *(_figure(one.sign, scale, one.shape) for one in shaped),
            *(_shade(one, scale) for one in shades),
        ),
        notices=(
            *(*_own(sheet), *told, *_doubtful(sheet.number, ready.rules.found)),
            *_unread(sheet.number, unread, scale),
        ),
        tilt=ready.tilt,
        enlarged=sheet.enlarged,
    )


def _own(sheet: Sheet) -> Iterator[Notice]:
    """What was told of the page before; that its text is invisible is no news on a scan."""
    return (one for one in sheet.notices if one.code != "invisible-text")


def _kept(number: int, size: tuple[float, float], same: float) -> Iterator[Notice]:
    message = "A page is a picture; the text that an earlier recognition laid over it was kept."
    evidence = f"{same:.0%} of the words asked for are the same on the picture"
    yield Notice("scanned-page", "warning", message, evidence, *_whole(number, size))


def _whole(number: int, size: tuple[float, float]) -> tuple[str, Place]:
    """Where a page is."""
    return f"page[{number}]", Place(number, 0.0, 0.0, round(size[0], 2), round(size[1], 2))


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


def _rows(lines: Sequence[Line]) -> np.ndarray:
    return np.array(lines, np.float32).reshape(-1, 3)


def _faces(signs: Sequence[Sign], scale: float) -> Iterator[Figure]:
    """What is round, and labels; a face among faces is told more easily."""
    among = faces.are_among_faces([sign.pixels for sign in signs])
    for sign, is_among in zip(signs, among, strict=True):
        yield _figure(sign, scale, None, faces.mouth_among_faces if is_among else faces.mouth_of)


def _figure(
    sign: Sign, scale: float, shape: str | None, mouth_of: MouthOf = faces.mouth_of
) -> Figure:
    x0, top, x1, bottom = (value / scale for value in sign.box)
    return Figure("picture", (x0, top, x1, bottom), partial(_mark, sign.pixels, shape, mouth_of))


def _shade(one: Shade, scale: float) -> Figure:
    """As a sign in the middle of its cell, be that ever so wide; or behind the words in it."""
    x0, top, x1, bottom = (value / scale for value in one.box)
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    most = _SIGN if one.is_empty else max(x1 - x0, bottom - top)
    wide, high = (min(side, most) / 2 for side in (x1 - x0, bottom - top))
    box = (x - wide, y - high, x + wide, y + high)
    return Figure("picture", box, partial(Mark, "shade", one.value, shape=one.shape))


def _mark(pixels: Pixels, shape: str | None, mouth_of: MouthOf) -> Mark:
    seen = look(pixels, mouth_of)
    return Mark(
        *("scan", seen.digest),
        colour=seen.colour,
        shape=shape or seen.shape,
        mouth=seen.mouth,
        # A face is told by its mouth: two of them differ by less than a scan does from itself.
        likeness=None if faces.holds_lines(pixels[..., :3]) else seen.likeness,
    )


def _glyphs(found: list[Word], scale: float) -> tuple[Glyphs, Runs]:
    """What no two readings agree on is a glyph whose character is unknown."""
    lines: list[tuple[float, float, float]] = []  # size, and where its base line begins
    codes: list[int] = []
    boxes: list[Box] = []
    flags: list[tuple[int, bool, bool]] = []
    set_in = list(of_lines(found))
    for line, tall in zip(set_in, sizes(set_in), strict=True):
        size, base = tall / scale, line[0].base / scale
        lines.append((size, line[0].box[0] / scale, base))
        for word in line:
            for index, (letter, x0, x1) in enumerate(_spread(word, scale)):
                codes.append(ord(letter.text))
                boxes.append((x0, base - 0.75 * size, x1, base + 0.25 * size))
                flags.append((len(lines) - 1, letter.is_open, index == 0))
    run, unknown, spaced = np.array(flags, np.int32).reshape(-1, 3).T
    glyphs = Glyphs(
        codes=np.array(codes, np.uint32),
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        run=run,
        unmapped=np.asarray(unknown, np.bool_),
        spaced=np.asarray(spaced, np.bool_),
    )
    return glyphs, _runs(lines)


def _runs(lines: list[tuple[float, float, float]]) -> Runs:
    """Each line is set alike: black, upright, in a font that nobody knows."""
    none, flags = np.zeros(len(lines), np.int32), np.zeros(len(lines), np.bool_)
    untagged = np.full(len(lines), UNTAGGED, np.int32)
    sizes = np.array(lines, np.float32).reshape(-1, 3)
    return Runs(("",), none, flags, sizes[:, 0], none, none, sizes[:, 1:], flags, flags, untagged)


def _spread(word: Word, scale: float) -> Iterator[tuple[Letter, float, float]]:
    """The letters in even parts of the word: Tesseract's own boxes overlap."""
    left, right = word.box[0] / scale, word.box[2] / scale
    step = (right - left) / len(word.letters)
    for index, letter in enumerate(word.letters):
        yield letter, left + index * step, left + (index + 1) * step


def _notices(number: int, size: tuple[float, float], found: list[Word]) -> Iterator[Notice]:
    where = _whole(number, size)
    message = "A page is a picture and was read by text recognition; dirt on it may hide rows."
    yield Notice("scanned-page", "warning", message, counted(len(found), "word"), *where)
    unsure = [word.text for word in found if any(letter.is_open for letter in word.letters)]
    if unsure:
        message = "Digits on a scanned page could not be read for certain and were left open."
        yield Notice("uncertain-reading", "warning", message, "; ".join(unsure)[:200], *where)


def _doubtful(number: int, rules: Ruling) -> Iterator[Notice]:
    """What dirt did to the rules of tables."""
    if rules.mended:  # short strokes of text are left out on every page
        message = "Dirt lies on the rules of a scanned page; its rows want a look."
        evidence = f"{rules.mended} gaps bridged, {rules.dropped} lines left out"
        yield Notice("doubtful-rules", "warning", message, evidence, f"page[{number}]")


def _unread(number: int, boxes: list[tuple[int, int, int, int]], scale: float) -> Iterator[Notice]:
    """What is as large as a letter and was read as nothing."""
    if boxes:
        x0, top, x1, bottom = (round(edge / scale, 2) for edge in boxes[0])
        message = "Something on a scanned page was read as no letter and no sign."
        place = Place(number, x0, top, x1, bottom)
        yield Notice(
            "unread-ink", "info", message, counted(len(boxes), "place"), f"page[{number}]", place
        )
