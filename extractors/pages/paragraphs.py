"""Printed lines -> paragraphs, so that a text reads the same however wide it was set.

A new paragraph begins at a bullet, behind a larger gap, where the type changes, and where the
next word would have fitted on the line above: only an author ends a line early.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from extractors.document import Mark, Paragraph
from extractors.pages.apart import APART, APART_POINTS
from extractors.pages.broken import is_broken
from extractors.pages.decimals import tenth
from extractors.pages.hyphens import NO_BLANK_BEFORE, TELLING_ENDS, Hyphens
from extractors.pages.letters import PrintedLine
from extractors.pages.lines import EDGE, PackedLines, alone, head_of, together
from extractors.pages.sentences import LABEL, ends_sentence, is_abbreviated, is_open
from extractors.pages.setting import Setting
from extractors.pages.torn import SLACK, UNKNOWN, LineEnds, is_cut, is_torn_line, width_of

_SIZE_CHANGE = 0.12
_BLANK, _MORE = 0.25, 0.1  # of the size: most blanks, and what some fonts have more
_OUTDENT = 3.0  # points
_TAB = 0.45  # of the size: a gap behind a number that makes it a list item
_LONGEST_NAME = 50  # letters: an answer that is longer, and ends in a small word, is a sentence
# "1. oktober" is a day.
_NUMBERED = re.compile(
    r"(?:\d{1,2}|[a-zæøå])[.)] (?!(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
)
_NUMBER = re.compile(r"(\d{1,2})([.)]) ")


def paragraphs(
    lines: Sequence[PrintedLine], setting: Setting, ends: LineEnds = UNKNOWN, area: str = ""
) -> list[Paragraph]:
    """The paragraphs of one area; `area` is the locator of what holds them."""
    if len(lines) == 1:
        return [single(lines[0], f"{area}/paragraph[1]")]
    hyphens, found = setting.hyphens, list[Paragraph]()
    for number, group in enumerate(_groups(lines, setting, ends.known), start=1):
        found.append(_paragraph(group, hyphens, ends, f"{area}/paragraph[{number}]"))
    return found


def _groups(
    lines: Sequence[PrintedLine], setting: Setting, right: float | None
) -> list[list[PrintedLine]]:
    """The lines of each paragraph."""
    groups: list[list[PrintedLine]] = []
    group: list[PrintedLine] = []
    for line in lines:
        if group and not _is_new(group, line, setting, right):
            group.append(line)
        else:
            group = [line]
            groups.append(group)
    return groups


def _is_new(
    group: Sequence[PrintedLine], line: PrintedLine, setting: Setting, right: float | None
) -> bool:
    """What most lines are not is told without a call: calls took most of the time."""
    first, above, text, size = group[0], group[-1], line.text, line.size
    has_marks = line.marks or above.marks
    room = 0.0 if right is None else right - above.x1 - _BLANK * above.size - SLACK
    furthest = setting.furthest[size]
    return (
        line.bullet is not None
        or (line.base - above.base > furthest and (not has_marks or _is_far(above, line, furthest)))
        or (room > 0 and _ended_early(group, line, room))
        or (
            (size != above.size or line.bold != above.bold or line.upright != above.upright)
            and _is_set_otherwise(above, line)
        )
        or (bool(has_marks) and _begins_with_sign(group, line))
        or (line.x0 < first.x0 - _OUTDENT and _is_led(first))
        or (" " in text[2:4] and _is_numbered(group, line))
        # A colon begins the meaning of a sign that was not seen.
        or (":" in text and (text[0] == ":" or _begins_with_label(group, text, setting)))
    )


def _begins_with_label(group: Sequence[PrintedLine], text: str, setting: Setting) -> bool:
    """Whether a line begins with a label behind what a paragraph may end in.

    A label that the document also has in the middle of lines begins a paragraph only behind
    another label; where the document sets labels apart by a gap, it begins none without one. One
    that begins lines again and again begins a paragraph behind any word that may end a name.
    """
    found = LABEL.match(text)
    if found is None or is_open(group[-1].text):
        return False
    label = found[0].rstrip()
    if not _may_end(group[0].text, group[-1].text):
        return setting.often_begins(label)
    if setting.labels.are_all and LABEL.match(group[0].text):
        return True
    return setting.begins(label)


def _begins_with_sign(group: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Entries of a legend: each begins with a picture, a drawing or a symbol, and so did the first.

    The first follows what leads into the list. In running text a sign may come to stand at the
    beginning of any line.
    """
    if not (_has_sign(line) and len(line.text) > 1):
        return False
    return _has_sign(group[0]) or ":" in (group[0].text[:1], group[-1].text.rstrip()[-1:])


