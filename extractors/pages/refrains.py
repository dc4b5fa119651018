"""What pages say again, but for the numbers in it."""

from __future__ import annotations

import re
from functools import lru_cache

ZONE = 0.16  # of the page's height at its top and bottom: headers and footers stand there
_NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"""
    (?: (?: side | s\. | page | p\. ) \s* )?  # "Side"
    [-–(\[]? \s* \d{1,4} \s* [-–)\]]?         # "3", "- 3 -"
    (?: \s* (?: af | of | / | ud\ af ) \s* \d{1,4} )?
    \s*""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=4096)
def numberless(text: str) -> str:
    """A text as it is alike on all pages; what is asked for often stands on many of them.

    >>> numberless("Side 3 af 12")
    'Side # af #'
    """
    return _NUMBER.sub("#", text)


def is_page_number(text: str) -> bool:
    """Whether a text can be nothing but the number of its page.

    >>> is_page_number("Side 9"), is_page_number("9 af 12"), is_page_number("2021")
    (True, True, False)
    """
    return PAGE_NUMBER.fullmatch(text) is not None and any(map(str.isalpha, text))
