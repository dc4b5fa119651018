"""Which years a sentence ties to which of its amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

LONGEST_PERIOD = 15
_JOINT = re.compile(r"\s*(?:,|og|samt|eller|,\s*og|i)\s*(?:i\s+)?")
_RIGHT_BEHIND = re.compile(
    r"\s*(?:årligt|om året|hvert år|pr\. år)?\s*(?:af\s)?\(?(?:i|fra|for)?\s*", re.IGNORECASE
)
_PERIOD = re.compile(r"\s*(?:-|–|—|/|til(?:\s+og\s+med)?)\s*")
_YEAR = re.compile(
    r"""
    (?<![\d.,])
    (?P<year>(?:19|20)\d\d)
    (?! [\d] | [.,]\d | -?\s?(?:priser|pl\b|p/l|niveau|prisniveau)
        | \s*(?:pl\b|p/l|kr\b(?!\.?\s?\d)|mio\b|m2) )
    """,
    re.VERBOSE,
)
_SHORT_END = re.compile(r"\s*[-–/]\s*(?P<end>\d\d)(?!\d)")
# A year that belongs to a date, a round or a document's name, not to the money.
_NOT_BEFORE = re.compile(
    r"""
    (?: \d{1,2}\.?\s* )? (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober
        |november|december)\s*$
    | \d{1,2}[./-]\d{1,2}[./-]?\s*$
    | (?:budgetopfølgning|opfølgning|budgetrevision|aftale\s+om\s+budget|budgetaftale|budgetforlig
        |regnskab)\w*(?:\s+for)?\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Regnskab 2016 viser": may be the year of what follows or a document's; no other year is.
_ACCOUNTS = re.compile(r"\bregnskab\w*(?:\s+for)?\s*$", re.IGNORECASE)
# "I 2018 3 mio. kr. og derefter 4 mio. kr.": of years that the year named is not.
_LATER = re.compile(
    r"\b(?:derefter|herefter|efterfølgende|fremover|dernæst|året\s(?:efter|før)|(?:næste|forrige)\sår"
    r"|(?:de\s)?følgende\sår|overslagsår\w*|tidligere)\b",
    re.IGNORECASE,
)
_STILL_LATER = re.compile(
    r"\s(?:årligt\s)?(?:fremover|herefter|i\s(?:de\s)?følgende\sår|i\soverslagsår\w*)\b",
    re.IGNORECASE,
)
_TOUCHES = re.compile(r"[\s:(]*")


# A column's heading: only a price level is no year of its numbers.
_HEADING_YEAR = re.compile(
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?!\d|-?\s?(?:priser|prisniveau|niveau|pl\b|p/l))",
    re.IGNORECASE,
)


class _Group(NamedTuple):
    """Years named together: "2017 og 2018", "2017-2020"; none of accounts."""

    start: int
    end: int
    years: tuple[int, ...]


def years_of(
    sentence: str, spans: Sequence[tuple[int, int]], heading: str = ""
) -> list[tuple[int, ...]]:
    """The years of each amount (given by its span), ascending; those of the heading as a last hope.

    >>> years_of("1,7 mio. kr. i 2017 og 3,9 mio. kr. i 2018", [(0, 12), (23, 35)])
    [(2017,), (2018,)]
    """
    groups = _groups(sentence)
    if not groups:
        named = _groups(heading)
        years = named[0].years if len(named) == 1 else ()
        return [years] * len(spans)
    respectively = _respectively(sentence, groups, spans)
    if respectively:
        return respectively
    before = groups[0].start < spans[0][0]
    return [_tied(sentence, index, spans, groups, before=before) for index in range(len(spans))]


def heading_years(heading: str) -> tuple[int, ...]:
    """The years that a numeric column's heading names, ascending.

    >>> heading_years("Regnskab 2018 (mio. kr., 2019-priser)")
    (2018,)
    """
    groups = _groups(heading, _HEADING_YEAR)
    return tuple(sorted({year for group in groups for year in group.years}))


