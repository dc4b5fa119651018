"""What reading a PDF costs, beside the tools people use: `python benchmarks/pdf.py FILE.pdf`.

CPU milliseconds per page, all in one run on the same pages. The floor is the time in which
pdfium hands over the raw characters, with their fonts and colours, and the rules of those pages,
with nothing done to them, by the calls that the reader makes. "not compiled" is the reader as it
runs where there was no compiler at installation. camelot is measured where it is installed
(`pip install camelot-py`). With `--memory` the peak memory of a process that reads the file
repeated to 100 and 1,000 pages, and of each process of `milepael run` on it.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
import pypdfium2 as pdfium

from extractors.formats.pdf import calls, read
from extractors.formats.pdf.brushes import Brushes
from extractors.formats.pdf.characters import Characters
from extractors.formats.pdf.loops import Integers
from extractors.formats.pdf.paths import Paths
from extractors.formats.pdf.runs import Questions
from extractors.limits import Limits
from extractors.pages.sheet import Flags, Floats

_PEAK = """
import sys, time
from pathlib import Path
from extractors.formats.pdf import read
from extractors.limits import Limits
start = time.process_time()
read(Path(sys.argv[1]).read_bytes(), Limits())
# What the system calls the peak of a child counts the parent it was forked from.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) / 1024, time.process_time() - start)
"""
_NOT_COMPILED = """
import sys, time
from pathlib import Path
from extractors.formats.pdf import read
from extractors.limits import Limits
data, least = Path(sys.argv[1]).read_bytes(), float("inf")
for _ in range(int(sys.argv[2]) + 1):
    start = time.process_time()
    read(data, Limits())
    least = min(least, time.process_time() - start)
