"""PDF: fonts of which a file tells only codes mean letters where their texts bear that out."""

from __future__ import annotations

from pathlib import Path
from struct import pack, pack_into, unpack_from

import pytest
from drawn_pages import ENGINES, page
from handmade import handmade
from hostile_pdfs import stream
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.formats.pdf.borne_out import Standing, standings
from extractors.formats.pdf.coded_fonts import Coded
from extractors.formats.pdf.truetype import Program, fit, fit_beyond, program
from extractors.limits import Limits

LANGUAGE = (
    "Der er i 2024 afsat 22,55 mio. kr. til havnen og til de to broer,",
    "som skal have nye kajer inden 31.12.2025. Det er en del af planen for byen.",
)
RECODED = str.maketrans("0123456789", "3456789012")
SMALL = "abcdefghijklmnopqrstuvwxyz"
PERMUTED = str.maketrans(SMALL, SMALL[7:] + SMALL[:7])


def printed(*lines: tuple[str, str], named: tuple[str, ...] = ()) -> bytes:
    """Lines, each with its font; those of fonts that are not `named` have only codes."""
    for file in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(file, f"{file}.ttf"))

    def draw(canvas: Canvas) -> None:
        for number, (font, line) in enumerate(lines):
            canvas.setFont(font, 8)
            canvas.drawString(30, 270 - 30 * number, line)

    data = page(draw)
    # The same length, so that the file's table of places holds.
    return data if named else data.replace(b"/ToUnicode", b"/ToNothing")


def text_of(data: bytes, engine: str) -> str:
    return _joined(read(data, Limits(), engine))


def _joined(document: Document) -> str:
    return " | ".join(one.text for one in document.blocks if isinstance(one, Paragraph))


def plain(*lines: str) -> tuple[tuple[str, str], ...]:
    return tuple(("Vera", line) for line in lines)


@pytest.mark.parametrize("engine", ENGINES)
def test_codes_that_spell_language_are_letters(engine: str) -> None:
    """Old files have subsets that keep the codes of ASCII."""
    found = text_of(printed(*plain(*LANGUAGE)), engine)

    assert found == " | ".join(LANGUAGE)


