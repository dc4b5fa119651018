"""Page headers, footers and page numbers: lines in a page's margin that come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.lines import PrintedLine

MARGIN = 0.12  # of the page's height, at the top and at the bottom
_PAGE_NUMBER = re.compile(
    r"(?:side|s\.|page)?\s*\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?\s*$|-\s*\d{1,4}\s*-$", re.IGNORECASE
)

Sheet = tuple[int, float, Sequence[PrintedLine]]  # page number, height, lines outside tables


class Furniture:
    """Knows which lines are furniture; `once` has each of them as first printed."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._pages: Counter[tuple[str, int]] = Counter()
        self._heights = {number: height for number, height, _ in sheets}
        for _, height, lines in sheets:
            self._pages.update({_key(line) for line in lines if _in_margin(line, height)})
        self._least = 2 if len(sheets) < 6 else 3
        first: dict[str, PrintedLine] = {}
        for _, _, lines in sheets:
            for line in lines:
                if self.has(line):
                    first.setdefault(_plain(line.text), line)
        self.once = tuple(first.values())

    def has(self, line: PrintedLine) -> bool:
        """Whether the line is a header, footer or page number."""
        if not _in_margin(line, self._heights[line.page]):
            return False
        return self._pages[_key(line)] >= self._least or bool(_PAGE_NUMBER.match(line.text))


def _in_margin(line: PrintedLine, height: float) -> bool:
    return line.baseline < MARGIN * height or line.baseline > (1 - MARGIN) * height


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _key(line: PrintedLine) -> tuple[str, int]:
    return _plain(line.text), round(line.baseline / 4)
