"""Letters of a text that nobody knows: a font may draw them and not say which they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.counting import counted
from extractors.document import UNMAPPED
from pipeline.assemble.desk import Desk
from pipeline.assemble.guides import GuideLine
from pipeline.provenance import Located
from pipeline.records import Position

CODE = "unreadable-text"
_WORD = re.compile(rf"\S*{UNMAPPED}\S*")
_MOST = 5  # words of the evidence
_IN_WORD = re.compile(rf"[^\W_]{UNMAPPED}|{UNMAPPED}[^\W_]")  # no sign of a guide


def message(text: str) -> str:
    """What is said of a text with such letters."""
    number = counted(text.count(UNMAPPED), "letter")
    return f"A text has {number} that cannot be read: the file does not say which."


def evidence(text: str) -> str:
    """The first words with such letters."""
    words = _WORD.findall(text)
    return " … ".join(words[:_MOST])


def tell_unknown(text: Located, desk: Desk, follow_up: int | None = None) -> None:
    """A finding where a text has such letters, at the first; those of amounts are told there."""
    if UNMAPPED not in text.text:
        return
    told = [one.place for one in desk.findings if one.code == "unreadable-amount"]
    for at in _unknown(text.text):
        place = text.at(at, at + 1)
        if not any(_is_in(place, other) for other in told):
            desk.doubt(CODE, message(text.text), evidence(text.text), place, follow_up=follow_up)
            return


def outside_items(lines: Iterable[GuideLine]) -> Iterator[GuideLine]:
    """The first line of each page with such letters in words, as in a title or a guide."""
    pages: set[int | None] = set()
    for line in lines:
        if UNMAPPED in line.text and _IN_WORD.search(line.text):
            page = line.place.first.page if line.place.first else None
            if page not in pages:
                pages.add(page)
                yield line


def _unknown(text: str) -> Iterator[int]:
    return (at for at, letter in enumerate(text) if letter == UNMAPPED)


def _is_in(place: Position, other: Position) -> bool:
    """Whether a letter stands in what was told, where pages show it."""
    return place.locator == other.locator and any(
        one.page == box.page
        and box.x0 <= one.x0
        and one.x1 <= box.x1
        and box.top <= one.top
        and one.bottom <= box.bottom
        for one in place.regions
        for box in other.regions
    )
