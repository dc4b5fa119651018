"""Modules of typed Python that are compiled at installation: the same results as their source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest

from extractors.formats.pdf import read
from extractors.limits import Limits
from klitsund.documents import documents

ROOT = Path(__file__).parents[1]
SUMS = ROOT / "extractors" / "typed.sums"
CORPUS = sorted((ROOT.parent / "shared" / "corpus").glob("*.pdf"))
PDFS = [*(path for path in documents() if path.suffix == ".pdf"), *CORPUS]

# The document and all that is in it, down to whole numbers where others are.
_TOLD = """
import sys
from hashlib import sha256
from pathlib import Path
from extractors.formats.pdf import read
from extractors.limits import Limits
for path in sys.argv[1:]:
    print(sha256(repr(read(Path(path).read_bytes(), Limits())).encode()).hexdigest())
"""


@pytest.fixture
def compiled() -> list[tuple[str, Path]]:
    """What was compiled and what its source was; fails where programs are required."""
    lines = SUMS.read_text(encoding="utf-8").splitlines() if SUMS.exists() else []
    if not lines:
        leave = pytest.fail if os.environ.get("MILEPAEL_REQUIRE_PROGRAMS") else pytest.skip
        leave("nothing typed was compiled when this was installed")
    pairs = [line.split("  ", 1) for line in lines]
    return [(found, Path(path)) for found, path in pairs]


def test_what_is_compiled_is_what_runs(compiled: list[tuple[str, Path]]) -> None:
    for _, path in compiled:
        module = import_module(".".join(path.with_suffix("").parts))

        assert module.__file__ is not None
        assert Path(module.__file__).suffix != ".py"


@pytest.mark.usefixtures("compiled")
def test_source_and_compiled_read_alike(tmp_path: Path) -> None:
    """Without a compiler nothing but the time is other."""
    for package in ("extractors", "normalizers"):
        ignored = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    plain = subprocess.run(
        [sys.executable, "-c", _TOLD, *map(str, PDFS)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    for path, told in zip(PDFS, plain.stdout.splitlines(), strict=True):
        document = repr(read(path.read_bytes(), Limits()))
        assert sha256(document.encode()).hexdigest() == told, path.name
