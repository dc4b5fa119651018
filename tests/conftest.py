"""What several tests share: the flag for golden files, and one run over the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from samples.documents import documents


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
    from pipeline.options import Options  # noqa: PLC0415 - most tests need no whole pipeline
    from pipeline.run import run  # noqa: PLC0415

    output = tmp_path_factory.mktemp("samples") / "output"
    run([str(path) for path in documents()], output, Options())
    return output
