"""What an amount is: the kind whose word stands nearest to it in its sentence."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

OTHER = "other"
# A word behind the amount governs it less often than one before it.
BEHIND = 3.0
# "Budget" often only says where the money stands; what happens to it tells more.
WEAK = {"budget": 2.0}
_CLAUSE_END = re.compile(r"[,;:(]|\b(?:og|som|hvoraf|svarende)\b")


def kind_of(sentence: str, start: int, end: int) -> str:
    """The kind of the amount at `sentence[start:end]`.

    >>> kind_of("Der afsættes 2 mio. kr. til drift.", 13, 23)
    'allocation'
    """
    nearest: tuple[float, int, str] | None = None
    for rank, kind, span in _words(sentence):
        away = _distance(sentence, span, start, end) * WEAK.get(kind, 1)
        if nearest is None or (away, rank) < nearest[:2]:
            nearest = (away, rank, kind)
    return OTHER if nearest is None or nearest[0] == float("inf") else nearest[2]


@lru_cache(maxsize=64)
def _words(sentence: str) -> tuple[tuple[int, str, tuple[int, int]], ...]:
    """Every word that names a kind: the kind's rank, the kind, and where the word stands."""
    return tuple(
        (rank, kind, match.span())
        for rank, (kind, pattern) in enumerate(_patterns("kinds"))
        for match in pattern.finditer(sentence)
    )


def _distance(sentence: str, word: tuple[int, int], start: int, end: int) -> float:
    if word[1] <= start:
        return start - word[1]
    if word[0] < end or _CLAUSE_END.search(sentence, end, word[0]):
        return float("inf")
    return (word[0] - end) * BEHIND


def column_kind(heading: str) -> str:
    """The kind that a numeric column's heading names."""
    return next((kind for kind, pattern in _patterns("columns") if pattern.search(heading)), OTHER)


@cache
def _patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("normalizers").joinpath("amount_kinds.toml").read_text(encoding="utf-8")
    declared: dict[str, list[str]] = tomllib.loads(text)[section]
    return tuple(
        (kind, re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE))
        for kind, words in declared.items()
    )
