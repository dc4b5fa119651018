"""A milestone or economy row as printed to a typed row."""

from __future__ import annotations

from extractors.records import RawFollowUp
from normalizers import comments, deadline_parts, deadlines, statuses, unknown_letters
from normalizers.errors import Unreadable
from normalizers.legends import Dimension
from normalizers.reading import Reading
from pipeline.assemble.amounts import find_amounts, read_number
from pipeline.assemble.desk import Context, Desk
from pipeline.assemble.letters import tell_unknown
from pipeline.provenance import Located, located, mark_region, regions
from pipeline.records import FollowUpRow, Position

# What a flag of the status rules means to an auditor.
STATUS_DOUBTS = {
    "unknown-symbol": "The symbol stands in no legend and in no table of symbols.",
    "convention-disagrees": "The document's legend gives the symbol another meaning than usual.",
    "ambiguous-symbol": "The legend gives the symbol more than one meaning.",
    "several-marks": "More than one symbol stands in the status cell.",
    "statuses-differ": "Two columns state how far it is, and not the same.",
    "lost-colour": "The cell is filled on a page without colours; which one is not shown for sure.",
    "contradictory-marks": "Symbol and colour of the status contradict each other.",
}


def follow_up_row(raw: RawFollowUp, position: int, desk: Desk) -> FollowUpRow:
    """The row, its amounts and doubts put on the desk; `position` counts from 1 in the item."""
    text = located(raw.text)
    _read_money(raw, text, position, desk)
    _tell_unknown(raw, position, desk)
    turn = comments.split(text.text)
    status = _status(raw, position, desk)
    shown = status.raw or None
    deadline = _deadline(raw, position, desk)
    when = deadline.value if deadline else None
    return FollowUpRow(
        budget_year=desk.context.budget_year,
        document_id=desk.context.document_id,
        item_id=desk.item_id,
        position=position,
        kind=raw.kind,
        label_raw=raw.label or None,
        text=text.text,
        plan_text=text.text[: turn.plan_end],
        status_text=_comment(raw) or _from(text.text, turn.status_start),
        deadline_raw=(located(raw.deadline).text or None) if raw.deadline else None,
        deadline_kind=when.kind if when else None,
        deadline_round=when.round if when else None,
        deadline_year=when.year if when else None,
        deadline_date=when.last if when else None,
        deadline_first_date=when.first if when else None,
        deadline_precision=when.precision if when else None,
        deadline_rule=deadline.rule if deadline else None,
        smiley_raw=shown,
        smiley_encoding=status.value.encoding,
        smiley_colour=status.value.colour,
        status_rule=status.rule if shown else None,
        status=status.value.status,
        status_candidates=status.value.candidates,
        has_economic_effect=_has_effect(raw, text.text),
        witnesses=(),
        reviews=(),
        place=_row_place(raw),
        smiley_place=mark_region(raw.marks, raw.smiley_places) if shown else None,
    )


def _tell_unknown(raw: RawFollowUp, position: int, desk: Desk) -> None:
    """Letters that were not read."""
    for passage in (raw.text, raw.comment):
        if passage is not None:
            tell_unknown(located(passage), desk, position)


def _read_money(raw: RawFollowUp, text: Located, position: int, desk: Desk) -> None:
    """The amounts of the row's text and of its columns of numbers, put on the desk."""
    find_amounts(text, "text", desk, position)
    for number in raw.numbers:
        read_number(number, desk, position)


def _comment(raw: RawFollowUp) -> str:
    """What a column of its own says of the status; "" where there is none."""
    return located(raw.comment).text if raw.comment else ""


def _row_place(raw: RawFollowUp) -> Position:
    return Position(raw.locator, regions(raw.places))


def _from(text: str, start: int | None) -> str | None:
    return None if start is None else text[start:]


def _has_effect(raw: RawFollowUp, text: str) -> bool | None:
    """None for a milestone, for an economy row without words, and where letters leave it open."""
    if raw.kind != "economy" or not (text or raw.numbers):
        return None
    readings = unknown_letters.readings(text, comments.NEGATIONS)
    denies = {comments.denies_economic_effect(one) for one in readings}
    return not denies.pop() if len(denies) == 1 else None


def _status(raw: RawFollowUp, position: int, desk: Desk) -> Reading[statuses.StatusValue]:
    text = located(raw.smiley).text if raw.smiley else ""
    dimension: Dimension = "economy" if raw.kind == "economy" else "effort"
    context = desk.context
    reading = statuses.read(raw.marks, text, context.legend, dimension, context.levels)
    for one in raw.others:
        said = located(one.text).text if one.text else ""
        other = statuses.read(one.marks, said, context.legend, dimension, context.levels)
        reading = statuses.agreed(reading, other)
    where = regions(raw.smiley_places or raw.places)
    place = Position(raw.smiley.locator if raw.smiley else raw.locator, where)
    for flag in reading.flags:
        message = STATUS_DOUBTS.get(flag, f"The status needs a look ({flag}).")
        desk.doubt(flag, message, reading.raw, place, follow_up=position)
    return reading


def _deadline(raw: RawFollowUp, position: int, desk: Desk) -> Reading[deadlines.Deadline] | None:
    cell = located(raw.deadline) if raw.deadline else None
    if cell is None or not cell.text:
        return None
    try:
        return _read_deadline(cell.text, desk.context)
    except Unreadable as error:
        desk.doubt("unreadable-deadline", f"{error}.", cell.text, cell.whole, follow_up=position)
        return None


def _read_deadline(text: str, context: Context) -> Reading[deadlines.Deadline]:
    reading = deadlines.read(text, context.budget_year)
    lacks = deadline_parts.missing(reading) if context.says_all else None
    if lacks:
        raise Unreadable("deadline", text, f"{lacks} may not have been read")
    return reading
