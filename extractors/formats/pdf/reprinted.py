"""Text printed again over the same text: pdfium hands over the first print, people see the last.

Browsers print a shadow's text invisibly first, and maps print white around dark letters.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.formats.pdf.hulls import Hull
from extractors.formats.pdf.loops import Integers
from extractors.formats.pdf.runs import Questions, States
from extractors.pages.sheet import Flags
from extractors.pages.visibility import nearly_white

_AROUND = 0.5  # of the size: how far from the ink a text may begin


def unseen(found: States) -> Flags:
    """The texts that nobody sees, unless they are printed again."""
    return np.asarray(found.hidden | nearly_white(found.colour))


def as_printed_last(
    found: States, again: Sequence[tuple[int, Hull]], questions: Questions
) -> States:
    """The states with what is seen of texts that are printed again; those have no characters."""
    objects: Integers = np.array([address for address, _ in again], np.int64)
    hidden, colours = questions.inks(objects)
    hulls = np.array([hull for _, hull in again], np.float32)[~hidden]
    states = found.hidden.copy(), found.colour.copy()
    for run in unseen(found).nonzero()[0].tolist():
        (x, y), around = found.points[run], _AROUND * found.size[run]
        inside = (hulls[:, 0] - around < x) & (x < hulls[:, 2] + around)
        inside &= (hulls[:, 1] - around < y) & (y < hulls[:, 3] + around)
        last = inside.nonzero()[0][-1:]
        if len(last):
            states[0][run], states[1][run] = False, colours[~hidden][last[0]]
    return found._replace(hidden=states[0], colour=states[1])
