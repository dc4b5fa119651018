"""Lines of a text file as they were meant: rows, and what a converter broke over several lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

# The doubled carriage return comes from text written twice through Windows' line ends.
_LINE_END = re.compile(r"\r+\n|\n|\r|\f|\x85")
_TABLE_OPENS = re.compile(r"<\s*table\b", re.IGNORECASE)
_TABLE_CLOSES = re.compile(r"<\s*/\s*table\s*>", re.IGNORECASE)
_OPENS = re.compile(r"<(p|ul|ol|li|div|b|span|strong|pre)\b[^<>]*(?<!/)>", re.IGNORECASE)
_CLOSES = re.compile(r"</(p|ul|ol|li|div|b|span|strong|pre)\s*>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_MOST_LINES = 200  # of one cell
_MOST_TABLE_LINES = 100_000


def logical_lines(text: str) -> Iterator[str]:
    """The lines, those of one cell or of one HTML table joined by line feeds."""
    lines = _LINE_END.split(text)
    index = 0
    while index < len(lines):
        last = _last_of(lines, index)
        yield "\n".join(lines[index : last + 1]) if last > index else lines[index]
        index = last + 1


def row_of(line: str) -> list[str] | None:
    """The cells of a tabbed or piped line; [] for the rule under a Markdown heading row."""
    if _opens_table(line):
        return None
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        if _PIPE_RULE.fullmatch(stripped):
            return []
        inner = stripped.removeprefix("|")
        inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
        return [cell.strip() for cell in _PIPE.split(inner)]
    # One tab before a text alone indents it; several are empty cells.
    if "\t" in stripped or line.count("\t") > (0 if stripped and line.endswith("\t") else 1):
        return [_unquoted(cell) for cell in line.split("\t")]
    return None


def _last_of(lines: Sequence[str], index: int) -> int:
    """The index of the last line that belongs to the one at `index`."""
    line = lines[index]
    if _opens_table(line):
        return _end_of_table(lines, index)
    if "\t" in line:
        cell = line.rpartition("\t")[2]
        if cell.startswith('"') and cell.count('"') % 2:
            return _closing(lines, index, _closes_quote)
        depth = len(_OPENS.findall(cell)) - len(_CLOSES.findall(cell))
        if depth > 0:
            return _closing(lines, index, lambda part: bool(_CLOSES.search(part)))
    elif line.startswith('"') and line.count('"') % 2:
        last = _closing(lines, index, _closes_quote)
        return last if "\t" in lines[last] else index
    return index


def _opens_table(line: str) -> bool:
    """Whether an HTML table begins here, and not in a cell of a tabbed row."""
    found = _TABLE_OPENS.search(line)
    return found is not None and "\t" not in line[: found.start()].lstrip()


def _closing(lines: Sequence[str], index: int, closes: Callable[[str], bool]) -> int:
    """The first following line whose first cell closes what is open; none with tabs before it."""
    for number in range(index + 1, min(index + _MOST_LINES, len(lines))):
        first, tab, _ = lines[number].partition("\t")
        if closes(first):
            return number if not _OPENS.match(first.lstrip()) or not tab else index
        if tab:
            break
    return index


def _closes_quote(part: str) -> bool:
    return part.count('"') % 2 == 1 and part.rstrip().endswith('"')


def _end_of_table(lines: Sequence[str], index: int) -> int:
    depth = 0
    for number in range(index, min(index + _MOST_TABLE_LINES, len(lines))):
        depth += len(_TABLE_OPENS.findall(lines[number]))
        depth -= len(_TABLE_CLOSES.findall(lines[number]))
        if depth <= 0:
            return number
    return len(lines) - 1


def _unquoted(cell: str) -> str:
    """A cell that was quoted because it holds quotes or line breaks; other quotes are text."""
    inner = cell[1:-1]
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    if quoted and '"' not in inner.replace('""', "") and ('""' in inner or "\n" in inner):
        return inner.replace('""', '"')
    return cell
