"""PDF: what the end of a line says, inside a page and at its end, by the widths printed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from cells_over_pages import HEIGHT, LEADING, LEFT, MIDDLE, PADDING, TOP, cell, pages, width
from drawn_tables import ENGINES, SIZE
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.formats.pdf import read
from extractors.limits import Limits


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_torn_by_the_end_of_a_page_is_whole(engine: str) -> None:
    """As one torn inside a page is: the column has no room for another letter."""
    right = MIDDLE + 2 * PADDING + width("budgetopfølgni") + 1
    # Elsewhere it is whole, and lines reach as far.
    upper = [*["1.", "budgetopfølgni", "ng 2017"] * 3, "2.", "budgetopfølgni"]

    found = cell(pages(upper, ["ng 2017"], right=right), engine)

    assert found.text.replace("\n", " ").endswith("2. budgetopfølgning 2017")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_may_be_too_long_by_less_than_lines_show(engine: str) -> None:
    """Another line reaches further than the padding, by as little as programs round."""
    first, word = "i alle havnene nu", "budgetopfølgningen"
    spread = (width(word) + 0.4 - width(first)) / (len(first) - 1)
    right = MIDDLE + 2 * PADDING + width(word) - 0.2

    lines = [first, word[:-1], f"{word[-1]} for 2017"]
    found = cell(pages(lines, right=right, spread=spread), engine)

    assert found.text == f"{first} {word} for 2017"


@pytest.mark.parametrize("engine", ENGINES)
def test_two_words_are_not_glued_by_the_end_of_a_page(engine: str) -> None:
    """Where the word below would not have fitted, but a letter of it would have."""
    right = MIDDLE + 2 * PADDING + width("havnen er bygget helt om") + 1
    upper = ["havnen er bygget helt om", *["og molen er gjort sikker"] * 9, "og kajen til skibene"]

    found = cell(pages(upper, ["forlænges"], right=right), engine)

    assert found.text.endswith("og kajen til skibene forlænges")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("first", "between"), [("1) Alle havne i byen", "\n"), ("1. kvartal er det nu", " ")]
)
def test_a_page_begins_with_the_first_item_of_a_list(first: str, between: str, engine: str) -> None:
    """Behind a colon that ends a full line."""
    upper = [*["Molen er gjort sikker nu"] * 10, "Her kan i alt nævnes nu:"]
    right = MIDDLE + 2 * PADDING + width("Molen er gjort sikker nu") + 1

    found = cell(pages(upper, [first], right=right), engine)

    assert found.text.endswith(f"Her kan i alt nævnes nu:{between}{first}")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sum_goes_on_behind_a_short_form_though_its_unit_had_room(engine: str) -> None:
    """By a hair: programs round widths. Only a line that had room for more was ended early."""
    full = "Skibene i alle kommunens"
    reach = width("havne er nu for 7,8 mio. kr.") + 1.5
    spread = (reach - width(full)) / (len(full) - 1)

    lines = [full, "havne er nu for 7,8 mio.", "kr. af byens egne penge"]
    found = cell(pages(lines, right=MIDDLE + 2 * PADDING + reach, spread=spread), engine)

    assert found.text == " ".join(lines)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("spare", "expected"), [(-0.1, " "), (1.2, "\n")])
def test_a_line_ended_early_if_the_next_word_and_the_printed_blank_had_room(
    spare: float, expected: str, engine: str
) -> None:
    """A blank may be wider than most are, as in many screen fonts: here 0.35 of the size."""
    blank = 0.35 * SIZE - width(" ")
    full = "Molen er gjort sikker"
    reach = width("Det sker i Klitsund By", blank) + spare
    spread = (reach - width(full, blank)) / (len(full) - 1)

    lines = [full, "Det sker i Klitsund", "By for by er det nu"]
    right = MIDDLE + 2 * PADDING + reach
    found = cell(pages(lines, right=right, blank=blank, spread=spread), engine)

    assert found.text == f"{full} Det sker i Klitsund{expected}By for by er det nu"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("spare", "between"), [(0.4, " "), (0.5, "\n")], ids=["as some are", "wider than any"]
)
def test_a_word_alone_on_its_line_does_not_show_how_wide_blanks_are(
    spare: float, between: str, engine: str
) -> None:
    """Which may be a little wider than most."""
    lines = ["3.02.", "Specialundervisning", "i de nye skoler"]
    reach = width(lines[0]) + width(lines[1]) + spare * SIZE
    blank = (reach - width(lines[2])) / lines[2].count(" ")

    found = cell(pages(lines, right=MIDDLE + 2 * PADDING + reach, blank=blank), engine)

    assert found.text == f"3.02.{between}Specialundervisning i de nye skoler"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["Sekretariat og Havn"], "Bidragsyder: Politisk Sekretariat og Havn"),
        (["Sekretariat", "Der ryddes op."], "Bidragsyder: Politisk Sekretariat\nDer ryddes op."),
        (["Sekretariatet rydder op."], "Bidragsyder: Politisk\nSekretariatet rydder op."),
        (["Ansvarligt udvalg: Havn"], "Bidragsyder: Politisk\nAnsvarligt udvalg: Havn"),
    ],
)
def test_a_name_that_a_page_cuts_goes_on_unless_a_sentence_begins(
    below: list[str], expected: str, engine: str
) -> None:
    """Where its rest had no room on the line; a label answered before is no sentence."""
    full = "Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1

    found = cell(pages([*[full] * 10, "Bidragsyder: Politisk"], below, right=right), engine)

    assert found.text.endswith(expected)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("spare", [0.1, 0.6])
def test_a_word_that_nearly_had_room_goes_on(spare: float, engine: str) -> None:
    """Programs leave half a rule's width free, and print blanks a little wider than most are."""
    full, upper, lower = "Det gøres sammen med", "Handicaprådet,", "Seniorrådet og andre"
    reach = width(f"{upper} Seniorrådet") + spare
    spread = (reach - width(full)) / (len(full) - 1)

    right = MIDDLE + 2 * PADDING + reach
    found = cell(pages([full, upper, lower], right=right, spread=spread), engine)

    assert found.text == f"{full} {upper} {lower}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        (("3.01. Havnen - del", "Kort beskrivelse"), ("4", "(drift)")),
        (("3.01. Havnen - del 4", "Kort beskrivelse"), ("", "(drift)")),
        (("3.01. Havnen - del", "Kort beskrivelse (drift)"), ("4", "")),
        (("3.01. Havnen", "Kort beskrivelse (drift)"), ("- del 4", "")),
        (("3.01.", "Kort beskrivelse"), ("Havnen - del 4", "(drift)")),
    ],
)
def test_the_rest_of_a_heading_row_below_a_page_break(
    heading: tuple[str, str], rest: tuple[str, str], engine: str
) -> None:
    """A part's number, and what stands in parentheses, belong to the heading above."""
    body = ("Havnen skal ryddes.", "Der ryddes op.", "", "")
    above = [("x", "y", "", ""), (*heading, "Tid", "Smiley")]
    below = [(*rest, "", ""), body, ("Milepæl", "Ryddet.", "2. budgetopfølgning 2024", "Nået")]
    item = (("3.00. Før", "Kort beskrivelse", "Tid", "Smiley"), ("a", "b", "", ""))
    before = [*item, ("Milepæl", "Lagt.", "1. budgetopfølgning 2024", "Nået")] * 4

    document = read(tables(before[:10] + above[1:], below), Limits(), engine)
    (report,) = layouts.recognize(document)
    last = report.items[-1]

    assert (last.heading.text.replace("\n", " "), last.funding) == ("3.01. Havnen - del 4", "drift")
    assert last.description is not None
    assert last.description.text == "Havnen skal ryddes."


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("ending", "between"), [("Molen er sikker, og havnen er.", " "), ("Molen er sikker.", "\n")]
)
def test_a_sentence_goes_on_in_a_row_that_only_the_layout_joins(
    ending: str, between: str, engine: str
) -> None:
    """Where the line above had no room for its first word, as where the page joins the row."""
    heads = [(f"3.0{n}. Havnen", "Kort beskrivelse", "Tid", "Smiley") for n in range(1, 5)]
    row = ("Milepæl", "Ryddet.", "1. juni 2024", "Nået")
    full = ("Molen er sikker, og havnens er.", "", "", "")
    above = [one for head in heads[:-1] for one in (head, full, row)]

    cut = [*above, heads[-1], (ending, "", "", "")]
    rest = [("Indsatsen er ny.", "", "", ""), row]
    document = read(tables(cut, rest), Limits(), engine)
    (report,) = layouts.recognize(document)
    description = report.items[-1].description

    assert document.tables[0].possible_continuations == (11,)
    assert description is not None
    assert description.text == f"{ending}{between}Indsatsen er ny."


