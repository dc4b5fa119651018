"""The text outside tables: areas of lines -> paragraphs, whole again where a page cuts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.document import Notice, Paragraph
from extractors.pages.letters import PrintedLine
from extractors.pages.paragraphs import continues, joined, paragraphs
from extractors.pages.setting import Setting
from extractors.pages.torn import LineEnds
from extractors.pages.wordcuts import open_hyphens, open_over_page

_LARGER = 1.2  # than the type of most lines


class Body(NamedTuple):
    """How the text is set, and how far prose reaches to the right."""

    set_as: Setting
    lines: LineEnds


def prose(
    areas: Iterable[Sequence[PrintedLine]], body: Body, notices: list[Notice]
) -> Iterator[Paragraph]:
    """The paragraphs of consecutive areas; one may go on over a page break."""
    last: Paragraph | None = None
    for paragraph in _of_areas(areas, body, notices):
        if last is not None and _over_page(last, paragraph, body.lines):
            notices += open_over_page(last, paragraph, body.set_as.hyphens)
            last = joined(last, paragraph, body.set_as.hyphens)
            continue
        if last is not None:
            yield last
        last = paragraph
    if last is not None:
        yield last


def _of_areas(
    areas: Iterable[Sequence[PrintedLine]], body: Body, notices: list[Notice]
) -> Iterator[Paragraph]:
    """The paragraphs of each area, and what is to tell of them."""
    for area in areas:
        notices += open_hyphens(area, body.set_as.hyphens)
        yield from (_levelled(one, body.set_as.size) for one in paragraphs(area, *body))


def _levelled(paragraph: Paragraph, usual: float) -> Paragraph:
    """A paragraph in clearly larger type than most is a heading, also where it is not bold."""
    is_large = not paragraph.bold and (paragraph.size or 0.0) >= _LARGER * usual
    return paragraph._replace(level=1) if is_large and not paragraph.list_item else paragraph


def _over_page(upper: Paragraph, lower: Paragraph, lines: LineEnds) -> bool:
    """Prose that goes on over a page break."""
    if upper.lines[-1].place.page == lower.lines[0].place.page:
        return False
    return continues(upper, lower, lines)
