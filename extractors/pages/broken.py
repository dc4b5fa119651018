"""Words broken at a hyphen: whether the typesetter put it in, or the word has one.

What the document writes elsewhere tells, then what the hyphen stands behind. Where neither does,
most are the typesetter's in a document that breaks words; an auditor is told of those that may
well be the word's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from extractors.pages.halves import LINKED, PARTICLES

SOFT = "\u00ad"
HYPHENS = ("-", "\u2010", "\u2011", SOFT)
IN_A_LIST = re.compile(r"(?:og|eller|samt)(?!\w)")  # behind a hyphen that is the word's own
_TYPED, _TYPESET = "-", "\u2010"  # what authors type, and what some typesetters put in
_BEFORE_HYPHEN = re.compile(r"([^\W_]+)[-\u2010\u2011\u00ad]$")
_HYPHEN = re.compile("[-\u2010\u2011]")
# Words that are written with a hyphen, whatever follows.
_PREFIXES = frozenset(
    ("non", "ikke", "anti", "co", "ex", "it", "pc", "tv", "cpr", "cvr", "eu", "fn", "web", "ph")
)
_IN_NAMES = frozenset(("non", "anti", "co", "ex"))  # begin names too: "Copenhagen"
_SHORT_FORM = 3  # letters: "IT", "EU", "BPA"
_SHORTEST = 3  # letters of a part that is a word
_HYPHENATED = 0.03  # share of lines that end in a broken word where a typesetter hyphenates
_FEWEST_PUT_IN = 5  # hyphens that show of which sign they are


class Break(NamedTuple):
    """Both sides of a hyphen at the end of a line."""

    before: str  # the line above, without the word
    head: str  # that word, up to a hyphen inside it
    hyphen: str
    tail: str  # the first word below

    @property
    def whole(self) -> str:
        """One word without a hyphen, in small letters."""
        return f"{self.head}{self.first}".casefold()

    @property
    def hyphenated(self) -> str:
        """The same with one."""
        return f"{self.head}-{self.first}".casefold()

    @property
    def first(self) -> str:
        """The word below up to a hyphen inside it."""
        return _HYPHEN.split(self.tail, maxsplit=1)[0]

    @property
    def in_capitals(self) -> bool:
        """Whether both sides are."""
        return self.head.isupper() and len(self.tail) > 1 and self.tail[:2].isupper()


class Written(Protocol):
    """The words that a document writes inside its lines, in small letters."""

    def __contains__(self, word: str) -> bool: ...

    def __getitem__(self, word: str) -> int: ...

    def begins(self, text: str) -> bool:
        """Whether a written word begins like this."""

    def that_end(self, text: str) -> Iterable[str]:
        """The written words that end like this."""

    def goes_on(self, text: str) -> bool:
        """Whether a written word begins like this and goes on with a letter."""

    def has_hyphens(self) -> bool:
        """Whether any written word has a hyphen."""


class Breaks:
    """The broken words of a document, and what they tell of its hyphens."""

    def __init__(self, words: Written) -> None:
        self._words = words
        self._found: list[Break] = []
        self._typeset = 0  # hyphens of the sign that some typesetters put in, wherever they stand
        self._parts_signs = False  # and no word has it
        self._types_own = False  # hyphens that are typed are of words
        self.breaks_words = False  # more than those that have a hyphen

    def see(self, lines: str) -> None:
        """Take note of the signs in lines."""
        self._typeset += lines.count(_TYPESET)

    def take(self, above: str, tail: str) -> None:
        """A line that ends in a hyphen, and the word below."""
        self._found.append(_break(above, tail))

    def settle(self, lines: int) -> None:
        """Make up one's mind: no more of them come; so many lines there are."""
        self._parts_signs = self._seen_to_part_signs()
        told = [self._told(one) for one in self._found]
        small = [told for one, told in zip(self._found, told, strict=True) if one.tail[0].islower()]
        self.breaks_words = small.count(True) > small.count(False)
        if not self.breaks_words:
            self.breaks_words = small.count(None) > max(2, _HYPHENATED * lines)
        put_in = Counter(
            one.hyphen for one, is_sure in zip(self._found, told, strict=True) if is_sure
        )
        self._types_own = put_in.total() >= _FEWEST_PUT_IN and not put_in[_TYPED]

    def _seen_to_part_signs(self) -> bool:
        broken = [one.tail for one in self._found if one.hyphen == _TYPESET]
        if not broken or len(broken) < self._typeset or any(map(IN_A_LIST.match, broken)):
            return False
        return self._words.has_hyphens()

    def is_put_in(self, above: str, tail: str) -> bool:
        """Whether the typesetter put in the hyphen at the end of a line."""
        found = _break(above, tail)
        told = self._told(found)
        if told is None and self.breaks_words and not self._is_typed(found):
            return is_likely_put_in(found, self._words)
        return told or False

    def is_of_typesetters(self, above: str, tail: str) -> bool:
        """Whether its sign tells that the hyphen was put in, whatever follows."""
        return (
            self._parts_signs
            and above.endswith(_TYPESET)
            and self._told(_break(above, tail)) is True
        )

    def is_unsigned(self, above: str, tail: str) -> bool:
        """Whether only its sign tells that a hyphen is the word's own."""
        found = _break(above, tail)
        return (
            self._is_typed(found)
            and self._told(found) is None
            and is_likely_put_in(found, self._words)
        )

    def is_doubtful(self, above: str, tail: str) -> bool:
        """Whether it may as well be of the other kind."""
        found = _break(above, tail)
        if self._told(found) is not None or self._is_typed(found):
            return False
        return is_doubtful(found, self._words)

    def mended(self) -> list[str]:
        """The words that are read as one, though the document writes them nowhere else."""
        if not self.breaks_words:
            return []
        return [
            found.head + found.first
            for found in self._found
            if found.tail[0].islower() and self._told(found) is None
            if not self._is_typed(found) and is_likely_put_in(found, self._words)
            if found.hyphen != SOFT and not IN_A_LIST.match(found.tail)
        ]

    def _is_typed(self, found: Break) -> bool:
        return self._types_own and found.hyphen == _TYPED

    def _told(self, found: Break) -> bool | None:
        """The same where what is written, or the sign, tells for sure."""
        return is_put_in(found, self._words, parts_signs=self._parts_signs)


