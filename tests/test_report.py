"""The report page as a file: what it carries, what it may load, and that it is always the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from klitsund.documents import documents
from pipeline.cli import milepael
from pipeline.report.pictures import page_picture, page_sizes
from pipeline.report.rows import NoOutput
from pipeline.report.site import SCRIPTS, Site, as_script_data, open_site
from pipeline.report.written import write_single

PDF = next(path for path in documents() if path.suffix == ".pdf")


@pytest.fixture(scope="module")
def html(report_page: Path) -> str:
    return report_page.read_text(encoding="utf-8")


def test_the_policy_allows_the_page_s_own_scripts_and_nothing_else(html: str) -> None:
    """Each script and style is named by its hash; there is no word for any other."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert found is not None
    rules = dict(one.split(" ", 1) for one in unescape(found[1]).split("; "))

    for element, rule in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(rf"<{element}>([^\0]*?)</{element}>", html)
        digests = [hashlib.sha256(text.encode()).digest() for text in inside]
        hashes = [f"'sha256-{base64.b64encode(one).decode()}'" for one in digests]
        assert rules[rule].split() == hashes
    assert len(re.findall("<script>", html)) == len(SCRIPTS)
    assert rules["default-src"] == rules["base-uri"] == rules["connect-src"] == "'none'"
    assert rules["img-src"] == "data:"


def test_the_page_loads_nothing(html: str) -> None:
    """No element of the file has an address but those within it."""
    markup = re.sub(r"<(script|style)[^>]*>[^\0]*?</\1>", "", html)

    assert re.findall(r'(?:src|href|action|data)="(?!#|data:,)[^"]*"', markup) == []
    assert "Tabulator" in markup
    assert "MIT License" in markup


def test_the_same_output_gives_the_same_page(
    samples_output: Path, html: str, tmp_path: Path
) -> None:
    """Byte by byte, whichever way the documents are found again."""
    renamed = tmp_path / "renamed"
    renamed.mkdir()
    for number, path in enumerate(reversed(documents())):
        shutil.copy(path, renamed / f"{number}.bin")

    write_single(open_site(samples_output, [str(renamed)]), tmp_path / "again.html")

    assert (tmp_path / "again.html").read_text(encoding="utf-8") == html


def test_a_changed_source_is_not_shown(samples_output: Path, tmp_path: Path) -> None:
    """A file of the same name whose bytes are others is not the source."""
    (tmp_path / PDF.name).write_bytes(PDF.read_bytes() + b"\n")

    site = open_site(samples_output, [str(tmp_path)])

    assert len(site.missing()) == len(site.documents())


def test_a_folder_holds_a_part_per_document_and_a_picture_per_page(
    report_folder: Path, site: Site
) -> None:
    """Large archives are loaded document by document."""
    names = {path.stem for path in (report_folder / "parts").iterdir()}
    assert len(names) == len(site.documents()) + 3
    pages = {
        row["document_id"][:64]: row["page_count"] or 0 for row in site.tables.all("documents")
    }
    assert len(list((report_folder / "pages").rglob("*.webp"))) == sum(pages.values())
    assert (report_folder / "index.html").stat().st_size < 2_000_000


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "]]>", "&amp;"])
def test_no_text_leaves_the_data_it_stands_in(text: str) -> None:
    """Whatever a text holds, it is read back the same, and no element ends in it."""
    written = as_script_data({"text": text})

    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"text": text}


def test_pages_are_drawn_as_displayed() -> None:
    """Every page has its size in points and a picture of it; beyond the last there is none."""
    data = PDF.read_bytes()

    sizes = page_sizes(data)
    assert len(sizes) > 1
    assert page_picture(data, 1) is not None
    assert page_picture(data, len(sizes) + 1) is None
    assert page_sizes(b"%PDF-1.4 broken") == ()


def test_an_output_that_is_none_is_named(tmp_path: Path) -> None:
    """Wrong usage says what to do."""
    with pytest.raises(NoOutput, match="write one with: milepael run"):
        open_site(tmp_path)


def test_the_command_says_where_the_page_is_and_what_is_missing(
    samples_output: Path, tmp_path: Path
) -> None:
    """One line for the page; another where sources are not found."""
    target = tmp_path / "report.html"
    asked = ["report", str(samples_output), "-o", str(target), "--source", str(PDF)]

    done = CliRunner().invoke(milepael, asked)

    assert done.exit_code == 0
    assert done.stdout == f"written to {target}\n"
    assert "sources not found" in done.stderr
    assert "--source FOLDER" in done.stderr
    wrong = CliRunner().invoke(milepael, ["report", str(tmp_path), "-o", str(target)])
    assert wrong.exit_code == 2


def test_the_words_are_the_same_in_both_languages(html: str) -> None:
    """Every key in Danish and in English, and every key that a script names."""
    found = re.search(r'id="words">([^\0]*?)</script>', html)
    assert found is not None
    words = json.loads(found[1])
    scripts = "".join(re.findall(r"<script>([^\0]*?)</script>", html)[1:])

    assert words["da"].keys() == words["en"].keys()
    named = set(re.findall(r'\bt\("([a-z_]+\.[a-z_]+)"', scripts))
    assert len(named) > 50
    assert named <= words["da"].keys()


def test_every_enumeration_has_its_words(html: str) -> None:
    """A kind, status or qualifier that the tables may hold has a word in both languages."""
    from pipeline import schema

    found = re.search(r'id="words">([^\0]*?)</script>', html)
    assert found is not None
    words = json.loads(found[1])["da"]
    groups = {
        ("changes", "kind"): "change",
        ("amounts", "kind"): "kind",
        ("amounts", "qualifier"): "qualifier",
        ("amounts", "recurrence"): "recurrence",
        ("amounts", "field"): "field",
        ("follow_ups", "kind"): "follow_up",
        ("follow_ups", "status"): "status",
        ("items", "funding"): "code",
        ("documents", "outcome"): "outcome",
        ("findings", "severity"): "severity",
    }
    for (table, column), group in groups.items():
        declared = next(one for one in schema.table(table).columns if one.name == column)
        for value in declared.values or ():
            assert f"{group}.{value}" in words
