"""What pdfium says of the text objects of a page: font, size, colour, direction, and if seen.

Asked for all objects of a page at once, one question after the other.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from pypdfium2 import raw

from extractors.formats.pdf import calls
from extractors.formats.pdf.fonts import Font, font
from extractors.formats.pdf.loops import Integers, told
from extractors.pages.sheet import SLANTED, Flags, Floats, Ints
from extractors.thousands import is_any

_INVISIBLE_MODES = (3, 7)
_STROKED_TOO = 2
_SLANT = 0.06  # quarter turns that a baseline may lean
_MOST_CLIPS = 20  # paths that cut off one object; what more say is not asked
_MOST_POINTS = 100
_CHANNELS = np.array((1 << 16, 1 << 8, 1, 0), np.uint32)  # of red, green, blue and alpha in one
_ARTIFACT, _LAYER, _SPAN = (name.encode("utf-16-le") for name in ("Artifact\0", "OC\0", "Span\0"))
_READS = b"ActualText"


class States(NamedTuple):
    """What holds for all glyphs of each text object, in the file's own coordinates."""

    fonts: tuple[Font, ...]
    font: Ints  # index in `fonts`
    bold: Flags
    size: Floats
    colour: Ints  # red, green, blue as one number; 0 for black
    turn: Ints  # quarter turns clockwise that make it upright, or `SLANTED`
    points: Floats  # rows of x, y: where its baseline begins
    hidden: Flags
    artifact: Flags
    layered: bool  # whether any stands on a layer
    replaced: tuple[tuple[int, int], ...]  # those that are said to read otherwise, and their marks
    clip: Floats | None  # rows of left, bottom, right, top: what is seen of it; None for all


class Questions:
    """Asks the text objects of one document; its buffers are made once."""

    def __init__(self) -> None:
        self._matrices, self._sizes = calls.Slots(6), calls.Slots(1)
        self._channels = calls.Slots(4, np.uint32)
        self._fonts: dict[int, Font] = {}  # of pages that are open, by address

    def forget_fonts(self) -> None:
        """To be called when pages are closed: another font may stand where one of theirs did."""
        self._fonts = {}

    def states(self, text: Any, objects: Integers, letters: Integers) -> States:
        """The states of text objects of one page, each given with the index of a character."""
        matrices = self._matrices.of_page(calls.matrix_of, text, letters)
        a, b, c, d = matrices[:, :4].T.astype(np.float64)
        sizes = self._sizes.of_objects(calls.font_size, objects)[:, 0].astype(np.float64)
        if is_any(sizes < 0):
            a, b = a * np.sign(sizes), b * np.sign(sizes)  # letters stand on their heads
        height = np.abs(sizes) * (np.hypot(c, d) if is_any(c != 0) else np.abs(d))
        modes = told(calls.render_mode, len(objects), objects)
        colour, alpha = self._colours(objects)
        fonts, of_font = self._fonts_of(objects)
        bold = np.array([one.bold for one in fonts], np.bool_)[of_font]
        artifacts, is_layered, replaced = _marked(objects)
        return States(
            *(fonts, of_font, bold | (modes == _STROKED_TOO), height, colour),
            *(_turns(a, b), matrices[:, 4:]),
            _is_invisible(modes) | (alpha == 0),
            artifacts,
            is_layered,
            replaced,
            _clips(objects, matrices),
        )

    def inks(self, objects: Integers) -> tuple[Flags, Ints]:
        """Which of these texts are invisible, and the ink of each."""
        modes = told(calls.render_mode, len(objects), objects)
        colour, alpha = self._colours(objects)
        return _is_invisible(modes) | (alpha == 0), colour

    def _fonts_of(self, objects: Integers) -> tuple[tuple[Font, ...], Ints]:
        """The fonts of a page and which each object has."""
        found = told(calls.font_of, len(objects), objects).tolist()
        numbers = {address: number for number, address in enumerate(dict.fromkeys(found))}
        own = np.fromiter(map(numbers.__getitem__, found), np.int32, len(found))
        known = self._fonts
        known.update((one, font(one)) for one in numbers if one not in known)
        return tuple(map(known.__getitem__, numbers)), own

    def _colours(self, objects: Integers) -> tuple[Ints, Ints]:
        """Ink and its alpha."""
        count = len(objects)
        known = told(calls.fill_colour, count, objects, *self._channels.fields(count)) != 0
        rows = self._channels.rows(count)
        colour, alpha = (rows @ _CHANNELS).astype(np.int32), rows[:, 3]
        if not is_any(~known):
            return colour, alpha
        return np.where(known, colour, 0), np.where(known, alpha, 255)


