"""PDF: columns that few parts of tables have, against those of many."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest

from extractors.document import Place
from extractors.pages.continuation import columns_of
from extractors.pages.families import Family, columns_of_all
from extractors.pages.grids import Span
from extractors.pages.headed_columns import Start, without_nameless
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Fragment, Part

WIDTH = 5.0  # points of each letter
PLACE, BOX = Place(1, 0.0, 0.0, 300.0, 9.0), (0.0, 0.0, 300.0, 9.0)
Texts = Sequence[tuple[float, str]]  # of a row's cells, and where each begins


def part(xs: Sequence[float], *rows: Texts) -> Part:
    cells = [
        Fragment(Span(row, column, 1, 1), BOX, PLACE, (line(x, text, 12.0 * row, own[0][1]),))
        for row, own in enumerate(rows)
        for column, (x, text) in enumerate(own)
    ]
    return Part(1, BOX, PLACE, tuple(xs), (0.0, 9.0), tuple(cells), drawn=False)


def line(x: float, text: str, base: float, first: str) -> PrintedLine:
    """In bold where its row begins with a number."""
    edges = array("f", [x + WIDTH * at for at in range(len(text) + 1)])
    about = (base, 9.0, first[0].isdigit(), len(text), x, edges[-1], bytes(32))
    return PrintedLine(1, text, edges.tobytes(), *about)


def family(own: Part, count: int) -> Family:
    found = Family(columns_of(own))
    found.tell(own)
    for _ in range(count - 1):
        assert found.takes(columns_of(own))
        found.tell(own)
    return found


FEW = part(
    (0.0, 100.0, 220.0, 300.0),
    [(2.0, "Milepæl"), (102.0, "Plan nummer 17 den 2."), (225.0, "opfølgning")],
    [(2.0, "Økonomi"), (102.0, "Intet er brugt her 3."), (225.0, "opfølgning")],
)


@pytest.mark.parametrize(
    ("count", "due", "expected"),
    [(10, "2. opfølgning", True), (9, "2. opfølgning", False), (10, "2024", False)],
)
def test_a_border_of_few_parts_is_none_where_words_of_many_stand_across(
    count: int, due: str, expected: bool
) -> None:
    """Though they lack another that all of these have: a justified line hides it."""
    texts = [(2.0, "Milepæl"), (102.0, "Plan"), (182.0, due), (280.0, "x")]
    many = family(part((0.0, 100.0, 178.0, 270.0, 300.0), texts, texts), count)

    assert family(FEW, 2).is_stretched(many) is expected


def narrow(*plans: str) -> Part:
    """What shows no border before the deadlines, which begin at 202."""
    rows = [[(2.0, "Milepæl"), (102.0, f"{plan:<19} 2024"), (280.0, "x")] for plan in plans]
    return part((0.0, 100.0, 270.0, 300.0), *rows)


@pytest.mark.parametrize(("deadline", "columns"), [(202.0, 3), (212.0, 4)])
def test_texts_that_begin_a_column_of_other_parts_begin_no_more_of_them(
    deadline: float, columns: int
) -> None:
    """Parts that show less of the same tables are no second reading of them."""
    row = [(2.0, "Milepæl"), (102.0, "Plan"), (deadline, "2024"), (280.0, "x")]
    many = family(part((0.0, 100.0, deadline - 2, 270.0, 300.0), row, row), 6)
    few = family(narrow("Kajen", "Havn og mole", "Skur"), 5)

    _, found = columns_of_all([many, few])

    assert len(found.sides) == columns
    assert len(columns_of_all([few])[0].sides) == len(row)


def test_a_blank_far_before_the_texts_of_a_column_is_no_border_of_it() -> None:
    """Long words hide the gap right before these, and leave a blank free between others."""
    rows = [[(2.0, "Milepæl"), (102.0, f"Plan {at}"), (280.0, "x")] for at in range(3)]
    own = columns_of(part((0.0, 100.0, 202.0, 300.0), *rows))._replace(gaps=((40, 100), (201, 203)))
    found = Family(own)
    found.tell(part((0.0, 100.0, 202.0, 300.0), *rows))
    assert found.is_moved()
    assert found.seen().xs[2] == pytest.approx(277.3)

    found.tell(part((0.0, 100.0, 202.0, 300.0), *([*row[:2], (210.0, "x")] for row in rows)))
    assert not found.is_moved()
    assert found.seen().xs[2] == 202.0


WHOLE = [(2.0, "Milepæl"), (102.0, "Plan"), (202.0, "2024"), (280.0, "x")]


@pytest.mark.parametrize(
    ("rows", "text", "expected"),
    [
        pytest.param(3, "Kajen", True, id="nothing across"),
        pytest.param(3, "Broerogmoler er ny", True, id="only blanks across"),
        pytest.param(3, "Nu vandstandsmåleren er ny", False, id="words across"),
        pytest.param(2, "Kajen", False, id="few rows"),
    ],
)
def test_two_parts_show_columns_that_others_lack(rows: int, text: str, expected: bool) -> None:
    """Where they have several rows each, and no word of the others stands across."""
    full = family(part((0.0, 100.0, 198.0, 270.0, 300.0), *[WHOLE] * rows), 2)
    lacking = family(part((0.0, 100.0, 300.0), *[[(2.0, "Milepæl"), (102.0, text)]] * 4), 2)

    assert not full.is_sure()
    assert full.is_full([full, lacking]) is expected
    assert not full.is_full([full])


def test_parts_that_lack_a_column_are_misled_by_its_room() -> None:
    """What stands in that column elsewhere is across their border; theirs crosses none."""
    row = [(2.0, "Milepæl"), (102.0, "Plan"), (192.0, "opfølgning")]
    whole = family(part((0.0, 100.0, 188.0, 270.0), *[row] * 3), 3)
    short = [(2.0, "Milepæl"), (102.0, "Plan"), (280.0, "x")]
    lacking = family(part((0.0, 100.0, 230.0, 300.0), *[short] * 3), 6)

    assert lacking.is_misled(whole)
    assert not whole.is_misled(lacking)


HEADED = part(
    (0.0, 100.0, 220.0, 300.0),
    [(2.0, "3.01. Kaj"), (102.0, "Indsats"), (225.0, "Tid")],
    [(2.0, "Milepæl"), (102.0, "Plan nummer 17."), (225.0, "juni 2024")],
)
CUT = part(
    (0.0, 100.0, 160.0, 300.0),
    [(2.0, "3.01. Kaj"), (102.0, "Indsats"), (225.0, "Tid")],
    [(2.0, "Den er ny."), (102.0, "Center: Miljø"), (175.0, "og Teknik")],
)


OTHER = part(
    (0.0, 100.0, 160.0, 300.0),
    [(2.0, "Økonomi"), (102.0, "Havnen"), (175.0, "Den er ny og"), (225.0, "renoveret")],
)


@pytest.mark.parametrize(
    ("cut", "starts", "expected"),
    [
        pytest.param(CUT, (102.0, 225.0), ["headed"], id="headed"),
        pytest.param(CUT, (102.0,), ["headed", "cut"], id="one name"),
        pytest.param(CUT, (102.0, 175.0, 225.0), ["headed", "cut"], id="another name"),
        pytest.param(OTHER, (102.0, 225.0), ["headed", "cut"], id="another table"),
    ],
)
def test_columns_that_no_name_heads_are_none_where_names_head_others(
    cut: Part, starts: Sequence[float], expected: Sequence[str]
) -> None:
    """Where their parts have the same names in bold, which are no words of a text."""
    families = {"headed": family(HEADED, 3), "cut": family(cut, 3)}

    found = without_nameless([*families.values()], [Start(x, x) for x in starts])

    assert [name for name, one in families.items() if one in found] == expected


@pytest.mark.parametrize(("signs", "expected"), [(5, False), (1, True)])
def test_words_too_long_for_their_column_show_no_other_columns(
    signs: int, *, expected: bool
) -> None:
    """Texts begin in line behind the border that they cross: so no words of one text do."""
    row = [(2.0, "Milepæl"), (102.0, "Plan"), (202.0, "2024"), (282.0, "x")]
    full = family(part((0.0, 100.0, 200.0, 275.0, 300.0), row, row), 4)
    crossing = [(2.0, "Milepæl"), (102.0, "Plan"), (202.0, "budgetopfølgningen")]
    plain = [(2.0, "Milepæl"), (102.0, "Plan"), (202.0, f"{'2024':<15} x")]
    rows = [crossing, crossing, *[plain] * signs]
    lacking = family(part((0.0, 100.0, 200.0, 300.0), *rows), 1)

    assert full.is_misled(lacking) is expected
