"""Centres, committees and municipalities: canonical where known, as printed where not."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import labels, municipalities, organisations, text
from normalizers.errors import Unreadable
from normalizers.organisations import Vocabulary, learn

CASES = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))
Case: TypeAlias = dict[str, Any]
KNOWN = learn(CASES["names"])


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: f"{case['label']}-{case['raw']}")
def test_a_list_of_names_is_cut_by_the_names_known(case: Case) -> None:
    """Names hold commas and "og" themselves."""
    reading = organisations.read(case["raw"], KNOWN)

    assert [name.name for name in reading.value] == case["expect"]
    if case["flags"]:
        assert list(reading.flags) == case["flags"]


LABELLED = [
    ("Ansvarligt center: Ejendomme\nVi bygger.", [("responsible_center", "Ejendomme")]),
    (
        "Ansvarligt center: Ejendomme Ansvarligt udvalg: ØU Væsentlig bidragsyder: Vi bygger.",
        [("responsible_center", "Ejendomme"), ("committee", "ØU"), ("contributors", "")],
    ),
    (
        "Ansvarligt center: By, Erhverv og Klima Der bygges en skole.",
        [("responsible_center", "By, Erhverv og Klima")],
    ),
    ("Ansvarlig center: Social og Sundhed", [("responsible_center", "Social og Sundhed")]),
    ("Ansvarligt centter: Ejendomme", [("responsible_center", "Ejendomme")]),
    (
        "Væsentlige bidragsydere: Ejendomme samt Social og Sundhed\nMere.",
        [("contributors", "Ejendomme samt Social og Sundhed")],
    ),
    ("Væsentlig bidragsyder:\nPlanen følges.", [("contributors", "")]),
    (
        "Ansvarligt center: Ejendome Der bygges en skole.",
        [("responsible_center", "Ejendome")],
    ),
    (
        "Ansvarligt center: By, Ehrverv og Klima Vi bygger en skole.",
        [("responsible_center", "By, Ehrverv og Klima")],
    ),
    (
        "Ansvarligt center: Ejendomme Væsentlig bidragsyder: Borgerrådgiveren Der er valgt en ny.",
        [("responsible_center", "Ejendomme"), ("contributors", "Borgerrådgiveren")],
    ),
    (
        "Ansvarligt center: Ejendomme Væsentlig bidragsyder: Se også punkt 4.02, del 1.",
        [("responsible_center", "Ejendomme"), ("contributors", "")],
    ),
    (
        "Ansvarligt udvalg: Havneudvalget En ny kaj er bygget, og Der er kun et skib.",
        [("committee", "Havneudvalget")],
    ),
    (
        "Ansvarligt udvalg: Plads- og Parkudvalget Hver plads er gået efter i sømmene.",
        [("committee", "Plads- og Parkudvalget")],
    ),
    (
        "Ansvarligt udvalg: Havneudvalget En ny kaj bygges.",
        [("committee", "Havneudvalget")],
    ),
    ("Tidsplan: foråret\nVi bygger.", []),
    ("Bemærk: Ejendomme er med.", []),
]


@pytest.mark.parametrize(("effort", "expected"), LABELLED, ids=lambda value: str(value)[:40])
def test_labelled_lines_are_found_and_end_where_the_name_ends(
    effort: str, expected: list[tuple[str, str]]
) -> None:
    """One per line, one after the other, or with free text behind."""
    vocabulary = Vocabulary((*KNOWN.names, "Økonomiudvalget", "ØU"), KNOWN.abbreviations)

    found = [
        (line.role, effort[line.name_start : line.name_end].strip())
        for line in labels.find(effort, vocabulary)
    ]

    assert found == expected


def test_a_name_that_is_not_known_yet_ends_before_a_sentence() -> None:
    """Else the sentence would be learnt as part of the name."""
    effort = "Ansvarligt udvalg: Havneudvalget En ny kaj bygges.\nDen er af sten."

    (line,) = labels.find(effort)

    assert effort[line.name_start : line.name_end] == "Havneudvalget"


def test_the_majority_spelling_is_learnt() -> None:
    """A rare spelling near a common one is a slip; lists and prose are no names."""
    learnt = learn(
        ["Ejendomme"] * 3
        + ["Ejendome", "Ejendomme samt Social og Sundhed", "Vi skal bygge en skole. Den er ny."]
        + ["Se også punkt 4.02, del 1."] * 2
    )

    assert learnt.names == ("Ejendomme",)


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("Center for Skole og Kultur", ["Skole og Kultur"]),
        ("Center for Miljø og Teknik, Center for Skole", ["Miljø og Teknik", "Skole"]),
        ("Center for Miljø og Center for Skole", ["Miljø", "Skole"]),
        ("Center for Skole v/ Jens Holm", ["Skole v/ Jens Holm"]),
        ("Centret for Job", ["Job"]),
    ],
)
def test_names_nobody_knows_yet_are_parted_where_they_say_so(raw: str, names: list[str]) -> None:
    """By the word that begins each of them."""
    read = organisations.read(raw, organisations.learn([raw]))

    assert [name.name for name in read.value] == names


def test_a_documents_own_abbreviation_is_learnt() -> None:
    """It stands in parentheses behind the name, and wins over what others use."""
    learnt = learn(["Sundheds- og Seniorudvalget (SSU)", "Ejendomme"])

    assert learnt.names == ("Ejendomme", "Sundheds- og Seniorudvalget")
    (name,) = organisations.read("SSU", learnt).value
    assert (name.name, name.method) == ("Sundheds- og Seniorudvalget", "abbreviation")


def test_a_name_tells_how_it_was_read() -> None:
    """With the likeness and the method, as printed."""
    (name,) = organisations.read("Ejendome", KNOWN).value

    assert (name.name, name.raw, name.method) == ("Ejendomme", "Ejendome", "fuzzy")
    assert organisations.LEAST_LIKENESS <= name.score < 100


def test_a_name_with_an_unknown_letter_is_a_known_one_where_only_that_fits() -> None:
    """Another may have the letter that is not known."""
    known = Vocabulary(("By og Kultur", "Bo og Kultur", "Ejendomme"))
    read_name = partial(organisations.read, vocabulary=known)

    assert [one.name for one in read_name("B\ufffd og Kultur").value] == ["B\ufffd og Kultur"]
    assert [one.name for one in read_name("Ejend\ufffdmme").value] == ["Ejendomme"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Ballerup Kommune", "0151"),
        ("Aarhus", "0751"),
        ("Århus", "0751"),
        ("Aarhus Kommunes", "0751"),
        ("Høje-Taastrup", "0169"),
        ("Høje- Taastrup Kommune", "0169"),
        ("Høje-\nTaastrup Kommune", "0169"),
        ("Høje Tåstrup", "0169"),
        ("Københavns Kommune", "0101"),
        ("Lyngby-Tårbæk Kommune", "0173"),
        ("Vesthimmerlands Kommune", "0820"),
        ("GRIBSKOV", "0270"),
    ],
)
def test_a_municipality_is_known_by_its_variants(raw: str, code: str) -> None:
    """Old spellings, genitives and broken lines lead to the official code."""
    assert municipalities.read(raw).value.code == code


def test_all_98_municipalities_read_as_themselves() -> None:
    """Each official name, alone and with Kommune behind it."""
    names = [one.name for one in municipalities._official().values()]

    assert len(names) == 98
    for name in names:
        assert municipalities.read(name).value.name == name
        assert municipalities.read(f"{name} Kommune").value.name == name


def test_the_municipality_named_most_is_the_publisher() -> None:
    """A tie decides nothing; an invented one keeps its name and has no code."""
    one = municipalities.find(["Ballerup Kommune", "Herlev Kommune og Ballerup Kommune"])

    assert one is not None
    assert one.value.name == "Ballerup"
    assert municipalities.find(["Ballerup Kommune", "Herlev Kommune"]) is None
    assert municipalities.find(["Klitsund Kommune"]) is None
    name = municipalities.find_name(["Klitsund Kommune"])
    assert name is not None
    assert name.value == "Klitsund"


def test_a_place_that_is_no_municipality_is_refused() -> None:
    """The message says what was expected."""
    with pytest.raises(Unreadable, match="expected one of the 98"):
        municipalities.read("Klitsund")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("bla\u030ab\u00e6r", "bl\u00e5bær"),
        ("for\u00adsinket", "forsinket"),
        ("2\u00a0mio.\u202fkr.", "2 mio. kr."),
        ("drifts\u2011 og anl\u00e6g", "drifts- og anlæg"),
        ("e\ufb00ekt", "effekt"),
        ("1½", "1½"),
        ("• første\n• anden", "første\nanden"),
        ("* første", "første"),
        ("- streg bliver", "- streg bliver"),
        ("1) tal bliver", "1) tal bliver"),
        ("  a   b \n\n c ", "a b\nc"),
        ("\ufffc", ""),
        ("\uf04a", "\uf04a"),
        ("•", "•"),
        ("fejlstavning blivr", "fejlstavning blivr"),
    ],
)
def test_text_is_repaired_only_where_a_string_allows_it(raw: str, clean: str) -> None:
    """Blanks, hyphens, ligatures and bullets; never the author's spelling."""
    assert text.clean(raw).text == clean


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("abc æøå\u030a\u00ad\u00a0\n•*-\ufb01\ufffc☺12,"), max_size=40)
)
def test_cleaning_is_done_after_once_and_knows_its_way_back(raw: str) -> None:
    """A second time changes nothing; each letter has an origin, in order."""
    first = text.clean(raw)

    assert text.clean(first.text).text == first.text
    if first.origins is not None:
        assert len(first.origins) == len(first.text)
        assert list(first.origins) == sorted(first.origins)


