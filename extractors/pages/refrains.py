"""What pages say again, but for the numbers in it."""

from __future__ import annotations

import re
from functools import lru_cache

ZONE = 0.16  # of the page's height at its top and bottom: headers and footers stand there
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def numberless(text: str) -> str:
    """A text as it is alike on all pages; what is asked for often stands on many of them.

    >>> numberless("Side 3 af 12")
    'Side # af #'
    """
    return _NUMBER.sub("#", text)
