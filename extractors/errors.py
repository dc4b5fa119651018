"""Why a document could not be read.

    ExtractionError
    ├── NotADocument        not-a-document        zero bytes, an error page, any other content
    ├── UnsupportedFormat   unsupported-format    a document, but of a kind that has no reader here
    ├── Encrypted           encrypted             needs a password
    ├── Damaged             damaged               of a known kind, but broken beyond reading
    ├── TooLarge            too-large             would pass a limit
    └── Unreadable          unreadable            anything else that stops the whole document

Each class carries the stable code that stands in `documents.error_code`. A message has the place,
the value in repr and what was expected.
"""

from __future__ import annotations

from typing import ClassVar


class ExtractionError(Exception):
    """A document that cannot be read; `code` is stable, the message is for a person."""

    code: ClassVar[str] = "unreadable"


class NotADocument(ExtractionError):  # noqa: N818 - named for what the file is
    code = "not-a-document"


class UnsupportedFormat(ExtractionError):  # noqa: N818
    code = "unsupported-format"


class Encrypted(ExtractionError):  # noqa: N818
    code = "encrypted"


class Damaged(ExtractionError):  # noqa: N818
    code = "damaged"


class TooLarge(ExtractionError):  # noqa: N818
    code = "too-large"


class Unreadable(ExtractionError):  # noqa: N818
    code = "unreadable"
