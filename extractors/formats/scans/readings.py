"""Every number, short or doubtful word on a scanned page is read again; two readings must agree.

The second and third reading see the word alone. Where no two of the three agree on a number, or
one of them has another number, two more see it with its neighbours: a lone figure looks like many
things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from extractors.formats.scans import stack
from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.stack import Box, Part
from extractors.formats.scans.strips import Strip, set_before
from extractors.formats.scans.tesseract import Letter, Word, of_lines
from extractors.formats.scans.votes import (
    LOOKALIKES,
    SURE,
    agreed,
    is_blank,
    is_number,
    is_short,
    plain,
    voted,
)

_DOUBTFUL = 75.0  # of a letter: its word is read again
_CERTAIN = 93.0  # of every letter of what was not read at first
_LONE = (0.55, 0.95)  # of the letters' size: the height of a figure that was not read at first
_TALL = 1.35  # of the letters' size: a box that holds a piece of another line too
_ABOVE, _BELOW = 1.0, 0.35  # of the size, what letters take above and below the base line
_NEIGHBOURS = 2  # on either side, in which a word is read again
_GAP = 1.2  # of the size between neighbours
_JOINED = 0.5  # of the size between words of a line and what is unread of it
_PAPER = 0.25  # of the size, around what was not read at first
_FIGURES = 2  # of what may be the number of a list
_FLUSH, _NEXT = 0.3, 1.0  # of the size: lines of one column begin level, and this near
_WITHIN = 0.5  # of a part that lies where the word does
_EDGE = 2.0  # pixels that boxes of the same print differ by


def checked(grey: Pixels, found: Sequence[Word]) -> list[Word]:
    """The words as most readings have them; what no two agree on is left open.

    A word without letters is one yet unread; it is left out where it cannot be read, and so is a
    mark that stands alone: dirt.
    """
    lines = Counter(word.line for word in found)
    asked = [i for i, word in enumerate(found) if _is_doubtful(word, lines[word.line] == 1)]
    alone = stack.read(grey, [band(found[i]) for i in asked])
    read = {i: [_joined(one) for one in pair] for i, pair in zip(asked, alone, strict=True)}
    lone = {i for i, pair in zip(asked, alone, strict=True) if _may_be_figure(found[i], pair)}
    split = [i for i, texts in read.items() if i in lone or _is_split(found[i], texts)]
    lonely = [i for i in split if lines[found[i].line] == 1 and not is_blank(found[i])]
    grey, strips = set_before(grey, found, lonely)
    spans = [strips[i] if i in strips else Strip(_span(found, i), found[i].box) for i in split]
    again = stack.read(grey, [strip.span for strip in spans])
    for i, strip, pair in zip(split, spans, again, strict=True):
        read[i] += [_within(one, strip) for one in pair]
    dirt = [i for i, pair in zip(asked, alone, strict=True) if _is_rubbish(found[i], pair)]
    read |= {i: [] for i in dirt if i not in lone}
    words: list[Word] = []
    for i, word in enumerate(found):
        done = voted(word, read[i]) if i in read else word
        if done is None and i in lone and _begins_a_line(word, found):
            done = word._replace(letters=(Letter("1", 0.0),))  # print, whatever it says
        is_dirt = done is None and (not word.letters or lines[word.line] == 1)
        if not is_dirt:
            words.append(done or word)
    return _once(words)


def _once(found: Sequence[Word]) -> list[Word]:
    """The words; one whose box holds another word of the same text is that word."""
    same = defaultdict[str, list[Word]](list)
    for word in found:
        same[plain(word.text)].append(word)
    return [
        word for word in found if not any(_is_within(one, word) for one in same[plain(word.text)])
    ]


def _is_within(one: Word, word: Word) -> bool:
    """Whether another word of its text stands in a part of its box."""
    (x0, top, x1, bottom), own = word.box, one.box
    held = x0 - _EDGE <= own[0] and top - _EDGE <= own[1]
    held = held and own[2] <= x1 + _EDGE and own[3] <= bottom + _EDGE
    return one is not word and held and one.box != word.box


def _is_doubtful(word: Word, is_alone: bool) -> bool:
    if is_number(word) or not word.letters or _is_tall(word) or (is_alone and is_short(word)):
        return True
    return min(letter.sure for letter in word.letters) < _DOUBTFUL


def whole_lines(grey: Pixels, found: Sequence[Word], spots: Sequence[Word]) -> list[Word]:
    """The words; a line with a doubtful one is read anew as a whole, with what was not read in it.

    Recognition takes a word apart where a piece of another line stands above it. Both readings
    of the line must have the same words, and the figures that were read before.
    """
    lines = [list(own) for own in of_lines(list(found))]
    asked = [i for i, own in enumerate(lines) if any(map(_is_broken, own))]
    spans = [_around(_drawn_out(lines[i], spots)) for i in asked]
    for i, span, (sharp, soft) in zip(asked, spans, stack.read(grey, spans), strict=True):
        same = [part.text for part in sharp] == [part.text for part in soft]
        if same and _figures(lines[i]) == _figures_of(sharp):
            lines[i] = [_placed(part, span, lines[i]) for part in sharp]
    return [word for own in lines for word in own]


def _drawn_out(line: Sequence[Word], spots: Sequence[Word]) -> list[Box]:
    """The boxes of a line, and of what stands unread between its words or right beside them."""
    boxes = [band(word) for word in line]
    base, size = line[0].base, line[0].size
    level = [one.box for one in spots if base - size < (one.box[1] + one.box[3]) / 2 < base]
    for box in (*sorted(level), *sorted(level, reverse=True)):
        left, _, right, _ = _around(boxes)
        if max(left - box[2], box[0] - right) <= _JOINED * size:
            boxes.append(box)
    return boxes


def _is_broken(word: Word) -> bool:
    return _is_tall(word) or min(letter.sure for letter in word.letters) < _DOUBTFUL


def _figures(words: Sequence[Word]) -> str:
    return "".join(letter for word in words for letter in word.text if letter.isdigit())


def _figures_of(parts: Sequence[Part]) -> str:
    return "".join(letter for letter in _joined(parts) if letter.isdigit())


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _placed(part: Part, span: Box, line: Sequence[Word]) -> Word:
    """A word of a line that was read anew, on the base line that its middle word has."""
    middle = sorted(line, key=lambda word: word.base)[len(line) // 2]
    x0, wide = span[0], span[2] - span[0]
    box = (x0 + part.start * wide, span[1], x0 + part.end * wide, span[3])
    letters = tuple(Letter(letter, max(SURE, part.sure)) for letter in part.text)
    return Word(letters, box, middle.base, middle.size, middle.line)


def _is_rubbish(word: Word, pair: Sequence[Sequence[Part]]) -> bool:
    """Whether what was not read at first is no word for certain either: of stamps, pieces are."""
    if word.letters:
        return False
    parts = [part for parts in pair for part in parts]
    text, high = _joined(pair[0]), (word.box[3] - word.box[1]) / word.size
    is_lone = len(plain(text)) == 1 and not (text[0].isdigit() and _LONE[0] <= high <= _LONE[1])
    unsure = min((part.sure for part in parts), default=0.0) < _CERTAIN
    return is_lone or unsure or not any(letter.isalnum() for letter in text)


def _may_be_figure(word: Word, pair: Sequence[Sequence[Part]]) -> bool:
    """Whether what was read as no word is as high as a figure, and read as one or two once."""
    high = (word.box[3] - word.box[1]) / word.size
    if not is_blank(word) or not _LONE[0] <= high <= _LONE[1]:
        return False
    texts = [plain(_joined(parts)) for parts in pair]
    return any(text.isdigit() and len(text) <= _FIGURES for text in texts)


def _begins_a_line(word: Word, found: Sequence[Word]) -> bool:
    """Whether it stands where the line above or below begins, as print does and dirt hardly."""
    return any(
        abs(other.box[0] - word.box[0]) <= _FLUSH * word.size
        and _between(word.box, other.box) <= _NEXT * word.size
        for other in found
        if not is_blank(other)
    )


def _between(one: Box, other: Box) -> float:
    """How far one stands above the other."""
    return max(other[1] - one[3], one[1] - other[3])


def _is_split(word: Word, texts: Sequence[str]) -> bool:
    """Whether the readings do not agree on what may be a number."""
    seen = "".join((word.text, *texts)).translate(LOOKALIKES)
    figures = any(letter.isdigit() for letter in seen)
    text = agreed(word, texts)
    is_number_once = text is not None and text.isalpha() and any(plain(t).isdigit() for t in texts)
    return bool(word.letters) and figures and (text is None or is_number_once)


def _is_tall(word: Word) -> bool:
    return word.box[3] - word.box[1] > _TALL * word.size


def band(word: Word) -> Box:
    """The word's box without the line above or below."""
    x0, top, x1, bottom = word.box
    if not word.letters or not _is_tall(word):
        return word.box
    upper = max(top, word.base - _ABOVE * word.size)
    lower = min(bottom, word.base + _BELOW * word.size)
    return (x0, upper, x1, lower) if lower > upper else word.box


