"""Changes planted in a report at random: the report of the next round, and what was planted.

Texts are our own. The same seed gives the same report.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from klitsund.reports import Item, Line, Report, Row

TITLES = (
    "Bedre indeklima i klasserne",
    "Natur på villavejene",
    "Rådgivning til unge familier",
    "Tryg nat på plejehjemmene",
    "Færre rykkere til borgerne",
    "Åbne værksteder i weekenden",
)
MILESTONES = (
    "Der er indgået aftale med en leverandør af målere.",
    "Brugerrådet har godkendt forslaget til nye åbningstider.",
    "Evalueringen er forelagt udvalget sammen med to modeller.",
    "Halvdelen af cyklerne er udlånt, og ordningen er kendt på alle skoler.",
    "Kontrakten om rengøring er opsagt.",
    "Et fælles telefonnummer er taget i brug i hele kommunen.",
)
COMMENTS = (
    "Arbejdet følger planen, og leverandøren er valgt.",
    "Svarene på høringen er kommet senere end ventet.",
    "Udvalget fik en orientering i juni.",
    "Der mangler stadig en afklaring med regionen.",
)
SENTENCES = (
    "Ordningen gælder også for borgere, der er flyttet til inden for det sidste år.",
    "Kommunen har ikke tidligere samlet opgaven ét sted.",
    "Erfaringerne fra nabokommunen er gode.",
)
WORDINGS = (
    ("er ansat", "forventes ansat"),
    ("er ", "ventes at være "),
    ("Alle ", "De fleste "),
    ("har ", "vil få "),
    ("Der ", "I løbet af året "),
    (".", " i det omfang, der er penge til det."),
)
DEADLINES = ("30. juni 2025", "1. kvartal 2026", "Ultimo 2025", "2. budgetopfølgning 2025")
CENTERS = ("Center for Nye Veje", "Borgerservice og Udvikling", "Havn og Turisme")
COMMITTEES = ("Udvalget for Øer og Havne", "Ungeudvalget")
STATUSES = ("met", "not_met", "partly_met")


class Planted(NamedTuple):
    """One planted change: its kind, the heading it is found under, and the row there."""

    kind: str
    heading: str
    row: int | None


@dataclass(slots=True)
class Draft:
    """An item of the next round while changes are planted in it."""

    item: Item
    planted: list[tuple[str, Row | None]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)  # rows, by identity
    gone: bool = False

    def change(self, **values: object) -> None:
        self.item = replace(self.item, **values)  # type: ignore[arg-type]  # of the right field

    def change_row(self, index: int, kind: str, **values: object) -> None:
        rows = list(self.item.rows)
        rows[index] = replace(rows[index], **values)  # type: ignore[arg-type]  # of the right field
        self.touched.add(id(rows[index]))
        self.change(rows=tuple(rows))
        self.planted.append((kind, rows[index]))

    def untouched(self, kind: str) -> list[int]:
        rows = enumerate(self.item.rows)
        return [i for i, row in rows if row.kind == kind and id(row) not in self.touched]


def planted(report: Report, seed: int, number: int) -> tuple[Report, list[Planted]]:
    """The report of the next round, with `number` attempts at changes, and the changes made."""
    chance = random.Random(seed)
    drafts = [Draft(item) for item in report.items]
    for _ in range(number):
        draft = chance.choice(drafts)
        if not draft.gone:
            chance.choice(MUTATIONS)(draft, chance)
    added = [_added(report, title) for title in chance.sample(TITLES[4:], 1)]
    items = [draft.item for draft in drafts if not draft.gone]
    items[len(items) // 2 : len(items) // 2] = added
    found = [one for draft in drafts for one in _listed(draft)]
    found += [Planted("item_added", item.heading, None) for item in added]
    return replace(
        report, title=report.title.replace("Anden", "Tredje"), round=3, items=tuple(items)
    ), found


def _listed(draft: Draft) -> list[Planted]:
    if draft.gone:
        return [Planted("item_dropped", draft.item.heading, None)]
    rows = [id(row) for row in draft.item.rows]
    return [Planted(kind, draft.item.heading, _position(row, rows)) for kind, row in draft.planted]


def _position(row: Row | None, rows: list[int]) -> int | None:
    """Rows that are gone are told of by their kind alone."""
    return None if row is None or id(row) not in rows else rows.index(id(row)) + 1


def _added(report: Report, title: str) -> Item:
    pattern = report.items[0]
    rows = tuple(
        replace(pattern.rows[0], plan=(Line(text),), status="met") for text in MILESTONES[4:]
    )
    return replace(
        pattern,
        number="8.01",
        title=title,
        description=tuple(map(Line, SENTENCES[1:])),
        effort=(Line("Opgaven løses sammen med de frivillige foreninger på havnen."),),
        rows=rows,
    )


def _drop(draft: Draft, chance: random.Random) -> None:
    if not draft.planted and chance.random() < 0.3:
        draft.gone = True


def _renumber(draft: Draft, chance: random.Random) -> None:
    if draft.item.number is not None and not _has(draft, "item_renumbered"):
        draft.change(number=f"7.{chance.randrange(10, 99)}")
        draft.planted.append(("item_renumbered", None))


def _retitle(draft: Draft, chance: random.Random) -> None:
    if not _has(draft, "item_retitled"):
        draft.change(title=chance.choice(TITLES[:4]) + f" {chance.randrange(2, 99)}")
        draft.planted.append(("item_retitled", None))


def _retitle_and_renumber(draft: Draft, chance: random.Random) -> None:
    _renumber(draft, chance)
    _retitle(draft, chance)


def _add_row(draft: Draft, chance: random.Random) -> None:
    text = chance.choice(MILESTONES[:4])
    if any(row.plan and row.plan[0].text == text for row in draft.item.rows):
        return
    at = chance.randrange(len(draft.item.rows))
    pattern = replace(
        draft.item.rows[0],
        kind="milestone",
        plan=(Line(text),),
        comment=(),
        status=None,
        deadline=chance.choice(DEADLINES),
        amounts=(),
        revision=None,
    )
    draft.touched.add(id(pattern))
    draft.change(rows=(*draft.item.rows[:at], pattern, *draft.item.rows[at:]))
    draft.planted.append(("milestone_added", pattern))


def _drop_row(draft: Draft, chance: random.Random) -> None:
    free = [i for i in draft.untouched("milestone") if draft.item.rows[i].plan]
    if len(free) > 2:
        at = chance.choice(free)
        row = draft.item.rows[at]
        draft.change(rows=(*draft.item.rows[:at], *draft.item.rows[at + 1 :]))
        draft.planted.append(("milestone_dropped", row))


def _reword(draft: Draft, chance: random.Random, kind: str = "milestone") -> None:
    at = _chosen(draft, chance, kind)
    if at is None:
        return
    row = draft.item.rows[at]
    old, new = chance.choice([pair for pair in WORDINGS if pair[0] in row.plan[-1].text])
    last = replace_last(row.plan[-1].text, old, new)
    if not row.amounts:
        plan = (*row.plan[:-1], Line(last))
        draft.change_row(at, f"{kind}_reworded", plan=plan)


def replace_last(text: str, old: str, new: str) -> str:
    before, _, after = text.rpartition(old)
    return before + new + after


def _rewrite(draft: Draft, chance: random.Random) -> None:
    """Another promise in the same place, due at the same time."""
    at = _chosen(draft, chance, "milestone")
    text = chance.choice(MILESTONES[:4])
    told = {row.plan[0].text for row in draft.item.rows if row.plan}
    if at is not None and text not in told and draft.item.rows[at].deadline and not draft.touched:
        draft.change_row(at, "milestone_reworded", plan=(Line(text),))


def _reword_economy(draft: Draft, chance: random.Random) -> None:
    _reword(draft, chance, "economy")


def _move_deadline(draft: Draft, chance: random.Random) -> None:
    at = _chosen(draft, chance, "milestone")
    if at is not None:
        deadline = chance.choice(DEADLINES)
        if deadline != draft.item.rows[at].deadline:
            draft.change_row(at, "deadline_changed", deadline=deadline)


def _set_status(draft: Draft, chance: random.Random) -> None:
    at = _chosen(draft, chance, "milestone")
    if at is not None:
        old = draft.item.rows[at].status
        status = chance.choice([one for one in STATUSES if one != old])
        draft.change_row(at, "status_changed" if old else "status_set", status=status)


def _comment(draft: Draft, chance: random.Random) -> None:
    at = _chosen(draft, chance, "milestone")
    if at is not None:
        draft.change_row(at, "status_comment_added", comment=(Line(chance.choice(COMMENTS)),))


def _change_amount(draft: Draft, chance: random.Random) -> None:
    for at in draft.untouched("economy"):
        row = draft.item.rows[at]
        where = row.plan[0].text if row.plan else ""
        amount = next((one.raw for one in row.amounts if one.raw in where), None)
        if amount is not None:
            new = f"{chance.randrange(20, 90)},{chance.randrange(1, 10)} mio. kr."
            plan = (Line(where.replace(amount, new, 1)), *row.plan[1:])
            draft.change_row(at, "amount_changed", plan=plan)


def _responsible(draft: Draft, chance: random.Random) -> None:
    if not _has(draft, "responsible_changed"):
        if chance.random() < 0.5:
            draft.change(center=chance.choice(CENTERS))
        else:
            draft.change(committee=chance.choice(COMMITTEES))
        draft.planted.append(("responsible_changed", None))


def _describe(draft: Draft, chance: random.Random) -> None:
    if not _has(draft, "description_changed"):
        name = chance.choice(["description", "effort"])
        lines: tuple[Line, ...] = getattr(draft.item, name)
        longer = Line(f"{lines[0].text} {chance.choice(SENTENCES)}", lines[0].bullet)
        draft.change(**{name: (longer, *lines[1:])})
        draft.planted.append(("description_changed", None))


def _has(draft: Draft, kind: str) -> bool:
    return any(one == kind for one, _ in draft.planted)


def _chosen(draft: Draft, chance: random.Random, kind: str) -> int | None:
    free = [i for i in draft.untouched(kind) if draft.item.rows[i].plan]
    return chance.choice(free) if free else None


MUTATIONS: tuple[Callable[[Draft, random.Random], None], ...] = (
    _drop,
    _renumber,
    _retitle,
    _retitle_and_renumber,
    _add_row,
    _drop_row,
    _reword,
    _reword,
    _rewrite,
    _reword_economy,
    _move_deadline,
    _set_status,
    _comment,
    _change_amount,
    _responsible,
    _describe,
)
