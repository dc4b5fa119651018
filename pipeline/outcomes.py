"""What became of reading one document: its result, or why there is none."""

from __future__ import annotations

import signal
from typing import NamedTuple, TypeAlias

from extractors.errors import ExtractionError
from extractors.limits import MEBIBYTE
from pipeline.worker import SourceChanged

# A process that used this share of its memory when it ended did not get what it asked for next.
FULL = 0.5
# Codes of documents.error_code that a higher limit, or another day, may spare.
TRANSIENT = frozenset(("timeout", "out-of-memory", "crashed", "unreadable"))
LOCKED = "encrypted"  # that another password may spare


class Failure(NamedTuple):
    """Why a document has no result: a code of docs/error-codes.md, a sentence, whether to keep."""

    code: str
    message: str
    kept: bool = True  # False: the next run is to try again


Outcome: TypeAlias = bytes | Failure


class Died(NamedTuple):
    """A process that ended without a result."""

    exit_code: int  # negative: the signal
    most_memory: int  # bytes that it was seen to use
    out_of_memory: bool = False  # it said so itself, or was killed for it

    def joined(self, earlier: Died) -> Died:
        """The later of two deaths of one document, knowing of both."""
        return Died(
            self.exit_code,
            max(self.most_memory, earlier.most_memory),
            self.out_of_memory or earlier.out_of_memory,
        )


def failure(error: Exception) -> Failure:
    """Why reading raised: the file could not be had, or something nobody foresaw."""
    if isinstance(error, ExtractionError):
        return Failure(error.code, str(error))
    if isinstance(error, MemoryError):
        return Failure("out-of-memory", "reading needs more memory than there is")
    if isinstance(error, SourceChanged):
        return Failure("unreadable", str(error), kept=False)
    if isinstance(error, OSError):
        return Failure("unreadable", f"the file cannot be read: {said(error)}", kept=False)
    return Failure("unreadable", f"unforeseen {type(error).__name__}: {said(error)}")


def said(error: Exception) -> str:
    """An error's own words in one line."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(words).split())[:300]


def timed_out(seconds: float) -> Failure:
    return Failure("timeout", f"not read within {seconds:g} seconds")


def of_death(died: Died, memory: int) -> Failure:
    """The failure of a document that no process survives."""
    if died.out_of_memory or died.most_memory > FULL * memory:
        limit = memory // MEBIBYTE
        return Failure("out-of-memory", f"reading needs more than {limit} MB of memory")
    return Failure("crashed", f"the reading process ended twice, by {_cause(died.exit_code)}")


def _cause(exit_code: int) -> str:
    if exit_code >= 0:
        return f"exit status {exit_code}"
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"signal {-exit_code}"
