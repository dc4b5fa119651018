"""How the words of a document are spelt: whether letters go on with a word or begin one.

Learned from the words that stand inside its lines, which no line cuts. How often a letter follows
on the four before it, or fewer where those are seldom, tells how likely a row of letters is to be
one word, and how likely two. No library does this without a model of its own language, and the
words of a municipality are its own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

_LONGEST = 4  # letters before one that tell of it
_BEGIN, _END = "^", "$"
_LETTERS = 35  # that may follow, of which each is as likely before any word was seen
_WEIGHT = 5.0  # of what fewer letters tell, in letters seen
_NEW = 0.15  # the share of words that were not seen before
_FEWEST = 400  # words that tell: with half of them one pair in a thousand misleads
_MOST = 20_000  # words that are learned from


class Spelling:
    """The words of a document, each learned from once, and how often each was seen.

    >>> words = ["havnen", "havneplan", "planen", "en", "plan", "for", "byen", "byplan"] * 9
    >>> spelling = Spelling(Counter(words), fewest=1)
    >>> spelling.odds("hav", "neplanen") > 0 > spelling.odds("havnen", "for")
    True
    """

    def __init__(self, words: Counter[str], fewest: int = _FEWEST) -> None:
        """Words in small letters, and how often each was seen; fewer than some tell nothing."""
        self._fewest = fewest
        self._words, self._total = words, max(words.total(), 1)
        self._seen, self._followed = _counted(word for word, _ in words.most_common(_MOST))

    def odds(self, head: str, tail: str) -> float:
        """How much more likely one word is than two, as the logarithm of the ratio.

        0 where too few words were seen to tell.
        """
        if len(self._words) < self._fewest:
            return 0.0
        return self._likely(head + tail) - self._likely(head) - self._likely(tail)

    def _likely(self, word: str) -> float:
        """The logarithm of how likely a word is, as one seen before or as a new one."""
        spelt = math.log(_NEW) + self._spelt(f"{_BEGIN}{word}{_END}")
        count = self._words[word]
        return max(math.log(count / self._total), spelt) if count else spelt

    def _spelt(self, letters: str) -> float:
        return sum(math.log(self._next(letters, at)) for at in range(1, len(letters)))

    def _next(self, letters: str, at: int) -> float:
        """How likely a letter is behind those before it; long rows of those weigh more."""
        likely = 1 / _LETTERS
        for length in range(min(at, _LONGEST) + 1):
            before = letters[at - length : at]
            followed = self._followed[before]
            if not followed:
                break
            seen = self._seen[before + letters[at]]
            likely = (seen + _WEIGHT * likely) / (followed + _WEIGHT)
        return likely


def _counted(words: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often rows of letters were seen, and how often with any letter behind them."""
    seen, followed = Counter[str](), Counter[str]()
    for word in words:
        letters = f"{_BEGIN}{word}{_END}"
        for at in range(1, len(letters)):
            for length in range(min(at, _LONGEST) + 1):
                seen[letters[at - length : at + 1]] += 1
                followed[letters[at - length : at]] += 1
    return seen, followed
