"""How many follow-up cells a core normalises per second: `python benchmarks/meaning.py`.

A row has four cells: a text, cleaned, split and searched for amounts; a deadline; a smiley, read
by a legend; and the names of those responsible. The texts are those of the samples; caches are as
warm as in a run over an archive.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from normalizers import amounts, comments, deadlines, legends, organisations, statuses, text
from normalizers.errors import Unreadable

CONTENT = Path(__file__).parents[1] / "tests" / "klitsund" / "content"
TARGET = 10_000  # cells per second and core
CELLS = 4  # of a row: text, deadline, smiley, names
SECONDS = 3.0
NAMES = ("Skole og Dagtilbud", "By, Erhverv og Klima", "Ejendomme", "Social og Sundhed")
GUIDE = {"☺": "Milepælen er nået", "😐": "Milepælen er delvist nået", "☹": "Ikke nået"}


class Mark(NamedTuple):
    """A character as a reader hands it over."""

    value: str
    kind: str = "character"
    font: str | None = None
    code: int | None = None
    colour: str | None = None
    shape: str | None = None
    mouth: str | None = None
    likeness: str | None = None


class Line(NamedTuple):
    text: str
    marks: tuple[Mark, ...]


def main() -> None:
    cells = list(_texts())
    guide = legends.find([Line(f"{face}: {words}", (Mark(face),)) for face, words in GUIDE.items()])
    known = organisations.learn(NAMES)
    _read_all(cells, guide, known)
    rounds, started = 0, time.process_time()
    while time.process_time() - started < SECONDS:
        _read_all(cells, guide, known)
        rounds += 1
    rate = rounds * len(cells) / (time.process_time() - started)
    letters = sum(map(len, cells)) / len(cells)
    print("| texts | letters in one | rows per second and core | cells | target |")
    print("|---|---|---|---|---|")
    print(f"| {len(cells)} | {letters:.0f} | {rate:,.0f} | {rate * CELLS:,.0f} | {TARGET:,} |")


def _texts() -> Iterator[str]:
    """Every text of two words or more in the samples' content."""
    for path in sorted(CONTENT.rglob("*.toml")):
        for value in _strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            if " " in value:
                yield value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _read_all(
    cells: list[str],
    guide: tuple[legends.Definition, ...],
    known: organisations.Vocabulary,
) -> None:
    for index, raw in enumerate(cells):
        clean = text.clean(raw).text
        comments.split(clean)
        amounts.find(clean)
        with suppress(Unreadable):
            deadlines.read(f"{index % 3 + 1}. budgetopfølgning 2024", 2024)
        statuses.read((Mark("☺"),), "☺", guide, "effort")
        organisations.read(NAMES[index % len(NAMES)], known)


if __name__ == "__main__":
    main()
