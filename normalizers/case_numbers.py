"""Case numbers as Danish public bodies print them: KLE, Acadre and SBSYS forms."""

from __future__ import annotations

import re

from normalizers.reading import Reading
from normalizers.text import BULLETS
from normalizers.unknown_letters import UNKNOWN

LONGEST_LINE = 300  # of a report's front; prose behind that is not searched

# 00.30.00-S00-6-16, and compact 00.30.10P19-0028: group, facet, running number, year. A blank
# may have slipped in beside a hyphen, at a line end.
_KLE = re.compile(
    r"(?<![\d.])\d\d\.\d\d\.\d\d(?:\s?-\s?)?[A-ZÆØÅ]\d\d(?:\s?-\s?\d{1,6}){1,2}"
    rf"(?![\w{UNKNOWN}]|-\d)"
)
# "Sagsid:", "Sags-id", "Sagsnr.", "Sag nr.", "J.nr.", "Journalnummer", "KLE", "ESDH-sag".
_LABEL = re.compile(
    r"""
    (?<!\w)(?:
        sags? (?:[\s-]?(?:id(?:ent)?|nr|nummer|no))? (?=[\s.:])
      | (?:journal|jour|j)\.?\s?-?(?:nr|nummer)
      | (?:esdh|acadre|sbsys|edoc|kle|f2)(?:[\s-]?(?:sag|nr|nummer|id|sagsnr))?
    )
    (?:\.|\s?:|\s){0,3}\s?
    (?P<case>[A-ZÆØÅ]{0,4}-?\d[\w.\-/]{2,30}+)(?!\ufffd)   # no letter of it is unknown
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE_LABEL = re.compile(
    r"(?:sags?[\s-]?(?:id(?:ent)?|nr|nummer)|(?:journal|j)\.?\s?-?(?:nr|nummer)|sag)\.?\s?:?\s*",
    re.IGNORECASE,
)
# A glyph without a known character, which no bullet is.
_UNKNOWN = re.compile(f"[-.]?(?![{BULLETS}])[\ufffd\ue000-\uf8ff]")
_DATE = re.compile(r"\d{1,2}[.\-/]\d{1,2}[.\-/](?:\d\d|\d{4})")
_FEWEST_DIGITS = 4  # "sag 3" is an item on an agenda


def find(text: str) -> Reading[str] | None:
    """The case number in a line of a report's front; None where there is none.

    >>> find("Sagsid: 00.30.00-S00-6-16").value
    '00.30.00-S00-6-16'
    """
    line = text[:LONGEST_LINE]
    whole = (one for one in _KLE.finditer(line) if not _UNKNOWN.match(line, one.end()))
    found = {re.sub(r"\s", "", one[0]) for one in whole}
    if len(found) == 1:
        return Reading(found.pop(), text, "kle")
    if found:
        return None
    for labelled in _LABEL.finditer(line):
        case = labelled["case"].rstrip(".-/_")
        if _UNKNOWN.match(line, labelled.start("case") + len(case)):
            continue
        if sum(map(str.isdigit, case)) >= _FEWEST_DIGITS and not _DATE.fullmatch(case):
            return Reading(case, text, "label")
    return None


def is_label(text: str) -> bool:
    """Whether a line is a label whose number stands on the next one."""
    return len(text) <= LONGEST_LINE and _BARE_LABEL.fullmatch(text.strip()) is not None
