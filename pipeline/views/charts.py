"""Charts of an output in Altair: statuses in words and colours that the colour-blind tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pandas as pd

from pipeline.labels import Labels, labels
from pipeline.views.frames import STATUSES, by_promise, flows, planned_amounts, statuses

if TYPE_CHECKING:
    import altair as alt

    Chart: TypeAlias = alt.TopLevelMixin

# Of Okabe and Ito's palette, which those with any of the usual colour blindnesses tell apart.
_COLOURS: Final = {
    "met": "#56B4E9",
    "partly_met": "#F0E442",
    "not_met": "#D55E00",
    "unknown": "#BBBBBB",
    "none": "#F4F4F4",
}
# Kinds that are no plan of the agreement's own: beside a service frame nothing else is seen.
_FRAMES: Final = ("budget", "other")
_LONGEST_TITLE: Final = 48
_DANISH: Final = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " kr."]}
}
_ROW: Final = 18  # pixels of an item in the heat map
_COLUMN: Final = 96


def status_heat_map(
    output: Path | str,
    municipality: str | None = None,
    kind: str | None = None,
    language: str = "da",
) -> Chart:
    """Every promise by every report: its worst status, as a word on its colour."""
    import altair as alt

    words = labels(language)
    found = by_promise(statuses(output, municipality, kind))
    names = _item_names(found.drop_duplicates("promise"))
    found = found.assign(
        round_label=_rounds(found, "budget_year", "round", words),
        municipality=_municipalities(found, words),
        item=found["promise"].map(names),
        word=found["status"].map(words.value),
    )
    shown = found[["municipality", "item", "round_label", "status", "word"]]
    order = list(dict.fromkeys(found.sort_values(["budget_year", "round"])["round_label"]))
    items = list(dict.fromkeys(found["item"]))
    said = words.charts
    base = alt.Chart(_values(shown)).encode(
        x=alt.X("round_label:N", title=None, sort=order, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("item:N", title=said["item"], sort=items, axis=alt.Axis(labelLimit=420)),
        tooltip=[
            alt.Tooltip(f"{name}:N", title=title)
            for name, title in (
                ("item", said["item"]),
                ("round_label", said["report"]),
                ("word", words.column("status")),
            )
        ],
    )
    layers = base.mark_rect(stroke="white").encode(color=_colour("word", words)) + base.mark_text(
        fontSize=10
    ).encode(text="word:N", color=alt.value("#222222"))
    sized = layers.properties(width=alt.Step(_COLUMN), height=alt.Step(_ROW))
    return _told(_by_municipality(sized, found), said["heat_map"], said["worst"], language)


def status_flow(
    output: Path | str,
    municipality: str | None = None,
    kind: str | None = None,
    language: str = "da",
) -> Chart:
    """How many promises went from which status to which: the wider a line, the more."""
    import altair as alt

    words = labels(language)
    found = flows(output, municipality, kind)
    ends = _ends(found, words)
    order = list(dict.fromkeys(ends.sort_values(["year", "round"])["round_label"]))
    said = words.charts
    base = alt.Chart(_values(ends.drop(columns=["year", "round"]))).encode(
        x=alt.X("round_label:N", title=None, sort=order, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("word:N", title=words.column("status"), sort=_told_statuses(words)),
    )
    lines = base.mark_line(opacity=0.8, strokeCap="round").encode(
        detail="flow:N",
        strokeWidth=alt.StrokeWidth("count:Q", title=said["count"], scale=alt.Scale(range=[1, 24])),
        color=_colour("to_word", words),
        tooltip=[alt.Tooltip("told:N", title=said["flow"]), alt.Tooltip("count:Q")],
    )
    counts = base.mark_text(dy=-14, fontSize=10).encode(text="sum(count):Q")
    leaving = (lines + counts.transform_filter("datum.end == 'from'")).properties(
        width=alt.Step(150), height=220
    )
    return _told(_by_municipality(leaving, ends), said["flow"], said["worst"], language)


def amounts_by_kind(
    output: Path | str, municipality: str | None = None, language: str = "da"
) -> Chart:
    """What the latest report of each budget year plans for that year, in millions, by kind."""
    import altair as alt

    words = labels(language)
    found = planned_amounts(output, municipality)
    found = found[~found["kind"].isin(_FRAMES)]
    found = found.assign(
        municipality=_municipalities(found, words),
        million=[float(high) / 1e6 for high in found["high"]],
        kind=found["kind"].astype("object").map(words.value),
        year=found["budget_year"].astype("string"),
    )
    said = words.charts
    base = alt.Chart(_values(found[["municipality", "year", "kind", "million"]])).encode(
        y=alt.Y("kind:N", title=said["kind"], sort="-x"),
        yOffset="year:N",
        x=alt.X("million:Q", title=said["million"]),
        tooltip=["year:N", "kind:N", alt.Tooltip("million:Q", format=",.2f")],
    )
    bars = base.mark_bar().encode(
        color=alt.Color(
            "year:N", title=words.column("budget_year"), scale=alt.Scale(scheme="viridis")
        )
    )
    figures = base.mark_text(align="left", dx=3, fontSize=9).encode(
        text=alt.Text("million:Q", format=",.1f")
    )
    sized = (bars + figures).properties(width=360)
    return _told(_by_municipality(sized, found), said["amounts"], said["planned"], language)


def _values(frame: pd.DataFrame) -> Any:
    """The rows within the chart: however many, without a setting of the whole session."""
    import altair as alt

    plain = frame.astype("object").where(frame.notna(), None)
    return alt.InlineData(values=plain.to_dict("records"))


def _ends(found: pd.DataFrame, words: Labels) -> pd.DataFrame:
    """Two points for each flow: where it leaves and where it arrives."""
    known = found.assign(
        flow=[str(number) for number in range(len(found))],
        municipality=_municipalities(found, words),
        to_word=found["to_status"].map(words.value),
        told=[
            f"{words.value(one)} → {words.value(other)}"
            for one, other in zip(found["status"], found["to_status"], strict=True)
        ],
    )
    sides = [
        known.assign(
            end=end,
            year=known[year],
            round=known[round_],
            round_label=_rounds(known, year, round_, words),
            word=known[status].map(words.value),
        )
        for end, year, round_, status in (
            ("from", "budget_year", "round", "status"),
            ("to", "to_year", "to_round", "to_status"),
        )
    ]
    columns = ["municipality", "flow", "end", "year", "round", "round_label", "word", "to_word"]
    return pd.concat(sides, ignore_index=True)[[*columns, "told", "count"]]


def _rounds(frame: pd.DataFrame, year: str, number: str, words: Labels) -> list[str]:
    return [
        words.charts["no_round" if pd.isna(round_) else "round"].format(
            year="?" if pd.isna(year_) else year_, round=round_
        )
        for year_, round_ in zip(frame[year], frame[number], strict=True)
    ]


def _municipalities(frame: pd.DataFrame, words: Labels) -> pd.Series:
    return frame["municipality"].fillna(words.charts["unknown_municipality"])


def _item_names(first: pd.DataFrame) -> dict[str, str]:
    """A name for each promise, by its first item; no two of one municipality share one."""
    taken: set[tuple[str, str]] = set()
    names = {}
    for item in first.to_dict("records"):
        name = _item_name(item)
        choices = [name, f"{name} [{item['budget_year']}]"]
        more = (f"{name} [{number}]" for number in count(2))
        free = (one for one in chain(choices, more) if (item["municipality"], one) not in taken)
        names[item["promise"]] = next(free)
        taken.add((item["municipality"], names[item["promise"]]))
    return names


def _item_name(item: Mapping[str, Any]) -> str:
    number = "" if pd.isna(item["number"]) else f"{item['number']} "
    part = "" if pd.isna(item["part"]) else f" ({item['part']:.0f})"
    title = item["title"]
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    return f"{number}{short}{part}"


def _told_statuses(words: Labels) -> list[str]:
    return [words.value(status) for status in reversed(STATUSES)]


def _colour(field: str, words: Labels) -> alt.Color:
    import altair as alt

    scale = alt.Scale(
        domain=_told_statuses(words), range=[_COLOURS[name] for name in reversed(STATUSES)]
    )
    return alt.Color(f"{field}:N", title=words.column("status"), scale=scale)


def _by_municipality(chart: Any, found: pd.DataFrame) -> Any:
    """One chart below the other where there are several municipalities."""
    if found["municipality"].nunique() < 2:
        return chart
    return chart.facet(row="municipality:N").resolve_scale(x="independent", y="independent")


def _told(chart: Any, title: str, below: str, language: str) -> Chart:
    told = chart.properties(title={"text": title, "subtitle": below})
    locale = {"locale": _DANISH} if language == "da" else {}
    configured: Chart = told.configure(font="sans-serif", **locale)
    return configured
