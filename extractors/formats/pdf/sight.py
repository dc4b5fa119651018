"""What of an open page is seen: it is drawn with and without what may not be.

Boxes are given as in the file, and looked at on the page as it is displayed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.blends import takes_long
from extractors.formats.pdf.covered import Texts, beneath, printed_once
from extractors.formats.pdf.frame import Frame
from extractors.formats.pdf.layers import Layers
from extractors.formats.pdf.loops import Integers, told
from extractors.formats.pdf.paths import Paths
from extractors.formats.pdf.runs import States
from extractors.formats.pdf.traces import View, are_seen
from extractors.pages.sheet import Flags, Floats, Ints
from extractors.thousands import is_any

_NEVER = "too many transparent areas, whether texts show was not looked at"
_HEAVY = "glyphs of {} shapes, what the page looks like was not looked at"
_MOST_SHAPES = 1_000_000  # of a page's glyphs: it takes a second to be drawn


class Sight:
    """Looks at one page while it is open; tells where the page cannot be looked at."""

    def __init__(
        self,
        page: Any,
        displayed: Frame,
        file: tuple[Layers, Callable[[], int]],
        tell: Callable[[str], None],
    ) -> None:
        """`file` has its layers, and how many shapes a glyph of the page has."""
        self._page, self._frame, self._tell = page, displayed, tell
        self._layers, self._shapes = file
        self.drawn = 0  # letters of fonts without a name, which may be drawings

    @cached_property
    def is_never_drawn(self) -> bool:
        """Whether it takes too long to draw the page, so that all texts count as seen."""
        if self.is_heavy:
            return True
        found = takes_long(self._page)
        if found:
            self._tell(_NEVER)
        return found

    @cached_property
    def is_heavy(self) -> bool:
        """Whether that is so by its letters, so that nothing of it is looked at."""
        shapes = self._shapes() if self.drawn else 0
        if shapes * self.drawn > _MOST_SHAPES:
            self._tell(_HEAVY.format(shapes))
            return True
        return False

    def are_seen(self, objects: Integers, boxes: Floats) -> Flags:
        """In which boxes these objects show."""
        if self.is_never_drawn:
            return np.ones(len(boxes), np.bool_)
        view = View(self._page, self._frame.size, 0)
        return are_seen(view, np.unique(objects).tolist(), self._frame.framed(boxes))

    def covered(self, texts: Texts, paths: Paths, hidden: Flags) -> Flags | None:
        """The glyphs under an area that nothing is seen through.

        Of texts that are hidden anyway, as those below a scan, no page has to be drawn.
        """
        found = beneath(texts, paths)
        if found is None:
            return None
        found &= ~hidden[texts.run]
        found[found] = ~self.are_seen(texts.objects[texts.run[found]], texts.boxes[found])
        return found

    def masked(self, texts: Texts, paths: Paths, hidden: Flags) -> Flags | None:
        """The glyphs that no soft mask lets be seen; None where there are none."""
        veiled = told(calls.has_transparency, len(texts.objects), texts.objects) != 0
        if paths.veiled:
            veiled |= np.isin(texts.objects, list(paths.veiled))
        if not is_any(veiled) or not self._layers.hold_masks:
            return None
        found = np.asarray((veiled & ~hidden)[texts.run])
        again = texts.run[found & ~printed_once(found, texts, paths)]
        found &= ~np.isin(texts.run, again)
        found[found] = ~self.are_seen(texts.objects[texts.run[found]], texts.boxes[found])
        return found


def clipped(boxes: Floats, runs: Ints, found: States) -> Flags | None:
    """The glyphs whose middle is cut off; None where nothing is."""
    if found.clip is None:
        return None
    clip = found.clip[runs]
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    outside = (x < clip[:, 0]) | (y < clip[:, 1]) | (x > clip[:, 2]) | (y > clip[:, 3])
    return np.asarray(outside)
