"""What several tests share: the flag for golden files, and one run over the samples."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from klitsund.documents import documents

if TYPE_CHECKING:
    from chromium import Driver

    from pipeline.report.site import Site

ROOT = Path(__file__).parents[1]
# Modules with tests of seconds each: begun last, one of them would run on while the other
# processors have nothing to do.
LONG = frozenset(
    {
        *("test_batch", "test_cluster", "test_docx_packages", "test_faults", "test_hostile"),
        *("test_memory", "test_mutations", "test_notebooks", "test_pdf_witnesses"),
        *("test_photographs", "test_readme", "test_scan_paper", "test_scans", "test_verify"),
    }
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write tests/golden/ anew from what is read now; review what changed.",
    )


def pytest_configure() -> None:
    """Modules stay compiled, whatever the environment says: hundreds of processes load them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_sessionstart() -> None:
    """Nothing is tested that was compiled of another source than stands here."""
    sums = ROOT / "extractors" / "typed.sums"
    for line in sums.read_text(encoding="utf-8").splitlines() if sums.exists() else ():
        found, path = line.split("  ", 1)
        if sha256((ROOT / path).read_bytes()).hexdigest() != found:
            pytest.exit(
                f"{path} was changed since it was compiled: `make test`, or `make plain`", 4
            )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests come first; the others, and those within a module, stay in order."""
    items.sort(key=lambda item: item.path.stem not in LONG)


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
def driver() -> Iterator[Driver]:
    """A browser, where one is installed."""
    # In here, because most tests need no browser.
    from chromium import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def site(samples_output: Path) -> Site:
    """The samples' report page, not yet written."""
    from pipeline.report.site import open_site

    return open_site(samples_output)


@pytest.fixture(scope="session")
def report_page(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' report page as one file; nobody writes to it."""
    from pipeline.report.written import write_single

    target = tmp_path_factory.mktemp("report") / "report.html"
    write_single(site, target)
    return target


@pytest.fixture(scope="session")
def report_folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' report page as a folder; nobody writes to it."""
    from pipeline.report.written import write_folder

    target = tmp_path_factory.mktemp("report")
    write_folder(site, target)
    return target


@pytest.fixture(scope="session")
def tesseract_there() -> None:
    """Skips where Tesseract is not installed; fails where programs are required."""
    if shutil.which("tesseract") is None:
        leave = pytest.fail if os.environ.get("MILEPAEL_REQUIRE_PROGRAMS") else pytest.skip
        leave("tesseract is not installed")
