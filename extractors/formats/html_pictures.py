"""Pictures and drawings that stand in the HTML itself; nothing outside it is ever fetched."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes

from lxml import etree
from lxml.html import HtmlElement

from extractors.document import Mark
from extractors.formats.html_styles import colour

_DATA = re.compile(r"data:image/[\w.+-]+(;[^,;]*)*,", re.IGNORECASE)
_MOST_BYTES = 4_000_000
_ROUND = frozenset(("circle", "ellipse"))


def picture(source: str) -> Mark | None:
    """The mark of a data URI's picture; None where it cannot be seen."""
    head = _DATA.match(source)
    if head is None or len(source) > 2 * _MOST_BYTES:
        return None
    body = unquote_to_bytes(source[head.end() :])
    if ";base64" in head[0].lower():
        try:
            body = base64.b64decode(re.sub(rb"\s+", b"", body) + b"==")
        except binascii.Error:
            return None
    # Only the few documents with pictures pay for reading them.
    from extractors.pictures import picture_mark

    return picture_mark(body)


def drawing(node: HtmlElement) -> Mark:
    """The mark of an inline SVG: its outline's digest, and the fill and form that it shows."""
    outline = hashlib.sha256(etree.tostring(node, with_tail=False))
    shapes = [shape for shape in node.iter() if isinstance(shape.tag, str)]
    fills = (colour(shape.get("fill") or "") for shape in shapes)
    fill = next((found for found in fills if found), None)
    rounded = any(str(shape.tag).rpartition("}")[2] in _ROUND for shape in shapes)
    alone = len(shapes) == 2
    return Mark(
        "drawing", outline.hexdigest(), colour=fill, shape="circle" if rounded and alone else None
    )
