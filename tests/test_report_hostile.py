"""The report page: nothing that a document says becomes a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
from chromium import (
    Driver,
    complaints,
    one_of,
    run,
    show,
)
from report_sites import item_of

from pipeline.options import Options
from pipeline.report.rows import Tables
from pipeline.report.site import Site, open_site
from pipeline.report.written import write_single
from pipeline.run import run as run_pipeline

SAMPLE = Path(__file__).parents[1] / "samples" / "klitsund-2024-2.docx"
HOSTILE = (
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    '<img src=x onerror="window.hit = 1">',
    '"><svg onload="window.hit = 1">',
    "' onfocus='window.hit = 1' autofocus='",
    "javascript:window.hit=1",
    '<a href="javascript:window.hit=1">x</a>',
    '<iframe srcdoc="<script>parent.hit = 1</script>"></iframe>',
    "<!--<script>",
    "]]>",
    "&lt;b&gt;",
    "\u2028window.hit = 1",
    "{{constructor.constructor('window.hit = 1')()}}",
    '[-<img src=x onerror="window.hit = 1">-] {+<b>new</b>+}',
    '=HYPERLINK("https://example.invalid")',
    "__proto__",
)
# What names rows or comes from fixed lists; everything else may hold whatever a document says.
KEPT = ("document_id", "item_id", "_document_id", "_item_id")


def hostile(tables: Tables) -> Tables:
    """The same rows with markup and scripts for every text that a document could bring."""
    return Tables({name: _hostile(table) for name, table in tables.arrow.items()})


def _hostile(table: pa.Table) -> pa.Table:
    for at, field in enumerate(table.schema):
        if field.name.endswith(KEPT) or field.name in {"symbol_encoding", "engine"}:
            continue
        if pa.types.is_string(field.type):
            texts = [HOSTILE[(at + row) % len(HOSTILE)] for row in range(table.num_rows)]
            table = table.set_column(at, field, pa.array(texts, pa.string()))
        elif field.type == pa.list_(pa.string()):
            lists = [[HOSTILE[(at + row) % len(HOSTILE)]] for row in range(table.num_rows)]
            table = table.set_column(at, field, pa.array(lists, field.type))
    return table


def test_nothing_that_a_document_says_becomes_part_of_the_page(
    driver: Driver, site: Site, tmp_path: Path
) -> None:
    """Markup and scripts in every text column are shown as the text they are, in every view."""
    target = tmp_path / "report.html"
    write_single(Site(hostile(site.tables), {}), target)
    item = site.tables.all("items")[3]["item_id"]
    views = ["", f"#item/{item}", f"#document/{item[:12]}", "#item/<img src=x onerror=hit=1>"]
    views += [f"#table/{name}" for name in ("items", "follow_ups", "findings", "changes")]

    for view in views:
        show(driver, target.as_uri(), view)
        assert _foreign(driver) == [], view
        text = one_of(driver, "main").text
        assert "<" in text or view.startswith("#table"), view
    assert complaints(driver) == []


def test_a_hostile_table_is_shown_as_the_text_it_is(driver: Driver, tmp_path: Path) -> None:
    """What the source itself says is drawn cell by cell, and none of it is markup."""
    said = "Alle halvdagsmøder er holdt."
    (tmp_path / "in").mkdir()
    altered = rewritten(SAMPLE.read_bytes(), said, HOSTILE[1] + HOSTILE[2])
    (tmp_path / "in" / "<img src=x onerror=hit=1>.docx").write_bytes(altered)
    run_pipeline([str(tmp_path / "in")], tmp_path / "out", Options())
    own = open_site(tmp_path / "out")
    write_single(own, tmp_path / "report.html")

    item = item_of(own, "wordprocessingml", "Tidlig hjælp til familier")
    show(driver, (tmp_path / "report.html").as_uri(), f"#item/{item}")

    assert _foreign(driver) == []
    assert HOSTILE[1] in one_of(driver, ".grid").text
    assert complaints(driver) == []


def rewritten(package: bytes, said: str, instead: str) -> bytes:
    """A Word file with another text in it."""
    written = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert said.encode() in data
                data = data.replace(said.encode(), escape(instead).encode())
            new.writestr(name, data)
    return written.getvalue()


def _foreign(driver: Driver) -> Sequence[str]:
    """Whatever could only have come from a text: elements, handlers, addresses, a trace."""
    found: Sequence[str] = run(
        driver,
        "const found = [...document.querySelectorAll('iframe, object, embed, base, form,"
        " main script, main style, main link, main meta, [onerror], [onload], [onfocus],"
        ' img:not([src^="data:image/webp"]), a:not([href^="#"])\')].map((one) => one.outerHTML);'
        "if (window.hit) found.push('ran'); return found;",
    )
    return found
