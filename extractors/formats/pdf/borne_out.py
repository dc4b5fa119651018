"""Whether what is set in a font bears out that its codes are letters, and its figures figures.

Codes in an order of their own spell no words, and no years. Of a font that prints neither only its
program tells: its glyphs stand in the order of ASCII and are as wide as those letters are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeVar

Font = TypeVar("Font")

_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])\d{4}(?!\d|[.,]\d)|(?<=\d\.)\d{4}(?!\d)")  # and of dates
_YEARS = ("200", "201", "202", "203", "204")
_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DAYS, _MONTHS = 31, 12
_NEARLY_ALL = 0.8  # dates: people mistype some
_LONG, _LONGER = 4, 5  # letters of a word that few words are like by chance
_LEAST = 0.2  # of all words: in a text a third are among the most frequent
_LEAST_BEYOND = 0.1  # of those with letters beyond ASCII
_FEWEST_BEYOND = 3  # of them that say it where none is such a word
_MOSTLY = 0.5
_ALL_BUT_FEW = 0.9  # pairs of letters that stand in words of other fonts as well, as they do in ...
_PAIRS, _OF_PAIRS = 12, 150  # ... one of a hundred codes in another order: so many, of as many
_MOST_WORDS = 50_000
_VOWELS = frozenset("aeiouæøå")
_LEAST_VOWELS, _TELLING = 0.25, 12  # of the letters of words, of which there are so many
_FREQUENT = frozenset(
    _WORD.findall("""
    af al alle alt andre at bliver blev de dem den denne der deres dette det dog du efter en end er
    et for fra få før gennem ham han har havde have hos hvis hvor i ikke ind inden jf kan kun langs
    man med meget mellem men mere mest mod må ned nogle nu når ny nye og også om omkring op os over
    pr på både samt sig siden skal skulle som til uden under ud var ved vi vil være været år året
    årlig afsat ansvarlig ansvarligt bidragsyder borgere byrådet center centre deadline drift anlæg
    budget budgetopfølgning frist indsats kommune kommunen kort beskrivelse milepæl milepæle mio kr
    område opfølgning side smiley status tid tidsfrist titel udvalg væsentlig økonomi økonomisk
    januar februar marts april maj juni juli august september oktober november december
    """)
)


class Standing(NamedTuple):
    """What of a font its texts bear out: its letters, those beyond ASCII, and its figures."""

    letters: bool = False
    beyond: bool = False
    figures: bool = False

    def holds(self, letter: str) -> bool:
        if letter.isdigit():
            return self.figures
        return self.letters and letter.isprintable() and (letter.isascii() or self.beyond)


def standings(
    texts: Mapping[Font, str], known: str, fitting: Mapping[Font, bool] = MappingProxyType({})
) -> dict[Font, Standing]:
    """What is borne out of each font by all texts set in it; `known` are those of other fonts.

    Of fonts that are `fitting` the programs bear it out, those beyond ASCII too where it is true,
    where the texts do not say otherwise.
    """
    words = {font: _WORD.findall(text.casefold()) for font, text in texts.items()}
    others = frozenset(_long_words(known))
    spelling = _spelling(texts, words, others)
    fit = _fit(texts, words, spelling, fitting)
    lettered = spelling | fit
    years = {font: _years(texts[font]) for font in lettered}
    # Most numbers may be amounts: only dates are held against a program.
    years |= {font: None for font in fit if not years[font] and _are_dates(texts[font])}
    beyond = {font: _spell_beyond(words[font], others) for font in lettered}
    # Names may be no words that others write.
    beyond |= {font: None for font in fit if fitting[font] and not beyond[font]}
    # What one program wrote is coded one way.
    is_odd = any(words[font] for font in texts if font not in lettered) or False in years.values()
    usual = _usual(beyond), _usual(years)
    fits_beyond = {font for font in fit if fitting[font] and False not in beyond.values()}
    found = {
        font: _told(
            beyond[font],
            years[font],
            (usual[0] or font in fits_beyond, usual[1] or (font in fit and not is_odd)),
        )
        for font in lettered
        if words[font] or not is_odd
    }
    return {font: found.get(font, Standing()) for font in texts}


def _spelling(
    texts: Mapping[Font, str], words: Mapping[Font, list[str]], others: frozenset[str]
) -> set[Font]:
    """The fonts whose words are such as these others, or one another, have."""
    vocabulary = set(others)
    found: set[Font] = set()
    while True:
        pairs = set(_pairs(vocabulary))
        more = {
            font
            for font, own in words.items()
            if font not in found and (_spell(own, vocabulary) or _look_alike(own, pairs))
        }
        if not more:
            return found
        found |= more
        vocabulary.update(*(_long_words(texts[font]) for font in more))


def _fit(
    texts: Mapping[Font, str],
    words: Mapping[Font, list[str]],
    spelling: set[Font],
    fitting: Iterable[Font],
) -> set[Font]:
    """The fonts whose programs bear them out, and whose texts say nothing against it."""
    found = {font for font in fitting if font in spelling or not _is_gibberish(words[font])}
    bare = {font for font in found if _is_bare(texts[font])}
    if spelling | found == bare:
        found -= {font for font in bare if not _years(texts[font])}
    return found


def _is_bare(text: str) -> bool:
    """Whether it is nothing but figures: these are as wide where they are moved by some."""
    return all(letter.isdigit() or letter.isspace() for letter in text)


def _is_gibberish(words: list[str]) -> bool:
    """Whether words have fewer vowels than those of any language that reports are written in."""
    letters = "".join(words)
    vowels = sum(letter in _VOWELS for letter in letters)
    return len(letters) >= _TELLING and vowels < _LEAST_VOWELS * len(letters)


def _usual(told: Mapping[Font, bool | None]) -> bool:
    """Whether some fonts bear it out, and none says otherwise."""
    return any(told.values()) and False not in told.values()


def _told(beyond: bool | None, years: bool | None, usual: tuple[bool, bool]) -> Standing:
    """Of a font whose letters are borne out; what its own texts do not tell is as usual."""
    return Standing(
        letters=True,
        beyond=usual[0] if beyond is None else beyond,
        figures=usual[1] if years is None else years,
    )


def _long_words(text: str) -> list[str]:
    found = (word for word in _WORD.findall(text.casefold()) if len(word) >= _LONG)
    return list(dict.fromkeys(found))[:_MOST_WORDS]


def _spell(words: list[str], vocabulary: set[str]) -> bool:
    """Whether enough words are words that others write as well."""
    found = [word for word in words if word in _FREQUENT or word in vocabulary]
    if any(len(word) >= _LONGER for word in found) and len(found) >= _MOSTLY * len(words):
        return True
    return len(set(found)) > 1 and len(found) >= _LEAST * len(words)


def _look_alike(words: list[str], known: set[str]) -> bool:
    """Whether words that no other font has are made as those of a long text are."""
    own = list(_pairs(words))
    if len(own) < _PAIRS or len(known) < _OF_PAIRS:
        return False
    return sum(pair in known for pair in own) >= _ALL_BUT_FEW * len(own)


def _pairs(words: Iterable[str]) -> Iterator[str]:
    """The letters that stand beside each other in words."""
    return (word[at : at + 2] for word in words for at in range(len(word) - 1))


def _spell_beyond(words: list[str], vocabulary: frozenset[str]) -> bool | None:
    """Whether words with letters beyond ASCII are such as fonts write that name their letters.

    None where too few are told to say.
    """
    beyond = [word for word in words if not word.isascii()]
    found = sum(word in _FREQUENT or word in vocabulary for word in beyond)
    if not found and len(beyond) < _FEWEST_BEYOND:
        return None
    return found >= _LEAST_BEYOND * len(beyond)


def _years(text: str) -> bool | None:
    """Whether most numbers of four figures are years, nearly all of dates; None without any."""
    found: list[str] = _YEAR.findall(text)
    if not found:
        return None
    return _are_dates(text) and sum(map(_is_year, found)) >= _MOSTLY * len(found)


def _are_dates(text: str) -> bool:
    """Whether nearly all dates are true ones; so are those of a text without any."""
    dates = _DATE.findall(text)
    true = sum(
        0 < int(day) <= _DAYS and 0 < int(month) <= _MONTHS and _is_year(year)
        for day, month, year in dates
    )
    return true >= _NEARLY_ALL * len(dates)


def _is_year(number: str) -> bool:
    """Whether it is a year of this century that a report may tell of."""
    return number.startswith(_YEARS)
