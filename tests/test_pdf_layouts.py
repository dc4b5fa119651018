"""PDF: one report set on pages of any height, in any size of type, gives one dataset."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeAlias

import pytest
from reportlab.graphics.shapes import Circle, Drawing
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.parts import Parts, parts_of

Rows: TypeAlias = tuple[Mapping[str, Any], ...]
TABLES = ("legend", "items", "follow_ups", "amounts")
# Where something stands, and what depends on the bytes of the file.
PROVENANCE = (
    "document_id",
    "item_id",
    "source",
    "sources",
    "file_name",
    "size_bytes",
    "page_count",
    "locator",
    "regions",
    *("page", "x0", "top", "x1", "bottom"),
    *("smiley_page", "smiley_x0", "smiley_top", "smiley_x1", "smiley_bottom"),
)
GREEN, RED = colors.HexColor("#00b050"), colors.HexColor("#ff0000")
ITEMS = (
    (
        "1.01. Læseløft på alle skoler",
        "drift",
        "Alle elever skal læse sikkert, når de går ud af 6. klasse. Derfor får hver skole en "
        "læsevejleder, og dansklærerne kommer på kursus. Der afsættes 2,4 mio. kr. i 2024 og "
        "3,1 mio. kr. i 2025 til indsatsen, som følges af et udvalg af lærere og forældre. " * 2,
        (
            ("Milepæl", "Læsevejlederne er ansat på alle skoler, og kurserne er i gang. " * 3),
            ("Milepæl", "Elevernes læsning er målt, og resultatet er drøftet i udvalget. " * 2),
            ("Økonomi", "Der afsættes 2,4 mio. kr. i 2024 til drifts- og anlægsudgifter."),
        ),
    ),
    (
        "1.02. Ny daginstitution i Vesterby",
        "anlæg",
        "Byggeriet giver plads til 120 børn i alderen 0-6 år, når huset åbner i efteråret 2025. "
        "Der investeres 25,5 mio. kr., og grunden er købt af kommunen for 1.950.000 kr. " * 3,
        (
            ("Milepæl", "Totalentreprenøren er valgt efter udbud, og aftalen er skrevet under. "),
            ("Milepæl", "Første spadestik er taget, og råhuset er færdigt før vinteren. " * 5),
            ("Økonomi", "Der investeres 25,5 mio. kr. i 2024 og 2025 under ét."),
        ),
    ),
    (
        "2.01. Rehabilitering i eget hjem",
        "drift",
        "Borgere, der har været på sygehuset, får hjælp til at klare sig selv igen. " * 4,
        (
            ("Milepæl", "Teamet er ansat. "),
            ("Milepæl", "Mindst 250 borgere har gennemført et forløb, der er målt og vurderet. "),
            ("Økonomi", "Besparelse på 1,1 mio. kr. årligt fra 2025."),
        ),
    ),
)
LAYOUTS = [(height, size) for height in (330, 380, 430, 500, 600, 842) for size in (8.0, 10.0)]


def face(colour: colors.Color) -> Drawing:
    drawn = Drawing(12, 12)
    drawn.add(Circle(6, 6, 5.5, fillColor=colour, strokeColor=None))
    return drawn


def pressed(height: float, size: float, *, repeat: bool, rules: str | None = "GRID") -> bytes:
    """The report on pages of that height; rows break wherever a page ends."""
    drawn = [(rules, (0, 0), (-1, -1), 0.5, colors.black)] if rules else []
    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=size, leading=1.2 * size)
    bold = ParagraphStyle("bold", parent=plain, fontName="Helvetica-Bold", spaceAfter=6)
    story: list[Flowable] = [
        Paragraph("Anden opfølgning på Aftale om budget 2024", bold),
        Paragraph("Klitsund Kommune, 6. maj 2024", plain),
        Paragraph("Status på indsatsens milepæle:", plain),
        Table([[face(GREEN), Paragraph("Milepælen er opfyldt", plain)]], colWidths=[20, 300]),
        Table([[face(RED), Paragraph("Milepælen er ikke opfyldt", plain)]], colWidths=[20, 300]),
        Spacer(1, 12),
    ]
    for heading, funding, text, rows in ITEMS:
        lead = (heading, f"Kort beskrivelse af indsatsen ({funding})", "Tid", "Smiley")
        cells: list[list[object]] = [[Paragraph(f"<b>{text}</b>", plain) for text in lead]]
        center = "Ansvarligt center: Økonomi og Personale"
        cells.append([Paragraph(text, plain), Paragraph(center, plain), "", ""])
        for number, (label, row) in enumerate(rows):
            due = "" if label == "Økonomi" else "2. budgetopfølgning 2024"
            shown = face(RED if number == 1 else GREEN)
            cells.append([*(Paragraph(t, plain) for t in (label, row, due)), shown])
        story.append(
            Table(
                cells,
                colWidths=[150, 190, 90, 50],
                repeatRows=1 if repeat else 0,
                splitInRow=1,
                style=[*drawn, ("VALIGN", (0, 0), (-1, -1), "TOP")],
            )
        )
        story.append(Spacer(1, 14))
    stream = BytesIO()
    template = SimpleDocTemplate(
        stream, pagesize=(595, height), topMargin=45, bottomMargin=40, invariant=1
    )
    template.build(story)
    return stream.getvalue()


def values(parts: Parts, table: str) -> Rows:
    """The rows of a table without where they stand."""
    rows = [
        {**row, "budget_year": year}
        for (name, year), part in parts.items()
        if name == table
        for row in part.to_pylist()
    ]
    rows.sort(key=lambda row: (row.get("item_id") or "", str(row.get("position"))))
    return tuple({key: row[key] for key in row if key not in PROVENANCE} for row in rows)


def read(data: bytes) -> dict[str, Rows]:
    """The tables of the report, as a run writes them."""
    parts = parts_of(read_document(data, Source("report.pdf", ("report.pdf",)), Options()))
    return {table: values(parts, table) for table in TABLES}


@pytest.fixture(scope="module")
def reference() -> Mapping[str, Rows]:
    """The dataset where no row breaks: everything stands on one page."""
    return read(pressed(1600, 9, repeat=False))


@pytest.mark.parametrize(("height", "size"), LAYOUTS)
@pytest.mark.parametrize("repeat", [False, True], ids=["heading once", "heading repeated"])
def test_the_dataset_does_not_depend_on_the_layout(
    height: float,
    size: float,
    repeat: bool,
    reference: Mapping[str, Rows],
) -> None:
    """All columns but the provenance are the same, wherever pages end."""
    found = read(pressed(height, size, repeat=repeat))

    assert [len(found[table]) for table in ("items", "follow_ups")] == [3, 9]
    for table in TABLES:
        assert found[table] == reference[table], table


def assert_same(found: Mapping[str, Rows], reference: Mapping[str, Rows]) -> None:
    """Every value is the same but for where a description has its paragraphs."""
    items = tuple(
        {**item, "description": item["description"].replace("\n", " ")} for item in found["items"]
    )
    assert items == reference["items"]
    for table in ("legend", "follow_ups", "amounts"):
        assert found[table] == reference[table], table


@pytest.mark.parametrize(("height", "size"), [*LAYOUTS, (842, 9.0)])
@pytest.mark.parametrize("repeat", [False, True], ids=["heading once", "heading repeated"])
def test_columns_without_rules_go_on_over_pages(
    height: float,
    size: float,
    repeat: bool,
    reference: Mapping[str, Rows],
) -> None:
    """All values are the same without any rule; a page that ends with a sentence may end a row."""
    found = read(pressed(height, size, repeat=repeat, rules=None))

    assert_same(found, reference)


@pytest.mark.parametrize("rules", ["BOX", "INNERGRID", "LINEBELOW", "LINEAFTER"])
@pytest.mark.parametrize(("height", "size"), LAYOUTS)
def test_some_rules_show_the_same_table(
    height: float,
    size: float,
    rules: str,
    reference: Mapping[str, Rows],
) -> None:
    """All values are the same with rules around tables, inside, across or down only."""
    found = read(pressed(height, size, repeat=False, rules=rules))

    assert_same(found, reference)
