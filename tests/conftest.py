"""What several tests share: the flag for golden files, and one run over the samples."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from klitsund.documents import documents


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write tests/golden/ anew from what is read now; review what changed.",
    )


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def samples_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The datasets of one run over all samples."""
    # In here, because most tests need no whole pipeline.
    from pipeline.options import Options
    from pipeline.run import run

    output = tmp_path_factory.mktemp("samples") / "output"
    run([str(path) for path in documents()], output, Options())
    return output


@pytest.fixture(scope="session")
def tesseract_there() -> None:
    """Skips where Tesseract is not installed; fails where programs are required."""
    if shutil.which("tesseract") is None:
        leave = pytest.fail if os.environ.get("MILEPAEL_REQUIRE_PROGRAMS") else pytest.skip
        leave("tesseract is not installed")
