"""What the description gives an item, beside what its economy row says it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.findings.rule import Doubt, Item, Report, Rule, of_amount
from pipeline.findings.sentences import sentences, shared, subjects
from pipeline.records import AmountRow, FollowUpRow

# Words for money that is meant to be spent are used for each other.
_CLASSES = {"allocation": "planned", "investment": "planned", "budget": "planned"}
_CLASSES |= {"saving": "saving", "income": "income", "grant": "grant", "expense": "expense"}
_TEXTS = ("heading", "description", "effort")
_ABOUT = Decimal("0.1")  # how far "ca." reaches, as a share
_LEAST_SHARED = 2  # subjects that two sentences without a year share, to be of one promise
_MOST_AMOUNTS = 60  # of an item
# The economy row says itself that the amount is another now.
_CHANGED = re.compile(
    r"""
    \b (?: forøg\w* | forhøj\w* | nedsat | nedsætt\w* | reducer\w* | tillægs\w* | omplacer\w*
         | overfør\w* | flytt?e\w* | udskudt | udsky\w* | \w*tilpas\w* | ændre\w* | juster\w*
         | genbevil\w* | \w*udvid\w* | fremryk\w* | yderligere | efterfølgende | omprioriter\w*
         | oprindelig\w* | korriger\w* | supple\w* | mindreforbrug\w* | merforbrug\w* | heraf
         | hvoraf | andel\w* | resten | restbeløb\w* ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)


_SPENT = frozenset(("planned", "expense", "grant", None))
_FORECAST = re.compile(
    r"\b(?:forvent\w*|ventes|prognose\w*|skøn\w*|anslå\w*|forbrug\w*|brugt|anvendt|realisere\w*"
    r"|afholdt|udbetalt|heraf|dækker|dækkes|mindre\w*|mer\w*|ekstra)\b",
    re.IGNORECASE,
)


class _Sum(NamedTuple):
    """An amount with the sentence that it stands in."""

    row: AmountRow
    sentence: str

    @property
    def low(self) -> Decimal:
        return self.row.low - self._reach if self.row.qualifier != "at_most" else Decimal(0)

    @property
    def high(self) -> Decimal:
        endless = self.row.qualifier == "at_least"
        return Decimal("Infinity") if endless else self.row.high + self._reach

    @property
    def _reach(self) -> Decimal:
        about = self.row.qualifier == "approximately"
        return abs(self.row.high) * _ABOUT if about else Decimal(0)


def described_otherwise(report: Report) -> Iterator[Doubt]:
    """Description and economy row name other amounts for one year and kind."""
    for item in report.items:
        described = list(_described(item))
        for row in item.economy:
            if _CHANGED.search(row.plan_text or row.text):
                continue
            told = list(_told(item, row))
            for one, other in _contradictions(described, told, report.document.budget_year):
                told_otherwise = f"{one.sentence} | {other.sentence}"
                yield of_amount(other.row, told_otherwise, (one.row,))


def _described(item: Item) -> Iterator[_Sum]:
    texts = {"heading": item.row.heading, "description": item.row.description}
    texts["effort"] = item.row.effort
    for one in item.amounts[:_MOST_AMOUNTS]:
        if one.follow_up_position is None and one.raw_heading is None and one.field in _TEXTS:
            yield _Sum(one, _around(texts[one.field] or "", one))


def _told(item: Item, row: FollowUpRow) -> Iterator[_Sum]:
    """The amounts that the row was planned with; what is said of progress is none of them."""
    ends = len(row.plan_text) if row.plan_text is not None else len(row.text)
    for one in item.amounts_of(row)[:_MOST_AMOUNTS]:
        if one.raw_heading is None and one.end <= ends and one.qualifier != "net":
            yield _Sum(one, _around(row.text, one))


def _around(text: str, one: AmountRow) -> str:
    for sentence in sentences(text):
        if sentence.start <= one.start < sentence.end:
            return sentence.text
    return one.raw


