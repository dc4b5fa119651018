"""Labels of rows that are spelt otherwise than the others of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.findings.rule import Doubt, Report, Rule, of_row

_LEAST_LIKENESS = 0.8  # of two spellings of one label
_LEAST_USUAL = 5  # rows that spell it the usual way
_MOST_ODD = 0.2  # of those, that may spell it so and still be wrong
_NOT_SPELT = re.compile(r"[\W\d_]+")
# Singular and plural, and a bound noun, are no misspellings of each other.
_ENDINGS = re.compile(r"(?:erne|ene|er|en|et|e|s)$")


def misspelt(report: Report) -> Iterator[Doubt]:
    """A row's label is nearly, and not quite, the one that most rows have."""
    rows = [row for item in report.items for row in item.follow_ups if row.label_raw]
    counts = Counter(_spelt(row.label_raw or "") for row in rows)
    for row in rows:
        label = _spelt(row.label_raw or "")
        usual = _usual(label, counts)
        if usual is not None:
            yield of_row(row, f"{row.label_raw} (usually {usual!r})")


def _spelt(label: str) -> str:
    return _NOT_SPELT.sub(" ", label).strip().casefold()


def _usual(label: str, counts: Counter[str]) -> str | None:
    for other, count in counts.most_common():
        if count < _LEAST_USUAL or counts[label] > _MOST_ODD * count:
            return None
        same = _ENDINGS.sub("", other) == _ENDINGS.sub("", label)
        if other != label and not same and _likeness(label, other) >= _LEAST_LIKENESS:
            return other
    return None


def _likeness(one: str, other: str) -> float:
    """0 to 1 (rapidfuzz is kept to names and changes)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


RULES = (
    Rule(
        "misspelt-label",
        "info",
        "The label is not spelt as the same label is elsewhere in the report.",
        misspelt,
    ),
)
