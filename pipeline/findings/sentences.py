"""Sentences of a Danish text, and the words by which two of them are of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A full stop behind these ends no sentence, whatever follows.
_SHORTENED = ("bl.a", "nr", "pkt", "ca", "fx", "evt", "jf", "pr", "d")
_BEHIND = "".join(rf"(?<!\b{re.escape(one)}\.)" for one in _SHORTENED)
_END = re.compile(rf"\n+|(?<=[.!?;]){_BEHIND}\s+(?=[A-ZÆØÅ(\"»])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAST_LETTERS = 5  # shorter words carry the grammar
_LEAST_STEM = 5
_STEM_SHARE = 0.7  # of the shorter word, that two words of one stem begin with
# Words of any project, which make no two sentences one of one thing.
_COMMON_WORDS = (
    "allerede andre arbejde arbejdet arbejder arbejderne begge bliver blevet derfor deres "
    "efter eller endnu endelig endeligt flere forbindelse forhold første gennem gennemført "
    "herunder igangsat indsats indsatsen indsatser kommune kommunen kommunens kommunes kroner "
    "mellem milepæl milepælen nogle opgave opgaven plan planen proces processen projekt "
    "projektet projekter samlet samlede samme sidste sikre skulle status stadig under "
    "vedrørende videre ville yderligere være center centeret centret udvalget udvalg "
    "afsluttet afsluttes færdig færdigt færdige påbegyndt opstart opstartet opstartes pågår "
    "etablering etableret etableres afsættes afsætte afsat investering forventes forventet "
    "udgift udgiften udgifter besparelse besparelsen forslag forelagt forelægges fremlagt "
    "behandlet politisk godkendt opfølgning budgetopfølgning"
)
_COMMON = frozenset(_COMMON_WORDS.split())


class Sentence(NamedTuple):
    """`text[start:end]` of the text it was taken from."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences and lines of a text.

    >>> [one.text for one in sentences("Der er afsat 2 mio. kr. i alt. Det gælder pr. 1. maj.")]
    ['Der er afsat 2 mio. kr. i alt.', 'Det gælder pr. 1. maj.']
    """
    start = 0
    for end in [*(found.span() for found in _END.finditer(text)), (len(text), len(text))]:
        part = text[start : end[0]]
        if part.strip():
            yield Sentence(start, end[0], part.strip())
        start = end[1]


@lru_cache(maxsize=8192)
def subjects(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, in small letters."""
    words = (found[0].casefold() for found in _WORD.finditer(text))
    return frozenset(one for one in words if len(one) >= _LEAST_LETTERS and one not in _COMMON)


def shared(one: str, other: str) -> tuple[str, ...]:
    """The subjects of one text that the other is about as well, in another ending too.

    >>> shared("Råhuset er rejst.", "Etablering af råhus pågår.")
    ('råhuset',)
    """
    theirs = subjects(other)
    return tuple(sorted(own for own in subjects(one) if any(_one_stem(own, it) for it in theirs)))


def _one_stem(one: str, other: str) -> bool:
    least = max(_LEAST_STEM, round(_STEM_SHARE * min(len(one), len(other))))
    return one[:least] == other[:least] and abs(len(one) - len(other)) <= least
