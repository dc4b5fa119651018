"""Texts of which the file says that they read otherwise than their letters.

That is meant for ligatures, hyphens and signs, and pdfium reads what is said. But a file may say
anything of what it shows, so that where letters or figures differ an auditor is told.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize

import numpy as np

from extractors.document import Notice
from extractors.formats.pdf import calls
from extractors.formats.pdf.hulls import Matrix, hull_in
from extractors.formats.pdf.loops import Integers
from extractors.pages.sheet import Floats, Ints

_MESSAGE = "The file says of a text that it reads otherwise than its letters; that was read."
_LONGEST_EVIDENCE = 200
_WORD = 3  # letters that no single sign of a font has


def replaced_texts(
    page: Any, text: Any, replaced: Sequence[tuple[int, int]], number: int
) -> tuple[Notice, ...]:
    """What to tell of these texts, each given with the mark that says how it reads.

    The marks are taken off; () where no figures or words differ.
    """
    told = _read(text, replaced)
    for address, mark in replaced:
        calls.remove_mark(ctypes.c_void_p(address), ctypes.c_void_p(mark))
    again = ctypes.c_void_p(calls.load_text(page))
    try:
        printed = _read(again, replaced)
    finally:
        calls.close_text(again)
    pairs = [(told[mark], printed[mark]) for mark in dict.fromkeys(mark for _, mark in replaced)]
    differing = [f"{one.strip()} | {other.strip()}" for one, other in pairs if _differ(one, other)]
    if not differing:
        return ()
    evidence = ", ".join(differing)[:_LONGEST_EVIDENCE]
    return (Notice("replaced-text", "warning", _MESSAGE, evidence, f"page[{number}]"),)


def in_forms(
    boxes: Floats, run: Ints, addresses: Integers, matrices: Mapping[int, Matrix]
) -> Floats:
    """Boxes with those of texts that are said to read otherwise moved with the forms they are in.

    pdfium tells such boxes as they are in the form, and all others as on the page.
    """
    found = boxes.copy(order="K")
    for address, matrix in matrices.items():
        for index in np.flatnonzero(addresses[run] == address).tolist():
            found[index] = hull_in(tuple(boxes[index].tolist()), matrix)
    return found


def _read(text: Any, replaced: Sequence[tuple[int, int]]) -> dict[int, str]:
    """The characters under each mark; those that are unknown are none."""
    found = dict.fromkeys((mark for _, mark in replaced), "")
    marks = dict(replaced)
    count = max(calls.count_chars(text), 0)
    owners = calls.of_each(calls.text_object, text, count)
    own = np.isin(owners, list(marks)).nonzero()[0]
    codes = calls.numbers(calls.unicode_of, text, own).tolist()
    failed = calls.numbers(calls.map_error, text, own).tolist()
    for owner, code, is_unknown in zip(owners[own].tolist(), codes, failed, strict=True):
        found[marks[owner]] += "" if is_unknown == 1 else chr(code)
    return found


def _differ(told: str, printed: str) -> bool:
    """Whether figures differ, or words: a ligature may be any character of its font."""
    one, other = _plain(told), _plain(printed)
    if not one or not other or one == other:
        return False
    digits = ("".join(filter(str.isdigit, each)) for each in (one, other))
    return len(set(digits)) > 1 or len(other) >= _WORD


def _plain(text: str) -> str:
    """Letters and figures alone, ligatures opened."""
    return "".join(filter(str.isalnum, normalize("NFKC", text)))
