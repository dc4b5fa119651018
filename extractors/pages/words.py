"""How often a document writes a word: thousands stand in it, a few dozen are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

from extractors.pages.halves import is_long

_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåé"
WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_PLAIN_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")  # the same without underscores, and faster
# Labels inside a line: of one word, two and three.
_INSIDE = re.compile(r"(?<= )(?=([A-ZÆØÅ][\w-]*(?: [\w-]+){0,2}:))")
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
        self._labels: set[str] = set()  # seen inside lines that are let go
        self._sorted: tuple[list[str], list[str]] | None = None  # by beginning and by end

    def take(self, words: Sequence[str]) -> None:
        """The words of a line; few tell nothing: in a narrow column words may be cut."""
        self._sorted = None
        if len(words) > _FEW_WORDS:
            self._counted.update(map(str.casefold, words))

    def take_lines(self, texts: Iterable[str]) -> None:
        """The words of these lines."""
        self._text, self._sought, self._sorted = "", {}, None
        self._lines += texts
        if len(self._lines) > _AT_ONCE:
            self._count()

    def __getitem__(self, word: str) -> int:
        """How often a word was seen; it is given in small letters."""
        if self._lines and word not in self._sought:
            self._seek(word)
        return self._counted[word] + self._sought.get(word, 0)

    def __contains__(self, word: str) -> bool:
        return self[word] > 0

    def begins(self, text: str) -> bool:
        """Whether a word was seen that begins like this; it is given in small letters."""
        return _is_beginning(text, self._in_order()[0])

    def ends(self, text: str) -> bool:
        """Whether a longer word was seen that ends like this."""
        return any(_is_beginning(text[::-1] + one, self._in_order()[1]) for one in _LETTERS)

    def has_inside(self, label: str) -> bool:
        """Whether a label, with its colon, was seen inside a line."""
        label = label.casefold()
        return label in self._labels or f" {label}" in self._small()

    def _in_order(self) -> tuple[list[str], list[str]]:
        if self._sorted is None:
            self._count()
            self._sorted = sorted(self._counted), sorted([word[::-1] for word in self._counted])
        return self._sorted

    def _seek(self, word: str) -> None:
        if self._looked_at > len(self._lines):
            self._count()
            return
        self._small()
        self._looked_at += len(self._lines) / _SOUGHT
        count = 0
        for words in self._lines_with(word):
            self._looked_at += 1
            if len(words) > _FEW_WORDS:
                count += list(map(str.casefold, words)).count(word)
        self._sought[word] = count

    def _small(self) -> str:
        """The kept lines in small letters."""
        if not self._text:
            small = [line.casefold() for line in self._lines]
            self._text = "\n".join(small)
            self._starts = list(accumulate([len(line) + 1 for line in small], initial=0))
        return self._text

    def _lines_with(self, word: str) -> Iterator[list[str]]:
        """The words of each line in which the letters stand."""
        at = self._text.find(word)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield self._words_of(line)
            at = self._text.find(word, self._starts[line + 1])

    def _count(self) -> None:
        """Count all words of the lines that were kept."""
        of_lines = map(self._words_of, range(len(self._lines)))
        words = chain.from_iterable(own for own in of_lines if len(own) > _FEW_WORDS)
        self._counted.update(map(str.casefold, words))
        for label in chain.from_iterable(map(_INSIDE.findall, self._lines)):
            self._labels.add(label.casefold())
        self._lines, self._text, self._sought = [], "", {}

    def _words_of(self, line: int) -> list[str]:
        """The words of a line, but for the rest of a word that the line above may have cut."""
        words = words_in(self._lines[line])
        above = self._lines[line - 1] if line else ""
        return words[1:] if is_long(above) and self._lines[line][:1].islower() else words


def _is_beginning(text: str, words: list[str]) -> bool:
    """Whether one of the sorted words begins so."""
    at = bisect_left(words, text)
    return at < len(words) and words[at].startswith(text)
