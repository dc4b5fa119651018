"""Several reports in one file: where one ends and the next begins.

Written from appendices of meetings, where one follow-up stands behind the other. A report begins
at a title that names a follow-up and a year, once the report before it has had its tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import Block, Document, Paragraph, Table

LONGEST_TITLE = 200
LEAST_ROWS = 2  # of a table that is more than a frame around a title
_REPORT = re.compile(
    r"opfølgning|statusrapport|statusredegørelse|kvartalsrapport|økonomirapport|budgetrevision"
    r"|budgetkontrol|halvårsrapport|forventet\s+regnskab|handleplan",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"\s*\d+\.\d|\s*\d+\.\s")  # a chapter or item
_ROUND = re.compile(r"\s*\d\.\s*(?:budget)?(?:opfølgning|revision|kvartal)", re.IGNORECASE)


def split(document: Document) -> tuple[Document, ...]:
    """The document's parts, one per report; the whole document where it has one."""
    starts = [0, *_later_titles(document.blocks)]
    if len(starts) == 1:
        return (document,)
    ends = [*starts[1:], len(document.blocks)]
    parts = (document.blocks[start:end] for start, end in zip(starts, ends, strict=True))
    return tuple(replace(document, blocks=part) for part in parts)


def _later_titles(blocks: Sequence[Block]) -> Iterator[int]:
    """Where a further report's title stands: another one than before, after tables of that."""
    title: str | None = None
    tables = False
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            tables = tables or len(block.rows) >= LEAST_ROWS
            continue
        found = _title(blocks, index)
        if found is None:
            continue
        if title is not None and tables and found != title:
            yield index
        if title is None or (tables and found != title):
            title, tables = found, False


def _title(blocks: Sequence[Block], index: int) -> str | None:
    """The title that a paragraph is, with the line below it where only that names the year."""
    block = blocks[index]
    if not isinstance(block, Paragraph) or not _is_set_apart(block):
        return None
    text = " ".join(block.text.split())
    numbered = _NUMBERED.match(text) and not _ROUND.match(text)
    if numbered or not _REPORT.search(text):
        return None
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if not _YEAR.search(text) and isinstance(below, Paragraph) and len(below.text) <= LONGEST_TITLE:
        text = f"{text} {' '.join(below.text.split())}"
    return text.casefold() if _YEAR.search(text) else None


def _is_set_apart(block: Paragraph) -> bool:
    short = 0 < len(block.text.strip()) <= LONGEST_TITLE and not block.list_item
    return short and (block.bold or (block.level is not None and block.level <= 1))
