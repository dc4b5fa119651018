"""HTML: whole pages with tables, and fragments inside the cells of a text file.

Parsed by lxml with no network and bounded depth; scripts, styles and hidden parts are left out.
"""

from __future__ import annotations

import re

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from extractors.document import Block, Document
from extractors.errors import Damaged, TooLarge
from extractors.formats.encodings import decoded
from extractors.formats.html_blocks import Reader
from extractors.formats.html_styles import styles
from extractors.limits import Limits

NAME = "html"

# What may stand before the first element.
_PROLOGUE = re.compile(r"\ufeff?(?:\s+|<\?xml[^>]*>|<!--.*?-->)*", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|meta|title|table)\b", re.IGNORECASE)
_PART = re.compile(r"<\s*[a-z][a-z0-9]*\b[^<>]*>", re.IGNORECASE)
# A tab between two texts of a line, or between elements of one: a row of a text file.
_TABBED = re.compile(r"[^\s]\t+[^\s]")
_CONTROL = dict.fromkeys((*range(9), 11, *range(14, 32), 127))


def recognizes(head: bytes) -> bool:
    """A page, or a part of one that is not the first cell of a text file's row."""
    text = decoded(head)
    start = _PROLOGUE.match(text)
    rest = text[start.end() if start else 0 :]
    if _PAGE.match(rest):
        return True
    return bool(_PART.match(rest)) and "<table" in rest.lower() and not _TABBED.search(rest)


def read(data: bytes, limits: Limits) -> Document:
    """The paragraphs and tables of a page, in reading order."""
    page = _parsed(decoded(data))
    title = " ".join((page.findtext(".//title") or "").split())
    return Document(
        "text/html",
        NAME,
        Reader(limits, styles(page)).blocks(page),
        properties=(("title", title),) if title else (),
    )


def fragment(
    text: str, limits: Limits, prefix: str = "", *, paragraphs: int = 0, tables: int = 0
) -> tuple[Block, ...]:
    """The blocks of a piece of HTML that stands in something else."""
    root = _parsed(f"<div>{text}</div>")
    return Reader(limits).blocks(root, prefix, paragraphs=paragraphs, tables=tables)


def _parsed(text: str) -> HtmlElement:
    """The tree; whatever libxml2 gave up on is not half read."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        # Control characters are no HTML; a NUL would end the text for some parsers.
        root = html.document_fromstring(text.translate(_CONTROL).encode("utf-8", "replace"), parser)
    except (LxmlError, ValueError) as error:
        raise _given_up(parser) or Damaged(f"the HTML cannot be parsed: {error}") from error
    stopped = _given_up(parser)
    if stopped is not None:
        raise stopped
    return root


def _given_up(parser: html.HTMLParser) -> TooLarge | None:
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            return TooLarge(f"the HTML is beyond what is parsed: {entry.message.strip()}")
    return None
