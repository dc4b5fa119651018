"""Labels before the names of those responsible, and where the names behind them end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from normalizers.organisations import LEAST_LIKENESS, SEPARATOR, Vocabulary, declared, is_prose

Role = Literal["responsible_center", "committee", "contributors"]

LEAST_LABEL_LIKENESS = 85.0
LONGEST_NAME = 70
_STRONG_SEPARATOR = re.compile(r"\s*(?:;|/|\n|\bsamt\b)\s*", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\n]{2,39}?)\s*:[^\S\n]*")
# Words that open a sentence and no name's part, with a small letter behind them.
_OPENERS = (
    "Der Det De Den Dette Disse Denne Her Hertil Dertil Derfor Dermed Derudover Herudover Desuden"
    " En Et Hver Hvert Ingen Intet Alle Begge Flere Mange Nogle Vi Man"
    " På Ved Som Når Hvis Efter Inden Under Fra Gennem Hos Med Ud Allerede Samtidig Først Siden"
    " Parterne Indsatsen Projektet Arbejdet Kommunen Kommunens"
)
_OPENING = re.compile(rf"\s+(?=(?:{_OPENERS.replace(' ', '|')})\s[a-zæøå])")
_OPENER_WORDS = frozenset((*_OPENERS.split(), "I", "Til", "For"))
_SOME = frozenset(("Alle", "Begge", "Flere", "Mange", "Nogle"))  # "Alle skoler"
# Verbs that are no other word as well, and passive ones ("males"), unless those are owners' forms.
_VERB = re.compile(
    r"""
    \s (?:
        er|var|har|havde|skal|skulle|vil|ville|kan|kunne|må|bør|får|fik|bliver|blev|går|gik|står
      | kommer|sker|afventer|følger|mangler|indgår|fortsætter|begynder|starter|omfatter|kræver
      | (?!fælles|deres) [a-zæøå]{2,}es
        (?= \.$ | \s(?:i|på|til|af|op|om|med|ud|ned|fra|ved|efter|inden|under|nu|ikke|også|først)\s)
    ) \b
    """,
    re.VERBOSE,
)
# A thing that is known ("Kajen"), and no office that may be the next name ("Byggeafdelingen").
_OFFICE = r"(?:afdeling|forvaltning|udvalg|sekretariat|stab|direktion|enhed|styrelse)"
_DEFINITE = re.compile(
    rf"""
    (?!\w*(?:{_OFFICE}|cent)(?:r?et|eret|e?n|r?ene|erne)$)
    \w+(?:en|et|ne)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OFFICES = re.compile(
    rf"""
    \bcent(?:er|ret|eret)\sfor\b
    | \B(?:center|centret|centeret)\b   # "Jobcenter"
    | {_OFFICE}(?:et|e?n)?\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What heads a part of an effort, though it may be joined as a name is.
_HEADINGS = frozenset(
    [
        "Formål",
        "Status",
        "Baggrund",
        "Indhold",
        "Mål",
        "Beskrivelse",
        "Tid",
        "Tidsplan",
        "Milepæle",
        "Resultat",
    ]
)
_WORD = re.compile(r"\S+")
_JOINS = frozenset(
    ("og", "samt", "for", "i", "af", "til", "på", "ved", "med", "under", "v/", "&", "+")
)
_OPEN_END = (",", "/", "&", "+", "-", "\u2013")


class LabelledLine(NamedTuple):
    """A stretch of an effort text that names those in one role."""

    role: Role
    start: int  # of the label
    end: int  # after the name, or after the label where none follows
    name_start: int
    name_end: int
    label: str


def find(
    text: str, vocabulary: Vocabulary | None = None, line_ends: Sequence[int] = ()
) -> tuple[LabelledLine, ...]:
    """The stretches "Ansvarligt center: ..." of an effort text, misspelt labels too.

    A name ends with its line, before the next label, or, where free text follows on the same
    line, where the vocabulary says or a printed line ends (`line_ends`: where they do). A label
    at the end of its line is answered by the next one, if that is an office's name.
    """
    labels = list(_labels(text))
    found = []
    for index, (role, match, start) in enumerate(labels):
        limit = labels[index + 1][2] if index + 1 < len(labels) else len(text)
        name_start, end = _answer(text, match.end(), limit, vocabulary)
        name = text[name_start:end].rstrip()
        name_end = name_start + len(name)
        sentence = _before_sentence(name) if name.endswith(".") else 0
        if sentence:
            name_end = name_start + sentence
        elif vocabulary is not None:
            name_end = _name_end(text, name_start, name_end, vocabulary)
        is_unparted = vocabulary is None and not sentence and is_prose(name)
        if name_end == name_start or is_unparted:
            ends = [one - name_start for one in line_ends if name_start < one < end]
            count = _printed_name(name, ends)
            is_below = any(match.end("label") < one <= name_start for one in line_ends)
            if is_below and not _is_office(name[:count]):
                count = 0
            is_learnt = is_unparted and not _is_whole_sentence(name)
            name_end = name_start + (count or len(name) * is_learnt)
        found.append(LabelledLine(role, start, name_end, name_start, name_end, match["label"]))
    return tuple(found)


def _answer(text: str, start: int, limit: int, vocabulary: Vocabulary | None) -> tuple[int, int]:
    """From where to where the line stands that answers a label."""
    line_end = text.find("\n", start, limit)
    end = limit if line_end < 0 else line_end
    if line_end != start:
        return start, end
    below = text.find("\n", start + 1, limit)
    if below < 0:
        return start, end  # what stands below is the effort itself
    line = text[start + 1 : below]
    is_known = vocabulary is not None and _known_start(line, vocabulary.names) == len(line)
    return (start + 1, below) if is_known or _is_office(line) else (start, end)


def _printed_name(text: str, ends: Sequence[int]) -> int:
    """How much of a text is a name that a printed line ends with, and a sentence follows; else 0.

    >>> _printed_name("Social og Sundhed Kajen gøres klar. Molen er lagt.", [17, 30])
    17
    >>> _printed_name("Skoler, Institutioner og Kultur Kajen gøres klar.", [24, 31])
    31
    """
    for end in ends:
        name, rest = text[:end].rstrip(), text[end:].split()
        if rest and rest[0][0].isupper() and _is_name(name):
            return len(name) if _is_sentence(rest) and is_prose(text[end:]) else 0
    return 0


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether words begin a sentence for certain, and go on with no name in the line above."""
    first, second, third = (*words[:3], "", "", "")[:3]
    is_opening = first in _OPENER_WORDS or _DEFINITE.fullmatch(first) is not None
    goes_on = second in _JOINS and third[:1].isupper()
    return is_opening and not goes_on and bool(second) and not second[0].isupper()


def _is_whole_sentence(text: str) -> bool:
    """Whether a text with a full stop is a sentence and no name that has one.

    >>> _is_whole_sentence("Kajen males."), _is_whole_sentence("Skolens plan afventer pengene.")
    (True, True)
    >>> _is_whole_sentence("Ejendomme."), _is_whole_sentence("Rådet for socialt udsatte.")
    (False, False)
    """
    if not text.endswith(".") or _VERB.search(text) is None:
        return False
    words = text.rstrip(".").split()
    unjoined = [
        word
        for above, word in pairwise(words)
        if word[0].islower() and not {word, above} & _JOINS and not above.endswith(_OPEN_END)
    ]
    is_certain = bool(unjoined) and _is_sentence(words) and words[0] not in _SOME
    return len(unjoined) > 1 or is_certain


def _is_office(text: str) -> bool:
    """Whether a line of its own is an office's name, and no heading of what stands below it."""
    words = text.replace(",", " , ").split()
    if not _is_name(text) or not _HEADINGS.isdisjoint(words):
        return False
    joins_names = any(
        (one in _JOINS or one == ",") and other[0].isupper() for one, other in pairwise(words)
    )
    is_of_things = any(_DEFINITE.fullmatch(word) for word in words)
    return _OFFICES.search(text) is not None or (joins_names and not is_of_things)


def _is_name(text: str) -> bool:
    """Whether all small words of a text join names, or stand behind one that does."""
    if not text[:1].isupper() or len(text) > LONGEST_NAME or is_prose(text):
        return False
    words = text.split()
    if words[-1] in _JOINS or words[-1].endswith(_OPEN_END):
        return False
    return all(
        word[0].isupper() or word in _JOINS or above in _JOINS or above.endswith(_OPEN_END)
        for above, word in pairwise(words)
    )


def is_usual(label: str) -> bool:
    """Whether a label is spelt as one that is known, in whatever case.

    >>> is_usual("Ansvarligt center"), is_usual("Ansvarligt centre r")
    (True, False)
    """
    return " ".join(label.split()).casefold() in _label_roles()


def _labels(text: str) -> Iterator[tuple[Role, re.Match[str], int]]:
    for match in _LABELLED.finditer(text):
        rated = [
            (*_label_role(text[start : match.end("label")]), start)
            for start in _label_starts(text, match)
        ]
        role, likeness, start = max(rated, key=lambda one: one[1])
        if role is not None and likeness >= LEAST_LABEL_LIKENESS:
            yield role, match, start


def _label_starts(text: str, match: re.Match[str]) -> Iterator[int]:
    """The label may follow a name on the same line: each later capital may begin it."""
    yield match.start("label")
    for word in re.finditer(r"(?<=\s)[A-ZÆØÅ]", text[match.start("label") : match.end("label")]):
        yield match.start("label") + word.start()


@lru_cache(maxsize=4096)
def _label_role(label: str) -> tuple[Role | None, float]:
    best = process.extractOne(label.casefold(), tuple(_label_roles()), scorer=fuzz.ratio)
    return (None, 0.0) if best is None else (_label_roles()[best[0]], float(best[1]))


def _name_end(text: str, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Where the names stop and free text goes on; `end` where the whole line is names."""
    position = start
    names = sorted(vocabulary.names, key=len, reverse=True)
    while True:
        rest = text[position:end]
        known = _known_start(rest, names)
        if not known:
            if _may_be_names(rest):
                return end
            if position == start:
                return start + _before_sentence(rest)
            return _without_separator(text, start, position)
        position += known
        separator = SEPARATOR.match(text, position, end)
        if separator is None or position >= end:
            return end if not text[position:end].strip(" .") else position
        position = separator.end()


def _before_sentence(rest: str) -> int:
    """How much of a text is an unknown name that a sentence follows without a full stop; else 0."""
    for opened in _OPENING.finditer(rest[:LONGEST_NAME]):
        name = rest[: opened.start()]
        if name[:1].isupper() and not is_prose(name):
            return len(name)
    return 0


def _may_be_names(rest: str) -> bool:
    """Unknown names are short and no sentence; a list of them is as long as its known names."""
    known_parts = len(_STRONG_SEPARATOR.split(rest)) + rest.count(",")
    return len(rest) <= LONGEST_NAME * known_parts and not is_prose(rest)


def _known_start(text: str, names: Sequence[str]) -> int:
    """How many characters of the text's start are a known name, misspelt ones too; 0 for none."""
    for name in names:
        if text.startswith(name) and not text[len(name) : len(name) + 1].isalnum():
            return len(name)
    ends = [match.end() for match in _WORD.finditer(text[: LONGEST_NAME * 2])]
    best = (LEAST_LIKENESS, 0)
    for name in names:
        count = len(name.split())
        if count <= len(ends):
            printed = text[: ends[count - 1]].rstrip(".,;")
            best = max(best, (fuzz.ratio(printed.casefold(), name.casefold()), len(printed)))
    return best[1]


def _without_separator(text: str, start: int, end: int) -> int:
    """Step back over a separator that turned out to lead into free text."""
    for match in SEPARATOR.finditer(text, start, end):
        if match.end() == end:
            return match.start()
    return end


@cache
def _label_roles() -> Mapping[str, Role]:
    labels: Mapping[Role, Sequence[str]] = declared()["labels"]
    return {label.casefold(): role for role, spellings in labels.items() for label in spellings}
