"""The pages of a file as pdfminer finds them, one for each that pdfium counts.

pdfminer leaves out what its page tree names and the file does not have, and what it has twice;
so the tree is walked here, in the order in which pdfium counts.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from typing import Any

import pdfplumber
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1, resolve_all
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_matrix_rect
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from extractors.errors import Damaged
from extractors.formats.pdf.plumber_fonts import Fonts
from extractors.pages.sheet import Box, turned_box

# pdfminer believes what a file says, and fails over what it does not say in all of these ways.
FAILURES = (
    *(PSException, PdfminerException, ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
_MOST_PAGES = 20_000
_REMARKING = ("pdfminer", "pdfplumber")
_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_BOXES = ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox")
_USUAL = [0, 0, 612, 792]  # what both libraries take where a page says nothing of its size
_DEEPEST = 100  # nodes of the tree within each other
_SIDES = 4
_HALF_A_BLANK = 130  # thousandths of the size; pdfium takes as much for a blank


def opened(data: bytes, password: str) -> Any:
    """The file, opened by pdfplumber; to close it would make all of its pages."""
    _quieten()
    try:
        file = pdfplumber.open(io.BytesIO(data), password=password)
    except FAILURES as error:
        raise Damaged(f"pdfplumber cannot open the PDF: {error!r}") from error
    file.rsrcmgr = Fonts()
    return file


def _quieten() -> None:
    """Let pdfminer's remarks on fonts go to those who ask for them, and not to standard error."""
    for name in _REMARKING:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def leaves(file: Any) -> Iterator[Any]:
    """The pages as the tree names them: their key, and what is said of each; None for none."""
    yield from _leaves(file, file.doc.catalog.get("Pages"), {}, ())


def counted(data: bytes, password: str | None, count: Callable[[Any], int]) -> list[int]:
    """What is counted of each page by what the file says of it; 0 of none, [] of no file."""
    try:
        file = opened(data, password or "")
    except Damaged:
        return []
    each = islice(leaves(file), _MOST_PAGES)
    return [count(leaf[1]) if leaf else 0 for leaf in each]


def pages(file: Any, count: int) -> Iterator[Page | None]:
    """As many pages as there are, each made when its turn comes; None for what is none."""
    each = chain(leaves(file), repeat(None))
    for number, leaf in enumerate(islice(each, count), start=1):
        yield _page(file, leaf, number)


def shown(page: Any) -> Box:
    """What of a page is shown, in pdfplumber's coordinates.

    Those begin where the media box does on the page as displayed, however it is turned; pdfplumber
    leaves its crop box where it would be if the page were not.
    """
    x0, low, x1, high = _sides(page, "MediaBox")
    crop = _sides(page, "CropBox")
    left, bottom = max(x0, crop[0]), max(low, crop[1])
    right, top = min(x1, crop[2]), min(high, crop[3])
    if left >= right or bottom >= top:
        left, bottom, right, top = x0, low, x1, high
    inside = left - x0, high - top, right - x0, high - bottom
    own = turned_box(inside, page.rotation // 90, x1 - x0, high - low)
    across, down = float(page.mediabox[0]), float(page.mediabox[1])
    return own[0] + across, own[1] + down, own[2] + across, own[3] + down


def _sides(page: Any, name: str) -> Box:
    """Left, bottom, right and top of a box of the page; without a crop box all is shown."""
    box = resolve_all(page.page_obj.attrs.get(name, page.page_obj.attrs["MediaBox"]))
    (x0, x1), (low, high) = sorted(map(float, box[::2])), sorted(map(float, box[1::2]))
    return x0, low, x1, high


def _leaves(
    file: Any, node: Any, above: Mapping[str, Any], around: tuple[Any, ...]
) -> Iterator[Any]:
    """The pages below a node, with what they inherit; None where the file has none."""
    key = getattr(node, "objid", None)
    if (key is not None and key in around) or len(around) > _DEEPEST:
        return
    found = resolved(node)
    if not isinstance(found, dict):
        yield None
        return
    own = {**{name: above[name] for name in _INHERITED if name in above}, **found}
    kids = resolved(own.get("Kids"))
    if not isinstance(kids, list):
        yield key, own
        return
    for kid in kids:
        yield from _leaves(file, kid, own, (*around, key))


def resolved(value: Any) -> Any:
    """What a reference names; None where that cannot be read."""
    try:
        return resolve1(value)
    except FAILURES:
        return None


class _Instructions(PDFPageAggregatorWithMarkedContent):
    """Numbers the instructions that print, in the place of the contents that the file marks.

    One that moves the pen as far as a blank prints two texts; one that prints downwards has a
    number below 0. And puts back, behind a form, what the form moves: pdfminer goes on in the
    form's own measure.
    """

    number = 0

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self._around: list[Any] = []

    def begin_figure(self, *about: Any) -> None:
        self._around.append(self.ctm)
        super().begin_figure(*about)

    def end_figure(self, name: str) -> None:
        super().end_figure(name)
        self.set_ctm(self._around.pop())

    def render_string(self, textstate: Any, seq: Any, *about: Any) -> None:
        for part in _parted(seq):
            self.number += 1
            self.cur_mcid = -self.number if textstate.font.is_vertical() else self.number
            super().render_string(textstate, part, *about)

    def render_char(self, matrix: Any, font: Any, fontsize: float, *about: Any) -> float:
        """A glyph that stands below the pen is as high as its font is large."""
        moved: float = super().render_char(matrix, font, fontsize, *about)
        if font.is_vertical():
            glyph: Any = self.cur_item._objs[-1]  # noqa: SLF001 (where pdfplumber has it, too)
            x, up = fontsize / 2, -fontsize
            glyph.set_bbox(apply_matrix_rect(matrix, (-x, min(up, 0), x, max(up, 0))))
            glyph.adv = abs(glyph.adv)
        return moved


def _parted(pieces: Sequence[Any]) -> Iterator[list[Any]]:
    """Strings and the moves of the pen between them, begun anew where one is as wide as a blank."""
    part: list[Any] = []
    for piece in pieces:
        if part and isinstance(piece, (int, float)) and piece <= -_HALF_A_BLANK:
            yield part
            part = []
        part.append(piece)
    yield part


class _Page(Page):
    """A page whose characters tell by which instruction they are printed, as their `mcid`."""

    @property
    def layout(self) -> Any:
        if not hasattr(self, "_layout"):
            device = _Instructions(self.pdf.rsrcmgr, self.page_number, self.pdf.laparams)
            try:
                PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except Exception as error:
                raise PdfminerException(error) from error
            self._layout = device.get_result()
        return self._layout


def _page(file: Any, leaf: Any, number: int) -> Page | None:
    if leaf is None:
        return None
    key, attributes = leaf
    try:
        return _Page(file, PDFPage(file.doc, key, _sound(attributes), None), number)
    except FAILURES:
        return None


def _sound(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a page, without boxes that are none."""
    found = dict(attributes)
    for name in _BOXES:
        box = resolve_all(found.pop(name, None))
        if isinstance(box, list) and len(box) == _SIDES and all(map(_is_number, box)):
            found[name] = box
    found.setdefault("MediaBox", _USUAL)
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