print(least)
"""
_LITTLE = 1.0  # second
_LOOK = 0.02  # seconds between two looks at what processes take


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="the least of as many counts")
    parser.add_argument("--pages", type=int, default=0, help="read only the first pages")
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    data = _first(options.file.read_bytes(), options.pages)
    pages = len(pdfium.PdfDocument(data))
    costs = _costs(data, options.rounds)
    costs["milepael, not compiled"] = _not_compiled(data, options.rounds)
    _print(costs, pages)
    if options.memory:
        _print_memory(data)


def _print(costs: dict[str, float], pages: int) -> None:
    """The seconds that each took for all pages."""
    ours, floor = costs["milepael"], costs["floor"]
    print(f"{pages} pages\n{'route':34}{'ms/page':>9}{'x floor':>9}{'ours is x as fast':>19}")
    for name, cost in costs.items():
        print(f"{name:34}{cost / pages * 1000:9.2f}{cost / floor:9.1f}{cost / ours:19.1f}")


def _routes() -> dict[str, Callable[[bytes], object]]:
    routes: dict[str, Callable[[bytes], object]] = {
        "floor": _floor,
        "milepael": lambda data: read(data, Limits()),
        "milepael --engine pdfplumber": lambda data: read(data, Limits(), "pdfplumber"),
        "pdfplumber extract_tables": _pdfplumber,
        "pdfminer, text only": _pdfminer,
    }
    if find_spec("camelot") is not None:
        routes["camelot lattice"] = _camelot
    return routes


def _costs(data: bytes, rounds: int) -> dict[str, float]:
    """The least CPU seconds of each route, all of them tried in turn in every round.

    So a machine that is slower for some seconds is slower for all of them.
    """
    routes = _routes()
    for route in routes.values():
        route(_repeated(data, 1))  # loads its libraries
    costs = dict.fromkeys(routes, float("inf"))
    for _ in range(rounds):
        for name, route in routes.items():
            costs[name] = min(costs[name], _cost(route, data))
    return costs


def _cost(route: Callable[[bytes], object], data: bytes) -> float:
    """The CPU seconds of one time, or the least of three if one takes little."""
    spent = [_once(route, data)]
    if spent[0] < _LITTLE:
        spent += [_once(route, data) for _ in range(2)]
    return min(spent)


def _once(route: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    route(data)
    return time.process_time() - start


def _floor(data: bytes) -> int:
    """How many characters pdfium hands over."""
    file = pdfium.PdfDocument(data)
    slots, questions, brushes = calls.Slots(4), Questions(), Brushes()
    seen = 0
    for number in range(len(file)):
        page = ctypes.c_void_p(calls.load_page(ctypes.cast(file.raw, ctypes.c_void_p), number))
        text = ctypes.c_void_p(calls.load_text(page))
        count = calls.count_chars(text)
        asked = Characters(text, (slots, calls.Inks()), _all_shown)
        asked.codes(count)
        slots.of_page(calls.loose_box, text, np.arange(count))
        objects = asked.owners(count)
        new = objects != 0
        new[1:] &= objects[1:] != objects[:-1]
        questions.states(text, objects[new], new.nonzero()[0])
        Paths(page, Limits().page_segments, brushes)
        calls.close_text(text)
        calls.close_page(page)
        seen += count
    file.close()
    return seen


def _all_shown(objects: Integers, _: Floats) -> Flags:
    """Nothing is asked of what pages show: the floor hands over characters only."""
    return np.ones(len(objects), np.bool_)


def _not_compiled(data: bytes, rounds: int) -> float:
    """The least CPU seconds by the sources alone, in a process of its own."""
    root = Path(__file__).parents[1]
    ignored = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    with TemporaryDirectory() as folder:
        for package in ("extractors", "normalizers"):
            shutil.copytree(root / package, Path(folder) / package, ignore=ignored)
        path = Path(folder) / "read.pdf"
        path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", _NOT_COMPILED, str(path), str(rounds)],
            check=True,
            capture_output=True,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": folder},
        )
    return float(done.stdout)


def _pdfplumber(data: bytes) -> int:
    import pdfplumber

    found = 0
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            found += len(page.extract_tables())
            page.close()
    return found


def _pdfminer(data: bytes) -> int:
    from pdfminer.high_level import extract_text

    return len(extract_text(io.BytesIO(data)))


def _camelot(data: bytes) -> int:
    import camelot

    return len(camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice"))


def _first(data: bytes, count: int) -> bytes:
    if not count:
        return data
    return _repeated(data, count)


def _repeated(data: bytes, count: int) -> bytes:
    """The pages over and over until there are as many."""
    source, made = pdfium.PdfDocument(data), pdfium.PdfDocument.new()
    while len(made) < count:
        made.import_pages(source, list(range(min(len(source), count - len(made)))))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _print_memory(data: bytes) -> None:
    print(f"\n{'pages':>6}{'reading MB':>12}{'CPU s':>8}{'run: parent MB':>16}{'worker MB':>11}")
    for count in (100, 1000):
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{count}.pdf"
            path.write_bytes(_repeated(data, count))
            done = subprocess.run(
                [sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True
            )
            peak, seconds = map(float, done.stdout.split())
            parent, worker = _run_peaks(path, Path(folder) / "output")
        print(f"{count:>6}{peak:>12.0f}{seconds:>8.1f}{parent:>16.0f}{worker:>11.0f}")


def _run_peaks(path: Path, output: Path) -> tuple[float, float]:
    """Megabytes that `milepael run` takes, and the largest of the processes it starts."""
    command = "from pipeline.cli import main; main()"
    options = ["run", str(path), "-o", str(output), "--jobs", "1", "--quiet"]
    run = psutil.Popen([sys.executable, "-c", command, *options], stdout=subprocess.DEVNULL)
    parent = worker = 0.0
    while run.poll() is None:
        parent = max(parent, _peak(run.pid))
        with suppress(psutil.Error):
            worker = max(worker, *(_peak(one.pid) for one in run.children(recursive=True)), 0.0)
        time.sleep(_LOOK)
    assert run.returncode == 0
    return parent, worker


def _peak(process: int) -> float:
    """Megabytes that a process has taken at most; 0 where it has ended."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    status = dict(line.split(":", 1) for line in told.splitlines())
    return int(status.get("VmHWM", "0").split()[0]) / 1024


if __name__ == "__main__":
    main()