@pytest.mark.parametrize("engine", ENGINES)
def test_codes_that_spell_nothing_are_unknown(engine: str) -> None:
    """Each keeps the name of its font and its code."""
    line = LANGUAGE[0].lower().translate(PERMUTED)

    (found,) = read(printed(("Vera", line)), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert set(found.text) == {"\ufffd", " "}
    assert [mark.code for mark in found.marks[:3]] == [ord(letter) for letter in line[:3]]
    assert {mark.font for mark in found.marks} == {"BitstreamVeraSans"}


@pytest.mark.parametrize("engine", ENGINES)
def test_figures_among_language_are_unknown_where_no_year_is_one(engine: str) -> None:
    """Letters may keep their codes where figures do not."""
    lines = [line.translate(RECODED) for line in LANGUAGE]

    found = text_of(printed(*plain(*lines)), engine)

    assert "\ufffd\ufffd,\ufffd\ufffd mio. kr." in found
    assert not any(map(str.isdigit, found))


ENGLISH = "Budget follow-up with 1,250,000 kroner spent on bridges."
SUMS = ("Beløb i 1000 kr.: 1250 og 3400", "Der er 2750 og 4100 til det i 2024")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("figures", ["22,55", "1.250", "3.01 Cykelsti ved Ryvej"])
def test_a_font_of_figures_or_few_words_is_read_where_its_program_fits(
    figures: str, engine: str
) -> None:
    """Its glyphs stand in the order of ASCII, and its figures are all of one width."""
    found = text_of(printed(("VeraBd", figures), *plain(*LANGUAGE)), engine)

    assert found == figures + " | " + " | ".join(LANGUAGE)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lines", [(ENGLISH,), SUMS, ("Der er 22,55 mio. kr. til de to broer.",)])
def test_a_program_that_fits_bears_out_what_texts_do_not(
    lines: tuple[str, ...], engine: str
) -> None:
    """Words of another language, amounts among few years, and figures without any."""
    found = text_of(printed(*plain(*lines)), engine)

    assert found.replace("\ufffd", "ø") == " | ".join(lines)


def test_figures_of_a_program_that_fits_are_unknown_beside_fonts_in_another_order() -> None:
    """What one program wrote is coded one way."""
    gibberish = LANGUAGE[0].lower().translate(PERMUTED)
    texts = {"figures": "22,55", "odd": gibberish}

    assert standings({"figures": "22,55"}, "", {"figures": False})["figures"].figures
    assert not standings(texts, "", dict.fromkeys(texts, False))["figures"].figures
    assert not standings({"": "Der er til det 22,55"}, "")[""].figures


def test_nothing_but_figures_needs_a_year_or_another_font() -> None:
    """Figures moved by some are as wide; a sign or letter among them would not be."""
    both = {"": "5357", "other": "Der er til det 1,5"}

    assert not standings({"": "5357\n1 250"}, "", {"": False})[""].figures
    assert standings({"": "2024\n1 250"}, "", {"": False})[""].figures
    assert standings(both, "", dict.fromkeys(both, False))[""].figures


def test_a_program_fits_where_glyphs_are_as_wide_as_the_letters_of_their_codes() -> None:
    """In their order; moved by one, or figures in another order, they are not."""
    usual = dict(zip(" ,.0123aeilmo", range(1, 14), strict=True))
    wide = (9, 3, 3, 3, *(6, 6, 6, 6), *(6, 6, 2, 2, 9, 6))

    assert fit(usual, wide)
    assert not fit(usual | {"0": usual["1"], "1": usual["0"]}, wide)
    assert not fit({chr(ord(one) + 1): glyph for one, glyph in usual.items()}, wide)
    assert not fit(usual, ())
    assert fit({"A": 1, "I": 2, "M": 3}, (9, 7, 3, 9))
    assert not fit({"B": 1, "J": 2, "M": 3, "N": 4}, (9, 7, 3, 7, 9))


def test_codes_in_the_order_of_their_use_fit_nothing() -> None:
    """They begin at the first, or at the first sign: few are those of letters and figures."""
    assert not fit({chr(33 + at): at + 1 for at in range(10)}, (6,) * 11)
    assert not fit({chr(1 + at): at + 1 for at in range(33)}, (6,) * 34)
    assert fit({"\1": 1, ",": 2, "1": 3, "2": 4}, (9, 6, 3, 6, 6))


def test_letters_beyond_ascii_fit_where_they_are_as_wide_as_those_they_are_made_of() -> None:
    """Codes of another order are other letters, or have other widths."""
    plain, wide = {"a": 1, "A": 2, "o": 3}, (9, 6, 7, 6, 9, 6, 7)

    assert fit_beyond({"æ": 4, "å": 5, "Å": 6, "ø": 5}, plain, wide)
    assert fit_beyond({"å": 5}, {}, wide)
    assert not fit_beyond({"å": 4}, plain, wide)
    assert not fit_beyond({"æ": 5}, plain, wide)
    assert not fit_beyond({"å": 5, "¿": 4}, plain, wide)
    assert standings({"": "Anlægsprogram 2024"}, "", {"": True})[""].holds("æ")
    assert standings({"": "Kjær, Sørensen, Åkjær, Lærke"}, "", {"": True})[""].holds("æ")
    assert not standings({"": "Anlægsprogram 2024"}, "", {"": False})[""].holds("æ")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_few_words_are_borne_out_by_those_of_other_fonts(engine: str) -> None:
    """And their figures by the years of these, as one program coded both."""
    heading = "2.01 Havnen, broer"

    found = text_of(printed(("VeraBd", heading), *plain(*LANGUAGE)), engine)

    assert found.startswith(heading)


@pytest.mark.parametrize("engine", ENGINES)
def test_fonts_that_name_their_letters_need_not_spell_anything(engine: str) -> None:
    line = LANGUAGE[0].lower().translate(PERMUTED)

    found = text_of(printed(("Vera", line), named=("Vera",)), engine)

    assert found == line


def coded_by(platform: tuple[int, int], prefix: int, encoding: str, text: str) -> bytes:
    """A page in a font whose only table has these codes, and whose glyphs have no names."""
    font = TTFont("Vera", "Vera.ttf")
    data = bytearray(Path(font.face.filename).read_bytes())
    glyphs = font.face.charToGlyph
    codes = {one.encode(encoding)[0]: glyphs[ord(one)] for one in SMALL + "æøåÆØÅ0123456789., D"}
    table = _table({prefix + code: glyph for code, glyph in codes.items()}, platform)
    for number in range(unpack_from(">H", data, 4)[0]):
        tag, _, start, _ = unpack_from(">4s3L", data, 12 + 16 * number)
        if tag == b"post":
            data[start : start + 4] = pack(">L", 0x30000)
        if tag == b"cmap":
            pack_into(">4s3L", data, 12 + 16 * number, tag, 0, len(data), len(table))
    about = (
        b"<< /Type /FontDescriptor /FontName /ABCDEF+Foo /Flags 4 /FontBBox [0 -200 1000 900] "
        b"/Ascent 750 /Descent -250 /ItalicAngle 0 /StemV 80 /FontFile2 7 0 R >>"
    )
    own = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Foo /FirstChar 0 /LastChar 255 "
        b"/Widths [%s] /FontDescriptor 6 0 R >>" % (b"550 " * 256)
    )
    content = b"BT /F1 8 Tf 20 220 Td (%s) Tj ET" % text.encode(encoding)
    return handmade(content, font=own, more={6: about, 7: stream(bytes(data) + table)})


