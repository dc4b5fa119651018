"""Values where a form knows neither decimals, dates nor lists: exact, and the same every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import numpy as np

from pipeline.schema import Column, Value


def plain(column: Column, value: Value) -> Value:
    """A value as JSON holds it: money as text with its two decimals, dates as ISO 8601."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_member(one) for one in value]
    return shortest(value) if column.type == "float" and value is not None else value


def listed(values: Value) -> str | None:
    """A list as JSON text; None where there is none."""
    if values is None:
        return None
    return json.dumps([_member(one) for one in values], ensure_ascii=False)


def shortest(value: float) -> float:
    """The shortest number that is this one of 32 bits: 56.7, not 56.70000076293945."""
    return float(str(np.float32(value)))


def _member(one: Value) -> Value:
    if not isinstance(one, Mapping):
        return one
    return {name: _part(part) for name, part in one.items()}


def _part(value: Value) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    return shortest(value) if isinstance(value, float) else value
