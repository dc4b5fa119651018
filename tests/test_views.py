"""Frames and charts of an output: each report once, statuses in words, money exact."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from klitsund.documents import documents
from pipeline import dataset, labels, schema, views
from pipeline.records import LinkRow


def rows_of(chart: Any) -> list[dict[str, Any]]:
    """The rows that a chart carries with it."""
    (rows,) = chart.to_dict()["datasets"].values()
    found: list[dict[str, Any]] = rows
    return found


def test_a_report_counts_once(samples_output: Path) -> None:
    """The samples stand there as PDF and as Word file; the one with pages is shown."""
    found = views.reports(samples_output)

    assert len(documents()) > len(found)
    assert found["page_count"].notna().all()
    assert not found.duplicated(["municipality", "budget_year", "round", "report"]).any()


def test_an_excerpt_does_not_stand_for_its_report(samples_output: Path, tmp_path: Path) -> None:
    """Of two files of one title, round and year the fuller one is shown."""
    arrow = schema.table("documents").arrow
    rows = dataset.load(samples_output, "documents").select(arrow.names).to_pylist()
    whole, excerpt = ({**rows[0], "document_id": letter * 64} for letter in "ab")
    whole["page_count"], excerpt["item_count"] = None, 1
    with dataset.Builder(tmp_path / "output") as builder:
        builder.add({("documents", 2024): pa.Table.from_pylist([excerpt, whole], schema=arrow)})
        builder.finish()

    assert views.reports(tmp_path / "output")["document_id"].tolist() == ["a" * 64]


def test_an_item_has_the_worst_status_of_its_rows(samples_output: Path) -> None:
    """And the rows of every status are counted, none twice."""
    found = views.statuses(samples_output, "Klitsund")
    shown = views.reports(samples_output, "Klitsund")["document_id"]
    rows = dataset.load(samples_output, "follow_ups").to_pandas()
    met = rows[rows["document_id"].isin(shown) & (rows["status"] == "met")]

    assert found["met"].sum() == len(met)
    assert set(found.loc[found["not_met"] > 0, "status"]) == {"not_met"}
    assert (found.loc[found["status"] == "met", ["not_met", "partly_met", "unknown"]] == 0).all(
        axis=None
    )


def test_a_promise_is_followed_by_links(samples_output: Path, tmp_path: Path) -> None:
    """Within a year by number and title; over the years only where a link says so."""
    alone = views.statuses(samples_output, "Klitsund")
    first, last = alone.iloc[0], alone.iloc[-1]
    link = LinkRow(
        budget_year=2025,
        agreement="aftale",
        from_document_id=first["document_id"],
        to_document_id=last["document_id"],
        from_item_id=first["item_id"],
        to_item_id=last["item_id"],
        score=1.0,
        ground="title",
    )
    output = tmp_path / "output"
    with dataset.Builder(output) as builder:
        for table in schema.tables():
            whole = dataset.load(samples_output, table.name)
            for year in whole["budget_year"].unique().to_pylist():
                mask = [one == year for one in whole["budget_year"].to_pylist()]
                part = whole.filter(mask).select(table.arrow.names).cast(table.arrow)
                builder.add({(table.name, year): part})
        builder.add({("links", 2025): schema.arrow_table("links", [link])})
        builder.finish()

    linked = views.statuses(output, "Klitsund").set_index("item_id")["promise"]
    unlinked = alone.set_index("item_id")["promise"]

    assert linked[last["item_id"]] == linked[first["item_id"]]
    assert unlinked[last["item_id"]] != unlinked[first["item_id"]]
    assert linked.nunique() == unlinked.nunique() - 1


def test_a_flow_leads_from_one_report_to_the_next(samples_output: Path) -> None:
    """As many promises arrive as leave; none goes from a report to itself."""
    found = views.flows(samples_output)
    here = found[["budget_year", "round"]].to_records(index=False).tolist()
    there = found[["to_year", "to_round"]].to_records(index=False).tolist()

    assert found["count"].sum() > 10
    assert all(one < other for one, other in zip(here, there, strict=True))


def test_planned_amounts_are_exact(samples_output: Path) -> None:
    """Decimals, of the latest report of each budget year, for that year."""
    found = views.planned_amounts(samples_output, "Klitsund")
    saved = found[(found["kind"] == "saving") & (found["budget_year"] == 2024)]

    assert saved["high"].tolist() == [Decimal("9900000.00")]
    assert set(found["budget_year"]) == {2024, 2025}


@pytest.mark.parametrize("language", labels.LANGUAGES)
@pytest.mark.parametrize("municipality", ["Klitsund", None])
def test_charts_say_statuses_in_words(
    language: str, municipality: str | None, samples_output: Path
) -> None:
    """Never in colour alone, in the language asked for; and as JSON for any notebook."""
    words = labels.labels(language)
    heat_map = views.status_heat_map(samples_output, municipality, language=language)
    flow = views.status_flow(samples_output, municipality, language=language)
    amounts = views.amounts_by_kind(samples_output, municipality, language=language)
    cells = rows_of(heat_map)
    titles = [chart.to_dict()["title"]["text"] for chart in (heat_map, flow, amounts)]

    assert titles == [words.charts[name] for name in ("heat_map", "flow", "amounts")]
    assert {cell["word"] for cell in cells} <= {
        words.value(status) for status in ("met", "partly_met", "not_met", "unknown", "none")
    }
    places = [(cell["municipality"], cell["item"], cell["round_label"]) for cell in cells]
    assert len(places) == len(set(places))
    assert json.loads(amounts.to_json())["config"].get("locale") is not None or language == "en"


def test_charts_of_nothing_are_empty(samples_output: Path) -> None:
    """A municipality that the archive does not hold is no error."""
    for draw in (views.status_heat_map, views.status_flow, views.amounts_by_kind):
        assert draw(samples_output, "Ingensteds").to_dict()["title"]


def test_languages_have_the_same_words() -> None:
    """What a workbook or a chart says can be said in each language."""
    danish, english = (labels.labels(language) for language in labels.LANGUAGES)

    assert danish.workbook.keys() == english.workbook.keys()
    assert danish.charts.keys() == english.charts.keys()
    assert danish.tables.keys() == {table.name for table in schema.tables()}
