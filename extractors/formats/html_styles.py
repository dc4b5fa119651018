"""What a page's styles say of an element: text colour, background, and whether it is shown.

Inline styles, the old colour attributes, and rules of <style> whose selector is a single tag,
class or id; rules of other shapes and under conditions (@media) say nothing certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:[a-zA-Z][\w-]*)?(?:[.#][\w-]+)?")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_PROPERTIES = {"color": "colour", "background": "background", "background-color": "background"}
LONGEST = 200  # characters of a value that names a colour
_NO_COLOUR = frozenset(("#000000", "#ffffff"))

Declarations = Mapping[str, str]


class Look(NamedTuple):
    """How an element is shown; a colour is #rrggbb, None for none, black ink or white paper."""

    colour: str | None = None
    background: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The rules of a page, by selector."""

    rules: Mapping[str, Declarations] = field(default_factory=dict)

    def look(self, node: HtmlElement) -> Look:
        """What the element's own attributes and the rules that name it say; inline wins."""
        old = (("color", node.get("color")), ("background", node.get("bgcolor")))
        declared = {name: value for name, value in old if value}
        if self.rules:
            for selector in _selectors(node):
                declared.update(self.rules.get(selector, {}))
        declared.update(_declarations(node.get("style") or ""))
        if not declared and node.get("hidden") is None:
            return Look()
        return _look(declared, hidden=node.get("hidden") is not None)


def styles(page: HtmlElement) -> Styles:
    """The rules of every <style> of a page."""
    rules: dict[str, dict[str, str]] = {}
    for sheet in page.iter("style"):
        text = _CONDITIONAL.sub("", _COMMENT.sub("", (sheet.text or "")[:200_000]))
        for selectors, body in _RULE.findall(text):
            for selector in selectors.split(","):
                name = selector.strip()
                if name and _SELECTOR.fullmatch(name):
                    rules.setdefault(name, {}).update(_declarations(body))
    return Styles(rules)


def colour(value: str) -> str | None:
    """A CSS colour as #rrggbb; None for what is none, black or white."""
    plain = value[:LONGEST].strip().lower().removesuffix("!important").strip()
    if not plain or plain in {"none", "transparent", "inherit", "initial", "windowtext"}:
        return None
    if not _HEX.fullmatch(plain):
        plain = _named(plain)
    elif len(plain) == 4:
        plain = "#" + "".join(2 * digit for digit in plain[1:])
    return plain if plain and plain not in _NO_COLOUR else None


def _named(value: str) -> str:
    # Knows the names and functions of CSS; imported by the few pages that use them.
    from PIL import ImageColor

    for part in (value, re.split(r"\s+(?![^(]*\))", value)[0]):
        try:
            red, green, blue = ImageColor.getrgb(part)[:3]
        except ValueError:
            continue
        return f"#{red:02x}{green:02x}{blue:02x}"
    return ""


def _selectors(node: HtmlElement) -> Iterator[str]:
    tag = str(node.tag)
    yield tag
    for name in (node.get("class") or "").split():
        yield f".{name}"
        yield f"{tag}.{name}"
    if node.get("id"):
        yield f"#{node.get('id')}"
        yield f"{tag}#{node.get('id')}"


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def _look(declared: Declarations, *, hidden: bool) -> Look:
    found: dict[str, str | None] = {}
    for name, value in declared.items():
        if name in _PROPERTIES:
            found[_PROPERTIES[name]] = colour(value)
    shown = declared.get("display", "").split(" ")[0].lower() != "none"
    seen = declared.get("visibility", "").split(" ")[0].lower() != "hidden"
    return Look(found.get("colour"), found.get("background"), hidden or not (shown and seen))
