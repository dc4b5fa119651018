"""Amounts of numeric cells: scaled by their own unit, their column's heading, or a note."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers import amount_kinds, amount_signs, amount_units, note_marks, numerals
from normalizers.amount_rules import KRONER_PLACES
from normalizers.amount_years import heading_years
from normalizers.amounts import Amount
from normalizers.errors import Unreadable
from normalizers.reading import Reading

_CELL_NUMBER = re.compile(
    rf"(?P<open>\()?\s?(?P<sign>{amount_signs.MINUS}|\+)?\s?(?P<number>{numerals.DIGITS})(?P<prime>['’])?\s?"
    rf"(?:{amount_units.UNIT})?(?P<back>\s?{amount_signs.DASH})?\s?(?P<close>\))?",
    re.IGNORECASE,
)


def read(raw: str, heading: str = "", unit: str | None = None) -> Reading[Amount] | None:
    """The amount of a numeric cell, scaled by its own unit, its heading's, or the one noted.

    None for an empty cell or a dash; raises Unreadable for anything that is no number, and where
    no unit is stated anywhere.
    """
    text = re.sub(r"\s+", " ", note_marks.removed(raw).text).strip()
    if not text or re.fullmatch(r"[-–—.]+", text):
        return None
    found = _CELL_NUMBER.fullmatch(text) if len(text) <= 60 else None
    if found is None:
        raise Unreadable("amount", raw, "expected one number, with or without a unit")
    number, flags = numerals.parse(found["number"])
    times, rule = _scale(found, heading, unit, raw)
    value = ((-number if _is_negative(found, raw) else number) * times).quantize(KRONER_PLACES)
    years = heading_years(heading)
    kind = amount_kinds.column_kind(heading)
    return Reading(Amount(value, value, None, kind, years, "unknown"), raw, rule, flags)


def _is_negative(found: re.Match[str], raw: str) -> bool:
    """By one sign: a dash before the number or behind it, or parentheses around it."""
    signs = [found["sign"], found["back"], found["open"] and found["close"]]
    if bool(found["open"]) != bool(found["close"]) or sum(map(bool, signs)) > 1:
        raise Unreadable("amount", raw, "expected one sign at most, and both parentheses or none")
    return any(signs) and found["sign"] != "+"


def _scale(found: re.Match[str], heading: str, unit: str | None, raw: str) -> tuple[Decimal, str]:
    own = next(((rule, times) for rule, _, times in amount_units.UNITS if found[rule]), None)
    if own:
        return own[1], f"cell-{own[0]}"
    if found["prime"]:
        return Decimal(1000), "cell-prime"
    for source, rule in ((heading, "cell-heading-unit"), (unit or "", "cell-noted-unit")):
        times = amount_units.stated(source)
        if times is not None:
            return times, rule
    raise Unreadable("amount", raw, "no unit stands in the cell, its heading or a note")
