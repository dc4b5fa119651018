"""PDF: what stands on a layer that the file switches off is not shown, and not read."""

from __future__ import annotations

import zlib
from contextlib import closing
from time import process_time

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, TIMES, handmade
from hostile_pdfs import stream

from extractors.formats.pdf import read
from extractors.formats.pdf.layers import Layers
from extractors.formats.pdf.pdfium import open_pages
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (Havnen er ryddet.) Tj ET "
DRAFT = b"BT /F1 10 Tf 130 220 Td (UDKAST) Tj ET 110 180 m 110 250 l S "
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 5 0 R >> >>"
LAYERED = b"<< /Properties << /L0 6 0 R >> /Font"
INNER = b"<< /XObject << /X3 12 0 R >> /Font"
RESOURCES = b"/Properties << /L0 7 0 R /L1 9 0 R >> /XObject << /X0 8 0 R >>"
# How the draft is put on the layer 7 0 R.
ON_LAYER = {
    "marked": b"/OC /L0 BDC " + DRAFT + b"EMC",
    "by a rule": b"/OC /L1 BDC " + DRAFT + b"EMC",
    "in a form": b"/X0 Do",
    "in a form around a form": b"/X2 Do",
    "around a form": b"/OC /L0 BDC /X1 Do EMC",
}
READ = [["Havnen er ryddet.", ""], ["", ""]]


