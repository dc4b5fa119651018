"""Scanned pages: the samples printed, degraded and read again, against the files themselves.

Usage: python benchmarks/scans.py [PAGES]
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extractors import formats
from extractors.document import Cell, Document
from extractors.limits import Limits

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("klitsund-*.pdf"))
LABELS = ("Milepæl", "Økonomi")
MOUTHS = {"\uf04a": "up", "\uf04b": "flat", "\uf04c": "down", "☺": "up", "😐": "flat", "☹": "down"}


class Scanner(NamedTuple):
    """How a page is spoilt."""

    dpi: int
    askew: float
    grey: bool
    quality: int
    dirt: bool  # a stamp and a coffee ring


SCANNERS = (
    Scanner(300, 1.0, False, 60, dirt=False),
    Scanner(300, -2.0, True, 40, dirt=True),
    Scanner(200, 1.5, False, 60, dirt=False),
    Scanner(200, -1.0, True, 50, dirt=True),
)


def scan(source: Path, how: Scanner, pages: int) -> bytes:
    """The first pages as a PDF of pictures."""
    noise = np.random.default_rng(1)
    pictures = []
    with pdfium.PdfDocument(source) as file:
        for index in range(min(pages, len(file))):
            page = file[index].render(scale=how.dpi / 72).to_pil().convert("RGB")
            if how.dirt:
                soiled(page, how.dpi / 72)
            page = page.rotate(how.askew, Image.Resampling.BICUBIC, fillcolor="white")
            pixels = np.asarray(page, np.float64)
            pixels = np.clip(pixels + noise.normal(0, 6, pixels.shape), 0, 255)
            done = Image.fromarray(pixels.astype(np.uint8))
            pictures.append(done.convert("L") if how.grey else done)
    out = io.BytesIO()
    about = {"save_all": True, "append_images": pictures[1:]}
    pictures[0].save(out, "PDF", resolution=how.dpi, quality=how.quality, **about)
    return out.getvalue()


def soiled(page: Image.Image, scale: float) -> None:
    """A coffee ring over the text and a stamp beside it."""
    draw = ImageDraw.Draw(page, "RGBA")
    ring = [value * scale for value in (300, 420, 420, 540)]
    draw.ellipse(ring, outline=(150, 100, 50, 110), width=round(5 * scale))
    draw.rectangle([v * scale for v in (400, 20, 520, 60)], outline=(60, 60, 190), width=4)


def rows(document: Document) -> Iterator[tuple[Cell | None, ...]]:
    for table in document.tables:
        for row in table.rows:
            if row[0] is not None and " ".join(row[0].text.split()) in LABELS and len(row) == 4:
                yield row


def text(cell: Cell | None) -> str:
    return "" if cell is None else " ".join(cell.text.split())


def status(cell: Cell | None) -> str | None:
    """Which way the mouth of a cell bends."""
    for mark in cell.all_marks if cell else ():
        return mark.mouth or MOUTHS.get(mark.value, "unknown")
    return None


def digits(value: str) -> list[str]:
    return [part.strip(".,") for part in value.split() if any(c.isdigit() for c in part)]


def compare(printed: Document, read: Document) -> Counter[str]:
    """Counts over the rows of the printed pages; rows are matched by the text they hold."""
    count: Counter[str] = Counter()
    left = list(rows(read))
    for row in rows(printed):
        count["rows"] += 1
        likeness = [SequenceMatcher(None, text(row[1]), text(o[1])).ratio() for o in left]
        if not likeness or max(likeness) < 0.6:
            continue
        found = left.pop(likeness.index(max(likeness)))
        count["rows found"] += 1
        _cells(row, found, count)
    return count


def _cells(
    row: tuple[Cell | None, ...], found: tuple[Cell | None, ...], count: Counter[str]
) -> None:
    count["labels right"] += text(row[0]) == text(found[0])
    for want, got in zip(row[:3], found[:3], strict=True):
        blocks = SequenceMatcher(None, text(want), text(got)).get_matching_blocks()
        count["characters"] += len(text(want))
        count["characters right"] += sum(block.size for block in blocks)
    numbers = Counter(digits(text(row[1])))
    seen = Counter(digits(text(found[1])))
    count["numbers"] += numbers.total()
    count["numbers right"] += (numbers & seen).total()
    wrong = seen - numbers
    count["numbers wrong"] += sum(n for value, n in wrong.items() if "\ufffd" not in value)
    want_status, got_status = status(row[3]), status(found[3])
    if want_status is not None:
        count["statuses"] += 1
        count["statuses right"] += want_status == got_status
    count["statuses wrong"] += got_status not in {want_status, None, "unknown"}


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    for how in SCANNERS:
        count: Counter[str] = Counter()
        spent, read_pages = 0.0, 0
        for source in SAMPLES:
            data = scan(source, how, pages)
            begun = time.perf_counter()
            read = formats.read(data, Limits())
            spent += time.perf_counter() - begun
            read_pages += len(read.pages)
            with pdfium.PdfDocument(source) as file:
                file_pages = pdfium.PdfDocument.new()
                file_pages.import_pages(file, list(range(min(pages, len(file)))))
                out = io.BytesIO()
                file_pages.save(out)
            count += compare(formats.read(out.getvalue(), Limits()), read)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(how, f"{spent / read_pages:.1f} s/page, {memory:.0f} MB", flush=True)
        print("   ", ", ".join(f"{name} {n}" for name, n in count.items()), flush=True)


if __name__ == "__main__":
    main()
