"""What people take away says what the tables say, exactly, and never as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from click.testing import CliRunner
from exported import NAMES, contents, sheets, unescaped, written

from pipeline import dataset, schema
from pipeline.cli import milepael
from pipeline.export import ForPeople, export
from pipeline.export.csv_files import neutral
from pipeline.export.errors import LibraryMissing

TABLES = [table.name for table in schema.tables()]
HOSTILE = [
    '=HYPERLINK("http://example.dk","x")',
    "+45 12 34 56 78",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "'=1+1",
    "{=1+1}",
    "http://example.dk",
    "0123",
]


@pytest.fixture(scope="module")
def taken(samples_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples' output in every form."""
    folder = tmp_path_factory.mktemp("taken")
    export(samples_output, {form: folder / name for form, name in NAMES.items()})
    return folder


def sums(output: Path, column: str) -> Decimal:
    found: Decimal = pc.sum(dataset.load(output, "amounts")[column]).as_py()
    return found


def test_every_form_has_every_row(samples_output: Path, taken: Path) -> None:
    """Counts are those of the Parquet files."""
    counts = {name: dataset.load(samples_output, name).num_rows for name in TABLES}
    told = json.loads((taken / "taken.json").read_text(encoding="utf-8"))["tables"]
    with closing(sqlite3.connect(taken / "taken.sqlite")) as lite:
        in_lite = {n: lite.execute(f"select count(*) from {n}").fetchone()[0] for n in TABLES}
    with duckdb.connect(taken / "taken.duckdb", read_only=True) as duck:
        in_duck = {n: duck.sql(f"select count(*) from {n}").fetchall()[0][0] for n in TABLES}
    in_csv = {name: len(table(taken / f"taken.csv/{name}.csv")) for name in TABLES}

    assert {name: len(rows) for name, rows in told.items()} == counts
    assert in_lite == in_duck == in_csv == counts


def test_money_adds_up_in_every_form(samples_output: Path, taken: Path) -> None:
    """To the øre, as in the Parquet files."""
    expected = sums(samples_output, "low")
    told = json.loads((taken / "taken.json").read_text(encoding="utf-8"))["tables"]["amounts"]
    with closing(sqlite3.connect(taken / "taken.sqlite")) as lite:
        oere, kroner = lite.execute("select sum(low_oere), sum(low) from amounts").fetchone()
    with duckdb.connect(taken / "taken.duckdb", read_only=True) as duck:
        in_duck, kind = duck.sql("select sum(low), any_value(typeof(low)) from amounts").fetchall()[
            0
        ]
    in_csv = sum(
        (Decimal(row["low"]) for row in table(taken / "taken.csv/amounts.csv")), Decimal(0)
    )
    rows = sheets(taken / "taken.xlsx")["Beløb"]
    column = rows[0].index("Beløb mindst, kr.")

    assert sum((Decimal(row["low"]) for row in told), Decimal(0)) == expected
    assert Decimal(oere) / 100 == expected
    assert kroner == pytest.approx(float(expected))
    assert (in_duck, kind) == (expected, "DECIMAL(18,2)")
    assert in_csv == expected
    assert sum((Decimal(str(row[column])) for row in rows[1:]), Decimal(0)) == expected


@pytest.mark.parametrize("form", ["xlsx", "sqlite", "json", "csv"])
def test_the_same_output_gives_the_same_bytes(
    form: str, samples_output: Path, taken: Path, tmp_path: Path
) -> None:
    """DuckDB alone writes its own marks into a file."""
    export(samples_output, {form: tmp_path / NAMES[form]})

    assert contents(tmp_path / NAMES[form]) == contents(taken / NAMES[form])


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sheet_is_made_for_reading(taken: Path) -> None:
    """Frozen heading, filter over every row, money and dates typed, statuses in words."""
    book = openpyxl.load_workbook(taken / "taken.xlsx")
    rows = book["Opfølgninger"]
    amounts = book["Beløb"]
    headings = [cell.value for cell in rows[1]]
    status = headings.index("Status")
    dates = [row[headings.index("Frist, sidste dag")] for row in rows.iter_rows(min_row=2)]
    money = amounts.cell(2, [cell.value for cell in amounts[1]].index("Beløb mindst, kr.") + 1)
    statuses = {
        row[status].value: row[status].fill.fgColor.rgb for row in rows.iter_rows(min_row=2)
    }

    assert rows.freeze_panes == "B2"
    assert rows.auto_filter.ref == rows.dimensions
    assert {type(cell.value) for cell in dates} == {dt.datetime, type(None)}
    assert isinstance(money.value, int | float)
    assert money.number_format == r'[$-406]#,##0.00\ "kr."'
    assert set(statuses) == {"Opfyldt", "Delvist opfyldt", "Ikke opfyldt", None}
    assert len(set(statuses.values())) == 4


