"""Every smiley is read by the document's legend, or by convention, or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import colours, legends, statuses, symbols
from normalizers.legends import Definition

CASES = json.loads((Path(__file__).parent / "cases" / "statuses.json").read_text(encoding="utf-8"))
Case: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """A mark as a reader would hand it over."""

    kind: str
    value: str
    font: str | None = None
    code: int | None = None
    colour: str | None = None
    shape: str | None = None
    mouth: str | None = None
    likeness: str | None = None


@dataclass(frozen=True)
class Line:
    text: str
    marks: tuple[Seen, ...] = ()


REACHED = "Milepælen er opfyldt"
PARTLY = "Milepælen er ikke helt nået, men målet kan stadig nås"
MISSED = "Milepælen er ikke opfyldt"
KEPT, BROKEN = "Budgettet er overholdt", "Budgettet er ikke overholdt"


def symbol_line(value: str, meaning: str, font: str | None = None, code: int | None = None) -> Line:
    return Line(f"{value}: {meaning}", (Seen("character", value, font=font, code=code),))


def unmapped_line(mouth: str) -> Line:
    """A glyph without a character, told by its looks."""
    code, meaning = {"up": (3, REACHED), "flat": (2, PARTLY), "down": (1, MISSED)}[mouth]
    seen = Seen("character", "\ufffd", font="Smiley", code=code, shape="face", mouth=mouth)
    return Line(f"\ufffd: {meaning}", (seen,))


def blank_line(value: str, meaning: str) -> Line:
    return Line(f"{value} {meaning}", (Seen("character", value),))


def picture_line(name: str, colour: str, meaning: str) -> Line:
    seen = Seen("picture", name * 20, colour=colour, shape="face", mouth=name, likeness="1" * 19)
    return Line(f"\ufffc: {meaning}", (seen,))


EFFORT = Line("Sådan vises status på indsatsen:")
ECONOMY = Line("Sådan vises status på økonomien")
LEGENDS: dict[str, list[Line]] = {
    "none": [],
    "two-meanings": [
        *(EFFORT, symbol_line("☺", REACHED), symbol_line("☹", PARTLY), symbol_line("☹", MISSED)),
        *(ECONOMY, symbol_line("☺", KEPT), symbol_line("☹", BROKEN)),
    ],
    "wingdings": [
        EFFORT,
        symbol_line("\uf04a", REACHED, "Wingdings"),
        symbol_line("\uf04b", PARTLY, "Wingdings"),
        symbol_line("\uf04c", MISSED, "Wingdings"),
        ECONOMY,
        symbol_line("\uf04a", KEPT, "Wingdings"),
        symbol_line("\uf04c", BROKEN, "Wingdings"),
    ],
    "without characters": [EFFORT, *map(unmapped_line, ("down", "flat", "up"))],
    "wingdings without characters": [
        EFFORT,
        symbol_line("\ufffd", REACHED, "Wingdings", 0x4A),
        symbol_line("\ufffd", PARTLY, "Wingdings", 0x4B),
        symbol_line("\ufffd", MISSED, "Wingdings", 0x4C),
    ],
    "reversed": [EFFORT, symbol_line("☹", REACHED), symbol_line("☺", MISSED)],
    "pictures": [
        EFFORT,
        picture_line("up", "#00b050", REACHED),
        picture_line("flat", "#ffc000", PARTLY),
        picture_line("down", "#ff0000", MISSED),
    ],
    "dots": [EFFORT, blank_line("●", REACHED), blank_line("◐", PARTLY), blank_line("○", MISSED)],
    "words": [],
}
ON_TRACK = Definition("effort", "På sporet", "word", None, "følger planen", "met", None, 0)


def legend(name: str) -> tuple[Definition, ...]:
    return (ON_TRACK,) if name == "words" else legends.find(LEGENDS[name])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['label']}-{case['text']}")
def test_a_status_is_read_as_an_auditor_would(case: Case) -> None:
    """The status, its candidates, and the rule where the case names one."""
    marks = [Seen(**mark) for mark in case["marks"]]

    reading = statuses.read(marks, case["text"], legend(case["legend"]), case["dimension"])

    assert reading.value.status == case["expect"]
    assert list(reading.value.candidates) == case["candidates"]
    assert case["rule"] in {None, reading.rule}


@pytest.mark.parametrize("name", ["two-meanings", "wingdings", "reversed", "pictures", "dots"])
def test_a_legend_is_found_with_its_dimensions(name: str) -> None:
    """Each defining line gives one definition; sentences around it none."""
    found = legend(name)

    expected = [line for line in LEGENDS[name] if line.marks]
    assert [LEGENDS[name][one.position] for one in found] == expected
    assert all(one.status for one in found)
    assert {one.dimension for one in found} <= {"effort", "economy"}


@pytest.mark.parametrize(
    ("meaning", "status"),
    [
        (REACHED, "met"),
        (PARTLY, "partly_met"),
        (MISSED, "not_met"),
        (KEPT, "met"),
        (BROKEN, "not_met"),
        ("Indsatsen følger planen", "met"),
        ("Mindre afvigelser fra planen", "partly_met"),
        ("Væsentlige afvigelser fra planen", "not_met"),
        ("Besparelsen på driften opnås ikke", "not_met"),
        ("Målet er delvist nået", "partly_met"),
        ("Ej opfyldt", "not_met"),
        ("Målet er langt fra nået", None),
        ("Ikke alle mål er nået", None),
        ("Målene er nået, men ikke alle", None),
        ("Tidsplanen følges ikke", "not_met"),
        ("Ikke efter planen", "not_met"),
        ("Ingen eller mindre afvigelser", "met"),
        ("Ikke forsinket", "met"),
        ("Budgettet er \ufffdkke overholdt", None),
        ("Milep\ufffdlen er opfyldt, som vist p\ufffd side 4", "met"),
        ("Der er ingen risiko, og planen følges", "met"),
        ("Se afsnit 4", None),
        ("Milep\ufffdl er opfyldt", "met"),
        ("Milepæl er i\ufffd\ufffde opfyldt", None),
        ("Milepæl er d\ufffdlvist opfyldt", None),
        ("Milepæl \ufffdj opfyldt", None),
    ],
)
def test_a_legend_s_words_decide_the_status(meaning: str, status: str | None) -> None:
    """Or leave it open; order alone proves nothing."""
    found = legends.find([symbol_line("☺", meaning), symbol_line("😐", "Se bilag")])

    assert found[0].status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("\ufffdkke opfyldt", None),
        ("Opfyldt i \ufffdr", "met"),
        ("r\ufffdd", None),
        ("gr\ufffdn", None),
        ("\ufffdOpfyldt", "met"),
        ("\ufffdIkke opfyldt", "not_met"),
        ("\ufffdJa", "met"),
        ("\ufffdgrøn", "met"),
        ("\ufffdOK", "met"),
        ("\ufffdOPFYLDT", None),
        ("\ufffdopfyldt", None),
        ("\ufffd\ufffd\ufffdOpfyldt", None),
        ("Opfyldt \ufffd\ufffd\ufffd", None),
        ("Opfyldt \ufffd risiko", None),
    ],
)
def test_words_with_unknown_letters_state_what_they_state_whatever_these_are(
    text: str, status: str | None
) -> None:
    """No status where one may deny it or be another one's; one before a capital is a sign."""
    assert statuses.read([], text, (), "effort").value.status == status


