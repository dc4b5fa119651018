"""What a user can do about each error code; docs/error-codes.md tells more."""

from __future__ import annotations

from typing import Final

REMEDIES: Final = {
    "encrypted": "give --password, or ask for an open file",
    "unsupported-format": "save it as PDF or DOCX, or let LibreOffice do it with --convert",
    "not-a-document": "fetch the file again",
    "damaged": "fetch the file again, or open and save it in the program it comes from",
    "too-large": "split the document",
    "timeout": "give it longer with --timeout SECONDS",
    "out-of-memory": "give it more with --memory MEGABYTES",
    "crashed": "try --engine pdfplumber if it is a PDF",
    "unreadable": "see to it that the file can be read, and run again",
}


def remedy(code: str | None) -> str:
    """What to do, to follow the message; empty where nothing is known."""
    found = REMEDIES.get(code or "")
    return f" [{found}]" if found else ""
