"""Page headers, footers and page numbers: what comes again at one place of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple, Protocol

from extractors.pages.arrangement import Arranged
from extractors.pages.refrains import PAGE_NUMBER, ZONE, numberless

Role = Literal["header", "footer", "page_number"]
Key = tuple[int, int]  # the number of a page, and which of its lines outside all tables
Roles = dict[Key, Role]

_MARGIN = 0.12  # the same for a page number that comes once
SAME_PLACE = 3.0  # points
_CLOSE = 1.7  # of the size: lines of one text
_EVERY_SECOND = 2  # pages: headers of left and right ones may differ
_FEW_PAGES = 5
_NUMBER = re.compile(r"\d+")


class Seen(Protocol):
    """A text in the outer zone of a page."""

    @property
    def page(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def distance(self) -> float:
        """From the top of the page, or (negative) from its bottom."""


class Outer(NamedTuple):
    """A line in the outer zone of a page, outside all tables."""

    page: int
    text: str
    distance: float
    at: int  # which of the page's lines
    base: float
    artifact: bool
    size: float


class Margins(NamedTuple):
    """One page as far as its furniture is told from it: the page itself may be put away."""

    page: int
    height: float
    outer: tuple[Outer, ...]
    inner: tuple[int, ...]  # the first and the last line that is not among those, or none
    body: tuple[float, ...]  # the highest and the lowest baseline of such lines
    tables: tuple[tuple[float, float], ...]  # top and bottom of each


def margins(page: Arranged) -> Margins:
    """What stands in the outer zones, and how far the rest reaches."""
    height = page.height
    outer: list[Outer] = []
    inner: list[int] = []
    for at, line in enumerate(page.lines):
        base, about = line.base, (at, line.base, line.artifact, line.size)
        if base < ZONE * height:
            outer.append(Outer(page.number, line.text, base, *about))
        elif base > (1 - ZONE) * height:
            outer.append(Outer(page.number, line.text, base - height, *about))
        else:
            inner.append(at)
    if inner and outer and any(page.lines[at].artifact for at in inner):
        more = _marked_on(page, outer, inner)
        outer += more
        taken = {one.at for one in more}
        inner = [at for at in inner if at not in taken]
    bases = [page.lines[at].base for at in inner]
    return Margins(
        page.number,
        height,
        tuple(outer),
        inner=(inner[0], inner[-1]) if inner else (),
        body=(min(bases), max(bases)) if inner else (),
        tables=tuple((part.box[1], part.box[3]) for part in page.parts),
    )


def _marked_on(page: Arranged, outer: Sequence[Outer], inner: Sequence[int]) -> list[Outer]:
    """The lines below a header that the file marks as no content, as one that goes on there.

    So the further lines of a heading are that a low page repeats; nothing else stands above them.
    """
    highest = min((part.box[1] for part in page.parts), default=page.height)
    lines = sorted((page.lines[at].base, at) for at in inner)
    header = [one for one in outer if one.distance >= 0]
    last = max((one.base for one in header), default=0.0)
    if not header or not all(one.artifact for one in header):
        return []
    found: list[Outer] = []
    for base, at in lines:
        line = page.lines[at]
        if not line.artifact or base > highest or base - last > _CLOSE * line.size:
            break
        found.append(Outer(page.number, line.text, base, at, base, line.artifact, line.size))
        last = base
    return found


def furniture(pages: Collection[Margins]) -> Roles:
    """The role of each line that is furniture."""
    alike: defaultdict[tuple[str, bool], list[Outer]] = defaultdict(list)
    for page in pages:
        for line in page.outer:
            alike[numberless(line.text), line.distance < 0].append(line)
    found: Roles = {}
    for group in alike.values():
        again = coming_again(group, len(pages))
        found.update(((one.page, one.at), _role(one)) for one in group if id(one) in again)
    for page in pages:
        _keep_outermost(page, found)
    for page in pages:
        marked = [line for line in page.outer if line.artifact]
        found.update(((page.page, line.at), _role(line)) for line in marked)
        found.update((key, "page_number") for key in _single_numbers(page, found))
    return found


def coming_again(group: Sequence[Seen], pages: int) -> set[int]:
    """Those that stand at one place on enough pages, their numbers equal or counting pages.

    By their identity.
    """
    least = least_pages(pages)
    if len(group) < least:
        return set()
    ordered = sorted(group, key=attrgetter("distance"))
    placed = [one for index, one in enumerate(ordered) if _has_near(ordered, index, least - 1)]
    if not placed:
        return set()
    texts = Counter([one.text for one in group])
    found = {id(one) for one in placed if texts[one.text] >= least}
    if len(found) < len(placed):
        steps = Counter(step for one in group for step in _steps(one))
        found.update(id(one) for one in placed if any(steps[n] >= least for n in _steps(one)))
    standing = sorted({one.page for one in placed if id(one) in found})
    return found if is_running(standing, least) else set()


def least_pages(pages: int) -> int:
    """On how many of so many pages what comes again must stand."""
    return 2 if pages <= _FEW_PAGES else 3


def is_running(pages: Sequence[int], least: int) -> bool:
    """Whether it stands on enough pages that follow each other, or on every second of them.

    Rows of a table that happen to begin or end some pages are alike at one place too.
    """
    run = 0
    last = None
    for page in pages:
        run = run + 1 if last is not None and page - last <= _EVERY_SECOND else 1
        last = page
        if run >= least:
            return True
    return False


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
    return {int(number) - one.page for number in _NUMBER.findall(one.text) if len(number) < 5}


def _role(one: Seen) -> Role:
    if PAGE_NUMBER.fullmatch(one.text):
        return "page_number"
    return "header" if one.distance >= 0 else "footer"


def _keep_outermost(page: Margins, found: Roles) -> None:
    """Text that comes again inside the body is no furniture: nothing else stands further out."""
    number = page.page
    body = [line.base for line in page.outer if (number, line.at) not in found]
    tops, bottoms = zip(*page.tables, strict=True) if page.tables else ((), ())
    highest = (*body, *page.body[:1], *tops)
    if not highest:
        return
    top, bottom = min(highest), max((*body, *page.body[1:], *bottoms))
    for line in page.outer:
        key = number, line.at
        if top < line.base < bottom and found.get(key) not in (None, "page_number"):
            del found[key]


def _single_numbers(page: Margins, found: Roles) -> list[Key]:
    """A page number of a document with too few pages to see it count."""
    rest = {line.at: line for line in page.outer if (page.page, line.at) not in found}
    standing = (*rest, *page.inner)
    ends = {min(standing), max(standing)} if standing else set()
    top, bottom = _MARGIN * page.height, (1 - _MARGIN) * page.height
    return [
        (page.page, at)
        for at, line in rest.items()
        if at in ends
        and PAGE_NUMBER.fullmatch(line.text)
        and not top < line.base < bottom
        and not any(above < line.base < below for above, below in page.tables)
    ]
