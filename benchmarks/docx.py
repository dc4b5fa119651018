"""How long a Word file takes: this reader, python-docx's cells, and lxml's parsing alone.

Run as `python benchmarks/docx.py [FILE.docx ...]`; without files, the corpus where it is at hand,
tables as python-docx writes them, and tables as Word does (`word_markup`). The whole file is read,
and the text of every cell asked for, as python-docx is asked. Times are of this process's CPU, each
the least of several rounds, taken in turns so that a busy machine is busy for all.
"""

from __future__ import annotations

import sys
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path

from lxml import etree

# This folder is left out of the path: its docx.py is not python-docx.
sys.path[0] = str(Path(__file__).parents[1])
python_docx = import_module("docx")
word_markup = import_module("benchmarks.word_markup")
read = import_module("extractors.formats.docx").read
LIMITS = import_module("extractors.limits").Limits()

ROUNDS = 15
ROWS = (500, 1000, 2000, 4000)
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
HEAD = (
    f"{'file':36}{'lxml ms':>9}{'ours ms':>9}{'python-docx':>13}{'/ lxml':>8}{'times faster':>14}"
)


def main() -> None:
    print(HEAD)
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.glob("*.docx"))
    for path in paths:
        measure(path.name, path.read_bytes())
    for rows in ROWS:
        measure(f"a table of {rows} rows", made(rows, merged=False))
    for rows in ROWS:
        measure(f"{rows} rows, a cell over four each", made(rows, merged=True))
    for rows in ROWS:
        measure(f"{rows} rows as Word writes them", word_markup.report(rows))
    for rows in ROWS:
        measure(f"{rows} rows as Word, with pictures", word_markup.report(rows, pictures=True))


def measure(name: str, data: bytes) -> None:
    parse, ours, cells = fastest(
        lambda: parsed(data), lambda: by_us(data), lambda: by_python_docx(data)
    )
    print(f"{name:36}{parse:9.1f}{ours:9.1f}{cells:13.1f}{ours / parse:8.1f}{cells / ours:14.1f}")


def fastest(*tasks: Callable[[], object]) -> list[float]:
    """Milliseconds of each task, the least of several rounds."""
    least = [float("inf")] * len(tasks)
    for _ in range(ROUNDS):
        for number, task in enumerate(tasks):
            started = time.process_time()
            task()
            least[number] = min(least[number], (time.process_time() - started) * 1000)
    return least


def parsed(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def by_us(data: bytes) -> int:
    return sum(
        len(cell.text)
        for table in read(data, LIMITS).tables
        for row in table.rows
        for cell in row
        if cell is not None
    )


def by_python_docx(data: bytes) -> int:
    document = python_docx.Document(BytesIO(data))
    return sum(
        len(cell.text) for table in document.tables for row in table.rows for cell in row.cells
    )


def made(rows: int, *, merged: bool) -> bytes:
    """A report's table: label, plan, deadline and a symbol; the label may span four rows."""
    document = python_docx.Document()
    table = document.add_table(rows=0, cols=4)
    for number in range(rows):
        cells = table.add_row().cells
        cells[1].text = f"Milepæl {number}: planen er lagt, og der er afsat {number},5 mio. kr."
        cells[2].paragraphs[0].add_run(f"{number % 28 + 1}. maj 2024").bold = True
        symbol = cells[3].paragraphs[0].add_run("J")
        symbol.font.name = "Wingdings"
        if not merged:
            cells[0].text = f"Milepæl {number}"
        else:
            merge = cells[0]._tc.get_or_add_tcPr().get_or_add_vMerge()  # noqa: SLF001 - no public way
            merge.val = "continue" if number % 4 else "restart"
            cells[0].text = "" if number % 4 else f"Indsats {number // 4}"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    main()
