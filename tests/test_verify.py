"""Every value read again: who agrees is a column, who does not is a finding."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline import dataset, results, second
from pipeline.assemble.reports import Source, read_document
from pipeline.batch import Workers
from pipeline.cache import FOLDER, Cache
from pipeline.cli import milepael
from pipeline.corrections import entries, making
from pipeline.options import Options
from pipeline.plan import plan
from pipeline.records import DocumentRows
from pipeline.run import run
from pipeline.sources import find_sources
from pipeline.verify import NothingToVerify, Verification, verify
from pipeline.witnesses import TABLES

SAMPLES = Path(__file__).parents[1] / "samples"
PDF = "layouts/strandby-register.pdf"
DOCX = "layouts/strandby-register.docx"
# The typesetter's hyphens that pdfminer hands over as printed ones.
KNOWN = {"kompetence-udviklingsforløb", "helårs-boliger"}


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dataset.load(output, table).to_pylist()
    return found


def called(output: Path, *options: str) -> Result:
    return CliRunner().invoke(milepael, ["verify", str(output), "--jobs", "1", *options])


def codes(output: Path) -> list[str]:
    return [row["code"] for row in rows(output, "findings") if row["code"].endswith("-differ")]


def read(folder: Path, *names: str) -> Path:
    """The output of a run over copies of some samples."""
    source = folder / "source"
    source.mkdir()
    for name in names:
        shutil.copy(SAMPLES / name, source)
    run([str(source)], folder / "output", Options())
    return folder / "output"


def told_otherwise(output: Path, change: Callable[[DocumentRows], DocumentRows]) -> Verification:
    """What a check finds where the other engine reads something else."""
    options = Options()
    planned = plan(find_sources([str(output.parent / "source")]), options, Workers())
    task = planned.contents[0].task
    with task.source.open() as opened:
        data = opened.read()
    rows = read_document(data, Source("a.pdf", ("a.pdf",)), second.options(options))
    key = second.key(task, options)
    Cache(output / FOLDER).store(key, results.encoded(change(rows)))
    return verify(output)


def test_engines_agree_on_every_sample_but_for_what_is_listed(tmp_path: Path) -> None:
    """Only hyphens that one of them takes for the word's own."""
    names = [path.name for path in sorted(SAMPLES.glob("*.pdf"))]
    output = read(tmp_path, *names)

    found = verify(output, jobs=2)

    told = [row["evidence"] for row in rows(output, "findings") if row["code"] == "engines-differ"]
    assert all(any(word in evidence for word in KNOWN) for evidence in told), told
    assert len(told) == sum(len(one.differences) for one in found.documents) <= 3
    assert all(one.engine == "pdfplumber" for one in found.documents)
    for table, compared, agreed in found.totals():
        assert 0 < agreed <= compared, table
    assert {tuple(row["witnesses"]) for row in rows(output, "follow_ups")} == {
        ("pdfium", "pdfplumber")
    }


def test_a_pdf_and_a_word_file_witness_for_each_other(tmp_path: Path) -> None:
    """Already in a run, without a check."""
    output = read(tmp_path, PDF, DOCX)

    assert {tuple(row["witnesses"]) for row in rows(output, "follow_ups")} == {
        ("docx", "strandby-register.pdf"),
        ("pdfium", "strandby-register.docx"),
    }
    assert codes(output) == []


def test_what_two_files_tell_otherwise_is_a_finding_on_both(tmp_path: Path) -> None:
    """With both readings and the place."""
    output = read(tmp_path, PDF, DOCX)
    # The Word file's own result, with another status: as if the two had been published so.
    found = rows(output, "follow_ups")
    cache = Cache(output / FOLDER)
    planned = plan(find_sources([str(output.parent / "source")]), Options(), Workers())
    task = next(one.task for one in planned.contents if one.task.suffix == ".docx")
    with task.source.open() as opened:
        told = read_document(opened.read(), Source("a.docx", ("a.docx",)), Options())
    first = told.follow_ups[0]
    other = replace(first, status="not_met" if first.status == "met" else "met")
    changed = replace(told, follow_ups=(other, *told.follow_ups[1:]))
    cache.store(task.key, results.encoded(changed))
    (output / FOLDER / "state.json").unlink()

    run([str(output.parent / "source")], output, Options())

    differing = [row for row in rows(output, "findings") if row["code"] == "files-differ"]
    assert len(differing) == 2
    assert all("status: " in row["evidence"] for row in differing)
    assert len({row["document_id"] for row in differing}) == 2
    assert len([row for row in rows(output, "follow_ups") if len(row["witnesses"]) == 1]) == 2
    assert len(found) == len(rows(output, "follow_ups"))


