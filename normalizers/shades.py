"""Colours that a scan without colours lost: told by their level of grey.

A level says nothing by itself: a dark cell may be red in one report and green in another. It is
told where the document shows which level is which: in a legend on a grey page, or in colours on
another page, whose lightness is known. The levels shown must lie well apart, and every grey cell
must be near one of them; else the scanner may see greys otherwise, and none is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalizers import symbols
from normalizers.legends import Definition, word_colour
from normalizers.symbols import Seen

# Of 255: how near a level is to its own, and how far from any other at least.
_MEASURED = 5.0, 14.0  # where the legend has lost its colours alike
_COMPUTED = 8.0, 24.0  # where the colour is known, and the scanner's greys are not
_LUMINANCE = (0.299, 0.587, 0.114)  # ITU-R BT.601, by which pictures are made grey
_USUAL = frozenset(("green", "amber", "red"))


def told(fills: Sequence[Seen], legend: Sequence[Definition]) -> dict[str, Seen]:
    """What each level of grey is that of, by its value; {} where that is not clear for all.

    `fills` are those of status cells: levels of grey, and colours on other pages. These count
    where they are all that the legend names, or the usual three: of a colour that no page shows,
    the level is not known.
    """
    levels = {one.value for one in fills if one.kind == "shade"}
    shown = [one.seen for one in legend if one.seen is not None and _level(one.seen) is not None]
    if len(list(_kinds(shown))) < 2:
        named = {colour for one in legend if (colour := word_colour(one.symbol))} or _USUAL
        shown = [one for one in fills if _is_plain(one) and symbols.colour_name(one)]
        if not named <= {symbols.colour_name(one) for one in shown}:
            return {}
    found = {level: one for level in levels if (one := _match(level, shown))}
    return found if len(found) == len(levels) else {}


def _match(level: str, shown: Sequence[Seen]) -> Seen | None:
    own = luminance(level)
    away = {index: abs((_level(one) or 0.0) - own) for index, one in enumerate(shown)}
    best = min(away, key=lambda index: away[index])
    others = [away[i] for i, one in enumerate(shown) if not _are_one(one, shown[best])]
    near, apart = _MEASURED if shown[best].kind == "shade" else _COMPUTED
    is_clear = away[best] <= near and others and min(others) >= apart
    return shown[best] if is_clear else None


def _kinds(shown: Sequence[Seen]) -> Iterator[Seen]:
    """One of each colour or level."""
    for index, one in enumerate(shown):
        if not any(_are_one(one, other) for other in shown[:index]):
            yield one


def _are_one(one: Seen, other: Seen) -> bool:
    names = symbols.colour_name(one), symbols.colour_name(other)
    if all(names):
        return names[0] == names[1]
    return abs((_level(one) or 0.0) - (_level(other) or 0.0)) <= _MEASURED[0]


def are_alike(one: Seen, other: Seen) -> bool:
    """Whether two cells of pages without colours have one level."""
    return one.kind == other.kind == "shade" and _are_one(one, other)


def _is_plain(mark: Seen) -> bool:
    """Whether a mark is nothing but its colour."""
    return symbols.symbol_class(mark) == "plain"


def _level(mark: Seen) -> float | None:
    """How light a mark is where paper is white; None for black, white and what has a form."""
    if mark.kind == "shade":
        return luminance(mark.value)
    has_colour = symbols.colour_name(mark) and (_is_plain(mark) or mark.kind == "character")
    return luminance(mark.colour) if mark.colour and has_colour else None


def luminance(rgb: str) -> float:
    """The level of grey of a colour.

    >>> round(luminance("#00b050")), round(luminance("#ffc000")), round(luminance("#ff0000"))
    (112, 189, 76)
    """
    channels = (int(rgb[i : i + 2], 16) for i in (1, 3, 5))
    return sum(share * value for share, value in zip(_LUMINANCE, channels, strict=True))
