"""PDF: words that a narrow column may have cut without a hyphen."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Notice
from extractors.formats.docx import read as read_docx
from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.hyphens import Hyphens
from extractors.pages.words import words_in

SAMPLES = Path(__file__).parents[1] / "samples"
LEFT, PADDING = 60.0, 4.0
WRITTEN = (
    "Et klimatilpasningsudvalget og mange flere projekter er i gang, og vi vil se deres",
    "forsatser og de planer for en plan, om den så er mod alle.",
)


def cell(
    lines: Sequence[str],
    room: float,
    engine: str = "pdfium",
    *,
    ruled: bool = True,
    elsewhere: Sequence[str] = (),
) -> Document:
    """A table whose second column leaves so much room behind the widest of its lines."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    width = max(stringWidth(line, "Helvetica", SIZE) for line in lines) + room + 2 * PADDING
    bottom = 740 - 2 * PADDING - LEADING * len(lines)
    if ruled:
        canvas.grid([LEFT, LEFT + 60, LEFT + 60 + width], [bottom, 740, 760])
    for x, text in ((LEFT, "Indsats"), (LEFT + 60, "Milepæl")):
        canvas.drawString(x + PADDING, 747, text)
    canvas.drawString(LEFT + PADDING, 740 - LEADING, "Havnen")
    for number, line in enumerate(lines, start=1):
        canvas.drawString(LEFT + 60 + PADDING, 740 - LEADING * number, line)
    for number, name in enumerate(() if ruled else ("Skolen", "Broen", "Vejen"), start=1):
        canvas.drawString(LEFT + PADDING, bottom - 20 * number, name)
        canvas.drawString(LEFT + 60 + PADDING, bottom - 20 * number, "Taget er lagt")
    canvas.drawString(LEFT, 600, "Arbejdet i havnen kommer i gang, når planlægning er slut.")
    for number, line in enumerate(elsewhere, start=1):
        canvas.drawString(LEFT, 600 - LEADING * (number % 30), line)
        if number % 30 == 0:
            canvas.showPage()
            canvas.setFont("Helvetica", SIZE)
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


def told(document: Document, code: str = "word-cut") -> list[Notice]:
    return [notice for notice in document.notices if notice.code == code]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "lines",
    [
        ("Totalentreprenør", "er er valgt"),
        ("Havnemester", "skab er"),
        ("Klimatilpasning", "splan vedtaget"),
    ],
)
def test_a_line_filled_by_half_a_word_is_told(lines: Sequence[str], engine: str) -> None:
    """With both halves and the place of the cell; the text stays as it was printed."""
    document = cell(lines, 1.0, engine)

    (notice,) = told(document)
    assert (notice.severity, notice.evidence) == ("info", f"{lines[0]} | {lines[1].split()[0]}")
    assert notice.place is not None
    assert (notice.place.x0, notice.place.bottom > notice.place.top) == (LEFT + 60, True)