def tables(*parts: Sequence[Sequence[str]]) -> bytes:
    """A part of a ruled table on each page, the upper ones to the end of it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, HEIGHT), invariant=1)
    xs, high = (40, 180, 380, 500, 560), 13
    for rows in parts:
        canvas.setFont("Helvetica", SIZE)
        ys = [TOP + 10 - high * number for number in range(len(rows) + 1)]
        canvas.grid(list(xs), ys)
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + PADDING, y - SIZE - 1, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sentence_behind_a_label_goes_on_in_a_capital_letter_over_a_page(engine: str) -> None:
    """Where the line above had no room for it; behind a name a sentence begins."""
    text = "Status: Der er afsat midler til drift og til anlæg i alle år, herunder"
    name = "Ansvarligt center: Center for Teknik, Klima og Miljø"

    above = ["Molen er bygget."] * 11

    going_on = pages([*above, text], ["IT-udstyr på skolerne."], right=MIDDLE + 9 + width(text))
    behind = pages([*above, name], ["Indsatsen er ny."], right=MIDDLE + 9 + width(name))

    assert cell(going_on, engine).text.endswith(f"{text} IT-udstyr på skolerne.")
    assert cell(behind, engine).text.endswith(f"{name}\nIndsatsen er ny.")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hyphen_printed_by_itself_stays_behind_a_short_form(engine: str) -> None:
    """Kerning parts it from its word; a typesetter's hyphen is no part of a word."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    canvas.grid([LEFT, MIDDLE, 300], [TOP, TOP - 20, TOP - 60])
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(MIDDLE + PADDING, TOP - 30, "Der købes IT")
    canvas.drawString(MIDDLE + PADDING + width("Der købes IT") - 0.4, TOP - 30, "-")
    canvas.drawString(MIDDLE + PADDING, TOP - 30 - LEADING, "udstyr til skolerne.")
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine).tables[0].rows[1][1]

    assert found is not None
    assert found.text == "Der købes IT-udstyr til skolerne."


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("Der er en ny ", "A", "-"), "Der er en ny A-pladser i år."),
        (("Der er ny ", "e", "l", "-"), "Der er ny el-pladser i år."),
        (("Der er ny ", "s", "m", "s", "-"), "Der er ny sms-pladser i år."),
        (("Nye drift", "s", "-"), "Nye drifts-pladser i år."),
    ],
)
def test_a_hyphen_printed_by_itself_stays_behind_letters_by_themselves(
    pieces: tuple[str, ...], text: str
) -> None:
    """Some programs print each letter by itself, and an author's hyphen as well."""
    assert broken(pieces) == text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("Nye dag", "til", "bud", "s", "-"), "Nye dagtilbudspladser i år."),
        (("Nye dagtil", "buds", "-"), "Nye dagtilbudspladser i år."),
        (("Nye dagtil", "bud", "s-"), "Nye dagtilbuds-pladser i år."),
        (tuple("Nye dagtilbuds-"), "Nye dagtilbuds-pladser i år."),
    ],
)
def test_a_hyphen_printed_by_itself_is_put_in_behind_a_letter_by_itself(
    pieces: tuple[str, ...], text: str
) -> None:
    """Between two places where its word may be broken; not where each letter stands alone."""
    assert broken(pieces) == text


def broken(pieces: Sequence[str]) -> str:
    """A line whose pieces are text objects of their own, and the line below it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    canvas.grid([LEFT, MIDDLE, 300], [TOP, TOP - 20, TOP - 60])
    canvas.setFont("Helvetica", SIZE)
    x = MIDDLE + PADDING
    for piece in pieces:
        canvas.drawString(x, TOP - 30, piece)
        x += width(piece)
    canvas.drawString(MIDDLE + PADDING, TOP - 30 - LEADING, "pladser i år.")
    canvas.save()

    found = read(stream.getvalue(), Limits()).tables[0].rows[1][1]

    assert found is not None
    return found.text
