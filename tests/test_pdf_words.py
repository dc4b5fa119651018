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