def _is_invisible(modes: Ints) -> Flags:
    first, second = _INVISIBLE_MODES
    return np.asarray((modes == first) | (modes == second))


def _turns(a: Floats, b: Floats) -> Ints:
    turns = np.zeros(len(a), np.int32)
    other = ((b != 0) | (a <= 0)).nonzero()[0]
    if len(other):
        angles = np.arctan2(b[other].astype(np.float64), a[other]) / (np.pi / 2)
        nearest = np.rint(angles)
        straight = np.abs(angles - nearest) < _SLANT
        turns[other] = np.where(straight, nearest.astype(np.int32) % 4, SLANTED)
    return turns


def _clips(objects: Integers, matrices: Floats) -> Floats | None:
    """Of each object the box that it is cut off by; None where none is.

    What is moved with the form it stands in has its clip in the form's own coordinates: those are
    not looked at.
    """
    paths = told(calls.clip_path, len(objects), objects)
    counts = told(calls.count_clips, len(paths), paths)
    if not is_any(counts > 0):
        return None
    found = np.tile(np.array((-np.inf, -np.inf, np.inf, np.inf), np.float32), (len(paths), 1))
    for index in (counts > 0).nonzero()[0].tolist():
        if not _is_unmoved(ctypes.c_void_p(int(objects[index])), matrices[index]):
            continue
        path = ctypes.c_void_p(int(paths[index]))
        for number in range(min(int(counts[index]), _MOST_CLIPS)):
            box = _clip(path, number)
            if box is not None:
                found[index, :2] = np.maximum(found[index, :2], box[:2])
                found[index, 2:] = np.minimum(found[index, 2:], box[2:])
    return found


def _is_unmoved(handle: Any, matrix: Floats) -> bool:
    own = raw.FS_MATRIX()
    known = calls.object_matrix(handle, ctypes.byref(own))
    values = (own.a, own.b, own.c, own.d, own.e, own.f)
    return bool(known) and bool(np.allclose(values, matrix, atol=0.01))


def _clip(path: Any, number: int) -> tuple[float, float, float, float] | None:
    """The box around one path of a clip; None for one of more points than a box could need."""
    count = calls.count_clip_segments(path, number)
    if not 3 < count <= _MOST_POINTS:
        return None
    points = [_point(calls.clip_segment(path, number, index)) for index in range(count)]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _point(segment: int) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    calls.segment_point(ctypes.c_void_p(segment), ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _marked(objects: Integers) -> tuple[Flags, bool, tuple[tuple[int, int], ...]]:
    """Which objects the file marks as no part of the content, whether any is on a layer ...

    and which are said to read otherwise than their letters, with the marks that say so.
    """
    counts = told(calls.count_marks, len(objects), objects)
    artifacts = counts > 0
    is_layered = False
    replaced: list[tuple[int, int]] = []
    name, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    about = (ctypes.byref(name), 64, ctypes.byref(length))
    for index in artifacts.nonzero()[0].tolist():
        address = objects.item(index)
        marks = dict(_mark_names(address, counts.item(index), (name, length), about))
        artifacts[index] = any(one.startswith(_ARTIFACT) for one in marks.values())
        is_layered |= any(one.startswith(_LAYER) for one in marks.values())
        spans = (mark for mark, one in marks.items() if one.startswith(_SPAN))
        replaced += [(address, mark) for mark in spans if _says_how_it_reads(mark)]
    return artifacts, is_layered, tuple(replaced)


def _says_how_it_reads(mark: int) -> bool:
    return bool(
        calls.mark_value(ctypes.c_void_p(mark), _READS, None, 0, ctypes.byref(ctypes.c_ulong()))
    )


def _mark_names(
    address: int, marks: int, written: tuple[Any, Any], about: tuple[Any, ...]
) -> Iterator[tuple[int, bytes]]:
    """An object's marks with their names, none of a long one: where and how long one is written."""
    name, length = written
    handle = ctypes.c_void_p(address)
    for index in range(marks):
        mark = calls.mark_at(handle, index)
        calls.mark_name(ctypes.c_void_p(mark), *about)
        yield mark, name.raw if length.value <= len(name) else b""
