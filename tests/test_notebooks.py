"""The notebooks run on what a run over the samples writes."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest

from klitsund.documents import documents

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
PNG = b"\x89PNG"


@pytest.mark.parametrize("name", NAMES)
def test_notebook_is_committed_without_outputs(name: str) -> None:
    """A notebook carries no outputs, so a change of it can be read."""
    notebook = opened(name)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert [cell.outputs for cell in code] == [[]] * len(code)
    assert [cell.execution_count for cell in code] == [None] * len(code)


def test_explore(samples_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tour of the datasets ends with the plot and with a number on its page."""
    monkeypatch.setenv("MILEPAEL_OUTPUT", str(samples_output))
    monkeypatch.setenv("MILEPAEL_SOURCES", str(gathered(tmp_path / "sources")))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = opened("explore.ipynb")
    resources = {"metadata": {"path": str(tmp_path)}}

    nbclient.NotebookClient(notebook, timeout=120, resources=resources).execute()

    assert len(list(pictures(notebook))) == 2
    assert all(picture.startswith(PNG) for picture in pictures(notebook))


@pytest.mark.parametrize(
    ("name", "charts", "tables"),
    [("one_report.ipynb", 0, 4), ("one_promise.ipynb", 2, 3), ("municipalities.ipynb", 2, 3)],
)
def test_a_question_is_answered(
    name: str,
    charts: int,
    tables: int,
    samples_output: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of its cells runs; its charts are there, and none of its tables is empty."""
    monkeypatch.setenv("MILEPAEL_OUTPUT", str(samples_output))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = opened(name)

    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOKS.parent)}}
    ).execute()
    shown = [data for cell in notebook.cells for data in displayed(cell)]
    written = [data["text/html"] for data in shown if "<table" in data.get("text/html", "")]

    assert sum("image/svg+xml" in data for data in shown) == charts
    assert len(written) == tables
    assert all("<td>" in html for html in written)


def displayed(cell: nbformat.NotebookNode) -> list[dict[str, str]]:
    """What a cell shows, by media type."""
    return [output["data"] for output in cell.get("outputs", ()) if "data" in output]


def gathered(folder: Path) -> Path:
    """The samples in one folder, named as the run over single files names them."""
    folder.mkdir()
    for path in documents():
        shutil.copyfile(path, folder / path.name)
    return folder


def opened(name: str) -> nbformat.NotebookNode:
    text = (NOTEBOOKS / name).read_text(encoding="utf-8")
    # nbformat publishes no types for this.
    notebook: nbformat.NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def pictures(notebook: nbformat.NotebookNode) -> list[bytes]:
    """The pictures among the outputs."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    encoded = [output.get("data", {}).get("image/png") for output in outputs]
    return [base64.b64decode(text) for text in encoded if text]
