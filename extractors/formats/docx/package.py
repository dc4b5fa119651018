"""A Word file's package: its parts, inflated within limits and parsed without entities.

Not python-docx's own: that inflates every part whole, whatever its size, and parses most of them.
"""

from __future__ import annotations

import builtins
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from extractors.errors import Damaged, Encrypted, NotADocument, TooLarge, UnsupportedFormat
from extractors.formats.docx.inflation import CHUNK, at_once, piecewise
from extractors.limits import Limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TOTAL = 5  # all parts together inflate to at most this many times one part's limit
# Strict Open XML says the same under other names; one form is read.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL = b"http://schemas.openxmlformats.org/%s/2006/%s"
_CENTRAL, _ENTRY = b"PK\x01\x02", 46  # begins an entry of a zip's directory; bytes of the least
_BESIDE = re.compile(r"\w+(?:/\w+)*\.\w+", re.ASCII)  # a target without any steps up or signs
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)
_KINDS = {
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
    "visio/": "a drawing",
    "content.xml": "an OpenDocument file",
    "META-INF/": "an archive of another kind",
}
# Of a main part with another content type than a plain document's.
_MEDIA_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": (
        "application/vnd.ms-word.document.macroEnabled.12"
    ),
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": (
        "application/vnd.ms-word.template.macroEnabled.12"
    ),
    f"{MEDIA_TYPE[:-8]}template.main+xml": f"{MEDIA_TYPE[:-8]}template",
}


class Relationship(NamedTuple):
    """One part's reference to another; `external` ones are never followed."""

    kind: str  # last step of the type: "image", "styles", ...
    target: str  # part name, or the address where external
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one file, inflated when asked for."""

    data: builtins.bytes  # of the file
    archive: zipfile.ZipFile
    names: Mapping[str, str]  # part names in lower case to those of the archive
    limits: Limits
    _relations: dict[str, Mapping[str, Relationship]] = field(default_factory=dict)
    _trees: dict[str, etree._Element | None] = field(default_factory=dict)
    _inflated: dict[str, int] = field(default_factory=dict)

    def main_part(self) -> str:
        """The name of the document part."""
        for relation in self.relationships("").values():
            part = relation.target.lower()
            known = part in self.names and not part.startswith(tuple(_KINDS))
            if known and relation.kind == "officeDocument":
                return relation.target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        for lead, what in _KINDS.items():
            if any(name.startswith(lead.lower()) for name in self.names):
                raise UnsupportedFormat(f"the file is {what}, expected a Word document")
        raise NotADocument("a zip archive without a Word document in it")

    def media_type(self, part: str) -> str:
        """What the package says that its main part is."""
        root = self.tree("[Content_Types].xml")
        for node in root if root is not None else ():
            if node.get("PartName", "").lstrip("/").lower() == part.lower():
                return _MEDIA_TYPES.get(node.get("ContentType", ""), MEDIA_TYPE)
        return MEDIA_TYPE

    def tree(self, part: str) -> etree._Element | None:
        """The part's root element; None where there is no such part."""
        if part not in self._trees:
            data = self.bytes(part)
            self._trees[part] = None if data is None else parse(data, part, self.limits)
        return self._trees[part]

    def bytes(self, part: str) -> bytes | None:
        """The part's content, counted while it inflates; None where there is no such part."""
        name = self.names.get(part.lower())
        if name is None:
            return None
        info = self.archive.getinfo(name)
        if info.flag_bits & 1:
            raise Encrypted(f"part {part!r} is encrypted, expected a file without a password")
        try:
            return self._inflate(info, part)
        except _BROKEN as error:
            raise Damaged(f"part {part!r} cannot be inflated: {error}") from error

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """What a part refers to, by relationship id."""
        found = self._relations.get(part)
        if found is None:
            folder, name = posixpath.split(part)
            root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = {} if root is None else dict(_relationships(root, folder))
            self._relations[part] = found
        return found

    def _inflate(self, info: zipfile.ZipInfo, part: str) -> builtins.bytes:
        bound = min(self.limits.part_bytes, max(CHUNK, info.compress_size * self.limits.inflation))
        bound = min(bound, TOTAL * self.limits.part_bytes - sum(self._inflated.values()))
        content = None
        if info.file_size <= bound:
            content = at_once(self.data, info, self.limits.part_bytes)
        if content is None:
            content = piecewise(self.archive, info, part, bound)
        self._inflated[part] = len(content)
        return content


