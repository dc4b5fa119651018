"""The paragraphs of a cell's form: what each is with ordinary texts in it, worked out once.

What a text may change - its own marks, raised figures, the colours of a short text - is left to
the reader of all paragraphs, which is given the form's element with the texts put in. What it says
of short texts is kept, for smileys, dates and empty cells repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from extractors.document import Block, Line, Mark, Paragraph
from extractors.formats.docx.colours import shading
from extractors.formats.docx.forms import ParsedForm
from extractors.formats.docx.inheritance import Look
from extractors.formats.docx.names import PPR, RPR, TCPR, P, R, T
from extractors.formats.docx.paragraph_properties import properties_of
from extractors.formats.docx.plain_tables import BLANK
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.runs import BLACK, PLAIN
from extractors.formats.docx.surroundings import Around

_BEGIN = re.compile(rb"<w:p[\s/>]")
_make = tuple.__new__  # a record of a ready tuple, at a third of the price
_NO_COLOUR = frozenset((None, "", BLACK))

# What a paragraph is but for its text and locator: marks, lines, level, list item, bold, size.
Rest = tuple[tuple[Mark, ...], Sequence[Line], int | None, bool, bool, float | None]
Told = tuple[str, str, Rest]  # the end of its locator, and its text
# A paragraph that a form shows: the number of its one text in the cell, or -1 and the text that it
# always has; the end of its locator; the rest.
Step = tuple[int, str, str, Rest]


class Kind(NamedTuple):
    """What is the same in all paragraphs of the same markup; texts are numbered in each."""

    # What stands in it: texts by number, and tabs and breaks. None where the look of its runs
    # asks for more than ordinary texts to be put together.
    parts: tuple[int | str, ...] | None
    lone: int  # the number of the one text that is all of it, or -1
    alike: bool  # whether all runs are equally large and bold, so that a blank one is as any
    rest: Rest | None  # where the texts are letters
    known: dict[tuple[str, ...], Sequence[Told]]  # what short texts become; "" for its locator


class ParagraphForm(NamedTuple):
    """One paragraph of a form."""

    node: etree._Element
    step: str  # the end of its locator
    first: int  # the number of its first text in the cell
    slots: tuple[tuple[etree._Element, int], ...]  # what a text goes into, and which
    kind: Kind


Kinds = dict[bytes, Kind]
_CELL, _PROPERTIES = b"<w:tc>", (b"<w:tc><w:tcPr>", b"</w:tcPr>")
_TEXT = b"> </w:t>"  # a blanked text that stands where texts do


def known_steps(form: ParsedForm, kinds: Kinds) -> tuple[Step, ...] | None:
    """The paragraphs that a form shows, by its markup alone; None where that is not enough.

    Most forms are paragraphs that other forms have too, so their elements need not be looked at.
    """
    markup = form.markup
    start = markup.find(b"<w:p>")
    if not form.repeated or not _holds_paragraphs(markup, start):
        return None
    steps: list[Step] = []
    first = 0
    for place, own in enumerate(markup[start:-13].split(b"</w:p>"), 1):
        kind = kinds.get(own)
        if kind is None:
            return None
        step = f"/paragraph[{place}]"
        if BLANK not in own:
            steps += [(-1, text, step, rest) for _, text, rest in kind.known[()]]
        elif kind.lone == 0 and kind.rest is not None:
            steps.append((first, "", step, kind.rest))
            first += 1
        else:
            return None
    return tuple(steps)


def _holds_paragraphs(markup: bytes, start: int) -> bool:
    """Whether paragraphs may be all there is in a cell from `start` on, its properties before them.

    Whether they are is seen of each: what is known of one was known where it stood by itself.
    """
    before = markup[:start]
    properties = before == _CELL or (
        before.startswith(_PROPERTIES[0]) and before.find(_PROPERTIES[1]) == len(before) - 9
    )
    texts = markup.count(BLANK) == markup.count(_TEXT)
    return properties and texts and markup.endswith(b"</w:p></w:tc>")


def steps_of(paragraphs: Sequence[ParagraphForm] | None) -> tuple[Step, ...] | None:
    """The paragraphs that a form shows, of one text each; None where it has to be asked."""
    if paragraphs is None:
        return None
    steps: list[Step] = []
    for _, step, number, slots, kind in paragraphs:
        if kind.lone == 0 and kind.rest is not None:
            steps.append((number, "", step, kind.rest))
        elif not slots:
            steps += ((-1, text, step, rest) for _, text, rest in kind.known[()])
        else:
            return None
    return tuple(steps)


def paragraph_forms(
    form: ParsedForm, reader: Reader, inside: Around, kinds: Kinds
) -> tuple[ParagraphForm, ...] | None:
    """The paragraphs of a cell's form in a place; None where there is more in it than those."""
    if not form.repeated:
        return None
    nodes = [child for child in form.node if child.tag != TCPR]
    if {node.tag for node in nodes} - {P}:
        return None
    markups = _markups(form, len(nodes))
    found = []
    for place, (node, markup, slots) in enumerate(
        zip(nodes, markups, _slots(form, nodes, markups), strict=True), 1
    ):
        first, own = slots
        kind = kinds.get(markup) if markup else None
        if kind is None:
            kind = _kind(node, dict(own), reader, inside)
            if markup:
                kinds[markup] = kind
        found.append(_make(ParagraphForm, (node, f"/paragraph[{place}]", first, own, kind)))
    return tuple(found)


