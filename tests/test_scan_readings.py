"""Scans: words are read again where they are doubtful, and numbers are left open where unsure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

cv2 = pytest.importorskip("cv2")

from extractors import formats, layouts  # noqa: E402
from extractors.document import Place  # noqa: E402
from extractors.formats.scans import (  # noqa: E402
    picture,
    readings,
    residue,
    ruling,
    sizes,
    stained,
    stains,
    surroundings,
    votes,
)
from extractors.formats.scans.tesseract import Letter, Word  # noqa: E402
from extractors.limits import Limits  # noqa: E402
from extractors.pages.grids import Span  # noqa: E402
from extractors.pages.letters import PrintedLine  # noqa: E402
from extractors.pages.misread import is_misread  # noqa: E402
from extractors.pages.parts import Fragment, Part  # noqa: E402
from extractors.pages.repeats import Headings, unrepeated  # noqa: E402

needs_tesseract = pytest.mark.usefixtures("tesseract_there")
DPI = 300
SIZE = 40.0  # pixels of the letters


def word(text: str, x0: float, x1: float, line: int = 1) -> Word:
    letters = tuple(Letter(letter, 99.0) for letter in text)
    return Word(letters, (x0, 100.0, x1, 130.0), 130.0, SIZE, line)


def open_words(ink: np.ndarray, found: Sequence[Word]) -> list[str]:
    pieces = residue.with_points(ink, found, DPI / 72)
    done = surroundings.doubted(ink, found, [*pieces.unread, *pieces.narrow])
    return [one.text for one in done if any(letter.is_open for letter in one.letters)]


def page() -> np.ndarray:
    return np.zeros((300, 600), np.uint8)


def test_a_number_beside_something_unread_is_open() -> None:
    """A figure may be left out; what stands further away is none of it."""
    near, far = page(), page()
    near[102:130, 205:222] = 255
    far[102:130, 260:277] = 255
    found = [word("12,5", 120, 200)]

    assert open_words(near, found) == ["12,5"]
    assert open_words(far, found) == []


def written(text: str) -> np.ndarray:
    """A line of print in black on white, at the place of `word`."""
    sheet = Image.new("RGB", (600, 300), "white")
    font = ImageFont.load_default(40)
    ImageDraw.Draw(sheet).text((120, 130), text, "black", font, anchor="ls")
    return np.asarray(sheet, np.uint8)


@needs_tesseract
@pytest.mark.parametrize(("ink", "is_open"), [((60, 60, 190), False), ((70, 70, 75), True)])
def test_a_number_is_read_through_a_coloured_stamp_only(
    ink: tuple[int, int, int], *, is_open: bool
) -> None:
    """Its strokes may have gone with a grey one: all readings may miss the same."""
    sheet = Image.fromarray(written("120.000"))
    stamp = Image.new("RGBA", sheet.size)
    ImageDraw.Draw(stamp).line((90, 95, 400, 135), (*ink, 190), 8)
    sheet.paste(stamp, (0, 0), stamp)
    colours = np.asarray(sheet, np.uint8)
    dark = np.asarray(np.asarray(stamp)[..., 3] > 0, np.uint8)
    nothing, lifted = np.zeros_like(dark), stains.lifted(colours, DPI / 72)
    taken = stained.Taken(*((dark, nothing) if is_open else (nothing, dark)), lifted)
    number = word("120.000", 118, 270)

    (same,), (other,) = (
        stained.checked([one], taken) for one in (number, word("120.009", 118, 270))
    )
    assert any(letter.is_open for letter in same.letters) == is_open
    assert any(letter.is_open for letter in other.letters)
    assert stained.checked([word("Havnen", 118, 270)], taken)[0].text == "Havnen"


def test_both_of_two_stamps_that_cross_are_taken_off() -> None:
    """Each has a hue of its own, and print stays; a face between them is a sign."""
    sheet = Image.fromarray(written("Havnen"))
    draw = ImageDraw.Draw(sheet)
    for x, ink in ((120, (120, 90, 190)), (230, (220, 130, 140))):
        draw.ellipse((x, 20, x + 240, 260), outline=ink, width=8)
    draw.ellipse((270, 180, 320, 230), fill=(0, 176, 80))
    colours = np.asarray(sheet, np.uint8)
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)

    done = stains.cleaned(grey, colours, DPI / 72).far

    assert done[140, 120:128].min() == done[140, 462:470].min() == 255
    assert done[100:132, 118:270].min() < 50
    assert done[205, 295] == grey[205, 295]


def test_a_minus_that_was_left_out_makes_a_number_open() -> None:
    """Beside the word's box or within it; a figure is no minus."""
    outside, within, figure = page(), page(), page()
    outside[118:122, 104:116] = 255
    within[118:122, 121:131] = 255
    figure[102:130, 121:138] = 255
    found = [word("0,2", 120, 180)]

    assert open_words(outside, found) == ["0,2"]
    assert open_words(within, found) == ["0,2"]
    assert open_words(figure, found) == []


