"""A reading: a value together with what it was read from and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """What a text was understood to say.

    `flags` are kebab-case codes of what an auditor should look at (a typing error that was read
    through, a spelling repaired); empty for an ordinary reading.
    """

    value: Value
    raw: str  # as printed
    rule: str  # name of the rule that read it
    flags: tuple[str, ...] = ()
