"""What a file's tags say of two parts of tables on consecutive pages."""

from __future__ import annotations

from extractors.pages.parts import Part
from extractors.pages.seams import Verdict
from extractors.pages.sheet import UNTAGGED


def is_one_table(above: Part, below: Part) -> bool | None:
    """Whether tags say that two parts are of one table; None where they say nothing."""
    if not (above.told and below.told) or UNTAGGED in {above.told.table, below.told.table}:
        return None
    same = above.told.table == below.told.table
    return None if not same and _is_headed(above, below) else same


def by_tags(above: Part, below: Part, verdict: Verdict) -> Verdict:
    """What tags say of two rows at a page break, where no rules show it."""
    are_ruled = (above.drawn and not above.bare) or (below.drawn and not below.bare)
    told = _is_one_row(above, below)
    if told is None or (are_ruled and verdict != "possible"):
        return verdict
    return "joined" if told else "new"


def told_ends(above: Part, below: Part) -> dict[int, bool]:
    """By column, from 1, whether tags say that a paragraph ends with the page that cuts its row."""
    if not (above.told and below.told) or len(above.xs) != len(below.xs):
        return {}
    if not _is_one_row(above, below):
        return {}
    lasts, firsts = dict(above.told.rows[-1].last), dict(below.told.rows[0].first)
    return {
        column + 1: last != firsts[column]
        for column, last in lasts.items()
        if UNTAGGED not in {last, firsts.get(column, UNTAGGED)}
    }


def _is_one_row(above: Part, below: Part) -> bool | None:
    """The same of two rows; of another table, its part on each page may be tagged as a table."""
    if not (above.told and below.told and is_one_table(above, below)):
        return None
    upper, lower = above.told.rows[-1].number, below.told.rows[0].number
    if UNTAGGED in {upper, lower} or (upper != lower and _is_headed(above, below)):
        return None
    return upper == lower


def _is_headed(above: Part, below: Part) -> bool:
    """Whether rows without tags head either: some programs tag each page's part for itself."""
    return any(one.told is not None and one.told.headed for one in (above, below))
