"""Tables whose rows rules part and whose columns nothing does: columns by what most rows show.

Rules as long as each other have the rows between them. A text over several columns hides the gaps
between these in its own row only, so each row is asked for itself where it leaves a gap free.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages.between import Band, Rules, bands_of, rules_alike, without_prose
from extractors.pages.frames import Frame
from extractors.pages.gaps import Gap, Words, meet, narrowed
from extractors.pages.justified import without_stretched, without_wrapped
from extractors.pages.region import Region, filled, is_table
from extractors.pages.separators import Separator
from extractors.pages.votes import columns_by_votes, is_shown


def with_banded(
    found: Sequence[Region],
    lines: Sequence[Words],
    separators: Sequence[Separator],
    frames: Sequence[Frame] = (),
    settled: Sequence[Region] = (),
) -> list[Region]:
    """The tables of a page; what rules part into rows that show more columns has those.

    Those that are settled stay as they are.
    """
    kept = list(found)
    for rules in rules_alike(separators, frames):
        gaps, bands = _columns(bands_of(lines, rules, separators), rules)
        if not bands:
            continue
        bases = {line.base for band in bands for line in band.lines}
        near = [one for one in kept if any(line.base in bases for line in one.lines)]
        if any(one is other for one in near for other in settled):
            continue
        shown = [gap for one in near for gap in one.gaps]
        if near:
            own = [line for band in bands for line in band.lines]
            gaps = without_wrapped(own, gaps, shown)
        region = _region(bands, gaps, [line for one in near for line in one.lines])
        is_sure = is_table(region, separators) or (bool(rules.known) and _are_of_it(bands, gaps))
        if is_sure and _is_better(region, bands, near):
            kept = [one for one in kept if one not in near] + [region]
    return sorted(kept, key=lambda one: one.lines[0].base)


def _columns(bands: Sequence[Band], rules: Rules) -> tuple[tuple[Gap, ...], list[Band]]:
    """The gaps that are known or that rows show, and the rows."""
    if not bands:
        return (), []
    gaps = rules.known or columns_by_votes([band.lines for band in bands])
    return gaps, without_prose(bands, gaps) if gaps else []


def _are_of_it(bands: Sequence[Band], gaps: tuple[Gap, ...]) -> bool:
    """Whether rows are those of a table with these columns: one alone fills most of them.

    Two texts between rules may be a page header.
    """
    if len(bands) > 1:
        return True
    return 2 * max(filled(line, gaps) for line in bands[0].lines) > len(gaps) + 1


def _is_better(region: Region, bands: Sequence[Band], found: Sequence[Region]) -> bool:
    """Whether other regions lack its lines or columns, and have no more that rows show."""
    more = [gap for one in found for gap in one.gaps if not _is_among(gap, region.gaps)]
    rows = [band.lines for band in bands]
    if any(is_shown(rows, gap, (*region.gaps, gap)) for gap in more):
        return False
    is_finer = any(len(one.gaps) < len(region.gaps) for one in found)
    known = {line.base for one in found for line in one.lines}
    return bool(more) or is_finer or any(line.base not in known for line in region.lines)


def _is_among(gap: Gap, gaps: Sequence[Gap]) -> bool:
    return any(meet(gap, one) for one in gaps)


def _region(bands: Sequence[Band], gaps: tuple[Gap, ...], others: Sequence[Words]) -> Region:
    """The table, with the heading above its first rule, and the row below its last one.

    These are among the other lines that were taken for one table with those between the rules.
    """
    first, last = bands[0].lines[0].base, bands[-1].lines[-1].base
    rows = [
        _row([line for line in others if line.base < first], gaps),
        *(band.lines for band in bands),
        _row([line for line in others if line.base > last], gaps),
    ]
    own: list[Words] = []
    starts = []
    for row in rows:
        starts += [len(own)] if row else []
        own += row
    left, right = min(line.x0 for line in own), max(line.x1 for line in own)
    return Region(tuple(own), without_stretched(own, gaps), left, right, tuple(starts))


def _row(lines: Sequence[Words], gaps: tuple[Gap, ...]) -> Sequence[Words]:
    """The lines, if they stand in several of the columns and nowhere across."""
    free = all(narrowed(gap, line) for line in lines for gap in gaps)
    return lines if free and any(filled(line, gaps) > 1 for line in lines) else ()