def is_broken(line: str) -> bool:
    """Whether a line ends in a hyphen right behind a letter or digit."""
    return line.endswith(HYPHENS) and len(line) > 1 and line[-2].isalnum()


def head_of(line: str) -> str:
    """The word before the hyphen at the end of a line, up to a hyphen inside it."""
    found = _BEFORE_HYPHEN.search(line)
    return found[1] if found else ""


def _break(above: str, tail: str) -> Break:
    head = head_of(above)
    return Break(above[: -len(head) - 1], head, above[-1:], tail)


def is_put_in(found: Break, written: Written, *, parts_signs: bool) -> bool | None:
    """Whether the typesetter put the hyphen in, where what is written tells.

    `parts_signs` tells that he has a sign of his own for it.
    """
    head, tail = found.head, found.tail
    if any(map(str.isdigit, head)) or len(head) == 1:
        return False
    if parts_signs and found.hyphen == _TYPESET:
        return True
    if not tail[0].islower() and not found.in_capitals:
        return False
    if head[1:].isupper() and (len(head) <= _SHORT_FORM or tail[0].islower()):
        return False
    whole, hyphenated = written[found.whole], written[found.hyphenated]
    if whole != hyphenated:
        return whole > hyphenated
    return False if _is_prefix(found) else None


def _is_prefix(found: Break) -> bool:
    """Whether what stands before the hyphen is written with one, and begins no name."""
    prefix = found.head.casefold()
    if prefix not in _PREFIXES:
        return False
    in_sentence = found.before.rstrip()[-1:].isalpha()
    return not (prefix in _IN_NAMES and found.head.istitle() and in_sentence)


def is_likely_put_in(found: Break, written: Written) -> bool:
    """The same where nothing tells and the document breaks words: by others like this one."""
    if found.in_capitals:
        return found.head.casefold() not in written
    return not _has_own(found, written)


def is_doubtful(found: Break, written: Written) -> bool:
    """Whether it may as well be of the other kind: both sides are words by themselves."""
    head, tail = found.head.casefold(), found.first.casefold()
    if found.in_capitals:
        return True
    if min(len(head), len(tail)) < _SHORTEST or LINKED.search(head) or head in PARTICLES:
        return False
    return head in written and tail in written and not _has_own(found, written)


def _has_own(found: Break, written: Written) -> bool:
    """Whether a word that shares a part has a hyphen there, and none goes on without one.

    Short forms have one whatever follows: "MED-udvalget" tells nothing of "Kyst-" and "udvalget".
    """
    head, tail = found.head.casefold(), found.first.casefold()
    own = len(head) > _SHORT_FORM and written.begins(f"{head}-")
    own = own or (len(tail) >= _SHORTEST and _has_own_behind(f"-{tail}", written))
    return own and not written.goes_on(head)


def _has_own_behind(tail: str, written: Written) -> bool:
    """Whether a written word ends so behind what is no short form."""
    heads = (word.removesuffix(tail).rpartition("-")[2] for word in written.that_end(tail))
    return any(len(head) > _SHORT_FORM for head in heads)
