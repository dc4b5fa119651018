"""Monetary amounts in Danish text: one grammar, as a table of named rules.

A number counts as money only with a unit ("mio. kr.", "t.kr.", "kr.", "DKK", ",-"). What is not
stated is not guessed: kind "other", no years, recurrence "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from normalizers import amount_kinds, numerals
from normalizers.amount_years import years_of
from normalizers.errors import Unreadable
from normalizers.reading import Reading

KRONER_PLACES = Decimal("0.01")
LARGEST = Decimal(10) ** 15  # kroner; more is no amount but a slip
WINDOW = 400  # characters of a sentence looked at on either side of an amount

_KRONER = r"(?:\s?(?:danske\s)?(?:kr\b\.?|kroner\b|DKK\b))"
# Rule, pattern, kroner per unit; tried in order.
_UNITS: tuple[tuple[str, str, Decimal], ...] = (
    ("billions", rf"(?:milliard(?:er)?|mia)\b\.?{_KRONER}?", Decimal(10**9)),
    ("millions", rf"(?:million(?:er)?|mio|mill)\b\.?{_KRONER}?", Decimal(10**6)),
    ("thousands", r"(?:t\.?\s?kr\b\.?|t\.?\s?DKK\b|tusinde?\s(?:kr\b\.?|kroner\b))", Decimal(1000)),
    ("kroner", r"(?:kr\b\.?|kroner\b|DKK\b|,-(?![\d-]))", Decimal(1)),
)
_UNIT = "|".join(f"(?P<{rule}>{pattern})" for rule, pattern, _ in _UNITS)
_BLANKS = r"[\s\u00a0\u2009\u202f]{0,3}"
_WORDS = "|".join(sorted(numerals.WORDS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\w.,½/])(?P<number>{numerals.DIGITS})(?P<slip>\.(?=\s?(?:mi[oal]|kr)))?{_BLANKS}"
    rf"(?:{_UNIT})(?!\s?(?:pr\b\.?\s)?(?:m2|m²|indbyggere\b|borgere\b|elever\b))",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"\b(?P<number>{_WORDS})\s(?P<unit>milliard(?:er)?|million(?:er)?|mio\b\.?|mia\b\.?){_KRONER}?",
    re.IGNORECASE,
)
_UNIT_FIRST = re.compile(
    r"\b(?:kr\.?|DKK)\s?(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d\d)?|\d{1,9},(?:\d\d|-)|\d{5,9})(?:,-)?(?![\d,]\d)",
    re.IGNORECASE,
)
# The number that an amount shares its unit with, right before it.
_RANGE_LEAD = re.compile(rf"(?<![\w.,/-])(?P<first>{numerals.DIGITS})\s?[-–—]\s?$")
_BETWEEN_LEAD = re.compile(rf"\bmellem\s(?P<first>{numerals.DIGITS})\sog\s$", re.IGNORECASE)
_TO_LEAD = re.compile(
    rf"(?<!fra\s)(?<!fra\sca\.\s)(?<![\w.,/-])(?P<first>{numerals.DIGITS})\stil\s$", re.IGNORECASE
)
_SHARED_LEAD = re.compile(
    rf"(?<![\w.,/-])(?P<first>{numerals.DIGITS})(?P<joint>,\s|\s?/\s?|\s(?:og|samt|henholdsvis)\s)$",
    re.IGNORECASE,
)
# "punkt 1, 2 mio. kr.": the first figure counts something else.
_COUNTED = re.compile(
    r"(?:punkt|pkt\.|side|nr\.|afsnit|kapitel|uge|ramme|§|bilag)\s$", re.IGNORECASE
)
_RANGES = (("between", _BETWEEN_LEAD), ("range", _RANGE_LEAD), ("range-til", _TO_LEAD))
_LONGEST_LEAD = 40
_DIGITS_LOST = re.compile(
    r"(?:\bca\.|\bcirka|\bomkring|\bi\salt|\bpå|\bmed|\budgør)\s(?:mio\.?\s?|mia\.?\s?|t\.)?kr\b\.?(?!\s?\d)",
    re.IGNORECASE,
)
_QUALIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{words})\s*(?:på\s|i\salt\s|til\s)?$", re.IGNORECASE))
    for name, words in (
        (
            "approximately",
            r"\bca\.?|\bcirka|\bomkring|\bomtrent|\bknapt?|\bgodt|\bnæsten|\bi\sstørrelsesordenen|\bskønsmæssigt|\banslået",
        ),
        (
            "at_most",
            r"\bop\stil|\bhøjst|\bmaks\.?|\bmax\.?|\bmaksimalt|\bunder|\bikke\sover|\bindtil",
        ),
        ("at_least", r"\bmindst|\bminimum|\bover|\bmere\send|\bud\sover|\bsom\sminimum"),
        ("net", r"\bnetto"),
    )
)
_ANNUAL_BEHIND = re.compile(
    r"\s?(?:/\s?år\b|årlig\w*|om\såret|pr\.?\sår\b|p\.\s?a\.|hvert\sår|i\s(?:årlig\w*|hvert\sår))|.{0,25}\bårligt",
    re.IGNORECASE,
)
_ANNUAL_BEFORE = re.compile(r"\b(?:årlig\w*|hvert\sår|om\såret)\b[^.]{0,40}$", re.IGNORECASE)
_ONE_OFF = re.compile(r"\b[eé]ngangs\w*|\b[eé]n\sgang\b|\bengangs", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"\n|(?<=[.!?;])(?<!\bca\.)(?<!\bnr\.)(?<!\bpr\.)(?<!\bbl\.a\.)(?<!\bhhv\.)\s+(?=[A-ZÆØÅ\"])"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Decimal kroner; `low` and `high` are equal unless a range."""

    low: Decimal
    high: Decimal
    qualifier: str | None  # approximately, at_least, at_most, net
    kind: str
    years: tuple[int, ...]  # that the text ties to it, ascending
    recurrence: str  # one_off, annual, unknown


