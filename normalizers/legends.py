"""A document's own reading guide: which symbol it gives which meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from normalizers import limits, status_words, symbols
from normalizers.limits import Limits
from normalizers.status_words import Status
from normalizers.symbols import Seen

Dimension = Literal["effort", "economy"]

DIMENSIONS: tuple[Dimension, ...] = ("effort", "economy")
LONGEST_LEAD = 400
LONGEST_GUIDE = 2000
MOST_MEANINGS = 3  # of one symbol for one kind of row
# What stands in a text for a picture, and for a glyph without a character.
UNKNOWN = "\ufffd"
PLACEHOLDERS = ("\ufffc", UNKNOWN)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TRAILED = re.compile(r"(?P<meaning>[^\t:=]{2,300}?)\s*[:=]\s*")  # "Nået: ☺"
# Fonts that do not say what their letters are lack mostly those beyond ASCII.
_ECONOMY = re.compile(
    r"(?:\bø|\ufffd)konomi\w*|\bbudget\b|\bfinansiering",
    re.IGNORECASE,
)
_EFFORT = re.compile(
    r"\bindsats\w*|\bmilep[æ\ufffd]l\w*|\bm[å\ufffd]l\w*|\baktivitet\w*|\btiltag",
    re.IGNORECASE,
)
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


MeaningOf = Callable[[str, Seen], str]  # of a line's text and its symbol; "" for none


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
    limits: Limits | None = None  # of a percentage, where the meaning states them


def find(lines: Sequence[LegendLine]) -> tuple[Definition, ...]:
    """The definitions that the lines give, in reading order.

    A line defines a symbol where it is a symbol, a separator and a meaning, or several of these
    one after the other; in a table also where the meaning stands before the symbol or in the row
    below it. The dimension is that of the sentence that introduces the list, else that of the
    meaning's own words.
    """
    # One mark with a text behind it is a status somewhere; a guide has at least two.
    found = _without_overviews(_found(lines, _meaning))
    if len(found) < 2:
        found = _told_apart(_found(lines, _set_apart_by_a_blank))
    return tuple(found) if len(found) > 1 else ()


def introduces(text: str) -> bool:
    """Whether a line says that a legend follows."""
    return len(text) <= LONGEST_LEAD and _INTRODUCES.search(text) is not None


def _found(lines: Sequence[LegendLine], meaning_of: MeaningOf) -> list[Definition]:
    found: list[Definition] = []
    lead: Dimension | None = None
    for position, line in enumerate(lines):
        below = lines[position + 1] if position + 1 < len(lines) else None
        definitions = list(_definitions(line, below, position, lead, meaning_of))
        found.extend(definitions)
        if not definitions and introduces(line.text):
            # What is said of it in letters that nobody knows may be another one.
            lead = _dimension(line.text) or (None if UNKNOWN in line.text else lead)
    return found


def _without_overviews(found: Sequence[Definition]) -> list[Definition]:
    """A symbol with many meanings stands in a list of what it is given to, and guides nobody."""
    meanings: dict[tuple[Dimension, str], set[str]] = {}
    for one in found:
        meanings.setdefault((one.dimension, one.symbol), set()).add(one.meaning)
    return [one for one in found if len(meanings[one.dimension, one.symbol]) <= MOST_MEANINGS]


def _told_apart(found: Sequence[Definition]) -> list[Definition]:
    """Those with a symbol of their own; what leads several lines or always the same is a bullet."""
    uses = Counter((one.dimension, one.symbol) for one in found)
    told = [one for one in found if uses[one.dimension, one.symbol] == 1]
    return told if len({one.status for one in told}) > 1 else []


def _definitions(
    line: LegendLine,
    below: LegendLine | None,
    position: int,
    lead: Dimension | None,
    meaning_of: MeaningOf,
) -> Iterator[Definition]:
    marks = [mark for mark in line.marks if symbols.symbol_class(mark) not in {None, "bullet"}]
    signs = [mark for mark in marks if mark.kind != "text_colour"]
    if len(signs) == 1:
        meaning = meaning_of(line.text, signs[0])
        # Shadows look like grey cells, and all other signs would stand in no legend.
        is_one = bool(meaning) and not _has_several(meaning)
        if is_one and (signs[0].kind != "shade" or _states(meaning)):
            yield _definition(signs[0], meaning, position, lead)
        return
    if signs:
        pairs = _in_row(line.text, signs) or _in_columns(line.text, signs, below)
        told = [_definition(sign, meaning, position, lead) for sign, meaning in pairs]
        # "12 milepæle" behind each symbol counts them and defines nothing.
        if sum(one.status is not None or one.limits is not None for one in told) > 1:
            yield from told
        return
    for match in _WORD_DEFINITION.finditer(line.text[:LONGEST_GUIDE]):
        yield _word_definition(match, position, lead)


def _in_row(text: str, signs: Sequence[Seen]) -> list[tuple[Seen, str]]:
    """Symbols and meanings by turns in one line, either of them first; [] where one is missing."""
    spans = _spans(text, signs)
    if spans is None:
        return []
    ends = [*(start for start, _ in spans[1:]), len(text)]
    meanings = [text[end:limit] for (_, end), limit in zip(spans, ends, strict=True)]
    if not _bare(meanings[-1]):
        starts = [0, *(end for _, end in spans)]
        meanings = [text[start:limit] for start, (limit, _) in zip(starts, spans, strict=False)]
    plain = [_bare(meaning) for meaning in meanings]
    told = all(
        # A second "=" in a meaning is that of a symbol that was not seen.
        len(meaning) <= LONGEST_LEAD and "=" not in meaning and _LETTERS.search(meaning)
        for meaning in plain
    )
    return list(zip(signs, plain, strict=True)) if told else []


def _in_columns(
    text: str, signs: Sequence[Seen], below: LegendLine | None
) -> list[tuple[Seen, str]]:
    """A table row of nothing but symbols over a row of as many meanings."""
    meanings = below.text.split("\t") if below is not None else []
    symbols_only = _spans(text, signs) is not None and not _LETTERS.search(text)
    told = len(meanings) == len(signs) and all(_LETTERS.search(one) for one in meanings)
    return (
        [(sign, _bare(one)) for sign, one in zip(signs, meanings, strict=True)]
        if (symbols_only and told)
        else []
    )


def _spans(text: str, signs: Sequence[Seen]) -> list[tuple[int, int]] | None:
    """Where each symbol stands in the text, in order; None where one does not."""
    spans: list[tuple[int, int]] = []
    for sign in signs:
        start = spans[-1][1] if spans else 0
        found = [
            (at, at + len(symbol))
            for symbol in (sign.value, *PLACEHOLDERS)
            if (at := text.find(symbol, start)) >= 0
        ]
        if not found:
            return None
        spans.append(min(found))
    return spans


def _bare(meaning: str) -> str:
    return meaning.strip(" \t\n:=–—-,;.|/•·()\ufe0e\ufe0f\u200d")


def _meaning(text: str, mark: Seen) -> str:
    """The text behind the symbol and its separator; "" where it does not lead the line."""
    stripped = text.lstrip(" \t\n•*-")
    for symbol in (mark.value, *PLACEHOLDERS):
        if stripped.startswith(symbol):
            behind = stripped[len(symbol) :].lstrip("\ufe0e\ufe0f\u200d ")
            lead = _SEPARATOR.match(behind)
            if lead:
                return behind[lead.end() :].strip()
            # A picture is set apart from its meaning by its own edge.
            return behind.strip() if symbol == "\ufffc" else ""
        if stripped.endswith(symbol) and (trailed := _TRAILED.fullmatch(stripped[: -len(symbol)])):
            # "Status: ☺" is one, and no definition.
            return trailed["meaning"] if status_words.legend_status(trailed["meaning"]) else ""
    if mark.kind in {"shading", "shade"} and "\t" in text:
        return text.rpartition("\t")[2].strip()
    return ""


def _has_several(meaning: str) -> bool:
    """Whether the lines of a meaning are those of several symbols, all but one of them not seen."""
    lines = meaning.split("\n")
    statuses = {status_words.legend_status(line) for line in lines} - {None}
    return len(statuses) > 1 or any(line.lstrip().startswith((":", "=")) for line in lines[1:])


def _set_apart_by_a_blank(text: str, mark: Seen) -> str:
    """The text behind a symbol that leads the line, where its words decide on a status."""
    stripped = text.strip()
    meaning = stripped[len(mark.value) :].lstrip("\ufe0e\ufe0f\u200d")
    if not (stripped.startswith(mark.value) and meaning.startswith(" ")):
        return ""
    return meaning.strip() if status_words.legend_status(meaning) else ""


def _states(meaning: str) -> bool:
    """Whether the words decide on a status, or limit it."""
    return status_words.legend_status(meaning) is not None or limits.read(meaning) is not None


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
        limits=limits.read(meaning),
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
        limits=limits.read(meaning),
    )


def word_colour(symbol: str) -> str | None:
    """The colour that a word names ("Grønt" -> "green")."""
    return next(
        (name for word, name in _COLOUR_WORDS.items() if symbol.casefold().startswith(word)), None
    )


def printed(mark: Seen) -> str:
    """A mark as it is shown to people: characters as they are, pictures by their digest."""
    if mark.kind in symbols.PICTURED:
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
