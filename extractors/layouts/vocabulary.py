"""The words by which reports head their columns and label their rows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from operator import eq

from extractors.records import Words

LEAST_LIKENESS = 0.84
LONGEST_LABEL = 60
LONGEST_CHAPTER = 200
SHORTEST_WITHIN = 3  # letters of a word that may stand within a longer heading
# What a front page is headed by: who publishes, or which follow-up of which year it is.
_REPORT = (
    r"(?:opfølgning|rapport|budgetrevision|budgetkontrol|forventet\sregnskab|oversigt|\bstatus\b"
    r"|budgetaftale|budgetforlig)"
)
_YEAR = r"(?:19|20)\d\d"
_FRONT = re.compile(
    rf"\bkommunes?\b|{_REPORT}.{{0,80}}\b{_YEAR}\b|\b{_YEAR}\b.{{0,80}}{_REPORT}", re.IGNORECASE
)
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_MISTAKEN = (("æ", "ae"), ("ø", "o"), ("å", "a"), ("rn", "m"), ("0", "o"), ("1", "l"), ("|", "l"))
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)\s*$")


@lru_cache(maxsize=8192)
def named(section: str, text: str, words: Words = ()) -> str | None:
    """The role in a section of vocabulary.toml that a cell's text names; None for none.

    `words` are a municipality's own.

    >>> named("rows", "Mileplæ 2:"), named("columns", "Kort beskrivelse af indsatsen (drift)")
    ('milestone', 'effort')
    >>> named("columns", "S mi le y"), named("rows", "Øko nomi")
    ('status', 'economy')
    """
    if len(text) > LONGEST_LABEL:
        return None
    plain = bare(text)
    own = next((role for part, role, word in words if (part, word) == (section, plain)), None)
    if own is not None:
        return own
    for same in (eq, _squeezed, _alike):
        for role, spellings in _vocabulary()[section].items():
            if any(same(plain, word) for word in spellings):
                return role
    return None


@lru_cache(maxsize=8192)
def field(text: str, words: Words = ()) -> str | None:
    """What a register's column or a card's key holds, by its heading; None for none.

    >>> field("Ansvarlig for gennemførelsen"), field("Korrigeret budget 2024"), field("Hilsen")
    ('responsible', 'amount', None)
    """
    role = named("fields", text, words)
    if role is not None or len(text) > LONGEST_LABEL * 2:
        return role
    plain = re.sub(r"\s+", " ", text).casefold()
    if re.search(r"%|pct\b|procent\b", plain):
        return "percent"
    held = [
        (len(word), role)
        for role, spellings in _vocabulary()["fields"].items()
        for word in spellings
        if len(word) >= SHORTEST_WITHIN and re.search(rf"\b{re.escape(word)}\b", plain)
    ]
    money = _amount_words().search(plain)
    if money and not any(length >= len(money[0]) for length, _ in held):
        return "amount"
    if held:
        return max(held)[1]
    return "amount" if re.fullmatch(r"(?:19|20)\d\d", plain.strip()) else None


def is_chapter(text: str) -> bool:
    """Whether a heading may be a chapter's: it names something, no municipality and no report.

    A number or signs alone are what stands in a margin, or was drawn.
    """
    names = len(text) <= LONGEST_CHAPTER and any(map(str.isalpha, text))
    return names and not _FRONT.search(text)


def is_total(text: str) -> bool:
    """Whether a row's first cell says that the row sums up."""
    plain = bare(text)
    return any(
        plain == word or plain.startswith(f"{word} ") or plain.endswith(f" {word}")
        for word in _words("totals")
    )


def is_state(text: str) -> bool:
    """Whether a cell is a word that states a status."""
    return bare(text) in _words("states")


def bare(text: str) -> str:
    """A label without parentheses, numbers and punctuation around it, in small letters."""
    joined = re.sub(r"\s+", " ", _PARENTHESES.sub("", text))
    return _AROUND.sub("", joined).casefold()


def in_parentheses(text: str) -> str | None:
    """What a heading says in closing parentheses: "(drift)" -> "drift"."""
    found = _PARENTHESES.search(text)
    return re.sub(r"\s+", " ", found[1]).strip() if found else None


def _squeezed(a: str, b: str) -> bool:
    """The same letters: in a narrow column a word is cut, in a wide one letters are spread."""
    return " " in a and a.replace(" ", "") == b.replace(" ", "")


def _alike(a: str, b: str) -> bool:
    if not a or len(b) < 5:
        return False
    return _near(a, b) or _near(_outline(a), _outline(b))


def _near(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 2:
        return False
    # A handful of short words; rapidfuzz is kept to names and changes.
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= LEAST_LIKENESS


def _outline(label: str) -> str:
    """A label with one spelling for the letters that recognition of scanned Danish mistakes."""
    for printed, same in _MISTAKEN:
        label = label.replace(printed, same)
    return label


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(_vocabulary()[section]["words"])


@cache
def _amount_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_vocabulary()['amounts']['words'])})\b")


@cache
def _vocabulary() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = files("extractors.layouts").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
