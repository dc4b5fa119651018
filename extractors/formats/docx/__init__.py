"""Word documents: what Word shows is what we read.

The package is opened with limits (`package`, `inflation`), the tree of its main part normalized so
that every Word construct is gone that only wraps or hides text (`tree`), then read in one pass
(`reader`, `whole`).

Most of a report is tables whose cells repeat each other but for their texts. Those are found in
the document spelt as a word (`plain_words`, `plain_texts`) and cut out before anything is parsed
(`main_part`, `plain_cut`, `plain_names`), their cells by the paragraphs in them
(`plain_paragraphs`); what repeats is parsed and normalized once (`forms`, `paragraph_forms`), and
rows are made from it and their texts (`plain_rows`, `plain_records`). What a text may change is
asked of the reader of the tree, so what Word means is written in one place. A document that is not
as writers write it is parsed whole.
"""

from __future__ import annotations

from extractors.document import Document
from extractors.limits import Limits

NAME = "docx"


def recognizes(head: bytes) -> bool:
    """Any zip; `read` tells a Word document from other packages."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(data: bytes, limits: Limits) -> Document:
    """The document as Word shows it: final view, hidden text out."""
    from extractors.formats.docx.whole import read_package

    return read_package(data, limits)
