"""PDF: how often a document writes a word is the same however it is found out."""

from __future__ import annotations

from collections import Counter

import pytest

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
