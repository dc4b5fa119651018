"""PDF: page trees that name what is not there; both engines count and read the same pages."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES
from handmade import TIMES
from hostile_pdfs import pdf, stream

from extractors.document import Line, Paragraph
from extractors.errors import Damaged
from extractors.formats.pdf import plumber_pages, read
from extractors.limits import Limits

SHOWN = b"/Resources << /Font << /F1 9 0 R >> >>"
BOX = b"/MediaBox [0 0 400 300]"
PAGE = b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R %s >>"


def printed(kids: bytes, strange: bytes = b"null") -> bytes:
    """Pages 3 and 4 are sound, object 5 is as given, and there is no object 99."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, kids.count(b"R")),
        3: PAGE % (BOX, 6, SHOWN),
        4: PAGE % (BOX, 7, SHOWN),
        5: strange,
        6: stream(b"BT /F1 12 Tf 30 200 Td (Foerste side.) Tj ET"),
        7: stream(b"BT /F1 12 Tf 30 200 Td (Anden side.) Tj ET"),
        9: TIMES,
    }
    return pdf(objects)


def lines(data: bytes, engine: str) -> tuple[dict[int, list[str]], list[str]]:
    """What each page shows, and the evidence of notices."""
    document = read(data, Limits(), engine)
    found: dict[int, list[str]] = {page.number: [] for page in document.pages}
    for block in document.blocks:
        assert isinstance(block, Paragraph)
        for line in block.lines:
            assert isinstance(line, Line)
            found[line.place.page].append(block.text[line.start : line.end].strip())
    return found, [f"{notice.code} {notice.evidence}" for notice in document.notices]


FIRST, SECOND = "Foerste side.", "Anden side."


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("kids", "strange", "shown", "broken"),
    [
        (b"3 0 R 99 0 R 4 0 R", b"null", [FIRST, None, SECOND], [2]),
        (b"99 0 R 3 0 R 4 0 R", b"null", [None, FIRST, SECOND], [1]),
        (b"3 0 R 4 0 R 99 0 R", b"null", [FIRST, SECOND, None], [3]),
        (b"98 0 R 99 0 R", b"null", [None, None], [1, 2]),
        (b"3 0 R 5 0 R 4 0 R", b"null", [FIRST, None, SECOND], [2]),
        (b"3 0 R 5 0 R 4 0 R", b"42", [FIRST, None, SECOND], [2]),
        (b"3 0 R 5 0 R 4 0 R", b"<< /Foo 1 >>", [FIRST, None, SECOND], []),
        (b"3 0 R 2 0 R 4 0 R", b"null", [FIRST, SECOND, None], [3]),
        (b"3 0 R 3 0 R 4 0 R", b"null", [FIRST, FIRST, SECOND], []),
        (b"3 0 R 5 0 R", PAGE % (b"", 7, SHOWN), [FIRST, SECOND], []),
        (b"3 0 R 5 0 R", PAGE % (b"/MediaBox [0 0 400]", 7, SHOWN), [FIRST, SECOND], []),
        (b"3 0 R 5 0 R", PAGE % (BOX, 99, SHOWN), [FIRST, None], []),
        (
            b"3 0 R 5 0 R",
            b"<< /Type /Pages /Parent 2 0 R /Kids [4 0 R] /Count 1 >>",
            [FIRST, SECOND],
            [],
        ),
    ],
    ids=[
        *("one missing", "the first", "the last", "all", "null", "a number", "no page"),
        *("the tree itself", "twice", "without a size", "half a size", "no content", "in a node"),
    ],
)
def test_pages_are_counted_alike(
    engine: str, kids: bytes, strange: bytes, shown: list[str | None], broken: list[int]
) -> None:
    """Those that cannot be read are named, and all others are read."""
    found, told = lines(printed(kids, strange), engine)

    assert found == {n: [text] if text else [] for n, text in enumerate(shown, start=1)}
    assert told == [f"broken-page page {number}" for number in broken]


def test_what_pdfplumber_cannot_open_is_damaged() -> None:
    with pytest.raises(Damaged, match="pdfplumber cannot open the PDF"):
        plumber_pages.opened(b"%PDF-1.7\n", "")
