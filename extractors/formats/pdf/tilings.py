"""Contents painted with patterns, written with forms where a pattern stands there once.

A pattern whose step is as large as the area that it fills is no texture: all that it prints stands
in one place, which pdfium tells of forms and of no pattern.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from extractors.formats.pdf.hulls import IDENTITY, Hull, Matrix, Point, hull_in, hull_of, product

_SLIVER = 0.01  # of a step: so much of another cell may show, as numbers are rounded
_DEEPEST = 64  # states within each other
_COLOURS = {1: b"%f g %f G ", 3: b"%f %f %f rg %f %f %f RG ", 4: b"%f %f %f %f k %f %f %f %f K "}
_PLAIN = b"0 g 0 G "
# What a pattern begins with, and a form does not.
_FRESH = b"1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Ts 0 Tr "
_MOVED = b"%.9f %.9f %.9f %.9f %.9f %.9f cm "
_UNCOLOURED = 2  # kind of painting


class Tile(NamedTuple):
    """A pattern of one cell that is painted again and again."""

    matrix: Matrix
    box: Hull
    steps: Point
    kind: int  # of painting

    def single(self, area: Hull) -> Matrix | None:
        """How the pattern's cell is moved that alone is painted in an area; None for several."""
        back = inverse(self.matrix)
        if back is None:
            return None
        hull = hull_in(area, back)
        across = _cells(hull[::2], self.box[::2], self.steps[0])
        up = _cells(hull[1::2], self.box[1::2], self.steps[1])
        if len(across) != 1 or len(up) != 1:
            return None
        by = across[0] * self.steps[0], up[0] * self.steps[1]
        return product((1.0, 0.0, 0.0, 1.0, *by), self.matrix)


def _cells(area: Sequence[float], cell: Sequence[float], step: float) -> range:
    """Along one axis, which of the cells that follow each other show in an area."""
    edge = _SLIVER * step
    first = math.floor((area[0] + edge - cell[1]) / step) + 1
    last = math.ceil((area[1] - edge - cell[0]) / step) - 1
    return range(first, last + 1)


