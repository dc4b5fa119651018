"""What a hyphen at the end of a printed line means: of the word, or put in by the typesetter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from extractors.pages.broken import HYPHENS, IN_A_LIST, SOFT, Breaks, head_of, is_broken
from extractors.pages.halves import FIRST_LETTERS, LAST_LETTERS, are_halves, is_long
from extractors.pages.sentences import is_abbreviated
from extractors.pages.spelling import Spelling
from extractors.pages.words import WORD, Words, printed, words_in

_LINE_ENDS = tuple([f"{hyphen}\n" for hyphen in HYPHENS])
# "drifts- og anlægsudgifter": the hyphen stands for the word's second half.
_SUSPENDED = re.compile(r"(?:og|eller|samt|til|som|men|og/eller|hhv\.?|henholdsvis)(?!\w)")
_LATE_HYPHEN = re.compile(rf"[-\u2010\u2011] {IN_A_LIST.pattern}")
# "1.010.047", whose "1.010.04" is no number, and "31.12.2024".
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,2}[./-]\d{1,2}[./-]20\d\d")
_OPENING = "(["
TELLING_ENDS = frozenset(("", *HYPHENS, "/", "–", *_OPENING))  # of a line; others have a blank
_EITHER = '"'  # begins and ends a quotation, and ends it before another of those
_CLOSING = frozenset(",.;:!?)]")
NO_BLANK_BEFORE = frozenset(("»", "”", _EITHER, *_CLOSING))
_QUOTES = frozenset("»”")  # of those
# Words that stand in the narrowest columns, of deadlines.
_NARROW = frozenset(
    (
        *("januar", "februar", "marts", "april", "juni", "juli", "august", "september"),
        *("oktober", "november", "december", "kvartal", "halvår", "ultimo", "primo", "medio"),
        *("budgetopfølgning", "budgetrevision", "budgetopfølgningen"),
    )
)
# Last parts of the names of those who decide, which are the longest words of many reports.
_LAST_PARTS = ("udvalget", "udvalgets", "udvalg", "bestyrelsen", "bestyrelse", "forvaltningen")
_SHORTEST = 2  # letters of such a part that are words too: "ud"
# Letters that are no word and no abbreviation of one.
_NO_WORD = re.compile(r"[bcdfghjklmnpqrstvwxz]{1,3}", re.IGNORECASE)
_ONE_LETTER = re.compile(r"[^\W\daiåø](?=[ ,]|$)", re.IGNORECASE)  # no words, nor list items
_ABBREVIATIONS = frozenset(
    (
        *("kr", "tkr", "dkk", "pr", "pct", "pl", "nr", "stk", "st", "th", "tv", "vdr", "hhv", "jf"),
        *("kl", "mv", "fx", "hr", "fr", "km", "cm", "mm", "ml", "kg", "kvm"),
        *("d", "f", "m", "p", "s"),
    )
)
# Ends of words that begin none.
_TAIL = re.compile(
    r"""[bcdfghjklmnpqrstvwxz]{0,2}
    (?: (?: ning | else | tion | sion | itet | ering ) (?: e?[nr] | e?rne | ens )? s?
      | erne s? )""",
    re.VERBOSE,
)
# Three thousand to one, see `spelling`; less for long words alone on a line where a document is
# seen to cut them: in eleven that do, none of 258 such words and those below was likelier than 3.2.
_SURE, _LIKELY = 8.0, 5.0
_CUTS, _CUT_SHARE = 5, 0.2  # words that show it, and their share of those that fill a line
_LONGEST_PARTICLE = 4


class Hyphens:
    """Decides by what the document writes elsewhere, else by whether it breaks words at all."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._words = Words()
        self._breaks = Breaks(self._words)
        self._total = 0
        self._spelling: Spelling | None = None  # made when it is asked for
        self.learn(printed(texts))
        self.settle()

    def learn(self, lines: str, previous: str = "") -> str:
        """Take note of consecutive lines, each with a line feed behind it.

        The answer is the last of them, `previous` if there are none.
        """
        if not lines:
            return previous
        self._total += lines.count("\n")
        self._breaks.see(lines)
        self._spelling = None
        if is_broken(previous) or any(hyphen in lines for hyphen in _LINE_ENDS):
            self._learn_broken(lines, previous)
        else:
            self._words.take_lines(lines)
        return lines[lines.rfind("\n", 0, -1) + 1 : -1]

    def _learn_broken(self, lines: str, previous: str) -> None:
        """The same of lines of which some may end in a hyphen: what is broken is no word."""
        whole: list[str] = []
        was_broken = is_broken(previous)
        for text in lines.split("\n")[:-1]:
            is_cut = text[-1:] in HYPHENS and is_broken(text)
            if was_broken or is_cut:
                words = words_in(text)
                if was_broken and words:
                    self._breaks.take(previous, words.pop(0))
                self._words.take(words[:-1] if is_cut else words)
            else:
                whole.append(f"{text}\n")
            previous, was_broken = text, is_cut
        self._words.take_lines("".join(whole))

    def settle(self, lone: Collection[tuple[str, str]] = ()) -> None:
        """Make up one's mind: no more lines come.

        `lone` are the long words that fill a line of their cell alone, with the lines below.
        """
        self._cuts = self._seen_to_cut(lone)
        self._breaks.settle(self._total)

    def joined(self, above: str, below: str) -> tuple[str, str]:
        r"""The line above as it goes on, and what stands between it and the line below.

        >>> Hyphens().joined("drifts-", "og anlægsudgifter")
        ('drifts-', ' ')
        >>> Hyphens().joined("drifts\u00ad", "og anlægsudgifter")
        ('drifts-', ' ')
        >>> Hyphens().joined("en eksa\u00ad", "men i år")
        ('en eksa', '')
        >>> Hyphens().joined("i 2015-", "2017")
        ('i 2015-', '')
        >>> Hyphens().joined("2 mio. kr./", "år")
        ('2 mio. kr./', '')
        >>> Hyphens().joined("botilbud (", "tilskud)")
        ('botilbud (', '')
        """
        if above[-1:] in TELLING_ENDS or below[:1] in NO_BLANK_BEFORE:
            return self._joined_at_sign(above, below)
        return above, " "

    def _joined_at_sign(self, above: str, below: str) -> tuple[str, str]:
        if above.endswith(SOFT):
            return self._joined_at_soft(above[:-1], below)
        if not above or above[-1] in _OPENING or _is_end(below):
            return above, ""
        if above[-1:] == "/" and (above[-2:-1].isalnum() or is_abbreviated(above[:-1])):
            return above, ""
        if above[-1] == "–" and above[-2:-1].isdigit() and below[:1].isdigit():
            return above, ""
        return self._joined_at_hyphen(above, below) if is_broken(above) else (above, " ")

    def _joined_at_hyphen(self, above: str, below: str) -> tuple[str, str]:
        found = WORD.match(below)
        is_suspended = self._is_suspended(head_of(above), below)
        if is_suspended and not (found and self._breaks.is_of_typesetters(above, found[0])):
            return above, " "
        is_put_in = found is not None and self._breaks.is_put_in(above, found[0])
        return (above[:-1], "") if is_put_in else (above, "")

    def joined_over_page(self, above: str, below: str) -> tuple[str, str]:
        """The same at the end of a page, where no sign tells of a hyphen that was put in."""
        first, between = self.joined(above, below)
        if between or not is_broken(first):
            return first, between
        found = WORD.match(below)
        if found is None:
            return first, between
        return (first[:-1] if self._breaks.is_unsigned(above, found[0]) else first), ""

    def _is_suspended(self, head: str, below: str) -> bool:
        """Whether the hyphen stands for the second half of a word, as in "drifts- og".

        What follows may also be the rest of a word that was broken, as in "lige-som".
        """
        found = _SUSPENDED.match(below)
        if found is None:
            return False
        whole = f"{head}{found[0]}".casefold()
        is_rest = self.breaks_words and (self._words[whole] > 0 or self.spells(head, below) > _SURE)
        return not is_rest

    def _joined_at_soft(self, above: str, below: str) -> tuple[str, str]:
        """What stands before a hyphen that looks put in as it goes on.

        >>> Hyphens().joined("i 2015\u00ad", "2017")
        ('i 2015-', '')
        """
        if above[-1:].isdigit() or below[:1].isdigit():
            return f"{above}-", ""
        if IN_A_LIST.match(below):
            return f"{above}-", " "
        return (f"{above}-" if self._is_written(head_of(f"{above}-"), below) else above), ""

    def is_torn(self, above: str, below: str, *, filled: bool = True) -> bool:
        """Whether a word or number too long for its column was cut without a hyphen.

        `filled` tells that the line above has no room for another letter.
        """
        head, tail = above.rpartition(" ")[2], below.partition(" ")[0]
        if _GROUPED.fullmatch(head + tail):
            return not _GROUPED.fullmatch(head)
        found = WORD.match(below)
        if found is None or not below[0].islower() or not above[-1:].isalpha():
            return False
        head, tail = head.casefold(), found[0].casefold()
        if self._words.has_whole(head + tail) or head + tail in _NARROW or _completes(head, tail):
            return True
        if _is_no_word(head) or _is_no_word(tail) or _ONE_LETTER.match(below) or not filled:
            return filled
        return len(head) >= _LONGEST_PARTICLE and _TAIL.fullmatch(tail) is not None

    def are_halves(self, above: str, below: str, counted: int = 0) -> bool:
        """Whether a long word that alone fills a line to its cell's edge goes on below.

        `counted` is how often the piece below was taken for a word, as what begins a page is.
        """
        if not above[-1:].isalpha():
            return False
        if _LATE_HYPHEN.match(below):  # the line had no room for that of "Vesterby/Havnebyen- og"
            return is_long(above)
        if not (below[:1].islower() and is_long(above)):
            return False
        return are_halves(above, below, self._words, counted)

    def spells(self, above: str, below: str) -> float:
        """How much likelier one word is than two where the lines meet, by how words are spelt.

        The logarithm of the ratio; 0 where no letters meet or too few words tell.
        """
        head, tail = LAST_LETTERS.search(above), FIRST_LETTERS.match(below)
        if head is None or tail is None or not below[0].islower():
            return 0.0
        if self._spelling is None:
            self._spelling = Spelling(self._words.inside())
        return self._spelling.odds(head[0].casefold(), tail[0].casefold())

    def are_one(self, above: str, below: str) -> bool:
        """Whether a full line and the one below meet in a word, by how words are spelt."""
        likely = _LIKELY if self._cuts and is_long(above) else _SURE
        return self.spells(above, below) > likely

    def _seen_to_cut(self, lone: Collection[tuple[str, str]]) -> bool:
        """Whether words are cut in this document without a hyphen."""
        if len(lone) < _CUTS:
            return False
        cuts = sum(self.is_torn(above, below) for above, below in lone)
        return cuts >= max(_CUTS, _CUT_SHARE * len(lone))

    def writes(self, word: str) -> bool:
        """Whether the document has the word on other lines than those of narrow columns."""
        return self._words[word.casefold()] > 0

    def has_inside(self, label: str) -> bool:
        """Whether the document has a label, with its colon, in the middle of a line."""
        return self._words.has_inside(label)

    def _is_written(self, head: str, below: str) -> bool:
        """Whether a hyphen that looks put in is of the word: printed by itself, as is kerned.

        >>> Hyphens().joined("af IT\u00ad", "udstyr")
        ('af IT-', '')
        >>> Hyphens().joined("i Center\u00ad", "MED")
        ('i Center-', '')
        >>> Hyphens().joined("om DEKLARATIO\u00ad", "NEN")
        ('om DEKLARATIO', '')
        """
        found = WORD.match(below)
        if found is None or not below[0].islower():
            in_capitals = head[-1:].isupper() and below[:2].isupper()
            return below[:1].isupper() and not in_capitals
        whole, hyphenated = (head + found[0]).casefold(), f"{head}-{found[0]}".casefold()
        is_short_form = len(head) > 1 and head.isupper()
        return is_short_form or self._words[hyphenated] > self._words[whole]

    @property
    def breaks_words(self) -> bool:
        """Whether the document breaks words at line ends."""
        return self._breaks.breaks_words

    def mended(self) -> list[str]:
        """Words broken at hyphens that are read as one, though nothing but habit tells."""
        return self._breaks.mended()

    def is_open(self, above: str, below: str) -> bool:
        """Whether a line ends in a hyphen that may be the word's own or the typesetter's."""
        found = WORD.match(below)
        if found is None or not self.breaks_words or not is_broken(above):
            return False
        if above.endswith(SOFT) or _SUSPENDED.match(below):
            return False
        return self._breaks.is_doubtful(above, found[0])


