"""Words that state a status: in a status cell, and in the sentences of a legend."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Status = Literal["met", "partly_met", "not_met"]

_LONGEST = 300
_BESIDE = 2  # letters between two words that say one thing
# "ikke OK", "ingen større forsinkelse": the word is denied; "følges ikke", too.
_DENIED_BEFORE = re.compile(
    r"\b(?:ikke|ej|ingen|intet|aldrig|næppe|hverken|uden|langt fra)(?: \w+){0,3} $", re.IGNORECASE
)
_DENIED_BEHIND = re.compile(r"(?: \w+)? (?:ikke|ej|aldrig|intet|ingen)\b", re.IGNORECASE)
# A cell that says more than its status may take it back, or speak of what is to come.
_DOUBT = re.compile(
    r"\b(?:men|dog|bortset|undtagen|ikke|ej|forventes|ventes|vil|skal|bør|kan|planlægges|snart"
    r"|eller|langt fra|kun|halvt|(?<!som )planlagt|ud af|merforbrug)\b|[/?%]",
    re.IGNORECASE,
)


# What turns a sentence round or limits it: a word with unknown letters may be one of these.
_TURNING = (
    *("ikke", "ej", "nej", "ingen", "intet", "aldrig", "næppe", "hverken", "uden", "men", "dog"),
    *("delvist", "delvis", "halvt", "næsten", "kun", "mangler"),
)
_UNKNOWN = "\ufffd"  # a letter whose character is unknown, or a ligature
_WITH_UNKNOWN = re.compile(rf"[\w{_UNKNOWN}]*{_UNKNOWN}[\w{_UNKNOWN}]*")
_TAKEN_BACK = re.compile(r"\b(?:men (?:ikke|opgivet|udskudt)|nej)\b", re.IGNORECASE)


def cell_status(text: str) -> Status | None:
    """The status that a cell's words state; None where they state none, or more than one.

    >>> cell_status("Ikke opfyldt"), cell_status("Delvist opfyldt"), cell_status("Opfyldt")
    ('not_met', 'partly_met', 'met')
    >>> cell_status("Ikke rød"), cell_status("Forventes opfyldt"), cell_status("Ja/nej")
    (None, None, None)
    """
    short = _short(text)
    found = _found("cell", short)
    if not found or _may_be_turned(short):
        return None
    status, start, end = found[0]
    if _DOUBT.search(f"{short[:start]} {short[end:]}"):
        return None
    # "delvist opfyldt", "ja, delvist": what is partly so is no contradiction.
    alike = status == "partly_met" and all(
        other[1] <= end + _BESIDE and start <= other[2] + _BESIDE for other in found[1:]
    )
    return status if alike or len(found) == 1 else None


def legend_status(text: str) -> Status | None:
    """The status that a legend's sentence describes; None where its words do not decide.

    >>> legend_status("Milep\ufffdl er opfyldt"), legend_status("Milepæl er i\ufffd\ufffde opfyldt")
    ('met', None)
    """
    short = _short(text)
    if _may_be_turned(short):
        return None
    status = next((status for status, _, _ in _found("legend", short)), None)
    return None if status == "met" and _TAKEN_BACK.search(short) else status


def _may_be_turned(text: str) -> bool:
    """Whether a word with unknown letters may be one that turns the sentence round."""
    words = (word for word in _WITH_UNKNOWN.findall(text) if len(word) > 1)
    patterns = (re.escape(word).replace(_UNKNOWN, r"\w{1,2}") for word in words)
    return any(
        re.fullmatch(pattern, turning, re.IGNORECASE)
        for pattern in patterns
        for turning in _TURNING
    )


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text[:_LONGEST])


def _found(group: str, text: str) -> list[tuple[Status, int, int]]:
    """The first words of each status that nothing denies, and where they stand."""
    found = [
        next(
            (
                (status, one.start(), one.end())
                for one in pattern.finditer(text)
                if not _DENIED_BEFORE.search(text, 0, one.start())
                and not _DENIED_BEHIND.match(text, one.end())
            ),
            None,
        )
        for status, pattern in _patterns(group)
    ]
    return [one for one in found if one is not None]


@cache
def _patterns(group: str) -> tuple[tuple[Status, re.Pattern[str]], ...]:
    text = files("normalizers").joinpath("status_words.toml").read_text(encoding="utf-8")
    declared: dict[Status, list[str]] = tomllib.loads(text)[group]
    return tuple(
        (status, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE))
        for status, words in declared.items()
    )
