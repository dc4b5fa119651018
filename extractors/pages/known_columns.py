"""Unruled tables by the columns that a document is known to have.

A table begins where a line stands in several of the columns, and goes up and down as far as the
lines leave the gaps between them free.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.continuation import CLOSE, Columns, is_repeated, stands_inside, text_of
from extractors.pages.distances import (
    APART,
    comes_again,
    is_apart,
    is_near,
    is_title,
    usual_step,
)
from extractors.pages.gaps import FREE, Word, Words
from extractors.pages.lessons import Learned
from extractors.pages.page_margins import margin, without_margins
from extractors.pages.refrains import numberless
from extractors.pages.region import PADDING, Region
from extractors.pages.regions import with_sentence_above, without_prose_below
from extractors.pages.separators import Separator

_ALIGNED = 2.2  # points
_HAIR = 0.5  # points on either side of a border
_SEVERAL = 2  # columns
_HEADER = 4  # lines of a page header at most
_ALL = 0.9  # of the room for a text in its column: no longer word has any
_SURE = 3  # lines of one column alone at the top of a page that go on with the page before


class _Page(NamedTuple):
    """The lines of a page, and what may stand between them."""

    lines: Sequence[Words]
    separators: Sequence[Separator]
    height: float
    labels: frozenset[str]  # that begin rows all over the document

    def parts(self, index: int) -> bool:
        """Whether a line is set apart from the one above it."""
        above, line = self.lines[index - 1 : index + 1]
        return is_apart(above, line, self.separators) or is_title(self.lines, index)

    def ends_at(self, index: int) -> bool:
        """Whether only a page footer stands below."""
        lowest = self.height - margin(self.height)
        return all(line.base > lowest for line in self.lines[index:])


def known_regions(
    lines: Sequence[Words],
    learned: Learned,
    above: Columns | None,
    separators: Sequence[Separator],
    height: float,
) -> Iterator[Region]:
    """The tables in known columns; `above` are those of the table that ends the page before."""
    page = _Page(lines, separators, height, learned.labels)
    index = 0
    for goes_on in _same(page, above, learned.columns):
        top = _top(page, goes_on)
        end = _end(page, (top, _down(page, top, goes_on)), goes_on)
        if end > top and not is_title(lines, top) and _is_rest(lines[top:end], goes_on):
            yield _region(lines[top:end], goes_on)
            index = end
    done = index
    while index < len(lines):
        columns = _columns_at(page, index, learned.columns)
        if columns is None:
            index += 1
            continue
        index = _begun(page, (done, index), columns)
        end = _end(page, (index, _down(page, index, columns)), columns)
        found = _region(lines[index:end], columns)
        if not page.ends_at(end):
            found = without_prose_below(found, separators)
        yield found
        done = index = index + len(found.lines)


def _same(page: _Page, above: Columns | None, known: Sequence[Columns]) -> tuple[Columns, ...]:
    """The known columns in which a table above stands, whether it shows all of them or not.

    Of several those in which most of this page's first lines stand, where its headings alone may
    have ended the page above.
    """
    if above is None:
        return ()
    found = [
        one._replace(
            headers=above.headers,
            higher=above.higher,
            top=above.top,
            awaits_number=above.awaits_number,
        )
        for one in known
        if abs(one.xs[0] - above.xs[0]) <= _ALIGNED
        and all(any(low <= x <= high for x in one.xs[1:-1]) for low, high in above.gaps)
    ]
    if len(found) > 1:
        found = [max(found, key=lambda one: _down(page, _top(page, one), one))]
    return tuple(found)


def _top(page: _Page, columns: Columns) -> int:
    """The first line below a page header."""
    steps = [below.base - above.base for above, below in pairwise(page.lines)]
    usual = APART * usual_step(page.lines)
    top = 0
    for index, step in enumerate(steps[:_HEADER], start=1):
        above = page.lines[index - 1]
        if _in_line(above, columns) > 1 or stands_inside([above], columns):
            break
        is_high = above.base <= margin(page.height) or not _fits(above, columns)
        is_off = step > usual and (is_repeated(above, columns) or not comes_again(step, steps))
        is_off |= step > CLOSE * above.size and numberless(text_of(above)) in columns.headers
        if is_high and (is_off or page.parts(index)):
            top = index
    return top


def _begun(page: _Page, span: tuple[int, int], columns: Columns) -> int:
    """Where a table begins that stands in the columns at the end of this span.

    A line above is one of it only where all lines from it down to there stand in them too.
    """
    done, index = span
    start = max(done, with_sentence_above(page.lines, index, columns.xs[1:-1]))
    return start if _down(page, start, columns) > index else index


def _down(page: _Page, start: int, columns: Columns) -> int:
    """Behind the last line that stands in the columns."""
    end = start
    while end < len(page.lines) and _fits(page.lines[end], columns):
        if end > start and page.parts(end) and not _goes_on(page, end, columns):
            break
        end += 1
    return end


def _goes_on(page: _Page, index: int, columns: Columns) -> bool:
    """Whether a line in one column stands near the others: a label, or behind the first column.

    A heading in bold begins another table.
    """
    above, line = page.lines[index - 1 : index + 1]
    is_alone = len(_filled(line, columns)) == _in_line(line, columns) == 1
    first = _first(line, columns)
    is_of_it = not first or first in page.labels
    return is_alone and is_of_it and line.bold <= above.bold and is_near(above, line)


def _end(page: _Page, span: tuple[int, int], columns: Columns) -> int:
    """Behind the last line of a table, which is no footer where it labels a row that is cut."""
    _, end = without_margins(page.lines, span, page.height)
    if end < span[1]:
        is_label = _first(page.lines[end], columns) in page.labels
        end += is_label and _in_line(page.lines[end], columns) > 0
    return end


def _is_rest(lines: Sequence[Words], columns: Columns) -> bool:
    """Whether lines at the top of a page are the rest of a row, and what follows it."""
    if any(abs(one.size - columns.size) > _ALIGNED and not one.is_sign for one in lines[:1]):
        return False
    if len(lines) >= _SURE or lines[0].words[0].text[:1].islower():
        return True
    return any(len(_filled(line, columns)) > 1 for line in lines) or stands_inside(lines, columns)


def _columns_at(page: _Page, index: int, known: Sequence[Columns]) -> Columns | None:
    """The columns in several of which a line stands in line.

    Where it does in others as many, those in which most of the lines below stand: headings alone
    show other borders than the texts below them.
    """
    line = page.lines[index]
    counts = [(_in_line(line, one), one) for one in known if _fits(line, one)]
    count, best = max(counts, key=lambda one: one[0], default=(0, None))
    if best is None or count < _SEVERAL or not any(_rooms(line, best)):
        return None
    alike = [one for n, one in counts if n >= _SEVERAL and len(one.xs) == len(best.xs)]
    return best if len(alike) == 1 else max(alike, key=lambda one: _down(page, index, one))


def _fits(line: Words, columns: Columns) -> bool:
    """Whether the words of a line stand in columns, with room between those of two."""
    if line.x0 < columns.xs[0] - _ALIGNED or line.x1 > columns.xs[-1] + _ALIGNED:
        return False
    if any(_is_over(word, columns) for word in line.words):
        line = _cut(line, columns)
        if any(_is_over(word, columns) for word in line.words):
            return False
    filled = _filled(line, columns)
    behind = sorted(filled)[1:]
    rooms = zip(behind, _rooms(line, columns), strict=True)
    return all(room or _begins(filled[at][0].x0, columns, at) for at, room in rooms)


def _rooms(line: Words, columns: Columns) -> list[bool]:
    """Whether more than a blank is free between the words of each two columns that follow."""
    filled = _filled(line, columns)
    pairs = pairwise(sorted(filled))
    return [filled[b][0].x0 - filled[a][-1].x1 >= FREE * line.size for a, b in pairs]


def _is_over(word: Word, columns: Columns) -> bool:
    return any(word.x0 < x - 1 and word.x1 > x + 1 for x in columns.xs[1:-1])


def _cut(line: Words, columns: Columns) -> Words:
    """The line without what of words stands over the borders of their columns.

    Such a word is longer than its column, in which a text begins that it ends; other columns are
    in line as well, or it stands alone. In the first column it is the whole text, or has room on
    no line. Or the texts of the next column begin behind it, further right than the border.
    """
    words = list(line.words)
    for at, word in enumerate(words):
        column = bisect_left(columns.xs[1:-1], word.x0)
        start = columns.sides[column][0]
        if start is None or not _is_over(word, columns):
            continue
        own = [one for one in words[: at + 1] if bisect_left(columns.xs[1:-1], one.x0) == column]
        behind = words[at + 1].x0 if at + 1 < len(words) else float("inf")
        is_last = behind - word.x1 >= FREE * line.size or _begins(behind, columns, column + 1)
        room = columns.xs[column + 1] - start
        is_whole = column > 0 or own == [word] or word.x1 - word.x0 >= _ALL * room
        is_own = is_whole and abs(own[0].x0 - start) <= 2 * _ALIGNED
        if is_last and (is_own or _ends_before(word, columns, column + 1)):
            words[at] = word._replace(x1=columns.xs[column + 1] - 2 * _HAIR)
    cut = line._replace(words=tuple(words))
    is_known = len(_filled(cut, columns)) == 1 or _in_line(cut, columns) >= _SEVERAL
    return cut if cut != line and is_known else line


def _first(line: Words, columns: Columns) -> str:
    """The text of a line in the first column."""
    return " ".join(word.text for word in _filled(line, columns).get(0, ()))


def _begins(x: float, columns: Columns, number: int) -> bool:
    """Whether a word stands where the texts of a column begin."""
    start = columns.sides[number][0] if number < len(columns.sides) else None
    return start is not None and abs(x - start) <= _ALIGNED


def _ends_before(word: Word, columns: Columns, number: int) -> bool:
    """Whether a word ends where the texts of a column have not begun."""
    start = columns.sides[number][0] if number < len(columns.sides) else None
    return start is not None and word.x1 <= start


def _in_line(line: Words, columns: Columns) -> int:
    """In how many columns the words begin or end as others do."""
    count = 0
    for at, words in _filled(line, columns).items():
        start, end = columns.sides[at]
        begins = start is not None and abs(words[0].x0 - start) <= _ALIGNED
        ends = end is not None and abs(words[-1].x1 - end) <= _ALIGNED
        count += begins or ends
    return count


def _filled(line: Words, columns: Columns) -> dict[int, list[Word]]:
    """The words of each column."""
    borders = columns.xs[1:-1]
    found: defaultdict[int, list[Word]] = defaultdict(list)
    for word in line.words:
        found[bisect_left(borders, (word.x0 + word.x1) / 2)].append(word)
    return found


def _region(lines: Sequence[Words], columns: Columns) -> Region:
    """The region; its columns end where those of all others do, so that pages show one table."""
    gaps = tuple((x - _HAIR, x + _HAIR) for x in columns.xs[1:-1])
    own = tuple(_cut(line, columns) for line in lines)
    return Region(own, gaps, columns.xs[0] + PADDING, columns.xs[-1] - PADDING)
