"""How much of what an auditor would find is found, and how much of what is told is right.

Run as `python benchmarks/findings.py FILE.json ...`; without files, those in `tests/cases/audits`.
A file lists budget items with what is wrong in them (see there). They are set as one report, as a
Word file and as a PDF, and read as any other. Found is what has a warning or error of its kind in
its item; wrong is every other warning or error of an item.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# This folder is left out of the path: its docx.py is not python-docx.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from audits import AUDITS, measured  # noqa: E402 - behind the path
from report_rounds import WRITERS  # noqa: E402


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(AUDITS.glob("*.json"))
    for path in paths:
        audits = json.loads(path.read_text(encoding="utf-8"))
        for suffix in WRITERS:
            outcome = measured(audits, suffix)
            planted, found = outcome.expected.total(), outcome.found.total()
            share = found / max(1, planted)
            print(f"{path.name} as {suffix}: {found} of {planted} found ({share:.1%}),")
            print(f"  {outcome.wrong} of {outcome.told} told are wrong")
            for kind, count in sorted(outcome.expected.items()):
                print(f"    {kind:30}{outcome.found[kind]:4} of {count}")
            for line in (*outcome.missed, *outcome.false) if suffix == "docx" else ():
                print(f"    {line}")


if __name__ == "__main__":
    main()