def test_a_row_links_to_its_place_in_the_report(samples_output: Path, tmp_path: Path) -> None:
    """Beside the workbook or on the web, with the item as fragment, slashes kept."""
    item = dataset.load(samples_output, "items")["item_id"][0].as_py()
    first = dataset.load(samples_output, "documents")["document_id"][0].as_py()
    export(
        samples_output, {"xlsx": tmp_path / "a.xlsx"}, ForPeople(report="sider/min rapport.html")
    )
    web = ForPeople("en", "https://example.dk/r.html")
    export(samples_output, {"xlsx": tmp_path / "b.xlsx"}, web)

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    beside, document = book["Indsatser"]["A2"], book["Dokumenter"]["A2"]
    there = openpyxl.load_workbook(tmp_path / "b.xlsx")["Items"]["A2"]

    assert beside.hyperlink.target == "sider/min%20rapport.html"
    assert beside.hyperlink.location == there.hyperlink.location == f"item/{item}"
    assert (beside.value, there.value) == ("Åbn", "Open")
    assert document.hyperlink.location == f"document/{first[:12]}{first[64:]}"
    assert there.hyperlink.target == "https://example.dk/r.html"


def test_the_review_sheet_holds_what_needs_a_person(samples_output: Path, taken: Path) -> None:
    """Warnings and errors, smileys without meaning, amounts of unsure kind; room for an answer."""
    findings = dataset.load(samples_output, "findings")["severity"].to_pylist()
    rows = dataset.load(samples_output, "follow_ups").to_pylist()
    kinds = dataset.load(samples_output, "amounts")["kind"].to_pylist()
    open_rows = [
        r for r in rows if r["status"] is None and (r["smiley_raw"] or r["status_candidates"])
    ]

    review = sheets(taken / "taken.xlsx")["Gennemsyn"]
    told = [row[review[0].index("Hvad")] for row in review[1:]]

    assert told.count("Fund") == sum(severity != "info" for severity in findings)
    assert told.count("Ukendt status") == len(open_rows)
    assert told.count("Beløb uden sikker art") == kinds.count("other")
    assert review[0][-2:] == ("Afgørelse", "Bemærkning")


def test_texts_are_never_formulas(tmp_path: Path) -> None:
    """Neither in the workbook nor in CSV; every text comes back as it was."""
    output = tmp_path / "output"
    written(output, "findings", [{"evidence": text} for text in HOSTILE])
    export(output, {"xlsx": tmp_path / "a.xlsx", "csv": tmp_path / "csv"})

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Fund"]
    place = [cell.value for cell in sheet[1]].index("Belæg")
    cells = [row[place] for row in sheet.iter_rows(min_row=2)]
    texts = [row["evidence"] for row in table(tmp_path / "csv/findings.csv")]

    assert {cell.data_type for cell in cells} == {"s"}
    assert sorted(unescaped(cell.value) for cell in cells) == sorted(HOSTILE)
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for text in texts)
    assert sorted(text.removeprefix("'") for text in texts) == sorted(HOSTILE)
    assert b"<f>" not in zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet8.xml")


def test_a_document_s_own_words_are_never_translated(tmp_path: Path) -> None:
    """A centre called as one of our values, a text that is replaced by such a word."""
    output = tmp_path / "output"
    ends = ["not_met", "Budget"], ["budget", "net"]
    rows = [{"kind": "status_changed", "old": old, "new": new} for old, new in ends]
    written(output, "changes", rows)
    export(output, {"xlsx": tmp_path / "a.xlsx"})
    said = {"column": "title", "verdict": "accepted", "who": "A. Holm", "why": "s. 12"}
    written(output, "items", [{"responsible_centers": ["budget", "met"], "reviews": [said]}])
    export(output, {"xlsx": tmp_path / "b.xlsx"})

    changes = sheets(tmp_path / "a.xlsx")["Ændringer"]
    items = sheets(tmp_path / "b.xlsx")["Indsatser"]
    old, new = changes[0].index("Før"), changes[0].index("Efter")

    assert {(row[old], row[new]) for row in changes[1:]} == {
        ("Ikke opfyldt", "Budget"),
        ("budget", "net"),
    }
    assert items[1][items[0].index("Ansvarlige centre")] == "budget; met"
    assert items[1][items[0].index("Gennemgået")] == "title, accepted, A. Holm, s. 12"


