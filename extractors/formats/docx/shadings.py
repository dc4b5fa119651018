"""What a table's style says for each cell's place: the colour behind it, how its runs are set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extractors.formats.docx.colours import Theme, shading
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.names import TBLPR, TR, VAL, w
from extractors.formats.docx.styles import NOTHING, Style, over

# Bits of tblLook's hexadecimal value.
_LOOKS = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}
SHADING = w("shd")
_RUNS = ("bold", "font", "wide_font", "hidden", "size", "colour", "behind")


class TableLook:
    """Answers for the cells of one table."""

    def __init__(
        self,
        table: etree._Element,
        inheritance: Inheritance,
        size: tuple[int, int],
        *,
        shaded: bool,  # whether anything in the table has a shading of its own
    ) -> None:
        properties = table.find(TBLPR)
        named = None if properties is None else properties.find(w("tblStyle"))
        style = inheritance.styles.named(None if named is None else named.get(VAL), "table")
        self._theme = inheritance.theme
        self._fills = dict(style.fills)
        self._within = dict(style.within)
        self._whole = shading(properties, self._theme)
        self._looks = _looks(properties)
        self._rows, self._columns = size
        self._shaded = shaded
        said = Style(**{name: getattr(style, name) for name in _RUNS})
        self._style = NOTHING if said == NOTHING else said
        self._own: dict[etree._Element, str | None] = {}
        # Whether it says the same of each place, and whether it says nothing at all.
        self.even = not (self._fills or self._within or self._style is not NOTHING)
        self.plain = self.even and not self._shaded

    def fill(self, cell: etree._Element, row: int, column: int) -> str | None:
        """`#rrggbb` behind the cell at that place (from 0); None for none and white."""
        if self._shaded:
            own = self._own_fill(cell)
            if own is not None:
                return own or None
        for condition in self._conditions(row, column) if self._fills else ():
            if condition in self._fills:
                return self._fills[condition] or None
        return self._whole or None

    def _own_fill(self, cell: etree._Element) -> str | None:
        """What a cell says itself, or its row; kept, for many cells may be one form."""
        if cell not in self._own:
            own = shading(next(iter(cell), None), self._theme)
            self._own[cell] = _exception(cell, self._theme) if own is None else own
        return self._own[cell]

    def runs(self, row: int, column: int) -> Style:
        """What the table's style says of the runs in the cell at that place."""
        found = self._style
        if self._within:
            for condition in reversed(list(self._conditions(row, column))):
                if condition in self._within:
                    found = over(self._within[condition], found)
        return found

    def _conditions(self, row: int, column: int) -> Iterator[str]:
        """From the most to the least particular, as Word applies them."""
        first_row = "firstRow" in self._looks and row == 0
        last_row = "lastRow" in self._looks and row == self._rows - 1 and not first_row
        first = "firstColumn" in self._looks and column == 0
        last = "lastColumn" in self._looks and column == self._columns - 1 and not first
        for corner, meets in (
            ("nwCell", first_row and first),
            ("neCell", first_row and last),
            ("swCell", last_row and first),
            ("seCell", last_row and last),
            ("firstRow", first_row),
            ("lastRow", last_row),
            ("firstCol", first),
            ("lastCol", last),
        ):
            if meets:
                yield corner
        if "noHBand" not in self._looks and not (first_row or last_row):
            yield "band1Horz" if (row - ("firstRow" in self._looks)) % 2 == 0 else "band2Horz"
        if "noVBand" not in self._looks and not (first or last):
            yield "band1Vert" if (column - ("firstColumn" in self._looks)) % 2 == 0 else "band2Vert"
        yield "wholeTable"


def _exception(cell: etree._Element, theme: Theme) -> str | None:
    """The colour that a row's own exception to the table's properties gives."""
    row = cell.getparent()
    return None if row is None or row.tag != TR else shading(row.find(w("tblPrEx")), theme)


def _looks(properties: etree._Element | None) -> frozenset[str]:
    node = None if properties is None else properties.find(w("tblLook"))
    if node is None:
        return frozenset()
    value = node.get(VAL, "")
    bits = int(value, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,8}", value) else 0
    if any(node.get(w(name)) is not None for name in _LOOKS):
        return frozenset(name for name in _LOOKS if node.get(w(name)) in {"1", "true", "on"})
    return frozenset(name for name, bit in _LOOKS.items() if bits & bit)
