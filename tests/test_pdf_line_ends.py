"""PDF: what the end of a line says, inside a page and at its end, by the widths printed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.document import Cell
from extractors.formats.pdf import read
from extractors.limits import Limits

HEIGHT, TOP, BOTTOM = 200, 170, 30
LEADING, PADDING = 11.0, 4.0
LEFT, MIDDLE = 40.0, 120.0


def pages(*parts: Sequence[str], right: float, blank: float = 0.0, spread: float = 0.0) -> bytes:
    """A table of one row over pages: a text, and lines each of which begins at the cell's left.

    `blank` is added to every blank, `spread` to every letter of each part's first line.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    for number, lines in enumerate(parts):
        low = BOTTOM if number + 1 < len(parts) else TOP - 8 - LEADING * len(lines)
        canvas.grid([LEFT, MIDDLE, right], [TOP, low])
        left = ["Havnen"] if number else ["Skibene og"] * len(lines)  # the row goes on
        for place, own in ((LEFT, left), (MIDDLE, lines)):
            for at, line in enumerate(own):
                text = canvas.beginText(place + PADDING, TOP - SIZE - 1 - at * LEADING)
                text.setFont("Helvetica", SIZE)
                text.setWordSpace(blank)
                text.setCharSpace(0 if at else spread)
                text.textOut(line)
                canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def width(text: str, blank: float = 0.0) -> float:
    canvas = Canvas(BytesIO())
    return float(canvas.stringWidth(text, "Helvetica", SIZE)) + blank * text.count(" ")


