"""All documents as they go into the datasets: with corrections, witnesses, and each other.

What one document is to the others is known only when all were seen, so they are looked through
more than once; none is kept in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from pipeline import results
from pipeline.changes import history, rounds, told
from pipeline.corrections.entries import Correction, Corrections, by_content
from pipeline.corrections.replay import replayed, source_changed
from pipeline.findings import across
from pipeline.gather import Gatherer
from pipeline.parts import Parts
from pipeline.plan import Content
from pipeline.records import DocumentRow, FindingRow
from pipeline.testimony import Other, testified
from pipeline.versions import Versions, findings, versions

_DOCUMENTS = ("documents",)


class Archive:
    """What a gatherer gathers, with what people say of it."""

    def __init__(self, gatherer: Gatherer, corrections: Corrections = ()) -> None:
        self._gatherer = gatherer
        self._contents = {one.task.content: one for one in gatherer.contents}
        self._corrections = by_content(corrections)

    @property
    def unused(self) -> tuple[Correction, ...]:
        """Corrections of sources that are not there, nor anything else under their names."""
        names = {name for one in self._contents.values() for name in one.names}
        return tuple(one for one in self._lost() if one.source not in names)

    def all_parts(self) -> Iterator[Parts]:
        """The rows of every input, in order of document, and what lies between them."""
        listed: list[rounds.Listed] = []
        known = versions(self._noted(listed))
        doubts: list[FindingRow] = []
        compared = history.comparisons(listed, self._shelf())
        between = history.parts(across.examined(compared, doubts))
        denied = _by_document(doubts)
        suppliers: list[tuple[str, Callable[[], Parts]]] = [
            (name, partial(self._whole, one, known, denied)) for name, one in self._contents.items()
        ]
        suppliers += self._gatherer.refused()
        for _, supply in sorted(suppliers, key=itemgetter(0)):
            yield supply()
        yield between

    def _whole(
        self, content: Content, known: Versions, denied: Mapping[str, Sequence[FindingRow]]
    ) -> Parts:
        """Every table of one content, with what the others and people say of it."""
        read = self._gatherer.parts(content)
        said = testified(read, list(self._others(content, read, known)))
        put_right = replayed(said.parts, self._corrections.get(content.task.content, ()))
        lost = [one for one in self._lost() if one.source in content.names]
        documents = results.document_rows(read)
        added = (
            *said.findings,
            *put_right.stale,
            *source_changed(documents[0], lost),
            *findings(documents, known),
            *(one for row in documents for one in denied.get(row.document_id, ())),
        )
        return results.with_findings(put_right.parts, added)

    def _others(self, content: Content, read: Parts, known: Versions) -> Iterator[Other]:
        """Second readings: by another engine, and of other files of the same report."""
        second = self._gatherer.second(content)
        if second is not None:
            for row in results.document_rows(read):
                yield Other(row.document_id, row.document_id, second)
        for row in results.document_rows(read):
            others = known.get(row.document_id)
            for other in others.formats if others else ():
                parts = self._gatherer.parts(self._contents[_content(other)])
                yield Other(row.document_id, other, parts)

    def _lost(self) -> Iterator[Correction]:
        for content, entries in self._corrections.items():
            if content not in self._contents:
                yield from entries

    def _noted(self, listed: list[rounds.Listed]) -> Iterator[DocumentRow]:
        """Every document, noting those that a comparison is possible with."""
        for content in self._contents.values():
            for row in results.document_rows(self._put_right(content, _DOCUMENTS)):
                found = rounds.listed(row)
                listed += () if found is None else (found,)
                yield row

    def _shelf(self) -> rounds.Shelf:
        def parts(document_id: str, tables: Container[str]) -> Parts:
            return self._put_right(self._contents[_content(document_id)], tables)

        return rounds.Shelf(
            titles=lambda one: told.titles(parts(one, ("items",)), one),
            items=lambda one: told.items(parts(one, told.TABLES), one),
        )

    def _put_right(self, content: Content, tables: Container[str]) -> Parts:
        entries = self._corrections.get(content.task.content, ())
        return replayed(self._gatherer.parts(content, tables), entries).parts


def _by_document(rows: Iterable[FindingRow]) -> dict[str, list[FindingRow]]:
    found: dict[str, list[FindingRow]] = {}
    for row in rows:
        found.setdefault(row.document_id, []).append(row)
    return found


def _content(document_id: str) -> str:
    """The hash of the bytes: a further report in the same file has a number behind it."""
    return document_id.partition("-")[0]
