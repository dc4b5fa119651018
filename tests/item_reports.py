"""Reports of item tables as tab-separated text, and what is read of them."""

from __future__ import annotations

from extractors import formats, layouts
from extractors.limits import Limits
from extractors.records import RawReport

HEAD = "{}\tKort beskrivelse af indsatsen (drift)\tTid\tSmiley"
BODY = "Havnen skal ryddes.\tAnsvarligt center: Ejendomme\t\t"
ROWS = ["Milepæl\tPlan lagt.\t1. budgetopfølgning 2024\t☺", "Økonomi\t2 mio. kr.\t\t☹"]


def reports(*lines: str) -> tuple[RawReport, ...]:
    data = "\n".join(("Anden opfølgning 2024", "", *lines)).encode()
    return layouts.recognize(formats.read(data, Limits(), name="rapport.txt"))


def shape(report: RawReport) -> list[tuple[str, list[tuple[str, str, str | None]]]]:
    return [
        (
            item.heading.text,
            [
                (row.kind, row.text.text, row.smiley.text if row.smiley else None)
                for row in item.follow_ups
            ],
        )
        for item in report.items
    ]


ONE = [("milestone", "Plan lagt.", "☺"), ("economy", "2 mio. kr.", "☹")]