def _span(found: Sequence[Word], index: int) -> Box:
    """The word with its neighbours in the line."""
    word, box = found[index], band(found[index])
    if is_blank(word):
        edge = _PAPER * word.size
        return (max(0.0, box[0] - edge), max(0.0, box[1] - edge), box[2] + edge, box[3] + edge)
    row = sorted((one for one in found if one.line == word.line), key=lambda one: one.box[0])
    at = next(i for i, one in enumerate(row) if one is word)
    for step in (-1, 1):
        last = word
        for other in row[at + step :: step][:_NEIGHBOURS] if at + step >= 0 else ():
            gap = max(other.box[0] - last.box[2], last.box[0] - other.box[2])
            if gap > _GAP * word.size:
                break
            own, last = band(other), other
            box = (
                min(box[0], own[0]),
                min(box[1], own[1]),
                max(box[2], own[2]),
                max(box[3], own[3]),
            )
    return box


def _within(parts: Sequence[Part], strip: Strip) -> str:
    """What stands on a piece where the word does."""
    left, wide = strip.span[0], strip.span[2] - strip.span[0]
    start, end = ((edge - left) / wide for edge in (strip.own[0], strip.own[2]))
    return "".join(
        part.text
        for part in parts
        if min(part.end, end) - max(part.start, start) > _WITHIN * (part.end - part.start)
    )


def _joined(parts: Sequence[Part]) -> str:
    return "".join(part.text for part in parts)