def _tied(
    sentence: str,
    index: int,
    spans: Sequence[tuple[int, int]],
    groups: Sequence[_Group],
    *,
    before: bool,
) -> tuple[int, ...]:
    """The group behind it, before the next amount, or the last one ahead; by the order in use."""
    start, end = spans[index]
    following_amount = spans[index + 1][0] if index + 1 < len(spans) else None
    behind = next((group for group in groups if group.start >= end), None)
    ahead = next((group for group in reversed(groups) if group.end <= start), None)
    is_own = behind is not None and (following_amount is None or behind.start < following_amount)
    if before:
        # "I 2025 bruges 4 mio. kr., og i 2026 ..." - a year right behind still wins.
        near = (
            behind is not None
            and is_own
            and _RIGHT_BEHIND.fullmatch(sentence, end, behind.start) is not None
            and not _is_of_next(sentence, spans[index], following_amount, ahead, behind)
        )
        chosen = behind if near else ahead
        later = ahead and _LATER.search(sentence, ahead.end, start)
        if chosen is ahead and (later or _STILL_LATER.match(sentence, end)):
            return ()
    elif is_own:
        chosen = behind
    elif following_amount is not None and _JOINT.fullmatch(sentence, end, following_amount):
        return _tied(sentence, index + 1, spans, groups, before=before)
    else:
        chosen = None  # a year before it belongs to the amount that it follows
    return () if chosen is None else chosen.years


def _is_of_next(
    sentence: str,
    span: tuple[int, int],
    following_amount: int | None,
    ahead: _Group | None,
    behind: _Group,
) -> bool:
    """Whether each year touches the amount that follows it: "2016 3 mio. kr. 2017 4 mio. kr."."""
    if ahead is None or following_amount is None:
        return False
    return bool(
        _TOUCHES.fullmatch(sentence, ahead.end, span[0])
        and _TOUCHES.fullmatch(sentence, behind.end, following_amount)
    )


def _respectively(
    sentence: str, groups: Sequence[_Group], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, ...]] | None:
    """As many years in one group as amounts, with "henholdsvis" or both in one breath."""
    if len(spans) < 2:
        return None
    says_so = re.search(r"henholdsvis|hhv\.", sentence, re.IGNORECASE) is not None
    listed = all(_JOINT.fullmatch(sentence, one[1], two[0]) for one, two in pairwise(spans))
    for group in groups:
        close = listed and _RIGHT_BEHIND.fullmatch(sentence, spans[-1][1], group.start)
        if len(group.years) == len(spans) and (says_so or close):
            return [(year,) for year in group.years]
    return None


def _groups(sentence: str, pattern: re.Pattern[str] = _YEAR) -> list[_Group]:
    groups: list[_Group] = []
    for match in pattern.finditer(sentence):
        if pattern is _YEAR and _NOT_BEFORE.search(
            sentence, max(0, match.start() - 40), match.start()
        ):
            if _ACCOUNTS.search(sentence, max(0, match.start() - 40), match.start()):
                groups.append(_Group(*match.span(), ()))
            continue
        start, end = match.span()
        years: tuple[int, ...] = (int(match["year"]),)
        short = _SHORT_END.match(sentence, end)
        if short:
            years = _period(years[0], years[0] // 100 * 100 + int(short["end"]))
            end = short.end()
        if groups and groups[-1].years:
            between = sentence[groups[-1].end : start]
            last = groups[-1]
            if _PERIOD.fullmatch(between):
                groups[-1] = _Group(last.start, end, _period(last.years[0], years[-1]))
                continue
            if _JOINT.fullmatch(between):
                together = tuple(sorted({*last.years, *years}))
                groups[-1] = _Group(last.start, end, together)
                continue
        groups.append(_Group(start, end, years))
    return groups


def _period(first: int, last: int) -> tuple[int, ...]:
    if not first <= last <= first + LONGEST_PERIOD:
        return tuple(sorted({first, last}))
    return tuple(range(first, last + 1))
