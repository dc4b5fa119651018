"""The frames that charts are drawn from: one row per item and report, or per kind of money.

Each report counts once, whatever versions of it the archive holds: as the one with most rows, and
of equal ones as that with pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from pipeline import dataset
from pipeline.views.promises import promises

# Statuses, the worst last: an item has the worst of its rows.
STATUSES: Final = ("none", "met", "unknown", "partly_met", "not_met")
_REPORT: Final = ["municipality", "budget_year", "round", "report"]
_OF_FILE: Final = ["source", "page_count", "item_count", "follow_up_count"]
_WHEN: Final = ["budget_year", "round", "published", "report"]


def reports(output: Path | str, municipality: str | None = None) -> pd.DataFrame:
    """One row per report that was read, in order of municipality and time."""
    found = _documents(Path(output))
    if municipality is not None:
        found = found[found["municipality"] == municipality]
    fullest = found.assign(paged=found["page_count"].notna()).sort_values(
        ["item_count", "follow_up_count", "paged", "source"],
        ascending=[False, False, False, True],
        kind="stable",
    )
    once = fullest.drop_duplicates(_REPORT, keep="first").drop(columns="paged")
    return once.sort_values(["municipality", *_WHEN], kind="stable").reset_index(drop=True)


def statuses(
    output: Path | str, municipality: str | None = None, kind: str | None = None
) -> pd.DataFrame:
    """One row per item and report: its promise, its worst status, and how many rows have each.

    `kind` keeps the rows of that kind alone: milestone or economy.
    """
    shown = reports(output, municipality)
    columns = ["document_id", "item_id", "position", "chapter_number", "number", "part", "title"]
    items = _of(shown, output, "items", columns).sort_values(
        ["municipality", *_WHEN, "position"], kind="stable"
    )
    rows = dataset.load(
        Path(output), "follow_ups", ["item_id", "kind", "status", "smiley_raw", "status_candidates"]
    ).to_pandas()
    if kind is not None:
        rows = rows[rows["kind"] == kind]
    counts = _counts(rows)
    joined = items.join(counts, on="item_id")
    joined[list(STATUSES)] = joined[list(STATUSES)].fillna(0).astype("int64")
    joined["status"] = [_worst(row) for row in joined[list(STATUSES)].itertuples(index=False)]
    joined["promise"] = promises(Path(output), _documents(Path(output)), joined)
    return joined.reset_index(drop=True)


def flows(
    output: Path | str, municipality: str | None = None, kind: str | None = None
) -> pd.DataFrame:
    """How many promises went from which status to which, from each report to the next one."""
    found = by_promise(statuses(output, municipality, kind))
    later = found.sort_values(["promise", *_WHEN], kind="stable")
    pairs = later.assign(
        to_document=later.groupby("promise")["document_id"].shift(-1),
        to_year=later.groupby("promise")["budget_year"].shift(-1),
        to_round=later.groupby("promise")["round"].shift(-1),
        to_status=later.groupby("promise")["status"].shift(-1),
    ).dropna(subset=["to_status"])
    pairs = pairs[pairs["document_id"] != pairs["to_document"]]
    by = ["municipality", "budget_year", "round", "to_year", "to_round", "status", "to_status"]
    return pairs.groupby(by, dropna=False).size().rename("count").reset_index()


def by_promise(found: pd.DataFrame) -> pd.DataFrame:
    """One row per promise and report of `statuses`: the worst where several items are one."""
    worst = found["status"].map(STATUSES.index)
    order = found.assign(worst=worst).sort_values("worst", kind="stable").index
    kept = found.loc[order].drop_duplicates(["promise", "document_id"], keep="last")
    return kept.sort_index()


def planned_amounts(output: Path | str, municipality: str | None = None) -> pd.DataFrame:
    """What the latest report of each budget year plans for that year, by kind, in kroner.

    Amounts in descriptions whose years name the budget year; one spread over several years counts
    where it is annual. `low` and `high` are exact.
    """
    shown = reports(output, municipality)
    latest = shown.drop_duplicates(["municipality", "budget_year"], keep="last")
    columns = ["document_id", "field", "low", "high", "kind", "years", "recurrence"]
    found = _of(latest, output, "amounts", columns)
    meant = [
        field == "description" and year in set(years) and (len(years) == 1 or recurs == "annual")
        for field, year, years, recurs in zip(
            found["field"], found["budget_year"], found["years"], found["recurrence"], strict=True
        )
    ]
    by = ["municipality", "budget_year", "kind"]
    planned = found[pd.Series(meant, found.index, dtype=bool)].groupby(
        by, dropna=False, observed=True
    )
    return planned[["low", "high"]].sum().reset_index()


def _documents(output: Path) -> pd.DataFrame:
    columns = ["document_id", "source", "municipality", "round", "published", "page_count"]
    columns += ["outcome", "budget_year", "title", "item_count", "follow_up_count"]
    found = dataset.load(output, "documents", columns).to_pandas()
    known = found[found["outcome"] == "ok"].rename(columns={"title": "report"})
    whole = {"budget_year": "Int64", "round": "Int64", "page_count": "Int64"}
    return known.drop(columns="outcome").astype(whole)


def _of(shown: pd.DataFrame, output: Path | str, table: str, columns: list[str]) -> pd.DataFrame:
    rows = dataset.load(Path(output), table, columns).to_pandas()
    return rows.merge(shown.drop(columns=_OF_FILE), on="document_id")


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    """For each item how many of its rows have which status."""
    told = rows["status"].astype("object")
    seen = rows["smiley_raw"].notna() | (rows["status_candidates"].map(len) > 0)
    status = told.where(told.notna(), seen.map({True: "unknown", False: "none"}))
    counted = pd.crosstab(rows["item_id"], status)
    return counted.reindex(columns=list(STATUSES), fill_value=0)


def _worst(counts: tuple[int, ...]) -> str:
    present = [status for status, count in zip(STATUSES, counts, strict=True) if count]
    return present[-1] if present else STATUSES[0]
