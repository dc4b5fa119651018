"""A Word file's package: its parts, inflated within limits and parsed without entities."""

from __future__ import annotations

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from extractors.errors import (
    Damaged,
    Encrypted,
    ExtractionError,
    NotADocument,
    TooLarge,
    UnsupportedFormat,
)
from extractors.limits import Limits

CHUNK = 1 << 16
# Strict Open XML says the same under other names; one form is read.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/picture",
        b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
)
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# What zipfile raises for parts that are broken or of an unknown method: a directory whose places
# lie before the file's beginning is a ValueError to it, LZMA that is none an error of its own.
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
)
_DECLARES = "part {!r} declares a document type, which Word never does"
_KINDS = {
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/": "an archive of another kind",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part's reference to another; `external` ones are never followed."""

    kind: str  # last step of the type: "image", "styles", ...
    target: str  # part name, or the address where external
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one file, inflated when asked for."""

    archive: zipfile.ZipFile
    limits: Limits
    _trees: dict[str, etree._Element | None] = field(default_factory=dict)

    def main_part(self) -> str:
        """The name of the document part."""
        for relation in self.relationships("").values():
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        names = self.archive.namelist()
        if "word/document.xml" in names:
            return "word/document.xml"
        for lead, what in _KINDS.items():
            if any(name.startswith(lead) for name in names):
                raise UnsupportedFormat(f"the file is {what}, expected a Word document")
        raise NotADocument("a zip archive without a Word document in it")

    def tree(self, part: str) -> etree._Element | None:
        """The part's root element; None where there is no such part."""
        if part not in self._trees:
            data = self.bytes(part)
            self._trees[part] = None if data is None else parse(data, part, self.limits)
        return self._trees[part]

    def bytes(self, part: str) -> bytes | None:
        """The part's content, counted while it inflates; None where there is no such part."""
        try:
            info = self.archive.getinfo(part)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise Encrypted(f"part {part!r} is encrypted")
        chunks: list[bytes] = []
        size = 0
        bound = min(self.limits.part_bytes, max(CHUNK, info.compress_size * self.limits.inflation))
        try:
            with self.archive.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > bound:
                        raise TooLarge(f"part {part!r} inflates to more than {bound} bytes")
                    chunks.append(chunk)
        except _ZIP_ERRORS as error:
            raise Damaged(f"part {part!r} cannot be inflated: {error}") from error
        return b"".join(chunks)

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """What a part refers to, by relationship id."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {} if root is None else dict(_relationships(root, folder))


def open_package(data: bytes, limits: Limits) -> Package:
    """The package in `data`; raises Damaged, TooLarge or NotADocument."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Damaged(f"the zip archive is broken: {error}") from error
    if len(archive.infolist()) > limits.parts:
        raise TooLarge(f"{len(archive.infolist())} parts, more than {limits.parts}")
    return Package(archive, limits)


def parse(data: bytes, part: str, limits: Limits) -> etree._Element:
    """A part's XML: no DTD, no entities, no network, bounded depth."""
    if _DOCTYPE.search(data[:CHUNK]) or _DOCTYPE.search(data[:CHUNK].replace(b"\0", b"")):
        raise Damaged(_DECLARES.format(part))
    for strict, transitional in _STRICT:
        if strict in data[:CHUNK]:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(part, error) from error
    # Where a comment of any length stands before it, the look at the bytes above has missed it.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Damaged(_DECLARES.format(part))
    _check_depth(root, part, limits)
    return root


def _refused(part: str, error: etree.XMLSyntaxError) -> ExtractionError | MemoryError:
    """Why the parser gave up; it says no more of memory that ran out than of a missing bracket."""
    if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError(f"part {part!r} needs more memory than there is")
    if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return TooLarge(f"part {part!r} is beyond what is parsed: {error}")
    return Damaged(f"part {part!r} is no XML: {error}")


def _check_depth(root: etree._Element, part: str, limits: Limits) -> None:
    """Depth by the walk's own events, so that a deep tree is never recursed into."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise TooLarge(f"part {part!r} is nested deeper than {limits.depth} levels")


def _relationships(root: etree._Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for node in root:
        target = node.get("Target", "")
        external = node.get("TargetMode") == "External"
        kind = node.get("Type", "").rpartition("/")[2]
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        yield node.get("Id", ""), Relationship(kind, target, external)