def layered(draft: bytes, state: bytes, size: tuple[int, int] = (400, 300)) -> bytes:
    layers = b"/OCProperties << /OCGs [7 0 R] /D << /%s [7 0 R] >> >>" % state
    return handmade(
        GRID + TEXT + draft,
        resources=RESOURCES.replace(b"/X0", b"/X1 10 0 R /X2 11 0 R /X0"),
        catalog=layers,
        size=size,
        more={
            6: TIMES,
            7: b"<< /Type /OCG /Name (Udkast) >>",
            8: stream(DRAFT, FORM + b" /OC 7 0 R"),
            9: b"<< /Type /OCMD /OCGs [7 0 R] /P /AllOn >>",
            10: stream(DRAFT, FORM),
            11: stream(b"/X3 Do " + DRAFT, FORM.replace(b"<< /Font", INNER) + b" /OC 7 0 R"),
            12: stream(b"0 g 300 210 10 10 re f", FORM),
        },
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", ON_LAYER)
def test_a_layer_that_is_off_is_not_read(way: str, engine: str) -> None:
    """Neither its text nor its rules; both is told."""
    document = read(layered(ON_LAYER[way], b"OFF"), Limits(), engine)

    assert cells(document) == READ
    assert [(one.code, one.evidence) for one in document.notices] == [
        ("hidden-layer", "page 1"),
        ("invisible-text", "UDKAST"),
    ]


@pytest.mark.parametrize("way", ON_LAYER)
def test_a_layer_that_is_on_is_read(way: str) -> None:
    """As if there were no layers."""
    document = read(layered(ON_LAYER[way], b"ON"), Limits())

    assert document.notices == ()
    assert cells(document)[0] == ["Havnen er ryddet.", "UDKAST", ""]


def test_a_layer_of_a_huge_page_is_looked_at_small() -> None:
    """A page may be five metres wide and high."""
    data = layered(ON_LAYER["marked"], b"OFF", size=(14_400, 14_400))

    assert cells(read(data, Limits())) == READ


def test_of_two_layers_that_paint_the_same_one_is_read() -> None:
    """The page looks the same without either, not without both."""
    green = b"q 0 0.6 0 rg 20 180 180 70 re f Q "
    content = b"/OC /L0 BDC " + green + b"EMC /OC /L2 BDC " + green
    content += b"EMC 0 g /OC /L3 BDC " + TEXT + b"EMC "
    layers = b"/OCProperties << /OCGs [6 0 R 7 0 R 8 0 R] /D << /ON [6 0 R 7 0 R] >> >>"
    data = handmade(
        GRID + content,
        resources=b"/Properties << /L0 6 0 R /L2 7 0 R /L3 8 0 R >>",
        catalog=layers,
        more={
            6: b"<< /Type /OCG /Name (Farver) >>",
            7: b"<< /Type /OCG /Name (Tryk) >>",
            8: b"<< /Type /OCG /Name (Tekst) >>",
        },
    )

    document = read(data, Limits())

    cell = document.tables[0].rows[0][0]
    assert cell is not None
    assert (cell.text, cell.shading) == ("Havnen er ryddet.", "#009900")


def test_layers_with_long_names_are_told_apart() -> None:
    """One of them is off."""
    names = [b"Et meget langt navn paa et lag, som er %s" % one for one in (b"slukket", b"taendt")]
    content = b"/OC /L0 BDC " + DRAFT + b"EMC /OC /L2 BDC " + TEXT + b"EMC "
    data = handmade(
        GRID + content,
        resources=b"/Properties << /L0 6 0 R /L2 7 0 R >>",
        catalog=b"/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [6 0 R] >> >>",
        more={
            number: b"<< /Type /OCG /Name (%s) >>" % name for number, name in enumerate(names, 6)
        },
    )

    assert cells(read(data, Limits())) == READ


def test_a_long_name_behind_that_of_an_artifact_is_no_artifact() -> None:
    mark = b"/EtMegetLangtNavnPaaEtMaerkeFraEtProgram BMC "
    content = GRID + b"/Artifact BMC BT /F1 8 Tf 30 290 Td (Klitsund) Tj ET EMC " + mark + TEXT

    with closing(open_pages(handmade(content + b"EMC"), Limits())) as opened:
        (sheet,) = opened.sheets()

    assert sheet.runs.artifact.tolist() == [True, False]


def titled(content: bytes, titles: tuple[bytes, bytes], state: bytes = b"OFF") -> bytes:
    """Two layers; the first has that state."""
    return handmade(
        GRID + content,
        resources=b"/Properties << /L0 6 0 R /L2 7 0 R >> /XObject << /X0 8 0 R >>",
        catalog=b"/OCProperties << /OCGs [6 0 R 7 0 R] /D << /%s [6 0 R] >> >>" % state,
        more={
            **{n: b"<< /Type /OCG /Name (%s) >>" % name for n, name in enumerate(titles, 6)},
            8: stream(TEXT + b"/OC /L0 BDC " + DRAFT + b"EMC", FORM.replace(b"<< /Font", LAYERED)),
        },
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_of_two_layers_with_one_title_the_one_that_is_off_is_not_read(engine: str) -> None:
    """As where a program copies a page with its layers."""
    content = b"/OC /L0 BDC " + DRAFT + b"EMC /OC /L2 BDC " + TEXT + b"EMC "
    document = read(titled(content, (b"Lag 1", b"Lag 1")), Limits(), engine)

    assert cells(document) == READ


NESTED = {
    "in a mark": b"/OC /L2 BDC " + TEXT + b"/OC /L0 BDC " + DRAFT + b"EMC EMC ",
    "in two marks": b"/OC /L2 BDC /OC /L2 BDC " + TEXT + b"/OC /L0 BDC " + DRAFT + b"EMC EMC EMC ",
    "around a mark": b"/OC /L2 BDC " + TEXT + b"EMC /OC /L0 BDC /OC /L2 BDC " + DRAFT + b"EMC EMC ",
    "in a form in a mark": b"/OC /L2 BDC /X0 Do EMC ",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("titles", [(b"Kladde", b"Tekst"), (b"Lag 1", b"Lag 1")])
@pytest.mark.parametrize("way", NESTED)
def test_a_layer_that_is_off_is_not_read_in_one_that_is_on(
    way: str, titles: tuple[bytes, bytes], engine: str
) -> None:
    """Nor one that is on in one that is off: what stands on several shows where all do."""
    document = read(titled(NESTED[way], titles), Limits(), engine)

    assert cells(document) == READ
    assert [(one.code, one.evidence) for one in document.notices] == [
        ("hidden-layer", "page 1"),
        ("invisible-text", "UDKAST"),
    ]


@pytest.mark.parametrize("way", NESTED)
def test_a_layer_that_is_on_is_read_in_one_that_is_on(way: str) -> None:
    document = read(titled(NESTED[way], (b"Kladde", b"Tekst"), b"ON"), Limits())

    assert document.notices == ()
    assert cells(document)[0] == ["Havnen er ryddet.", "UDKAST", ""]


def test_drawings_alone_on_a_layer_that_is_off_are_not_read() -> None:
    """Where no text stands on any."""
    content = TEXT + b"/OC /L0 BDC 110 180 m 110 250 l S EMC "
    document = read(titled(content, (b"Streger", b"Tekst")), Limits())

    assert cells(document) == READ
    assert [one.code for one in document.notices] == ["hidden-layer"]


@pytest.mark.parametrize("title", [b"Tekst", b"Lag 1"])
def test_text_that_nobody_sees_on_a_layer_that_is_on_switches_none_off(title: bytes) -> None:
    """As what a program recognized on a scan and put beneath it."""
    hidden = b"BT /F1 10 Tf 3 Tr 130 220 Td (usynlig) Tj ET "
    content = TEXT + b"/OC /L0 BDC " + hidden + b"EMC "
    document = read(titled(content, (title, b"Lag 1"), b"ON"), Limits())

    assert cells(document) == READ
    assert [one.code for one in document.notices] == ["invisible-text"]


def test_layers_are_known_from_a_catalogue_that_is_compressed() -> None:
    """As most programs of today write it."""
    packed = zlib.compress(b"1 0 << /Type /Catalog /OCProperties << >> >>")
    head = b"1 0 obj << /Type /ObjStm /Filter /FlateDecode /Length %d >> stream\r\n" % len(packed)

    found = [Layers(data).are_any for data in (head + packed + b"\r\nendstream", head, b"%PDF-1.7")]

    assert found == [True, False, False]


def test_many_object_streams_take_time_as_long_as_they_are() -> None:
    """Whole ones in a large file, and what only begins like them."""
    packed = zlib.compress(b"1 0 << >>")
    whole = b"1 0 obj << /Type /ObjStm >> stream\n" + packed + b"\nendstream " + bytes(20_000)

    for data in (whole * 2_000, b"/ObjStm " * 20_000):
        start = process_time()
        assert not Layers(data).are_any
        assert process_time() - start < 1.0


def test_layers_without_titles_have_none_in_common() -> None:
    content = b"/OC /L0 BDC " + DRAFT + b"EMC /OC /L2 BDC " + TEXT + b"EMC "
    data = titled(content, (b"Lag 1", b"Lag 1")).replace(b"/Name (Lag 1)", b"/Name 12345.0")

    assert Layers(data).shared == frozenset()
