"""Makes the sample documents and their expected values: `make samples`.

LibreOffice (`soffice`) prints two of the PDFs; where it is not installed, or with
`--without-office`, those two stay as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from klitsund import gold, press, word
from klitsund.layouts import reports as layouts
from klitsund.layouts import writers
from klitsund.reports import Report, open_report

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"

# file name -> year, later round laid over it, how the Word file is set
REPORTS = {
    "klitsund-2024-2": ("2024", None, word.Style(faces="wingdings", font="Arial")),
    "klitsund-2024-3": (
        "2024",
        "third-round",
        word.Style(
            faces="pictures",
            font="Times New Roman",
            size=10,
            repeat_header=True,
            chapter_style=None,
            tracked=True,
        ),
    ),
    "klitsund-2025-1": (
        "2025",
        None,
        word.Style(faces="unicode", font="Arial", size=10, hyphen_element=True),
    ),
}
BY_OFFICE = ("klitsund-2024-2", "klitsund-2024-3")
BY_PRESS = ("klitsund-2025-1",)

# What LibreOffice writes anew each time; every replacement is as long as what it replaces.
_VOLATILE = (
    (re.compile(rb"(?<=/CreationDate\(D:)\d{14}"), b"20250101120000"),
    (re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}"), b"0" * 32),
    (
        re.compile(rb"<[0-9A-F]{32}>(?=\s*(?:<[0-9A-F]{32}>\s*)?\]\s*/DocChecksum)"),
        b"<" + b"0" * 32 + b">",
    ),
)


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file that does not need LibreOffice."""
    for name, sheet in layouts.sheets().items():
        yield f"samples/layouts/{name}.docx", writers.write_docx(sheet)
        yield f"samples/layouts/{name}.pdf", writers.write_pdf(sheet)
        yield f"tests/golden/{name}.json", _lines([asdict(one) for one in sheet.expected])
    for name, (year, overlay, style) in REPORTS.items():
        report = open_report(year, overlay)
        yield f"samples/{name}.docx", word.write(report, style)
        if name in BY_PRESS:
            yield f"samples/{name}.pdf", press.write(report)
        yield f"tests/klitsund/expected/{name}.json", _json(report)


def printed(office: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every PDF that LibreOffice prints."""
    for name in BY_OFFICE:
        year, overlay, style = REPORTS[name]
        # It prints tracked changes as such, so it gets the file with all of them accepted.
        source = word.write(open_report(year, overlay), replace(style, tracked=False))
        yield f"samples/{name}.pdf", _print(office, source)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-office", action="store_true")
    arguments = parser.parse_args()
    for name, content in documents():
        _write(name, content)
    office = shutil.which("soffice")
    if office is None or arguments.without_office:
        print("The PDFs by LibreOffice stay as they are.", file=sys.stderr)
        return
    for name, content in printed(office):
        _write(name, content)


def _write(name: str, content: bytes) -> None:
    path = ROOT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{name}  {len(content):,} bytes")


def _json(report: Report) -> bytes:
    return _lines(gold.expected(report))


def _lines(content: object) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _print(office: str, source: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        path.write_bytes(source)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        environment = os.environ | {"TZ": "UTC"}
        subprocess.run(
            [*command, str(path)], check=True, capture_output=True, timeout=120, env=environment
        )
        return _fixed(path.with_suffix(".pdf").read_bytes())


def _fixed(content: bytes) -> bytes:
    for pattern, replacement in _VOLATILE:
        content = pattern.sub(replacement, content)
    return content


if __name__ == "__main__":
    main()
