"""How often a document writes a word: thousands stand in it, a few dozen are asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_PLAIN_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")  # the same without underscores, and faster
_FEW_WORDS = 2  # of a line
_AT_ONCE = 10_000  # lines that are kept until words are sought in them: more take much room
_SOUGHT = 40  # words: to seek so many in all lines takes about as long as to count all words


def words_in(text: str) -> list[str]:
    """The words of a line."""
    return (WORD if "_" in text else _PLAIN_WORD).findall(text)


class Words:
    """How often words were seen, in small or capital letters.

    Lines are kept, and a word is sought in them when it is asked for: to count all words took a
    tenth of the time from arranged pages to the document.

    >>> words = Words()
    >>> words.take_lines(["Den nye hal", "den ny-gamle hal_i byen", "den gamle"])
    >>> words["den"], words["hal"], words["gamle"]
    (2, 2, 0)
    """

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self._lines: list[str] = []
        self._text = ""  # those lines in small letters, once a word was sought, and ...
        self._starts: list[int] = []  # ... where each of them begins
        self._sought: dict[str, int] = {}
        self._looked_at = 0.0  # lines

    def take(self, words: Sequence[str]) -> None:
        """The words of a line; few tell nothing: in a narrow column words may be cut."""
        if len(words) > _FEW_WORDS:
            self._counted.update(map(str.casefold, words))

    def take_lines(self, texts: Iterable[str]) -> None:
        """The words of these lines."""
        self._text, self._sought = "", {}
        self._lines += texts
        if len(self._lines) > _AT_ONCE:
            self._count()

    def __getitem__(self, word: str) -> int:
        """How often a word was seen; it is given in small letters."""
        if self._lines and word not in self._sought:
            self._seek(word)
        return self._counted[word] + self._sought.get(word, 0)

    def _seek(self, word: str) -> None:
        if self._looked_at > len(self._lines):
            self._count()
            return
        if not self._text:
            small = [line.casefold() for line in self._lines]
            self._text = "\n".join(small)
            self._starts = list(accumulate([len(line) + 1 for line in small], initial=0))
        self._looked_at += len(self._lines) / _SOUGHT
        count = 0
        for words in self._lines_with(word):
            self._looked_at += 1
            if len(words) > _FEW_WORDS:
                count += list(map(str.casefold, words)).count(word)
        self._sought[word] = count

    def _lines_with(self, word: str) -> Iterator[list[str]]:
        """The words of each line in which the letters stand."""
        at = self._text.find(word)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield words_in(self._lines[line])
            at = self._text.find(word, self._starts[line + 1])

    def _count(self) -> None:
        """Count all words of the lines that were kept."""
        words = chain.from_iterable(
            own for own in map(words_in, self._lines) if len(own) > _FEW_WORDS
        )
        self._counted.update(map(str.casefold, words))
        self._lines, self._text, self._sought = [], "", {}
