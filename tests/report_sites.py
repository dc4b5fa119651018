"""Sites of report pages, and items in them: for the tests of the page."""

from __future__ import annotations

from pipeline.report.site import Site


def item_of(site: Site, media: str, title: str) -> str:
    """An item by its title, in a document of a kind."""
    kinds = {row["document_id"]: row["media_type"] for row in site.documents()}
    return next(
        str(row["item_id"])
        for row in site.tables.all("items")
        if media in kinds[row["document_id"]] and row["title"] == title
    )