class Found(NamedTuple):
    """An amount in a text: `text[start:end] == reading.raw`."""

    start: int
    end: int
    reading: Reading[Amount]


class Unread(NamedTuple):
    """What looks like an amount but cannot be read."""

    start: int
    end: int
    raw: str
    hint: str


class Amounts(NamedTuple):
    found: tuple[Found, ...]
    unread: tuple[Unread, ...]


class _Match(NamedTuple):
    """A number with its unit, before its context is read."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    rule: str
    flags: tuple[str, ...]


def find(text: str) -> Amounts:
    """Every amount of a prose field, in order; paragraphs are separated by line feeds.

    >>> [str(found.reading.value.low) for found in find("Havnen koster 1,7 mio. kr.").found]
    ['1700000.00']
    """
    if not _may_hold_money(text):
        return Amounts((), ())
    matches = list(_matches(text))
    found: list[Found] = []
    for first, last, start, end in _sentences(text, matches):
        found.extend(_in_sentence(text, matches[first:last], start, end))
    unread = tuple(
        Unread(match.start(), match.end(), match[0], "the digits are missing")
        for match in _DIGITS_LOST.finditer(text)
        if not any(one.start <= match.end() - 1 < one.end for one in matches)
    )
    return Amounts(tuple(found), unread)


def _may_hold_money(text: str) -> bool:
    lowered = text.casefold()
    return any(
        sign in lowered for sign in ("kr", "mio", "mia", "million", "milliard", "dkk", ",-", "mill")
    )


def _matches(text: str) -> Iterator[_Match]:
    taken = 0
    every = [*_AMOUNT.finditer(text), *_IN_WORDS.finditer(text), *_UNIT_FIRST.finditer(text)]
    for match in sorted(every, key=lambda match: (match.start(), -match.end())):
        if match.start() < taken:
            continue
        made = list(_made(text, match, taken))
        yield from made
        taken = match.end()


def _made(text: str, match: re.Match[str], taken: int) -> Iterator[_Match]:
    """The amounts of one number with a unit: those that share the unit first."""
    if match.re is _IN_WORDS:
        billions = match["unit"].casefold().startswith(("milliard", "mia"))
        value = numerals.WORDS[match["number"].casefold()] * _UNITS[0 if billions else 1][2]
        yield from _valued(match.span(), value, "words")
        return
    rule, times = _unit(match)
    number, flags = numerals.parse(match["number"].removesuffix(",-"))
    if match.re is _AMOUNT and match["slip"]:
        flags = (*flags, "typing-error")
    lead = text[max(taken, match.start() - _LONGEST_LEAD) : match.start()]
    if "typing-error" in flags and _COUNTED.search(lead):
        return
    for range_rule, pattern in _RANGES:
        found = pattern.search(lead)
        if found and not _is_year(found["first"]):
            low = numerals.parse(found["first"])[0]
            start = match.start() - len(lead) + found.start("first")
            if low <= number:
                yield from _valued((start, match.end()), low * times, range_rule, number * times)
                return
    yield from _shared(match.start(), lead, times, match["number"])
    start = _signed_start(lead, match.start())
    if start < match.start():
        number = -number
    yield from _valued((start, match.end()), number * times, rule, flags=flags)


def _valued(
    span: tuple[int, int],
    low: Decimal,
    rule: str,
    high: Decimal | None = None,
    flags: tuple[str, ...] = (),
) -> Iterator[_Match]:
    top = low if high is None else high
    if abs(top) < LARGEST:
        yield _Match(*span, low.quantize(KRONER_PLACES), top.quantize(KRONER_PLACES), rule, flags)


def _shared(start: int, lead: str, times: Decimal, number: str) -> Iterator[_Match]:
    """Numbers before that borrow the unit: "9,65 og 8,25 mio. kr."."""
    found = _SHARED_LEAD.search(lead)
    if not found or times == 1 or _is_year(found["first"]):
        return
    like = ("," in found["first"]) == ("," in number)
    if not like or ("," not in number and "henholdsvis" not in lead.casefold()):
        return
    first = start - len(lead) + found.start("first")
    yield from _shared(first, lead[: found.start("first")], times, number)
    value = numerals.parse(found["first"])[0] * times
    yield from _valued((first, first + len(found["first"])), value, "shared-unit")


def _signed_start(lead: str, start: int) -> int:
    """Where the amount begins with its sign; a dash between words is no sign."""
    signed = re.search(r"(?:^|(?<=[\s(]))(?:[-−]|minus\s)$", lead, re.IGNORECASE)
    return start - (len(lead) - signed.start()) if signed else start


def _unit(match: re.Match[str]) -> tuple[str, Decimal]:
    if match.re is _UNIT_FIRST:
        return "unit-first", Decimal(1)
    return next((rule, times) for rule, _, times in _UNITS if match[rule])


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text) is not None


def _sentences(text: str, matches: Sequence[_Match]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of amounts that share a sentence: first, last (exclusive), and where it stands."""
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    index = first = 0
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        while index < len(matches) and matches[index].start < max(end, start + 1):
            index += 1
        if index > first:
            yield first, index, start, end
        first = index


