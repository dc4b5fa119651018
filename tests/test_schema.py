"""The schema is declared once, and nothing passes its door that does not conform."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pyarrow as pa
import pytest

from pipeline import datapackage, records, schema
from pipeline.records import AmountRow, LegendRow, Position, Region

RECORDS = {
    "documents": records.DocumentRow,
    "legend": records.LegendRow,
    "items": records.ItemRow,
    "follow_ups": records.FollowUpRow,
    "amounts": records.AmountRow,
    "findings": records.FindingRow,
    "links": records.LinkRow,
    "changes": records.ChangeRow,
}
LEGEND = LegendRow(
    budget_year=2024,
    document_id="a",
    position=1,
    dimension="effort",
    symbol="☺",
    symbol_encoding="unicode",
    colour=None,
    meaning="Milepælen er nået",
    status="met",
    place=Position("paragraph[3]", (Region(1, 10, 20, 30, 40),)),
)
AMOUNT = AmountRow(
    budget_year=2024,
    document_id="a",
    item_id="a-0001",
    follow_up_position=None,
    field="description",
    start=3,
    end=9,
    raw="7 kr.",
    raw_heading=None,
    low=Decimal("7.00"),
    high=Decimal("7.00"),
    qualifier=None,
    kind="other",
    years=(2024, 2025),
    recurrence="unknown",
    rule="kroner",
    witnesses=(),
    reviews=(),
    place=Position(None),
)


@pytest.mark.parametrize("table", schema.tables(), ids=lambda table: table.name)
def test_records_and_schema_name_the_same_columns(table: schema.TableSchema) -> None:
    """Every field of a record is a column, a place or the partition."""
    columns = [column.name for column in table.columns]
    boxes = Region._fields
    fields: list[str] = []
    for field in dataclasses.fields(RECORDS[table.name]):
        if field.name == schema.PARTITION:
            continue
        if field.name == "place":
            fields += ["locator", *boxes, "regions"]
        elif field.name.endswith("_place"):
            fields += [field.name.removesuffix("place") + edge for edge in boxes]
        else:
            fields.append(field.name)

    assert fields == columns


@pytest.mark.parametrize("table", schema.tables(), ids=lambda table: table.name)
def test_every_column_has_a_sentence_and_every_table_an_order(table: schema.TableSchema) -> None:
    """The dictionary is complete, and rows are sorted by columns that exist."""
    assert all(column.description.endswith(".") for column in table.columns)
    assert set(table.order) <= {column.name for column in table.columns}


def test_types_are_those_of_the_contract() -> None:
    """Money is decimal, enumerations are dictionaries, boxes are single precision."""
    amounts = schema.table("amounts").arrow

    assert amounts.field("low").type == pa.decimal128(18, 2)
    assert amounts.field("kind").type == pa.dictionary(pa.int32(), pa.string())
    assert amounts.field("x0").type == pa.float32()
    assert amounts.field("years").type == pa.list_(pa.int16())
    assert amounts.metadata[b"milepael.schema_version"] == b"1"


def test_rows_keep_their_values() -> None:
    """What goes in comes out, places flattened and decimals exact."""
    row = schema.arrow_table("amounts", [AMOUNT]).to_pylist()[0]

    assert row["low"] == Decimal("7.00")
    assert row["years"] == [2024, 2025]
    assert row["page"] is None
    assert row["regions"] == []


def test_rows_are_sorted_whatever_order_they_came_in() -> None:
    """The same rows in another order give the same table."""
    second = dataclasses.replace(LEGEND, position=2)

    assert schema.arrow_table("legend", [second, LEGEND]).equals(
        schema.arrow_table("legend", [LEGEND, second])
    )


def test_many_rows_are_the_same_table_as_few() -> None:
    """Sorted, of one piece and with one dictionary for an enumeration, as if made at once."""
    dimensions = ("effort", "economy")
    rows = [
        dataclasses.replace(LEGEND, position=number, dimension=dimensions[number % 2])
        for number in range(2500)
    ]

    found = schema.arrow_table("legend", rows[::-1])

    few = [schema.arrow_table("legend", rows[start : start + 500]) for start in range(0, 2500, 500)]
    assert found.to_pylist() == [row for one in few for row in one.to_pylist()]
    assert found.schema.equals(few[0].schema, check_metadata=True)
    assert {column.num_chunks for column in found.columns} == {1}
    assert len(found["dimension"].chunk(0).dictionary) == len(dimensions)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"meaning": None}, "legend.meaning: null, expected a value"),
        ({"dimension": "money"}, "legend.dimension: 'money', expected one of"),
        ({"status": "done"}, "legend.status: 'done', expected one of"),
    ],
)
def test_a_row_that_does_not_conform_is_refused(change: dict[str, str], message: str) -> None:
    """Nulls in required columns and values outside an enumeration raise."""
    with pytest.raises(schema.SchemaError, match=message):
        schema.arrow_table("legend", [dataclasses.replace(LEGEND, **change)])  # type: ignore[arg-type]  # wrong on purpose


def test_unknown_and_missing_columns_are_refused() -> None:
    """Arrow alone would drop the one and null the other."""
    table = schema.table("links")
    row = dict.fromkeys(column.name for column in table.columns)

    with pytest.raises(schema.SchemaError, match="'colour'"):
        schema.conforms(table, {**row, "colour": "red"})
    with pytest.raises(schema.SchemaError, match="'score'"):
        schema.conforms(table, {name: value for name, value in row.items() if name != "score"})


def test_the_data_package_describes_every_column() -> None:
    """One resource per table, one described field per column and the partition."""
    described = datapackage.datapackage(())

    for resource, table in zip(described["resources"], schema.tables(), strict=True):
        assert len(resource["schema"]["fields"]) == len(table.columns) + 1
        assert all(field["description"] for field in resource["schema"]["fields"])
