"""A municipality's own words: read from its TOML, and drafted from a report."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.layouts import habits
from pipeline.assemble.reports import Source, read_document
from pipeline.cli import milepael
from pipeline.options import Options

REPORT = (
    "# 1. opfølgning på budget 2025\n\n{name} Kommune\n\n"
    "| Indsats | Milepæl | Frist | Udvalg | Bølgegang |\n|---|---|---|---|---|\n"
    "| Ny mole | Molen er støbt | ultimo 2025 | HAU | Krusninger |\n"
    "| Nyt fyr | Fyret lyser | 1.3.2025 | HAU | Høj sø |\n"
)


def test_a_municipality_s_words_are_found_by_its_name() -> None:
    """Its heading, its words for a status and its abbreviation of a committee."""
    data = REPORT.format(name="Klitsund").encode()

    rows = read_document(data, Source("a.md", ("a.md",)), Options())

    assert [row.status for row in rows.follow_ups] == ["partly_met", "not_met"]
    assert rows.items[0].committees == ("Havneudvalget",)


def test_another_municipality_has_no_such_words() -> None:
    """What Klitsund calls a status states nothing elsewhere."""
    data = REPORT.format(name="Strandby").encode()

    rows = read_document(data, Source("a.md", ("a.md",)), Options())

    assert [row.status for row in rows.follow_ups] == [None, None]
    assert rows.items[0].committees == ("HAU",)


def test_a_draft_is_valid_and_names_what_is_unknown(tmp_path: Path) -> None:
    """It can be read back, and asks for the words that only a person can decide on."""
    report = tmp_path / "a.md"
    text = REPORT.format(name="Strandby").replace("Bølgegang", "Status")
    report.write_text(text, encoding="utf-8")

    draft = CliRunner().invoke(milepael, ["inspect", "--suggest", str(report)]).output

    assert habits.parse(draft).municipality == "Strandby"
    assert "Høj sø" in draft
    assert "HAU" in draft


@pytest.mark.parametrize("name", ["egelund-unknown.docx", "egelund-unknown.pdf"])
def test_a_draft_gives_unknown_headings_their_guessed_roles(name: str) -> None:
    """As their contents told them."""
    path = Path(__file__).parents[1] / "samples" / "layouts" / name

    draft = CliRunner().invoke(milepael, ["inspect", "--suggest", str(path)]).output

    fields = tomllib.loads(draft)["fields"]
    assert fields["deadline"] == ["Inden"]
    assert fields["status"] == ["Hvordan går det"]
