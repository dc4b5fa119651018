"""A normalized Word document to the neutral model, in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from extractors.document import Block, Cell, Document, Notice, Paragraph, Table
from extractors.errors import Damaged, TooLarge
from extractors.formats.docx import runs, tree
from extractors.formats.docx.drawings import Drawings
from extractors.formats.docx.grid import GridRow, grid_rows, merged
from extractors.formats.docx.names import TBL, VAL, P, w
from extractors.formats.docx.package import Package, Relationship, open_package
from extractors.formats.docx.shadings import TableShading
from extractors.formats.docx.styles import NOTHING, Style, over, read_styles
from extractors.limits import Limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CORE = {"title": "title", "creator": "author", "created": "created", "modified": "modified"}
_TEXT_BOX = w("txbxContent")


def read_package(data: bytes, limits: Limits) -> Document:
    """The document in a Word package; raises an ExtractionError where there is none."""
    package = open_package(data, limits)
    part = package.main_part()
    root = package.tree(part)
    body = None if root is None else root.find(w("body"))
    if root is None or body is None:
        raise Damaged(f"part {part!r} has no body")
    raw = package.bytes(part) or b""
    revisions = tree.normalize(root) if tree.needs_normalizing(raw) else ()
    relations = package.relationships(part)
    reader = _Reader(package, Drawings(package, relations), _styles(package, relations))
    blocks = tuple(reader.blocks(body, ""))
    return Document(
        media_type=MEDIA_TYPE,
        engine="docx",
        blocks=blocks,
        furniture=tuple(_furniture(package, relations, reader)),
        properties=tuple(_properties(package)),
        revisions=revisions,
        notices=(*reader.notices, *reader.drawings.notices),
    )


def _styles(package: Package, relations: Mapping[str, Relationship]) -> dict[str, Style]:
    found = _targets(relations, "styles")
    return dict(read_styles(package.tree(found[0]) if found else None))


def _targets(relations: Mapping[str, Relationship], kind: str) -> list[str]:
    return sorted(
        relation.target
        for relation in relations.values()
        if relation.kind == kind and not relation.external
    )


def _furniture(
    package: Package, relations: Mapping[str, Relationship], reader: _Reader
) -> Iterator[Paragraph]:
    """Page headers and footers, each once."""
    for kind in ("header", "footer"):
        for part in _targets(relations, kind):
            root = package.tree(part)
            if root is None:
                continue
            tree.normalize(root)
            own = _Reader(package, Drawings(package, package.relationships(part)), reader.styles)
            for block in own.blocks(root, f"{part}/"):
                if isinstance(block, Paragraph) and block.text.strip():
                    yield block


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for relation in package.relationships("").values():
        if relation.kind == "core-properties" and not relation.external:
            root = package.tree(relation.target)
            for node in root if root is not None else ():
                name = etree.QName(node).localname
                if name in _CORE and node.text and node.text.strip():
                    yield _CORE[name], node.text.strip()


@dataclass(slots=True)
class _Reader:
    """Reads blocks; counts cells against the limit."""

    package: Package
    drawings: Drawings
    styles: dict[str, Style]
    cells: int = 0
    notices: list[Notice] = field(default_factory=list)

    def blocks(self, parent: etree._Element, prefix: str) -> Iterator[Block]:
        """The paragraphs and tables below a body, cell or text box, numbered from 1."""
        paragraphs = tables = 0
        for child in parent:
            if child.tag == P:
                paragraphs += 1
                yield from self._paragraph(child, f"{prefix}paragraph[{paragraphs}]")
            elif child.tag == TBL:
                tables += 1
                yield self._table(child, f"{prefix}table[{tables}]")

    def _paragraph(self, node: etree._Element, locator: str) -> Iterator[Block]:
        """The paragraph, then the blocks of text boxes anchored in it."""
        properties = node.find(w("pPr"))
        style = self._paragraph_style(properties)
        found = runs.read_runs(node, runs.Setting(style, self.styles, self.drawings, locator))
        yield Paragraph(
            found.text,
            locator,
            marks=found.marks,
            level=_outline(properties, style),
            list_item=_listed(properties, style),
            bold=found.bold,
            size=found.size or style.size,
        )
        for index, box in enumerate(node.iter(_TEXT_BOX), start=1):
            if next(box.iterancestors(_TEXT_BOX), None) is None:
                yield from self.blocks(box, f"{locator}/textbox[{index}]/")

    def _paragraph_style(self, properties: etree._Element | None) -> Style:
        named = None if properties is None else properties.find(w("pStyle"))
        identity = "paragraph" if named is None else named.get(VAL, "")
        default = self.styles.get("", NOTHING)
        return over(self.styles.get(identity, NOTHING), default)

    def _table(self, node: etree._Element, locator: str) -> Table:
        limits = self.package.limits
        rows = grid_rows(node, limits.column_span)
        self.cells += sum(span for row in rows for _, _, span in row.cells)
        if self.cells > limits.cells:
            raise TooLarge(f"{locator}: more than {limits.cells} cells in the document")
        width = max((row.width for row in rows), default=0)
        shading = TableShading(node, self.styles, len(rows), width)
        spans = merged(rows)
        grid: list[list[Cell | None]] = [[None] * width for _ in rows]
        for index, row in enumerate(rows):
            for number, (cell, column, span) in enumerate(row.cells, start=1):
                if (index, column) not in spans:
                    continue
                place = f"{locator}/row[{index + 1}]/cell[{number}]"
                grid[index][column] = self._cell(
                    cell, place, (index, column, spans[index, column], span), shading
                )
        self._fill_gaps(grid, rows, locator)
        return Table(
            tuple(tuple(row) for row in grid),
            locator,
            header_rows=next((i for i, row in enumerate(rows) if not row.header), len(rows)),
        )

    def _cell(
        self,
        node: etree._Element,
        locator: str,
        at: tuple[int, int, int, int],
        shading: TableShading,
    ) -> Cell:
        row, column, rows, columns = at
        blocks = tuple(self.blocks(node, locator + "/"))
        kept = tuple(block for block in blocks if not _is_blank(block))
        return Cell(
            row + 1,
            column + 1,
            locator,
            kept,
            rows,
            columns,
            shading.of(node, row, column),
            marks=(),
        )

    def _fill_gaps(self, grid: list[list[Cell | None]], rows: list[GridRow], table: str) -> None:
        """A row with fewer cells than the grid, or indented in it, has empty ones there."""
        for index, row in enumerate(rows):
            taken = {
                place for _, column, span in row.cells for place in range(column, column + span)
            }
            for column in range(len(grid[index])):
                if column not in taken:
                    locator = f"{table}/row[{index + 1}]"
                    grid[index][column] = Cell(index + 1, column + 1, locator)


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip() and not block.marks


def _outline(properties: etree._Element | None, style: Style) -> int | None:
    node = None if properties is None else properties.find(w("outlineLvl"))
    value = "" if node is None else node.get(VAL, "")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else style.level


def _listed(properties: etree._Element | None, style: Style) -> bool:
    numbering = None if properties is None else properties.find(w("numPr"))
    if numbering is None:
        return bool(style.listed)
    identity = numbering.find(w("numId"))
    return identity is None or identity.get(VAL) != "0"
