"""One record per run in OUTPUT/runs: what was asked, what was found, what came of it."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch import Workers
from pipeline.cache import configuration, libraries, software
from pipeline.options import Options, software_version

if TYPE_CHECKING:
    from pipeline.run import Summary

FOLDER = "runs"
_ASKED = tuple[Sequence[str], Options, Workers]


def write_record(output: Path, started: datetime, asked: _ASKED, summary: Summary) -> Path:
    """Write the record under the next number: numbers grow, whatever the clock does."""
    folder = output / FOLDER
    folder.mkdir(exist_ok=True)
    numbers = (int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal())
    path = folder / f"{max(numbers, default=0) + 1:06}.json"
    written = path.with_suffix(".new")
    text = json.dumps(_values(started, asked, summary), ensure_ascii=False, indent=1)
    written.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    written.replace(path)
    return path


def _values(started: datetime, asked: _ASKED, summary: Summary) -> dict[str, object]:
    inputs, options, workers = asked
    names = dict(summary.names)
    return {
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "software_version": software_version(),
        "configuration": configuration(options),
        "software": software(),
        "python": platform.python_version(),
        "libraries": libraries(),
        "inputs": list(inputs),
        "options": _open(options),
        "workers": asdict(workers),
        "documents": len(summary.documents),
        "read": summary.read,
        "unchanged": len(names.pop("unchanged", ())),
        **{kind: list(found) for kind, found in names.items()},
        "failed": {row.source: row.error_code for row in summary.failed},
        "left_out": {one.name: one.reason for one in summary.left_out},
        "sources": {row.source: row.document_id.partition("-")[0] for row in summary.documents},
        "corrections": summary.corrections,
        "files": {file.path: file.sha256 for file in summary.files},
    }


def _open(options: Options) -> dict[str, object]:
    """The options without what is nobody's business."""
    values = asdict(options)
    if values["limits"]["password"] is not None:
        values["limits"] |= {"password": "(given)"}
    return values
