"""Fonts of which a file tells only codes: no encoding, no table of characters, signs by its flags.

Engines take such codes for letters without a word. What the font's own program tells is held
against that; of all else the texts of the whole file decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from extractors.errors import Damaged
from extractors.formats.pdf.borne_out import Standing, standings
from extractors.formats.pdf.codes import LINE_END_HYPHEN
from extractors.formats.pdf.contents import content_data, dictionary, resolved_value
from extractors.formats.pdf.font_texts import texts_of
from extractors.formats.pdf.fonts import Named, family, named, named_by
from extractors.formats.pdf.layers import object_streams
from extractors.formats.pdf.runs import States
from extractors.formats.pdf.truetype import Program, program
from extractors.pages.sheet import Codes, Flags, Ints
from extractors.pages.signs import is_symbolic

if TYPE_CHECKING:  # its module opens files with this one
    from extractors.formats.pdf.pdfium import Opened

_SIMPLE = re.compile(rb"/TrueType\b")
_BRACKET = re.compile(rb"<<|>>")
_TELLS = re.compile(rb"/ToUnicode\b|/Encoding\s{0,9}/")
_ABOUT = 1 << 13  # bytes of what is said of a font, before its kind and behind it
_OF_LETTERS = 1 << 5  # the flag of a font that has letters alone
_MOST_PAGES = 20_000
_DEEPEST = 4  # forms within forms
_ENCRYPTED = b"/Encrypt"


class Coded(NamedTuple):
    """A font of which only codes are told, and what is known of these all the same."""

    program: Program
    standing: Standing

    def letters(self) -> dict[int, str]:
        """What each code is known to stand for."""
        told, answered = self.program.told, self.program.answered
        found = {**answered, **told}
        return {
            code: letter
            for code, letter in found.items()
            if code in told or self._is_borne_out(code, letter)
        }

    def is_known(self, letter: str) -> bool:
        """Whether what engines take a code for is what it stands for."""
        told, answered = self.program.told, self.program.answered
        codes = [code for code, one in answered.items() if one == letter]
        if any(code in told for code in codes):
            return all(told.get(code, letter) == letter for code in codes)
        return any(self._is_borne_out(code, letter) for code in codes)

    def _is_borne_out(self, code: int, letter: str) -> bool:
        """Blanks are what shows nothing, whatever the texts say."""
        if letter.isspace():
            return code not in self.program.printed
        return self.standing.holds(letter)


class BorneOut(NamedTuple):
    """The characters of a page: parallel arrays."""

    codes: Codes  # with letters for what is one though engines say nothing of it
    unknown: Flags
    known: Flags  # in spite of that

    def take(self, coded: Coded, chosen: Ints) -> None:
        """Say it of these characters, which are of one font."""
        each, place = np.unique(self.codes.take(chosen), return_inverse=True)
        if coded.program.is_silent:
            letters = coded.letters()
            known = np.array([one in letters for one in each.tolist()], np.bool_)
            told = [ord(letters.get(one, chr(one))) for one in each.tolist()]
            self.codes[chosen] = np.array(told, np.uint32)[place]
            self.known[chosen] = known[place]
        else:
            hyphened = ("-" if one == LINE_END_HYPHEN else chr(one) for one in each.tolist())
            known = np.array([coded.is_known(letter) for letter in hyphened], np.bool_)
        self.unknown[chosen] = ~known[place]


class CodedFonts:
    """Those of a file, looked up when they are asked for."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password
        self.may_be_any = _ENCRYPTED in data or any(
            map(_may_hold_any, chain([data], object_streams(data)))
        )
        self._known: dict[Named, Coded] | None = None

    def known(self, opened: Opened) -> Mapping[Named, Coded]:
        """What is known of each, by its full name and its flags."""
        if self._known is None:
            self._known = self._looked_up(opened)
        return self._known

    def borne_out(
        self, opened: Opened, about: States, run: Ints, codes: Codes, owned: Flags
    ) -> BorneOut | None:
        """What is known of the characters of a page that only a code was told of; None for none."""
        fonts = [named(font.address) for font in about.fonts]
        if not any(map(_may_be_coded, fonts)):
            return None
        own = {at: self.known(opened).get(font) for at, font in enumerate(fonts)}
        of_character = about.font.take(run)
        found = BorneOut(codes.copy(), *np.zeros((2, len(codes)), np.bool_))
        for at, coded in own.items():
            if coded is not None:
                found.take(coded, ((of_character == at) & owned).nonzero()[0])
        return found

    def _looked_up(self, opened: Opened) -> dict[Named, Coded]:
        programs = self._programs
        if not programs:
            return {}
        texts = texts_of(opened)
        coded = {font: texts.get(font, "") for font in programs}
        others = "\n".join(text for font, text in texts.items() if font not in programs)
        fitting = {font: one.fits_beyond for font, one in programs.items() if one.fits}
        found = standings(coded, others, fitting)
        return {font: Coded(programs[font], found[font]) for font in programs}

    @cached_property
    def _programs(self) -> dict[Named, Program]:
        from extractors.formats.pdf import plumber_pages

        try:
            file = plumber_pages.opened(self._data, self._password or "")
        except Damaged:
            return {}
        found: dict[Named, Program] = {}
        seen: set[Any] = set()
        for leaf in islice(plumber_pages.leaves(file), _MOST_PAGES):
            for font in _fonts(leaf[1].get("Resources"), seen, 0) if leaf else ():
                found[key_of(font)] = program(_program(font))
        return found


