"""The typed rows of every table: one frozen record per table of the contract.

Fields are the columns of `pipeline.schema`, in its order (a test holds them together), and
`budget_year`, which becomes the partition. Money is Decimal kroner; None means absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Region(NamedTuple):
    """A box on a page: page from 1, points, origin at the top left of the page as displayed."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Position:
    """Where a value stands: in the file's own structure, and on the page where there is one."""

    locator: str | None
    regions: tuple[Region, ...] = ()  # one per page

    @property
    def first(self) -> Region | None:
        return self.regions[0] if self.regions else None


class Review(NamedTuple):
    """What a person said of a value after the machine had read it."""

    column: str
    verdict: str  # corrected, accepted, commented
    read: str | None  # what the machine read, as text
    who: str
    why: str | None
    day: str | None  # yyyy-mm-dd


@dataclass(frozen=True, slots=True)
class DocumentRow:
    budget_year: int | None
    document_id: str
    source: str
    sources: tuple[str, ...]
    file_name: str
    media_type: str | None
    size_bytes: int
    page_count: int | None
    municipality: str | None
    municipality_code: str | None
    title: str | None
    round: int | None
    published: date | None
    case_id: str | None
    outcome: str
    error_code: str | None
    error_message: str | None
    item_count: int
    follow_up_count: int
    amount_count: int
    finding_count: int
    had_revisions: bool | None
    layout: str | None
    layout_ground: str | None
    engine: str | None
    software_version: str
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class LegendRow:
    budget_year: int | None
    document_id: str
    position: int
    dimension: str
    symbol: str
    symbol_encoding: str
    colour: str | None
    meaning: str
    status: str | None
    place: Position


class NameReading(NamedTuple):
    """How the name of a centre or committee was read."""

    role: str  # responsible_center, committee, contributors
    name: str  # canonical; as printed where it is not known
    raw: str
    score: float  # likeness of the two, 0-100
    method: str  # exact, genitive, case, abbreviation, fuzzy, printed


@dataclass(frozen=True, slots=True)
class ItemRow:
    budget_year: int | None
    document_id: str
    item_id: str
    position: int
    chapter_number: int | None
    chapter_title: str | None
    number: str | None
    part: int | None
    heading: str
    title: str
    funding: str | None
    funding_raw: str | None
    description: str | None
    effort: str | None
    responsible_centers: tuple[str, ...]
    committees: tuple[str, ...]
    contributors: tuple[str, ...]
    responsible_center_raw: str | None
    committee_raw: str | None
    contributors_raw: str | None
    name_readings: tuple[NameReading, ...]
    witnesses: tuple[str, ...]
    reviews: tuple[Review, ...]
    place: Position


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    budget_year: int | None
    document_id: str
    item_id: str
    position: int
    kind: str
    label_raw: str | None
    text: str
    plan_text: str | None
    status_text: str | None
    deadline_raw: str | None
    deadline_kind: str | None
    deadline_round: int | None
    deadline_year: int | None
    deadline_date: date | None
    deadline_first_date: date | None
    deadline_precision: str | None
    deadline_rule: str | None
    smiley_raw: str | None
    smiley_encoding: str | None
    smiley_colour: str | None
    status_rule: str | None
    status: str | None
    status_candidates: tuple[str, ...]
    has_economic_effect: bool | None
    witnesses: tuple[str, ...]
    reviews: tuple[Review, ...]
    place: Position
    smiley_place: Region | None


@dataclass(frozen=True, slots=True)
class AmountRow:
    budget_year: int | None
    document_id: str
    item_id: str
    follow_up_position: int | None
    field: str
    start: int
    end: int
    raw: str
    raw_heading: str | None
    low: Decimal
    high: Decimal
    qualifier: str | None
    kind: str
    years: tuple[int, ...]
    recurrence: str
    rule: str
    witnesses: tuple[str, ...]
    reviews: tuple[Review, ...]
    place: Position


@dataclass(frozen=True, slots=True)
class FindingRow:
    budget_year: int | None
    document_id: str
    item_id: str | None
    follow_up_position: int | None
    code: str
    severity: str
    message: str
    evidence: str
    place: Position


@dataclass(frozen=True, slots=True)
class LinkRow:
    budget_year: int | None
    agreement: str
    from_document_id: str
    to_document_id: str
    from_item_id: str
    to_item_id: str
    score: float
    ground: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    budget_year: int | None
    from_document_id: str
    to_document_id: str
    from_item_id: str | None
    to_item_id: str | None
    follow_up_position: int | None
    from_follow_up_position: int | None
    kind: str
    field: str
    old: str | None
    new: str | None
    difference: str | None
    from_locator: str | None
    to_locator: str | None
    from_place: Region | None
    to_place: Region | None


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """All rows read from one input file; more than one document where it holds several reports."""

    documents: tuple[DocumentRow, ...]
    legend: tuple[LegendRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    follow_ups: tuple[FollowUpRow, ...] = ()
    amounts: tuple[AmountRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """A Parquet file of a finished output."""

    path: str  # relative to the output
    table: str
    budget_year: int | None
    rows: int
    size_bytes: int
    sha256: str
