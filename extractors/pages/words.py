"""How often a document writes a word: thousands stand in it, a few dozen are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile

from extractors.pages.halves import is_long

_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåé"
WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_PLAIN_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")  # the same without underscores, and faster
# Labels inside a line: of one word, two and three.
_INSIDE = re.compile(r"(?<= )(?=([A-ZÆØÅ][\w-]*(?: [\w-]+){0,2}:))")
_FEW_WORDS = 2  # of a line
_LONG = 12  # letters: no two words that follow each other are, put together, a piece of another
_AT_ONCE = 10_000  # lines that are kept until words are sought in them: more take much room
_SOUGHT = 40  # words: to seek so many in all lines takes about as long as to count all words


def words_in(text: str) -> list[str]:
    """The words of a line."""
    return (WORD if "_" in text else _PLAIN_WORD).findall(text)


def printed(texts: Iterable[str]) -> str:
    """Lines as one text, each with a line feed behind it."""
    return "\n".join((*texts, ""))


class Words:
    r"""How often words were seen, in small or capital letters.

    Lines are kept, and a word is sought in them when it is asked for: to count all words took a
    tenth of the time from arranged pages to the document.

    >>> words = Words()
    >>> words.take_lines("Den nye hal\nden ny-gamle hal_i byen\nden gamle\n")
    >>> words["den"], words["hal"], words["gamle"]
    (2, 2, 0)
    """

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self._pages: list[str] = []  # lines, each with a line feed behind it
        self._lines = 0  # in those
        self._text, self._small = "", ""  # all of those, as they are and in small letters
        self._sought: dict[str, int] = {}
        self._whole: set[str] = set()  # long words of lines of few
        self._looked_at = 0.0  # lines
        self._labels: set[str] = set()  # seen inside lines that are let go
        self._known_labels: dict[str, bool] = {}  # few, often asked for
        self._inside = Counter[str]()  # words seen inside lines that are let go
        self._sorted: tuple[list[str], list[str]] | None = None  # by beginning and by end

    def take(self, words: Sequence[str]) -> None:
        """The words of a line; few tell nothing: in a narrow column words may be cut."""
        self._sorted = None
        self._inside.update(map(str.casefold, words[1:-1]))
        if len(words) > _FEW_WORDS:
            self._counted.update(map(str.casefold, words))
        else:
            self._whole.update(word.casefold() for word in words if len(word) >= _LONG)

    def take_lines(self, printed: str) -> None:
        """The words of these lines, each with a line feed behind it."""
        self._text, self._sought, self._known_labels, self._sorted = "", {}, {}, None
        self._pages.append(printed)
        self._lines += printed.count("\n")
        if self._lines > _AT_ONCE:
            self._count()

    def __getitem__(self, word: str) -> int:
        """How often a word was seen; it is given in small letters."""
        if self._lines and word not in self._sought:
            self._seek(word)
        return self._counted[word] + self._sought.get(word, 0)

    def __contains__(self, word: str) -> bool:
        return self[word] > 0

    def has_whole(self, word: str) -> bool:
        """Whether a word was seen, a long one also in lines of few words, given in small letters.

        There it may be a piece of a longer word, and shows that its own pieces are one.
        """
        return self[word] > 0 or (len(word) >= _LONG and word in self._whole)

    def begins(self, text: str) -> bool:
        """Whether a word was seen that begins like this; it is given in small letters."""
        return _is_beginning(text, self._in_order()[0])

    def has_hyphens(self) -> bool:
        """Whether words were seen that are written with a hyphen."""
        return any("-" in word for word in self._in_order()[0])

    def goes_on(self, text: str) -> bool:
        """Whether a word was seen that begins like this and goes on with a letter."""
        return any(_is_beginning(text + one, self._in_order()[0]) for one in _LETTERS)

    def ends(self, text: str) -> bool:
        """Whether a longer word was seen that ends like this."""
        return any(_is_beginning(text[::-1] + one, self._in_order()[1]) for one in _LETTERS)

    def ending(self, text: str) -> int:
        """How often words were seen that end like this, or are this."""
        return sum(self._counted[word] for word in self.that_end(text))

    def that_end(self, text: str) -> Iterator[str]:
        """The words that were seen and end like this, or are this."""
        backwards = self._in_order()[1]
        first = bisect_left(backwards, text[::-1])
        found = takewhile(lambda word: word.startswith(text[::-1]), islice(backwards, first, None))
        return (word[::-1] for word in found)

    def has_inside(self, label: str) -> bool:
        """Whether a label, with its colon, was seen inside a line."""
        known = self._known_labels.get(label)
        if known is None:
            small = label.casefold()
            known = small in self._labels or f" {small}" in self._laid_out()
            self._known_labels[label] = known
        return known

    def inside(self) -> Counter[str]:
        """How often each word was seen that no line can have cut: neither first nor last in one."""
        lines = chain.from_iterable(page.split("\n") for page in self._pages)
        return self._inside + Counter(_inside(map(words_in, lines)))

    def _in_order(self) -> tuple[list[str], list[str]]:
        if self._sorted is None:
            self._count()
            self._sorted = sorted(self._counted), sorted([word[::-1] for word in self._counted])
        return self._sorted

    def _seek(self, word: str) -> None:
        small = self._laid_out()
        # Some letters are two in small letters, so that those do not stand where these do.
        if self._looked_at > self._lines or len(small) != len(self._text):
            self._count()
            return
        self._looked_at += self._lines / _SOUGHT
        count = 0
        for words in self._lines_with(word):
            self._looked_at += 1
            found = list(map(str.casefold, words)).count(word)
            if len(words) > _FEW_WORDS:
                count += found
            elif found:
                self._whole.add(word)
        self._sought[word] = count

    def _laid_out(self) -> str:
        """The kept lines in small letters."""
        if not self._text:
            self._text = "".join(self._pages)
            self._small = self._text.casefold()
        return self._small

    def _lines_with(self, word: str) -> Iterator[list[str]]:
        """The words of each line in which the letters stand."""
        text, small = self._text, self._small
        at = small.find(word)
        while at >= 0:
            start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
            yield _words_behind(above, text[start:stop])
            at = small.find(word, stop + 1)

    def _count(self) -> None:
        """Count all words of the lines that were kept."""
        lines = "".join(self._pages).split("\n")[:-1]
        of_lines = list(map(_words_behind, ("", *lines), lines))
        words = chain.from_iterable(own for own in of_lines if len(own) > _FEW_WORDS)
        self._counted.update(map(str.casefold, words))
        self._inside.update(_inside(of_lines))
        few = chain.from_iterable(own for own in of_lines if len(own) <= _FEW_WORDS)
        self._whole.update([word.casefold() for word in few if len(word) >= _LONG])
        for label in chain.from_iterable(map(_INSIDE.findall, lines)):
            self._labels.add(label.casefold())
        self._pages, self._lines, self._text, self._small = [], 0, "", ""
        self._sought, self._known_labels = {}, {}


def _inside(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """The words that stand between others of their line, in small letters."""
    return map(str.casefold, chain.from_iterable(words[1:-1] for words in lines))


def _words_behind(above: str, line: str) -> list[str]:
    """The words of a line, but for the rest of a word that the line above may have cut."""
    words = words_in(line)
    return words[1:] if is_long(above) and line[:1].islower() else words


def _is_beginning(text: str, words: list[str]) -> bool:
    """Whether one of the sorted words begins so."""
    at = bisect_left(words, text)
    return at < len(words) and words[at].startswith(text)
