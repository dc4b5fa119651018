"""How much of what an auditor would find is found, and how much of what is told is right.

Run as `python benchmarks/findings.py FILE.json ...`; without files, those in `tests/cases/audits`.
A file lists budget items with what is wrong in them (see there). They are set as one report, as a
Word file and as a PDF, and read as any other. Found is what has a warning or error of its kind in
its item; wrong is every other warning or error of an item.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
# This folder is left out of the path: its docx.py is not python-docx.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from report_rounds import WRITERS  # noqa: E402 - behind the path

from klitsund.reports import Item, Line, Report, Row, open_report  # noqa: E402
from pipeline.assemble.reports import Source, read_document  # noqa: E402
from pipeline.options import Options  # noqa: E402

AUDITS = ROOT / "tests/cases/audits"
# What an auditor calls it, and the codes that say so.
KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(codes.split())
    for kind, codes in {
        "due-without-status": "due-without-status",
        "status-without-text": "status-without-text",
        "amount-without-status": "amount-without-status",
        "delayed-but-met": "delayed-but-met",
        "finished-but-not-met": "finished-but-not-met",
        "rounds-contradict": "rounds-contradict",
        "amounts-differ": "amounts-differ thousandfold-amount",
        "no-effect-beside-allocation": "no-effect-beside-allocation",
        "sum-or-part": "sum-differs parts-exceed-whole",
        "target-falls": "target-falls",
        "dates-contradict": "dates-differ dates-reversed date-after-deadline",
        "unexplained-economy": "unexplained-economy",
        "thousandfold": "thousandfold-amount amounts-differ",
    }.items()
}


class Outcome(NamedTuple):
    """Counts of one file in one format, and what went wrong, in words."""

    expected: Counter[str]
    found: Counter[str]
    told: int
    wrong: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(AUDITS.glob("*.json"))
    for path in paths:
        audits = json.loads(path.read_text(encoding="utf-8"))
        for suffix in WRITERS:
            outcome = measured(audits, suffix)
            planted, found = outcome.expected.total(), outcome.found.total()
            print(f"{path.name} as {suffix}: {found} of {planted} found ({found / planted:.1%}),")
            print(f"  {outcome.wrong} of {outcome.told} told are wrong")
            for kind, count in sorted(outcome.expected.items()):
                print(f"    {kind:30}{outcome.found[kind]:4} of {count}")
            for line in (*outcome.missed, *outcome.false) if suffix == "docx" else ():
                print(f"    {line}")


def measured(audits: Sequence[Mapping[str, Any]], suffix: str) -> Outcome:
    data = WRITERS[suffix](report(audits))
    rows = read_document(data, Source(f"audit.{suffix}", ("audit",)), Options())
    assert [row.title for row in rows.items] == [one["title"] for one in audits]
    told: dict[str, list[tuple[str, str]]] = {}
    for finding in rows.findings:
        if finding.severity != "info" and finding.item_id is not None:
            told.setdefault(finding.item_id, []).append((finding.code, finding.evidence))
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed, false = [], []
    for row, audit in zip(rows.items, audits, strict=True):
        own = told.get(row.item_id, [])
        meant = {code for one in audit["expected"] for code in KINDS[one["kind"]]}
        for one in audit["expected"]:
            expected[one["kind"]] += 1
            if any(code in KINDS[one["kind"]] for code, _ in own):
                found[one["kind"]] += 1
            else:
                missed.append(f"missed {one['kind']} in {audit['id']}")
        false += [
            f"wrong {code} in {audit['id']}: {evidence}"
            for code, evidence in own
            if code not in meant
        ]
    total = sum(len(own) for own in told.values())
    return Outcome(expected, found, total, len(false), tuple(missed), tuple(false))


def report(audits: Sequence[Mapping[str, Any]]) -> Report:
    """The items as one report of the invented municipality."""
    plain = open_report("2024")
    return replace(plain, items=tuple(_items(audits, plain.items[0])))


def _items(audits: Sequence[Mapping[str, Any]], pattern: Item) -> Iterator[Item]:
    for number, audit in enumerate(audits, start=1):
        yield replace(
            pattern,
            number=f"1.{number:02d}",
            title=audit["title"],
            part=None,
            part_suffix=None,
            description=_lines(audit["description"]),
            effort=_lines(audit["effort"]),
            controls=(),
            amounts=(),
            rows=tuple(_row(row, pattern.rows[0]) for row in audit["rows"]),
        )


def _row(told: Mapping[str, Any], pattern: Row) -> Row:
    return replace(
        pattern,
        kind=told["kind"],
        plan=_lines(told["text"]),
        comment=(),
        deadline=told["deadline"] or "",
        status=told["status"],
        amounts=(),
        revision=None,
    )


def _lines(text: str | None) -> tuple[Line, ...]:
    return tuple(Line(line) for line in (text or "").split("\n") if line.strip())


if __name__ == "__main__":
    main()
