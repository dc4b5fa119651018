"""PDF: whether a narrow column cut a word, told by how the document spells its words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from narrow_cells import LEFT, PADDING, cell, told
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.docx import read as read_docx
from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.hyphens import Hyphens
from extractors.pages.words import words_in

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def vocabulary(count: int) -> tuple[str, ...]:
    """The first words of a sample, each once, in lines."""
    found = read_docx((SAMPLES / "klitsund-2024-3.docx").read_bytes(), Limits())
    texts = [cell.text for table in found.tables for row in table.rows for cell in row if cell]
    words = list(dict.fromkeys(words_in(" ".join(texts))))[:count]
    return tuple(" ".join(words[at : at + 8]) for at in range(0, len(words), 8))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("lines", "joined", "cut"),
    [
        (("Fælles klimatilpasn", "ingsplaner for alle"), "klimatilpasn | ingsplaner", None),
        (("Nu driftsudg", "iftsramme"), "driftsudg | iftsramme", None),
        (("En læsevejled", "erordning nu"), None, "læsevejled | erordning"),
        (("De nye konsulentb", "istandsydelser nu"), "konsulentb | istandsydelser", None),
        (("Vi køber nye konsulent", "ydelser nu"), None, None),
        (("Alle har i kommunen", "sommerhusejernes ord"), None, None),
        (("Alle har økonomiudvalg", "sommerhusejere nu"), None, None),
    ],
    ids=[
        "a new compound",
        "behind words",
        "not sure",
        "cut before a vowel",
        *("two nouns", "a genitive", "plural"),
    ],
)
def test_how_words_are_spelt_tells_that_a_line_cuts_one(
    lines: Sequence[str], joined: str | None, cut: str | None, engine: str
) -> None:
    """Where a document has words enough to tell; what is joined so is told."""
    document = cell(lines, 1.0, engine, elsewhere=vocabulary(1000))

    found = [notice.evidence for notice in told(document, "word-joined")]
    assert found == ([joined] if joined else [])
    assert [notice.evidence for notice in told(document)] == ([cut] if cut else [])
    assert ["Havnen", ("" if joined else " ").join(lines)] in texts(document)


@pytest.mark.parametrize(
    ("lines", "ruled"),
    [
        (("De nye bestyrels", "esmøder nu"), False),
        (("Et nyt kommunalbes", "tyrelsesmøde nu"), False),
        (("Et nyt klimatilpas", "ningsprojekt nu"), True),
    ],
)
def test_a_cut_that_spelling_leaves_open_is_told(lines: Sequence[str], *, ruled: bool) -> None:
    """Though the upper half ends as words do."""
    document = cell(lines, 1.0, ruled=ruled, elsewhere=vocabulary(1000))

    assert ["Havnen", " ".join(lines)] in texts(document)
    (notice,) = told(document)
    assert notice.evidence == f"{lines[0].split()[-1]} | {lines[1].split()[0]}"


def test_few_words_do_not_tell_how_they_are_spelt() -> None:
    lines = ("Fælles klimatilpasn", "ingsplaner for alle")
    document = cell(lines, 1.0, elsewhere=vocabulary(150))

    assert ["Havnen", " ".join(lines)] in texts(document)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("gør det lige-", "som i fjor", "gør det ligesom i fjor"),
        ("drifts-", "og anlægsudgifter", "drifts- og anlægsudgifter"),
        ("for- som", "bagside", "for- som bagside"),
        ("både for-", "som bagside", "både for- som bagside"),
        ("alle rammer sam-", "men med skolens", "alle rammer sammen med skolens"),
    ],
)
def test_what_follows_a_hyphen_may_be_the_rest_of_a_word(
    above: str, below: str, joined: str
) -> None:
    """And no conjunction, where the document writes the word and breaks others."""
    written = ("vi gør ligesom du og går sammen hver dag", "med budgettet og skolens rammer")
    broken = ("det er budget-", "tet som er med i rammer-", "ne for hele sko-", "lens drift")
    hyphens = Hyphens((*written, *broken))

    first, between = hyphens.joined(above, below)
    assert f"{first}{between}{below}" == joined


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hyphen_that_may_be_of_either_kind_is_told(engine: str) -> None:
    """In cells and outside, with both parts and what was read, where the document breaks words."""
    lines = ("Alle med angst-", "problemer får nu", "tilbud i økono-", "mien og budget-", "tet")
    prose = (
        "her er økonomien og budgettet for os",
        "ved smerte-",
        "problemer og budget-",
        "tet nu",
    )
    document = cell(lines, 1.0, engine, elsewhere=(*prose, "med angst, smerte, problemer i byen"))

    expected = "Alle med angstproblemer får nu tilbud i økonomien og budgettet"
    assert ["Havnen", expected] in texts(document)
    assert [one.evidence for one in told(document, "line-end-hyphen")] == [
        "angst- | problemer: angstproblemer",
        "smerte- | problemer: smerteproblemer",
    ]


@pytest.mark.parametrize("joined", ["med angst-smerter hos os", "alle angstproblemer hos os"])
def test_a_hyphen_that_others_tell_of_is_not_told(joined: str) -> None:
    """By the word itself, or others with the same part."""
    lines = ("Alle med angst-", "problemer får nu", "tilbud i økono-", "mien og budget-", "tet")
    prose = ("her er økonomien og budgettet for os", "med angst, smerte, problemer i byen", joined)
    document = cell(lines, 1.0, elsewhere=prose)

    assert told(document, "line-end-hyphen") == []


def test_words_that_are_mended_though_nothing_else_tells_are_told_together() -> None:
    """Once for the document, with the first of them."""
    lines = ("Alle med ske-", "maer får nu", "tilbud i økono-", "mien og budget-", "tet")
    document = cell(lines, 1.0, elsewhere=("her er økonomien og budgettet for os",))

    assert [one.evidence for one in told(document, "broken-words")] == ["1: skemaer"]


def long_words_alone(
    pairs: Sequence[tuple[str, str]], lines: Sequence[str], engine: str
) -> list[str]:
    """The texts of a narrow column that a word fills in each row, below others in wide lines."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.grid([LEFT, LEFT + 60, LEFT + 180], [800 - 30 * at for at in range(len(pairs) + 1)])
    canvas.setFont("Helvetica", SIZE)
    for at, pair in enumerate(pairs):
        canvas.drawString(LEFT + PADDING, 788 - 30 * at, f"Mål {at}")
        wide = 119 - 2 * PADDING  # leaves no letter room
        for number, line in enumerate(pair):
            text = canvas.beginText(LEFT + 60 + PADDING, 788 - 30 * at - LEADING * number)
            text.setFont("Helvetica", SIZE)
            text.setHorizScale(100 * wide / stringWidth(pair[0], "Helvetica", SIZE))
            text.textOut(line)
            canvas.drawText(text)
    for number, line in enumerate(lines):
        canvas.drawString(LEFT, 550 - LEADING * (number % 45), line)
        if number % 45 == 44:
            canvas.showPage()
            canvas.setFont("Helvetica", SIZE)
    canvas.save()
    return [row[1] or "" for row in texts(read(stream.getvalue(), Limits(), engine))]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("cuts", "between"), [(5, ""), (4, " ")])
