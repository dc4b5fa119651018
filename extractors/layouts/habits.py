"""A municipality's own words: a small TOML in `municipalities/`, found by the name on the front.

name = "Klitsund"

[columns]                      # likewise [rows], [fields], [generic], as in vocabulary.toml
status = ["bølgegang"]

[statuses]
met = ["stille vand"]

[committees]
HAU = "Havneudvalget"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from extractors.document import Document, Paragraph
from extractors.layouts.vocabulary import bare
from extractors.records import Habits

SECTIONS = ("columns", "rows", "fields", "generic")
_NAME = re.compile(r"\b([A-ZÆØÅ][\w-]*(?:[ -][A-ZÆØÅ][\w-]*){0,2})\s+[Kk]ommunes?\b")


def find(document: Document) -> Habits:
    """The habits of the municipality that the document names; none where it is not known."""
    known = _known()
    for block in (*document.furniture, *document.blocks):
        if isinstance(block, Paragraph):
            for name in _NAME.findall(block.text):
                # Some names have a genitive before "Kommune": Københavns Kommune.
                for spelling in (name, name.removesuffix("s")):
                    if spelling.casefold() in known:
                        return known[spelling.casefold()]
    return Habits()


def parse(text: str) -> Habits:
    """The habits that a TOML declares; raises KeyError without a name, TOMLDecodeError."""
    declared = tomllib.loads(text)
    return Habits(
        municipality=declared["name"],
        words=tuple(_words(declared)),
        statuses=tuple(
            (bare(word), status)
            for status, words in declared.get("statuses", {}).items()
            for word in words
        ),
        committees=tuple(declared.get("committees", {}).items()),
    )


def _words(declared: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for section in SECTIONS:
        for role, words in declared.get(section, {}).items():
            yield from ((section, role, bare(word)) for word in words)


@cache
def _known() -> Mapping[str, Habits]:
    found = (parse(file.read_text(encoding="utf-8")) for file in _files())
    return {(one.municipality or "").casefold(): one for one in found}


def _files() -> list[Traversable]:
    folder = files("extractors.layouts").joinpath("municipalities")
    named = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return sorted(named, key=lambda file: file.name)
