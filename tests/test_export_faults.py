"""Exports: a full disk, a damaged output, and what the command says of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from exported import NAMES, contents

from pipeline.cli import milepael
from pipeline.export import FORMS, export
from pipeline.export.errors import Changed, Damaged, NoOutput
from pipeline.export.output import opened, same

MAIN = "from pipeline.cli import main; main()"


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_the_old_file(form: str, samples_output: Path, tmp_path: Path) -> None:
    """What stood before stands, and nothing is left beside it."""
    target = tmp_path / "deep" / NAMES[form]
    export(samples_output, {form: target})
    before = contents(target)
    command = [sys.executable, "-c", MAIN, "export", str(samples_output), f"--{form}"]

    # The system refuses to let any file grow beyond 16 kB.
    ended = subprocess.run(
        ["bash", "-c", 'ulimit -f 16; exec "$@"', "-", *command, str(target)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )

    assert ended.returncode == 1
    assert "what stood before still stands" in ended.stderr
    assert contents(target) == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_damaged_output_is_told(samples_output: Path, tmp_path: Path) -> None:
    """With the file and what to do; a table that a run took away in between, too."""
    lost = tmp_path / "lost"
    shutil.copytree(samples_output, lost)
    found = opened(lost)
    path = next(lost.glob("follow_ups/*/*.parquet"))
    path.write_bytes(b"PAR1")
    with pytest.raises(Damaged, match="run milepael again"):
        export(lost, {"json": tmp_path / "a.json"})
    path.unlink()
    with pytest.raises(Changed, match="export it again"):
        export(lost, {"json": tmp_path / "a.json"})
    (lost / "manifest.json").write_text("{}")
    with pytest.raises(Changed, match="export it again"):
        same(found)

    assert not (tmp_path / "a.json").exists()


def test_the_command_says_what_to_do(samples_output: Path, tmp_path: Path) -> None:
    """Without a form, without an output, with a folder for a file."""
    invoke = CliRunner().invoke
    nothing = invoke(milepael, ["export", str(samples_output)])
    nowhere = invoke(
        milepael, ["export", str(tmp_path / "none"), "--json", str(tmp_path / "a.json")]
    )
    fine = invoke(milepael, ["export", str(samples_output), "--json", str(tmp_path / "a.json")])
    (tmp_path / "in-the-way").write_text("a file")
    blocked = invoke(
        milepael, ["export", str(samples_output), "--json", str(tmp_path / "in-the-way" / "a.json")]
    )

    assert (nothing.exit_code, nowhere.exit_code, fine.exit_code, blocked.exit_code) == (2, 1, 0, 1)
    assert "--xlsx" in nothing.output
    assert "milepael run REPORT.pdf -o" in nowhere.output
    assert "written to" in fine.output
    assert "what stood before still stands" in blocked.output


def test_no_output_is_named(tmp_path: Path) -> None:
    """The message names the folder and the command."""
    with pytest.raises(NoOutput, match="no finished output stands here"):
        export(tmp_path, {"json": tmp_path / "a.json"})
