"""A Word package to the neutral model: its body, headers and footers, notes and properties."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from extractors.counting import counted
from extractors.document import Document, Notice, Paragraph, Table
from extractors.formats.docx import tree
from extractors.formats.docx.account import Account, text_of
from extractors.formats.docx.colours import read_theme
from extractors.formats.docx.drawings import Drawings
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.main_part import MainPart, read_main_part
from extractors.formats.docx.names import w
from extractors.formats.docx.package import Package, Relationship, open_package
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.runs import RunReader
from extractors.formats.docx.styles import Styles
from extractors.limits import Limits

_CORE = {"title": "title", "creator": "author", "created": "created", "modified": "modified"}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_ORDINARY = (None, "normal")  # notes that are no separators


def read_package(data: bytes, limits: Limits) -> Document:
    """The document in a Word package; raises an ExtractionError where there is none."""
    with _uncollected():
        return read_document(open_package(data, limits), limits)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without searches for circular garbage: a reading makes none, and many small objects.

    They take up to a third of the time of a large table. What was read counts as old afterwards:
    it would be searched at once, and is as whole as anything that has lived for long.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def read_document(
    package: Package,
    limits: Limits,
    read_main: Callable[[Package, str], MainPart] = read_main_part,
) -> Document:
    """The document in an open package."""
    part = package.main_part()
    body, changes, account, plain = read_main(package, part)
    relations = package.relationships(part)
    theme = read_theme(_first(package, relations, "theme"))
    styles = Styles(_first(package, relations, "styles"), theme)
    drawings = Drawings(package, relations, theme)
    runs = RunReader(drawings, account)
    tables = None if plain is None else plain.read
    inheritance = Inheritance(styles, theme)
    reader = Reader(limits, drawings, inheritance, account, runs, tables)
    blocks = reader.document(body)
    noted = (*_notes(package, relations), *_hidden(account))
    return Document(
        media_type=package.media_type(part),
        engine="docx",
        blocks=blocks,
        furniture=tuple(_furniture(package, relations, inheritance)),
        properties=tuple(_properties(package)),
        revisions=changes,
        notices=(*reader.notices, *drawings.notices, *noted),
        left_out=tuple(sorted(account.left_out.items())),
    )


def _first(
    package: Package, relations: Mapping[str, Relationship], kind: str
) -> etree._Element | None:
    found = _targets(relations, kind)
    return package.tree(found[0]) if found else None


def _targets(relations: Mapping[str, Relationship], kind: str) -> list[str]:
    """The parts of one kind, each once, sorted by name."""
    named = {one.target for one in relations.values() if one.kind == kind and not one.external}
    return sorted(named)


def _furniture(
    package: Package,
    relations: Mapping[str, Relationship],
    inheritance: Inheritance,
) -> Iterator[Paragraph]:
    """Page headers and footers, each once."""
    for part in (*_targets(relations, "header"), *_targets(relations, "footer")):
        root = package.tree(part)
        if root is None:
            continue
        account = Account()
        tree.normalize(root, account)
        drawings = Drawings(package, package.relationships(part), inheritance.theme)
        runs = RunReader(drawings, account)
        own = Reader(package.limits, drawings, inheritance, account, runs)
        for block in own.document(root, f"{part}/"):
            for paragraph in (block,) if isinstance(block, Paragraph) else _in_table(block):
                if paragraph.text.strip():
                    yield paragraph


def _in_table(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row:
            if cell is not None:
                yield from cell.paragraphs


def _notes(package: Package, relations: Mapping[str, Relationship]) -> Iterator[Notice]:
    """Footnotes and endnotes are in no value; what they say is told."""
    for kind, name in _NOTES.items():
        root = _first(package, relations, kind)
        for node in root.iterchildren(w(name)) if root is not None else ():
            text = text_of(node) if node.get(w("type")) in _ORDINARY else ""
            if text:
                message = f"A {name} is no part of any value."
                yield Notice(name, "info", message, text, f"{name}[{node.get(w('id'), '')}]")


def _hidden(account: Account) -> Iterator[Notice]:
    count = account.left_out["hidden"]
    if count:
        message = "Hidden text, which Word does not show, was left out."
        yield Notice("hidden-text", "info", message, counted(count, "character"))


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for relation in package.relationships("").values():
        if relation.kind == "core-properties" and not relation.external:
            root = package.tree(relation.target)
            for node in root if root is not None else ():
                name = etree.QName(node).localname if isinstance(node.tag, str) else ""
                if name in _CORE and node.text and node.text.strip():
                    yield _CORE[name], node.text.strip()
