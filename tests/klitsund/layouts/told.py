"""What the invented municipalities tell of, and the signs that they tell it with."""

from __future__ import annotations

from typing import NamedTuple

from klitsund.layouts.sheets import GREEN, RED, YELLOW

SIGNS = {"met": "✓", "partly_met": "➔", "not_met": "✗", None: ""}
ARROWS = {"met": "↑", "partly_met": "→", "not_met": "↓", None: ""}
FILLS = {"met": GREEN, "partly_met": YELLOW, "not_met": RED, None: None}
WORDS = {"met": "Grøn", "partly_met": "Gul", "not_met": "Rød", None: ""}


class Told(NamedTuple):
    """A measure as a municipality tells of it."""

    item: str
    milestone: str
    deadline: str
    responsible: str
    status: str | None
    comment: str
    number: str = ""


HARBOUR = (
    Told("Ny molepromenade", "Første etape er åbnet for fodgængere", "31.12.2024", "Teknik og Havn",
         "met", "Etapen åbnede i september, og anden etape er sendt i udbud.", "1.01"),
    Told("Ny molepromenade", "Belysning er sat op langs hele molen", "2. kvartal 2025",
         "Teknik og Havn", "partly_met", "Masterne er leveret, men kablerne mangler.", "1.01"),
    Told("Flere pladser i Fyrtårnets børnehus", "24 nye pladser er taget i brug", "ultimo 2024",
         "Børn og Skole", "not_met", "Tilbygningen er udskudt til foråret.", "1.02"),
    Told("Cykelbroer over Lillesund", "Begge broer er skitseret", "1. halvår 2024",
         "Teknik og Havn", "met", "Skitserne er godkendt af udvalget.", "2.01"),
    Told("Digitale tavler i fritidshjemmet", "Alle stuer har fået en tavle", "30.6.2024",
         "Børn og Skole", None, "", "2.02"),
)  # fmt: skip


class Money(NamedTuple):
    """A post of a budget in thousands of kroner."""

    item: str
    budget: int
    corrected: int
    forecast: int
    comment: str


ROADS = (
    Money("Slidlag og fortove", 12_400, 12_900, 13_150, "Vinteren gav flere huller end ventet."),
    Money("Broer og tunneler", 3_250, 3_250, 2_900, "Én bro er udsat."),
    Money("Vejbelysning", 1_800, 1_950, 1_950, ""),
)
SCHOOLS = (
    Money("Undervisning", 98_700, 99_100, 99_640, "Flere elever i modtageklasser."),
    Money("Fritidsordninger", 21_050, 21_050, 20_800, "Færre indmeldte."),
)


PERCENTS = (
    ("Grønne tage på skolerne", "Alle fire skoler har grønt tag", "1.12.2026", "98 %", "met"),
    ("Genbrug i køkkenerne", "Madspild er halveret", "4. kvartal 2026", "92 pct.", "partly_met"),
    ("Elbiler i hjemmeplejen", "Tyve biler er skiftet", "30.9.2026", "41 %", "not_met"),
)

# Budget and spent of each of those measures: as printed in millions, and in kroner.
FIGURES = (
    ("2,5", "2500000.00", "1,1", "1100000.00"),
    ("0,4", "400000.00", "0,35", "350000.00"),
    ("12,0", "12000000.00", "-0,2", "-200000.00"),
    ("0,75", "750000.00", "0", "0.00"),
    ("", "", "3,1", "3100000.00"),
)