@pytest.mark.parametrize(
    ("lines", "room"),
    [
        (("Totalentreprenør", "en er valgt"), 6.0),
        (("Totalentreprenøren", "er valgt"), 1.0),
        (("Kystdirektoratets", "tilladelse"), 1.0),
        (("Klimatilpasning", "af havnen"), 1.0),
        (("Spunsvægge", "kommer snart"), 1.0),
        (("Planlægning", "bro lagt"), 1.0),
        (("Ny totalentreprenør", "en er valgt"), 1.0),
        (("Totalentreprenør:", "en er valgt"), 1.0),
        (("Totalentreprenør", "En er valgt"), 1.0),
    ],
    ids=[
        *("room for a letter", "a whole word", "a genitive", "a particle", "a word seen elsewhere"),
        *("a head seen elsewhere", "several words", "a colon", "a capital"),
    ],
)
def test_ordinary_lines_cut_no_word(lines: Sequence[str], room: float) -> None:
    """Though a line may happen to be filled."""
    assert told(cell(lines, room)) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("lines", "is_told"),
    [
        (("Totalentreprenør", "en er valgt"), True),
        (("Samarbejdsaftal", "en – nu på plads"), True),
        (("Havnebestyrelsen", "s møde"), False),
        (("Tilgængelighedsfre", "mme for alle"), True),
        (("Kystsikringsprogramm", "et for øen"), True),
        (("Klimatilpasningsu", "dvalg ser på det"), True),
        (("Havneudviklingsproj", "ekter. Så"), True),
        (("Planlægningsindsat", "ser i gang"), True),
        (("Strandbyen/Vesterhavn", "- og Molerne"), False),
    ],
    ids=[
        *("an article without a noun", "the same before a sign", "no word of one letter"),
        *("no word begins so", "no word ends so", "a longer word begins so"),
        *("a word goes over the cut", "seen at ends of words only", "a late hyphen"),
    ],
)
def test_a_long_word_that_fills_its_cell_alone_goes_on_below(
    lines: Sequence[str], engine: str, *, is_told: bool
) -> None:
    """Where what the halves are leaves no other reading; told where nothing else shows it."""
    document = cell(lines, 1.0, engine, elsewhere=WRITTEN)

    assert ["Havnen", "".join(lines)] in texts(document)
    halves = [f"{lines[0]} | {lines[1].split()[0]}"] if is_told else []
    assert [notice.evidence for notice in told(document, "word-joined")] == halves
    assert told(document) == []


MORE = (
    "Der er flere muligheder i havnen og andre muligheder i byen, og det er en mulighed.",
    "Alle tilbud til de gæster, der har et problem, og problematikken om kontanthjælpsmodtagere.",
    "Et træk og et tiltræk, et tiltræk og et bidrag, om yderne og byen.",
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "lines",
    [
        ("Havneudviklingsmulighed", "er for alle"),
        ("Havneundervisningstil", "bud i byen"),
        ("Havneudviklingsproblem", "atikken i dag"),
        ("Havneuddannelseshjælp", "smodtagere i dag"),
        ("Havn/samarbejdspar", "tnere i byen"),
        ("Samarbejdspartne", "re i byen"),
        ("Havneudviklings", "opgaver i byen"),
        ("Havneundervisningstil", "træk af flere"),
        ("Havneuddannelsesbidrag", "syderne er nye"),
    ],
    ids=[
        *("more often so than whole", "ends a word and is none", "the same before a word"),
        *("ends a longer word", "behind a stroke", "no word of two letters", "half a compound"),
        *("no noun ends so", "an s that links"),
    ],
)
def test_a_long_word_goes_on_below_as_words_of_the_document_end(
    lines: Sequence[str], engine: str
) -> None:
    """Though its first half ends in a word."""
    document = cell(lines, 1.0, engine, elsewhere=MORE)

    assert ["Havnen", "".join(lines)] in texts(document)
    halves = f"{lines[0]} | {lines[1].split()[0]}"
    assert [notice.evidence for notice in told(document, "word-joined")] == [halves]


@pytest.mark.parametrize(
    "lines",
    [
        ("Havneudviklingsproblem", "er i byen"),
        ("Havneudviklingsmulighed", "en anden gang"),
        ("Havneudviklings", "og byplan"),
        ("Havnebestyrelsens", "opgaver nu"),
        ("Samarbejdspartnere", "på havnen"),
    ],
    ids=["never so elsewhere", "an article", "a particle", "a definite genitive", "a word of two"],
)
def test_two_words_stay_two_where_the_document_writes_no_such_end(lines: Sequence[str]) -> None:
    document = cell(lines, 1.0, elsewhere=MORE)

    assert ["Havnen", " ".join(lines)] in texts(document)


