"""Which items are one promise, followed from report to report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.rows import Row, short_id


def tracks(
    items: Sequence[Row], documents: Sequence[Mapping[str, Any]], links: Sequence[Row]
) -> Mapping[str, str]:
    """Item -> the first item of its promise.

    Links decide. Reports that none of them touches, as two files of one report, are joined where
    municipality, year, number and title are the same to the letter.
    """
    first = {row["item_id"]: row["item_id"] for row in items}
    for link in links:
        _join(first, link["from_item_id"], link["to_item_id"])
    where = {document["id"]: document for document in documents}
    same: dict[tuple[object, ...], str] = {}
    counted: Counter[tuple[object, ...]] = Counter()
    for row in items:
        document = where.get(short_id(row["document_id"]))
        if document is not None and document["municipality"] is not None:
            of = (document["municipality"], document["budget_year"])
            key = (*of, row["number"], row["part"], row["title"].casefold())
            # Two items of one report are two promises, whatever they are called.
            which = counted[row["document_id"], key]
            counted[row["document_id"], key] += 1
            _join(first, same.setdefault((*key, which), row["item_id"]), row["item_id"])
    return {item: _root(first, item) for item in first}


def _join(first: dict[str, str], one: str, other: str) -> None:
    if one in first and other in first:
        first[_root(first, other)] = _root(first, one)


def _root(first: dict[str, str], item: str) -> str:
    while first[item] != item:
        first[item] = item = first[first[item]]
    return item
