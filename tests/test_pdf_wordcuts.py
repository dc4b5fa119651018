"""PDF: words that a narrow column may have cut without a hyphen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawn_tables import ENGINES, texts
from narrow_cells import LEFT, cell, told

WRITTEN = (
    "Et klimatilpasningsudvalget og mange flere projekter er i gang, og vi vil se deres",
    "forsatser og de planer for en plan, om den så er mod alle.",
)


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
        (("Totalentreprenør", "en er valgt"), 10.5),
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
        *(
            "room for two letters",
            "a whole word",
            "a genitive",
            "a particle",
            "a word seen elsewhere",
        ),
        *("a head seen elsewhere", "several words", "a colon", "a capital"),
    ],
)
def test_ordinary_lines_cut_no_word(lines: Sequence[str], room: float) -> None:
    """Though a line may happen to be filled."""
    assert told(cell(lines, room)) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("lines", "said", "code"),
    [
        (("vedligeholdelsesefterslæbe", "t vokser"), "efterslæbet vokser", "word-joined"),
        (("tilgængelighedsforbedringe", "r er lagt"), "forbedringer er lagt", "word-joined"),
        (("Totalentreprenør", "en er valgt"), "entreprenør en er valgt", "word-cut"),
        (("vedligeholdelsesefterslæbe", "t"), "efterslæbe t", "word-cut"),
        (("vedligeholdelsesefterslæbe", "t 12"), "efterslæbe t 12", "word-cut"),
    ],
)
def test_the_last_letters_of_a_long_word_are_told_however_far_the_rule_is(
    lines: Sequence[str], said: str, code: str, engine: str
) -> None:
    """Cells have other paddings on the right; one letter that words go on behind is of the word."""
    document = cell(lines, 7.0, engine)

    assert (texts(document)[1][1] or "").endswith(said)
    assert [one.code for one in document.notices if one.code.startswith("word-")] == [code]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("lines", "is_told"),
    [
        (("Totalentreprenør", "en er valgt"), True),
        (("Samarbejdsaftal", "en – nu på plads"), True),
        (("Havnebestyrelsen", "s møde"), False),
        (("Tilgængelighedsfre", "mme for alle"), True),
        (("Kystsikringsprogramm", "et for øen"), True),
        (("Projektkonkurrenc", "en nye planer"), True),
        (("Klimatilpasningsu", "dvalg ser på det"), True),
        (("Havneudviklingsproj", "ekter. Så"), True),
        (("Planlægningsindsat", "ser i gang"), True),
        (("Strandbyen/Vesterhavn", "- og Molerne"), False),
    ],
    ids=[
        *("an article without a noun", "the same before a sign", "no word of one letter"),
        *("no word begins so", "no word ends so", "nor so", "a longer word begins so"),
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


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Molen er sikker og ny,", "Klimatilpasningsplane", "ns fase er nu"), "planens fase"),
        (
            ("Havnen er ny og sikker for", "Trafiksikkerhedsforanstalt", "ninger er"),
            "taltninger er",
        ),
        (("Havnen er ny og sikker for", "Klimatilpasningsplane", "ns fase er nu"), "plane ns fase"),
        (("Molen er sikker og ny,", "Klimatilpasningsplane", "kr. 500 er"), "plane kr. 500"),
        (("Molen er sikker og ny,", "Klimatilpasningsplane", "der er nu"), "plane der er"),
    ],
)
def test_the_lines_of_a_document_show_how_far_they_reach(
    lines: Sequence[str], said: str, engine: str
) -> None:
    """Where the rule stands further off: no word begins as the rest of a long one does."""
    document = cell(lines, 7.0, engine)

    assert said in (texts(document)[1][1] or "")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("ruled", [True, False])
def test_a_long_word_that_ends_in_s_may_be_cut(engine: str, *, ruled: bool) -> None:
    """Where what stands below is written nowhere else; it is told."""
    lines = ("Molen er sikker og ny,", "Trafiksikkerhedsforans", "taltninger er nu i gang")
    document = cell(lines, 1.0, engine, ruled=ruled)

    assert [one.evidence for one in told(document)] == ["Trafiksikkerhedsforans | taltninger"]
