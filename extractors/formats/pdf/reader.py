"""Arranged pages -> a document: furniture aside, tables joined over pages, prose in paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.document import Block, Document, Line, Notice, Page, Paragraph
from extractors.pages.arrangement import Arranged, arranged
from extractors.pages.edges import Edges
from extractors.pages.furniture import Role, furniture
from extractors.pages.letters import PrintedLine
from extractors.pages.paragraphs import Setting, continues, joined, paragraphs, setting
from extractors.pages.parts import Part
from extractors.pages.sheet import Sheet
from extractors.tables import Builder, goes_on

MEDIA_TYPE = "application/pdf"


def document(
    sheets: Iterable[Sheet], engine: str, properties: tuple[tuple[str, str], ...]
) -> Document:
    """The document on these pages; each page is arranged before the next one is opened."""
    pages: list[Arranged] = []
    for sheet in sheets:
        pages.append(arranged(sheet, pages[-1] if pages else None))
    roles = furniture(pages)
    bodies = [_body(page, roles) for page in pages]
    parts = [part for page in pages for part in page.parts]
    areas = [cell.lines for part in parts for cell in part.cells if cell.lines]
    set_as = setting([*areas, *bodies])
    builder = Builder(set_as, parts, _floors(pages))
    blocks = tuple(_numbered(_blocks(pages, bodies, set_as, builder)))
    notices = [notice for page in pages for notice in page.notices]
    return Document(
        media_type=MEDIA_TYPE,
        engine=engine,
        blocks=blocks,
        pages=tuple(_page(page, roles, builder.repeated[page.number]) for page in pages),
        furniture=_furniture(pages, roles),
        properties=properties,
        notices=(*notices, *_repeated(builder.repeated)),
    )


def _body(page: Arranged, roles: dict[int, Role]) -> list[PrintedLine]:
    return [line for line in page.lines if id(line) not in roles]


def _floors(pages: Sequence[Arranged]) -> dict[int, float]:
    """How far down the tables and text of each page's format reach."""
    lowest: dict[tuple[int, int], float] = {}
    for page in pages:
        for part in page.parts:
            key = (round(page.width), round(page.height))
            lowest[key] = max(lowest.get(key, 0.0), part.box[3])
    return {p.number: lowest.get((round(p.width), round(p.height)), 0.0) for p in pages}


def _blocks(
    pages: Sequence[Arranged],
    bodies: Sequence[Sequence[PrintedLine]],
    set_as: Setting,
    builder: Builder,
) -> Iterator[Block]:
    """Paragraphs and tables in reading order."""
    right = max((line.x1 for body in bodies for line in body), default=None)
    ordered = (one for page in zip(pages, bodies, strict=True) for one in _in_order(*page))
    for is_prose, together in groupby(ordered, key=lambda one: isinstance(one, list)):
        if is_prose:
            areas = [one for one in together if isinstance(one, list)]
            yield from _prose(areas, set_as, right)
        else:
            parts = [one for one in together if isinstance(one, Part)]
            yield from (builder.next_table(own) for own in _of_one_table(parts))


def _of_one_table(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Consecutive parts with nothing between them, a list for each table."""
    held: list[Part] = []
    for part in parts:
        if held and not (part.page == held[-1].page + 1 and goes_on(held[-1], part)):
            yield held
            held = []
        held.append(part)
    if held:
        yield held


def _prose(
    areas: Sequence[Sequence[PrintedLine]], set_as: Setting, right: float | None
) -> Iterator[Paragraph]:
    """The paragraphs of consecutive areas; one may go on over a page break."""
    last: Paragraph | None = None
    for paragraph in (one for area in areas for one in paragraphs(area, set_as, right)):
        if last is not None and _over_page(last, paragraph, right):
            last = joined(last, paragraph, set_as.hyphens)
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


def _page(page: Arranged, roles: dict[int, Role], repeated: int) -> Page:
    """The page's account: furniture and repeated headings are counted apart."""
    ledger = Counter(page.ledger)
    ledger["cell"] -= repeated
    ledger["repeated-heading"] += repeated
    for line in page.lines:
        role = roles.get(id(line))
        if role is not None:
            ledger["paragraph"] -= line.printed
            ledger[role] += line.printed
    width, height = (page.height, page.width) if page.turn % 2 else (page.width, page.height)
    kept = tuple((name, count) for name, count in sorted(ledger.items()) if count)
    return Page(page.number, round(width, 2), round(height, 2), kept)


def _furniture(pages: Sequence[Arranged], roles: dict[int, Role]) -> tuple[Paragraph, ...]:
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
    edges = Edges(line.edges.tobytes()) if line.upright else ()
    place = Line(0, len(line.text), line.place, edges)
    size = round(line.size, 1)
    return Paragraph(line.text, locator, line.marks, (place,), bold=line.bold, size=size)


def _repeated(glyphs: Counter[int]) -> tuple[Notice, ...]:
    if not glyphs:
        return ()
    message = "Heading rows that pages repeat were read once."
    pages = ", ".join(str(page) for page in sorted(glyphs))
    return (Notice("repeated-heading", "info", message, f"pages {pages}"),)