def _may_hold_any(part: bytes) -> bool:
    """Whether any font seems to have no table of characters and no encoding with a name."""
    return any(not _TELLS.search(_around(part, *one.span())) for one in _SIMPLE.finditer(part))


def _around(data: bytes, start: int, stop: int) -> bytes:
    """The dictionary in which something stands."""
    first, last = max(start - _ABOUT, 0), min(stop + _ABOUT, len(data))
    before = reversed(list(_BRACKET.finditer(data, first, start)))
    behind = _BRACKET.finditer(data, stop, last)
    begin = _outer(before, b"<<")
    end = _outer(behind, b">>")
    return data[first if begin is None else begin : last if end is None else end]


def _outer(brackets: Iterator[re.Match[bytes]], leaving: bytes) -> int | None:
    """Where the first bracket stands that leaves what is around."""
    depth = 0
    for one in brackets:
        depth += 1 if one[0] != leaving else -1
        if depth < 0:
            return one.start()
    return None


def _may_be_coded(font: Named) -> bool:
    """Whether it is not said to have letters alone, and not one of those whose codes all know."""
    return not font.flags & _OF_LETTERS and not is_symbolic(family(font.name))


def _fonts(resources: Any, seen: set[Any], depth: int) -> Iterator[dict[str, Any]]:
    """The fonts of a page and its forms of which only codes are told, each once."""
    own = dictionary(resources)
    for font in dictionary(own.get("Font")).values():
        key = getattr(font, "objid", id(font))
        if key not in seen and is_coded(dictionary(font)):
            seen.add(key)
            yield dictionary(font)
    for form in dictionary(own.get("XObject")).values() if depth < _DEEPEST else ():
        key = getattr(form, "objid", id(form))
        inner = getattr(resolved_value(form), "attrs", {}).get("Resources")
        if inner is not None and key not in seen:
            seen.add(key)
            yield from _fonts(inner, seen, depth + 1)


def is_coded(font: Mapping[str, Any]) -> bool:
    about = dictionary(font.get("FontDescriptor"))
    encoding = resolved_value(font.get("Encoding"))
    tells = {"BaseEncoding", "Differences"}.intersection(dictionary(encoding))
    is_told = "ToUnicode" in font or bool(tells) or hasattr(encoding, "name")
    is_simple = getattr(resolved_value(font.get("Subtype")), "name", "") == "TrueType"
    is_embedded = "FontFile2" in about
    return is_simple and is_embedded and not is_told and _may_be_coded(key_of(font))


def key_of(font: Mapping[str, Any]) -> Named:
    """By what a font is known among others of its file."""
    about = dictionary(font.get("FontDescriptor"))
    name = getattr(resolved_value(font.get("BaseFont")), "name", "")
    full = name if isinstance(name, str) else name.decode("utf-8", "replace")
    flags = resolved_value(about.get("Flags"))
    return named_by(full, flags if isinstance(flags, int) else 0, _program(font))


def _program(font: Mapping[str, Any]) -> bytes:
    return content_data(dictionary(font.get("FontDescriptor")).get("FontFile2"))
