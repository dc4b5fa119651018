"""Blanks, hyphens, ligatures and bullets: the repairs that a string alone allows.

Nothing else is changed; a source's spelling mistakes stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Left out: soft hyphen, zero-width and direction marks, variation selectors, the place of a
# picture, control characters.
_NOTHING = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc"
    + "".join(map(chr, (*range(0x09), *range(0x0E, 0x20))))
    + "".join(map(chr, (*range(0x202A, 0x202F), *range(0xFE00, 0xFE10))))
)
_BLANKS = "\t\r\f\v\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_REPLACED = {
    **dict.fromkeys(_NOTHING, ""),
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict.fromkeys("\ufb05\ufb06", "st"),
}
# A dash that opens a paragraph was typed by hand and is text.
BULLETS = "•◦▪■●○‣∙➢⁃·\uf0a7\uf0b7\uf0d8"

# What Danish texts are made of, composed letters only and no bullet among them.
_ORDINARY = re.compile(r"[\n -~¡-¬®-¶¸-ʯ–—‘-„†…€]*+")
_ENDS = ("", " ", "\n", "*")
_REPLACEABLE = re.compile(f"[{re.escape(''.join(_REPLACED))}]")
_GAP = re.compile(r"[ \n]+")
# A symbol that stands alone is no bullet of anything; possessive, so that it is not taken apart.
_BULLET = re.compile(rf"(?:(?<=\n)|\A)(?:[{BULLETS}]\ ?|\*\ )++(?=[^\n])")
_CLUSTER = 30  # combining marks behind one letter; more are sorted before they are composed
_LATIN = "\u0300"  # nothing below composes with what stands before it


class Clean(NamedTuple):
    """A normalized text; `origins[i]` is the index in the raw text of `text[i]`.

    `origins` is None where nothing moved.
    """

    text: str
    origins: tuple[int, ...] | None


class _Edit(NamedTuple):
    """`text[start:end]` becomes `new`, whose first letter stood at `origin`."""

    start: int
    end: int
    new: str
    origin: int


def clean(raw: str) -> Clean:
    r"""Unicode NFC, plain blanks and hyphens, no bullets, paragraphs separated by one \n.

    >>> clean("• drifts-\u00a0 og anlæg\n\n").text
    'drifts- og anlæg'
    """
    if _is_clean(raw):
        return Clean(raw, None)
    text, origins = raw, list(range(len(raw)))
    for edits_of in (_replacements, _compositions, _gaps, _bullets):
        edits = list(edits_of(text))
        if edits:
            text, origins = _edited(text, origins, edits)
    return Clean(text, None if text == raw else tuple(origins))


def _is_clean(raw: str) -> bool:
    """Whether nothing is to be done; true of most texts, so each letter is looked at once."""
    if raw[:1] in _ENDS or raw[-1:] in _ENDS or "  " in raw:
        return not raw
    if "\n" in raw and (" \n" in raw or "\n " in raw or "\n\n" in raw or "\n*" in raw):
        return False
    if _ORDINARY.match(raw).end() == len(raw):  # type: ignore[union-attr] # matches "" at least
        return True
    return not _REPLACEABLE.search(raw) and not _BULLET.search(raw) and _is_composed(raw)


def _is_composed(raw: str) -> bool:
    # Composing in place is quadratic in a run of combining marks; long texts go by clusters.
    return raw.isascii() or (len(raw) < 5000 and unicodedata.is_normalized("NFC", raw))


def _edited(text: str, origins: list[int], edits: Iterable[_Edit]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    moved: list[int] = []
    done = 0
    for edit in edits:
        pieces += (text[done : edit.start], edit.new)
        moved += origins[done : edit.start]
        moved += [origins[edit.origin]] * len(edit.new)
        done = edit.end
    pieces.append(text[done:])
    moved += origins[done:]
    return "".join(pieces), moved


def _replacements(text: str) -> Iterator[_Edit]:
    for found in _REPLACEABLE.finditer(text):
        yield _Edit(found.start(), found.end(), _REPLACED[found[0]], found.start())


def _compositions(text: str) -> Iterator[_Edit]:
    """Every letter with its combining marks that is not composed (NFC)."""
    if _is_composed(text):
        return
    for start, end in _clusters(text):
        printed = text[start:end]
        composed = unicodedata.normalize("NFC", _ordered(printed))
        if composed != printed:
            yield _Edit(start, end, composed, start)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that compose as one; only those that may change."""
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and _joins(text[start], text[index]):
            continue
        if index - start > 1 or text[start] >= _LATIN:
            yield start, index
        start = index


def _joins(first: str, letter: str) -> bool:
    if letter < _LATIN:
        return False
    if unicodedata.combining(letter):
        return True
    # Some starters compose too (Hangul).
    whole = unicodedata.normalize("NFC", first + letter)
    return len(whole) == 1 and first >= _LATIN


def _ordered(cluster: str) -> str:
    if len(cluster) <= _CLUSTER:
        return cluster
    return cluster[0] + "".join(sorted(cluster[1:], key=unicodedata.combining))


def _gaps(text: str) -> Iterator[_Edit]:
    """Runs of blanks and line feeds: none at either end, one line feed or one blank within."""
    for found in _GAP.finditer(text):
        start, end = found.span()
        line_feed = text.find("\n", start, end)
        new = "" if start == 0 or end == len(text) else "\n" if line_feed >= 0 else " "
        if new != found[0]:
            yield _Edit(start, end, new, max(start, line_feed))


def _bullets(text: str) -> Iterator[_Edit]:
    for found in _BULLET.finditer(text):
        yield _Edit(found.start(), found.end(), "", found.start())
