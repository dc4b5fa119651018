"""Arranged pages -> a document: furniture aside, tables joined over pages, prose in paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from typing import NamedTuple

from extractors.document import Block, Document, Line, Notice, Page, Paragraph
from extractors.formats.pdf.prose import Body, prose
from extractors.pages.arrangement import Arranged, arranged
from extractors.pages.census import Census, labels
from extractors.pages.changing import changing, goes_on_below
from extractors.pages.display import Display, as_displayed
from extractors.pages.doubts import doubts
from extractors.pages.edges import Edges
from extractors.pages.ends import Ends, ends
from extractors.pages.furniture import Margins, Roles, furniture, margins
from extractors.pages.left_out import at_end, cut_off, left_between, left_out
from extractors.pages.lessons import Learned, Lessons
from extractors.pages.letters import PrintedLine
from extractors.pages.outline import Outline, outline
from extractors.pages.parts import Part
from extractors.pages.running import Running
from extractors.pages.setting import Setting, Survey
from extractors.pages.sheet import UNTAGGED, Sheet
from extractors.pages.torn import LineEnds
from extractors.pages.wordcuts import mended_words
from extractors.shelf import LOOSE, Shelf
from extractors.tables import Builder, goes_on

_LOOSE_PARTS = 8  # of one table in a long document

MEDIA_TYPE = "application/pdf"
_NO_RULES = {
    "read-by-tags": "The cells of tables without rules were read as the file's tags tell them.",
    "read-by-texts": "The cells of tables without rules were read by where their texts stand.",
}
_MARGIN = 3.0  # points by which a line may begin before the table below it


class Surveyed(NamedTuple):
    """All pages arranged, and what is found on them together."""

    pages: _Pages
    whole: _Whole
    setting: Setting

    @property
    def type_size(self) -> float:
        """In points, of most lines; infinite where that is not known, or only as scanned."""
        return float("inf") if any(_scanned(self.pages.notices)) else self.setting.type_size

    @property
    def paper(self) -> float:
        """The longer side of most pages, in points."""
        sides = Counter(max(account.width, account.height) for account in self.whole.accounts)
        return max(sides, key=sides.__getitem__, default=0.0)


def surveyed(sheets: Callable[[], Generator[Sheet]]) -> Surveyed:
    """The pages of a document; each is arranged before the next one is opened.

    They are read once more where one tells of the tables without rules on others, and again where
    these show their labels only then.
    """
    with closing(sheets()) as first:
        pages = _arranged(first, None)
    learned = pages.lessons.learned(pages.labels)
    while learned is not None:
        lessons = learned
        del pages  # a long document is kept once
        with closing(sheets()) as again:
            pages = _arranged(again, lessons)
        learned = pages.lessons.known_better(lessons, pages.labels)
    whole = _Whole(pages.roles(), labels(pages.labels))
    for page, tables in pages.outlined():
        whole.take(page, tables)
    return Surveyed(pages, whole, whole.survey.setting())


def document(
    found: Surveyed,
    engine: str,
    properties: tuple[tuple[str, str], ...],
    media_type: str = MEDIA_TYPE,
) -> Document:
    """The document on these pages."""
    pages, whole, setting = found
    floors = {number: whole.lowest[form] for number, form in whole.forms.items()}
    is_packed, scanned = pages.shelf.is_packed, frozenset(_scanned(pages.notices))
    builder = Builder(setting, whole.census, floors, packed=is_packed, scanned=scanned)
    body = Body(builder.setting, LineEnds(whole.survey.right))
    unread = _unread(whole.accounts, pages.notices)
    blocks = tuple(_numbered(_blocks(pages, whole.roles, body, builder, unread)))
    document = Document(
        media_type=media_type,
        engine=engine,
        blocks=blocks,
        pages=tuple(_page(account, builder.repeated[account.number]) for account in whole.accounts),
        furniture=tuple(whole.furniture.values()),
        properties=properties,
        notices=(
            *(*pages.notices, *whole.notices),
            *(*builder.notices, *builder.misfits.notices(), *mended_words(setting.hyphens)),
            *_repeated(builder.repeated),
            *_told("read-by-tags", builder.by_tags),
            *_told("read-by-texts", builder.by_texts),
        ),
    )
    return as_displayed(document, pages.displays)


def _scanned(notices: Iterable[Notice]) -> Iterator[int]:
    """The pages that were read by text recognition."""
    for notice in notices:
        if notice.code == "scanned-page" and notice.place is not None:
            yield notice.place.page


def _arranged(sheets: Iterable[Sheet], learned: Learned | None) -> _Pages:
    pages = _Pages()
    for sheet in sheets:
        pages.add(arranged(sheet, pages.last, learned))
    pages.clear()
    return pages


class _Pages:
    """The pages while they come in: put away, with what must be known of each to look at all."""

    def __init__(self) -> None:
        self.shelf = Shelf[Arranged](LOOSE)
        self.last: Arranged | None = None
        self.ends: list[Ends] = []
        self.margins: list[Margins] = []
        self.labels = Counter[str]()
        self.lessons = Lessons()
        self._outlines: list[Outline] = []  # while no page is packed
        self.notices: list[Notice] = []
        self.displays: dict[int, Display] = {}
        self._tables: set[int] = set()  # as the tags of the last page number them
        self._tables_span = False  # whether one of them is on two pages

    def add(self, page: Arranged) -> None:
        tables_told = {part.told.table for part in page.parts if part.told}
        self._tables_span |= not self._tables.isdisjoint(tables_told)
        self._tables = tables_told
        self.shelf.append(page)
        self.last = page
        self.ends.append(ends(page))
        self.margins.append(margins(page))
        self.lessons.take(page.parts, page.notices)
        tables = outline(page.parts)
        self.labels.update(tables.labels)
        self._outlines.append(tables)
        if self.shelf.is_packed:
            self._outlines = []
        self.notices += page.notices
        if page.display.differs:
            self.displays[page.number] = page.display

    def clear(self) -> None:
        """Take out of all tables what the pages repeat in them."""
        running = Running(self.ends)
        for index in filter(running.may_stand_on, range(len(self.ends))):
            before = self.shelf[index]
            page = running.without(index, before)
            if page is before:
                continue
            self.shelf[index] = page
            self.margins[index] = margins(page)
            tables = outline(page.parts)
            self.labels.subtract(outline(before.parts).labels)
            self.labels.update(tables.labels)
            if self._outlines:
                self._outlines[index] = tables
        self.ends = []

    def outlined(self) -> Iterator[tuple[Arranged, Outline]]:
        """Each page with the outline of its tables, which is made anew where pages are packed."""
        if not self.shelf.is_packed:
            return zip(self.shelf, self._outlines, strict=True)
        return ((page, outline(page.parts)) for page in self.shelf)

    def roles(self) -> Roles:
        """What is furniture; asked once."""
        found = furniture(self.margins)
        found.update(changing(self.margins, found, self._is_cut))
        self.margins = []
        return found

    def known(self, part: Part) -> Part:
        """The part; without the number of its table, if tags number one for each page."""
        if part.told is None or self._tables_span:
            return part
        return part._replace(told=part.told._replace(table=UNTAGGED))

    def _is_cut(self, index: int) -> bool:
        """Whether the end of a page (from 0) cuts a row of the table it ends with."""
        last, first = self.shelf[index].parts[-1], self.shelf[index + 1].parts[0]
        above, below = self.known(last), self.known(first)
        return goes_on(above, below) and goes_on_below(above, below)


def _unread(accounts: Iterable[_Account], notices: Iterable[Notice]) -> frozenset[int]:
    """The pages without a size, and those of which anything is told: they may hold anything."""
    told = {notice.locator for notice in notices}
    numbers = (one.number for one in accounts if not one.width or f"page[{one.number}]" in told)
    return frozenset(numbers)


class _Whole:
    """What is found on all pages together, which come in order."""

    def __init__(self, roles: Roles, labels: frozenset[str]) -> None:
        self.roles = roles
        self.census = Census(labels)
        self.survey = Survey()
        self.accounts: list[_Account] = []
        self.notices: list[Notice] = []
        self.furniture: dict[str, Paragraph] = {}  # each header, footer and page number once
        self.forms: dict[int, tuple[int, int]] = {}  # width and height of each page, roughly
        self._end: Part | None = None  # the table with which the last page ends
        # How far down the tables and text of a page of each form reach.
        self.lowest: defaultdict[tuple[int, int], float] = defaultdict(float)
        self._last: Part | None = None
        self._below: list[PrintedLine] = []  # the lines below that part

    def take(self, page: Arranged, tables: Outline) -> None:
        body = _body(page, self.roles)
        self.survey.take(tables, body)
        if not any(_scanned(page.notices)):
            told = (
                cut_off(self._end, page.parts, body, page.lines),
                left_out(page.parts, body, self.census.labels),
                self._between(page, body),
            )
            self.notices += [*filter(None, told), *doubts(page.parts)]
        self._end = at_end(page.parts, body)
        self.census.take(page.parts, tables)
        self.accounts.append(_account(page, self.roles))
        self._take_furniture(page)
        form = (round(page.width), round(page.height))
        self.forms[page.number] = form
        self.lowest[form] = max(self.lowest[form], *(part.box[3] for part in page.parts), 0.0)

    def _between(self, page: Arranged, body: Sequence[PrintedLine]) -> Notice | None:
        """What to tell of the text between the last table so far and the first one of a page."""
        above, between = self._last, self._below
        if not page.parts:
            self._below = [*between, *body]
            return None
        first, self._last = page.parts[0], page.parts[-1]
        high, low = first.box[1], self._last.box[3]
        self._below = [line for line in body if line.base > low]
        between += [line for line in body if line.base < high]
        return left_between(first, between) if between and above and goes_on(above, first) else None

    def _take_furniture(self, page: Arranged) -> None:
        """As first printed."""
        for at, line in enumerate(page.lines):
            role = self.roles.get((page.number, at))
            if role is None or (role == "page_number" and role in self.furniture):
                continue
            key = role if role == "page_number" else line.text
            if key not in self.furniture:
                self.furniture[key] = _single(line, f"page[{page.number}]/{role}")


def _body(page: Arranged, roles: Roles) -> list[PrintedLine]:
    number = page.number
    return [line for at, line in enumerate(page.lines) if (number, at) not in roles]


def _blocks(
    pages: _Pages,
    roles: Roles,
    body: Body,
    builder: Builder,
    unread: frozenset[int],
) -> Iterator[Block]:
    """Paragraphs and tables in reading order; a page is let go when its blocks are made."""
    most = _LOOSE_PARTS if pages.shelf.is_packed else LOOSE
    ordered = (one for page in pages.shelf.taken() for one in _in_order(page, _body(page, roles)))
    for is_prose, together in groupby(ordered, key=lambda one: isinstance(one, list)):
        if is_prose:
            areas = (one for one in together if isinstance(one, list))
            yield from prose(areas, body, builder.notices)
            builder.misfits.end()
        else:
            parts = (pages.known(one) for one in together if isinstance(one, Part))
            yield from (builder.next_table(own) for own in _of_one_table(parts, most, unread))


def _of_one_table(
    parts: Iterable[Part], most: int, unread: frozenset[int]
) -> Iterator[Sequence[Part]]:
    """Consecutive parts with nothing between them, a list for each table.

    A longer one than `most` is packed; none goes on behind a page that was not read.
    """
    held: Shelf[Part] | None = None
    last: Part | None = None
    for part in parts:
        if held is not None and last is not None:
            between = range(last.page + 1, part.page)  # empty pages
            if part.page > last.page and unread.isdisjoint(between) and goes_on(last, part):
                held.append(part)
                last = part
                continue
            yield held
        held, last = Shelf(most), part
        held.append(part)
    if held is not None:
        yield held


def _in_order(page: Arranged, body: Sequence[PrintedLine]) -> Iterator[Part | list[PrintedLine]]:
    """Tables and the lines between them, from top to bottom."""
    lines = list(body)
    for number, part in enumerate(page.parts):
        beside = [one.box[0] for one in page.parts[number + 1 :] if one.box[0] >= part.box[2]]
        # What stands above a table further right waits for that.
        right = min(beside, default=float("inf")) - _MARGIN
        above = [line for line in lines if line.base < part.box[1] + 1 and line.x0 < right]
        if above:
            taken = set(map(id, above))
            lines = [line for line in lines if id(line) not in taken]
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
            yield block._replace(locator=f"paragraph[{count}]")
        else:
            yield block


class _Account(NamedTuple):
    """A page's size as displayed and where its characters went."""

    number: int
    width: float
    height: float
    ledger: Counter[str]


def _account(page: Arranged, roles: Roles) -> _Account:
    ledger = Counter(page.ledger)
    for at, line in enumerate(page.lines):
        role = roles.get((page.number, at))
        if role is not None:
            ledger["paragraph"] -= line.printed
            ledger[role] += line.printed
    width, height = page.display.size
    return _Account(page.number, round(width, 2), round(height, 2), ledger)


def _page(account: _Account, repeated: int) -> Page:
    """The page's account: headings that a page repeats are counted apart."""
    number, width, height, ledger = account
    if repeated:
        ledger = ledger + Counter({"repeated-heading": repeated, "cell": -repeated})
    return Page(number, width, height, tuple(sorted((to, n) for to, n in ledger.items() if n > 0)))


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


def _told(code: str, pages: Sequence[int]) -> tuple[Notice, ...]:
    """What was read of tables on these pages, as no rules show their cells."""
    if not pages:
        return ()
    told = ", ".join(map(str, sorted(set(pages))))
    return (Notice(code, "info", _NO_RULES[code], f"pages {told}"),)