@pytest.mark.parametrize(("form", "module"), [("xlsx", "xlsxwriter"), ("duckdb", "duckdb")])
def test_a_missing_library_is_named(
    form: str, module: str, samples_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(LibraryMissing, match=r"pip install 'milepael\["):
        export(samples_output, {form: tmp_path / "taken"})


def test_an_output_may_be_elsewhere(samples_output: Path, tmp_path: Path) -> None:
    """As a URL; what stands there is left as it was."""
    target = tmp_path / "a.json"
    before = contents(samples_output / "manifest.json")
    asked = ["export", samples_output.as_uri(), "--json", str(target)]

    assert CliRunner().invoke(milepael, asked).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["tables"]["items"]
    assert contents(samples_output / "manifest.json") == before


def test_negative_money_stays_a_number(tmp_path: Path) -> None:
    """An apostrophe is for texts; beyond 15 digits a workbook holds money as text."""
    output = tmp_path / "output"
    great = Decimal("9999999999999999.99")
    written(
        output, "amounts", [{"low": low, "high": low} for low in (Decimal("-570000.50"), great)]
    )
    export(output, {"xlsx": tmp_path / "a.xlsx", "csv": tmp_path / "csv"})

    in_csv = [row["low"] for row in table(tmp_path / "csv/amounts.csv")]
    rows = sheets(tmp_path / "a.xlsx")["Beløb"]

    assert in_csv == ["-570000.50", str(great)]
    assert [row[rows[0].index("Beløb mindst, kr.")] for row in rows[1:]] == [-570000.5, str(great)]


def test_an_empty_text_is_not_null_in_csv() -> None:
    """Texts are quoted, nothing else is."""
    texts = pa.array(["", None, "-", "a"])

    assert neutral(texts).to_pylist() == ["", None, "'-", "a"]


def test_sqlite_is_typed_and_keyed(taken: Path) -> None:
    """Keys hold, lists are JSON, and every column is described."""
    with closing(sqlite3.connect(taken / "taken.sqlite")) as lite:
        strays = lite.execute("pragma foreign_key_check").fetchall()
        (checked,) = lite.execute("pragma integrity_check").fetchone()
        described = lite.execute("select count(*) from data_dictionary").fetchone()[0]
        years = lite.execute("select years from amounts where years <> '[]'").fetchone()[0]
        with pytest.raises(sqlite3.IntegrityError):
            lite.execute("insert into items select * from items limit 1")

    assert strays == []
    assert checked == "ok"
    assert described == sum(len(table.columns) + 1 for table in schema.tables())
    assert all(isinstance(year, int) for year in json.loads(years))


def test_json_has_the_values_of_the_tables(samples_output: Path, taken: Path) -> None:
    """Keys in the order of the schema; floats as short as they are."""
    told = json.loads((taken / "taken.json").read_text(encoding="utf-8"))
    first = told["tables"]["items"][0]
    expected = dataset.load(samples_output, "items").to_pylist()[0]

    assert told["schema_version"] == schema.version()
    assert list(first) == ["budget_year", *(c.name for c in schema.table("items").columns)]
    assert first["x0"] == pytest.approx(expected["x0"], rel=1e-6)
    assert len(str(first["x0"])) < 9


def test_libreoffice_opens_the_workbook(taken: Path, tmp_path: Path) -> None:
    """And shows money and links as they were written."""
    office = required("localc")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        every_sheet,
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run(
        [*command, str(taken / "taken.xlsx")], check=True, capture_output=True, timeout=120
    )

    text = (tmp_path / "taken-Beløb.csv").read_text(encoding="utf-8")

    assert "2.400.000,00 kr." in text


def required(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        assert not os.environ.get("MILEPAEL_REQUIRE_PROGRAMS"), f"{program} is missing"
        pytest.skip(f"{program} is not installed")
    return found