CODED = [((3, 0), 0xF000, "cp1252"), ((3, 0), 0, "cp1252"), ((1, 0), 0, "mac_roman")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("platform", "prefix", "encoding"), CODED)
def test_codes_of_windows_and_of_macintosh_spell_language(
    platform: tuple[int, int], prefix: int, encoding: str, engine: str
) -> None:
    """Each where the font's table is of its kind."""
    text = "Der er i 2024 afsat 3 mio. til det på kysten, både i år og økonomisk"

    assert text_of(coded_by(platform, prefix, encoding, text), engine) == text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("platform", "prefix", "encoding"), CODED)
def test_codes_in_an_order_of_their_own_are_unknown_in_any_table(
    platform: tuple[int, int], prefix: int, encoding: str, engine: str
) -> None:
    text = "der er i 2024 afsat 3 mio. til det på kysten".translate(PERMUTED)

    found = text_of(coded_by(platform, prefix, encoding, text), engine)

    assert set(found) == {"\ufffd", " "}


def _table(glyphs: dict[int, int], platform: tuple[int, int]) -> bytes:
    """A table of characters for so many codes, which are trimmed to those that follow."""
    first, last = min(glyphs), max(glyphs)
    body = [glyphs.get(code, 0) for code in range(first, last + 1)]
    told = pack(f">5H{len(body)}H", 6, 10 + 2 * len(body), 0, first, len(body), *body)
    return pack(">4HL", 0, 1, *platform, 12) + told


def test_a_program_tells_characters_by_its_table_of_them() -> None:
    """Of the codes by which another table finds the glyphs."""
    both = _two({65: 3, 66: 4}, {97: 4, 98: 3})

    found = program(_font(both))

    assert (found.told[65], found.told[66]) == ("b", "a")


def _two(mac: dict[int, int], named: dict[int, int]) -> bytes:
    one, other = _table(mac, (1, 0))[12:], _table(named, (3, 1))[12:]
    head = pack(">2H", 0, 2) + pack(">2HL", 1, 0, 20) + pack(">2HL", 3, 1, 20 + len(one))
    return head + one + other


def _font(characters: bytes) -> bytes:
    return pack(">L4H4s3L", 0x10000, 1, 16, 0, 0, b"cmap", 0, 28, len(characters)) + characters


def test_tables_of_more_codes_than_there_are_end() -> None:
    """Each of ten thousand segments, or groups, says that it has all codes."""
    count = 10_000
    sides = pack(">H", 0xFFFE) * count + b"\0\0" + pack(">H", 0) * count
    segments = pack(">7H", 4, 0, 0, 2 * count, 0, 0, 0) + sides + bytes(4 * count)
    groups = pack(">HHLLL", 12, 0, 0, 0, count) + pack(">3L", 0, 0xFFFFFFFF, 1) * count

    for table, platform in ((segments, (3, 1)), (groups, (3, 10))):
        head = pack(">4HL", 0, 1, *platform, 12)
        assert program(_font(head + table)).told[65] == "A"


@pytest.mark.parametrize("data", [b"", b"\0\1\0\0", b"\0\1\0\0\xff\xff" + b"x" * 40])
def test_a_program_that_is_none_tells_nothing(data: bytes) -> None:
    assert program(data).told == {}