def _in_sentence(text: str, matches: Sequence[_Match], start: int, end: int) -> Iterator[Found]:
    # A sentence of thousands of amounts is read in windows, so that time stays linear.
    for low in range(0, len(matches), 20):
        some = matches[low : low + 20]
        left = max(start, some[0].start - WINDOW)
        right = min(max(end, some[-1].end), some[-1].end + WINDOW)
        sentence = text[left:right]
        spans = [(match.start - left, match.end - left) for match in some]
        years = years_of(sentence, spans, _list_heading(text, start))
        for match, span, own in zip(some, spans, years, strict=True):
            yield Found(
                match.start,
                match.end,
                Reading(
                    Amount(
                        match.low,
                        match.high,
                        _qualifier(sentence[: span[0]]),
                        amount_kinds.kind_of(sentence, *span),
                        own,
                        _recurrence(sentence, span),
                    ),
                    text[match.start : match.end],
                    match.rule,
                    match.flags,
                ),
            )


def _list_heading(text: str, start: int) -> str:
    """The line above a list that ends in a colon: its year holds for the lines below."""
    above = text[max(0, start - WINDOW) : start].rstrip("\n").rpartition("\n")[2]
    return above if above.rstrip().endswith(":") else ""


def _qualifier(before: str) -> str | None:
    near = before[-30:].rstrip() + " " if before else ""
    return next((name for name, pattern in _QUALIFIERS if pattern.search(near)), None)


