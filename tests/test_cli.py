"""What the command line says to those who ask: next steps, help with examples, completion."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipeline import schema
from pipeline.cli import COMMANDS, milepael
from pipeline.cli.remedies import REMEDIES

ROOT = Path(__file__).parents[1]
PROGRAM = "from pipeline.cli import main\nmain()"


def helped(command: str) -> str:
    """The help of a command, as on a wide terminal."""
    asked = [*command.split(), "--help"]
    return CliRunner().invoke(milepael, asked, terminal_width=200).output


def test_without_a_command_it_says_what_to_do(
    samples_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what stands in the folder: nothing, reports, an output."""
    told = []
    for folder in (tmp_path, ROOT / "samples", samples_output.parent):
        monkeypatch.chdir(folder)
        ended = CliRunner().invoke(milepael, [])
        assert ended.exit_code == 0
        told.append(ended.output)

    assert "milepael run REPORT.pdf -o output" in told[0]
    assert "milepael run . -o output" in told[1]
    assert "milepael export output --xlsx output.xlsx" in told[2]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_has_examples_that_can_be_typed(name: str) -> None:
    """Each names a command, and options that it has."""
    lines = helped(name).partition("Examples:")[2].splitlines()
    examples = [line.strip() for line in lines if line.strip().startswith("milepael ")]

    assert examples
    assert "\\b" not in helped(name)
    for example in examples:
        words = shlex.split(example.partition(" > ")[0])[1:]
        command = milepael.get_command(click.Context(milepael), words[0])
        assert command is not None, example
        command.make_parser(click.Context(command)).parse_args(words[1:])
        options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert {word for word in words if word.startswith("-")} <= options, example


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    """A sentence for each, and a first sentence for the command."""
    command = milepael.get_command(click.Context(milepael), name)

    assert command is not None
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.help.endswith("."), option.name


@pytest.mark.parametrize(
    ("words", "expected"), [("milepael ex", "export"), ("milepael export --sq", "--sqlite")]
)
def test_bash_completes(words: str, expected: str, tmp_path: Path) -> None:
    """Commands and options, by the script that `milepael --help` names."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    program = tmp_path / "milepael"
    program.write_text(f"#!{sys.executable}\n{PROGRAM}\n")
    program.chmod(0o755)
    script = f"""
        eval "$(_MILEPAEL_COMPLETE=bash_source milepael)"
        COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
        $(complete -p milepael | sed 's/.*-F \\([^ ]*\\).*/\\1/') milepael
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path}

    told = subprocess.run(
        [bash, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=environment,
    )

    assert told.stdout.split() == [expected]
    assert "_MILEPAEL_COMPLETE=bash_source" in helped("")


def test_every_error_says_what_to_do(tmp_path: Path) -> None:
    """For every code of the schema there is a remedy, and a row in the documentation."""
    (codes,) = (column.values for column in schema.table("documents").columns
                if column.name == "error_code")  # fmt: skip
    told = (ROOT / "docs/error-codes.md").read_text(encoding="utf-8")
    empty = tmp_path / "tom.pdf"
    empty.write_bytes(b"")
    run = CliRunner().invoke(milepael, ["run", str(empty), "-o", str(tmp_path / "output")])
    shown = CliRunner().invoke(milepael, ["inspect", str(empty)])
    nothing = CliRunner().invoke(milepael, ["changes", str(tmp_path)])

    assert [code for code in codes if code not in REMEDIES] == []
    assert [code for code in codes if f"| `{code}` |" not in told] == []
    assert "[fetch the file again]" in run.output
    assert "[fetch the file again]" in shown.output
    assert "milepael run REPORT.pdf -o" in nothing.output


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    """It is no error: an archive may be filled later."""
    folder = tmp_path / "tom"
    folder.mkdir()

    run = CliRunner().invoke(milepael, ["run", str(folder), "-o", str(tmp_path / "output")])

    assert run.exit_code == 0
    assert f"milepael: no document was found in {folder}\n" in run.stderr


def test_what_was_seen_is_not_wrapped_in_a_pipe(tmp_path: Path) -> None:
    """A row of a table is found in one line; a width that is asked for is kept."""
    text = "Havnen ryddes for gamle både, og molen sikres mod storm."
    report = tmp_path / "opfølgning.md"
    report.write_text(f"| {text} | {text} |\n|---|---|\n| a | b |\n", encoding="utf-8")

    shown, narrow = (
        CliRunner().invoke(milepael, ["inspect", str(report)], env={"COLUMNS": columns}).output
        for columns in (None, "60")
    )

    assert any(line.count(text) == 2 for line in shown.splitlines())
    assert max(map(len, narrow.splitlines())) <= 60
