"""Words that may have been cut at the end of a line without a hyphen, and read as two.

A browser told to break words anywhere fills a line to its last letter with a word that is too
long for the column. Where the document writes that word elsewhere, the halves are one. Where what
they are leaves no other reading they are one too, else two words; an auditor is told of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.document import Notice, Place
from extractors.pages.halves import PARTICLES, WHOLE
from extractors.pages.hyphens import Hyphens
from extractors.pages.letters import PrintedLine
from extractors.pages.torn import FURTHER, LineEnds

_SAME_SIZE = 0.3  # points
_LETTERS = re.compile(r"[^\W\d_]+")
# Words that are endings of others too.
_ENDINGS = frozenset(("e", "en", "ens", "er", "et", "ets", "ne"))
_TWO = "A word may have been cut at the end of a line; its halves were read as two words."
_ONE = "A long word that a line cuts was read as one; the document writes it nowhere else."


def word_cut(
    lines: Sequence[PrintedLine], hyphens: Hyphens, ends: LineEnds, place: Place
) -> Notice | None:
    """What to tell of a cell whose lines may reach so far: the first word that it may cut."""
    for line in lines:
        if " " not in line.text:
            break
    else:
        return None  # most cells
    for head, below, room in _halves(lines, ends):
        tail = below.partition(" ")[0]
        about = (f"{head} | {tail}", f"page[{place.page}]", place)
        if hyphens.is_torn(head, below):
            continue  # the document writes it, or one half is no word
        # Where no rule stands, any line may end where the longest does.
        if (ends.ruled or room > FURTHER) and hyphens.are_halves(head, below):
            return Notice("word-joined", "info", _ONE, *about)
        if _may_be_one(head, tail, hyphens):
            return Notice("word-cut", "info", _TWO, *about)
    return None


def _halves(lines: Sequence[PrintedLine], ends: LineEnds) -> Iterator[tuple[str, str, float]]:
    """Lines that one word fills to the last letter, with the line below and the room left."""
    edge = ends.possible if ends.ruled else ends.known
    if edge is None:
        return
    for above, below in pairwise(lines):
        if " " in above.text or not above.text[-1:].isalpha() or not below.text[:1].islower():
            continue
        alike = abs(above.size - below.size) <= _SAME_SIZE and above.bold == below.bold
        room = edge - above.x1
        if alike and below.bullet is None and room < below.edge(1) - below.x0:
            yield above.text, below.text, room


def _may_be_one(head: str, tail: str, hyphens: Hyphens) -> bool:
    """Whether two halves may be one word: the first is seen nowhere else, the second goes on."""
    found = _LETTERS.match(tail)
    if found is None or head.endswith(WHOLE) or hyphens.writes(head):
        return False
    rest = found[0]
    return rest in _ENDINGS or not (rest in PARTICLES or hyphens.writes(rest))
