"""What a status cell means: by the document's own legend first, by convention without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from normalizers import legends, limits, shades, status_words, symbols
from normalizers.legends import Definition, Dimension
from normalizers.reading import Reading
from normalizers.status_words import Status
from normalizers.symbols import Seen

ORDER: tuple[Status, ...] = ("met", "partly_met", "not_met")
COLOUR_KINDS = ("text_colour", "shading")
_LOST = "lost-colour"  # rule and flag of a level of grey that nothing shows the colour of
NOTHING: Mapping[str, Seen] = MappingProxyType({})
# Colours that contradict a face; yellow is the plain colour of any face.
CONTRADICTIONS = {
    ("happy", "red"),
    ("sad", "green"),
    ("neutral", "green"),
    ("neutral", "red"),
    ("check", "red"),
    ("cross", "green"),
}


@dataclass(frozen=True, slots=True)
class StatusValue:
    """`candidates` has exactly one member where `status` is set, several where ambiguous."""

    status: Status | None
    candidates: tuple[Status, ...]
    encoding: str | None
    colour: str | None


# A status found: its candidates, the rule, the flags.
_Verdict = tuple[tuple[Status, ...], str, tuple[str, ...]]


def read(
    marks: Sequence[Seen],
    text: str,
    legend: Sequence[Definition],
    dimension: Dimension,
    levels: Mapping[str, Seen] = NOTHING,
) -> Reading[StatusValue]:
    """The status of one cell; `marks` is all that is seen in or over it, `text` what it prints.

    `levels` says what the levels of grey of a scan without colours are those of.

    A symbol counts before a colour around it, and a colour before words. The legend of the row's
    own dimension decides; where it has no such symbol, the status stays unknown. Only a document
    without a legend for that dimension is read by convention.
    """
    signs = [mark for mark in marks if _is_sign(mark)]
    own = [found for found in legend if found.dimension == dimension]
    # Of a row over two pages one may have lost its colours; both count.
    if all(mark.kind == "shade" for mark in signs):
        coloured = (mark for mark in marks if mark.kind in COLOUR_KINDS)
        signs = [*signs, *(mark for mark in coloured if symbols.colour_name(mark))]
        if text and (word := _word(text, own)):
            return _reading(word, text, "word", None)
    if not signs:
        if not text:
            return _reading(((), "empty", ()), "", None, None)
        return _reading(((), "unknown-text", ("unknown-symbol",)), text, None, None)
    verdict = _several(
        [
            _of_shade(levels.get(mark.value), own, legend)
            if mark.kind == "shade"
            else _verdict(mark, own, legend)
            for mark in _distinct(signs)
        ]
    )
    raw = text or legends.printed(signs[0])
    return _reading(verdict, raw, symbols.encoding(signs[0]), signs[0].colour)


def agreed(first: Reading[StatusValue], second: Reading[StatusValue]) -> Reading[StatusValue]:
    """The status that two cells state of one thing; where they differ, both are candidates."""
    raw = first.raw if first.raw == second.raw else f"{first.raw}\n{second.raw}"
    if first.value.candidates == second.value.candidates and (
        first.value.candidates or first.raw == second.raw
    ):
        return Reading(first.value, raw, first.rule, first.flags)
    candidates = _ordered(iter((*first.value.candidates, *second.value.candidates)))
    candidates = candidates if len(candidates) > 1 else ()  # beside what is not understood
    value = StatusValue(None, candidates, first.value.encoding, first.value.colour)
    flags = tuple(dict.fromkeys((*first.flags, *second.flags, "statuses-differ")))
    return Reading(value, raw, first.rule, flags)


def _reading(
    verdict: _Verdict, raw: str, encoding: str | None, colour: str | None
) -> Reading[StatusValue]:
    candidates, rule, flags = verdict
    status = candidates[0] if len(candidates) == 1 else None
    return Reading(StatusValue(status, candidates, encoding, colour), raw, rule, flags)


def _is_sign(mark: Seen) -> bool:
    """Everything that is drawn, but bullets; letters in ordinary fonts are text."""
    if mark.kind in COLOUR_KINDS:
        return False
    kind = symbols.symbol_class(mark)
    return kind != "bullet" and (
        kind is not None or mark.kind != "character" or not mark.value.isalnum()
    )


def _distinct(marks: Sequence[Seen]) -> list[Seen]:
    """Marks that differ in what they show; the same face twice is one."""
    seen: dict[tuple[object, ...], Seen] = {}
    for mark in marks:
        grey = mark.value if mark.kind == "shade" else None
        key = (symbols.symbol_class(mark), symbols.colour_name(mark), symbols.encoding(mark), grey)
        seen.setdefault(key, mark)
    return list(seen.values())


def _of_shade(
    shown: Seen | None, own: Sequence[Definition], legend: Sequence[Definition]
) -> _Verdict:
    """Of a level of grey, by the mark that it is that of."""
    if shown is None:
        return (), _LOST, (_LOST,)
    candidates, rule, flags = _verdict(shown, own, legend)
    return candidates, f"{rule.partition('-')[0]}-shade" if candidates else rule, flags


def _verdict(mark: Seen, own: Sequence[Definition], legend: Sequence[Definition]) -> _Verdict:
    # Words alone, that name no colour, say nothing of symbols.
    if any(one.seen is not None or legends.word_colour(one.symbol) for one in own):
        return _by_legend(mark, own) or _by_other_dimension(mark, legend)
    return _by_convention(mark)


def _several(verdicts: Sequence[_Verdict]) -> _Verdict:
    """Of one sign or more; where the colour of one is lost, nothing is known."""
    lost = [verdict for verdict in verdicts if verdict[1] == _LOST]
    if lost or len(verdicts) == 1:
        return (lost or verdicts)[0]
    stated = [verdict for verdict in verdicts if verdict[0]]
    candidates = _ordered(status for verdict in stated for status in verdict[0])
    return candidates, stated[0][1] if stated else "unknown", ("several-marks",)


def _ordered(statuses: Iterator[Status]) -> tuple[Status, ...]:
    found = set(statuses)
    return tuple(status for status in ORDER if status in found)


def _by_legend(mark: Seen, own: Sequence[Definition]) -> _Verdict | None:
    for rule, same in _LEGEND_RULES:
        matched = [one for one in own if one.seen is not None and same(mark, one.seen)]
        if rule == "legend-colour":
            matched += [one for one in own if one.seen is None and _names_colour(mark, one)]
        if matched:
            return _decided(mark, matched, rule)
    return None


def _decided(mark: Seen, matched: Sequence[Definition], rule: str) -> _Verdict:
    told = _told_apart(mark, matched)
    stated = (_limited(one) if one.limits else one.status for one in told)
    statuses = tuple(dict.fromkeys(status for status in stated if status is not None))
    if len(statuses) > 1:
        return statuses, rule, ("ambiguous-symbol",)
    if not statuses:
        return (), rule, ("undecided-legend",)
    usual = symbols.usual(mark)
    differs = usual is not None and usual != statuses[0]
    return statuses, rule, ("convention-disagrees",) if differs else ()


def _told_apart(mark: Seen, matched: Sequence[Definition]) -> Sequence[Definition]:
    """Where one symbol stands twice in the legend, its colour may tell which is meant."""
    colour = symbols.colour_name(mark)
    if len(matched) < 2 or colour is None:
        return matched
    same = [one for one in matched if one.seen and symbols.colour_name(one.seen) == colour]
    return same or matched


def _by_other_dimension(mark: Seen, legend: Sequence[Definition]) -> _Verdict:
    """The legend knows the symbol, but not for this kind of row.

    Read only where the other dimension and convention say the same.
    """
    other = _by_legend(mark, legend)
    usual = symbols.meaning(symbols.symbol_class(mark) or "")
    if other and len(other[0]) == 1 and other[0][0] == usual:
        return other[0], "legend-other-dimension", ("unknown-symbol",)
    return (), "not-in-legend", ("unknown-symbol",)


def _by_convention(mark: Seen) -> _Verdict:
    kind, colour = symbols.symbol_class(mark), symbols.colour_name(mark)
    by_kind = symbols.meaning(kind or "")
    by_colour = symbols.meaning(colour or "")
    if (kind, colour) in CONTRADICTIONS:
        both = _ordered(status for status in ORDER if status in {by_kind, by_colour})
        return both, "convention-face", ("contradictory-marks",)
    for rule, status in (("convention-face", by_kind), ("convention-colour", by_colour)):
        for known in ORDER:
            if known == status:
                return (known,), rule, ()
    return (), "unknown-symbol", ("unknown-symbol",)


def _word(text: str, own: Sequence[Definition]) -> _Verdict | None:
    plain = text.strip(" .").casefold()
    for one in own:
        if one.seen is None and one.symbol.casefold() == plain and one.status:
            return (one.status,), "legend-word", ()
    percent = limits.percent(text)
    if percent is not None:
        return _within(percent, own) or ((), "percentage-without-limits", ())
    status = status_words.cell_status(text)
    return None if status is None else ((status,), "word", ())


def _within(percent: Decimal, own: Sequence[Definition]) -> _Verdict | None:
    """The status of the legend's limits between which a percentage lies."""
    held = [one for one in own if one.limits is not None and one.limits.hold(percent)]
    found = _ordered(status for one in held if (status := _limited(one)) is not None)
    if not found:
        return None
    return found, "legend-limits", ("ambiguous-symbol",) if len(found) > 1 else ()


