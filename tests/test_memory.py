"""Long documents: their memory does not grow with their pages, and they read like short ones."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from drawn_pages import page
from reportlab.pdfgen.canvas import Canvas

from extractors import formats, layouts
from extractors.document import Cell, Document, Line, Mark, Paragraph, Place, Row, Table
from extractors.formats.pdf import read
from extractors.formats.pdf.pdfium import open_pages
from extractors.limits import Limits
from extractors.pages.arrangement import Arranged, arranged
from extractors.pages.lines import PackedLines
from extractors.records import RawItem, RawReport
from extractors.shelf import LOOSE, LOOSE_ITEMS, LOOSE_ROWS, Drafts, PackedRows, Shelf, packed_rows

ROOT = Path(__file__).parents[1]
SAMPLES = sorted(ROOT.glob("samples/**/*.pdf"))
WORDS = ("molen", "skolen", "parken", "broen", "havnen", "stien", "torvet", "kajen", "skoven")
ROWS_A_PAGE = 40
# Unpacked, 200 pages more take three quarters more.
MOST_GROWTH = 1.3
# What a command as users start it has loaded when it is done.
RUN = """
import sys
from pipeline.cli import main
try:
    main()
finally:
    print(*sys.modules)
"""
WORKER = """
import hashlib, os, sys
from pathlib import Path
from pipeline.options import Options
from pipeline.sources import find_sources
from pipeline.worker import Task, prepare, read
prepare(os.getppid(), 0)
[source] = find_sources([sys.argv[1]]).sources
data = Path(sys.argv[1]).read_bytes()
task = Task(hashlib.sha256(data).hexdigest(), len(data), ".pdf", source, "")
assert read(task, Options())
print(*sys.modules)
"""
PEAK = """
import sys
from pathlib import Path
from extractors.formats.pdf import read
from extractors.limits import Limits
read(Path(sys.argv[1]).read_bytes(), Limits())
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]))
"""


def sentence(page_number: int, row: int, column: int) -> str:
    """Another one in every cell."""
    seed = (page_number * ROWS_A_PAGE + row) * 7 + column
    return " ".join(WORDS[(seed // 9**place) % len(WORDS)] for place in range(4))


def report(pages: int, *, one_table: bool) -> bytes:
    """A ruled table on every page, which goes on from page to page or follows a heading."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    ys = [780 - 18 * row for row in range(ROWS_A_PAGE + 1)]
    xs = [40, 210, 380, 550]
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(500, 820, f"Side {number}")
        if not one_table:
            canvas.drawString(40, 790, f"{sentence(number, 0, 0)} {number}")
        canvas.grid(xs, ys)
        for row, y in enumerate(ys[1:]):
            for column, x in enumerate(xs[:-1]):
                canvas.drawString(x + 3, y + 6, sentence(number, row, column))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def peak(file: Path) -> int:
    """Kilobytes of a process that reads the file."""
    command = [sys.executable, "-c", PEAK, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells no peak")
@pytest.mark.parametrize("one_table", [False, True], ids=["tables", "one table"])
def test_memory_does_not_grow_with_the_pages(tmp_path: Path, *, one_table: bool) -> None:
    """A process that reads six times the pages takes hardly more."""
    peaks = []
    for pages in (40, 240):
        file = tmp_path / f"{pages}.pdf"
        file.write_bytes(report(pages, one_table=one_table))
        peaks.append(peak(file))

    assert peaks[1] < MOST_GROWTH * peaks[0]


@pytest.mark.parametrize("one_table", [False, True], ids=["tables", "one table"])
def test_a_long_report_reads_like_a_short_one(*, one_table: bool) -> None:
    """The pages that both have hold the same rows, paragraphs and furniture."""
    short, long = (
        read(report(pages, one_table=one_table), Limits()) for pages in (LOOSE, LOOSE + 20)
    )

    assert isinstance(short.tables[0].rows, tuple)
    assert isinstance(long.tables[0].rows, PackedRows)
    # The last page of the short one may have its last row cut.
    same = (LOOSE - 10) * ROWS_A_PAGE
    assert list(rows(long))[:same] == list(rows(short))[:same]
    assert long.blocks[0] == short.blocks[0] or one_table
    assert long.pages[:LOOSE] == short.pages
    assert long.furniture == short.furniture


def rows(document: Document) -> Iterator[Row]:
    for table in document.tables:
        yield from table.rows


def test_a_long_file_of_turned_pages_keeps_its_places_as_displayed() -> None:
    """Packed rows are turned back like others."""
    source = pdfium.PdfDocument(report(2, one_table=False))
    whole = pdfium.PdfDocument.new()
    for number in range(LOOSE + 2):
        whole.import_pages(source, [number % 2])
        whole[number].set_rotation(90)
    stream = BytesIO()
    whole.save(stream)

    found = read(stream.getvalue(), Limits())

    for table in found.tables:
        for cell in (cell for row in table.rows for cell in row if cell):
            assert cell.places[0].x1 - cell.places[0].x0 == pytest.approx(18, abs=0.1)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_page_of_a_sample_is_unpacked_as_it_was(file: Path) -> None:
    """Lines, edges, marks, nested tables and the account."""
    check_pages(file.read_bytes())


def nested(canvas: Canvas) -> None:
    canvas.grid([20, 200, 380], [40, 180, 250])
    canvas.grid([210, 280, 360], [60, 90, 120])
    for x, y, text in ((25, 230, "Molen"), (205, 160, "Ydre"), (215, 100, "a"), (285, 70, "b")):
        canvas.drawString(x, y, text)
    canvas.saveState()
    canvas.rotate(90)
    canvas.drawString(60, -30, "på siden")
    canvas.restoreState()


@pytest.mark.parametrize("draw", [nested, lambda _: None], ids=["nested", "empty"])
def test_a_drawn_page_is_unpacked_as_it_was(draw: Callable[[Canvas], None]) -> None:
    """A table in a cell, text on its side; and a page without anything."""
    check_pages(page(draw))


def check_pages(data: bytes) -> None:
    opened = open_pages(data, Limits())
    above: Arranged | None = None
    for sheet in opened.sheets():
        above = arranged(sheet, above)
        assert pickle.loads(pickle.dumps(above)) == above
    opened.close()


MARK = Mark(
    kind="character",
    value="\uf04a",
    font="Wingdings",
    code=74,
    colour="#00ff00",
    size=11.5,
    shape="face",
    mouth="up",
    likeness="f0" * 8,
    offset=0,
    place=Place(1, 1.5, 2.0, 3.25, 4.0),
)
PLACES = (Place(1, 0.1, 0.2, 50.33, 20.0), Place(2, 0.1, 10.0, 50.33, 15.5))


def paragraph(text: str, locator: str) -> Paragraph:
    edges = tuple(float(index) for index in range(len(text) + 1))
    lines = PackedLines.of([Line(0, len(text), PLACES[0], edges), Line(0, 0, PLACES[1])])
    return Paragraph(text, locator, (MARK,), lines, 2, list_item=True, bold=True, size=9.5)


def cell(row: int, column: int, *, holds_table: bool = False) -> Cell:
    locator = f"table[1]/row[{row}]/cell[{column}]"
    inner = Table(((Cell(1, 1, f"{locator}/table[1]"), None),), locator, PLACES, 1, (0,), False)
    blocks = (paragraph(f"{row}, {column}", locator), *((inner,) if holds_table else ()))
    return Cell(
        row, column, locator, blocks, 2, 3, "#ffee00", (MARK._replace(offset=None),), PLACES
    )


def made_rows(count: int) -> tuple[Row, ...]:
    return tuple(
        (cell(number, 1), None, Cell(number, 3, ""), cell(number, 4, holds_table=True))
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize("count", [0, 1, 24, 25, 100])
def test_packed_rows_equal_those_that_are_not(count: int) -> None:
    """Nested tables, swallowed and empty cells, marks with all fields, spans, several places."""
    plain = made_rows(count)
    found = packed_rows(plain)

    assert found == plain
    assert plain == found
    assert found == packed_rows(plain)
    assert hash(found) == hash(plain)
    assert repr(found) == repr(plain)
    assert len(found) == count
    assert Table(found, "table[1]") == Table(plain, "table[1]")
    assert found != (*plain, ())
    assert found != packed_rows((*plain[1:], ()))


@pytest.mark.parametrize(
    "chosen", [slice(None, 3), slice(20, 60), slice(None, None, -1), slice(90, None, 7), slice(0)]
)
def test_some_of_the_packed_rows_are_those_of_a_tuple(chosen: slice) -> None:
    """By slices and, from both ends, one by one."""
    plain = made_rows(100)
    found = packed_rows(plain)

    assert found[chosen] == plain[chosen]
    assert [found[index] for index in (0, 23, 24, -1, -100)] == [
        plain[index] for index in (0, 23, 24, -1, -100)
    ]
    with pytest.raises(IndexError):
        found[100]


def test_a_shelf_packs_all_once_there_are_many() -> None:
    """It gives back what was put on it, also in the place of something else."""
    shelf = Shelf[list[int]](loose=2)
    states = []
    for number in range(4):
        shelf.append([number])
        states.append(shelf.is_packed)
    shelf[1] = [7]

    assert states == [False, False, True, True]
    assert list(shelf) == [[0], [7], [2], [3]]
    assert shelf[-1] == [3]
    assert shelf[1:3] == [[7], [2]]
    assert list(shelf.taken()) == [[0], [7], [2], [3]]
    assert len(shelf) == 0


@pytest.mark.parametrize("loose", [0, 1, 5])
def test_the_last_draft_may_still_change(loose: int) -> None:
    """And keeps what it was given when the next one begins."""
    drafts = Drafts[list[int]](loose)
    for number in range(4):
        drafts.append([number])
        drafts[-1].append(-number)

    assert list(drafts) == [[0, 0], [1, -1], [2, -2], [3, -3]]
    assert drafts.is_packed == (loose < 3)


ITEM = """{0}. Havnen\tKort beskrivelse af indsatsen (drift)\tTid\tSmiley
Havnen skal ryddes {0}.\tAnsvarligt center: Ejendomme\t\t
Milepæl\tPlan {0} lagt.\t1. budgetopfølgning 2024\t☺
Økonomi\t{0} mio. kr.\t\t☹
"""


def test_many_items_are_those_that_stand_alone() -> None:
    """What is packed on the way changes no item."""
    numbers = range(1, LOOSE_ITEMS + 20)
    (whole,) = recognized(ITEM, numbers)
    (one,) = recognized(ITEM, [numbers[-1]])

    assert [item.heading.text for item in whole.items] == [f"{n}. Havnen" for n in numbers]
    assert isinstance(whole.items, Shelf)
    assert shape(whole.items[-1]) == shape(one.items[0])


def test_many_rows_of_a_register_are_those_that_stand_alone() -> None:
    """Each is an item, and the last one as whole as the first."""
    numbers = range(1, LOOSE_ROWS + 20)
    heading = "Indsats\tBeskrivelse\tFrist\tStatus\n"
    row = "Tag {0}\tTag {0} lægges om\t1.3.2025\tGrøn\n"
    (whole,) = recognized(row, numbers, heading)
    (few,) = recognized(row, numbers[-2:], heading)

    assert [item.heading.text for item in whole.items] == [f"Tag {n}" for n in numbers]
    assert isinstance(whole.items, Shelf)
    assert shape(whole.items[-1]) == shape(few.items[-1])


def recognized(item: str, numbers: Sequence[int], heading: str = "") -> tuple[RawReport, ...]:
    text = "".join(item.format(number) for number in numbers)
    data = f"Anden opfølgning 2024\n\n{heading}{text}".encode()
    return layouts.recognize(formats.read(data, Limits(), name="rapport.txt"))


def shape(item: RawItem) -> object:
    """The item but for where it stands."""
    rows = [
        (row.kind, row.label, row.text.text, row.deadline and row.deadline.text, row.marks)
        for row in item.follow_ups
    ]
    return item.heading.text, item.description and item.description.text, item.funding, rows


def test_a_run_does_without_pandas(tmp_path: Path) -> None:
    """A fifth of the time that it takes to begin."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, "run", str(SAMPLES[0]), "-o", str(tmp_path / "out"), "--quiet"],
        check=True,
        capture_output=True,
        text=True,
    )

    assert {"pyarrow.dataset", "pipeline.run"} <= set(done.stdout.split())
    assert "pandas" not in done.stdout.split()
    assert (tmp_path / "out" / "items").exists()


def test_a_worker_loads_nothing_that_it_does_not_use() -> None:
    """Not the libraries of finished datasets, nor pandas, which Arrow loads where it finds it."""
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(SAMPLES[0])], check=True, capture_output=True, text=True
    )

    loaded = set(done.stdout.split())
    assert "pyarrow.lib" in loaded
    assert not loaded & {"pandas", "pyarrow.dataset", "pyarrow.parquet", "click", "rich"}
