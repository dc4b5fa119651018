"""Scanned pages: the samples' own pages, printed, scanned askew and read again."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors import formats
from extractors.document import Document
from extractors.errors import Unreadable
from extractors.formats.scans import tesseract
from extractors.limits import Limits
from extractors.pages.display import tilted
from normalizers import amounts, deadlines
from normalizers.errors import Unreadable as NoValue

SAMPLE = Path(__file__).parents[1] / "samples" / "klitsund-2024-2.pdf"
PAGES = (1,)  # one page is enough: two seconds each
# Of it, rows of one item: four milestones and one of economy, in points from the top.
TOP, BOTTOM = 170, 365


def scan(
    *,
    dpi: int,
    askew: float,
    grey: bool,
    source: Path | bytes = SAMPLE,
    chosen: tuple[int, ...] = PAGES,
) -> bytes:
    """Pages of a file as a scanner gives them: pictures only, noisy, compressed."""
    noise = np.random.default_rng(1)
    pictures = []
    with pdfium.PdfDocument(source) as file:
        for index in chosen:
            page = file[index].render(scale=dpi / 72).to_pil().convert("RGB")
            page = page.rotate(askew, Image.Resampling.BICUBIC, fillcolor="white")
            pixels = np.asarray(page, np.float64)
            pixels = np.clip(pixels + noise.normal(0, 6, pixels.shape), 0, 255)
            done = Image.fromarray(pixels.astype(np.uint8))
            pictures.append(done.convert("L") if grey else done)
    out = io.BytesIO()
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=60
    )
    return out.getvalue()


needs_tesseract = pytest.mark.usefixtures("tesseract_there")


@pytest.fixture(scope="module")
def askew(tesseract_there: None) -> Document:
    """A page scanned in colour, a degree askew."""
    assert tesseract_there is None
    return formats.read(scan(dpi=300, askew=1.0, grey=False), Limits())


def rows(document: Document) -> list[list[str]]:
    """First cells of all rows, in one line each."""
    return [
        [" ".join(cell.text.split()) if cell else "" for cell in row]
        for table in document.tables
        for row in table.rows
    ]


def test_a_scanned_table_has_the_rows_of_the_printed_one(askew: Document) -> None:
    """Item tables come back with their grid and labels."""
    printed = [row for row in rows(formats.read(SAMPLE.read_bytes(), Limits())) if len(row) == 4]
    complete = [row for row in rows(askew) if row[0] in {"Milepæl", "Økonomi"}]

    assert len(complete) >= 8
    found = [row for row in complete if [row[0], row[2]] in [[p[0], p[2]] for p in printed]]
    assert len(found) == len(complete)


def test_faces_are_seen_on_the_picture(askew: Document) -> None:
    """A smiley of the page is a picture with a mouth in its own cell."""
    cells = [row[3] for table in askew.tables for row in table.rows if len(row) == 4]
    mouths = [mark.mouth for cell in cells if cell for mark in cell.all_marks]

    assert mouths.count("up") >= 3
    assert None not in mouths


def test_a_scanned_page_says_so(askew: Document) -> None:
    """Nobody takes recognised text for the document's own."""
    assert "scanned-page" in {notice.code for notice in askew.notices}


def test_places_are_those_of_the_paper(askew: Document) -> None:
    """Boxes lie on the page as scanned, not as set upright."""
    tops = [[cell.places[0].top for cell in row if cell] for t in askew.tables for row in t.rows]
    wide = [row for row in tops if len(row) == 4]

    assert all(row[0] - row[3] > 3 for row in wide)  # a degree over 400 points


