"""Which items of different reports are one promise: by the links, else by number and title."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path

import pandas as pd

from pipeline import dataset

_REPORT = ["municipality", "budget_year", "round", "report"]
_SAME = ["municipality", "budget_year", "number", "part", "title"]


def promises(output: Path, documents: pd.DataFrame, items: pd.DataFrame) -> pd.Series:
    """For each of these items the id of the first item of its promise, in the order of rounds."""
    links = dataset.load(output, "links").to_pandas()
    everything = dataset.load(
        output, "items", ["item_id", "document_id", "position", "title"]
    ).to_pandas()
    standing = _standing(documents, everything, items)
    found = _Groups(items["item_id"])
    known = set(items["item_id"])
    for one, other in zip(links["from_item_id"], links["to_item_id"], strict=True):
        ends = standing.get(one), standing.get(other)
        if ends[0] in known and ends[1] in known:
            found.join(ends[0], ends[1])
    for _, same in items.groupby(_SAME, dropna=False):
        # Two items of one report that share number and title are told apart by nothing.
        if same["document_id"].is_unique:
            for other in same["item_id"]:
                found.join(same["item_id"].iloc[0], other)
    return items["item_id"].map(found.first)


def _standing(
    documents: pd.DataFrame, everything: pd.DataFrame, items: pd.DataFrame
) -> Mapping[str, str]:
    """Every item, by the same item in that version of its report which is shown."""
    placed = everything.merge(documents, on="document_id")
    shown = placed[placed["item_id"].isin(items["item_id"])]
    key = [*_REPORT, "position", "title"]
    paired = placed.merge(shown[[*key, "item_id"]], on=key, suffixes=("", "_shown"))
    return dict(zip(paired["item_id"], paired["item_id_shown"], strict=True))


class _Groups:
    """Sets of names that belong together, each called by the member that was named first."""

    def __init__(self, names: Iterable[Hashable]) -> None:
        self._order = {name: number for number, name in enumerate(names)}
        self._above = {name: name for name in self._order}

    def first(self, name: Hashable) -> Hashable:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name

    def join(self, one: Hashable, other: Hashable) -> None:
        ends = sorted((self.first(one), self.first(other)), key=self._order.__getitem__)
        self._above[ends[1]] = ends[0]