def test_a_value_that_the_other_engine_reads_otherwise_is_told(tmp_path: Path) -> None:
    """One row's text and status: one finding at its place, and one witness fewer."""
    output = read(tmp_path, PDF)

    def change(rows: DocumentRows) -> DocumentRows:
        first = rows.follow_ups[0]
        return replace(
            rows, follow_ups=(replace(first, text=first.text + " x"), *rows.follow_ups[1:])
        )

    found = told_otherwise(output, change)

    told = [row for row in rows(output, "findings") if row["code"] == "engines-differ"]
    first = rows(output, "follow_ups")[0]
    assert [(row["item_id"], row["follow_up_position"]) for row in told] == [
        (first["item_id"], first["position"])
    ]
    assert told[0]["locator"] == first["locator"]
    assert told[0]["page"] == first["page"]
    assert "x' (pdfplumber)" in told[0]["evidence"]
    assert first["witnesses"] == ["pdfium"]
    assert found.documents[0].agreed["follow_ups"] == found.documents[0].compared["follow_ups"] - 1
    assert rows(output, "documents")[0]["finding_count"] == len(rows(output, "findings"))


def test_a_row_that_only_one_engine_has_is_told(tmp_path: Path) -> None:
    """Whichever of them has it; the rows after it are still compared with their own."""
    output = read(tmp_path, PDF)

    found = told_otherwise(
        output, lambda rows: replace(rows, items=(rows.items[0], *rows.items[2:]))
    )

    told = [row["evidence"] for row in rows(output, "findings") if row["code"] == "engines-differ"]
    gone = rows(output, "items")[1]
    assert any(gone["heading"] in evidence and "nothing (pdf" in evidence for evidence in told)
    assert len(found.documents[0].differences) == 1 + sum(
        row["item_id"] == gone["item_id"]
        for table in ("follow_ups", "amounts")
        for row in rows(output, table)
    )


def test_a_later_run_hears_the_same_witnesses(tmp_path: Path) -> None:
    """Also where it builds everything anew."""
    output = read(tmp_path, PDF)
    verify(output)
    before = rows(output, "follow_ups")
    shutil.copy(SAMPLES / "klitsund-2024-2.docx", output.parent / "source")

    run([str(output.parent / "source")], output, Options())

    after = {row["item_id"] + str(row["position"]): row for row in rows(output, "follow_ups")}
    assert [after[row["item_id"] + str(row["position"])] for row in before] == before


def test_what_people_put_right_is_not_held_against_the_engines(tmp_path: Path) -> None:
    """A corrected value is a person's, not the source's."""
    output = read(tmp_path, PDF)
    row = next(row for row in rows(output, "follow_ups") if row["status"] == "met")
    where = making.Where(item_id=row["item_id"], follow_up=row["position"])
    said = making.Said("corrected", "not_met", "A. Holm", None, "2024-09-01")
    entries.add(output / entries.FILE, making.entry(output, where, "status", said))
    run([str(output.parent / "source")], output, Options())

    found = verify(output)

    assert found.documents[0].differences == ()
    assert codes(output) == []
    assert "not_met" in [one["status"] for one in rows(output, "follow_ups") if one["reviews"]]


def test_an_output_that_was_changed_by_hand_is_not_verified(tmp_path: Path) -> None:
    """Its files are not those of its manifest."""
    output = read(tmp_path, DOCX)
    file = next((output / "items").rglob("*.parquet"))
    file.write_bytes(file.read_bytes() + b" ")

    with pytest.raises(NothingToVerify, match="files are missing or not those of the manifest"):
        verify(output)


def test_sources_may_stand_elsewhere(tmp_path: Path) -> None:
    """They are found by their hash, whatever they are called; the names in the data stay."""
    output = read(tmp_path, DOCX)
    names = [row["source"] for row in rows(output, "documents")]
    moved = tmp_path / "moved"
    (output.parent / "source").rename(moved)
    (moved / "strandby-register.docx").rename(moved / "other.docx")

    lost = called(output)
    found = called(output, "--source", str(moved), "--json")

    assert lost.exit_code == 1
    assert "say by --source where the sources are" in lost.output
    assert found.exit_code == 0, found.output
    totals = json.loads(found.output)["totals"]
    assert set(totals) == set(TABLES)
    assert all(one["compared"] == one["agreed"] for one in totals.values())
    assert [row["source"] for row in rows(output, "documents")] == names


def test_a_source_that_is_gone_is_not_verified(tmp_path: Path) -> None:
    """Exit status 3 and the reason; the others are."""
    output = read(tmp_path, DOCX, PDF)
    (output.parent / "source" / "strandby-register.docx").unlink()

    found = called(output)

    assert found.exit_code == 3
    assert "strandby-register.docx: not verified: no source has this hash" in found.output
    assert "strandby-register.pdf: pdfplumber" in found.output


def test_an_output_without_a_run_is_told(tmp_path: Path) -> None:
    """An empty folder has nothing to prove."""
    found = called(tmp_path)

    assert found.exit_code == 1
    assert "Error: " in found.output
