"""The report as named parts: the page itself, the rows of each document, pictures of its pages."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from pipeline.record import FOLDER as RUNS
from pipeline.report import pictures
from pipeline.report.grids import NO_GRIDS, read_grids
from pipeline.report.index import index
from pipeline.report.rows import Row, Tables, open_tables, short_id
from pipeline.report.sources import Found, found_sources, read_source
from pipeline.report.values import document_part, item_part

# In the order in which they run; each adds to the one object `milepael`.
SCRIPTS = (
    *("bundled/tabulator.js", "page/elements.js", "page/store.js"),
    *("page/tell.js", "page/filters.js", "page/heat.js", "page/flow.js", "page/amounts.js"),
    *("page/overview.js", "page/evidence.js", "page/item.js", "page/review.js"),
    *("page/listing.js", "page/main.js"),
)
STYLES = ("bundled/tabulator.css", "page/style.css")
LANGUAGES = ("da", "en")
_OF_ITEM = ("follow_ups", "amounts", "findings")


@dataclass(frozen=True, slots=True)
class Site:
    """An output and the files it was read from."""

    tables: Tables
    sources: Found
    language: str = "da"

    def documents(self) -> list[Row]:
        return self.tables.all("documents")

    def missing(self) -> list[str]:
        """The files that the page cannot show."""
        rows = self.documents()
        return [row["source"] for row in rows if row["document_id"][:64] not in self.sources]

    def source(self, document_id: str) -> bytes | None:
        found = self.sources.get(document_id[:64])
        return None if found is None else read_source(found)


def open_site(output: Path, sources: Sequence[str] = (), language: str = "da") -> Site:
    """The site of an output; without `sources`, the inputs of its runs are looked through."""
    tables = open_tables(output)
    inputs = sources or _recorded_inputs(output)
    return Site(tables, found_sources(tables.all("documents"), inputs), language)


def part(site: Site, document: Row, inline_pictures: bool) -> dict[str, Any]:
    """One document for the page: its items value by value, its pages, its legend."""
    key = document["document_id"]
    data = site.source(key)
    grids = (
        NO_GRIDS if data is None else read_grids(data, document["file_name"], document["engine"])
    )
    sizes = () if data is None else pictures.page_sizes(data)
    rows = {name: _by_item(site.tables.of(name, key)) for name in _OF_ITEM}
    return {
        "id": short_id(key),
        "found": data is not None,
        "picture_folder": short_id(key[:64]),
        "pages": [
            {
                "number": number,
                "width": round(size.width, 1),
                "height": round(size.height, 1),
                "picture": _data_uri(data, number) if inline_pictures and data else None,
            }
            for number, size in enumerate(sizes, start=1)
        ],
        "own": document_part(key, rows["findings"][None], grids),
        "items": [
            item_part(item, {name: rows[name][item["item_id"]] for name in rows}, grids)
            for item in site.tables.of("items", key)
        ],
    }


def page(
    site: Site, parts: Sequence[tuple[str, str]] | None, review: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """The HTML, and its content security policy; without `parts` they are loaded when needed."""
    scripts = [_text(name) for name in SCRIPTS]
    styles = [_text(name) for name in STYLES]
    policy = _policy(scripts, styles, lazily=parts is None, posts=review is not None)
    data = {
        **index(site.tables),
        "language": site.language,
        "lazy": parts is None,
        "review": review,
    }
    html = _template().render(
        policy=policy,
        scripts=scripts,
        styles=styles,
        parts=parts or (),
        language=site.language,
        words=_in_script(_text("page/words.json")),
        data=as_script_data(data),
        licences=_text("bundled/LICENSES"),
    )
    return html, policy


def as_script_data(value: object) -> str:
    """JSON that no text in it can end or leave, in an element of HTML or in a script."""
    return _in_script(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _in_script(text: str) -> str:
    escapes = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
    for letter, escape in (*escapes, ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(letter, escape)
    return text


def _policy(scripts: Sequence[str], styles: Sequence[str], lazily: bool, posts: bool) -> str:
    """Nothing but the scripts and styles of this page, by their hashes; no text can add to them."""
    own = " 'self'" if lazily else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}{own}",
            f"style-src {' '.join(map(_hash, styles))}",
            f"img-src data:{own}",
            "connect-src 'self'" if posts else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _template() -> jinja2.Template:
    # Scripts and styles stand in their elements as they are: their hashes are in the policy.
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_text("page/page.html"))


def _text(name: str) -> str:
    return (files("pipeline.report") / name).read_text(encoding="utf-8").strip("\n")


def _data_uri(data: bytes, number: int) -> str | None:
    picture = pictures.page_picture(data, number)
    if picture is None:
        return None
    return f"data:{pictures.MEDIA_TYPE};base64,{base64.b64encode(picture).decode()}"


def _by_item(rows: Sequence[Row]) -> defaultdict[str | None, list[Row]]:
    found: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["item_id"]].append(row)
    return found


def _recorded_inputs(output: Path) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for path in sorted((output / RUNS).glob("*.json")):
        recorded = json.loads(path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(recorded.get("inputs", ()))
    return tuple(found)
