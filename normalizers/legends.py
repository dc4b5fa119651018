"""A document's own reading guide: which symbol it gives which meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from normalizers import status_words, symbols
from normalizers.status_words import Status
from normalizers.symbols import Seen

Dimension = Literal["effort", "economy"]

LONGEST_LEAD = 400
_ECONOMY = re.compile(r"\bøkonomi\w*|\bbudget\b|\bfinansiering", re.IGNORECASE)
_EFFORT = re.compile(r"\bindsats\w*|\bmilepæl\w*|\bmål\w*|\baktivitet\w*|\btiltag", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\bsmiley\w*|\bsymbol\w*|\bdefinition\w*|\bfarve\w*|\bsignatur\w*|\bmarkering\w*|\bstatus\w*"
    r"|\bforklaring|\blæsevejledning|\bbetyd\w*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"^[\s:=–—\t-]+")
_COLOUR_WORDS = {"grøn": "green", "gul": "amber", "orange": "amber", "rød": "red"}
_WORD_DEFINITION = re.compile(
    r"(?P<symbol>\b(?:grøn|gul|orange|rød)(?:t|e)?)\s*(?:smiley|prik|cirkel|farve)?\s*"
    r"(?::|=|–|-|\bbetyder\b)\s*(?P<meaning>[^;\n]+?)\s*(?=[;\n]|[,.]\s*(?:grøn|gul|orange|rød)\w*\s*(?::|=|–|-|\bbetyder\b)|$)",
    re.IGNORECASE,
)


class LegendLine(Protocol):
    """A paragraph or a table row (cells joined by tabs) that may define a symbol."""

    @property
    def text(self) -> str: ...
    @property
    def marks(self) -> Sequence[Seen]: ...


@dataclass(frozen=True, slots=True)
class Definition:
    """One symbol and what the document says it means."""

    dimension: Dimension
    symbol: str  # as printed; pictures by the start of their digest
    encoding: str
    colour: str | None
    meaning: str
    status: Status | None  # None where the words do not decide
    seen: Seen | None  # None where the symbol is a word
    position: int  # index of the line


def find(lines: Sequence[LegendLine]) -> tuple[Definition, ...]:
    """The definitions that the lines give, in reading order.

    A line defines a symbol where it is a symbol, a separator and a meaning. The dimension is that
    of the sentence that introduces the list, else that of the meaning's own words.
    """
    found: list[Definition] = []
    lead: Dimension | None = None
    for position, line in enumerate(lines):
        definitions = list(_definitions(line, position, lead))
        found.extend(definitions)
        if not definitions and len(line.text) <= LONGEST_LEAD and _INTRODUCES.search(line.text):
            lead = _dimension(line.text) or lead
    # One mark with a text behind it is a status somewhere; a guide has at least two.
    return tuple(found) if len(found) > 1 else ()


def _definitions(line: LegendLine, position: int, lead: Dimension | None) -> Iterator[Definition]:
    marks = [mark for mark in line.marks if symbols.symbol_class(mark) not in {None, "bullet"}]
    signs = [mark for mark in marks if mark.kind != "text_colour"]
    if len(signs) == 1:
        meaning = _meaning(line.text, signs[0])
        if meaning:
            yield _definition(signs[0], meaning, position, lead)
        return
    if not signs:
        for match in _WORD_DEFINITION.finditer(line.text[:2000]):
            yield _word_definition(match, position, lead)


def _meaning(text: str, mark: Seen) -> str:
    """The text behind the symbol and its separator; "" where it does not lead the line."""
    stripped = text.lstrip(" \t\n•*-")
    for symbol in (mark.value, "\ufffc", "\ufffd"):
        if stripped.startswith(symbol):
            behind = stripped[len(symbol) :].lstrip("\ufe0e\ufe0f\u200d ")
            lead = _SEPARATOR.match(behind)
            if lead:
                return behind[lead.end() :].strip()
            # A picture is set apart from its meaning by its own edge.
            return behind.strip() if symbol == "\ufffc" else ""
    if mark.kind == "shading" and "\t" in text:
        return text.rpartition("\t")[2].strip()
    return ""


def _definition(mark: Seen, meaning: str, position: int, lead: Dimension | None) -> Definition:
    return Definition(
        dimension=lead or _dimension(meaning) or "effort",
        symbol=printed(mark),
        encoding=symbols.encoding(mark),
        colour=mark.colour,
        meaning=meaning,
        status=status_words.legend_status(meaning),
        seen=mark,
        position=position,
    )


def _word_definition(match: re.Match[str], position: int, lead: Dimension | None) -> Definition:
    meaning = match["meaning"].strip(" .,")
    return Definition(
        dimension=lead or _dimension(meaning) or "effort",
        symbol=match["symbol"],
        encoding="word",
        colour=None,
        meaning=meaning,
        status=status_words.legend_status(meaning),
        seen=None,
        position=position,
    )


def word_colour(symbol: str) -> str | None:
    """The colour that a word names ("Grønt" -> "green")."""
    return next(
        (name for word, name in _COLOUR_WORDS.items() if symbol.casefold().startswith(word)), None
    )


def printed(mark: Seen) -> str:
    """A mark as it is shown to people: characters as they are, pictures by their digest."""
    if mark.kind in {"picture", "drawing"}:
        return f"{mark.kind}:{mark.value[:12]}"
    return mark.value


def _dimension(text: str) -> Dimension | None:
    """The dimension named last: "på økonomi" ends what "smileys for indsatser og ..." began."""
    economy = [match.start() for match in _ECONOMY.finditer(text)]
    effort = [match.start() for match in _EFFORT.finditer(text)]
    if not economy and not effort:
        return None
    if economy and effort:
        return None
    return "economy" if economy else "effort"