PRINTED = (
    "Væsentlig bidragsyder: Skoler, Institutioner og|Kultur|Kajen gøres klar. Molen er lagt.",
    "Væsentlig bidragsyder: Skoler, Institutioner og Kultur|Kajen og molen er|klar. Det er godt.",
    "Væsentlig bidragsyder:|Skoler, Institutioner og Kultur|Kajen gøres klar. Molen er lagt.",
    "Væsentlig bidragsyder:\nSkoler, Institutioner og Kultur\nKajen gøres klar.",
)


@pytest.mark.parametrize("printed", PRINTED)
def test_an_unknown_name_ends_with_a_printed_line_before_a_sentence(printed: str) -> None:
    """Where the page shows no gap behind it; the label may end a line, too."""
    effort = printed.replace("|", " ")
    ends = [at for at, letter in enumerate(printed) if letter == "|"]
    for vocabulary in (None, organisations.learn([])):
        (line,) = labels.find(effort, vocabulary, ends)

        assert effort[line.name_start : line.name_end] == "Skoler, Institutioner og Kultur"


@pytest.mark.parametrize(
    "printed",
    [
        "Bidragsydere: Havnens folk hjælper skolerne|Kajen gøres klar. Molen er lagt.",
        "Bidragsydere: Havnen|Klitsund Strand rydder op. Molen er lagt.",
        "Bidragsydere: Teknik og|Miljø rydder op. Molen er lagt.",
        "Bidragsydere: Havn og Kyst kajen gøres klar. Molen er lagt.",
        "Bidragsydere:\nKajen gøres klar, og molen bliver lagt\nAlt er godt.",
        "Bidragsydere:\nHavnen",
        "Bidragsydere:\nFormål\nKajen bygges om i år. Molen males også.",
        "Bidragsydere:\nStatus\nKajen bygges om i år.",
        "Bidragsydere:\nNy Kaj\nKajen bygges om i år.",
        "Bidragsydere:\nFormål og Indhold\nKajen bygges om i år.",
        "Bidragsydere:\nHavnen og Molen\nKajen bygges om i år.",
        "Bidragsydere: Skole og Kultur|Jobcenteret bygger en kaj. Der males.",
        "Bidragsydere:\nStatus for Havneudvalget\nKajen bygges om i år.",
        "Bidragsydere:\nNyt Center\nKajen bygges om i år.",
        "Bidragsydere:|Formål|Kajen bygges om i år. Molen males også.",
        "Bidragsydere: Social, Sundhed|Arbejdsmarked og Borgerservice bygger en|ny kaj til byen.",
        "Bidragsydere: By og Land|Kultur- og Fritidscentret. Der bygges en kaj.",
        "Bidragsydere: Skole og Kultur|Borgmesterens afdeling Kajen bygges. Der males.",
        "Bidragsydere: Skole og Kultur|Byggeafdelingen bygger en kaj. Der males.",
        "Bidragsydere: Center for Havn|Teknik skal sørge for kajen.",
        "Bidragsydere: Center for Havn|Teknik og Kyst|Kajen gøres klar. Molen er lagt.",
        "Bidragsydere: Center for Havn|Ungdomsskolen og Teknik gør kajen klar. Molen er lagt.",
    ],
)
def test_what_may_be_no_name_is_none(printed: str) -> None:
    """A sentence, a name that goes on in the next line, an effort of a word."""
    ends = [at for at, letter in enumerate(printed) if letter == "|"]
    (line,) = labels.find(printed.replace("|", " "), organisations.learn([]), ends)

    assert line.name_start == line.name_end