def _has_sign(line: PrintedLine) -> bool:
    return bool(line.marks) and line.marks[0].offset == 0


def _is_led(line: PrintedLine) -> bool:
    """Whether a bullet or a sign stands before the words."""
    return line.bullet is not None or _has_sign(line)


def _may_end(first: str, last: str) -> bool:
    """Whether a new label may follow a paragraph of such a first and last line."""
    return LABEL.match(first) is not None or ends_sentence(last)


def _is_set_otherwise(above: PrintedLine, below: PrintedLine) -> bool:
    """In another size or direction, or from bold to plain at the end of a sentence."""
    if above.upright != below.upright:
        return True
    size, other = above.size, below.size
    if size != other and abs(size - other) > _SIZE_CHANGE * max(size, other):
        return True
    if above.bold == below.bold:
        return False
    ended = ends_sentence(above.text)
    goes_on = below.text[:1].islower() and not ended
    return not goes_on and (above.bold or ended)


def _is_far(above: PrintedLine, below: PrintedLine, furthest: float) -> bool:
    """Whether lines with marks stand further apart: what is drawn or pictured may be high."""
    highest = max(1.2 * (mark.size or 0.0) for mark in above.marks + below.marks)
    return below.base - above.base > max(furthest, APART * highest + APART_POINTS)


