"""Sums in running text and in columns that do not add up: totals, parts and rows of years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.findings.rule import Doubt, Item, Report, Rule, of_amount
from pipeline.findings.sentences import sentences
from pipeline.records import AmountRow

_LEAST_PARTS = 2
_MOST_AMOUNTS = 60  # of a text
# Between a whole and its first part: the next sentence may begin with "Heraf".
_PART_OF = re.compile(r"[^.;\n]*[.;]?\s*\b(?:heraf|hvoraf|deraf|herunder)\b[^.;\n]*", re.IGNORECASE)
# Between parts of one whole.
_AND_PART = re.compile(r"[^.;:\n]{0,80}?(?:,|\bog\b|\bsamt\b)[^.;:\n]{0,40}", re.IGNORECASE)
_BESIDES = re.compile(
    r"\b(?:yderligere|desuden|derudover|hertil|herudover|ekstra|oveni|mens|men|i\s?alt|samlet|ud\saf"
    r"|frem\sfor|mod|i\sstedet|fra|netto|budget\w*|bevilling\w*)\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:i\s?alt|tilsammen|sammenlagt|samlet(?:\sset)?|i\ssum)(?:\s(?:på|til|for|med|er|ca\.))*\s*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\b(?:fordelt|fordeles|fordeler\ssig|opdelt|delt\sop|bestående\saf|består\saf|sammensat|nemlig)\b"
    r"|\bsvarende\stil\s*$",
    re.IGNORECASE,
)
_LISTED = re.compile(r":\s*$")
_WHOLE = re.compile(r"\b(?:i\s?alt|samlet|samlede|totalt?)\b", re.IGNORECASE)
_OVER_YEARS = re.compile(
    r"\bover\s(?:de\s)?(?:næste\s|kommende\s|første\s)?(?P<count>\d|to|tre|fire|fem|seks)\s"
    r"(?:næste\s|kommende\s)?år\b",
    re.IGNORECASE,
)
_COUNTS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6}
_TOTAL_HEADING = re.compile(r"\b(?:i\s?alt|total|sum|samlet)\b", re.IGNORECASE)


def parts_exceed_whole(report: Report) -> Iterator[Doubt]:
    """What is said to be part of an amount is more than it."""
    for item in report.items:
        for text, amounts in _texts(item):
            yield from _too_large_parts(text, amounts)


def sum_differs(report: Report) -> Iterator[Doubt]:
    """A total is not the sum of the parts named with it."""
    for item in report.items:
        for text, amounts in _texts(item):
            for sentence in sentences(text):
                own = [one for one in amounts if sentence.start <= one.start < sentence.end]
                yield from _total_behind(text, own)
                yield from _total_ahead(text, own)
        yield from _year_series(item)
        yield from _columns(item)


def _texts(item: Item) -> Iterator[tuple[str, list[AmountRow]]]:
    """Every text of an item with its exact amounts, from left to right."""
    fields: list[tuple[str, int | None, str | None]] = [
        ("description", None, item.row.description),
        ("effort", None, item.row.effort),
        *(("text", row.position, row.text) for row in item.follow_ups),
    ]
    for field, position, text in fields:
        own = [
            one
            for one in item.amounts
            if (one.field, one.follow_up_position) == (field, position) and one.raw_heading is None
        ]
        if text and len(own) >= _LEAST_PARTS:
            ordered = sorted(own, key=lambda one: one.start)[:_MOST_AMOUNTS]
            yield text, [one for one in ordered if one.low == one.high]


def _too_large_parts(text: str, amounts: Sequence[AmountRow]) -> Iterator[Doubt]:
    for index, (whole, part) in enumerate(pairwise(amounts)):
        between = text[whole.end : part.start]
        if not _PART_OF.fullmatch(between) or _BESIDES.search(between):
            continue
        parts = [part, *_further(text, amounts[index + 1 :])]
        if _sum(parts) > whole.high:
            yield of_amount(part, text[whole.start : parts[-1].end], (whole, *parts[1:]))


def _further(text: str, amounts: Sequence[AmountRow]) -> Iterator[AmountRow]:
    """The parts named on behind the first."""
    for one, other in pairwise(amounts):
        between = text[one.end : other.start]
        if not _AND_PART.fullmatch(between) or _BESIDES.search(between):
            return
        yield other


def _total_behind(text: str, amounts: Sequence[AmountRow]) -> Iterator[Doubt]:
    """As in: 2 mio. kr. til vejen og 1 mio. kr. til stien, i alt 4 mio. kr."""
    for index, total in enumerate(amounts):
        start = amounts[index - 1].end if index else 0
        parts = amounts[:index]
        if len(parts) < _LEAST_PARTS or not _TOTAL_BEFORE.search(text[start : total.start]):
            continue
        tails = (_sum(parts[first:]) for first in range(len(parts) - 1))
        if all(_comparable(one, total) for one in parts) and total.low not in tails:
            yield of_amount(total, text[parts[0].start : total.end], parts)


def _total_ahead(text: str, amounts: Sequence[AmountRow]) -> Iterator[Doubt]:
    """As in: 4 mio. kr. fordelt med 2 mio. kr. i 2024 og 1 mio. kr. i 2025."""
    for index, total in enumerate(amounts[:-1]):
        parts = amounts[index + 1 :]
        between = text[total.end : parts[0].start]
        listed = _LISTED.search(between) and _TOTAL_BEFORE.search(text[: total.start])
        if not (_SPLIT.search(between) or listed):
            continue
        if any(_BESIDES.search(text[a.end : b.start]) for a, b in pairwise([total, *parts])):
            continue
        if len(parts) == 1:
            years = len(parts[0].years or total.years) if parts[0].recurrence == "annual" else 0
            wrong = years >= _LEAST_PARTS and parts[0].low * years != total.low
        else:
            wrong = all(_comparable(one, total) for one in parts) and _sum(parts) != total.low
        if wrong:
            yield of_amount(total, text[total.start : parts[-1].end], parts)


def _year_series(item: Item) -> Iterator[Doubt]:
    """A total over some years, beside one amount for each of them, in the item's own texts."""
    texts = [found for found in _texts(item) if not found[1] or _is_of_item(found[1][0])]
    series = [found for text, amounts in texts for found in _series(text, amounts)]
    totals = [one for text, amounts in texts for one in _totals(text, amounts)]
    for total, count in totals:
        for one in series:
            years = {part.years[0] for part in one}
            whole = set(total.years) == years or (not total.years and count == len(years))
            if total in one or not whole or one[0].kind != total.kind:
                continue
            if _sum(one) != total.low:
                evidence = " + ".join(f"{part.raw} ({part.years[0]})" for part in one)
                yield of_amount(total, f"{total.raw} | {evidence}", one)