def open_package(data: bytes, limits: Limits) -> Package:
    """The package in `data`; raises Damaged, TooLarge or NotADocument."""
    # Before the directory is read: a million entries would fill the memory.
    most = len(data) // _ENTRY
    if most > limits.parts and (parts := data.count(_CENTRAL)) > limits.parts:
        raise TooLarge(f"{parts} parts, expected at most {limits.parts}")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise Damaged(f"the zip archive is broken: {error}") from error
    return Package(data, archive, {_plain_name(name): name for name in archive.namelist()}, limits)


def parse(data: bytes, part: str, limits: Limits) -> etree._Element:
    """A part's XML: no DTD, no entities, no network, bounded depth."""
    data = usual(data, part)
    if b"<!DOCTYPE" in data:
        raise Damaged(f"part {part!r} declares a document type, which Word never does")
    root = _parsed(data, part, limits)
    if root.getroottree().docinfo.doctype:
        raise Damaged(f"part {part!r} declares a document type, which Word never does")
    return root


def usual(data: bytes, part: str) -> bytes:
    """A part's XML with the encoding and the namespaces that Word uses."""
    data = _narrow(data, part)
    if data.find(b"http://purl.oclc.org/ooxml/", 0, CHUNK) >= 0:
        data = _STRICT.sub(lambda found: _TRANSITIONAL % found.groups(), data)
    return data


def _parsed(data: bytes, part: str, limits: Limits) -> etree._Element:
    """The root; only what the parser's own tighter bounds refuse is looked at twice."""
    try:
        return etree.fromstring(data, _parser(huge=False))
    except etree.XMLSyntaxError as error:
        if "XML_PARSE_HUGE" not in str(error):
            raise Damaged(f"part {part!r} is no XML: {error}") from error
    try:
        root = etree.fromstring(data, _parser(huge=True))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise TooLarge(f"part {part!r} is nested deeper than {limits.depth} levels") from error
        raise Damaged(f"part {part!r} is no XML: {error}") from error
    _check_depth(root, part, limits)
    return root


@cache
def _parser(*, huge: bool) -> etree.XMLParser:
    """One for all parts: to make one takes longer than to parse most of them."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        recover=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )


def _narrow(data: bytes, part: str) -> bytes:
    """UTF-16 as UTF-8, so that bytes can be searched."""
    encoding = _WIDE.get(data[:2])
    if encoding is None:
        return data
    try:
        return _DECLARATION.sub("", data.decode(encoding), count=1).lstrip("\ufeff").encode()
    except UnicodeError as error:
        raise Damaged(f"part {part!r} is no text: {error}") from error


def _check_depth(root: etree._Element, part: str, limits: Limits) -> None:
    """Depth by the walk's own events, so that a deep tree is never recursed into."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise TooLarge(f"part {part!r} is nested deeper than {limits.depth} levels")


def _plain_name(name: str) -> str:
    """Part names are compared without regard to case; some writers use Windows' separators."""
    return name.replace("\\", "/").lstrip("/").lower()


def _relationships(root: etree._Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for node in root:
        target = node.get("Target", "")
        external = node.get("TargetMode") == "External"
        kind = node.get("Type", "").rpartition("/")[2]
        if not external:
            target = _part(target, folder)
        yield node.get("Id", ""), Relationship(kind, target, external)


def _part(target: str, folder: str) -> str:
    """The name of the part that a relationship of one in `folder` refers to."""
    if _BESIDE.fullmatch(target):
        return f"{folder}/{target}".lstrip("/")  # most of them
    inner = unquote(target).partition("#")[0].replace("\\", "/")
    return posixpath.normpath(posixpath.join("/" + folder, inner)).lstrip("/")
