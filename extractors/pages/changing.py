"""Page headers and footers that say something else on each page, as the name of its chapter.

Only their place comes again, and so does that of a heading at the top of its page. What tells
them apart is a row that a page cuts: where a sentence goes on in a column of a table, nothing
that stands between its two pages is part of the content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from extractors.pages.furniture import Key, Margins, Outer, Roles, is_running, least_pages
from extractors.pages.parts import Part
from extractors.pages.sentences import ends_sentence, is_open

_SAME = 1.0  # points by which the place of one header may differ from page to page
_DENSE = 0.6  # of the pages from its first to its last one that have it


def changing(pages: Sequence[Margins], roles: Roles, is_cut: Callable[[int], bool]) -> Roles:
    """The roles of further lines; `is_cut` tells whether a page (from 0) cuts a row."""
    places = list(_places(pages, roles))
    place_of = {(one.page, one.at): index for index, own in enumerate(places) for one in own}
    running: set[int] = set()
    if not places:
        return {}
    for index in range(len(pages) - 1):
        between = _between(pages[index], pages[index + 1], roles)
        if between is None or not all(key in place_of for key in between):
            continue
        here = {place_of[key] for key in between}
        if not here <= running and is_cut(index):
            running |= here
    return {
        (one.page, one.at): "header" if one.distance >= 0 else "footer"
        for index in sorted(running)
        for one in places[index]
    }


def goes_on_below(above: Part, below: Part) -> bool:
    """Whether the first row of a part goes on with the last one of the page before, for certain.

    It has nothing in the first column, or what it goes on with never ends a sentence. A heading
    that both pages have may stand between them.
    """
    last, first = _row(above, -1), _row(below, 0)
    if first == _row(above, 0) and len(below.ys) > len(("top", "low")):
        first = _row(below, 1)
    begun = [(at, text) for at, (text, _) in first.items() if text]
    if not begun or not all(text[0].islower() for _, text in begun):
        return False
    ends = [last[at][1] if at in last else "" for at, _ in begun]
    if begun[0][0] > 0 and last.get(0, ("", ""))[0]:
        return any(end and not ends_sentence(end) for end in ends)
    return any(map(is_open, ends))


def _row(part: Part, index: int) -> dict[int, tuple[str, str]]:
    """By column, what the first and the last line of each cell of a row say."""
    row = range(len(part.ys) - 1)[index]
    return {
        cell.span.column: (cell.lines[0].text, cell.lines[-1].text) if cell.lines else ("", "")
        for cell in part.cells
        if cell.span.row <= row < cell.span.row + cell.span.row_span
    }


def _places(pages: Collection[Margins], roles: Roles) -> Iterator[list[Outer]]:
    """Lines outside all tables that stand at one place of enough pages in a row."""
    alike: defaultdict[tuple[bool, float], list[Outer]] = defaultdict(list)
    for page in pages:
        if all((page.page, line.at) in roles for line in page.outer):
            continue  # most pages
        for line in (*_above(page, roles), *_below(page, roles)):
            alike[line.distance < 0, line.size].append(line)
    for own in alike.values():
        for group in _level(own):
            standing = sorted({one.page for one in group})
            spread = standing[-1] - standing[0] + 1
            if is_running(standing, least_pages(len(pages))) and len(standing) >= _DENSE * spread:
                yield group


def _level(lines: list[Outer]) -> Iterator[list[Outer]]:
    """Lines equally far from the edges of their pages."""
    lines.sort(key=lambda one: one.distance)
    group = lines[:1]
    for line in lines[1:]:
        if line.distance - group[-1].distance > _SAME:
            yield group
            group = []
        group.append(line)
    yield group


def _between(above: Margins, below: Margins, roles: Roles) -> list[Key] | None:
    """The lines between the last table of a page and the first of the next; None for others."""
    if not above.tables or not below.tables or below.page != above.page + 1:
        return None
    low, high = (max(table[1] for table in above.tables), min(table[0] for table in below.tables))
    if (above.body and above.body[1] > low) or (below.body and below.body[0] < high):
        return None
    lines = (*_below(above, roles), *_above(below, roles))
    return [(one.page, one.at) for one in lines] or None


def _above(page: Margins, roles: Roles) -> list[Outer]:
    """What stands above all tables in the outer zone and is not known to be furniture."""
    high = min((table[0] for table in page.tables), default=0.0)
    return [
        one
        for one in page.outer
        if one.distance >= 0 and one.base < high and (one.page, one.at) not in roles
    ]


def _below(page: Margins, roles: Roles) -> list[Outer]:
    """The same at the foot of the page."""
    low = max((table[1] for table in page.tables), default=page.height)
    return [
        one
        for one in page.outer
        if one.distance < 0 and one.base > low and (one.page, one.at) not in roles
    ]
