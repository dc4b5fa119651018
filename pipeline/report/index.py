"""What the page knows of every document before any of them is opened: counts, doubts, changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.changes.stories import WEIGHTS
from pipeline.report.rows import NAMED, SEVERITIES, UNKNOWN, Row, Tables, short_id, status_of
from pipeline.report.tracks import tracks

_DOCUMENT = (
    *("file_name", "municipality", "title", "round", "budget_year", "outcome", "media_type"),
    *("error_code", "error_message", "engine", "page_count", "item_count", "had_revisions"),
)
_GOODNESS = {"not_met": 0, "partly_met": 1, "met": 2}


def index(tables: Tables) -> dict[str, Any]:
    """Documents, items with their counts, findings and changes worst first, planned amounts."""
    doubts = _doubts(tables)
    documents = _documents(tables.all("documents"), doubts)
    items = tables.all("items")
    return {
        "documents": documents,
        "items": _items(items, tables, tracks(items, documents, tables.all("links")), doubts),
        "findings": sorted(map(_finding, tables.all("findings")), key=_severity),
        "changes": sorted(map(_change, tables.all("changes")), key=_badness),
        "amounts": _planned(tables.all("amounts")),
    }


def _documents(rows: Sequence[Row], doubts: Mapping[str, str]) -> list[dict[str, Any]]:
    """In order of municipality, year and round; further versions of a report name the first."""
    told: dict[tuple[object, ...], str] = {}
    listed = []
    for row in sorted(rows, key=_standing):
        own = short_id(row["document_id"])
        report = (row["municipality"], row["budget_year"], row["round"], row["title"])
        known = row["outcome"] == "ok" and None not in report
        twin = told.setdefault(report, own) if known else own
        published = row["published"]
        kept = {name: row[name] for name in _DOCUMENT}
        kept |= {"id": own, "hash": row["document_id"], "twin": twin if twin != own else None}
        kept["doubt"] = doubts.get(row["document_id"])
        listed.append({**kept, "published": None if published is None else published.isoformat()})
    return listed


def _standing(row: Row) -> tuple[object, ...]:
    """Of several versions the fullest stands first, then one with pages, which can be looked at."""
    return (
        row["municipality"] or "~",
        row["budget_year"] or 0,
        row["round"] or 0,
        -row["item_count"],
        -row["follow_up_count"],
        row["page_count"] is None,
        row["source"],
    )


def _items(
    rows: Sequence[Row], tables: Tables, track: Mapping[str, str], doubts: Mapping[str, str]
) -> list[dict[str, Any]]:
    counts: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for row in tables.all("follow_ups"):
        counts[row["item_id"]][row["kind"]][status_of(row)] += 1
    return [
        {
            "id": row["item_id"],
            "doc": short_id(row["document_id"]),
            "track": track[row["item_id"]],
            "number": row["number"],
            "part": row["part"],
            "title": row["title"],
            "chapter": _chapter(row),
            "committee": row["committees"],
            "centre": row["responsible_centers"],
            "counts": {kind: dict(found) for kind, found in sorted(counts[row["item_id"]].items())},
            "doubt": doubts.get(row["item_id"], "doubt" if _unread(row) else None),
        }
        for row in rows
    ]


def _doubts(tables: Tables) -> dict[str, str]:
    """Why an item or document needs a look, the gravest reason; a mere note is none."""
    found: dict[str, str] = {}
    for row in tables.all("follow_ups"):
        untold = row["deadline_raw"] is not None and row["deadline_kind"] is None
        if untold or status_of(row) == UNKNOWN:
            found[row["item_id"]] = "doubt"
    for severity in ("warning", "error"):
        for row in tables.all("findings"):
            if row["severity"] == severity:
                found[row["item_id"] or row["document_id"]] = severity
    return found


def _unread(item: Row) -> bool:
    """Whether a name or the funding is printed and could not be told."""
    return any(item[raw] and not item[column] for column, raw in NAMED)


def _chapter(row: Row) -> str | None:
    said = [row["chapter_number"], row["chapter_title"]]
    return " ".join(str(one) for one in said if one is not None) or None


def _finding(row: Row) -> dict[str, Any]:
    kept = {name: row[name] for name in ("code", "severity", "message", "evidence")}
    return {
        **kept,
        "doc": short_id(row["document_id"]),
        "item": row["item_id"],
        "row": row["follow_up_position"],
    }


def _severity(finding: Mapping[str, Any]) -> tuple[object, ...]:
    kept = (finding[name] or "" for name in ("code", "doc", "item", "evidence"))
    return SEVERITIES.index(finding["severity"]), *kept


def _change(row: Row) -> dict[str, Any]:
    kept = {name: row[name] for name in ("kind", "old", "new", "difference")}
    return {
        **kept,
        "from": short_id(row["from_document_id"]),
        "doc": short_id(row["to_document_id"]),
        "old_item": row["from_item_id"],
        "item": row["to_item_id"],
        "row": row["follow_up_position"],
    }


def _badness(change: Mapping[str, Any]) -> tuple[object, ...]:
    """What weighs most first; among changes of status one that fell before one that rose."""
    fall = _GOODNESS.get(change["new"], 1) - _GOODNESS.get(change["old"], 1)
    weight = WEIGHTS.get(change["kind"], 0)
    kept = (change[name] or "" for name in ("kind", "doc", "item", "old_item"))
    return -weight, fall, *kept, change["row"] or 0


def _planned(rows: Iterable[Row]) -> list[list[Any]]:
    """[document, kind, year, øre, count] of what descriptions promise; the upper end of a range.

    A sum over several years counts for each of them only where the text says that it is annual;
    else, and where no year is named, the year is null.
    """
    sums: defaultdict[tuple[str, str, int | None], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row["field"] != "description":
            continue
        years = row["years"] or ()
        counted = years if len(years) == 1 or row["recurrence"] == "annual" else ()
        for year in counted or (None,):
            one = sums[short_id(row["document_id"]), row["kind"], year]
            one[0] += int(row["high"] * 100)
            one[1] += 1
    return [
        [*key, *sums[key]] for key in sorted(sums, key=lambda key: (key[0], key[1], key[2] or 0))
    ]
