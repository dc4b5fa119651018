"""Words that may have been cut at the end of a line without a hyphen, and read as two.

A browser told to break words anywhere fills a line to its last letter with a word that is too
long for the column. Where the document writes that word elsewhere, the halves are one. Where what
they are leaves no other reading they are one too, else two words; an auditor is told of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.document import Block, Notice, Paragraph, Place
from extractors.pages.halves import PARTICLES, is_last_letter, is_long
from extractors.pages.hyphens import Hyphens
from extractors.pages.letters import PrintedLine
from extractors.pages.torn import FURTHER, SLACK, LineEnds, goes_on, width_of

_SAME_SIZE = 0.3  # points
_FEWEST_LINES = 2
_LONGEST = 25.0  # of the size: no word is longer
_LIKELY = 4.0  # fifty to one, whatever the halves are: see `spelling`
_NAMED = 5  # words
_LAST = re.compile(r"[^\W\d_]{1,2}(?!\w)")
_WHOLE = re.compile(r"(?:en|et|ne|e[nrt]?s)$")  # of words by themselves; "forans" is of none
_LETTERS = re.compile(r"[^\W\d_]+")
# Words that are endings of others too.
_ENDINGS = frozenset(("e", "en", "ens", "er", "et", "ets", "ne"))
_TWO = "A word may have been cut at the end of a line; its halves were read as two words."
_ONE = "A long word that a line cuts was read as one; the document writes it nowhere else."

_HYPHEN = "A hyphen at the end of a line may be the word's own, or put in where it is broken."

_MENDED = "Words broken at line ends were read as one; the document writes them nowhere else."


def word_cut(
    lines: Sequence[PrintedLine], hyphens: Hyphens, ends: LineEnds, place: Place
) -> Notice | None:
    """What to tell of a cell whose lines may reach so far: the first word that it may cut."""
    for above, below, room in _filled(lines, ends):
        head, tail = above.text.rpartition(" ")[2], below.text.partition(" ")[0]
        is_full = room < below.edge(1) - below.x0
        if hyphens.is_torn(head, below.text, filled=is_full):
            continue  # the document writes it, or one half is no word
        about = (f"{head} | {tail}", f"page[{place.page}]", place)
        # Where no rule stands, any line may end where the longest does.
        is_shown = is_full and (ends.ruled or room > FURTHER)
        if (is_shown and goes_on(above.text, below.text, hyphens)) or is_last_letter(
            above.text, below.text
        ):
            return Notice("word-joined", "info", _ONE, *about)
        odds = hyphens.spells(head, below.text)
        is_likely = " " not in above.text or odds > 0
        if odds > _LIKELY or (is_likely and _may_be_one(head, tail, hyphens)):
            return Notice("word-cut", "info", _TWO, *about)
    return None


def open_hyphens(lines: Iterable[PrintedLine], hyphens: Hyphens) -> list[Notice]:
    """What to tell of the hyphens at the ends of consecutive lines: those of either kind."""
    if not hyphens.breaks_words:
        return []
    return [
        _open_hyphen(above.text, below.text, hyphens, above.place)
        for above, below in pairwise(lines)
        if below.bullet is None and hyphens.is_open(above.text, below.text)
    ]


def mended_words(hyphens: Hyphens) -> tuple[Notice, ...]:
    """What to tell of a document that breaks words: how many it writes nowhere else."""
    words = hyphens.mended()
    if not words:
        return ()
    more = ", …" if len(words) > _NAMED else ""
    evidence = f"{len(words)}: {', '.join(words[:_NAMED])}{more}"
    return (Notice("broken-words", "info", _MENDED, evidence),)


def open_over_page(upper: Block, lower: Block, hyphens: Hyphens) -> list[Notice]:
    """The same of the hyphen at the end of a page, where a paragraph goes on below it."""
    if not isinstance(upper, Paragraph) or not isinstance(lower, Paragraph) or not upper.lines:
        return []
    above, below = upper.text[upper.lines[-1].start :], lower.text
    if not hyphens.is_open(above, below):
        return []
    return [_open_hyphen(above, below, hyphens, upper.lines[-1].place)]


def _open_hyphen(above: str, below: str, hyphens: Hyphens, place: Place) -> Notice:
    """With both parts, and what was read."""
    head, tail = above.rpartition(" ")[2], below.partition(" ")[0]
    read = hyphens.joined(above, below)[0].rpartition(" ")[2]
    evidence = f"{head} | {tail}: {read}{tail}"
    return Notice("line-end-hyphen", "info", _HYPHEN, evidence, f"page[{place.page}]", place)


def _filled(
    lines: Sequence[PrintedLine], ends: LineEnds
) -> Iterator[tuple[PrintedLine, PrintedLine, float]]:
    """Lines filled to the last letter by a word too long for one, with that below and the room.

    No word is too long for a wide cell, but for one that fills a line of it.
    """
    edge = ends.possible if ends.ruled else ends.known
    if edge is None or len(lines) < _FEWEST_LINES:
        return
    size = lines[0].size
    is_wide = edge - lines[0].x0 > _LONGEST * size
    if is_wide and not _has_lone_word(lines):
        return  # most cells
    for above, below in pairwise(lines):
        room = edge - above.x1
        if room > size or (is_wide and " " in above.text):
            continue  # most lines
        if not above.text[-1:].isalpha() or not below.text[:1].islower():
            continue
        alike = abs(above.size - below.size) <= _SAME_SIZE and above.bold == below.bold
        if alike and below.bullet is None and _is_full(above, below, edge, ends.known):
            yield above, below, room


def _is_full(above: PrintedLine, below: PrintedLine, edge: float, known: float | None) -> bool:
    """Whether a line has no room for another letter, nor for all of its last word.

    A rule may stand further off than lines reach: beside a long word alone in its line one or two
    letters may be its last, where the longest line has no room for all of it.
    """
    reach = edge
    if edge - above.x1 >= below.edge(1) - below.x0:
        if known is None or not is_long(above.text) or _LAST.match(below.text) is None:
            return False
        reach = known - SLACK
    head = above.x1 - above.edge(above.text.rfind(" ") + 1)
    return head + width_of(below, 1) > reach - min(above.x0, below.x0)


def _has_lone_word(lines: Iterable[PrintedLine]) -> bool:
    """Whether one word fills a line; `any` takes twice as long."""
    for line in lines:  # noqa: SIM110
        if " " not in line.text:
            return True
    return False


def _may_be_one(head: str, tail: str, hyphens: Hyphens) -> bool:
    """Whether two halves may be one word: the first is seen nowhere else, the second goes on."""
    found = _LETTERS.match(tail)
    if found is None or _WHOLE.search(head) or hyphens.writes(head):
        return False
    rest = found[0]
    return rest in _ENDINGS or not (rest in PARTICLES or hyphens.writes(rest))
