"""Rows that part a sentence, in tables that rules do not part into cells: they may be no rows.

Where cells are level at their middles or feet, or a text is set looser than rows stand apart, what
shows rows may stand in the middle of a cell. A sentence that begins above and goes on below tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.document import Block, Cell, Notice, Paragraph
from extractors.pages.paragraphs import is_mid_sentence

_LEAST = 16  # characters of each half: shorter ones may be words in a list of their own
_EVIDENCE = 60  # characters of each half
_MESSAGE = "A sentence goes on from one row of a table to the next, which may be one row."


def parted_sentence(rows: Sequence[Sequence[Cell | None]]) -> Notice | None:
    """What to tell of these rows: the first sentence that goes on from one to the next."""
    for above, below in pairwise(rows):
        for upper, lower in zip(above, below, strict=True):
            if upper is None or lower is None or not (upper.blocks and lower.blocks):
                continue
            last, first = upper.blocks[-1], lower.blocks[0]
            if _goes_on(last, first):
                place = lower.places[0]
                evidence = f"{_text(last)[-_EVIDENCE:]} | {_text(first)[:_EVIDENCE]}"
                where = f"page[{place.page}]"
                return Notice("parted-sentence", "warning", _MESSAGE, evidence, where, place)
    return None


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _goes_on(last: Block, first: Block) -> bool:
    """Whether both are parts of one sentence, and not short texts of two rows."""
    if not (isinstance(last, Paragraph) and isinstance(first, Paragraph)):
        return False
    texts = last.text, first.text
    is_long = all(len(text) >= _LEAST and " " in text for text in texts)
    return is_long and is_mid_sentence(last, first)
