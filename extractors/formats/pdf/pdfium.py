"""A PDF opened by pdfium, whose pages are read one by one."""

from __future__ import annotations

import ctypes
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document import Notice
from extractors.errors import Damaged, Encrypted, NotADocument, TooLarge, Unreadable
from extractors.formats.pdf import calls
from extractors.formats.pdf.annotations import laid_down
from extractors.formats.pdf.brushes import Brushes
from extractors.formats.pdf.coded_fonts import CodedFonts
from extractors.formats.pdf.drawn_fonts import DrawnFonts
from extractors.formats.pdf.drawn_forms import DrawnForms
from extractors.formats.pdf.enlarging import enlarged
from extractors.formats.pdf.inherited import with_own
from extractors.formats.pdf.layers import Layers
from extractors.formats.pdf.page import Asking, Reading, broken_sheet, heavy_sheet
from extractors.formats.pdf.patterns import Patterns
from extractors.formats.pdf.runs import Questions
from extractors.formats.pdf.trailers import with_trailer
from extractors.formats.scans.sheets import unread
from extractors.limits import Limits
from extractors.looks import Looks
from extractors.pages.sheet import (
    Sheet,
)

_ENCRYPTED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_PAGES_AT_ONCE = 100  # before the file is opened anew, but ...
_MOST_OPENINGS = 8  # ... no more often than this
_TOGETHER = 16  # pages, at most, and ...
_MOST_HELD = 80_000  # ... characters and segments on them; a page of a report has some thousands