def test_a_guide_to_economy_is_known_by_the_rest_of_its_word() -> None:
    """Where a font does not say which letter it begins with; never what the list above is about."""
    lines = [
        Line("Definition af smileys p\ufffd indsats:"),
        symbol_line("☺", "Milep\ufffdl er opfyldt"),
        symbol_line("☹", "Milep\ufffdl er ikke opfyldt"),
        Line("Definition af smileys p\ufffd \ufffdkonomi:"),
        symbol_line("☺", "Det er overholdt"),
        symbol_line("☹", "Det er ikke overholdt"),
    ]

    assert [one.dimension for one in legends.find(lines)] == ["effort"] * 2 + ["economy"] * 2


def test_a_word_legend_is_found_in_a_sentence() -> None:
    """Colours named in a caption are definitions too."""
    line = Line("Grøn: følger planen; gul: mindre afvigelser; rød: væsentlige afvigelser")

    found = legends.find([line])

    assert [(one.symbol, one.status) for one in found] == [
        ("Grøn", "met"),
        ("gul", "partly_met"),
        ("rød", "not_met"),
    ]


FACES = tuple(Seen("character", value) for value in "☺😐☹")
IN_A_LINE = [
    Line("☺ = nået  😐 = delvist nået  ☹ = ikke nået", FACES),
    Line("Forklaring: ☺ nået, 😐 delvist nået, ☹ ikke nået.", FACES),
    Line("☺\tNået\t😐\tDelvist nået\t☹\tIkke nået", FACES),
    Line("Nået ☺ | Delvist nået 😐 | Ikke nået ☹", FACES),
]


