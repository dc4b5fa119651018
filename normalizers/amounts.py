"""Monetary amounts in Danish text: what each is about, from its sentence.

A number counts as money only with a unit ("mio. kr.", "t.kr.", "kr.", "DKK", ",-"). What is not
stated is not guessed: kind "other", no years, recurrence "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple, TypeAlias, TypeVar

from normalizers import amount_kinds, amount_rules, amount_units, note_marks, unit_first
from normalizers.amount_refusals import Refused
from normalizers.amount_years import years_of
from normalizers.reading import Reading

# Without one of these no rule finds anything.
_MONEY = re.compile(
    r"(?:\b|\d|[tm]\.?)kr\b|kroner|dkk|mio|mia\b|milli|mill\b|,-"
    rf"|(?-i:{amount_units.FOREIGN})",
    re.IGNORECASE,
)
WINDOW = 400  # characters of a sentence looked at on either side of an amount


_QUALIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{words})\s*(?:på\s|i\salt\s|til\s)?$", re.IGNORECASE))
    for name, words in (
        (
            "approximately",
            r"\bca\.?|\bcirka|\bomkring|\bomtrent|\bknapt?|\bgodt|\bnæsten|\bi\sstørrelsesordenen|\bskønsmæssigt|\banslået",
        ),
        (
            "at_most",
            r"[<≤]|\bop\s(?:til|mod)|\bhøjst|\bmaks\.?|\bmax\.?|\bmaksimalt|\bunder|\bikke\sover|\bindtil",
        ),
        ("at_least", r"[>≥]|\bmindst|\bminimum|\bover|\bmere\send|\bud\sover|\bsom\sminimum"),
        ("net", r"\bnetto"),
    )
)
_NET_BEHIND = re.compile(r"\s\(?netto\b", re.IGNORECASE)
_OTHER_AMOUNT = r"(?:mi[oa]|mill|kr|DKK)\b"
_ANNUAL_BEHIND = re.compile(
    r"\s?(?:/\s?år\b|årlig\w*|om\såret|pr\.?\sår\b|p\.\s?a\.|hvert\sår|i\s(?:årlig\w*|hvert\sår))"
    rf"|(?:(?!{_OTHER_AMOUNT}).){{0,25}}\bårligt",
    re.IGNORECASE,
)
_ANNUAL_BEFORE = re.compile(
    rf"\b(?:årlig\w*|hvert\sår|om\såret)\b(?:(?!{_OTHER_AMOUNT})[^.]){{0,40}}$", re.IGNORECASE
)
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


UNKNOWN = "\ufffd"  # stands for a glyph whose character is unknown
_OF_NUMBERS = frozenset("0123456789., \u00a0\u202f" + UNKNOWN)
_UNIT = re.compile(rf"\s?(?:{amount_units.ANY})", re.IGNORECASE)
# "kr. p\ufffd 11": behind a unit no unknown letter is surely of a word.
_MONEY_BEFORE = re.compile(r"(?<![^\W\d])(?:kr|DKK|mi[oa]|mill)\.?(?:\s\w{1,5})?$", re.IGNORECASE)
_LONGEST_BEFORE = 12
# "på 2 mio. kr."; the last of "Budget\ufffd 2 mio. kr." may be a minus, of "af\ufffd" a digit.
_SHORT_WORD = re.compile(rf"(?<!\w)[pfs]{UNKNOWN}\s(?=\d[\d.,]*\s?$)")
_WORD_BEFORE = re.compile(rf"{UNKNOWN}+[.,]?\s")  # behind a letter
_WORD_BEHIND = re.compile(rf"[.,]?\s{UNKNOWN}+$")  # before a letter
_SIGN_BEFORE = re.compile(rf"[.,\s]*{UNKNOWN}\s(?=\d{{1,2}}[.,\s]*$)")  # no digit of thousands


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


_Told: TypeAlias = amount_rules.Match | Refused
Some = TypeVar("Some", Found, Unread)


class Amounts(NamedTuple):
    found: tuple[Found, ...]
    unread: tuple[Unread, ...]


def find(text: str) -> Amounts:
    """Every amount of a prose field, in order; paragraphs are separated by line feeds.

    >>> [str(found.reading.value.low) for found in find("Havnen koster 1,7 mio. kr.").found]
    ['1700000.00']
    """
    if not _may_hold_money(text):
        return Amounts((), ())
    printed, (text, origins) = text, note_marks.removed(text)
    matches, refused = amount_rules.match(text)
    matches = amount_rules.signed(text, matches)
    found: list[Found] = []
    # A year belongs to what is told with it, read or not.
    told: list[_Told] = [*matches, *(one for one in refused if one.hint == unit_first.SHARES)]
    every = sorted(told, key=lambda one: one.start)
    for first, last, start, end in _sentences(text, every):
        found.extend(_in_sentence(text, every[first:last], start, end))
    unread = [Unread(one.start, one.end, text[one.start : one.end], one.hint) for one in refused]
    if UNKNOWN in text:
        gaps = list(_unknown_digits(text))
        found = [one for one in found if not any(one.start < e and s < one.end for s, e in gaps)]
        unread += [Unread(s, e, text[s:e].strip(), "a digit of it is unknown") for s, e in gaps]
    if printed != text:
        found = [_as_printed(one, printed, origins) for one in found]
        unread = [_as_printed(one, printed, origins) for one in unread]
    return Amounts(tuple(found), tuple(sorted(unread)))


def _as_printed(one: Some, printed: str, origins: Sequence[int]) -> Some:
    """What was read without note marks, in the text with them."""
    start, end = origins[one.start], origins[one.end - 1] + 1
    raw = printed[start:end]
    if isinstance(one, Found):
        return one._replace(start=start, end=end, reading=replace(one.reading, raw=raw))
    return one._replace(start=start, end=end, raw=raw.strip())


def _unknown_digits(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that hold a character nobody could read: their other digits are no number."""
    end = 0
    for index, letter in enumerate(text):
        if letter != UNKNOWN or index < end:
            continue
        start, last = index, index + 1
        while start > end and text[start - 1] in _OF_NUMBERS:
            start -= 1
        while last < len(text) and text[last] in _OF_NUMBERS:
            last += 1
        end = last
        start, last = _without_words(text, start, last)
        if UNKNOWN in text[start:last] and any(map(str.isdigit, text[start:last])):
            yield start, last


