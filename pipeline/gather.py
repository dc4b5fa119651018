"""Every planned document's rows: from the cache where they are kept, else read now and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline import batch, results, second
from pipeline.assemble.reports import Source, failed
from pipeline.batch import Workers
from pipeline.cache import Cache
from pipeline.options import Options
from pipeline.outcomes import LOCKED, TRANSIENT, Failure, Outcome
from pipeline.parts import Parts, parts_of
from pipeline.plan import Content, Plan
from pipeline.progress import Follower, Nobody
from pipeline.records import DocumentRow, DocumentRows
from pipeline.sources import Refused


class Gatherer:
    """The results of one plan; holds only those in memory that are not to be kept."""

    def __init__(self, plan: Plan, cache: Cache, options: Options, workers: Workers) -> None:
        self._plan = plan
        self._cache = cache
        self._options = options
        self._workers = workers
        self._unkept: dict[str, bytes] = {}  # by content: what the next run is to try again

    def missing(self) -> list[Content]:
        """What no earlier run has read."""
        return [one for one in self._plan.contents if not any(map(self._cache.has, _keys(one)))]

    def read_missing(self, follower: Follower) -> int:
        """Read what is missing; how many that were. Raises OSError where it cannot be kept."""
        missing = self.missing()
        follower.start(len(missing))
        try:
            self._read(missing, follower)
        finally:
            follower.stop()
        return len(missing)

    @property
    def contents(self) -> Sequence[Content]:
        """What the plan is about, in order of content."""
        return self._plan.contents

    def parts(self, content: Content, tables: Container[str] | None = None) -> Parts:
        """The rows of one content under its names; read again where what was kept is damaged."""
        found = self._kept(content, tables)
        if found is None:
            self._read([content], Nobody())
            found = self._kept(content, tables)
        assert found is not None
        return results.named(found, content.names)

    def second(self, content: Content) -> Parts | None:
        """What another engine read of it, where a check had that done and it is kept."""
        return self._cache.load(second.key(content.task, self._options))

    def refused(self) -> Iterator[tuple[str, Callable[[], Parts]]]:
        """The one row of everything that could not even be opened, by its document."""
        for refused in self._plan.refused:
            yield _refused_id(refused), partial(_refused_parts, refused)

    @property
    def lasting_fingerprint(self) -> str:
        """The plan's fingerprint; none where the next run is to try something again."""
        return "" if self._unkept else self._plan.fingerprint

    def prune(self) -> None:
        """Forget the results that this plan has no use for."""
        contents = self._plan.contents
        kept = {key for one in contents for key in _keys(one)}
        self._cache.prune(kept | {second.key(one.task, self._options) for one in contents})

    def _read(self, contents: Sequence[Content], follower: Follower) -> None:
        by_key = {one.task.key: one for one in contents}
        tasks = [one.task for one in contents]
        for task, outcome in batch.read_all(tasks, self._options, self._workers):
            content = by_key[task.key]
            result = _result(content, outcome)
            parts = results.named(results.decoded(result, ("documents",)), content.names)
            rows = results.document_rows(parts)
            key = _key(content, outcome, rows)
            if key is None:
                self._unkept[content.task.content] = result
            else:
                self._cache.store(key, result)
            follower.read(rows)

    def _kept(self, content: Content, tables: Container[str] | None) -> Parts | None:
        unkept = self._unkept.get(content.task.content)
        if unkept is not None:
            return results.decoded(unkept, tables)
        kept = (self._cache.load(key, tables) for key in _keys(content))
        return next((parts for parts in kept if parts is not None), None)


def _keys(content: Content) -> tuple[str, str]:
    return content.task.key, content.failure_key


def _key(content: Content, outcome: Outcome, rows: Sequence[DocumentRow]) -> str | None:
    """Under which an outcome is kept; None where the next run is to try again."""
    if isinstance(outcome, Failure) and not outcome.kept:
        return None
    if isinstance(outcome, Failure):
        is_lasting = outcome.code not in TRANSIENT
    else:
        is_lasting = all(row.error_code != LOCKED for row in rows)
    return content.task.key if is_lasting else content.failure_key


def _result(content: Content, outcome: Outcome) -> bytes:
    """The encoded result; that of a failure has one row."""
    if not isinstance(outcome, Failure):
        return outcome
    rows = _failed_rows(content.task.content, content.task.size, outcome.code, outcome.message)
    return results.encoded(rows)


def _refused_parts(refused: Refused) -> Parts:
    rows = _failed_rows(_refused_id(refused), 0, "unreadable", refused.reason)
    return results.named(parts_of(rows), (refused.name,))


def _refused_id(refused: Refused) -> str:
    """In place of the hash of the bytes, which nobody has seen."""
    return hashlib.sha256(b"never opened: " + refused.name.encode()).hexdigest()


def _failed_rows(document_id: str, size: int, code: str, message: str) -> DocumentRows:
    rows = failed(b"", Source("", ("",)), code, message)
    own = (replace(row, document_id=document_id, size_bytes=size) for row in rows.documents)
    return replace(rows, documents=tuple(own))
