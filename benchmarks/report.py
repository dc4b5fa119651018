"""What the report page costs for an archive: seconds to write it, megabytes, seconds to show it.

    python benchmarks/report.py [COPIES]

The archive is the samples' output, each of its documents COPIES times under municipalities of
their own. Needs chromium and chromedriver.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import chromium, show

from klitsund.documents import documents
from pipeline.options import Options
from pipeline.report.rows import Tables
from pipeline.report.site import Site, open_site
from pipeline.report.written import write_folder
from pipeline.run import run

IDS = ("document_id", "item_id")


def main(copies: int) -> None:
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        run([str(path) for path in documents()], folder / "output", Options())
        site = open_site(folder / "output")
        many = {name: copied(table, copies) for name, table in site.tables.arrow.items()}
        tables = Tables(many)
        print(f"documents {many['documents'].num_rows}, rows {many['follow_ups'].num_rows}")
        started = time.process_time()
        write_folder(Site(tables, {}), folder / "report")
        print(f"written, processor seconds   {time.process_time() - started:6.1f}")
        size = (folder / "report" / "index.html").stat().st_size / 1e6
        print(f"index.html, megabytes        {size:6.1f}")
        address = (folder / "report" / "index.html").as_uri()
        with chromium() as driver:
            for view in ("", "#table/follow_ups", f"#item/{many['items']['item_id'][-1]}"):
                started = time.perf_counter()
                show(driver, address, view)
                print(f"shown {view or '#overview':<22.22} {time.perf_counter() - started:6.1f}")


def copied(table: pa.Table, copies: int) -> pa.Table:
    """The table several times, with ids and municipalities of their own."""
    return pa.concat_tables(renamed(table, number) for number in range(copies))


def renamed(table: pa.Table, number: int) -> pa.Table:
    for at, field in enumerate(table.schema):
        if field.name.endswith(IDS):
            told = [other_id(one, number) for one in table.column(at).to_pylist()]
        elif field.name == "municipality":
            told = [one and f"{one} {number}" for one in table.column(at).to_pylist()]
        else:
            continue
        table = table.set_column(at, field, pa.array(told, field.type))
    return table


def other_id(one: str | None, number: int) -> str | None:
    """Another id of the same form: links say the first twelve, so those differ."""
    return one and f"{(int(one[:12], 16) + number * 7_777_777) % (1 << 48):012x}{one[12:]}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
