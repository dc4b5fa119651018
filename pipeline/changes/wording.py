"""Whether two texts say the same, and where they do not, word by word.

Blanks, line breaks, hyphens of a line's end, the shapes of quotes and dashes and the case of
letters say nothing; a comma or full stop within a number does. Money is compared as money: where
only an amount differs the wording is the same, and "0,57 mio. kr." is "570.000 kr.".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from normalizers import amounts
from normalizers.text import BULLETS

TEXTS_KEPT = 8192
LONGEST = 4000  # words; longer texts differ as a whole, since opcodes take memory by their product
AMOUNT = "\u00a4"  # stands for an amount whose value is compared by itself

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›′″"
_DASHES = "‐‑‒–—―−⁃"
_SAME = str.maketrans(
    dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_DASHES, "-")
    | {"…": "...", "\u00ad": "", "\ufffd": "", "\u200b": ""}
)
_UNREADABLE = re.compile(r"[\ue000-\uf8ff]")  # what a symbol font left behind
_LIST_MARK = re.compile(rf"(?m)^[^\S\n]*[{BULLETS}*]+[^\S\n]*")
_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_BLANKS = re.compile(r"\s+")
_SIGN = re.compile(r"(?<!\S)-(?=\d)")
_MINUS = "\u2212"
# Another hyphen counts only between numbers: "2015-2017".
_IDLE_HYPHEN = re.compile(r"-(?!\d)|(?<=[^\W\d])-")
_WORD = re.compile(r"\S+")
_TERM = re.compile(r"\w+")


class AmountChange(NamedTuple):
    """An amount of the earlier text and what stands in its place."""

    old: str  # as printed
    new: str


class Compared(NamedTuple):
    """What differs between two texts."""

    reworded: bool
    amounts: tuple[AmountChange, ...] = ()


class _Piece(NamedTuple):
    """A word, or an amount however many words it has."""

    key: str
    amount: amounts.Found | None = None


class _Block(NamedTuple):
    """Words that stand in place of one another: `old[a:b]` and `new[c:d]`."""

    same: bool
    a: int
    b: int
    c: int
    d: int


SAME = Compared(reworded=False)


@lru_cache(maxsize=TEXTS_KEPT)
def comparable(text: str) -> str:
    r"""The text without what says nothing; equal for two texts that say the same.

    >>> comparable("drifts- og\nanlæg “2017”") == comparable('Drifts-og anlæg "2017"')
    True
    >>> comparable("2,5 km") == comparable("25 km")
    False
    """
    plain = _UNREADABLE.sub("", _LIST_MARK.sub("", text)).translate(_SAME)
    plain = _BETWEEN_DIGITS.sub("\0", _THOUSANDS.sub("", plain))
    plain = _SIGN.sub(_MINUS, plain)
    return _IDLE_HYPHEN.sub("", _BLANKS.sub("", plain)).casefold()


@lru_cache(maxsize=TEXTS_KEPT)
def terms(text: str) -> tuple[str, ...]:
    """The words of a text, for measuring how alike two are."""
    return tuple(_TERM.findall(text.replace("\u00ad", "").casefold()))


def same(old: str | None, new: str | None) -> bool:
    """Whether two texts say the same; nothing is the same as an empty text."""
    return old == new or comparable(old or "") == comparable(new or "")


def compared(old: str | None, new: str | None) -> Compared:
    """What differs between an earlier and a later text."""
    if same(old, new):
        return SAME
    before, after = _pieces(old or ""), _pieces(new or "")
    if _joined(before) == _joined(after):
        pairs = zip(_amounts(before), _amounts(after), strict=True)
        return Compared(False, tuple(_differing(pairs)))
    blocks = _blocks([_exact(piece) for piece in before], [_exact(piece) for piece in after])
    return Compared(True, tuple(_differing(_facing(before, after, blocks))))


def difference(old: str | None, new: str | None) -> str:
    """Both texts in one, word by word.

    >>> difference("Alle lamper er skiftet.", "Alle 40 lamper skiftet.")
    'Alle {+40+} lamper [-er-] skiftet.'
    """
    before, after = _WORD.findall(old or ""), _WORD.findall(new or "")
    blocks = _blocks([comparable(word) for word in before], [comparable(word) for word in after])
    return " ".join(_marked(before, after, blocks))


def _marked(before: Sequence[str], after: Sequence[str], blocks: Sequence[_Block]) -> Iterator[str]:
    for block in blocks:
        gone, come = " ".join(before[block.a : block.b]), " ".join(after[block.c : block.d])
        if block.same or comparable(gone) == comparable(come):
            yield come or gone
            continue
        if gone:
            yield f"[-{gone}-]"
        if come:
            yield f"{{+{come}+}}"


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[_Block]:
    """Words kept, and between them stretches of words taken out and put in."""
    if max(len(before), len(after)) > LONGEST:
        return [_Block(list(before) == list(after), 0, len(before), 0, len(after))]
    blocks: list[_Block] = []
    for found in Indel.opcodes(before, after):
        same_words = found.tag == "equal"
        block = _Block(same_words, found.src_start, found.src_end, found.dest_start, found.dest_end)
        if blocks and not block.same and not blocks[-1].same:
            last = blocks.pop()
            block = _Block(False, last.a, block.b, last.c, block.d)
        blocks.append(block)
    return blocks


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    done = 0
    for found in amounts.find(text).found:
        if found.start < done:  # shares its words with the amount before
            continue
        pieces += _words(text[done : found.start])
        pieces.append(_Piece(AMOUNT, found))
        done = found.end
    return pieces + _words(text[done:])


def _words(text: str) -> list[_Piece]:
    keys = (comparable(word) for word in _WORD.findall(text))
    return [_Piece(key) for key in keys if key]


def _joined(pieces: Sequence[_Piece]) -> str:
    return comparable(" ".join(piece.key for piece in pieces))


def _exact(piece: _Piece) -> str:
    """The word, or the amount's value: one that stayed the same faces itself."""
    if piece.amount is None:
        return piece.key
    value = piece.amount.reading.value
    return f"{AMOUNT}{value.low}-{value.high}"


def _amounts(pieces: Sequence[_Piece]) -> list[amounts.Found]:
    return [piece.amount for piece in pieces if piece.amount is not None]


def _facing(
    before: Sequence[_Piece], after: Sequence[_Piece], blocks: Sequence[_Block]
) -> Iterator[tuple[amounts.Found, amounts.Found]]:
    """Amounts that stand in one another's place; not those that came or went with their words."""
    for block in blocks:
        gone, come = _amounts(before[block.a : block.b]), _amounts(after[block.c : block.d])
        if len(gone) == len(come):
            yield from zip(gone, come, strict=True)


def _differing(
    pairs: Iterable[tuple[amounts.Found, amounts.Found]],
) -> Iterator[AmountChange]:
    for old, new in pairs:
        before, after = old.reading, new.reading
        if (before.value.low, before.value.high) != (after.value.low, after.value.high):
            yield AmountChange(before.raw, after.raw)
