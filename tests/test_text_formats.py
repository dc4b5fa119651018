"""Text and HTML reports to blocks: what a reader of the file would see, and nothing else."""

from __future__ import annotations

import base64
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from extractors.document import OBJECT, Block, Cell, Document, Mark, Paragraph, Table
from extractors.errors import ExtractionError, TooLarge
from extractors.formats import markup, text
from extractors.formats.encodings import decoded
from extractors.limits import Limits

CASES = Path(__file__).parent / "cases"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")
ENCODINGS = (*UNICODE, "utf-32-be", "cp1252", "latin-1", "cp850", "cp865", "mac-roman")
FLAGS: tuple[tuple[str, Any], ...] = (("level", None), ("list_item", False), ("bold", False))


def cases(name: str) -> list[Any]:
    found = json.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["label"]) for case in found]


def plain(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [_plain_block(block) for block in blocks]


def _plain_block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        found: dict[str, Any] = {
            "table": [[_plain_cell(cell) for cell in row] for row in block.rows]
        }
        return found | ({"header_rows": block.header_rows} if block.header_rows else {})
    flags = {name: getattr(block, name) for name, usual in FLAGS if getattr(block, name) != usual}
    return {"paragraph": block.text, **flags}


def _plain_cell(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    return "|".join(("* " if one.list_item else "") + one.text for one in cell.paragraphs)


def page(body: str) -> Document:
    return markup.read(f"<html><body>{body}</body></html>".encode(), Limits())


def only_cell(document: Document) -> Cell:
    cell = document.tables[0].rows[0][0]
    assert cell is not None
    return cell


@pytest.mark.parametrize("case", cases("text_documents.json"))
def test_text_blocks(case: dict[str, Any]) -> None:
    """A text file's lines become the blocks that they stand for."""
    document = text.read(case["text"].encode(), Limits())

    assert plain(document.blocks) == case["blocks"]


@pytest.mark.parametrize("case", cases("html_documents.json"))
def test_html_blocks(case: dict[str, Any]) -> None:
    """A page's elements become the blocks that a browser would show."""
    document = page(case["text"])

    assert plain(document.blocks) == case["blocks"]


def test_locators_number_tables_and_paragraphs_through_the_file() -> None:
    """Locators count in reading order, cells by row and column, what is in a cell anew."""
    document = text.read(b"a\n<p>b</p>\nx\t<p>1</p><p>2</p>\n\n<table><tr><td>y</table>", Limits())

    assert [block.locator for block in document.blocks] == [
        "paragraph[1]",
        "paragraph[2]",
        "table[1]",
        "table[2]",
    ]
    cell = document.tables[0].rows[0][1]
    assert cell is not None
    assert cell.locator == "table[1]/row[1]/cell[2]"
    assert cell.paragraphs[1].locator == "table[1]/row[1]/cell[2]/paragraph[2]"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\f"])
def test_line_ends(end: str) -> None:
    """Line ends of any system separate rows."""
    document = text.read(end.join(("a\tb", "c\td", "", "e")).encode(), Limits())

    assert plain(document.blocks) == [{"table": [["a", "b"], ["c", "d"]]}, {"paragraph": "e"}]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding: str) -> None:
    """Danish text decodes whatever it was saved in."""
    words = "Rødgrød på Ærø: milepæl opfyldt, også i Århus og på Læsø"

    assert decoded(words.encode(encoding)) == words


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "words", ["STATUS FOR MILEPÆLE, MÅL OG ØKONOMI", "Åbnes i maj", "det sker i år"]
)
def test_encodings_of_little_text(words: str, encoding: str) -> None:
    """Capitals alone, or a single Danish letter, are enough to tell."""
    assert decoded(words.encode(encoding)) == words


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "mac-roman"])
def test_signs_beside_letters(encoding: str) -> None:
    """What else Danish texts are made of does not lead astray."""
    words = "§ 8: »Skolen på Ærø« får 8,5 mio. kr. til mål i år"

    assert decoded(words.encode(encoding)) == words


@pytest.mark.parametrize("encoding", UNICODE)
def test_symbols_survive_every_unicode_encoding(encoding: str) -> None:
    """Faces within and beyond the first plane, and private use, are what was written."""
    words = "Milepæl\t☺ ☹ 😊 🙁 \uf04a\tplan lagt i maj\n"

    assert decoded(words.encode(encoding)) == words


def test_a_stray_byte_leaves_the_rest_as_it_is() -> None:
    """One wrong byte in UTF-8 does not turn every Danish letter into two."""
    assert decoded("på Ærø i år".encode() + b" \x96 slut") == "på Ærø i år – slut"