def _contradictions(
    described: Sequence[_Sum], told: Sequence[_Sum], budget_year: int | None
) -> Iterator[tuple[_Sum, _Sum]]:
    """One pair for each kind and year of which no amounts agree."""
    for kind in dict.fromkeys(_CLASSES.get(one.row.kind) for one in told):
        if kind is None:
            continue
        own = [one for one in described if _CLASSES.get(one.row.kind) == kind]
        new = [one for one in told if _CLASSES.get(one.row.kind) == kind]
        for year in dict.fromkeys(one.row.years[0] for one in new if len(one.row.years) == 1):
            yield from _differing(_of_year(own, year), _of_year(new, year), own, new)
        yield from _undated(own, new, budget_year)
    yield from _of_another_kind(described, told, budget_year)


def _of_another_kind(
    described: Sequence[_Sum], told: Sequence[_Sum], budget_year: int | None
) -> Iterator[tuple[_Sum, _Sum]]:
    """The only amount of the year on both sides, where no more than the verb is another.

    What is expected or was spent is no plan, and may differ.
    """
    years = ((), (budget_year,))
    own = [] if budget_year is None else _of_year(described, budget_year)
    new = [one for one in told if one.row.years in years]
    if len(own) != 1 or len(new) != 1 or len(told) != 1:
        return
    kinds = {own[0].row.kind, new[0].row.kind}
    alike = {_CLASSES.get(kind) for kind in kinds} <= _SPENT and len(kinds) > 1
    same_class = len({_CLASSES.get(kind) for kind in kinds}) == 1
    if alike and not same_class and not _FORECAST.search(new[0].sentence):
        yield from _differing(own, new, described, told)


def _of_year(found: Sequence[_Sum], year: int) -> list[_Sum]:
    """What is told of one year, or of each of some years."""
    return [
        one
        for one in found
        if one.row.years == (year,) or (one.row.recurrence == "annual" and year in one.row.years)
    ]


def _undated(
    own: Sequence[_Sum], new: Sequence[_Sum], budget_year: int | None
) -> Iterator[tuple[_Sum, _Sum]]:
    """An amount without a year: in sentences that promise the same, or given every year."""
    if len(own) != 1 or len(new) != 1:
        return
    one, other = own[0], new[0]
    if one.row.years or other.row.years not in ((), (budget_year,)):
        return
    about = subjects(other.sentence)
    common = len(shared(one.sentence, other.sentence))
    same = common >= _LEAST_SHARED and common >= min(len(subjects(one.sentence)), len(about)) - 1
    yearly = one.row.recurrence == "annual" and not about
    if yearly or (same and one.row.recurrence == other.row.recurrence):
        yield from _differing(own, new, own, new)


def _differing(
    own: Sequence[_Sum], new: Sequence[_Sum], all_own: Sequence[_Sum], all_new: Sequence[_Sum]
) -> Iterator[tuple[_Sum, _Sum]]:
    """The first of each, where nothing of that year agrees, nor anything without a year."""
    mine = [*own, *(one for one in all_own if not one.row.years and one not in own)]
    theirs = [*new, *(one for one in all_new if not one.row.years and one not in new)]
    pairs = ((one, other) for one in _sums(own, mine) for other in _sums(new, theirs))
    if own and new and not any(_agree(one, other) for one, other in pairs):
        yield own[0], new[0]


def _sums(*groups: Sequence[_Sum]) -> Iterator[tuple[Decimal, Decimal]]:
    """Each amount, and all of a group together."""
    for found in groups:
        spans = [(one.low, one.high) for one in found]
        yield from spans
        yield _total(low for low, _ in spans), _total(high for _, high in spans)


def _total(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _agree(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


RULES = (
    Rule(
        "amounts-differ",
        "warning",
        "Description and economy row name different amounts for the same year and kind.",
        described_otherwise,
    ),
)
