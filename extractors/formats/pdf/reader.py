"""Arranged pages -> a document: furniture aside, tables joined over pages, prose in paragraphs."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from extractors.document import Block, Document, Line, Notice, Page, Paragraph
from extractors.pages.arrangement import Arranged, arranged
from extractors.pages.display import as_displayed
from extractors.pages.edges import Edges
from extractors.pages.furniture import Role, furniture
from extractors.pages.letters import PrintedLine
from extractors.pages.paragraphs import Setting, continues, joined, paragraphs, setting
from extractors.pages.parts import Part
from extractors.pages.running import without_running
from extractors.pages.sheet import Sheet
from extractors.tables import Builder, goes_on

MEDIA_TYPE = "application/pdf"


def document(
    sheets: Iterable[Sheet],
    engine: str,
    properties: tuple[tuple[str, str], ...],
    media_type: str = MEDIA_TYPE,
) -> Document:
    """The document on these pages; each page is arranged before the next one is opened."""
    pages: deque[Arranged] = deque()
    for sheet in sheets:
        pages.append(arranged(sheet, pages[-1] if pages else None))
    pages = without_running(pages)
    roles = furniture(pages)
    notices = [notice for page in pages for notice in page.notices]
    accounts = [_account(page, roles) for page in pages]
    around = _furniture(pages, roles)
    body = _setting(pages, roles)
    parts = [part for page in pages for part in page.parts]
    builder = Builder(body.set_as, parts, _floors(pages))
    displays = {page.number: page.display for page in pages if page.display.differs}
    del parts
    blocks = tuple(_numbered(_blocks(pages, roles, body, builder)))
    document = Document(
        media_type=media_type,
        engine=engine,
        blocks=blocks,
        pages=tuple(_page(account, builder.repeated[account.number]) for account in accounts),
        furniture=around,
        properties=properties,
        notices=(*notices, *_repeated(builder.repeated)),
    )
    return as_displayed(document, displays)


class _Body(NamedTuple):
    """How the text is set, and how far prose reaches to the right."""

    set_as: Setting
    right: float | None


def _setting(pages: Iterable[Arranged], roles: dict[int, Role]) -> _Body:
    proses = [_body(page, roles) for page in pages]
    areas = [cell.lines for page in pages for part in page.parts for cell in part.cells]
    right = max((line.x1 for prose in proses for line in prose), default=None)
    return _Body(setting([*(lines for lines in areas if lines), *proses]), right)


def _body(page: Arranged, roles: dict[int, Role]) -> list[PrintedLine]:
    return [line for line in page.lines if id(line) not in roles]


def _floors(pages: Iterable[Arranged]) -> dict[int, float]:
    """How far down the tables and text of each page's format reach."""
    lowest: dict[tuple[int, int], float] = {}
    for page in pages:
        for part in page.parts:
            key = (round(page.width), round(page.height))
            lowest[key] = max(lowest.get(key, 0.0), part.box[3])
    return {p.number: lowest.get((round(p.width), round(p.height)), 0.0) for p in pages}


def _blocks(
    pages: deque[Arranged], roles: dict[int, Role], body: _Body, builder: Builder
) -> Iterator[Block]:
    """Paragraphs and tables in reading order; a page is let go when its blocks are made."""
    ordered = (one for page in _released(pages) for one in _in_order(page, _body(page, roles)))
    for is_prose, together in groupby(ordered, key=lambda one: isinstance(one, list)):
        if is_prose:
            areas = (one for one in together if isinstance(one, list))
            yield from _prose(areas, body)
        else:
            parts = (one for one in together if isinstance(one, Part))
            yield from (builder.next_table(own) for own in _of_one_table(parts))


def _released(pages: deque[Arranged]) -> Iterator[Arranged]:
    while pages:
        yield pages.popleft()


def _of_one_table(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Consecutive parts with nothing between them, a list for each table."""
    held: list[Part] = []
    for part in parts:
        if held and not (part.page == held[-1].page + 1 and goes_on(held[-1], part)):
            yield held
            held = []
        held.append(part)
    if held:
        yield held


def _prose(areas: Iterable[Sequence[PrintedLine]], body: _Body) -> Iterator[Paragraph]:
    """The paragraphs of consecutive areas; one may go on over a page break."""
    last: Paragraph | None = None
    for paragraph in (one for area in areas for one in paragraphs(area, *body)):
        if last is not None and _over_page(last, paragraph, body.right):
            last = joined(last, paragraph, body.set_as.hyphens)
            continue
        if last is not None:
            yield last
        last = paragraph
    if last is not None:
        yield last


def _over_page(upper: Paragraph, lower: Paragraph, right: float | None) -> bool:
    """Prose that goes on over a page break."""
    if upper.lines[-1].place.page == lower.lines[0].place.page:
        return False
    return continues(upper, lower, right)


def _in_order(page: Arranged, body: Sequence[PrintedLine]) -> Iterator[Part | list[PrintedLine]]:
    """Tables and the lines between them, from top to bottom."""
    lines = list(body)
    for part in page.parts:
        above = [line for line in lines if line.base < part.box[1] + 1]
        lines = lines[len(above) :]
        if above:
            yield above
        yield part
    if lines:
        yield lines


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs with their locators; tables have theirs."""
    count = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            count += 1
            yield replace(block, locator=f"paragraph[{count}]")
        else:
            yield block


class _Account(NamedTuple):
    """A page's size as displayed and where its characters went."""

    number: int
    width: float
    height: float
    ledger: Counter[str]


def _account(page: Arranged, roles: dict[int, Role]) -> _Account:
    ledger = Counter(page.ledger)
    for line in page.lines:
        role = roles.get(id(line))
        if role is not None:
            ledger["paragraph"] -= line.printed
            ledger[role] += line.printed
    is_aside = page.display.turn % 2
    width, height = (page.height, page.width) if is_aside else (page.width, page.height)
    return _Account(page.number, round(width, 2), round(height, 2), ledger)


def _page(account: _Account, repeated: int) -> Page:
    """The page's account: headings that a page repeats are counted apart."""
    number, width, height, ledger = account
    moved = ledger + Counter({"repeated-heading": repeated, "cell": -repeated})
    return Page(number, width, height, tuple((name, n) for name, n in sorted(moved.items()) if n))


def _furniture(pages: Iterable[Arranged], roles: dict[int, Role]) -> tuple[Paragraph, ...]:
    """Each header, footer and page number once, as first printed."""
    found: dict[str, Paragraph] = {}
    for page in pages:
        for line in page.lines:
            role = roles.get(id(line))
            if role is None or (role == "page_number" and role in found):
                continue
            key = role if role == "page_number" else line.text
            if key not in found:
                found[key] = _single(line, f"page[{page.number}]/{role}")
    return tuple(found.values())


def _single(line: PrintedLine, locator: str) -> Paragraph:
    edges = Edges(line.along) if line.upright else ()
    place = Line(0, len(line.text), line.place, edges)
    size = round(line.size, 1)
    return Paragraph(line.text, locator, line.marks, (place,), bold=line.bold, size=size)


def _repeated(glyphs: Counter[int]) -> tuple[Notice, ...]:
    if not glyphs:
        return ()
    message = "Heading rows that pages repeat were read once."
    pages = ", ".join(str(page) for page in sorted(glyphs))
    return (Notice("repeated-heading", "info", message, f"pages {pages}"),)
