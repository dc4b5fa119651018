"""PDF: whether a paragraph ends with its page, told by the room below the last line."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

import pytest
from drawn_tables import ENGINES, LEADING, SIZE
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40.0, 120.0, 240.0, 360.0)
HEIGHT, TOP = 200, 170.0
CUT, WHOLE = 3.0, 6.0  # points below the last line


class Row(NamedTuple):
    """A row as it stands on one page, with the lines of its cells and what is free below them."""

    left: Sequence[str]
    right: Sequence[str]
    foot: float = WHOLE
    label: str = "Milepæl"
    sunk: float = 0.0  # points by which the right column stands lower


def pages(*parts: Sequence[Row]) -> bytes:
    """A part of the table on each page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    for part in parts:
        canvas.setFont("Helvetica", SIZE)
        ys = [TOP]
        for row in part:
            for x, lines in zip(XS, ((row.label,), row.left, row.right), strict=False):
                for at, line in enumerate(lines):
                    by = row.sunk if lines is row.right else 0.0
                    canvas.drawString(x + 4, ys[-1] - SIZE - 1 - at * LEADING - by, line)
            lines = max(row.left, row.right, key=len)
            ys.append(ys[-1] - SIZE - 1 - (len(lines) - 1) * LEADING - row.foot)
        canvas.grid(list(XS), ys)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


FULL = "Molen er bygget helt om."  # as wide as its column
WHOLE_ROW = Row(("Skibene er i havn nu.", FULL), ("Nået",))
CUT_ROW = Row(("Broen", "er lagt"), ("Den er åben, og på den", "kører nu alle,"), CUT, "Økonomi og")
FEW = ("Den er åben for alle om", "dagen.")
REST = Row(("og malet",), ("som vil det.",), label="milepæl")
CUTS = ((CUT_ROW,), (REST, CUT_ROW), (REST, WHOLE_ROW), (WHOLE_ROW,))


def read_over(upper: Row, lower: Row, engine: str, others: Sequence[Sequence[Row]] = CUTS) -> str:
    """The first text of a row over two pages, whose label shows that it is one."""
    above = (*others[-1], upper._replace(label="Økonomi og"))
    below = (lower._replace(label="havnen"), WHOLE_ROW)
    document = read(pages(*others[:-1], above, below), Limits(), engine)
    cell = document.tables[0].rows[-2][1]
    assert cell is not None
    return cell.text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("right", "foot", "rest", "between"),
    [
        (("Nået",), WHOLE, (), "\n"),
        (("Nået",), CUT, (), " "),
        (("Det sker", "i år."), WHOLE, (), " "),
        (("Det sker", "i år, og"), WHOLE, ("det er godt.",), "\n"),
        (("Nået",), (WHOLE + CUT) / 2, (), " "),
    ],
    ids=[
        *("as below all paragraphs", "as below a cut one", "or it is that of another"),
        *("for that goes on", "neither"),
    ],
)
def test_a_paragraph_ends_with_the_page_if_its_distance_is_below(
    right: Sequence[str], foot: float, rest: Sequence[str], between: str, engine: str
) -> None:
    """The last line is full and ends a sentence, so that nothing else tells."""
    upper = Row(("Havnen får nye kajer.", FULL), right, foot)
    lower = Row(("Kajen er lagt til alle skibe.",), rest)

    found = read_over(upper, lower, engine)

    assert found == f"Havnen får nye kajer. {FULL}{between}Kajen er lagt til alle skibe."


@pytest.mark.parametrize("engine", ENGINES)
def test_another_text_may_stand_a_little_lower(engine: str) -> None:
    """It goes on below, and the border is as far down as the paragraph that ends moves it."""
    upper = Row(("Havnen får nye kajer.", FULL), ("Det sker", "i år, og"), WHOLE, sunk=1.5)
    lower = Row(("Kajen er lagt til alle skibe.",), ("det er godt.",))

    found = read_over(upper, lower, engine)

    assert found == f"Havnen får nye kajer. {FULL}\nKajen er lagt til alle skibe."


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_of_one_line_is_as_high_as_its_empty_cells(engine: str) -> None:
    found = read_over(Row((FULL,), (), WHOLE), Row(("Kajen er lagt.",), ("Nået",)), engine)

    assert found == f"{FULL} Kajen er lagt."


