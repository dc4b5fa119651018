"""Case numbers as Danish public bodies print them: KLE, Acadre and SBSYS forms."""

from __future__ import annotations

import re

from normalizers.reading import Reading

_LABEL = re.compile(
    r"\b(?:sags?\s?-?\s?(?:id|nr|nummer)|journal\s?-?(?:nr|nummer)|j\.?\s?-?nr|kle)\b\.?\s*:?\s*"
    r"(?P<case>[A-Z]?\d[\w./-]*\w)",
    re.IGNORECASE,
)
# 00.30.00-S00-6-16, and compact 00.30.10P19-0028: group, facet, running number, year.
_KLE = re.compile(r"(?<![\d.])\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d(?:-\d{1,6}){1,2}(?![\w-])")


def find(text: str) -> Reading[str] | None:
    """The case number in a line of a report's front; None where there is none.

    >>> find("Sagsid: 00.30.00-S00-6-16").value
    '00.30.00-S00-6-16'
    """
    found = _KLE.search(text)
    if found:
        return Reading(found[0], text, "kle")
    labelled = _LABEL.search(text)
    if labelled:
        return Reading(labelled["case"], text, "label")
    return None
