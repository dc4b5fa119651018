"""The neutral model: what was seen in a document, whatever its format.

A document is a sequence of blocks (paragraphs and tables) in reading order. Everything knows
where it stands: `locator` in the file's own structure for every format, `Place` on the page
where the format has pages. All records are frozen; those made by the thousand are named tuples,
which are made in a third of the time. Nothing in here says what a text means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

# Stands in a paragraph's text where a picture or drawing stands in the line of text.
OBJECT = "\ufffc"
# Stands in a paragraph's text for a glyph whose character is unknown; its mark has the code.
UNMAPPED = "\ufffd"

MarkKind = Literal[
    "character", "picture", "drawing", "scan", "text_colour", "shading", "shade", "check_box"
]
Mouth = Literal["up", "flat", "down"]


class Place(NamedTuple):
    """A box on a page: page from 1, points, origin at the top left of the page as displayed."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Mark(NamedTuple):
    r"""Something seen that may carry a status: a glyph, a picture, a drawing, a colour.

    `value` is, by kind: the character(s) as coded (`"\uf04a"`, `"☺"`, `"J"`, `"\ufffd"` where
    the code has no known character); the hex digest of a picture's pixels, of a drawing's
    outline, or of what was cut out of a scanned page; `"#rrggbb"` of a text colour or shading,
    and of the grey (a shade) that a scan without colours has in place of one; `"checked"` or
    `"unchecked"`.
    """

    kind: MarkKind
    value: str
    font: str | None = None  # family name, without the subset prefix
    code: int | None = None  # the glyph's code in its font where no character is known
    colour: str | None = None  # "#rrggbb": ink of a glyph, fill of a drawing, hue of a picture
    size: float | None = None  # height in points
    shape: str | None = None  # what is drawn: "face", "circle", "check", ... (extractors.looks)
    mouth: Mouth | None = None  # of a face
    likeness: str | None = None  # perceptual hash, equal or near for one picture re-encoded
    offset: int | None = None  # in the paragraph's text; None where it floats over the cell
    place: Place | None = None


class Line(NamedTuple):
    """One printed line (fragment) of a paragraph: `text[start:end]` stands at `place`.

    `edges` are the left edges of its characters and the right edge of the last one, in points
    (`end - start + 1` values); empty where only the whole line's box is known.
    """

    start: int
    end: int
    place: Place
    edges: Sequence[float] = ()


class Paragraph(NamedTuple):
    """A run of text that the document sets as one paragraph or list item."""

    text: str
    locator: str
    marks: tuple[Mark, ...] = ()
    lines: Sequence[Line] = ()  # empty where the format has no pages
    level: int | None = None  # 0 title, 1.. heading; None for body text
    list_item: bool = False  # its bullet or number is not part of the text
    bold: bool = False  # all of it
    size: float | None = None  # of most of its characters, points
    # It goes on with the last paragraph of the cell above, if their rows are one: a page shows it.
    goes_on: bool = False

    def places(self, start: int = 0, end: int | None = None) -> tuple[Place, ...]:
        """The boxes of `text[start:end]`, one per page."""
        stop = len(self.text) if end is None else end
        return joined_places(
            _clipped(line, start, stop) for line in self.lines if _touches(line, start, stop)
        )


class Cell(NamedTuple):
    """A cell of a table; one that continues over a page break is one cell with several places."""

    row: int  # from 1, in its table
    column: int  # from 1, leftmost grid column
    locator: str
    blocks: tuple[Paragraph | Table, ...] = ()  # in reading order
    row_span: int = 1
    column_span: int = 1
    shading: str | None = None  # "#rrggbb"; None for none, white or automatic
    marks: tuple[Mark, ...] = ()  # what floats over the cell; the rest is in its paragraphs
    places: tuple[Place, ...] = ()  # its boxes, one per page

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs, those of nested tables in reading order among them."""
        blocks = self.blocks
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return (blocks[0],)  # most cells
        return tuple(_paragraphs(blocks))

    @property
    def text(self) -> str:
        """The paragraphs' texts, separated by line feeds; "" for an empty cell."""
        blocks = self.blocks
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return blocks[0].text  # most cells
        if not blocks:
            return ""  # most others
        texts = [block.text for block in blocks if isinstance(block, Paragraph)]
        if len(texts) < len(blocks):  # tables among them
            texts = [paragraph.text for paragraph in _paragraphs(blocks)]
        return "\n".join(texts)

    @property
    def all_marks(self) -> tuple[Mark, ...]:
        """Every mark in or over the cell, in reading order, then its shading."""
        inside = tuple(mark for paragraph in self.paragraphs for mark in paragraph.marks)
        shading = (Mark("shading", self.shading, colour=self.shading),) if self.shading else ()
        return inside + self.marks + shading


# A grid row: `None` where a merged cell from the left or from above swallows the place.
Row = tuple[Cell | None, ...]


class Table(NamedTuple):
    """A grid of cells; every row has one entry per grid column."""

    rows: Sequence[Row]  # a tuple; or packed, or made when asked for: to be gone through in order
    locator: str
    places: tuple[Place, ...] = ()
    header_rows: int = 0  # rows that the format itself marks as repeated headings
    # Rows (from 0) that may continue the row above over a page break: the page allows both
    # readings, so the layout's vocabulary decides. Certain continuations are joined already.
    possible_continuations: tuple[int, ...] = ()
    drawn: bool = True  # False where only aligned columns show it, as in a letterhead


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page as displayed, and the account of its characters.

    `ledger` pairs a destination (`cell`, `paragraph`, `header`, `footer`, `page_number`, or the
    code of a notice) with the number of visible characters that went there.
    """

    number: int  # from 1
    width: float  # points
    height: float
    ledger: tuple[tuple[str, int], ...] = ()


class Revision(NamedTuple):
    """A tracked change that the final view of a document hides."""

    kind: str  # "insertion", "deletion", "move", "format"
    author: str
    date: str  # as in the file
    locator: str


class Notice(NamedTuple):
    """Something about the reading itself that an auditor should know."""

    code: str  # kebab-case
    severity: Literal["info", "warning", "error"]
    message: str  # one sentence, English
    evidence: str
    locator: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as seen."""

    media_type: str
    engine: str  # which reader saw it: "pdfium", "pdfplumber", "docx", "html", "text"
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()  # empty where the format has none
    furniture: tuple[Paragraph, ...] = ()  # page headers, footers and page numbers, each once
    properties: tuple[tuple[str, str], ...] = ()  # the file's own metadata: ("title", ...), ...
    revisions: tuple[Revision, ...] = ()
    notices: tuple[Notice, ...] = ()
    # Visible characters of the file that no page shows, by why: ("deleted", 12), ("hidden", 3), ...
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


def joined_places(places: Iterator[Place]) -> tuple[Place, ...]:
    """One box per page around all boxes on it, in order of first appearance."""
    boxes: dict[int, Place] = {}
    for place in places:
        boxes[place.page] = _around(boxes[place.page], place) if place.page in boxes else place
    return tuple(boxes.values())


def _around(a: Place, b: Place) -> Place:
    return Place(
        a.page, min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom)
    )


def _touches(line: Line, start: int, stop: int) -> bool:
    return line.start < stop and start < line.end


def _clipped(line: Line, start: int, stop: int) -> Place:
    if not line.edges:
        return line.place
    first, last = max(start, line.start) - line.start, min(stop, line.end) - line.start
    return line.place._replace(x0=float(line.edges[first]), x1=float(line.edges[last]))


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for row in block.rows:
            for cell in row:
                if cell is not None:
                    yield from _paragraphs(cell.blocks)
