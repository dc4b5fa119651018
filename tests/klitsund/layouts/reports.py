"""The reports: each another shape, by another invented municipality."""

from __future__ import annotations

from collections.abc import Sequence

from klitsund.layouts.sheets import (
    GREY,
    Expected,
    Field,
    Grid,
    Measure,
    Row,
    Said,
    Sheet,
)
from klitsund.layouts.told import (
    ARROWS,
    FIGURES,
    FILLS,
    HARBOUR,
    PERCENTS,
    ROADS,
    SCHOOLS,
    SIGNS,
    WORDS,
    Money,
    Told,
)


def sheets() -> dict[str, Sheet]:
    """File stem -> sheet."""
    return {
        "strandby-register": _register(),
        "ostermark-budget": _budget(),
        "nordholm-colours": _colours(),
        "vesterlund-percent": _percent(),
        "fjordby-cards": _cards(),
        "bakkeby-lines": _lines(),
        "sydhavn-one-table": _one_table(),
        "molleaa-appendix": _appendix(),
        "egelund-unknown": _unknown(),
    }


def _measures(
    told: Sequence[Told], label: str, *, numbered: bool = True, chapter: str | None = None
) -> tuple[Measure, ...]:
    grouped: dict[str, list[Told]] = {}
    for one in told:
        grouped.setdefault(one.item, []).append(one)
    return tuple(
        Measure(
            heading=item,
            number=ones[0].number if numbered else None,
            chapter=chapter,
            centers=(ones[0].responsible,),
            rows=tuple(
                Row(
                    text=one.milestone,
                    label=label,
                    deadline=one.deadline,
                    status=one.status,
                    comment=one.comment or None,
                )
                for one in ones
            ),
        )
        for item, ones in grouped.items()
    )


def _head(*texts: str) -> tuple[Field, ...]:
    return tuple(Field(text, fill=GREY, bold=True) for text in texts)


def _register() -> Sheet:
    """Item cells merged over their rows, statuses as characters, a reading guide below."""
    title = "2. budgetopfølgning 2024"
    rows = [
        _head(
            "Nr.", "Indsats", "Milepæl", "Tidsfrist", "Ansvarligt center", "Status", "Bemærkninger"
        )
    ]
    last = ""
    for one in HARBOUR:
        span = sum(other.item == one.item for other in HARBOUR)
        lead = (
            (Field(one.number, down=span), Field(one.item, down=span)) if one.item != last else ()
        )
        last = one.item
        values = (one.milestone, one.deadline, one.responsible, SIGNS[one.status], one.comment)
        rows.append((*lead, *(Field(value) for value in values)))
    blocks = (
        Said(title, 0),
        Said("Strandby Kommune, 12. september 2024"),
        Said("Indsatser og milepæle", 1),
        Grid(tuple(rows), (1.2, 3.4, 5, 2.6, 2.8, 1.6, 6)),
        Said("✓ = nået, ➔ = delvist nået, ✗ = ikke nået"),
    )
    expected = Expected(
        title,
        "Strandby",
        2024,
        "registers",
        _measures(HARBOUR, "Milepæl", chapter="Indsatser og milepæle"),
        round=2,
    )
    return Sheet(blocks, (expected,), landscape=True)


def _budget() -> Sheet:
    """Money only: sections, totals of which one is wrong, the unit in a caption."""
    title = "Budgetopfølgning 3 2024"
    heads = (
        "Område",
        "Vedtaget budget 2024",
        "Korrigeret budget 2024",
        "Forventet regnskab 2024",
        "Bemærkninger",
    )
    rows: list[tuple[Field, ...]] = [_head(*heads)]
    items: list[Measure] = []
    for chapter, posts in (("Teknik og Miljø", ROADS), ("Børn og Skole", SCHOOLS)):
        rows.append((Field(chapter, across=5, bold=True, fill=GREY),))
        for post in posts:
            row, measure = _post(post, chapter, heads)
            rows.append(row)
            items.append(measure)
        figures = [(post.budget, post.corrected, post.forecast) for post in posts]
        sums = [sum(column) for column in zip(*figures, strict=True)]
        if posts is SCHOOLS:
            sums[2] += 100  # an error that must be found
        rows.append(
            (
                Field("I alt", bold=True),
                *(Field(_thousands(one), bold=True) for one in sums),
                Field(),
            )
        )
    blocks = (
        Said("Østermark Kommune", bold=True),
        Said(title, 0),
        Said("Beløb i 1.000 kr. (2024-priser)"),
        Grid(tuple(rows), (4, 3, 3, 3, 5)),
    )
    expected = Expected(title, "Østermark", 2024, "registers", tuple(items), 3, ("total-mismatch",))
    return Sheet(blocks, (expected,), landscape=True)


