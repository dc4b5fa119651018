"""Words that state a status: in a status cell, and in the sentences of a legend."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Status = Literal["met", "partly_met", "not_met"]

_LONGEST = 300


def cell_status(text: str) -> Status | None:
    """The status that a cell's words state; None where they state none.

    >>> cell_status("Ikke opfyldt"), cell_status("Delvist opfyldt"), cell_status("Opfyldt")
    ('not_met', 'partly_met', 'met')
    """
    return _first("cell", text)


def legend_status(text: str) -> Status | None:
    """The status that a legend's sentence describes; None where its words do not decide."""
    return _first("legend", text)


def _first(group: str, text: str) -> Status | None:
    short = re.sub(r"\s+", " ", text[:_LONGEST])
    return next((status for status, pattern in _patterns(group) if pattern.search(short)), None)


@cache
def _patterns(group: str) -> tuple[tuple[Status, re.Pattern[str]], ...]:
    text = files("normalizers").joinpath("status_words.toml").read_text(encoding="utf-8")
    declared: dict[Status, list[str]] = tomllib.loads(text)[group]
    return tuple(
        (status, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE))
        for status, words in declared.items()
    )
