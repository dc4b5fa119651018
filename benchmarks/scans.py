"""Scanned pages: reports printed, spoilt and read again, against the files themselves.

Usage: `python benchmarks/scans.py [PAGES [FILE.pdf ...]]`; without files, the samples. With
`--seed SEED KIND COUNT [FILE.pdf ...]`, COUNT documents of two or three pages are chosen at random
from the seed among the files, a file named twice being twice as likely, and spoilt from it
(`spoiling.py`); without files, the samples and their other layouts. Both are read by the whole
pipeline. Statuses, amounts and characters are counted over the rows found, and amounts and item
numbers also anywhere in the documents.
"""

from __future__ import annotations

import io
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
# This folder is left out of the path: its docx.py is not python-docx.
sys.path[0] = str(ROOT)

from benchmarks import spoiling  # noqa: E402 - behind the path
from pipeline.assemble.reports import Source, read_document  # noqa: E402
from pipeline.options import Options  # noqa: E402
from pipeline.records import DocumentRows, FollowUpRow  # noqa: E402

SAMPLES = sorted((ROOT / "samples").glob("klitsund-*.pdf"))
LAYOUTS = sorted((ROOT / "samples" / "layouts").glob("*.pdf"))
LEAST_LIKENESS = 0.6  # of two rows' texts, to be one row


class Scanner(NamedTuple):
    """How a page is spoilt."""

    dpi: int
    askew: float  # degrees
    grey: bool
    quality: int  # of JPEG
    dirt: bool = False  # a stamp over the table and a coffee ring
    worn: bool = False  # faint print, and specks


SCANNERS = (
    Scanner(300, 1.0, False, 60),
    Scanner(300, -2.0, True, 40),
    Scanner(300, 1.0, False, 50, dirt=True),
    Scanner(300, -1.5, True, 50, dirt=True),
    Scanner(200, 1.5, False, 60),
    Scanner(200, -1.0, True, 40),
    Scanner(200, 2.0, False, 50, dirt=True),
    Scanner(200, -1.0, True, 50, dirt=True),
    Scanner(300, -1.0, True, 40, worn=True),
    Scanner(200, 1.0, True, 50, worn=True),
)


def scan(pages: Sequence[Image.Image], how: Scanner) -> bytes:
    """The pages as a PDF of pictures; they are drawn at 300 dpi."""
    noise = np.random.default_rng(1)
    pictures = []
    for drawn in pages:
        share = how.dpi / 300
        page = drawn.resize((round(drawn.width * share), round(drawn.height * share)))
        if how.dirt:
            soiled(page, how.dpi / 72)
        page = page.rotate(how.askew, Image.Resampling.BICUBIC, fillcolor="white")
        pixels = np.asarray(page, np.float64)
        if how.worn:
            pixels = worn(pixels, noise)
        pixels = np.clip(pixels + noise.normal(0, 6, pixels.shape), 0, 255)
        done = Image.fromarray(pixels.astype(np.uint8))
        pictures.append(done.convert("L") if how.grey else done)
    out = io.BytesIO()
    about = {"save_all": True, "append_images": pictures[1:]}
    pictures[0].save(out, "PDF", resolution=how.dpi, quality=how.quality, **about)
    return out.getvalue()


