"""Which municipality a text names: the 98 with their official codes, and how they are spelt."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from normalizers.errors import Unreadable
from normalizers.reading import Reading


class Municipality(NamedTuple):
    """Name as in the official list, and kommunekode, four digits."""

    name: str
    code: str


_WORD = r"[A-ZÆØÅ][A-Za-zÆØÅæøåé]*"
# "Høje-Taastrup Kommune", "Høje- Taastrup Kommune" over a line end, "Aarhus Kommunes".
_PRINTED = re.compile(rf"({_WORD}(?:-\s?{_WORD}|\s{_WORD}){{0,2}})\s+[Kk]ommunes?\b")
_AFTER_LABEL = re.compile(rf"\b(?:Kommune|Afsender|Myndighed):\s*({_WORD}(?:-{_WORD})?)\s*$")


def read(raw: str) -> Reading[Municipality]:
    """The municipality that `raw` names; raises Unreadable for anything else.

    >>> read("Århus Kommunes").value
    Municipality(name='Aarhus', code='0751')
    """
    found = _known(re.sub(r"\s+[Kk]ommunes?$", "", raw.strip()))
    if found is None:
        raise Unreadable("municipality", raw, "expected one of the 98, e.g. 'Ballerup Kommune'")
    return Reading(found[0], raw, found[1])


def find(texts: Sequence[str]) -> Reading[Municipality] | None:
    """The municipality that most of the texts' "X Kommune" name; None where none or a tie."""
    named = [found for name in _printed(texts) if (found := _longest_known(name))]
    winner = _majority([municipality.code for municipality, _, _ in named])
    return next(
        (Reading(value, raw, rule) for value, raw, rule in named if value.code == winner), None
    )


def find_name(texts: Sequence[str]) -> Reading[str] | None:
    """The name before "Kommune" that the texts print most, official or not; None where a tie."""
    names = [re.sub(r"-\s", "-", name) for name in _printed(texts)]
    winner = _majority(names)
    return None if winner is None else Reading(winner, winner, "printed-name")


def _printed(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from _PRINTED.findall(text)
        yield from _AFTER_LABEL.findall(text)


def _majority(values: Sequence[str]) -> str | None:
    ranked = Counter(values).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _longest_known(name: str) -> tuple[Municipality, str, str] | None:
    """The official name that ends the printed words ("I Ballerup" -> Ballerup)."""
    words = re.sub(r"-\s", "-", name).split()
    for start in range(len(words)):
        printed = " ".join(words[start:])
        if found := _known(printed):
            return found[0], printed, found[1]
    return None


def _known(name: str) -> tuple[Municipality, str] | None:
    joined = re.sub(r"-\s+", "-", name).strip()
    names, variants = _official(), _variants()
    for spelling, rule in ((joined, "official-name"), (joined.removesuffix("s"), "genitive")):
        if spelling.casefold() in names:
            return names[spelling.casefold()], rule
        if spelling.casefold() in variants:
            return names[variants[spelling.casefold()]], "variant"
    return None


@cache
def _official() -> Mapping[str, Municipality]:
    text = files("normalizers").joinpath("municipalities.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["name"].casefold(): Municipality(row["name"], row["code"]) for row in rows}


@cache
def _variants() -> Mapping[str, str]:
    text = files("normalizers").joinpath("municipalities.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)["variants"]
    return {spelling.casefold(): name.casefold() for spelling, name in declared.items()}
