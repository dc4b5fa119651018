"""The words by which reports head their columns and label their rows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

LEAST_LIKENESS = 0.84
LONGEST_LABEL = 60
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)\s*$")


@lru_cache(maxsize=8192)
def named(section: str, text: str) -> str | None:
    """The role in a section of vocabulary.toml that a cell's text names; None for none.

    >>> named("rows", "Mileplæ 2:"), named("columns", "Kort beskrivelse af indsatsen (drift)")
    ('milestone', 'effort')
    """
    if len(text) > LONGEST_LABEL:
        return None
    plain = bare(text)
    for role, words in _vocabulary()[section].items():
        if any(_alike(plain, word) for word in words):
            return role
    return None


def bare(text: str) -> str:
    """A label without parentheses, numbers and punctuation around it, in small letters."""
    joined = re.sub(r"\s+", " ", _PARENTHESES.sub("", text))
    return _AROUND.sub("", joined).casefold()


def in_parentheses(text: str) -> str | None:
    """What a heading says in closing parentheses: "(drift)" -> "drift"."""
    found = _PARENTHESES.search(text)
    return re.sub(r"\s+", " ", found[1]).strip() if found else None


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if not a or abs(len(a) - len(b)) > 2 or len(b) < 5:
        return False
    # A handful of short words; rapidfuzz is kept to names and changes.
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= LEAST_LIKENESS


@cache
def _vocabulary() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = files("extractors.layouts").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
