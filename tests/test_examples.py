"""The examples in docstrings."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    str(path.relative_to(ROOT))
    for package in ("extractors", "normalizers", "pipeline")
    for path in (ROOT / package).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", FILES)
def test_examples_are_true(name: str) -> None:
    """They show a reader what holds."""
    module = import_module(".".join(Path(name.removesuffix("/__init__.py")).with_suffix("").parts))
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for docstring in _docstrings(ROOT / name):
        # A runner lets go of what it is given.
        runner.run(parser.get_doctest(docstring, dict(vars(module)), name, name, None))

    found = runner.summarize(verbose=False)
    assert found.attempted
    assert not found.failed


def _docstrings(path: Path) -> Iterator[str]:
    """As the source has them: compiled functions have none."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, holders):
            yield ast.get_docstring(node) or ""