@pytest.mark.parametrize("line", IN_A_LINE, ids=lambda line: line.text)
def test_a_legend_of_one_line_is_found(line: Line) -> None:
    """As captions and page footers have it, the symbols first or the meanings."""
    found = legends.find([line])

    assert [(one.seen, one.status) for one in found] == list(
        zip(FACES, ("met", "partly_met", "not_met"), strict=True)
    )


def test_a_legend_in_columns_is_found() -> None:
    """A row of symbols over a row of their meanings."""
    rows = [Line("☺\t😐\t☹", FACES), Line("Nået\tDelvist nået\tIkke nået")]

    assert [one.status for one in legends.find(rows)] == ["met", "partly_met", "not_met"]


@pytest.mark.parametrize(
    "lines",
    [
        [Line("☺ 12 milepæle  😐 3 milepæle  ☹ 2 milepæle", FACES)],
        [Line("Status: ☺", FACES[:1]), Line("Status: ☹", FACES[2:])],
        [Line(f"☺\tIndsats nummer {n} er nået", FACES[:1]) for n in range(6)],
        [Line("☺\t😐\t☹", FACES), Line("3\t2\t1")],
        [
            blank_line("→", f"Mål nummer {n} {state}")
            for n, state in enumerate(("er nået", "nås ikke"))
        ],
        [blank_line("☺", "Målet er nået"), blank_line("✔", "Tidsplanen følges")],
        [Line("☺\t: Nået\n: Delvist nået", FACES[:1]), Line("☹\t: Ikke nået", FACES[2:])],
        [Line("☺\tNået\nDelvist nået", FACES[:1]), Line("☹\tIkke nået", FACES[2:])],
    ],
    ids=[
        *("counts", "statuses", "overview", "columns of counts", "bullets", "one status only"),
        *("a separator without its symbol", "two statuses behind one symbol"),
    ],
)
def test_symbols_beside_other_things_are_no_legend(lines: list[Line]) -> None:
    """Counts and lists of what got which symbol define nothing."""
    assert legends.find(lines) == ()


LIMITS = [
    Line("Grøn: over 95 %; gul: 90-95 %; rød: under 90 %"),
    Line("Grøn: mere end 95 pct.; gul: mellem 90 og 95 pct.; rød: mindre end 90 pct."),
]


@pytest.mark.parametrize("line", LIMITS, ids=lambda line: line.text)
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("97 %", "met"),
        ("95,5 pct.", "met"),
        ("95 %", "partly_met"),
        ("90 procent", "partly_met"),
        ("89,9 %", "not_met"),
        ("0 %", "not_met"),
    ],
)
def test_a_percentage_is_read_by_the_legend_s_limits(line: Line, text: str, status: str) -> None:
    """Only the words of the legend say from where a percentage is green."""
    reading = statuses.read([], text, legends.find([line]), "effort")

    assert (reading.value.status, reading.rule) == (status, "legend-limits")