def _without_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A number without unknown letters beside it that are of words: "25 \ufffdr", "\ufffd 11".

    >>> _without_words("0-25 \ufffdr", 2, 6), _without_words("1 \ufffdkr.", 0, 3)
    ((2, 4), (0, 3))
    """
    is_money = _UNIT.match(text, end) is not None
    if _MONEY_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start):
        return start, end
    if start and text[start - 1].isalpha():
        first = start - 1 if is_money else start
        word = (_SHORT_WORD if is_money else _WORD_BEFORE).match(text, first, end)
        start = word.end() if word else start
    if text[end : end + 1].isalpha() and not is_money:
        word = _WORD_BEHIND.search(text, start, end)
        end = end if word is None else word.start()
    if not is_money and (word := _SIGN_BEFORE.match(text, start, end)):
        start = word.end()
    return start, end


def _may_hold_money(text: str) -> bool:
    return _MONEY.search(text) is not None


def _sentences(text: str, matches: Sequence[_Told]) -> Iterator[tuple[int, int, int, int]]:
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


def _in_sentence(text: str, matches: Sequence[_Told], start: int, end: int) -> Iterator[Found]:
    # A sentence of thousands of amounts is read in windows, so that time stays linear.
    for low in range(0, len(matches), 20):
        some = matches[low : low + 20]
        left = max(start, some[0].start - WINDOW)
        right = min(max(end, some[-1].end), some[-1].end + WINDOW)
        sentence = text[left:right]
        spans = [(match.start - left, match.end - left) for match in some]
        years = years_of(sentence, spans, _list_heading(text, start))
        ends = (None, *(span[1] for span in spans))
        for match, span, own, before in zip(some, spans, years, ends, strict=False):
            if isinstance(match, Refused):
                continue
            yield Found(
                match.start,
                match.end,
                Reading(
                    Amount(
                        match.low,
                        match.high,
                        _qualifier(sentence, span),
                        amount_kinds.kind_of(sentence, *span),
                        own,
                        _recurrence(sentence, span, before),
                    ),
                    text[match.start : match.end],
                    match.rule,
                    match.flags,
                ),
            )


def _list_heading(text: str, start: int) -> str:
    """The line above a list that ends in a colon: its year holds for the lines below."""
    above = text[max(0, start - WINDOW) : start].rstrip("\n").split("\n")
    for line in reversed(above):
        if line.rstrip().endswith(":"):
            return line
        if not _may_hold_money(line):
            return ""
    return ""


def _qualifier(sentence: str, span: tuple[int, int]) -> str | None:
    before = sentence[max(0, span[0] - 30) : span[0]].rstrip()
    near = f"{before} " if before else ""
    found = next((name for name, pattern in _QUALIFIERS if pattern.search(near)), None)
    return found or ("net" if _NET_BEHIND.match(sentence, span[1]) else None)


def _recurrence(sentence: str, span: tuple[int, int], last_end: int | None) -> str:
    """By the words beside it; an "årligt" right behind the amount before is not its own."""
    behind = sentence[span[1] : span[1] + 40]
    of_last = None if last_end is None else _ANNUAL_BEHIND.match(sentence, last_end, span[0])
    before = sentence[max(of_last.end() if of_last else 0, span[0] - 40) : span[0]]
    if _ANNUAL_BEHIND.match(behind) or _ANNUAL_BEFORE.search(before):
        return "annual"
    return "one_off" if _ONE_OFF.search(before + " " + behind) else "unknown"
