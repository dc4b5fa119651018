"""Centres and committees: who is named, spelt as the document itself spells them most.

Names hold commas and "og" themselves ("Skoler, Institutioner og Kultur"), so a list of them is
cut by the names known, not by its punctuation.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from normalizers.reading import Reading
from normalizers.unknown_letters import UNKNOWN, fits

# Below this likeness (0-100, rapidfuzz ratio) a name stays as printed, with a flag.
LEAST_LIKENESS = 88.0
LONGEST_NAME = 70
LONGEST_LIST = 2000  # characters; more is no list of names
MOST_PIECES = 6  # of one name, between commas and "og"
NO_LIKENESS = 40.0  # what names that have nothing in common reach
# What may stand between two names.
SEPARATOR = re.compile(r"\s*(?:,\s*(?:samt|og)?|;|/|\+|&|\n|\bsamt\b|\bog\b)\s*", re.IGNORECASE)
# "Center for Skole v/ NN" is one, "Center for Miljø, Center for Skole" two.
_STRONG_SEPARATOR = re.compile(
    r"\s*(?:;|(?<!\bv)/|\n|\bsamt\b|(?:,|\bog\b)(?=\s*Cent(?:er|ret|eret|rene)\sfor\b))\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[.:?!](?:\s|$)|\b(?:er|skal|der|bliver|vil|kan|har)\b|^(?:Se|Jf|Jævnfør)\b|\bpunkt\s\d"
)
# "Børne- og Skoleudvalget (BSU)": a document's own abbreviation.
_SHORTENED = re.compile(r"(?<=\w)\s?\((?P<short>[A-ZÆØÅ]{2,7})\)$")
_LEAD = re.compile(r"^Cent(?:er|ret|eret|rene)\s+for\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Canonical names, and pairs of an abbreviation and its name."""

    names: tuple[str, ...]
    abbreviations: tuple[tuple[str, str], ...] = ()


class OrganisationName(NamedTuple):
    """A canonical name, as printed, and how sure (0-100) by which method the two are one."""

    name: str
    raw: str
    score: float
    method: str  # exact, genitive, case, abbreviation, fuzzy, printed


def learn(raws: Sequence[str], given: Sequence[str] = ()) -> Vocabulary:
    """The names a document uses: what stands alone most often, rarer spellings left out.

    >>> learn(["Skoler, Institutioner og Kultur", "Ejendomme", "Ejendomme"]).names
    ('Ejendomme', 'Skoler, Institutioner og Kultur')
    """
    counts = Counter(_plain(raw) for raw in raws if raw.strip())
    names = list(given)
    for raw, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        if (
            len(raw) > LONGEST_NAME
            or is_prose(raw)
            or _STRONG_SEPARATOR.search(raw)
            or _is_list(raw, [*counts, *given])
        ):
            continue
        if not names or _nearest(raw, tuple(names))[1] < LEAST_LIKENESS:
            names.append(raw)
    own = {
        match["short"]: _plain(raw)
        for raw in raws
        if (match := _SHORTENED.search(raw.rstrip(" .")))
    }
    return Vocabulary(tuple(names), tuple((declared()["committees"] | own).items()))


def is_prose(text: str) -> bool:
    """Whether a text is a sentence and no list of names."""
    return _SENTENCE.search(text) is not None


def read(raw: str, vocabulary: Vocabulary) -> Reading[tuple[OrganisationName, ...]]:
    """The names in a printed list, canonical where known; unknown ones stay as printed.

    >>> known = Vocabulary(("By, Erhverv og Miljø", "Ejendomme"))
    >>> [found.name for found in read("By, Erhverv og Miljø samt Ejendomme", known).value]
    ['By, Erhverv og Miljø', 'Ejendomme']
    """
    found = _cut(raw, vocabulary)
    flags = tuple(
        dict.fromkeys(
            {"printed": "unknown-name", "fuzzy": "misspelt-name"}[name.method]
            for name in found
            if name.method in {"printed", "fuzzy"} and vocabulary.names
        )
    )
    rule = found[0].method if len(found) == 1 else "list"
    return Reading(found, raw, rule, flags)


