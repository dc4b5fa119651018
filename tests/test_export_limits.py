"""Exports: what is longer or more than a workbook may hold."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from click.testing import CliRunner
from exported import sheets, unescaped, written

from pipeline import dataset
from pipeline.cli import milepael
from pipeline.export import export
from pipeline.export.cells import pieces, units
from pipeline.export.output import opened
from pipeline.export.sheets import Limits, sheet_name
from pipeline.export.workbook import write_xlsx


def test_no_text_is_too_long_for_a_workbook(tmp_path: Path) -> None:
    """A cell says where the whole text stands, and there it is, signs of control included."""
    output = tmp_path / "output"
    long = "😀æ" * 20_000 + "\x07_x0041_\x0b" + "slut"
    written(output, "findings", [{"evidence": long}])
    export(output, {"xlsx": tmp_path / "a.xlsx", "json": tmp_path / "a.json"})

    book = sheets(tmp_path / "a.xlsx")
    cell = book["Fund"][1][book["Fund"][0].index("Belæg")]
    whole = "".join(unescaped(row[-1]) for row in book["Hele tekster"][1:] if row[0] == "Fund")

    assert units(cell) <= 32_767
    assert cell.endswith("[hele teksten står på arket »Hele tekster«]")
    assert whole == long
    assert (
        json.loads((tmp_path / "a.json").read_text())["tables"]["findings"][0]["evidence"] == long
    )


def test_more_rows_than_a_sheet_or_its_links_may_be(samples_output: Path, tmp_path: Path) -> None:
    """The rows go on on a further sheet; beyond the links Excel keeps, a formula links."""
    write_xlsx(opened(samples_output), tmp_path / "a.xlsx", limits=Limits(rows=150, links=100))

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    first, second = book["Indsatser"], book["Indsatser (2)"]
    count = dataset.load(samples_output, "items").num_rows
    formula = '=HYPERLINK("report.html#item/'

    assert first.max_row == 150
    assert first.max_row - 1 + second.max_row - 1 == count
    assert first["A101"].hyperlink is not None
    assert first["A102"].value.startswith(formula)
    assert second.auto_filter.ref == second.dimensions


def test_an_address_may_be_long(samples_output: Path, tmp_path: Path) -> None:
    """Too long for a formula it stands there as text; too long for a link it is refused."""
    report = "mappe/" * 60 + "report.html"
    few = Limits(links=1)
    write_xlsx(opened(samples_output), tmp_path / "a.xlsx", report=report, limits=few)
    asked = ["export", str(samples_output), "--xlsx", str(tmp_path / "b.xlsx"), "--report"]
    refused = CliRunner().invoke(milepael, [*asked, "x" * 2_500])

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Indsatser"]

    assert sheet["A2"].hyperlink.target == report
    assert (sheet["A3"].data_type, sheet["A3"].value[: len(report)]) == ("s", report)
    assert refused.exit_code == 2


def test_a_sheet_name_is_one_that_excel_takes() -> None:
    """31 characters, none of its special signs."""
    assert sheet_name("a[b]:*?/\\c") == "a b      c"
    assert sheet_name("x" * 40, " (2)") == "x" * 27 + " (2)"
    assert pieces("a😀b", 2) == ["a", "😀", "b"]