def _is_numbered(group: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Whether a line begins a list item: a number, a gap, and no sentence that goes on.

    No gap needs a number that follows on that of the item above. A letter behind another, as in
    "n. I", is the rest of a word, unless it is the first.
    """
    above, text = group[-1].text, line.text
    if _NUMBERED.match(text) is None or is_open(above):
        return False
    if above[-1:].isalpha() and text[0].isalpha() and text[0] != "a":
        return False
    return (
        _has_tab(line)
        or _follows(group[0].text, above, text)
        or (above[-1:] == ":" and _is_first(text))
    )


def _is_first(text: str) -> bool:
    """Whether a text begins as the first item of a list does, and not with a day or quarter.

    >>> _is_first("1) Alle lokaler"), _is_first("a. Skoler"), _is_first("1. kvartal")
    (True, True, False)
    """
    return text[:1] in "1a" and _NUMBERED.match(text) is not None and text[3:4].isupper()


def _is_next(above: str, below: str) -> bool:
    """Whether a paragraph at the top of a page begins an item of a list, by the text above."""
    return _follows(above, above, below) or (above[-1:] == ":" and _is_first(below))


def _follows(first: str, last: str, text: str) -> bool:
    """Whether a list item has the next number, and is no "2. kvartal" in a sentence.

    >>> _follows("1) Molen er lagt", "og malet", "2) Kajen er"), _follows("1. maj", "", "2) Kaj")
    (True, False)
    >>> _follows("1. kvartal er", "ovre, mens", "2. kvartal"), _follows("1. Ro", "og fred", "2. Is")
    (False, True)
    """
    above, own = _NUMBER.match(first), _NUMBER.match(text)
    if above is None or own is None or above[2] != own[2]:
        return False
    may_go_on = own[2] == "." and text[own.end() :][:1].islower() and not ends_sentence(last)
    return int(own[1]) == int(above[1]) + 1 and not may_go_on


def _has_tab(line: PrintedLine) -> bool:
    blank = line.text.index(" ")
    return line.edge(blank + 1) - line.edge(blank) > _TAB * line.size


def _ended_early(group: Sequence[PrintedLine], below: PrintedLine, room: float) -> bool:
    """Whether the last line above had room for what begins the line below."""
    above = group[-1]
    starts_anew = below.text[:1].isupper() or (
        ends_sentence(above.text) and not is_abbreviated(above.text)
    )
    if not starts_anew and room <= above.size:
        return False  # a third of all lines
    if not starts_anew and is_broken(above.text):
        return False  # a word goes on, however much room the typesetter saw
    if not -_OUTDENT <= above.x0 - below.x0 <= _OUTDENT:
        return False  # centred or indented: how much room there was is not known
    needed = width_of(below, 1) if starts_anew else width_of(below, 3) + above.size
    return room > needed and room - _more_than_usual((above, below, group[0])) > needed


def _more_than_usual(lines: Sequence[PrintedLine]) -> float:
    """How much wider blanks are than most, by the first line that has any; else they may be.

    The last blank of a text is not spread out, those of other lines may be.
    """
    for line in lines:
        at = line.text.rfind(" ")
        if at > 0:
            wider = max(0.0, line.edge(at + 1) - line.edge(at) - _BLANK * line.size)
            return wider if line is lines[0] else min(wider, _MORE * line.size)
    return _MORE * lines[0].size


def _paragraph(
    group: Sequence[PrintedLine], hyphens: Hyphens, ends: LineEnds, locator: str
) -> Paragraph:
    first = group[0]
    if len(group) == 1:
        return single(first, locator)
    text, lines, marks = _set_together(group, hyphens, ends)
    bold, size = first.bold and all(line.bold for line in group), _usual_size(group)
    is_item = first.bullet is not None
    return tuple.__new__(Paragraph, (text, locator, marks, lines, None, is_item, bold, size, False))


def single(line: PrintedLine, locator: str) -> Paragraph:
    """The paragraph of a line that stands alone."""
    lines, is_item, size = alone(line), line.bullet is not None, tenth(line.size)
    # So made in a third of the time.
    return tuple.__new__(
        Paragraph, (line.text, locator, line.marks, lines, None, is_item, line.bold, size, False)
    )


def _set_together(
    group: Sequence[PrintedLine], hyphens: Hyphens, ends: LineEnds
) -> tuple[str, PackedLines, tuple[Mark, ...]]:
    """The text of several lines, the lines and the marks."""
    text = ""
    heads: list[bytes] = []
    edges: list[bytes] = []
    marks: list[Mark] = []
    right = float("inf") if ends.known is None else ends.known
    for above, below in zip_longest(group, group[1:]):
        start, own, along, upright = len(text), above.text, above.along, above.upright
        between = " "
        if below is None or (
            right - above.x1 < above.size and is_torn_line(above, below, hyphens, ends)
        ):
            between = ""
        elif own[-1:] in TELLING_ENDS or below.text[:1] in NO_BLANK_BEFORE:
            own, between = hyphens.joined(own, below.text)
            along = along[: EDGE * (len(own) + 1)]
        text += own
        heads.append(head_of(start, len(text), above.page, upright, above.spot))
        if upright:
            edges.append(along)
        if above.marks:
            marks += [m._replace(offset=(m.offset or 0) + start) for m in above.marks]
        text += between
    return text, PackedLines(len(group), b"".join(heads + edges)), tuple(marks)


def _usual_size(group: Sequence[PrintedLine]) -> float:
    """The size that most characters have."""
    size = group[0].size
    for line in group:
        if line.size != size:
            break
    else:
        return tenth(size)
    sizes = Counter[float]()
    for line in group:
        sizes[tenth(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0]


def continues(upper: Paragraph, lower: Paragraph, ends: LineEnds) -> bool:
    """Whether the lower paragraph goes on with the upper one behind a page break."""
    if not _alike(upper, lower):
        return False
    if lower.goes_on or is_mid_sentence(upper, lower) or is_open(upper.text):
        return True
    is_begun = LABEL.match(lower.text) if ends.ended is None else ends.ended
    if is_begun or _is_next(upper.text, lower.text):
        return False
    if ends.known is None and not ends_sentence(upper.text):
        return True
    room = room_left(upper, ends.possible if ends.known is None else ends.known)
    if room is None or not lower.lines or not lower.lines[0].edges:
        return not ends_sentence(upper.text)
    is_sure = ends.ended is False or not _begins_behind_answer(upper, lower)
    return room <= _first_word(lower) and is_sure


def _begins_behind_answer(upper: Paragraph, lower: Paragraph) -> bool:
    """Whether a sentence follows on a label with its answer, and not the rest of a long name."""
    text = upper.text.rstrip()
    label = LABEL.match(text)
    if label is None or text.endswith(":"):
        return False
    is_sentence = len(text) - label.end() > _LONGEST_NAME and text.rpartition(" ")[2].islower()
    return not is_sentence and lower.text[0].isupper() and ends_sentence(lower.text)


def runs_over(upper: Paragraph, lower: Paragraph) -> bool:
    """Whether the upper paragraph ends in a word or sign that never ends one."""
    return _alike(upper, lower) and is_open(upper.text)


def room_left(paragraph: Paragraph, right: float | None) -> float | None:
    """Points behind the last line that one more word could have filled."""
    if right is None or not paragraph.lines:
        return None
    last, size = paragraph.lines[-1], paragraph.size or 10.0
    at = paragraph.text.rfind(" ", last.start, last.end) - last.start
    own = last.edges[at + 1] - last.edges[at] if at > 0 and last.edges else 0.0
    blank = min(max(_BLANK * size, own), (_BLANK + _MORE) * size)
    return right - last.place.x1 - blank - SLACK


def had_room(upper: Paragraph, lower: Paragraph, right: float | None) -> bool:
    """Whether the lower paragraph's first word would have stood on the upper one's last line."""
    room = room_left(upper, right)
    known = bool(room is not None and lower.lines and lower.lines[0].edges)
    return known and room is not None and room > _first_word(lower)


def _alike(upper: Paragraph, lower: Paragraph) -> bool:
    if lower.list_item or not upper.text or not lower.text:
        return False
    if upper.size and lower.size and abs(upper.size - lower.size) > _SIZE_CHANGE * upper.size:
        return False
    return upper.bold == lower.bold or lower.text[0].islower()


def is_mid_sentence(upper: Paragraph, lower: Paragraph) -> bool:
    """Whether a sentence certainly runs from one paragraph to the other."""
    if lower.list_item or not upper.text or not lower.text or not lower.text[0].islower():
        return False
    ended = ends_sentence(upper.text)
    return not ended or is_abbreviated(upper.text)


def joined(
    upper: Paragraph, lower: Paragraph, hyphens: Hyphens, ends: LineEnds = UNKNOWN
) -> Paragraph:
    """One paragraph of two, a word broken between them whole again."""
    text, between = hyphens.joined_over_page(upper.text, lower.text)
    if between == " " and is_cut(upper, lower, hyphens, ends):
        between = ""
    shift = len(text) + len(between)
    cut = len(upper.text) - len(text)
    moved = tuple(
        mark._replace(offset=None if mark.offset is None else mark.offset + shift)
        for mark in lower.marks
    )
    return upper._replace(
        text=text + between + lower.text,
        lines=together(upper.lines, lower.lines, cut, shift),
        marks=upper.marks + moved,
    )


def _first_word(paragraph: Paragraph) -> float:
    line = paragraph.lines[0]
    end = paragraph.text.find(" ", 0, line.end)
    return float(line.edges[end if end > 0 else -1]) - float(line.edges[0])
