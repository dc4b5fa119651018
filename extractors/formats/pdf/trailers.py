"""Files whose last bytes are missing: those that say where the document begins, and no more.

All objects stand before the table of them, so that nothing is lost where that is whole.
"""

from __future__ import annotations

import re

_TABLE = re.compile(
    rb"""
    \s* xref \s+ (?P<first>\d{1,9}) \s+ (?P<count>\d{1,9}) \s+
    (?P<entries> (?: \d{10} \s \d{5} \s [fn] \s{1,2} )+ )
    trailer \b
    """,
    re.VERBOSE,
)
_ENTRY = 20  # bytes
_CATALOG = re.compile(
    rb"""
    \b (\d{1,9}) \s+ (\d{1,5}) \s+ obj \s* <<
    (?: (?!endobj) . ){0,2000}? /Type \s* /Catalog \b
    """,
    re.VERBOSE | re.DOTALL,
)
_END = b"endobj"


def with_trailer(data: bytes) -> bytes | None:
    """The file with what should end it; None where more may be missing, or something else."""
    if b"startxref" in data or b"/Encrypt" in data:
        return None  # several versions, or a key that is lost
    at = data.rfind(_END) + len(_END)
    table = _TABLE.match(data, at)
    if table is None or len(table["entries"]) != _ENTRY * int(table["count"]):
        return None
    catalogs = {found.groups() for found in _CATALOG.finditer(data, 0, at)}
    if int(table["first"]) or len(catalogs) != 1:
        return None
    ((number, generation),) = catalogs
    about = b" << /Size %s /Root %s %s R >>\n" % (table["count"], number, generation)
    return data[: table.end()] + about + b"startxref\n%d\n%%%%EOF\n" % data.index(b"xref", at)
