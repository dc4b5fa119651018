"""One page while pdfium has it open: everything it says, in as few calls as possible.

A page has thousands of characters. Each is asked for its box and its text object; codes come all at
once, and fonts, sizes and colours are asked of the objects.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from extractors.document import Notice, Place
from extractors.formats.pdf import calls
from extractors.formats.pdf.advances import advanced, sized
from extractors.formats.pdf.backdrops import is_backdrop
from extractors.formats.pdf.brushes import Brushes
from extractors.formats.pdf.buried import covered_signs
from extractors.formats.pdf.characters import Characters
from extractors.formats.pdf.coded_fonts import BorneOut
from extractors.formats.pdf.codes import BLANK, are, kinds_of
from extractors.formats.pdf.covered import Texts, masked_out
from extractors.formats.pdf.figures import Painter, page_pixels
from extractors.formats.pdf.fonts import spoilt_letters, unswapped
from extractors.formats.pdf.frame import frame_of
from extractors.formats.pdf.glyphs import parted
from extractors.formats.pdf.layers import hidden_layer, unshown
from extractors.formats.pdf.lone_blanks import with_lone_blanks
from extractors.formats.pdf.loops import Integers, told
from extractors.formats.pdf.paths import Paths
from extractors.formats.pdf.replaced import in_forms, replaced_texts
from extractors.formats.pdf.reprinted import as_printed_last, unseen
from extractors.formats.pdf.runs import Questions, States
from extractors.formats.pdf.sight import Sight, clipped
from extractors.formats.pdf.swallowed import pairs, with_left_out
from extractors.formats.pdf.tags import tags_of
from extractors.formats.pdf.traces import View, seen_parts
from extractors.formats.pdf.unsaid import Asked, inner_boxes, respaced, wide_gaps, with_signs
from extractors.formats.scans.sheets import is_scan, scanned
from extractors.pages.shapes import drawings, sorted_shapes
from extractors.pages.sheet import (
    UNTAGGED,
    Box,
    Codes,
    Flags,
    Floats,
    Glyphs,
    Ints,
    Runs,
    Sheet,
    Tags,
    no_runs,
)
from extractors.thousands import is_any

if TYPE_CHECKING:  # the file's module opens pages by this one
    from extractors.formats.pdf.pdfium import Opened

_MOST_PIXELS = 500_000_000  # of the pictures of a page; a scan has some ten millions
_MOST_DRAWN = 10_000_000  # drawings times objects; a page has some hundred times a thousand
_TITLE = 1.15  # of the size of other text
_CUT_OFF = "A page holds more than the limit and is read only up to it."
_NOTHING = np.zeros((0, 4), np.float32)


class Asking(NamedTuple):
    """Whatever asks pdfium, with buffers that are made once for a document."""

    slots: calls.Slots  # of boxes
    inks: calls.Inks
    questions: Questions
    brushes: Brushes


class Reading:
    """One page while it is open."""

    def __init__(self, opened: Opened, page: Any, number: int, asking: Asking) -> None:
        self.file, self.limits, self.seen = opened[:3]
        self.layers, self.patterns = opened.layers, opened.patterns
        self.opened = opened
        self.page, self.number = page, number
        self.text: Any = None
        self.texts = np.zeros(0, np.int64)  # the addresses of its text objects
        self.asking = asking
        self.notices: list[Notice] = []
        self.unread = 0
        self.held = 0  # characters and segments of paths
        self.tags: Tags | None = None
        self.displayed = self.frame = frame_of(page)  # till it is known how most text is read
        shapes = partial(opened.drawn_fonts.shapes, number)
        self.sight = Sight(page, self.displayed, (opened.layers, shapes), self._notice)

    def sheet(self) -> Sheet:
        paths = self._paths()
        self.held += paths.segments
        for evidence in paths.cut:
            self._notice(evidence)
        self.notices += self.patterns.unread(self.number)
        if len(paths.texts) > self.limits.page_texts:
            # pdfium takes time with the square of them.
            self._notice(f"{len(paths.texts)} text objects, none read")
            self.unread = len(paths.texts)
            return self._with_paths(_no_glyphs(), no_runs(), 0, paths, frozenset())
        self.text = ctypes.c_void_p(calls.load_text(self.page))
        try:
            return self._with_text(paths)
        finally:
            calls.close_text(self.text)

    def _paths(self, unshown: frozenset[int] = frozenset()) -> Paths:
        limit, brushes = self.limits.page_segments, self.asking.brushes
        return Paths(self.page, limit, brushes, unshown)

    def _unshown(self, found: States) -> frozenset[int]:
        """The objects on layers that the file switches off."""
        may_be_any = found.layered or self.layers.are_any or self.layers.hold_forms
        if may_be_any and not self.sight.is_never_drawn:
            return unshown(self.page, self.displayed.size, self.layers)
        return frozenset()

    def is_scan(self, sheet: Sheet) -> bool:
        """Whether the page is to be read as a picture."""
        if not is_scan(sheet):
            return False
        view = View(self.page, self.displayed.size, 0)
        return self.sight.is_never_drawn or not is_backdrop(view, sheet, self.texts)

    def scanned(self, sheet: Sheet) -> Sheet:
        """The page as its picture shows it."""
        self.frame = self.displayed
        size = self.frame.size
        return scanned(sheet, size, partial(page_pixels, self.page, size))

    def _with_text(self, paths: Paths) -> Sheet:
        asked = Characters(self.text, self.asking[:2], self.sight.are_seen)
        codes, objects = self._characters(asked)
        owned = objects != 0
        new = owned.copy()
        new[1:] &= objects[1:] != objects[:-1]
        first = new.nonzero()[0]
        self.texts = addresses = objects.take(first)
        run = new.cumsum(dtype=np.int32)
        run -= 1
        found = self.asking.questions.states(self.text, addresses, first)
        self.sight.drawn = _nameless(found, first, len(codes))
        coded = self._borne_out(found, run, codes, owned)
        codes = codes if coded is None else coded.codes
        glyphs, kept = asked.ink(codes, objects, run, found, coded)
        found = sized(self.text, glyphs, found, kept)
        found, paths = self._shown(found, addresses, paths)
        pens = advanced(self.text, glyphs, found, (objects, kept))
        if found.replaced:
            pens = in_forms(pens, glyphs.run, addresses, paths.placing(found.replaced))
        cut_off = clipped(pens, glyphs.run, found)
        texts = Texts(pens, glyphs.run, addresses)
        covered = self.sight.covered(texts, paths, found.hidden)
        masked = self.sight.masked(texts, paths, found.hidden)
        if masked is not None:
            found, cut_off = masked_out(masked, texts.run, found, cut_off)
        if len(glyphs):
            self.frame = self.displayed.as_most_are(found.turn, glyphs.run)
        # Letters that share a box stand in it in the direction of reading, which the frame has.
        boxes, shared = parted(self.frame.framed(pens), objects, kept)
        codes = self._unswapped(glyphs.codes, shared)
        about = (glyphs.run, glyphs.unmapped, glyphs.spaced, cut_off, covered)
        glyphs = Glyphs(codes, boxes, *about)
        turn = (self.frame.turn - self.displayed.turn) % 4
        runs = self._runs(found, addresses)
        glyphs = self._with_unsaid(glyphs, runs, kept, addresses)
        glyphs = self._restored(glyphs, found, addresses)
        if found.replaced:
            self.notices += replaced_texts(self.page, self.text, found.replaced, self.number)
        return self._with_paths(glyphs, runs, turn, paths, frozenset(addresses.tolist()))

    def _unswapped(self, codes: Codes, shared: Flags) -> Codes:
        """The codes with letters in order that share a box, which is told."""
        found = unswapped(codes, shared)
        if found is not codes:
            self.notices += spoilt_letters(codes, found, self.number)
        return found

    def _borne_out(self, found: States, run: Ints, codes: Codes, owned: Flags) -> BorneOut | None:
        """What is known of characters of which the file tells only codes."""
        coded = self.opened.coded_fonts
        return coded.borne_out(self.opened, found, run, codes, owned) if coded.may_be_any else None

    def _shown(self, found: States, addresses: Integers, paths: Paths) -> tuple[States, Paths]:
        """What is seen of the texts at these addresses, and of the other objects."""
        unshown = self._unshown(found)
        if unshown:
            hidden = found.hidden | np.isin(addresses, list(unshown))
            paths = self._paths(unshown)
            # Of what nobody sees on any layer no layer can be said to be off.
            if is_any(hidden & ~found.hidden) or not unshown.issubset(addresses.tolist()):
                self.notices.append(hidden_layer(self.number))
            found = found._replace(hidden=hidden)
        if is_any(unseen(found)):
            again = paths.unread(frozenset(addresses.tolist()))
            found = as_printed_last(found, again, self.asking.questions) if again else found
        return found, paths

    def _with_paths(
        self,
        glyphs: Glyphs,
        runs: Runs,
        turn: int,
        paths: Paths,
        texts: frozenset[int],
    ) -> Sheet:
        self._leave_out_buried(paths)
        placed = paths.placed(self.frame.framed, texts)
        glyphs = with_lone_blanks(glyphs, runs, placed.texts)
        shapes = sorted_shapes(placed.shapes)
        across, down = shapes.rules()
        width, height = self.frame.size
        painter = self._painter((width, height, turn))
        images = painter.within(_MOST_PIXELS, placed.upright(self.frame.turn))
        if len(images) < len(placed.images):
            self._notice(f"{len(placed.images)} pictures, {len(images)} read")
        figures, hidden = painter.pictures(images)
        if hidden:
            self.notices.append(covered_signs(self.number, np.array(hidden)))
        drawn = [painter.drawing(drawing) for drawing in drawings(shapes.outlines)]
        # Past the limit of a page there are others.
        emoji, doubled = _unseen(glyphs, () if self.unread else placed.texts)
        drawn += [painter.emoji(box) for box in emoji]  # each draws all objects
        most = _MOST_DRAWN // max(calls.count_objects(self.page), 1)
        if len(drawn) > most:
            self._notice(f"{len(drawn)} drawings, {most} read")
        figures += drawn[:most]
        fills = painter.fills(shapes.fills, self.patterns)
        return Sheet(
            *(self.number, width, height, turn, glyphs, runs, across, down),
            *(fills, tuple(figures), tuple(shapes.strokes), tuple(self.notices)),
            *(self.unread, doubled),
            look=painter.glyph,
            shows=painter.shows,
            tags=self.tags,
            plain=painter.plain,
            cuts=placed.cuts,
        )

    def _painter(self, frame: tuple[float, float, int]) -> Painter:
        return Painter(self.file, self.page, frame, self.seen, lambda: not self.sight.is_heavy)

    def _leave_out_buried(self, paths: Paths) -> None:
        """Leave out signs and pictures under areas that nothing is seen through."""
        signs = paths.buried()
        if not signs or self.sight.is_never_drawn:
            return
        boxes = np.array([sign.hull for sign in signs], np.float32)
        seen = self.sight.are_seen(np.array([sign.address for sign in signs]), boxes)
        hidden = [sign for sign, is_seen in zip(signs, seen.tolist(), strict=True) if not is_seen]
        left_out = paths.without(hidden) if hidden else []
        if left_out:
            framed = self.frame.framed(np.array([sign.hull for sign in left_out], np.float32))
            self.notices.append(covered_signs(self.number, framed))

    def _restored(self, glyphs: Glyphs, found: States, addresses: Integers) -> Glyphs:
        """The glyphs with the letters that pdfium left out of a text as printed twice."""
        hidden = unseen(found)
        if glyphs.covered is None and not is_any(hidden):
            return glyphs
        unread = hidden[glyphs.run]
        if glyphs.covered is not None:
            unread |= glyphs.covered
        for pair in list(pairs(glyphs.run, found, unread)):
            hull = self.frame.framed(self.asking.brushes.bounds(addresses[[pair[1]]]))[0]
            glyphs = with_left_out(glyphs, pair, hull)
        return glyphs

    def _characters(self, asked: Characters) -> tuple[Codes, Integers]:
        """Code points and addresses of the text objects, up to the limit."""
        codes = asked.codes(max(calls.count_chars(self.text), 0))
        self.held += len(codes)
        count = min(len(codes), self.limits.page_characters)
        if count < len(codes):
            self._notice(f"{len(codes)} characters, {count} read")
            self.unread = int((~are(BLANK, kinds_of(codes[count:]))).sum())
            codes = codes[:count]
        return codes, asked.owners(count)

    def _with_unsaid(
        self, glyphs: Glyphs, runs: Runs, kept: Integers, addresses: Integers
    ) -> Glyphs:
        """The glyphs with the signs that are printed where the file says that blanks are.

        Behind the last one of a page that is cut off there is more, which is no sign.
        """
        if self.unread:
            return respaced(glyphs, runs)
        asked = Asked(self.text, self._rights, self.frame.framed)
        gaps = wide_gaps(asked, glyphs, runs, (kept, addresses))
        if gaps is None or self.sight.is_never_drawn:
            return respaced(glyphs, runs)
        turn = (self.frame.turn - self.displayed.turn) % 4
        own = addresses.take(np.unique(gaps.run)).tolist()
        parts = seen_parts(View(self.page, self.frame.size, turn), own, inner_boxes(gaps))
        return respaced(with_signs(glyphs, runs, parts, gaps), runs)

    def _rights(self, objects: Integers) -> Floats:
        """Where objects end on the right, in the frame."""
        hulls = self.asking.brushes.bounds(objects)
        frame = self.frame
        return np.asarray(frame.framed(hulls)[:, 2] if frame.turn else hulls[:, 2] - frame.box[0])

    def _tagged(self, found: States, objects: Integers) -> tuple[Ints, Flags]:
        """The cell of each text object, and whether it is bold.

        A font without a name does not tell that, but a heading is set as one; in much larger type
        than other text it is known by that, as all of a table's headings may be in such a font.
        """
        tagged = np.full(len(objects), UNTAGGED, np.int32)
        self.tags, headings = tags_of(self.page)
        nameless = np.array([not font.name for font in found.fonts], np.bool_)
        is_told = bool(headings) and is_any(nameless)
        if not (self.tags or is_told):
            return tagged, found.bold
        contents = told(calls.content_id, len(objects), objects)
        if self.tags:
            numbers = self.tags.contents
            tagged[:] = [numbers.get(content, UNTAGGED) for content in contents.tolist()]
        if not is_told:
            return tagged, found.bold
        is_unknown = nameless[found.font] & (found.size < _TITLE * np.median(found.size))
        return tagged, found.bold | (is_unknown & np.isin(contents, [*headings]))

    def _runs(self, found: States, objects: Integers) -> Runs:
        tagged, bold = self._tagged(found, objects)
        origins = self.frame.framed(found.points.take((0, 1, 0, 1), axis=1))
        return Runs(
            fonts=tuple(font.name for font in found.fonts),
            font=found.font,
            bold=bold,
            size=found.size.astype(np.float32),
            colour=found.colour,
            turn=self.frame.turned(found.turn),
            points=origins[:, :2],
            hidden=found.hidden,
            artifact=found.artifact,
            tagged=tagged,
        )

    def _notice(self, evidence: str) -> None:
        place = Place(self.number, 0.0, 0.0, *(round(side, 2) for side in self.frame.size))
        locator = f"page[{self.number}]"
        self.notices.append(Notice("page-cut-off", "error", _CUT_OFF, evidence, locator, place))


def broken_sheet(number: int) -> Sheet:
    """A page that cannot be read, and says so."""
    notice = Notice(
        "broken-page", "error", "A page cannot be read.", f"page {number}", f"page[{number}]"
    )
    rules = np.zeros((0, 3), np.float32)
    return Sheet(number, 0.0, 0.0, 0, _no_glyphs(), no_runs(), rules, rules, notices=(notice,))


def heavy_sheet(number: int, told: str) -> Sheet:
    """A page that is not opened, for the time or room that it would take, and says so."""
    notice = Notice("page-cut-off", "error", _CUT_OFF, told, f"page[{number}]")
    return replace(broken_sheet(number), notices=(notice,))


def _no_glyphs() -> Glyphs:
    flags = np.zeros(0, np.bool_)
    return Glyphs(np.zeros(0, np.uint32), _NOTHING, np.zeros(0, np.int32), flags, flags)


def _nameless(found: States, first: Integers, count: int) -> int:
    """How many characters have a font without a name; `first` are those that begin runs."""
    nameless = [not font.name for font in found.fonts]
    if not any(nameless):
        return 0
    counts = np.diff(first, append=count)
    return int(counts[np.array(nameless, np.bool_)[found.font]].sum())


def _unseen(glyphs: Glyphs, texts: Sequence[Box]) -> tuple[list[Box], int]:
    """Text objects without characters: colour emoji, and text printed over the same text."""
    emoji: list[Box] = []
    doubled = 0
    if not texts:
        return emoji, doubled
    x = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    y = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    for x0, top, x1, bottom in texts:
        if min(x1 - x0, bottom - top) <= 1:
            continue
        over = int(((x > x0) & (x < x1) & (y > top) & (y < bottom)).sum())
        doubled += over
        if not over:
            emoji.append((x0, top, x1, bottom))
    return emoji, doubled
