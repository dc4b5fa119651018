"""Rounds that contradict each other: done and then not begun, and targets that fall on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import Match, SequenceMatcher
from itertools import combinations, pairwise

from normalizers import dates
from pipeline.findings import progress
from pipeline.findings.rule import Doubt, Item, Report, Rule, of_row
from pipeline.records import FollowUpRow

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:\.\d{3})*(?:,\d+)?(?![\w,-])(?!\.\d)")
_DIGIT = re.compile(r"\d")
_LIST_NUMBER = re.compile(r"(?m)(?:^|(?<=\s))\d{1,2}[.)](?=\s)")
# Fewer of these is what one hopes for.
_BETTER_LOW = re.compile(
    r"""
    \b (?: højst\w* | maks\w* | max\w* | under | færre | lavere | mindre\send | \w*fald\w*
         | \w*reduc\w* | \w*reduktion\w* | nedbring\w* | sænk\w* | mindsk\w* | \w*ventetid\w*
         | \w*fravær\w* | \w*ledig\w* | \w*restance\w* | \w*klage\w* | \w*anbring\w* | \w*udgift\w*
         | \w*forbrug\w* | overskrid\w* | resterende | tilbage | mangler | \w*ulykke\w*
         | \w*spild\w* | \w*udledning\w* | genindlæg\w* | \w*sager\spr\w* ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEAST_LIKENESS = 0.8  # of two plans' words, to name one target
_LEAST_WORDS = 2
_MOST_ROWS = 60  # of an item
_MOST_WORDS = 80


def fallen_target(earlier: str, later: str, *, is_gain: bool = False) -> tuple[str, str] | None:
    """The first number that is lower in the later wording of a plan, with what it was.

    Of some things fewer are better; `is_gain` says that these are none of them.
    """
    if earlier == later or not (_DIGIT.search(earlier) and _DIGIT.search(later)):
        return None
    one, other = _tokens(earlier), _tokens(later)
    if not is_gain and (_BETTER_LOW.search(earlier) or _BETTER_LOW.search(later)):
        return None
    if min(len(one), len(other)) < _LEAST_WORDS or max(len(one), len(other)) > _MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, _skeleton(one), _skeleton(other), autojunk=False)
    if matcher.ratio() < _LEAST_LIKENESS:
        return None
    for at, there in _numbers(matcher.get_matching_blocks(), one):
        old, new = one[at], other[there]
        if one[at + 1 : at + 2] == other[there + 1 : there + 2] and _value(old) != _value(new):
            return (old, new) if _value(new) < _value(old) else None
    return None


def _numbers(blocks: Sequence[Match], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where numbers stand in the same place of both."""
    for block in blocks:
        for offset in range(block.size):
            if _NUMBER.fullmatch(words[block.a + offset]):
                yield block.a + offset, block.b + offset


def later_round_denies(report: Report) -> Iterator[Doubt]:
    """A milestone that was met says done what a later one of the item says is not."""
    for item in report.items:
        rows = _in_order(item)
        for one, other in combinations(rows, 2):
            said = other.status_text or ""
            found = progress.denied(_said(one), said)
            if found:
                yield of_row(other, f"row {one.position}: {found[0]} | {found[1]}")
                break


def falling_target(report: Report) -> Iterator[Doubt]:
    """A milestone asks for less than the one before it, in the same words."""
    for item in report.items:
        for one, other in pairwise(_in_order(item)):
            if fallen_target(_plan(one), _plan(other)):
                yield of_row(other, f"{_plan(one)} | {_plan(other)}")


def _in_order(item: Item) -> Sequence[FollowUpRow]:
    """The milestones with a text, where their deadlines do not go back in time."""
    rows = [row for row in item.milestones if row.text.strip()][:_MOST_ROWS]
    rounds = [
        (row.deadline_year, row.deadline_round) for row in rows if row.deadline_round is not None
    ]
    known = [(year, number) for year, number in rounds if year is not None and number is not None]
    days = [row.deadline_date for row in rows if row.deadline_date is not None]
    return rows if known == sorted(known) and days == sorted(days) else []


def _plan(row: FollowUpRow) -> str:
    return row.plan_text if row.plan_text is not None else row.text


def _said(row: FollowUpRow) -> str:
    """What a row says is so: a plan only where it was met."""
    comment = row.status_text or ""
    return f"{_plan(row)}\n{comment}" if row.status == "met" else comment


def _tokens(text: str) -> list[str]:
    """The words of a plan; a date or year is one word that counts for nothing."""
    for found in reversed(dates.find(text)):
        text = f"{text[: found.start]}@{text[found.end :]}"
    return [word.strip(".,;:()") for word in _LIST_NUMBER.sub("", text).casefold().split()]


def _skeleton(words: Sequence[str]) -> list[str]:
    return ["#" if _NUMBER.fullmatch(word) else word for word in words]


def _value(word: str) -> Decimal:
    return Decimal(word.replace(".", "").replace(",", "."))


RULES = (
    Rule(
        "rounds-contradict",
        "warning",
        "An earlier round says done what a later one says is not.",
        later_round_denies,
    ),
    Rule(
        "target-falls",
        "warning",
        "The target is lower than the round before, in the same words.",
        falling_target,
    ),
)
