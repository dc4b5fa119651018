"""Coloured squares before lines outside tables: the key of a chart looks as a legend does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from extractors.document import OBJECT, Mark, Table
from extractors.looks import rectangle
from extractors.records import RawReport
from normalizers import legends, status_words
from pipeline.assemble.guides import GuideLine, table_of

# "Andel af mål i sidste år:", "Nået i 2023": of something counted, or of another time.
_OF_A_CHART = re.compile(r"\d|\b(?:år|årets|andel\w*|fordeling\w*)\b", re.IGNORECASE)


def without_charts(lines: Sequence[GuideLine], report: RawReport) -> tuple[GuideLine, ...]:
    """The lines, and no squares of those that are the key of a chart or may be.

    What defines signs without any square comes first: beside it squares define nothing.
    """
    if not any(map(_square, lines)):
        return tuple(lines)
    plain = tuple(map(_without, lines))
    if legends.find(plain):
        return plain
    early = {one.locator for one in takewhile(lambda b: not isinstance(b, Table), report.blocks)}
    return tuple(_chosen(lines, early))


def _chosen(lines: Sequence[GuideLine], early: Collection[str | None]) -> Iterator[GuideLine]:
    lead: GuideLine | None = None
    for is_list, some in groupby(lines, lambda line: _square(line) is not None):
        run = tuple(some)
        if is_list and not (_leads(lead, run[0], early) and _defines(run)):
            run = tuple(map(_without, run))
        yield from run
        lead = run[-1]


def _leads(lead: GuideLine | None, first: GuideLine, early: Collection[str | None]) -> bool:
    """Whether a list stands below what introduces a legend, or before all tables below no lead."""
    text = lead.text.rstrip() if lead else ""
    if legends.introduces(text):
        return not (text.endswith(":") and _OF_A_CHART.search(text))
    return first.place.locator in early and not text.endswith(":")


def _defines(run: Sequence[GuideLine]) -> bool:
    """Whether each line of a list has a meaning that says a status, by a colour of its own."""
    meanings = [line.text.replace(OBJECT, "") for line in run]
    statuses = {status_words.legend_status(meaning) for meaning in meanings}
    colours = {square.colour for line in run if (square := _square(line))}
    return (
        len(colours) == len(run)
        and len(statuses) > 1
        and None not in statuses
        and not any(map(_OF_A_CHART.search, meanings))
    )


def _square(line: GuideLine) -> Mark | None:
    """The square of a line outside tables."""
    locator = line.place.locator or ""
    if table_of(locator) != locator:
        return None
    return next((mark for mark in line.marks if _is_square(mark)), None)


def _is_square(mark: Mark) -> bool:
    return (
        mark.kind == "drawing" and mark.colour is not None and mark.value == rectangle(mark.colour)
    )


def _without(line: GuideLine) -> GuideLine:
    """The line as if nothing were drawn before it."""
    if _square(line) is None:
        return line
    marks = tuple(mark for mark in line.marks if not _is_square(mark))
    return replace(line, text=line.text.replace(OBJECT, "").strip(), marks=marks)