def test_symbols_are_marks_with_their_ink() -> None:
    """A symbol in a cell is a mark at its offset, in the colour that is set around it."""
    cell = only_cell(page("<table><tr style='color:#00aa00'><td>Ja <b>☺</b> ●</table>"))

    assert [(mark.value, mark.offset, mark.colour) for mark in cell.all_marks] == [
        ("☺", 3, "#00aa00"),
        ("●", 5, "#00aa00"),
        ("#00aa00", None, "#00aa00"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "<td style='background-color: rgb(255,0,0)'>",
        "<td bgcolor=red>",
        "<td style='background:#F00 none'>",
        "<td class=r>",
    ],
)
def test_shading(cell: str) -> None:
    """A cell's background is its shading, however it is set."""
    document = page(f"<style>td.r, .s {{background: red}}</style><table><tr>{cell}x</table>")

    assert only_cell(document).shading == "#ff0000"


def test_shaded_span_without_text_is_seen() -> None:
    """A coloured box that holds nothing is a mark all the same."""
    cell = only_cell(page("<table><tr><td><span style='background:lime'>&nbsp;</span></table>"))

    assert cell.all_marks == (Mark("shading", "#00ff00", colour="#00ff00"),)


def test_pictures_in_the_page_are_seen() -> None:
    """A data URI's picture stands in the text, and its mark tells its looks."""
    drawn = io.BytesIO()
    canvas = Image.new("RGB", (40, 40), "white")
    ImageDraw.Draw(canvas).ellipse((2, 2, 37, 37), fill=(0, 160, 0))
    canvas.save(drawn, "PNG")
    source = "data:image/png;base64," + base64.b64encode(drawn.getvalue()).decode()

    cell = only_cell(text.read(f"![glad]({source})\tb".encode(), Limits()))

    (mark,) = cell.all_marks
    assert cell.text == OBJECT
    assert (mark.kind, mark.colour, mark.shape, mark.offset) == ("picture", "#00a000", "circle", 0)


def test_pictures_elsewhere_are_their_alternative() -> None:
    """A picture that is not in the file is what the file says in its place."""
    cell = only_cell(page("<table><tr><td><img src='http://192.0.2.1/a.png' alt='☹'></table>"))

    assert [mark.value for mark in cell.all_marks] == ["☹"]


def test_drawings_and_check_boxes_are_marks() -> None:
    """Inline SVG and form fields carry statuses too."""
    circle = "<svg><circle r=5 fill='#ff0000'/></svg>"
    cell = only_cell(page(f"<table><tr><td>{circle}<input type=checkbox checked></table>"))

    drawing, box = cell.all_marks
    assert (drawing.kind, drawing.colour, drawing.shape) == ("drawing", "#ff0000", "circle")
    assert (box.kind, box.value) == ("check_box", "checked")


HOSTILE = {
    "column span": "<table><tr><td colspan=1000000000>x</table>",
    "spans that multiply": "<table>" + "<tr><td colspan=16000 rowspan=9>x" * 200 + "</table>",
    "one wide row": "<table><tr><td colspan=16000>x" + "<tr><td>y" * 500 + "</table>",
    "deep elements": "<div>" * 5000 + "x",
    "deep tables": "<table><tr><td>" * 3000,
    "a very long word": "<p>" + "x" * 11_000_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_too_large(body: str) -> None:
    """What is built to exhaust a reader is refused, never half read."""
    with pytest.raises(TooLarge):
        page(body)


def test_a_wide_row_makes_no_wide_table() -> None:
    """A text's longest row counts for every row."""
    with pytest.raises(TooLarge):
        text.read(("\t" * 5000 + "x\n" + "a\tb\n" * 500).encode(), Limits())


def test_entities_are_not_expanded() -> None:
    """HTML knows no entities of its own making."""
    bomb = (
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p><table><tr><td>x</table>"
    )

    assert "aaaa" not in plain(markup.read(bomb.encode(), Limits()).blocks)[-2]["paragraph"]


def test_arbitrary_bytes_are_read_or_refused() -> None:
    """No bytes make the readers fail otherwise than by their own errors."""
    seeds = (
        "<table><tr><td>\x00\x07</table>",
        "|a|b|\n|--|\n|",
        "\t\n\t",
        '"\t"\n"',
        "<p",
        "&#0;\t&",
    )
    for seed in seeds:
        for reader in (text.read, markup.read):
            with suppress(ExtractionError):
                reader(seed.encode(), Limits())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_corpus_rows_have_four_cells() -> None:
    """Every row of the real report has its four cells, and every smiley is a mark."""
    data = (CORPUS / "tredje-opfolgning-2017.txt").read_bytes()
    document = text.read(data, Limits())

    rows = [row for table in document.tables for row in table.rows]
    assert len(rows) == sum(b"\t" in line for line in data.split(b"\n"))
    assert {len(row) for row in rows} == {4}
    marks = [mark.value for row in rows for cell in row if cell for mark in cell.all_marks]
    listed = [
        mark.value
        for block in document.blocks
        if isinstance(block, Paragraph)
        for mark in block.marks
    ]
    everything = data.decode()
    assert len(marks + listed) == sum(everything.count(face) for face in "☺☹😊")
