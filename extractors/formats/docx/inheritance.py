"""What the runs of one place in a document inherit: defaults, table style, paragraph style."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from extractors.formats.docx.colours import Theme
from extractors.formats.docx.names import VAL, w
from extractors.formats.docx.styles import NOTHING, Style, Styles, is_symbol_font, over, run_says

_STYLE = w("rStyle")
# Attributes of these are told apart by name; of other properties the values are enough.
_NAMED = frozenset((w("rFonts"), w("shd"), w("color")))


class Look(NamedTuple):
    """How a run is set, with what every run is asked for worked out once."""

    style: Style
    hidden: bool
    pictured: bool  # in a symbol font, some of its letters at least
    coloured: bool  # itself or what is behind it
    plain: bool  # neither pictured nor raised: its letters are read as they are


class Inheritance:
    """Answers for paragraphs under the same defaults; Word repeats itself, so answers are kept."""

    def __init__(self, styles: Styles, theme: Theme, table: Style = NOTHING) -> None:
        self.styles, self.theme = styles, theme
        self._under = over(table, styles.document)
        self._paragraphs: dict[str | None, Style] = {}
        self._plain: dict[str | None, Look] = {}
        self._runs: dict[tuple[object, ...], Look] = {}
        self._tables: dict[Style, Inheritance] = {}

    def in_table(self, table: Style) -> Inheritance:
        """The same under a table style."""
        found = self._tables.get(table)
        if found is None:
            found = self._tables[table] = Inheritance(self.styles, self.theme, table)
        return found

    def paragraph(self, identity: str | None) -> Style:
        """The style of a paragraph that names `identity`; None and an unknown one: the default."""
        found = self._paragraphs.get(identity)
        if found is None:
            own = self.styles.named(identity, "paragraph")
            found = self._paragraphs[identity] = over(own, self._under)
        return found

    def plain_run(self, identity: str | None) -> Look:
        """The look of a run without properties in a paragraph of style `identity`."""
        found = self._plain.get(identity)
        if found is None:
            found = self._plain[identity] = _look(self.paragraph(identity))
        return found

    def run(self, identity: str | None, properties: etree._Element) -> Look:
        """The look of a run with these properties in a paragraph of style `identity`."""
        parts: list[object] = [identity]
        for node in properties:
            tag = node.tag
            parts.append(tag)
            parts += node.items() if tag in _NAMED else node.values()
        key = tuple(parts)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = _look(self._resolved(identity, properties))
        return found

    def _resolved(self, identity: str | None, properties: etree._Element) -> Style:
        below = self.paragraph(identity)
        named = properties.find(_STYLE)
        if named is not None:
            below = _toggled(self.styles.named(named.get(VAL), "character"), below)
        return over(run_says(properties, self.theme), below)


def _look(style: Style) -> Look:
    pictured = is_symbol_font(style.font) or is_symbol_font(style.wide_font)
    coloured = bool(style.colour or style.behind)
    return Look(style, bool(style.hidden), pictured, coloured, not (pictured or style.raised))


def _toggled(character: Style, paragraph: Style) -> Style:
    """A toggle that the character style sets again is off: bold in bold is plain."""
    found = over(character, paragraph)
    if character.bold and paragraph.bold:
        found = found._replace(bold=False)
    if character.hidden and paragraph.hidden:
        found = found._replace(hidden=False)
    return found
