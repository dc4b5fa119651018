"""How many planted changes are found between two rounds, how many are false, and how long it takes.

    python benchmarks/changes.py [--seeds 24] [--attempts 120]

Changes of every kind are planted at random in the second follow-up of the samples, which is then
written as Word file or PDF, read and compared. Prints a table of kinds, and the processor seconds
of comparing two reports of many items.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

# The tests' builders, in place of this folder, whose docx.py is no library.
sys.path[0] = str(Path(__file__).parents[1] / "tests")

from change_mutations import planted  # noqa: E402 - found there
from report_rounds import WRITERS, compared, read, written  # noqa: E402 - found there

from klitsund.reports import open_report  # noqa: E402 - found there
from pipeline.changes import told  # noqa: E402 - found there
from pipeline.changes.comparison import changes, linked_pairs  # noqa: E402 - found there
from pipeline.changes.links import links  # noqa: E402 - found there

LINE = "{:<24} {:>8} {:>8} {:>8}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=24)
    asked.add_argument("--attempts", type=int, default=120)
    options = asked.parse_args()
    find(options.seeds, options.attempts)
    for copies in (1, 5, 25):
        measure(copies)


def find(seeds: int, attempts: int) -> None:
    report = open_report("2024")
    pairs = list(product(WRITERS, WRITERS))
    totals = {name: Counter[str]() for name in ("planted", "found", "false")}
    for seed in range(seeds):
        first, second = pairs[seed % len(pairs)]
        later, expected = planted(report, seed, attempts)
        gold = Counter((one.kind, one.heading, one.row) for one in expected)
        got = compared([written(report, first), written(later, second)]).counts
        for name, some in (("planted", gold), ("found", gold & got), ("false", got - gold)):
            for (kind, _, _), count in some.items():
                totals[name][kind] += count
    print(LINE.format(f"{seeds} reports", *totals))
    for kind in sorted(totals["planted"] | totals["false"]):
        print(LINE.format(kind, *(found[kind] for found in totals.values())))
    print(LINE.format("all", *(found.total() for found in totals.values())), flush=True)


def measure(copies: int) -> None:
    """Two reports of which every item was renumbered and retitled."""
    _, items = read(*written(open_report("2024"), "docx"))
    earlier = [copied(item, number) for number in range(copies) for item in items]
    later = [
        replace(item, number=f"9.{index}", title=f"{item.title[::-1]} {index}")
        for index, item in enumerate(earlier)
    ]
    began = time.process_time()
    pairs = linked_pairs(links(earlier, later))
    found = [change for pair in pairs for change in changes(pair)]
    seconds = time.process_time() - began
    print(f"{len(earlier)} items, {len(found)} changes: {seconds:.2f} s")


def copied(item: told.Item, number: int) -> told.Item:
    words = f"{item.description or ''} Distrikt {number} er med i ordningen, som er den {number}."
    return replace(
        item,
        item_id=f"{item.item_id}-{number}",
        number=f"{number}.{item.position}",
        title=f"{item.title} i distrikt {number}",
        description=words,
    )


if __name__ == "__main__":
    main()
