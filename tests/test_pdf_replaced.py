"""PDF: that a text is said to read otherwise than it is printed is told where it matters."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.formats.pdf import read
from extractors.limits import Limits


def _page(*texts: tuple[bytes, bytes]) -> bytes:
    """Texts as they are said to read, and as they are printed."""
    spans = (b"/Span << /ActualText (%s) >> BDC (%s) Tj EMC " % text for text in texts)
    return handmade(GRID + b"BT /F1 10 Tf 30 220 Td " + b"".join(spans) + b"ET")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("said", "printed"),
    [("2,50 mio.", "2,25 mio."), ("Ikke opfyldt", "Opfyldt"), ("2,50", "2,5")],
)
def test_other_figures_and_words_are_told(said: str, printed: str, engine: str) -> None:
    """With both."""
    data = _page((b"Havnen ", b"Havnen "), (said.encode(), printed.encode()))

    document = read(data, Limits(), engine)

    told = [(one.code, one.severity, one.evidence) for one in document.notices]
    assert told == [("replaced-text", "warning", f"{said} | {printed}")]


@pytest.mark.parametrize(
    ("said", "printed"),
    [(b"2,25 mio.", b"2,25 mio."), (b"fi", b"\xde"), (b"\xfe\xff\x00\xad", b"-"), (b"", b"-")],
)
def test_signs_and_ligatures_are_not_told(said: bytes, printed: bytes) -> None:
    """A font may have them at any of its letters."""
    document = read(_page((b"Havnen ", b"Havnen "), (said, printed)), Limits())

    assert first_cell(document).text.startswith("Havnen")
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", [b"0.5 0 0 0.5 15 110", b"0.5 0 0 -0.5 15 330", b"1 0 0 1 0 0"])
def test_what_a_text_in_a_form_is_said_to_read_stands_where_it_is_printed(
    way: bytes, engine: str
) -> None:
    """Browsers print ligatures so, in what is scaled or shines through."""
    own = b"1 0 0 -1" if b"-0.5" in way else b"1 0 0 1"
    printed = (b"30 220", b"66 220", b"78 220")
    first, second, third = (own + b" " + place + b" Tm " for place in printed)
    text = first + b"(Skol) Tj " + second
    text += b"/Span << /ActualText (fl) >> BDC (fl) Tj EMC " + third + b"(yder) Tj"
    form = stream(
        b"BT /F1 20 Tf " + text + b" ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 5 0 R >> >>",
    )
    content = GRID + b"q " + way + b" cm /X Do Q"
    data = handmade(content, resources=b"/XObject << /X 6 0 R >>", more={6: form})

    document = read(data, Limits(), engine)

    assert first_cell(document).text == "Skolflyder"
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [b"Havnen er ryddet.", b"i 2024 er der 2,25 mio. kr."])
def test_a_text_that_is_said_to_read_as_it_is_printed_is_read(text: bytes, engine: str) -> None:
    """Letters and blanks have equal parts of its room, so that a blank may lie over a letter."""
    document = read(_page((text, text)), Limits(), engine)

    assert first_cell(document).text == text.decode()
    assert document.notices == ()


@pytest.mark.parametrize("said", [b"Havnen har 2 5 skibe", b"Havnen   har skibe"])
def test_a_blank_said_for_a_figure_is_told(said: bytes) -> None:
    document = read(_page((said, b"Havnen har 245 skibe")), Limits())

    assert [one.code for one in document.notices] == ["replaced-text"]