def _recurrence(sentence: str, span: tuple[int, int]) -> str:
    behind = sentence[span[1] : span[1] + 40]
    before = sentence[max(0, span[0] - 40) : span[0]]
    if _ANNUAL_BEHIND.match(behind) or _ANNUAL_BEFORE.search(before):
        return "annual"
    return "one_off" if _ONE_OFF.search(before + " " + behind) else "unknown"


_CELL_NUMBER = re.compile(
    rf"(?P<open>\()?\s?(?P<sign>[-−–+])?\s?(?P<number>{numerals.DIGITS})(?P<prime>['’])?\s?"
    rf"(?:{_UNIT})?(?P<back>\s?-)?\s?(?P<close>\))?",
    re.IGNORECASE,
)
_STATED_UNITS: tuple[tuple[re.Pattern[str], Decimal], ...] = (
    (re.compile(r"\b(?:mia\b|milliard)", re.IGNORECASE), Decimal(10**9)),
    (re.compile(r"\b(?:mio\b|mill\b|million)", re.IGNORECASE), Decimal(10**6)),
    (
        re.compile(r"\b1[. ]?000\s?(?:kr|DKK)|\bt\.?\s?(?:kr|DKK)|\btusind", re.IGNORECASE),
        Decimal(1000),
    ),
    (re.compile(r"\b(?:kr\b|kroner\b|DKK\b)", re.IGNORECASE), Decimal(1)),
)
_UNIT_NOTE = re.compile(
    r"(?:beløb\w*|tal(?:lene)?|alle\sbeløb|opgjort|angivet|hele)\b[^.\n]{0,40}?"
    r"(?P<unit>1[. ]?000\s?(?:kr|DKK)\b\.?|tusind\w*(?:\s(?:kr\b\.?|kroner))?|t\.?\s?kr\b\.?"
    r"|mio\b\.?(?:\s?kr\b\.?)?|mia\b\.?(?:\s?kr\b\.?)?|(?:hele\s)?(?:kr\b\.?|kroner\b))"
    r"|\((?P<bare>1[. ]?000\s?kr\b\.?|t\.?\s?kr\b\.?|mi[oa]\b\.?\s?kr\b\.?)[^()\n]{0,30}\)",
    re.IGNORECASE,
)


def find_unit(text: str) -> str | None:
    """The unit that a caption or note states for a table's numbers, as printed.

    >>> find_unit("Alle beløb er i 1.000 kr. (2018-priser)")
    '1.000 kr.'
    """
    found = _UNIT_NOTE.search(text[:2000])
    return None if found is None else found["unit"] or found["bare"]


def read_cell(raw: str, heading: str = "", unit: str | None = None) -> Reading[Amount] | None:
    """The amount of a numeric cell, scaled by its own unit, its heading's, or the one noted.

    None for an empty cell or a dash; raises Unreadable for anything that is no number, and where
    no unit is stated anywhere.
    """
    text = re.sub(r"\s+", " ", raw).strip()
    if not text or re.fullmatch(r"[-–—.]+", text):
        return None
    found = _CELL_NUMBER.fullmatch(text) if len(text) <= 60 else None
    if found is None:
        raise Unreadable("amount", raw, "expected one number, with or without a unit")
    number, flags = numerals.parse(found["number"])
    times, rule = _scale(found, heading, unit, raw)
    negative = (
        found["sign"] in {"-", "−", "–"} or found["back"] or (found["open"] and found["close"])
    )
    value = ((-number if negative else number) * times).quantize(KRONER_PLACES)
    years = years_of(heading, [(0, 0)])[0]
    kind = amount_kinds.column_kind(heading)
    return Reading(Amount(value, value, None, kind, years, "unknown"), raw, rule, flags)


def _scale(found: re.Match[str], heading: str, unit: str | None, raw: str) -> tuple[Decimal, str]:
    own = next(((rule, times) for rule, _, times in _UNITS if found[rule]), None)
    if own:
        return own[1], f"cell-{own[0]}"
    if found["prime"]:
        return Decimal(1000), "cell-prime"
    for source, rule in ((heading, "cell-heading-unit"), (unit or "", "cell-noted-unit")):
        for pattern, times in _STATED_UNITS:
            if pattern.search(source):
                return times, rule
    raise Unreadable("amount", raw, "no unit stands in the cell, its heading or a note")