def test_a_document_that_cuts_words_is_likely_to_cut_another(
    cuts: int, between: str, engine: str
) -> None:
    """How that is spelt would not be enough alone: it is seen nowhere else."""
    lines = vocabulary(1000)
    whole = [word for word in words_in(" ".join(lines)) if len(word) > 17 and word.isalpha()]
    halves = ("kommunalbestyrelsesmø", "de")
    pairs = [*((word[:15], word[15:]) for word in whole[:cuts]), halves]

    assert long_words_alone(pairs, lines, engine) == [*whole[:cuts], between.join(halves)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "words",
    [
        ("klimatilpasningsrådets", "ekspertise"),
        ("Klimatilpasningsråds", "ekspertise"),
        ("havnekapaciteten", "de kommende"),
        ("landskabsmæssige", "barrierer"),
        ("klimatilpasningsplan", "gennemføres nu"),
        ("parkeringspladser", "evalueres nu"),
        ("sammenhængende", "naturgenopretning"),
    ],
)
def test_where_words_are_cut_two_long_ones_are_still_two(
    words: tuple[str, str], engine: str
) -> None:
    lines = vocabulary(1000)
    whole = [word for word in words_in(" ".join(lines)) if len(word) > 17 and word.isalpha()]
    pairs = [*((word[:15], word[15:]) for word in whole[:5]), words]

    assert long_words_alone(pairs, lines, engine) == [*whole[:5], " ".join(words)]
