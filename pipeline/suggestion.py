"""A first draft of a municipality's TOML, from what one of its reports says in its own words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from extractors import layouts
from extractors.document import Document, Paragraph
from extractors.records import RawReport
from normalizers import municipalities, status_words
from normalizers import text as texts

LONGEST_WORD = 40
MOST_WORDS = 30


def suggestion(document: Document) -> str:
    """The draft as TOML; what a person has to decide stands in comments."""
    reports = layouts.recognize(document)
    lines = [
        "# A draft: keep what is right, then save it in extractors/layouts/municipalities/.",
        f"name = {_quoted(_municipality(document) or '')}",
        "",
        "[fields]  # what a column or key holds, by its heading",
        *_fields(reports),
        "",
        "[statuses]  # met, partly_met or not_met for each word",
        *(f"# met = [{_quoted(word)}]" for word in _unknown_statuses(reports)),
        "",
        "[committees]  # abbreviation = name",
        *(f'# {short} = ""' for short in _abbreviations(reports)),
    ]
    return "\n".join(lines) + "\n"


def _municipality(document: Document) -> str | None:
    spoken = [texts.clean(block.text).text for block in _paragraphs(document)]
    found = municipalities.find(spoken)
    name = municipalities.find_name(spoken)
    return found.value.name if found else name.value if name else None


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from document.furniture
    yield from (block for block in document.blocks if isinstance(block, Paragraph))


def _fields(reports: tuple[RawReport, ...]) -> Iterator[str]:
    """Columns whose role only their contents told, and keys that nothing told."""
    guessed: dict[str, list[str]] = {}
    unknown: list[str] = []
    for report in reports:
        for left in report.leftovers:
            if left.reason == "columns-by-contents":
                for heading, role in _pairs(left.text):
                    guessed.setdefault(role, []).append(heading)
            elif left.reason in {"unused-key", "unused-column"}:
                unknown.append(left.text.partition(":")[0])
    yield from (f"{role} = [{_list(words)}]" for role, words in sorted(guessed.items()))
    yield from (f"# ? = [{_quoted(word)}]" for word in _few(unknown))


def _pairs(evidence: str) -> Iterator[tuple[str, str]]:
    """The headings and roles of a leftover "'Inden': deadline; ..."."""
    for part in evidence.split("; "):
        heading, _, role = part.rpartition(": ")
        if heading and role != "other":
            yield heading.strip("'\""), role


def _unknown_statuses(reports: tuple[RawReport, ...]) -> list[str]:
    """Words in status cells that state none by the words that all use."""
    words = (
        texts.clean(row.smiley.text).text
        for report in reports
        for item in report.items
        for row in item.follow_ups
        if row.smiley is not None and not row.marks
    )
    known: Mapping[str, str] = dict(pair for report in reports for pair in report.habits.statuses)
    return _few(
        word
        for word in words
        if word and status_words.cell_status(word) is None and word.casefold() not in known
    )


def _abbreviations(reports: tuple[RawReport, ...]) -> list[str]:
    """What stands for a committee and is an abbreviation."""
    named = (item.committee for report in reports for item in report.items)
    words = (texts.clean(passage.text).text for passage in named if passage is not None)
    return _few(word for word in words if word.isupper() and " " not in word)


def _few(words: Iterator[str] | list[str]) -> list[str]:
    short = (word for word in words if 0 < len(word) <= LONGEST_WORD)
    return sorted(set(short))[:MOST_WORDS]


def _list(words: list[str]) -> str:
    return ", ".join(map(_quoted, sorted(set(words))))


def _quoted(text: str) -> str:
    """A basic string: what JSON escapes, TOML reads alike."""
    return json.dumps(text, ensure_ascii=False)