def may_be_torn(last: str, first: str) -> bool:
    """Whether a word or number may be cut between such letters, a question asked of many lines."""
    return (first.islower() and last.isalpha()) or not first.isalpha()


def _is_end(below: str) -> bool:
    """Whether a line begins with what stands at the end of something.

    Danish has one sign for both ends of a quotation, or those of others the other way round.

    >>> _is_end("» og"), _is_end("»Vi bygger« "), _is_end("”,"), _is_end("”Vi")
    (True, False, True, False)
    >>> _is_end('".'), _is_end('"Vi'), _is_end('" og')
    (True, False, False)
    """
    first, second = below[:1], below[1:2]
    if first == _EITHER:
        return second in _CLOSING
    return first in NO_BLANK_BEFORE and not (first in _QUOTES and second.isalnum())


def _is_no_word(text: str) -> bool:
    """Letters that only stand within words."""
    return _NO_WORD.fullmatch(text) is not None and text not in _ABBREVIATIONS


def _completes(head: str, tail: str) -> bool:
    """Whether the cut goes through the last part of a long name.

    >>> _completes("sundhedsudval", "get"), _completes("tilbud", "valget")
    (True, False)
    """
    for part in _LAST_PARTS:
        begun = part.removesuffix(tail)
        if len(begun) >= _SHORTEST and part.endswith(tail) and head.endswith(begun):
            before = head.removesuffix(begun)
            return bool(before) and (len(begun) > _SHORTEST or before.endswith("s"))
    return False
