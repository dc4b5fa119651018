"""Runs over archives: the same bytes whatever the workers, and only what changed is read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hostile_pdfs import encrypted

from extractors.limits import MEBIBYTE, Limits
from pipeline import dataset, lock
from pipeline.batch import Workers
from pipeline.options import Options
from pipeline.records import DocumentRow
from pipeline.run import Summary, preview, run

REPORT = """# {number}. opfølgning på budget 2024

| 1.0{number} Grønne skoler (drift) | Kort beskrivelse | Tid | Smiley |
|---|---|---|---|
| Milepæl | Plan {number} er lagt | 1. budgetopfølgning 2024 | ☺ |
"""
# Longer to read than the limits below allow, in time and in memory.
SLOW = "Milepæl\t<p>Plan</p>\tmaj\t☺\n" * 40_000
LARGE = "Milepæl\tPlan\tmaj\t☺\n" * 200_000


def archive(folder: Path, numbers: Sequence[int] = range(1, 5)) -> Path:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.md").write_text(REPORT.format(number=number), encoding="utf-8")
    return folder


def content(output: Path) -> dict[str, bytes]:
    """Every file that readers see."""
    files = (path for path in output.rglob("*") if path.is_file())
    seen = (path for path in files if not path.relative_to(output).parts[0].startswith("."))
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(seen)
        if path.parent.name != "runs"
    }


def read(
    folder: Path, output: Path, jobs: int = 0, timeout: float = 60, memory: int = 1024
) -> Summary:
    return run([str(folder)], output, Options(), Workers(jobs, timeout, memory * MEBIBYTE))


def codes(summary: Summary) -> dict[str, str | None]:
    return {row.source: row.error_code or row.outcome for row in summary.documents}


def test_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    """In this process, in one or in three others: every byte of the datasets is the same."""
    folder = archive(tmp_path / "in")

    for jobs in (0, 1, 3):
        read(folder, tmp_path / str(jobs), jobs)

    assert content(tmp_path / "0") == content(tmp_path / "1") == content(tmp_path / "3")
    assert dataset.load(tmp_path / "0", "items").num_rows == 4


def test_a_second_run_reads_only_what_is_new_or_changed(tmp_path: Path) -> None:
    """What is gone is dropped and said; the datasets are those of a run from nothing."""
    folder = archive(tmp_path / "in")
    assert read(folder, tmp_path / "out").read == 4
    archive(folder, [7])
    (folder / "2.md").write_text(REPORT.format(number=5), encoding="utf-8")
    (folder / "3.md").unlink()
    planned = preview([str(folder)], tmp_path / "out", Options())

    second = read(folder, tmp_path / "out")

    expected = {"new": ("7.md",), "changed": ("2.md",), "unchanged": ("1.md", "4.md")}
    assert second.names == planned.names == {**expected, "gone": ("3.md",)}
    assert second.read == planned.unread == 2
    read(folder, tmp_path / "anew")
    assert content(tmp_path / "out") == content(tmp_path / "anew")


def test_an_unchanged_archive_writes_nothing(tmp_path: Path) -> None:
    """Datasets that stand and are whole are left alone."""
    folder, output = archive(tmp_path / "in"), tmp_path / "out"
    first = read(folder, output)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}

    second = read(folder, output)

    assert {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")} == before
    assert (second.documents, second.files) == (first.documents, first.files)


def test_a_renamed_document_is_not_read_again(tmp_path: Path) -> None:
    """Results are kept by content; the rows bear the name of now."""
    folder = archive(tmp_path / "in")
    read(folder, tmp_path / "out")
    (folder / "2024").mkdir()
    (folder / "1.md").rename(folder / "2024" / "første.md")

    second = read(folder, tmp_path / "out")

    assert second.read == 0
    assert {(row.source, row.file_name) for row in second.documents} >= {
        ("2024/første.md", "første.md")
    }


def test_the_same_bytes_twice_are_one_document(tmp_path: Path) -> None:
    """A copy adds a name and nothing else."""
    folder = archive(tmp_path / "in", [1])
    shutil.copy(folder / "1.md", folder / "0 kopi.md")

    (row,) = read(folder, tmp_path / "out").documents

    assert (row.source, row.sources) == ("0 kopi.md", ("0 kopi.md", "1.md"))


@pytest.mark.parametrize("damage", ["results", "state", "datasets", "one too many", "all"])
def test_damage_is_mended(tmp_path: Path, damage: str) -> None:
    """Whatever was spoilt in the output, the next run ends in the same bytes."""
    folder, output = archive(tmp_path / "in"), tmp_path / "out"
    read(folder, output)
    expected = content(output)
    parquet = sorted(output.rglob("*.parquet"))
    if damage in {"results", "all"}:
        for path in output.glob(".cache/??/*"):
            path.write_bytes(path.read_bytes()[:-9])
        parquet[0].unlink()
    if damage in {"state", "all"}:
        (output / ".cache" / "state.json").write_text("{")
    if damage in {"datasets", "all"}:
        parquet[-1].write_bytes(b"PAR1")
    if damage == "one too many":
        shutil.copy(parquet[0], parquet[0].with_name("old.parquet"))

    read(folder, output)

    assert content(output) == expected


def test_a_document_that_hangs_costs_only_itself(tmp_path: Path) -> None:
    """The time limit ends one reading; the others are read, and so is all with more time."""
    folder = archive(tmp_path / "in", [1, 2])
    (folder / "slow.txt").write_text(SLOW, encoding="utf-8")

    found = read(folder, tmp_path / "out", jobs=1, timeout=2)

    assert codes(found) == {"1.md": "ok", "2.md": "ok", "slow.txt": "timeout"}
    again = read(folder, tmp_path / "out", jobs=1, timeout=2)
    assert (again.read, codes(again)) == (0, codes(found))
    assert preview([str(folder)], tmp_path / "out", Options(), Workers(1, 3)).unread == 1


def test_a_document_too_large_for_memory_costs_only_itself(tmp_path: Path) -> None:
    """The memory limit is kept, and named as the reason."""
    folder = archive(tmp_path / "in", [1])
    (folder / "large.txt").write_text(LARGE, encoding="utf-8")

    found = read(folder, tmp_path / "out", jobs=1, memory=256)

    assert codes(found) == {"1.md": "ok", "large.txt": "out-of-memory"}


def test_what_cannot_be_opened_is_a_row(tmp_path: Path) -> None:
    """Every input has its row, links too; the same one every time."""
    folder = archive(tmp_path / "in", [1])
    (folder / "link.pdf").symlink_to(folder / "1.md")
    (folder / "tom.pdf").touch()

    found = read(folder, tmp_path / "out")

    assert codes(found) == {"1.md": "ok", "link.pdf": "unreadable", "tom.pdf": "not-a-document"}
    assert read(folder, tmp_path / "anew").documents == found.documents


def test_an_empty_archive_has_datasets(tmp_path: Path) -> None:
    """Nothing to read is no error: every table is there, without rows."""
    (tmp_path / "in").mkdir()

    assert read(tmp_path / "in", tmp_path / "out", jobs=2).documents == ()
    assert dataset.load(tmp_path / "out", "items").num_rows == 0


def test_two_runs_on_one_output(tmp_path: Path) -> None:
    """The second run is refused at once, by a clear word."""
    folder, output = archive(tmp_path / "in", [1]), tmp_path / "out"

    with lock.locked(output), pytest.raises(lock.OutputInUseError, match="another run"):
        read(folder, output)

    assert read(folder, output).read == 1


def test_every_run_leaves_a_record(tmp_path: Path) -> None:
    """Records are numbered, and hold what was asked and what came of it, but no password."""
    folder, output = archive(tmp_path / "in", [1]), tmp_path / "out"
    read(folder, output)
    (folder / "1.md").unlink()
    archive(folder, [2])
    read(folder, output)

    names = sorted(path.name for path in (output / "runs").iterdir())
    last = json.loads((output / "runs" / names[-1]).read_text(encoding="utf-8"))

    assert names == ["000001.json", "000002.json"]
    assert (last["new"], last["gone"], last["read"]) == (["2.md"], ["1.md"], 1)
    assert last["inputs"] == [str(folder)]


def test_followers_hear_of_every_document(tmp_path: Path) -> None:
    """Whoever follows a run knows how many there are, and each when it is read."""

    class Ear:
        def __init__(self) -> None:
            self.heard: list[object] = []

        def start(self, total: int) -> None:
            self.heard.append(total)

        def read(self, rows: Sequence[DocumentRow]) -> None:
            self.heard.extend(row.source for row in rows)

        def stop(self) -> None:
            self.heard.append("stop")

    ear = Ear()

    run([str(archive(tmp_path / "in", [1]))], tmp_path / "out", Options(), follower=ear)

    assert ear.heard == [1, "1.md", "stop"]


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    """A file larger than any document is too large, and keeps its own size and identity."""
    folder = archive(tmp_path / "in", [1])
    with (folder / "huge.pdf").open("wb") as opened:
        opened.truncate(3 * MEBIBYTE)
    options = Options(limits=Limits(file_bytes=2 * MEBIBYTE))

    found = run([str(folder)], tmp_path / "out", options)

    assert codes(found) == {"1.md": "ok", "huge.pdf": "too-large"}
    assert {row.size_bytes for row in found.failed} == {3 * MEBIBYTE}
    digest = hashlib.sha256(bytes(3 * MEBIBYTE)).hexdigest()
    assert {row.document_id for row in found.failed} == {digest}


def test_two_versions_of_a_report_are_kept_and_name_each_other(tmp_path: Path) -> None:
    """The same title and round in other bytes: both stand in the output, with a finding each."""
    folder = archive(tmp_path / "in")
    corrected = REPORT.format(number=2).replace("☺", "☹")
    (folder / "2 rettet.md").write_text(corrected, encoding="utf-8")

    found = read(folder, tmp_path / "out")

    rows = {row.source: row for row in found.documents}
    findings = dataset.load(tmp_path / "out", "findings").to_pylist()
    named = {
        (row["document_id"], row["evidence"])
        for row in findings
        if row["code"] == "another-version"
    }
    one, other = rows["2.md"], rows["2 rettet.md"]
    assert named == {
        (one.document_id, f"2 rettet.md ({other.document_id})"),
        (other.document_id, f"2.md ({one.document_id})"),
    }
    counted = Counter(row["document_id"] for row in findings)
    assert {row.document_id: row.finding_count for row in found.documents} == {
        row.document_id: counted[row.document_id] for row in found.documents
    }


def test_no_clock_decides_anything(tmp_path: Path) -> None:
    """Files from the future or the beginning of time change no byte and no order of records."""
    folder, output = archive(tmp_path / "in"), tmp_path / "out"
    read(folder, output)
    expected = content(output)
    for number, path in enumerate(sorted(tmp_path.rglob("*"))):
        moment = (0, 4_000_000_000)[number % 2]
        os.utime(path, (moment, moment))

    second = read(folder, output)

    assert (second.read, content(output)) == (0, expected)
    assert [path.name for path in sorted((output / "runs").iterdir())][-1] == "000002.json"


@pytest.mark.parametrize("password", ["forkert", None], ids=["wrong", "none"])
def test_what_a_password_opened_stands_without_it(tmp_path: Path, password: str | None) -> None:
    """The bytes are the same, and so is what was read of them; others are read as ever."""
    folder = archive(tmp_path / "in", [1])
    (folder / "locked.pdf").write_bytes(encrypted("hemmelig"))
    right, other = (Options(limits=Limits(password=one)) for one in ("hemmelig", password))
    first = run([str(folder)], tmp_path / "out", right)
    before = content(tmp_path / "out")

    second = run([str(folder)], tmp_path / "out", other)

    assert (first.read, second.read) == (2, 0)
    assert codes(second) == codes(first) == {"1.md": "ok", "locked.pdf": "no_follow_up_tables"}
    assert content(tmp_path / "out") == before


def test_what_no_password_opened_is_tried_with_another(tmp_path: Path) -> None:
    """But not again with the same."""
    folder = archive(tmp_path / "in", [1])
    (folder / "locked.pdf").write_bytes(encrypted("hemmelig"))
    wrong, right = (Options(limits=Limits(password=one)) for one in (None, "hemmelig"))

    found = [run([str(folder)], tmp_path / "out", one) for one in (wrong, wrong, right)]

    assert [summary.read for summary in found] == [2, 0, 1]
    assert [codes(summary)["locked.pdf"] for summary in found] == [
        *["encrypted"] * 2,
        "no_follow_up_tables",
    ]
