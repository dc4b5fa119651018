"""What is kept between calls: word lists are parsed once, and each caller gets the same."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options

ROOT = Path(__file__).parents[1]
PACKAGES = ("pipeline", "extractors", "normalizers")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in {".pdf", ".docx"})
COUNTING = """
import tomllib
from pipeline import schema
parsed, loads = [], tomllib.loads
tomllib.loads = lambda text: parsed.append(text) or loads(text)
schema.version(), schema.tables()
print(len(parsed))
"""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_word_lists_are_parsed_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second reading of a document parses none of the package's files again."""
    source = Source(path.name, (path.name,))
    read_document(path.read_bytes(), source, Options())
    parsed: list[str] = []
    monkeypatch.setattr(tomllib, "loads", parsed.append)

    read_document(path.read_bytes(), source, Options())

    assert not parsed


def test_the_schema_is_parsed_once() -> None:
    """However many tables there are."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTING], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert done.stdout.split() == ["1"]


def _cached(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions of a module whose results are kept."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            decorators = " ".join(map(ast.unparse, node.decorator_list))
            if "cache" in decorators:
                yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_generator_is_kept(path: Path) -> None:
    """Its first caller would use it up."""
    for function in _cached(ast.parse(path.read_text(encoding="utf-8"))):
        assert not any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))
