"""What a user may ask of a run; the same options give the same output."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import version

from extractors.limits import Limits


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that decides what is read from a document's bytes."""

    engine: str | None = None  # a format's other reader, e.g. "pdfplumber"
    limits: Limits = field(default_factory=Limits)


def software_version() -> str:
    return version("milepael")
