"""How much of a page is painted through what lies above: each such area takes time to be drawn.

A page of a few hundred, each as large as the page, takes a minute to be drawn once.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.loops import Integers, each, told

_FORM = 5
_DEEPEST = 8  # forms within forms
_OF_A_FORM = 1_000.0  # square points that are painted in the time that a form takes
_MOST = 30_000_000.0  # square points: some sixty whole pages


def takes_long(page: Any) -> bool:
    """Whether the areas that multiply their colours, or are half transparent, are too many."""
    return _blended(page, calls.count_objects, calls.page_object, _MOST, 0) > _MOST


def _blended(holder: Any, count: Any, get: Any, most: float, depth: int) -> float:
    """How many square points they have; no more are counted than make the answer plain.

    Those within a form are told in its own measure, which is mostly the page's.
    """
    objects = calls.of_each(get, holder, max(count(holder), 0))
    kinds = told(calls.object_type, len(objects), objects)
    found = _area(objects[told(calls.has_transparency, len(objects), objects) != 0])
    for address in objects[kinds == _FORM].tolist() if depth < _DEEPEST else ():
        if found > most:
            break
        form, left = ctypes.c_void_p(address), most - found
        found += _OF_A_FORM + _blended(form, calls.form_count, calls.form_object, left, depth + 1)
    return found


def _area(objects: Integers) -> float:
    slots = calls.Slots(4)
    each(calls.bounds, len(objects), objects, *slots.fields(len(objects)))
    left, low, right, high = slots.rows(len(objects)).astype(np.float64).T
    return float(((right - left) * (high - low)).clip(0.0).sum())
