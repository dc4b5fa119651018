"""PDF: pages are read some at a time, as each by itself, and all are closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from handmade import TIMES
from hostile_pdfs import pdf, stream

from extractors.document import Paragraph
from extractors.formats.pdf import calls, pdfium, read
from extractors.limits import Limits

TEXT = b"BT /F1 12 Tf 30 700 Td (Side nummer %d.) Tj ET\n"
PAGES = 11
FONT, FIRST, CONTENTS = 3, 10, 100


def report(drawn: bytes = b"") -> bytes:
    """So many pages of one line each, with what else is drawn on all of them."""
    kids = b" ".join(b"%d 0 R" % (FIRST + at) for at in range(PAGES))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>"
    )
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, PAGES),
            FONT: TIMES,
            **{FIRST + at: page % (CONTENTS + at) for at in range(PAGES)},
            **{CONTENTS + at: stream(TEXT % (at + 1) + drawn) for at in range(PAGES)},
        }
    )


class Open:
    """How many pages are open, and how many there were at most."""

    def __init__(self) -> None:
        self.now = self.most = 0


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    counted, load, close = Open(), calls.load_page, calls.close_page

    def loaded(*arguments: object) -> object:
        counted.now += 1
        counted.most = max(counted.most, counted.now)
        return load(*arguments)

    def closed(handle: object) -> None:
        counted.now -= 1
        close(handle)

    monkeypatch.setattr(calls, "load_page", loaded)
    monkeypatch.setattr(calls, "close_page", closed)
    yield counted
    assert counted.now == 0


@pytest.mark.parametrize("together", [1, 3, 11])
def test_pages_read_together_are_those_read_by_themselves(
    pages: Open, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(pdfium, "_TOGETHER", together)

    document = read(report(), Limits())

    found = " ".join(one.text for one in document.blocks if isinstance(one, Paragraph))
    assert found == " ".join(f"Side nummer {number}." for number in range(1, PAGES + 1))
    assert pages.most == together


@pytest.mark.parametrize(
    ("drawn", "held"),
    [(b"", 2 * len("Side nummer 1.") - 1), (b"0 0 m 99 99 l 50 9 l S\n" * 20, 60)],
    ids=["characters", "segments"],
)
def test_fewer_are_open_where_they_hold_much(
    pages: Open, monkeypatch: pytest.MonkeyPatch, drawn: bytes, held: int
) -> None:
    monkeypatch.setattr(pdfium, "_MOST_HELD", held)

    assert len(read(report(drawn), Limits()).pages) == PAGES
    assert pages.most == 1 + (not drawn)


def test_pages_are_closed_where_reading_ends_early(pages: Open) -> None:
    opened = pdfium.open_pages(report(), Limits())

    with closing(opened), closing(opened.sheets()) as sheets:
        assert next(sheets).number == 1
        assert pages.now > 0


def test_pages_are_closed_before_their_file_is_opened_anew(
    pages: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(report(), Limits())
    monkeypatch.setattr(pdfium, "_PAGES_AT_ONCE", 3)
    files: list[int] = []
    opened, file = pages.now, pdfium._file

    def anew(*arguments: object) -> object:
        files.append(pages.now)
        return file(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pdfium, "_file", anew)

    assert read(report(), Limits()) == whole
    assert len(files) == 4
    assert set(files) == {opened}
