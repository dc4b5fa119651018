"""Why a text could not be understood.

NormalizationError
└── Unreadable      kind, raw text, and what was expected
"""

from __future__ import annotations


class NormalizationError(Exception):
    """The root of what the normalizers raise."""


class Unreadable(NormalizationError):  # noqa: N818 - named for what the text is
    """A text that is no `kind`; the message has the value in repr and what was expected."""

    def __init__(self, kind: str, raw: str, hint: str) -> None:
        super().__init__(f"{raw!r} is no {kind}: {hint}")
        self.kind = kind
        self.raw = raw
        self.hint = hint
