"""The samples are what their script makes."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from klitsund import make
from klitsund.reports import Amount, Report, open_report, plain, plain_lines

REPORTS = {name: open_report(year, overlay) for name, (year, overlay, _) in make.REPORTS.items()}


def parts(package: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    """What a Word file holds, in order; the compression may differ from machine to machine."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return [
            (entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()
        ]


def texts(report: Report) -> list[tuple[str, list[Amount]]]:
    """Every text of a report with the amounts expected in it."""
    found = []
    for item in report.items:
        fields = {
            "heading": item.heading,
            "description": plain_lines(item.description),
            "effort": plain_lines(item.effort),
        }
        for field, text in fields.items():
            found.append((text, [amount for amount in item.amounts if amount.field == field]))
        found += [(plain_lines(row.lines), list(row.amounts)) for row in item.rows]
    return found


def test_committed_samples_are_what_the_script_makes(subtests: pytest.Subtests) -> None:
    """Made again, every file that does not need LibreOffice has the committed content."""
    for name, made in make.documents():
        committed = (make.ROOT / name).read_bytes()
        with subtests.test(name):
            held = parts if name.endswith(".docx") else bytes
            assert held(made) == held(committed)


@pytest.mark.parametrize("name", REPORTS)
def test_expected_amounts_stand_in_their_texts(name: str) -> None:
    """Every expected amount is found in its text, in the order in which they are listed."""
    for text, amounts in texts(REPORTS[name]):
        position = 0
        for amount in amounts:
            position = text.index(plain(amount.raw), position) + len(plain(amount.raw))