def inverse(matrix: Matrix) -> Matrix | None:
    """What undoes this; None where nothing does."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if not size or not math.isfinite(size):
        return None
    return (
        *(d / size, -b / size, -c / size, a / size),
        *((c * f - d * e) / size, (b * e - a * f) / size),
    )


class Operator(NamedTuple):
    """What a content says at one place, and where its operands begin."""

    start: int
    at: int
    name: bytes
    operands: Sequence[Any]


class Ink(NamedTuple):
    """A pattern that is painted with, and the colours of one that has none itself."""

    name: str
    colours: tuple[float, ...] = ()


class _State(NamedTuple):
    matrix: Matrix = IDENTITY
    fill: Ink | None = None
    stroke: Ink | None = None
    clip: Hull | None = None


class Written(NamedTuple):
    """A content written anew."""

    data: bytes
    forms: Mapping[str, str]  # the pattern of each form that it now draws, by the form's name
    is_left: bool  # a pattern is painted with as before


class Painting:
    """Follows the operators of one content, and writes those anew that paint with these tiles."""

    def __init__(
        self, data: bytes, tiles: Mapping[str, Tile | None], taken: Collection[str]
    ) -> None:
        self._data, self._tiles, self._taken = data, tiles, taken
        self._state, self._kept = _State(), [_State()]
        self._points: list[Point] = []
        self._start = 0  # of the path
        self._clips = False
        self._parts: list[bytes] = []
        self._copied = 0
        self._forms: dict[str, str] = {}
        self._is_left = False

    def written(self, operators: Iterable[Operator]) -> Written:
        for operator in operators:
            follow = self._FOLLOWED.get(operator.name)
            if follow is not None:
                follow(self, operator)
        data = b"".join((*self._parts, self._data[self._copied :]))
        return Written(data, self._forms, self._is_left)

    def _keep(self, _operator: Operator) -> None:
        if len(self._kept) < _DEEPEST:
            self._kept.append(self._state)

    def _restore(self, _operator: Operator) -> None:
        self._state = self._kept.pop() if len(self._kept) > 1 else self._state

    def _move(self, operator: Operator) -> None:
        a, b, c, d, e, f = map(float, operator.operands[-6:])
        self._state = self._state._replace(matrix=product((a, b, c, d, e, f), self._state.matrix))

    def _fill_with(self, operator: Operator) -> None:
        self._state = self._state._replace(fill=self._ink(operator.operands))

    def _stroke_with(self, operator: Operator) -> None:
        self._state = self._state._replace(stroke=self._ink(operator.operands))

    def _ink(self, operands: Sequence[Any]) -> Ink | None:
        """The tile that these name, if they do."""
        name = getattr(operands[-1], "name", None) if operands else None
        if name not in self._tiles:
            return None
        return Ink(str(name), tuple(map(float, operands[:-1])))

    def _line(self, operator: Operator) -> None:
        if not self._points:
            self._start = operator.start
        numbers = list(map(float, operator.operands))
        if operator.name == b"re":
            x, y, width, height = numbers[-4:]
            numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
        self._points += zip(numbers[::2], numbers[1::2], strict=False)

    def _clip(self, _operator: Operator) -> None:
        self._clips = True

    def _stop(self, _operator: Operator) -> None:
        """The end of a path, which may clip what comes."""
        if self._clips and self._points:
            self._state = self._state._replace(clip=self._area())
        self._points, self._clips = [], False

    def _stroke(self, operator: Operator) -> None:
        self._is_left |= self._state.stroke is not None
        self._stop(operator)

    def _fill(self, operator: Operator) -> None:
        ink = self._state.fill
        if ink is not None and self._points:
            placed = None if self._clips else self._placed(ink)
            self._is_left |= placed is None
            if placed is not None:
                self._write(operator, ink, placed)
        if operator.name[:1] in b"Bb":
            self._is_left |= self._state.stroke is not None
        self._stop(operator)

    def _print(self, _operator: Operator) -> None:
        """Texts, pictures and forms, which may be painted with a pattern as well."""
        self._is_left |= self._state.fill is not None or self._state.stroke is not None

    def _area(self) -> Hull:
        """Where the path lies, as far as it is not cut off."""
        hull, clip = hull_in(hull_of(self._points), self._state.matrix), self._state.clip
        if clip is None:
            return hull
        low = max(hull[0], clip[0]), max(hull[1], clip[1])
        high = min(hull[2], clip[2]), min(hull[3], clip[3])
        return *low, max(high[0], low[0]), max(high[1], low[1])

    def _placed(self, ink: Ink) -> Matrix | None:
        """How the cell of a pattern is moved that is painted once, as seen from where it is."""
        tile, back = self._tiles[ink.name], inverse(self._state.matrix)
        found = tile.single(self._area()) if tile is not None else None
        if found is None or back is None or not _is_plain(tile, ink):
            return None
        return product(found, back)

    def _write(self, operator: Operator, ink: Ink, placed: Matrix) -> None:
        """A path that clips the form, and again for its outline if that is drawn."""
        form = next(one for one in _names() if one not in self._taken and one not in self._forms)
        self._forms[form] = ink.name
        at, name = operator.at, operator.name
        path = self._data[self._start : at]
        even = b"*" if name.endswith(b"*") else b""
        colours = _COLOURS[len(ink.colours)] % (ink.colours * 2) if ink.colours else _PLAIN
        closed = b"h" if name[:1] == b"b" else b""
        stroked = path + closed + b" S " if name[:1] in b"Bb" else b""
        drawn = (
            colours
            + _FRESH
            + b"%.9f %.9f %.9f %.9f %.9f %.9f cm " % placed
            + b"/%s Do" % form.encode()
        )
        self._parts += (
            self._data[self._copied : self._start],
            b" q " + path + b" W" + even + b" n " + drawn + b" Q " + stroked,
        )
        self._copied = at + len(name)

    _FOLLOWED: ClassVar[Mapping[bytes, Callable[..., None]]] = {
        b"q": _keep,
        b"Q": _restore,
        b"cm": _move,
        **dict.fromkeys((b"cs", b"g", b"rg", b"k", b"sc", b"scn"), _fill_with),
        **dict.fromkeys((b"CS", b"G", b"RG", b"K", b"SC", b"SCN"), _stroke_with),
        **dict.fromkeys((b"m", b"l", b"c", b"v", b"y", b"re"), _line),
        **dict.fromkeys((b"W", b"W*"), _clip),
        **dict.fromkeys((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), _fill),
        **dict.fromkeys((b"S", b"s"), _stroke),
        b"n": _stop,
        **dict.fromkeys((b"Tj", b"TJ", b"'", b'"', b"Do", b"EI"), _print),
    }


def _is_plain(tile: Tile | None, ink: Ink) -> bool:
    """Whether it is known which colour the pattern has."""
    needed = tile is not None and tile.kind == _UNCOLOURED
    return len(ink.colours) in _COLOURS if needed else not ink.colours


def _names() -> Iterator[str]:
    return (f"Tile{number}" for number in range(1 << 16))