@lru_cache(maxsize=4096)
def _cut(raw: str, vocabulary: Vocabulary) -> tuple[OrganisationName, ...]:
    """The cut at separators by which most of the text is known names, the surest of them."""
    text = raw.strip(" .,;\n")
    if len(text) > LONGEST_LIST:
        return (OrganisationName(text, raw, 0.0, "printed"),)
    edges = _edges(text)
    best: list[tuple[float, int, OrganisationName | None]] = [(0.0, 0, None)]
    for last in range(len(edges)):
        choices: list[tuple[float, int, OrganisationName | None]] = [(best[last][0], last, None)]
        for first in range(max(0, last - MOST_PIECES), last + 1):
            name = _known(text[edges[first][0] : edges[last][1]], vocabulary)
            if name is not None:
                weight = len(name.name) * (name.score - NO_LIKENESS)
                choices.append((best[first][0] + weight, first, name))
        best.append(max(choices, key=lambda choice: choice[0]))
    return tuple(reversed(list(_chosen(text, edges, best, vocabulary))))


def _edges(text: str) -> list[tuple[int, int]]:
    """Where the pieces between separators begin and end."""
    separators = [match.span() for match in SEPARATOR.finditer(text) if match.end() > match.start()]
    starts = [0, *(end for _, end in separators)]
    return list(zip(starts, [*(start for start, _ in separators), len(text)], strict=True))


def _chosen(
    text: str,
    edges: Sequence[tuple[int, int]],
    best: Sequence[tuple[float, int, OrganisationName | None]],
    vocabulary: Vocabulary,
) -> Iterator[OrganisationName]:
    """The names of the best cut, last first; pieces of no known name stay together."""
    last = len(edges)
    while last:
        _, first, name = best[last]
        if name is not None:
            yield name
            last = first
            continue
        end = last
        while last and best[last][2] is None:
            last -= 1
        unknown = text[edges[last][0] : edges[end - 1][1]]
        for part in reversed(_STRONG_SEPARATOR.split(unknown)):
            if part.strip(" ,"):
                yield _printed(re.sub(r"\s+", " ", part).strip(" ,"), vocabulary)


@lru_cache(maxsize=8192)
def _known(raw: str, vocabulary: Vocabulary) -> OrganisationName | None:
    """The one known name that a text is; None where it is none."""
    plain = _plain(raw)
    for short, name in vocabulary.abbreviations:
        if short == plain.upper():
            return OrganisationName(_nearest_or(name, vocabulary), raw, 100.0, "abbreviation")
    for spelling, method in ((plain, "exact"), (plain.removesuffix("s"), "genitive")):
        if spelling in vocabulary.names:
            return OrganisationName(spelling, raw, 100.0, method)
    for name in vocabulary.names:
        if name.casefold() == plain.casefold():
            return OrganisationName(name, raw, 100.0, "case")
    nearest, score = _nearest(plain, vocabulary.names)
    if UNKNOWN in plain and [one for one in vocabulary.names if fits(plain, one)] != [nearest]:
        return None  # its unknown letters may be those of another name
    return OrganisationName(nearest, raw, score, "fuzzy") if score >= LEAST_LIKENESS else None


def _printed(raw: str, vocabulary: Vocabulary) -> OrganisationName:
    plain = _LEAD.sub("", raw)
    return OrganisationName(plain, raw, _nearest(plain, vocabulary.names)[1], "printed")


def _nearest_or(name: str, vocabulary: Vocabulary) -> str:
    nearest, score = _nearest(name, vocabulary.names)
    return nearest if score >= LEAST_LIKENESS else name


def _nearest(name: str, names: tuple[str, ...]) -> tuple[str, float]:
    best = process.extractOne(name.casefold(), names, scorer=fuzz.ratio, processor=str.casefold)
    return ("", 0.0) if best is None else (best[0], float(best[1]))


def _is_list(raw: str, known: Sequence[str]) -> bool:
    """Whether known names, and nothing else, make up a longer one."""
    others = tuple(name for name in known if name != raw and name in raw)
    return (
        len(others) > 1
        and not "".join(
            SEPARATOR.sub("", part) for part in re.split("|".join(map(re.escape, others)), raw)
        ).strip()
    )


def _plain(raw: str) -> str:
    joined = re.sub(r"(?<=\w)-\s(?!og\b|eller\b)", "-", re.sub(r"\s+", " ", raw))
    return _SHORTENED.sub("", _LEAD.sub("", joined).strip(" .,;"))


@cache
def declared() -> Mapping[str, Any]:
    """Labels and committees as the data file has them."""
    text = files("normalizers").joinpath("organisations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
