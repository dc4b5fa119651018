"""How alike two items are: title, text, milestones, number and centre, each with its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from pipeline.changes.assignment import Pair
from pipeline.changes.told import Item
from pipeline.changes.wording import comparable, terms

# What two items are measured by; what one of them does not state is left out of the measure.
WEIGHTS = {"title": 0.35, "text": 0.30, "milestones": 0.15, "number": 0.15, "center": 0.05}
# What two Danish titles that have nothing in common reach by their letters alone.
CHANCE = 0.35
SAME_TITLE = 0.9
SHORTEST_TITLE = 8  # letters of a title that says anything by itself
TITLE_ALONE = 0.6  # likeness of two items that share nothing but their title
MOST_TERMS = 2000  # of a text that are measured
FEWEST_TERMS = 12  # of texts that by themselves can show two items to be one
MOST_COMPANIONS = 8  # items that one is measured against, besides those alike in title or number
RARE = 0.1  # share of items that a telling word occurs in
LONGEST_TITLE = 300  # letters that are measured
MOST_PAIRS = 1_000_000  # beyond it titles are not measured each against each
ALIKE_TITLE = 60.0  # rapidfuzz, 0-100


@dataclass(frozen=True, slots=True)
class Profile:
    """What of an item is measured."""

    title: str
    text: tuple[str, ...]
    milestones: tuple[str, ...]
    number: str | None
    part: int | None
    centers: frozenset[str]

    @property
    def name(self) -> tuple[str | None, int | None, str]:
        """Number, part and title: two items of that name are one."""
        return self.number, self.part, self.title


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two items are, 0 to 1, in all and in each respect that both state."""

    score: float
    title: float
    text: float | None
    milestones: float | None
    number: float | None


def profile(item: Item) -> Profile:
    plans = "\n".join(row.plan for row in item.rows if row.kind == "milestone")
    return Profile(
        title=comparable(item.title)[:LONGEST_TITLE],
        text=terms("\n".join(filter(None, (item.description, item.effort))))[:MOST_TERMS],
        milestones=terms(plans)[:MOST_TERMS],
        number=item.number,
        part=item.part,
        centers=frozenset(map(str.casefold, item.centers or item.committees)),
    )


def likeness(one: Profile, other: Profile) -> Likeness:
    """How alike two items are; a title, or texts long enough, show it alone.

    From year to year an item keeps its title, while its number and texts are written anew; within
    a year it keeps its text, whatever it is called.
    """
    found = {
        "title": _title(one.title, other.title),
        "text": _words(one.text, other.text),
        "milestones": _words(one.milestones, other.milestones),
        "number": _number(one, other),
        "center": _shared(one.centers, other.centers),
    }
    known = {name: value for name, value in found.items() if value is not None}
    whole = sum(WEIGHTS[name] for name in known)
    score = sum(WEIGHTS[name] * value for name, value in known.items()) / whole
    if known["title"] >= SAME_TITLE and len(one.title) >= SHORTEST_TITLE:
        score = max(score, TITLE_ALONE * known["title"])
    body = one.text + one.milestones, other.text + other.milestones
    if min(map(len, body)) >= FEWEST_TERMS:
        score = max(score, _words(*body) or 0.0)
    return Likeness(score, known["title"], found["text"], found["milestones"], found["number"])


def candidates(earlier: Sequence[Profile], later: Sequence[Profile]) -> Iterator[Pair]:
    """The pairs worth measuring: alike in title, of one number, or with telling words in common.

    A few per item, so that the work grows with the number of items and not with its square.
    """
    pairs: set[Pair] = set()
    if 0 < len(earlier) * len(later) <= MOST_PAIRS:
        titles = [[one.title for one in side] for side in (earlier, later)]
        alike = process.cdist(*titles, score_cutoff=ALIKE_TITLE)
        pairs |= {(int(i), int(j)) for i, j in zip(*alike.nonzero(), strict=True)}
    yield from sorted(pairs | set(_namesakes(earlier, later)) | set(_companions(earlier, later)))


def _namesakes(earlier: Sequence[Profile], later: Sequence[Profile]) -> Iterator[Pair]:
    found: dict[str, list[int]] = {}
    for j, other in enumerate(later):
        if other.number is not None:
            found.setdefault(other.number, []).append(j)
    for i, one in enumerate(earlier):
        same = found.get(one.number, []) if one.number is not None else []
        yield from ((i, j) for j in same[:MOST_COMPANIONS])


def _companions(earlier: Sequence[Profile], later: Sequence[Profile]) -> Iterator[Pair]:
    found: dict[str, list[int]] = {}
    for j, other in enumerate(later):
        for term in _all_terms(other):
            found.setdefault(term, []).append(j)
    most = max(3, int(RARE * len(later)))
    for i, one in enumerate(earlier):
        shared: Counter[int] = Counter()
        for term in _all_terms(one):
            where = found.get(term, ())
            if len(where) <= most:
                shared.update(where)
        ranked = sorted(shared, key=lambda j: (-shared[j], j))
        yield from ((i, j) for j in ranked[:MOST_COMPANIONS])


def _all_terms(one: Profile) -> set[str]:
    return {*one.text, *one.milestones}


def _title(one: str, other: str) -> float:
    alike = Indel.normalized_similarity(one, other)
    return max(0.0, (alike - CHANCE) / (1 - CHANCE))


def _words(one: Sequence[str], other: Sequence[str]) -> float | None:
    if not one or not other:
        return None
    return Indel.normalized_similarity(one, other)


def _number(one: Profile, other: Profile) -> float | None:
    if one.number is None or other.number is None:
        return None
    if one.number != other.number:
        return 0.0
    return 1.0 if one.part == other.part else 0.5


def _shared(one: frozenset[str], other: frozenset[str]) -> float | None:
    return len(one & other) / len(one | other) if one and other else None
