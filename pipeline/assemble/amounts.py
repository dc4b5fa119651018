"""Amounts of an item, in prose and in numeric columns, as rows."""

from __future__ import annotations

import re

from extractors.records import RawNumber
from normalizers import amount_cells, amount_signs, amount_units, amounts
from normalizers.errors import Unreadable
from normalizers.reading import Reading
from pipeline.assemble.desk import Desk
from pipeline.provenance import Located, located
from pipeline.records import AmountRow, Position

_CODE = "unreadable-amount"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER_OR_SIGN = re.compile(r"[\d()+÷\u2010-\u2014\u2212-]")
_FLAGS = {
    "decimal-point": "A point with one or two digits behind it was read as a decimal comma.",
    "minus-apart": "A dash stands apart before a sum that is all of the text; read as a minus.",
    "typing-error": "The amount is spelt unusually; it was read as the digits and unit suggest.",
}


def find_amounts(text: Located, field: str, desk: Desk, follow_up: int | None = None) -> None:
    """Put every amount of a prose field on the desk, and a finding for each unreadable one."""
    found = amounts.find(text.text)
    for amount in found.found:
        span = (amount.start, amount.end)
        place = text.at(*span)
        if _may_have_minus(text, amount):
            message = f"An amount cannot be read: {amount_signs.HINT}."
            desk.doubt(_CODE, message, amount.reading.raw, place, follow_up=follow_up)
            continue
        desk.amounts.append(_row(amount.reading, desk, field, span, place, follow_up))
        _flags(amount.reading, desk, place, follow_up)
    for unread in found.unread:
        place = text.at(unread.start, unread.end)
        message = f"An amount cannot be read: {unread.hint}."
        desk.doubt(_CODE, message, unread.raw, place, follow_up=follow_up)


def _may_have_minus(text: Located, amount: amounts.Found) -> bool:
    """Whether the dash before a sum, or its own minus, is the last sign of a line."""
    start = amount.start + (amount.reading.value.low < 0)
    return amount_signs.is_left_above(text.text, start, text.line_ends)


def read_number(number: RawNumber, desk: Desk, follow_up: int | None = None) -> None:
    """Put the amount of a numeric cell on the desk; its column's heading gives unit and kind."""
    cell = located(number.passage)
    try:
        unit = amount_units.find_unit(number.notes)
        reading = amount_cells.read(cell.text, number.heading, unit)
    except Unreadable as error:
        if _is_prose(cell.text):
            find_amounts(cell, "text", desk, follow_up)
            return
        desk.doubt(_CODE, f"{error}.", cell.text, cell.whole, follow_up=follow_up)
        return
    if reading is None:
        return
    span = (0, len(cell.text))
    place = Position(number.passage.locator, cell.at(*span).regions or cell.whole.regions)
    desk.amounts.append(_row(reading, desk, "text", span, place, follow_up, number.heading))
    _flags(reading, desk, place, follow_up)


def _is_prose(text: str) -> bool:
    """Whether amounts are all the numbers of a text, but for years: "1,5 mio. kr. årligt"."""
    rest, found = text, amounts.find(text).found
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return bool(found) and not _NUMBER_OR_SIGN.search(_YEAR.sub(" ", rest))


def _row(
    reading: Reading[amounts.Amount],
    desk: Desk,
    field: str,
    span: tuple[int, int],
    place: Position,
    follow_up: int | None,
    heading: str | None = None,
) -> AmountRow:
    amount = reading.value
    return AmountRow(
        budget_year=desk.context.budget_year,
        document_id=desk.context.document_id,
        item_id=desk.item_id,
        follow_up_position=follow_up,
        field=field,
        start=span[0],
        end=span[1],
        raw=reading.raw,
        raw_heading=heading,
        low=amount.low,
        high=amount.high,
        qualifier=amount.qualifier,
        kind=amount.kind,
        years=amount.years,
        recurrence=amount.recurrence,
        rule=reading.rule,
        witnesses=(),
        reviews=(),
        place=place,
    )


def _flags(
    reading: Reading[amounts.Amount], desk: Desk, place: Position, follow_up: int | None
) -> None:
    for flag in reading.flags:
        code, message = f"amount-{flag}", _FLAGS[flag]
        desk.doubt(code, message, reading.raw, place, follow_up=follow_up, severity="info")
