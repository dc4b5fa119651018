"""What each form of `milepael export` costs on tables of 100,000 rows: seconds of CPU and memory.

    python benchmarks/export.py OUTPUT [ROWS]

OUTPUT is any finished output; its rows are repeated, each time as other documents.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa

from pipeline import dataset, schema
from pipeline.export import FORMS

ROWS = 100_000
_KEYS = ("document_id", "item_id", "from_document_id", "to_document_id")
_PROGRAM = """
import resource, sys
from pathlib import Path
from pipeline.export import export
export(Path(sys.argv[1]), {sys.argv[2]: Path(sys.argv[3])} if sys.argv[2] in sys.argv[4] else {})
used = resource.getrusage(resource.RUSAGE_SELF)
status = Path("/proc/self/status").read_text()
print(used.ru_utime + used.ru_stime, status.partition("VmHWM:")[2].split()[0])
"""


def repeated(source: Path, output: Path, rows: int) -> None:
    """The rows of a finished output over and over, until its follow-ups are as many."""
    tables = {table.name: dataset.load(source, table.name) for table in schema.tables()}
    times = -(-rows // max(tables["follow_ups"].num_rows, 1))
    with dataset.Builder(output) as builder:
        for turn in range(times):
            for name, table in tables.items():
                builder.add({(name, 2024): _renamed(name, table, turn)})
        builder.finish()


def _renamed(name: str, table: pa.Table, turn: int) -> pa.Table:
    own = schema.table(name).arrow
    columns = [
        pa.array([f"{turn:06}{key}" if key else key for key in table[field.name].to_pylist()])
        if field.name in _KEYS
        else table[field.name]
        for field in own
    ]
    return pa.Table.from_arrays(columns, schema=own)


def main() -> None:
    source = Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        repeated(source, output, rows)
        counts = {
            table.name: dataset.load(output, table.name).num_rows for table in schema.tables()
        }
        print(", ".join(f"{name} {count:,}" for name, count in counts.items()))
        print(f"{'form':<8} {'CPU s':>7} {'peak MB':>8} {'file MB':>8}")
        for form in ("none", *FORMS):
            target = Path(folder) / f"taken.{form}"
            command = [
                sys.executable,
                "-c",
                _PROGRAM,
                str(output),
                form,
                str(target),
                " ".join(FORMS),
            ]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            seconds, kilobytes = told.split()
            size = sum(
                file.stat().st_size for file in [target, *target.rglob("*")] if file.is_file()
            )
            print(
                f"{form:<8} {float(seconds):>7.1f} {int(kilobytes) / 1024:>8.0f} {size / 1e6:>8.1f}"
            )


if __name__ == "__main__":
    main()
