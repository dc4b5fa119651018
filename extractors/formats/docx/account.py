"""What is left out of a Word document on purpose: how many visible characters, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from extractors.formats.docx.names import MATH_TEXT, T, a, w

# Elements whose text somebody may have meant to be seen.
TEXTS = (T, w("delText"), MATH_TEXT, a("t"))


class Account:
    """Counts what normalizing and reading leave out, by reason."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def remove(self, node: etree._Element, reason: str) -> None:
        """Take a node out of the tree and account for its text; what follows it stays."""
        self.leave(node, reason)
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)

    def leave(self, node: etree._Element, reason: str) -> None:
        """Account for the text of a node that is not read."""
        visible = sum(visible_length(part.text) for part in node.iter(*TEXTS))
        if visible:
            self.left_out[reason] += visible

    def add(self, text: str, reason: str) -> None:
        if visible := visible_length(text):
            self.left_out[reason] += visible


def visible_length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def text_of(node: etree._Element) -> str:
    """The texts below a node, as evidence."""
    return " ".join(part.text for part in node.iter(*TEXTS) if part.text and part.text.strip())


def inside_out(nodes: Iterable[etree._Element]) -> list[etree._Element]:
    """The nodes so that what stands in another comes before it, and no text is counted twice."""
    return list(nodes)[::-1]
