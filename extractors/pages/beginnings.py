"""Short texts that begin rows of tables without rules, and whether their rows are sure.

Where rows are parted wrongly, a word in the middle of a text may stand alone in the first cell of
many. Rows have something that begins beside their label, or has its middle there; beside such a
word other texts go on.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from extractors.pages.parts import Part

_LEVEL = 1.0  # points
_MOSTLY = 0.5  # of the rows


class Beginnings:
    """What is told of the first cells of rows that no rule parts while the pages come in."""

    def __init__(self) -> None:
        self._unsure = Counter[str]()  # rows of one line in which nothing begins beside it

    def take(self, part: Part) -> None:
        """The part of such a table."""
        firsts: list[tuple[int, float, str]] = []
        begun: defaultdict[int, list[float]] = defaultdict(list)
        for cell in part.cells:
            if cell.span.column and cell.lines:
                first, last = cell.lines[0].base, cell.lines[-1].base
                begun[cell.span.row] += [first, (first + last) / 2]  # or level at its middle
            elif len(cell.lines) == 1:
                firsts.append((cell.span.row, cell.lines[0].base, cell.lines[0].text))
        self._unsure.update(
            text
            for row, base, text in firsts
            if not any(abs(other - base) <= _LEVEL for other in begun[row])
        )

    def sure(self, labels: Counter[str]) -> Counter[str]:
        """How often texts begin rows, without those most of whose rows are not sure."""
        return Counter({text: n for text, n in labels.items() if self._unsure[text] < _MOSTLY * n})
