"""The documentation holds: links lead somewhere, commands exist, the dictionary is the schema's."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline import datapackage
from pipeline.cli import milepael

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
DICTIONARY = ROOT / "docs" / "data-dictionary.md"
ABOUT = """# Data dictionary

Made from `pipeline/schema.toml`, as `milepael schema` prints it. Every table also has
`budget_year`, its partition: the year of the budget followed up.

"""
PROGRAM = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?milepael(?= |$)")
AUDIENCES = ("journalist", "auditor", "analyst", "batch")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tokens(path: Path) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8")):
        yield token
        yield from token.children or ()


def links(path: Path) -> Iterator[str]:
    for token in tokens(path):
        for kind in ("href", "src"):
            if kind in token.attrs:
                yield str(token.attrs[kind])


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = set()
    heading = False
    for token in tokens(path):
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if heading and token.type == "inline":
            words = re.sub(r"[^\w\- ]", "", token.content.lower())
            found.add(words.replace(" ", "-"))
    return found


def commands(path: Path) -> Iterator[str]:
    """Every call of the program, in blocks and in the text."""
    for token in tokens(path):
        if token.type in {"fence", "code_inline"}:
            for line in token.content.splitlines():
                if PROGRAM.match(line.strip()):
                    yield PROGRAM.sub("", line.strip()).partition(" > ")[0].partition(" #")[0]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_leads_somewhere(path: Path) -> None:
    """Files and anchors; addresses on the web are not asked."""
    for link in links(path):
        if "://" in link or link.startswith("mailto:"):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = (path.parent / file) if file else path
        assert target.exists(), f"{name(path)}: {link}"
        assert not anchor or anchor in anchors(target), f"{name(path)}: {link}"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_command_exists(path: Path) -> None:
    """With every option that is named for it."""
    for line in commands(path):
        words = shlex.split(line)
        known: click.Command | None = milepael
        if words and not words[0].startswith("-"):
            known = milepael.get_command(click.Context(milepael), words[0])
        assert known is not None, f"{name(path)}: milepael {line}"
        options = {option for one in known.params for option in (*one.opts, *one.secondary_opts)}
        options |= {"-h", "--help"}
        named = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert named <= options, f"{name(path)}: milepael {line}"


def test_every_page_is_found_from_the_readme() -> None:
    """By a link there, or from a page that is linked there."""
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            waiting += [(page.parent / link.partition("#")[0]).resolve()
                        for link in links(page)
                        if "://" not in link and link.partition("#")[0]]  # fmt: skip

    assert {name(page) for page in PAGES} - {name(page) for page in reached} == {"CHANGELOG.md"}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_reader_has_a_way_to_begin(audience: str) -> None:
    """With something to type, and a word on what to trust."""
    page = ROOT / "docs" / f"{audience}.md"

    assert list(commands(page))
    assert page.read_text(encoding="utf-8").startswith("# For ")


def test_the_data_dictionary_is_current(update_golden: bool) -> None:
    """It is what `milepael schema` prints."""
    if update_golden:
        DICTIONARY.write_text(ABOUT + datapackage.markdown(), encoding="utf-8")

    assert DICTIONARY.read_text(encoding="utf-8") == ABOUT + datapackage.markdown()