def _is_of_item(one: AmountRow) -> bool:
    return one.follow_up_position is None


def _series(text: str, amounts: Sequence[AmountRow]) -> Iterator[list[AmountRow]]:
    for sentence in sentences(text):
        own = [one for one in amounts if sentence.start <= one.start < sentence.end]
        found = [one for one in own if len(one.years) == 1 and one.recurrence != "annual"]
        years = [one.years[0] for one in found]
        one_kind = len({one.kind for one in found}) == 1
        if one_kind and len(found) >= _LEAST_PARTS and len(set(years)) == len(years):
            yield found


def _totals(text: str, amounts: Sequence[AmountRow]) -> Iterator[tuple[AmountRow, int | None]]:
    """Amounts over several years, with how many where they are only counted."""
    for sentence in sentences(text):
        own = [one for one in amounts if sentence.start <= one.start < sentence.end]
        counted = _OVER_YEARS.search(sentence.text)
        for one in own:
            if one.recurrence == "annual":
                continue
            if len(one.years) >= _LEAST_PARTS and (len(own) == 1 or _WHOLE.search(sentence.text)):
                yield one, None
            elif not one.years and counted and len(own) == 1:
                count = counted["count"].lower()
                yield one, _COUNTS.get(count) or int(count)


def _columns(item: Item) -> Iterator[Doubt]:
    """The cell "I alt" of a row beside one cell for each year."""
    rows: dict[int | None, list[AmountRow]] = {}
    for one in item.amounts:
        if one.raw_heading is not None and one.low == one.high:
            rows.setdefault(one.follow_up_position, []).append(one)
    for cells in rows.values():
        totals = [one for one in cells if _TOTAL_HEADING.search(one.raw_heading or "")]
        parts = [one for one in cells if one not in totals and len(one.years) == 1]
        years = {one.years[0] for one in parts}
        if len(totals) != 1 or len(parts) < _LEAST_PARTS or len(years) != len(parts):
            continue
        if len(parts) == len(cells) - 1 and _sum(parts) != totals[0].low:
            evidence = " | ".join(f"{one.raw_heading}: {one.raw}" for one in cells)
            yield of_amount(totals[0], evidence, parts)


def _comparable(part: AmountRow, total: AmountRow) -> bool:
    return part.recurrence == total.recurrence or "annual" not in (
        part.recurrence,
        total.recurrence,
    )


def _sum(found: Sequence[AmountRow]) -> Decimal:
    return sum((one.low for one in found), Decimal(0))


RULES = (
    Rule(
        "parts-exceed-whole",
        "warning",
        "What is said to be part of an amount is more than the amount.",
        parts_exceed_whole,
    ),
    Rule(
        "sum-differs",
        "warning",
        "A total is not the sum of the amounts named with it.",
        sum_differs,
    ),
)
