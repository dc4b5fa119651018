"""How far a run is: a bar on a terminal, lines elsewhere, nothing where nobody asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extractors.counting import counted
from pipeline.records import DocumentRow

LEAST_LINES = 20  # runs of at most this many documents name each of them
STEPS = 20  # lines of a longer run


class Follower(Protocol):
    """Is told what happens; `total` documents are to be read."""

    def start(self, total: int) -> None: ...

    def read(self, rows: Sequence[DocumentRow]) -> None: ...

    def stop(self) -> None: ...


class Nobody:
    """Follows nothing."""

    def start(self, total: int) -> None:
        """Nobody asked."""

    def read(self, rows: Sequence[DocumentRow]) -> None:
        """Nobody asked."""

    def stop(self) -> None:
        """Nobody asked."""


class Lines:
    """A line per document in a short run, every twentieth part of a long one."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._total = self._done = self._pages = self._failed = 0

    def start(self, total: int) -> None:
        self._total = total

    def read(self, rows: Sequence[DocumentRow]) -> None:
        self._done += 1
        self._pages += sum(row.page_count or 0 for row in rows)
        self._failed += sum(row.outcome == "failed" for row in rows)
        if self._total <= LEAST_LINES:
            for row in rows:
                self._say(_line(row))
        elif self._done == self._total or self._done % max(1, self._total // STEPS) == 0:
            counts = f"{counted(self._pages, 'page')}, {self._failed} failed"
            self._say(f"{self._done} of {counted(self._total, 'document')} read, {counts}")

    def stop(self) -> None:
        """Every line is written already."""


class Bar:
    """Documents, pages, failures and the time left, on one line of a terminal."""

    def __init__(self, console: Console) -> None:
        self._bar = Progress(
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]} pages, {task.fields[failed]} failed"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("reading", total=None, pages=0, failed=0)
        self._pages = self._failed = 0

    def start(self, total: int) -> None:
        self._bar.update(self._task, total=total)
        if total:
            self._bar.start()

    def read(self, rows: Sequence[DocumentRow]) -> None:
        self._pages += sum(row.page_count or 0 for row in rows)
        self._failed += sum(row.outcome == "failed" for row in rows)
        self._bar.update(self._task, advance=1, pages=self._pages, failed=self._failed)

    def stop(self) -> None:
        self._bar.stop()


def _line(row: DocumentRow) -> str:
    if row.outcome != "ok":
        return f"{row.source}: {row.outcome}"
    counts = (
        counted(row.item_count, "item"),
        counted(row.follow_up_count, "follow-up"),
        counted(row.amount_count, "amount"),
    )
    return f"{row.source}: {', '.join(counts)}"
