"""Pages that inherit their fonts, pictures and size, written so that each says its own.

Where pdfium makes fields and stamps part of a page it takes what the page itself does not say for
missing: its pictures are gone then, its letters may be other ones, and its paper is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.errors import Damaged

_MOST = 20_000  # pages
_SIZE = re.compile(rb"/Size (\d{1,9})")
_ENTRY = b"%d 1\n%010d 00000 n \n"
_PLAIN = frozenset(map(chr, range(ord("!"), ord("~") + 1))) - frozenset("#/%()<>[]{}")


def with_own(data: bytes, password: str | None) -> bytes | None:
    """The file, without a password, whose pages say all they inherit; None where they do."""
    if not _pages(data, password or ""):
        return None
    with closing(pdfium.PdfDocument(data, password=password)) as file:
        out = io.BytesIO()
        file.save(out, flags=raw.FPDF_REMOVE_SECURITY)
    data = out.getvalue()
    return with_objects(data, _pages(data, ""))


def with_objects(data: bytes, objects: Mapping[int, bytes]) -> bytes:
    """A file as pdfium writes it, with these objects behind it, new ones or once more."""
    head, _, start = data.rpartition(b"startxref")
    trailer = head.rpartition(b"trailer")[2].strip()
    out, entries = bytearray(data + b"\n"), b""
    for number, one in sorted(objects.items()):
        entries += _ENTRY % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    least = max(objects, default=0) + 1
    about = _SIZE.sub(lambda told: b"/Size %d" % max(int(told[1]), least), trailer)
    about = about.removesuffix(b">>") + b"/Prev %d >>" % int(start.split()[0])
    return bytes(
        out + b"xref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (entries, about, len(out))
    )


def _pages(data: bytes, password: str) -> dict[int, bytes]:
    """By their numbers the pages with something over them that do not say all they have.

    Written as they should be; {} where that cannot be told.
    """
    from extractors.formats.pdf import plumber_pages

    try:
        file = plumber_pages.opened(data, password)
        return {number: written(page) for number, page in _inheriting(file)}
    except (*plumber_pages.FAILURES, Damaged):
        return {}


def _inheriting(file: Any) -> Iterator[tuple[int, Any]]:
    """The pages with something over them that do not say all they have."""
    from pdfminer.pdftypes import PDFObjRef

    from extractors.formats.pdf.plumber_pages import leaves, resolved

    for key, page in filter(None, islice(leaves(file), _MOST)):
        own = resolved(PDFObjRef(file.doc, key)) if key else page
        if "Annots" in page and isinstance(own, dict) and page.keys() - own.keys():
            yield key, page


def written(value: Any) -> bytes:
    """A value as it stands in a file."""
    from pdfminer.pdftypes import PDFObjRef
    from pdfminer.psparser import PSLiteral

    if isinstance(value, dict):
        pairs = (_name(key) + b" " + written(one) for key, one in value.items())
        return b"<< " + b" ".join(pairs) + b" >>"
    if isinstance(value, list):
        return b"[ " + b" ".join(map(written, value)) + b" ]"
    if isinstance(value, PDFObjRef):
        return b"%d 0 R" % value.objid
    if isinstance(value, PSLiteral):
        return _name(value.name)
    return b"<" + value.hex().encode() + b">" if isinstance(value, bytes) else _plain(value)


def _plain(value: float | None) -> bytes:
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return (b"%d" if isinstance(value, int) else b"%f") % value


def _name(name: str | bytes) -> bytes:
    text = name.decode("latin-1") if isinstance(name, bytes) else name
    escaped = (one if one in _PLAIN else "".join(f"#{b:02X}" for b in one.encode()) for one in text)
    return b"/" + "".join(escaped).encode()