class Opened(NamedTuple):
    """An open file; its pages are read some at a time, and closed behind that."""

    file: Any
    limits: Limits
    seen: dict[str, Looks]  # by pixels
    data: bytes
    layers: Layers
    patterns: Patterns
    drawn_fonts: DrawnFonts
    drawn_forms: DrawnForms
    coded_fonts: CodedFonts
    times: float = 1.0  # how much larger its pages are than those of the document

    @property
    def page_count(self) -> int:
        return len(self.file)

    @property
    def properties(self) -> tuple[tuple[str, str], ...]:
        found = self.file.get_metadata_dict(skip_empty=True)
        return tuple((key.lower(), value) for key, value in sorted(found.items()))

    def sheets(self) -> Generator[Sheet]:
        """Every page; some are open at a time, and are closed when the next ones are asked for."""
        asking = Asking(calls.Slots(4), calls.Inks(), Questions(), Brushes())
        failures: list[Unreadable] = []
        any_text = False
        for opened, indices in self._each():
            left = iter(indices)
            with closing(_Pages(opened, asking)) as pages:
                while together := pages.next_ones(left):
                    for sheet, is_scan, error in together:
                        failures += [error] if error else []
                        any_text |= not is_scan and len(sheet.glyphs) > 0
                        yield sheet if self.times == 1.0 else self.placed(sheet)
        if failures and not any_text:
            raise failures[0]

    def _each(self) -> Generator[tuple[Opened, range]]:
        """The file as opened to read so many pages, from 0.

        What pdfium reads of a page it keeps until the file is closed: some kilobytes that a
        thousand pages add up, so that the file is opened anew now and then.
        """
        count = self.page_count
        at_once = max(_PAGES_AT_ONCE, -(-count // _MOST_OPENINGS))
        yield self, range(min(count, at_once))
        for start in range(at_once, count, at_once):
            with closing(self._replace(file=_file(self.data, self.limits))) as again:
                yield again, range(start, min(start + at_once, count))

    def shapes(self, number: int) -> int:
        """How many the glyph of a page has that has most; opening it takes time for each letter."""
        return self.drawn_fonts.shapes(number) if self.layers.hold_drawn_fonts else 0

    def too_much(self, number: int) -> str | None:
        """What a page holds that would take minutes, or all memory, as it is opened."""
        most, shapes = self.limits.page_segments, self.shapes(number)
        if shapes > most:
            return f"glyphs of {shapes} shapes, none read"
        forms = self.drawn_forms.drawn(number)
        return f"forms drawn {forms} times, none read" if forms > most else None

    def open_page(self, index: int) -> tuple[Any, tuple[Notice, ...]]:
        """A page with what lies over it; None where it cannot be opened."""
        page = calls.load_page(_address(self.file.raw), index)
        if not page:
            return None, ()
        handle = ctypes.c_void_p(page)
        notices = laid_down(handle, index + 1)
        if notices:
            calls.close_page(handle)
            page = calls.load_page(_address(self.file.raw), index)
        return (ctypes.c_void_p(page) if page else None), notices

    def plain_page(self, index: int) -> Any:
        """A page without what lies over it; None where it cannot be opened, or takes long to be."""
        if self.too_much(index + 1):
            return None
        page = calls.load_page(_address(self.file.raw), index)
        return ctypes.c_void_p(page) if page else None

    def placed(self, sheet: Sheet) -> Sheet:
        """A page with how much larger or smaller it is displayed."""
        return replace(sheet, enlarged=sheet.enlarged / self.times)

    def enlarged(self, times: float) -> Opened:
        """The same document with its pages so many times as large, to be closed by itself."""
        data = enlarged(self.data, self.limits.password, times)
        opened = open_pages(data, replace(self.limits, password=None))
        return opened._replace(times=times)

    def written_as(self, data: bytes) -> Opened:
        """The same document, opened as it was written anew."""
        limits = replace(self.limits, password=None)
        try:
            file = _file(data, limits)
        except pdfium.PdfiumError:
            return self
        self.close()
        return self._replace(file=file, data=data, limits=limits)

    def close(self) -> None:
        self.file.close()


class _Read(NamedTuple):
    """A page that was read, by text recognition if it is a scan, and why that failed."""

    sheet: Sheet
    is_scan: bool = False
    error: Unreadable | None = None


class _Pages:
    """Pages of a file that are open together, so that what is done to each is done in a row.

    A processor holds the code of one step, not of all: each page by itself takes a thirtieth
    longer.
    """

    def __init__(self, opened: Opened, asking: Asking) -> None:
        self._opened, self._asking = opened, asking
        self._handles: list[Any] = []
        self._held = 0  # characters and segments on them

    def next_ones(self, indices: Iterator[int]) -> list[_Read]:
        """The next pages; those before them are closed. There are fewer where they hold much."""
        self.close()
        found: list[_Read] = []
        for index in indices:
            found.append(self._read(index))
            if len(found) == _TOGETHER or self._held > _MOST_HELD:
                break
        return found

    def _read(self, index: int) -> _Read:
        opened = self._opened
        heavy = opened.too_much(index + 1)
        if heavy is not None:
            return _Read(heavy_sheet(index + 1, heavy))
        handle, notices = opened.open_page(index)
        if handle is None:
            return _Read(broken_sheet(index + 1))
        self._handles.append(handle)
        reading = Reading(opened, handle, index + 1, self._asking)
        reading.notices += notices
        sheet = reading.sheet()
        self._held += reading.held
        if not reading.is_scan(sheet):
            return _Read(sheet)
        try:
            return _Read(reading.scanned(sheet), is_scan=True)
        except Unreadable as error:
            return _Read(unread(sheet, str(error)), True, error)

    def close(self) -> None:
        self._asking.questions.forget_fonts()
        for handle in self._handles:
            calls.close_page(handle)
        self._handles, self._held = [], 0


def open_pages(data: bytes, limits: Limits) -> Opened:
    """The file, opened; raises where it cannot be or has too many pages."""
    try:
        file = _file(data, limits)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _ENCRYPTED or "assword" in str(error):
            given = "the password given is wrong" if limits.password else "none was given"
            raise Encrypted(f"the PDF needs a password; {given} (--password)") from error
        if b"%PDF" not in data[:1024]:
            raise NotADocument("no PDF header within the first 1024 bytes") from error
        mended = with_trailer(data)
        if mended is not None:
            return open_pages(mended, limits)
        raise Damaged(f"the PDF cannot be opened: {error}") from error
    if len(file) == 0:
        file.close()
        raise Damaged("the PDF has no pages")
    count = len(file)
    if count > limits.pages:
        file.close()
        raise TooLarge(f"{count} pages, more than {limits.pages}")
    layers, patterns = Layers(data, limits.password), Patterns(data, limits.password)
    drawn_fonts = DrawnFonts(data, limits.password)
    drawn_forms = DrawnForms(data, limits.password)
    coded_fonts = CodedFonts(data, limits.password)
    about = (layers, patterns, drawn_fonts, drawn_forms, coded_fonts)
    opened = Opened(file, limits, {}, data, *about)
    if patterns.patterned.data is not None:
        opened = opened.written_as(patterns.patterned.data)
    own = with_own(opened.data, opened.limits.password) if layers.may_be_laid_over else None
    return opened if own is None else opened.written_as(own)


def _file(data: bytes, limits: Limits) -> Any:
    return pdfium.PdfDocument(data, password=limits.password)


def _address(handle: Any) -> ctypes.c_void_p:
    # `ctypes.cast` takes ten times as long.
    return ctypes.c_void_p.from_buffer(handle)
