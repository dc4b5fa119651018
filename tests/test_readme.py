"""What the README tells people to type works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import datapackage
from pipeline.cli import COMMANDS, milepael

PAGE = Path(__file__).parents[1] / "README.md"
README = PAGE.read_text(encoding="utf-8")
COMMAND = ".venv/bin/milepael run samples -o output"
FOUND = re.compile(r"(?<=what it\nfound:\n\n)```\n(.*?)```", re.DOTALL)
SNIPPETS = [
    snippet
    for page in (PAGE, *sorted((PAGE.parent / "docs").glob("*.md")))
    for snippet in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=range(len(SNIPPETS)))
def test_a_snippet_runs_on_an_output(
    snippet: str,
    samples_output: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As printed, in the folder that `output` stands in."""
    monkeypatch.chdir(samples_output.parent)

    exec(snippet, {})

    assert "duckdb" not in snippet or capsys.readouterr().out


def test_the_output_shown_is_the_real_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    """What the one command prints, to the last digit; `--update-golden` writes it anew."""
    samples = str(PAGE.parent / "samples")
    monkeypatch.chdir(tmp_path)
    words = [samples if word == "samples" else word for word in COMMAND.split()[1:]]
    ended = CliRunner().invoke(milepael, words)
    told = ended.stdout.strip("\n") + "\n"
    if update_golden:
        PAGE.write_text(FOUND.sub(lambda _: f"```\n{told}```", README), encoding="utf-8")

    assert COMMAND in README
    assert FOUND.findall(PAGE.read_text(encoding="utf-8")) == [told]


def test_the_schema_is_printed_for_people_and_for_programs() -> None:
    """As tables, or as a data package."""
    told = CliRunner().invoke(milepael, ["schema"])
    packaged = CliRunner().invoke(milepael, ["schema", "--json"])

    assert told.output == datapackage.markdown()
    assert '"resources"' in packaged.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """`--help` names it, and the README does too."""
    help_text = CliRunner().invoke(milepael, [command, "--help"]).output

    assert help_text.startswith(f"Usage: milepael {command}")
    assert command in README


@pytest.mark.parametrize(
    "name", ["klitsund-2024-2.docx", "klitsund-2024-3.pdf", "klitsund-2025-1.pdf"]
)
def test_inspect_shows_what_was_seen(name: str) -> None:
    """Tables, marks, legend and the layout chosen."""
    sample = Path(__file__).parents[1] / "samples" / name

    shown = CliRunner().invoke(milepael, ["inspect", str(sample)]).output

    for part in ("table[1]", "mark ", "legend effort", "layout item_tables"):
        assert part in shown
