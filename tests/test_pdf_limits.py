"""PDF: what a page holds beyond a limit is told, and all other pages are read."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES
from handmade import TIMES, handmade
from hostile_pdfs import pdf, stream

from extractors.document import Document, Paragraph
from extractors.formats.pdf import page, read
from extractors.limits import Limits

FONT = b"/Font << /F1 9 0 R >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << %s >> >>"
)
TEXT = b"BT /F1 12 Tf 30 %d Td (%s) Tj ET\n"
FIRST = 10  # of the objects that a page draws


def between(content: bytes, resources: bytes, *more: bytes) -> bytes:
    """Three pages, of which the second is as given."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
        3: PAGE % (6, FONT),
        4: PAGE % (7, FONT + resources),
        5: PAGE % (8, FONT),
        6: stream(TEXT % (700, b"Foerste side.")),
        7: stream(content),
        8: stream(TEXT % (700, b"Tredje side.")),
        9: TIMES,
    }
    return pdf(objects | dict(enumerate(more, FIRST)))


def told(document: Document) -> list[tuple[str, str]]:
    return [(one.code, one.evidence) for one in document.notices]


def words(document: Document) -> str:
    return " ".join(one.text for one in document.blocks if isinstance(one, Paragraph))


def forms(depth: int) -> bytes:
    """Forms within each other, the innermost with a frame."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>"
    inner = (b"/XObject << /X %d 0 R >>" % (FIRST + at + 1) for at in range(depth - 1))
    drawn = [stream(b"/X Do", head % one) for one in inner]
    drawn.append(stream(b"0 0 300 300 re S", head % b""))
    content = TEXT % (700, b"Anden side.") + b"/X Do"
    return between(content, b"/XObject << /X %d 0 R >>" % FIRST, *drawn)


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_too_deep_within_each_other_are_told(engine: str) -> None:
    document = read(forms(40), Limits(), engine)

    assert told(document) == [("page-cut-off", "forms within 8 others")]
    assert words(document) == "Foerste side. Anden side. Tredje side."


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_within_each_other_are_read(engine: str) -> None:
    assert told(read(forms(8), Limits(), engine)) == []


def crowd(times: int, levels: int, resources: bytes = b"<< %s >>") -> bytes:
    """Forms each of which draws the next one so many times, the last one a text."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources "
    drawn = [
        stream(b"/X Do " * times, head + resources % b"/XObject << /X %d 0 R >>" % (FIRST + at + 1))
        for at in range(levels)
    ]
    drawn.append(stream(TEXT % (700, b"Anden side."), head + resources % FONT))
    return between(b"/X Do", b"/XObject << /X %d 0 R >>" % FIRST, *drawn)


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_that_draw_each_other_many_times_are_told(engine: str) -> None:
    """Their page is left out before any memory is taken for it; the others are read."""
    document = read(crowd(10, 8), Limits(), engine)

    assert told(document) == [("page-cut-off", "forms drawn 111111111 times, none read")]
    assert words(document) == "Foerste side. Tredje side."


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_that_draw_each_other_are_read(engine: str) -> None:
    """As signs and emblems do."""
    document = read(crowd(1, 5), Limits(), engine)

    assert told(document) == []
    assert words(document) == "Foerste side. Anden side. Tredje side."


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_that_draw_each_other_in_a_ring_are_told(engine: str) -> None:
    """They would go on to the deepest level, twice as many at each."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >>"
    inner = [stream(b"/X Do " * 2, form % (b"/X %d 0 R" % (FIRST + at))) for at in (1, 0)]
    document = read(between(b"/X Do", b"/XObject << /X 10 0 R >>", *inner), Limits(), engine)

    assert [code for code, _ in told(document)] == ["page-cut-off"]
    assert words(document) == "Foerste side. Tredje side."


def pictures(number: int, more: bytes = b"") -> bytes:
    """So many small pictures that hardly leave their place."""
    image = stream(
        b"\x00\xff\x00",
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB",
    )
    placed = b"".join(b"q 80 0 0 80 %d %d cm /X Do Q\n" % (n % 9, n % 7) for n in range(number))
    return between(more + placed, b"/XObject << /X %d 0 R >>" % FIRST, image)


@pytest.mark.parametrize("engine", ENGINES)
def test_more_pictures_than_the_limit_are_told(engine: str) -> None:
    """One is looked at in the time that ten segments take."""
    shown = TEXT % (700, b"Anden side.")
    document = read(pictures(60, shown), Limits(page_segments=500), engine)

    assert ("page-cut-off", "more than 50 pictures") in told(document)
    assert words(document).startswith("Foerste side. Anden side.")
    assert words(document).endswith("Tredje side.")
    fewer = read(pictures(40, shown), Limits(page_segments=500), engine)
    assert told(fewer) == [("covered-sign", "page 2")]


@pytest.mark.parametrize("engine", ENGINES)
def test_many_pictures_in_one_place_make_no_scan(engine: str) -> None:
    """They cover no more of the page than one of them."""
    document = read(pictures(400, TEXT % (700, b"Anden side.")), Limits(), engine)

    assert told(document) == [("covered-sign", "page 2")]
    assert "Anden side." in words(document)


def tangle(lines: int) -> bytes:
    """So many lines from side to side of a page without text, each across others."""
    drawn = (
        b"%d %d m %d %d l S\n" % (at * 37 % 590, at * 53 % 840, at * 71 % 590, at * 29 % 840)
        for at in range(lines)
    )
    return between(b"".join(drawn), b"")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_cut_off_for_its_drawings_is_no_scan(engine: str) -> None:
    """To draw it and to look for letters in it takes longest of all, and there are none."""
    document = read(tangle(700), Limits(page_segments=500), engine)

    assert told(document) == [("page-cut-off", "more than 500 path segments")]
    assert words(document).replace("\ufffc ", "") == "Foerste side. Tredje side."


def uneven(lines: int, words: int) -> bytes:
    """So many lines of short words, each a little further on than its place in the line."""
    places = [(n * words + k) * 7919 % 40 for n in range(lines) for k in range(words)]
    shown = [
        b"BT /F1 2 Tf %.1f %.1f Td (ab) Tj ET\n"
        % (20 + 9 * (at % words) + shift / 10, 780 - 2.6 * (at // words))
        for at, shift in enumerate(places)
    ]
    return between(b"".join(shown), b"")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_where_columns_would_be_sought_for_long_says_so(engine: str) -> None:
    """Its text is not lost, and the other pages are read."""
    document = read(uneven(70, 50), Limits(), engine)

    assert [code for code, _ in told(document)] == ["columns-not-sought"]
    assert words(document).count("ab") == 70 * 50
    assert words(document).startswith("Foerste side.")
    assert words(document).endswith("Tredje side.")


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_of_a_page_as_uneven_are_sought_where_it_has_less(engine: str) -> None:
    codes = {code for code, _ in told(read(uneven(20, 20), Limits(), engine))}

    assert "columns-not-sought" not in codes
    assert "read-by-texts" in codes


def test_pictures_of_too_many_pixels_are_left_out_and_told() -> None:
    """One large picture that is shown a hundred times takes seconds to unpack each time."""
    side = 8_000
    about = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 " % (
        side,
        side,
    )
    picture = stream(b"\0" * (side * side // 8), about + b"/ColorSpace /DeviceGray", rounds=1)
    shown = b"".join(b"q 9 0 0 9 %d 20 cm /X Do Q " % (20 + 3 * number) for number in range(100))
    text = b"BT /F1 10 Tf 30 220 Td (Havnen er ryddet) Tj ET "
    data = handmade(text + shown, resources=b"/XObject << /X 6 0 R >>", more={6: picture})

    document = read(data, Limits())

    assert ("page-cut-off", "100 pictures, 7 read") in told(document)


def painted_over(number: int, state: bytes) -> bytes:
    """A line under so many yellow areas as large as the page, which it shows through."""
    areas = b"/M gs 1 1 0 rg " + b"0 0 595 842 re f " * number
    shown = TEXT % (700, b"Anden side.") + areas
    return between(shown, b"/ExtGState << /M << %s >> >>" % state)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("state", [b"/BM /Multiply", b"/ca 0.01"])
def test_a_page_that_would_be_drawn_for_minutes_is_not_drawn_and_told(
    state: bytes, engine: str
) -> None:
    """Its text is read as if all of it showed."""
    document = read(painted_over(9000, state), Limits(), engine)

    why = "too many transparent areas, whether texts show was not looked at"
    assert told(document) == [("page-cut-off", why)]
    assert words(document) == "Foerste side. Anden side. Tredje side."
    assert told(read(painted_over(20, state), Limits(), engine)) == []


def circles(number: int) -> bytes:
    """So many circles apart from each other."""
    arcs = (
        b"2 0 m 2 1.1 1.1 2 0 2 c -1.1 2 -2 1.1 -2 0 c -2 -1.1 -1.1 -2 0 -2 c 1.1 -2 2 -1.1 2 0 c f"
    )
    placed = (
        b"q 1 0 0 1 %d %d cm 1 0 %g rg %s Q\n" % (20 + 20 * (n % 25), 20 + 20 * (n // 25), n, arcs)
        for n in range(number)
    )
    return between(TEXT % (700, b"Anden side.") + b"".join(placed), b"")


@pytest.mark.parametrize("engine", ENGINES)
def test_more_drawings_than_are_looked_at_are_told(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For each all objects of the page are gone through, here 101."""
    monkeypatch.setattr(page, "_MOST_DRAWN", 101 * 60)

    assert ("page-cut-off", "100 drawings, 60 read") in told(read(circles(100), Limits(), engine))
    assert [one for one, _ in told(read(circles(60), Limits(), engine))] == ["read-by-texts"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_of_more_characters_than_the_limit_is_told(engine: str) -> None:
    """It is read up to there, and the pages around it as ever."""
    line = b"(" + b"Havnen er klar til alle. " * 40 + b") '\n"
    document = read(
        between(b"BT /F1 1 Tf 1 TL 20 830 Td\n" + line * 300 + b"ET\n", b""), Limits(), engine
    )

    ((code, evidence),) = told(document)
    assert (code, evidence.rpartition(" characters, ")[2]) == ("page-cut-off", "100000 read")
    assert words(document).startswith("Foerste side. Havnen er klar til alle.")
    assert words(document).endswith("Tredje side.")
