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
from typing import Any, Literal, NamedTuple

from rapidfuzz import fuzz, process

from normalizers.reading import Reading

Role = Literal["responsible_center", "committee", "contributors"]

# Below this likeness (0-100, rapidfuzz ratio) a name stays as printed, with a flag.
LEAST_LIKENESS = 88.0
LEAST_LABEL_LIKENESS = 85.0
LONGEST_NAME = 70
# What may stand between two names.
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:samt|og)?|;|/|\+|&|\n|\bsamt\b|\bog\b)\s*", re.IGNORECASE)
_STRONG_SEPARATOR = re.compile(r"\s*(?:;|/|\n|\bsamt\b)\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"[.:?!](?:\s|$)|\b(?:er|skal|der|bliver|vil|kan|har)\b")
_LEAD = re.compile(r"^(?:Center(?:et)?\s+for|Centrene\s+for)\s+", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\n]{2,39}?)\s*:[^\S\n]*")


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
    method: str  # exact, abbreviation, genitive, fuzzy, printed


class LabelledLine(NamedTuple):
    """A stretch of an effort text that names those in one role."""

    role: Role
    start: int  # of the label
    end: int  # after the name, or after the label where none follows
    name_start: int
    name_end: int
    label: str


def learn(raws: Sequence[str], given: Sequence[str] = ()) -> Vocabulary:
    """The names a document uses: what stands alone most often, rarer spellings left out.

    >>> learn(["Skoler, Institutioner og Kultur", "Ejendomme", "Ejendomme"]).names
    ('Ejendomme', 'Skoler, Institutioner og Kultur')
    """
    counts = Counter(_plain(raw) for raw in raws if raw.strip())
    names = list(given)
    for raw, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        is_prose = len(raw) > LONGEST_NAME or _SENTENCE.search(raw)
        if is_prose or _STRONG_SEPARATOR.search(raw) or _is_list(raw, [*counts, *given]):
            continue
        if not names or _nearest(raw, tuple(names))[1] < LEAST_LIKENESS:
            names.append(raw)
    return Vocabulary(tuple(names), tuple(_tables()["committees"].items()))


def read(raw: str, vocabulary: Vocabulary) -> Reading[tuple[OrganisationName, ...]]:
    """The names in a printed list, canonical where known; unknown ones stay as printed.

    >>> known = Vocabulary(("By, Erhverv og Miljø", "Ejendomme"))
    >>> [found.name for found in read("By, Erhverv og Miljø samt Ejendomme", known).value]
    ['By, Erhverv og Miljø', 'Ejendomme']
    """
    found = tuple(_read_name(name, vocabulary) for name in _split(raw, vocabulary))
    flags = tuple(
        dict.fromkeys(
            {"printed": "unknown-name", "fuzzy": "misspelt-name"}[name.method]
            for name in found
            if name.method in {"printed", "fuzzy"} and vocabulary.names
        )
    )
    rule = found[0].method if len(found) == 1 else "list"
    return Reading(found, raw, rule, flags)


def find_labelled(text: str, vocabulary: Vocabulary | None = None) -> tuple[LabelledLine, ...]:
    """The stretches "Ansvarligt center: ..." of an effort text, misspelt labels too.

    A name ends with its line, before the next label, or, where free text follows on the same
    line, where the vocabulary says.
    """
    labels = list(_labels(text))
    found = []
    for index, (role, match, start) in enumerate(labels):
        limit = labels[index + 1][2] if index + 1 < len(labels) else len(text)
        name_start = match.end()
        line_end = text.find("\n", name_start, limit)
        end = limit if line_end < 0 else line_end
        name_end = name_start + len(text[name_start:end].rstrip())
        if vocabulary is not None:
            name_end = _name_end(text, name_start, name_end, vocabulary)
        found.append(LabelledLine(role, start, name_end, name_start, name_end, match["label"]))
    return tuple(found)


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
        known = next((name for name in names if _starts_with(rest, name)), None)
        if known is None:
            if _may_be_names(rest):
                return end
            return start if position == start else _without_separator(text, start, position)
        position += len(known)
        separator = _SEPARATOR.match(text, position, end)
        if separator is None or position >= end:
            return end if not text[position:end].strip(" .") else position
        position = separator.end()


def _may_be_names(rest: str) -> bool:
    """Unknown names are short and no sentence; a list of them is as long as its known names."""
    known_parts = len(_STRONG_SEPARATOR.split(rest)) + rest.count(",")
    return len(rest) <= LONGEST_NAME * known_parts and not _SENTENCE.search(rest)


def _starts_with(text: str, name: str) -> bool:
    behind = text[len(name) : len(name) + 1]
    return text.startswith(name) and not behind.isalnum()


def _without_separator(text: str, start: int, end: int) -> int:
    """Step back over a separator that turned out to lead into free text."""
    for match in _SEPARATOR.finditer(text, start, end):
        if match.end() == end:
            return match.start()
    return end


def _split(raw: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Names known first, longest first; what stands between them by strong separators."""
    text = re.sub(r"\s+", " ", raw).strip(" .,;")
    names = sorted(vocabulary.names, key=len, reverse=True)
    position = start = 0
    while position < len(text):
        if position == start and (lead := _LEAD.match(text[position:])):
            position = start = position + lead.end()
        known = next((name for name in names if _starts_with(text[position:], name)), None)
        ahead = text[position + len(known) :] if known else ""
        if known and (not ahead.strip() or _SEPARATOR.match(ahead)):
            yield from _unknown(text[start:position])
            yield known
            position += len(known)
            separator = _SEPARATOR.match(text, position)
            position = start = separator.end() if separator else position
            continue
        step = re.compile(r"[\s,;/]+").search(text, position)
        position = step.end() if step else len(text)
    yield from _unknown(text[start:])


def _unknown(text: str) -> Iterator[str]:
    stripped = re.sub(r"(?:,|\bsamt|\bog)\s*$", "", text.strip(" ,;")).strip(" ,;")
    yield from (part.strip(" ,") for part in _STRONG_SEPARATOR.split(stripped) if part.strip(" ,"))


def _read_name(raw: str, vocabulary: Vocabulary) -> OrganisationName:
    plain = _plain(raw)
    if raw in vocabulary.names or plain in vocabulary.names:
        return OrganisationName(plain if plain in vocabulary.names else raw, raw, 100.0, "exact")
    for short, name in vocabulary.abbreviations:
        if short == raw.upper():
            return OrganisationName(_nearest_or(name, vocabulary), raw, 100.0, "abbreviation")
    nearest, score = _nearest(plain, vocabulary.names)
    if score >= LEAST_LIKENESS:
        return OrganisationName(nearest, raw, score, "fuzzy")
    return OrganisationName(raw, raw, score, "printed")


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
            _SEPARATOR.sub("", part) for part in re.split("|".join(map(re.escape, others)), raw)
        ).strip()
    )


def _plain(raw: str) -> str:
    joined = re.sub(r"(?<=\w)-\s(?!og\b|eller\b)", "-", re.sub(r"\s+", " ", raw))
    return _LEAD.sub("", joined).strip(" .,;")


@cache
def _label_roles() -> Mapping[str, Role]:
    declared: Mapping[Role, Sequence[str]] = _tables()["labels"]
    return {label.casefold(): role for role, labels in declared.items() for label in labels}


@cache
def _tables() -> Mapping[str, Any]:
    text = files("normalizers").joinpath("organisations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