@pytest.mark.parametrize(
    "sentence",
    [
        "Skolens plan afventer pengene.",
        "Kajens nye bolværk sættes i stand.",
        "Kajen males.",
        "Hver plads males.",
    ],
)
def test_a_sentence_behind_an_empty_label_is_learnt_as_no_name(sentence: str) -> None:
    """Where its first word had no room behind the label nothing else parts the two."""
    effort = f"Væsentlig bidragsyder: {sentence}"
    (line,) = labels.find(effort)
    known = learn([effort[line.name_start : line.name_end]])

    assert known.names == ()
    (line,) = labels.find(effort, known)
    assert line.name_start == line.name_end


@pytest.mark.parametrize(
    "name",
    [
        "Ejendomme.",
        "Skoler, dagtilbud og kultur.",
        "Alle skoler.",
        "Jobcentret.",
        "Kontoret for unge med handicap.",
        "Kommunaldirektøren.",
        "Rådet for socialt udsatte.",
        "De lokale foreninger.",
        "Lokalrådet i den nordlige del af byen.",
        "Den selvejende institution Havnen.",
        "Styregruppen for ny skole.",
        "Ældrerådet og handicaprådet efter aftale.",
        "Kommunens skoler og daginstitutioner.",
        "De unges råd i Havnen.",
        "Den lokale forening for alles fælles ældre.",
    ],
)
def test_a_name_with_a_full_stop_is_learnt(name: str) -> None:
    """No word in it is a verb for certain."""
    effort = f"Væsentlig bidragsyder: {name}"
    (line,) = labels.find(effort)
    known = learn([effort[line.name_start : line.name_end]])

    assert known.names == (name.rstrip("."),)


@pytest.mark.parametrize(
    "name",
    [
        "Center for Havn",
        "Jobcenter Kyst",
        "Havneudvalget",
        "Borgmesterens Afdeling",
        "Havn og Kyst",
    ],
)
def test_a_line_below_an_empty_label_answers_it_where_it_is_an_office(name: str) -> None:
    """Its words tell, or that it joins what is spelt with capitals."""
    effort = f"Ansvarligt center:\n{name}\nKajen bygges om i år."
    for vocabulary in (None, organisations.learn([])):
        (line,) = labels.find(effort, vocabulary)

        assert effort[line.name_start : line.name_end] == name


def test_a_line_below_an_empty_label_answers_it_where_the_name_is_known() -> None:
    """Another item has it behind its label."""
    effort = "Ansvarligt center:\nEjendomme\nKajen bygges om i år."
    (line,) = labels.find(effort, organisations.learn(["Ejendomme"]))
    (unknown,) = labels.find(effort)

    assert effort[line.name_start : line.name_end] == "Ejendomme"
    assert unknown.name_start == unknown.name_end
