"""The words that people read for tables, columns and values, in Danish and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pipeline import schema

LANGUAGES = ("da", "en")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language; a name that has none is shown as it is."""

    tables: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    workbook: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> str:
        return self.tables.get(name) or schema.table(name).title

    def description(self, name: str) -> str:
        return self.descriptions.get(name) or schema.table(name).description

    def column(self, name: str) -> str:
        return self.columns.get(name, name)

    def value(self, name: str) -> str:
        return self.values.get(name, name)


@cache
def labels(language: str) -> Labels:
    """The words of one of LANGUAGES."""
    text = files("pipeline").joinpath("labels.toml").read_text(encoding="utf-8")
    return Labels(**tomllib.loads(text)[language])
