"""Tagged pages written by hand: each text with the cell and paragraph it is said to be in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handmade import TIMES
from hostile_pdfs import pdf, stream

SIZE = 9.0
HEIGHT = 300
_FIRST_PAGE, _FIRST_ELEMENT = 10, 1000


class Tag(NamedTuple):
    """Where a text is said to stand, by numbers from 0."""

    table: int
    row: int
    cell: int
    paragraph: int = 0


class Text(NamedTuple):
    """A line of text; its baseline is `y` points below the top of the page."""

    x: float
    y: float
    text: str
    tag: Tag | None = None


def tagged(pages: Sequence[Sequence[Text]], drawn: bytes = b"") -> bytes:
    """A file of these pages, with `drawn` on each."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 3 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (_FIRST_PAGE + 2 * at) for at in range(len(pages)))),
        4: TIMES,
    }
    for at, texts in enumerate(pages):
        number = _FIRST_PAGE + 2 * at
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 %d] /Contents %d 0 R "
            b"/StructParents %d /Resources << /Font << /F1 4 0 R >> >> >>"
            % (HEIGHT, number + 1, at)
        )
        objects[number + 1] = stream(
            drawn + b"".join(_printed(at, text) for at, text in enumerate(texts))
        )
    return pdf({**objects, **_tree(pages)})


def _printed(content: int, text: Text) -> bytes:
    shown = text.text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    show = b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (SIZE, text.x, HEIGHT - text.y, shown)
    return b"/P << /MCID %d >> BDC %sEMC\n" % (content, show) if text.tag else show


def _tree(pages: Sequence[Sequence[Text]]) -> dict[int, bytes]:
    """The structure tree; an element for each beginning of a tag."""
    numbers: dict[tuple[int, ...], int] = {(): _FIRST_ELEMENT}
    kids: dict[tuple[int, ...], list[bytes]] = {(): []}
    owners: list[list[int]] = [[] for _ in pages]
    for at, texts in enumerate(pages):
        for content, text in enumerate(texts):
            if text.tag is None:
                owners[at].append(_FIRST_ELEMENT)
                continue
            for path in _paths(text.tag):
                if path not in numbers:
                    numbers[path] = _FIRST_ELEMENT + len(numbers)
                    kids[path] = []
                    kids[path[:-1]].append(b"%d 0 R" % numbers[path])
            page = _FIRST_PAGE + 2 * at
            kids[text.tag].append(b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (page, content))
            owners[at].append(numbers[text.tag])
    parents = b" ".join(
        b"%d [%s]" % (at, b" ".join(b"%d 0 R" % owner for owner in own))
        for at, own in enumerate(owners)
    )
    root = b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree << /Nums [%s] >> >>"
    found = {3: root % (_FIRST_ELEMENT, parents)}
    for path, number in numbers.items():
        parent = b"3 0 R" if not path else b"%d 0 R" % numbers[path[:-1]]
        kind = (b"Document", b"Table", b"TR", b"TD", b"P")[len(path)]
        found[number] = b"<< /Type /StructElem /S /%s /P %s /K [%s] >>" % (
            kind,
            parent,
            b" ".join(kids[path]),
        )
    return found


def _paths(tag: Tag) -> Iterator[tuple[int, ...]]:
    """The table, the row, the cell and the paragraph, each by the way to it."""
    return (tuple(tag)[: depth + 1] for depth in range(len(tag)))
