"""Words too long for their column, cut at the end of a line or page without a hyphen.

Whether a line is filled is told by the rule that it ends at, or by how far other lines reach.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from extractors.document import Paragraph
from extractors.pages.halves import is_last_letter, is_long
from extractors.pages.hyphens import Hyphens, may_be_torn
from extractors.pages.letters import PrintedLine

SLACK = 0.8  # points: programs keep text off the rules by half their width, and round
_ROUNDED = 1.0  # points by which a cell's padding may differ on its two sides
FURTHER = 0.05  # points: no two lines of different letters end so close

# For another letter: "none" where a rule shows how far lines may reach, or a line that reaches
# further; "none known" where the line is the longest of all.
Room: TypeAlias = Literal["some", "none", "none known"]


class LineEnds(NamedTuple):
    """How far to the right the lines of an area reach."""

    known: float | None = None  # as is seen of them
    possible: float | None = None  # as the area's own edge lets them
    ruled: bool = False  # that edge is a rule, and not only where no line reaches
    ended: bool | None = None  # whether a paragraph ends with the page, if that shows it


UNKNOWN = LineEnds()


def is_torn_line(above: PrintedLine, below: PrintedLine, hyphens: Hyphens, ends: LineEnds) -> bool:
    """Whether a line that reaches as far as others ends in the middle of a word too long for it."""
    text, next_text, right = above.text, below.text, ends.known
    if right is None or not may_be_torn(text[-1:], next_text[:1]):
        return False
    head = above.x1 - above.edge(text.rfind(" ") + 1)
    if head + width_of(below, 1) <= right - min(above.x0, below.x0) - SLACK:
        return False
    if is_last_letter(text, next_text):
        return True  # however far off a rule stands
    letter = below.edge(1) - below.x0 if next_text else 0.0
    room = _room(above.x1, letter, ends)
    if room == "some" and is_long(text) and FURTHER < right - above.x1 < letter:
        room = "none known"  # no line of the column reaches as far as the rule would let it
    return _are_one(text, next_text, hyphens, room)


def _room(end: float, letter: float, ends: LineEnds) -> Room:
    """What a line that ends there has of room for another letter.

    Where no rule shows how far lines may reach, or not to the point, the longest of them does.
    """
    reach = ends.possible if ends.ruled else ends.known
    if reach is not None and ends.known is not None and 0 < reach - ends.known < _ROUNDED:
        reach = ends.known
    if reach is not None and reach - end >= letter + SLACK:
        return "some"
    is_shown = ends.ruled or (ends.known is not None and ends.known - end > FURTHER)
    return "none" if is_shown else "none known"


def is_cut(upper: Paragraph, lower: Paragraph, hyphens: Hyphens, ends: LineEnds) -> bool:
    """Whether a word too long for its column was cut by the end of a page, as inside one."""
    right = ends.known
    if right is None or not upper.lines or not lower.lines:
        return False
    last, first = upper.lines[-1], lower.lines[0]
    above, below = upper.text[last.start : last.end], lower.text[first.start : first.end]
    if not (last.edges and first.edges and below):
        return False
    end, stop = last.place.x1, below.find(" ")
    head = end - last.edges[above.rfind(" ") + 1]
    tail = first.edges[stop] - first.edges[0]  # all of a line without a blank
    # Left and right pages may have other margins.
    reach = right - last.place.x0
    room = _room(end, first.edges[1] - first.edges[0], ends)
    near = right - end < (upper.size or 0.0)
    # What begins the page was taken for a word.
    return near and head + tail > reach and _are_one(above, below, hyphens, room, counted=1)


def _are_one(above: str, below: str, hyphens: Hyphens, room: Room, counted: int = 0) -> bool:
    """Whether a line ends in the middle of a word."""
    if hyphens.is_torn(above, below, filled=room != "some"):
        return True
    return room == "none" and goes_on(above, below, hyphens, counted)


def goes_on(above: str, below: str, hyphens: Hyphens, counted: int = 0) -> bool:
    """Whether the last word of a filled line goes on below, by what its halves are.

    `counted` is how often the half below was counted as a word of its own.
    """
    return hyphens.are_halves(above, below, counted) or hyphens.are_one(above, below)


def width_of(line: PrintedLine, words: Literal[1, 3]) -> float:
    """Of the first words."""
    text = line.text
    stop = text.find(" ")
    if words > 1 and stop >= 0:
        stop = text.find(" ", stop + 1)
        if stop >= 0:
            stop = text.find(" ", stop + 1)
    return (line.x1 if stop < 0 else line.edge(stop)) - line.x0
