"""PDF: the same tables, printed and rewritten by programs that make PDFs of their own kind."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

ENGINES = ("pdfium", "pdfplumber")
ROWS = (
    ("Nr.", "Indsats", "Ansvarlig", "Frist", "Budget"),
    ("1.01", "Havnen ryddes for gamle både, og molen sikres mod storm", "Teknik", "2025", "12.345"),
    ("1.02", "Nyt tag på hallen i Vesterby", "Byg og Ejendom", "31.12.2024", "2.893"),
    ("1.03", "Drifts- og anlægsudgifter gennemgås for 0-25 år", "Økonomi", "Ultimo 2025", "41"),
    ("2.01", "Skolemad til de yngste elever, som køber den", "Skole", "1. juli 2025", "1.100.000"),
)
# How browsers are told to draw a table.
STYLES = {
    "nothing": "td, th { padding: 4px 10px }",
    "across": "tr { border-bottom: 1px solid #999 }",
    "heading": "thead tr { background: #203864; color: #fff }",
    "zebra": "tbody tr:nth-child(even) { background: #eee }",
    "backgrounds": "table { border-collapse: separate } td { background: #dde }",
    "ruled": "td, th { border: 1px solid }",
    "dotted": "td, th { border: 1px dotted }",
    "doubled": "td, th { border: 3px double }",
}
PAGE = """<html lang="da"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 20mm }} body {{ font: 10pt sans-serif; width: 640px }}
table {{ border-collapse: collapse }}
td, th {{ padding: 4px 10px; vertical-align: top; text-align: left }}
td:last-child {{ text-align: right }} .page {{ break-after: page }}
{styles}</style>{tables}</html>"""


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        leave = pytest.fail if os.environ.get("MILEPAEL_REQUIRE_PROGRAMS") else pytest.skip
        leave(f"{name} is not installed")
    return str(found)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page for each style, by a browser."""
    folder = tmp_path_factory.mktemp("printed")
    source = folder / "tables.html"
    styles = [f".s{n} {{ }} " + scoped(css, n) for n, css in enumerate(STYLES.values())]
    tables = [table(number) for number in range(len(STYLES))]
    source.write_text(PAGE.format(styles="\n".join(styles), tables="".join(tables)), "utf-8")
    return browser_made(source)


def browser_made(source: Path) -> Path:
    """The PDF that a browser prints of a page, beside it; its tables are tagged."""
    target = source.with_suffix(".pdf")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    command = [program("chromium"), *options, f"--print-to-pdf={target}", str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


def scoped(css: str, number: int) -> str:
    """The rules for the elements of one page."""
    rules = [rule.split("{") for rule in css.split("}") if rule.strip()]
    return " ".join(
        ", ".join(f".s{number} {selector.strip()}" for selector in selectors.split(","))
        + " {"
        + body
        + "}"
        for selectors, body in rules
    )


HIDDEN = """
td, th { border: 1px solid } td:first-child { border-right: 0; padding-right: 3px }
td:nth-child(2) { border-left: 0; padding-left: 0 }
"""
NO_GAPS = "td, th { padding: 0 2px; white-space: nowrap }"
CONTO = (("Konto", "Budget", "Forbrug"), ("Skoler", "12", "13"), ("Dagtilbud", "1", "2"))


def printed_table(styles: str, folder: Path) -> Document:
    """A small table as a browser prints it."""
    cells = [
        "".join(f"<{tag}>{text}</{tag}>" for text in row)
        for row, tag in zip(CONTO, ("th", "td", "td"), strict=True)
    ]
    tables = "<table>" + "".join(f"<tr>{own}</tr>" for own in cells) + "</table>"
    source = folder / "page.html"
    source.write_text(PAGE.format(styles=styles, tables=tables), "utf-8")
    return read(browser_made(source).read_bytes(), Limits())


def test_cells_that_only_tags_part_in_a_ruled_table_are_read_by_them(tmp_path: Path) -> None:
    """A rule is left out between columns that other rows show."""
    document = printed_table(HIDDEN, tmp_path)

    assert texts(document) == [[list(row) for row in CONTO]]
    assert "tags-differ" not in {notice.code for notice in document.notices}


def test_cells_without_gaps_are_read_by_their_tags(tmp_path: Path) -> None:
    """Where no rule stands, tags that the page bears out part the cells."""
    document = printed_table(NO_GAPS, tmp_path)

    assert texts(document) == [[list(row) for row in CONTO]]
    assert "read-by-tags" in {notice.code for notice in document.notices}


def table(number: int) -> str:
    rows = [
        "<tr>" + "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in row) + "</tr>"
        for row, tag in zip(ROWS, ("th", "td", "td", "td", "td"), strict=True)
    ]
    head, body = f"<thead>{rows[0]}</thead>", f"<tbody>{''.join(rows[1:])}</tbody>"
    return f'<div class="page s{number}"><table>{head}{body}</table></div>'


def texts(document: Document) -> list[list[list[str | None]]]:
    """The tables of a document, page by page."""
    return [
        [[None if cell is None else " ".join(cell.text.split()) for cell in row] for row in t.rows]
        for t in document.tables
    ]


def check(document: Document, names: Sequence[str]) -> None:
    found = texts(document)
    # Tables of equal columns on following pages are one; each page repeats the heading row.
    rows = [row for one in found for row in one if row[0] != "Nr."]
    assert rows == [list(row) for _ in names for row in ROWS[1:]]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_browser_s_tables_are_read(printed: Path, engine: str) -> None:
    """Whatever style they are drawn in; what the file's tags say of them agrees."""
    document = read(printed.read_bytes(), Limits(), engine)

    check(document, tuple(STYLES))
    assert "tags-differ" not in {notice.code for notice in document.notices}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "command",
    [
        ("qpdf", "--object-streams=generate", "--linearize", "{source}", "{target}"),
        (
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pdfwrite",
            "-sOutputFile={target}",
            "{source}",
        ),
    ],
    ids=["qpdf", "ghostscript"],
)
def test_a_rewritten_file_reads_the_same(
    printed: Path, command: tuple[str, ...], engine: str, tmp_path: Path
) -> None:
    """Streams packed, fonts subset anew."""
    target = tmp_path / "rewritten.pdf"
    filled = [part.format(source=printed, target=target) for part in command[1:]]
    subprocess.run([program(command[0]), *filled], check=True, capture_output=True, timeout=120)

    check(read(target.read_bytes(), Limits(), engine), tuple(STYLES))
