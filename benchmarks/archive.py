"""How fast an archive is read: documents made from the samples, with one worker and with two.

    python benchmarks/archive.py [--documents 1000] [--jobs 1 2]

Each document is a sample with a few bytes of its own, so that none is a copy of another. Prints a
table: seconds by the clock and of processors (which others on the machine do not disturb), what
was read in them, and the memory of the parent after a tenth of the documents and after all.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline import schema
from pipeline.batch import Workers
from pipeline.options import Options
from pipeline.records import DocumentRow
from pipeline.run import run

SAMPLES = Path(__file__).parents[1] / "samples"
LINE = "{:<26} {:>9} {:>9} {:>9} {:>9} {:>9} {:>11}"
HEADINGS = ("", "seconds", "cpu s", "docs/s", "pages/s", "cpu ms/doc", "parent MB")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=1000)
    asked.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        make(archive, options.documents)
        print(f"{options.documents} documents, load {os.getloadavg()[0]:.1f}")
        print(LINE.format(*HEADINGS))
        for jobs in options.jobs:
            measure(f"from nothing, {jobs} workers", archive, Path(folder, f"out{jobs}"), jobs)
        last = Path(folder, f"out{options.jobs[-1]}")
        measure("unchanged", archive, last, options.jobs[-1])
        (archive / "000" / "neu.md").write_text("# Opfølgning 2024\n")
        measure("one more", archive, last, options.jobs[-1])
        size = sum(path.stat().st_size for path in last.rglob("*.parquet"))
        print(f"{size / 1e6:.1f} MB of Parquet; load {os.getloadavg()[0]:.1f}")
        read_back(last)


def make(archive: Path, number: int) -> None:
    """An archive of so many documents, a folder for each hundred."""
    samples = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.glob("*.*"))]
    for index in range(number):
        name, data = samples[index % len(samples)]
        path = archive / f"{index // 100:03}" / f"{index:06}-{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(marked(data, index))


def marked(data: bytes, index: int) -> bytes:
    """The document with bytes of its own in a place that no reader looks at."""
    if data.startswith(b"%PDF"):
        return data + b"%% %d\n" % index
    copy = io.BytesIO(data)
    with zipfile.ZipFile(copy, "a") as package:
        package.comment = str(index).encode()
    return copy.getvalue()


@dataclass(slots=True)
class Meter:
    """Follows a run: pages, and the memory of this process at its start and end."""

    total: int = 0
    documents: int = 0
    pages: int = 0
    sizes: list[int] = field(default_factory=list)

    def start(self, total: int) -> None:
        self.total = total

    def read(self, rows: Sequence[DocumentRow]) -> None:
        self.documents += 1
        self.pages += sum(row.page_count or 0 for row in rows)
        if self.documents in {self.total // 10, self.total}:
            self.sizes.append(resident_megabytes())

    def stop(self) -> None:
        """Everything is counted."""


def measure(name: str, archive: Path, output: Path, jobs: int) -> None:
    began, used, meter = time.perf_counter(), processor_seconds(), Meter()
    summary = run([str(archive)], output, Options(), Workers(jobs), meter)
    seconds, used = time.perf_counter() - began, processor_seconds() - used
    read, pages = summary.read, meter.pages
    memory = " -> ".join(map(str, meter.sizes)) or str(resident_megabytes())
    rates = (f"{read / seconds:.1f}", f"{pages / seconds:.0f}", f"{1000 * used / max(1, read):.0f}")
    print(LINE.format(name, f"{seconds:.2f}", f"{used:.2f}", *rates, memory), flush=True)


def processor_seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def resident_megabytes() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def read_back(output: Path) -> None:
    """Seconds that DuckDB takes to read every column of every table."""
    began = time.perf_counter()
    rows = list(counted(output))
    seconds = time.perf_counter() - began
    print(f"DuckDB reads {sum(rows)} rows of {len(rows)} tables in {seconds:.2f} s")


def counted(output: Path) -> Iterator[int]:
    for table in schema.tables():
        files = f"{output}/{table.name}/*/*.parquet"
        query = f"SELECT * FROM read_parquet('{files}', hive_partitioning=true)"
        rows = duckdb.sql(query)
        assert rows is not None  # a query gives a relation
        yield rows.to_arrow_table().num_rows


if __name__ == "__main__":
    main()