def test_a_percentage_without_limits_means_nothing() -> None:
    """Nor does one that two definitions claim decide anything."""
    assert statuses.read([], "97 %", (), "effort").value.candidates == ()
    both = legends.find([Line("Grøn: mindst 90 %; rød: højst 90 %")])
    assert statuses.read([], "90 %", both, "effort").value.candidates == ("met", "not_met")


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        *(("#00b050", "green"), ("#92d050", "green"), ("#385723", "green"), ("#6aa84f", "green")),
        *(("#ffff00", "amber"), ("#ffc000", "amber"), ("#ed7d31", "amber"), ("#f6b26b", "amber")),
        *(("#ff0000", "red"), ("#c00000", "red"), ("#e06666", "red"), ("#990000", "red")),
        *(("#0070c0", "blue"), ("#808080", None), ("#ffffff", None), ("#000000", None)),
        ("#f2f2f2", None),
    ],
)
def test_colours_are_named_as_people_see_them(rgb: str, name: str | None) -> None:
    """Any green, amber and red as printed; grey, white and black mean nothing."""
    assert colours.name(rgb) == name


marks_of_any_kind = st.builds(
    Seen,
    kind=st.sampled_from(
        ["character", "picture", "drawing", "text_colour", "shading", "check_box"]
    ),
    value=st.text(max_size=4),
    font=st.sampled_from([None, "Wingdings", "Arial"]),
    code=st.none() | st.integers(0, 0xFFFF),
    colour=st.none() | st.sampled_from(["#00b050", "#ff0000", "#808080"]),
    mouth=st.sampled_from([None, "up", "flat", "down"]),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(marks_of_any_kind, max_size=3), st.text(max_size=20), st.sampled_from(sorted(LEGENDS))
)
def test_anything_at_all_gives_a_reading(marks: list[Seen], text: str, name: str) -> None:
    """A status has one candidate; without one it has none or several."""
    value = statuses.read(marks, text, legend(name), "effort").value

    assert (value.status is None) == (len(value.candidates) != 1)
    assert len(set(value.candidates)) == len(value.candidates)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ej opfyldt", "not_met"),
        ("Ikke OK", "not_met"),
        ("Ikke efter planen", "not_met"),
        ("Ikke forsinket", "met"),
        ("Ingen forsinkelse", "met"),
        ("Ja, delvist", "partly_met"),
        ("Ikke rød", None),
        ("Opfyldt, men ikke helt", None),
        ("Forventes opfyldt", None),
        ("Vil blive opfyldt", None),
        ("Opfyldt. Tidligere forsinket", None),
        ("Opfyldt/ikke opfyldt", None),
        ("Gul/grøn", None),
        ("Opfyldt?", None),
        ("50 % opfyldt", None),
        ("Langt fra opfyldt", None),
        ("Ingen af målene er nået", None),
        ("Kun to af fem mål nået", None),
        ("Planlagt færdig 2026", None),
        ("Færdiggøres 2020", None),
        ("Gennemført som planlagt", "met"),
        ("Stort set ikke opfyldt", "not_met"),
        ("Mangler intet", None),
        ("Før gul, nu grøn", None),
    ],
)
def test_a_word_that_is_denied_or_doubted_is_no_status(text: str, status: str | None) -> None:
    """What a cell says beside its status may take it back."""
    assert statuses.read([], text, (), "effort").value.status == status


def test_long_cells_cost_no_more_than_their_length() -> None:
    """A megabyte is read at once."""
    reading = statuses.read([], "delvist nået " * 80_000, (), "effort")

    assert reading.value.status == "partly_met"
    assert symbols.meaning("happy") == "met"


def test_a_glyph_that_only_its_looks_tell_disagrees_with_nothing() -> None:
    """A rule beside it may look like a mouth; the character or the font would tell for certain."""
    legend = legends.find([unmapped_line(mouth) for mouth in ("up", "flat", "down")])
    misseen = Seen("character", "\ufffd", font="Smiley", code=2, shape="face", mouth="up")
    told = Seen("character", "\ufffd", font="Wingdings", code=0x4A)
    pairs = ((MISSED, 0x4A), (REACHED, 0x4C))
    swapped = [symbol_line("\ufffd", text, "Wingdings", code) for text, code in pairs]
    readings = [
        statuses.read([misseen], "", legend, "effort"),
        statuses.read([told], "", legends.find(swapped), "effort"),
    ]

    assert [one.value.status for one in readings] == ["partly_met", "not_met"]
    assert [one.flags for one in readings] == [(), ("convention-disagrees",)]
