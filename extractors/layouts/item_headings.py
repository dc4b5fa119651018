"""The heading row of an item table: which column holds what, and where the heading ends.

On a page nothing may part a heading row from what stands below it, and a page may end within one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from extractors.document import Cell, Paragraph, Row, Table
from extractors.layouts.vocabulary import in_parentheses, named
from extractors.records import Words

_PART = re.compile(r"\bdel\s+\d{1,2}$", re.IGNORECASE)  # "3.01. Havnen - del 2"
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.? +[A-ZÆØÅ]")  # "6.01. Flere boliger"
_LONGEST_TITLE = 150  # letters
_MOST_ABOVE = 6  # rows between a title and the names of its columns
_PART_END = 8  # letters: "- del 12" and less
_SENTENCE_ENDS = frozenset(".!?:;")
_MOST_BELOW = 12  # letters of dirt below the label of a row
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_CLOSING = re.compile(r"[^()\n]{1,40}\)")  # the end of what a title has in parentheses


@dataclass(frozen=True, slots=True)
class Columns:
    """Which grid column (from 0) holds what."""

    text: int
    deadline: int | None
    status: int | None
    funding: str | None = None
    nameless: bool = False  # the heading row says that milestones stand below it, and of no item


def columns_of(row: Row, words: Words) -> Columns | None:
    """The columns that a heading row names: two of effort, deadline and status at least."""
    roles: dict[str, int] = {}
    for index, cell in enumerate(row):
        role = named("columns", cell.text, words) if cell else None
        if role is not None and (index or role == "effort"):
            roles.setdefault(role, index)
            if roles[role] == 0:
                roles[role] = index  # "Beskrivelse" heads descriptions beside efforts
    if len(roles) < 2:
        return None
    for index, (role, _) in _longer_names(row, words).items():
        roles.setdefault(role, index)
    nameless = "effort" in roles and is_nameless(row, words)
    if label_of(row, words) is not None and not nameless:
        return None
    text = roles.get("effort", 1)
    cell = row[text]
    funding = in_parentheses(cell.text) if cell else None
    return Columns(text, roles.get("deadline"), roles.get("status"), funding, nameless)


def below(head: Row, column: int) -> range:
    """The grid columns that a cell of the heading row stands above."""
    cell = head[column] if column < len(head) else None
    return range(column, column + (cell.column_span if cell else 1))


def texts_of(row: Row, head: Row, columns: Columns) -> range:
    """The grid columns of a row that its text stands in, below a heading row.

    They are several where a table stands in a cell of that column, and shares a rule with it: the
    label, the deadline and the status stand beside all rows of that table. On pages alone, as
    other formats say what stands in a cell.
    """
    texts = below(head, columns.text)
    if len(texts) == 1:
        return texts
    is_on_pages = any(cell and cell.places for cell in row)
    return texts if is_on_pages and _is_beside(row, columns) else texts[:1]


def is_inside(row: Row, head: Row, columns: Columns) -> bool:
    """Whether the label, deadline and status beside a row are those of the row above it.

    They go on over it, so that it is part of what stands in one cell, as a table may be.
    """
    return row[0] is None and len(texts_of(row, head, columns)) > 1


def _is_beside(row: Row, columns: Columns) -> bool:
    """Whether the label, deadline and status of a row are those of a row above or below as well."""
    taken = {
        column: cell.row_span
        for first, cell in enumerate(row)
        if cell is not None
        for column in range(first, first + cell.column_span)
    }
    beside = (0, columns.deadline, columns.status)
    return all(column is not None and taken.get(column) != 1 for column in beside)


def beside_names(row: Row, columns: Columns, words: Words) -> list[tuple[Cell, str]]:
    """Cells of a heading row that name a column and say more, and what they say below the name."""
    used = (columns.text, columns.deadline, columns.status)
    longer = _longer_names(row, words)
    return [
        (cell, longer[n][1]) for n, cell in enumerate(row) if cell and n in longer and n in used
    ]


def _longer_names(row: Row, words: Words) -> dict[int, tuple[str, str]]:
    """The role by the first line, and the other lines, of cells that are named by that alone."""
    found: dict[int, tuple[str, str]] = {}
    for index, cell in enumerate(row):
        name, _, rest = cell.text.partition("\n") if cell and index else ("", "", "")
        role = named("columns", name, words) if rest.strip() else None
        if cell and role is not None and named("columns", cell.text, words) is None:
            found[index] = role, rest
    return found


def is_nameless(row: Row, words: Words) -> bool:
    """Whether a heading row names columns alone, and no item: "Milepæl", "Tid", "Smiley"."""
    first, *others = (" ".join(cell.text.split()) if cell else "" for cell in row)
    names = [named("columns", text, words) for text in others if text]
    is_label = named("rows", first, words) == "milestone"
    return is_label and len(set(names)) > 1 and None not in names


def title_rows(rows: Sequence[Row], words: Words) -> int:
    """How many of the first rows say what an item is whose heading row below is nameless.

    A title alone in its row, and what is said of the item; 0 where it is not so. Right below a
    numbered title over all columns, or in bold, a heading row may have nothing in its place.
    """
    if not rows or not _stands_alone(rows[0]):
        return 0
    for count, row in enumerate(rows[: _MOST_ABOVE + 1]):
        columns = columns_of(row, words)
        if columns is not None:
            is_below = count == 1 and _is_title(rows[0]) and not (row[0] and row[0].text.strip())
            return count if columns.nameless or is_below else 0
        if label_of(row, words) is not None:
            return 0
    return 0


def _stands_alone(row: Row) -> bool:
    full = [cell for cell in row if cell is not None and (cell.text.strip() or cell.all_marks)]
    return len(full) == 1 and full[0] is row[0] and len(full[0].text) <= _LONGEST_TITLE


def _is_title(row: Row) -> bool:
    """Whether what begins a row is an item's by its number, and in bold or merged over all of it.

    Without one it may be a caption ("Beløb i 1.000 kr.") or a chapter.
    """
    first, *others = row
    if first is None or _NUMBERED.match(first.text.lstrip()) is None:
        return False
    return all(one.bold for one in first.paragraphs) or all(cell is None for cell in others)


def heads_descriptions(row: Row, words: Words) -> bool:
    """Whether the first cell of a heading row names what stands below it, and no item."""
    first = row[0].text if row and row[0] else ""
    if named("generic", first, words) is not None:
        return True
    if named("columns", first, words) != "effort":
        return False
    return any(one and named("columns", one.text, words) == "effort" for one in row[1:])


def label_of(row: Row, words: Words) -> str | None:
    """What a row is by the label that begins it; None without one."""
    first = next((cell for cell in row[:1] if cell is not None), None)
    if first is None:
        return None
    label, _, rest = first.text.partition("\n")
    # Below the label of a scanned row a piece of a stamp may stand.
    return named("rows", first.text if len(rest) > _MOST_BELOW else label, words)


def parted(row: Row, words: Words) -> tuple[Row, Row | None]:
    """A heading row, and the row below that was read as one with it.

    So it is where nothing shows that the description begins: its paragraphs stand behind the title
    and behind what heads the column of efforts.
    """
    for index, cell in enumerate(row):
        own = cell.paragraphs if cell is not None else ()
        if cell is None or len(own) < 2 or named("columns", cell.text, words) is not None:
            continue
        if named("columns", own[0].text, words) != "effort" or len(own) < len(cell.blocks):
            continue
        at = 2 if _IN_PARENTHESES.fullmatch(own[1].text.strip()) else 1  # "(drift)"
        cuts = {index: at} if row[0] is None else {0: _of_title(row[0]), index: at}
        return _halves(row, cuts)
    return row, None


def _of_title(cell: Cell) -> int:
    """How many blocks of a cell are its title: the first, and what is in bold as it is."""
    paragraphs = cell.paragraphs
    is_bold = bool(paragraphs) and paragraphs[0].bold
    first = next((n for n, one in enumerate(paragraphs) if n and not (is_bold and one.bold)), None)
    return len(cell.blocks) if first is None else first


def _halves(row: Row, cuts: dict[int, int]) -> tuple[Row, Row]:
    """The row with the blocks before the cut of each cell that has one, and those behind it."""
    above = [_part(cell, slice(cuts.get(n))) for n, cell in enumerate(row)]
    below = [
        cell._replace(blocks=cell.blocks[cuts[n] :], marks=()) if cell and n in cuts else None
        for n, cell in enumerate(row)
    ]
    return tuple(above), tuple(below)


def ends_heading(title: str, columns: Columns, row: Row) -> bool:
    """Whether a row below a page break is the rest of the heading row above it.

    No description has nothing beside it but what stands in parentheses behind a heading, or is
    nothing but the number of a part.
    """
    filled = {index: cell.text.strip() for index, cell in enumerate(row) if cell and cell.text}
    funding = filled.pop(columns.text, None)
    rest = filled.pop(0, None)
    if filled or (funding is None and rest is None):
        return False
    if funding is not None:
        return _IN_PARENTHESES.fullmatch(funding) is not None
    return _PART.search(f"{title} {rest}") is not None and len(rest or "") <= _PART_END


def may_be_cut(rows: Sequence[Row], table: Table) -> bool:
    """Whether these rows are a heading alone, with which a page ended above this table.

    Footnotes and what else stands at the foot of that page keep the two apart.
    """
    pages = {place.page + 1 for cell in rows[0] if cell for place in cell.places}
    return len(rows) == 1 and {place.page for place in table.places[:1]} == pages


def completes_names(heading: Row, row: Row, words: Words) -> bool:
    """Whether a row holds nothing but the ends of words that name columns above it."""
    filled = [
        (above, below) for above, below in zip(heading, row, strict=False) if below and below.text
    ]
    return bool(filled) and all(
        above is not None
        and named("columns", above.text, words) is None
        and named("columns", f"{above.text}{below.text}", words) is not None
        for above, below in filled
    )


def rest_of_heading(heading: Row, columns: Columns, row: Row, *, drawn: bool) -> tuple[Row, Row]:
    """What of the row below a heading belongs to it, and what does not.

    That is what closes its parenthesis, the number of its part, what goes on in bold as it is, and
    where no rule parts rows what stands in parentheses alone: "(drift)" behind what heads a column,
    or a part of the title. All of a title may stand below a page's end, with its number.
    """
    title = heading[0].text if heading[0] else ""
    firsts = [cell.blocks[0] if cell is not None and cell.blocks else None for cell in row]
    texts = [one.text.strip() if isinstance(one, Paragraph) else "" for one in firsts]
    bold = _set_as(heading, row)
    alone = {
        n
        for n, text in enumerate(texts)
        if (not drawn or n in bold) and _IN_PARENTHESES.fullmatch(text)
    }
    cuts = alone & ({0} if columns.funding else {0, columns.text})
    goes_on = not drawn and _is_bold(heading) and _is_rest_of_title(row, texts[0])
    if goes_on or (0 in bold and not texts[0][:1].isupper()) or _completes(title, texts[0]):
        cuts.add(0)
    rest = [_part(cell, slice(1)) if n in cuts else None for n, cell in enumerate(row)]
    below = [_part(cell, slice(1, None)) if n in cuts else cell for n, cell in enumerate(row)]
    return tuple(rest), tuple(below)


def beside_repeated(heading: Row, row: Row) -> Row | None:
    """What a heading row holds that repeats another one and has more; None if it has no more.

    A page may end below a heading row, and the next one repeat it right above what goes on there.
    What reads otherwise than the other row's cell, but is no longer, is the same, misread.
    """
    rest = tuple(
        _without(cell, above) if cell is not None else None
        for above, cell in zip_longest(heading[: len(row)], row)
    )
    return rest if any(cell is not None and cell.blocks for cell in rest) else None


def _without(cell: Cell, above: Cell | None) -> Cell:
    """The cell without the blocks that say what another one does, at its beginning or its end."""
    own, blocks = (above.text.split() if above else []), cell.blocks
    if len(cell.text.split()) <= len(own):
        return cell._replace(blocks=(), marks=())
    for cut in range(1, len(blocks)):
        for kept, rest in ((blocks[:cut], blocks[cut:]), (blocks[cut:], blocks[:cut])):
            if own and cell._replace(blocks=kept).text.split() == own:
                return cell._replace(blocks=rest, marks=())
    return cell


def _completes(title: str, rest: str) -> bool:
    """Whether a short text closes the parenthesis of a title, or is its part's number, or all."""
    if not title.strip():
        return len(rest) <= _LONGEST_TITLE and _NUMBERED.match(rest) is not None
    if title.count("(") > title.count(")") and _CLOSING.fullmatch(rest):
        return True
    is_number = len(rest) <= _PART_END and _PART.search(f"{title} {rest}") is not None
    return is_number and _PART.search(title) is None


def _is_rest_of_title(row: Row, text: str) -> bool:
    """Whether a row in bold begins small, and holds no sentence and nothing of an item beside it.

    Descriptions may be in bold as well, and begin small.
    """
    beside = [cell.text.strip() for cell in row[1:] if cell is not None]
    if not text[:1].islower() or text[-1:] in _SENTENCE_ENDS or not _is_bold(row):
        return False
    return all(not one or _IN_PARENTHESES.fullmatch(one) for one in beside)


def _set_as(heading: Row, row: Row) -> set[int]:
    """The columns, from 0, that begin in bold as all of the heading is, above what is not."""
    if not _is_bold(heading) or _is_bold(row):
        return set()
    return {n for n, cell in enumerate(row) if cell and cell.paragraphs and cell.paragraphs[0].bold}


def _is_bold(row: Row) -> bool:
    return all(one.bold for cell in row if cell for one in cell.paragraphs)


def _part(cell: Cell | None, blocks: slice) -> Cell | None:
    return cell and cell._replace(blocks=cell.blocks[blocks])