def test_letters_beyond_ascii_need_words_of_their_own() -> None:
    """Their codes are others where those of ASCII are kept."""
    texts = {
        "kept": "Der er i 2024 afsat 3 mio. kr. til både havnen og økonomien på kysten i år",
        "others": "Der er i 2024 afsat 3 mio. kr. til b¾de havnen og ¿konomien p¾ kysten i ¾r",
    }
    texts["letters"] = "Der er i 2024 afsat 3 mio. kr. til bÂde havnen og konomien pÂ kysten i Âr"
    texts["none"] = "Der er i 2024 afsat 3 mio. kr. til det"
    found = standings(texts, "")

    assert found["kept"] == Standing(letters=True, beyond=True, figures=True)
    assert found["others"].holds("a")
    assert not found["none"].beyond
    assert not found["letters"].beyond
    assert standings({**texts, "letters": "", "others": ""}, "")["none"].beyond


LONG = (
    "Byrådet har i 2024 afsat 22,55 mio. kr. til en samlet genopretning af havnens kajer, broer og "
    "moler, som gennem mange år har været slidt af vind, bølger og tung trafik. Forvaltningen "
    "vurderer, at efterslæbet vokser, hvis der ikke handles hurtigt. Kortlægningen omfatter også "
    "skolernes tage, varmecentraler, ventilation, belægninger, affaldsskakter og de offentlige "
    "toiletter. Borgerne og erhvervslivet inddrages undervejs, og direktionen orienteres hvert "
    "kvartal om fremdriften, økonomien og de væsentligste risici ved projektet. Entreprenøren er "
    "valgt efter et udbud, hvor fem virksomheder gav bud, og arbejdet ventes afsluttet til foråret."
)


def test_a_few_words_of_their_own_are_made_as_those_of_a_long_text() -> None:
    """A heading may stand in a font of its own, and have words that stand nowhere else."""
    heading = "3.01 Slidlag til stierne"

    found = standings({"text": LONG, "heading": heading}, "")

    assert found["heading"] == Standing(letters=True, beyond=True, figures=True)
    assert not standings({"heading": heading}, "")["heading"].letters


@pytest.mark.parametrize("by", range(1, 26))
def test_codes_in_another_order_are_no_words_beside_a_long_text(by: int) -> None:
    order = str.maketrans(SMALL, SMALL[by:] + SMALL[:by])
    heading = "slidlag til stierne".translate(order)

    assert not standings({"text": LONG, "heading": heading}, "")["heading"].letters


def test_figures_are_as_unknown_as_those_of_fonts_whose_years_are_none() -> None:
    """A font without years of its own may be coded as they are."""
    texts = {"years": "Der er i 5357 afsat til det og til dem", "none": "Der er til det 3 eller 4"}

    assert not standings(texts, "")["none"].figures


@pytest.mark.parametrize(
    "year", ["1. kvartal 2024", "den 31.12.2024", "2024-2027", "31.12.2024 og 1.500 eller 2.500"]
)
def test_years_bear_out_figures(year: str) -> None:
    assert standings({"": f"Der er til det og med {year}"}, "")[""].figures


@pytest.mark.parametrize("moved", range(1, 10))
def test_years_of_moved_figures_are_none(moved: int) -> None:
    """Nor those of a century that no report tells of: 2024 would be 1913."""
    figures = "0123456789"
    text = "Der er til det i 2024 og til 2025".translate(
        str.maketrans(figures, figures[moved:] + figures[:moved])
    )

    assert not standings({"": text}, "")[""].figures


def test_dates_that_are_none_bear_out_no_figures() -> None:
    """Some figures may keep their codes."""
    text = "Der er til det inden 51.32.2024, og i 2024"

    assert not standings({"": text}, "")[""].figures
    assert standings({"": text + ", og inden 31.12.2025" * 4}, "")[""].figures  # mistyped


@pytest.mark.parametrize("sum_", ["22,55", "2.024.000", "2024,50", "12024", "1999,9"])
def test_sums_bear_out_no_figures(sum_: str) -> None:
    """Any figures may be sums."""
    assert not standings({"": f"Der er til det og med {sum_} kr."}, "")[""].figures


def test_what_a_program_tells_is_known_and_what_it_tells_otherwise_is_not() -> None:
    """Whatever the texts bear out."""
    answered = {code: chr(code) for code in range(256)}
    program = Program({65: "A", 66: "x"}, answered, frozenset((32, 9, 65, 66, 67)))
    coded = Coded(program, Standing(letters=True))

    known = {letter: coded.is_known(letter) for letter in "ABC \t\xa0\x02"}
    assert known == dict(zip("ABC \t\xa0\x02", (1, 0, 1, 0, 0, 1, 0), strict=True))
    assert coded.letters()[66] == "x"
    assert {32, 9}.isdisjoint(coded.letters())
