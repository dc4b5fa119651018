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
from collections.abc import Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from click.testing import CliRunner

from pipeline import dataset, schema
from pipeline.cli import milepael
from pipeline.export import FORMS, ForPeople, export
from pipeline.export.cells import pieces, units
from pipeline.export.csv_files import neutral
from pipeline.export.errors import Changed, Damaged, LibraryMissing, NoOutput
from pipeline.export.output import opened, same
from pipeline.export.sheets import Limits, sheet_name
from pipeline.export.workbook import write_xlsx
from pipeline.schema import Column

TABLES = [table.name for table in schema.tables()]
NAMES = {form: f"taken.{form}" for form in FORMS}
MAIN = "from pipeline.cli import main; main()"
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


def written(output: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """An output with one table's rows, each column that a row leaves out null or empty."""
    declared = schema.table(name)
    whole = [{c.name: row.get(c.name, absent(c)) for c in declared.columns} for row in rows]
    with dataset.Builder(output) as builder:
        builder.add({(name, 2024): pa.Table.from_pylist(whole, schema=declared.arrow)})
        builder.finish()


def absent(column: Column) -> Any:
    """What may stand in a column where a test says nothing of it."""
    if pa.types.is_list(schema.TYPES[column.type]):
        return []
    if not column.required:
        return None
    if column.values:
        return column.values[-1]
    return "" if column.type == "text" else 0


def sums(output: Path, column: str) -> Decimal:
    found: Decimal = pc.sum(dataset.load(output, "amounts")[column]).as_py()
    return found


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


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


def contents(path: Path) -> list[bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [file.read_bytes() for file in files]


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

    beside = openpyxl.load_workbook(tmp_path / "a.xlsx")["Indsatser"]["A2"]
    document = openpyxl.load_workbook(tmp_path / "a.xlsx")["Dokumenter"]["A2"]
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


def unescaped(text: str) -> str:
    """What Excel shows: openpyxl leaves Excel's escapes of control characters as they are."""
    return openpyxl.utils.escape.unescape(text)  # type: ignore[no-any-return]  # publishes no types


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


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_the_old_file(form: str, samples_output: Path, tmp_path: Path) -> None:
    """What stood before stands, and nothing is left beside it."""
    target = tmp_path / "deep" / NAMES[form]
    export(samples_output, {form: target})
    before = contents(target)
    command = [sys.executable, "-c", MAIN, "export", str(samples_output), f"--{form}"]

    # The system refuses to let any file grow beyond 16 kB.
    ended = subprocess.run(
        ["bash", "-c", 'ulimit -f 16; exec "$@"', "-", *command, str(target)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )

    assert ended.returncode == 1
    assert "what stood before still stands" in ended.stderr
    assert contents(target) == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_damaged_output_is_told(samples_output: Path, tmp_path: Path) -> None:
    """With the file and what to do; a table that a run took away in between, too."""
    lost = tmp_path / "lost"
    shutil.copytree(samples_output, lost)
    found = opened(lost)
    path = next(lost.glob("follow_ups/*/*.parquet"))
    path.write_bytes(b"PAR1")
    with pytest.raises(Damaged, match="run milepael again"):
        export(lost, {"json": tmp_path / "a.json"})
    path.unlink()
    with pytest.raises(Changed, match="export it again"):
        export(lost, {"json": tmp_path / "a.json"})
    (lost / "manifest.json").write_text("{}")
    with pytest.raises(Changed, match="export it again"):
        same(found)

    assert not (tmp_path / "a.json").exists()


def test_the_command_says_what_to_do(samples_output: Path, tmp_path: Path) -> None:
    """Without a form, without an output, with a folder for a file."""
    invoke = CliRunner().invoke
    nothing = invoke(milepael, ["export", str(samples_output)])
    nowhere = invoke(
        milepael, ["export", str(tmp_path / "none"), "--json", str(tmp_path / "a.json")]
    )
    fine = invoke(milepael, ["export", str(samples_output), "--json", str(tmp_path / "a.json")])
    (tmp_path / "in-the-way").write_text("a file")
    blocked = invoke(
        milepael, ["export", str(samples_output), "--json", str(tmp_path / "in-the-way" / "a.json")]
    )

    assert (nothing.exit_code, nowhere.exit_code, fine.exit_code, blocked.exit_code) == (2, 1, 0, 1)
    assert "--xlsx" in nothing.output
    assert "milepael run REPORT.pdf -o" in nowhere.output
    assert "written to" in fine.output
    assert "what stood before still stands" in blocked.output


def test_no_output_is_named(tmp_path: Path) -> None:
    """The message names the folder and the command."""
    with pytest.raises(NoOutput, match="no finished output stands here"):
        export(tmp_path, {"json": tmp_path / "a.json"})
