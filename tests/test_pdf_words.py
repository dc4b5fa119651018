"""PDF: how often a document writes a word is the same however it is found out."""

from __future__ import annotations

from collections import Counter

import pytest

from extractors.pages.hyphens import Hyphens
from extractors.pages.words import Words, printed, words_in

LINES = [
    "Den nye hal i STRASSE straße",
    "den ny-gamle hal_i_byen",
    "to ord",
    "og hallen, og\u2011så og så",
    "İstanbul og ﬁn by",
]
ALL = Counter(word.casefold() for text in LINES for word in words_in(text) if text != "to ord")


@pytest.mark.parametrize("times", [1, 3000], ids=["short", "long"])
@pytest.mark.parametrize("asked", [["hal", "to", "", "og", "hal"], [*ALL, *"abcdefghij", "to"]])
def test_words_are_counted_when_they_are_asked_for(times: int, asked: list[str]) -> None:
    """Few of them or many, in short documents and in long ones."""
    words = Words()
    for _ in range(times):
        words.take_lines(printed(LINES))

    found = [words[word] for _ in range(9) for word in asked]

    assert found == [times * ALL[word] for _ in range(9) for word in asked]


def test_words_are_counted_in_lines_that_come_later() -> None:
    """Though they were asked for before."""
    words = Words()
    words.take_lines(printed(LINES))
    before = words["hal"]

    words.take_lines(printed(LINES))
    words.take(["Hal", "til", "salg"])
    words.take(["hal", "til"])

    assert (before, words["hal"]) == (2, 5)


@pytest.mark.parametrize("times", [1, 9000], ids=["short", "long"])
def test_a_long_word_of_a_short_line_shows_that_its_halves_are_one(times: int) -> None:
    """It is no word by itself: in a narrow column it may be a piece of another."""
    words = Words()
    for _ in range(times):
        words.take_lines(printed(["kompetenceudvikling, jf.", "foren", "og så en lang linje"]))
    words.take(["Kommunalbestyrelsen"])

    found = [words.has_whole(word) for word in ("kompetenceudvikling", "foren", "og", "den")]

    assert found == [True, False, True, False]
    assert words.has_whole("kommunalbestyrelsen")
    assert words["kompetenceudvikling"] == 0


BROKEN = (
    *("det er budget-", "tet som er med i rammer-", "ne for hele sko-", "lens drift"),
    *("vi ser på budgettet i dag", "og alle rammerne er nye", "så skolens drift er god"),
)
RELATED = "stress-problemer og smertekliniker hos os"


@pytest.mark.parametrize(
    ("above", "below", "written", "joined"),
    [
        ("om angst-", "problemer i år", RELATED, "om angst-problemer i år"),
        ("om stress-", "kliniker i år", RELATED, "om stress-kliniker i år"),
        ("om smerte-", "behandling nu", RELATED, "om smertebehandling nu"),
        ("om angst\u2011", "problemer i år", RELATED, "om angst\u2011problemer i år"),
        ("i Greater Co-", "penhagen nu", "", "i Greater Copenhagen nu"),
        ("Co-", "working for alle", "", "Co-working for alle"),
        ("nye co-", "housing for alle", "", "nye co-housing for alle"),
        ("NYE TAPE-", "TEN TIL ALLE", "", "NYE TAPETEN TIL ALLE"),
        ("NYE HAVNE-", "HUSE TIL ALLE", "nye havne og huse i byen", "NYE HAVNE-HUSE TIL ALLE"),
        ("NYE BPA-", "ORDNINGER", "", "NYE BPA-ORDNINGER"),
        ("i Aalborg-", "Nørresundby", "", "i Aalborg-Nørresundby"),
        ("om Covid-19-", "test til alle", "", "om Covid-19-test til alle"),
    ],
)
def test_a_hyphen_at_a_line_end_is_kept_where_the_word_has_one(
    above: str, below: str, written: str, joined: str
) -> None:
    """By words that share a part with it, and by what it stands behind."""
    hyphens = Hyphens((*BROKEN, written))

    first, between = hyphens.joined(above, below)

    assert f"{first}{between}{below}" == joined


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("i Greater Co\u2010", "penhagen nu", "i Greater Copenhagen nu"),
        ("NYE TAPE\u2010", "TEN TIL ALLE", "NYE TAPETEN TIL ALLE"),
        ("om angst\u2010", "problemer i år", "om angstproblemer i år"),
        ("en refor\u2010", "men i skolen", "en reformen i skolen"),
        ("fra 2015\u2010", "2017", "fra 2015\u20102017"),
    ],
)
@pytest.mark.parametrize("own", ["en e-mail til os", "en e\u2010mail til os", ""])
def test_a_sign_that_only_typesetters_use_is_no_hyphen_of_a_word(
    above: str, below: str, joined: str, own: str
) -> None:
    """Where the document writes its own with another one."""
    hyphens = Hyphens((own, "alle har stress-problemer nu", above, below))

    first, between = hyphens.joined(above, below)

    is_kept = "\u2010" in own or joined[-1].isdigit()
    blank = " " if below.startswith("men ") else ""
    assert f"{first}{between}{below}" == (f"{above}{blank}{below}" if is_kept else joined)


@pytest.mark.parametrize(
    ("sign", "kept"),
    [("\u00ad", "-"), ("\u2010", "-"), ("-", "")],
    ids=["printed by itself", "another character", "the same"],
)
def test_a_hyphen_that_is_typed_is_kept_where_others_are_put_in(sign: str, kept: str) -> None:
    """Where the document shows that what breaks its words is of another sign."""
    words = ("budget", "tet"), ("ramm", "erne"), ("skole", "rne"), ("hal", "lerne"), ("pla", "nen")
    broken = [line for head, tail in words for line in (f"vi så {head}{sign}", f"{tail} i går")]
    whole = " og ".join(map("".join, words))
    hyphens = Hyphens((*broken, f"her er {whole} nu", "de har e\u2010mail om alle problemer"))

    first, between = hyphens.joined("ved angst-", "problemer i byen")

    assert f"{first}{between}problemer" == f"ved angst{kept}problemer"
    # At the end of a page no line follows by which an engine tells what was put in.
    assert hyphens.joined_over_page("ved angst-", "problemer i byen") == ("ved angst", "")
    assert hyphens.joined_over_page("ved it-", "problemer i byen") == ("ved it-", "")
