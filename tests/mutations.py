"""Documents damaged by chance, the same ones every time, as files are in old archives."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import BytesIO

from lxml import etree

_LEAST, _MOST = 1, 4_000  # bytes taken out or put in
_VALUES = ("", "-1", "9" * 12, "x", "٣", "1.5", "²")


def mutated(documents: Mapping[str, bytes], seed: int) -> tuple[str, bytes]:
    """The name of one of the documents, and its bytes with damage of the seed's own."""
    chance = random.Random(seed)
    name = chance.choice(sorted(documents))
    kinds = [*_BYTES, _spliced] + [_rearranged] * 4 * name.endswith(".docx")
    kind = chance.choice(kinds)
    other = documents[chance.choice(sorted(documents))]
    return name, kind(documents[name], other, chance)


def _flipped(data: bytes, _: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _flip in range(chance.choice((1, 4, 40))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _truncated(data: bytes, _: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _with_gap(data: bytes, _: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(_LEAST, _MOST) :]


def _spliced(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A piece of another document in the middle of this one."""
    at, start = chance.randrange(len(data)), chance.randrange(len(other))
    return data[:at] + other[start : start + chance.randint(_LEAST, _MOST)] + data[at:]


def _rearranged(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """A Word file one of whose parts is still XML, but no longer what Word wrote."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in sorted(parts) if name.endswith((".xml", ".rels"))]
    name = "word/document.xml" if chance.random() < 0.5 else chance.choice(names)
    root = etree.fromstring(parts[name])
    nodes = [node for node in root.iter("*") if node is not root]
    for _change in range(chance.choice((1, 5, 50)) if nodes else 0):
        chance.choice(_CHANGES)(chance.choice(nodes), nodes, chance)
    parts[name] = etree.tostring(root)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def _removed(node: etree._Element, _: list[etree._Element], __: random.Random) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _doubled(node: etree._Element, _: list[etree._Element], __: random.Random) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.append(deepcopy(node))


def _renamed(node: etree._Element, nodes: list[etree._Element], chance: random.Random) -> None:
    node.tag = chance.choice(nodes).tag


def _revalued(node: etree._Element, _: list[etree._Element], chance: random.Random) -> None:
    for name in list(node.attrib):
        node.set(name, chance.choice(_VALUES))


def _stripped(node: etree._Element, _: list[etree._Element], __: random.Random) -> None:
    for name in list(node.attrib):
        del node.attrib[name]


_Change = Callable[[etree._Element, list[etree._Element], random.Random], None]
_BYTES: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (
    *(_flipped, _truncated, _with_gap),
)
_CHANGES: tuple[_Change, ...] = (_removed, _doubled, _renamed, _revalued, _stripped)