def cell(data: bytes, engine: str) -> Cell:
    found = read(data, Limits(), engine).tables[0].rows[0][1]
    assert found is not None
    return found


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
    ("first", "second"),
    [
        ("Molen er gjort sikker pr.", "1. oktober 2021"),
        ("Molen er gjort sikker.", "1. oktober 2021"),
        ("Molen er gjort sikker nr.", "2. Det er den nye"),
    ],
    ids=["both", "a day", "a word that a number follows on"],
)
def test_a_number_behind_a_wide_blank_may_be_no_list_item(
    first: str, second: str, engine: str
) -> None:
    """As justified lines have them: the line above is full."""
    right = MIDDLE + 2 * PADDING + width(first) + 1

    found = cell(pages([first, second], right=right, blank=0.3 * SIZE), engine)

    assert found.text == f"{first} {second}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("first", "second", "between"),
    [("Molen er gjort sikre", "d. Det er", " "), ("Molen og kajen", "a. Det er", "\n")],
)
def test_a_letter_that_a_line_cut_off_begins_no_list_item(
    first: str, second: str, between: str, engine: str
) -> None:
    """Which begins with the first one, or below the end of a sentence."""
    right = MIDDLE + 2 * PADDING + width(first) + 0.9 * SIZE

    found = cell(pages([first, second], right=right, blank=0.3 * SIZE), engine)

    assert found.text == f"{first}{between}{second}"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_at_the_end_of_a_line_belongs_to_what_follows(engine: str) -> None:
    """Which had no room beside it, though it begins with a capital."""
    lines = ["I 2017: * Udgift 3 mio. kr. *", "Besparelse: 2 mio. kr."]
    right = MIDDLE + 2 * PADDING + width(lines[0]) + width(" Bes")

    found = cell(pages(lines, right=right), engine)

    assert found.text == " ".join(lines)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("sign", "second", "between"),
    [
        (")", "2) Den skal", "\n"),
        (")", "3) Den skal", " "),
        (")", "2. Den skal", " "),
        (")", "2) den skal", "\n"),
        (".", "2. Den skal", "\n"),
        (".", "2. del skal", " "),
    ],
)
def test_the_next_number_begins_the_next_list_item(
    sign: str, second: str, between: str, engine: str
) -> None:
    """Though the line above is full and nothing stands apart; "2. del" may go on with it."""
    first = f"1{sign} Molen er gjort sikker nu"
    right = MIDDLE + 2 * PADDING + width(first) + 1

    found = cell(pages([first, second], right=right), engine)

    assert found.text == f"{first}{between}{second}"


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
    [("Ejendomme", "bidragsyder: Ejendomme"), ("I 2015 sker det", "bidragsyder:\nI 2015 sker det")],
)
def test_what_a_label_at_the_end_of_a_page_is_told_by_room(
    below: str, expected: str, engine: str
) -> None:
    """A name that had no room beside it goes on there; a sentence that had some is another's."""
    full = "Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1
    upper = [*[full] * 10, "Væsentlig bidragsyder:"]

    found = cell(pages(upper, [below], right=right), engine)

    assert found.text.endswith(expected)


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
@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Molen er lagt. Status: Alt er", ". Status: Ny"),
        ("Molen er lagt, og alt er fint", ".\nStatus: Ny"),
    ],
    ids=["seen inside a line", "seen nowhere else"],
)
def test_a_label_at_the_beginning_of_a_line_is_told_by_where_else_it_stands(
    first: str, expected: str, engine: str
) -> None:
    """One that the document writes in the middle of lines may come to stand there by chance."""
    full = "Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1

    found = cell(pages([first, full, "Status: Ny mole på vej"], right=right), engine)

    assert expected in found.text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("gaps", "expected"),
    [((), ".\nMål:"), (("Status:",) * 3, ". Mål:"), (("Mål:",) * 3, ". Mål:")],
    ids=["no label behind a gap", "others behind a gap", "itself behind a gap"],
)
def test_a_label_without_a_gap_above_is_in_a_sentence_where_others_have_one(
    gaps: Sequence[str], expected: str, engine: str
) -> None:
    """The line above is full, and its paragraph begins with a label too."""
    full = "Her: Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1
    lines = [full, "Mål: Ny mole på vej"]
    apart = [one for label in gaps for one in ("Molen er sat i stand.", "", f"{label} Nået")]

    found = cell(pages([*lines, "", *apart], right=right), engine)

    assert f"sikker{expected} Ny mole" in found.text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_that_often_begins_lines_without_a_gap_begins_a_paragraph(engine: str) -> None:
    """Though others have a gap above."""
    full = "Her: Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1
    apart = [one for _ in range(3) for one in ("Molen er i stand.", "", "Status: Nået")]

    found = cell(
        pages([full, "Mål: Ny mole", *["Mål: En bro"] * 2, "", *apart], right=right), engine
    )

    assert "sikker.\nMål: Ny mole\nMål: En bro\nMål: En bro\n" in found.text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_that_begins_many_lines_begins_one_below_a_name_that_a_page_cuts(
    engine: str,
) -> None:
    """The label of that name stands on the page above, and nothing has a gap."""
    name = "Havneudviklingssekretariatet"
    right = MIDDLE + 2 * PADDING + width(name) + 6
    labelled = ["Center: Havn", "Udvalg: Havn"]

    found = cell(pages([*labelled * 5, "Center:"], [name, "Udvalg: Havn"], right=right), engine)

    assert found.text.endswith(f"Center: {name}\nUdvalg: Havn")


@pytest.mark.parametrize("engine", ENGINES)
def test_such_a_label_begins_one_behind_a_name_that_fills_its_line(engine: str) -> None:
    """Which no full stop ends, and no label begins."""
    full = "Havneudviklingssekretariatet"
    right = MIDDLE + 2 * PADDING + width("Molen er i stand til sidst. ") + 1
    apart = [one for _ in range(3) for one in ("Molen er i stand.", "", "Status: Nået")]

    lines = [full, "Mål: Ny mole", *["Mål: En bro"] * 2, "", *apart]
    found = cell(pages(lines, right=right), engine)

    assert found.text.startswith(f"{full}\nMål: Ny mole\nMål: En bro")


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
