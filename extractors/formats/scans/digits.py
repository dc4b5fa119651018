"""Every number and short word on a scanned page is read three times; two readings must agree.

The second reading sees the word alone, larger and in black and white; the third smaller, soft and
grey: no two make the same mistake for the same reason. All words of a page stand one below
the other on one picture: starting the program costs most.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.tesseract import BLOCK, Letter, Word, words

_HEIGHT = 62  # pixels that a word is enlarged to, with its edges
_LOWER = 48  # for the third reading
_INK_AND_PAPER = (2, 60)  # percentiles of a word's pixels
_MOST = 3.0  # times
_DPI = 400  # of letters of that height
_APART = 24  # pixels of paper around each word
_EDGE = 3  # pixels around a word's box that belong to its letters
_SURE = 70.0  # of a digit that two readings agree on
_SHORT = 3  # letters of a word that stands alone in its line, and is read again as well
# What recognition takes for one another and no number means.
_ENDS = ".,"
_LOOKALIKES = str.maketrans("lIi|!Oo", "1111100")
_SAME = str.maketrans({"—": "-", "–": "-", "‘": "'", "’": "'", "“": '"', "”": '"', ":": "."})


def checked(grey: Pixels, found: Sequence[Word]) -> list[Word]:
    """The words as most readings have them; what no two agree on is left open."""
    lines = Counter(word.line for word in found)
    doubtful = [word for word in found if _needs_check(word, lines[word.line] == 1)]
    crops = [_tight(grey, word) for word in doubtful] + [_soft(grey, word) for word in doubtful]
    texts = _texts(crops)
    count = len(doubtful)
    again = {id(word): (texts[index], texts[index + count]) for index, word in enumerate(doubtful)}
    return [_voted(word, *again[id(word)]) if id(word) in again else word for word in found]


def texts_of(grey: Pixels, found: Sequence[Word]) -> list[str]:
    """What a reading of each word by itself gives."""
    return _texts([_tight(grey, word) for word in found])


def _needs_check(word: Word, is_alone: bool) -> bool:
    digits = any(letter.text.isdigit() for letter in word.letters)
    return digits or (is_alone and _is_short(word))


def _voted(word: Word, second: str, third: str) -> Word:
    first = _plain(word.text)
    votes = Counter(text for text in (first, _plain(second), _plain(third)) if text)
    if not votes:
        return word
    text, most = _as_number(votes) or votes.most_common(1)[0]
    if most > 1 and text == first == word.text.rstrip(_ENDS):
        return word._replace(letters=tuple(_confirmed(word)))
    if most > 1:
        # A point at the end is small, and was seen by its ink.
        letters = (Letter(letter, _SURE) for letter in text)
        return word._replace(letters=(*letters, *_points(word)))
    return word._replace(letters=tuple(_open(word, votes)))


def _as_number(votes: Counter[str]) -> tuple[str, int] | None:
    """The number that one reading gives, where another gives what looks just like it."""
    alike: Counter[str] = Counter()
    for text, count in votes.items():
        alike[text.translate(_LOOKALIKES)] += count
    found = [(text, alike[text]) for text in votes if text.isdigit() and alike[text] > 1]
    return found[0] if found else None


def _points(word: Word) -> tuple[Letter, ...]:
    last = word.letters[-1:]
    return last if last and last[0].text in _ENDS else ()


def _confirmed(word: Word) -> Iterator[Letter]:
    for letter in word.letters:
        unsure = letter.text.isdigit() and letter.sure < _SURE
        yield letter._replace(sure=0.0 if unsure else letter.sure)


def _open(word: Word, votes: Counter[str]) -> Iterator[Letter]:
    """The word with no confidence left where another reading of its length differs."""
    first = _plain(word.text)
    others = [text for text in votes if text != first]
    for index, letter in enumerate(word.letters):
        same = others and all(
            len(text) == len(first) and text[index : index + 1] == first[index : index + 1]
            for text in others
        )
        kept = same or not (letter.text.isalnum() and (letter.text.isdigit() or _is_short(word)))
        yield letter._replace(sure=letter.sure if kept else 0.0)


def _is_short(word: Word) -> bool:
    return sum(letter.text.isalnum() for letter in word.letters) <= _SHORT


def _plain(text: str) -> str:
    return text.translate(_SAME).rstrip(_ENDS)


def _texts(crops: Sequence[Pixels]) -> list[str]:
    """What is read on each; "" for nothing."""
    if not crops:
        return []
    width = max(crop.shape[1] for crop in crops) + 2 * _APART
    tops = list(accumulate((len(crop) + 2 * _APART for crop in crops), initial=0))
    sheet = np.full((tops[-1], width), 255, np.uint8)
    for top, crop in zip(tops, crops, strict=False):
        sheet[top + _APART : top + _APART + len(crop), _APART : _APART + crop.shape[1]] = crop
    texts = [""] * len(crops)
    for word in sorted(words(sheet, _DPI, BLOCK), key=lambda one: one.box[0]):
        middle = (word.box[1] + word.box[3]) / 2
        texts[bisect_right(tops, middle) - 1] += word.text
    return texts


def _tight(grey: Pixels, word: Word) -> Pixels:
    larger = _larger(_cut(grey, word, _EDGE), _HEIGHT)
    plain = cv2.threshold(larger, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    return np.asarray(plain, np.uint8)


def _soft(grey: Pixels, word: Word) -> Pixels:
    """Smaller, and grey from the darkest ink to white paper."""
    smaller = _larger(_cut(grey, word, _EDGE), _LOWER)
    dark, light = (float(np.percentile(smaller, share)) for share in _INK_AND_PAPER)
    spread = np.clip((smaller - dark) * (255.0 / max(1.0, light - dark)), 0, 255)
    return np.asarray(cv2.GaussianBlur(spread, (3, 3), 0), np.uint8)


def _cut(grey: Pixels, word: Word, edge: int) -> Pixels:
    x0, top, x1, bottom = (round(side) for side in word.box)
    return grey[max(0, top - edge) : bottom + edge, max(0, x0 - edge) : x1 + edge]


def _larger(crop: Pixels, height: int) -> Pixels:
    """All letters of one height, as a block of text has them."""
    times = min(_MOST, height / crop.shape[0])
    kind = cv2.INTER_CUBIC if times > 1 else cv2.INTER_AREA
    done = cv2.resize(crop, None, fx=times, fy=times, interpolation=kind)
    return np.asarray(done, np.uint8)