@needs_tesseract
def test_check_marks_and_arrows_are_seen_in_their_cells() -> None:
    """By their shape; a cell with a word has none."""
    strokes: dict[str, list[tuple[tuple[int, int], ...]]] = {
        "check": [((0, 5), (4, 0), (11, 10))],
        "arrow_up": [((5, 0), (5, 12)), ((1, 8), (5, 12), (9, 8))],
        "arrow_down": [((5, 12), (5, 0)), ((1, 4), (5, 0), (9, 4))],
    }
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(420, 300), invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.grid([20, 300, 400], [120, 160, 200, 240, 280])
    names = (*strokes, "word")
    for number, name in enumerate(names):
        y = 252 - 40 * number
        canvas.drawString(30, y, f"Arbejdet på {number + 2}. etape er færdigt")
        canvas.setLineWidth(1.6)
        for points in strokes.get(name, ()):
            for (x0, y0), (x1, y1) in pairwise(points):
                canvas.line(340 + x0, y + y0, 340 + x1, y + y1)
    canvas.drawString(335, 132, "Nej")
    canvas.save()

    page = scan(dpi=300, askew=0.5, grey=True, source=stream.getvalue(), chosen=(0,))
    document = formats.read(page, Limits())

    cells = [row[1] for table in document.tables for row in table.rows]
    assert [[mark.shape for mark in cell.all_marks] for cell in cells if cell] == [
        ["check"],
        ["arrow_up"],
        ["arrow_down"],
        [],
    ]


@needs_tesseract
def test_figures_alone_in_their_cells_are_read() -> None:
    """Sparse recognition leaves some out: they are read by themselves."""
    source = SAMPLE.parent / "layouts" / "nordholm-colours.pdf"
    page = scan(dpi=200, askew=1.0, grey=True, source=source, chosen=(0,))
    printed, scanned = (rows(formats.read(one, Limits())) for one in (source.read_bytes(), page))

    amounts = [[row[-2:] for row in own if len(row) == 6] for own in (printed, scanned)]
    assert amounts[0] == amounts[1]


@needs_tesseract
def test_short_lines_of_a_narrow_cell_are_read_apart() -> None:
    """Sparse recognition takes the figure above a word into its line."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 500), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.grid([20, 290, 380], [500 - 48 * n for n in range(1, 10)])
    for number in range(1, 9):
        top = 490 - 48 * number
        canvas.drawString(26, top, f"Etape {number} er planlagt og meldt ud til alle")
        for line, text in enumerate((f"{number}.", "budgetopfølgning", "2017")):
            canvas.drawString(296, top - 12.5 * line, text)
    canvas.save()
    page = scan(dpi=300, askew=-0.7, grey=True, source=stream.getvalue(), chosen=(0,))

    found = [row[1].replace(".", "") for row in rows(formats.read(page, Limits()))]
    assert found == [f"{n} budgetopfølgning 2017" for n in range(1, 9)]


def test_tilted_boxes_keep_their_size() -> None:
    """A box moves with its middle, and the middle of the page stays."""
    middle, right = (45.0, 95.0, 55.0, 105.0), (90.0, 95.0, 100.0, 105.0)

    found = tilted(right, 2.0, 100.0, 200.0)

    assert tilted(middle, 2.0, 100.0, 200.0) == pytest.approx(middle)
    assert found[1] == pytest.approx(95 + 45 * np.sin(np.radians(2)))
    assert (found[2] - found[0], found[3] - found[1]) == pytest.approx((10, 10))


def test_without_tesseract_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of scanned pages is never silently empty."""
    pytest.importorskip("cv2")
    monkeypatch.setenv("PATH", "")
    tesseract._program.cache_clear()

    with pytest.raises(Unreadable, match="apt-get install tesseract-ocr tesseract-ocr-dan"):
        formats.read(as_pdf(drawn(72), 72), Limits())


@pytest.mark.parametrize(
    "text",
    ["Der afsættes 1\ufffd5 mio. kr.", "2,\ufffd mio. kr.", "\ufffd50.000 kr.", "1\ufffd 500 kr."],
)
def test_an_amount_with_an_unknown_digit_is_none(text: str) -> None:
    """The digits beside it are never taken for the number."""
    read = amounts.find(text)

    assert read.found == ()
    assert [one.hint for one in read.unread] == ["a digit of it is unknown"]


@pytest.mark.parametrize("text", ["3\ufffd.12.2024", "1. budgetopfølgning 202\ufffd"])
def test_a_deadline_with_an_unknown_digit_is_none(text: str) -> None:
    """A date is not read from the rest of it."""
    with pytest.raises(NoValue, match="unknown"):
        deadlines.read(text, 2024)


