"""How many of something there are, in words for a person."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """The number and what is counted.

    >>> counted(1, "page"), counted(2, "page"), counted(0, "copy", "copies")
    ('1 page', '2 pages', '0 copies')
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"
