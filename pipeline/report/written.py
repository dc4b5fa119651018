"""The report on disk: one file that needs nothing else, or a folder of parts loaded when needed."""

from __future__ import annotations

from pathlib import Path

from pipeline.report.listing import listings
from pipeline.report.pictures import SUFFIX, page_picture, page_sizes
from pipeline.report.rows import short_id
from pipeline.report.site import Site, as_script_data, page, part

INDEX = "index.html"
PARTS = "parts"
PICTURES = "pages"


def write_single(site: Site, target: Path) -> None:
    """Everything in one file, pictures of the pages too."""
    parts = [
        (short_id(document["document_id"]), as_script_data(part(site, document, True)))
        for document in site.documents()
    ]
    parts += [(name, as_script_data(rows)) for name, rows in listings(site.tables).items()]
    html, _ = page(site, parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, encoding="utf-8")


def write_folder(site: Site, target: Path) -> None:
    """`index.html`, a script per document and a picture per page; opens from disk all the same."""
    (target / PARTS).mkdir(parents=True, exist_ok=True)
    for document in site.documents():
        key = short_id(document["document_id"])
        _write_part(target, key, part(site, document, False))
        _write_pictures(target, document["document_id"], site)
    for name, rows in listings(site.tables).items():
        _write_part(target, name, rows)
    html, _ = page(site, None)
    (target / INDEX).write_text(html, encoding="utf-8")


def part_script(key: str, content: object) -> str:
    """A page opened from disk may not fetch, but it may load a script."""
    return f"milepael.store.arrived({as_script_data(key)}, {as_script_data(content)});\n"


def _write_part(target: Path, key: str, content: object) -> None:
    (target / PARTS / f"{key}.js").write_text(part_script(key, content), encoding="utf-8")


def _write_pictures(target: Path, document_id: str, site: Site) -> None:
    """Every page once, though several reports may stand in one file."""
    folder = target / PICTURES / short_id(document_id[:64])
    data = site.source(document_id)
    if data is None or folder.exists():
        return
    for number in range(1, 1 + len(page_sizes(data))):
        picture = page_picture(data, number)
        if picture is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}{SUFFIX}").write_bytes(picture)