def test_a_cut_word_that_the_document_writes_is_not_told() -> None:
    document = cell(("Kystsikringspro", "jektet"), 1.0, elsewhere=["Nu er kystsikringsprojektet i"])

    assert ["Havnen", "Kystsikringsprojektet"] in texts(document)
    assert told(document) + told(document, "word-joined") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Havneudviklingsplan", "er vedtaget nu"),
        ("Totalentreprenør", "et andet sted"),
        ("Totalentreprenør", "en anden gang"),
        ("Vedligeholdelsesplan", "a. m. fl."),
        ("Havneudvikling til søs", "s sted"),
        ("Oversigtsskemaet", "mod. fra i går"),
        ("Kommunikationsapp", "klar til brug"),
    ],
    ids=[
        "a verb",
        "an article",
        "a common gender",
        "a list's letter",
        "two words",
        "abbreviated",
        "an app",
    ],
)
def test_two_words_one_of_which_fills_its_cell_stay_two(lines: Sequence[str]) -> None:
    """Though the upper is long, and no other letter had room beside it."""
    document = cell(lines, 1.0, elsewhere=WRITTEN)

    assert ["Havnen", " ".join(lines)] in texts(document)


def test_what_a_cut_word_leaves_on_a_line_is_no_evidence() -> None:
    """That the rest stands there in the document does not make it a word."""
    lines = ("Havneudviklingsmulig", "heder nu og senere")
    document = cell(lines, 1.0, elsewhere=["Alle har nye muligheder i havnen."])

    assert ["Havnen", "".join(lines)] in texts(document)


def test_where_no_rule_stands_a_word_that_may_be_cut_is_told_and_stays_two() -> None:
    """How far the lines of a column may reach is not known there."""
    document = cell(("Totalentreprenør", "en er valgt"), 1.0, ruled=False)

    assert ["Havnen", "Totalentreprenør en er valgt"] in texts(document)
    assert [notice.evidence for notice in told(document)] == ["Totalentreprenør | en"]


@pytest.mark.parametrize("engine", ENGINES)
def test_where_no_rule_stands_another_line_shows_how_far_they_reach(engine: str) -> None:
    """It reaches further, though by less than one more letter; what is joined so is told."""
    lines = ("Totalentreprenør", "en – nu er valgt", "er sat i gang i dag")
    document = cell(lines, 1.0, engine, ruled=False)

    assert ["Havnen", "Totalentreprenøren – nu er valgt er sat i gang i dag"] in texts(document)
    assert [one.evidence for one in told(document, "word-joined")] == ["Totalentreprenør | en"]


def vocabulary(count: int) -> list[str]:
    """The first words of a sample, each once, in lines."""
    found = read_docx((SAMPLES / "klitsund-2024-3.docx").read_bytes(), Limits())
    texts = [cell.text for table in found.tables for row in table.rows for cell in row if cell]
    words = list(dict.fromkeys(words_in(" ".join(texts))))[:count]
    return [" ".join(words[at : at + 8]) for at in range(0, len(words), 8)]


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


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("cuts", "between"), [(5, ""), (4, " ")])
def test_a_document_that_cuts_words_is_likely_to_cut_another(
    cuts: int, between: str, engine: str
) -> None:
    """How that is spelt would not be enough alone: it is seen nowhere else."""
    lines = vocabulary(1000)
    whole = [word for word in words_in(" ".join(lines)) if len(word) > 17 and word.isalpha()]
    rows = [(word[:15], word[15:]) for word in whole[:cuts]]
    rows.append(("kommunalbestyrelsesmø", "de"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.grid([LEFT, LEFT + 60, LEFT + 180], [800 - 30 * at for at in range(len(rows) + 1)])
    canvas.setFont("Helvetica", SIZE)
    for at, pair in enumerate(rows):
        canvas.drawString(LEFT + PADDING, 788 - 30 * at, f"Mål {at}")
        wide = 119 - 2 * PADDING  # leaves no letter room
        for number, line in enumerate(pair):
            text = canvas.beginText(LEFT + 60 + PADDING, 788 - 30 * at - LEADING * number)
            text.setFont("Helvetica", SIZE)
            text.setHorizScale(100 * wide / stringWidth(pair[0], "Helvetica", SIZE))
            text.textOut(line)
            canvas.drawText(text)
    for number, line in enumerate(lines):
        canvas.drawString(LEFT, 600 - LEADING * (number % 50), line)
        if number % 50 == 49:
            canvas.showPage()
            canvas.setFont("Helvetica", SIZE)
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert found[-1] == [f"Mål {cuts}", f"kommunalbestyrelsesmø{between}de"]
    assert [row[1] for row in found[:-1]] == whole[:cuts]
