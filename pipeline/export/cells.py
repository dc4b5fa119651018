"""One value as a cell of a workbook: typed, never a formula, within what Excel can hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pipeline.labels import Labels
from pipeline.schema import Column, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS: Final = 32_767  # of a cell; Excel counts UTF-16 units
_FIRST_DATE: Final = dt.date(1900, 3, 1)  # Excel has a 29 February 1900
_MOST_EXACT: Final = 2**53
_MONEY: Final = r'[$-406]#,##0.00\ "kr."'  # Danish signs whatever the language of the program
_DATE: Final = "[$-406]dd-mm-yyyy"
# Fill and letters by word of a status or severity: told apart in grey and by the colour-blind too,
# and never without the word.
_COLOURS: Final = {
    "met": ("#CFE3F5", "#0B3C68"),
    "partly_met": ("#FFF1B8", "#5C4400"),
    "not_met": ("#F4C7A1", "#7A2100"),
    "unknown": ("#E4E4E4", "#333333"),
    "error": ("#F4C7A1", "#7A2100"),
    "warning": ("#FFF1B8", "#5C4400"),
    "failed": ("#F4C7A1", "#7A2100"),
}
_COLOURED: Final = {"status", "severity", "outcome"}
# Columns of texts where a status may stand as it is named, and lists of statuses.
_BEFORE_AND_AFTER: Final = {"old", "new"}
_STATUSES: Final = {"met", "partly_met", "not_met"}
_LISTS_OF_STATUSES: Final = {"status_candidates"}

Formats = Mapping[str, "Format"]


def formats(book: Workbook) -> Formats:
    """Every format that a workbook uses, by name."""
    top = {"valign": "top"}
    named = {
        "header": {"bold": True, "bottom": 1, "bg_color": "#EFEFEF", "text_wrap": True, **top},
        "text": top,
        "wrapped": {"text_wrap": True, **top},
        "money": {"num_format": _MONEY, **top},
        "date": {"num_format": _DATE, **top},
        "link": {"font_color": "#0B3C68", "underline": 1, **top},
        **{
            word: {"bg_color": fill, "font_color": letters, **top}
            for word, (fill, letters) in _COLOURS.items()
        },
    }
    return {name: book.add_format(properties) for name, properties in named.items()}


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, size: int) -> list[str]:
    """A text in pieces of at most so many of Excel's characters, none cut in two."""
    found = []
    while text:
        piece = text.encode("utf-16-le")[: size * 2].decode("utf-16-le", "ignore")
        found.append(piece)
        text = text[len(piece) :]
    return found


def write(
    sheet: Worksheet,
    row: int,
    number: int,
    column: Column,
    value: Value,
    known: Formats,
    labels: Labels,
) -> None:
    """Write a value that fits a cell; nothing for null."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, number, value, known["text"])
    elif isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        sheet.write_number(row, number, float(value), known["money"])
    elif isinstance(value, dt.date) and value >= _FIRST_DATE:
        sheet.write_datetime(row, number, value, known["date"])
    elif isinstance(value, int | float) and abs(value) <= _MOST_EXACT:
        sheet.write_number(row, number, value, known["text"])
    else:
        form = known.get(str(value), known["text"]) if _named(column, value) else known["wrapped"]
        sheet.write_string(row, number, told(column, value, labels), form)


def told(column: Column, value: Value, labels: Labels) -> str:
    """A value as text: an enumeration by its word, a list with semicolons."""
    if isinstance(value, list):
        return "; ".join(_member(column, one, labels) for one in value)
    return labels.value(value) if column.values or _named(column, value) else str(value)


def _named(column: Column, value: Value) -> bool:
    """Whether a value is a word of ours that has a colour, never a document's text."""
    if column.name in _BEFORE_AND_AFTER:
        return value in _STATUSES
    return column.name in _COLOURED


def _member(column: Column, one: Value, labels: Labels) -> str:
    """A member of a list; of a record what is known, in its order."""
    if isinstance(one, Mapping):
        return ", ".join(str(part) for part in one.values() if part is not None)
    return labels.value(one) if column.name in _LISTS_OF_STATUSES else str(one)