def _slots(
    form: ParsedForm, nodes: Sequence[etree._Element], markups: Sequence[bytes]
) -> Iterator[tuple[int, tuple[tuple[etree._Element, int], ...]]]:
    """Of each paragraph, the number of its first text in the cell, and what its texts go into.

    They are counted in its markup where all of the texts stand in some paragraph.
    """
    counts = [markup.count(BLANK) for markup in markups]
    slots = [slot for slot in form.slots if slot is not None]
    if sum(counts) == len(slots) == len(form.slots) and b"" not in markups:
        first = 0
        for count in counts:
            yield first, tuple(zip(slots[first : first + count], range(count), strict=True))
            first += count
        return
    numbers = {slot: number for number, slot in enumerate(form.slots) if slot is not None}
    for node in nodes:
        found = [(one, numbers[one]) for one in node.iter(T) if one in numbers]
        first = found[0][1] if found else 0
        yield first, tuple([(one, number - first) for one, number in found])


def _markups(form: ParsedForm, count: int) -> list[bytes]:
    """The markup of each paragraph; nothing where it is not certain which is which."""
    markup = form.markup
    pieces = markup.split(b"</w:p>")[:-1]
    plain, begun = markup.count(b"<w:p>"), markup.count(b"<w:p ")
    # As many end as there are, so each ends by itself, and stands in no other.
    if b"vanish" in markup or b"<w:p/" in markup or not len(pieces) == plain + begun == count:
        return [b""] * count
    if not begun:
        return [piece[piece.index(b"<w:p>") :] for piece in pieces]
    found = [_BEGIN.search(piece) for piece in pieces]
    return [b"" if one is None else one.string[one.start() :] for one in found]


def told(blocks: Sequence[Block], locator: str = "") -> tuple[Told, ...]:
    """The paragraphs of the cell at `locator`, wherever else they may stand."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return tuple((one.locator[len(locator) :], one.text, one[2:]) for one in paragraphs)


def _kind(
    node: etree._Element, numbers: Mapping[etree._Element, int], reader: Reader, inside: Around
) -> Kind:
    found = _parts(node, numbers, inside)
    parts, alike = found if found is not None and numbers else (None, False)
    rest, known = None, dict[tuple[str, ...], Sequence[Told]]()
    if parts is not None or not numbers:
        # Neither hidden text nor drawings here, of which something might be told beside.
        for slot in numbers:
            slot.text = "x"
        sample: list[Block] = []
        reader.paragraph(node, "", inside, sample, [])
        if not numbers:
            known[()] = told(sample)
        elif isinstance(sample[0], Paragraph):
            rest = sample[0][2:]
    return Kind(parts, 0 if parts == (0,) else -1, alike, rest, known)


def _parts(
    node: etree._Element, numbers: Mapping[etree._Element, int], inside: Around
) -> tuple[tuple[int | str, ...], bool] | None:
    """Texts and what stands for characters, in plain runs; and whether those are set alike."""
    runs = list(node)
    identity, told = None, None
    if runs and runs[0].tag == PPR:
        identity, told = properties_of(runs.pop(0))
    ground = None if told is None else shading(told, inside.inheritance.theme)
    if ground or (ground is None and inside.inheritance.paragraph(identity).ground):
        return None
    parts: list[int | str] = []
    looks = set()
    for run in runs:
        inner = list(run)
        look = inside.inheritance.plain_run(identity)
        if inner and inner[0].tag == RPR:
            look = inside.inheritance.run(identity, inner.pop(0))
        if run.tag != R or not _is_plain(look):
            return None
        looks.add((bool(look.style.bold), look.style.size))
        for child in inner:
            part = numbers.get(child, "") if child.tag == T else PLAIN.get(str(child.tag))
            if part is None or len(child):
                return None
            parts.append(part)
    return tuple(part for part in parts if part != ""), len(looks) == 1


def _is_plain(look: Look) -> bool:
    """Whether ordinary letters in it are read as they are, and leave no mark."""
    style = look.style
    return (
        look.plain and not look.hidden and style.colour in _NO_COLOUR and style.behind in _NO_COLOUR
    )
