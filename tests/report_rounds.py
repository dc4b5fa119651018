"""Rounds of follow-up as files in memory, read and compared as a run does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from klitsund import press, word
from klitsund.reports import Report
from pipeline.assemble.reports import Source, read_document
from pipeline.changes import history, rounds, told
from pipeline.options import Options
from pipeline.parts import Parts, parts_of

STYLE = word.Style(faces="unicode", font="Arial")
WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    "docx": lambda report: word.write(report, STYLE),
    "pdf": press.write,
}


class Told(NamedTuple):
    """A change as the table has it, under the heading of its item."""

    kind: str
    heading: str
    row: int | None
    old: str | None
    new: str | None


class Outcome(NamedTuple):
    """Both tables, as rows."""

    links: tuple[Mapping[str, Any], ...]
    changes: tuple[Told, ...]

    @property
    def counts(self) -> Counter[tuple[str, str, int | None]]:
        """Kind, heading and row of every change; a row that is gone counts without its number."""
        return Counter(
            (one.kind, one.heading, None if one.kind == "milestone_dropped" else one.row)
            for one in self.changes
        )


@cache
def written(report: Report, suffix: str) -> tuple[str, bytes]:
    return f"report.{suffix}", WRITERS[suffix](report)


def compared(files: Iterable[tuple[str, bytes]]) -> Outcome:
    """What the files tell of one another."""
    listed: list[rounds.Listed] = []
    items: dict[str, tuple[told.Item, ...]] = {}
    for file in files:
        found, own = read(*file)
        assert found is not None, f"{file[0]} cannot be compared"
        listed.append(found)
        items[found.document_id] = own
    shelf = rounds.Shelf(lambda one: tuple(item.title for item in items[one]), items.__getitem__)
    parts = history.parts(history.comparisons(listed, shelf))
    headings = {item.item_id: item.heading for own in items.values() for item in own}
    return Outcome(
        tuple(_rows(parts, "links")),
        tuple(_told(row, headings) for row in _rows(parts, "changes")),
    )


@cache
def read(name: str, data: bytes) -> tuple[rounds.Listed | None, tuple[told.Item, ...]]:
    """A document as comparisons see it; None where it is in no series of reports."""
    rows = read_document(data, Source(name, (name,)), Options())
    found = rounds.listed(rows.documents[0])
    return found, told.items(parts_of(rows), rows.documents[0].document_id)


def _rows(parts: Parts, table: str) -> Sequence[dict[str, Any]]:
    return [row for (name, _), found in parts.items() if name == table for row in found.to_pylist()]


def _told(row: Mapping[str, Any], headings: Mapping[str, str]) -> Told:
    heading = headings[row["to_item_id"] or row["from_item_id"]]
    return Told(row["kind"], heading, row["follow_up_position"], row["old"], row["new"])
