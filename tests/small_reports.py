"""Reports of a few tables each, as Word files, and what was read of them."""

from __future__ import annotations

from klitsund.layouts import writers
from klitsund.layouts.sheets import Field, Grid, Said, Sheet
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRows

TITLE = Said("2. budgetopfølgning 2024", 0)


def fields(*texts: str) -> tuple[Field, ...]:
    return tuple(Field(text) for text in texts)


def read(*blocks: Said | Grid) -> DocumentRows:
    data = writers.write_docx(Sheet((TITLE, Said("Skovby Kommune"), *blocks), ()))
    return read_document(data, Source("a.docx", ("a.docx",)), Options())


def codes(rows: DocumentRows) -> list[str]:
    return [finding.code for finding in rows.findings]