@pytest.mark.parametrize("engine", ENGINES)
def test_the_distance_tells_nothing_where_no_cut_paragraph_is_without_it(engine: str) -> None:
    others = [[row._replace(foot=WHOLE) for row in part] for part in CUTS]
    upper = Row(("Havnen får nye kajer.", FULL), ("Nået",), WHOLE)

    found = read_over(upper, Row(("Kajen er lagt til alle skibe.",), ()), engine, others)

    assert found == f"Havnen får nye kajer. {FULL} Kajen er lagt til alle skibe."


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("foot", "high", "between"),
    [(CUT, 3, " "), (WHOLE, 3, "\n"), (CUT, 1, "\n")],
    ids=["room for a gap", "a gap", "no room on the page"],
)
@pytest.mark.parametrize(
    "texts",
    [("Havnen får nye kajer.", "Status: Kajen er lagt."), ("Her: Havnen er ny.", "Kajen er lagt.")],
)
def test_a_label_is_in_a_sentence_where_no_gap_stands_before_the_end_of_the_page(
    foot: float, high: int, between: str, texts: tuple[str, str], engine: str
) -> None:
    """All other labels have one above; nor is what follows on an answer a paragraph of its own."""
    apart = Row(("Her: Molen er i stand.", "", "Status: Nået"), ("Nået",))
    upper = Row((texts[0], FULL), ("Nået",), foot)
    lower = Row((texts[1],), ())
    parts = [[apart], [apart], [apart] * high, *CUTS]

    found = read_over(upper, lower, engine, parts)

    assert found == f"{texts[0]} {FULL}{between}{texts[1]}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("first", ["Havnen får nye kajer.", "Skoven 2016: Havnen er ny."])
@pytest.mark.parametrize(
    ("below", "between"),
    [
        ("Skoven 2017: Kajen er lagt.", " "),
        ("Status: Kajen er lagt.", "\n"),
        ("Kommentar: Kajen er ny.", "\n"),
    ],
    ids=["words with a colon", "a label", "a word that stands once"],
)
def test_several_words_with_a_colon_begin_a_paragraph_with_the_page_if_they_begin_others(
    below: str, between: str, first: str, engine: str
) -> None:
    """The page had no room for a gap; words that stand once may stand inside a sentence."""
    apart = Row(("Her: Molen er i stand.", "", "Status: Nået"), ("Nået",))
    upper, lower = Row((first, FULL), ("Nået",), CUT), Row((below,), ())

    found = read_over(upper, lower, engine, [[apart], [apart], [apart], *CUTS])

    assert found == f"{first} {FULL}{between}{below}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("gaps", "between"), [(3, "\n"), (1, " ")], ids=["of a paragraph", "inside one"]
)
def test_a_full_line_at_the_end_of_a_page_ends_what_others_do(
    gaps: int, between: str, engine: str
) -> None:
    """What most sentences that end with a full line end, where the page itself does not show it."""
    apart, close = Row((FULL, "", FULL), ("Nået",), CUT), Row((FULL, FULL), ("Nået",), CUT)
    others = [[apart]] * gaps + [[close]] * (4 - gaps)
    upper, lower = Row((FULL,), ("Nået",), CUT), Row(("Kajen er lagt til alle skibe.",), ())

    found = read_over(upper, lower, engine, others)

    assert found == f"{FULL}{between}Kajen er lagt til alle skibe."


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("apart", [5, 2], ids=["mostly", "seldom"])
def test_labels_that_mostly_have_a_gap_above_need_one(apart: int, engine: str) -> None:
    """Where most have, one without may have come to begin its line by chance."""
    gapped = Row(("Her: Molen er i stand.", "", "Status: Nået"), ("Nået",))
    close = Row(("Her: Kajen er i stand.", "Status: Nået"), ("Nået",))
    other = Row(("Her: Broen er i stand.", "Pris: Ukendt"), ("Nået",))
    rows = [*[gapped] * apart, *[close] * (7 - apart), other]

    document = read(pages(*([row] for row in rows)), Limits(), engine)
    texts = [row[1].text for table in document.tables for row in table.rows if row[1]]

    between = " " if apart == 5 else "\n"
    assert texts[-1] == f"Her: Broen er i stand.{between}Pris: Ukendt"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("going", "between"),
    [(FEW, " "), ((FEW[0], *FEW), "\n")],
    ids=["a line kept for the last one", "a line that it would have filled"],
)
def test_a_paragraph_that_left_a_line_free_has_ended(
    going: Sequence[str], between: str, engine: str
) -> None:
    """Another column shows how far the page reached."""
    upper, lower = Row((FULL,), CUT_ROW.right, CUT), Row(going, ("og som har en båd.",))

    assert read_over(upper, lower, engine) == f"{FULL}{between}{' '.join(going)}"
