"""Page headers, footers and page numbers: what comes again at one place of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from extractors.pages.arrangement import Arranged
from extractors.pages.letters import PrintedLine

Role = Literal["header", "footer", "page_number"]

ZONE = 0.16  # of the page's height at its top and bottom
_MARGIN = 0.12  # the same for a page number that comes once
SAME_PLACE = 3.0  # points
_FEW_PAGES = 5
_NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"""
    (?: (?: side | s\. | page | p\. ) \s* )?  # "Side"
    [-–(\[]? \s* \d{1,4} \s* [-–)\]]?         # "3", "- 3 -"
    (?: \s* (?: af | of | / | ud\ af ) \s* \d{1,4} )?
    \s*""",
    re.IGNORECASE | re.VERBOSE,
)


class Seen(NamedTuple):
    """A line in the outer zone of a page."""

    page: int
    line: PrintedLine
    distance: float  # from the top of the page, or (negative) from its bottom


def furniture(pages: Collection[Arranged]) -> dict[int, Role]:
    """The role of each line that is furniture, by the line's identity."""
    seen = [one for page in pages for one in _outer_lines(page)]
    alike: defaultdict[tuple[str, bool], list[Seen]] = defaultdict(list)
    for one in seen:
        alike[numberless(one.line.text), one.distance < 0].append(one)
    found: dict[int, Role] = {}
    for group in alike.values():
        for one in coming_again(group, len(pages)):
            found[id(one.line)] = _role(one)
    _keep_outermost(pages, found)
    found.update({id(one.line): _role(one) for one in seen if one.line.artifact})
    for page in pages:
        found.update(_single_number(page, found))
    return found


def numberless(text: str) -> str:
    """A text as it is alike on all pages."""
    return _NUMBER.sub("#", text)


def _outer_lines(page: Arranged) -> list[Seen]:
    found = []
    for line in page.lines:
        if line.base < ZONE * page.height:
            found.append(Seen(page.number, line, line.base))
        elif line.base > (1 - ZONE) * page.height:
            found.append(Seen(page.number, line, line.base - page.height))
    return found


def coming_again(group: Sequence[Seen], pages: int) -> list[Seen]:
    """Those that stand at one place on enough pages, their numbers equal or counting pages."""
    least = 2 if pages <= _FEW_PAGES else 3
    if len(group) < least:
        return []
    texts = Counter(one.line.text for one in group)
    steps = Counter(step for one in group for step in _steps(one))
    ordered = sorted(group, key=lambda one: one.distance)
    placed = {id(one) for index, one in enumerate(ordered) if _has_near(ordered, index, least - 1)}
    found = []
    for one in group:
        counts = any(steps[step] >= least for step in _steps(one))
        if id(one) in placed and (texts[one.line.text] >= least or counts):
            found.append(one)
    return found


def _has_near(ordered: Sequence[Seen], index: int, least: int) -> bool:
    """Whether so many lines of other pages stand at the place of one; sorted by their places."""
    one = ordered[index]
    near = 0
    for others in (range(index - 1, -1, -1), range(index + 1, len(ordered))):
        for other in others:
            if abs(ordered[other].distance - one.distance) > SAME_PLACE:
                break
            near += ordered[other].page != one.page
            if near >= least:
                return True
    return False


def _steps(one: Seen) -> set[int]:
    """By how much each number in the line differs from the number of its page."""
    return {int(number) - one.page for number in _NUMBER.findall(one.line.text) if len(number) < 5}


def _role(one: Seen) -> Role:
    if PAGE_NUMBER.fullmatch(one.line.text):
        return "page_number"
    return "header" if one.distance >= 0 else "footer"


def _keep_outermost(pages: Collection[Arranged], found: dict[int, Role]) -> None:
    """Text that comes again inside the body is no furniture: nothing else stands further out."""
    for page in pages:
        tops = [part.box[1] for part in page.parts]
        bottoms = [part.box[3] for part in page.parts]
        body = [line.base for line in page.lines if id(line) not in found]
        if not body and not tops:
            continue
        top, bottom = min([*body, *tops]), max([*body, *bottoms])
        for line in page.lines:
            if top < line.base < bottom and found.get(id(line)) not in (None, "page_number"):
                del found[id(line)]


def _single_number(page: Arranged, found: dict[int, Role]) -> dict[int, Role]:
    """A page number of a document with too few pages to see it count."""
    rest = [line for line in page.lines if id(line) not in found]
    ends = [line for line in (rest[:1] + rest[-1:]) if PAGE_NUMBER.fullmatch(line.text)]
    outside = [
        line
        for line in ends
        if not _MARGIN * page.height < line.base < (1 - _MARGIN) * page.height
        and not any(part.box[1] < line.base < part.box[3] for part in page.parts)
    ]
    return {id(line): "page_number" for line in outside}
