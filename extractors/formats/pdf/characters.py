"""The characters of a page as pdfium tells them -> glyphs: what is ink, and where it stands."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.coded_fonts import BorneOut
from extractors.formats.pdf.codes import (
    BLANK,
    CUT,
    LINE_END,
    LOW,
    NO_CHARACTER,
    SOFT,
    STRANGE,
    UNPRINTED,
    WIDTHLESS,
    Kinds,
    any_of,
    are,
    kinds_of,
)
from extractors.formats.pdf.glyphs import hyphen, without_surrogates
from extractors.formats.pdf.loops import Integers
from extractors.pages.sheet import Codes, Flags, Floats, Glyphs, Ints

_LOOSE = (0, 3, 2, 1)  # pdfium says left, top, right, bottom
_FIRST_PLANE = 0xFFFF
_SHOWN_AS = (0xFE0E, 0xFE0F)  # say whether a sign is shown as text or as an emoji
_PRINTED = 0.1  # points; a narrower hyphen shows nothing


# Of which of these text objects the page shows something in these boxes, as in the file.
ArePrinted = Callable[[Integers, Floats], Flags]


class Characters:
    """Asks the characters of one page while its text is open."""

    def __init__(self, text: Any, slots: calls.Slots, are_printed: ArePrinted) -> None:
        self._text, self._slots, self._are_printed = text, slots, are_printed

    def _boxes(self, characters: Integers) -> Floats:
        """Left, bottom, right and top of characters; kept column by column, as they are used."""
        rows = self._slots.of_page(calls.loose_box, self._text, characters)
        columns = np.empty((4, len(rows)), np.float32)
        for side, column in enumerate(_LOOSE):
            columns[side] = rows[:, column]
        return columns.T

    def codes(self, count: int) -> Any:
        buffer: Any = (ctypes.c_uint16 * (count + 2))()
        written = calls.text(self._text, 0, count, ctypes.byref(buffer)) if count else 1
        if written == count + 1:
            return np.frombuffer(buffer, np.uint16, count).astype(np.uint32)
        return calls.of_each(calls.unicode_of, self._text, count).astype(np.uint32)

    def owners(self, count: int) -> Integers:
        """The address of the text object of each of the first characters, 0 for none."""
        return calls.of_each(calls.text_object, self._text, count)

    def ink(
        self,
        codes: Codes,
        objects: Integers,
        run: Ints,
        replaced: Collection[int] = (),
        coded: BorneOut | None = None,
    ) -> tuple[Glyphs, Integers]:
        """All that is ink, and which characters it is; boxes as in the file, one for each glyph.

        `replaced` are the objects of which the file says how they read; `coded` tells of
        characters of which it says nothing.
        """
        failed = calls.of_each(calls.map_error, self._text, len(codes)) == 1
        # A glyph of code 0 without a character comes as the character 0.
        unmapped = failed | (codes == 0)
        kinds = kinds_of(codes)
        special = any_of(kinds)
        if special & (LOW | LINE_END):
            codes = self._mended(codes, objects, unmapped)
            kinds = kinds_of(codes)
            special = any_of(kinds)
        if special & CUT:
            unmapped |= are(CUT, kinds)
        if special & STRANGE:
            self._unmap(unmapped, are(STRANGE, kinds) & (objects != 0))
        if coded is not None:
            unmapped = (unmapped & ~coded.known) | coded.unknown
        blank = self._blanks(kinds, special) & ~unmapped
        owned = objects != 0
        blank &= owned
        inked = owned ^ blank
        if special & LOW:
            inked &= ~_second_halves(codes, are(LOW, kinds), unmapped)
        kept = inked.nonzero()[0]
        runs = run.take(kept)
        doubtful = _doubtful(blank, (run, runs), kinds)
        if len(doubtful):
            printed = self._printed(doubtful, objects, codes, replaced)
            unmapped[printed], blank[printed], inked[printed] = True, False, True
            kept = inked.nonzero()[0]
            runs = run.take(kept)
        spaced = np.zeros(len(codes), np.bool_)
        spaced[1:] = blank[:-1]
        if special & WIDTHLESS:
            self._unspace(spaced, blank & are(WIDTHLESS, kinds))
        about = (runs, unmapped.take(kept), spaced.take(kept))
        return Glyphs(codes.take(kept), self._boxes(kept), *about), kept

    def _blanks(self, kinds: Kinds, special: int) -> Flags:
        """Which codes are blanks; a soft hyphen that is printed stands at a line end.

        The lines decide on that one.
        """
        blank = are(BLANK, kinds)
        if special & SOFT:
            soft = are(SOFT, kinds).nonzero()[0]
            x0, _, x1, _ = self._boxes(soft).T
            blank[soft[x1 - x0 > _PRINTED]] = False
        return blank

    def _printed(
        self, doubtful: Integers, objects: Integers, codes: Codes, replaced: Collection[int]
    ) -> Integers:
        """Those of these blanks that make room and that the page shows something for.

        One that says how the character before it is shown has part of that one's room or all.
        """
        boxes = self._boxes(doubtful)
        before = np.maximum(doubtful - 1, 0)
        wide = boxes[:, 2] - boxes[:, 0] > _PRINTED
        shared = (boxes == self._boxes(before)).all(axis=1)
        # What a file says that a text reads is spread over its room.
        said = np.isin(objects[doubtful], list(replaced))
        shared |= said & np.isin(codes[doubtful], _SHOWN_AS)
        wide &= ~(shared & (before < doubtful) & (objects[before] == objects[doubtful]))
        found, boxes = doubtful[wide], boxes[wide]
        return found[self._are_printed(objects[found], boxes)] if len(found) else found

    def _unmap(self, unmapped: Flags, strange: Flags) -> None:
        """Let those of these characters that make room be glyphs whose character is unknown.

        Files that tell a glyph's character wrongly tell one that nobody prints.
        """
        found = strange.nonzero()[0]
        if len(found):
            x0, _, x1, _ = self._boxes(found).T
            unmapped[found[x1 - x0 > _PRINTED]] = True

    def _unspace(self, spaced: Flags, blank: Flags) -> None:
        """Let those of these blanks that make no room part nothing by themselves."""
        found = blank[:-1].nonzero()[0]
        x0, _, x1, _ = self._boxes(found).T
        for index in found[x1 - x0 <= _PRINTED].tolist():
            spaced[index + 1] = spaced[index]

    def _mended(self, codes: Codes, objects: Integers, unmapped: Flags) -> Codes:
        """Codes with characters whole, and with hyphens for what pdfium says instead."""
        codes = without_surrogates(codes)
        for index in are(LINE_END, kinds_of(codes)).nonzero()[0].tolist():
            if calls.is_hyphen(self._text, index) == 1:
                codes[index], unmapped[index] = hyphen(objects, index), False
            elif codes[index] == NO_CHARACTER:
                codes[index], unmapped[index] = 0, True
        return codes


def _second_halves(codes: Codes, low: Flags, unmapped: Flags) -> Flags:
    """Those that stand behind the first half of a character; others are none, and unmapped."""
    found = low.copy()
    found[0] = False
    found[1:] &= codes[:-1] > _FIRST_PLANE
    unmapped |= low & ~found
    return found


def _doubtful(blank: Flags, runs: tuple[Ints, Ints], kinds: Kinds) -> Integers:
    """Blanks that may be printed: the file tells another character.

    Those that no program prints a letter for, and those without a letter in their object: pdfium
    leaves such objects out where no glyph has ink. `runs` are those of all characters, and of ink.
    """
    doubtful = blank & (kinds >= UNPRINTED)
    run, inked = runs
    with_ink = np.count_nonzero(inked[1:] != inked[:-1]) + min(len(inked), 1)
    if with_ink != (run.item(-1) + 1 if len(run) else 0):
        doubtful |= blank & ~np.isin(run, inked)
    return doubtful.nonzero()[0]
