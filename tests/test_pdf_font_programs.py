"""What the programs of fonts in a PDF tell of their glyphs."""

from __future__ import annotations

from struct import pack

import pytest
from drawn_pages import ENGINES
from handmade import handmade

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.formats.pdf.truetype import program
from extractors.limits import Limits


def _table(glyphs: dict[int, int], platform: tuple[int, int]) -> bytes:
    """A table of characters for so many codes, which are trimmed to those that follow."""
    first, last = min(glyphs), max(glyphs)
    body = [glyphs.get(code, 0) for code in range(first, last + 1)]
    told = pack(f">5H{len(body)}H", 6, 10 + 2 * len(body), 0, first, len(body), *body)
    return pack(">4HL", 0, 1, *platform, 12) + told


def test_names_of_glyphs_tell_characters() -> None:
    """Those in the usual order, and those with a name of their own."""
    glyphs, names = [0, 36, 258], [b"oslash"]
    told = pack(">L28xH3H", 0x20000, 3, *glyphs) + b"".join(
        bytes((len(one),)) + one for one in names
    )
    characters = _table({65: 1, 66: 2}, (1, 0))
    head = pack(
        ">L4H4s3L4s3L",
        0x10000,
        2,
        32,
        1,
        0,
        b"cmap",
        0,
        44,
        len(characters),
        b"post",
        0,
        44 + len(characters),
        len(told),
    )

    found = program(head + characters + told)

    assert found.told == {65: "A", 66: "ø"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_font_that_is_not_in_the_file_is_read_by_its_name(engine: str) -> None:
    """Each reader of the file has it, with the codes that all know."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

    (found,) = read(
        handmade(b"BT /F1 9 Tf 40 220 Td (Uvxkyz 17) Tj ET", font=font), Limits(), engine
    ).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "Uvxkyz 17"
