"""Who may import whom: the house's directions, held by walking the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("pipeline", "extractors", "normalizers")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

# What each package may import of ours.
ALLOWED = {
    "pipeline": {"pipeline", "extractors", "normalizers"},
    "extractors": {"extractors"},
    "normalizers": {"normalizers"},
}
# Third parties that stay at the edge: module -> where it may be imported (path prefixes).
EDGES = {
    "pypdfium2": ("extractors/formats/pdf", "pipeline/report"),
    "pdfplumber": ("extractors/formats/pdf",),
    "pdfminer": ("extractors/formats/pdf",),
    "docx": ("extractors/formats/docx",),
    "lxml": ("extractors/formats/",),
    "rapidfuzz": ("normalizers/organisations", "normalizers/labels", "pipeline/changes"),
    "xlsxwriter": ("pipeline/export",),
    "duckdb": ("pipeline/export",),
    "altair": ("pipeline/views",),
    "cv2": ("extractors/formats/scans",),
    "click": ("pipeline/cli",),
    "rich": ("pipeline/cli", "pipeline/inspection", "pipeline/progress"),
}


class Seen(NamedTuple):
    """What a module imports, and which functions it calls by a bare name."""

    imports: tuple[str, ...]
    calls: frozenset[str]


@cache
def seen(path: Path) -> Seen:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    calls = (node.func for node in nodes if isinstance(node, ast.Call))
    return Seen(
        tuple(_imported(nodes, path)),
        frozenset(called.id for called in calls if isinstance(called, ast.Name)),
    )


def _imported(nodes: Iterable[ast.AST], path: Path) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_package_may(path: Path) -> None:
    """Extractors and normalizers know neither each other nor the pipeline."""
    package = path.relative_to(ROOT).parts[0]

    ours = {name.partition(".")[0] for name in seen(path).imports} & set(PACKAGES)

    assert ours <= ALLOWED[package]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_third_parties_stay_at_the_edge(path: Path) -> None:
    """A library for one format is imported nowhere else."""
    relative = path.relative_to(ROOT).as_posix()

    for name in seen(path).imports:
        places = EDGES.get(name.partition(".")[0])
        assert places is None or relative.startswith(places), f"{relative} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_command_line_prints(path: Path) -> None:
    """Everyone else returns, raises or adds a finding."""
    if path.name == "cli.py":
        return

    assert not seen(path).calls & {"print", "exit"}
