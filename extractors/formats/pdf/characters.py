"""The characters of a page as pdfium tells them -> glyphs: what is ink, and where it stands."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
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
from extractors.formats.pdf.glyphs import SOFT_HYPHEN, hyphen, without_surrogates
from extractors.formats.pdf.loops import Integers
from extractors.formats.pdf.runs import States
from extractors.pages.sheet import SLANTED, Codes, Flags, Floats, Glyphs, Ints
from extractors.thousands import is_any

_LOOSE = (0, 3, 2, 1)  # pdfium says left, top, right, bottom
_FIRST_PLANE = 0xFFFF
_SHOWN_AS = (0xFE0E, 0xFE0F)  # say whether a sign is shown as text or as an emoji
_PRINTED = 0.1  # points; a narrower hyphen shows nothing
_LETTERS = 3  # characters of texts to a blank in them, at least
_SPACE = ord(" ")
_THICK = 0.05  # of its longer side: pdfium's box of a glyph without ink is thinner
_TALL = 0.6  # of its width: a hyphen is flatter


# Of which of these text objects the page shows something in these boxes, as in the file.
ArePrinted = Callable[[Integers, Floats], Flags]


class Characters:
    """Asks the characters of one page while its text is open."""

    def __init__(
        self, text: Any, buffers: tuple[calls.Slots, calls.Inks], are_printed: ArePrinted
    ) -> None:
        self._text, self._are_printed = text, are_printed
        self._slots, self._inks = buffers

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
        found: States,
        coded: BorneOut | None = None,
    ) -> tuple[Glyphs, Integers]:
        """All that is ink, and which characters it is; boxes as in the file, one for each glyph.

        `coded` tells of characters of which the file says nothing.
        """
        codes, unmapped, kinds = self._told(codes, objects, (run, found), coded)
        special = any_of(kinds)
        blank = self._blanks(kinds, special) & ~unmapped
        owned = objects != 0
        blank &= owned
        inked = owned ^ blank
        if special & LOW:
            inked &= ~_second_halves(codes, are(LOW, kinds), unmapped)
        kept = inked.nonzero()[0]
        runs = run.take(kept)
        with_ink = self._with_ink(blank, run, found)
        doubtful = _doubtful(blank, (run, runs), kinds, with_ink)
        if len(doubtful):
            printed = self._printed(doubtful, objects, codes, found)
            unmapped[printed], blank[printed], inked[printed] = True, False, True
            kept = inked.nonzero()[0]
            runs = run.take(kept)
        spaced = np.zeros(len(codes), np.bool_)
        spaced[1:] = blank[:-1]
        if special & WIDTHLESS:
            self._unspace(spaced, blank & are(WIDTHLESS, kinds))
        about = (runs, unmapped.take(kept), spaced.take(kept))
        return Glyphs(codes.take(kept), self._boxes(kept), *about), kept

    def _told(
        self, codes: Codes, objects: Integers, states: tuple[Ints, States], coded: BorneOut | None
    ) -> tuple[Codes, Flags, Kinds]:
        """The codes as far as the file tells them, which it does not tell, and their kinds."""
        failed = calls.of_each(calls.map_error, self._text, len(codes)) == 1
        # A glyph of code 0 without a character comes as the character 0.
        unmapped = failed | (codes == 0)
        if is_any(unmapped):
            codes = self._with_unsaid_blanks(codes, objects, unmapped, states)
        kinds = kinds_of(codes)
        special = any_of(kinds)
        if special & (LOW | LINE_END):
            codes = self._mended(codes, objects, unmapped, states)
            kinds = kinds_of(codes)
            special = any_of(kinds)
        if special & CUT:
            unmapped |= are(CUT, kinds)
        if special & STRANGE:
            self._unmap(unmapped, are(STRANGE, kinds) & (objects != 0))
        if coded is not None:
            unmapped = (unmapped & ~coded.known) | coded.unknown
        if special & SOFT:
            soft = are(SOFT, kinds).nonzero()[0]
            unmapped[soft[self._are_tall(soft, *states)]] = True
        return codes, unmapped, kinds

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
        self, doubtful: Integers, objects: Integers, codes: Codes, states: States
    ) -> Integers:
        """Those of these blanks that make room and that the page shows something for.

        One that says how the character before it is shown has part of that one's room or all.
        """
        boxes = self._boxes(doubtful)
        before = np.maximum(doubtful - 1, 0)
        wide = boxes[:, 2] - boxes[:, 0] > _PRINTED
        shared = (boxes == self._boxes(before)).all(axis=1)
        # What a file says that a text reads is spread over its room.
        said = np.isin(objects[doubtful], [address for address, _ in states.replaced])
        if is_any(said):
            shared |= said & self._are_spread(doubtful, objects, codes)
        wide &= ~(shared & (before < doubtful) & (objects[before] == objects[doubtful]))
        found, boxes = doubtful[wide], boxes[wide]
        return found[self._are_printed(objects[found], boxes)] if len(found) else found

    def _are_spread(self, blanks: Integers, objects: Integers, codes: Codes) -> Flags:
        """Which blanks of texts that are said to read so stand among letters that are said, too.

        These and the blanks have equal parts of the room, whatever is printed there.
        """
        lettered = np.unique(objects[~are(BLANK, kinds_of(codes))])
        among = np.isin(objects[blanks], lettered)
        return np.asarray(among | np.isin(codes[blanks], _SHOWN_AS))

    def _with_unsaid_blanks(
        self, codes: Codes, objects: Integers, unmapped: Flags, states: tuple[Ints, States]
    ) -> Codes:
        """Codes with a blank for the one glyph of a font that has neither a character nor ink.

        The file must hold the font, or its glyphs are not at hand; so it is where more have no
        ink. Drawings (Type 3) may state any box.
        """
        own = (unmapped & (objects != 0)).nonzero()[0]
        run, found = states
        font = found.font.take(run.take(own))
        left, right, low, high = self._inks.of_page(self._text, own).T
        wide = right - left
        tall = high - low
        inkless = (tall <= _THICK * wide) | (wide <= _THICK * tall)
        mended = codes.copy()
        for number in np.unique(font[inkless]).tolist():
            here = own[inkless & (font == number)]
            if self._is_blank(here, codes, objects) and found.fonts[number].name:
                mended[here], unmapped[here] = _SPACE, False
        return mended

    def _is_blank(self, inkless: Integers, codes: Codes, objects: Integers) -> bool:
        """Whether these characters of a font are one, and far fewer than the text has."""
        font = calls.font_of(ctypes.c_void_p(objects.item(inkless[0])))
        is_one = len(np.unique(codes[inkless])) == 1
        near = np.isin(objects, np.unique(objects[inkless]))
        is_rare = int(np.count_nonzero(near)) >= _LETTERS * len(inkless)
        return is_one and is_rare and calls.is_embedded(ctypes.c_void_p(font)) == 1

    def _with_ink(self, blank: Flags, run: Ints, found: States) -> Integers:
        """Those of these blanks whose glyphs have ink, as where the file's table is wrong.

        Of text at an angle the box tells nothing.
        """
        own = blank.nonzero()[0]
        left, right, low, high = self._inks.of_page(self._text, own).T
        wide, tall = right - left, high - low
        inked: Integers = own[(tall > _THICK * wide) & (wide > _THICK * tall)]
        if not len(inked):
            return inked
        upright: Integers = inked[found.turn.take(run.take(inked)) != SLANTED]
        return upright

    def _are_tall(self, hyphens: Integers, run: Ints, found: States) -> Flags:
        """Which of these are too high for a hyphen; drawings (Type 3) may state any box."""
        left, right, low, high = self._inks.of_page(self._text, hyphens).T
        own = run.take(hyphens)
        lying = found.turn.take(own) % 2 == 1
        wide, tall = right - left, high - low
        high_ones = np.where(lying, wide > _TALL * tall, tall > _TALL * wide)
        named = np.array([bool(font.name) for font in found.fonts], np.bool_)
        upright = found.turn.take(own) != SLANTED
        return np.asarray(high_ones & upright & named.take(found.font.take(own)))

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

    def _mended(
        self, codes: Codes, objects: Integers, unmapped: Flags, states: tuple[Ints, States]
    ) -> Codes:
        """Codes with characters whole, and with hyphens for what pdfium says instead."""
        codes = without_surrogates(codes)
        for index in are(LINE_END, kinds_of(codes)).nonzero()[0].tolist():
            if calls.is_hyphen(self._text, index) == 1:
                unmapped[index] = self._are_tall(np.array([index]), *states).item()
                codes[index] = SOFT_HYPHEN if unmapped[index] else hyphen(codes, objects, index)
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


def _doubtful(blank: Flags, runs: tuple[Ints, Ints], kinds: Kinds, printed: Integers) -> Integers:
    """Blanks that may be printed: the file tells another character.

    Those whose glyphs have ink, those that no program prints a letter for, and those without a
    letter in their object: pdfium leaves such objects out where no glyph has ink. `runs` are those
    of all characters, and of ink.
    """
    doubtful = blank & (kinds >= UNPRINTED)
    doubtful[printed] = True
    run, inked = runs
    with_ink = np.count_nonzero(inked[1:] != inked[:-1]) + min(len(inked), 1)
    if with_ink != (run.item(-1) + 1 if len(run) else 0):
        doubtful |= blank & ~np.isin(run, inked)
    return doubtful.nonzero()[0]