def _post(post: Money, chapter: str, heads: Sequence[str]) -> tuple[tuple[Field, ...], Measure]:
    """A row of the table, and what must be read in it."""
    values = (post.budget, post.corrected, post.forecast)
    printed = (Field(_thousands(value)) for value in values)
    kroner = (f"{value * 1000}.00" for value in values)
    amounts = tuple(zip(heads[1:4], kroner, strict=True))
    row = Row(post.comment, "Bemærkninger", "economy", amounts=amounts)
    return (
        (Field(post.item), *printed, Field(post.comment)),
        Measure(post.item, (row,), chapter=chapter),
    )


def _thousands(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _colours() -> Sheet:
    """The item repeated in each row, statuses as cell colours, a group heading with the unit."""
    title = "1. opfølgning på budget 2025"
    top = (
        Field("Initiativ", down=2, bold=True), Field("Mål", down=2, bold=True),
        Field("Deadline", down=2, bold=True), Field("Vurdering", down=2, bold=True),
        Field("Økonomi (mio. kr.)", across=2, bold=True),
    )  # fmt: skip
    rows: list[tuple[Field, ...]] = [
        top,
        (Field("Budget 2025", bold=True), Field("Forbrug 2025", bold=True)),
    ]
    items: dict[str, list[Row]] = {}
    for one, (budget, budget_kr, spent, spent_kr) in zip(HARBOUR, FIGURES, strict=True):
        cells = (
            Field(one.item),
            Field(one.milestone),
            Field(one.deadline),
            Field(fill=FILLS[one.status]),
        )
        rows.append((*cells, Field(budget), Field(spent)))
        heads = (
            ("Økonomi (mio. kr.) / Budget 2025", budget_kr),
            ("Økonomi (mio. kr.) / Forbrug 2025", spent_kr),
        )
        amounts = tuple((head, value) for head, value in heads if value)
        row = Row(one.milestone, "Mål", deadline=one.deadline, status=one.status, amounts=amounts)
        items.setdefault(one.item, []).append(row)
    blocks = (
        Said("Nordholm Kommune", bold=True),
        Said(title, 0),
        Said("Grøn: følger planen; gul: mindre afvigelser; rød: væsentlige afvigelser"),
        Grid(tuple(rows), (4, 6, 2.8, 2, 2.2, 2.2)),
    )
    measures = tuple(Measure(item, tuple(found)) for item, found in items.items())
    return Sheet(
        blocks, (Expected(title, "Nordholm", 2025, "registers", measures, 1),), landscape=True
    )


def _percent() -> Sheet:
    """A percentage is the status, by the limits of the guide."""
    title = "2. kvartalsrapport 2026"
    rows = [_head("Tiltag", "Målsætning", "Frist", "Gennemført (pct.)")]
    rows += [tuple(Field(value) for value in one[:4]) for one in PERCENTS]
    items = tuple(
        Measure(item, (Row(goal, "Målsætning", deadline=deadline, status=status),))
        for item, goal, deadline, _, status in PERCENTS
    )
    blocks = (
        Said("Vesterlund Kommune", bold=True),
        Said(title, 0),
        Said("Grøn: over 95 %; gul: 90-95 %; rød: under 90 %"),
        Grid(tuple(rows), (4.5, 6, 3, 3)),
    )
    return Sheet(blocks, (Expected(title, "Vesterlund", 2026, "registers", items, 2),))


def _cards() -> Sheet:
    """A table of keys and values per item, the status a coloured chip."""
    title = "3. budgetopfølgning 2023"
    blocks: list[Said | Grid] = [Said("Fjordby Kommune", bold=True), Said(title, 0)]
    items = []
    for one in HARBOUR:
        pairs = (
            ("Indsats", one.item),
            ("Mål", one.milestone),
            ("Frist", one.deadline),
            ("Ansvarlig", one.responsible),
        )
        rows = [(Field(key, bold=True), Field(value)) for key, value in pairs]
        rows.append((Field("Status", bold=True), Field(fill=FILLS[one.status])))
        rows.append((Field("Bemærkninger", bold=True), Field(one.comment)))
        blocks.append(Grid(tuple(rows), (4, 12)))
        row = Row(
            one.milestone,
            "Mål",
            deadline=one.deadline,
            status=one.status,
            comment=one.comment or None,
        )
        items.append(Measure(one.item, (row,), centers=(one.responsible,)))
    return Sheet(tuple(blocks), (Expected(title, "Fjordby", 2023, "cards", tuple(items), 3),))


def _lines() -> Sheet:
    """No table at all: keys and values as lines below each heading."""
    title = "Statusrapport om budget 2024"
    blocks: list[Said | Grid] = [Said("Bakkeby Kommune", bold=True), Said(title, 0)]
    items = []
    for one in HARBOUR:
        blocks.append(Said(one.item, 2))
        lines = (
            ("Milepæl", one.milestone),
            ("Frist", one.deadline),
            ("Ansvarligt center", one.responsible),
        )
        blocks += [Said(f"{key}: {value}") for key, value in lines]
        blocks.append(Said(f"Status: {WORDS[one.status]}"))
        row = Row(one.milestone, "Milepæl", deadline=one.deadline, status=one.status)
        items.append(Measure(one.item, (row,), centers=(one.responsible,)))
    return Sheet(tuple(blocks), (Expected(title, "Bakkeby", 2024, "cards", tuple(items)),))


def _one_table() -> Sheet:
    """Labelled rows as in item tables, but all items in one table, labels merged over rows."""
    title = "1. budgetopfølgning 2024"
    rows: list[tuple[Field, ...]] = []
    items = []
    grouped: dict[str, list[Told]] = {}
    for one in HARBOUR:
        grouped.setdefault(f"{one.number}. {one.item}", []).append(one)
    for heading, ones in grouped.items():
        rows.append(_head(heading, "Beskrivelse (drift)", "Tidspunkt", "Smiley"))
        rows.append(
            (
                Field(f"Kommunen vil have {ones[0].item.lower()}."),
                Field("Arbejdet følges i udvalget."),
                Field(),
                Field(),
            )
        )
        found = []
        for index, one in enumerate(ones):
            lead = (Field("Milepæl", down=len(ones)),) if index == 0 else ()
            rows.append(
                (*lead, Field(one.milestone), Field(one.deadline), Field(SIGNS[one.status]))
            )
            found.append(Row(one.milestone, "Milepæl", deadline=one.deadline, status=one.status))
        rows.append(
            (Field("Økonomi"), Field("Der er afsat 1,2 mio. kr. i 2024."), Field(), Field("✓"))
        )
        found.append(
            Row(
                "Der er afsat 1,2 mio. kr. i 2024.",
                "Økonomi",
                "economy",
                status="met",
                amounts=(("", "1200000.00"),),
            )
        )
        items.append(Measure(heading, tuple(found), number=ones[0].number))
    blocks = (Said("Sydhavn Kommune", bold=True), Said(title, 0), Grid(tuple(rows), (4, 7, 3, 2)))
    return Sheet(blocks, (Expected(title, "Sydhavn", 2024, "item_tables", tuple(items), 1),))


def _appendix() -> Sheet:
    """Two reports of one meeting, each of one committee's items."""
    blocks: list[Said | Grid] = []
    expected = []
    heads = ("Indsats", "Milepæl", "Frist", "Udvalg", "Status")
    for number, committee, told in (
        (
            1,
            "Teknik- og Miljøudvalget",
            [one for one in HARBOUR if one.responsible == "Teknik og Havn"],
        ),
        (
            2,
            "Børne- og Skoleudvalget",
            [one for one in HARBOUR if one.responsible == "Børn og Skole"],
        ),
    ):
        title = f"{number}. budgetopfølgning 2024"
        rows = [_head(*heads)]
        items: dict[str, list[Row]] = {}
        for one in told:
            values = (one.item, one.milestone, one.deadline, committee, SIGNS[one.status])
            rows.append(tuple(Field(value) for value in values))
            row = Row(one.milestone, "Milepæl", deadline=one.deadline, status=one.status)
            items.setdefault(one.item, []).append(row)
        blocks += [
            Said(title, 1),
            Said(f"Mølleå Kommune, {committee}"),
            Grid(tuple(rows), (4, 6, 3, 3.5, 1.5)),
        ]
        measures = tuple(
            Measure(item, tuple(found), committees=(committee,)) for item, found in items.items()
        )
        expected.append(Expected(title, "Mølleå", 2024, "registers", measures, number))
    return Sheet(tuple(blocks), tuple(expected))


def _unknown() -> Sheet:
    """Headings that no vocabulary has: the contents tell."""
    title = "2. opfølgning på budget 2025"
    rows = [_head("Hvad", "Skridt", "Inden", "Hvordan går det", "Uddybning")]
    for one in HARBOUR:
        values = (one.item, one.milestone, one.deadline, ARROWS[one.status], one.comment)
        rows.append(tuple(Field(value) for value in values))
    measures = tuple(
        Measure(one.heading, one.rows, chapter=one.chapter)
        for one in _measures(HARBOUR, "Skridt", numbered=False)
    )
    blocks = (
        Said("Egelund Kommune", bold=True),
        Said(title, 0),
        Grid(tuple(rows), (4, 5.5, 2.8, 2, 5)),
    )
    expected = Expected(title, "Egelund", 2025, "registers", measures, 2, ("columns-by-contents",))
    return Sheet(blocks, (expected,), landscape=True)
