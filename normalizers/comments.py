"""Where a follow-up's text turns from what was planned to how it went.

The turn is a paragraph or sentence that opens with "Status:", or a dated comment such as
"Kommentar fra Center for Ejendomme - juni 2017:".
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_MONTH = r"(?:jan|feb|marts|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæøå]*\.?"
_TURNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "status-label",
        re.compile(
            r"""
            (?:(?<=\n)|^|(?<=[.!?]\ ))
            Status (?:\ (?:pr\.|på|for|ved|marts|juni|[a-zæøå]+)\ [^:\n]{0,60})? :
            """,
            re.VERBOSE,
        ),
    ),
    (
        "dated-comment",
        re.compile(
            rf"""
            (?:(?<=\n)|^|(?<=[.!?]\ ))
            (?:Kommentar|Bemærkning|Opfølgning)(?:er)? \b [^:\n]{{0,120}}?
            (?:{_MONTH}\ +(?:19|20)\d\d | \d{{1,2}}[./-]\ ?\d{{1,2}}[./-]\ ?(?:19|20)?\d\d )
            \ *:
            """,
            re.VERBOSE | re.IGNORECASE,
        ),
    ),
)

_NO_EFFECT = (
    "der er ikke særskilt økonomisk effekt",
    "ingen særskilt økonomisk effekt",
    "der er ingen særskilt økonomisk effekt",
    "der er ingen økonomisk effekt",
    "ingen økonomisk effekt",
    "ingen økonomiske konsekvenser",
    "der er ingen økonomiske konsekvenser",
)
# Without the negation the same words say the opposite.
NEGATIONS = ("ikke", "ingen", "uden")
_NEGATION = re.compile(r"\b(?:ikk?e?|ing?en|uden)\b")
_YEAR = re.compile(r"\s+i\s+(?:19|20)\d\d$")
_LONGEST_NO_EFFECT = 60
_LEAST_LIKENESS = 0.9


class Split(NamedTuple):
    """`text[:plan_end]` was planned, `text[status_start:]` says how it went; None: nothing does."""

    plan_end: int
    status_start: int | None
    rule: str


def split(text: str) -> Split:
    r"""Where the status begins; the label "Status:" belongs to neither, a comment's date to it.

    >>> split("Huset er bygget.\nStatus:\nForsinket.")
    Split(plan_end=16, status_start=25, rule='status-label')
    """
    first: tuple[str, re.Match[str]] | None = None
    for rule, pattern in _TURNS:
        found = pattern.search(text)
        if found and (first is None or found.start() < first[1].start()):
            first = (rule, found)
    if first is None:
        return Split(len(text), None, "no-status")
    rule, found = first
    labelled = rule == "status-label" and found[0] == "Status:"
    start = found.end() if labelled else found.start()
    return Split(len(text[: found.start()].rstrip()), _skip_blanks(text, start), rule)


def denies_economic_effect(text: str) -> bool:
    """Whether the text says no more than that there is no economic effect, misspelt or not.

    >>> denies_economic_effect("Der er ikke særskilt økonmisk effekt.")
    True
    """
    plain = _YEAR.sub("", text.strip().rstrip(".").casefold())
    if len(plain) > _LONGEST_NO_EFFECT or not _NEGATION.search(plain):
        return False
    return any(_likeness(plain, known) >= _LEAST_LIKENESS for known in _NO_EFFECT)


def _likeness(a: str, b: str) -> float:
    """How alike two short strings are, 0 to 1 (rapidfuzz is kept to names and changes)."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _skip_blanks(text: str, start: int) -> int:
    return start + len(text[start:]) - len(text[start:].lstrip())
