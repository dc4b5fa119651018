"""Marks on a page: pictures, drawings, glyphs in symbol fonts, and the colours of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.characters import marks_in
from extractors.document import Mark, Place
from extractors.formats.pdf.content import Box, Font, PageContent
from extractors.formats.pdf.geometry import is_symbol_font
from extractors.lines import PrintedLine
from extractors.looks import Looks, look

SHORT_CELL = 40  # characters; the colour of a longer text is no status
COVERS = 0.6  # of a cell: a fill that large is its background
_BLACK = {None, "#000000", "#ffffff"}


@dataclass(slots=True)
class Looked:
    """Pictures looked at once, by what the file holds."""

    seen: dict[str, Looks] = field(default_factory=dict)


def holds(box: Box, place: Place) -> bool:
    x, y = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def background(page: PageContent, box: Box) -> str | None:
    area = max(1.0, (box.x1 - box.x0) * (box.bottom - box.top))
    for fill in reversed(page.fills):
        if fill.colour and fill.is_rectangle and overlap(fill.box, box) >= COVERS * area:
            return fill.colour
    return None


def overlap(a: Box, b: Box) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return max(0.0, width) * max(0.0, height)


def drawn_marks(page: PageContent, area: Box, looked: Looked) -> Iterator[Mark]:
    """Pictures, and groups of paths that touch, as marks with their looks."""
    for picture in page.pictures:
        if overlap(picture.box, area) and _is_small(picture.box, page):
            if picture.key not in looked.seen:
                looked.seen[picture.key] = look(page.pixels(picture.box))
            yield _mark("picture", looked.seen[picture.key], picture.box, page.number)
    small = [f.box for f in page.fills if overlap(f.box, area) and _is_small(f.box, page)]
    for box in _grouped(small):
        yield _mark("drawing", look(page.pixels(box)), box, page.number)


def _is_small(box: Box, page: PageContent) -> bool:
    """A smiley is no larger than an inch; larger pictures are illustrations."""
    return max(box.x1 - box.x0, box.bottom - box.top) <= min(72.0, page.width / 4)


def _grouped(boxes: Sequence[Box]) -> list[Box]:
    groups: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        for index, group in enumerate(groups):
            if box.x0 <= group.x1 + 1 and box.x1 >= group.x0 - 1 and box.top <= group.bottom + 1:
                groups[index] = Box(
                    min(group.x0, box.x0),
                    min(group.top, box.top),
                    max(group.x1, box.x1),
                    max(group.bottom, box.bottom),
                )
                break
        else:
            groups.append(box)
    return groups


def _mark(kind: str, seen: Looks, box: Box, page: int) -> Mark:
    return Mark(
        "picture" if kind == "picture" else "drawing",
        seen.digest,
        colour=seen.colour,
        size=box.bottom - box.top,
        shape=seen.shape,
        mouth=seen.mouth,
        likeness=seen.likeness,
        place=Place(page, *box),
    )


def glyph_marks(
    line: PrintedLine, start: int, fonts: Mapping[tuple[int, int], Font]
) -> Iterator[Mark]:
    for offset, (letter, index) in enumerate(zip(line.text, line.indices, strict=True)):
        font = fonts.get((line.page, index))
        if font is None:
            continue
        symbol = is_symbol_font(font.name) and "opensymbol" not in font.name.casefold()
        if not symbol and not any(marks_in(letter)) and letter != "\ufffd":
            continue
        place = Place(line.page, line.edges[offset], line.top, line.edges[offset + 1], line.bottom)
        colour = None if font.colour in _BLACK else font.colour
        yield Mark(
            "character",
            letter,
            font=font.name,
            colour=colour,
            size=font.size,
            offset=start + offset,
            place=place,
        )


def ink(lines: Sequence[PrintedLine], fonts: Mapping[tuple[int, int], Font]) -> Mark | None:
    """The colour of a short cell's text, as a mark; black and grey mean nothing."""
    if not lines or sum(len(line.text) for line in lines) > SHORT_CELL:
        return None
    line = lines[0]
    font = next((fonts[line.page, i] for i in line.indices if (line.page, i) in fonts), None)
    if font is None or font.colour in _BLACK or is_symbol_font(font.name):
        return None
    place = Place(line.page, line.x0, line.top, line.x1, line.bottom)
    return Mark("text_colour", font.colour or "", colour=font.colour, place=place)
