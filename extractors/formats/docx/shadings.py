"""The one colour behind a cell: its own, else what the table's style says for its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from extractors.formats.docx.names import VAL, w
from extractors.formats.docx.styles import NOTHING, Style, shading

# Bits of tblLook's hexadecimal value.
_LOOKS = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}


class TableShading:
    """Answers for the cells of one table."""

    def __init__(
        self, table: etree._Element, styles: Mapping[str, Style], rows: int, columns: int
    ) -> None:
        properties = table.find(w("tblPr"))
        named = None if properties is None else properties.find(w("tblStyle"))
        style = NOTHING if named is None else styles.get(named.get(VAL, ""), NOTHING)
        self._fills = dict(style.shading)
        self._whole = shading(properties)
        self._looks = _looks(properties)
        self._rows, self._columns = rows, columns

    def of(self, cell: etree._Element, row: int, column: int) -> str | None:
        """`#rrggbb` behind the cell at that place (from 0); None for none and white."""
        properties = cell.find(w("tcPr"))
        if properties is not None and properties.find(w("shd")) is not None:
            return shading(properties)
        for condition in self._conditions(row, column):
            if condition in self._fills:
                return self._fills[condition]
        return self._whole

    def _conditions(self, row: int, column: int) -> Iterator[str]:
        """From the most to the least particular, as Word applies them."""
        if "firstRow" in self._looks and row == 0:
            yield "firstRow"
        if "lastRow" in self._looks and row == self._rows - 1:
            yield "lastRow"
        if "firstColumn" in self._looks and column == 0:
            yield "firstCol"
        if "lastColumn" in self._looks and column == self._columns - 1:
            yield "lastCol"
        if "noVBand" not in self._looks:
            yield "band1Vert" if (column - ("firstColumn" in self._looks)) % 2 == 0 else "band2Vert"
        if "noHBand" not in self._looks:
            yield "band1Horz" if (row - ("firstRow" in self._looks)) % 2 == 0 else "band2Horz"
        yield "wholeTable"


def _looks(properties: etree._Element | None) -> frozenset[str]:
    node = None if properties is None else properties.find(w("tblLook"))
    if node is None:
        return frozenset()
    value = node.get(VAL, "")
    bits = int(value, 16) if value and all(d in "0123456789abcdefABCDEF" for d in value) else 0
    named = {name for name in _LOOKS if node.get(w(name)) in {"1", "true", "on"}}
    if any(node.get(w(name)) is not None for name in _LOOKS):
        return frozenset(named)
    return frozenset(name for name, bit in _LOOKS.items() if bits & bit)
