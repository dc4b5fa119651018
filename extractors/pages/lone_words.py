"""Long words alone on a line of their cell that fill it to the last letter.

Each may be whole by chance. Where the document shows many of them to go on below, it cuts words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.pages.halves import is_long
from extractors.pages.letters import PrintedLine
from extractors.pages.torn import SLACK


def lone_words(lines: Sequence[PrintedLine], x0: float, x1: float) -> Iterator[tuple[str, str]]:
    """Each such word of a cell between two edges, with the line below."""
    right = x1 - (lines[0].x0 - x0) - SLACK
    for above, below in pairwise(lines):
        text, next_text = above.text, below.text
        if " " in text or not is_long(text) or not next_text[:1].islower():
            continue
        if right - above.x1 < below.edge(1) - below.x0 and below.bullet is None:
            yield text, next_text