def _limited(one: Definition) -> Status | None:
    """What the words say; where they are limits only, what the symbol's face or colour says."""
    if one.status is not None:
        return one.status
    seen = one.seen
    kinds = (
        (symbols.symbol_class(seen), symbols.colour_name(seen))
        if seen is not None
        else (legends.word_colour(one.symbol),)
    )
    usual = [symbols.meaning(kind) for kind in kinds if kind]
    return next((status for status in ORDER if status in usual), None)


def _names_colour(mark: Seen, one: Definition) -> bool:
    colour = symbols.colour_name(mark)
    return colour is not None and legends.word_colour(one.symbol) == colour


def _same_character(a: Seen, b: Seen) -> bool:
    if not a.kind == b.kind == "character":
        return False
    own = symbols.character(a)
    return own is not None and own == symbols.character(b)


def _same_picture(a: Seen, b: Seen) -> bool:
    return a.kind == b.kind and a.kind in symbols.PICTURED and a.value == b.value


def _same_class(a: Seen, b: Seen) -> bool:
    kind = symbols.symbol_class(a)
    other = symbols.symbol_class(b)
    # A cross that stands below a check mark, and one in a line of a legend.
    return kind not in {None, "plain"} and (kind == other or {kind, other} == _CROSSES)


def _same_colour(a: Seen, b: Seen) -> bool:
    colour = symbols.colour_name(a)
    return colour is not None and colour == symbols.colour_name(b)


_CROSSES = {"cross", "saltire"}

# Tried in order: how a mark is found in the legend.
_LEGEND_RULES: tuple[tuple[str, Callable[[Seen, Seen], bool]], ...] = (
    ("legend-character", _same_character),
    ("legend-picture", _same_picture),
    ("legend-likeness", symbols.alike),
    ("legend-class", _same_class),
    ("legend-shade", shades.are_alike),
    ("legend-colour", _same_colour),
)