def worn(pixels: np.ndarray, noise: np.random.Generator) -> np.ndarray:
    """Print that is faint in places, yellowish paper, and specks of dust."""
    height, width = pixels.shape[:2]
    faint = noise.uniform(0.0, 0.45, (height // 200 + 2, width // 200 + 2))
    patches = np.asarray(
        Image.fromarray((faint * 255).astype(np.uint8)).resize((width, height)), np.float64
    )
    pixels = pixels + (255 - pixels) * (patches / 255)[..., None]
    pixels = pixels * np.array([0.97, 0.95, 0.88])
    for _ in range(height * width // 12000):
        y, x = noise.integers(0, height - 3), noise.integers(0, width - 3)
        pixels[y : y + noise.integers(1, 3), x : x + noise.integers(1, 3)] *= 0.4
    return pixels


def soiled(page: Image.Image, scale: float) -> None:
    """A coffee ring over the table, and a stamp askew beside and over it."""
    draw = ImageDraw.Draw(page, "RGBA")
    ring = [value * scale for value in (300, 420, 420, 540)]
    draw.ellipse(ring, outline=(150, 100, 50, 110), width=round(5 * scale))
    stamp = Image.new("RGBA", (round(150 * scale), round(46 * scale)), (0, 0, 0, 0))
    ink = ImageDraw.Draw(stamp)
    edge = [2 * scale, 2 * scale, 148 * scale, 44 * scale]
    ink.rectangle(edge, outline=(60, 60, 190, 170), width=round(2 * scale))
    font = ImageFont.load_default(round(18 * scale))
    ink.text((12 * scale, 12 * scale), "MODTAGET", (60, 60, 190, 170), font)
    turned = stamp.rotate(8, Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, (round(360 * scale), round(150 * scale)), turned)


def compare(printed: DocumentRows, read: DocumentRows) -> Counter[str]:
    """Counts over the rows of the printed pages."""
    count: Counter[str] = Counter()
    rows = [row for row in printed.follow_ups if row.text.strip()]
    count["rows"] = len(rows)
    for row, found in _pairs(rows, read.follow_ups):
        count["rows found"] += 1
        _cells(row, found, count)
        count += _amounts(printed, row, read, found)
    want, got = (Counter((one.low, one.high) for one in rows.amounts) for rows in (printed, read))
    count += _shared("all amounts", want, got)
    numbers, others = (Counter(item.number for item in rows.items) for rows in (printed, read))
    for known in (numbers, others):
        known.pop(None, None)
    return count + _shared("numbers", numbers, others)


def _shared(name: str, want: Counter[Any], got: Counter[Any]) -> Counter[str]:
    """How much of what is wanted was found, and what else."""
    return Counter(
        {
            name: want.total(),
            f"{name} right": (want & got).total(),
            f"{name} wrong": (got - want).total(),
        }
    )


def _pairs(
    rows: Sequence[FollowUpRow], found: Sequence[FollowUpRow]
) -> Iterator[tuple[FollowUpRow, FollowUpRow]]:
    """Rows of like texts, in the order of both: the pairs that are most alike in all."""
    best = np.zeros((len(rows) + 1, len(found) + 1))
    alike = np.array([[_alike(row, one) for one in found] for row in rows]).reshape(len(rows), -1)
    for i, j in np.ndindex(*alike.shape):
        paired = best[i, j] + alike[i, j] if alike[i, j] >= LEAST_LIKENESS else 0.0
        best[i + 1, j + 1] = max(best[i, j + 1], best[i + 1, j], paired)
    i, j = len(rows), len(found)
    pairs = []
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((rows[i], found[j]))
    yield from reversed(pairs)


def _alike(one: FollowUpRow, other: FollowUpRow) -> float:
    """The likeness of two rows' texts; rows of one text are told by kind and deadline."""
    first, second = ("".join((row.deadline_raw or "").split()) for row in (one, other))
    deadlines: float = SequenceMatcher(None, first, second).ratio()
    same = 0.01 * (one.kind == other.kind) + 0.05 * deadlines
    return SequenceMatcher(None, one.text, other.text).ratio() + same


def _cells(row: FollowUpRow, found: FollowUpRow, count: Counter[str]) -> None:
    count["labels right"] += row.label_raw == found.label_raw
    count["deadlines"] += row.deadline_kind is not None
    meant = (row.deadline_kind, row.deadline_round, row.deadline_year, row.deadline_date)
    got = (found.deadline_kind, found.deadline_round, found.deadline_year, found.deadline_date)
    count["deadlines right"] += meant == got and row.deadline_kind is not None
    count["deadlines wrong"] += found.deadline_kind is not None and meant != got
    count["statuses"] += row.status is not None
    count["statuses right"] += row.status is not None and row.status == found.status
    count["statuses wrong"] += found.status is not None and found.status != row.status
    blocks = SequenceMatcher(None, row.text, found.text, autojunk=False).get_matching_blocks()
    count["characters"] += len(row.text)
    count["characters right"] += sum(block.size for block in blocks)


def _amounts(
    printed: DocumentRows, row: FollowUpRow, read: DocumentRows, found: FollowUpRow
) -> Counter[str]:
    def values(rows: DocumentRows, one: FollowUpRow) -> Counter[tuple[object, object]]:
        return Counter(
            (amount.low, amount.high)
            for amount in rows.amounts
            if (amount.item_id, amount.follow_up_position) == (one.item_id, one.position)
        )

    return _shared("amounts", values(printed, row), values(read, found))


def some_pages(path: Path, first: int, most: int) -> tuple[list[Image.Image], bytes]:
    """Pages from the one at `first`, as pictures and as a file."""
    with pdfium.PdfDocument(path) as file:
        chosen = list(range(first, min(first + most, len(file))))
        pictures = [file[i].render(scale=300 / 72).to_pil().convert("RGB") for i in chosen]
        part = pdfium.PdfDocument.new()
        part.import_pages(file, chosen)
        out = io.BytesIO()
        part.save(out)
    return pictures, out.getvalue()


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["--seed"]:
        seed, kind, count = int(words[1]), words[2], int(words[3])
        whole = of_seed(seed, kind, count, [Path(name) for name in words[4:]])
    else:
        most = int(words[0]) if words else 2
        whole = of_scanners(most, [Path(name) for name in words[1:]] or SAMPLES)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"all: {told(whole)}; {memory:.0f} MB with the benchmark's own pictures")


def of_scanners(most: int, paths: Sequence[Path]) -> Counter[str]:
    """The first pages of each file, by every scanner."""
    whole: Counter[str] = Counter()
    for how in SCANNERS:
        count = Counter[str]()
        for path in paths:
            pictures, data = some_pages(path, 0, most)
            count += measured(path.name, data, scan(pictures, how), len(pictures))
        whole += count
        print(f"{how}: {count['milliseconds'] / 1000 / count['pages']:.1f} s/page", flush=True)
        print("   ", told(count), flush=True)
    return whole


def of_seed(seed: int, kind: str, count: int, paths: Sequence[Path]) -> Counter[str]:
    """Consecutive pages from anywhere in files chosen at random, spoilt in one kind of way."""
    files = paths or [*SAMPLES, *LAYOUTS]
    whole: Counter[str] = Counter()
    for document in range(count):
        chance = np.random.default_rng([seed, spoiling.KINDS.index(kind), document])
        path = files[int(chance.integers(len(files)))]
        most = int(chance.integers(2, 4))
        with pdfium.PdfDocument(path) as file:
            first = int(chance.integers(max(1, len(file) - most + 1)))
        pictures, data = some_pages(path, first, most)
        spoilt = spoiling.as_pdf([spoiling.spoilt(one, kind, chance) for one in pictures])
        found = measured(path.name, data, spoilt, len(pictures))
        whole += found
        print(f"{path.name}, page {first + 1} on: {told(found)}", flush=True)
    print(f"{kind}: {whole['milliseconds'] / 1000 / whole['pages']:.1f} s/page, {whole['pages']}")
    return whole


def measured(name: str, printed: bytes, spoilt: bytes, pages: int) -> Counter[str]:
    """The counts of one document, its pages and the processor's time for them."""
    before = _spent()
    read = read_document(spoilt, Source(name, (name,)), Options())
    spent = _spent() - before
    count = compare(read_document(printed, Source(name, (name,)), Options()), read)
    return count + Counter({"pages": pages, "milliseconds": round(1000 * spent)})


def _spent() -> float:
    """The processor's time of this process and of those it started."""
    own, others = (
        resource.getrusage(which) for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def told(count: Counter[str]) -> str:
    def share(name: str, of: str) -> str:
        return f"{name} {count[name]} of {count[of]} ({count[name] / max(1, count[of]):.1%})"

    return ", ".join(
        (
            share("rows found", "rows"),
            share("labels right", "rows found"),
            share("deadlines right", "deadlines"),
            f"wrong {count['deadlines wrong']}",
            share("statuses right", "statuses"),
            f"wrong {count['statuses wrong']}",
            share("amounts right", "amounts"),
            f"wrong {count['amounts wrong']}",
            share("all amounts right", "all amounts"),
            f"wrong {count['all amounts wrong']}",
            share("numbers right", "numbers"),
            f"wrong {count['numbers wrong']}",
            share("characters right", "characters"),
        )
    )


if __name__ == "__main__":
    main()
