"""What can keep an export from being written.

ExportError
├── NoOutput          no finished output stands in the folder
├── Damaged          a file of the output is not what was written
├── Changed           a run replaced the output while it was read
└── LibraryMissing    the form needs a library that is not installed
"""

from __future__ import annotations

from pathlib import Path


class ExportError(Exception):
    """An export cannot be written; the message says what to do."""


class NoOutput(ExportError):  # noqa: N818 - it says what happened
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: no finished output stands here; write one with: "
            f"milepael run REPORT.pdf -o {folder}"
        )


class Damaged(ExportError):  # noqa: N818 - it says what happened
    def __init__(self, path: Path, error: Exception) -> None:
        super().__init__(f"{path}: not the file that a run wrote ({error}); run milepael again")


class Changed(ExportError):  # noqa: N818 - it says what happened
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: a run replaced the output while it was read; export it again")


class LibraryMissing(ExportError):  # noqa: N818 - it says what happened
    def __init__(self, form: str, library: str, extra: str) -> None:
        super().__init__(
            f"--{form} needs {library}, which is not installed; "
            f"install it with: pip install 'milepael[{extra}]'"
        )