def test_two_numbers_that_may_be_one_are_open() -> None:
    """A blank before three figures parts thousands, and a quarter from its year."""
    split = [word("31.12.20", 100, 200), word("17", 206, 230, line=2)]
    thousands = [word("75", 100, 130), word("000", 139, 180)]
    quarter = [word("Q4", 100, 140), word("2024", 150, 230)]

    assert open_words(page(), split) == ["31.12.20", "17"]
    assert open_words(page(), thousands) == []
    assert open_words(page(), quarter) == []


def left_open(drawn: str, read: str) -> list[str]:
    """What is left open of a word that was read where another may be printed."""
    ink = (255 - written(drawn)[..., 0] > 100).astype(np.uint8) * np.uint8(255)
    columns = np.flatnonzero(ink.any(axis=0))
    return open_words(ink, [word(read, columns[0], columns[-1] + 1)])


@pytest.mark.parametrize(
    ("drawn", "read", "is_open"),
    [
        ("½", "12", True),
        ("@", "2", True),
        ("¼", "%4", True),
        ("½", "%2", False),
        ("12", "12", False),
        ("2", "2", False),
    ],
)
def test_a_fraction_that_was_read_as_a_number_is_open(
    drawn: str, read: str, *, is_open: bool
) -> None:
    """Recognition has no word for one; figures stand apart, and one alone is narrow."""
    assert left_open(drawn, read) == [read] * is_open


@pytest.mark.parametrize(
    ("drawn", "read", "is_open"),
    [
        ("0,75", "0775", True),
        ("1.250", "1250", True),
        ("0,75", "0,75", False),
        ("1.250,5", "1.250,5", False),
        ("2017", "2017", False),
        ("2017.", "2017", False),
        ("2.kvartal", "2.kvartal", False),
        ("2.kvartal", "2kvartal", True),
    ],
)
def test_a_number_in_which_a_comma_stands_that_nobody_read_is_open(
    drawn: str, read: str, *, is_open: bool
) -> None:
    """Its ink stands on the base line between the figures."""
    assert left_open(drawn, read) == [read] * is_open


@pytest.mark.parametrize(("read", "expect"), [("%2", "½"), ("%2.", "½."), ("2", "2"), ("5%", "5%")])
def test_a_half_is_read(read: str, expect: str) -> None:
    """Recognition has no such letter: it sees a slope between two figures, the lower one a two."""
    ink = page()
    ink[100:130, 120:150] = 255

    assert [one.text for one in surroundings.doubted(ink, [word(read, 110, 130)], [])] == [expect]


def test_a_point_is_put_behind_its_word_once() -> None:
    """Recognition may read it and leave it out of the word's box."""
    ink = page()
    ink[125:130, 144:149] = 255

    texts = {
        text: residue.with_points(ink, [word(text, 120, 138)], DPI / 72).words[0].text
        for text in ("2", "2.")
    }
    assert texts == {"2": "2.", "2.": "2."}


def test_lines_of_one_type_have_one_size() -> None:
    """Whatever letters they hold; a heading keeps its own."""
    told = (("2017", 37.0), ("mio. kr. til vejen", 44.0), ("Status", 35.0), ("Havnen", 60.0))
    lines = [
        [word(text, 100, 300)._replace(size=size, box=(100, 130 - high, 300, 130))]
        for (text, size), high in zip(told, (28, 30, 29, 44), strict=True)
    ]

    found = sizes.sizes(lines)

    assert found[0] == found[1] == found[2] == pytest.approx(30 / 0.73)
    assert found[3] == pytest.approx(44 / 0.73)


