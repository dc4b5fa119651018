"""What several readings of a word agree on: its text, or figures that stay open.

No reading takes a letter away from a number that another one saw.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.formats.scans.tesseract import Letter, Word

SURE = 70.0  # of a digit that two readings agree on
_SHORT = 5  # letters of a word that stands alone in its line, and is read again as well
_FEW, _ALL = 2, 4  # other readings of a word; of more than few, one may have another number
_INNER = re.compile(r"(?<=\d)[.,;](?=\d)")  # what parts thousands, decimals, days
_CUT_OFF = re.compile(r"(?:\d{1,3}\.)*\d{3}\.\d{1,2}")  # thousands without their last figure
_YEAR = re.compile(r"(?:19|20)\d\d[.,]?")
# What recognition takes for one another and no number means.
_ENDS = ".,"
_TAILS = ".,;:"
LOOKALIKES = str.maketrans("lIi|!Oo", "1111100")
_SAME = str.maketrans({"—": "-", "–": "-", "‘": "'", "’": "'", "“": '"', "”": '"', ":": "."})


def opened(word: Word) -> Word:
    """The word with no figure sure."""
    letters = (one._replace(sure=0.0 if one.text.isdigit() else one.sure) for one in word.letters)
    return word._replace(letters=tuple(letters))


def is_number(word: Word) -> bool:
    """Whether figures stand in it."""
    return any(letter.text.isdigit() for letter in word.letters)


def is_year_of(name: Word, number: Word) -> bool:
    """Whether a number is the year behind a name that ends in a figure: Q4 2024."""
    return name.text[0].isalpha() and bool(_YEAR.fullmatch(number.text))


def is_short(word: Word) -> bool:
    return sum(letter.text.isalnum() for letter in word.letters) <= _SHORT


def is_blank(word: Word) -> bool:
    """Whether no letter and no figure was read in it."""
    return not any(letter.text.isalnum() for letter in word.letters)


def agreed(word: Word, texts: Sequence[str]) -> str | None:
    """The plain text that two readings have, the word's own among them; None where no two do.

    No other reading has another number, or one of five; and none parts figures that these do not.
    """
    votes = Counter(own for text in (word.text, *texts) if (own := plain(text)))
    if not votes:
        return None
    text, most = _as_number(votes) or votes.most_common(1)[0]
    others = [count for other, count in votes.items() if other != text]
    is_clear = _contradictions(text, votes) <= int(len(texts) > _FEW) and _is_whole(text, votes)
    return text if is_clear and most > max([1, *others]) else None


def _contradictions(text: str, votes: Counter[str]) -> int:
    """How many readings are another number than this one."""
    own = _figures_in(text)
    return sum(
        count for other, count in votes.items() if own and _figures_in(other) not in ("", own)
    )


def _is_whole(text: str, votes: Counter[str]) -> bool:
    """Whether no reading parts the same figures where this one does not: a comma is small."""
    own = _figures_in(text)
    if not own or _INNER.search(text):
        return True
    return not any(_figures_in(other) == own and _INNER.search(other) for other in votes)


def _figures_in(text: str) -> str:
    """The figures of a number, and what looks like them; among other letters there are none."""
    seen = text.translate(LOOKALIKES) if any(map(str.isdigit, text)) else ""
    return "" if any(map(str.isalpha, seen)) else "".join(filter(str.isdigit, seen))


def voted(word: Word, texts: Sequence[str]) -> Word | None:
    text = agreed(word, texts)
    if text is None:
        return _without_agreement(word, texts)
    if is_number(word) and (_is_shorter(word, text, texts) or _CUT_OFF.fullmatch(text)):
        return opened(word)  # what was seen once is not taken away
    if text == plain(word.text) == word.text.rstrip(_ENDS):
        return word._replace(letters=tuple(_confirmed(word)))
    if text == plain(word.text) and not is_number(word):
        return word
    return word._replace(letters=tuple(Letter(one, SURE) for one in _spelled(word, text, texts)))


def _is_shorter(word: Word, agreed: str, texts: Sequence[str]) -> bool:
    """Whether letters or figures were left out; of its points, a number may have one too many."""
    same = [text for text in texts if plain(text) == agreed]
    if len(same) >= _ALL and _has_point_for_figure(agreed, plain(word.text)):
        return False
    return max(map(_length, same), default=_length(agreed)) < _length(word.text)


def _has_point_for_figure(text: str, other: str) -> bool:
    """Whether two numbers differ only by points and commas where the other one has figures."""
    return len(text) == len(other) and all(
        own == one or (own in _ENDS and one.isdigit()) for own, one in zip(text, other, strict=True)
    )


def _length(text: str) -> int:
    return sum(map(str.isalnum, text))


def _spelled(word: Word, agreed: str, texts: Sequence[str]) -> str:
    """The text as read, with the mark at its end: a point is small, and was seen by its ink."""
    same = [text for text in texts if plain(text) == agreed]
    core = (same[0] if same else agreed).rstrip(_TAILS)
    tails = Counter(text[len(text.rstrip(_TAILS)) :] for text in same)
    own = word.text[len(word.text.rstrip(_ENDS)) :][-1:]
    tail = next((tail for tail, count in tails.items() if count > 1), "")
    is_own = agreed == plain(word.text) or len(agreed) + 1 == len(word.text)
    return core + (own if own and is_own else tail)


def _without_agreement(word: Word, texts: Sequence[str]) -> Word | None:
    if is_blank(word):
        return None
    votes = {own for text in (word.text, *texts) if (own := plain(text))}
    return word._replace(letters=tuple(_open(word, votes)))


def _as_number(votes: Counter[str]) -> tuple[str, int] | None:
    """The number that one reading gives, where another gives what looks just like it."""
    alike: Counter[str] = Counter()
    for text, count in votes.items():
        alike[text.translate(LOOKALIKES)] += count
    found = [(text, alike[text]) for text in votes if text.isdigit() and alike[text] > 1]
    return found[0] if found else None


def _confirmed(word: Word) -> Iterator[Letter]:
    for letter in word.letters:
        unsure = letter.text.isdigit() and letter.sure < SURE
        yield letter._replace(sure=0.0 if unsure else letter.sure)


def _open(word: Word, votes: set[str]) -> Iterator[Letter]:
    """The word with no confidence left where another reading of its length differs."""
    first = plain(word.text)
    others = [text for text in votes if text != first]
    for index, letter in enumerate(word.letters):
        same = others and all(
            len(text) == len(first) and text[index : index + 1] == first[index : index + 1]
            for text in others
        )
        kept = same or not (letter.text.isalnum() and (letter.text.isdigit() or is_short(word)))
        yield letter._replace(sure=letter.sure if kept else 0.0)


def plain(text: str) -> str:
    """A reading as far as two of them can be compared."""
    return text.translate(_SAME).rstrip(_ENDS)
