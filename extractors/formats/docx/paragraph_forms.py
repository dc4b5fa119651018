"""The paragraphs of cells: what each is with ordinary texts in it, worked out once.

What a text may change - its own marks, raised figures, the colours of a short text - is left to
the reader of all paragraphs, which is given the form's element with the texts put in. What it says
of short texts is kept, for smileys, dates and empty cells repeat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from extractors.document import Block, Line, Mark, Paragraph
from extractors.formats.docx.colours import shading
from extractors.formats.docx.forms import ParsedForm
from extractors.formats.docx.inheritance import Look
from extractors.formats.docx.names import PPR, RPR, TCPR, P, R, T
from extractors.formats.docx.paragraph_properties import properties_of
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.runs import BLACK, PLAIN
from extractors.formats.docx.surroundings import Around

_NO_COLOUR = frozenset((None, "", BLACK))

# What a paragraph is but for its text and locator: marks, lines, level, list item, bold, size.
Rest = tuple[tuple[Mark, ...], Sequence[Line], int | None, bool, bool, float | None, bool]
Told = tuple[str, str, Rest]  # the end of its locator, and its text
Parts = tuple[int | str, ...]  # texts by their numbers, and what stands between them
# A paragraph that a form shows: the number of its one text in the cell, or -1 and the text that it
# always has or what it is put together of; the end of its locator; the rest.
Step = tuple[int, str, Parts, str, Rest]


class Kind(NamedTuple):
    """A paragraph under a table's style, wherever it stands; its texts are numbered."""

    node: etree._Element
    slots: tuple[tuple[etree._Element, int], ...]  # what a text goes into, and which
    # What stands in it: texts by number, and tabs and breaks. None where the look of its runs
    # asks for more than ordinary texts to be put together.
    parts: Parts | None
    lone: bool  # whether one text is all of it
    alike: bool  # whether all runs are equally large and bold, so that a blank one is as any
    rest: Rest | None  # where the texts are letters
    known: dict[tuple[str, ...], Sequence[Told]]  # what short texts become; "" for its locator


class ParagraphForm(NamedTuple):
    """One paragraph of a cell's form."""

    step: str  # the end of its locator
    first: int  # the number of its first text in the cell
    kind: Kind


def steps_of(paragraphs: Sequence[ParagraphForm] | None) -> tuple[Step, ...] | None:
    """The paragraphs that a form shows, of ordinary texts; None where it has to be asked."""
    if paragraphs is None:
        return None
    steps: list[Step] = []
    for step, first, kind in paragraphs:
        if not kind.slots:
            steps += ((-1, text, (), step, rest) for _, text, rest in kind.known[()])
        elif kind.parts is None or kind.rest is None:
            return None
        elif kind.lone:
            steps.append((first, "", (), step, kind.rest))
        elif kind.alike:
            steps.append((-1, "", from_number(first, kind.parts), step, kind.rest))
        else:
            return None
    return tuple(steps)


def from_number(first: int, parts: Parts) -> Parts:
    """The parts where their texts are numbered from another one on."""
    return tuple([first + part if isinstance(part, int) else part for part in parts])


def paragraphs_of(
    form: ParsedForm, reader: Reader, inside: Around
) -> tuple[ParagraphForm, ...] | None:
    """The paragraphs of a cell that is one form; None where there is more in it than those."""
    if not form.repeated:
        return None
    nodes = [child for child in form.node if child.tag != TCPR]
    if {node.tag for node in nodes} - {P}:
        return None
    numbers = {slot: number for number, slot in enumerate(form.slots) if slot is not None}
    found = []
    for place, node in enumerate(nodes, 1):
        own = [(one, numbers[one]) for one in node.iter(T) if one in numbers]
        first = own[0][1] if own else 0
        slots = tuple([(one, number - first) for one, number in own])
        kind = kind_of(node, slots, reader, inside)
        found.append(ParagraphForm(f"/paragraph[{place}]", first, kind))
    return tuple(found)


def told(blocks: Sequence[Block], locator: str = "") -> tuple[Told, ...]:
    """The paragraphs of the cell at `locator`, wherever else they may stand."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return tuple((one.locator[len(locator) :], one.text, one[2:]) for one in paragraphs)


def kind_of(
    node: etree._Element,
    slots: tuple[tuple[etree._Element, int], ...],
    reader: Reader,
    inside: Around,
) -> Kind:
    """What is known of a paragraph in a place, whose texts go into these elements."""
    numbers = dict(slots)
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
    return Kind(node, slots, parts, parts == (0,), alike, rest, known)


def _parts(
    node: etree._Element, numbers: Mapping[etree._Element, int], inside: Around
) -> tuple[Parts, bool] | None:
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