def part(*rows: Sequence[str]) -> Part:
    """A table of one line in each cell."""
    box, place = (0.0, 0.0, 100.0, 100.0), Place(1, 0.0, 0.0, 100.0, 100.0)
    cells = [
        Fragment(Span(row, column, 1, 1), box, place, (printed(text),))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    edges = tuple(map(float, range(len(rows) + 1)))
    return Part(1, box, place, (0.0, 50.0, 100.0), edges, tuple(cells))


def printed(text: str) -> PrintedLine:
    return PrintedLine(1, text, b"", 0.0, 9.0, False, len(text), 0.0, 50.0, b"")


@pytest.mark.parametrize(
    ("again", "rows"),
    [("4.01, Bogbussen tilbage'", 1), ("�.��. Bogbussen tilbage", 1), ("4.02. Bogbussen", 0)],
)
def test_a_heading_that_was_misread_is_still_repeated(again: str, rows: int) -> None:
    """Another number is another heading."""
    above = Headings()
    above.add(part(("4.01. Bogbussen tilbage", "Tid"), ("Milepæl", "2024")))
    below = part((again, "Tid"), ("Milepæl", "2025"))

    assert unrepeated(above, below, is_misread).rows == rows
    assert unrepeated(above, below).rows == 0


def test_a_rule_that_a_large_stamp_hides_is_bridged() -> None:
    """Where the pieces end at the sides of the table, and one of them else in the open."""
    sides = [(x, 10.0, 90.0) for x in (0.0, 90.0, 150.0, 300.0)]
    level = [(10.0, 0.0, 300.0), (90.0, 0.0, 300.0)]

    for left, right in ((100.0, 165.0), (100.0, 150.0), (150.0, 220.0)):
        found = ruling.settled([*level, (50.0, 0.0, left), (50.0, right, 300.0)], sides)
        assert found.across[1] == (50.0, 0.0, 300.0)
        assert found.mended == 1
    merged = [*level, (50.0, 0.0, 90.0), (50.0, 150.0, 300.0)]
    assert ruling.settled(merged, sides).mended == 0


@pytest.mark.parametrize(("missing", "is_whole"), [(7.0, True), (20.0, False)])
def test_a_rule_whose_end_a_stamp_hides_goes_on(missing: float, *, is_whole: bool) -> None:
    """A piece too short to be seen as a line was left of it, or none."""
    level = [(at, 0.0, 300.0) for at in (0.0, 60.0, 120.0)]
    upright = [(0.0, 0.0, 120.0), (90.0, 0.0, 120.0 - missing), (300.0, 0.0, 120.0)]

    found = ruling.settled(level, upright)

    assert ((90.0, 0.0, 120.0) in found.down) == is_whole
    assert found.mended == is_whole


def test_a_line_alone_between_two_tables_is_no_rule() -> None:
    """The side of a stamp that fills the gap between them."""
    rows = [(y, 0.0, 300.0) for y in (10.0, 60.0, 80.0, 140.0)]
    sides = [(x, *ends) for x in (0.0, 300.0) for ends in ((10.0, 60.0), (80.0, 140.0))]

    found = ruling.settled(rows, [*sides, (100.0, 61.0, 79.0)])

    assert sorted(found.down) == sorted(sides)
    assert found.dropped == 1


def test_letters_that_a_stamp_left_beside_a_table_are_dirt() -> None:
    """Not within it, nor below; and nothing where words or figures stand too."""
    scale = DPI / 72
    rules = ruling.Ruling([], [(x, 0.0, 100.0) for x in (50.0, 100.0)])
    beside, within = word("f", 100, 120), word("i", 300, 320)
    figure, below = word("7", 140, 160), beside._replace(box=(100, 500, 120, 530))

    def dirt(*found: Word) -> list[Word]:
        return surroundings.beside_tables(found, rules, scale)

    assert dirt(beside, within, below) == [beside]
    assert dirt(beside, figure) == []


@needs_tesseract
@pytest.mark.parametrize("text", ["", "”."])
def test_a_figure_that_was_not_read_is_never_left_out(text: str) -> None:
    """Read by itself, or unknown: no deadline is taken from what is left of it."""
    colours = written("1.")
    spot = word(text, 118, 150)._replace(box=(118.0, 98.0, 150.0, 132.0))
    below = word("budgetopfølgning", 118, 400, line=2)._replace(box=(118, 150, 400, 180))

    found = readings.checked(np.ascontiguousarray(colours[..., 0]), [spot, below])

    assert [one.text for one in found] in (["1.", below.text], ["1", below.text])


@needs_tesseract
def test_a_number_in_a_box_with_specks_is_read_once() -> None:
    """What recognition took for letters, and the number among it that it left out."""
    colours = written("2.01").copy()
    colours[165:170, 125:130] = colours[165:170, 150:155] = 0
    both = word("Sel", 118, 190)._replace(box=(118.0, 99.0, 190.0, 171.0), base=171.0, size=96.0)
    spot = word("", 118, 190, line=2)._replace(box=(118.0, 98.0, 190.0, 132.0))

    found = readings.checked(np.ascontiguousarray(colours[..., 0]), [both, spot])

    assert [one.text for one in found] == ["2.01"]


@pytest.mark.parametrize(
    ("first", "others", "expect"),
    [
        # As read on pages: a 3 without a stain, and a \u00bd.
        ("8.", ("3.", "8:"), None),
        ("8.", ("3.", "8:", "3", "3"), None),
        ("1%", ("142", "14", "12", "12"), None),
        ("8", ("3", "8", "8", "8"), "8"),
        ("YO:", ("2,5", "2;D", "2,5", "2,9"), "2,5"),
        ("2017", ("2017", "2011"), None),
        ("11", ("1,1", "11"), None),
        ("11", ("1,1", "11", "11", "11"), None),
        ("25", ("2,5", "2,5"), "2,5"),
        ("12,5", ("12,5", "1:2;5", "12,5", "12,5"), "12,5"),
        ("2017", ("2017", "2O17"), "2017"),
        ("2017", ("2017", "ztr"), "2017"),
        ("l", ("1", "1"), "1"),
        ("vejen", ("vejen", "1"), "vejen"),
    ],
)
def test_a_number_that_another_reading_contradicts_needs_more(
    first: str, others: tuple[str, ...], expect: str | None
) -> None:
    """It stays where one of five readings has another number, and is open where two have."""
    assert votes.agreed(word(first, 120, 160), others) == expect


def test_a_box_that_cuts_a_figure_is_drawn_out() -> None:
    """Else its rest would be read as one more figure."""
    ink = page()
    ink[102:130, 180:205] = 255

    cut, near = word("5", 160, 190), word("6", 198, 230)

    assert residue.with_whole_letters(ink, [cut])[0].box == (160, 100.0, 205, 130.0)
    assert residue.with_whole_letters(ink, [cut, near])[0].box == cut.box


def test_rules_of_paper_that_bends_are_rules() -> None:
    """A long rule may bow by a point; the flat of a ring, as short as it is, may not."""
    grey = np.full((1000, 2200), 255, np.uint8)
    for y in (200, 400, 600):
        x = np.arange(100, 2100)
        bowed = np.rint(y + 4 * np.sin(np.pi * (x - 100) / 2000)).astype(int)
        grey[bowed, x] = grey[bowed + 1, x] = 0
    grey[200:602, 100:103] = grey[200:602, 2097:2100] = 0
    cv2.circle(grey, (1100, 850), 110, 0, 3)

    found = picture.rules(grey, np.zeros_like(grey), DPI / 72).found

    assert [round(line[0] * DPI / 72) // 10 for line in found.across] == [20, 40, 60]


DUE, TEXT = "1. budgetopfølgning 2024", "Der afsættes midler i 2024"


@pytest.mark.parametrize(
    ("below", "due", "rows"), [("FORT", DUE, 2), (TEXT, DUE, 2), (TEXT, "", 1)]
)
def test_a_label_with_a_piece_of_a_stamp_below_is_the_label(
    below: str, due: str, rows: int
) -> None:
    """A text that begins with such a word is none, unless a deadline stands beside it."""
    lines = (
        "<tr><td>1.01. Havnen<td>Kort beskrivelse af indsatsen (drift)<td>Tid<td>Smiley",
        "<tr><td>Havnen skal ryddes.<td>Ansvarligt center: Ejendomme<td><td>",
        f"<tr><td><p>Milepæl<p>{below}<td>Plan lagt.<td>{due}<td>",
        "<tr><td>Milepæl<td>Plan fulgt.<td>2. budgetopfølgning 2024<td>",
    )
    data = f"<html><body><table>{''.join(lines)}</table></body></html>".encode()

    (report,) = layouts.recognize(formats.read(data, Limits(), name="rapport.html"))

    assert [len(item.follow_ups) for item in report.items] == [rows]
