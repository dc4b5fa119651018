"""Files whose last bytes are missing: those that say where the document begins, and no more.

All objects stand before the table of them, so that nothing is lost where that is whole.
"""

from __future__ import annotations

import re
from itertools import islice

_TABLE = re.compile(
    rb"""
    \s* xref \s+ (?P<first>\d{1,9}) \s+ (?P<count>\d{1,9}) \s+
    (?P<entries> (?: \d{10} \s \d{5} \s [fn] \s{1,2} )+ )
    trailer \b
    """,
    re.VERBOSE,
)
_ENTRY = 20  # bytes
_CATALOG = re.compile(rb"/Type\s{0,9}/Catalog\b")
_OBJECT = re.compile(rb"\b(\d{1,9})\s{1,9}(\d{1,5})\s{1,9}obj\b")
_WINDOW = 2_000  # bytes of a catalog before its type
_MOST = 10  # places that look like one
_END = b"endobj"


def with_trailer(data: bytes) -> bytes | None:
    """The file with what should end it; None where more may be missing, or something else."""
    if b"startxref" in data or b"/Encrypt" in data:
        return None  # several versions, or a key that is lost
    at = data.rfind(_END) + len(_END)
    table = _TABLE.match(data, at)
    if table is None or len(table["entries"]) != _ENTRY * int(table["count"]):
        return None
    places = [found.start() for found in islice(_CATALOG.finditer(data, 0, at), _MOST)]
    catalogs = {_object_at(data, place) for place in places}
    if int(table["first"]) or len(catalogs) != 1 or len(places) == _MOST:
        return None
    (catalog,) = catalogs
    if catalog is None:
        return None
    number, generation = catalog
    about = b" << /Size %s /Root %s %s R >>\n" % (table["count"], number, generation)
    return data[: table.end()] + about + b"startxref\n%d\n%%%%EOF\n" % data.index(b"xref", at)


def _object_at(data: bytes, place: int) -> tuple[bytes, bytes] | None:
    """The number and generation of the object that a place in the file is in."""
    before = data[max(place - _WINDOW, 0) : place].rpartition(_END)[2]
    *_, last = (None, *_OBJECT.finditer(before))
    return (last[1], last[2]) if last is not None else None