@cache
def drawn(dpi: int) -> Image.Image:
    """Some rows of the sample's page as a printer gives them."""
    with pdfium.PdfDocument(SAMPLE) as file:
        page: Image.Image = file[PAGES[0]].render(scale=dpi / 72).to_pil()
        return page.convert("RGB").crop((0, TOP * dpi // 72, page.width, BOTTOM * dpi // 72))


def as_pdf(picture: Image.Image, dpi: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=dpi, quality=70)
    return out.getvalue()


def with_layer(picture: Image.Image, dpi: int, shift: int) -> bytes:
    """A scan with the text that an earlier recognition laid over it, letters moved by `shift`."""
    width, height = (side * 72 / dpi for side in picture.size)
    out = io.BytesIO()
    page = Canvas(out, (width, height))
    page.drawImage(ImageReader(picture), 0, 0, width, height)
    with pdfplumber.open(SAMPLE) as printed:
        for word in printed.pages[PAGES[0]].extract_words():
            if word["top"] < TOP or word["bottom"] > BOTTOM:
                continue
            text = page.beginText(word["x0"], TOP + height - word["bottom"] + 2)
            text.setFont("Helvetica", word["bottom"] - word["top"])
            text.setTextRenderMode(3)
            natural = stringWidth(word["text"], "Helvetica", word["bottom"] - word["top"])
            text.setHorizScale(100 * (word["x1"] - word["x0"]) / natural)
            text.textOut("".join(moved(letter, shift) for letter in word["text"]))
            page.drawText(text)
    page.save()
    return out.getvalue()


def moved(letter: str, shift: int) -> str:
    return chr(ord(letter) + shift) if shift and letter.isascii() and letter.isalpha() else letter


@needs_tesseract
def test_a_good_layer_is_kept_and_a_bad_one_is_read_anew() -> None:
    """What an earlier recognition said counts only where the picture says the same."""
    kept = formats.read(with_layer(drawn(150), 150, 0), Limits())
    anew = formats.read(with_layer(drawn(200), 200, 5), Limits())

    assert "kept" in next(one for one in kept.notices if one.code == "scanned-page").message
    assert "kept" not in next(one for one in anew.notices if one.code == "scanned-page").message
    for document in (kept, anew):
        labels = [row[0] for row in rows(document) if len(row) == 4]
        assert labels.count("Milepæl") >= 3
        assert labels.count("Økonomi") >= 1


@needs_tesseract
@pytest.mark.parametrize("turns", [1, 2])
def test_a_page_on_its_side_is_read(turns: int) -> None:
    """Whichever way it went into the scanner; boxes are those of the page as it lies."""
    lying = drawn(150).rotate(90 * turns, expand=True)
    document = formats.read(as_pdf(lying, 150), Limits())

    labels = [row[0] for row in rows(document) if len(row) == 4]
    assert labels.count("Milepæl") >= 3
    page = document.pages[0]
    assert (page.width > page.height) == (turns == 2)
    places = [cell.places[0] for t in document.tables for row in t.rows for cell in row if cell]
    assert all(0 <= one.x0 < one.x1 <= page.width + 1 for one in places)


@needs_tesseract
def test_a_stamp_over_a_cell_hides_nothing() -> None:
    """A coloured stamp is taken off the print that it lies over."""
    page = drawn(200).copy()
    ImageDraw.Draw(page, "RGBA").rectangle(
        (950, 40, 1350, 170), outline=(60, 60, 190, 170), width=8
    )
    found = [row for row in rows(formats.read(as_pdf(page, 200), Limits())) if row[0] == "Milepæl"]

    assert len(found) >= 3
    assert found[0][1].endswith("slået op, og skolerne har meldt tilbage om timetal.")
    assert found[0][2] == "1. budgetopfølgning 2024"


@needs_tesseract
def test_a_file_may_hold_both_kinds_of_pages() -> None:
    """Printed and scanned pages of one file are read each in its way."""
    both = pdfium.PdfDocument.new()
    with pdfium.PdfDocument(SAMPLE) as printed:
        both.import_pages(printed, [0])
    with pdfium.PdfDocument(as_pdf(drawn(150), 150)) as picture:
        both.import_pages(picture)
    out = io.BytesIO()
    both.save(out)
    document = formats.read(out.getvalue(), Limits())

    told = [notice.locator for notice in document.notices if notice.code == "scanned-page"]
    assert told == ["page[2]"]
    assert [row[0] for row in rows(document)].count("Milepæl") >= 3
